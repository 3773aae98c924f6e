"""Engines under test: whatever speaks Docker's API on a socket.

>>> from plimsoll import Containerd, Sandbox
>>> with Sandbox() as box, Containerd(box) as containerd, Engine.reference(containerd) as engine:
...     print(engine.name, engine.alive)
plimsolld True
"""

from __future__ import annotations

import json
import os
import pathlib
import socket
import struct
import time
from dataclasses import dataclass, field
from typing import Any, Callable, Literal, Mapping, Sequence, cast

from plimsoll import _plimsoll
from plimsoll.containerd import Containerd
from plimsoll.errors import PlimsollError, TimedOut, UnknownName
from plimsoll.resource import Resource, make_in
from plimsoll.sandbox import Sandbox

TARGETS = ("reference", "dockerd", "podman", "unix://PATH", "defective:NAME")


@dataclass(frozen=True)
class Configuration:
    """What an engine is told about runtimes before it starts.

    Attributes:
        runtimes: as "runtimes" in daemon.json.
        default_runtime: empty: the engine's own.
        flags: added to its command line.
        daemon_json: the file word for word, instead of `runtimes` and `default_runtime`.
    """

    runtimes: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    default_runtime: str = ""
    flags: Sequence[str] = ()
    daemon_json: str | None = None

    def _handle(self) -> _plimsoll.Configuration:
        return _plimsoll.Configuration(
            json.dumps(self.runtimes), self.default_runtime, list(self.flags), self.daemon_json
        )


@dataclass(frozen=True)
class Reload:
    """How an engine took a configuration file that it was told to read again.

    Attributes:
        outcome: it sent its `reload` event; it complained in its log; it ended; none of these in 10 seconds.
        event: as it was sent.
        said: what its log says since.
    """

    outcome: Literal["took effect", "refused", "ended", "unheard"]
    event: Mapping[str, Any]
    said: str


