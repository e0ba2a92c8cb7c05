"""The page of `show`: everything known of one entry, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable

from resource_finder.directory.contacts import NO_CONTACT_STATUSES
from resource_finder.directory.corrections import is_own_word
from resource_finder.i18n import N_, Translator
from resource_finder.model import Entry, Event, Service, Source
from resource_finder.search.index import entry_kind
from resource_finder.views.card import entry_card
from resource_finder.views.citations import citation_field
from resource_finder.views.closing import newest_evidence
from resource_finder.views.document import Card, Field, Item, Page, Section
from resource_finder.views.entry import (
    ViewContext,
    contact_fields,
    full_name,
    join_sentences,
    language_names,
    region_names,
    warning,
    web_fields,
)
from resource_finder.views.footer import make_footer
from resource_finder.views.hours import hours_with_year
from resource_finder.views.layers import marked, withdrawal_text
from resource_finder.views.listing import source_date
from resource_finder.views.pages import make_page


def entry_page(entry: Entry, view: ViewContext) -> Page:
    """The page of a service, an event or a notice."""
    view = view._replace(unconfirmed=True)
    translator = view.translator
    fields = _name_fields(entry, translator)
    if isinstance(entry, Service):
        fields += _service_fields(entry, view)
    else:
        fields += _summary_fields(entry, translator)
    fields += _shared_fields(entry, view)
    section = Section((Item(full_name(entry, translator), tuple(fields)),))
    footer, card = make_footer(view, [entry], 0), entry_card(entry, fields, view)
    page = make_page(view, [section], [entry], _where_to_turn(entry, view), footer=footer)
    return page._replace(card=card, reminder=_reminder(page.reminder, card, view))


def _reminder(urgent: str, card: Card, view: ViewContext) -> str:
    """The urgent lines, short, and the first number of the card."""
    if not card.row.contacts or card.row.contacts[0].number in urgent:
        return urgent
    contact, name = card.row.contacts[0], card.row.instead or card.row.name
    own = view.translator.pair(name, contact.number)
    return (
        f"{urgent} | {own} ({view.translator.label('limited')})"
        if contact.doubtful
        else (f"{urgent} | {own}")
    )


def _name_fields(entry: Entry, translator: Translator) -> list[Field]:
    if isinstance(entry, Service) and entry.one_name and entry.one_name != "same-in-both":
        return [_fact(translator, N_("Name"), translator.label(entry.one_name))]
    return []


def _where_to_turn(entry: Entry, view: ViewContext) -> list[str]:
    """For a service that cannot be contacted: a warning, and the lines that protect a child now."""
    translator = view.translator
    if not isinstance(entry, Service) or entry.status not in NO_CONTACT_STATUSES:
        return []
    sentences = []
    for urgent in (u for u in view.index.header.urgent if u.numbers and not u.layer):
        service = view.index.service(urgent.service)
        numbers = translator.listing([translator.phone(p.number) for p in service.phones])
        name = service.name[translator.language]
        sentences.append(
            translator.text(
                "For a child who needs protection now: {service}, {number}.",
                service=name, number=numbers,
            )
        )  # fmt: skip
    return [warning(entry, translator), *sentences]


def _fact(translator: Translator, label: str, value: str, note: str = "") -> Field:
    return Field(translator.text(label), value, note)


def _summary_fields(entry: Entry, translator: Translator) -> list[Field]:
    what = _fact(translator, N_("What"), entry.summary[translator.language])
    return [*_event_fields(entry, translator), what] if isinstance(entry, Event) else [what]


def _event_fields(event: Event, translator: Translator) -> list[Field]:
    """When an event happened, and its texts for little space: a curator reads them here."""
    language = translator.language
    note = translator.text("A main event of the strategy.") if event.main else ""
    fields = [_fact(translator, N_("Date"), translator.date(event.date), note)]
    if event.label:
        fields.append(_fact(translator, N_("Label"), event.label[language]))
    if event.line:
        fields.append(_fact(translator, N_("In one line"), event.line[language]))
    return fields


def _service_fields(service: Service, view: ViewContext) -> list[Field]:
    contacts = [] if service.status in NO_CONTACT_STATUSES else _contact_fields(service, view)
    contacts = [*_withdrawn_fields(service, view.translator), *contacts]
    return [*contacts, *_purpose_fields(service, view), *_status_fields(service, view)]


def _withdrawn_fields(service: Service, translator: Translator) -> Iterable[Field]:
    """What a layer withdrew, when, by whom and why."""
    for one in service.withdrawn:
        yield _fact(translator, N_("Withdrawn"), withdrawal_text(one, translator))


def _purpose_fields(service: Service, view: ViewContext) -> list[Field]:
    """What a service does, for whom, where, when, in which languages, and who runs it."""
    translator, language = view.translator, view.translator.language
    past = service.status == "former"
    what = N_("What it was") if past else N_("Summary")
    use_for = service.use_for
    fields = [_fact(translator, N_("Use for"), use_for[language])] if use_for and not past else []
    fields.append(_fact(translator, what, service.summary[language]))
    fields += _people_fields(service, view)
    if service.location_policy:
        fields.append(_fact(translator, N_("Place"), translator.label(service.location_policy)))
    if not past:
        fields += [_hours_field(service, view), _languages_field(service, view)]
    if service.operator:
        fields.append(_fact(translator, N_("Run by"), service.operator[language]))
    if service.formerly:
        fields.append(_fact(translator, N_("Formerly"), "; ".join(service.formerly)))
    if not past:
        fields.append(_fact(translator, N_("Police"), translator.label(service.police)))
    return fields


def _people_fields(service: Service, view: ViewContext) -> list[Field]:
    """Whom a service is for, and where."""
    translator, header, language = view.translator, view.index.header, view.translator.language
    note = service.audience_note
    audience = (
        note[language]
        if note
        else "; ".join(header.audiences[id][language] for id in service.audience)
    )
    ages = translator.age_range(service.ages) if service.ages else ""
    return [
        _fact(translator, N_("For"), audience),
        *([_fact(translator, N_("Ages"), ages)] if ages else []),
        _fact(translator, N_("Area"), region_names(service, view)),
    ]


def _contact_fields(service: Service, view: ViewContext) -> list[Field]:
    translator = view.translator
    fields = [*contact_fields(service, view), *web_fields(service, view)]
    if service.email:
        fields.append(_fact(translator, N_("E-mail"), service.email))
    fields += [
        _fact(
            translator, N_("Address"), a.text, join_sentences([translator.label(f"place-{a.kind}")])
        )
        for a in service.addresses
    ]
    fields += [
        _fact(
            translator,
            N_("How to get in"),
            translator.label(f"way-{intake.way}"),
            intake.note[translator.language] if intake.note else "",
        )
        for intake in service.intake
    ]
    return fields


def _hours_field(service: Service, view: ViewContext) -> Field:
    hours = hours_with_year(service, None, view.index, view.translator)
    return _fact(view.translator, N_("Hours"), hours or view.translator.text("not known"))


def _languages_field(service: Service, view: ViewContext) -> Field:
    translator = view.translator
    spoken = translator.listing(language_names(service, view))
    note = service.languages_note[translator.language] if service.languages_note else ""
    missing = "" if note else translator.text("not stated in our sources")
    return _fact(translator, N_("Languages"), spoken or note or missing, note if spoken else "")


def _status_fields(service: Service, view: ViewContext) -> list[Field]:
    translator = view.translator
    note = service.status_note[translator.language] if service.status_note else ""
    fields = [_fact(translator, N_("Status"), translator.label(service.status), note)]
    if service.last_seen:
        fields.append(
            _fact(translator, N_("Last known to be running"), translator.date(service.last_seen))
        )
    if service.replaced_by:
        successor = view.index.entry(service.replaced_by)
        if successor:
            name = f"{successor.name[translator.language]} ({successor.id})"
            fields.append(_fact(translator, N_("Replaced by"), name))
    if service.replaces:
        fields.append(_fact(translator, N_("Replaces"), service.replaces))
    return fields


def _shared_fields(entry: Entry, view: ViewContext) -> list[Field]:
    """The fields of every entry: details, notes, confidence, topics, related entries, sources."""
    translator, language = view.translator, view.translator.language
    topics = [view.index.header.topics[topic][language] for topic in entry.topics]
    return [
        *(_fact(translator, N_("Details"), detail.text[language]) for detail in entry.details),
        *(_fact(translator, N_("Note"), note[language]) for note in entry.notes),
        _fact(translator, N_("Confidence"), _confidence(entry, translator)),
        *_lowered_fields(entry, view),
        _fact(translator, N_("Topics"), ", ".join(topics)),
        *_related_fields(entry, view),
        *(citation_field(citation, view) for citation in entry.sources),
        _evidence_field(entry, view),
        *_checked_fields(entry, view),
        *_layer_fields(entry, view),
        _fact(translator, N_("ID"), entry.id),
    ]


def _confidence(entry: Entry, translator: Translator) -> str:
    """How sure an entry is, in words; no published source confirms what an agency alone says."""
    if is_own_word(entry) and entry.confidence == "confirmed":
        return translator.text("Stated by your agency")
    return translator.label(entry.confidence)


def _layer_fields(entry: Entry, view: ViewContext) -> Iterable[Field]:
    """The agency's file that an entry is from."""
    translator = view.translator
    for layer in view.index.header.layers:
        if layer.short == entry.layer:
            name = f"{layer.name[translator.language]} [{layer.short}]"
            date = translator.date(layer.date) if layer.date else ""
            yield _fact(translator, N_("Added by"), name, date)


