"""Fixtures of both integration suites: a private containerd with an engine on top of it, in a sandbox.

The sandbox ends with the process that made it, so nothing survives a test run, however it ends.
"""

from __future__ import annotations

import os
import pathlib
from typing import Iterator

import pytest

from integration.stand import Stand
from integration.target import Target

REPOSITORY = pathlib.Path(__file__).parent
CONFIGURATION = {"runtimes": {"crun": {"path": "/usr/bin/crun"}, "nested/name": {"path": "/usr/sbin/runc"}}}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--plimsoll-target",
        type=Target.named,
        default="reference",
        help="the engine under test: reference, dockerd, or defective:NAME",
    )


def pytest_configure(config: pytest.Config) -> None:
    if os.geteuid() != 0 and not config.option.collectonly:
        pytest.exit("the integration tests start containers, so they need root", returncode=3)


@pytest.fixture(scope="session")
def target(pytestconfig: pytest.Config) -> Target:
    target = pytestconfig.getoption("--plimsoll-target")
    assert isinstance(target, Target)
    return target


@pytest.fixture(scope="session")
def programs(target: Target) -> pathlib.Path:
    """Where the project's programs were built."""
    directory = pathlib.Path(os.environ.get("PLIMSOLL_PROGRAMS", REPOSITORY / "build/release/bin")).absolute()
    for program in (target.executable(directory), directory / "plimsoll-sandbox"):
        if not program.exists():
            pytest.exit(f"{program} is missing: run `make build`, or set PLIMSOLL_PROGRAMS", returncode=3)
    return directory


@pytest.fixture(scope="session")
def stand(programs: pathlib.Path, target: Target) -> Iterator[Stand]:
    """The engine with the runtimes `crun` and `nested/name` configured, and a shim for io.containerd.kata.v2."""
    with Stand(programs, CONFIGURATION, target) as stand:
        stand.install_shim("io.containerd.kata.v2")
        yield stand


@pytest.fixture
def own_stand(programs: pathlib.Path, target: Target) -> Iterator[Stand]:
    """One that a test may break."""
    with Stand(programs, CONFIGURATION, target) as stand:
        yield stand
