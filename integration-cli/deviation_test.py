"""A mark for a deviation holds the engine to it: what is seen has to be what was declared."""

from __future__ import annotations

import pytest

from integration.deviation import deviating
from integration.expected import Expected

TABLE = Expected({"runtime.unknown": {"reference": "unknown name: {name}", "20.10": "Unknown {name}."}}, "20.10")


def declared(outcome: str | None) -> None:
    with deviating(TABLE, seen="runtime.unknown", reason="they are not passed on"):
        assert outcome is None, outcome


def test_what_was_declared_passes() -> None:
    declared("refused: Unknown x.")


def test_a_failure_of_another_kind_stays_one() -> None:
    with pytest.raises(AssertionError, match="unknown name: x"):
        declared("unknown name: x")


def test_a_deviation_that_is_gone_is_told() -> None:
    with pytest.raises(pytest.fail.Exception, match="deviates no more, although: they are not passed on"):
        declared(None)
