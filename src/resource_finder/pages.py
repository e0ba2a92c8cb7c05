"""The pages that people read: what the finder says, in the order a tired worker needs it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from resource_finder.brief import (
    Reader,
    aside,
    caution,
    checked,
    contact_fields,
    plain_item,
    service_item,
    support,
    urgent_field,
    warning,
)
from resource_finder.index import kind
from resource_finder.model import LINES, Entry, Event, Service, Source, Urgent
from resource_finder.page import Column, Field, Item, Page, Section, Table
from resource_finder.query import Query
from resource_finder.search import Hit
from resource_finder.wording import Voice, mark


def frame(
    reader: Reader,
    sections: Sequence[Section],
    shown: Iterable[Entry] = (),
    opening: Sequence[str] = (),
    closing: Sequence[str] = (),
) -> Page:
    """A page between its urgent lines and the line that says how it was checked."""
    header = reader.index.header
    counted, first = [], 1
    total = sum(len(section.items) for section in sections)
    for section in sections:
        counted.append(section._replace(first=first, total=section.total or total))
        first += len(section.items)
    return Page(
        urgent=tuple(urgent_field(urgent, reader) for urgent in header.urgent),
        reminder=_reminder(header.urgent, reader),
        sections=tuple(counted),
        opening=tuple(opening),
        closing=(*support(shown, reader), *closing, checked(reader)),
    )


def _reminder(urgent: Iterable[Urgent], reader: Reader) -> str:
    said, voice = [], Voice(reader.voice.urgent)
    for line in urgent:
        field = urgent_field(line, reader)
        short = line.short[voice.language]
        said.append(voice.pair(short, field.value) if field.value else short)
    return " | ".join(said)


def found(
    reader: Reader, query: Query, hits: Sequence[Hit], total: int, events: int, explain: bool
) -> Page:
    """The answer to `find`: services, best first."""
    voice = reader.voice
    items = [_hit_item(hit, reader, explain) for hit in hits]
    section = Section(
        tuple(items),
        numbered=True,
        total=total,
        table=None if explain else services_table([h.entry for h in hits], reader),
    )
    closing = _more(total, len(hits), voice)
    closing += _past(events, query, voice)
    return frame(reader, [section], [h.entry for h in hits], _understood(query, voice), closing)


def _more(total: int, shown: int, voice: Voice) -> list[str]:
    if total <= shown:
        return []
    return [voice.say("{number} more: --limit {total}", number=total - shown, total=total)]


def _past(events: int, query: Query, voice: Voice) -> list[str]:
    if not events:
        return []
    command = voice.command("timeline", query.text)
    said = voice.plural(
        "{number} past event: {command}", "{number} past events: {command}", events, command=command
    )
    return [said]


def _understood(query: Query, voice: Voice) -> list[str]:
    said = [
        voice.say("“{said}” was taken for “{taken}”.", said=typed, taken=taken)
        for typed, taken in query.corrections
    ]
    if query.cut:
        said.append(voice.say("Only the first 32 distinct words were searched."))
    return said


def nothing(reader: Reader, query: Query | None, events: int = 0) -> Page:
    """The page of an empty result: plain, with somewhere to turn."""
    voice, header = reader.voice, reader.index.header
    opening = [voice.say("Nothing in this directory fits these words.")]
    opening += _understood(query, voice) if query else []
    closing = _past(events, query, voice) if query else []
    closing.append(
        voice.say(
            "Try plain words, in English or French: missing, shelter, suicide, violence, drugs,"
            " pictures online, a town."
        )
    )
    items = [_last_resort(reader.index.service(id), reader) for id in header.last_resort]
    title = voice.say("Someone who may know")
    sections = [Section(tuple(items), title)] if items else []
    return frame(reader, sections, (), opening, closing)


_FEW: Final = 2
"""Numbers of a service of the last resort: with more, the first of them leave a screen of 24
lines."""


def _last_resort(service: Service, reader: Reader) -> Item:
    """Someone to turn to, by the first numbers alone; `show` has the rest."""
    item = service_item(service, reader)
    numbers = [field for field in item.fields if field.kind == "number"]
    if not numbers:
        return item
    others = (field for field in item.fields if field.kind not in ("number", "address"))
    return item._replace(fields=(*numbers[:_FEW], *others))


def _hit_item(hit: Hit, reader: Reader, explain: bool) -> Item:
    if isinstance(hit.entry, Service):
        item = service_item(hit.entry, reader, hit.wrong_age)
    else:
        item = plain_item(hit.entry, reader)
    if not explain:
        return item
    why = Field(reader.voice.say("Why"), "; ".join(reasons(hit, reader.voice)))
    return Item(item.title, (*item.fields, why), item.aside, item.warning)


def reasons(hit: Hit, voice: Voice) -> list[str]:
    """Why a hit was found, in words."""
    fields = {
        "name": mark("its name"),
        "main": mark("other names for it"),
        "topic": mark("its main topic"),
        "topics": mark("its topics"),
        "place": mark("whom or where it serves"),
        "body": mark("its description"),
        "operator": mark("who runs it"),
        "number": mark("its number"),
    }
    ways = {
        "word": mark("“{said}” is in {field}"),
        "stem": mark("a form of “{said}” is in {field}"),
        "concept": mark("“{said}” means the same as words in {field}"),
        "correction": mark("“{said}”, taken for “{by}”, is in {field}"),
        "beginning": mark("a word that begins with “{said}” is in {field}"),
    }
    return [
        voice.say(ways[r.how], said=r.said, by=r.by, field=voice.say(fields[r.field]))
        for r in hit.why
    ]


def services_table(entries: Iterable[Entry], reader: Reader) -> Table:
    """Services as a table, a row a number."""
    voice = reader.voice
    columns = (
        Column(voice.say("Service"), 24),
        Column(voice.say("Number"), 14, whole=True),
        Column(voice.say("About the number"), 22),
        Column(voice.say("What it does"), 36),
    )
    rows: list[tuple[str, ...]] = []
    for entry in entries:
        if not isinstance(entry, Service):
            rows.append((entry.name[voice.language], "", "", entry.summary[voice.language]))
            continue
        calls = contact_fields(entry, reader)
        name = (warning(entry, voice), entry.name[voice.language], f"({aside(entry, reader)})")
        said = " ".join((entry.summary[voice.language], *caution(entry, voice)))
        first = "\n".join(part for part in name if part)
        for call in calls or [Field("", "")]:
            number, about = _table_cells(call, voice)
            rows.append((first, number, about, said))
            first = said = ""
    return Table(columns, tuple(rows))


def _table_cells(call: Field, voice: Voice) -> tuple[str, str]:
    """A number, or that there is none, as two cells of a table: the number and what is known."""
    if call.kind == "instead":
        return call.value, voice.pair(call.label, call.note)
    return (call.value, call.note) if call.kind == "number" else ("", call.value)


def hotlines(reader: Reader, hits: Sequence[Hit], total: int, query: Query) -> Page:
    """Numbers to call or text, under the headings of their lines."""
    voice = reader.voice
    services = [hit.entry for hit in hits if isinstance(hit.entry, Service)]
    order = sorted(services, key=lambda s: LINES.index(s.line or "office"))
    sections = []
    for line, group in groupby(order, key=lambda s: s.line or "office"):
        members = list(group)
        items = tuple(service_item(s, reader) for s in members)
        sections.append(Section(items, voice.word(line), services_table(members, reader)))
    closing = _more(total, len(hits), voice)
    return frame(reader, sections, services, _understood(query, voice), closing)


def timeline(reader: Reader, events: Sequence[Event], total: int, query: Query) -> Page:
    """Events in order of time, under their phases."""
    voice, header = reader.voice, reader.index.header
    titles = {phase.id: phase.title[voice.language] for phase in header.phases}
    sections = []
    for phase, group in groupby(events, key=lambda event: event.phase):
        members = list(group)
        columns = (
            Column(voice.say("Date"), 17, whole=True),
            Column(voice.say("What happened"), 40),
        )
        rows = tuple((voice.date(e.date), _event_words(e, voice)) for e in members)
        items = tuple(plain_item(e, reader) for e in members)
        sections.append(Section(items, titles.get(phase, ""), Table(columns, rows)))
    closing = [header.phases_note[voice.language]] if header.phases_note else []
    closing += _more(total, len(events), voice)
    return frame(reader, sections, events, _understood(query, voice), closing)


def _event_words(event: Event, voice: Voice) -> str:
    return f"{event.name[voice.language]}. {event.summary[voice.language]}"


def listing(reader: Reader, entries: Sequence[Entry | Source], total: int) -> Page:
    """Every entry, and source, on a line of its own, with its id."""
    voice = reader.voice
    columns = (
        Column(voice.say("Id"), 12, whole=True),
        Column(voice.say("Name"), 24),
        Column(voice.say("Kind"), 16),
    )
    rows, items = [], []
    for entry in entries:
        name = entry.title if isinstance(entry, Source) else entry.name
        what = _kind_words(entry, voice)
        rows.append((entry.id, name[voice.language], what))
        fields = (
            Field(voice.say("Id"), entry.id, kind="prose"),
            Field(voice.say("Kind"), what, kind="prose"),
        )
        items.append(Item(name[voice.language], fields))
    section = Section(tuple(items), table=Table(columns, tuple(rows)))
    closing = _more(total, len(entries), voice)
    return frame(reader, [section], (), (), closing)


def _kind_words(entry: Entry | Source, voice: Voice) -> str:
    """What an entry is, and its status where it is not simply running."""
    if isinstance(entry, Source):
        return voice.word("source")
    said = voice.word(kind(entry))
    if isinstance(entry, Service) and entry.status != "current":
        return f"{said}; {voice.word(entry.status)}"
    return said


def source_list(reader: Reader, sources: Sequence[Source], total: int) -> Page:
    """Every source on a line of its own."""
    voice = reader.voice
    columns = (
        Column(voice.say("Id"), 12, whole=True),
        Column(voice.say("Title"), 30),
        Column(voice.say("Date"), 12),
    )
    rows = tuple((s.id, s.title[voice.language], source_date(s, voice)) for s in sources)
    items = tuple(
        Item(
            title,
            (
                Field(voice.say("Id"), id, kind="prose"),
                Field(voice.say("Date"), when, kind="prose"),
            ),
        )
        for id, title, when in rows
    )
    section = Section(items, table=Table(columns, rows))
    return frame(reader, [section], (), (), _more(total, len(sources), voice))


def source_date(source: Source, voice: Voice) -> str:
    """The date of a source, or what is known of it."""
    if source.date:
        return voice.date(source.date)
    return source.dated[voice.language] if source.dated else voice.say("date not known")
