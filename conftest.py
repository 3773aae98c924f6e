"""What both integration suites share: the plugin's engine, with two runtimes, and how its answers are to be read."""

from __future__ import annotations

import os
from typing import Callable

import pytest

from integration import deviation
from integration.expected import Expected
from integration.stand import Stand, configuration, install_runcs_shim
from plimsoll import Configuration

pytest_plugins = ["plimsoll.pytest_plugin"]


def pytest_configure(config: pytest.Config) -> None:
    expected_by(config)
    if os.geteuid() != 0 and not config.option.collectonly:
        pytest.exit("the integration tests start containers, so they need root", returncode=3)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    others = expected_by(config).generation != "reference"
    for item in items:
        if "stand" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.shared)
        for marker in item.iter_markers("of_plimsolld"):
            item.add_marker(pytest.mark.skipif(others, reason=marker.args[0]))


@pytest.hookimpl(tryfirst=True)  # type: ignore[misc]  # Debian's pluggy has no types
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    return deviation.call(pyfuncitem, expected_by(pyfuncitem.config)) or None


def expected_by(config: pytest.Config) -> Expected:
    return Expected.of_target(config.getoption("--plimsoll-target"))


@pytest.fixture(scope="session")
def expected(pytestconfig: pytest.Config) -> Expected:
    """What the engine's generation says: `expected.text(ID, name="x")`, `expected.status(ID)`."""
    return expected_by(pytestconfig)


@pytest.fixture(scope="session")
def plimsoll_configuration() -> Configuration:
    """Of the engine that tests share, and of those of their own."""
    return configuration({"runtimes": {"crun": {"path": "/usr/bin/crun"}, "nested/name": {"path": "/usr/sbin/runc"}}})


@pytest.fixture(scope="session")
def plimsoll_new_stand(pytestconfig: pytest.Config) -> Callable[[Configuration], Stand]:
    """The plugin's, with what these tests do besides."""
    target, keep = pytestconfig.getoption("--plimsoll-target"), pytestconfig.getoption("--plimsoll-keep")
    return lambda configuration: Stand(target, configuration, keep)


@pytest.fixture(scope="session")
def stand(plimsoll_shared: Stand) -> Stand:
    """The engine with the runtimes `crun` and `nested/name` configured, and a shim for io.containerd.kata.v2."""
    install_runcs_shim(plimsoll_shared.sandbox, "io.containerd.kata.v2")
    return plimsoll_shared


@pytest.fixture
def own_stand(plimsoll_stand: Stand) -> Stand:
    """One that a test may break. It serves."""
    assert plimsoll_stand.engine.alive
    return plimsoll_stand


@pytest.fixture(autouse=True)
def leaves_nothing(request: pytest.FixtureRequest) -> None:
    """Whatever a test makes on the shared stand it removes, or the plugin reports it."""
    if "stand" in request.fixturenames:
        request.getfixturevalue("plimsoll_stand")
