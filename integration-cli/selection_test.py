"""Runtime selection as a user of the docker command line meets it."""

from __future__ import annotations

import json

import pytest

from integration.cli import Cli, Must, Refused
from integration.deviation import NOT_PASSED_ON
from integration.expected import Expected
from integration.stand import IMAGE, Stand, install_runcs_shim
from plimsoll import Witness

PASSED_ON = pytest.param("io.containerd.kata.v2", marks=NOT_PASSED_ON)
REACHABLE = ["runc", "crun", "io.containerd.runc.v2", "nested/name", PASSED_ON]
CREATE = ("create", "--name", "box", "--network", "none")


@pytest.mark.parametrize("runtime", REACHABLE)
def test_run_with_a_runtime_that_can_be_reached(cli: Cli, runtime: str) -> None:
    ran = cli("run", "--rm", "--network", "none", "--runtime", runtime, IMAGE, "echo", "hello")
    assert (ran.stderr, ran.returncode, ran.stdout) == ("", 0, "hello\n"), ran.stderr


UNKNOWN = [
    "/bin/true",
    "./io.containerd.runc.v2",
    "a/b.c",
    "nodot",
    ".leading.dot",
    "RUNC",
    " runc",
    "crun/",
    "default",
]


@pytest.mark.parametrize("runtime", UNKNOWN)
def test_run_is_refused_for_a_name_that_is_no_shim_on_the_path(refused: Refused, stand: Stand, runtime: str) -> None:
    before = stand.records().keys()
    refused(
        "run",
        "--rm",
        "--network",
        "none",
        "--runtime",
        runtime,
        IMAGE,
        "true",
        status=125,
        text="runtime.unknown",
        name=runtime,
    )
    assert stand.records().keys() == before


@pytest.mark.parametrize("runtime", UNKNOWN)
def test_create_is_refused_with_1_where_run_is_with_125(refused: Refused, runtime: str) -> None:
    refused(*CREATE, "--runtime", runtime, IMAGE, "true", status=1, text="runtime.unknown", name=runtime)


def test_detached_or_not_it_is_refused(refused: Refused) -> None:
    refused(
        "run",
        "-d",
        "--network",
        "none",
        "--runtime",
        "/bin/true",
        IMAGE,
        status=125,
        text="runtime.unknown",
        name="/bin/true",
    )


@NOT_PASSED_ON
def test_run_names_the_shim_that_is_missing(cli: Cli, refused: Refused, stand: Stand) -> None:
    before = stand.records().keys()
    words = ("run", "--rm", "--network", "none", "--runtime", "io.containerd.absent.v1", IMAGE, "true")
    refused(*words, status=125, text="shim.missing", name="io.containerd.absent.v1", shim="containerd-shim-absent-v1")
    assert stand.records().keys() == before


@NOT_PASSED_ON
def test_start_names_the_shim_that_is_missing_and_create_asks_for_none(must: Must, refused: Refused, box: str) -> None:
    must(*CREATE, "--runtime", "io.containerd.absent.v1", IMAGE, "true")
    refused(
        "start", box, status=1, text="shim.missing", name="io.containerd.absent.v1", shim="containerd-shim-absent-v1"
    )


@NOT_PASSED_ON
def test_a_shim_can_be_installed_while_the_engine_runs(cli: Cli, must: Must, stand: Stand, box: str) -> None:
    must(*CREATE, "--runtime", "org.example.late.v3", IMAGE, "true")
    assert "containerd-shim-late-v3" in cli("start", box).stderr
    shim = install_runcs_shim(stand.sandbox, "org.example.late.v3")
    try:
        must("start", "--attach", box)
    finally:
        shim.unlink()


@NOT_PASSED_ON
def test_the_name_reaches_containerd_to_the_byte_and_the_shim_of_that_name_runs_it(
    must: Must, stand: Stand, box: str
) -> None:
    name = "io.containerd.invented.v7"
    shim = install_runcs_shim(stand.sandbox, name)
    with Witness(stand.sandbox) as seen:
        identity = must(
            "run", "-d", "--name", box, "--runtime", name, "--network", "none", IMAGE, "sleep", "60"
        ).strip()
    record = stand.records()[identity]
    assert (record.runtime, record.options_type, record.options) == (name, "", b"")
    assert str(shim) in [str(each.path) for each in seen.executed]
    assert must("inspect", "-f", "{{.HostConfig.Runtime}}", box) == f"{name}\n"
    must("rm", "-f", box)
    assert identity not in stand.records()


@pytest.mark.parametrize("runtime", REACHABLE)
def test_inspect_shows_the_name_that_was_asked_for(must: Must, box: str, runtime: str) -> None:
    must(*CREATE, "--runtime", runtime, IMAGE)
    assert must("inspect", "--format", "{{.HostConfig.Runtime}}", box) == f"{runtime}\n"


@pytest.mark.parametrize("flags", [(), ("--runtime", ""), ("--runtime=",)], ids=" ".join)
def test_who_asks_for_none_gets_the_default_and_sees_it_at_once(must: Must, box: str, flags: tuple[str, ...]) -> None:
    must(*CREATE, *flags, IMAGE)
    assert must("inspect", "--format", "{{.HostConfig.Runtime}}", box) == "runc\n"


def test_the_last_of_several_runtimes_counts(must: Must, box: str) -> None:
    must(*CREATE, "--runtime", "/bin/true", "--runtime", "crun", IMAGE)
    assert must("inspect", "--format", "{{.HostConfig.Runtime}}", box) == "crun\n"


@pytest.mark.parametrize(
    ("runtime", "program"), [("runc", "runc"), ("crun", "/usr/bin/crun"), ("nested/name", "/usr/sbin/runc")]
)
def test_containerd_is_told_the_program_of_the_runtime(
    must: Must, stand: Stand, box: str, runtime: str, program: str
) -> None:
    identity = must("run", "-d", "--name", box, "--network", "none", "--runtime", runtime, IMAGE, "sleep", "60").strip()
    record = stand.records()[identity]
    assert record.runtime == "io.containerd.runc.v2"
    assert program.encode() in record.options


@pytest.mark.parametrize("runtime", ["crun", "nested/name", PASSED_ON])
def test_neither_update_nor_rename_nor_a_second_start_changes_the_runtime(must: Must, box: str, runtime: str) -> None:
    must(*CREATE, "--runtime", runtime, IMAGE, "true")
    must("start", "--attach", box)
    must("update", "--cpus", "1", box)
    must("rename", box, "renamed")
    must("rename", "renamed", box)
    must("start", "--attach", box)
    assert must("inspect", "--format", "{{.HostConfig.Runtime}}", box) == f"{runtime}\n"


def test_info_names_the_runtimes(must: Must, expected: Expected) -> None:
    lines = [line.strip() for line in must("info").splitlines()]
    assert "Default Runtime: runc" in lines
    (line,) = [line for line in lines if line.startswith("Runtimes:")]
    assert sorted(line.split()[1:]) == expected.text("info.runtimes").split()


def test_info_as_json_has_a_path_for_each_runtime(must: Must, expected: Expected) -> None:
    runtimes = json.loads(must("info", "--format", "{{json .Runtimes}}"))
    assert sorted(runtimes) == expected.text("info.runtimes").split()
    assert runtimes["crun"] == {"path": "/usr/bin/crun"}
    assert runtimes["nested/name"] == {"path": "/usr/sbin/runc"}
    assert runtimes["runc"]["path"] == "runc"


def test_info_does_not_list_a_shim_that_could_be_had(must: Must) -> None:
    assert "kata" not in must("info")
