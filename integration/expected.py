"""What an engine of some generation says and does: each text stands once, in expected.json.

    expected = Expected.of_target("dockerd")
    expected.text("runtime.unknown", name="x")  # "Unknown runtime specified x"

An entry is a value, or an object with a value for each generation where they differ. `reference` stands for Docker 28, which
plimsolld follows; `20.10` is Debian 12's dockerd.
"""

from __future__ import annotations

import functools
import json
import pathlib
import re
from typing import Any, Mapping, TypeVar

import pytest

T = TypeVar("T")
TABLE = pathlib.Path(__file__).with_name("expected.json")
GENERATIONS = ("reference", "20.10")
TARGETS = {"reference": "reference", "dockerd": "20.10", "defective": "reference"}


class Expected:
    """The table, as read for one generation."""

    def __init__(self, table: Mapping[str, Any], generation: str) -> None:
        self.generation = generation
        self._table = table

    @classmethod
    def of_target(cls, target: str) -> Expected:
        """Of what `--plimsoll-target` names."""
        kind, _, defect = target.partition(":")
        if kind not in TARGETS or bool(defect) != (kind == "defective"):
            raise pytest.UsageError(f"no target {target!r}: there are reference, dockerd, defective:NAME")
        return cls(_table(), TARGETS[kind])

    def text(self, identifier: str, **names: str) -> str:
        return self._value(identifier, str).format(**names)

    def pattern(self, identifier: str) -> re.Pattern[str]:
        """The text with whatever names in it."""
        return re.compile(".*".join(map(re.escape, re.split(r"{\w+}", self._value(identifier, str)))))

    def status(self, identifier: str) -> int:
        return self._value(identifier, int)

    def holds(self, identifier: str) -> bool:
        """Whether engines of this generation do that."""
        return self._value(identifier, bool)

    def value(self, identifier: str) -> Any:
        """One of another kind."""
        entry = self._table[identifier]
        return self.of(entry) if isinstance(entry, dict) else entry

    def of(self, by_generation: Mapping[str, T]) -> T:
        """The one of this generation, of what a test has for each."""
        return by_generation[self.generation]

    def _value(self, identifier: str, kind: type[T]) -> T:
        value = self.value(identifier)
        assert isinstance(value, kind), f"{identifier} is no {kind.__name__}"
        return value


@functools.lru_cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = json.loads(TABLE.read_text())
    return table
