"""Measures the project against dockerd, ctr and runc's shim, and writes docs/benchmarks.md.

Usage: compare.py --programs build/release/bin --output docs/benchmarks.md [--soak [COUNT]]
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import pathlib
import subprocess
import sys
import time
from typing import Sequence

import machine
from page import Figure, Page, Section, render
from rounds import Rounds
from shim_section import shim_section
from spread import Spread, ratio
from suite import SuiteRun, run_suite

SUITE_RUNS = 5
SHORT_SOAK = 1000
SOAK = 10_000
KIB_IN_MIB = 1024


def start_section(rounds: Rounds) -> Section:
    def torn_down(contender: str) -> Spread:
        return Spread.of(rounds.counters("Start", contender, "torn_down_ms"))

    plimsolld, dockerd = rounds.times("Start", "plimsolld"), rounds.times("Start", "dockerd")
    figures = [
        Figure("sandbox + containerd + plimsolld ready", Spread.of(plimsolld), "ms", limit=150, strictly=True),
        Figure("the same torn down", torn_down("plimsolld"), "ms", limit=50, strictly=True),
        Figure("sandbox alone ready", Spread.of(rounds.times("Start", "sandbox")), "ms"),
        Figure("sandbox alone torn down", torn_down("sandbox"), "ms"),
        Figure("sandbox + containerd + dockerd ready", Spread.of(dockerd), "ms"),
        Figure("the same torn down", torn_down("dockerd"), "ms"),
        Figure("ready with plimsolld / with dockerd", ratio(plimsolld, dockerd), "x"),
    ]
    return Section(
        "A place to test in",
        figures,
        "Ready: the engine has answered a ping. Torn down: no process, mount, cgroup or file is left. dockerd is started\n"
        "without networks.",
    )


def run_section(rounds: Rounds) -> Section:
    contenders = ("plimsolld", "dockerd", "ctr", "ctr-seccomp")
    plimsolld, dockerd, ctr, confined = (rounds.times("Run", who) for who in contenders)
    figures = [
        Figure("`docker run` on plimsolld / on dockerd", ratio(plimsolld, dockerd), "x", limit=1),
        Figure("`docker run` on plimsolld / `ctr run`", ratio(plimsolld, ctr), "x", limit=1.3),
        Figure("`docker run` on plimsolld / `ctr run --seccomp`", ratio(plimsolld, confined), "x"),
        Figure("`docker run` on plimsolld", Spread.of(plimsolld), "ms"),
        Figure("`docker run` on dockerd", Spread.of(dockerd), "ms"),
        Figure("`ctr run` on plimsolld's containerd", Spread.of(ctr), "ms"),
        Figure("`ctr run --seccomp` on the same", Spread.of(confined), "ms"),
        Figure("`docker version` on plimsolld", Spread.of(rounds.times("Client", "docker")), "ms"),
        Figure("`ctr version` on the same containerd", Spread.of(rounds.times("Client", "ctr")), "ms"),
    ]
    return Section(
        "A container, from the command line",
        figures,
        "`docker run --rm --network none busybox true` with the same client on both engines, each on a containerd of its own\n"
        "with the same configuration, in a sandbox of its own; `ctr run --rm busybox true`, with ctr's own defaults, which\n"
        "are neither a seccomp profile nor a network. Both engines apply a seccomp profile; `ctr run --seccomp` does too. The\n"
        "`version` lines are what a client costs that runs nothing.",
    )


def http_section(rounds: Rounds) -> Section:
    plimsolld, dockerd = rounds.times("Http", "plimsolld"), rounds.times("Http", "dockerd")
    figures = [
        Figure("plimsolld / dockerd", ratio(plimsolld, dockerd), "x"),
        *engine_steps(rounds, "plimsolld"),
        *engine_steps(rounds, "dockerd"),
    ]
    return Section("The same without a client: create, start, wait and remove over HTTP", figures)


def engine_steps(rounds: Rounds, engine: str) -> list[Figure]:
    steps = [Figure(f"{engine}, all four", Spread.of(rounds.times("Http", engine)), "ms")]
    for step in ("create", "start", "wait", "remove"):
        steps.append(Figure(f"{engine}, {step}", Spread.of(rounds.counters("Http", engine, f"{step}_ms")), "ms"))
    return steps


def memory_section(rounds: Rounds) -> Section:
    def mib(contender: str, counter: str) -> Spread:
        return Spread.of([kib / KIB_IN_MIB for kib in rounds.counters("Memory", contender, counter)])

    used = "after a container"
    figures = [
        Figure(f"plimsolld, {used}", mib("plimsolld", "engine_used_kib"), "MiB", limit=16),
        Figure("plimsolld, just started", mib("plimsolld", "engine_started_kib"), "MiB"),
        Figure(f"plimsolld, {used}: its heap and stacks", mib("plimsolld", "engine_used_anonymous_kib"), "MiB"),
        Figure(f"dockerd, {used}", mib("dockerd", "engine_used_kib"), "MiB"),
        Figure("dockerd, just started", mib("dockerd", "engine_started_kib"), "MiB"),
        Figure(f"dockerd, {used}: its heap and stacks", mib("dockerd", "engine_used_anonymous_kib"), "MiB"),
        Figure(f"containerd below plimsolld, {used}", mib("plimsolld", "containerd_used_kib"), "MiB"),
        Figure(f"containerd below dockerd, {used}", mib("dockerd", "containerd_used_kib"), "MiB"),
    ]
    return Section(
        "Resident memory when idle",
        figures,
        "VmRSS, which counts the pages of programs and libraries too. After a container: an image was loaded and a container\n"
        "was run and removed, right before.",
    )


@dataclasses.dataclass(frozen=True)
class Suite:
    whole: Sequence[SuiteRun]
    refusals: Sequence[SuiteRun]  # only the cases in which the engine does nothing, one at a time

    @classmethod
    def measure(cls, programs: pathlib.Path) -> Suite:
        whole = [run_suite(programs) for _ in range(SUITE_RUNS)]
        refusing = whole[0].refused_ms.keys()
        return cls(whole, [run_suite(programs, workers=1, only=refusing) for _ in range(SUITE_RUNS)])


def suite_section(rounds: Rounds, suite: Suite) -> Section:
    seconds = Spread.of([run.seconds for run in suite.whole])
    figures = [
        Figure("`plimsoll run --target reference`", seconds, "s", limit=20, strictly=True),
        Figure("the harness's own share of a case", share(suite.refusals), "ms", limit=5, strictly=True),
        Figure("of that: one refusal by the engine", Spread.of(rounds.times("Refusal", "plimsolld")), "ms"),
        Figure("the same cases beside others", share(suite.whole), "ms"),
        Figure("besides cases, spread over them", Spread.of([run.between_ms for run in suite.whole]), "ms"),
    ]
    return Section("The suite", figures, suite_remarks(suite.whole[-1]))


def share(runs: Sequence[SuiteRun]) -> Spread:
    return Spread.of([duration for run in runs for duration in run.refused_ms.values()])


def suite_remarks(last: SuiteRun) -> str:
    return (
        f"{last.cases} cases ran in each run and {last.passed} passed, in 2 workers on 2 cores.\n\n"
        f"The harness's own share is the duration of the {len(last.refused_ms)} cases in which the engine was asked for one\n"
        "container, refused, and else was only asked what there is (report.json tells the duration, evidence/CASE/http.json\n"
        "what was asked), run by themselves in one worker. It includes planting canaries, looking for executions and\n"
        "records, tidying up, writing the evidence, and the engine's answers, which are nowhere subtracted; how long a\n"
        "refusal takes by itself is the next line. \"Beside others\" is what the same cases take in a whole run: there they\n"
        "also wait for a core that the other worker's containers use. The last line is what is left of the workers' time in\n"
        "a whole run when all cases are taken away: starting and ending both with their sandboxes, containerds, engines and\n"
        "images, the report, and the time one worker is done and the other is not. That is paid once a run, however many\n"
        "cases there are."
    )


def measure(programs: pathlib.Path, soak: int) -> Page:
    begin = time.monotonic()
    rounds = Rounds.measure(programs, soak)
    suite = Suite.measure(programs)
    sections = [
        start_section(rounds),
        run_section(rounds),
        http_section(rounds),
        memory_section(rounds),
        shim_section(rounds),
        suite_section(rounds, suite),
    ]
    today = datetime.date.today().isoformat()
    return Page(today, time.monotonic() - begin, machine.describe(programs), sections)


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure, and write the page of figures.")
    parser.add_argument("--programs", type=pathlib.Path, required=True, help="where plimsoll and fixtures_benchmark are")
    parser.add_argument("--output", type=pathlib.Path, required=True, help="the Markdown file to write")
    parser.add_argument("--soak", type=int, nargs="?", const=SOAK, default=SHORT_SOAK, help="lives of containers to look for growth in")
    options = parser.parse_args()
    machine.use_cores()
    try:
        page = measure(options.programs.resolve(), options.soak)
    except (subprocess.CalledProcessError, FileNotFoundError) as error:
        print(f"compare.py: {error}", file=sys.stderr)
        return 3
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(render(page))
    print(f"written: {options.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
