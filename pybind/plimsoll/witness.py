"""What was really executed in a sandbox, by the kernel's testimony.

>>> from plimsoll import Sandbox
>>> with Sandbox() as box, Witness(box) as seen:
...     ended = box.run(["/bin/true"])
>>> print(seen.executed[0].path, seen.saw("false"))
/usr/bin/true False
"""

from __future__ import annotations

import os
import pathlib
from dataclasses import dataclass

from plimsoll import _plimsoll
from plimsoll.resource import Resource, make_in
from plimsoll.sandbox import Sandbox


@dataclass(frozen=True)
class Execution:
    """A file that was executed.

    Attributes:
        path: as seen inside the sandbox, links followed.
        pid: as the host counts.
        argv: empty when the process was gone, or had not begun yet, when we looked.
        noticed: in seconds since the epoch.
    """

    path: pathlib.Path
    pid: int
    argv: tuple[str, ...]
    noticed: float


class Witness(Resource[_plimsoll.Witness]):
    """Sees every execution from when it is made until it is closed: no engine and no runtime can keep one from it.

    Mounts made later are not watched: what a container executes in its own root is not seen, what brings it about is.

    Raises:
        PlimsollError: the kernel does not let us (fanotify).

    Source: fixtures/witness/witness.h.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        start = _plimsoll.Witness.start
        super().__init__(make_in(sandbox, Sandbox, start), part_of=sandbox)
        self._seen: list[Execution] = []

    @property
    def executed(self) -> list[Execution]:
        """In order; once it is closed, all there were until then."""
        with self._closing:
            if not self.closed:
                self._look(self._open)
            return list(self._seen)

    def saw(self, program: str) -> bool:
        """Whether a file of that name was executed.

        Args:
            program: the last part of its path: "crun".
        """
        return any(each.path.name == program for each in self.executed)

    def _look(self, handle: _plimsoll.Witness) -> None:
        self._seen += [Execution(*each) for each in handle.executions()]

    def _give_back(self, handle: _plimsoll.Witness) -> None:
        self._look(handle)


class Canary(Resource[_plimsoll.Canary]):
    """An executable where none must be executed. When executed it leaves a mark and fails.

    Args:
        sandbox: where it is planted.
        inside: an absolute path in the sandbox's directory, /etc, /opt, /run, /usr or /var.

    Raises:
        PlimsollError: the path is elsewhere, or something is there.

    Source: fixtures/witness/canary.h.
    """

    def __init__(self, sandbox: Sandbox, inside: str | os.PathLike[str]) -> None:
        plant = _plimsoll.Canary.plant
        super().__init__(make_in(sandbox, Sandbox, lambda within: plant(within, pathlib.Path(inside))), part_of=sandbox)
        #: As seen inside.
        self.path: pathlib.Path = self._open.path

    @property
    def executed(self) -> bool:
        """By its own mark."""
        return self._open.executed()
