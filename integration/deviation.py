"""Tests that an engine is known to fail, and what is seen of it then.

    @pytest.mark.deviation("dockerd-20.10", seen="runtime.unknown", reason="names are not passed on")

On that engine the test has to fail, with the text `seen` of the table of expectations in its message.
A test that passes there is reported as well: the mark has to go.
"""

from __future__ import annotations

import functools
from typing import Callable

import pytest

from integration.expected import Expected


def expect_deviation(item: pytest.Function, expected: Expected, engine: str) -> None:
    """Turns the outcome of a marked test around, if the mark is about that engine."""
    for mark in item.iter_markers("deviation"):
        (about,) = mark.args
        if about == engine:
            item.obj = deviating(item.obj, expected, **mark.kwargs)


def deviating(test: Callable[..., None], expected: Expected, *, seen: str, reason: str) -> Callable[..., None]:
    @functools.wraps(test)
    def deviates(*arguments: object, **fixtures: object) -> None:
        try:
            test(*arguments, **fixtures)
        except AssertionError as failure:
            if expected.pattern(seen).search(str(failure)):
                return
            raise
        pytest.fail(f"it deviates no more, although: {reason}")

    return deviates
