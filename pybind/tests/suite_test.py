"""The suite as a function."""

from __future__ import annotations

import pathlib

import pytest

from plimsoll import PlimsollError, run_suite


def test_verdicts_are_values(tmp_path: pathlib.Path) -> None:
    report = run_suite("reference", filter="Stock.StockRunc", report=tmp_path / "report", timeout_scale=3)
    (case,) = report.cases
    assert (report.exit_code, case.name, case.verdict, case.failed) == (0, "Stock.StockRunc", "pass", False)
    assert (case.requirement, case.level) == ("STOCK-001", "must")
    (target,) = report.targets
    assert (target.target, target.edition) == ("reference", "2023+")
    assert (tmp_path / "report" / "report.json").exists()


def test_an_unknown_target_is_an_error() -> None:
    with pytest.raises(PlimsollError, match="dokcerd"):
        run_suite("dokcerd")