def _lowered_fields(entry: Entry, view: ViewContext) -> Iterable[Field]:
    """Why the entry, a number or a web address is trusted less than its sources allow."""
    translator, label = view.translator, N_("Trusted less")
    if entry.lowered:
        yield _fact(translator, label, entry.lowered.because[translator.language])
    if not isinstance(entry, Service):
        return
    lowered = [(translator.phone(phone.number), phone.lowered) for phone in entry.phones]
    lowered += [(web.address[translator.language], web.lowered) for web in entry.web]
    for contact, one in lowered:
        if one:
            reason = one.because[translator.language]
            yield _fact(translator, label, translator.pair(contact, reason))


def _evidence_field(entry: Entry, view: ViewContext) -> Field:
    translator, newest = view.translator, newest_evidence(entry, view)
    value = translator.date(newest) if newest else translator.text("no dated source")
    return _fact(translator, N_("Newest evidence"), value)


def _checked_fields(entry: Entry, view: ViewContext) -> Iterable[Field]:
    """When an entry was checked, and against what. An agency's file that names no day for an entry
    says only when it was changed itself."""
    translator, label = view.translator, N_("Checked")
    calls = _calls_text(entry, translator) if isinstance(entry, Service) else ""
    days = {one.date or view.index.header.date for one in view.index.header.layers
            if one.short == entry.layer}  # fmt: skip
    if entry.checked in days:
        yield from [_fact(translator, label, calls)] if calls else []
        return
    when, age = translator.date(entry.checked), translator.age(entry.checked, view.today)
    if is_own_word(entry):
        note = calls or translator.text("By your agency, not by phone.")
    else:
        against = translator.text("Against published sources.")
        untried = translator.text("Against published sources, not by phone.")
        note = f"{against} {calls}" if calls else untried
    yield _fact(translator, label, f"{when} ({age})" if age else when, note)


