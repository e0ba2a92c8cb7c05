"""The type size at which a sheet fills its page in a browser, which cannot measure as it prints.

Lines are counted, on the safe side of the letters of Arial and of the fonts with its measures.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final, NamedTuple

from resource_finder.views.document import Item, Page, Sheet

PAPER: Final = {"letter": (612, 792), "a4": (595, 842)}
"""The width and the height of each paper, in points."""
MARGIN: Final = 36
"""Points around a page."""
_LETTER_WIDTH: Final = 0.52
"""The width of a letter, in type sizes."""
_SIZE_STEP: Final = 0.25
"""Points between two type sizes that are tried."""


class PageBox(NamedTuple):
    """What a page may fill, in points: from the least to the most type size; `line` is the height
    of a line, `about` the size of what is said of a number, `number` what a tall number adds and
    `gap` what stands between two entries, all in type sizes."""

    least: float
    most: float
    width: float
    height: float
    line: float
    about: float = 1.0
    number: float = 0.0
    gap: float = 0.5


def largest_size(page: Page, sheet: Sheet) -> float:
    """The largest type size in points, by quarters, at which a page fits its box."""
    box = _box(sheet)
    size = box.most
    while size > box.least and _height(page, size, box) > box.height:
        size -= _SIZE_STEP
    return size


def _box(sheet: Sheet) -> PageBox:
    if sheet.cards:
        return PageBox(6, 10, 3.2 * 72, 3.7 * 72, 1.15, gap=0.1)
    width, height = (side - 2 * MARGIN for side in PAPER[sheet.paper])
    if sheet.kind == "poster":
        return PageBox(12, 30, width, height * 0.95, 1.2, 0.75, 1.75, 0.7)
    # What does not fit the end of a page begins the next, so several pages hold a little less.
    pages = sheet.fill_pages - (0.05 if sheet.fill_pages == 1 else 0.15)
    return PageBox(18 if sheet.large else 12, 30, width, height * pages, 1.15)


def _height(page: Page, size: float, box: PageBox) -> float:
    """The points that a page takes at a type size."""

    def lines(text: str, scale: float = 1.0, share: float = 1.0) -> float:
        rows = math.ceil(len(text) * _LETTER_WIDTH * size * scale / (box.width * share))
        return rows * size * scale * box.line

    total = lines(page.title, 1.3) + lines(page.note) + size * (4 if page.urgent_title else 1)
    total += sum(lines(f"{i.title} {_joined(i)} 1-204-555-0100") for i in page.urgent)
    total += sum(map(lines, (*page.opening, *page.closing)))
    for section in page.sections:
        total += size * (3.4 if section.columns else 2) if section.title else 0
        for item in section.items:
            if section.columns:
                notes = (number.note for number in item.numbers)
                row = " ".join([item.title, *notes, *(field.value for field in item.facts)])
                total += lines(row, 1, 0.78) + size * 0.15
            else:
                total += _block_height(item, size, box, lines)
    return total


def _block_height(item: Item, size: float, box: PageBox, lines: Callable[..., float]) -> float:
    """The points that an entry takes as a block of its own."""
    total = lines(item.title, 1.1) + lines(_joined(item), box.about) + size * box.gap
    return total + sum(
        lines(f"{n.label} {n.value} {n.note}".strip(), box.about) + size * box.number
        for n in item.numbers
    )


def _joined(item: Item) -> str:
    return " ".join(field.value for field in item.facts)
