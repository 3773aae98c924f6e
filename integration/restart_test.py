"""A container's runtime is the same at its next start, after a restart of the container's and of the engine's."""

from __future__ import annotations

import signal

import docker.errors
import pytest

from integration.client import Client, told
from integration.restarter import Restarter
from integration.testimony import programs
from plimsoll import Shim

PATHS = {"runc": "/usr/sbin/runc", "crun": "/usr/bin/crun"}
CONFIGURATION = {"runtimes": {f"my-{name}": {"path": path} for name, path in PATHS.items()}}

pytestmark = pytest.mark.parametrize("runtime", PATHS)


def state(engine: Client, container: str) -> dict[str, object]:
    state: dict[str, object] = engine.client.api.inspect_container(container)["State"]
    return state


class TestOfTheContainer:
    def test_it_is_run_by_the_same(self, start_with: Restarter, shim: Shim, runtime: str) -> None:
        container = start_with(CONFIGURATION).run(f"my-{runtime}")
        container.restart()
        container.reload()
        assert container.status == "running"
        assert programs(shim, container.id) == [PATHS[runtime]] * 2

    def test_so_is_one_that_had_ended(self, start_with: Restarter, shim: Shim, runtime: str) -> None:
        container = start_with(CONFIGURATION).run(f"my-{runtime}", ["echo", "once"])
        container.wait()
        container.start()
        container.wait()
        assert container.logs() == b"once\nonce\n"
        assert programs(shim, container.id) == [PATHS[runtime]] * 2

    def test_so_is_every_start_of_a_restart_policy(self, start_with: Restarter, shim: Shim, runtime: str) -> None:
        engine = start_with(CONFIGURATION)
        policy = {"Name": "on-failure", "MaximumRetryCount": 2}
        container = engine.create(f"my-{runtime}", ["false"], restart_policy=policy)
        ends = engine.client.events(decode=True, filters={"container": container.id, "event": "die"})
        container.start()
        for _ in range(3):
            next(ends)
        ends.close()
        assert container.wait()["StatusCode"] == 1
        assert programs(shim, container.id) == [PATHS[runtime]] * 3


class TestOfTheEngine:
    def test_the_runtime_is_still_known(self, start_with: Restarter, shim: Shim, runtime: str) -> None:
        container = start_with(CONFIGURATION).create(f"my-{runtime}").id
        engine = start_with(CONFIGURATION)
        assert engine.runtime_of(container) == f"my-{runtime}"
        engine.client.api.start(container)
        assert engine.client.api.wait(container)["StatusCode"] == 0
        assert programs(shim, container) == [PATHS[runtime]]

    def test_a_changed_path_is_what_runs_it_next(self, start_with: Restarter, shim: Shim, runtime: str) -> None:
        container = start_with({"runtimes": {"it": {"path": "/nowhere/runtime"}}}).create("it").id
        engine = start_with({"runtimes": {"it": {"path": PATHS[runtime]}}})
        engine.client.api.start(container)
        assert programs(shim, container) == [PATHS[runtime]]

    def test_without_the_entry_it_cannot_be_started(self, start_with: Restarter, shim: Shim, runtime: str) -> None:
        container = start_with(CONFIGURATION).create(f"my-{runtime}").id
        engine = start_with({})
        with pytest.raises(docker.errors.APIError) as refused:
            engine.client.api.start(container)
        assert told(refused.value) == (400, engine.expected.text("runtime.unknown", name=f"my-{runtime}"))
        assert state(engine, container)["Status"] == "created"
        assert programs(shim, container) == []

    def test_always_brings_it_back_under_the_same(self, start_with: Restarter, shim: Shim, runtime: str) -> None:
        container = start_with(CONFIGURATION).run(f"my-{runtime}", restart_policy={"Name": "always"}).id
        engine = start_with(CONFIGURATION)
        assert state(engine, container)["Running"] is True
        assert programs(shim, container) == [PATHS[runtime]] * 2

    def test_always_puts_nothing_in_the_place_of_what_is_gone(
        self, start_with: Restarter, shim: Shim, runtime: str
    ) -> None:
        container = start_with(CONFIGURATION).run(f"my-{runtime}", restart_policy={"Name": "always"}).id
        engine = start_with({})
        seen = state(engine, container)
        assert (seen["Status"], seen["Error"]) == ("exited", engine.expected.text("runtime.gone", name=f"my-{runtime}"))
        assert programs(shim, container) == [PATHS[runtime]]

    def test_unless_stopped_leaves_down_what_somebody_stopped(
        self, start_with: Restarter, shim: Shim, runtime: str
    ) -> None:
        stopped = start_with(CONFIGURATION).run(f"my-{runtime}", restart_policy={"Name": "unless-stopped"})
        stopped.stop()
        engine = start_with(CONFIGURATION)
        assert state(engine, stopped.id)["Running"] is False
        assert programs(shim, stopped.id) == [PATHS[runtime]]

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=str)
    def test_live_restore_keeps_it_running(
        self, start_with: Restarter, shim: Shim, runtime: str, number: signal.Signals
    ) -> None:
        flags = ["--live-restore"]
        first = start_with(CONFIGURATION, flags)
        container = first.run(f"my-{runtime}").id
        if number == signal.SIGKILL:
            first.stand.engine.kill()
        engine = start_with({}, flags)  # which ends the one before with SIGTERM, if it has to
        assert state(engine, container)["Running"] is True
        assert engine.exec(container, ["echo", "in"]) == b"in\n"
        assert programs(shim, container) == [PATHS[runtime]]
