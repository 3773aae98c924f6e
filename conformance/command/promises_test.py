"""docs/verdicts.md says where each promise about a verdict is kept, and which test shows it: both are there."""

from __future__ import annotations

import re
import unittest
from pathlib import Path

SOURCES = Path(__file__).parents[2]
PAGE = SOURCES / "docs/verdicts.md"


def promises() -> list[tuple[str, str, str]]:
    """Promise, where it is kept, the tests that show it."""
    table = PAGE.read_text().split("| promise | kept in | shown by |\n| --- | --- | --- |\n")[1]
    rows = table.split("\n\n")[0].splitlines()
    return [tuple(cell.strip() for cell in row.strip("| ").split(" | ")) for row in rows]


def words_of_tests() -> set[str]:
    words: set[str] = set()
    for folder in ("conformance", "fixtures"):
        for pattern in ("*_test.cc", "*_test.py", "CMakeLists.txt"):
            for file in (SOURCES / folder).rglob(pattern):
                words |= set(re.findall(r"\w+", file.read_text()))
    return words


class Promises(unittest.TestCase):
    def test_are_kept_where_the_page_says(self) -> None:
        for promise, place, _ in promises():
            for path in re.findall(r"`([\w/.]+/[\w.]*)`", place):
                with self.subTest(promise, path=path):
                    self.assertTrue(any((SOURCES / root / path).exists() for root in ("", "conformance")))

    def test_are_shown_by_tests_that_exist(self) -> None:
        self.assertGreaterEqual(len(promises()), 20)
        known = words_of_tests()
        for promise, _, tests in promises():
            names = re.findall(r"`([^`]+)`|\((\w+(?:, \w+)*)\)", tests)
            with self.subTest(promise):
                self.assertTrue(names)
            asked = set(re.findall(r"\w+", " ".join(one or other for one, other in names)))
            with self.subTest(promise):
                self.assertEqual(asked - known, set())


if __name__ == "__main__":
    unittest.main()
