"""From chosen entries to a sheet: what stands on it, in each language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from resource_finder.directory.contacts import NO_CONTACT_STATUSES
from resource_finder.i18n import N_, Translator
from resource_finder.model import LINES, SOURCE_KINDS, Event, Phone, Service, Urgent, Web
from resource_finder.model import Entry as Known
from resource_finder.views import entry
from resource_finder.views.entry import ViewContext
from resource_finder.views.pages import source_date
from resource_finder.views.sheet import Entry, Group, Number, Part, Period, Sheet
from resource_finder.views.sheet_choice import ANSWERS, Chosen
from resource_finder.views.timeline import years

_TITLES: Final = {
    "summary": N_("Services and hotlines"),
    "hotlines": N_("Numbers to call or text"),
    "wallet": N_("Useful numbers"),
    "timeline": N_("The strategy, year by year"),
    "poster": N_("Numbers to call or text"),
}
_WIDE: Final = ("canada", "manitoba")
"""Areas that need no saying on a sheet of hotlines."""
_SOURCES: Final = 12
"""Sources that are named one by one; more are counted."""


class Look(NamedTuple):
    """What a sheet is given beside its entries."""

    kind: str
    title: str
    note: str
    paper: str
    large: bool


def compose(look: Look, chosen: Chosen, views: Sequence[ViewContext]) -> Sheet:
    """The sheet, a part for each reader's language."""
    parts = tuple(_part(look, chosen, view) for view in views)
    titles = dict.fromkeys(part.title for part in parts)
    day = views[0].today.isoformat()
    return Sheet(look.kind, " / ".join(titles), parts, look.paper, look.large, day)


def _part(look: Look, chosen: Chosen, view: ViewContext) -> Part:
    translator, header = view.translator, view.index.header
    wallet = look.kind == "wallet"
    part = Part(
        language=str(translator.language),
        title=look.title or translator.text(_TITLES[look.kind]),
        note=look.note,
        urgent_title="" if wallet else translator.text("In danger now"),
        urgent=tuple(_urgent(u, view) for u in header.urgent if not (wallet and u.numbers)),
        write=translator.text("Local police emergency number, to write here"),
        closing=(*entry.support(chosen.entries, view), *_made(view)),
    )
    return _FILL[look.kind](part, chosen, view, look)


def _made(view: ViewContext) -> list[str]:
    translator = view.translator
    return [
        translator.text(
            "Checked against published sources on {date}, not by phone. Sheet made on {day}."
            " Confirm a number before relying on it.",
            date=translator.date(view.index.header.date),
            day=translator.date(view.today.isoformat()),
        )
    ]


def _urgent(urgent: Urgent, view: ViewContext) -> Entry:
    language = view.translator.urgent
    service = view.index.service(urgent.service)
    given = entry.numbers(service, view) if urgent.numbers else []
    numbers = tuple(_number(phone, "", view.translator) for phone in given)
    return Entry(urgent.label[language], numbers, (urgent.text[language],))


def _number(phone: Phone, about: str, translator: Translator) -> Number:
    parts = [about]
    if phone.kind != "voice" and not about.startswith(translator.label(phone.kind)):
        parts.insert(0, f"{translator.label(phone.kind)}.")
    if phone.kind == "text":
        parts.append(translator.text("A text stays in the phone."))
    link = f"{'sms' if phone.kind == 'text' else 'tel'}:{phone.number}"
    return Number(translator.phone(phone.number), link, " ".join(part for part in parts if part))


def _numbers(service: Service, view: ViewContext) -> tuple[Number, ...]:
    return _told(entry.numbers(service, view), service, view)


def _instead(
    service: Service, missing: str, view: ViewContext, without: Sequence[str]
) -> tuple[Number, ...]:
    """The number to call where a service has none, behind the words that say so; none of those
    that an agency left out."""
    found, translator = entry.instead(service, view), view.translator
    if found is None or found[0].id in without:
        return ()
    _, phone, about = found
    label = translator.pair(translator.text("Call instead"), "").rstrip(" ")
    return (_number(phone, about, translator)._replace(before=f"{missing} {label}".strip(" ")),)


def _told(phones: Iterable[Phone], service: Service, view: ViewContext) -> tuple[Number, ...]:
    """Numbers with what is known of each."""
    return tuple(_number(p, entry.about_number(p, service, view), view.translator) for p in phones)


# --- what each kind of sheet holds -----------------------------------------------------------


