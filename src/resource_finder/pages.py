"""The pages that people read: what the finder says, in the order a tired worker needs it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from resource_finder.index import Index, kind
from resource_finder.model import (
    CURRENT_SINCE,
    LINES,
    Entry,
    Event,
    Phone,
    Service,
    Source,
    Text,
    Urgent,
)
from resource_finder.page import Column, Field, Item, Page, Section, Table
from resource_finder.query import Query
from resource_finder.search import Hit
from resource_finder.wording import Voice, mark


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a page is for: a language, a directory, the day it is read, and how much is shown.

    `unconfirmed` says whether numbers that are not confirmed are given.
    """

    voice: Voice
    index: Index
    today: date
    unconfirmed: bool = False


GONE = ("former", "announced")
"""What has no contact to give, whatever a file says."""


def numbers(service: Service, reader: Reader) -> list[Phone]:
    """The numbers of a service that may be given; an unconfirmed one only on demand."""
    if service.status in GONE:
        return []
    return [p for p in service.phones if reader.unconfirmed or p.confidence != "unconfirmed"]


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
        urgent=tuple(_urgent(urgent, reader) for urgent in header.urgent),
        reminder=_reminder(header.urgent, reader),
        sections=tuple(counted),
        opening=tuple(opening),
        closing=(*_support(shown, reader), *closing, checked(reader)),
    )


def _urgent(urgent: Urgent, reader: Reader) -> Field:
    voice = reader.voice
    label, text = urgent.label[voice.language], urgent.text[voice.language]
    if not urgent.numbers:
        return Field(label, "", text, "number")
    given = numbers(reader.index.service(urgent.service), reader)
    return Field(label, ", ".join(voice.phone(p.number) for p in given), text, "number")


def _reminder(urgent: Iterable[Urgent], reader: Reader) -> str:
    said = []
    for line in urgent:
        field = _urgent(line, reader)
        short = line.short[reader.voice.language]
        said.append(reader.voice.pair(short, field.value) if field.value else short)
    return " | ".join(said)


def checked(reader: Reader) -> str:
    """When and how the directory was checked, and how long ago that is."""
    voice, when = reader.voice, reader.index.header.date
    age = voice.age(when, reader.today) or voice.say("this machine’s date is earlier")
    return voice.say(
        "Checked against published sources on {date}, not by phone ({age}).",
        date=voice.date(when),
        age=age,
    )


def _support(shown: Iterable[Entry], reader: Reader) -> list[str]:
    """Lines to talk to, at the end of a page that names someone who is remembered."""
    header, voice = reader.index.header, reader.voice
    said = " ".join(text.en for entry in shown for text in _texts(entry))
    if not any(name in said for name in header.remembered):
        return []
    lines = [reader.index.service(id) for id in header.support]
    named = [
        f"{line.name[voice.language]}, {voice.phone(phones[0].number)}"
        for line in lines
        if (phones := numbers(line, reader))
    ]
    return [
        voice.say(
            "If this page is hard to read, someone is there: {lines}.", lines="; ".join(named)
        )
    ]


def _texts(entry: Entry) -> list[Text]:
    return [entry.name, entry.summary, *(d.text for d in entry.details), *entry.notes]


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
    items = [service_item(reader.index.service(id), reader) for id in header.last_resort]
    title = voice.say("Someone who may know")
    sections = [Section(tuple(items), title)] if items else []
    return frame(reader, sections, (), opening, closing)


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


def service_item(service: Service, reader: Reader, wrong_age: int | None = None) -> Item:
    """A service in short: how to reach it, what it does, what must be known before that."""
    voice = reader.voice
    fields = [*number_fields(service, reader), *_web_fields(service, reader)]
    fields.append(Field(voice.say("What it does"), service.summary[voice.language], kind="prose"))
    caution = _caution(service, voice)
    if wrong_age is not None and service.ages:
        caution.insert(
            0,
            voice.say("For {ages}, not for {age}.", ages=voice.ages(service.ages), age=wrong_age),
        )
    if caution:
        fields.append(Field(voice.say("Note"), " ".join(caution), kind="prose"))
    return Item(
        service.name[voice.language],
        tuple(fields),
        _aside(service, reader),
        warning(service, voice),
    )


def warning(service: Service, voice: Voice) -> str:
    """What a service is, in words, where it is not simply running."""
    if service.status in GONE:
        return voice.word(service.status)
    return ""


def _caution(service: Service, voice: Voice) -> list[str]:
    """What to know before calling or sending someone: police, and doubts."""
    return [line for line in (_police(service, voice), *_seen(service, voice)) if line]


def _police(service: Service, voice: Voice) -> str:
    return "" if service.police == "not-stated" else voice.word(service.police)


