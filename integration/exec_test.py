"""A second process in a container."""

from __future__ import annotations

import contextlib
from typing import Iterator

import docker
import pytest

from integration.client import started
from integration.stand import API, IMAGE, Stand


@pytest.fixture(scope="module")
def client(stand: Stand) -> Iterator[docker.APIClient]:
    with contextlib.closing(docker.APIClient(base_url=stand.engine.docker_host, version=API, timeout=60)) as client:
        yield client


@pytest.fixture(scope="module")
def container(client: docker.APIClient) -> Iterator[str]:
    host = client.create_host_config(network_mode="none", runtime="crun")
    container = client.create_container(IMAGE, ["sleep", "600"], host_config=host)["Id"]
    try:
        client.start(container)
        yield container
    finally:
        client.remove_container(container, force=True)


@pytest.mark.parametrize(
    ("stdout", "stderr", "output"),
    [
        (True, False, b"\x01\0\0\0\0\0\0\x04out\n"),
        (False, True, b"\x02\0\0\0\0\0\0\x04err\n"),
        (False, False, b""),
    ],
)
def test_it_gives_the_streams_that_were_asked_for_and_its_own_status(
    stand: Stand, client: docker.APIClient, container: str, stdout: bool, stderr: bool, output: bytes
) -> None:
    command = ["sh", "-c", "echo out; echo err >&2; exit 7"]
    process = client.exec_create(container, command, stdout=stdout, stderr=stderr)["Id"]
    ends = client.events(decode=True, filters={"container": container, "event": "exec_die"})
    assert started(stand, process) == output
    next(ends)  # without streams there is nothing else to wait for
    ends.close()
    assert client.exec_inspect(process)["ExitCode"] == 7
