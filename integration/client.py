"""An engine as a client of Docker's SDK has it: creates containers, and removes every one it created.

    with Client(stand) as engine:
        engine.create("crun", ["true"]).start()
"""

from __future__ import annotations

import contextlib
import json
import threading
from typing import Any, Sequence

import docker
import docker.errors
from docker.models.containers import Container
from requests import Response

from integration.expected import Expected
from integration.stand import API, IMAGE, Stand
from plimsoll import Connection

SLEEP = ("sleep", "600")


class Client:
    def __init__(self, stand: Stand) -> None:
        self.stand = stand
        self.client = docker.DockerClient(base_url=stand.engine.docker_host, version=API, timeout=60, max_pool_size=32)
        self._created: list[str] = []
        self._lock = threading.Lock()

    @property
    def expected(self) -> Expected:
        return self.stand.expected

    def create(self, runtime: str | None = None, command: Sequence[str] = ("true",), **settings: Any) -> Container:
        # Stopped at once: the first process of a container does not hear SIGTERM unless it asks to.
        settings = {"network_mode": "none", "stop_signal": "SIGKILL", **settings}
        container = self.client.containers.create(IMAGE, list(command), runtime=runtime, **settings)
        self._remember(container.id)
        return container

    def run(self, runtime: str | None = None, command: Sequence[str] = SLEEP, **settings: Any) -> Container:
        """Created and started."""
        container = self.create(runtime, command, **settings)
        container.start()
        return container

    def output_of(self, runtime: str | None, command: Sequence[str]) -> bytes:
        """Of a container that ends by itself, with 0."""
        container = self.run(runtime, command)
        assert container.wait()["StatusCode"] == 0
        output: bytes = container.logs()
        return output

    def exec(self, container: str, command: Sequence[str]) -> bytes:
        """What another process in the container wrote to its standard output, and to nothing else."""
        process = self.client.api.exec_create(container, list(command), stderr=False)["Id"]
        framed = started(self.stand, process)
        assert framed[:4] == b"\x01\0\0\0", framed
        return framed[8:]

    def post_create(self, body: dict[str, Any] | str, name: str = "") -> Response:
        """What the engine answers to a body that the SDK would not send: an object, or its JSON word for word."""
        text = body if isinstance(body, str) else json.dumps(body)
        query = {"name": name} if name else {}
        answer = self.post("/containers/create", text, query)
        if answer.status_code == 201:
            self._remember(answer.json()["Id"])
        return answer

    def post(self, path: str, text: str, query: dict[str, str] | None = None) -> Response:
        headers = {"Content-Type": "application/json"}
        return self.client.api.post(
            self.client.api._url(path), data=text.encode(), params=query, headers=headers, timeout=60
        )

    def runtime_of(self, container: str) -> str:
        """As inspect tells it."""
        runtime: str = self.client.api.inspect_container(container)["HostConfig"]["Runtime"]
        return runtime

    def ids(self) -> set[str]:
        return {listed["Id"] for listed in self.client.api.containers(all=True)}

    def remove_all(self) -> None:
        """What it created, whatever became of it; and nothing of it is left in containerd."""
        for container in self._created:
            with contextlib.suppress(docker.errors.NotFound):
                self.client.api.remove_container(container, force=True)
        self._created.clear()

    def close(self) -> None:
        try:
            self.remove_all()
        finally:
            self.client.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _remember(self, container: str) -> None:
        with self._lock:
            self._created.append(container)


def told(error: docker.errors.APIError) -> tuple[int, str]:
    """The status, and the words."""
    return error.status_code, error.explanation


def started(stand: Stand, process: str) -> bytes:
    """Starts an exec: its streams to their end, framed. Docker's SDK loses what arrives together with the head."""
    with contextlib.closing(Connection(stand.engine.socket)) as connection:
        body = json.dumps({"Detach": False, "Tty": False}).encode()
        return connection.ask("POST", f"/v{API}/exec/{process}/start", body)[1]
