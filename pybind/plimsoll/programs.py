"""Where this project's programs are: $PLIMSOLL_PROGRAMS, else in `bin` beside or above the package."""

from __future__ import annotations

import pathlib

from plimsoll import _plimsoll


def program(name: str) -> pathlib.Path:
    """The path of `plimsoll`, `plimsolld`, `plimsoll-sandbox` and so on.

    Raises:
        PlimsollError: it is not there.
    """
    return _plimsoll.own_program(name)


def _use_those_that_came_along() -> None:
    for above in pathlib.Path(__file__).parents:
        if (above / "bin" / "plimsoll-sandbox").exists():
            _plimsoll.set_programs(above / "bin")
            return


_use_those_that_came_along()
