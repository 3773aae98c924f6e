"""What a test left behind: processes, mounts, containers."""

from __future__ import annotations

import contextlib
import json
import pathlib
from typing import Iterable

from plimsoll.connection import Connection
from plimsoll.engine import Engine


def on_this_host() -> set[str]:
    """What a test can leave outside an engine: processes and mounts."""
    return processes() | mounts()


def processes() -> set[str]:
    """Children of this process that have not ended, with their names."""
    found = set()
    for file in pathlib.Path("/proc/self/task").glob("*/children"):
        for pid in _read(file).split():
            status = _read(pathlib.Path(f"/proc/{pid}/stat"))
            name, _, rest = status[status.find("(") + 1 :].rpartition(")")
            if rest and rest.split()[0] != "Z":
                found.add(f"process {pid} ({name})")
    return found


def mounts() -> set[str]:
    """What is mounted, as this process sees it."""
    lines = _read(pathlib.Path("/proc/self/mountinfo")).splitlines()
    return {f"mount {line.split()[4]} ({line.split()[0]})" for line in lines}


def containers(engine: Engine) -> set[str]:
    """Those the engine has, with their names and ids."""
    return {f"container {each['Names'][0].lstrip('/')} ({each['Id']})" for each in _listed(engine)}


def remove(engine: Engine, leaked: Iterable[str]) -> None:
    """Takes containers away that `containers` told of."""
    for each in leaked:
        _ask(engine, "DELETE", f"/containers/{each.rpartition('(')[2].rstrip(')')}?force=1&v=1")


def _ask(engine: Engine, method: str, target: str) -> bytes:
    with contextlib.closing(Connection(engine.socket)) as connection:
        return connection.ask(method, target)[1]


def _listed(engine: Engine) -> list[dict[str, list[str]]]:
    try:
        listed: list[dict[str, list[str]]] = json.loads(_ask(engine, "GET", "/containers/json?all=1"))
        return listed
    except OSError:  # it has ended: then the test has other troubles
        return []


def _read(file: pathlib.Path) -> str:
    try:
        return file.read_text(errors="replace")
    except OSError:  # its process has ended
        return ""
