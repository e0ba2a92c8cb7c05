"""The timeline of events: grouped by phase, and drawn as a line of years."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from resource_finder.header import Phase
from resource_finder.i18n import Translator
from resource_finder.model import Event
from resource_finder.views.document import Drawing, Flag, Item, Span, YearBar, prose
from resource_finder.views.entry import ViewContext

_LOSS: Final = re.compile(r"\b(dea(d|th)|die[ds]?|kill|murder|homicide|inquest|body)", re.I)
"""Words of an event that speaks of a death."""
_MAX_LINE_CHARS: Final = 45
"""The sentence of an event that is not a main one is left out if it is longer: the list would fill
a fourth page."""


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
    """The drawing of main events, with the phases that are dated; None where there is none. No
    label names a person who died: that stands in the list, with a line to call."""
    translator = view.translator
    main = [
        event for event in events if event.main and event.label and not names_a_loss(event, view)
    ]
    if not main:
        return None
    first, last = int(main[0].date[:4]), int(main[-1].date[:4])
    flags = tuple(
        Flag(_in_years(event.date), event.date[:4], event.label[translator.language])
        for event in main
        if event.label
    )
    spans = _spans(phases, first, last, view)
    alt = translator.text(
        "A line of years from {first} to {last} with the main events, which are all in the list"
        " below. {phases}",
        first=first, last=last, phases=" ".join(f"{span.title}." for span in spans),
    )  # fmt: skip
    return Drawing(alt.strip(), first, last, flags, spans)


def _spans(phases: Iterable[Phase], first: int, last: int, view: ViewContext) -> tuple[Span, ...]:
    """The phases that are dated, as far as they lie between two years."""
    language = view.translator.language
    dated = [(phase.title[language], _in_years(phase.start)) for phase in phases if phase.start]
    ends = [start for _, start in dated[1:]] + [last + 1.0]
    return tuple(
        Span(title, max(start, first), end)
        for (title, start), end in zip(dated, ends, strict=True)
        if start < last + 1 and end > first
    )


def event_item(event: Event, translator: Translator, with_line: bool = True) -> Item:
    """An event on paper: its date and its title, and, `with_line`, one sentence more where it is
    short or the event is a main one; `aside` is its year."""
    language = translator.language
    title, line = event.name[language], (event.line or event.summary)[language]
    line = line.removeprefix(title).lstrip(" .")
    # By the English text, so that both languages have the same sentences.
    short = event.main or len((event.line or event.summary).en) <= _MAX_LINE_CHARS
    fields = (prose(f"{title.rstrip('.')}."), *([prose(line)] if with_line and short else []))
    return Item(translator.date(event.date), fields, aside=event.date[:4], main=event.main)


def names_a_loss(event: Event, view: ViewContext) -> bool:
    """Whether an event names a person who died, or speaks of a death."""
    texts = [event.name, event.summary, *([event.line] if event.line else [])]
    said = " ".join(text.en for text in texts)
    names = view.index.header.memorial_names
    return any(name in said for name in names) or bool(_LOSS.search(said))


def bar_of_years(events: Sequence[Event], view: ViewContext) -> YearBar | None:
    """Every event of the directory by its year; the years of some events are marked. None where
    there is no event."""
    every = [event for event in view.index.entries("event") if isinstance(event, Event)]
    if not every:
        return None
    counts = Counter(int(event.date[:4]) for event in every)
    first, last = min(counts), max(counts)
    marked = {int(event.date[:4]) for event in events} if len(events) < len(every) else ()
    spans = _spans(view.index.header.phases, first, last, view)
    return YearBar(first, last, tuple(sorted(counts.items())), spans, tuple(sorted(marked)))


def _in_years(date: str) -> float:
    """A date of any precision as a point in years: "2008-12" is 2008.92."""
    year, *rest = [int(part) for part in date.split("-")]
    month = rest[0] - 1 if rest else 0
    return year + month / 12 + (rest[1] - 1 if len(rest) > 1 else 0) / 365
