"""What a run of the conformance suite costs.

A case's duration is everything between its beginning and its end, the harness's preparations, looking around, tidying up
and writing of evidence included. Where a container is refused when it is to be created, the engine has next to nothing to
do, so that what such a case takes is the harness's own share, and a little of the engine's. Run by themselves in one worker,
such cases do not wait for a core on which another worker's container runs either.
"""

from __future__ import annotations

import dataclasses
import json
import pathlib
import subprocess
import tempfile
import time
from typing import Any, Collection, Mapping

WORKERS = 2
BAD_REQUEST = 400
JUDGED = (0, 1)  # exit codes: all as expected, and not


@dataclasses.dataclass(frozen=True)
class SuiteRun:
    seconds: float  # on the wall clock, as who typed the command waits
    cases: int  # that ran
    passed: int
    refused_ms: dict[str, float]  # the cases in which a container is refused, and no more
    between_ms: float  # a case's part of what the workers' time was spent on besides cases


def run_suite(programs: pathlib.Path, workers: int = WORKERS, only: Collection[str] = ()) -> SuiteRun:
    with tempfile.TemporaryDirectory() as directory:
        words = [str(programs / "plimsoll"), "run", "--target", "reference"]
        words += ["--jobs", str(workers), "--report", directory]
        words += ["--filter", ":".join(only)] if only else []
        begin = time.monotonic()
        run = subprocess.run(words, stdout=subprocess.DEVNULL)
        if run.returncode not in JUDGED:
            raise subprocess.CalledProcessError(run.returncode, words)
        return read_report(pathlib.Path(directory), time.monotonic() - begin, workers)


def read_report(directory: pathlib.Path, seconds: float, workers: int = WORKERS) -> SuiteRun:
    target = json.loads((directory / "report.json").read_text())["targets"][0]
    ran = [case for case in target["cases"] if case["duration_us"] > 0]
    durations_ms = {case["case"]: case["duration_us"] / 1000 for case in ran}
    return SuiteRun(
        seconds=seconds,
        cases=len(ran),
        passed=target["counts"]["pass"],
        refused_ms={case["case"]: durations_ms[case["case"]] for case in ran if only_refuses(directory, case)},
        between_ms=(workers * seconds * 1000 - sum(durations_ms.values())) / len(ran),
    )


def only_refuses(report: pathlib.Path, case: Mapping[str, Any]) -> bool:
    """Whether the engine was asked to do one thing, refused, and else was only asked what there is."""
    said = report / case["evidence"] / "http.json"
    if not case["evidence"] or not said.exists():
        return False
    asked = [exchange for exchange in json.loads(said.read_text()) if exchange["request"]["method"] != "GET"]
    return len(asked) == 1 and asked[0].get("response", {}).get("status") == BAD_REQUEST
