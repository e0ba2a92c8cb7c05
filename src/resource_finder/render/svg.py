"""Draws the timeline of a sheet as SVG: a line of years, labelled events, and periods as bars."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final, NamedTuple

from resource_finder.views.document import Drawing, Flag, Span

_WIDTH: Final = 528
"""The width of a drawing, in units of the SVG: points, on a Letter page."""
_LETTER_SIZE: Final = 12
_LARGE_LETTER_SIZE: Final = 18
"""Type sizes in units."""
_LETTER_EM: Final = 0.52
"""The average width of a letter, in type sizes."""
_BOLD_EM: Final = 0.6
"""That of a bold letter, in the widest of the fonts."""
_LABEL_CHARS: Final = 20
"""The width of a label, which has two lines at most as a rule, in letters."""
_GAP: Final = 6
"""Units between two labels."""


class _Label(NamedTuple):
    """A label in its place: `x` is the point it names, `left` and `right` its ends; `lane` counts
    from the line, `up` says on which side of it."""

    x: float
    left: float
    right: float
    lane: int
    up: bool
    lines: tuple[str, ...]


def svg(drawing: Drawing, large: bool, font: str = "sans-serif") -> str:
    """The drawing in black, as the text of an `svg` element; `font` is a CSS font family."""
    letter = _LARGE_LETTER_SIZE if large else _LETTER_SIZE
    labels = _placed(drawing, letter)
    lane_height = (max((len(label.lines) for label in labels), default=1) + 0.35) * letter
    above = max((label.lane + 1 for label in labels if label.up), default=0)
    below = max((label.lane + 1 for label in labels if not label.up), default=0)
    axis = above * lane_height + 6
    under = axis + 1.7 * letter
    parts = [shape for label in labels for shape in _stem(label, axis, lane_height, letter)]
    parts += _axis(drawing, axis, letter)
    parts += [words for label in labels for words in _words(label, axis, lane_height, letter)]
    bottom = under + below * lane_height + 0.4 * letter
    for span in drawing.spans:
        parts += _span(drawing, span, bottom, letter)
        bottom += (1.4 + len(_span_lines(drawing, span, letter))) * letter
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {bottom:.0f}"'
        f' font-size="{letter}" font-weight="500" font-family="{font}">{"".join(parts)}</svg>'
    )


def _x(drawing: Drawing, point: float) -> float:
    return (point - drawing.first) / (drawing.last + 1 - drawing.first) * _WIDTH


# --- labels -----------------------------------------------------------------------------------


def _placed(drawing: Drawing, letter: float) -> list[_Label]:
    """Labels of which none covers another: of the ways tried, that in which the fewest lines to a
    point pass through a word, and which is the lowest."""
    shapes = [tuple(_shapes(drawing, flag, letter)) for flag in drawing.flags]
    ways = (
        _one_way([beside[sides] for beside in order], above_first)
        for order in (shapes[::-1], shapes)
        for above_first in (True, False)
        for sides in (slice(0, 1), slice(None), slice(None, None, -1))
    )
    return min(ways, key=lambda way: (_crossings(way), max((p.lane for p in way), default=0)))


def _crossings(labels: list[_Label]) -> int:
    pairs = ((one, other) for i, one in enumerate(labels) for other in labels[:i])
    return sum(_collide(one, other) for one, other in pairs)


def _one_way(order: Sequence[Sequence[_Label]], above_first: bool) -> list[_Label]:
    """Labels in an order, each as near to the line as it can be, alternately above and below it;
    each is given as the shapes it may have, the first of which is tried first."""
    placed: list[_Label] = []
    for i, shapes in enumerate(order):
        ups = (above_first, not above_first) if i % 2 else (not above_first, above_first)
        places = [
            shape._replace(lane=lane, up=up)
            for lane in range(len(order))
            for up in ups
            for shape in shapes
        ]
        free = [p for p in places if not any(_collide(p, other) for other in placed)]
        # In large print a line may have to pass behind a word.
        apart = [p for p in places if not any(_overlap(p, other) for other in placed)]
        placed.append((free or apart)[0])
    return placed


def _shapes(drawing: Drawing, flag: Flag, letter: float) -> Iterator[_Label]:
    """A label beside its point, where the page has space: right of it, or left."""
    lines = _wrapped(f"{flag.year} {flag.label}")
    width = max(map(len, lines)) * letter * _LETTER_EM + 4
    x = _x(drawing, flag.point)
    if x + width <= _WIDTH:
        yield _Label(x, x, x + width, 0, True, tuple(lines))
    if x - width >= 0:
        yield _Label(x, x - width, x, 0, True, tuple(lines))


def _wrapped(text: str) -> list[str]:
    """A label in as few lines as it needs, which are then as narrow as they can be."""
    ways = [
        textwrap.wrap(text, chars, break_long_words=False, break_on_hyphens=False)
        for chars in range(1, _LABEL_CHARS + 1)
    ]
    return next(lines for lines in ways if len(lines) == len(ways[-1]))


def _overlap(one: _Label, other: _Label) -> bool:
    """Whether a label covers another."""
    same = (one.lane, one.up) == (other.lane, other.up)
    return same and one.left < other.right + _GAP and other.left < one.right + _GAP


def _collide(one: _Label, other: _Label) -> bool:
    """Whether a label covers another, or the line to one of them passes through the other."""
    if one.up != other.up:
        return False
    if one.lane == other.lane:
        return _overlap(one, other)
    far, near = (one, other) if one.lane > other.lane else (other, one)
    # The line to the farther label passes the nearer one.
    return near.left - _GAP < far.x < near.right + _GAP


def _top(label: _Label, axis: float, lane_height: float, letter: float) -> float:
    if label.up:
        return axis - (label.lane + 1) * lane_height
    return axis + 1.7 * letter + label.lane * lane_height


def _stem(label: _Label, axis: float, lane_height: float, letter: float) -> Iterator[str]:
    """The line from a point to its label."""
    top = _top(label, axis, lane_height, letter)
    start, end = (top, axis) if label.up else (axis, top + lane_height - 0.35 * letter)
    yield f'<path d="M{label.x:.1f} {start:.1f}V{end:.1f}" stroke="#000" stroke-width="0.7"/>'
    yield f'<circle cx="{label.x:.1f}" cy="{axis:.1f}" r="3.4"/>'


def _words(label: _Label, axis: float, lane_height: float, letter: float) -> Iterator[str]:
    """The words of a label, its year in bold. They stand on white: a line that has to pass behind
    them stops there."""
    top = _top(label, axis, lane_height, letter)
    on_right = label.left >= label.x
    x, anchor = (label.x + 4, "start") if on_right else (label.x - 4, "end")
    # Words are narrower than the space that is kept for them.
    width = 0.9 * (label.right - label.left)
    left = label.x + 2 if on_right else label.x - 2 - width
    yield (
        f'<path d="M{left:.1f} {top:.1f}h{width:.1f}v{(len(label.lines) + 0.1) * letter:.1f}'
        f'h-{width:.1f}z" fill="#fff"/>'
    )
    for i, line in enumerate(label.lines):
        y = top + (i + 0.82) * letter
        year, _, rest = line.partition(" ") if i == 0 else ("", "", line)
        bold = f'<tspan font-weight="700">{escape(year)}</tspan> ' if year else ""
        yield (f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{bold}{escape(rest)}</text>')


# --- the line and its periods -----------------------------------------------------------------


def _axis(drawing: Drawing, y: float, letter: float) -> Iterator[str]:
    """The line, labelled with as many years as it has space for."""
    years = drawing.last + 1 - drawing.first
    step = next(s for s in (1, 2, 4, 5, 10, 20, 50, 100, 1000) if years / s * letter * 2.9 < _WIDTH)
    yield f'<path d="M0 {y:.1f}H{_WIDTH}" stroke="#000" stroke-width="2.5"/>'
    for year in range(drawing.first, drawing.last + 1):
        x = _x(drawing, year)
        yield f'<path d="M{x:.1f} {y - 4:.1f}v8" stroke="#000" stroke-width="1"/>'
        if (year - drawing.first) % step == 0:
            # On white: no line to a label runs through a year.
            yield (
                f'<path d="M{x + 1.5:.1f} {y + 4:.1f}h{2.15 * letter:.1f}v{letter:.1f}'
                f'h-{2.15 * letter:.1f}z" fill="#fff"/>'
                f'<text x="{x + 2:.1f}" y="{y + 4 + 0.85 * letter:.1f}" font-weight="700">'
                f"{year}</text>"
            )


def _span(drawing: Drawing, span: Span, y: float, letter: float) -> Iterator[str]:
    """A period at height `y`: its bar and, hanging at its start, the lines of its title."""
    start, end = _x(drawing, span.start), _x(drawing, span.end)
    end = min(end, _WIDTH) - (3 if span.end <= drawing.last else 0)
    yield f'<path d="M{start:.1f} {y:.1f}H{end:.1f}" stroke="#000" stroke-width="5" class="span"/>'
    lines = _span_lines(drawing, span, letter)
    height = (0.35 + len(lines)) * letter
    yield f'<path d="M{start + 0.5:.1f} {y:.1f}v{height:.1f}" stroke="#000" stroke-width="1"/>'
    x = max(0.0, min(start + 5, _WIDTH - max(map(len, lines)) * letter * _BOLD_EM))
    for i, line in enumerate(lines):
        yield (
            f'<text x="{x:.1f}" y="{y + (1.15 + i) * letter:.1f}" font-weight="700">'
            f"{escape(line)}</text>"
        )


def _span_lines(drawing: Drawing, span: Span, letter: float) -> list[str]:
    """The title of a period in lines beside a stem at the start of its bar, where there is space
    for them there."""
    chars = int((_WIDTH - 5 - _x(drawing, span.start)) / (letter * _BOLD_EM))
    return textwrap.wrap(span.title, chars if chars >= _LABEL_CHARS else int(_WIDTH / letter))
