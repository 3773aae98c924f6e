"""HTTP to the engine without Docker's SDK, for what the SDK loses and for what it is too slow for.

    with contextlib.closing(Connection(stand.docker_host)) as connection:
        connection.ask("GET", "/info")  # (200, b"{...}")
"""

from __future__ import annotations

import http.client
import json
import socket

from integration.stand import API


class Connection(http.client.HTTPConnection):
    """One that is kept, as long as the engine keeps it."""

    def __init__(self, docker_host: str) -> None:
        super().__init__("d", timeout=60)
        self.path = docker_host.removeprefix("unix://")

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)

    def ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        self.request(method, f"/v{API}{path}", body, {"Content-Type": "application/json"})
        answer = self.getresponse()
        return answer.status, answer.read()

    def start_exec(self, process: str) -> bytes:
        """Its streams to their end, framed. Docker's SDK loses what arrives together with the head of the answer."""
        return self.ask("POST", f"/exec/{process}/start", json.dumps({"Detach": False, "Tty": False}).encode())[1]
