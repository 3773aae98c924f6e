"""What the tests have under them: the plugin's stand, the docker command line on it, and what containerd itself knows.

with Stand("reference", Configuration()) as stand:
    stand.docker("run", "--rm", "--network", "none", IMAGE, "true")
"""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import subprocess
from functools import cached_property
from typing import Any, Mapping

import pytest

from integration.expected import Expected
from plimsoll import (
    Configuration,
    Engine,
    EngineEnded,
    Observer,
    Record,
    Sandbox,
    ShimBinary,
    pytest_stand,
    shim_binary,
)

IMAGE = "plimsoll/busybox:latest"
API = "1.41"  # the newest version that 20.10 serves
# Debian's, whatever else is on PATH.
DOCKER = "/usr/bin/docker"
DOCKERD = "dockerd=/usr/sbin/dockerd"
RUNCS_SHIM = "/usr/bin/containerd-shim-runc-v2"


def configuration(daemon_json: Mapping[str, Any], *flags: str) -> Configuration:
    """That file, as it is."""
    return Configuration(daemon_json=json.dumps(daemon_json), flags=flags)


def install_runcs_shim(sandbox: Sandbox, runtime_name: str) -> pathlib.Path:
    """Puts a copy of runc's shim where containerd looks for that name."""
    binary = shim_binary(runtime_name)
    assert isinstance(binary, ShimBinary), runtime_name
    return pathlib.Path(shutil.copy(RUNCS_SHIM, sandbox.shims / binary.name))


class Stand(pytest_stand.Stand):
    """An engine, its clients, and what it is expected to say."""

    def __init__(self, target: str, configuration: Configuration, keep: bool = False) -> None:
        super().__init__(DOCKERD if target == "dockerd" else target, configuration, keep)
        self.expected = Expected.of_target(target)

    @cached_property
    def engine(self) -> Engine:
        """With the image that all tests run."""
        engine: Engine = super().engine
        engine.load_busybox()
        return engine

    @property
    def client_environment(self) -> dict[str, str]:
        """What the docker command line and its like find the engine by."""
        return os.environ | {"DOCKER_HOST": self.engine.docker_host, "DOCKER_CONFIG": str(self.sandbox.directory)}

    @property
    def command(self) -> list[str]:
        """What the engine was started with."""
        return pathlib.Path(f"/proc/{self.engine.pid}/cmdline").read_text().split("\0")[:-1]

    def docker(self, *arguments: str, stdin: str | bytes | None = None) -> subprocess.CompletedProcess[str]:
        """Runs the docker command line against the engine."""
        data = stdin.encode() if isinstance(stdin, str) else stdin
        ran = subprocess.run(
            [DOCKER, *arguments], env=self.client_environment, input=data, capture_output=True, timeout=120
        )
        return subprocess.CompletedProcess(ran.args, ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    def reload(self, daemon_json: Mapping[str, Any]) -> None:
        """Has the engine take another configuration while it runs."""
        reload = self.engine.reload(json.dumps(daemon_json))
        assert reload.outcome == "took effect", reload

    def end_of_another(self, configuration: Configuration) -> tuple[int, str]:
        """The status and the words of one more engine, which has to end by itself; its configuration is called FILE."""
        with pytest.raises(EngineEnded) as ended:
            Engine.start(self.target, self.containerd, configuration).close()
        log = ended.value.evidence
        assert log is not None
        return ended.value.code, ended.value.said.replace(str(log.parent / "daemon.json"), "FILE")

    def records(self) -> dict[str, Record]:
        """What containerd itself knows of the engine's containers, by their ids."""
        with Observer(self.containerd, self.engine.containerd_namespace) as observer:
            return {record.id: record for record in observer.containers()}
