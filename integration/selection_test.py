"""Which runtime runs a container: those that can be reached, and those that are listed."""

from __future__ import annotations

from typing import Any

import pytest

from integration.engine import Engine
from integration.generations import NAMES_OF_SHIMS_ARE_REFUSED
from integration.stand import IMAGE

REACHABLE = ["runc", "crun", "io.containerd.runc.v2", "nested/name"]
STOCK = {
    "reference": {"runc", "io.containerd.runc.v2"},
    "20.10": {"runc", "io.containerd.runc.v2", "io.containerd.runtime.v1.linux"},
}


@pytest.mark.parametrize("runtime", [*REACHABLE, pytest.param("io.containerd.kata.v2", marks=NAMES_OF_SHIMS_ARE_REFUSED)])
def test_a_runtime_that_can_be_reached_runs_the_container(engine: Engine, runtime: str) -> None:
    output = engine.client.containers.run(IMAGE, ["echo", "hello"], runtime=runtime, network_mode="none", remove=True)
    assert output == b"hello\n"


# 20.10 fills the default in when the HostConfig is verified, which there has to be one for, and reads its members from the
# top level when there is none (moby v20.10.24:daemon/daemon_unix.go:659, runconfig/config_unix.go:24).
FILLED_IN = [
    ({}, {"reference": "runc", "20.10": None}),
    ({"HostConfig": {}}, {"reference": "runc", "20.10": "runc"}),
    ({"HostConfig": {"Runtime": ""}}, {"reference": "runc", "20.10": "runc"}),
    ({"Runtime": "crun"}, {"reference": "runc", "20.10": "crun"}),
]


@pytest.mark.parametrize(("body", "runtime"), FILLED_IN, ids=lambda value: str(value) if "reference" not in value else "")
def test_the_default_is_written_down_when_no_runtime_is_asked_for(
    engine: Engine, body: dict[str, Any], runtime: dict[str, str | None]
) -> None:
    created = engine.post_create({"Image": IMAGE, **body})
    assert (created.status_code, created.json()["Warnings"]) == (201, [])
    shown = engine.client.api.inspect_container(created.json()["Id"])["HostConfig"].get("Runtime")
    assert shown == runtime[engine.generation]


def test_info_lists_configured_and_stock_runtimes_and_no_others(engine: Engine) -> None:
    info = engine.client.info()
    assert set(info["Runtimes"]) == {*STOCK[engine.generation], "crun", "nested/name"}
    assert info["DefaultRuntime"] == "runc"
