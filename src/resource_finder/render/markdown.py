"""Renders pages and sheets as Markdown, to paste into e-mail and wikis."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from resource_finder.bilingual import Language
from resource_finder.i18n import Translator
from resource_finder.text import make_safe
from resource_finder.views.document import Field, Item, Page, Section, Sheet

_FILL_IN_LINE: Final = "." * 20
"""Stands for a line to write on."""
_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|~])")
"""Characters that Markdown could read as markup: without a backslash, data could make links."""


def escape(text: str) -> str:
    """Text with a backslash before each character that could be markup."""
    return _MARKUP.sub(r"\\\1", make_safe(text))


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
    if page.urgent_title:
        yield f"## {escape(page.urgent_title)}"
    if page.urgent:
        yield "\n".join(map(_title_line, page.urgent))
    if page.fill_in:
        yield f"{escape(page.fill_in)} {_FILL_IN_LINE}"
    yield from map(escape, page.opening)
    if page.drawing is not None:
        yield escape(page.drawing.alt)
    for section in page.sections:
        yield from _section(section, translator)
    yield from map(escape, page.closing)


def _section(section: Section, translator: Translator) -> Iterator[str]:
    if section.title:
        yield f"## {escape(section.title)}"
    if section.dated:
        yield "\n".join(map(_title_line, section.items))
        return
    previous = ""
    for item in section.items:
        # The rows of a table repeat the title of their entry.
        repeated = bool(section.columns) and item.title == previous
        previous = item.title
        yield from _item(item._replace(title="") if repeated else item, translator)


def _item(item: Item, translator: Translator) -> Iterator[str]:
    if item.title:
        yield f"### {escape(item.title)}"
    if item.warning:
        yield f"**{escape(item.warning)}**"
    if item.aside:
        yield f"*{escape(item.aside)}*"
    if item.fields:
        yield "\n".join(_field(field, translator) for field in item.fields)


def _field(field: Field, translator: Translator) -> str:
    text = _value(field)
    return f"- {translator.pair(escape(field.label), text) if field.label else text}"


def _title_line(item: Item) -> str:
    """An item on one line: an urgent line, or a date and what happened."""
    return " ".join([f"- **{escape(item.title)}**", *map(_value, item.fields)])


def _value(field: Field) -> str:
    value = escape(field.value)
    if field.is_number and value:
        value = f"**{value}**"
    return " ".join(part for part in (value, escape(field.note)) if part)
