"""docs/findings.md can be taken as bug reports: every finding has its parts, its command runs a case that exists, and the
engines it is said of are those of which the committed expectations say so. The argument is the program plimsoll."""

from __future__ import annotations

import functools
import json
import re
import subprocess
import sys
import unittest
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Callable, NamedTuple

SOURCES = Path(__file__).parents[2]
PAGE = SOURCES / "docs/findings.md"
PROGRAM = sys.argv.pop() if len(sys.argv) > 1 else "plimsoll"

WEIGHTS = ("high", "medium", "low", "none")
REPOSITORIES = {"moby": "moby/moby", "podman": "containers/podman", "containerd": "containerd/containerd"}
VERSIONS = {
    "dockerd": ("20.10.24", "26.1.5", "28.5.2"),
    "podman": ("4.3.1", "5.4.2", "5.8.6"),
    "containerd": ("1.6.20", "1.7.24", "2.1.9"),
}
TARGET = re.compile(r"(reference|(dockerd|podman)(@(trixie|sid))?|defect=(?P<defect>[a-z0-9-]+))")
COMMAND = re.compile(r"^\$ plimsoll run --target (?P<target>\S+) --filter (?P<case>[A-Z]\w+\.\w+)$", re.MULTILINE)
SOURCE = re.compile(r"\[(\w+) (v[\d.]+):([\w./-]+):(\d+)\]\((https://\S+)\)")


class Finding(NamedTuple):
    title: str
    text: str

    def member(self, name: str) -> str:
        return re.search(rf"^- \*\*{name}:\*\* (.+)$", self.text, re.MULTILINE)[1]

    @property
    def command(self) -> re.Match[str]:
        (command,) = COMMAND.finditer(self.text)
        return command

    @property
    def weight(self) -> str:
        return self.member("Weight").split(".")[0]

    def versions(self, word: str) -> set[tuple[str, str]]:
        """What the sentence that begins with this word names: {("dockerd", "28.5.2")}."""
        sentence = re.search(rf"(?:^|\. ){word} ((?:[a-z]+ [\d., and]+\d(?: and )?)+)", self.member("Versions"))
        named: set[tuple[str, str]] = set()
        for engine, versions in re.findall(
            r"(dockerd|podman|containerd) ([\d., and]+\d)", sentence[1] if sentence else ""
        ):
            named |= {(engine, version) for version in re.findall(r"[\d.]*\d", versions)}
        return named


def findings() -> list[Finding]:
    parts = re.split(r"^## (.+)$", PAGE.read_text(), flags=re.MULTILINE)[1:]
    return [Finding(title, text) for title, text in zip(parts[::2], parts[1::2])]


def cases() -> dict[str, str]:
    """The requirement of each case."""
    listed = subprocess.run([PROGRAM, "list", "--format", "json"], check=True, capture_output=True, text=True)
    return {case["name"]: case["requirement"] for case in json.loads(listed.stdout)["cases"]}


def matches(case: str, patterns: str) -> bool:
    wanted, _, unwanted = patterns.partition("-")

    def one_of(text: str) -> bool:
        return any(fnmatchcase(case, pattern) for pattern in text.split(":"))

    return one_of(wanted) and not one_of(unwanted)


def expected_to_fail(case: str, engine: str, version: str) -> bool:
    name = f"{engine}-{'.'.join(version.split('.')[:2])}.json"
    file = json.loads((SOURCES / "conformance/expectations" / name).read_text())
    return any(matches(case, entry["cases"]) for entry in file["entries"])


def of_each(check: Callable[[unittest.TestCase, Finding], None]) -> Callable[[unittest.TestCase], None]:
    @functools.wraps(check)
    def test(case: unittest.TestCase) -> None:
        for finding in findings():
            with case.subTest(finding.title):
                check(case, finding)

    return test


