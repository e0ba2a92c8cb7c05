"""Draws the timeline of a sheet as SVG: years, a dot for each event, and the periods under them."""

from __future__ import annotations

import textwrap
from html import escape
from typing import Final

from resource_finder.views.document import Drawing, Span

_WIDTH: Final = 700
"""The width of a drawing, in units of the SVG: a hundred to an inch of a Letter page."""
_MARGIN: Final = 24
"""Units left free at both ends of the line, where half of a year number extends beyond it."""
_DOT_STEP: Final = 13
"""Units between two dots of one year."""
_LETTER_SIZE: Final = 16.7
_LARGE_LETTER_SIZE: Final = 25
"""Type sizes in units: 12 and 18 points on a Letter page."""


def svg(drawing: Drawing, large: bool, font: str = "sans-serif") -> str:
    """The drawing in black, as the text of an `svg` element; `font` is a CSS font family."""
    letter = _LARGE_LETTER_SIZE if large else _LETTER_SIZE
    axis = max(count for _, count in drawing.dots) * _DOT_STEP + 10
    parts = [_axis(drawing, axis, letter)]
    parts += [
        f'<circle cx="{_x(drawing, year + 0.5):.1f}" cy="{axis - 9 - _DOT_STEP * i:.1f}" r="5"/>'
        for year, count in drawing.dots
        for i in range(count)
    ]
    below = axis + 2.2 * letter
    for span in drawing.spans:
        shapes, below = _span(drawing, span, below, letter)
        parts.append(shapes)
    below -= letter if drawing.spans else 0
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {below:.0f}"'
        f' font-size="{letter}" font-family="{font}">{"".join(parts)}</svg>'
    )


def _x(drawing: Drawing, point: float) -> float:
    share = (point - drawing.first) / (drawing.last + 1 - drawing.first)
    return _MARGIN + share * (_WIDTH - 2 * _MARGIN)


def _axis(drawing: Drawing, y: float, letter: float) -> str:
    """The line, labelled with as many years as it has space for."""
    step = next(
        step for step in (1, 2, 5, 10, 20, 50, 100, 1000)
        if (drawing.last + 1 - drawing.first) / step * letter * 3.2 < _WIDTH
    )  # fmt: skip
    labelled = [year for year in range(drawing.first, drawing.last + 1) if year % step == 0]
    return (
        f'<path d="M{_MARGIN} {y}H{_WIDTH - _MARGIN}" stroke="#000" stroke-width="3"/>'
        + "".join(
            f'<path d="M{_x(drawing, year + 0.5):.1f} {y}v6" stroke="#000" stroke-width="2"/>'
            f'<text x="{_x(drawing, year + 0.5):.1f}" y="{y + 6 + letter:.1f}"'
            f' text-anchor="middle">{year}</text>'
            for year in labelled
        )
    )


def _span(drawing: Drawing, span: Span, y: float, letter: float) -> tuple[str, float]:
    """A period at height `y`: its bar and, below, the lines of its title; and the height of the
    next."""
    start, end = _x(drawing, span.start), _x(drawing, span.end)
    shapes = f'<path d="M{start:.1f} {y - 6}v12M{start:.1f} {y}H{end:.1f}'
    # A period that still runs has no mark at its end.
    shapes += "" if span.end > drawing.last else f"M{end:.1f} {y - 6}v12"
    shapes += '" stroke="#000" stroke-width="3" fill="none"/>'
    width = letter * 0.47
    for line in textwrap.wrap(span.title, int((_WIDTH - 2 * _MARGIN) / width)):
        y += 1.3 * letter
        x = max(_MARGIN, min(start, _WIDTH - _MARGIN - len(line) * width))
        shapes += f'<text x="{x:.1f}" y="{y:.1f}">{escape(line)}</text>'
    return shapes, y + 1.6 * letter
