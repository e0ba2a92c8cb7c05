"""Makes a sheet of the selected entries: the content of its page in each language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from resource_finder.closed_lists import SOURCE_KINDS
from resource_finder.directory.contacts import NO_CONTACT_STATUSES
from resource_finder.i18n import N_, Translator
from resource_finder.model import Entry, Event, Phone, Service
from resource_finder.views.closing import support_lines
from resource_finder.views.document import Field, Item, Page, Section, Sheet, prose
from resource_finder.views.entry import (
    ViewContext,
    call_instead,
    call_instead_fields,
    cautions,
    coverage,
    event_text,
    group_by_line,
    join_sentences,
    no_number_text,
    numbers,
    phone_fields,
    police_contact,
    region_names,
    summary_item,
    urgent_item,
    warning,
    web_fields,
)
from resource_finder.views.listing import source_date
from resource_finder.views.sheet_choice import Selection
from resource_finder.views.sheet_specs import PUBLIC_LINES, SheetSpec
from resource_finder.views.timeline import draw_years, group_by_phase, phases_note

_EVERYWHERE: Final = ("canada", "manitoba")
"""Regions that a sheet for the public does not name: whoever reads it is in them."""
_MAX_NAMED_SOURCES: Final = 12
"""Sources that are named one by one: more of them would fill pages, and are only counted."""


class SheetOptions(NamedTuple):
    """The options of a sheet: its kind, the title and the note of an agency, paper and size of
    print."""

    spec: SheetSpec
    title: str = ""
    note: str = ""
    paper: str = "letter"
    large: bool = False


def compose(options: SheetOptions, selection: Selection, views: Sequence[ViewContext]) -> Sheet:
    """The sheet, with a page for each view, one in each language."""
    spec = options.spec
    pages = tuple(_page(options, selection, view._replace(paper=True)) for view in views)
    return Sheet(
        kind=spec.name,
        title=" / ".join(dict.fromkeys(page.title for page in pages)),
        pages=pages,
        paper=options.paper,
        large=options.large,
        day=views[0].today.isoformat(),
        fill_pages=spec.fill_pages * (2 if options.large else 1),
        cards=spec.cards,
    )


def _page(options: SheetOptions, selection: Selection, view: ViewContext) -> Page:
    """A sheet in one language: what all kinds share, completed by the function of its kind."""
    translator, spec = view.translator, options.spec
    urgent = [u for u in view.index.header.urgent if not (spec.cards and u.numbers)]
    known = any(police_contact(line, view) for line in urgent)
    page = Page(
        language=str(translator.language),
        title=options.title or translator.text(spec.title),
        note=options.note,
        urgent_title="" if spec.cards else translator.text("In danger now"),
        urgent=tuple(urgent_item(u, view) for u in urgent),
        fill_in="" if known else translator.text("Local police emergency number (write it here)"),
        closing=(*support_lines(selection.entries, view), _checked_and_made(view)),
    )
    columns = () if options.large else tuple(map(translator.text, spec.columns))
    return FILL_BY_SHEET[spec.name](page, selection, view, columns)


def _checked_and_made(view: ViewContext) -> str:
    """When the directory was checked and the sheet was made."""
    translator, header = view.translator, view.index.header
    date, day = translator.date(header.date), translator.date(view.today.isoformat())
    if not header.numbers_called:
        return translator.text(
            "Checked against published sources on {date}, not by phone. Handout made on {day}."
            " Verify a number before you rely on it.",
            date=date, day=day,
        )  # fmt: skip
    return translator.plural(
        "Checked against published sources on {date}; {number} number checked by phone. Handout"
        " made on {day}. Verify a number before you rely on it.",
        "Checked against published sources on {date}; {number} numbers checked by phone. Handout"
        " made on {day}. Verify a number before you rely on it.",
        header.numbers_called, date=date, day=day,
    )  # fmt: skip


# --- what each kind of sheet holds ------------------------------------------------------------


def fill_summary(
    page: Page, selection: Selection, view: ViewContext, columns: tuple[str, ...]
) -> Page:
    """For workers: notices, lines to call, services with all that is known, sources, notes."""
    translator, everything = view.translator, selection.everything
    # The urgent box says where to call in an emergency, and that 911 alone is not enough.
    unnumbered = {urgent.service for urgent in view.index.header.urgent if not urgent.numbers}
    lines = [s for s in _summary_lines(selection, view)
             if s.id not in unnumbered and numbers(s, view)]  # fmt: skip
    others = [e for e in selection.entries
              if not everything or (e.id not in unnumbered and e not in lines)]  # fmt: skip
    sections = [
        Section((_prose_item(notice, translator),), notice.name[translator.language])
        for notice in view.index.entries("notice")
    ]
    for line, members in group_by_line(lines, selection.everything):
        items = tuple(_service_item(service, view, selection) for service in members)
        rows = _rows(items, repeat_titles=True) if columns else items
        sections.append(Section(rows, translator.label(line), columns=columns))
    title = N_("Programs and services") if everything else N_("Services found")
    items = tuple(_entry_item(e, view, selection) for e in others)
    sections += [Section(items, translator.text(title)), _sources([*lines, *others], view)]
    return page._replace(
        sections=tuple(section for section in sections if section.items),
        notes=translator.text("Notes"),
    )


def _summary_lines(selection: Selection, view: ViewContext) -> list[Service]:
    """The hotlines of a summary: all of them, or, where words or filters were typed, the reporting
    and crisis lines that serve the whole province and are not selected."""
    if selection.everything:
        return [e for e in selection.entries if isinstance(e, Service) and e.line]
    known = {entry.id for entry in selection.entries} | _urgent_services(view)
    known |= {id for _, ids in selection.left_out for id in ids} | set(selection.without)
    return [
        service for service in view.index.entries("hotline")
        if isinstance(service, Service)
        and service.id not in known and service.line in PUBLIC_LINES
        and service.status == "current" and set(service.regions) & set(_EVERYWHERE)
    ]  # fmt: skip


def _rows(items: Iterable[Item], repeat_titles: bool) -> tuple[Item, ...]:
    """Items as the rows of a table: one row for each number, everything else beside the first."""
    return tuple(
        item._replace(fields=(number, *item.facts))
        if i == 0
        else Item(item.title if repeat_titles else "", (number,))
        for item in items
        for i, number in enumerate(item.numbers)
    )


def _urgent_services(view: ViewContext) -> set[str]:
    """The ids of the services of the urgent box."""
    return {urgent.service for urgent in view.index.header.urgent}


def _below_urgent(selection: Selection, view: ViewContext) -> list[Service]:
    """The services of a sheet for the public that are not in its urgent box."""
    urgent = _urgent_services(view)
    return [e for e in selection.entries if isinstance(e, Service) and e.id not in urgent]


def fill_hotlines(
    page: Page, selection: Selection, view: ViewContext, columns: tuple[str, ...]
) -> Page:
    """For the public: every line to call or text, under its heading."""
    translator, sections = view.translator, []
    for line, members in group_by_line(_below_urgent(selection, view), selection.everything):
        items = tuple(_public_item(s, numbers(s, view), view) for s in members)
        # On one page a name stands once: its further numbers come right under it.
        rows = _rows(items, repeat_titles=False) if columns else items
        sections.append(Section(rows, translator.label(line), columns=columns))
    return page._replace(opening=(_duty_to_report(translator),), sections=tuple(sections))


def fill_poster(page: Page, selection: Selection, view: ViewContext, _: tuple[str, ...]) -> Page:
    """For walls: few lines, each with one number to call and one to text."""
    items = tuple(
        _public_item(service, _main_numbers(service, view), view)
        for service in _below_urgent(selection, view)
    )
    return page._replace(opening=(_duty_to_report(view.translator),), sections=(Section(items),))


def _main_numbers(service: Service, view: ViewContext) -> list[Phone]:
    """The one number to call and the one to text, where there is little space."""
    phones = numbers(service, view)
    spoken = [p for p in phones if p.kind == "voice"][:1]
    return spoken + [p for p in phones if p.kind == "text" and p.confidence == "confirmed"][:1]


def fill_wallet(page: Page, selection: Selection, view: ViewContext, _: tuple[str, ...]) -> Page:
    """For pockets: numbers under labels that do not say what the lines are for."""
    language = view.translator.language
    labels = {line.service: line.label[language] for line in view.index.header.wallet}
    items = []
    for service in (e for e in selection.entries if isinstance(e, Service)):
        # A label or a note of the number could say what the line is for, and a card has no space
        # for a warning: a number to text that has one is left out.
        phones = [
            p._replace(role=None, label=None, note=None)
            for p in _main_numbers(service, view)
            if p.kind == "voice" or p.note is None
        ]
        fields = phone_fields(phones, service, view)
        items.append(Item(labels[service.id], tuple(fields)))
    opening = (_duty_to_report(view.translator),)
    return page._replace(opening=opening, sections=(Section(tuple(items)),))


def fill_timeline(page: Page, selection: Selection, view: ViewContext, _: tuple[str, ...]) -> Page:
    """For training: the drawing of the years, then each event under its phase."""
    translator = view.translator
    events = [event for event in selection.entries if isinstance(event, Event)]
    sections = []
    for title, members in group_by_phase(events, view):
        items = tuple(
            Item(translator.date(e.date), (prose(event_text(e, translator.language)),))
            for e in members
        )
        sections.append(Section(items, title, dated=True))
    return page._replace(
        drawing=draw_years(events, view.index.header.phases, view),
        sections=tuple(sections),
        closing=(*phases_note(view), *page.closing),
    )


FILL_BY_SHEET: Final = {
    "summary": fill_summary,
    "hotlines": fill_hotlines,
    "wallet": fill_wallet,
    "timeline": fill_timeline,
    "poster": fill_poster,
}
"""The function that fills each kind of sheet, by the name of its `SheetSpec`."""


# --- one entry --------------------------------------------------------------------------------


def _entry_item(entry: Entry, view: ViewContext, selection: Selection) -> Item:
    if isinstance(entry, Service):
        return _service_item(entry, view, selection)
    if isinstance(entry, Event):
        item = summary_item(entry, view)
        return item._replace(fields=(prose(entry.summary[view.translator.language]),))
    name = entry.name[view.translator.language]
    return _prose_item(entry, view.translator)._replace(title=name)


def _prose_item(entry: Entry, translator: Translator) -> Item:
    return Item("", (prose(entry.summary[translator.language]),))


def _service_item(service: Service, view: ViewContext, selection: Selection) -> Item:
    """A service for workers; one that cannot be contacted is printed without numbers."""
    translator, language = view.translator, view.translator.language
    phones = phone_fields(numbers(service, view), service, view)
    missing = join_sentences([no_number_text(service, view)])
    instead = _call_instead(service, missing, view, selection.without)
    texts = ("" if instead else missing, service.summary[language], f"{coverage(service, view)}.",
             *cautions(service, translator))  # fmt: skip
    fields = [*phones, *instead, prose(" ".join(text for text in texts if text))]
    if service.status not in NO_CONTACT_STATUSES:
        fields += web_fields(service, view)
        fields += [
            Field("", a.text, translator.label(f"place-{a.kind}"), "address")
            for a in service.addresses
        ]
    return Item(service.name[language], tuple(fields), warning=warning(service, translator))


def _call_instead(
    service: Service, missing: str, view: ViewContext, without: Sequence[str]
) -> list[Field]:
    """Whom to call where a service has no number, after the words that say so; not a service that
    the user left out."""
    other = call_instead(service, view)
    if other is None or other[0].id in without:
        return []
    return [
        field._replace(label=f"{missing} {field.label}".strip(" "))
        for field in call_instead_fields(service, view)
    ]


def _public_item(service: Service, phones: Iterable[Phone], view: ViewContext) -> Item:
    """A line for the public: cautions, and where it serves if not everywhere."""
    translator = view.translator
    facts = list(cautions(service, translator))
    if not set(service.regions) & set(_EVERYWHERE):
        serves = translator.pair(translator.text("Serves"), region_names(service, view))
        facts.insert(0, f"{serves}.")
    first, *others = phone_fields(phones, service, view)
    # On the line of the number: a sheet that fills a page has no space for another line.
    first = first._replace(note=" ".join(part for part in (first.note, *facts) if part))
    return Item(service.name[translator.language], (first, *others))


def _duty_to_report(translator: Translator) -> str:
    return translator.text(
        "Adults who work with you must make a report if they believe a child needs protection."
    )


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
        command = translator.command("show", translator.text("ID"))
        kinds = [(k, sum(s.kind == k for s in sources)) for k in SOURCE_KINDS]
        counted = [f"{translator.label(k)} {translator.number(n)}" for k, n in kinds if n]
        facts = [
            translator.plural(
                "{number} published source: {kinds}.", "{number} published sources: {kinds}.",
                len(sources), kinds=", ".join(counted),
            ),
            translator.text("Sources for one entry: {command}", command=command),
        ]  # fmt: skip
    item = Item("", tuple(prose(fact.rstrip(" ")) for fact in facts))
    return Section((item,), translator.text("Where these facts come from"))
