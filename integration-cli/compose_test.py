"""Debian's docker-compose: a service's `runtime` is chosen by the same rule."""

from __future__ import annotations

import json
import pathlib
import subprocess
from typing import Callable, Iterator

import pytest

from integration.cli import Cli, Must, Ran
from integration.expected import Expected
from integration.stand import IMAGE, Stand

Compose = Callable[..., Ran]

PROJECT = "composed"
CONTAINER = "composed_talker_1"


@pytest.fixture
def compose(stand: Stand, tmp_path: pathlib.Path, cli: Cli) -> Iterator[Compose]:
    """Runs `docker-compose ARGUMENTS` for one service with this runtime."""

    def run(runtime: str, *arguments: str) -> Ran:
        service: dict[str, object] = {"image": IMAGE, "runtime": runtime, "network_mode": "none"}
        service["command"] = ["sh", "-c", "echo from compose; exec sleep 600"]
        file = tmp_path / "docker-compose.yml"  # JSON is YAML
        file.write_text(json.dumps({"version": "2.4", "services": {"talker": service}}))
        words = ["/usr/bin/docker-compose", "--project-name", PROJECT, "--file", str(file), *arguments]
        return subprocess.run(words, env=stand.client_environment, capture_output=True, text=True, timeout=120)

    yield run
    cli("rm", "-f", CONTAINER)


def test_a_service_goes_up_with_its_runtime_and_down(compose: Compose, must: Must) -> None:
    up = compose("crun", "up", "--detach")
    assert up.returncode == 0, up.stderr
    assert must("inspect", "--format", "{{.HostConfig.Runtime}} {{.State.Running}}", CONTAINER) == "crun true\n"
    assert compose("crun", "logs", "--no-color").stdout == "Attaching to composed_talker_1\ntalker_1  | from compose\n"
    assert compose("crun", "exec", "-T", "talker", "sh", "-c", "exit 5").returncode == 5
    assert compose("crun", "down", "--timeout", "0").returncode == 0
    assert must("ps", "--all", "--quiet", "--filter", f"name={CONTAINER}") == ""


@pytest.mark.parametrize("runtime", ["nobody", "/bin/true"])
def test_a_service_with_a_runtime_that_there_is_not_is_refused(
    compose: Compose, must: Must, expected: Expected, runtime: str
) -> None:
    up = compose(runtime, "up", "--detach")
    why = f"Cannot create container for service talker: {expected.text('runtime.unknown', name=runtime)}"
    assert (up.returncode, why in up.stderr) == (1, True), up.stderr
    assert must("ps", "--all", "--quiet", "--filter", f"name={CONTAINER}") == ""
