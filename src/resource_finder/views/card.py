"""A whole entry as a card of a screen: its numbers first, then what is known of it in labelled
blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from resource_finder.directory.contacts import NO_CONTACT_STATUSES
from resource_finder.i18n import N_, Translator
from resource_finder.model import Entry, Event, Phone, Service
from resource_finder.search.index import entry_kind
from resource_finder.views.document import Card, Contact, Fact, Field
from resource_finder.views.entry import (
    ViewContext,
    cautions,
    full_name,
    hours_note,
    join_sentences,
    numbers,
    which_number,
)
from resource_finder.views.layers import marked
from resource_finder.views.rows import contact_of, entry_row, short_name

_BLOCKS: Final = (
    (N_("Withdrawn"), (N_("Withdrawn"),)),
    (N_("Use for"), (N_("Use for"),)),
    (N_("For"), (N_("For"), N_("Ages"))),
    (N_("Where"), (N_("Area"), N_("Place"), N_("Address"))),
    (N_("What"), (N_("What"), N_("Summary"), N_("What it was"), N_("In one line"), N_("Label"))),
    (N_("Details"), (N_("Details"),)),
    (N_("Hours"), (N_("Hours"),)),
    (N_("Speaks"), (N_("Languages"),)),
    (N_("Way in"), (N_("How to get in"),)),
    (N_("Police"), (N_("Police"),)),
    (N_("Run by"), (N_("Run by"), N_("Formerly"))),
    (N_("Web"), (N_("Web"), N_("Chat"), N_("Web form"), N_("E-mail"))),
    (N_("See also"), ()),
    (N_("Know"), (N_("Status"), N_("Last known to be running"), N_("Replaced by"), N_("Name"),
                  N_("Note"), N_("Date"), N_("Confidence"), N_("Trusted less"),
                  N_("Replaces"), N_("Added by"))),
    (N_("History"), ()),
    (N_("Topics"), (N_("Topics"),)),
    (N_("Sources"), (N_("Source"), N_("Newest evidence"), N_("Checked"))),
)  # fmt: skip
"""The label of each block of a card, and the labels of its fields on other pages."""

_SAYS_WHAT_IT_IS: Final = (
    N_("Ages"), N_("Formerly"), N_("Last known to be running"), N_("Replaced by"), N_("Name"),
    N_("Confidence"), N_("Trusted less"), N_("Newest evidence"), N_("Checked"), N_("Label"),
    N_("Replaces"), N_("Added by"),
)  # fmt: skip
"""The fields that keep their own label, without which they would not be understood."""


def entry_card(entry: Entry, fields: Sequence[Field], view: ViewContext) -> Card:
    """The card of an entry, whose page has these fields."""
    translator = view.translator
    row = entry_row(entry, view._replace(unconfirmed=False))
    row = row._replace(name=full_name(entry, translator))
    uses: list[str] = []
    if isinstance(entry, Service) and entry.status not in NO_CONTACT_STATUSES:
        # Whom to call instead stands above numbers that nobody should rely on.
        instead = row.contacts if row.instead else ()
        phones = numbers(entry, view)
        own = [contact_of(phone, entry, view) for phone in phones]
        row = row._replace(contacts=(*instead, *own))
        uses = [_instead(entry, view)] if instead else []
        uses += [_use(p, c, entry, view) for p, c in zip(phones, own, strict=True)]
    return Card(row, _status(entry, translator), tuple(uses), tuple(_facts(entry, fields, view)))


def _status(entry: Entry, translator: Translator) -> str:
    """What stands under the name: whether a service is running, when an event was."""
    if isinstance(entry, Event):
        return translator.date(entry.date)
    if isinstance(entry, Service):
        warned = entry.status in NO_CONTACT_STATUSES
        return "" if warned else translator.label(entry.status).rstrip(".")
    return translator.label(entry_kind(entry))


def _use(phone: Phone, contact: Contact, service: Service, view: ViewContext) -> str:
    """What is to be known of a number beside its hours: how and for what one uses it."""
    translator = view.translator
    parts = [
        translator.label(phone.kind),
        which_number(phone, service, translator),
        translator.text("send {keyword}", keyword=phone.keyword) if phone.keyword else "",
        "" if contact.hours else hours_note(phone, service, view),
        translator.label("unconfirmed") if phone.confidence == "unconfirmed" else "",
        phone.note[translator.language] if phone.note else "",
    ]
    return join_sentences(parts)


def _instead(service: Service, view: ViewContext) -> str:
    """Whom to call instead, and what to know of it."""
    other, translator = view.index.call_instead(service.id), view.translator
    if other is None:
        return ""
    shown = marked(other.name[translator.language], other)
    name = translator.pair(translator.text("Call instead"), shown)
    return " ".join([f"{name}.", *cautions(other, translator)])


def _facts(entry: Entry, fields: Sequence[Field], view: ViewContext) -> Iterator[Fact]:
    """The blocks of the card."""
    translator = view.translator
    for title, labels in _BLOCKS:
        own = {translator.text(label) for label in labels}
        label = translator.text(title)
        if title == "See also":
            yield from _related(entry, label, view)
        elif title == "History":
            yield from _history(entry, label, view)
        for field in fields:
            if field.label in own and not field.is_number:
                yield from _fact(field, label, translator)


def _fact(field: Field, label: str, translator: Translator) -> Iterator[Fact]:
    """A field under the label of its block; the status stands under the name already."""
    kept = {translator.text(kept) for kept in _SAYS_WHAT_IT_IS}
    value = translator.pair(field.label, field.value) if field.label in kept else field.value
    if field.label in (translator.text("Status"), translator.text("Date")):
        value = ""
    if value or field.note:
        yield Fact(label, *((value, field.note) if value else (field.note, "")))


def _related(entry: Entry, label: str, view: ViewContext) -> Iterator[Fact]:
    """Related entries, each with the number to call and the id by which `show` opens it."""
    for other in _others(entry, view):
        if isinstance(other, Event):
            continue
        row = entry_row(other, view._replace(unconfirmed=False))
        name = marked(other.name[view.translator.language], other)
        if isinstance(other, Service):
            name = short_name(other, view.translator)
        if row.warning:
            name = f"{name} ({row.warning})"
        contact = row.contacts[0] if row.contacts and not row.instead else None
        yield Fact(label, name, other.id, contact)


def _history(entry: Entry, label: str, view: ViewContext) -> Iterator[Fact]:
    """Related events, each with its id, which begins with its date."""
    for other in _others(entry, view):
        if isinstance(other, Event):
            yield Fact(label, other.name[view.translator.language], other.id)


def _others(entry: Entry, view: ViewContext) -> Iterable[Entry]:
    others = (view.index.entry(id) for id in entry.related)
    return [other for other in others if other is not None]
