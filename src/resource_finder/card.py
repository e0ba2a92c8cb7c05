"""The page of `show`: everything known of one entry, what is not known included."""

from __future__ import annotations

from collections.abc import Iterable

from resource_finder.brief import GONE, Reader, contact_fields, warning, web_fields
from resource_finder.index import kind
from resource_finder.model import Citation, Entry, Event, Service, Source
from resource_finder.page import Field, Item, Page, Section
from resource_finder.pages import frame, source_date
from resource_finder.wording import Voice, mark

ASPECTS = {
    "name": mark("name"),
    "number": mark("number"),
    "what": mark("what it does"),
    "audience": mark("whom it serves"),
    "region": mark("where it serves"),
    "hours": mark("hours"),
    "languages": mark("languages"),
    "operator": mark("who runs it"),
    "police": mark("police"),
    "status": mark("status"),
    "date": mark("date"),
    "figures": mark("figures"),
}


def card(entry: Entry, reader: Reader) -> Page:
    """Everything known of a service, an event or a notice."""
    reader = Reader(reader.voice, reader.index, reader.today, unconfirmed=True)
    voice = reader.voice
    fields = _service(entry, reader) if isinstance(entry, Service) else _other(entry, voice)
    fields += _common(entry, reader)
    item = Item(entry.name[voice.language], (*_about_name(entry, voice), *fields))
    return frame(reader, [Section((item,))], [entry], _instead(entry, reader))


def _about_name(entry: Entry, voice: Voice) -> list[Field]:
    if isinstance(entry, Service) and entry.one_name and entry.one_name != "same-in-both":
        return [_fact(voice, mark("Name"), voice.word(entry.one_name))]
    return []


def _instead(entry: Entry, reader: Reader) -> list[str]:
    """That nobody should be referred here, and where to turn in its place."""
    voice = reader.voice
    if not isinstance(entry, Service) or entry.status not in GONE:
        return []
    turn = []
    for urgent in (u for u in reader.index.header.urgent if u.numbers):
        service = reader.index.service(urgent.service)
        given = voice.listing([voice.phone(p.number) for p in service.phones])
        name = service.name[voice.language]
        turn.append(
            voice.say(
                "For a child who needs protection now: {service}, {number}.",
                service=name, number=given,
            )
        )  # fmt: skip
    return [warning(entry, voice), *turn]


def _fact(voice: Voice, label: str, value: str, note: str = "") -> Field:
    return Field(voice.say(label), value, note)


def _other(entry: Entry, voice: Voice) -> list[Field]:
    fields = [_fact(voice, mark("What"), entry.summary[voice.language])]
    if isinstance(entry, Event):
        fields.insert(0, _fact(voice, mark("Date"), voice.date(entry.date)))
    return fields


def _service(service: Service, reader: Reader) -> list[Field]:
    voice, header, language = reader.voice, reader.index.header, reader.voice.language
    past = service.status == "former"
    what = mark("What it was") if past else mark("What it does")
    audience = [header.audiences[a][language] for a in service.audience]
    ages = [voice.ages(service.ages)] if service.ages else []
    regions = [header.regions[r].name[language] for r in service.regions]
    fields = [] if service.status in GONE else _contacts(service, reader)
    fields += [
        _fact(voice, what, service.summary[language]),
        _fact(voice, mark("For"), "; ".join([voice.listing(audience), *ages])),
        _fact(voice, mark("Where"), voice.listing(regions)),
    ]
    if service.place:
        fields.append(_fact(voice, mark("Place"), voice.word(service.place)))
    if not past:
        fields += [_hours(service, voice), _languages(service, reader)]
    if service.operator:
        fields.append(_fact(voice, mark("Run by"), service.operator[language]))
    if service.formerly:
        fields.append(_fact(voice, mark("Formerly"), "; ".join(service.formerly)))
    if not past:
        fields.append(_fact(voice, mark("Police"), voice.word(service.police)))
    return fields + _status(service, reader)


def _contacts(service: Service, reader: Reader) -> list[Field]:
    voice = reader.voice
    fields = [*contact_fields(service, reader), *web_fields(service, reader)]
    if service.email:
        fields.append(_fact(voice, mark("E-mail"), service.email))
    fields += [
        _fact(voice, mark("Address"), a.text, voice.word(f"place-{a.kind}"))
        for a in service.addresses
    ]
    return fields


