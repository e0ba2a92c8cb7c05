"""What stands on a sheet, in which language; every format prints the same description."""

from __future__ import annotations

from typing import NamedTuple


class Number(NamedTuple):
    """A number to call or text. `link` is its address ("tel:+18663459241", "sms:988"), `about` what
    is known of it, that one texts it included; `before` are words that stand before it."""

    display: str
    link: str
    about: str
    before: str = ""


class Entry(NamedTuple):
    """A service, an event or a notice; `warning` stands before everything else that is said."""

    name: str
    numbers: tuple[Number, ...] = ()
    facts: tuple[str, ...] = ()
    warning: str = ""


class Group(NamedTuple):
    """Entries under a heading; `columns` are the heads of their table, none where they stand as
    blocks. In a table each entry is a row and has one number."""

    title: str
    entries: tuple[Entry, ...]
    columns: tuple[str, ...] = ()


class Span(NamedTuple):
    """A period of a drawn line, from and to a point in years; the end is open where it still
    runs."""

    title: str
    start: float
    end: float


class Drawing(NamedTuple):
    """A line of years with a dot an event: `dots` are years with their number of events."""

    alt: str
    first: int
    last: int
    dots: tuple[tuple[int, int], ...]
    spans: tuple[Span, ...]


class Period(NamedTuple):
    """Events under the heading of their phase: each a date and what happened."""

    title: str
    events: tuple[tuple[str, str], ...]


class Part(NamedTuple):
    """A sheet in one language, whole.

    `note` is the agency's own line; `write` stands before the blank line for the local police
    number; `room` is the heading of the room for the worker's notes, "" where there is none.
    """

    language: str
    title: str
    note: str
    urgent_title: str
    urgent: tuple[Entry, ...]
    write: str
    opening: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    drawing: Drawing | None = None
    periods: tuple[Period, ...] = ()
    closing: tuple[str, ...] = ()
    room: str = ""


class Sheet(NamedTuple):
    """A whole sheet. `day` is the ISO day it was made; `large` is large print."""

    kind: str
    title: str
    parts: tuple[Part, ...]
    paper: str
    large: bool
    day: str
