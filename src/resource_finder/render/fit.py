"""The type size at which a sheet fills its page in a browser, which cannot measure as it prints.

Lines are counted, on the safe side of the letters of Arial and of the fonts with its measures.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from resource_finder.views.sheet import Entry, Part, Sheet

PAPER: Final = {"letter": (612, 792), "a4": (595, 842)}
"""The width and the height of each paper, in points."""
MARGIN: Final = 36
"""Points around a page."""
_LETTER: Final = 0.52
"""The width of a letter, in type sizes."""


class _Room(NamedTuple):
    """What a part may fill, in points: from the least to the most type size; `line` is the height
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


def fitting(part: Part, sheet: Sheet) -> float:
    """The largest type size in points, by quarters, at which a part fits."""
    room = _room(sheet)
    size = room.most
    while size > room.least and _height(part, size, room) > room.height:
        size -= 0.25
    return size


def _room(sheet: Sheet) -> _Room:
    if sheet.kind == "wallet":
        return _Room(6, 10, 3.2 * 72, 3.7 * 72, 1.15, gap=0.1)
    wide, tall = (side - 2 * MARGIN for side in PAPER[sheet.paper])
    if sheet.kind == "poster":
        return _Room(12, 30, wide, tall * 0.95, 1.2, 0.75, 1.75, 0.7)
    pages = 1.85 if sheet.large else 0.95  # What does not fit the end of a page begins the next.
    return _Room(18 if sheet.large else 12, 30, wide, tall * pages, 1.15)


def _height(part: Part, size: float, room: _Room) -> float:
    def lines(text: str, scale: float = 1.0, share: float = 1.0) -> float:
        rows = math.ceil(len(text) * _LETTER * size * scale / (room.width * share))
        return rows * size * scale * room.line

    def block(entry: Entry) -> float:
        tall = lines(entry.name, 1.1) + lines(" ".join(entry.facts), room.about) + size * room.gap
        return tall + sum(
            lines(f"{n.before} {n.display} {n.about}".strip(), room.about) + size * room.number
            for n in entry.numbers
        )

    tall = lines(part.title, 1.3) + lines(part.note) + size * (4 if part.urgent_title else 1)
    tall += sum(lines(f"{e.name} {' '.join(e.facts)} 1-866-345-9241") for e in part.urgent)
    tall += sum(map(lines, (*part.opening, *part.closing)))
    for group in part.groups:
        tall += size * (3.4 if group.columns else 2) if group.title else 0
        for entry in group.entries:
            about = " ".join([entry.name, *(n.about for n in entry.numbers), *entry.facts])
            tall += lines(about, 1, 0.78) + size * 0.15 if group.columns else block(entry)
    return tall
