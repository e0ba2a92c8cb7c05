"""What a page ends with: how the directory was checked, its newest evidence, whom to talk to."""

from __future__ import annotations

from collections.abc import Iterable

from resource_finder.bilingual import Text
from resource_finder.model import Entry
from resource_finder.views.entry import ViewContext, numbers


def checked_line(view: ViewContext) -> str:
    """When and how the directory was checked, and how long ago that is."""
    translator, header = view.translator, view.index.header
    age = translator.age(header.date, view.today)
    age = age or translator.text("this machine’s date is earlier")
    date, called = translator.date(header.date), header.numbers_called
    if not called:
        return translator.text(
            "Checked against published sources on {date}, not by phone ({age}).",
            date=date, age=age,
        )  # fmt: skip
    return translator.plural(
        "Checked against published sources on {date} ({age}); {number} number checked by phone.",
        "Checked against published sources on {date} ({age}); {number} numbers checked by phone.",
        called, date=date, age=age,
    )  # fmt: skip


def evidence_line(entries: Iterable[Entry], view: ViewContext) -> list[str]:
    """The month of the newest source of a page, or no line where none has a date. That of the whole
    directory would make a page of old facts look new."""
    dates = [date for entry in entries if (date := newest_evidence(entry, view))]
    if not dates:
        return []
    month = view.translator.date(max(dates)[: len("2026-11")])
    return [view.translator.text("Newest evidence on this page: {month}.", month=month)]


def newest_evidence(entry: Entry, view: ViewContext) -> str | None:
    """The date of the newest source that an entry cites, as precise as it is; None if no source has
    a date. It says how old the facts are: that they were checked yesterday does not."""
    sources = (view.index.source(citation.source) for citation in entry.sources)
    return max((source.date for source in sources if source and source.date), default=None)


def support_lines(entries: Iterable[Entry], view: ViewContext) -> list[str]:
    """A sentence with crisis lines for the reader, or none: it ends a page that mentions one of the
    people in the `memorial_names` of the directory."""
    header, translator = view.index.header, view.translator
    text = " ".join(text.en for entry in entries for text in _texts(entry))
    if not any(name in text for name in header.memorial_names):
        return []
    lines = [view.index.service(id) for id in header.support]
    contacts = [
        f"{line.name[translator.language]}, {translator.phone(phones[0].number)}"
        for line in lines
        if (phones := numbers(line, view))
    ]
    return [
        translator.text(
            "If reading this was hard, you can talk to someone: {lines}.", lines="; ".join(contacts)
        )
    ]


def _texts(entry: Entry) -> list[Text]:
    return [entry.name, entry.summary, *(d.text for d in entry.details), *entry.notes]
