"""The data files against their schemas, as an editor checks them, and the form people rely on.

A schema that accepts everything would pass as well, so every entry is also spoilt, and the check
has to notice.
"""

from __future__ import annotations

import copy
import json
import unittest
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

HERE = Path(__file__).parent
LISTS = ("boots", "names", "options", "reloads", "shim_places", "surfaces")
SORTED = ("boots", "options", "reloads", "shim_places", "surfaces")


def text_of(name: str) -> str:
    return (HERE / f"{name}.json").read_text()


def validator_of(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((HERE / f"{name}.schema.json").read_text()))


def first_error(name: str, data: Any) -> str | None:
    for error in validator_of(name).iter_errors(data):
        return f"{list(error.absolute_path)}: {error.message[:300]}"
    return None


class Data(unittest.TestCase):
    def test_schemas_are_schemas(self) -> None:
        for name in (*LISTS, "configuration"):
            with self.subTest(name):
                Draft202012Validator.check_schema(validator_of(name).schema)

    def test_is_as_its_schema_says(self) -> None:
        for name in (*LISTS, "configuration"):
            with self.subTest(name):
                self.assertIsNone(first_error(name, json.loads(text_of(name))))

    def test_has_one_entry_a_line(self) -> None:
        for name in LISTS:
            with self.subTest(name):
                lines = [line for line in text_of(name).splitlines() if line.startswith("    {")]
                self.assertEqual(len(lines), len(json.loads(text_of(name))[name]))

    def test_is_sorted(self) -> None:
        for name in SORTED:
            with self.subTest(name):
                labels = [entry["label"] for entry in json.loads(text_of(name))[name]]
                self.assertEqual(labels, sorted(labels))


class SpoiltData(unittest.TestCase):
    def assert_refused(self, name: str, entry: Any) -> None:
        self.assertIsNotNone(first_error(name, {name: [entry]}), f"accepted: {entry}")

    def test_with_an_unknown_key_is_refused(self) -> None:
        for name in LISTS:
            for entry in json.loads(text_of(name))[name]:
                with self.subTest(f"{name}: {entry['label']}"):
                    self.assert_refused(name, {**entry, "outcomes": "serves"})

    def test_without_what_every_entry_has_is_refused(self) -> None:
        for name in LISTS:
            entry = json.loads(text_of(name))[name][0]
            for key in ("label", "why", "requirement"):
                with self.subTest(f"{name} without {key}"):
                    spoilt = copy.deepcopy(entry)
                    del spoilt[key]
                    self.assert_refused(name, spoilt)

    def test_refusal_that_says_nothing_is_refused(self) -> None:
        for entry in json.loads(text_of("boots"))["boots"]:
            if entry["outcome"] == "refused":
                with self.subTest(entry["label"]):
                    self.assert_refused("boots", {k: v for k, v in entry.items() if k != "says"})


if __name__ == "__main__":
    unittest.main()
