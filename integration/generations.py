"""What engines of each generation say: every text is here once.

    status, text = says("refused", target.generation, name="a/b.c")

`reference` stands for Docker 28, which plimsolld follows; `20.10` is Debian 12's dockerd.
"""

from __future__ import annotations

import dataclasses
from typing import Final, Mapping

import pytest

TEXTS: Final[Mapping[str, Mapping[str, tuple[int, str]]]] = {
    "refused": {
        "reference": (400, "unknown or invalid runtime name: {name}"),
        "20.10": (400, "Unknown runtime specified {name}"),
    },
    # The restart looks the name up by itself, and loses the kind of the error (moby v28.5.2:daemon/restart.go).
    "refused at restart": {
        "reference": (500, "Cannot restart container {container}: unknown or invalid runtime name: {name}"),
        "20.10": (500, "Cannot restart container {container}: runtime not found in config: {name}"),
    },
    "no default": {
        "reference": (0, "specified default runtime '{name}' does not exist"),
        "20.10": (0, "specified default runtime '{name}' does not exist"),
    },
    "no such image": {
        "reference": (404, "No such image: {name}"),
        "20.10": (404, "No such image: {name}"),
    },
    "name taken": {
        "reference": (409, 'Conflict. The container name "/{name}" is already in use by container "{container}". {remedy}'),
        "20.10": (409, 'Conflict. The container name "/{name}" is already in use by container "{container}". {remedy}'),
    },
    # Told by the shim; moby's own beginning has been there since 24.0, and the end of 20.10's is gRPC's code.
    "not executed": {
        "reference": (400, "failed to create task for container: failed to create shim task: OCI runtime create failed: {why}"),
        "20.10": (400, "failed to create shim task: OCI runtime create failed: {why}: unknown"),
    },
    "no program behind arguments": {
        "reference": (
            400,
            'error while looking up the specified runtime path: exec: "{name}": stat {name}: no such file or directory',
        ),
        "20.10": (
            400,
            'error while looking up the specified runtime path: exec: "{name}": stat {name}: no such file or directory',
        ),
    },
    "no such container": {
        "reference": (404, "No such container: {name}"),
        "20.10": (404, "No such container: {name}"),
    },
    # 20.10 does not mark what is wrong with a body's JSON as the client's fault (moby v20.10.24:runconfig/config.go:43).
    "not a string": {
        "reference": (
            400,
            "invalid JSON: json: cannot unmarshal {kind} into Go struct field CreateRequest.HostConfig.Runtime of type string",
        ),
        "20.10": (500, "json: cannot unmarshal {kind} into Go struct field HostConfig.HostConfig.Runtime of type string"),
    },
}


def says(text: str, generation: str, **values: str) -> tuple[int, str]:
    """The status, and the words."""
    status, words = TEXTS[text][generation]
    return status, words.format(**values)


@dataclasses.dataclass(frozen=True)
class Deviation:
    """How the test ends on engines of that generation: with this error, and with no other. See conftest.py."""

    generation: str
    status: int
    begins: str
    reason: str


# Marks what is about names of shims that nobody has configured.
NAMES_OF_SHIMS_ARE_REFUSED = pytest.mark.ends_otherwise(
    Deviation(
        generation="20.10",
        status=400,
        begins="Unknown runtime specified ",
        reason="a name is a key of the map of runtimes or refused at create (moby v20.10.24:daemon/daemon_unix.go:711)",
    )
)