class Findings(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.cases = cases()
        conformance = SOURCES / "conformance"
        catalogue = json.loads((conformance / "catalogue/requirements.json").read_text())["requirements"]
        cls.requirements = {requirement["id"] for requirement in catalogue}
        defects = json.loads((conformance / "defects/defects.json").read_text())["defects"]
        cls.defects = {defect["name"] for defect in defects}

    def test_are_many_and_have_names_of_their_own(self) -> None:
        titles = [finding.title for finding in findings()]
        self.assertGreaterEqual(len(titles), 15)
        self.assertEqual(len(titles), len(set(titles)))

    def test_come_by_their_weight(self) -> None:
        weights = [WEIGHTS.index(finding.weight) for finding in findings()]
        self.assertEqual(weights, sorted(weights))

    @of_each
    def test_say_why_they_weigh_so(self, finding: Finding) -> None:
        self.assertRegex(finding.member("Weight"), r"^\w+\. \S.+\.$")

    @of_each
    def test_say_what_happens_before_anything_else(self, finding: Finding) -> None:
        self.assertRegex(finding.text, r"\A\n\n[^-\s]")
        self.assertFalse(finding.text.lstrip().startswith("```"))

    @of_each
    def test_run_a_case_that_exists_on_a_target_that_can_be(self, finding: Finding) -> None:
        self.assertIn(finding.command["case"], self.cases)
        target = TARGET.fullmatch(finding.command["target"])
        self.assertIsNotNone(target)
        self.assertIn(target["defect"], {None} | self.defects)

    @of_each
    def test_name_other_cases_that_exist(self, finding: Finding) -> None:
        for pattern in re.findall(r"`([A-Z]\w+\.[\w*]+)`", finding.text):
            self.assertTrue(any(fnmatchcase(case, pattern) for case in self.cases), pattern)

    @of_each
    def test_show_what_the_command_prints(self, finding: Finding) -> None:
        case = re.escape(finding.command["case"])
        printed = finding.text[finding.command.end() :].split("```")[0]
        self.assertRegex(printed, rf"\n(fail {case}\n(.*\n)*  seen  |\[1/1\] pass +{case} )")

    @of_each
    def test_name_requirements_that_exist_and_the_one_of_their_case(self, finding: Finding) -> None:
        linked = re.findall(r"\[([A-Z]+-\d+)\]\(requirements\.md#([a-z]+-\d+)\)", finding.member("Breaks"))
        self.assertEqual([one.lower() for one, _ in linked], [anchor for _, anchor in linked])
        ids = {one for one, _ in linked}
        self.assertEqual(ids - self.requirements, set())
        self.assertIn(self.cases[finding.command["case"]], ids)

    @of_each
    def test_link_the_lines_they_come_from(self, finding: Finding) -> None:
        sources = SOURCE.findall(finding.member("Source"))
        self.assertTrue(sources)
        self.assertEqual(len(sources), finding.member("Source").count("]("))
        for project, version, path, line, link in sources:
            self.assertEqual(link, f"https://github.com/{REPOSITORIES[project]}/blob/{version}/{path}#L{line}")

    @of_each
    def test_are_said_of_versions_that_were_run(self, finding: Finding) -> None:
        run = {(engine, version) for engine, versions in VERSIONS.items() for version in versions}
        self.assertTrue(finding.versions("In"))
        self.assertEqual((finding.versions("In") | finding.versions("Not in")) - run, set())
        self.assertEqual(finding.versions("In") & finding.versions("Not in"), set())

    @of_each
    def test_agree_with_what_is_expected_of_each_version(self, finding: Finding) -> None:
        case = finding.command["case"]
        if f"\nfail {case}\n" not in finding.text or finding.command["target"].startswith("defect="):
            return  # containerd's, or a case that passes: the files of engines say nothing of those
        for engine, version in finding.versions("In"):
            self.assertTrue(expected_to_fail(case, engine, version), f"{engine} {version}")
        for engine, version in finding.versions("Not in"):
            self.assertFalse(expected_to_fail(case, engine, version), f"{engine} {version}")


if __name__ == "__main__":
    unittest.main()
