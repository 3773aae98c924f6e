"""What this machine has, and what it can run.

>>> {each.name for each in runtimes()} >= {"runc", "crun"}
True
"""

from __future__ import annotations

import pathlib
from dataclasses import dataclass

from plimsoll import _plimsoll
from plimsoll.errors import UnknownName


@dataclass(frozen=True)
class Runtime:
    """An OCI runtime or a shim that is installed; `version` is the first line of --version, empty if it has none."""

    name: str
    path: pathlib.Path
    version: str


@dataclass(frozen=True)
class Capability:
    """Something the suite needs (`needed`) or could use, what was found of it, and how to get it."""

    name: str
    available: bool
    needed: bool
    why: str
    how_to_get: str


def runtimes() -> list[Runtime]:
    """Those that are installed, on PATH or in the usual directories, in alphabetical order.

    Source: fixtures/runtime/runtime_binary.h.
    """
    return [Runtime(*each) for each in _plimsoll.runtimes()]


def runtime(name: str) -> Runtime:
    """The one of that name.

    Raises:
        UnknownName: it is not installed.
    """
    found = {each.name: each for each in runtimes()}
    if name not in found:
        raise UnknownName.among(found, "find the runtime", name)
    return found[name]


def capabilities() -> list[Capability]:
    """As `plimsoll doctor` tells them. Changes nothing.

    Source: fixtures/doctor/doctor.h.
    """
    return [Capability(*each) for each in _plimsoll.capabilities()]


def set_timeout_scale(scale: float) -> None:
    """Makes every time-out of the fixtures that many times as long: for a slow or busy machine."""
    _plimsoll.set_timeout_scale(scale)
