"""What the tests through Docker's SDK share."""

from __future__ import annotations

from typing import Callable, Iterator

import pytest

from integration.client import Client
from integration.restarter import Restarter
from integration.stand import RUNCS_SHIM, Stand, configuration
from plimsoll import Configuration, Shim


@pytest.fixture
def engine(stand: Stand, plimsoll_shim: object) -> Iterator[Client]:
    """The shared one, which no test may break. Shims go after its containers, which they run."""
    with Client(stand) as client:
        yield client


@pytest.fixture(scope="session")
def changing_stand(plimsoll_new_stand: Callable[[Configuration], Stand]) -> Iterator[Stand]:
    """Its engine is started again and again."""
    with plimsoll_new_stand(configuration({})) as stand:
        # containerd remembers where it finds a shim: where the project's will stand in for it.
        (stand.sandbox.shims / "containerd-shim-runc-v2").symlink_to(RUNCS_SHIM)
        yield stand


@pytest.fixture
def shim(changing_stand: Stand) -> Iterator[Shim]:
    """What runs stock and configured runtimes under `start_with`: the project's, in the place of runc's."""
    with Shim(changing_stand.sandbox, "io.containerd.runc.v2") as shim:
        yield shim


@pytest.fixture
def start_with(changing_stand: Stand, shim: Shim) -> Iterator[Restarter]:
    """Starts the engine with a configuration and flags, for one test."""
    with Restarter(changing_stand) as restarter:
        yield restarter
