"""A containerd of one's own.

>>> from plimsoll import Sandbox
>>> with Sandbox() as box, Containerd(box) as containerd:
...     print(containerd.alive, containerd.shim_path[1] == box.shims)
True True
"""

from __future__ import annotations

import os
import pathlib
from dataclasses import dataclass
from typing import Sequence

from plimsoll import _plimsoll
from plimsoll.errors import PlimsollError
from plimsoll.resource import Resource, make_in
from plimsoll.sandbox import Sandbox, _milliseconds


@dataclass(frozen=True)
class Record:
    """What containerd recorded of a container: its runtime's name to the byte, and the options with their type.

    `options_type` is empty where there are none.
    """

    id: str
    image: str
    runtime: str
    options_type: str
    options: bytes


class Containerd(Resource[_plimsoll.Containerd]):
    """Answering when it is made; it looks for shims in `sandbox.shims` first.

    Args:
        sandbox: where it runs.
        binary: another containerd than the machine's.
        path: directories it looks for shims in, after `sandbox.shims`.
        timeout: how long it may take to answer, in seconds.

    Raises:
        PlimsollError: it is not there, does not answer, or is the second in its sandbox.

    Source: fixtures/engine/containerd.h.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        *,
        binary: str | os.PathLike[str] = "containerd",
        path: Sequence[str | os.PathLike[str]] = (),
        timeout: float = 20.0,
    ) -> None:
        directories = [pathlib.Path(each) for each in path]

        def start(within: _plimsoll.Sandbox) -> _plimsoll.Containerd:
            return _plimsoll.Containerd.start(within, pathlib.Path(binary), directories, _milliseconds(timeout))

        def start_the_only_one(within: _plimsoll.Sandbox) -> _plimsoll.Containerd:
            if any(isinstance(part, Containerd) and not part.closed for part in sandbox._parts):
                raise PlimsollError("start", "containerd", "the sandbox has one", "close it, or make another sandbox")
            return start(within)

        handle = make_in(sandbox, Sandbox, start_the_only_one)
        super().__init__(handle, part_of=sandbox)
        self._start = start
        self.sandbox = sandbox
        #: Where it serves.
        self.socket: pathlib.Path = handle.socket
        self.log: pathlib.Path = handle.log
        #: The empty directory it runs in: the first place it looks for a shim.
        self.directory: pathlib.Path = handle.directory
        #: Where it looks for shims, in its order.
        self.shim_path: tuple[pathlib.Path, ...] = tuple(handle.shim_path)
        #: As it answered: "1.6.20~ds1".
        self.version: str = handle.version

    @property
    def pid(self) -> int:
        """As the host counts."""
        return self._open.pid

    @property
    def alive(self) -> bool:
        """Whether its process runs."""
        return self._open.alive()

    def kill(self) -> None:
        """Ends it at once (SIGKILL), and waits for its end."""
        self._open.kill()

    def restart(self) -> None:
        """Ends it as `kill` does and starts it again at the same place, with the same data. Shims and engines go on.

        Raises:
            PlimsollError: it does not answer.
        """
        with self._closing:
            self.kill()
            self._handle = make_in(self.sandbox, Sandbox, self._start)

    def _give_back(self, handle: _plimsoll.Containerd) -> None:
        handle.kill()  # and wait: another one may be started at the same place

    @property
    def _evidence(self) -> pathlib.Path | None:
        return self.sandbox.directory


class Observer(Resource[_plimsoll.Observer]):
    """What containerd itself says about an engine's containers, from its events: also of those gone again.

    Args:
        containerd: whose events.
        namespace: the engine's (`Engine.containerd_namespace`).

    Raises:
        PlimsollError: containerd does not answer.

    Source: fixtures/witness/containerd_observer.h.
    """

    def __init__(self, containerd: Containerd, namespace: str) -> None:
        start = _plimsoll.Observer.start
        super().__init__(make_in(containerd, Containerd, lambda it: start(it.socket, namespace)), part_of=containerd)

    def created(self, at_least: int = 0) -> list[Record]:
        """Every container recorded since this was made; waits until there are so many, for 10 seconds at most."""
        return [Record(*each) for each in self._open.created(at_least)]

    def containers(self) -> list[Record]:
        """Those that are recorded now."""
        return [Record(*each) for each in self._open.containers()]
