"""What a configured runtime makes of a container: the options as the shim was told them, and what was executed."""

from __future__ import annotations

import pathlib
from typing import Any

import pytest

from integration.engine import Engine
from integration.restarter import Restarter
from integration.testimony import Testimony, install_testifier

RUNC = "containerd.runc.v1.Options"
OTHER = "runtimeoptions.v1.Options"
PATHS = {"runc": "/usr/sbin/runc", "crun": "/usr/bin/crun"}

Expected = dict[str, Any] | None
Noting = tuple[Engine, pathlib.Path]

# An entry, and what the options say of it: the type, and some of its fields.
PATH_ENTRIES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a path": ({"path": "/usr/bin/crun"}, {"type": RUNC, "binary_name": "/usr/bin/crun"}),
    "a name": ({"path": "crun"}, {"type": RUNC, "binary_name": "crun"}),
    "a path with no arguments": (
        {"path": "/usr/sbin/runc", "runtimeArgs": []},
        {"type": RUNC, "binary_name": "/usr/sbin/runc"},
    ),
}
TYPE_ENTRIES: dict[str, tuple[dict[str, Any], Expected]] = {
    "runc's shim": ({"runtimeType": "io.containerd.runc.v2"}, None),
    "runc's shim with crun": (
        {"runtimeType": "io.containerd.runc.v2", "options": {"BinaryName": "crun"}},
        {"type": RUNC, "binary_name": "crun", "root": "", "systemd_cgroup": False},
    ),
    "several options": (
        {"runtimeType": "io.containerd.runc.v2", "options": {"BinaryName": "runc", "Root": "/run/other", "NoNewKeyring": True}},
        {"type": RUNC, "binary_name": "runc", "root": "/run/other", "no_new_keyring": True},
    ),
    "small letters": (
        {"runtimeType": "io.containerd.runc.v2", "options": {"binaryname": "crun", "root": "/run/other"}},
        {"type": RUNC, "binary_name": "crun", "root": "/run/other"},
    ),
    "an option nobody knows": (
        {"runtimeType": "io.containerd.runc.v2", "options": {"BinaryName": "crun", "Nope": True}},
        {"type": RUNC, "binary_name": "crun"},
    ),
    "whole numbers": (
        {"runtimeType": "io.containerd.runc.v2", "options": {"IoUid": 1000, "IoGid": 1001}},
        {"type": RUNC, "io_uid": 1000, "io_gid": 1001},
    ),
    "another shim": ({"runtimeType": "io.containerd.optioned.v1"}, None),
    "another shim with options": (
        {"runtimeType": "io.containerd.optioned.v1", "options": {"TypeUrl": "a.b.c", "ConfigPath": "/etc/ä b.toml"}},
        {"type": OTHER, "type_url": "a.b.c", "config_path": "/etc/ä b.toml"},
    ),
}
# 20.10 reads neither runtimeType nor options, and takes the missing path for an empty one, which is runc
# (moby v20.10.24:api/types/types.go:518, daemon/runtime_unix.go:146).
TYPE_ENTRIES_ARE = {"reference": None, "20.10": {"type": RUNC, "binary_name": ""}}


def told(testimony: Testimony, container: str) -> Expected:
    """What the shim was told with Create, after it was told the same when it was started."""
    options = testimony.request("Create", container)["options"]
    at_start = testimony.invocation("start", container)["stdin"]["options"]
    assert (options and options["base64"]) == (at_start and at_start["base64"])
    return options and {"type": options["type_url"].rpartition("/")[2], **options["content"]}


def assert_told(options: Expected, expected: Expected) -> None:
    if expected is None:
        assert options is None
    else:
        assert options is not None
        assert {key: options[key] for key in expected} == expected


@pytest.mark.parametrize("name", ["runc", "io.containerd.runc.v2"])
def test_both_stock_names_are_runc_with_the_engines_own_settings(
    start_with: Restarter, testimony: Testimony, name: str
) -> None:
    engine = start_with({})
    container = engine.run(name)
    root = f"{engine.stand.sandbox.scratch}/engine-state/runtime-runc"
    assert_told(told(testimony, container.id), {"type": RUNC, "binary_name": "runc", "root": root, "systemd_cgroup": False})
    assert engine.stand.containerd_records()[container.id]["Runtime"]["Name"] == "io.containerd.runc.v2"


