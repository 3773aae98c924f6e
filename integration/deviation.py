"""Tests that an engine is known to fail, and how.

    @pytest.mark.deviation("20.10", seen="runtime.unknown", reason="names are not passed on")

On engines of that generation the test has to fail, with the text `seen` of the table of expectations as the API's error (and
then with the status 400, unless the mark says another) or in the message of a failed assertion. A test that passes there is
reported as well: the mark has to go.
"""

from __future__ import annotations

import contextlib
from typing import Iterator

import docker.errors
import pytest

from integration.expected import Expected

NOT_PASSED_ON = pytest.mark.deviation(
    "20.10",
    seen="runtime.unknown",
    reason="a name is a key of the map of runtimes or refused at create (moby v20.10.24:daemon/daemon_unix.go:711)",
)


def call(test: pytest.Function, expected: Expected) -> bool:
    """Calls a test that is known to fail, and judges how it did; nothing happens to others."""
    about = [mark.kwargs for mark in test.iter_markers("deviation") if mark.args == (expected.generation,)]
    if not about:
        return False
    arguments = {name: test.funcargs[name] for name in test._fixtureinfo.argnames}
    with deviating(expected, **about[0]):
        test.obj(**arguments)
    return True


@contextlib.contextmanager
def deviating(expected: Expected, *, seen: str, reason: str, status: int = 400) -> Iterator[None]:
    """Lets through what fails as it is known to, and nothing else."""
    text = expected.pattern(seen)
    try:
        yield
    except AssertionError as failure:
        if not text.search(str(failure)):
            raise
    except docker.errors.APIError as error:
        if error.status_code != status or not text.match(error.explanation):
            raise
    else:
        pytest.fail(f"it deviates no more, although: {reason}")
