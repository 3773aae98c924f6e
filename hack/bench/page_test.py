"""What is made of measurements: medians, ratios, verdicts, the page."""

from __future__ import annotations

import json
import pathlib
import tempfile
import unittest

from page import Figure, Page, Section, render, render_figure, summary
from rounds import Rounds
from spread import Spread, ratio
from suite import read_report

Said = list[tuple[str, int]]  # method and status of each exchange


def figure(median: float, limit: float | None = None, strictly: bool = False) -> Figure:
    return Figure("it", Spread(median, median, median, 3), "ms", limit, strictly)


class TheSpread(unittest.TestCase):
    def test_is_the_quartiles_around_the_median(self) -> None:
        self.assertEqual(Spread.of([5, 1, 3, 2, 4]), Spread(median=3, low=2, high=4, count=5))

    def test_of_one_value_is_that_value(self) -> None:
        self.assertEqual(Spread.of([7]), Spread(7, 7, 7, 1))

    def test_of_a_ratio_is_taken_within_each_round(self) -> None:
        self.assertEqual(ratio([1, 20, 300], [2, 40, 600]), Spread(0.5, 0.5, 0.5, 3))

    def test_wants_as_many_rounds_on_both_sides(self) -> None:
        with self.assertRaises(ValueError):
            ratio([1, 2], [1])


class ATarget(unittest.TestCase):
    def test_under_a_limit_is_missed_at_it(self) -> None:
        self.assertFalse(figure(150, limit=150, strictly=True).met)
        self.assertTrue(figure(149.9, limit=150, strictly=True).met)

    def test_at_most_a_limit_is_met_at_it(self) -> None:
        self.assertTrue(figure(16, limit=16).met)
        self.assertFalse(figure(16.1, limit=16).met)

    def test_is_named_when_it_is_missed(self) -> None:
        sections = [Section("s", [figure(2, limit=1), figure(1, limit=1), figure(9)])]
        self.assertEqual(summary(sections), ["1 of 2 targets are met. Missed: it."])


class ThePage(unittest.TestCase):
    def test_has_a_line_a_figure(self) -> None:
        line = render_figure(Figure("a / b", Spread(1.234, 1.1, 1.31, 30), "x", limit=1.3))
        self.assertEqual(line, "| a / b | 1.23x | 1.10 to 1.31 | 30 | at most 1.3x | yes |")

    def test_shouts_when_a_target_is_missed(self) -> None:
        self.assertIn("| under 1 ms | **no** |", render_figure(figure(12.34, limit=1, strictly=True)))

    def test_says_what_it_was_measured_on(self) -> None:
        text = render(Page("2024-01-02", 61.4, {"runc": "1.1.5"}, [Section("Time", [figure(1)], "Remark.")]))
        for part in ("on 2024-01-02, in 61 s", "- runc: 1.1.5", "## Time", "| it | 1.00 ms |", "Remark.\n"):
            self.assertIn(part, text)


class TheRounds(unittest.TestCase):
    entries = [
        {"name": "Run/ctr/0/iterations:1/manual_time", "real_time": 61.5},
        {"name": "Run/ctr/1/iterations:1/manual_time", "real_time": 62.5, "kib": 4.0},
    ]

    def test_are_found_by_name(self) -> None:
        self.assertEqual(Rounds({"benchmarks": self.entries}).times("Run", "ctr"), [61.5, 62.5])
        self.assertEqual(Rounds({"benchmarks": self.entries[1:]}).counters("Run", "ctr", "kib"), [4.0])

    def test_that_were_not_made_are_missed(self) -> None:
        with self.assertRaisesRegex(LookupError, "Run/podman"):
            Rounds({"benchmarks": self.entries}).times("Run", "podman")


class TheHarnessesShare(unittest.TestCase):
    def test_is_what_cases_take_that_only_refuse(self) -> None:
        cases = {
            "A.Refused": (2000, [("GET", 200), ("POST", 400), ("GET", 404)]),
            "A.Ran": (90_000, [("POST", 201), ("POST", 204)]),
            "A.TwoRefusals": (5000, [("POST", 400), ("POST", 400)]),
            "A.Asked": (1000, [("GET", 200)]),
        }
        with tempfile.TemporaryDirectory() as name:
            directory = pathlib.Path(name)
            listed = [self.write_case(directory, case, *facts) for case, facts in cases.items()]
            not_run = {"case": "A.NotRun", "duration_us": 0, "evidence": ""}
            target = {"cases": [*listed, not_run], "counts": {"pass": 4}}
            (directory / "report.json").write_text(json.dumps({"targets": [target]}))
            run = read_report(directory, seconds=0.05)
        self.assertEqual((run.cases, run.passed, run.refused_ms), (4, 4, {"A.Refused": 2.0}))
        self.assertAlmostEqual(run.between_ms, (2 * 50 - 98) / 4)

    @staticmethod
    def write_case(directory: pathlib.Path, case: str, duration_us: int, said: Said) -> dict[str, object]:
        evidence = f"evidence/{case}"
        (directory / evidence).mkdir(parents=True)
        exchanges = [{"request": {"method": method}, "response": {"status": status}} for method, status in said]
        (directory / evidence / "http.json").write_text(json.dumps(exchanges))
        return {"case": case, "duration_us": duration_us, "evidence": evidence}


if __name__ == "__main__":
    unittest.main()