@pytest.mark.parametrize("case", PATH_ENTRIES)
def test_a_path_is_told_to_runcs_shim(start_with: Restarter, testimony: Testimony, case: str) -> None:
    entry, expected = PATH_ENTRIES[case]
    engine = start_with({"runtimes": {"it": entry}})
    container = engine.run("it")
    root = f"{engine.stand.sandbox.scratch}/engine-state/runtime-runc"
    assert_told(told(testimony, container.id), {**expected, "root": root})
    assert engine.client.info()["Runtimes"]["it"]["path"] == entry["path"]


@pytest.mark.parametrize("case", TYPE_ENTRIES)
def test_a_runtime_type_is_told_its_options_and_no_others(start_with: Restarter, testimony: Testimony, case: str) -> None:
    entry, expected = TYPE_ENTRIES[case]
    engine = start_with({"runtimes": {"it": entry}})
    passed_on = engine.generation != "20.10"
    another = entry["runtimeType"] != "io.containerd.runc.v2" and passed_on
    its_testimony = install_testifier(engine.stand, entry["runtimeType"]) if another else testimony
    container = engine.run("it")
    assert_told(told(its_testimony, container.id), expected if passed_on else TYPE_ENTRIES_ARE["20.10"])
    record = engine.stand.containerd_records()[container.id]["Runtime"]
    assert record["Name"] == (entry["runtimeType"] if passed_on else "io.containerd.runc.v2")
    assert engine.runtime_of(container.id) == "it"


@pytest.mark.parametrize(
    "shape", ["io.containerd.kata.v2", "my/custom.shim.v1", "no-dot", ".dot.first", "RUNC", "/usr/bin/crun"]
)
def test_a_configured_name_is_that_runtime_whatever_it_looks_like(
    start_with: Restarter, testimony: Testimony, shape: str
) -> None:
    engine = start_with({"runtimes": {shape: {"path": "/usr/bin/crun"}}})
    container = engine.run(shape)
    assert_told(told(testimony, container.id), {"type": RUNC, "binary_name": "/usr/bin/crun"})
    assert engine.runtime_of(container.id) == shape


class TestArguments:
    """They come before those of the shim, each as one word."""

    # 20.10 joins them by spaces in a script of the shell's (moby v20.10.24:daemon/runtime_unix.go:103).
    SPACE = {"reference": ["--first", "two words"], "20.10": ["--first", "two", "words"]}

    def noted(self, directory: pathlib.Path, runtime: str) -> pathlib.Path:
        """A program that notes what it is called with up to `--root`, and is the runtime with the rest."""
        program = directory / f"noting-{runtime}"
        program.write_text(
            f'#!/bin/sh\nwhile [ "$1" != --root ]; do echo "$1"; shift; done >"$0.$$.noted"\nexec {PATHS[runtime]} "$@"\n'
        )
        program.chmod(0o755)
        return program

    def run(self, engine: Engine, program: pathlib.Path) -> list[list[str]]:
        """The words of each call."""
        assert engine.output_of("noting", ["echo", "hello"]) == b"hello\n"
        return [file.read_text().splitlines() for file in program.parent.glob(f"{program.name}.*.noted")]

    @pytest.fixture
    def start_noting(self, start_with: Restarter, tmp_path: pathlib.Path, runtime: str, arguments: list[str]) -> Noting:
        program = self.noted(tmp_path, runtime)
        return start_with({"runtimes": {"noting": {"path": str(program), "runtimeArgs": arguments}}}), program

    @pytest.mark.parametrize("runtime", PATHS)
    @pytest.mark.parametrize("arguments", [["--log-format", "json"], ["one"], ["--key=value", "-v", "last"]], ids=" ".join)
    def test_they_reach_the_runtime_in_their_order(self, start_noting: Noting, arguments: list[str]) -> None:
        calls = self.run(*start_noting)
        assert calls
        assert all(call == arguments for call in calls)

    @pytest.mark.parametrize("runtime", PATHS)
    @pytest.mark.parametrize("arguments", [["--first", "two words"]], ids=" ".join)
    def test_one_with_a_space_stays_one(self, start_noting: Noting) -> None:
        engine, program = start_noting
        calls = self.run(engine, program)
        assert calls
        assert all(call == self.SPACE[engine.generation] for call in calls)

    @pytest.mark.parametrize("runtime", PATHS)
    @pytest.mark.parametrize("arguments", [["--first"]], ids=" ".join)
    def test_info_shows_what_is_configured_and_no_script(self, start_noting: Noting) -> None:
        engine, program = start_noting
        shown = engine.client.info()["Runtimes"]["noting"]
        assert (shown["path"], shown["runtimeArgs"]) == (str(program), ["--first"])
