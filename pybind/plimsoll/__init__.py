"""Container engines under test: a private containerd, an engine and a shim of one's choice, with nothing left behind.

with Sandbox() as box, Containerd(box) as containerd, Engine.reference(containerd) as engine:
    shim = Shim(box, "io.containerd.kata.v2")
    with Witness(box) as seen:
        ...  # docker run --runtime io.containerd.kata.v2, with DOCKER_HOST=engine.docker_host
    assert seen.saw("containerd-shim-kata-v2") and shim.testimony().creates
"""

from plimsoll import programs
from plimsoll.connection import Connection
from plimsoll.containerd import Containerd, Observer, Record
from plimsoll.engine import Configuration, Engine, Reload
from plimsoll.errors import ClosedError, EngineEnded, ForkedError, PlimsollError, TimedOut, UnknownName
from plimsoll.machine import Capability, Runtime, capabilities, runtime, runtimes, set_timeout_scale
from plimsoll.pytest_stand import Stand
from plimsoll.rules import (
    Catalogue,
    Decision,
    ExecutedPath,
    InvalidName,
    Lookup,
    NameVector,
    Refused,
    RelativeShim,
    Requirement,
    Selected,
    ShimBinary,
    decide,
    requirement,
    requirements,
    shim_binary,
    vectors,
)
from plimsoll.sandbox import Completed, Ending, Process, Sandbox
from plimsoll.shim import Document, Shim, Testimony
from plimsoll.suite import Case, Finding, Report, TargetReport, run_suite
from plimsoll.witness import Canary, Execution, Witness

__all__ = [
    "Canary",
    "Capability",
    "Case",
    "Catalogue",
    "ClosedError",
    "Completed",
    "Configuration",
    "Connection",
    "Containerd",
    "Decision",
    "Document",
    "Ending",
    "Engine",
    "EngineEnded",
    "ExecutedPath",
    "Execution",
    "Finding",
    "ForkedError",
    "InvalidName",
    "Lookup",
    "NameVector",
    "Observer",
    "PlimsollError",
    "Process",
    "Record",
    "Refused",
    "RelativeShim",
    "Reload",
    "Report",
    "Requirement",
    "Runtime",
    "Sandbox",
    "Selected",
    "Shim",
    "ShimBinary",
    "Stand",
    "TargetReport",
    "Testimony",
    "TimedOut",
    "UnknownName",
    "Witness",
    "capabilities",
    "decide",
    "programs",
    "requirement",
    "requirements",
    "run_suite",
    "runtime",
    "runtimes",
    "set_timeout_scale",
    "shim_binary",
    "vectors",
]
