"""The suite, run against a target, with its verdicts as values.

report = run_suite("reference", filter="Refusal.*")
assert report.exit_code == 0, [case.name for case in report.failures]
"""

from __future__ import annotations

import json
import os
import pathlib
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from typing import Any, Literal, Mapping, Sequence

from plimsoll.errors import PlimsollError
from plimsoll.programs import program
from plimsoll.rules import Edition, Level

Verdict = Literal["pass", "fail", "skip", "not-applicable", "broken"]


@dataclass(frozen=True)
class Finding:
    """What was looked at, what it should have been, what it was, and the file:line that expected it."""

    subject: str
    expected: str
    seen: str
    where: str


@dataclass(frozen=True)
class Case:
    """What came of a case.

    Attributes:
        name: Suite.Name, as on the command line.
        reason: why it was skipped, is not applicable, or what broke.
        expected: why the failure is a known deviation; nothing: it is none.
        seconds: how long it took.
        reproduce: one command that runs this case alone.
    """

    name: str
    verdict: Verdict
    area: str
    requirement: str
    level: Level
    purpose: str
    reason: str
    findings: tuple[Finding, ...]
    expected: str | None
    seconds: float
    file: str
    line: int
    reproduce: str

    @property
    def failed(self) -> bool:
        """It failed or broke, and nobody expected that."""
        return self.verdict in ("fail", "broken") and self.expected is None

    @classmethod
    def _of(cls, case: Mapping[str, Any]) -> Case:
        same = ("verdict", "area", "requirement", "level", "purpose", "reason", "file", "line", "reproduce")
        return cls(
            name=case["case"],
            findings=tuple(Finding(**each) for each in case["findings"]),
            expected=case["expected"] and case["expected"]["reason"],
            seconds=case["duration_us"] / 1e6,
            **{key: case[key] for key in same},
        )


@dataclass(frozen=True)
class TargetReport:
    """What came of all cases on a target; `conformity` is of its must requirements."""

    target: str
    engine: str
    version: str
    edition: Edition
    conformity: Literal["conforming", "conforming_with_gaps", "not_conforming", "undetermined"]
    cannot_work: str
    cases: tuple[Case, ...]

    @classmethod
    def _of(cls, target: Mapping[str, Any]) -> TargetReport:
        same = ("target", "engine", "version", "edition", "cannot_work")
        cases = tuple(Case._of(each) for each in target["cases"])
        return cls(conformity=target["conformity"]["verdict"], cases=cases, **{key: target[key] for key in same})


@dataclass(frozen=True)
class Report:
    """A run: `exit_code` is 0 when all is as expected, 1 when a requirement is violated, 3 when the harness failed."""

    exit_code: int
    targets: tuple[TargetReport, ...]

    @property
    def cases(self) -> list[Case]:
        """Those of all targets."""
        return [case for target in self.targets for case in target.cases]

    @property
    def failures(self) -> list[Case]:
        """Those that failed or broke, and nobody expected it."""
        return [case for case in self.cases if case.failed]


def run_suite(
    target: str,
    *,
    filter: str = "",
    areas: Sequence[str] = (),
    level: Level | None = None,
    edition: str = "",
    jobs: int | None = None,
    expectations: str | os.PathLike[str] | None = None,
    report: str | os.PathLike[str] | None = None,
    timeout_scale: float = 1.0,
) -> Report:
    """Runs the cases against a target, as `plimsoll run` does.

    Args:
        target: reference, dockerd[=PATH], podman[=PATH] or unix://PATH.
        filter: GoogleTest's pattern: "Refusal.*-*.Unicode".
        areas: only these.
        level: "must", "should" (and must) or "may" (all).
        edition: "pre-2022", "2022", "2023+" or "auto"; empty: the newest.
        jobs: worker processes; nothing: one for each core.
        expectations: a file of known deviations.
        report: directory for report and evidence; nothing: it is thrown away.
        timeout_scale: makes every time-out that many times as long.

    Raises:
        PlimsollError: the command was not understood, or it came to no report.
    """
    words = ["--target", target, "--timeout-scale", str(timeout_scale)]
    options = {
        "--filter": filter,
        "--level": level,
        "--edition": edition,
        "--jobs": jobs,
        "--expectations": expectations,
    }
    words += [word for option, value in options.items() if value for word in (option, str(value))]
    words += [word for area in areas for word in ("--area", area)]
    with tempfile.TemporaryDirectory(prefix="plimsoll-report-") as directory:
        written = pathlib.Path(report or directory)
        said = _run(["run", *words, "--report", str(written)])
        return _read(written / "report.json", target, said)


def cases() -> list[Mapping[str, Any]]:
    """What every case says about itself, as `plimsoll list --format json` does: nothing is run."""
    listed: list[Mapping[str, Any]] = json.loads(_run(["list", "--format", "json"]))["cases"]
    return listed


def _run(words: Sequence[str]) -> str:
    """What it wrote. It is told to end, and waited for, when this is interrupted: it takes its sandboxes with it."""
    command = [str(program("plimsoll")), *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            output, errors = process.communicate()
        except BaseException:
            process.send_signal(signal.SIGTERM)
            process.communicate()
            raise
    if process.returncode not in (0, 1, 3):
        raise PlimsollError("run", " ".join(command), errors.strip() or f"it ended with {process.returncode}")
    return output + errors


def _read(file: pathlib.Path, target: str, said: str) -> Report:
    if not file.exists():
        raise PlimsollError("run the suite against", target, said.strip() or "it wrote no report")
    content = json.loads(file.read_text())
    return Report(content["exit_code"], tuple(TargetReport._of(each) for each in content["targets"]))
