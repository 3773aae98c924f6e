"""Runtimes as an administrator configures them, and what a restart of the engine leaves of the choice."""

from __future__ import annotations

import pathlib
from typing import Callable, Iterator

import pytest

from integration.cli import Cli
from integration.expected import Expected
from integration.stand import IMAGE, Stand, configuration
from plimsoll import Configuration

CREATE = ("create", "--name", "box", "--network", "none")
NOTES = """#!/bin/sh
echo "$@" >> {notes}
exec /usr/sbin/runc "$@"
"""


def noting_runtime(directory: pathlib.Path) -> tuple[pathlib.Path, pathlib.Path]:
    """A program that notes its arguments and is runc, and the file of its notes."""
    program, notes = directory / "noting", directory / "notes"
    program.write_text(NOTES.format(notes=notes))
    program.chmod(0o755)
    return program, notes


@pytest.fixture(scope="module")
def configured(plimsoll_new_stand: Callable[[Configuration], Stand]) -> Iterator[Stand]:
    """An engine with a runtime whose program is missing, and one whose program notes its arguments."""
    with plimsoll_new_stand(configuration({})) as stand:
        program, _ = noting_runtime(stand.sandbox.directory)
        runtimes = {
            "gone": {"path": "/no/such/runtime"},
            "noting": {"path": str(program)},
            "arguments": {"path": str(program), "runtimeArgs": ["--debug", "--log-format", "json"]},
        }
        stand.reload({"runtimes": runtimes})
        yield stand


@pytest.fixture
def docker(configured: Stand) -> Iterator[Cli]:
    """The command line, and at the end the container is removed."""
    yield configured.docker
    configured.docker("rm", "-f", "box")


def test_a_program_that_is_missing_is_missed_by_nobody_at_create(docker: Cli) -> None:
    created = docker(*CREATE, "--runtime", "gone", IMAGE, "true")
    assert (created.returncode, created.stderr) == (0, "")


def test_a_program_that_is_missing_fails_the_start_and_is_named(docker: Cli, expected: Expected) -> None:
    docker(*CREATE, "--runtime", "gone", IMAGE, "true")
    started = docker("start", "box")
    why = expected.text("runtime.program-missing", path="/no/such/runtime")
    assert (started.returncode, why in started.stderr) == (1, True), started.stderr
    shown = docker("inspect", "--format", "{{.State.ExitCode}} {{.State.Status}} {{.HostConfig.Runtime}}", "box")
    assert shown.stdout == "127 created gone\n"


@pytest.mark.parametrize(
    ("runtime", "begins"), [("noting", "--root "), ("arguments", "--debug --log-format json --root ")]
)
def test_the_configured_program_runs_it_with_its_arguments_in_front(
    configured: Stand, docker: Cli, runtime: str, begins: str
) -> None:
    notes = configured.sandbox.directory / "notes"
    notes.write_text("")
    ran = docker("run", "--rm", "--name", "box", "--network", "none", "--runtime", runtime, IMAGE, "echo", "ran")
    assert (ran.returncode, ran.stdout) == (0, "ran\n"), ran.stderr
    lines = notes.read_text().splitlines()
    assert any(" create " in line for line in lines)
    assert {line.startswith(begins) for line in lines} == {True}, lines


@pytest.mark.parametrize(("first", "second", "is_noted"), [("noting", "runc", True), ("runc", "noting", False)])
def test_of_two_containers_each_is_run_by_its_own(
    configured: Stand, docker: Cli, first: str, second: str, is_noted: bool
) -> None:
    notes = configured.sandbox.directory / "notes"
    notes.write_text("")
    docker(*CREATE, "--runtime", first, IMAGE, "echo", "ran")
    docker("create", "--name", "other", "--network", "none", "--runtime", second, IMAGE)
    assert docker("start", "--attach", "box").stdout == "ran\n"
    assert (notes.read_text() != "") == is_noted
    docker("rm", "other")


def test_after_a_restart_a_container_has_its_runtime_and_the_program_is_the_new_one(own_stand: Stand) -> None:
    program, notes = noting_runtime(own_stand.sandbox.directory)
    own_stand.reload({"runtimes": {"six": {"path": "/usr/bin/crun", "runtimeArgs": ["--debug"]}}})
    assert own_stand.docker(*CREATE, "--runtime", "six", IMAGE, "echo", "ran").returncode == 0
    assert own_stand.docker("start", "--attach", "box").stdout == "ran\n"
    own_stand.engine.restart(configuration({"runtimes": {"six": {"path": str(program), "runtimeArgs": ["--debug"]}}}))
    assert own_stand.docker("inspect", "--format", "{{.HostConfig.Runtime}}", "box").stdout == "six\n"
    assert not notes.exists()
    assert own_stand.docker("start", "--attach", "box").stdout == "ran\n"
    assert notes.read_text().startswith("--debug ")


def test_after_a_restart_without_its_runtime_a_container_is_there_and_cannot_start(
    own_stand: Stand, expected: Expected
) -> None:
    assert own_stand.docker(*CREATE, "--runtime", "crun", IMAGE, "true").returncode == 0
    own_stand.engine.restart(configuration({}))
    started = own_stand.docker("start", "box")
    assert (started.returncode, expected.text("runtime.unknown", name="crun") in started.stderr) == (
        1,
        True,
    ), started.stderr
    assert own_stand.docker("inspect", "--format", "{{.HostConfig.Runtime}}", "box").stdout == "crun\n"
    assert own_stand.docker("rm", "box").returncode == 0
