"""The page that answers `list`: entries and sources, each in one row with its id."""

from __future__ import annotations

from collections.abc import Sequence

from resource_finder.i18n import Translator
from resource_finder.model import Entry, Event, Service, Source
from resource_finder.search.index import entry_kind
from resource_finder.views.document import NO_NUMBER, Field, Item, Page, Row, Section
from resource_finder.views.entry import ViewContext
from resource_finder.views.footer import make_footer
from resource_finder.views.layers import marked
from resource_finder.views.pages import make_page, more_results
from resource_finder.views.rows import entry_row


def list_page(view: ViewContext, entries: Sequence[Entry | Source], total: int) -> Page:
    """Entries and sources, each with its id."""
    section = Section(tuple(_item(entry, view) for entry in entries), listed=True)
    closing = more_results(total, len(entries), view.translator)
    return make_page(view, [section], (), (), closing, make_footer(view, (), total))


def _item(entry: Entry | Source, view: ViewContext) -> Item:
    translator = view.translator
    fields = [Field(translator.text("ID"), entry.id, kind="prose")]
    if isinstance(entry, Source):
        row = _source_row(entry, translator)
        fields.append(Field(translator.text("Date"), row.date, kind="prose"))
    else:
        row = _entry_row(entry, view)
    fields.append(Field(translator.text("Kind"), _kind_label(entry, translator), kind="prose"))
    language = translator.language
    if isinstance(entry, Source):
        return Item(entry.title[language], tuple(fields), row=row)
    return Item(marked(entry.name[language], entry), tuple(fields), row=row)


def _entry_row(entry: Entry, view: ViewContext) -> Row:
    """The number to call, or what stands in its place; the name, and whether the service may have
    ended."""
    row = entry_row(entry, view)
    if isinstance(entry, Event):
        return row._replace(use_for="", facts=(entry.id,))
    if not isinstance(entry, Service):
        return Row(entry.id, row.name, missing=view.translator.label(entry_kind(entry)))
    contacts = () if row.instead else row.contacts[:1]
    doubt = view.translator.text("Still running?") if entry.status == "unknown" else ""
    return row._replace(
        use_for="", alerts=(doubt,), facts=(), instead="", missing=row.missing and NO_NUMBER,
        contacts=tuple(contact._replace(hours="", before="", after="") for contact in contacts),
    )  # fmt: skip


def _source_row(source: Source, translator: Translator) -> Row:
    name = source.title[translator.language]
    return Row(source.id, name, date=source_date(source, translator), facts=(source.id,))


def _kind_label(entry: Entry | Source, translator: Translator) -> str:
    """The kind of an entry, and its status where that is not "current"."""
    if isinstance(entry, Source):
        return translator.label("source")
    label = translator.label(entry_kind(entry))
    if isinstance(entry, Service) and entry.status != "current":
        return f"{label}; {translator.label(entry.status)}"
    return label


def source_date(source: Source, translator: Translator) -> str:
    """The date of a source, or what is known of it."""
    if source.date:
        return translator.date(source.date)
    return source.dated[translator.language] if source.dated else translator.text("date not known")
