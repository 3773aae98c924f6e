"""Test my shim: containerd finds it by its name alone, and it does what containers need.

    MY_SHIM=/path/to/containerd-shim-mine-v1 pytest examples/my_shim_test.py

Without MY_SHIM it is the project's own, which needs runc. Nobody configures the engine: that is the point.
"""

from __future__ import annotations

import os
import pathlib
import shutil
from typing import Iterator

import docker
import pytest

from plimsoll import Sandbox, programs

NAME = "io.containerd.mine.v1"


@pytest.fixture
def shim(plimsoll_sandbox: Sandbox) -> pathlib.Path:
    """Where containerd looks first for a shim of that name."""
    mine = os.environ.get("MY_SHIM") or programs.program("containerd-shim-plimsoll-v1")
    return pathlib.Path(shutil.copy(mine, plimsoll_sandbox.shims / "containerd-shim-mine-v1"))


@pytest.fixture
def container(
    docker_client: docker.DockerClient, plimsoll_image: str, shim: pathlib.Path
) -> Iterator[docker.models.containers.Container]:
    """One that runs until it is told otherwise."""
    container = docker_client.containers.run(
        plimsoll_image, ["sleep", "1000"], runtime=NAME, network_mode="none", detach=True
    )
    yield container
    container.remove(force=True)


def test_it_and_nothing_else_is_executed_for_its_name(
    docker_client: docker.DockerClient, plimsoll_image: str, plimsoll_sandbox: Sandbox, shim: pathlib.Path
) -> None:
    with plimsoll_sandbox.witness() as seen:
        said = docker_client.containers.run(
            plimsoll_image, ["echo", "hello"], runtime=NAME, network_mode="none", remove=True
        )
    assert said == b"hello\n"
    assert {each.path.name for each in seen.executed if "shim" in each.path.name} == {shim.name}


@pytest.mark.parametrize("status", [0, 1, 42, 255])
def test_it_tells_how_a_container_ended(
    docker_client: docker.DockerClient, plimsoll_image: str, shim: pathlib.Path, status: int
) -> None:
    container = docker_client.containers.run(
        plimsoll_image, ["sh", "-c", f"exit {status}"], runtime=NAME, network_mode="none", detach=True
    )
    assert container.wait()["StatusCode"] == status
    container.remove()


def test_it_executes_in_a_container(container: docker.models.containers.Container) -> None:
    assert container.exec_run(["echo", "inside"]).output == b"inside\n"


def test_it_kills(container: docker.models.containers.Container) -> None:
    container.kill()
    assert container.wait()["StatusCode"] == 137


def test_it_pauses_and_goes_on(container: docker.models.containers.Container) -> None:
    container.pause()
    container.reload()
    assert container.status == "paused"
    container.unpause()
    assert container.exec_run(["true"]).exit_code == 0
