"""What stands on a page, in one language, whatever shows it: a terminal, a paste, a sheet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value. `kind`: "number" (never broken, bold), "prose" (label needless on a
    rich screen) or "fact"."""

    label: str
    value: str
    note: str = ""
    kind: str = "fact"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry on a page; `warning` stands before everything else that is said of it."""

    title: str
    fields: tuple[Field, ...]
    aside: str = ""
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: one that is `whole` is never wrapped, another needs `room` characters."""

    title: str
    room: int
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The same items as a table, drawn where it fits."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Items under a heading, with the table that may stand in their place."""

    items: tuple[Item, ...]
    title: str = ""
    table: Table | None = None
    numbered: bool = False
    first: int = 1
    total: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page. `urgent` comes first; `reminder` is its short form for the end of a long page;
    `closing` are the lines after the sections."""

    urgent: tuple[Field, ...]
    reminder: str
    sections: tuple[Section, ...]
    opening: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
