"""What these tests share: a sandbox with containerd and the reference engine in it, one for all that only look."""

from __future__ import annotations

from typing import Iterator

import pytest

from plimsoll import Containerd, Engine, Sandbox

pytest_plugins = ["pytester"]


@pytest.fixture(scope="session")
def box() -> Iterator[Sandbox]:
    """A sandbox that no test breaks."""
    with Sandbox() as box:
        yield box


@pytest.fixture(scope="session")
def containerd(box: Sandbox) -> Iterator[Containerd]:
    """containerd in `box`."""
    with Containerd(box) as containerd:
        yield containerd


@pytest.fixture(scope="session")
def engine(containerd: Containerd) -> Iterator[Engine]:
    """plimsolld on `containerd`, with an image."""
    with Engine.reference(containerd) as engine:
        engine.load_busybox()
        yield engine