class Engine(Resource[_plimsoll.Engine]):
    """Made by one of its class methods; serving when it is made.

    Source: fixtures/engine/engine.h.
    """

    def __init__(self, handle: _plimsoll.Engine, part_of: Resource[Any] | None) -> None:
        super().__init__(handle, part_of)
        #: What it runs on; nothing: it is somebody else's, or has none.
        self.containerd: Containerd | None = part_of if isinstance(part_of, Containerd) else None
        #: "plimsolld", "dockerd", "podman" or the address of an external one.
        self.name: str = handle.name
        #: Where it serves Docker's API.
        self.socket: pathlib.Path = handle.socket
        #: Of what it writes; nothing: not known.
        self.log: pathlib.Path | None = handle.log if handle.log != pathlib.Path() else None
        #: Where its containers are in containerd; empty: not known.
        self.containerd_namespace: str = handle.containerd_namespace

    @classmethod
    def reference(
        cls,
        containerd: Containerd,
        configuration: Configuration = Configuration(),
        program: str | os.PathLike[str] = "",
    ) -> Engine:
        """plimsolld.

        Raises:
            EngineEnded: it does not take the configuration.
            PlimsollError: it does not start.
        """
        return cls._on(containerd, _plimsoll.start_reference, configuration, str(program))

    @classmethod
    def dockerd(
        cls,
        containerd: Containerd,
        configuration: Configuration = Configuration(),
        program: str | os.PathLike[str] = "dockerd",
    ) -> Engine:
        """Moby's dockerd, without networks. Raises as `reference` does."""
        return cls._on(containerd, _plimsoll.start_dockerd, configuration, str(program))

    @classmethod
    def defective(cls, containerd: Containerd, defect: str, configuration: Configuration = Configuration()) -> Engine:
        """The reference engine with one defect (`plimsoll self-test` lists them). Raises as `reference` does."""
        return cls._on(containerd, _plimsoll.start_defective, configuration, defect)

    @classmethod
    def podman(
        cls,
        sandbox: Sandbox,
        configuration: Configuration = Configuration(),
        program: str | os.PathLike[str] = "podman",
    ) -> Engine:
        """Podman's service, which has no containerd. Of a runtime it takes name and path. Raises as `reference` does."""
        handle = configuration._handle()
        start = _plimsoll.start_podman
        return cls(make_in(sandbox, Sandbox, lambda within: start(within, handle, str(program))), part_of=sandbox)

    @classmethod
    def external(cls, socket: str | os.PathLike[str]) -> Engine:
        """An engine somebody else runs. What changes it raises PlimsollError: it is not ours.

        Raises:
            PlimsollError: nobody listens there.
        """
        path = pathlib.Path(socket)
        if not path.is_socket():
            raise PlimsollError("connect to", str(path), "there is no such socket", "name the engine's unix socket")
        return cls(_plimsoll.connect_external(path), part_of=None)

    @classmethod
    def start(cls, target: str, containerd: Containerd, configuration: Configuration = Configuration()) -> Engine:
        """The engine that `plimsoll run --target` would start, or one with a defect, which tests ought to find.

        Args:
            target: reference, dockerd[=PATH], podman[=PATH], unix://PATH or defective:NAME.
            containerd: what it stands on, or whose sandbox it is put into.
            configuration: not for external ones.

        Raises:
            UnknownName: there is no such target.
            EngineEnded: it does not take the configuration.
        """
        kind, _, path = target.partition("=")
        if target.startswith("unix://"):
            return cls.external(target.removeprefix("unix://"))
        if target.startswith("defective:"):
            return cls.defective(containerd, target.removeprefix("defective:"), configuration)
        if kind == "reference" and not path:
            return cls.reference(containerd, configuration)
        if kind == "dockerd":
            return cls.dockerd(containerd, configuration, path or kind)
        if kind == "podman":
            return cls.podman(containerd.sandbox, configuration, path or kind)
        raise UnknownName.among(TARGETS, "start an engine", target)

    @classmethod
    def _on(
        cls,
        containerd: Containerd,
        start: Callable[[_plimsoll.Containerd, _plimsoll.Configuration, str], _plimsoll.Engine],
        configuration: Configuration,
        program: str,
    ) -> Engine:
        handle = configuration._handle()
        return cls(make_in(containerd, Containerd, lambda it: start(it, handle, program)), part_of=containerd)

    @property
    def docker_host(self) -> str:
        """For DOCKER_HOST, and for `docker.DockerClient(base_url=...)`."""
        return f"unix://{self.socket}"

    @property
    def pid(self) -> int:
        """Of the process that listens at its socket, as the host counts.

        Raises:
            PlimsollError: nobody listens there.
        """
        with socket.socket(socket.AF_UNIX) as client:
            try:
                client.connect(str(self.socket))
            except OSError as error:
                raise PlimsollError("connect to", str(self.socket), str(error.strerror), evidence=self.log) from None
            credentials = client.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        pid: int = struct.unpack("3i", credentials)[0]
        return pid

    @property
    def alive(self) -> bool:
        """Whether its process runs. Of an external one only a request can tell."""
        return self._open.alive()

    @property
    def ending_signal(self) -> int:
        """The signal that ended it; 0: none did."""
        return self._open.ending_signal()

    def wait(self, timeout: float = 30.0) -> None:
        """Waits for its end, whatever brings it about; `ending_signal` tells more of it.

        Args:
            timeout: in seconds.

        Raises:
            TimedOut: it still runs.
            PlimsollError: it is somebody else's.
        """
        if self.log is None:
            raise PlimsollError("wait for the end of", self.name, "it is not ours", "ask it until nobody answers")
        end = time.monotonic() + timeout
        while self.alive:
            if time.monotonic() >= end:
                raise TimedOut("wait for the end of", self.name, f"it has not ended after {timeout:g} s", "", self.log)
            self._open.ending_signal()  # which waits, for a moment

    def restart(self, configuration: Configuration | None = None) -> None:
        """Ends it (SIGTERM) and starts it again with the same data.

        Args:
            configuration: another one, its own from then on.

        Raises:
            EngineEnded: it does not take the configuration; another restart may go better.
        """
        if configuration is None:
            self._asking(self._open.restart)
        else:
            handle = configuration._handle()
            self._asking(lambda: self._open.restart_with(handle))

    def reload(self, daemon_json: str | None) -> Reload:
        """Puts this into its configuration file (nothing: takes the file away), tells it to read it (SIGHUP), and
        waits until it says how it took that."""
        outcome, event, said = self._asking(lambda: self._open.reload(daemon_json))
        return Reload(cast(Any, outcome), json.loads(event) or {}, said)

    def kill(self) -> None:
        """Ends it at once (SIGKILL), in the middle of whatever it was doing."""
        self._asking(self._open.kill)

    def load_busybox(self) -> str:
        """Gives it an image made of the machine's static busybox, and returns the image's name."""
        self._asking(self._open.load_busybox)
        return "plimsoll/busybox:latest"

    @property
    def _evidence(self) -> pathlib.Path | None:
        return self.log
