"""What the tests through Docker's SDK share."""

from __future__ import annotations

import inspect
import pathlib
from typing import Iterator

import docker.errors
import pytest

from integration.engine import Engine
from integration.generations import Deviation
from integration.restarter import Restarter
from integration.stand import Stand
from integration.target import Target
from integration.testimony import Testimony, install_testifier


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "ends_otherwise(Deviation): how the test ends on engines of another generation")
    config.addinivalue_line("markers", "of_plimsolld(reason): says nothing about other engines, and is told as skipped there")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--plimsoll-target").generation == "reference":
        return
    for item in items:
        for marker in item.iter_markers("of_plimsolld"):
            item.add_marker(pytest.mark.skip(reason=marker.args[0]))


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """A test with a deviation of this engine's generation has to end with that error: it is run, and checked."""
    generation = pyfuncitem.config.getoption("--plimsoll-target").generation
    deviations: list[Deviation] = [marker.args[0] for marker in pyfuncitem.iter_markers("ends_otherwise")]
    deviation = next((each for each in deviations if each.generation == generation), None)
    if deviation is None:
        return None
    arguments = {name: pyfuncitem.funcargs[name] for name in inspect.signature(pyfuncitem.obj).parameters}
    with pytest.raises(docker.errors.APIError) as ended:
        pyfuncitem.obj(**arguments)
    assert ended.value.status_code == deviation.status, deviation.reason
    assert str(ended.value.explanation).startswith(deviation.begins), deviation.reason
    return True


@pytest.fixture
def engine(stand: Stand) -> Iterator[Engine]:
    """The shared one, which no test may break."""
    with Engine(stand) as engine:
        yield engine


@pytest.fixture(scope="session")
def changing_stand(programs: pathlib.Path, target: Target) -> Iterator[tuple[Stand, Testimony]]:
    """Its engine is started again and again, and what containerd finds for runc's shim is the project's."""
    with Stand(programs, {}, target) as stand:
        yield stand, install_testifier(stand, "io.containerd.runc.v2")


@pytest.fixture
def testimony(changing_stand: tuple[Stand, Testimony]) -> Testimony:
    """Of the shim that runs stock and configured runtimes under `start_with`."""
    return changing_stand[1]


@pytest.fixture
def start_with(changing_stand: tuple[Stand, Testimony]) -> Iterator[Restarter]:
    """Starts the engine with a configuration and flags, for one test."""
    stand, _ = changing_stand
    with Restarter(stand) as restarter:
        yield restarter