def _seen(service: Service, voice: Voice) -> list[str]:
    """That a service may have ended, and when it was last seen running."""
    if service.status == "former":
        return []
    said = [voice.word("unknown") + "."] if service.status == "unknown" else []
    if service.last_seen and (service.status == "unknown" or service.last_seen < CURRENT_SINCE):
        said.append(voice.say("Last seen running: {date}.", date=voice.date(service.last_seen)))
    if service.confidence == "unconfirmed":
        said.append(voice.word("unconfirmed") + ".")
    return said


def _aside(service: Service, reader: Reader) -> str:
    voice, header = reader.voice, reader.index.header
    region = voice.listing([header.regions[r].name[voice.language] for r in service.regions])
    parts = [region]
    if service.ages:
        parts.append(voice.ages(service.ages))
    if service.languages:
        spoken = [header.languages[s][voice.language] for s in service.languages]
        parts.append(", ".join(spoken))
    return "; ".join(parts)


def number_fields(service: Service, reader: Reader) -> list[Field]:
    """The numbers that may be given, each with what is known of it; or why there is none."""
    voice = reader.voice
    given = numbers(service, reader)
    fields = [
        Field(
            voice.word(p.kind),
            voice.phone(p.number),
            about_number(p, service, voice),
            "number",
        )
        for p in given
    ]
    if not given and service.status not in GONE:
        if service.phones:
            missing = voice.say(
                "number not confirmed: see {command}",
                command=voice.command("show", service.id),
            )
        else:
            missing = voice.say("No number published.")
        fields.append(Field(voice.word("voice"), missing, kind="prose"))
    return fields


def about_number(phone: Phone, service: Service, voice: Voice) -> str:
    """What is known of one number: whose it is, when it answers, how sure it is."""
    hours = phone.hours or service.hours
    parts = [phone.label[voice.language]] if phone.label else []
    if phone.keyword:
        parts.append(voice.say("send {keyword}", keyword=phone.keyword))
    parts.append(hours[voice.language] if hours else voice.say("hours not published"))
    if phone.confidence != "confirmed":
        parts.append(voice.word(phone.confidence))
    if phone.note:
        parts.append(phone.note[voice.language])
    return _sentence(parts)


def _sentence(parts: Iterable[str]) -> str:
    kept = [part.rstrip(".") for part in parts]
    return ". ".join(part[:1].upper() + part[1:] for part in kept) + "."


def _web_fields(service: Service, reader: Reader) -> list[Field]:
    voice = reader.voice
    if service.status in GONE:
        return []
    return [
        Field(voice.word(w.kind), w.address[voice.language], unsure(w.confidence, voice))
        for w in service.web
    ]


def unsure(confidence: str, voice: Voice) -> str:
    """How sure a contact is, where it is not confirmed."""
    return "" if confidence == "confirmed" else f"{voice.word(confidence)}."


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
        calls = number_fields(entry, reader)
        name = (warning(entry, voice), entry.name[voice.language], f"({_aside(entry, reader)})")
        said = " ".join((entry.summary[voice.language], *_caution(entry, voice)))
        first = "\n".join(part for part in name if part)
        for call in calls or [Field("", "")]:
            number = call.value if call.kind == "number" else ""
            about = call.note or call.value
            rows.append((first, number, about, said))
            first = said = ""
    return Table(columns, tuple(rows))


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


def plain_item(entry: Entry, reader: Reader) -> Item:
    """An event or a notice in short."""
    voice = reader.voice
    what = Field(
        voice.say("What happened" if isinstance(entry, Event) else mark("What")),
        entry.summary[voice.language],
        kind="prose",
    )
    if isinstance(entry, Event):
        return Item(f"{voice.date(entry.date)}. {entry.name[voice.language]}", (what,))
    return Item(entry.name[voice.language], (what,))


def listing(reader: Reader, entries: Sequence[Entry], total: int) -> Page:
    """Every entry on a line of its own, with its id."""
    voice = reader.voice
    columns = (
        Column(voice.say("Id"), 12, whole=True),
        Column(voice.say("Name"), 24),
        Column(voice.say("Kind"), 16),
    )
    rows, items = [], []
    for entry in entries:
        status = ""
        if isinstance(entry, Service):
            status = voice.word(entry.status) if entry.status != "current" else ""
        said = voice.word(kind(entry))
        what = f"{said}; {status}" if status else said
        rows.append((entry.id, entry.name[voice.language], what))
        fields = (
            Field(voice.say("Id"), entry.id, kind="prose"),
            Field(voice.say("Kind"), what, kind="prose"),
        )
        items.append(Item(entry.name[voice.language], fields))
    section = Section(tuple(items), table=Table(columns, tuple(rows)))
    closing = _more(total, len(entries), voice)
    return frame(reader, [section], (), (), closing)


def source_list(reader: Reader, sources: Sequence[Source]) -> Page:
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
    return frame(reader, [Section(items, table=Table(columns, rows))])


def source_date(source: Source, voice: Voice) -> str:
    """The date of a source, or what is known of it."""
    if source.date:
        return voice.date(source.date)
    return source.dated[voice.language] if source.dated else voice.say("undated")
