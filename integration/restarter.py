"""Starts the engine of a stand anew, each time with the configuration that a test is about.

    with Restarter(stand) as start_with:
        engine = start_with({"default-runtime": "crun", "runtimes": {"crun": {"path": "/usr/bin/crun"}}})
"""

from __future__ import annotations

import contextlib
from typing import Any, Mapping, Sequence

from integration.engine import Engine
from integration.stand import Stand


class Restarter:
    def __init__(self, stand: Stand) -> None:
        self._stand = stand
        self._engines = contextlib.ExitStack()

    @property
    def generation(self) -> str:
        return self._stand.target.generation

    def __call__(self, configuration: Mapping[str, Any], flags: Sequence[str] = ()) -> Engine:
        self._stand.stop_engine()
        self._configure(configuration, flags)
        self._stand.engine = self._stand.start_engine()
        return self._engines.enter_context(Engine(self._stand))

    def refused(self, configuration: Mapping[str, Any], flags: Sequence[str] = ()) -> str:
        """What an engine says that does not start with this."""
        self._stand.stop_engine()
        self._configure(configuration, flags)
        log = self._stand.sandbox.directory / "refused.log"
        log.unlink(missing_ok=True)
        assert self._stand.sandbox.spawn(self._stand.engine_command(), log.name).wait() == 1
        said = log.read_text()
        self({})
        return said

    def __enter__(self) -> Restarter:
        return self

    def __exit__(self, *_: object) -> None:
        self._engines.close()

    def _configure(self, configuration: Mapping[str, Any], flags: Sequence[str]) -> None:
        self._stand.flags = tuple(flags)
        self._stand.write_configuration(configuration)
