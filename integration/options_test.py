"""What a configured runtime makes of a container: the options as the shim was told them, and what was executed."""

from __future__ import annotations

import pathlib
from typing import Any, Iterator

import pytest

from integration.client import Client
from integration.restarter import Restarter
from integration.stand import Stand
from plimsoll import Shim

RUNC = "containerd.runc.v1.Options"
OTHER = "runtimeoptions.v1.Options"
PATHS = {"runc": "/usr/sbin/runc", "crun": "/usr/bin/crun"}

Options = dict[str, Any] | None
Noting = tuple[Client, pathlib.Path]

# An entry, and what the options say of it: the type, and some of its fields.
PATH_ENTRIES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a path": ({"path": "/usr/bin/crun"}, {"type": RUNC, "binary_name": "/usr/bin/crun"}),
    "a name": ({"path": "crun"}, {"type": RUNC, "binary_name": "crun"}),
    "a path with no arguments": (
        {"path": "/usr/sbin/runc", "runtimeArgs": []},
        {"type": RUNC, "binary_name": "/usr/sbin/runc"},
    ),
}
TYPE_ENTRIES: dict[str, tuple[dict[str, Any], Options]] = {
    "runc's shim": ({"runtimeType": "io.containerd.runc.v2"}, None),
    "runc's shim with crun": (
        {"runtimeType": "io.containerd.runc.v2", "options": {"BinaryName": "crun"}},
        {"type": RUNC, "binary_name": "crun", "root": "", "systemd_cgroup": False},
    ),
    "several options": (
        {
            "runtimeType": "io.containerd.runc.v2",
            "options": {"BinaryName": "runc", "Root": "/run/other", "NoNewKeyring": True},
        },
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
TYPE_ENTRIES_ARE = {"type": RUNC, "binary_name": ""}


def told(shim: Shim, container: str) -> Options:
    """What the shim was told with Create, after it was told the same when it was started."""
    testimony = shim.testimony().of(container)
    (start,), (create,) = testimony.starts, testimony.creates
    if create.options is None or start.options is None:
        assert create.options is start.options
        return None
    assert create.options["base64"] == start.options["base64"]
    return {"type": create.options["type_url"].rpartition("/")[2], **create.options["content"]}


def root_of_runc(engine: Client) -> str:
    """Where the engine has runc keep its state."""
    (directory,) = [word.partition("=")[2] for word in engine.stand.command if word.startswith("--exec-root=")]
    return f"{directory}/runtime-runc"


def assert_told(options: Options, expected: Options) -> None:
    if expected is None:
        assert options is None
    else:
        assert options is not None
        assert {key: options[key] for key in expected} == expected


@pytest.mark.parametrize("name", ["runc", "io.containerd.runc.v2"])
def test_both_stock_names_are_runc_with_the_engines_own_settings(start_with: Restarter, shim: Shim, name: str) -> None:
    engine = start_with({})
    container = engine.run(name)
    root = root_of_runc(engine)
    assert_told(told(shim, container.id), {"type": RUNC, "binary_name": "runc", "root": root, "systemd_cgroup": False})
    assert engine.stand.records()[container.id].runtime == "io.containerd.runc.v2"


@pytest.mark.parametrize("case", PATH_ENTRIES)
def test_a_path_is_told_to_runcs_shim(start_with: Restarter, shim: Shim, case: str) -> None:
    entry, expected = PATH_ENTRIES[case]
    engine = start_with({"runtimes": {"it": entry}})
    container = engine.run("it")
    root = root_of_runc(engine)
    assert_told(told(shim, container.id), {**expected, "root": root})
    assert engine.client.info()["Runtimes"]["it"]["path"] == entry["path"]


@pytest.fixture
def other_shim(changing_stand: Stand) -> Iterator[Shim]:
    """Asked for before `start_with`, it goes after the containers that it runs."""
    with Shim(changing_stand.sandbox, "io.containerd.optioned.v1") as shim:
        yield shim


@pytest.mark.parametrize("case", TYPE_ENTRIES)
def test_a_runtime_type_is_told_its_options_and_no_others(
    other_shim: Shim, start_with: Restarter, shim: Shim, case: str
) -> None:
    entry, expected = TYPE_ENTRIES[case]
    engine = start_with({"runtimes": {"it": entry}})
    is_read = engine.expected.holds("runtime.type-is-read")
    name = entry["runtimeType"] if is_read else "io.containerd.runc.v2"
    container = engine.run("it")
    asked = other_shim if name == other_shim.runtime_name else shim
    assert_told(told(asked, container.id), expected if is_read else TYPE_ENTRIES_ARE)
    assert engine.stand.records()[container.id].runtime == name
    assert engine.runtime_of(container.id) == "it"


@pytest.mark.parametrize(
    "shape", ["io.containerd.kata.v2", "my/custom.shim.v1", "no-dot", ".dot.first", "RUNC", "/usr/bin/crun"]
)
def test_a_configured_name_is_that_runtime_whatever_it_looks_like(
    start_with: Restarter, shim: Shim, shape: str
) -> None:
    engine = start_with({"runtimes": {shape: {"path": "/usr/bin/crun"}}})
    container = engine.run(shape)
    assert_told(told(shim, container.id), {"type": RUNC, "binary_name": "/usr/bin/crun"})
    assert engine.runtime_of(container.id) == shape


class TestArguments:
    """They come before those of the shim, each as one word."""

    def noted(self, directory: pathlib.Path, runtime: str) -> pathlib.Path:
        """A program that notes what it is called with up to `--root`, and is the runtime with the rest."""
        program = directory / f"noting-{runtime}"
        program.write_text(
            f'#!/bin/sh\nwhile [ "$1" != --root ]; do echo "$1"; shift; done >"$0.$$.noted"\nexec {PATHS[runtime]} "$@"\n'
        )
        program.chmod(0o755)
        return program

    def run(self, engine: Client, program: pathlib.Path) -> list[list[str]]:
        """The words of each call."""
        assert engine.output_of("noting", ["echo", "hello"]) == b"hello\n"
        return [file.read_text().splitlines() for file in program.parent.glob(f"{program.name}.*.noted")]

    @pytest.fixture
    def start_noting(self, start_with: Restarter, tmp_path: pathlib.Path, runtime: str, arguments: list[str]) -> Noting:
        program = self.noted(tmp_path, runtime)
        return start_with({"runtimes": {"noting": {"path": str(program), "runtimeArgs": arguments}}}), program

    @pytest.mark.parametrize("runtime", PATHS)
    @pytest.mark.parametrize(
        "arguments", [["--log-format", "json"], ["one"], ["--key=value", "-v", "last"]], ids=" ".join
    )
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
        # 20.10 joins them by spaces in a script of the shell's (moby v20.10.24:daemon/runtime_unix.go:103).
        assert all(call == engine.expected.value("runtime.two-words") for call in calls)

    @pytest.mark.parametrize("runtime", PATHS)
    @pytest.mark.parametrize("arguments", [["--first"]], ids=" ".join)
    def test_info_shows_what_is_configured_and_no_script(self, start_noting: Noting) -> None:
        engine, program = start_noting
        shown = engine.client.info()["Runtimes"]["noting"]
        assert (shown["path"], shown["runtimeArgs"]) == (str(program), ["--first"])
