"""What goes wrong, as exceptions that say of what and why.

>>> error = PlimsollError("start", "/usr/bin/dockerd", "there is no such program", "apt-get install docker.io")
>>> print(error)
start /usr/bin/dockerd: there is no such program (apt-get install docker.io)
>>> error.cause
'there is no such program'
"""

from __future__ import annotations

import pathlib
from typing import Iterable

from plimsoll import _plimsoll


class PlimsollError(Exception):
    """Something could not be done.

    Attributes:
        operation: what was attempted, in the imperative.
        subject: on what: a path, a name, an id; may be empty.
        cause: why it failed.
        remedy: what can be done about it; may be empty.
        evidence: a log or a directory that tells more, as long as the sandbox is there; or nothing.
    """

    def __init__(
        self, operation: str, subject: str, cause: str, remedy: str = "", evidence: pathlib.Path | None = None
    ) -> None:
        super().__init__(operation, subject, cause, remedy, evidence)
        self.operation = operation
        self.subject = subject
        self.cause = cause
        self.remedy = remedy
        self.evidence = evidence

    def __str__(self) -> str:
        what = " ".join(word for word in (self.operation, self.subject) if word)
        return f"{what}: {self.cause}" + (f" ({self.remedy})" if self.remedy else "")


class EngineEnded(PlimsollError):
    """An engine ended by itself instead of serving: it does not take its configuration, or the like.

    Attributes:
        code: what it exited with.
        signal: the signal that ended it; 0: it exited.
        said: all it wrote until then.
    """

    def __init__(
        self,
        operation: str,
        subject: str,
        cause: str,
        remedy: str = "",
        evidence: pathlib.Path | None = None,
        code: int = 0,
        signal: int = 0,
        said: str = "",
    ) -> None:
        super().__init__(operation, subject, cause, remedy, evidence)
        self.args = (operation, subject, cause, remedy, evidence, code, signal, said)
        self.code = code
        self.signal = signal
        self.said = said


class ClosedError(PlimsollError):
    """Something was used after it, or the sandbox it is in, was closed."""


class ForkedError(PlimsollError):
    """Something was used in a child of the process it belongs to."""


class TimedOut(PlimsollError):
    """Something took longer than it was given."""


class UnknownName(PlimsollError, ValueError):
    """A name that is none of those there are."""

    @classmethod
    def among(cls, known: Iterable[str], operation: str, name: str) -> UnknownName:
        """One that names what was meant, or else all there is.

        >>> str(UnknownName.among(["reference", "dockerd"], "start an engine", "dokcerd"))
        'start an engine dokcerd: there is none of that name (did you mean dockerd?)'
        """
        names = list(known)
        near = _plimsoll.nearest(name, names)
        remedy = f"did you mean {' or '.join(near)}?" if near else f"one of {', '.join(names)}"
        return cls(operation, name, "there is none of that name", remedy)
