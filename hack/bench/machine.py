"""What the figures were measured on, and with."""

from __future__ import annotations

import os
import pathlib
import platform
import subprocess
from typing import Sequence

CORES = 2  # the targets are for so many
KIB_IN_GIB = 1024 * 1024


def use_cores() -> None:
    """For this process and all it starts."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])


def describe(programs: pathlib.Path) -> dict[str, str]:
    return {
        "machine": f"{processor()}, {CORES} cores used, {memory_gib():.1f} GiB, Linux {platform.release()}",
        "plimsoll": f"{version([str(programs / 'plimsoll')])}, commit {commit()}",
        "dockerd": version(["dockerd"]),
        "docker": f"{version(['/usr/bin/docker'])}, the client of both engines",
        "containerd, ctr": version(["containerd"]),
        "runc": version(["runc"]),
    }


def processor() -> str:
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def memory_gib() -> float:
    lines = pathlib.Path("/proc/meminfo").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("MemTotal:")).split()[1]) / KIB_IN_GIB


def commit() -> str:
    here = pathlib.Path(__file__).parent
    return first_line(["git", "-C", str(here), "describe", "--always", "--dirty"])


def version(program: Sequence[str]) -> str:
    """"runc version 1.1.5+ds1" -> "1.1.5+ds1"."""
    words = first_line([*program, "--version"]).replace(",", " ").split()
    return next((word for word in words if word[0].isdigit()), "unknown")


def first_line(words: Sequence[str]) -> str:
    try:
        said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return said.splitlines()[0] if said else "unknown"
