"""Engines, and who sees what they do."""

from __future__ import annotations

import contextlib
import json
import os
import pathlib
import signal
from typing import Iterator

import docker
import pytest

from plimsoll import (
    Canary,
    Configuration,
    Connection,
    Containerd,
    Engine,
    Observer,
    PlimsollError,
    Sandbox,
    Shim,
    TimedOut,
    Witness,
)

KATA = "io.containerd.kata.v2"
CRUN = {"crun": {"path": "/usr/bin/crun"}}


@contextlib.contextmanager
def client_of(engine: Engine) -> Iterator[docker.DockerClient]:
    """Docker's SDK on that engine."""
    with contextlib.closing(docker.DockerClient(base_url=engine.docker_host, version="1.41", timeout=60)) as client:
        yield client


def run(engine: Engine, runtime: str | None = None) -> str:
    """`docker run --rm --runtime RUNTIME busybox echo hello`."""
    with client_of(engine) as client:
        words = ["echo", "hello"]
        image = "plimsoll/busybox:latest"
        output = client.containers.run(image, words, runtime=runtime, network_mode="none", remove=True)
        return str(output.decode())


def test_an_engine_runs_a_container(engine: Engine) -> None:
    assert run(engine) == "hello\n"


def test_the_witness_sees_the_runtime_that_was_configured(box: Sandbox, containerd: Containerd) -> None:
    with Engine.reference(containerd, Configuration(runtimes=CRUN)) as engine:
        engine.load_busybox()
        with Witness(box) as seen:
            assert run(engine, "crun") == "hello\n"
    assert seen.saw("crun") and not seen.saw("runc")


def test_the_witness_tells_the_arguments_of_what_still_runs(box: Sandbox) -> None:
    fifo = box.directory / "held"
    os.mkfifo(fifo)
    with Witness(box) as seen:
        reader = box.spawn(["cat", str(fifo)])
        with fifo.open("w"):  # when it has been opened at the other end, the program has begun
            execution = seen.executed[0]  # its loader is the second
    assert (execution.pid, execution.argv) == (reader.pid, ("cat", str(fifo)))


def test_the_shim_testifies_what_it_was_asked(box: Sandbox, engine: Engine) -> None:
    with Shim(box, KATA) as shim:
        assert run(engine, KATA) == "hello\n"
        (create,) = shim.testimony().creates
        assert create.answered and create.options is None
        assert shim.wait_for("delete").container == create.container
        assert shim.testimony().of(create.container).creates == [create]
        assert shim.testimony().of("another").documents == []
        assert [start.container for start in shim.testimony().starts] == [create.container]
    assert not shim.path.exists()


def test_a_shim_can_be_told_to_fail(box: Sandbox, engine: Engine) -> None:
    with Shim(box, "io.containerd.faulty.v1", faults=["Create=fail"]):
        with pytest.raises(docker.errors.APIError):
            run(engine, "io.containerd.faulty.v1")


def test_containerd_tells_what_was_recorded(box: Sandbox, containerd: Containerd, engine: Engine) -> None:
    with Shim(box, KATA), Observer(containerd, engine.containerd_namespace) as observer:
        run(engine, KATA)
        (record,) = observer.created(at_least=1)
    assert (record.runtime, record.options_type, record.options) == (KATA, "", b"")


def test_a_refused_path_is_not_executed(box: Sandbox, engine: Engine) -> None:
    with Canary(box, "/usr/local/bin/containerd-shim-canary-v1") as canary:
        with pytest.raises(docker.errors.APIError, match="unknown or invalid runtime name") as refusal:
            run(engine, str(canary.path))
        assert refusal.value.status_code == 400
        assert not canary.executed


def test_a_canary_that_is_executed_says_so(box: Sandbox) -> None:
    with Canary(box, "/usr/local/bin/sings") as canary:
        assert not box.run([str(canary.path)]).success
        assert canary.executed


def test_a_reload_takes_effect_or_is_refused(containerd: Containerd) -> None:
    with Engine.reference(containerd) as engine:
        assert engine.reload(json.dumps({"runtimes": CRUN})).outcome == "took effect"
        refused = engine.reload('{"runtimes": 1}')
        assert refused.outcome == "refused" and "runtimes" in refused.said


def test_another_configuration_comes_with_a_restart(containerd: Containerd) -> None:
    with Engine.reference(containerd) as engine:
        engine.restart(Configuration(runtimes=CRUN, default_runtime="crun"))
        with client_of(engine) as client:
            assert client.info()["DefaultRuntime"] == "crun"


def test_an_engine_lives_on_while_its_containerd_is_started_again() -> None:
    with Sandbox() as box, Containerd(box) as containerd, Engine.reference(containerd) as engine:
        engine.load_busybox()
        first = containerd.pid
        containerd.restart()
        assert containerd.alive and containerd.pid != first
        assert run(engine) == "hello\n"


def test_the_process_of_an_engine_is_known_and_its_end_waited_for(containerd: Containerd) -> None:
    with Engine.reference(containerd) as engine:
        assert pathlib.Path(f"/proc/{engine.pid}/comm").read_text() == "plimsolld\n"
        with pytest.raises(TimedOut, match="has not ended after 0.1 s"):
            engine.wait(timeout=0.1)
        os.kill(engine.pid, signal.SIGTERM)
        engine.wait()
        assert not engine.alive
        with pytest.raises(PlimsollError, match="connect to .*docker.sock"):
            engine.pid


def test_a_connection_is_for_what_docker_s_sdk_would_not_send(engine: Engine) -> None:
    with contextlib.closing(Connection(engine.socket)) as connection:
        assert connection.ask("POST", "/v1.41/containers/create", b"[]")[0] == 400
        assert connection.ask("GET", "/_ping") == (200, b"OK")


def test_a_connection_to_nobody_is_an_error_and_can_be_tried_again(tmp_path: pathlib.Path) -> None:
    with contextlib.closing(Connection(tmp_path / "nobody.sock")) as connection:
        for _ in range(2):
            with pytest.raises(FileNotFoundError):
                connection.ask("GET", "/_ping")


@pytest.mark.parametrize("target", ["reference", "dockerd", "defective:anything-is-passed-on"])
def test_a_target_is_started_by_its_name(containerd: Containerd, target: str) -> None:
    with Engine.start(target, containerd) as engine:
        engine.load_busybox()
        assert run(engine) == "hello\n"


def test_podman_is_an_engine_too(box: Sandbox) -> None:
    with Engine.podman(box) as engine:
        assert (engine.name, engine.alive, engine.containerd_namespace) == ("podman", True, "")


def test_an_engine_of_somebody_else_is_spoken_with(engine: Engine) -> None:
    with Engine.external(engine.socket) as external:
        assert run(external) == "hello\n"
        assert (external.log, external.pid) == (None, engine.pid)
        with pytest.raises(PlimsollError, match="it is not ours"):
            external.wait()
    assert engine.alive


def test_a_defective_engine_has_its_defect(containerd: Containerd) -> None:
    with Engine.defective(containerd, "anything-is-passed-on") as engine, client_of(engine) as client:
        client.containers.create(engine.load_busybox(), runtime="/usr/bin/crun", network_mode="none")
