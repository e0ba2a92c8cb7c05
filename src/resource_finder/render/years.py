"""Draws the years of a timeline as a row of bars, one cell a year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from resource_finder.i18n import Translator
from resource_finder.render.runs import Line, Run, width_of_line
from resource_finder.text import make_safe
from resource_finder.views.document import YearBar

BARS: Final = "▁▂▃▄▅▆▇█"
"""From few events in a year to as many as any year has."""
_STEP: Final = 5
"""Years from one that is written to the next: each takes four cells."""


def year_lines(bar: YearBar, width: int, blocks: bool, to: Translator) -> list[Line]:
    """The years as lines; none where a screen is too narrow for it. Without `blocks`, which an
    old encoding lacks, a bar is the number of its events."""
    years = range(bar.first, bar.last + 1)
    most = max(count for _, count in bar.counts)
    counts = dict(bar.counts)
    bars = [
        (_bar(counts.get(year, 0), most, blocks), "bold" if year in bar.marked else "")
        for year in years
    ]
    lines = [_labelled(bars, to.text("events a year"), width)]
    if bar.marked:
        marks = "".join("^" if year in bar.marked else " " for year in years)
        lines.append(_labelled([(marks, "bold")], to.text("on this page"), width))
    lines += [((_axis(years), ""),), *_phases(bar, width)]
    return lines if width_of_line(bars) <= width and len(_axis(years)) <= width else []


def _bar(count: int, most: int, blocks: bool) -> str:
    """One year in one cell."""
    if blocks:
        return BARS[-(-count * len(BARS) // most) - 1] if count else "·"
    return "." if count == 0 else str(count) if count < 10 else "+"


def _labelled(cells: list[Run], label: str, width: int) -> Line:
    """A row of cells, and behind it what it shows, where that fits."""
    labelled = (*cells, (f"  {label}", "dim"))
    return labelled if width_of_line(labelled) <= width else tuple(cells)


def _axis(years: range) -> str:
    """The years that are written, each from its own cell on."""
    axis = ""
    for position, year in enumerate(years):
        if year % _STEP == 0 and position >= len(axis):
            axis = f"{axis:{position}}{year}"
    return axis


def _phases(bar: YearBar, width: int) -> Iterator[Line]:
    """The periods, each from the year on in which it begins, as far as they fit. What stands in
    parentheses, when a period begins, is seen."""
    for span in bar.spans:
        title = make_safe(span.title).partition(" (")[0]
        line: Line = ((f"{' ' * (int(span.start) - bar.first)}| {title}", "dim"),)
        if width_of_line(line) <= width:
            yield line