def _calls_text(service: Service, translator: Translator) -> str:
    """Which numbers somebody of the directory dialled, and when; "" where none was."""
    return " ".join(
        translator.text(
            "{number} answered on {date}.",
            number=translator.phone(phone.number), date=translator.date(phone.called),
        )
        for phone in service.phones
        if phone.called
    )  # fmt: skip


def _related_fields(entry: Entry, view: ViewContext) -> Iterable[Field]:
    """Related entries, each with the command that shows it."""
    translator = view.translator
    for id in entry.related:
        other = view.index.entry(id)
        if other is None:
            continue
        name = marked(other.name[translator.language], other)
        if isinstance(other, Event):
            name = f"{translator.date(other.date)}, {name}"
        if isinstance(other, Service) and other.status in NO_CONTACT_STATUSES:
            name = f"{name} ({translator.label(other.status)})"
        label = N_("See also") if entry_kind(other) != "event" else N_("Event")
        yield _fact(translator, label, name, translator.command("show", id))


def source_page(source: Source, view: ViewContext) -> Page:
    """The page of a source, with the entries that it supports."""
    translator = view.translator
    entries = view.index.entries("hotline", "program", "event", "notice")
    supported = [e for e in entries if source.id in {c.source for c in e.sources}]
    reason = translator.label(source.no_address) if source.no_address else ""
    address = source.address or reason or translator.text("not found")
    fields = [
        _fact(translator, N_("Address"), address, reason if source.address else ""),
        _fact(translator, N_("Date"), source_date(source, translator)),
        _fact(translator, N_("Kind"), translator.label(source.kind)),
        *(_fact(translator, N_("Supports"), e.name[translator.language], e.id) for e in supported),
        _fact(translator, N_("ID"), source.id),
    ]
    return make_page(view, [Section((Item(source.title[translator.language], tuple(fields)),))])
