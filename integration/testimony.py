"""What the project's own shim wrote down: see fixtures/shim/README.md.

    testimony = install_testifier(stand, "io.containerd.kata.v2")
    testimony.request("Create", container.id)["options"]
"""

from __future__ import annotations

import json
import pathlib
import shutil
from typing import Any, Iterator

from integration.stand import Stand

Document = dict[str, Any]


class Testimony:
    """The documents in a directory, those of one container at a time."""

    __test__ = False  # for pytest, which goes by names

    def __init__(self, directory: pathlib.Path) -> None:
        self._directory = directory

    def invocation(self, action: str, container: str) -> Document:
        """The one time that the shim was executed with that action for that container."""
        (found,) = [
            document
            for document in self._documents(action)
            if document["kind"] == "invocation" and _flag(document["argv"], "-id") == container
        ]
        return found

    def request(self, method: str, container: str) -> Document:
        """What the one request of that method for that container said."""
        (found,) = self.requests(method, container)
        return found

    def requests(self, method: str, container: str) -> list[Document]:
        """All of them, the oldest first."""
        return [
            document["request"]
            for document in self._documents(method)
            if document["kind"] == "request" and document["request"]["id"] == container
        ]

    def _documents(self, name: str) -> Iterator[Document]:
        for file in sorted(self._directory.glob(f"[0-9]*-{name}.json")):
            yield json.loads(file.read_text())


def install_testifier(stand: Stand, name: str) -> Testimony:
    """Puts the project's shim on containerd's PATH for that name. containerd remembers a shim for good: a name has one."""
    binary = stand.shim_path(name)
    directory = stand.sandbox.directory / "testimony" / binary.name
    directory.mkdir(parents=True, exist_ok=True)
    binary.with_name(f"{binary.name}.json").write_text(json.dumps({"testimony": str(directory), "faults": []}))
    shutil.copy(stand.programs / "containerd-shim-plimsoll-v1", binary)
    return Testimony(directory)


def _flag(argv: list[str], name: str) -> str | None:
    return argv[argv.index(name) + 1] if name in argv else None
