"""A container's runtime is the same at its next start, after a restart of the container's and of the engine's."""

from __future__ import annotations

import signal

import docker.errors
import pytest

from integration.engine import Engine
from integration.generations import says
from integration.restarter import Restarter
from integration.testimony import Testimony

PATHS = {"runc": "/usr/sbin/runc", "crun": "/usr/bin/crun"}
CONFIGURATION = {"runtimes": {f"my-{name}": {"path": path} for name, path in PATHS.items()}}

pytestmark = pytest.mark.parametrize("runtime", PATHS)


def programs(testimony: Testimony, container: str) -> list[str]:
    """What each of its starts was to be run by."""
    return [request["options"]["content"]["binary_name"] for request in testimony.requests("Create", container)]


def state(engine: Engine, container: str) -> dict[str, object]:
    told: dict[str, object] = engine.client.api.inspect_container(container)["State"]
    return told


class TestOfTheContainer:
    def test_it_is_run_by_the_same(self, start_with: Restarter, testimony: Testimony, runtime: str) -> None:
        container = start_with(CONFIGURATION).run(f"my-{runtime}")
        container.restart()
        container.reload()
        assert container.status == "running"
        assert programs(testimony, container.id) == [PATHS[runtime]] * 2

    def test_so_is_one_that_had_ended(self, start_with: Restarter, testimony: Testimony, runtime: str) -> None:
        container = start_with(CONFIGURATION).run(f"my-{runtime}", ["echo", "once"])
        container.wait()
        container.start()
        container.wait()
        assert container.logs() == b"once\nonce\n"
        assert programs(testimony, container.id) == [PATHS[runtime]] * 2

    def test_so_is_every_start_of_a_restart_policy(self, start_with: Restarter, testimony: Testimony, runtime: str) -> None:
        engine = start_with(CONFIGURATION)
        policy = {"Name": "on-failure", "MaximumRetryCount": 2}
        container = engine.create(f"my-{runtime}", ["false"], restart_policy=policy)
        ends = engine.client.events(decode=True, filters={"container": container.id, "event": "die"})
        container.start()
        for _ in range(3):
            next(ends)
        ends.close()
        assert container.wait()["StatusCode"] == 1
        assert programs(testimony, container.id) == [PATHS[runtime]] * 3


class TestOfTheEngine:
    def test_the_runtime_is_still_known(self, start_with: Restarter, testimony: Testimony, runtime: str) -> None:
        container = start_with(CONFIGURATION).create(f"my-{runtime}").id
        engine = start_with(CONFIGURATION)
        assert engine.runtime_of(container) == f"my-{runtime}"
        engine.client.api.start(container)
        assert engine.client.api.wait(container)["StatusCode"] == 0
        assert programs(testimony, container) == [PATHS[runtime]]

    def test_a_changed_path_is_what_runs_it_next(self, start_with: Restarter, testimony: Testimony, runtime: str) -> None:
        container = start_with({"runtimes": {"it": {"path": "/nowhere/runtime"}}}).create("it").id
        engine = start_with({"runtimes": {"it": {"path": PATHS[runtime]}}})
        engine.client.api.start(container)
        assert programs(testimony, container) == [PATHS[runtime]]

    def test_without_the_entry_it_cannot_be_started(self, start_with: Restarter, testimony: Testimony, runtime: str) -> None:
        container = start_with(CONFIGURATION).create(f"my-{runtime}").id
        engine = start_with({})
        with pytest.raises(docker.errors.APIError) as refused:
            engine.client.api.start(container)
        expected = says("refused", engine.generation, name=f"my-{runtime}")
        assert (refused.value.status_code, refused.value.explanation) == expected
        assert state(engine, container)["Status"] == "created"
        assert programs(testimony, container) == []

    def test_always_brings_it_back_under_the_same(self, start_with: Restarter, testimony: Testimony, runtime: str) -> None:
        container = start_with(CONFIGURATION).run(f"my-{runtime}", restart_policy={"Name": "always"}).id
        engine = start_with(CONFIGURATION)
        assert state(engine, container)["Running"] is True
        assert programs(testimony, container) == [PATHS[runtime]] * 2

    def test_always_puts_nothing_in_the_place_of_what_is_gone(
        self, start_with: Restarter, testimony: Testimony, runtime: str
    ) -> None:
        container = start_with(CONFIGURATION).run(f"my-{runtime}", restart_policy={"Name": "always"}).id
        engine = start_with({})
        told = state(engine, container)
        assert (told["Status"], told["Error"]) == ("exited", GONE[engine.generation].format(name=f"my-{runtime}"))
        assert programs(testimony, container) == [PATHS[runtime]]

    def test_unless_stopped_leaves_down_what_somebody_stopped(
        self, start_with: Restarter, testimony: Testimony, runtime: str
    ) -> None:
        stopped = start_with(CONFIGURATION).run(f"my-{runtime}", restart_policy={"Name": "unless-stopped"})
        stopped.stop()
        engine = start_with(CONFIGURATION)
        assert state(engine, stopped.id)["Running"] is False
        assert programs(testimony, stopped.id) == [PATHS[runtime]]

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=str)
    def test_live_restore_keeps_it_running(
        self, start_with: Restarter, testimony: Testimony, runtime: str, number: signal.Signals
    ) -> None:
        flags = ["--live-restore"]
        first = start_with(CONFIGURATION, flags)
        container = first.run(f"my-{runtime}").id
        first.stand.stop_engine(number)
        engine = start_with({}, flags)
        assert state(engine, container)["Running"] is True
        assert engine.exec(container, ["echo", "in"]) == b"in\n"
        assert programs(testimony, container) == [PATHS[runtime]]


GONE = {"reference": "unknown or invalid runtime name: {name}", "20.10": "runtime not found in config: {name}"}
