"""From chosen entries to a sheet: what stands on it, in each language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from resource_finder import brief
from resource_finder.brief import Reader
from resource_finder.handout.choose import ANSWERS, Chosen
from resource_finder.handout.drawing import years
from resource_finder.handout.sheet import Entry, Group, Number, Part, Period, Sheet
from resource_finder.model import LINES, SOURCE_KINDS, Event, Phone, Service, Urgent, Web
from resource_finder.model import Entry as Known
from resource_finder.pages import source_date
from resource_finder.wording import Voice, mark

_TITLES: Final = {
    "summary": mark("Services and hotlines"),
    "hotlines": mark("Numbers to call or text"),
    "wallet": mark("Useful numbers"),
    "timeline": mark("The strategy, year by year"),
    "poster": mark("Numbers to call or text"),
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


def compose(look: Look, chosen: Chosen, readers: Sequence[Reader]) -> Sheet:
    """The sheet, a part for each reader's language."""
    parts = tuple(_part(look, chosen, reader) for reader in readers)
    titles = dict.fromkeys(part.title for part in parts)
    day = readers[0].today.isoformat()
    return Sheet(look.kind, " / ".join(titles), parts, look.paper, look.large, day)


def _part(look: Look, chosen: Chosen, reader: Reader) -> Part:
    voice, header = reader.voice, reader.index.header
    wallet = look.kind == "wallet"
    part = Part(
        language=str(voice.language),
        title=look.title or voice.say(_TITLES[look.kind]),
        note=look.note,
        urgent_title="" if wallet else voice.say("In danger now"),
        urgent=tuple(_urgent(u, reader) for u in header.urgent if not (wallet and u.numbers)),
        write=voice.say("Local police emergency number, to write here"),
        closing=(*brief.support(chosen.entries, reader), *_made(reader)),
    )
    return _FILL[look.kind](part, chosen, reader, look)


def _made(reader: Reader) -> list[str]:
    voice = reader.voice
    return [
        voice.say(
            "Checked against published sources on {date}, not by phone. Sheet made on {day}."
            " Confirm a number before relying on it.",
            date=voice.date(reader.index.header.date),
            day=voice.date(reader.today.isoformat()),
        )
    ]


def _urgent(urgent: Urgent, reader: Reader) -> Entry:
    language = reader.voice.urgent
    service = reader.index.service(urgent.service)
    given = brief.numbers(service, reader) if urgent.numbers else []
    numbers = tuple(_number(phone, "", reader.voice) for phone in given)
    return Entry(urgent.label[language], numbers, (urgent.text[language],))


def _number(phone: Phone, about: str, voice: Voice) -> Number:
    parts = [about]
    if phone.kind != "voice" and not about.startswith(voice.word(phone.kind)):
        parts.insert(0, f"{voice.word(phone.kind)}.")
    if phone.kind == "text":
        parts.append(voice.say("A text stays in the phone."))
    link = f"{'sms' if phone.kind == 'text' else 'tel'}:{phone.number}"
    return Number(voice.phone(phone.number), link, " ".join(part for part in parts if part))


def _numbers(service: Service, reader: Reader) -> tuple[Number, ...]:
    return _told(brief.numbers(service, reader), service, reader)


def _instead(
    service: Service, missing: str, reader: Reader, without: Sequence[str]
) -> tuple[Number, ...]:
    """The number to call where a service has none, behind the words that say so; none of those
    that an agency left out."""
    found, voice = brief.instead(service, reader), reader.voice
    if found is None or found[0].id in without:
        return ()
    _, phone, about = found
    label = voice.pair(voice.say("Call instead"), "").rstrip(" ")
    return (_number(phone, about, voice)._replace(before=f"{missing} {label}".strip(" ")),)


def _told(phones: Iterable[Phone], service: Service, reader: Reader) -> tuple[Number, ...]:
    """Numbers with what is known of each."""
    return tuple(_number(p, brief.about_number(p, service, reader), reader.voice) for p in phones)


# --- what each kind of sheet holds -----------------------------------------------------------


