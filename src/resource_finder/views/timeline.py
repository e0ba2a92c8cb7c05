"""The timeline of events: grouped by phase, and drawn as a line of years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from resource_finder.header import Phase
from resource_finder.model import Event
from resource_finder.views.document import Drawing, Span
from resource_finder.views.entry import ViewContext


def group_by_phase(
    events: Iterable[Event], view: ViewContext
) -> Iterator[tuple[str, Sequence[Event]]]:
    """Events in order of time, grouped under the titles of their phases."""
    language = view.translator.language
    titles = {phase.id: phase.title[language] for phase in view.index.header.phases}
    for phase, members in groupby(events, key=lambda event: event.phase):
        yield titles.get(phase, ""), list(members)


def phases_note(view: ViewContext) -> list[str]:
    """The note of the directory about its phases, as a line or none."""
    note = view.index.header.phases_note
    return [note[view.translator.language]] if note else []


def draw_years(
    events: Sequence[Event], phases: Iterable[Phase], view: ViewContext
) -> Drawing | None:
    """The drawing of events, with the phases that are dated; None where there is no event."""
    if not events:
        return None
    translator = view.translator
    events_by_year = Counter(int(event.date[:4]) for event in events)
    first, last = min(events_by_year), max(events_by_year)
    dated = [
        (phase.title[translator.language], _in_years(phase.start))
        for phase in phases
        if phase.start
    ]
    ends = [start for _, start in dated[1:]] + [last + 1.0]
    spans = tuple(
        Span(title, max(start, first), end)
        for (title, start), end in zip(dated, ends, strict=True)
        if start < last + 1 and end > first
    )
    counted = translator.plural("{number} event", "{number} events", len(events))
    alt = translator.text(
        "A line of years from {first} to {last}, a dot for each event: {counted}. {phases}",
        first=first, last=last, counted=counted,
        phases=" ".join(f"{span.title}." for span in spans),
    )  # fmt: skip
    return Drawing(alt.strip(), first, last, tuple(sorted(events_by_year.items())), spans)


def bar_of_years(events: Sequence[Event], view: ViewContext) -> Drawing | None:
    """Every event of the directory as a drawing in which the years of some events are marked."""
    every = [event for event in view.index.entries("event") if isinstance(event, Event)]
    drawing = draw_years(every, view.index.header.phases, view)
    if drawing is None or len(events) == len(every):
        return drawing
    return drawing._replace(marked=tuple(sorted({int(event.date[:4]) for event in events})))


def _in_years(date: str) -> float:
    """A date of any precision as a point in years: "2008-12" is 2008.92."""
    year, *rest = [int(part) for part in date.split("-")]
    month = rest[0] - 1 if rest else 0
    return year + month / 12 + (rest[1] - 1 if len(rest) > 1 else 0) / 365
