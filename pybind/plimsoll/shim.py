"""The project's own shim under a runtime's name, and what it wrote down.

>>> from plimsoll import Sandbox
>>> with Sandbox() as box, Shim(box, "io.containerd.kata.v2") as shim:
...     print(shim.path.name, len(shim.testimony().documents))
containerd-shim-kata-v2 0
"""

from __future__ import annotations

import json
import pathlib
from dataclasses import dataclass
from typing import Any, Mapping, Sequence

from plimsoll import _plimsoll
from plimsoll.resource import Resource, make_in
from plimsoll.sandbox import Sandbox, _milliseconds


@dataclass(frozen=True)
class Document:
    """One time the shim was executed, or one request it got.

    Attributes:
        file: its name sorts by time.
        content: all the shim wrote, as fixtures/shim/testimony.schema.json says.
    """

    file: str
    content: Mapping[str, Any]

    @classmethod
    def parse(cls, file: str, text: str) -> Document:
        """What the shim wrote into a file of that name."""
        return cls(file, json.loads(text))

    @property
    def name(self) -> str:
        """The action it was executed for ("start"), or the method it was asked ("Create")."""
        return str(self.content["action"] if self.content["kind"] == "invocation" else self.content["method"])

    @property
    def answered(self) -> bool:
        """Whether the answer is in it."""
        return "answer" in self.content

    @property
    def container(self) -> str:
        """The container's id; empty: it is about none."""
        if self.content["kind"] == "request":
            return str((self.content["request"] or {}).get("id", ""))
        words = self.content["argv"]
        return str(words[words.index("-id") + 1]) if "-id" in words else ""

    @property
    def options(self) -> Mapping[str, Any] | None:
        """The runtime's options as they came: `type_url`, `base64` and `content`; nothing: none came."""
        holder = self.content["stdin"] if self.content["kind"] == "invocation" else self.content["request"] or {}
        options: Mapping[str, Any] | None = holder.get("options")
        return options


@dataclass(frozen=True)
class Testimony:
    """What the shim wrote down until now, in the order in which it happened."""

    documents: Sequence[Document]

    def of(self, container: str) -> Testimony:
        """Those about the container of that id."""
        return Testimony([each for each in self.documents if each.container == container])

    def named(self, name: str) -> list[Document]:
        """Those of an action ("delete") or a method ("Kill")."""
        return [each for each in self.documents if each.name == name]

    @property
    def starts(self) -> list[Document]:
        """Each time containerd executed it to start a container."""
        return self.named("start")

    @property
    def creates(self) -> list[Document]:
        """Each container it was asked to create."""
        return self.named("Create")


class Shim(Resource[_plimsoll.Shim]):
    """A shim that really runs containers, where containerd finds it under that name. Gone when it is closed.

    Args:
        sandbox: whose `shims` it is put into.
        runtime_name: such as "io.containerd.kata.v2".
        faults: what it shall do wrong: "Create=fail", "/tasks/exit=delay:200" (fixtures/shim/README.md has all).

    Raises:
        PlimsollError: containerd looks for no shim of such a name, or one is there.

    Source: fixtures/shim/installed_shim.h.
    """

    def __init__(self, sandbox: Sandbox, runtime_name: str, *, faults: Sequence[str] = ()) -> None:
        install = _plimsoll.Shim.install
        super().__init__(
            make_in(sandbox, Sandbox, lambda within: install(within, runtime_name, list(faults))), part_of=sandbox
        )
        self.runtime_name = runtime_name
        #: What containerd executes.
        self.path: pathlib.Path = self._open.path

    def testimony(self) -> Testimony:
        """All there is now."""
        return Testimony([Document.parse(*each) for each in self._asking(self._open.testimony)])

    def wait_for(self, name: str, *, answered: bool = True, timeout: float = 10.0) -> Document:
        """The first document of that name: at once if it is there, else as soon as it is.

        Args:
            name: an action ("delete") or a method ("Create").
            answered: only one with its answer.
            timeout: in seconds.

        Raises:
            PlimsollError: none came, and what there was instead.
        """
        wait = self._open.await_document
        return Document.parse(*self._asking(lambda: wait(name, answered, _milliseconds(timeout))))
