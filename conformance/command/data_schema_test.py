"""Every data file against its JSON Schema: what editors and other people's tools go by."""

from __future__ import annotations

import json
import unittest
from pathlib import Path

from jsonschema import Draft202012Validator

CONFORMANCE = Path(__file__).parents[1]


def files_with_schema() -> list[tuple[Path, Path]]:
    pairs = [
        (CONFORMANCE / "catalogue/requirements.json", CONFORMANCE / "catalogue/requirements.schema.json"),
        (CONFORMANCE / "vectors/names.json", CONFORMANCE / "vectors/names.schema.json"),
        (CONFORMANCE / "vectors/configuration.json", CONFORMANCE / "vectors/configuration.schema.json"),
    ]
    expectations = CONFORMANCE / "expectations"
    committed = sorted(set(expectations.glob("*.json")) - {expectations / "expectations.schema.json"})
    return pairs + [(file, expectations / "expectations.schema.json") for file in committed]


class DataFiles(unittest.TestCase):
    def test_keep_their_schema(self) -> None:
        self.assertGreaterEqual(len(files_with_schema()), 5)
        for file, schema_file in files_with_schema():
            with self.subTest(file.name):
                schema = json.loads(schema_file.read_text())
                Draft202012Validator.check_schema(schema)
                Draft202012Validator(schema).validate(json.loads(file.read_text()))

    def test_of_expectations_refuse_an_entry_nobody_explained(self) -> None:
        schema = json.loads((CONFORMANCE / "expectations/expectations.schema.json").read_text())
        file = json.loads((CONFORMANCE / "expectations/dockerd-20.10.json").read_text())
        validator = Draft202012Validator(schema)
        for key in ("reason", "source", "findings", "when"):
            spoilt = json.loads(json.dumps(file))
            del spoilt["entries"][0][key]
            self.assertFalse(validator.is_valid(spoilt), key)
        file["entries"][0]["reason"] = " "
        self.assertFalse(validator.is_valid(file))


if __name__ == "__main__":
    unittest.main()
