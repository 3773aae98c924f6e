"""The shim's section of the page: ours beside containerd-shim-runc-v2."""

from __future__ import annotations

from page import Figure, Section
from rounds import Rounds
from spread import Spread, ratio

OURS, THEIRS = "plimsoll", "runc"
KIB_IN_MIB = 1024


def shim_section(rounds: Rounds) -> Section:
    return Section(
        "A shim",
        [
            compared(rounds, "`start` to address", "ShimBootstrap", limit=0.25),
            compared(rounds, "`ctr run --rm` of `true`, with runc", "ShimRunRunc", limit=0.85),
            compared(rounds, "`ctr run --rm` of `true`, with crun", "ShimRunCrun", limit=0.5),
            compared(rounds, "1 GiB through stdout", "ShimOutput", limit=1),
            compared(rounds, "100 containers at once, with runc", "ShimManyRunc", limit=0.5),
            compared(rounds, "100 containers at once, with crun", "ShimManyCrun", limit=0.5),
            Figure("resident memory with a running container", mib(rounds, OURS, "shim_kib"), "MiB", limit=3),
            Figure("containerd-shim-runc-v2's", mib(rounds, THEIRS, "shim_kib"), "MiB"),
            Figure("of ours: heap and stacks", mib(rounds, OURS, "shim_anonymous_kib"), "MiB"),
            *soak_figures(rounds),
            *times(rounds),
        ],
        remarks(int(rounds.counters("ShimSoak", OURS, "count")[0])),
    )


def compared(rounds: Rounds, what: str, group: str, limit: float) -> Figure:
    return Figure(what, ratio(rounds.times(group, OURS), rounds.times(group, THEIRS)), "x", limit=limit)


def mib(rounds: Rounds, contender: str, counter: str) -> Spread:
    return Spread.of([kib / KIB_IN_MIB for kib in rounds.counters("ShimMemory", contender, counter)])


def soak_figures(rounds: Rounds) -> list[Figure]:
    def grown(what: str, counter: str, unit: str) -> Figure:
        return Figure(f"grown in many lives: {what}", Spread.of(rounds.counters("ShimSoak", OURS, counter)), unit, limit=0)

    return [
        grown("resident memory", "grown_kib", "KiB"),
        grown("descriptors", "grown_descriptors", ""),
        grown("files, sockets, cgroups", "grown_files", ""),
        grown("processes", "grown_processes", ""),
    ]


def times(rounds: Rounds) -> list[Figure]:
    groups = {
        "`start` to address": "ShimBootstrap",
        "`ctr run`, with runc": "ShimRunRunc",
        "`ctr run`, with crun": "ShimRunCrun",
        "1 GiB": "ShimOutput",
        "100 at once, with runc": "ShimManyRunc",
        "100 at once, with crun": "ShimManyCrun",
    }
    names = {OURS: "containerd-shim-plimsoll-v1", THEIRS: "containerd-shim-runc-v2"}
    return [
        Figure(f"{what}: {name}", Spread.of(rounds.times(group, contender)), "ms")
        for what, group in groups.items()
        for contender, name in names.items()
    ]


def remarks(lives: int) -> str:
    return (
        "containerd-shim-plimsoll-v1 beside containerd-shim-runc-v2: two containerds of the same program, in a sandbox each, in\n"
        "which the same name, io.containerd.runc.v2, leads to one or the other, so that the same words ask both. The first six\n"
        "are ratios of time, ours to theirs. `start` is measured inside the sandbox, from the call to the end of its output. 1 GiB\n"
        "is from the task's start to the end of its stdout, read by the benchmark itself. 100 containers at once are created,\n"
        "started, waited for and deleted through containerd's API, without streams; a ratio of 0.5 is twice the rate.\n\n"
        f"Many lives: {lives} containers were created, started and deleted with crun, and as many processes in one that stayed,\n"
        "whose shim is what could grow; growth is counted from the end of the first tenth. `make bench ARGS=--soak` does it\n"
        "10,000 times."
    )
