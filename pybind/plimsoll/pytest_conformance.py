"""The suite's own cases as pytest's items: `pytest --plimsoll-conformance reference`.

Without xdist the suite runs once, with the cases that were selected; its own workers share them out. A worker of xdist
does not know its share, and runs each case by itself.
"""

from __future__ import annotations

import os
import pathlib
from typing import Any, Iterable, Mapping

import pytest

from plimsoll.errors import PlimsollError
from plimsoll.suite import Case, Report, cases, run_suite


class CaseFailed(Exception):
    """What pytest shows of a case that failed."""

    def __init__(self, case: Case) -> None:
        findings = [
            f"{each.subject} {each.expected}\n    but was: {each.seen}\n    ({each.where})" for each in case.findings
        ]
        told = [f"{case.requirement} ({case.level}): {case.purpose}", case.reason, *findings, case.reproduce]
        super().__init__("\n".join(line for line in told if line))


class SuiteCollector(pytest.Collector):
    """All cases, with what they say about themselves."""

    def collect(self) -> Iterable[CaseItem]:
        """One item a case, marked with its requirement."""
        for each in cases():
            yield CaseItem.from_parent(self, name=each["name"], description=each)


class CaseItem(pytest.Item):
    """One case."""

    def __init__(self, *, description: Mapping[str, Any], **others: Any) -> None:
        super().__init__(**others)
        self.description = description
        self.add_marker(pytest.mark.requirement(description["requirement"]))

    def runtest(self) -> None:
        """Raises what the verdict means to pytest."""
        report = verdicts_for(self)
        case = next((each for each in report.cases if each.name == self.name), None)
        if case is None:
            reasons = [target.cannot_work for target in report.targets if target.cannot_work]
            raise PlimsollError("judge", self.name, " ".join(reasons) or "the suite did not reach it")
        if case.verdict in ("skip", "not-applicable"):
            pytest.skip(case.reason)
        if case.expected is not None:
            pytest.xfail(case.expected)
        if case.failed:
            raise CaseFailed(case)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The case's own words: where Python was when it heard of them helps nobody."""
        if isinstance(excinfo.value, (CaseFailed, PlimsollError)):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[os.PathLike[str] | str, int | None, str]:
        """Where the case stands."""
        return self.description["file"], self.description["line"] - 1, self.name


_reports: pytest.StashKey[Report] = pytest.StashKey()


def verdicts_for(item: CaseItem) -> Report:
    """The run that a case was part of."""
    config = item.config
    target: str = config.getoption("--plimsoll-conformance")
    to: str | None = config.getoption("--plimsoll-report")
    directory = pathlib.Path(to) if to else None
    if hasattr(config, "workerinput"):
        return run_suite(target, filter=item.name, jobs=1, report=directory and directory / item.name)
    if _reports not in config.stash:
        selected = [each.name for each in item.session.items if isinstance(each, CaseItem)]
        config.stash[_reports] = run_suite(target, filter=":".join(selected), report=directory)
    return config.stash[_reports]
