"""When a service is open: what stands beside a number, and all that is known with its year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from resource_finder.closed_lists import CURRENT_SINCE
from resource_finder.i18n import Translator
from resource_finder.model import Opening, Phone, Service
from resource_finder.opening_hours import ALWAYS, Span, spans
from resource_finder.search.index import Index

AT_ALL_TIMES: Final = "24/7"
"""What stands for `always`, the same in both languages."""


def hours_to_show(
    service: Service, phone: Phone, index: Index, translator: Translator
) -> str | None:
    """The hours to print beside a number: "24/7", or days and times; None where none are known.

    "" where they are known, but the number is not confirmed or the hours have no recent evidence:
    whoever calls at night must be able to rely on both. `show` tells them, with their year.
    """
    opening, words = _opening(service, phone), phone.hours or service.hours
    if opening is None and words is None:
        return None
    if phone.confidence != "confirmed" or not _are_recent(service, phone, index):
        return ""
    if opening:
        return opening_words(opening.when, translator)
    return words[translator.language] if words else None


def _are_recent(service: Service, phone: Phone | None, index: Index) -> bool:
    """Whether the evidence of the hours is recent enough to rely on them today."""
    return (_evidence(service, phone, index) or "") >= CURRENT_SINCE


def hours_with_year(
    service: Service, phone: Phone | None, index: Index, translator: Translator
) -> str | None:
    """The hours of a service, or of one of its numbers that has its own, in words; with the year of
    their evidence where this is not recent, and None where nothing is known."""
    opening = phone.open if phone else service.open
    words = phone.hours if phone else service.hours
    if opening is None and words is None:
        return None
    text = words[translator.language] if words else ""
    if not text and opening:
        text = opening_words(opening.when, translator)
    if _are_recent(service, phone, index):
        return text
    seen = _evidence(service, phone, index)
    if seen is None:
        return translator.text("{hours} (from an undated source)", hours=text)
    return translator.text("{hours} (seen in {year})", hours=text, year=seen[:4])


def evidence_date(opening: Opening, index: Index) -> str | None:
    """The date (ISO) of the evidence of a value; None where nothing dates it."""
    source = index.source(opening.source)
    return source.date if source and source.date else opening.seen


def opening_words(when: str, translator: Translator) -> str:
    """A value in words: "24/7", or "Mon to Fri, 8:30 to 16:30"."""
    if when == ALWAYS:
        return AT_ALL_TIMES
    return "; ".join(_span_words(span, translator) for span in spans(when))


def _span_words(span: Span, translator: Translator) -> str:
    days = [translator.label(day) for day in span.days]
    times = [translator.time(time) for time in (span.start, span.end)]
    return f"{_from_to(days, translator)}, {_from_to(times, translator)}"


def _from_to(ends: Sequence[str], translator: Translator) -> str:
    """One day, or two days or times with all between them. A range of ages is another sentence:
    French adds "ans" to it."""
    first, *last = ends
    return translator.text("{first} to {last}", first=first, last=last[0]) if last else first


def _opening(service: Service, phone: Phone | None) -> Opening | None:
    """The value for a number: its own, or that of its service where it has no hours of its own."""
    if phone and (phone.open or phone.hours):
        return phone.open
    return service.open


def _evidence(service: Service, phone: Phone | None, index: Index) -> str | None:
    """The date of the newest evidence of the hours: that of the value, or, of words alone, that of
    the sources that the service cites for its hours (the earliest that one without a date can
    have)."""
    opening = _opening(service, phone)
    if opening:
        return evidence_date(opening, index)
    cited = (index.source(c.source) for c in service.sources if "hours" in c.supports)
    dates = (source.date or source.not_before for source in cited if source)
    return max(filter(None, dates), default=None)
