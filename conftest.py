"""Fixtures of both integration suites: a private containerd with plimsolld on top of it, in a sandbox.

`plimsoll up` starts the two and says where they are; the sandbox ends with its standard input, so nothing survives
a test run, however it ends.
"""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
from dataclasses import dataclass
from typing import Iterator

import pytest

REPOSITORY = pathlib.Path(__file__).parent
IMAGE = "plimsoll/busybox:latest"


def program(name: str) -> str:
    """The path of one of the project's programs; PLIMSOLL_PROGRAMS names the directory they were built in."""
    directory = pathlib.Path(os.environ.get("PLIMSOLL_PROGRAMS", REPOSITORY / "build/release/bin"))
    path = directory / name
    if not path.exists():
        pytest.exit(f"{path} is missing: run `make build`, or set PLIMSOLL_PROGRAMS", returncode=3)
    return str(path)


@dataclass(frozen=True)
class Stand:
    """A running engine and what stands below it."""

    docker_host: str  # unix://…, for DOCKER_HOST
    shims: pathlib.Path  # first directory on containerd's PATH
    directory: pathlib.Path  # the sandbox's directory, with its logs


@pytest.fixture(scope="session")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """plimsolld with the runtimes `crun` and `nested/name` configured, and a shim for io.containerd.kata.v2."""
    configuration = tmp_path_factory.mktemp("configuration") / "daemon.json"
    configuration.write_text(
        json.dumps({"runtimes": {"crun": {"path": "/usr/bin/crun"}, "nested/name": {"path": "/usr/sbin/runc"}}})
    )
    arguments = ["up", "--target", "reference", "--config-file", str(configuration), "--shim", "io.containerd.kata.v2"]
    process = subprocess.Popen([program("plimsoll"), *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin and process.stdout
    line = process.stdout.readline()
    if not line:
        pytest.exit(f"`plimsoll {' '.join(arguments)}` ended with {process.wait()}", returncode=3)
    said = json.loads(line)
    yield Stand(said["docker_host"], pathlib.Path(said["shims"]), pathlib.Path(said["directory"]))
    process.stdin.close()
    assert process.wait(timeout=30) == 0
