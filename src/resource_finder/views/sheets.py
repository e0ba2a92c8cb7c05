"""Makes a sheet of the selected entries: the content of its page in each language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from resource_finder.closed_lists import ANYONE
from resource_finder.i18n import Translator
from resource_finder.model import Event, Phone, Service
from resource_finder.views.closing import support_lines
from resource_finder.views.document import Field, Item, Page, Section, Sheet, prose
from resource_finder.views.entry import (
    ViewContext,
    group_by_line,
    numbers,
    phone_link,
    police_contact,
)
from resource_finder.views.hours import AT_ALL_TIMES, hours_to_show
from resource_finder.views.layers import error_line, report_line
from resource_finder.views.rows import entry_row, short_name
from resource_finder.views.sheet_choice import Selection
from resource_finder.views.sheet_parts import (
    as_field,
    empty_sheet,
    legend,
    public_block,
    use_until,
    without_number,
)
from resource_finder.views.sheet_specs import SheetSpec
from resource_finder.views.sheet_summary import fill_summary
from resource_finder.views.sheet_training import fill_training
from resource_finder.views.timeline import draw_years, event_item, group_by_phase, phases_note

_STRIP_NUMBERS: Final = 2
"""Numbers on each piece of the strip of a poster."""


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
    pages = tuple(
        _page(options, selection, view._replace(paper=True, large=options.large)) for view in views
    )
    return Sheet(
        kind=spec.name,
        title=" / ".join(dict.fromkeys(page.title for page in pages)),
        pages=pages,
        paper=options.paper,
        large=options.large,
        day=views[0].today.isoformat(),
        layout=spec.layout,
    )


def _page(options: SheetOptions, selection: Selection, view: ViewContext) -> Page:
    """A sheet in one language: what all kinds share, completed by the function of its kind."""
    title = options.title or view.translator.text(options.spec.title)
    services = [e for e in selection.entries if isinstance(e, Service)]
    page = empty_sheet(title, options.note, services, view)
    page = FILL_BY_SHEET[options.spec.name](page, selection, view)
    page = _with_faults(page, options.spec.layout, view)
    closing = (*page.closing, *support_lines(selection.entries, view))
    if options.spec.holds == ("event",):
        # Whoever may be hurt by a list of events finds whom to call above it.
        return page._replace(opening=(*page.opening, *closing), closing=())
    return page._replace(closing=closing)


def _with_faults(page: Page, layout: str, view: ViewContext) -> Page:
    """A sheet that says that entries or corrections may be missing, where it is so: below the
    urgent lines, or, on one with little space, in its foot, without the agency, which it may not
    show."""
    header, translator = view.index.header, view.translator
    if not header.layer_errors:
        return page
    if layout == "columns":
        return page._replace(opening=(error_line(header, translator), *page.opening))
    faults = translator.text("Entries or corrections may be missing.")
    return page._replace(foot=f"{faults} {page.foot}")


def _below_urgent(selection: Selection, view: ViewContext) -> list[Service]:
    """The services of a sheet for the public that are not in its urgent box."""
    urgent = {line.service for line in view.index.header.urgent}
    return [e for e in selection.entries if isinstance(e, Service) and e.id not in urgent]


def _items(sections: Iterable[Section]) -> list[Item]:
    return [item for section in sections for item in section.items]


def _duty_to_report(translator: Translator) -> str:
    return translator.text(
        "Adults who work with you must make a report if they believe a child needs protection."
    )


# --- what each kind of sheet holds ------------------------------------------------------------


def fill_hotlines(page: Page, selection: Selection, view: ViewContext) -> Page:
    """For the public: every line to call or text, under its heading."""
    sections = tuple(
        Section(tuple(public_block(s, view) for s in members), view.translator.label(line))
        for line, members in group_by_line(_below_urgent(selection, view), selection.everything)
    )
    return page._replace(
        opening=(_duty_to_report(view.translator),),
        sections=sections,
        legend=legend(_items(sections), view),
    )


def fill_poster(page: Page, selection: Selection, view: ViewContext) -> Page:
    """For walls: few lines, each with what it is for and one number to call and one to text."""
    services = _below_urgent(selection, view)
    items = tuple(
        Item(
            entry_row(service, view).use_for,
            (*_sure_fields(service, view), prose(_name_behind_number(service, view))),
        )
        for service in services
    )
    return page._replace(
        agency=(view.translator.text("Our agency (write in)"),),
        opening=(_duty_to_report(view.translator),),
        sections=(Section(items),),
        strip=_strip(services, view),
    )


def _name_behind_number(service: Service, view: ViewContext) -> str:
    """The name of a service on a poster, with what it means in the other language."""
    name, language = short_name(service, view.translator), view.translator.language
    if service.gloss and service.gloss[language]:
        name = f"{name} ({service.gloss[language]})"
    return without_number(name, view.translator.phone(service.phones[0].number))


def _strip(services: Iterable[Service], view: ViewContext) -> tuple[str, ...]:
    """What stands on each piece to tear off, in neutral words: the first lines that answer at any
    time, and which of them is for young people. A word stands above its number."""
    labels = _neutral_labels(view)
    at_all_times = [
        (labels[service.id], _for_young_people(service, view), field.value)
        for service in services
        if service.id in labels
        for field in _sure_fields(service, view)[:1]
        if field.hours == AT_ALL_TIMES
    ][:_STRIP_NUMBERS]
    if not at_all_times:
        return ()
    words = f"{at_all_times[0][0]}, {AT_ALL_TIMES}"
    return words, *(part for _, who, number in at_all_times for part in (who, number) if part)


def _for_young_people(service: Service, view: ViewContext) -> str:
    """That a line is for young people, in neutral words; "" where it is for others too."""
    young = ANYONE not in service.audience and "youth" in service.audience
    return view.translator.text("Young people:") if young else ""


def _neutral_labels(view: ViewContext) -> dict[str, str]:
    """The words on a card for each of its lines."""
    language = view.translator.language
    return {line.service: line.label[language] for line in view.index.header.wallet}


def _sure_fields(service: Service, view: ViewContext) -> list[Field]:
    """The number to call and the one to text where there is no space for a sign of doubt."""
    sure = [p for p in numbers(service, view) if p.confidence == "confirmed"]
    spoken = [p for p in sure if p.kind == "voice"][:1]
    texts = [p for p in sure if p.kind == "text" and p.number not in {s.number for s in spoken}][:1]
    return [_sure_field(phone, service, view) for phone in (*spoken, *texts)]


def _sure_field(phone: Phone, service: Service, view: ViewContext) -> Field:
    translator, label = view.translator, ""
    if phone.kind == "text":
        label = phone.label[translator.language] if phone.label else translator.label("text")
    keyword = f"({phone.keyword})" if phone.keyword else ""
    hours = hours_to_show(service, phone, view.index, translator) or ""
    number = translator.phone(phone.number)
    return Field(label, number, keyword, "number", phone_link(phone), hours=hours)


def fill_wallet(page: Page, selection: Selection, view: ViewContext) -> Page:
    """For pockets: numbers under labels that do not say what the lines are for."""
    labels, translator = _neutral_labels(view), view.translator
    items = []
    for service in (e for e in selection.entries if isinstance(e, Service)):
        # A number to text needs a word, which would say whom one texts.
        fields = [f for f in _sure_fields(service, view) if f.link.startswith("tel:")]
        texts = {p.number for p in numbers(service, view) if p.kind == "text"}
        both = any(phone.number in texts for phone in service.phones[:1])
        label = labels[service.id]
        if both:
            label = translator.text("{label} (call or text)", label=label)
        items.append(Item(label, tuple(f._replace(hours="") for f in fields)))
    services = [e for e in selection.entries if isinstance(e, Service)]
    date = translator.date(view.index.header.date)
    checked = translator.text("Checked in published sources: {date}.", date=date)
    police = translator.text("Police (911 not everywhere)")
    added = [c for line in view.index.header.urgent if (c := police_contact(line, view))]
    police_added = (f"{c.number} ({c.after})." for c in added)
    report = report_line(view.index.header, translator)
    foot = (checked, *police_added, use_until(services, view), report)
    return page._replace(
        urgent=tuple(Item(police, (as_field(c),)) for c in added),
        agency=(),
        running="",
        fill_in="" if added else police,
        sections=(Section(tuple(items)),),
        foot=" ".join(filter(None, foot)),
    )


def fill_timeline(page: Page, selection: Selection, view: ViewContext) -> Page:
    """For training: the drawing of the years, then each event under its phase."""
    events = [event for event in selection.entries if isinstance(event, Event)]
    sections = [
        Section(
            tuple(event_item(e, view.translator, e.main or not view.large) for e in members),
            title, dated=True,
        )
        for title, members in group_by_phase(events, view)
    ]  # fmt: skip
    return page._replace(
        agency=(),
        drawing=draw_years(events, view.index.header.phases, view),
        sections=tuple(sections),
        closing=tuple(phases_note(view)),
    )


FILL_BY_SHEET: Final[dict[str, Callable[[Page, Selection, ViewContext], Page]]] = {
    "summary": fill_summary,
    "hotlines": fill_hotlines,
    "wallet": fill_wallet,
    "timeline": fill_timeline,
    "poster": fill_poster,
    "training": fill_training,
}
"""The function that fills each kind of sheet, by the name of its `SheetSpec`."""
