"""What the command line's tests share."""

from __future__ import annotations

import json
import pathlib
import re
import subprocess
from typing import Callable, Iterator

import docker
import pytest

from integration.deviation import expect_deviation
from integration.expected import Expected
from integration.stand import API, IMAGE, Stand
from integration.target import Target

Cli = Callable[..., "subprocess.CompletedProcess[str]"]
TABLE = pathlib.Path(__file__).parent / "expected.json"


def expectations(target: Target) -> Expected:
    return Expected(json.loads(TABLE.read_text()), target.generation)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    target = config.getoption("--plimsoll-target")
    expected = expectations(target)
    for item in items:
        if isinstance(item, pytest.Function):
            expect_deviation(item, expected, f"dockerd-{target.generation}")


@pytest.fixture(scope="session")
def expected(target: Target) -> Expected:
    """What the engine's generation says: `expected.text(ID, name="x")`, `expected.status(ID)`."""
    return expectations(target)


@pytest.fixture(scope="session")
def cli(stand: Stand) -> Cli:
    """Runs `docker ARGUMENTS` against the stand's engine."""
    return stand.docker


@pytest.fixture(scope="session")
def must(cli: Cli) -> Callable[..., str]:
    """Runs `docker ARGUMENTS`, which has to succeed, and returns what it printed."""

    def run(*arguments: str, stdin: str | bytes | None = None) -> str:
        ran = cli(*arguments, stdin=stdin)
        assert ran.returncode == 0, f"docker {' '.join(arguments)}: {ran.returncode}: {ran.stderr}"
        return ran.stdout

    return run


@pytest.fixture(scope="session")
def refused(cli: Cli, expected: Expected) -> Callable[..., None]:
    """Runs `docker ARGUMENTS`, which has to fail with this status and with these words of the table."""

    def run(*arguments: str, status: int, text: str, **names: str) -> None:
        ran = cli(*arguments)
        assert (complaint(ran), ran.returncode) == (expected.text(text, **names), status), ran.stderr

    return run


@pytest.fixture(scope="session")
def running(must: Callable[..., str]) -> Iterator[str]:
    """The name of a container that runs and that no test changes."""
    must("run", "-d", "--name", "running", "--network", "none", IMAGE, "sh", "-c", "echo up; exec sleep 6000")
    yield "running"
    must("rm", "-f", "running")


@pytest.fixture
def box(cli: Cli) -> Iterator[str]:
    """A name for the test's own container, which is removed at the end."""
    yield "box"
    cli("rm", "-f", "box")


@pytest.fixture(scope="session")
def container_names(stand: Stand) -> Callable[[], set[str]]:
    """The names of all containers that there are, in microseconds where the command line takes its time."""
    client = docker.APIClient(stand.docker_host, version=API)
    return lambda: {name for each in client.containers(all=True) for name in each["Names"]}


@pytest.fixture(autouse=True)
def leaves_no_container(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test makes on the shared stand it removes, or it is reported with the names."""
    if "stand" not in request.fixturenames:
        yield
        return
    if "running" in request.fixturenames:
        request.getfixturevalue("running")
    names = request.getfixturevalue("container_names")
    before = names()
    yield
    left = names() - before
    for name in left:
        request.getfixturevalue("cli")("rm", "-f", name)
    assert not left, f"containers are left: {', '.join(sorted(left))}"


def complaint(ran: subprocess.CompletedProcess[str]) -> str:
    """The words of the daemon, without what the command line puts around them."""
    lines = [line for line in ran.stderr.splitlines() if not line.startswith("time=")]  # the client's own log
    first = lines[0] if lines else ""
    said = re.sub(r"^(docker: )?(Error response from daemon: |Error: )?", "", first)
    return said.removesuffix(".") if first.startswith("docker: ") else said
