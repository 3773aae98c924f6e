"""The rule of ARCHITECTURE.md, written down once more: what has to come of a runtime's name at create.

    accepted("io.containerd.kata.v2", known={"runc"}, passed_on=True)  # True

The default, which the empty name stands for, is the caller's.
"""

from __future__ import annotations

from typing import Collection


def is_looked_up_on_path(name: str) -> bool:
    """Whether every containerd since 1.7 looks for a shim of that name on its PATH, and for nothing else."""
    before, dot, _ = name.partition(".")
    return bool(before and dot) and "/" not in name


def accepted(name: str, known: Collection[str], *, passed_on: bool) -> bool:
    """`known`: the configured and stock names. Others are passed on since 22.06."""
    return name == "" or name in known or (passed_on and is_looked_up_on_path(name))
