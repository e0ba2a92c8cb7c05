"""Entries as rows of a screen with a column of numbers: whom to call first, then what for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from resource_finder.bilingual import Language
from resource_finder.closed_lists import CURRENT_SINCE
from resource_finder.directory.call_instead import number_to_call
from resource_finder.directory.contacts import NO_CONTACT_STATUSES
from resource_finder.header import Urgent
from resource_finder.i18n import N_, Translator
from resource_finder.model import Entry, Event, Phone, Service
from resource_finder.views.document import Contact, Row
from resource_finder.views.entry import (
    ViewContext,
    numbers,
    phone_link,
    police_contact,
    region_names,
    urgent_text,
    web_fields,
    which_number,
)
from resource_finder.views.hours import hours_to_show
from resource_finder.views.layers import marked, no_number_left, withdrawn_in_short

_STATUSES: Final = {
    "former": (N_("FORMER"), N_("Do not refer anyone here")),
    "announced": (N_("ANNOUNCED ONLY"), N_("Not a place to go")),
}
"""What stands in place of a number, and beside the name, where nobody answers."""


_POLICE: Final = {
    "service": N_("police service"),
    "part": N_("police in the team"),
    "may-be-told": N_("police may be notified"),
}
"""The role of police in a few words."""


def entry_row(entry: Entry, view: ViewContext, notes: Iterable[str] = ()) -> Row:
    """An entry as a row; `notes` are what one must know of it for this search."""
    language = view.translator.language
    if isinstance(entry, Event):
        return _event_row(entry, view.translator)
    if not isinstance(entry, Service):
        # A duty or a right is never left out to save a line.
        name = marked(entry.name[language], entry)
        return Row(entry.id, name, alerts=(entry.summary[language], *notes))
    row = Row(
        entry.id,
        short_name(entry, view.translator),
        _use(entry, language),
        entry.summary[language],
        alerts=(*notes, *_alerts(entry, view.translator)),
        facts=_facts(entry, view),
        keep=entry.id in view.index.header.fallback_services,
    )
    return _with_numbers(row, entry, view)


def _use(service: Service, language: Language) -> str:
    """What a service is for; nothing of one that nobody may be sent to."""
    if service.status in NO_CONTACT_STATUSES:
        return ""
    return (service.use_for or service.summary)[language]


def _event_row(event: Event, translator: Translator) -> Row:
    """An event, without the words of its title in the sentence after it. Its date is as in its id:
    `show` opens it by that."""
    title = event.name[translator.language]
    text = (event.line or event.summary)[translator.language].removeprefix(title).lstrip(" .")
    return Row(event.id, marked(title, event), text, date=event.date)


def short_name(service: Service, translator: Translator) -> str:
    """The name of a service where there is little space."""
    return marked((service.short or service.name)[translator.language], service)


def urgent_row(urgent: Urgent, view: ViewContext) -> Row:
    """An urgent line on a screen: its short text; where that is a label alone, `use_for` says whom
    one calls."""
    translator = Translator(view.translator.urgent_language)
    if not urgent.service:
        label = translator.pair(urgent.short[translator.language], "").rstrip(" ")
        return Row("", urgent_text(urgent, translator.language), warning=label)
    service = view.index.service(urgent.service)
    text, whom = urgent.short[translator.language], ""
    if ":" not in text:
        text = translator.pair(text, "").rstrip(" ")
        whom = short_name(service, translator)
    label, colon, rest = text.partition(":")
    phones = numbers(service, view) if urgent.numbers else []
    contacts = tuple(Contact(translator.phone(phone.number)) for phone in phones)
    if police := police_contact(urgent, view):
        contacts = (police,)
    return Row(urgent.service, rest.strip(" "), whom, warning=label + colon, contacts=contacts)


def _facts(service: Service, view: ViewContext) -> tuple[str, ...]:
    """Where a service is and for which ages."""
    ages = (view.translator.ages(service.ages),) if service.ages else ()
    return (region_names(service, view), *ages)


def _alerts(service: Service, translator: Translator) -> tuple[str, ...]:
    """The role of police, and doubts about the service."""
    police = translator.text(_POLICE[service.police]) if service.police in _POLICE else ""
    sure = "" if service.confidence != "unconfirmed" else translator.label("unconfirmed")
    gone = withdrawn_in_short(service, translator)
    alerts = (gone, police, _doubt(service, translator), sure)
    return tuple(alert.rstrip(".") for alert in alerts if alert)


def _doubt(service: Service, translator: Translator) -> str:
    """That a service may have ended, or was last seen long ago."""
    if service.status in NO_CONTACT_STATUSES:
        return ""
    seen = translator.date(service.last_seen) if service.last_seen else ""
    if service.status == "unknown":
        if not seen:
            return translator.text("Still running?")
        return translator.text("Still running? Seen {date}", date=seen)
    if service.last_seen and service.last_seen < CURRENT_SINCE:
        return translator.text("Last known to be running: {date}.", date=seen)
    return ""


def _with_numbers(row: Row, service: Service, view: ViewContext) -> Row:
    """The row with its numbers, or with what stands in their place."""
    translator = view.translator
    if service.status in NO_CONTACT_STATUSES:
        status, advice = _STATUSES[service.status]
        alerts = (translator.text(advice), *row.alerts)
        return row._replace(warning=translator.text(status), alerts=alerts)
    own = numbers(service, view)
    if own:
        first, *others = _contacts(own, service, view)
        if own[0].label is None and own[0].role in ("local", "toll-free"):
            first = first._replace(before="")  # The number itself says so.
        return row._replace(contacts=(first, *others))
    row = row._replace(missing=_missing(service, translator))
    other = view.index.call_instead(service.id)
    phone = number_to_call(other) if other else None
    if other is None or phone is None:
        web = (f"{field.label} {field.value}" for field in web_fields(service, view)[:1])
        return row._replace(alerts=(*web, *row.alerts))
    contact = contact_of(phone, other, view)._replace(before="")
    return row._replace(
        contacts=(contact,),
        instead=translator.pair(translator.text("Call instead"), short_name(other, translator)),
    )


def _missing(service: Service, translator: Translator) -> str:
    """Why there is no number of the service itself."""
    if service.withdrawn and not service.phones:
        return no_number_left(service, translator)
    missing = N_("No confirmed number") if service.phones else N_("No number known to us")
    return translator.text(missing)


def _contacts(phones: Iterable[Phone], service: Service, view: ViewContext) -> tuple[Contact, ...]:
    """Numbers in short; one to which several words can be sent stands once."""
    contacts: list[Contact] = []
    for contact in (contact_of(phone, service, view) for phone in phones):
        last = contacts[-1] if contacts else None
        if last and last._replace(after=contact.after) == contact:
            words = f"{last.after[:-1]}, {contact.after[1:]}" if last.after else contact.after
            contacts[-1] = contact._replace(after=words)
        else:
            contacts.append(contact)
    return tuple(contacts)


def contact_of(phone: Phone, service: Service, view: ViewContext) -> Contact:
    """A number in short."""
    translator, index = view.translator, view.index
    label = which_number(phone, service, translator)
    if phone.kind == "text":
        before = translator.label("text").lower()
    elif label or phone.kind != "voice":
        before = translator.pair(label or translator.label(phone.kind), "").rstrip(" ")
    else:
        before = ""
    return Contact(
        translator.phone(phone.number),
        phone.confidence != "confirmed",
        hours_to_show(service, phone, index, translator) or "",
        before,
        f"({phone.keyword})" if phone.keyword else "",
        phone.role == "toll-free",
        phone_link(phone),
    )
