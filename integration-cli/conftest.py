"""What the command line's tests share."""

from __future__ import annotations

import subprocess
from typing import Callable

import pytest

from integration.stand import Stand

Cli = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def cli(stand: Stand) -> Cli:
    """Runs `docker ARGUMENTS` against the stand's engine."""
    return stand.docker
