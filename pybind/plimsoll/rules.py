"""The rule at the centre, and the data the suite goes by: nothing is started.

>>> decide(Catalogue(), "io.containerd.kata.v2")
Selected(name='io.containerd.kata.v2', origin='passed-on', shim='io.containerd.kata.v2')
>>> decide(Catalogue(), "/usr/bin/crun").message
'unknown or invalid runtime name: /usr/bin/crun'
>>> shim_binary("io.containerd.kata.v2")
ShimBinary(name='containerd-shim-kata-v2', directory='.')
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal, Mapping, Union, cast

from plimsoll import _plimsoll
from plimsoll.errors import UnknownName

Level = Literal["must", "should", "may"]
Edition = Literal["pre-2022", "2022", "2023+"]


@dataclass(frozen=True)
class Requirement:
    """One sentence an engine has to keep; `source` is where it comes from (moby tag:path:line)."""

    id: str
    area: str
    level: Level
    statement: str
    editions: tuple[Edition, ...]
    source: str
    rationale: str


@dataclass(frozen=True)
class NameVector:
    """A runtime's name, perhaps with placeholders such as ${RUNC}, and what has to come of it.

    `editions` is empty where the outcome holds in all the requirement holds in; `line` is that of names.json.
    """

    label: str
    name: str
    why: str
    outcome: Literal["passed-on", "refused", "configured", "stock"]
    requirement: str
    editions: tuple[Edition, ...]
    line: int


@dataclass(frozen=True)
class Selected:
    """The container runs with this runtime; `shim` is what containerd is told."""

    name: str
    origin: Literal["configured", "stock", "passed-on"]
    shim: str


@dataclass(frozen=True)
class Refused:
    """The container is not created (400), and nothing is executed; `message` is what the client is told."""

    name: str
    message: str


@dataclass(frozen=True)
class ShimBinary:
    """containerd looks for this file on its PATH; in `directory` below its working directory before that."""

    name: str
    directory: str = "."


@dataclass(frozen=True)
class ExecutedPath:
    """containerd executes the path as it is, whatever it is."""

    path: str


@dataclass(frozen=True)
class RelativeShim:
    """containerd 1.6: the file below its working directory if it is there, else the working directory itself."""

    path: str


@dataclass(frozen=True)
class InvalidName:
    """containerd refuses the name, and executes nothing."""


Decision = Union[Selected, Refused]
Lookup = Union[ShimBinary, ExecutedPath, RelativeShim, InvalidName]

_GENERATIONS = {"1.6": 0, "1.7": 1, "2": 2}


class Catalogue:
    """The runtimes an engine knows by name, and its default.

    Args:
        daemon_json: its configuration, as an object or as text; without, there are the stock ones.

    Raises:
        PlimsollError: no engine would take it; `cause` is what dockerd says.

    Source: reference-engine/runtime/configuration.h.

    >>> decide(Catalogue({"runtimes": {"crun": {"path": "/usr/bin/crun"}}}), "crun").origin
    'configured'
    """

    def __init__(self, daemon_json: Mapping[str, Any] | str = "") -> None:
        text = daemon_json if isinstance(daemon_json, str) else json.dumps(daemon_json)
        self._handle = _plimsoll.Catalogue(text)

    @property
    def default_runtime(self) -> str:
        """For containers that ask for none."""
        return self._handle.default_runtime


def requirements() -> list[Requirement]:
    """All of them, sorted by id.

    >>> requirements()[0].level in ("must", "should", "may")
    True
    """
    return [Requirement(*cast(Any, each)) for each in _plimsoll.requirements()]


def requirement(id: str) -> Requirement:
    """The one of that id.

    Raises:
        UnknownName: there is none.
    """
    found = {each.id: each for each in requirements()}
    if id not in found:
        raise UnknownName.among(found, "find the requirement", id)
    return found[id]


def vectors() -> list[NameVector]:
    """The names the suite tries on every engine (conformance/vectors/names.json)."""
    return [NameVector(*cast(Any, each)) for each in _plimsoll.vectors()]


def decide(catalogue: Catalogue, name: str) -> Decision:
    """Which runtime runs a container that asks for `name`; empty: for none.

    Source: reference-engine/runtime/decide.h.
    """
    origin, selected, rest = _plimsoll.decide(catalogue._handle, name)
    return Refused(selected, rest) if origin == "refused" else Selected(selected, cast(Any, origin), rest)


def shim_binary(name: str, containerd: str = "1.7") -> Lookup:
    """What containerd would execute for a runtime's name, before it has looked at any file.

    Args:
        name: as the engine tells it.
        containerd: "1.6", "1.7" or "2".

    Raises:
        UnknownName: there is no such generation.

    Source: containerd/name/shim_binary.h.

    >>> shim_binary("/bin/true", containerd="2")
    ExecutedPath(path='/bin/true')
    """
    if containerd not in _GENERATIONS:
        raise UnknownName.among(_GENERATIONS, "ask containerd", containerd)
    kind, path, directory = _plimsoll.shim_binary(name, _GENERATIONS[containerd])
    if kind == "binary":
        return ShimBinary(path, directory)
    if kind == "path":
        return ExecutedPath(path)
    return RelativeShim(path) if kind == "relative" else InvalidName()
