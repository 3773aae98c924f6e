"""The daemon's own command line, and the file that goes with it."""

from __future__ import annotations

import json
from typing import Any, Callable

import pytest

from integration.cli import Must
from integration.expected import Expected
from integration.stand import IMAGE, Stand, configuration
from plimsoll import Configuration

Flags = tuple[str, ...]
File = dict[str, Any]
Start = Callable[[Flags, str], tuple[int, str]]

SIX: File = {"runtimes": {"six": {"path": "/usr/bin/crun"}}}


@pytest.fixture
def start(stand: Stand) -> Start:
    """Starts another engine with these flags and this file, which ends by itself: its status and words."""
    return lambda flags, file: stand.end_of_another(Configuration(flags=flags, daemon_json=file))


REFUSED: list[tuple[Flags, File | str, str, dict[str, str]]] = [
    (("--default-runtime", "nobody"), {}, "daemon.default-unknown", {"name": "nobody"}),
    (("--default-runtime", "/bin/true"), {}, "daemon.default-unknown", {"name": "/bin/true"}),
    (("--default-runtime", "RUNC"), {}, "daemon.default-unknown", {"name": "RUNC"}),
    ((), {"default-runtime": "nobody"}, "daemon.default-unknown-in-file", {"name": "nobody"}),
    (("--default-runtime", "runc"), {"default-runtime": "runc"}, "daemon.default-twice", {"name": "runc"}),
    (("--add-runtime", "nobody"), {}, "daemon.runtime-invalid", {"given": "nobody"}),
    (("--add-runtime", "=/x"), {}, "daemon.runtime-invalid", {"given": "=/x"}),
    (("--add-runtime", "x="), {}, "daemon.runtime-invalid", {"given": "x="}),
    (("--add-runtime", "runc=/x"), {}, "daemon.runtime-reserved", {"given": "runc=/x"}),
    (("--add-runtime", "a=/x", "--add-runtime", "a=/y"), {}, "daemon.runtime-twice", {"given": "a=/y"}),
    ((), {"runtimes": {"runc": {"path": "/x"}}}, "daemon.runtime-reserved-in-file", {}),
    ((), {"none-such": 1}, "daemon.directive-unknown", {"name": "none-such"}),
    ((), "{", "daemon.no-json", {}),
    (("--none-such",), {}, "daemon.flag-unknown", {"flag": "--none-such"}),
]


@pytest.mark.parametrize(
    ("flags", "file", "text", "names"),
    REFUSED,
    ids=[" ".join(flags) or json.dumps(file) for flags, file, *_ in REFUSED],
)
def test_it_does_not_start_and_says_why(
    start: Start,
    expected: Expected,
    flags: Flags,
    file: File | str,
    text: str,
    names: dict[str, str],
) -> None:
    ended, said = start(flags, file if isinstance(file, str) else json.dumps(file))
    assert ended == (expected.status("daemon.flag-unknown.status") if text == "daemon.flag-unknown" else 1), said
    assert expected.text(text, **names) in said.splitlines()


VALIDATED: list[tuple[File, int, str]] = [  # and the status, and what is said
    ({}, 0, "daemon.validated"),
    (SIX, 0, "daemon.validated"),
    (SIX | {"default-runtime": "six"}, 0, "daemon.validated"),
    ({"runtimes": {"six": {}}}, 1, "daemon.validated-badly"),
]


@pytest.mark.deviation("20.10", seen="daemon.no-validate", reason="there is no such flag (moby v20.10.24:cmd/dockerd)")
@pytest.mark.parametrize(("file", "status", "text"), VALIDATED, ids=[json.dumps(file) for file, *_ in VALIDATED])
def test_validate_judges_the_file_and_starts_nothing(
    start: Start, expected: Expected, file: File, status: int, text: str
) -> None:
    ended, said = start(("--validate",), json.dumps(file))
    assert (ended, said) == (status, expected.text(text) + "\n"), said


def test_a_second_engine_does_not_take_the_place_of_the_first(stand: Stand, must: Must) -> None:
    assert stand.sandbox.run(stand.command).code == 1
    must("version")


def test_its_version_is_told(start: Start, expected: Expected) -> None:
    ended, said = start(("--version",), "{}")
    assert (ended, bool(expected.pattern("daemon.version").match(said))) == (0, True), said


def test_its_help_names_the_flags_for_runtimes(start: Start) -> None:
    ended, said = start(("--help",), "{}")
    assert ended == 0
    assert {"--add-runtime", "--default-runtime", "--config-file"} <= set(said.split())


# Flags, a file, the default, and a runtime that can be asked for.
SERVED: list[tuple[Flags, File, str, str]] = [
    (("--default-runtime", "crun", "--add-runtime", "crun=/usr/bin/crun"), {}, "crun", "crun"),
    (("--add-runtime", "SIX=/usr/bin/crun"), {}, "runc", "six"),
    (("--add-runtime", "seven=/usr/bin/crun"), SIX, "runc", "seven"),
    ((), SIX | {"default-runtime": "six"}, "six", "six"),
    (("--default-runtime", "io.containerd.runc.v2"), {}, "io.containerd.runc.v2", "runc"),
    ((), {"default-runtime": ""}, "runc", "io.containerd.runc.v2"),
]


@pytest.mark.parametrize(
    ("flags", "file", "default", "other"),
    SERVED,
    ids=[" ".join(flags) or json.dumps(file) for flags, file, *_ in SERVED],
)
def test_it_serves_with_the_default_and_the_runtimes_it_was_given(
    plimsoll_new_stand: Callable[[Configuration], Stand],
    flags: Flags,
    file: File,
    default: str,
    other: str,
) -> None:
    with plimsoll_new_stand(configuration(file, *flags)) as stand:
        assert stand.docker("info", "--format", "{{.DefaultRuntime}}").stdout == f"{default}\n"
        assert stand.docker("create", "--name", "box", "--network", "none", IMAGE, "echo", "ran").returncode == 0
        assert stand.docker("inspect", "--format", "{{.HostConfig.Runtime}}", "box").stdout == f"{default}\n"
        assert stand.docker("start", "--attach", "box").stdout == "ran\n"
        assert stand.docker("run", "--network", "none", "--runtime", other, IMAGE, "echo", "too").stdout == "too\n"


def test_a_reload_changes_the_default_for_what_is_created_from_then_on(own_stand: Stand) -> None:
    create = ("create", "--network", "none")
    assert own_stand.docker(*create, "--name", "before", IMAGE).returncode == 0
    own_stand.reload(SIX | {"default-runtime": "six"})
    assert own_stand.docker(*create, "--name", "after", IMAGE).returncode == 0
    shown = own_stand.docker("inspect", "--format", "{{.HostConfig.Runtime}}", "before", "after")
    assert shown.stdout == "runc\nsix\n"
    assert own_stand.docker("info", "--format", "{{.DefaultRuntime}}").stdout == "six\n"
