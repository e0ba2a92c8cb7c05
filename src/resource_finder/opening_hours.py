"""When a service is open, as a value: `always`, or days and times such as "mon-fri 8:30-16:30"."""

import re
from typing import Final, NamedTuple

ALWAYS: Final = "always"
DAILY: Final = "daily"
DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_SPAN: Final = re.compile(r"(\S+) (\S+?)-(\S+)")
_TIME: Final = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d|24:00", re.ASCII)


class Span(NamedTuple):
    """Days and times: `days` is "daily", one day or two ("mon", "fri") for all between them. An end
    before its start is on the next day."""

    days: tuple[str, ...]
    start: str
    end: str


def spans(when: str) -> list[Span]:
    """The days and times that a value lists, between commas. Raises ValueError for other words."""
    matches = [_SPAN.fullmatch(part.strip()) for part in when.split(",")]
    if None in matches:
        raise ValueError(when)
    return [Span(tuple(m[1].split("-")), m[2], m[3]) for m in matches if m]


def wrong_day(span: Span) -> str:
    """The days of a span as they were written, where they are not days; else ""."""
    is_right = span.days == (DAILY,) or (len(span.days) <= 2 and set(span.days) <= set(DAYS))
    return "" if is_right else "-".join(span.days)


def wrong_time(span: Span) -> str:
    """The first time of a span that is not a time of the day; "" where both are."""
    return next((time for time in (span.start, span.end) if not _TIME.fullmatch(time)), "")
