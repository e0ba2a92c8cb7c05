"""Estimates the type size at which an HTML sheet fills its printed page: a browser cannot choose
it.

Lines are counted with a letter width a little above the average of Arial and of fonts with the same
metrics: an estimate that is too low would print a second page.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final, NamedTuple

from resource_finder.views.document import Item, Page, Sheet

PAPER_POINTS: Final = {"letter": (612, 792), "a4": (595, 842)}
"""The width and the height of each paper, in points."""
MARGIN_POINTS: Final = 36
"""The margin around a page."""
_LETTER_WIDTH_EM: Final = 0.52
"""The average width of a letter, in type sizes (em)."""
_SIZE_STEP_POINTS: Final = 0.25
"""The difference between two type sizes that are tried."""


class PageBox(NamedTuple):
    """The area that a page may fill and its type sizes, in points.

    The rest is in type sizes (em): the height of a line, the size of notes and facts, the space
    that a large number adds, and the space between two entries.
    """

    min_size: float
    max_size: float
    width: float
    height: float
    line_height: float
    note_scale: float = 1.0
    number_space: float = 0.0
    entry_space: float = 0.5


def largest_size(page: Page, sheet: Sheet) -> float:
    """The largest type size in points, in steps of a quarter, at which a page fits its box."""
    box = _box(sheet)
    size = box.max_size
    while size > box.min_size and _height(page, size, box) > box.height:
        size -= _SIZE_STEP_POINTS
    return size


def _box(sheet: Sheet) -> PageBox:
    if sheet.cards:
        return PageBox(6, 10, 3.2 * 72, 3.7 * 72, 1.15, entry_space=0.1)
    width, height = (side - 2 * MARGIN_POINTS for side in PAPER_POINTS[sheet.paper])
    if sheet.kind == "poster":
        return PageBox(12, 30, width, height * 0.95, 1.2, 0.75, 1.75, 0.7)
    # An entry that does not fit the end of a page begins the next: several pages hold a little
    # less.
    pages = sheet.fill_pages - (0.05 if sheet.fill_pages == 1 else 0.15)
    return PageBox(18 if sheet.large else 12, 30, width, height * pages, 1.15)


def _height(page: Page, size: float, box: PageBox) -> float:
    """The height of a page at a type size, in points."""

    def lines(text: str, scale: float = 1.0, share: float = 1.0) -> float:
        """The height of a text in `scale` type sizes, in a `share` of the width."""
        rows = math.ceil(len(text) * _LETTER_WIDTH_EM * size * scale / (box.width * share))
        return rows * size * scale * box.line_height

    total = lines(page.title, 1.3) + lines(page.note) + size * (4 if page.urgent_title else 1)
    total += sum(lines(f"{i.title} {i.facts_text} 1-204-555-0100") for i in page.urgent)
    total += sum(map(lines, (*page.opening, *page.closing)))
    for section in page.sections:
        total += size * (3.4 if section.columns else 2) if section.title else 0
        for item in section.items:
            if section.columns:
                notes = (number.note for number in item.numbers)
                row = " ".join([item.title, *notes, item.facts_text])
                total += lines(row, 1, 0.78) + size * 0.15
            else:
                total += _block_height(item, size, box, lines)
    return total


def _block_height(item: Item, size: float, box: PageBox, lines: Callable[..., float]) -> float:
    """The height of an entry as a block of its own, in points; `lines` measures a text."""
    total = lines(item.title, 1.1) + lines(item.facts_text, box.note_scale) + size * box.entry_space
    return total + sum(
        lines(f"{n.label} {n.value} {n.note}".strip(), box.note_scale) + size * box.number_space
        for n in item.numbers
    )
