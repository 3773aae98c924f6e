"""Prove a refusal: what looks like a path is refused, nothing is made, and the file is never executed.

    pytest examples/prove_a_refusal_test.py --plimsoll-target dockerd

An answer of 400 alone proves nothing: the kernel is asked what was executed, and the file itself leaves a mark if it was.
"""

from __future__ import annotations

import docker
import pytest

from plimsoll import Canary, ExecutedPath, Sandbox, shim_binary

PATHS = ["/opt/canaries/shim", "/opt/canaries/io.containerd.shim.v1", "/opt/canaries/a.b"]


@pytest.mark.requirement("REF-001")
@pytest.mark.parametrize("path", PATHS)
def test_a_path_is_refused_and_the_file_is_not_executed(
    docker_client: docker.DockerClient, plimsoll_image: str, plimsoll_sandbox: Sandbox, path: str
) -> None:
    assert shim_binary(path) == ExecutedPath(path)  # what containerd would do if it ever heard of it
    with Canary(plimsoll_sandbox, path) as canary, plimsoll_sandbox.witness() as seen:
        with pytest.raises(docker.errors.APIError) as refused:
            docker_client.containers.run(plimsoll_image, ["true"], runtime=path, network_mode="none")
        assert not canary.executed
    assert refused.value.status_code == 400
    assert not seen.saw(canary.path.name)
    assert docker_client.containers.list(all=True) == []
