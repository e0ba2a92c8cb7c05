"""Pages and sheets as Markdown, to paste into e-mail and wikis."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from resource_finder.i18n import Translator
from resource_finder.model import Language
from resource_finder.text import make_safe
from resource_finder.views.document import Field, Item, Page, Section, Sheet

_BLANK: Final = "." * 20
"""What stands for a line to write on."""


_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|~])")
"""The characters that Markdown could read as markup."""


def escaped(text: str) -> str:
    """Text in which nothing is Markdown."""
    return _MARKUP.sub(r"\\\1", make_safe(text))


def render_sheet(sheet: Sheet) -> str:
    """The whole text; two languages one after the other, each whole."""
    pages = ("\n\n".join(_blocks(p, Translator(Language(p.language)))) for p in sheet.pages)
    return "\n\n---\n\n".join(pages) + "\n"


def render_page(page: Page, translator: Translator) -> str:
    """The whole text of a page."""
    return "\n\n".join(_blocks(page, translator)) + "\n"


def _blocks(page: Page, translator: Translator) -> Iterator[str]:
    """The paragraphs, headings and lists of a page, in order."""
    if page.title:
        yield f"# {escaped(page.title)}"
    if page.note:
        yield f"**{escaped(page.note)}**"
    if page.urgent_title:
        yield f"## {escaped(page.urgent_title)}"
    if page.urgent:
        yield "\n".join(map(_title_line, page.urgent))
    if page.fill_in:
        yield f"{escaped(page.fill_in)} {_BLANK}"
    yield from map(escaped, page.opening)
    if page.drawing is not None:
        yield escaped(page.drawing.alt)
    for section in page.sections:
        yield from _section(section, translator)
    yield from map(escaped, page.closing)


def _section(section: Section, translator: Translator) -> Iterator[str]:
    if section.title:
        yield f"## {escaped(section.title)}"
    if section.dated:
        yield "\n".join(map(_title_line, section.items))
        return
    above = ""
    for item in section.items:
        # The rows of a table repeat the title of their entry.
        same = bool(section.columns) and item.title == above
        above = item.title
        yield from _item(item._replace(title="") if same else item, translator)


def _item(item: Item, translator: Translator) -> Iterator[str]:
    if item.title:
        yield f"### {escaped(item.title)}"
    if item.warning:
        yield f"**{escaped(item.warning)}**"
    if item.aside:
        yield f"*{escaped(item.aside)}*"
    if item.fields:
        yield "\n".join(_field(field, translator) for field in item.fields)


def _field(field: Field, translator: Translator) -> str:
    text = _value(field)
    return f"- {translator.pair(escaped(field.label), text) if field.label else text}"


def _title_line(item: Item) -> str:
    """An item in one line: an urgent line, or a date and what happened."""
    return " ".join([f"- **{escaped(item.title)}**", *map(_value, item.fields)])


def _value(field: Field) -> str:
    value = escaped(field.value)
    if field.is_number and value:
        value = f"**{value}**"
    return " ".join(part for part in (value, escaped(field.note)) if part)
