"""Which runtime runs a container: those that can be reached, and those that are listed."""

from __future__ import annotations

from typing import Any

import pytest

from integration.client import Client
from integration.deviation import NOT_PASSED_ON
from integration.stand import IMAGE

REACHABLE = ["runc", "crun", "io.containerd.runc.v2", "nested/name"]


@pytest.mark.parametrize("runtime", [*REACHABLE, pytest.param("io.containerd.kata.v2", marks=NOT_PASSED_ON)])
def test_a_runtime_that_can_be_reached_runs_the_container(engine: Client, runtime: str) -> None:
    output = engine.client.containers.run(IMAGE, ["echo", "hello"], runtime=runtime, network_mode="none", remove=True)
    assert output == b"hello\n"


# 20.10 fills the default in when the HostConfig is verified, which there has to be one for, and reads its members from the
# top level when there is none (moby v20.10.24:daemon/daemon_unix.go:659, runconfig/config_unix.go:24).
FILLED_IN = [
    ({}, "default.without-host-config"),
    ({"HostConfig": {}}, "default.filled-in"),
    ({"HostConfig": {"Runtime": ""}}, "default.filled-in"),
    ({"Runtime": "crun"}, "default.at-the-top-level"),
]


@pytest.mark.parametrize(
    ("body", "runtime"), FILLED_IN, ids=lambda value: str(value) if isinstance(value, dict) else ""
)
def test_the_default_is_written_down_when_no_runtime_is_asked_for(
    engine: Client, body: dict[str, Any], runtime: str
) -> None:
    created = engine.post_create({"Image": IMAGE, **body})
    assert (created.status_code, created.json()["Warnings"]) == (201, [])
    shown = engine.client.api.inspect_container(created.json()["Id"])["HostConfig"].get("Runtime")
    assert shown == engine.expected.value(runtime)


def test_info_lists_configured_and_stock_runtimes_and_no_others(engine: Client) -> None:
    info = engine.client.info()
    assert sorted(info["Runtimes"]) == engine.expected.text("info.runtimes").split()
    assert info["DefaultRuntime"] == "runc"
