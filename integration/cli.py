"""The docker command line as tests have it: what the fixtures of integration-cli/conftest.py do, as types."""

from __future__ import annotations

import re
import subprocess
from typing import Protocol

Ran = subprocess.CompletedProcess[str]


class Cli(Protocol):
    """Runs `docker ARGUMENTS`."""

    def __call__(self, *arguments: str, stdin: str | bytes | None = None) -> Ran:
        ...


class Must(Protocol):
    """Runs `docker ARGUMENTS`, which has to succeed, and returns what it printed."""

    def __call__(self, *arguments: str, stdin: str | bytes | None = None) -> str:
        ...


class Refused(Protocol):
    """Runs `docker ARGUMENTS`, which has to fail with this status and with these words of the table."""

    def __call__(self, *arguments: str, status: int, text: str, **names: str) -> None:
        ...


def complaint(ran: Ran) -> str:
    """The words of the daemon, without what the command line puts around them."""
    lines = [line for line in ran.stderr.splitlines() if not line.startswith("time=")]  # the client's own log
    first = lines[0] if lines else ""
    said = re.sub(r"^(docker: )?(Error response from daemon: |Error: )?", "", first)
    return said.removesuffix(".") if first.startswith("docker: ") else said
