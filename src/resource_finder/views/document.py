"""What stands on a page, in one language, whatever shows it: a terminal, a paste, a sheet."""

from __future__ import annotations

from typing import NamedTuple


class Field(NamedTuple):
    """A label and its value. `kind`: "number" (never broken, bold), "instead" (a number of another
    service: the same, always with its label), "prose" (label needless on a rich screen), "address"
    (ends with one, which no full stop may follow) or "fact"."""

    label: str
    value: str
    note: str = ""
    kind: str = "fact"


class Item(NamedTuple):
    """One entry on a page; `warning` stands before everything else that is said of it."""

    title: str
    fields: tuple[Field, ...]
    aside: str = ""
    warning: str = ""


class Column(NamedTuple):
    """A column: one that is `whole` is never wrapped, another needs `room` characters."""

    title: str
    room: int
    whole: bool = False


class Table(NamedTuple):
    """The same items as a table, drawn where it fits."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


class Section(NamedTuple):
    """Items under a heading, with the table that may stand in their place."""

    items: tuple[Item, ...]
    title: str = ""
    table: Table | None = None
    numbered: bool = False
    first: int = 1
    total: int = 0


class Page(NamedTuple):
    """A whole page. `urgent` comes first; `reminder` is its short form for the end of a long page;
    `closing` are the lines after the sections."""

    urgent: tuple[Field, ...]
    reminder: str
    sections: tuple[Section, ...]
    opening: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