def _summary(part: Part, chosen: Chosen, view: ViewContext, look: Look) -> Part:
    translator = view.translator
    shown = list(chosen.entries)
    heads = () if look.large else tuple(map(translator.text, _COLUMNS))
    # The box says where to call in an emergency, and that 911 alone is not enough.
    boxed = {urgent.service for urgent in view.index.header.urgent if not urgent.numbers}
    shown = [e for e in shown if e.id not in boxed or not chosen.everything]
    called = [e for e in _lines(chosen, view) if e.id not in boxed and entry.numbers(e, view)]
    groups = [Group(notice.name[translator.language], (_prose(notice, translator),))
              for notice in view.index.entries("notice")]  # fmt: skip
    for line, members in _by_line(called):
        entries = tuple(_service(s, view, chosen) for s in members)
        rows = entries if look.large else _rows(entries, named=True)
        groups.append(Group(translator.label(line), rows, heads))
    if chosen.everything:
        shown = [e for e in shown if e not in called]
    title = N_("Programs and services") if chosen.everything else N_("Services found")
    groups.append(Group(translator.text(title), tuple(_entry(e, view, chosen) for e in shown)))
    groups.append(_sources([*called, *shown], view))
    return part._replace(
        groups=tuple(g for g in groups if g.entries), room=translator.text("Notes")
    )


_COLUMNS: Final = (N_("Number"), N_("Service, and what to know"))


def _rows(entries: Iterable[Entry], named: bool) -> tuple[Entry, ...]:
    """Entries as the rows of a table: a number each, the facts beside the first; `named` says
    whether further numbers repeat the name."""
    return tuple(
        entry._replace(numbers=(number,))
        if place == 0
        else Entry(entry.name if named else "", (number,))
        for entry in entries
        for place, number in enumerate(entry.numbers)
    )


def _lines(chosen: Chosen, view: ViewContext) -> list[Service]:
    """The hotlines of a summary: all of them, or, beside what was searched, the crisis
    lines that serve the whole province."""
    if chosen.everything:
        return [e for e in chosen.entries if isinstance(e, Service) and e.line]
    known = {entry.id for entry in chosen.entries} | _boxed(view)
    known |= {id for _, ids in chosen.left_out for id in ids} | set(chosen.without)
    return [
        service for service in view.index.entries("hotline")
        if isinstance(service, Service)
        and service.id not in known and service.line in ANSWERS
        and service.status == "current" and set(service.regions) & set(_WIDE)
    ]  # fmt: skip


def _by_line(services: Iterable[Service]) -> Iterable[tuple[str, Iterable[Service]]]:
    """Services under their lines, in the order of urgency."""
    ordered = sorted(services, key=lambda service: LINES.index(service.line or "office"))
    return groupby(ordered, key=lambda service: service.line or "office")


def _boxed(view: ViewContext) -> set[str]:
    """The services of the urgent box."""
    return {urgent.service for urgent in view.index.header.urgent}


def _below(chosen: Chosen, view: ViewContext) -> list[Service]:
    """The services of a sheet for the public that do not stand in its box."""
    boxed = _boxed(view)
    return [e for e in chosen.entries if isinstance(e, Service) and e.id not in boxed]


def _hotlines(part: Part, chosen: Chosen, view: ViewContext, look: Look) -> Part:
    translator = view.translator
    heads = () if look.large else tuple(map(translator.text, _COLUMNS))
    groups = []
    for line, members in _by_line(_below(chosen, view)):
        entries = tuple(_public(s, entry.numbers(s, view), view) for s in members)
        # On one page a name stands once: its further numbers come right under it.
        rows = entries if look.large else _rows(entries, named=False)
        groups.append(Group(translator.label(line), rows, heads))
    return part._replace(opening=_duty(translator), groups=tuple(groups))


def _poster(part: Part, chosen: Chosen, view: ViewContext, _: Look) -> Part:
    entries = tuple(_public(s, _chief(s, view), view) for s in _below(chosen, view))
    return part._replace(opening=_duty(view.translator), groups=(Group("", entries),))


def _chief(service: Service, view: ViewContext) -> list[Phone]:
    """The one number to call and the one to text, where there is little room."""
    given = entry.numbers(service, view)
    spoken = [p for p in given if p.kind == "voice"][:1]
    return spoken + [p for p in given if p.kind == "text" and p.confidence == "confirmed"][:1]


def _wallet(part: Part, chosen: Chosen, view: ViewContext, _: Look) -> Part:
    translator = view.translator
    labels = {p.service: p.label[translator.language] for p in view.index.header.wallet}
    entries = []
    for service in (e for e in chosen.entries if isinstance(e, Service)):
        # A label or a note of the number could say what the line is for.
        # What a note warns of, a card has no room for: such a number to text stays out.
        plain = [
            p._replace(label=None, note=None)
            for p in _chief(service, view)
            if p.kind == "voice" or p.note is None
        ]
        entries.append(Entry(labels[service.id], _told(plain, service, view)))
    return part._replace(opening=_duty(translator), groups=(Group("", tuple(entries)),))


