"""Removing containers by force, through Docker's Python SDK."""

from __future__ import annotations

import contextlib

import docker

from integration.stand import API, IMAGE, Stand


def test_a_container_that_is_just_ending_by_itself_is_removed(stand: Stand) -> None:
    with contextlib.closing(docker.DockerClient(base_url=stand.engine.docker_host, version=API, timeout=60)) as client:
        removed = set()
        for _ in range(40):
            container = client.containers.create(IMAGE, ["true"], network_mode="none")
            container.start()
            container.remove(force=True)
            removed.add(container.id)
        assert removed.isdisjoint(container.id for container in client.containers.list(all=True))
