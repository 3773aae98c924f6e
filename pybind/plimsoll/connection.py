"""HTTP to an engine without Docker's SDK: for what that would not send, what it loses, and what it is too slow for.

>>> from plimsoll import Containerd, Engine, Sandbox
>>> with Sandbox() as box, Containerd(box) as containerd, Engine.reference(containerd) as engine:
...     with contextlib.closing(Connection(engine.socket)) as connection:
...         print(connection.ask("GET", "/_ping"))
(200, b'OK')
"""

from __future__ import annotations

import contextlib
import http.client
import os
import socket


class Connection(http.client.HTTPConnection):
    """One connection, kept as long as the engine keeps it.

    Args:
        path: of the engine's socket.
        timeout: of each step, in seconds.
    """

    def __init__(self, path: str | os.PathLike[str], timeout: float = 60.0) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = os.fspath(path)

    def connect(self) -> None:
        """What the first request does by itself."""
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        with contextlib.ExitStack() as unless_connected:
            unless_connected.callback(self.close)
            self.sock.connect(self._path)
            unless_connected.pop_all()

    def ask(self, method: str, target: str, body: bytes | None = None) -> tuple[int, bytes]:
        """The status and the body of the answer.

        Args:
            method: "GET" and so on.
            target: word for word, with the version if there is to be one: "/v1.41/info".
            body: JSON.

        Raises:
            OSError: nobody listens, or not any more.
        """
        self.request(method, target, body, {"Content-Type": "application/json"} if body is not None else {})
        answer = self.getresponse()
        return answer.status, answer.read()
