"""Renders pages and sheets as Markdown, to paste into e-mail and wikis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from resource_finder.bilingual import Language
from resource_finder.i18n import Translator
from resource_finder.render.markdown_rows import escape, listed_rows, markdown_rows, table
from resource_finder.views.document import Field, Item, Page, Section, Sheet

_FILL_IN_LINE: Final = "." * 20
"""Stands for a line to write on."""


def render_sheet(sheet: Sheet) -> str:
    """The whole text of a sheet, one language after the other."""
    pages = ("\n\n".join(_blocks(p, Translator(Language(p.language)))) for p in sheet.pages)
    return "\n\n---\n\n".join(pages) + "\n"


def render_page(page: Page, translator: Translator) -> str:
    """The whole text of a page."""
    return "\n\n".join(_blocks(page, translator)) + "\n"


def _blocks(page: Page, translator: Translator) -> Iterator[str]:
    """The paragraphs, headings and lists of a page, in order."""
    if page.title:
        yield f"# {escape(page.title)}"
    if page.note:
        yield f"**{escape(page.note)}**"
    if page.urgent:
        yield "\n".join(map(_title_line, page.urgent))
    if page.fill_in:
        yield f"{escape(page.fill_in)} {_FILL_IN_LINE}"
    yield from map(escape, page.opening)
    if page.drawing is not None:
        yield escape(page.drawing.alt)
    for section in page.sections:
        yield from _section(section, translator)
    # Here words say what the signs of other formats mean.
    yield from (escape(line) for line in page.legend if not line.startswith("*"))
    yield from map(escape, page.closing)
    if page.foot:
        yield escape(page.foot)


def _section(section: Section, translator: Translator) -> Iterator[str]:
    if section.title:
        yield f"{'###' if section.within else '##'} {escape(section.title)}"
    if section.call:
        yield f"### {_field(section.call, translator).removeprefix('- ')}"
    if section.table is not None:
        yield table(
            [escape(column.title) for column in section.table.columns],
            [[escape(cell) for cell in row] for row in section.table.rows],
        )
    elif section.listed and section.items:
        yield listed_rows(section.items, translator)
    elif section.items and all(item.row for item in section.items):
        yield markdown_rows(section.items, translator)
    elif section.dated:
        yield "\n".join(map(_title_line, section.items))
    elif section.columns:
        yield from _repeated(section, translator)
    else:
        for item in section.items:
            yield from _item(item, translator)


def _repeated(section: Section, translator: Translator) -> Iterator[str]:
    """Rows of a table, which repeat the title of their entry, under one heading each."""
    previous = ""
    for item in section.items:
        yield from _item(item._replace(title="") if item.title == previous else item, translator)
        previous = item.title


def _item(item: Item, translator: Translator) -> Iterator[str]:
    if item.title:
        yield f"### {escape(item.title)}"
    if item.warning:
        yield f"**{escape(item.warning)}**"
    aside = item.aside
    if item.doubtful:
        unknown = translator.label("unknown")
        aside = f"{unknown} ({aside})." if aside else f"{unknown}."
    if aside:
        yield f"*{escape(aside)}*"
    if item.fields:
        yield "\n".join(_field(field, translator) for field in item.fields)


def _field(field: Field, translator: Translator) -> str:
    text = _value(field)
    doubt = f"{translator.label('limited')}." if field.doubtful else ""
    text = " ".join(part for part in (text, field.hours, escape(doubt)) if part)
    return f"- {translator.pair(escape(field.label), text) if field.label else text}"


def _title_line(item: Item) -> str:
    """An item on one line: an urgent line, or a date and what happened."""
    return " ".join([f"- **{escape(item.title)}**", *map(_value, item.fields)])


def _value(field: Field) -> str:
    value = escape(field.value)
    if field.is_number and value:
        value = f"**{value}**"
    return " ".join(part for part in (value, escape(field.note)) if part)
