"""plimsoll-sandbox from Python: a place for daemons that ends with the process that made it.

    with Sandbox(programs) as sandbox:
        daemon = sandbox.spawn(["containerd", "--address", f"{sandbox.directory}/c.sock"], log="containerd.log")

What is said to it, and what the sandbox promises, is in fixtures/sandbox/program/wire.h and fixtures/sandbox/sandbox.h.
"""

from __future__ import annotations

import os
import pathlib
import select
import signal
import socket
import struct
import subprocess
from typing import Mapping, Sequence

REPORT = struct.Struct("i252s")  # wire::Report
PATIENCE = 30.0  # seconds


class SandboxError(Exception):
    """What a step of the sandbox failed at."""


class Process:
    """A process of the sandbox, by its pidfd: waiting for it polls nothing, and its number is never another's."""

    def __init__(self, pidfd: int, status: int) -> None:
        self._pidfd = pidfd
        self._status = status

    def signal(self, number: signal.Signals) -> None:
        signal.pidfd_send_signal(self._pidfd, number)

    @property
    def pid(self) -> int:
        """As the host counts."""
        fields = pathlib.Path(f"/proc/self/fdinfo/{self._pidfd}").read_text().splitlines()
        return int(next(line for line in fields if line.startswith("Pid:")).split()[1])

    def wait(self, patience: float = PATIENCE) -> int:
        """The exit code, negative for a signal."""
        ready, _, _ = select.select([self._status], [], [], patience)
        if not ready:
            raise SandboxError(f"the process had not ended after {patience:g} s")
        return os.waitstatus_to_exitcode(struct.unpack("i", os.read(self._status, 4))[0])


class Sandbox:
    def __init__(self, programs: pathlib.Path) -> None:
        self._keeper, keeper_end = self._connection()
        self._control, control_end = self._connection()
        with keeper_end, control_end:
            ends = (keeper_end.fileno(), control_end.fileno())
            self._process = subprocess.Popen(
                [programs / "plimsoll-sandbox", *map(str, ends)],
                pass_fds=ends,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # a Ctrl-C for the tests does not reach it
            )
        self.directory = pathlib.Path(self._report(self._keeper)[0])
        self._report(self._control)

    @property
    def scratch(self) -> pathlib.Path:
        """A tmpfs that is seen inside only."""
        return self.directory / "scratch"

    @property
    def shims(self) -> pathlib.Path:
        return self.directory / "shims"

    def spawn(self, words: Sequence[str], log: str = "", environment: Mapping[str, str] | None = None) -> Process:
        variables = (os.environ if environment is None else environment).items()
        path = str(self.directory / log) if log else ""
        strings = ["", path, str(len(words)), *words, *(f"{name}={value}" for name, value in variables)]
        self._control.send(b"".join(os.fsencode(text) + b"\0" for text in strings))
        _, (pidfd, status) = self._report(self._control)
        return Process(pidfd, status)

    def close(self) -> None:
        self._control.close()
        self._keeper.close()
        self._process.wait(PATIENCE)

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @staticmethod
    def _connection() -> tuple[socket.socket, socket.socket]:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.settimeout(PATIENCE)
        return ours, theirs

    @staticmethod
    def _report(connection: socket.socket) -> tuple[str, list[int]]:
        data, descriptors, _, _ = socket.recv_fds(connection, REPORT.size, 2)
        if not data:
            raise SandboxError("plimsoll-sandbox is gone: it needs root, namespaces, overlayfs and cgroups")
        error, text = REPORT.unpack(data)
        said = text.split(b"\0", 1)[0].decode()
        if error:
            raise SandboxError(f"{said}: {os.strerror(error)}")
        return said, descriptors
