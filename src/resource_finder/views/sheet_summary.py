"""The summary: services by need and by place, for workers and trainers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from resource_finder.closed_lists import SOURCE_KINDS
from resource_finder.directory.offices import is_local_office
from resource_finder.i18n import Translator
from resource_finder.model import Entry, Event, Service
from resource_finder.views.document import Item, Page, Section, prose
from resource_finder.views.entry import ViewContext, group_by_line, numbers, summary_item
from resource_finder.views.listing import source_date
from resource_finder.views.sheet_choice import Selection
from resource_finder.views.sheet_parts import (
    brief_block,
    full_block,
    legend,
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
    shown = [e for e in selection.entries if isinstance(e, Service)]
    sections.append(_sources(shown, view))
    contents = view.translator.text("Contents") if len(items) >= _MIN_ENTRIES_OF_CONTENTS else ""
    return page._replace(
        opening=tuple(_opening(selection, view)),
        sections=tuple(section for section in sections if section.items),
        legend=legend(items, view),
        contents=contents,
        notes=view.translator.text("Notes"),
    )


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
    unnumbered = {urgent.service for urgent in view.index.header.urgent if not urgent.numbers}
    # The urgent box says where to call in an emergency, and that 911 alone is not enough.
    services = [e for e in selection.entries if isinstance(e, Service) and e.id not in unnumbered]
    offices = [s for s in services if _is_office(s)]
    with_number = [s for s in services if numbers(s, view) and s not in offices]
    others = [s for s in services if not numbers(s, view)]
    if view.large:
        others = [s for s in others if s.status == "current"]
    block = short_block if view.large else full_block
    sections = [
        Section(tuple(block(s, view) for s in members), translator.label(line))
        for line, members in group_by_line([s for s in with_number if s.line], place=True)
    ]
    programs = [s for s in with_number if not s.line]
    sections.append(
        Section(tuple(block(s, view) for s in programs), translator.text("Programs with a number"))
    )
    sections += _without_number(others, selection, view)
    if not view.large:
        named = tuple(short_block(s, view) for s in offices if numbers(s, view))
        title = translator.text("Police and Child and Family Services offices")
        sections.append(Section(named, title))
    return sections


def _is_office(service: Service) -> bool:
    """Whether a service is a local office, which no sheet puts before a line to call."""
    return is_local_office(service) or (service.line == "emergency" and service.police == "service")


def _without_number(
    services: Iterable[Service], selection: Selection, view: ViewContext
) -> list[Section]:
    """The services that have no number known to us, once, by place: those that run first."""
    translator = view.translator
    ordered = sorted(services, key=lambda s: (_place_order(s, view), s.status == "unknown"))
    title = translator.text("Services without a number known to us")
    sections = []
    for i, (region, members) in enumerate(groupby(ordered, key=lambda s: _place(s, view))):
        items = tuple(brief_block(s, view, selection.without) for s in members)
        name = view.index.header.regions[region].name[translator.language]
        if i == 0:
            sections.append(Section((), title))
        sections.append(Section(items, f"{name[:1].upper()}{name[1:]}", within=True))
    if sections:
        # The first place stands right under the heading of all.
        sections[0] = sections[0]._replace(items=(Item("", (prose(_ask(translator)),)),))
    return sections


def _ask(translator: Translator) -> str:
    return translator.text("Call the number that stands under each, or 211.")


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
        Section(tuple(short_block(s, view) for s in lines), translator.text("Lines for everyone")),
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
