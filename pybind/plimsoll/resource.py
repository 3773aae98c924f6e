"""What holds something that has to be given back: used in the process that made it, until it is closed."""

from __future__ import annotations

import contextlib
import os
import pathlib
import threading
import warnings
import weakref
from types import TracebackType
from typing import Any, Callable, Generic, Self, TypeVar

from plimsoll.errors import ClosedError, ForkedError, PlimsollError

Handle = TypeVar("Handle")
Result = TypeVar("Result")


class Resource(Generic[Handle]):
    """Closed by `close()`, by the end of its `with` block, or with what it is part of; once is enough.

    Any thread may use it. In a child after a fork it raises ForkedError: what it holds is the parent's. One that
    nobody closed is closed when it is collected, with a ResourceWarning.
    """

    _handle: Handle | None = None

    def __init__(self, handle: Handle, part_of: Resource[Any] | None = None) -> None:
        self._parts: weakref.WeakSet[Resource[Any]] = weakref.WeakSet()
        self._process = os.getpid()
        self._closing = threading.RLock()
        self._part_of = part_of  # which must not be collected before
        self._handle = handle
        if part_of is not None:
            part_of._parts.add(self)

    @property
    def closed(self) -> bool:
        """Whether there is nothing left to close."""
        return self._handle is None

    def close(self) -> None:
        """Gives back what this holds, and before that what is part of it. Nothing happens the second time.

        Raises:
            ForkedError: this is not the process that made it.
        """
        if self._handle is None:
            return
        self._not_in_a_child()
        with self._closing, contextlib.ExitStack() as closing:
            handle, self._handle = self._handle, None
            if handle is not None:
                closing.callback(self._give_back, handle)
            for part in list(self._parts):
                closing.callback(part.close)  # whatever becomes of the others

    def _give_back(self, handle: Handle) -> None:
        """What has to be done besides letting go of it."""

    @property
    def _open(self) -> Handle:
        self._not_in_a_child()
        handle = self._handle
        if handle is None:
            raise ClosedError("use", self._description, "it is closed", "use it inside its `with` block")
        return handle

    def _asking(self, ask: Callable[[], Result]) -> Result:
        """Does something whose failure there is evidence of."""
        try:
            return ask()
        except PlimsollError as error:
            error.evidence = error.evidence or self._evidence
            raise

    @property
    def _description(self) -> str:
        return type(self).__name__.lower()

    @property
    def _evidence(self) -> pathlib.Path | None:
        return None

    def _not_in_a_child(self) -> None:
        if os.getpid() != self._process:
            raise ForkedError(
                "use", self._description, f"it belongs to process {self._process}", "make another one after the fork"
            )

    def __enter__(self) -> Self:
        self._open  # what is closed cannot be entered
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if os.getpid() == self._process:  # a child that leaves the block takes nothing with it
            self.close()

    def __del__(self) -> None:
        if self._handle is None or os.getpid() != self._process:
            return
        warnings.warn(f"nobody closed this {self._description}", ResourceWarning, source=self, stacklevel=2)
        self.close()


def make_in(where: Resource[Handle], kind: type[Resource[Handle]], make: Callable[[Handle], Result]) -> Result:
    """Makes something in what has to be open, and of that kind."""
    if not isinstance(where, kind):
        raise TypeError(f"a {kind.__name__} is needed, and {where!r} is none")
    return where._asking(lambda: make(where._open))
