"""The pages that answer `find`, `hotlines` and `timeline`, in one language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from resource_finder.finder import Results, Timeline
from resource_finder.header import Urgent
from resource_finder.i18n import N_, Translator
from resource_finder.model import Entry, Service
from resource_finder.search.phrases import all_names
from resource_finder.search.query import Query
from resource_finder.search.rank import Hit
from resource_finder.search.tokens import fold_words
from resource_finder.views.closing import checked_line, evidence_line, support_lines
from resource_finder.views.document import Field, Footer, Item, Page, Section
from resource_finder.views.entry import (
    ViewContext,
    group_by_line,
    service_item,
    summary_item,
    urgent_item,
)
from resource_finder.views.footer import make_footer
from resource_finder.views.layers import error_item, layer_lines, withdrawn_numbers
from resource_finder.views.rows import entry_row, short_name, urgent_row
from resource_finder.views.timeline import bar_of_years, group_by_phase, phases_note


def make_page(
    view: ViewContext,
    sections: Sequence[Section],
    entries: Iterable[Entry] = (),
    opening: Sequence[str] = (),
    closing: Sequence[str] = (),
    footer: Footer | None = None,
    windows: int = 0,
) -> Page:
    """A page with the urgent lines above its sections and, below, how the directory was checked."""
    header, entries = view.index.header, tuple(entries)
    counted, first = [], 1
    total = sum(len(section.items) for section in sections)
    for section in sections:
        counted.append(section._replace(first=first, total=section.total or total))
        first += len(section.items)
    urgent = [urgent_item(u, view)._replace(row=urgent_row(u, view)) for u in header.urgent]
    faults = error_item(header, Translator(view.translator.urgent_language))
    return Page(
        urgent=(*urgent, *([faults] if faults else [])),
        reminder=_reminder(header.urgent, view),
        sections=tuple(counted),
        opening=tuple(opening),
        closing=(
            *support_lines(entries, view),
            *closing,
            " ".join([checked_line(view), *evidence_line(entries, view)]),
            *layer_lines(header, view.translator),
        ),
        footer=footer,
        windows=windows,
    )


def _reminder(urgent: Iterable[Urgent], view: ViewContext) -> str:
    lines, language = [], view.translator.urgent_language
    for line in urgent:
        row = urgent_row(line, view)
        numbers = ", ".join(f"{c.number} ({c.after})" if c.after else c.number
                            for c in row.contacts)  # fmt: skip
        parts = (row.warning, numbers, row.name) if numbers else (line.short[language],)
        lines.append(" ".join(part for part in parts if part))
    return " | ".join(lines)


def find_page(view: ViewContext, results: Results, explain: bool = False, windows: int = 0) -> Page:
    """The answer to `find`: services, best first; with `explain`, why each was found. `windows` is
    how many windows of a terminal it may take; 0: it is shown whole."""
    query, hits, total, events, _, possible = results
    if not hits:
        return empty_page(view, query, events)
    translator = view.translator
    items = [(hit.match, _hit_item(hit, view, explain)) for hit in hits]
    sections = _sections(items, total - possible, total, translator)
    past, entries = _past_events(events, query, translator), [hit.entry for hit in hits]
    fallback = _fallback(view, {entry.id for entry in entries}) if possible == total else []
    return make_page(
        view, [*sections, *fallback], entries,
        _corrections(query, view),
        [*more_results(total, len(hits), translator), *past],
        make_footer(
            view, entries, total + sum(len(s.items) for s in fallback), hints=past
        )._replace(why=why_first(results, translator)),
        windows,
    )  # fmt: skip


def why_first(results: Results, translator: Translator) -> str:
    """Which words raised the first result, where no word of its name was typed and nothing was
    corrected, which the page says; "" elsewhere."""
    first = results.hits[0]
    found = dict.fromkeys(r.text for r in first.reasons if r.field in _FIELDS)
    names = {word for name in all_names(first.entry) for word in fold_words(name).split()}
    is_named = first.named or not names.isdisjoint(fold_words(" ".join(found)).split())
    if results.query.corrections or is_named or not found:
        return ""
    words = ", ".join(translator.text("“{word}”", word=word) for word in found)
    name = first.entry.name[translator.language]
    if isinstance(first.entry, Service):
        name = short_name(first.entry, translator)
    return translator.text("First for {words}: {name}", words=words, name=name)


def _sections(
    items: Iterable[tuple[str, Item]], sure: int, total: int, translator: Translator
) -> list[Section]:
    """Results, each after its `Hit.match`: first those that are sure to fit, of which there are
    `sure`, then under a heading those that may."""
    by_match: dict[str, list[Item]] = {"sure": [], "possible": []}
    for match, item in items:
        by_match[match].append(item)
    sections = (
        Section(tuple(by_match["sure"]), numbered=True, total=sure),
        Section(
            tuple(by_match["possible"]), translator.text("May fit"), numbered=True, total=total
        ),
    )
    return [section for section in sections if section.items]


def more_results(total: int, shown: int, translator: Translator) -> list[str]:
    """That there are more results than are shown, and how to see them, as a line or none."""
    if total <= shown:
        return []
    return [
        translator.text("{number} more (use --limit {total})", number=total - shown, total=total)
    ]


def _offices_left_out(offices: int, translator: Translator) -> list[str]:
    if not offices:
        return []
    return [
        translator.plural(
            "{number} local police or child welfare office is not listed: add a place or --region",
            "{number} local police and child welfare offices are not listed: add a place or"
            " --region",
            offices,
        )
    ]


def _offices_in_short(offices: int, translator: Translator) -> str:
    """The same where there is little space."""
    if not offices:
        return ""
    return translator.plural(
        "{number} local office not shown: add a place or --region",
        "{number} local offices not shown: add a place or --region",
        offices,
    )


def _past_events(events: int, query: Query, translator: Translator) -> list[str]:
    if not events:
        return []
    command = translator.command("timeline", query.text)
    line = translator.plural(
        "{number} past event: {command}", "{number} past events: {command}", events, command=command
    )
    return [line]


def _corrections(query: Query, view: ViewContext) -> list[str]:
    """Which of the numbers that were typed layers withdrew, and which other words were searched."""
    translator, index = view.translator, view.index
    owners = [index.entry(id) for number in query.numbers for id in index.owners(number)]
    lines = withdrawn_numbers(filter(None, owners), query.numbers, translator)
    lines += [
        translator.text(
            "Showing results for “{meant}” instead of “{typed}”.", typed=typed, meant=meant
        )
        for typed, meant in query.corrections
    ]
    if query.unquoted:
        quoted = ", ".join(translator.text("“{word}”", word=word) for word in query.unquoted)
        lines.append(
            translator.text(
                "Not found word for word: {quoted}. The words were searched without quotation "
                "marks.",
                quoted=quoted,
            )
        )
    if query.cut:
        lines.append(translator.text("Only the first 32 distinct words were searched."))
    return lines


def empty_page(view: ViewContext, query: Query | None, events: int = 0) -> Page:
    """The page where nothing was found: what to try, and services to ask."""
    translator = view.translator
    opening = [translator.text("No matches in this directory.")]
    opening += _corrections(query, view) if query else []
    closing = _past_events(events, query, translator) if query else []
    closing.append(
        translator.text(
            "Try plain words in English or French: missing, shelter, suicide, violence, "
            "drugs, pictures online, or a town."
        )
    )
    footer = make_footer(view, (), 0, closing)
    return make_page(view, _fallback(view), (), opening, closing, footer, windows=1)


def _fallback(view: ViewContext, shown: Collection[str] = ()) -> list[Section]:
    """The services to ask where nothing is sure to fit, without those `shown` above, by id."""
    ids = [id for id in view.index.header.fallback_services if id not in shown]
    items = [_fallback_item(view.index.service(id), view) for id in ids]
    return [Section(tuple(items), view.translator.text("Try asking"))] if items else []


_MAX_FALLBACK_NUMBERS: Final = 2
"""Numbers shown of each service to ask where nothing was found: with more, the page is longer than
a screen of 24 lines."""


def _fallback_item(service: Service, view: ViewContext) -> Item:
    """A service to ask where nothing was found, with its first numbers; `show` has the rest."""
    item = service_item(service, view)._replace(row=entry_row(service, view))
    numbers = [field for field in item.fields if field.kind == "number"]
    if not numbers:
        return item
    others = (field for field in item.fields if field.kind not in ("number", "address"))
    return item._replace(fields=(*numbers[:_MAX_FALLBACK_NUMBERS], *others))


def _hit_item(hit: Hit, view: ViewContext, explain: bool) -> Item:
    if isinstance(hit.entry, Service):
        item = service_item(hit.entry, view, hit.wrong_age)
    else:
        item = summary_item(hit.entry, view)
    notes = _wrong_age(hit, view.translator)
    if explain:
        why = Field(view.translator.text("Why"), "; ".join(reasons(hit, view.translator)))
        item = item._replace(fields=(*item.fields, why))
        notes.append(why.text(view.translator))
    return item._replace(row=entry_row(hit.entry, view, notes))


def _wrong_age(hit: Hit, translator: Translator) -> list[str]:
    """That a service is not for the age asked for."""
    service = hit.entry
    if hit.wrong_age is None or not isinstance(service, Service) or service.ages is None:
        return []
    ages = translator.ages(service.ages)
    return [translator.text("For {ages}, not for {age}.", ages=ages, age=hit.wrong_age)]


_FIELDS: Final = {
    "name": N_("its name"),
    "main": N_("other names for it"),
    "topic": N_("its main topic"),
    "topics": N_("its topics"),
    "place": N_("who or where it serves"),
    "body": N_("its description"),
    "operator": N_("who runs it"),
    "number": N_("its number"),
}
"""The searched fields, in words."""


def reasons(hit: Hit, translator: Translator) -> list[str]:
    """Why a hit was found, in words."""
    ways = {
        "word": N_("“{word}” is in {field}"),
        "stem": N_("a form of “{word}” is in {field}"),
        "concept": N_("“{word}” matches a similar word in {field}"),
        "correction": N_("“{word}” (read as “{match}”) is in {field}"),
        "beginning": N_("a word that begins with “{word}” is in {field}"),
    }
    unmet = {
        "instead": N_("a line to call instead of a service above whose number we do not know"),
        "replaced number": N_("“{word}” was a number of the service in whose place it stands"),
        "child": N_("for a child or young person"),
        "fitting line": N_("the line to call that fits these words best"),
        "police service": N_("“{word}”: this is the police"),
        "police part": N_("“{word}”: police are part of it"),
        "police may-be-told": N_("“{word}”: it may tell the police"),
        "police not-stated": N_("“{word}”: our sources do not say whether it tells the police"),
    }
    return [
        translator.text(unmet[r.field], word=r.text)
        if r.field in unmet
        else translator.text(
            ways[r.match], word=r.text, match=r.matched, field=translator.text(_FIELDS[r.field])
        )
        for r in hit.reasons
    ]


def hotlines_page(view: ViewContext, results: Results, windows: int = 0) -> Page:
    """Numbers to call or text, under the headings of their lines."""
    translator = view.translator
    services = [hit.entry for hit in results.hits if isinstance(hit.entry, Service)]
    if not services:
        return empty_page(view, results.query)
    sections = []
    for line, members in group_by_line(services):
        items = tuple(service_item(s, view)._replace(row=entry_row(s, view)) for s in members)
        sections.append(Section(items, translator.label(line)))
    closing = more_results(results.total, len(services), translator)
    offices = _offices_left_out(results.offices, translator)
    footer = make_footer(view, services, results.total)
    return make_page(
        view, sections, services, _corrections(results.query, view), [*closing, *offices],
        footer._replace(more=_offices_in_short(results.offices, translator)), windows,
    )  # fmt: skip


def timeline_page(view: ViewContext, timeline: Timeline, windows: int = 0) -> Page:
    """Events in order of time, under their phases."""
    translator, events = view.translator, timeline.events
    if not events:
        return empty_page(view, timeline.query)
    sections = []
    for title, members in group_by_phase(events, view):
        items = tuple(summary_item(e, view)._replace(row=entry_row(e, view)) for e in members)
        sections.append(Section(items, title))
    note = phases_note(view)
    closing = [*note, *more_results(timeline.total, len(events), translator)]
    page = make_page(
        view, sections, events, _corrections(timeline.query, view), closing,
        make_footer(view, events, timeline.total, () if windows else note), windows,
    )  # fmt: skip
    return page._replace(bar=bar_of_years(events, view))