def _summary(part: Part, chosen: Chosen, reader: Reader, look: Look) -> Part:
    voice = reader.voice
    shown = list(chosen.entries)
    heads = () if look.large else tuple(map(voice.say, _COLUMNS))
    # The box says where to call in an emergency, and that 911 alone is not enough.
    boxed = {urgent.service for urgent in reader.index.header.urgent if not urgent.numbers}
    shown = [e for e in shown if e.id not in boxed or not chosen.everything]
    called = [e for e in _lines(chosen, reader) if e.id not in boxed and brief.numbers(e, reader)]
    groups = [Group(notice.name[voice.language], (_prose(notice, voice),))
              for notice in reader.index.entries("notice")]  # fmt: skip
    for line, members in _by_line(called):
        entries = tuple(_service(s, reader, chosen) for s in members)
        rows = entries if look.large else _rows(entries, named=True)
        groups.append(Group(voice.word(line), rows, heads))
    if chosen.everything:
        shown = [e for e in shown if e not in called]
    title = mark("Programs and services") if chosen.everything else mark("Services found")
    groups.append(Group(voice.say(title), tuple(_entry(e, reader, chosen) for e in shown)))
    groups.append(_sources([*called, *shown], reader))
    return part._replace(groups=tuple(g for g in groups if g.entries), room=voice.say("Notes"))


_COLUMNS: Final = (mark("Number"), mark("Service, and what to know"))


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


def _lines(chosen: Chosen, reader: Reader) -> list[Service]:
    """The hotlines of a summary: all of them, or, beside what was searched, the crisis
    lines that serve the whole province."""
    if chosen.everything:
        return [e for e in chosen.entries if isinstance(e, Service) and e.line]
    known = {entry.id for entry in chosen.entries} | _boxed(reader)
    known |= {id for _, ids in chosen.left_out for id in ids} | set(chosen.without)
    return [
        service for service in reader.index.entries("hotline")
        if isinstance(service, Service)
        and service.id not in known and service.line in ANSWERS
        and service.status == "current" and set(service.regions) & set(_WIDE)
    ]  # fmt: skip


def _by_line(services: Iterable[Service]) -> Iterable[tuple[str, Iterable[Service]]]:
    """Services under their lines, in the order of urgency."""
    ordered = sorted(services, key=lambda service: LINES.index(service.line or "office"))
    return groupby(ordered, key=lambda service: service.line or "office")


def _boxed(reader: Reader) -> set[str]:
    """The services of the urgent box."""
    return {urgent.service for urgent in reader.index.header.urgent}


def _below(chosen: Chosen, reader: Reader) -> list[Service]:
    """The services of a sheet for the public that do not stand in its box."""
    boxed = _boxed(reader)
    return [e for e in chosen.entries if isinstance(e, Service) and e.id not in boxed]


def _hotlines(part: Part, chosen: Chosen, reader: Reader, look: Look) -> Part:
    voice = reader.voice
    heads = () if look.large else tuple(map(voice.say, _COLUMNS))
    groups = []
    for line, members in _by_line(_below(chosen, reader)):
        entries = tuple(_public(s, brief.numbers(s, reader), reader) for s in members)
        # On one page a name stands once: its further numbers come right under it.
        rows = entries if look.large else _rows(entries, named=False)
        groups.append(Group(voice.word(line), rows, heads))
    return part._replace(opening=_duty(voice), groups=tuple(groups))


def _poster(part: Part, chosen: Chosen, reader: Reader, _: Look) -> Part:
    entries = tuple(_public(s, _chief(s, reader), reader) for s in _below(chosen, reader))
    return part._replace(opening=_duty(reader.voice), groups=(Group("", entries),))


def _chief(service: Service, reader: Reader) -> list[Phone]:
    """The one number to call and the one to text, where there is little room."""
    given = brief.numbers(service, reader)
    spoken = [p for p in given if p.kind == "voice"][:1]
    return spoken + [p for p in given if p.kind == "text" and p.confidence == "confirmed"][:1]


def _wallet(part: Part, chosen: Chosen, reader: Reader, _: Look) -> Part:
    voice = reader.voice
    labels = {p.service: p.label[voice.language] for p in reader.index.header.wallet}
    entries = []
    for service in (e for e in chosen.entries if isinstance(e, Service)):
        # A label or a note of the number could say what the line is for.
        # What a note warns of, a card has no room for: such a number to text stays out.
        plain = [
            p._replace(label=None, note=None)
            for p in _chief(service, reader)
            if p.kind == "voice" or p.note is None
        ]
        entries.append(Entry(labels[service.id], _told(plain, service, reader)))
    return part._replace(opening=_duty(voice), groups=(Group("", tuple(entries)),))


def _timeline(part: Part, chosen: Chosen, reader: Reader, _: Look) -> Part:
    voice, header = reader.voice, reader.index.header
    events = [event for event in chosen.entries if isinstance(event, Event)]
    titles = {phase.id: phase.title[voice.language] for phase in header.phases}
    periods = []
    for phase, members in groupby(events, key=lambda event: event.phase):
        dated = tuple((voice.date(e.date), _happened(e, voice)) for e in members)
        periods.append(Period(titles.get(phase, ""), dated))
    note = [header.phases_note[voice.language]] if header.phases_note else []
    return part._replace(
        drawing=years(events, header.phases, reader),
        periods=tuple(periods),
        closing=(*note, *part.closing),
    )


