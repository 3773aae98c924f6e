"""The plugin's markers: what they mean, that they are right, and what they skip."""

from __future__ import annotations

import pathlib
import stat
from functools import lru_cache
from typing import Iterable, Iterator

import pytest

from plimsoll.errors import UnknownName
from plimsoll.machine import Capability, capabilities, runtimes
from plimsoll.rules import requirement

DESCRIPTIONS = (
    "requirement(id, ...): what the test proves, by the ids of `plimsoll requirements`",
    "runtime(name, ...): plimsoll_runtime is only these; skipped for one that is not installed",
    "needs(name, ...): skipped, with how to get it, where the machine lacks it (`plimsoll doctor`): kata, runsc, podman",
    "shared: the plimsoll_ fixtures are those that other tests of this process use, too",
)
OCI_RUNTIMES = ("runc", "crun", "runsc", "youki")


@lru_cache
def installed() -> tuple[str, ...]:
    """The OCI runtimes that this machine can run."""
    return tuple(each.name for each in runtimes() if each.name in OCI_RUNTIMES and _can_run(each.name))


def _can_run(name: str) -> bool:
    """gVisor's sandbox executes runsc once more, as nobody, who may not be let into the root."""
    return name != "runsc" or bool(pathlib.Path("/").stat().st_mode & stat.S_IXOTH)


@lru_cache
def _machine() -> tuple[Capability, ...]:
    return tuple(capabilities())


def capability(name: str) -> Capability:
    """The one of that name; "kata" is the shim "containerd-shim-kata-v2".

    Raises:
        UnknownName: nobody knows it.
    """
    for each in _machine():
        if each.name == name or each.name.startswith(f"containerd-shim-{name}-"):
            return each
    short = [each.name.removeprefix("containerd-shim-").rpartition("-v")[0] or each.name for each in _machine()]
    raise UnknownName.among(short, "look for what a test needs,", name)


def names(item: pytest.Item, marker: str) -> Iterator[str]:
    """All that markers of that name say about a test."""
    for each in item.iter_markers(marker):
        yield from each.args


def check(item: pytest.Item) -> None:
    """Refuses a marker that means nothing.

    Raises:
        pytest.UsageError: it names what nobody knows, or nothing.
    """
    for marker, known in (("requirement", requirement), ("needs", capability), ("runtime", _runtime)):
        for each in item.iter_markers(marker):
            if not each.args or each.kwargs:
                raise pytest.UsageError(f"{item.nodeid}: @pytest.mark.{marker} takes one name or more")
        for name in names(item, marker):
            try:
                known(name)
            except UnknownName as error:
                raise pytest.UsageError(f"{item.nodeid}: @pytest.mark.{marker}: {error}") from None


def skip_what_cannot_run(item: pytest.Item) -> None:
    """Skips a test for want of what it says it needs."""
    for name in names(item, "needs"):
        found = capability(name)
        if not found.available:
            pytest.skip(f"needs {name}: {found.why} {found.how_to_get}".strip())
    for name in names(item, "runtime"):
        if name not in installed() and "plimsoll_runtime" not in getattr(item, "fixturenames", ()):
            pytest.skip(f"the runtime {name} is not installed")


def check_installed(names: Iterable[str]) -> None:
    """Refuses an OCI runtime that is not there.

    Raises:
        pytest.UsageError: it names the runtime, and those that are installed.
    """
    for name in names:
        if name not in installed():
            error = UnknownName.among(installed(), "run tests with the runtime", name)
            raise pytest.UsageError(f"--plimsoll-runtimes: {error}")


def _runtime(name: str) -> None:
    if name not in OCI_RUNTIMES:
        raise UnknownName.among(OCI_RUNTIMES, "look for the runtime", name)
