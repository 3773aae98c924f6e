"""An error names the thing, whoever found it."""

from __future__ import annotations

import errno
import os
import pathlib
import pickle
import subprocess
import sys
from typing import Callable

import pytest

from plimsoll import (
    Canary,
    Catalogue,
    Configuration,
    Containerd,
    Engine,
    EngineEnded,
    PlimsollError,
    Sandbox,
    Shim,
    UnknownName,
    Witness,
    decide,
    requirement,
    run_suite,
    runtime,
    shim_binary,
)


def test_an_error_survives_the_way_to_another_process() -> None:
    error = pickle.loads(pickle.dumps(EngineEnded("start", "dockerd", "it ended", "look", None, 1, 0, "said")))
    assert (error.subject, error.code, error.said) == ("dockerd", 1, "said")


def test_an_error_of_cpp_tells_operation_subject_cause_and_evidence(box: Sandbox) -> None:
    with pytest.raises(PlimsollError) as caught:
        box.spawn(["no-such-program"])
    error = caught.value
    assert error.operation == "start in the sandbox"
    assert error.cause == f"execute no-such-program: {os.strerror(errno.ENOENT)}"
    assert error.evidence == box.directory


def test_an_engine_that_does_not_take_its_configuration_says_why(containerd: Containerd) -> None:
    with pytest.raises(EngineEnded, match="runtime name 'runc' is reserved") as caught:
        Engine.reference(containerd, Configuration(daemon_json='{"runtimes": {"runc": {"path": "x"}}}'))
    assert caught.value.code == 1
    assert caught.value.evidence is not None and "reserved" in caught.value.evidence.read_text()


@pytest.mark.parametrize(
    "attempt, named",
    [
        (lambda: requirement("REF-0O1"), "REF-001"),
        (lambda: runtime("rnuc"), "did you mean runc"),
        (lambda: shim_binary("io.containerd.runc.v2", containerd="nightly"), "one of 1.6, 1.7, 2"),
    ],
)
def test_a_name_nobody_has_comes_with_what_was_meant(attempt: Callable[[], object], named: str) -> None:
    with pytest.raises(UnknownName, match=named):
        attempt()


def test_a_target_nobody_has_is_refused(containerd: Containerd) -> None:
    with pytest.raises(UnknownName, match="did you mean dockerd"):
        Engine.start("dokcerd", containerd)


def test_an_engine_that_is_not_installed_is_named(containerd: Containerd) -> None:
    with pytest.raises(PlimsollError, match="/no/such/dockerd"):
        Engine.dockerd(containerd, program="/no/such/dockerd")


def test_a_name_containerd_looks_no_shim_up_for_gets_none(box: Sandbox) -> None:
    with pytest.raises(PlimsollError, match="install a shim for /bin/true"):
        Shim(box, "/bin/true")


def test_a_shim_is_not_put_where_one_is(box: Sandbox) -> None:
    with Shim(box, "io.containerd.taken.v1"), pytest.raises(PlimsollError, match="something is there"):
        Shim(box, "io.containerd.taken.v1")


def test_a_canary_is_not_planted_on_the_host(box: Sandbox) -> None:
    with pytest.raises(PlimsollError, match="/home/canary"):
        Canary(box, "/home/canary")


def test_a_socket_nobody_listens_on_is_named(tmp_path: pathlib.Path) -> None:
    with pytest.raises(PlimsollError, match="no such socket"):
        Engine.external(tmp_path / "docker.sock")


def test_an_external_engine_is_not_restarted(engine: Engine) -> None:
    with Engine.external(engine.socket) as external, pytest.raises(PlimsollError, match="it is not ours"):
        external.restart()


def test_a_configuration_no_engine_takes_is_refused() -> None:
    with pytest.raises(PlimsollError, match="reserved"):
        Catalogue({"runtimes": {"runc": {"path": "/usr/bin/crun"}}})


@pytest.mark.parametrize("argument", [1, None, ["name"]])
def test_a_wrong_type_is_a_type_error(argument: object) -> None:
    with pytest.raises(TypeError):
        decide(Catalogue(), argument)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [Containerd, Engine.reference, Engine.podman, Witness])
def test_what_is_no_sandbox_is_a_type_error(kind: Callable[[str], object]) -> None:
    with pytest.raises(TypeError, match="is needed, and 'box' is none"):
        kind("box")


def test_a_sandbox_has_one_containerd(box: Sandbox, containerd: Containerd) -> None:
    with pytest.raises(PlimsollError, match="start containerd: the sandbox has one"):
        Containerd(box)


def test_a_sandbox_has_another_containerd_when_the_first_is_closed() -> None:
    with Sandbox() as box:
        Containerd(box).close()
        with Containerd(box) as containerd, Engine.reference(containerd) as engine:
            assert containerd.alive and engine.alive


@pytest.mark.skipif(os.stat("/").st_mode & 0o005 != 0o005, reason="others may not even enter / here")
def test_who_may_not_make_a_sandbox_is_told_so() -> None:
    as_nobody = ["setpriv", "--reuid", "65534", "--clear-groups", sys.executable]
    ran = subprocess.run([*as_nobody, "-c", "import plimsoll; plimsoll.Sandbox()"], capture_output=True, text=True)
    assert "PlimsollError: make a sandbox: make a directory in /run/plimsoll: Permission denied" in ran.stderr


def test_no_program_is_no_command(box: Sandbox) -> None:
    with pytest.raises(ValueError, match="name a program"):
        box.spawn([])


def test_a_suite_that_does_not_understand_says_so() -> None:
    with pytest.raises(PlimsollError, match="colour"):
        run_suite("reference", level="colour")  # type: ignore[arg-type]
