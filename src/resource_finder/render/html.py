"""Renders a sheet as one HTML file to print in black and white, without scripts or links to other
files."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

from resource_finder import data_files
from resource_finder.bilingual import Language
from resource_finder.i18n import Translator
from resource_finder.render.fit import MARGIN_POINTS, largest_size
from resource_finder.render.printing import read_asset
from resource_finder.render.svg import svg
from resource_finder.views.document import (
    Field,
    Item,
    Page,
    Section,
    Sheet,
)

_PAPER: Final = {"letter": "letter", "a4": "A4"}
"""The name of each paper in CSS."""
_RULED_LINES: Final = 6
"""Lines on which to write notes by hand."""


def render(sheet: Sheet) -> str:
    """The text of the file. Raises DamagedError where its style sheet is not what was installed."""
    style = read_asset(data_files.STYLE).decode()
    body = _cards(sheet) if sheet.cards else "\n".join(_page(p, sheet) for p in sheet.pages)
    head = f"<style>@page{{size:{_PAPER[sheet.paper]};margin:{MARGIN_POINTS}pt}}\n{style}</style>"
    return f"""<!DOCTYPE html>
<html lang="{sheet.pages[0].language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_text(sheet.title)}</title>
{head}
</head>
<body class="{"large" if sheet.large else "normal"}">
<main>
{body}
</main>
</body>
</html>
"""


def _text(text: str) -> str:
    return escape(text, quote=True)


def _page(page: Page, sheet: Sheet) -> str:
    classes, style = f"part {sheet.kind}", ""
    if sheet.fill_pages:
        classes, style = f"{classes} fit", _size(page, sheet)
    translator = Translator(Language(page.language))
    parts = [
        f"<h1>{_text(page.title)}</h1>",
        _prose([page.note], "note") if page.note else "",
        _urgent_box(page),
        _prose(page.opening),
        _drawing(page, sheet),
        *(_section(section, translator) for section in page.sections),
        _prose(page.closing),
        _ruled_lines(page.notes),
    ]
    text = "\n".join(part for part in parts if part)
    return f'<section class="{classes}" lang="{page.language}"{style}>\n{text}\n</section>'


def _size(page: Page, sheet: Sheet) -> str:
    return f' style="--size:{largest_size(page, sheet):.2f}pt"'


def _prose(lines: Iterable[str], kind: str = "prose") -> str:
    return "".join(f'<p class="{kind}">{_text(line)}</p>' for line in lines)


def _urgent_box(page: Page) -> str:
    title, blank = _text(page.urgent_title), _blank_line(page.fill_in)
    return f'<div class="box"><h2>{title}</h2>{_urgent_lines(page)}{blank}</div>'


def _urgent_lines(page: Page) -> str:
    return "".join(
        f"<p><b>{_text(item.title)}</b> {_links(item)} {_text(item.facts_text)}</p>"
        for item in page.urgent
    )


def _blank_line(label: str) -> str:
    """A label and a line to write on; nothing without a label."""
    return "" if not label else f'<p class="write"><span>{_text(label)}</span><span></span></p>'


def _links(item: Item) -> str:
    return " ".join(_link(number) for number in item.numbers)


def _link(number: Field) -> str:
    link, shown = _text(number.link), _text(number.value)
    return f'<a class="number" href="{link}">{shown}</a>'


def _section(section: Section, translator: Translator) -> str:
    title = f"<h2>{_text(section.title)}</h2>" if section.title else ""
    if section.columns:
        return title + _table(section, translator)
    if section.dated:
        return title + _events(section)
    return title + "".join(_item(item, translator) for item in section.items)


def _item(item: Item, translator: Translator) -> str:
    name = f"<h3>{_text(item.title)}</h3>" if item.title else ""
    warning = _prose([item.warning], "note") if item.warning else ""
    numbers = "".join(_number(number, translator) for number in item.numbers)
    numbers = f"<ul>{numbers}</ul>" if numbers else ""
    facts = _prose(field.text(translator) for field in item.facts)
    return f'<div class="entry">{warning}{name}{numbers}{facts}</div>'


def _number(number: Field, translator: Translator) -> str:
    label = _text(translator.pair(number.label, "")) if number.label else ""
    return f"<li>{label}{_link(number)} <span>{_text(number.note)}</span></li>"


def _table(section: Section, translator: Translator) -> str:
    heads = "".join(f'<th scope="col">{_text(head)}</th>' for head in section.columns)
    rows = "".join(_row(item, translator) for item in section.items)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _row(item: Item, translator: Translator) -> str:
    name = f"<b>{_text(item.title)}.</b> " if item.title else ""
    about = _text(item.row_text(translator))
    return f'<tr><td class="number">{_links(item)}</td><td>{name}{about}</td></tr>'


def _events(section: Section) -> str:
    events = "".join(
        f'<li class="event"><b>{_text(item.title)}</b> {_text(item.facts_text)}</li>'
        for item in section.items
    )
    return f"<ol>{events}</ol>"


def _drawing(page: Page, sheet: Sheet) -> str:
    if page.drawing is None:
        return ""
    labelled = f'<svg role="img" aria-label="{_text(page.drawing.alt)}"'
    return f"<figure>{svg(page.drawing, sheet.large).replace('<svg', labelled, 1)}</figure>"


def _ruled_lines(title: str) -> str:
    """Lines to write notes on, under a heading."""
    if not title:
        return ""
    return f'<div class="notes"><h2>{_text(title)}</h2>{"<div></div>" * _RULED_LINES}</div>'


# --- cards ------------------------------------------------------------------------------------


def _cards(sheet: Sheet) -> str:
    """Two equal cards on a page, each with English and French on one side. The second is hidden
    from screen readers, which would read everything twice."""
    card = "".join(_card(page, sheet) for page in sheet.pages)
    copy = card.replace("<h1", "<p").replace("</h1", "</p")
    return (
        f'<div class="cards"><div class="card">{card}</div>'
        f'<div class="card" aria-hidden="true" inert>{copy}</div></div>'
    )


def _card(page: Page, sheet: Sheet) -> str:
    parts = [
        f"<h1>{_text(page.title)}</h1>",
        _prose([page.note], "note") if page.note else "",
        _urgent_lines(page),
        _blank_line(page.fill_in),
        *(_card_line(item) for section in page.sections for item in section.items),
        _prose(page.opening),
        _prose(page.closing),
    ]
    return f'<section lang="{page.language}"{_size(page, sheet)}>{"".join(parts)}</section>'


def _card_line(item: Item) -> str:
    numbers = "".join(f"<br>{_link(n)} {_text(n.note)}" for n in item.numbers)
    return f"<p><b>{_text(item.title)}</b>{numbers}</p>"
