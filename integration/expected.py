"""What an engine of some generation says and answers: each text stands once, in a table.

    expected = Expected(json.loads(file.read_text()), "20.10")
    expected.text("runtime.unknown", name="x")  # "Unknown runtime specified x"

An entry is a value, or an object with a value for each generation that answers otherwise.
"""

from __future__ import annotations

import re
from typing import Mapping, Union

GENERATIONS = ("reference", "20.10")
Value = Union[str, int]


class Expected:
    def __init__(self, table: Mapping[str, Value | Mapping[str, Value]], generation: str) -> None:
        self._table = table
        self._generation = generation

    def text(self, identifier: str, **names: str) -> str:
        value = self._value(identifier)
        assert isinstance(value, str), f"{identifier} is no text"
        return value.format(**names)

    def status(self, identifier: str) -> int:
        value = self._value(identifier)
        assert isinstance(value, int), f"{identifier} is no exit status"
        return value

    def pattern(self, identifier: str) -> re.Pattern[str]:
        """The text with whatever names in it."""
        value = self._value(identifier)
        assert isinstance(value, str), f"{identifier} is no text"
        return re.compile(".*".join(map(re.escape, re.split(r"{\w+}", value))))

    def _value(self, identifier: str) -> Value:
        entry = self._table[identifier]
        return entry if isinstance(entry, (str, int)) else entry[self._generation]
