"""The drawn line of the strategy as SVG: years, a dot an event, and the periods under it."""

from __future__ import annotations

import textwrap
from html import escape
from typing import Final

from resource_finder.views.document import Drawing, Span

WIDTH: Final = 700
"""Units across a drawing: a hundred to an inch of a Letter page."""
_EDGE: Final = 24
"""Units left free at both ends of the line, for half the name of a year."""
_DOT_STEP: Final = 13
"""Units between two dots of one year."""
_LETTER: Final = 16.7
_LARGE_LETTER: Final = 25
"""Units of the letters: 12 and 18 points on a Letter page."""


def svg(drawing: Drawing, large: bool, font: str = "sans-serif") -> str:
    """The drawing, black on white; its words are in `alt` and in the list under it."""
    letter = _LARGE_LETTER if large else _LETTER
    tall = max(count for _, count in drawing.dots)
    axis = tall * _DOT_STEP + 10
    lines = [_axis(drawing, axis, letter)]
    lines += [
        f'<circle cx="{_x(drawing, year + 0.5):.1f}" cy="{axis - 9 - _DOT_STEP * i:.1f}" r="5"/>'
        for year, count in drawing.dots
        for i in range(count)
    ]
    below = axis + 2.2 * letter
    for span in drawing.spans:
        drawn, below = _span(drawing, span, below, letter)
        lines.append(drawn)
    below -= letter if drawing.spans else 0
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {below:.0f}"'
        f' font-size="{letter}" font-family="{font}">{"".join(lines)}</svg>'
    )


def _x(drawing: Drawing, point: float) -> float:
    share = (point - drawing.first) / (drawing.last + 1 - drawing.first)
    return _EDGE + share * (WIDTH - 2 * _EDGE)


def _axis(drawing: Drawing, y: float, letter: float) -> str:
    """The line, with as many years as it has space for."""
    step = next(
        step for step in (1, 2, 5, 10, 20, 50, 100, 1000)
        if (drawing.last + 1 - drawing.first) / step * letter * 3.2 < WIDTH
    )  # fmt: skip
    named = [year for year in range(drawing.first, drawing.last + 1) if year % step == 0]
    return f'<path d="M{_EDGE} {y}H{WIDTH - _EDGE}" stroke="#000" stroke-width="3"/>' + "".join(
        f'<path d="M{_x(drawing, year + 0.5):.1f} {y}v6" stroke="#000" stroke-width="2"/>'
        f'<text x="{_x(drawing, year + 0.5):.1f}" y="{y + 6 + letter:.1f}"'
        f' text-anchor="middle">{year}</text>'
        for year in named
    )


def _span(drawing: Drawing, span: Span, y: float, letter: float) -> tuple[str, float]:
    """A period: its bar, then its title on lines of its own; and where the next one stands."""
    start, end = _x(drawing, span.start), _x(drawing, span.end)
    drawn = f'<path d="M{start:.1f} {y - 6}v12M{start:.1f} {y}H{end:.1f}'
    # A phase that still runs has no end to mark.
    drawn += "" if span.end > drawing.last else f"M{end:.1f} {y - 6}v12"
    drawn += '" stroke="#000" stroke-width="3" fill="none"/>'
    width = letter * 0.47
    for line in textwrap.wrap(span.title, int((WIDTH - 2 * _EDGE) / width)):
        y += 1.3 * letter
        x = max(_EDGE, min(start, WIDTH - _EDGE - len(line) * width))
        drawn += f'<text x="{x:.1f}" y="{y:.1f}">{escape(line)}</text>'
    return drawn, y + 1.6 * letter
