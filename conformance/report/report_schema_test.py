"""report.json against its schema, and junit.xml against an XML parser: both as others read them.

A schema that accepts everything would pass as well, so every report is also spoilt in each of its
places, and the check has to notice.
"""

from __future__ import annotations

import copy
import json
import os
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

SCHEMA = json.loads(Path(__file__).with_name("report.schema.json").read_text())
VALIDATOR = Draft202012Validator(SCHEMA)

Place = tuple["str | int", ...]


def places(node: Any, here: Place = ()) -> Iterator[Place]:
    """Every value within, the outermost first."""
    yield here
    if isinstance(node, dict):
        for key, value in node.items():
            yield from places(value, (*here, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from places(value, (*here, index))


def at(report: Any, place: Place) -> Any:
    for step in place:
        report = report[step]
    return report


def changed(report: Any, place: Place, value: Any) -> Any:
    spoilt = copy.deepcopy(report)
    at(spoilt, place[:-1])[place[-1]] = value
    return spoilt


class SampleReports(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.directory = tempfile.TemporaryDirectory()
        subprocess.run(
            [os.environ["PLIMSOLL_WRITE_SAMPLE_REPORTS"], cls.directory.name], check=True
        )
        cls.folders = sorted(Path(cls.directory.name).iterdir())
        cls.reports = {
            folder.name: json.loads((folder / "report.json").read_text()) for folder in cls.folders
        }
        cls.sample = cls.reports["sample"]

    @classmethod
    def tearDownClass(cls) -> None:
        cls.directory.cleanup()

    def assert_refused(self, report: Any, why: str) -> None:
        self.assertFalse(VALIDATOR.is_valid(report), f"the schema accepts a report with {why}")


class Schema(SampleReports):
    def test_is_a_schema(self) -> None:
        Draft202012Validator.check_schema(SCHEMA)

    def test_accepts_every_report(self) -> None:
        self.assertIn("sample", self.reports)
        for name, report in self.reports.items():
            with self.subTest(name):
                VALIDATOR.validate(report)

    def test_refuses_what_lacks_anything(self) -> None:
        for place in places(self.sample):
            if place and isinstance(place[-1], str):
                spoilt = copy.deepcopy(self.sample)
                del at(spoilt, place[:-1])[place[-1]]
                self.assert_refused(spoilt, f"no {place}")

    def test_refuses_what_it_does_not_know(self) -> None:
        for place in places(self.sample):
            if isinstance(at(self.sample, place), dict):
                spoilt = copy.deepcopy(self.sample)
                at(spoilt, place)["unheard_of"] = 1
                self.assert_refused(spoilt, f"a new key in {place}")

    def test_refuses_values_of_another_type(self) -> None:
        for place in places(self.sample):
            if place and at(self.sample, place) is not None:
                self.assert_refused(changed(self.sample, place, None), f"null at {place}")

    def test_refuses_another_spelling_of_a_verdict(self) -> None:
        for word in ("PASS", "passed", "not_applicable", "skipped", "error"):
            place = ("targets", 0, "cases", 0, "verdict")
            self.assert_refused(changed(self.sample, place, word), word)

    def test_refuses_a_conformity_that_its_lists_deny(self) -> None:
        place = ("targets", 0, "conformity", "verdict")
        for word in ("conforming", "conforming_with_gaps"):
            self.assert_refused(changed(self.sample, place, word), f"{word} and violations")
        gaps = self.reports["interrupted"]
        self.assert_refused(changed(gaps, place, "conforming"), "conforming and gaps")

    def test_refuses_a_pass_that_is_called_a_known_deviation(self) -> None:
        known = self.reports["expectations"]
        cases = known["targets"][0]["cases"]
        explained = next(at for at, case in enumerate(cases) if case["expected"])
        for word in ("pass", "skip", "not-applicable", "broken"):
            spoilt = changed(known, ("targets", 0, "cases", explained, "verdict"), word)
            self.assert_refused(spoilt, f"an explained {word}")

    def test_refuses_a_failure_without_finding_and_a_skip_without_reason(self) -> None:
        verdicts = [case["verdict"] for case in self.sample["targets"][0]["cases"]]
        cases: Place = ("targets", 0, "cases")
        failure = (*cases, verdicts.index("fail"), "findings")
        self.assert_refused(changed(self.sample, failure, []), "a failure nobody can explain")
        for word in ("skip", "not-applicable", "broken"):
            reason = (*cases, verdicts.index(word), "reason")
            self.assert_refused(changed(self.sample, reason, ""), f"{word} for no reason")


class Report(SampleReports):
    def test_counts_what_it_lists(self) -> None:
        for name, report in self.reports.items():
            for target in report["targets"]:
                with self.subTest(name):
                    listed = Counter(case["verdict"] for case in target["cases"])
                    self.assertEqual({k: n for k, n in target["counts"].items() if n}, listed)
                    by_reason = sum(reason["count"] for reason in target["not_judged"])
                    self.assertEqual(by_reason, listed["skip"] + listed["not-applicable"])


class Junit(SampleReports):
    def test_is_xml_and_counts_what_it_lists(self) -> None:
        elements = {"failures": "failure", "errors": "error", "skipped": "skipped"}
        for folder in self.folders:
            with self.subTest(folder.name):
                root = ElementTree.parse(folder / "junit.xml").getroot()
                for suite in [root, *root.iter("testsuite")]:
                    tests = sum(1 for _ in suite.iter("testcase"))
                    self.assertEqual(int(suite.attrib["tests"]), tests)
                    for attribute, element in elements.items():
                        found = sum(1 for _ in suite.iter(element))
                        self.assertEqual(int(suite.attrib[attribute]), found, attribute)

    def test_spells_verdicts_as_report_json_does(self) -> None:
        for folder in self.folders:
            with self.subTest(folder.name):
                root = ElementTree.parse(folder / "junit.xml").getroot()
                properties = root.findall(".//testcase/properties/property[@name='verdict']")
                cases = self.reports[folder.name]["targets"][0]["cases"]
                self.assertEqual(
                    [one.attrib["value"] for one in properties], [one["verdict"] for one in cases]
                )


if __name__ == "__main__":
    unittest.main()
