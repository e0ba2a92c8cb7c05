"""One entry in short, as every page tells it: its numbers, what to know before calling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from resource_finder.index import Index
from resource_finder.instead import number_to_call
from resource_finder.model import CURRENT_SINCE, Entry, Event, Phone, Service, Text, Urgent
from resource_finder.page import Field, Item
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


def checked(reader: Reader) -> str:
    """When and how the directory was checked, and how long ago that is."""
    voice, when = reader.voice, reader.index.header.date
    age = voice.age(when, reader.today) or voice.say("this machine’s date is earlier")
    return voice.say(
        "Checked against published sources on {date}, not by phone ({age}).",
        date=voice.date(when),
        age=age,
    )


def support(shown: Iterable[Entry], reader: Reader) -> list[str]:
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


def service_item(service: Service, reader: Reader, wrong_age: int | None = None) -> Item:
    """A service in short: how to reach it, what it does, what must be known before that."""
    voice = reader.voice
    fields = [*contact_fields(service, reader), *web_fields(service, reader)]
    fields.append(Field(voice.say("What it does"), service.summary[voice.language], kind="prose"))
    known = caution(service, voice)
    if wrong_age is not None and service.ages:
        known.insert(
            0,
            voice.say("For {ages}, not for {age}.", ages=voice.ages(service.ages), age=wrong_age),
        )
    if known:
        fields.append(Field(voice.say("Note"), " ".join(known), kind="prose"))
    return Item(
        service.name[voice.language],
        tuple(fields),
        aside(service, reader),
        warning(service, voice),
    )


def warning(service: Service, voice: Voice) -> str:
    """What a service is, in words, where it is not simply running."""
    if service.status in GONE:
        return voice.word(service.status)
    return ""


def caution(service: Service, voice: Voice) -> list[str]:
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


def aside(service: Service, reader: Reader) -> str:
    """Where and whom a service serves, and in which languages."""
    voice, header = reader.voice, reader.index.header
    region = voice.listing([header.regions[r].name[voice.language] for r in service.regions])
    parts = [region]
    if service.ages:
        parts.append(voice.ages(service.ages))
    if service.languages:
        spoken = [header.languages[s][voice.language] for s in service.languages]
        parts.append(", ".join(spoken))
    return "; ".join(parts)


def contact_fields(service: Service, reader: Reader) -> list[Field]:
    """The numbers of a service, and whom to call instead where it has none."""
    return [*number_fields(service, reader), *instead_fields(service, reader)]


def number_fields(service: Service, reader: Reader) -> list[Field]:
    """The numbers that may be given, each with what is known of it; or why there is none."""
    voice = reader.voice
    given = numbers(service, reader)
    fields = [
        Field(
            voice.word(p.kind),
            voice.phone(p.number),
            about_number(p, service, reader),
            "number",
        )
        for p in given
    ]
    missing = no_number(service, reader)
    return [*fields, Field(voice.word("voice"), missing, kind="prose")] if missing else fields


def instead_fields(service: Service, reader: Reader) -> list[Field]:
    """Whom to call where a service has no number to give, as a field or none."""
    found, voice = instead(service, reader), reader.voice
    if found is None:
        return []
    _, phone, about = found
    return [Field(voice.say("Call instead"), voice.phone(phone.number), about, "instead")]


def instead(service: Service, reader: Reader) -> tuple[Service, Phone, str] | None:
    """The service to call where one has no number to give, its number, and in words whose that is
    and what is known of it."""
    other = reader.index.call_instead(service.id)
    phone = number_to_call(other) if other else None
    if other is None or phone is None:
        return None
    name = f"{other.name[reader.voice.language]}."
    known = (about_number(phone, other, reader), *caution(other, reader.voice))
    return other, phone, " ".join(part for part in (name, *known) if part)


def no_number(service: Service, reader: Reader) -> str:
    """Why a service has no number to give; "" where it has one, or where none would be given."""
    voice = reader.voice
    if service.status in GONE or numbers(service, reader):
        return ""
    if not service.phones:
        return voice.say("No number known to us.")
    command = voice.command("show", service.id)
    return voice.say("no number that we could confirm: see {command}", command=command)


def about_number(phone: Phone, service: Service, reader: Reader) -> str:
    """What is known of one number: whose it is, when it answers, how sure it is; "" if nothing."""
    voice = reader.voice
    parts = [phone.label[voice.language]] if phone.label else []
    if phone.keyword:
        parts.append(voice.say("send {keyword}", keyword=phone.keyword))
    parts.append(_hours(phone, service, reader))
    if phone.confidence != "confirmed":
        parts.append(voice.word(phone.confidence))
    if phone.note:
        parts.append(phone.note[voice.language])
    return sentence(parts)


def _hours(phone: Phone, service: Service, reader: Reader) -> str:
    """When a number answers, or that this is not known; of an urgent line nothing is said then:
    those words could keep someone from calling."""
    hours = phone.hours or service.hours
    if hours:
        return hours[reader.voice.language]
    urgent = {line.service for line in reader.index.header.urgent}
    return "" if service.id in urgent else reader.voice.say("hours not known")


def sentence(parts: Iterable[str]) -> str:
    """Parts as sentences, each with its capital and its full stop; "" of none."""
    kept = [part.rstrip(".") for part in parts if part]
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in kept)


def web_fields(service: Service, reader: Reader) -> list[Field]:
    """The web addresses of a service, each with how sure it is."""
    voice = reader.voice
    if service.status in GONE:
        return []
    return [
        Field(
            voice.word(w.kind), w.address[voice.language], _unsure(w.confidence, voice), "address"
        )
        for w in service.web
    ]


def _unsure(confidence: str, voice: Voice) -> str:
    """How sure a contact is, where it is not confirmed."""
    return "" if confidence == "confirmed" else f"{voice.word(confidence)}."


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


def urgent_field(urgent: Urgent, reader: Reader) -> Field:
    """An urgent line: its label, its numbers where it gives any, and what it is for."""
    voice = Voice(reader.voice.urgent)
    label, text = urgent.label[voice.language], urgent.text[voice.language]
    if not urgent.numbers:
        return Field(label, "", text, "number")
    given = numbers(reader.index.service(urgent.service), reader)
    return Field(label, ", ".join(voice.phone(p.number) for p in given), text, "number")
