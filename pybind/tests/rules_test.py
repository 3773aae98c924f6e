"""The rule and the data, from Python: the same as everywhere."""

from __future__ import annotations

import json
import pathlib

import pytest

from plimsoll import (
    Catalogue,
    ExecutedPath,
    InvalidName,
    Lookup,
    Refused,
    RelativeShim,
    Selected,
    ShimBinary,
    capabilities,
    decide,
    requirement,
    requirements,
    runtime,
    runtimes,
    shim_binary,
    vectors,
)

REPOSITORY = pathlib.Path(__file__).parents[2]


def test_requirements_are_those_of_the_catalogue() -> None:
    data = json.loads((REPOSITORY / "conformance/catalogue/requirements.json").read_text())["requirements"]
    assert [each.id for each in requirements()] == sorted(each["id"] for each in data)
    one = data[0]
    assert requirement(one["id"]).statement == one["statement"]


def test_vectors_are_those_of_the_data() -> None:
    data = json.loads((REPOSITORY / "conformance/vectors/names.json").read_text())["names"]
    assert [(each.label, each.name, each.outcome) for each in vectors()] == [
        (each["label"], each["name"], each["outcome"]) for each in data
    ]


@pytest.mark.parametrize(
    "name, decision",
    [
        ("", Selected("crun", "configured", "io.containerd.runc.v2")),
        ("a/b", Selected("a/b", "configured", "io.containerd.runc.v2")),
        ("runc", Selected("runc", "stock", "io.containerd.runc.v2")),
        ("io.containerd.kata.v2", Selected("io.containerd.kata.v2", "passed-on", "io.containerd.kata.v2")),
        ("/usr/bin/crun", Refused("/usr/bin/crun", "unknown or invalid runtime name: /usr/bin/crun")),
        ("crun ", Refused("crun ", "unknown or invalid runtime name: crun ")),
    ],
)
def test_the_rule_decides(name: str, decision: Selected | Refused) -> None:
    configuration = {"runtimes": {"crun": {"path": "/usr/bin/crun"}, "a/b": {"path": "x"}}, "default-runtime": "crun"}
    assert decide(Catalogue(configuration), name) == decision


@pytest.mark.parametrize(
    "name, generation, lookup",
    [
        ("io.containerd.kata.v2", "1.7", ShimBinary("containerd-shim-kata-v2")),
        ("/bin/true", "1.6", ExecutedPath("/bin/true")),
        ("io.containerd.a/b.v1", "1.6", RelativeShim("io.containerd.a/containerd-shim-a/b-v1")),
        ("nodots", "2", InvalidName()),
    ],
)
def test_what_a_name_leads_containerd_to(name: str, generation: str, lookup: Lookup) -> None:
    assert shim_binary(name, containerd=generation) == lookup


def test_the_machines_runtimes_are_found() -> None:
    assert runtime("runc").version.startswith("runc")
    assert [each.name for each in runtimes()] == sorted(each.name for each in runtimes())


def test_the_machine_is_examined() -> None:
    found = {each.name: each for each in capabilities()}
    assert all(each.why for each in found.values())
