"""What the command line's tests share."""

from __future__ import annotations

from typing import Iterator

import pytest

from integration.cli import Cli, Must, Refused, complaint
from integration.expected import Expected
from integration.stand import IMAGE, Stand


@pytest.fixture(scope="session")
def cli(stand: Stand) -> Cli:
    """Runs `docker ARGUMENTS` against the stand's engine."""
    return stand.docker


@pytest.fixture(scope="session")
def must(cli: Cli) -> Must:
    """Runs `docker ARGUMENTS`, which has to succeed, and returns what it printed."""

    def run(*arguments: str, stdin: str | bytes | None = None) -> str:
        ran = cli(*arguments, stdin=stdin)
        assert ran.returncode == 0, f"docker {' '.join(arguments)}: {ran.returncode}: {ran.stderr}"
        return ran.stdout

    return run


@pytest.fixture(scope="session")
def refused(cli: Cli, expected: Expected) -> Refused:
    """Runs `docker ARGUMENTS`, which has to fail with this status and with these words of the table."""

    def run(*arguments: str, status: int, text: str, **names: str) -> None:
        ran = cli(*arguments)
        assert (complaint(ran), ran.returncode) == (expected.text(text, **names), status), ran.stderr

    return run


@pytest.fixture(scope="session")
def running(must: Must) -> Iterator[str]:
    """The name of a container that runs and that no test changes."""
    must("run", "-d", "--name", "running", "--network", "none", IMAGE, "sh", "-c", "echo up; exec sleep 6000")
    yield "running"
    must("rm", "-f", "running")


@pytest.fixture
def box(cli: Cli) -> Iterator[str]:
    """A name for the test's own container, which is removed at the end."""
    yield "box"
    cli("rm", "-f", "box")
