"""Entries in short, for screens and sheets: their numbers, and what to know before calling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from resource_finder.bilingual import Language
from resource_finder.closed_lists import CURRENT_SINCE
from resource_finder.directory.call_instead import number_to_call
from resource_finder.directory.contacts import NO_CONTACT_STATUSES, numbers_to_give
from resource_finder.header import Urgent
from resource_finder.i18n import N_, Translator
from resource_finder.model import Entry, Event, Phone, Service, line_order, place_in_line
from resource_finder.search.index import Index
from resource_finder.urgent import ADDED_TO_SHEET, SET_BY_USER
from resource_finder.views.document import Contact, Field, Item, prose
from resource_finder.views.hours import hours_to_show
from resource_finder.views.layers import marked, withdrawn_in_short


class ViewContext(NamedTuple):
    """How a page is made: its language, the directory, the day it is read, and how much it shows.

    `unconfirmed`: numbers that are not confirmed are shown; `paper`: the page is printed, `large`:
    in large print; `police` is the local police number that the user set, in E.164, or "".
    """

    translator: Translator
    index: Index  # type: ignore[assignment]  # Replaces `tuple.index`.
    today: date
    unconfirmed: bool = False
    paper: bool = False
    police: str = ""
    large: bool = False


def numbers(service: Service, view: ViewContext) -> list[Phone]:
    """The numbers of a service that this view may show."""
    return numbers_to_give(service, view.unconfirmed)


def service_item(service: Service, view: ViewContext, wrong_age: int | None = None) -> Item:
    """A service in short: how to reach it, what it does, and cautions; `wrong_age` is the age asked
    for where the service is not for it."""
    translator = view.translator
    fields = [*contact_fields(service, view), *web_fields(service, view)]
    fields.append(
        Field(translator.text("Summary"), service.summary[translator.language], kind="prose")
    )
    gone = withdrawn_in_short(service, translator)
    notes = [*([f"{gone}."] if gone else []), *cautions(service, translator)]
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
        full_name(service, translator),
        tuple(fields),
        coverage(service, view),
        warning(service, translator),
    )


def full_name(entry: Entry, translator: Translator) -> str:
    """The name of an entry, and what it means where the name exists in the other language only."""
    name = entry.name[translator.language]
    gloss = entry.gloss[translator.language] if isinstance(entry, Service) and entry.gloss else ""
    if name.endswith(")") and gloss:
        return marked(f"{name[:-1]}; {gloss})", entry)
    return marked(f"{name} ({gloss})" if gloss else name, entry)


def warning(service: Service, translator: Translator) -> str:
    """The status of a service that cannot be contacted, in words; "" for another."""
    if service.status in NO_CONTACT_STATUSES:
        return translator.label(service.status)
    return ""


def cautions(service: Service, translator: Translator) -> list[str]:
    """What to know before calling or referring someone: the role of police, and doubts."""
    return [line for line in (_police(service, translator), *_doubts(service, translator)) if line]


def _police(service: Service, translator: Translator) -> str:
    return "" if service.police == "not-stated" else translator.label(service.police)


def _doubts(service: Service, translator: Translator) -> list[str]:
    """Sentences: the service may have ended, was last seen running long ago, or is unconfirmed."""
    if service.status == "former":
        return []
    doubts = [translator.label("unknown") + "."] if service.status == "unknown" else []
    if service.last_seen and (service.status == "unknown" or service.last_seen < CURRENT_SINCE):
        doubts.append(
            translator.text(
                "Last known to be running: {date}.", date=translator.date(service.last_seen)
            )
        )
    if service.confidence == "unconfirmed":
        doubts.append(translator.label("unconfirmed") + ".")
    return doubts


def region_names(service: Service, view: ViewContext) -> str:
    """The regions that a service serves, as a listing in words."""
    translator, regions = view.translator, view.index.header.regions
    return translator.listing([regions[r].name[translator.language] for r in service.regions])


def language_names(service: Service, view: ViewContext) -> list[str]:
    """The languages of a service."""
    names = view.index.header.languages
    return [names[s][view.translator.language] for s in service.languages]


def coverage(service: Service, view: ViewContext) -> str:
    """Where and which ages a service serves, and in which languages, each after its label."""
    translator = view.translator
    parts = (
        (N_("Area"), region_names(service, view)),
        (N_("Ages"), translator.age_range(service.ages) if service.ages else ""),
        (N_("Languages"), ", ".join(language_names(service, view))),
    )
    return ". ".join(translator.pair(translator.text(k), value) for k, value in parts if value)


def contact_fields(service: Service, view: ViewContext) -> list[Field]:
    """The numbers of a service, and whom to call instead where it has none."""
    return [*number_fields(service, view), *call_instead_fields(service, view)]


def number_fields(service: Service, view: ViewContext) -> list[Field]:
    """The numbers that may be shown, each with its note; or why there is none."""
    fields = phone_fields(numbers(service, view), service, view)
    missing = no_number_text(service, view)
    label = view.translator.label("voice")
    return [*fields, Field(label, missing, kind="prose")] if missing else fields


def phone_fields(phones: Iterable[Phone], service: Service, view: ViewContext) -> list[Field]:
    """Numbers of a service, each with its note."""
    return [number_field(phone, number_note(phone, service, view), view) for phone in phones]


def number_field(phone: Phone, note: str, view: ViewContext) -> Field:
    """A number as the language writes it. A printed one of an urgent line has no label."""
    label = view.translator.label(phone.kind)
    if view.paper:
        label = ""
    return Field(label, view.translator.phone(phone.number), note, "number", phone_link(phone))


def phone_link(phone: Phone) -> str:
    """The address that calls or texts a number."""
    return f"{'sms' if phone.kind == 'text' else 'tel'}:{phone.number}"


def call_instead_fields(service: Service, view: ViewContext) -> list[Field]:
    """Whom to call where a service has no number to give, as a field or none."""
    other = call_instead(service, view)
    if other is None:
        return []
    _, phone, note = other
    label = view.translator.text("Call instead")
    return [number_field(phone, note, view)._replace(label=label, kind="instead")]


def call_instead(service: Service, view: ViewContext) -> tuple[Service, Phone, str] | None:
    """The service to call where one has no number to give, its number, and a note with its name and
    cautions."""
    other = view.index.call_instead(service.id)
    phone = number_to_call(other) if other else None
    if other is None or phone is None:
        return None
    name = f"{marked(other.name[view.translator.language], other)}."
    notes = (number_note(phone, other, view), *cautions(other, view.translator))
    return other, phone, " ".join(part for part in (name, *notes) if part)


def no_number_text(service: Service, view: ViewContext) -> str:
    """Why a service has no number to show; "" where it has one or cannot be contacted."""
    translator = view.translator
    if service.status in NO_CONTACT_STATUSES or numbers(service, view):
        return ""
    if not service.phones:
        return "" if service.withdrawn else translator.text("No number known to us.")
    command = translator.command("show", service.id)
    return translator.text("no number that we could confirm: see {command}", command=command)


def number_note(phone: Phone, service: Service, view: ViewContext) -> str:
    """What is known of a number: whose it is, when it answers, its confidence; "" if nothing."""
    translator = view.translator
    parts = [which_number(phone, service, translator)]
    if phone.keyword:
        parts.append(translator.text("send {keyword}", keyword=phone.keyword))
    parts.append(hours_note(phone, service, view))
    if phone.confidence != "confirmed":
        parts.append(translator.label(phone.confidence))
    if phone.note:
        parts.append(phone.note[translator.language])
    return join_sentences(parts)


def which_number(phone: Phone, service: Service, translator: Translator) -> str:
    """Which of the numbers of a service this is; of the office of its operator always."""
    label = phone.label[translator.language] if phone.label else ""
    if phone.role == "operator":
        return join_sentences((translator.label("role-operator"), label))
    roles = {other.role for other in service.phones if other.kind == "voice"}
    differ = len(roles) > 1 and phone.role not in (None, "text")
    return label or (translator.label(f"role-{phone.role}") if differ else "")


def hours_note(phone: Phone, service: Service, view: ViewContext) -> str:
    """When a number answers, or that this is not known. For an urgent line the latter is left out:
    it could keep someone from calling."""
    hours = hours_to_show(service, phone, view.index, view.translator)
    if hours is not None:
        return hours
    urgent = {line.service for line in view.index.header.urgent}
    return "" if service.id in urgent else view.translator.text("hours not known")


def join_sentences(parts: Iterable[str]) -> str:
    """Parts as sentences, each with a capital and a full stop; empty parts are left out."""
    kept = [part.rstrip(".") for part in parts if part]
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in kept)


def web_fields(service: Service, view: ViewContext) -> list[Field]:
    """The web addresses of a service, each with its confidence."""
    translator = view.translator
    if service.status in NO_CONTACT_STATUSES:
        return []
    return [
        Field(
            translator.label(w.kind),
            w.address[translator.language],
            _confidence_note(w.confidence, translator),
            "address",
        )
        for w in service.web
    ]


def _confidence_note(confidence: str, translator: Translator) -> str:
    """The confidence of a contact in words; "" where it is confirmed."""
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
        return Item(f"{translator.date(entry.date)}. {full_name(entry, translator)}", (what,))
    return Item(full_name(entry, translator), (what,))


def urgent_item(urgent: Urgent, view: ViewContext) -> Item:
    """An urgent line: its label, its numbers where it gives any, and what it is for."""
    view = view._replace(translator=Translator(view.translator.urgent_language))
    language = view.translator.language
    text = prose(urgent_text(urgent, language))
    if police := police_contact(urgent, view):
        number = Field("", police.number, kind="number", link=police.link)
        whose = f"({police.after})."
        # On paper the number is large, and the note stands below it.
        own = [number._replace(note=whose)] if view.paper else [number, prose(whose)]
        return Item(urgent.label[language], (*own, text))
    phones = numbers(view.index.service(urgent.service), view) if urgent.numbers else []
    fields = [number_field(phone, "", view) for phone in phones]
    return Item(urgent.label[language], (*fields, text))


def urgent_text(urgent: Urgent, language: Language) -> str:
    """What an urgent line is for, with the layer that it is from."""
    text = urgent.text[language]
    return f"{text} [{urgent.layer}]" if urgent.layer else text


def police_contact(urgent: Urgent, view: ViewContext) -> Contact | None:
    """The local police number that the user set, with words that say so: it stands in the first
    urgent line that gives no number of its own."""
    line = next((line for line in view.index.header.urgent if not line.numbers), None)
    if not view.police or urgent != line:
        return None
    translator = Translator(view.translator.urgent_language)
    words = (ADDED_TO_SHEET if view.paper else SET_BY_USER)[translator.language]
    return Contact(translator.phone(view.police), after=words, link=f"tel:{view.police}")


def group_by_line(
    services: Iterable[Service], place: bool = False
) -> Iterator[tuple[str, Sequence[Service]]]:
    """Services grouped by line ("office" where they have none), in the order of urgency; with
    `place`, in each line those first that have an `order` in it."""
    ordered = sorted(services, key=place_in_line if place else line_order)
    for line, members in groupby(ordered, key=lambda service: service.line or "office"):
        yield line, list(members)
