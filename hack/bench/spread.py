"""A figure that was measured several times."""

from __future__ import annotations

import dataclasses
import statistics
from typing import Sequence


@dataclasses.dataclass(frozen=True)
class Spread:
    """The median, and the quartiles around it: half of the measurements lie between them."""

    median: float
    low: float
    high: float
    count: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        if len(values) < 2:
            return cls(values[0], values[0], values[0], len(values))
        low, median, high = statistics.quantiles(values, n=4, method="inclusive")
        return cls(median, low, high, len(values))


def ratio(numerators: Sequence[float], denominators: Sequence[float]) -> Spread:
    """Of each round by itself, so that what disturbed a round disturbs both sides of its ratio."""
    return Spread.of([one / other for one, other in zip(numerators, denominators, strict=True)])
