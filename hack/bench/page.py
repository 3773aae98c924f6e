"""docs/benchmarks.md, as text. Pure: what was measured goes in, Markdown comes out."""

from __future__ import annotations

import dataclasses
from typing import Iterable, Mapping, Sequence

from spread import Spread


@dataclasses.dataclass(frozen=True)
class Figure:
    """One line of a table."""

    what: str
    spread: Spread
    unit: str  # "ms", "s", "MiB", "x"
    limit: float | None = None  # a target is met by a median that is at most this
    strictly: bool = False  # below it

    @property
    def met(self) -> bool | None:
        if self.limit is None:
            return None
        return self.spread.median < self.limit if self.strictly else self.spread.median <= self.limit


@dataclasses.dataclass(frozen=True)
class Section:
    title: str
    figures: Sequence[Figure]
    remarks: str = ""


@dataclasses.dataclass(frozen=True)
class Page:
    date: str
    seconds: float
    machine: Mapping[str, str]
    sections: Sequence[Section]


def render(page: Page) -> str:
    lines = [
        "# Benchmarks",
        "",
        "For whoever asks what the fixtures, the reference engine and the suite cost. Do not edit: written by",
        f"`make bench` on {page.date}, in {page.seconds:.0f} s. As root, in a clone, after the build:",
        "",
        "```",
        "make bench",
        "```",
        "",
        *(f"- {what}: {value}" for what, value in page.machine.items()),
        "",
        "A figure is the median of its rounds; the spread is the range that half of them lie in. Contenders take turns in",
        "every round, and a ratio is taken within each round. A target is met when the median meets it.",
        "",
        *summary(page.sections),
    ]
    for section in page.sections:
        lines += ["", *render_section(section)]
    return "\n".join(lines) + "\n"


def summary(sections: Iterable[Section]) -> list[str]:
    judged = [figure for section in sections for figure in section.figures if figure.met is not None]
    missed = [figure.what for figure in judged if not figure.met]
    if not missed:
        return [f"All {len(judged)} targets are met."]
    return [f"{len(judged) - len(missed)} of {len(judged)} targets are met. Missed: {'; '.join(missed)}."]


def render_section(section: Section) -> list[str]:
    table = ["| | median | spread | rounds | target | met |", "| --- | ---: | ---: | ---: | ---: | --- |"]
    lines = [f"## {section.title}", "", *table, *map(render_figure, section.figures)]
    return lines + ["", section.remarks] if section.remarks else lines


def render_figure(figure: Figure) -> str:
    spread = figure.spread
    target, met = "", ""
    if figure.limit is not None:
        target = ("under " if figure.strictly else "at most ") + amount(figure.limit, figure.unit, exact=True)
        met = "yes" if figure.met else "**no**"
    between = f"{number(spread.low)} to {number(spread.high)}"
    return f"| {figure.what} | {amount(spread.median, figure.unit)} | {between} | {spread.count} | {target} | {met} |"


def amount(value: float, unit: str, exact: bool = False) -> str:
    text = f"{value:g}" if exact else number(value)
    return f"{text}x" if unit == "x" else f"{text} {unit}".rstrip()


def number(value: float) -> str:
    """Three digits that mean something; more would be noise."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