_FILL: Final = {
    "summary": _summary, "hotlines": _hotlines, "wallet": _wallet, "timeline": _timeline,
    "poster": _poster,
}  # fmt: skip


# --- one entry -------------------------------------------------------------------------------


def _entry(entry: Known, reader: Reader, chosen: Chosen) -> Entry:
    voice = reader.voice
    if isinstance(entry, Service):
        return _service(entry, reader, chosen)
    if isinstance(entry, Event):
        name = f"{voice.date(entry.date)}. {entry.name[voice.language]}"
        return Entry(name, facts=(entry.summary[voice.language],))
    return _prose(entry, voice)._replace(name=entry.name[voice.language])


def _prose(entry: Known, voice: Voice) -> Entry:
    return Entry("", facts=(entry.summary[voice.language],))


def _happened(event: Event, voice: Voice) -> str:
    """What happened; a title that the summary begins with is not said twice."""
    title, summary = event.name[voice.language], event.summary[voice.language]
    return summary if summary.startswith(title) else f"{title}. {summary}"


def _service(service: Service, reader: Reader, chosen: Chosen) -> Entry:
    """A service for a worker; of one that is gone, what it was and no contact."""
    voice, language = reader.voice, reader.voice.language
    serves = voice.pair(voice.say("Serves"), brief.aside(service, reader))
    missing = brief.sentence([brief.no_number(service, reader)])
    instead = _instead(service, missing, reader, chosen.without)
    said = ["" if instead else missing, service.summary[language], f"{serves}."]
    facts = [" ".join(part for part in (*said, *brief.caution(service, voice)) if part)]
    if service.status not in brief.GONE:
        facts += [_web(web, voice) for web in service.web]
        facts += [f"{a.text} ({voice.word(f'place-{a.kind}')})" for a in service.addresses]
    return Entry(
        service.name[language],
        (*_numbers(service, reader), *instead),
        tuple(facts),
        brief.warning(service, voice),
    )


def _web(web: Web, voice: Voice) -> str:
    said = voice.pair(voice.word(web.kind), web.address[voice.language])
    return said if web.confidence == "confirmed" else f"{said} ({voice.word(web.confidence)})"


def _public(service: Service, phones: Iterable[Phone], reader: Reader) -> Entry:
    """A line for the public: where it serves if not everywhere, and whether police answer."""
    voice, header = reader.voice, reader.index.header
    facts = list(brief.caution(service, voice))
    if not set(service.regions) & set(_WIDE):
        names = [header.regions[r].name[voice.language] for r in service.regions]
        serves = voice.pair(voice.say("Serves"), voice.listing(names))
        facts.insert(0, f"{serves}.")
    first, *others = _told(phones, service, reader)
    # In one line with the number: a sheet that fills a page has no line to lose.
    first = first._replace(about=" ".join(part for part in (first.about, *facts) if part))
    return Entry(service.name[voice.language], (first, *others))


def _duty(voice: Voice) -> tuple[str, ...]:
    said = voice.say(
        "Adults who work with you must report it when they believe that a child needs protection."
    )
    return (said,)


def _sources(entries: Iterable[Known], reader: Reader) -> Group:
    """Where the facts come from: each source by name, or, where they are many, how many."""
    voice = reader.voice
    ids = dict.fromkeys(citation.source for e in entries for citation in e.sources)
    sources = [source for id in ids if (source := reader.index.source(id))]
    if len(sources) <= _SOURCES:
        facts = [
            " ".join(p for p in (f"{s.title[voice.language]}, {source_date(s, voice)}.", s.address)
                     if p)
            for s in sources
        ]  # fmt: skip
    else:
        command = voice.command("show", voice.say("ID"))
        kinds = [(k, sum(s.kind == k for s in sources)) for k in SOURCE_KINDS]
        counted = [f"{voice.word(k)} {voice.number(n)}" for k, n in kinds if n]
        facts = [
            voice.plural(
                "{number} published source: {kinds}.", "{number} published sources: {kinds}.",
                len(sources), kinds=", ".join(counted),
            ),
            voice.say("Those of an entry: {command}", command=command),
        ]  # fmt: skip
    return Group(voice.say("Where these facts come from"), (Entry("", facts=tuple(facts)),))
