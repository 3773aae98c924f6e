"""Starts the engine of a stand anew, each time with the configuration that a test is about.

    with Restarter(stand) as start_with:
        engine = start_with({"default-runtime": "crun", "runtimes": {"crun": {"path": "/usr/bin/crun"}}})
"""

from __future__ import annotations

import contextlib
from typing import Any, Mapping, Sequence

from integration.client import Client
from integration.expected import Expected
from integration.stand import Stand, configuration


class Restarter:
    def __init__(self, stand: Stand) -> None:
        self._stand = stand
        self._clients = contextlib.ExitStack()

    @property
    def expected(self) -> Expected:
        return self._stand.expected

    def __call__(self, daemon_json: Mapping[str, Any], flags: Sequence[str] = ()) -> Client:
        self._stand.engine.restart(configuration(daemon_json, *flags))
        return self._clients.enter_context(Client(self._stand))

    def refused(self, daemon_json: Mapping[str, Any], flags: Sequence[str] = ()) -> list[str]:
        """What an engine says, line by line, that does not start with this."""
        status, said = self._stand.end_of_another(configuration(daemon_json, *flags))
        assert status == 1, said
        return said.splitlines()

    def __enter__(self) -> Restarter:
        return self

    def __exit__(self, *_: object) -> None:
        self._clients.close()