def _timeline(part: Part, chosen: Chosen, view: ViewContext, _: Look) -> Part:
    translator, header = view.translator, view.index.header
    events = [event for event in chosen.entries if isinstance(event, Event)]
    titles = {phase.id: phase.title[translator.language] for phase in header.phases}
    periods = []
    for phase, members in groupby(events, key=lambda event: event.phase):
        dated = tuple((translator.date(e.date), _happened(e, translator)) for e in members)
        periods.append(Period(titles.get(phase, ""), dated))
    note = [header.phases_note[translator.language]] if header.phases_note else []
    return part._replace(
        drawing=years(events, header.phases, view),
        periods=tuple(periods),
        closing=(*note, *part.closing),
    )


_FILL: Final = {
    "summary": _summary, "hotlines": _hotlines, "wallet": _wallet, "timeline": _timeline,
    "poster": _poster,
}  # fmt: skip


# --- one entry -------------------------------------------------------------------------------


def _entry(entry: Known, view: ViewContext, chosen: Chosen) -> Entry:
    translator = view.translator
    if isinstance(entry, Service):
        return _service(entry, view, chosen)
    if isinstance(entry, Event):
        name = f"{translator.date(entry.date)}. {entry.name[translator.language]}"
        return Entry(name, facts=(entry.summary[translator.language],))
    return _prose(entry, translator)._replace(name=entry.name[translator.language])


def _prose(entry: Known, translator: Translator) -> Entry:
    return Entry("", facts=(entry.summary[translator.language],))


def _happened(event: Event, translator: Translator) -> str:
    """What happened; a title that the summary begins with is not said twice."""
    title, summary = event.name[translator.language], event.summary[translator.language]
    return summary if summary.startswith(title) else f"{title}. {summary}"


def _service(service: Service, view: ViewContext, chosen: Chosen) -> Entry:
    """A service for a worker; of one that is gone, what it was and no contact."""
    translator, language = view.translator, view.translator.language
    serves = translator.pair(translator.text("Serves"), entry.aside(service, view))
    missing = entry.sentence([entry.no_number(service, view)])
    instead = _instead(service, missing, view, chosen.without)
    said = ["" if instead else missing, service.summary[language], f"{serves}."]
    facts = [" ".join(part for part in (*said, *entry.caution(service, translator)) if part)]
    if service.status not in NO_CONTACT_STATUSES:
        facts += [_web(web, translator) for web in service.web]
        facts += [f"{a.text} ({translator.label(f'place-{a.kind}')})" for a in service.addresses]
    return Entry(
        service.name[language],
        (*_numbers(service, view), *instead),
        tuple(facts),
        entry.warning(service, translator),
    )


def _web(web: Web, translator: Translator) -> str:
    said = translator.pair(translator.label(web.kind), web.address[translator.language])
    return said if web.confidence == "confirmed" else f"{said} ({translator.label(web.confidence)})"


def _public(service: Service, phones: Iterable[Phone], view: ViewContext) -> Entry:
    """A line for the public: where it serves if not everywhere, and whether police answer."""
    translator, header = view.translator, view.index.header
    facts = list(entry.caution(service, translator))
    if not set(service.regions) & set(_WIDE):
        names = [header.regions[r].name[translator.language] for r in service.regions]
        serves = translator.pair(translator.text("Serves"), translator.listing(names))
        facts.insert(0, f"{serves}.")
    first, *others = _told(phones, service, view)
    # In one line with the number: a sheet that fills a page has no line to lose.
    first = first._replace(about=" ".join(part for part in (first.about, *facts) if part))
    return Entry(service.name[translator.language], (first, *others))


def _duty(translator: Translator) -> tuple[str, ...]:
    said = translator.text(
        "Adults who work with you must report it when they believe that a child needs protection."
    )
    return (said,)


def _sources(entries: Iterable[Known], view: ViewContext) -> Group:
    """Where the facts come from: each source by name, or, where they are many, how many."""
    translator = view.translator
    ids = dict.fromkeys(citation.source for e in entries for citation in e.sources)
    sources = [source for id in ids if (source := view.index.source(id))]
    if len(sources) <= _SOURCES:
        facts = [
            " ".join(
                p
                for p in (
                    f"{s.title[translator.language]}, {source_date(s, translator)}.", s.address
                )
                if p
            )
            for s in sources
        ]  # fmt: skip
    else:
        command = translator.command("show", translator.text("ID"))
        kinds = [(k, sum(s.kind == k for s in sources)) for k in SOURCE_KINDS]
        counted = [f"{translator.label(k)} {translator.number(n)}" for k, n in kinds if n]
        facts = [
            translator.plural(
                "{number} published source: {kinds}.", "{number} published sources: {kinds}.",
                len(sources), kinds=", ".join(counted),
            ),
            translator.text("Those of an entry: {command}", command=command),
        ]  # fmt: skip
    return Group(translator.text("Where these facts come from"), (Entry("", facts=tuple(facts)),))
