"""The summary: services by need and by place, for workers and trainers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from resource_finder.closed_lists import SOURCE_KINDS
from resource_finder.directory.offices import is_local_office
from resource_finder.model import Entry, Event, Service
from resource_finder.views.document import Field, Item, Page, Section, prose
from resource_finder.views.entry import ViewContext, group_by_line, numbers, summary_item
from resource_finder.views.listing import source_date
from resource_finder.views.sheet_choice import Selection
from resource_finder.views.sheet_parts import (
    brief_block,
    foot,
    full_block,
    instead,
    legend,
    public_block,
    short_block,
)
from resource_finder.views.sheet_specs import EVERYWHERE, PUBLIC_LINES

_MAX_NAMED_SOURCES: Final = 12
"""Sources that are named one by one: more of them would fill pages, and are only counted."""
_MIN_ENTRIES_OF_CONTENTS: Final = 40
"""A sheet with fewer entries has no list of its contents: it is not longer than four pages."""


def fill_summary(page: Page, selection: Selection, view: ViewContext) -> Page:
    """For workers: what was found, lines to call, services by place, sources, notes."""
    if selection.everything:
        sections = [*_notices(view), *_everything(selection, view)]
    else:
        sections = [*_found(selection, view), *_notices(view)]
    items = [item for section in sections for item in section.items]
    services = [e for e in selection.entries if isinstance(e, Service)]
    sections.append(_sources(services, view))
    contents = view.translator.text("Contents") if len(items) >= _MIN_ENTRIES_OF_CONTENTS else ""
    return page._replace(
        opening=tuple(_opening(selection, view)),
        sections=tuple(section for section in sections if section.items),
        legend=legend(items, view),
        contents=contents,
        notes=view.translator.text("Notes"),
        foot=foot(_shown(selection, view), view),
    )


def _shown(selection: Selection, view: ViewContext) -> list[Service]:
    """The services that stand on the sheet."""
    services = [e for e in selection.entries if isinstance(e, Service)]
    if not selection.everything:
        return [*services, *_lines_for_everyone(selection, view)]
    # The urgent box says where to call in an emergency, and that 911 alone is not enough.
    unnumbered = {urgent.service for urgent in view.index.header.urgent if not urgent.numbers}
    services = [s for s in services if s.id not in unnumbered]
    if not view.large:
        return services
    without_number = [s for s in services if not numbers(s, view)]
    left_out = [s for s in without_number if s.status != "current"]
    left_out += [s for s in services if s not in without_number and _is_office(s)]
    return [s for s in services if s not in left_out]


def _opening(selection: Selection, view: ViewContext) -> list[str]:
    """That the sheet holds a selection, where it does."""
    translator, more = view.translator, dict(selection.left_out).get("more", ())
    if more:
        return [
            translator.plural(
                "A selection: {number} more entry was found.",
                "A selection: {number} more entries were found.",
                len(more),
            )
        ]
    if view.large and selection.everything:
        return [
            translator.text(
                "A selection in large print: the lines, and the services known to be running, in"
                " short. The sheet of normal size has the rest."
            )
        ]
    return []


def _notices(view: ViewContext) -> list[Section]:
    language = view.translator.language
    return [
        Section((Item("", (prose(notice.summary[language]),)),), notice.name[language])
        for notice in view.index.entries("notice")
    ]


# --- the whole directory ----------------------------------------------------------------------


def _everything(selection: Selection, view: ViewContext) -> list[Section]:
    """Lines by need, services by place, those without a number once, local offices last."""
    translator = view.translator
    services = _shown(selection, view)
    offices = [s for s in services if _is_office(s)]
    with_number = [s for s in services if numbers(s, view) and s not in offices]
    others = [s for s in services if not numbers(s, view)]
    block = short_block if view.large else full_block
    sections = [
        Section(tuple(block(s, view) for s in members), translator.label(line))
        for line, members in group_by_line([s for s in with_number if s.line], place=True)
    ]
    programs = [s for s in with_number if not s.line]
    sections.append(
        Section(tuple(block(s, view) for s in programs), translator.text("Programs with a number"))
    )
    return [*sections, *_without_number(others, selection, view), *_offices(offices, view)]


def _offices(offices: Iterable[Service], view: ViewContext) -> list[Section]:
    """The local offices that have a number, under their places."""
    translator = view.translator
    named = sorted((s for s in offices if numbers(s, view)), key=lambda s: _place_order(s, view))
    sections = [
        Section(tuple(short_block(s, view) for s in members), _place_name(place, view), within=True)
        for place, members in groupby(named, key=lambda s: _place(s, view))
    ]
    title = translator.text("Police and Child and Family Services offices")
    said = prose(translator.text("By place; those of the whole province last."))
    return [Section((Item("", (said,)),), title), *sections] if sections else []


def _is_office(service: Service) -> bool:
    """Whether a service is a local office, which no sheet puts before a line to call."""
    return is_local_office(service) or (service.line == "emergency" and service.police == "service")


def _without_number(
    services: Iterable[Service], selection: Selection, view: ViewContext
) -> list[Section]:
    """The services that have no number known to us, once, under the number to call instead: those
    of one place together, and those that run first."""
    translator = view.translator
    ordered = sorted(services, key=lambda s: (_place_order(s, view), s.status == "unknown"))
    groups: dict[Field | None, list[Service]] = {}
    for service in ordered:
        call = instead(service, view, selection.without)
        # As a heading, without a full stop.
        call = call._replace(note=call.note.rstrip(".")) if call else None
        groups.setdefault(call, []).append(service)
    if not groups:
        return []
    said = prose(translator.text("Call the number above each group; for everything else, 211."))
    title = translator.text("Services without a number known to us")
    others = translator.text("Others")
    return [
        Section((Item("", (said,)),), title),
        *(
            Section(
                tuple(_without_call(s, view) for s in groups[call]),
                "" if call else others, within=True, call=call,
            )
            for call in sorted(groups, key=lambda call: (not call, -len(groups[call])))
        ),
    ]  # fmt: skip


def _without_call(service: Service, view: ViewContext) -> Item:
    """A service without a number, in short, and its place, where it does not serve the whole
    province and its name does not say so."""
    item, place = brief_block(service, view), _place(service, view)
    name = "" if place == view.index.header.region else _place_name(place, view)
    name = "" if name in item.title else name
    return item._replace(aside=", ".join(part for part in (name, item.aside) if part))


def _place_name(place: str, view: ViewContext) -> str:
    name = view.index.header.regions[place].name[view.translator.language]
    return f"{name[:1].upper()}{name[1:]}"


def _place(service: Service, view: ViewContext) -> str:
    """The largest region below the province that a service serves first; the province itself where
    it serves all of it."""
    header = view.index.header
    region = service.regions[0]
    if set(service.regions) & set(EVERYWHERE):
        return header.region
    while header.regions[region].within not in (header.region, None):
        region = header.regions[region].within or region
    return region


def _place_order(service: Service, view: ViewContext) -> tuple[bool, int]:
    """The order of places: as the directory lists them, the whole province last."""
    place = _place(service, view)
    return place == view.index.header.region, list(view.index.header.regions).index(place)


# --- what was searched ------------------------------------------------------------------------


def _found(selection: Selection, view: ViewContext) -> list[Section]:
    """What was found, first; then the lines for everyone, in short."""
    translator = view.translator
    found = tuple(_entry_item(e, view, selection.without) for e in selection.entries)
    lines = _lines_for_everyone(selection, view)
    return [
        Section(found, translator.text("Services found")),
        Section(tuple(public_block(s, view) for s in lines), translator.text("Lines for everyone")),
    ]


def _entry_item(entry: Entry, view: ViewContext, without: Sequence[str]) -> Item:
    language = view.translator.language
    if isinstance(entry, Service):
        return full_block(entry, view, without)
    if isinstance(entry, Event):
        item = summary_item(entry, view)
        return item._replace(fields=(prose(entry.summary[language]),))
    return Item(entry.name[language], (prose(entry.summary[language]),))


def _lines_for_everyone(selection: Selection, view: ViewContext) -> list[Service]:
    """The reporting and crisis lines that serve the whole province, or a place that was named, and
    are not selected."""
    places = {*EVERYWHERE, *selection.regions}
    known = {entry.id for entry in selection.entries}
    known |= {urgent.service for urgent in view.index.header.urgent}
    known |= {id for _, ids in selection.left_out for id in ids} | set(selection.without)
    lines = [
        service for service in view.index.entries("hotline")
        if isinstance(service, Service)
        and service.id not in known and service.line in PUBLIC_LINES
        and service.status == "current" and set(service.regions) & places
        and numbers(service, view)
    ]  # fmt: skip
    return [s for _, members in group_by_line(lines, place=True) for s in members]


# --- sources ----------------------------------------------------------------------------------


def _sources(entries: Iterable[Entry], view: ViewContext) -> Section:
    """Where the facts come from: each source by name, or, where they are many, how many."""
    translator = view.translator
    ids = dict.fromkeys(citation.source for e in entries for citation in e.sources)
    sources = [source for id in ids if (source := view.index.source(id))]
    if len(sources) <= _MAX_NAMED_SOURCES:
        facts = [
            f"{s.title[translator.language]}, {source_date(s, translator)}. {s.address or ''}"
            for s in sources
        ]
    else:
        kinds = [(k, sum(s.kind == k for s in sources)) for k in SOURCE_KINDS]
        counted = [f"{translator.label(k)} {translator.number(n)}" for k, n in kinds if n]
        facts = [
            translator.plural(
                "{number} published source: {kinds}.", "{number} published sources: {kinds}.",
                len(sources), kinds=", ".join(counted),
            )
        ]  # fmt: skip
    item = Item("", tuple(prose(fact.rstrip(" ")) for fact in facts))
    return Section((item,), translator.text("Where these facts come from"))
