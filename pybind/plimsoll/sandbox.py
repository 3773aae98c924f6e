"""A place for daemons from which nothing escapes.

>>> with Sandbox() as box:
...     print(box.run(["echo", "inside"]).output, end="")
inside
"""

from __future__ import annotations

import itertools
import os
import pathlib
import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING, Mapping, Sequence

from plimsoll import _plimsoll
from plimsoll.errors import TimedOut
from plimsoll.resource import Resource

if TYPE_CHECKING:
    from plimsoll.witness import Witness


@dataclass(frozen=True)
class Ending:
    """How a process ended: the code it exited with, or the signal (then not 0) that ended it."""

    code: int
    signal: int = 0

    @property
    def success(self) -> bool:
        """It exited with 0."""
        return self.code == 0 and self.signal == 0


@dataclass(frozen=True)
class Completed(Ending):
    """A command that was run to its end, with what it wrote on stdout and stderr."""

    output: str = ""


class Process:
    """A process in a sandbox, held so that it is never confused with another that got its number.

    Letting go of it does not end it; its sandbox does.
    """

    def __init__(self, within: Sandbox, handle: _plimsoll.Process, name: str) -> None:
        self._within = within
        self._handle = handle
        self._name = name

    @property
    def pid(self) -> int:
        """As the host counts."""
        return self._handle.pid

    def wait(self, timeout: float = 30.0) -> Ending:
        """Waits for its end.

        Args:
            timeout: in seconds.

        Raises:
            TimedOut: it still runs.
        """
        self._within._not_in_a_child()
        ended = self._handle.wait(_milliseconds(timeout))
        if ended is None:
            raise TimedOut("wait for", self._name, f"it has not ended after {timeout:g} s")
        return Ending(*ended)

    def signal(self, number: int) -> None:
        """Sends it a signal; nothing happens when it has ended."""
        self._within._not_in_a_child()
        self._handle.signal(number)


class Sandbox(Resource[_plimsoll.Sandbox]):
    """New pid, mount, network, IPC and cgroup namespaces below one process, which ends with this one.

    Inside, /run is empty, and /etc, /opt, /usr and /var are the host's below a layer that takes what is written; there
    is a loopback interface and no other. Closing it closes what was started in it, and leaves no process, mount, cgroup
    or file; so does the end of this process, also by SIGKILL.

    Args:
        keep: leave `directory`, with its logs and data, for a human.
        tmpfs: more directories of the host that get an empty tmpfs on top.

    Raises:
        PlimsollError: the machine does not let us; root is needed.

    Source: fixtures/sandbox/sandbox.h.
    """

    def __init__(self, *, keep: bool = False, tmpfs: Sequence[str | os.PathLike[str]] = ()) -> None:
        super().__init__(_plimsoll.Sandbox.start(keep, [pathlib.Path(each) for each in tmpfs]))
        self._runs = itertools.count(1)
        #: Short enough for sockets, the same files inside and outside.
        self.directory: pathlib.Path = self._open.directory
        #: First on containerd's PATH.
        self.shims: pathlib.Path = self._open.shims
        #: A tmpfs seen inside only, for the daemons' data.
        self.scratch: pathlib.Path = self._open.scratch

    @property
    def init_pid(self) -> int:
        """The first process, as the host counts."""
        return self._open.init_pid

    def from_outside(self, inside: str | os.PathLike[str]) -> pathlib.Path:
        """Where this process finds a path of the sandbox. Links on the way that begin with a slash lead out of it."""
        return self._open.from_outside(pathlib.Path(inside))

    def spawn(
        self,
        argv: Sequence[str],
        *,
        environment: Mapping[str, str] | None = None,
        directory: str | os.PathLike[str] = "/",
        log: str | os.PathLike[str] = "/dev/null",
    ) -> Process:
        """Starts a process.

        Args:
            argv: the program, looked for on PATH if it has no slash, and its arguments.
            environment: all of it; nothing: this process's own.
            directory: where it runs.
            log: takes what it writes on stdout and stderr, at its end.

        Raises:
            PlimsollError: there is no such program, or the sandbox has ended.
        """
        if not argv:
            raise ValueError("argv is empty: name a program")
        variables = [f"{name}={value}" for name, value in (os.environ if environment is None else environment).items()]
        command = _plimsoll.Command(list(argv), variables, pathlib.Path(directory), pathlib.Path(log))
        return Process(self, self._asking(lambda: self._open.spawn(command)), argv[0])

    def run(
        self, argv: Sequence[str], *, timeout: float = 30.0, environment: Mapping[str, str] | None = None
    ) -> Completed:
        """Runs a command to its end, whatever it is: look at `success`.

        Args:
            argv: as for `spawn`.
            timeout: in seconds; the command is killed then.
            environment: as for `spawn`.

        Raises:
            TimedOut: it took too long.
            PlimsollError: there is no such program.
        """
        log = self.directory / f"run-{next(self._runs)}.log"
        process = self.spawn(argv, environment=environment, log=log)
        try:
            ended = process.wait(timeout)
        except BaseException as error:
            process.signal(signal.SIGKILL)
            if isinstance(error, TimedOut):
                error.evidence = log
            raise
        return Completed(ended.code, ended.signal, log.read_text(errors="replace"))

    def witness(self) -> Witness:
        """Sees all that is executed in it from now on: `with box.witness() as seen: ...`, then `seen.executed`."""
        from plimsoll.witness import Witness

        return Witness(self)

    def _give_back(self, handle: _plimsoll.Sandbox) -> None:
        handle.end()

    @property
    def _evidence(self) -> pathlib.Path | None:
        return self.directory


def _milliseconds(seconds: float) -> int:
    return max(0, round(seconds * 1000))
