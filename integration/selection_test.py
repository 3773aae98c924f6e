"""Runtime selection through Docker's Python SDK."""

from __future__ import annotations

import contextlib

import docker
import pytest

from integration.stand import IMAGE, Stand


@pytest.fixture(scope="module")
def client(stand: Stand):
    with contextlib.closing(docker.DockerClient(base_url=stand.docker_host, version="1.41", timeout=60)) as client:
        yield client


@pytest.mark.parametrize("runtime", ["runc", "crun", "io.containerd.runc.v2", "nested/name", "io.containerd.kata.v2"])
def test_a_runtime_that_can_be_reached_runs_the_container(client, runtime):
    output = client.containers.run(IMAGE, ["echo", "hello"], runtime=runtime, network_mode="none", remove=True)
    assert output == b"hello\n"


def test_inspect_tells_the_runtime_as_it_was_asked_for(client):
    container = client.containers.create(IMAGE, ["true"], runtime="io.containerd.nobody-has-this.v9", network_mode="none")
    try:
        assert container.attrs["HostConfig"]["Runtime"] == "io.containerd.nobody-has-this.v9"
    finally:
        container.remove()


def test_a_missing_shim_is_named_when_the_container_is_started(client):
    container = client.containers.create(IMAGE, ["true"], runtime="io.containerd.nobody-has-this.v9", network_mode="none")
    try:
        with pytest.raises(docker.errors.APIError, match="containerd-shim-nobody-has-this-v9") as failure:
            container.start()
        assert failure.value.status_code == 500
        container.reload()
        assert container.status == "created"
    finally:
        container.remove()


@pytest.mark.parametrize("runtime", ["/bin/true", "./io.containerd.runc.v2", "../x.y", "a/b.c", "nodot", ".leading.dot"])
def test_a_name_that_containerd_would_not_find_on_its_path_is_refused(client, runtime):
    before = {container.id for container in client.containers.list(all=True)}
    with pytest.raises(docker.errors.APIError) as failure:
        client.containers.create(IMAGE, ["true"], runtime=runtime, network_mode="none")
    assert failure.value.status_code == 400
    assert failure.value.explanation == f"unknown or invalid runtime name: {runtime}"
    assert {container.id for container in client.containers.list(all=True)} == before


def create(client, body):
    """The answer to a body that no client of the SDK's would send."""
    return client.api._post_json(client.api._url("/containers/create"), data=body)


def test_the_runtime_is_judged_before_the_image_is_looked_for(client):
    refused = create(client, {"Image": "absent", "HostConfig": {"Runtime": "a/b.c"}})
    assert (refused.status_code, refused.json()["message"]) == (400, "unknown or invalid runtime name: a/b.c")
    assert create(client, {"Image": "absent", "HostConfig": {"Runtime": "io.containerd.absent.v1"}}).status_code == 404


@pytest.mark.parametrize("body", [{}, {"HostConfig": {}}, {"HostConfig": {"Runtime": ""}}, {"Runtime": "crun"}])
def test_the_default_is_written_down_when_no_runtime_is_asked_for(client, body):
    created = create(client, {"Image": IMAGE, **body})
    assert (created.status_code, created.json()["Warnings"]) == (201, [])
    container = client.containers.get(created.json()["Id"])
    assert container.attrs["HostConfig"]["Runtime"] == "runc"
    container.remove()


def test_a_name_passed_on_carries_no_warning(client):
    created = create(client, {"Image": IMAGE, "HostConfig": {"Runtime": "io.containerd.absent.v1"}})
    assert (created.status_code, created.json()["Warnings"]) == (201, [])
    client.containers.get(created.json()["Id"]).remove()


def test_info_lists_configured_and_stock_runtimes_and_no_others(client):
    info = client.info()
    assert set(info["Runtimes"]) == {"runc", "io.containerd.runc.v2", "crun", "nested/name"}
    assert info["DefaultRuntime"] == "runc"
