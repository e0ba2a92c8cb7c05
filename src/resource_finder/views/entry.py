"""An entry in short, on screens and on paper: its numbers, and what to know before calling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from resource_finder.directory.call_instead import number_to_call
from resource_finder.directory.contacts import NO_CONTACT_STATUSES, numbers_to_give
from resource_finder.i18n import N_, Translator
from resource_finder.model import (
    CURRENT_SINCE,
    Entry,
    Event,
    Phone,
    Service,
    Text,
    Urgent,
    line_order,
)
from resource_finder.search.index import Index
from resource_finder.views.document import Field, Item, prose


class ViewContext(NamedTuple):
    """Whom a page is for: a language, a directory, the day it is read, and how much is shown.

    `unconfirmed` says whether numbers that are not confirmed are given; `paper` whether the page is
    handed over on paper.
    """

    translator: Translator
    index: Index  # type: ignore[assignment]  # Stands in place of a method of tuples.
    today: date
    unconfirmed: bool = False
    paper: bool = False


def numbers(service: Service, view: ViewContext) -> list[Phone]:
    """The numbers of a service that may be given; an unconfirmed one only on demand."""
    return numbers_to_give(service, view.unconfirmed)


def checked_line(view: ViewContext) -> str:
    """When and how the directory was checked, and how long ago that is."""
    translator, when = view.translator, view.index.header.date
    age = translator.age(when, view.today) or translator.text("this machine’s date is earlier")
    return translator.text(
        "Checked against published sources on {date}, not by phone ({age}).",
        date=translator.date(when),
        age=age,
    )


def support_lines(shown: Iterable[Entry], view: ViewContext) -> list[str]:
    """Lines to talk to, at the end of a page that names someone who is remembered."""
    header, translator = view.index.header, view.translator
    text = " ".join(text.en for entry in shown for text in _texts(entry))
    if not any(name in text for name in header.memorial_names):
        return []
    lines = [view.index.service(id) for id in header.support]
    named = [
        f"{line.name[translator.language]}, {translator.phone(phones[0].number)}"
        for line in lines
        if (phones := numbers(line, view))
    ]
    return [
        translator.text(
            "If this page is hard to read, someone is there: {lines}.", lines="; ".join(named)
        )
    ]


def _texts(entry: Entry) -> list[Text]:
    return [entry.name, entry.summary, *(d.text for d in entry.details), *entry.notes]


def service_item(service: Service, view: ViewContext, wrong_age: int | None = None) -> Item:
    """A service in short: how to reach it, what it does, what must be known before that."""
    translator = view.translator
    fields = [*contact_fields(service, view), *web_fields(service, view)]
    fields.append(
        Field(translator.text("What it does"), service.summary[translator.language], kind="prose")
    )
    notes = cautions(service, translator)
    if wrong_age is not None and service.ages:
        notes.insert(
            0,
            translator.text(
                "For {ages}, not for {age}.", ages=translator.ages(service.ages), age=wrong_age
            ),
        )
    if notes:
        fields.append(Field(translator.text("Note"), " ".join(notes), kind="prose"))
    return Item(
        service.name[translator.language],
        tuple(fields),
        serves(service, view),
        warning(service, translator),
    )


def warning(service: Service, translator: Translator) -> str:
    """What a service is, in words, where it is not simply running."""
    if service.status in NO_CONTACT_STATUSES:
        return translator.label(service.status)
    return ""


def cautions(service: Service, translator: Translator) -> list[str]:
    """What to know before calling or sending someone: police, and doubts."""
    return [line for line in (_police(service, translator), *_doubts(service, translator)) if line]


def _police(service: Service, translator: Translator) -> str:
    return "" if service.police == "not-stated" else translator.label(service.police)


def _doubts(service: Service, translator: Translator) -> list[str]:
    """That a service may have ended, and when it was last seen running."""
    if service.status == "former":
        return []
    doubts = [translator.label("unknown") + "."] if service.status == "unknown" else []
    if service.last_seen and (service.status == "unknown" or service.last_seen < CURRENT_SINCE):
        doubts.append(
            translator.text("Last seen running: {date}.", date=translator.date(service.last_seen))
        )
    if service.confidence == "unconfirmed":
        doubts.append(translator.label("unconfirmed") + ".")
    return doubts


def serves(service: Service, view: ViewContext) -> str:
    """Where and whom a service serves, and in which languages."""
    translator, header = view.translator, view.index.header
    region = translator.listing(
        [header.regions[r].name[translator.language] for r in service.regions]
    )
    parts = [region]
    if service.ages:
        parts.append(translator.ages(service.ages))
    if service.languages:
        spoken = [header.languages[s][translator.language] for s in service.languages]
        parts.append(", ".join(spoken))
    return "; ".join(parts)


def contact_fields(service: Service, view: ViewContext) -> list[Field]:
    """The numbers of a service, and whom to call instead where it has none."""
    return [*number_fields(service, view), *call_instead_fields(service, view)]


def number_fields(service: Service, view: ViewContext) -> list[Field]:
    """The numbers that may be given, each with what is known of it; or why there is none."""
    fields = phone_fields(numbers(service, view), service, view)
    missing = no_number_text(service, view)
    label = view.translator.label("voice")
    return [*fields, Field(label, missing, kind="prose")] if missing else fields


def phone_fields(phones: Iterable[Phone], service: Service, view: ViewContext) -> list[Field]:
    """Numbers of a service, each with what is known of it."""
    return [number_field(phone, number_note(phone, service, view), view) for phone in phones]


def number_field(phone: Phone, note: str, view: ViewContext) -> Field:
    """A number as the language writes it. On paper, which has no label for it, the note says that
    one texts it."""
    label = view.translator.label(phone.kind)
    link = f"{'sms' if phone.kind == 'text' else 'tel'}:{phone.number}"
    if view.paper:
        label, note = "", _note_on_paper(phone, note, view.translator)
    return Field(label, view.translator.phone(phone.number), note, "number", link)


def _note_on_paper(phone: Phone, note: str, translator: Translator) -> str:
    kind = translator.label(phone.kind)
    parts = [note]
    if phone.kind != "voice" and not note.startswith(kind):
        parts.insert(0, f"{kind}.")
    if phone.kind == "text":
        parts.append(translator.text("A text stays in the phone."))
    return " ".join(part for part in parts if part)


def call_instead_fields(service: Service, view: ViewContext) -> list[Field]:
    """Whom to call where a service has no number to give, as a field or none."""
    other = instead(service, view)
    if other is None:
        return []
    _, phone, note = other
    label = view.translator.text("Call instead")
    return [number_field(phone, note, view)._replace(label=label, kind="instead")]


def instead(service: Service, view: ViewContext) -> tuple[Service, Phone, str] | None:
    """The service to call where one has no number to give, its number, and in words whose that is
    and what is known of it."""
    other = view.index.call_instead(service.id)
    phone = number_to_call(other) if other else None
    if other is None or phone is None:
        return None
    name = f"{other.name[view.translator.language]}."
    notes = (number_note(phone, other, view), *cautions(other, view.translator))
    return other, phone, " ".join(part for part in (name, *notes) if part)


def no_number_text(service: Service, view: ViewContext) -> str:
    """Why a service has no number to give; "" where it has one, or where none would be given."""
    translator = view.translator
    if service.status in NO_CONTACT_STATUSES or numbers(service, view):
        return ""
    if not service.phones:
        return translator.text("No number known to us.")
    command = translator.command("show", service.id)
    return translator.text("no number that we could confirm: see {command}", command=command)


def number_note(phone: Phone, service: Service, view: ViewContext) -> str:
    """What is known of one number: whose it is, when it answers, how sure it is; "" if nothing."""
    translator = view.translator
    parts = [phone.label[translator.language]] if phone.label else []
    if phone.keyword:
        parts.append(translator.text("send {keyword}", keyword=phone.keyword))
    parts.append(_hours(phone, service, view))
    if phone.confidence != "confirmed":
        parts.append(translator.label(phone.confidence))
    if phone.note:
        parts.append(phone.note[translator.language])
    return sentence(parts)


def _hours(phone: Phone, service: Service, view: ViewContext) -> str:
    """When a number answers, or that this is not known; of an urgent line nothing is said then:
    those words could keep someone from calling."""
    hours = phone.hours or service.hours
    if hours:
        return hours[view.translator.language]
    urgent = {line.service for line in view.index.header.urgent}
    return "" if service.id in urgent else view.translator.text("hours not known")


def sentence(parts: Iterable[str]) -> str:
    """Parts as sentences, each with its capital and its full stop; "" of none."""
    kept = [part.rstrip(".") for part in parts if part]
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in kept)


def web_fields(service: Service, view: ViewContext) -> list[Field]:
    """The web addresses of a service, each with how sure it is."""
    translator = view.translator
    if service.status in NO_CONTACT_STATUSES:
        return []
    return [
        Field(
            translator.label(w.kind),
            w.address[translator.language],
            _unsure(w.confidence, translator),
            "address",
        )
        for w in service.web
    ]


def _unsure(confidence: str, translator: Translator) -> str:
    """How sure a contact is, where it is not confirmed."""
    return "" if confidence == "confirmed" else f"{translator.label(confidence)}."


def summary_item(entry: Entry, view: ViewContext) -> Item:
    """An event or a notice in short."""
    translator = view.translator
    what = Field(
        translator.text("What happened" if isinstance(entry, Event) else N_("What")),
        entry.summary[translator.language],
        kind="prose",
    )
    if isinstance(entry, Event):
        return Item(f"{translator.date(entry.date)}. {entry.name[translator.language]}", (what,))
    return Item(entry.name[translator.language], (what,))


def urgent_item(urgent: Urgent, view: ViewContext) -> Item:
    """An urgent line: its label, its numbers where it gives any, and what it is for."""
    view = view._replace(translator=Translator(view.translator.urgent))
    language = view.translator.language
    phones = numbers(view.index.service(urgent.service), view) if urgent.numbers else []
    fields = [number_field(phone, "", view) for phone in phones]
    return Item(urgent.label[language], (*fields, prose(urgent.text[language])))


def group_by_line(services: Iterable[Service]) -> Iterator[tuple[str, Sequence[Service]]]:
    """Services under their lines, in the order of urgency."""
    ordered = sorted(services, key=line_order)
    for line, members in groupby(ordered, key=lambda service: service.line or "office"):
        yield line, list(members)
