"""Test my engine: it runs a container with the runtime that was asked for, and passes on the names it does not know.

    pytest examples/my_engine_test.py --plimsoll-target dockerd=/path/to/my/dockerd

Without the option it is the reference engine. `plimsoll_runtime` is each OCI runtime of this machine in turn.
"""

from __future__ import annotations

import docker
import pytest

from plimsoll import Containerd, Engine, Observer, Sandbox, run_suite


@pytest.mark.requirement("CONF-001")
def test_a_configured_runtime_is_the_one_that_is_executed(
    docker_client: docker.DockerClient, plimsoll_image: str, plimsoll_sandbox: Sandbox, plimsoll_runtime: str
) -> None:
    with plimsoll_sandbox.witness() as seen:
        docker_client.containers.run(
            plimsoll_image, ["true"], runtime=plimsoll_runtime, network_mode="none", remove=True
        )
    others = {"runc", "crun"} - {plimsoll_runtime}
    assert seen.saw(plimsoll_runtime)
    assert not any(seen.saw(other) for other in others)


@pytest.mark.requirement("PASS-001")
def test_a_name_that_nobody_configured_reaches_containerd_verbatim(
    docker_client: docker.DockerClient, plimsoll_image: str, plimsoll_containerd: Containerd, plimsoll_engine: Engine
) -> None:
    with Observer(plimsoll_containerd, plimsoll_engine.containerd_namespace) as observer:
        container = docker_client.containers.create(
            plimsoll_image, runtime="io.containerd.kata.v2", network_mode="none"
        )
        with pytest.raises(docker.errors.APIError, match="io.containerd.kata.v2"):
            container.start()  # there is no such shim here
        assert "io.containerd.kata.v2" in [record.runtime for record in observer.created(at_least=1)]


def test_the_suite_has_nothing_to_say_against_it(pytestconfig: pytest.Config) -> None:
    report = run_suite(pytestconfig.getoption("--plimsoll-target"), filter="Stock.*:Default.*", level="must")
    assert [f"{case.name}: {case.reproduce}" for case in report.failures] == []
