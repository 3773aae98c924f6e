"""The runtime of a container that asks for none."""

from __future__ import annotations

import json
from typing import Any

import pytest

from integration.restarter import Restarter
from integration.stand import IMAGE
from integration.testimony import programs
from plimsoll import Shim

CRUN = {"path": "/usr/bin/crun"}

# daemon.json, flags, the default that comes of them, and the program that runs such a container.
DEFAULTS: dict[str, tuple[dict[str, Any], tuple[str, ...], str, str]] = {
    "nothing said": ({}, (), "runc", "runc"),
    "nothing said of the default": ({"runtimes": {"crun": CRUN}}, (), "runc", "runc"),
    "in the file": ({"runtimes": {"crun": CRUN}, "default-runtime": "crun"}, (), "crun", "/usr/bin/crun"),
    "in a flag": ({"runtimes": {"crun": CRUN}}, ("--default-runtime=crun",), "crun", "/usr/bin/crun"),
    "all in flags": ({}, ("--add-runtime=fast=/usr/bin/crun", "--default-runtime=fast"), "fast", "/usr/bin/crun"),
    "the stock shim": ({"default-runtime": "io.containerd.runc.v2"}, (), "io.containerd.runc.v2", "runc"),
    "with a slash": ({"runtimes": {"my/own": CRUN}, "default-runtime": "my/own"}, (), "my/own", "/usr/bin/crun"),
    "empty in the file": ({"default-runtime": ""}, (), "runc", "runc"),
}
BODIES: tuple[dict[str, Any], ...] = (
    {"HostConfig": {}},
    {"HostConfig": {"Runtime": ""}},
    {"HostConfig": {"Runtime": None}},
)


@pytest.mark.parametrize("case", DEFAULTS)
def test_it_is_what_runs_whoever_asks_for_none(start_with: Restarter, shim: Shim, case: str) -> None:
    configuration, flags, default, program = DEFAULTS[case]
    engine = start_with(configuration, flags)
    container = engine.run()
    assert engine.client.info()["DefaultRuntime"] == default
    assert engine.runtime_of(container.id) == default
    assert programs(shim, container.id) == [program]


@pytest.mark.parametrize("body", BODIES, ids=json.dumps)
def test_nothing_asked_for_can_be_said_in_several_ways(start_with: Restarter, body: dict[str, Any]) -> None:
    engine = start_with({"runtimes": {"crun": CRUN}, "default-runtime": "crun"})
    answer = engine.post_create({"Image": IMAGE, **body})
    assert (answer.status_code, answer.json()["Warnings"]) == (201, [])
    assert engine.runtime_of(answer.json()["Id"]) == "crun"


@pytest.mark.parametrize(
    ("asked", "program"), [("runc", "runc"), ("io.containerd.runc.v2", "runc"), ("other", "/usr/sbin/runc")]
)
def test_it_gives_way_to_what_is_asked_for(start_with: Restarter, shim: Shim, asked: str, program: str) -> None:
    runtimes = {"crun": CRUN, "other": {"path": "/usr/sbin/runc"}}
    engine = start_with({"runtimes": runtimes, "default-runtime": "crun"})
    container = engine.run(asked)
    assert engine.runtime_of(container.id) == asked
    assert programs(shim, container.id) == [program]


def test_a_container_keeps_the_one_it_was_created_with(start_with: Restarter, shim: Shim) -> None:
    runtimes = {"runtimes": {"crun": CRUN}}
    created = start_with({**runtimes, "default-runtime": "crun"}).create()
    engine = start_with(runtimes)
    engine.client.api.start(created.id)
    assert engine.runtime_of(created.id) == "crun"
    assert programs(shim, created.id) == ["/usr/bin/crun"]
    assert engine.runtime_of(engine.create().id) == "runc"


@pytest.mark.parametrize("name", ["nobody", "/usr/bin/crun", "a/b.c", ".dot.first", "RUNC", "default"])
def test_one_that_does_not_exist_keeps_the_engine_from_starting(start_with: Restarter, name: str) -> None:
    said = start_with.refused({"default-runtime": name})
    assert start_with.expected.text("daemon.default-unknown-in-file", name=name) in said


def test_the_same_in_flag_and_file_keeps_the_engine_from_starting(start_with: Restarter) -> None:
    said = start_with.refused({"default-runtime": "runc"}, ["--default-runtime=runc"])
    assert start_with.expected.text("daemon.default-twice", name="runc") in said


def test_the_name_of_a_shim_may_be_the_default(start_with: Restarter) -> None:
    name = "io.containerd.some-default.v1"
    if start_with.expected.holds("default.may-be-a-shim"):  # since 23.0 (moby dfcb3e17ae)
        engine = start_with({"default-runtime": name})
        assert engine.client.info()["DefaultRuntime"] == name
        assert engine.runtime_of(engine.create().id) == name
    else:
        said = start_with.refused({"default-runtime": name})
        assert start_with.expected.text("daemon.default-unknown-in-file", name=name) in said