def _hours(service: Service, voice: Voice) -> Field:
    said = service.hours[voice.language] if service.hours else voice.say("not known")
    return _fact(voice, mark("Hours"), said)


def _languages(service: Service, reader: Reader) -> Field:
    voice, names = reader.voice, reader.index.header.languages
    spoken = voice.listing([names[s][voice.language] for s in service.languages])
    note = service.languages_note[voice.language] if service.languages_note else ""
    missing = "" if note else voice.say("not stated in our sources")
    return _fact(voice, mark("Languages"), spoken or note or missing, note if spoken else "")


def _status(service: Service, reader: Reader) -> list[Field]:
    voice = reader.voice
    note = service.status_note[voice.language] if service.status_note else ""
    fields = [_fact(voice, mark("Status"), voice.word(service.status), note)]
    if service.last_seen:
        fields.append(_fact(voice, mark("Last seen running"), voice.date(service.last_seen)))
    if service.replaced_by:
        after = reader.index.entry(service.replaced_by)
        if after:
            fields.append(
                _fact(voice, mark("Replaced by"), f"{after.name[voice.language]} ({after.id})")
            )
    return fields


def _common(entry: Entry, reader: Reader) -> list[Field]:
    voice, header, language = reader.voice, reader.index.header, reader.voice.language
    fields = [_fact(voice, mark("More"), d.text[language]) for d in entry.details]
    fields += [_fact(voice, mark("Note"), note[language]) for note in entry.notes]
    fields.append(_fact(voice, mark("Confidence"), voice.word(entry.confidence)))
    topics = [header.topics[t][language] for t in entry.topics]
    fields.append(_fact(voice, mark("Topics"), ", ".join(topics)))
    fields += _related(entry, reader)
    fields += [_source(citation, reader) for citation in entry.sources]
    when = voice.date(entry.checked)
    age = voice.age(entry.checked, reader.today)
    fields.append(
        _fact(
            voice,
            mark("Checked"),
            f"{when} ({age})" if age else when,
            voice.say("Against published sources, not by phone."),
        )
    )
    fields.append(_fact(voice, mark("Id"), entry.id))
    return fields


def _related(entry: Entry, reader: Reader) -> Iterable[Field]:
    """Related entries, each with its number and id, so that nobody has to look twice."""
    voice = reader.voice
    for id in entry.related:
        other = reader.index.entry(id)
        if other is None:
            continue
        said = other.name[voice.language]
        if isinstance(other, Event):
            said = f"{voice.date(other.date)}, {said}"
        if isinstance(other, Service) and other.status in GONE:
            said = f"{said} ({voice.word(other.status)})"
        label = mark("See also") if kind(other) != "event" else mark("Event")
        yield _fact(voice, label, said, voice.command("show", id))


def _source(citation: Citation, reader: Reader) -> Field:
    voice = reader.voice
    source = reader.index.source(citation.source)
    assert source is not None
    supports = voice.listing([voice.say(ASPECTS[aspect]) for aspect in citation.supports])
    said = f"{source.title[voice.language]}, {source_date(source, voice)}."
    said += f" {source.address}" if source.address else ""
    parts = [voice.pair(voice.say("for"), supports)]
    if citation.note:
        parts.append(citation.note[voice.language])
    note = " ".join(f"{p.rstrip('.')}." for p in parts)
    return Field(voice.say("Source"), said, note, "address" if source.address else "fact")


def source_card(source: Source, reader: Reader) -> Page:
    """A source, and which entries rest on it."""
    voice = reader.voice
    entries = reader.index.entries("hotline", "program", "event", "notice")
    resting = [e for e in entries if source.id in {c.source for c in e.sources}]
    fields = [
        _fact(voice, mark("Address"), source.address or voice.say("not found")),
        _fact(voice, mark("Date"), source_date(source, voice)),
        _fact(voice, mark("Kind"), voice.word(source.kind)),
        *(_fact(voice, mark("Supports"), e.name[voice.language], e.id) for e in resting),
        _fact(voice, mark("Id"), source.id),
    ]
    return frame(reader, [Section((Item(source.title[voice.language], tuple(fields)),))])
