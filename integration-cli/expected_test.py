"""The table of texts holds what is used, and each text once."""

from __future__ import annotations

import json
import pathlib
from typing import Any

from integration.expected import GENERATIONS, TABLE

SUITES = (TABLE.parent, pathlib.Path(__file__).parent)


def no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len(dict(pairs)) == len(pairs), f"a name stands twice: {[name for name, _ in pairs]}"
    return dict(pairs)


ENTRIES = json.loads(TABLE.read_text(), object_pairs_hook=no_duplicates)


def test_the_table_is_sorted() -> None:
    assert list(ENTRIES) == sorted(ENTRIES)


def test_every_entry_is_used() -> None:
    tests = "".join(file.read_text() for suite in SUITES for file in suite.glob("*.py"))
    assert [identifier for identifier in ENTRIES if f'"{identifier}"' not in tests] == []


def test_an_entry_names_generations_only_where_they_differ() -> None:
    by_generation = {identifier: entry for identifier, entry in ENTRIES.items() if isinstance(entry, dict)}
    assert {identifier for identifier, entry in by_generation.items() if tuple(entry) != GENERATIONS} == set()
    assert {identifier for identifier, entry in by_generation.items() if entry["reference"] == entry["20.10"]} == set()
