"""Renders a sheet as one HTML file to print in black and white, without scripts or links to other
files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import Final

from resource_finder import data_files
from resource_finder.bilingual import Language
from resource_finder.i18n import Translator
from resource_finder.render.card_html import cards
from resource_finder.render.printing import is_number, read_asset
from resource_finder.render.svg import svg
from resource_finder.views.document import Field, Item, Page, Section, Sheet

_PAPER: Final = {"letter": "letter", "a4": "A4"}
"""The name of each paper in CSS."""
_MARGINS: Final = {"columns": "11mm 14mm 14mm", "fit": "7mm 11mm 6mm", "poster": "6mm 12mm 5mm",
                   "cards": "0"}  # fmt: skip
"""The margins of each layout: too narrow for what a browser would print about the file."""
_NUMBERED: Final = ';@bottom-right{content:counter(page) " / " counter(pages);font:10pt sans-serif}'
"""Numbers the pages, in browsers that can."""
_NEW_PAGE: Final = "<!-- new page -->"
"""Stands where the columns of one page end and those of another begin; no text has it."""
_RULED_LINES: Final = 8
"""Lines on which to write notes by hand."""
_SHORT_YEAR: Final = 3
"""The most events of a year that stays on one page."""
_NUMBER_POINTS: Final = ((10, 22.0), (14, 19.0), (17, 17.0))
"""The size of numbers on a sheet of one page: with at most so many blocks, so large."""
_MIN_NUMBER_POINTS: Final = 15.0


def render(sheet: Sheet) -> str:
    """The text of the file. Raises DamagedError where its style sheet is not what was installed."""
    style = read_asset(data_files.STYLE).decode()
    body = cards(sheet) if sheet.layout == "cards" else "\n".join(_pages(sheet))
    numbered = _NUMBERED if sheet.layout == "columns" or sheet.large else ""
    page = f"@page{{size:{_PAPER[sheet.paper]};margin:{_MARGINS[sheet.layout]}{numbered}}}"
    head = f"<style>{page}\n{style}</style>"
    return f"""<!DOCTYPE html>
<html lang="{sheet.pages[0].language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_text(sheet.title)}</title>
{head}
</head>
<body class="{"large" if sheet.large else "normal"} {sheet.layout}">
<main>
{body}
</main>
</body>
</html>
"""


def _pages(sheet: Sheet) -> Iterator[str]:
    for i, page in enumerate(sheet.pages):
        parts = _poster(page) if sheet.layout == "poster" else _parts(page, sheet, i)
        text = "\n".join(part for part in parts if part)
        size = f' style="--number:{_number_size(page):.1f}pt"' if sheet.layout == "fit" else ""
        start = f'<section class="part {sheet.kind}" lang="{page.language}"{size}>'
        yield f"{start}\n{text}\n</section>"


def _number_size(page: Page) -> float:
    blocks = sum(len(section.items) for section in page.sections)
    return next((size for most, size in _NUMBER_POINTS if blocks <= most), _MIN_NUMBER_POINTS)


def _text(text: str) -> str:
    return escape(text, quote=True)


def _parts(page: Page, sheet: Sheet, i: int) -> Iterator[str]:
    """The parts of a page in order: title, urgent lines, drawing, contents, blocks, foot."""
    translator = Translator(Language(page.language))
    yield f"<h1>{_text(page.title)}</h1>"
    yield _prose([page.note], "note") if page.note else ""
    yield _urgent_box(page, page.opening if sheet.layout == "fit" else ())
    fit = sheet.layout == "fit"
    yield "" if fit else _prose(page.opening)
    # In large print it would leave half of the first page empty.
    yield "" if sheet.large else _drawing(page, sheet)
    yield _contents(page, i)
    yield "" if fit else _prose(page.legend, "legend")
    yield "" if fit else _agency(page)
    blocks = "".join(_section(s, f"s{i}-{k}", translator) for k, s in enumerate(page.sections))
    yield f'<div class="blocks">{blocks}</div>'.replace(_NEW_PAGE, '</div><div class="blocks new">')
    yield _drawing(page, sheet) if sheet.large else ""
    yield _agency(page) if fit else ""
    yield _prose([" ".join(page.legend)], "legend") if fit and page.legend else ""
    yield _prose(page.closing)
    yield _ruled_lines(page.notes)
    yield _prose([page.foot], "foot")


def _prose(lines: Iterable[str], kind: str = "prose") -> str:
    return "".join(f'<p class="{kind}">{_text(line)}</p>' for line in lines)


# --- the top of a page ------------------------------------------------------------------------


def _urgent_box(page: Page, more: Iterable[str]) -> str:
    """The urgent lines side by side; a line to write on where one has no number. `more` is said
    under the last, for a child."""
    parts = "".join(
        f"<div><h2>{_text(item.title)}</h2>"
        f"{'' if item.numbers else _blank_line(page.fill_in)}{_links(item)}"
        f"<p>{_text(item.facts_text)}</p>{_prose(more) if item is page.urgent[-1] else ''}</div>"
        for item in page.urgent
    )
    return f'<div class="box">{parts}</div>'


def _blank_line(label: str) -> str:
    """A label and a line to write on."""
    return f'<p class="write"><span>{_text(label)}</span><span></span></p>' if label else ""


def _agency(page: Page) -> str:
    lines = "".join(map(_blank_line, page.agency))
    return f'<div class="agency">{lines}</div>' if lines else ""


def _contents(page: Page, i: int) -> str:
    """A list of the sections, with links to them."""
    if not page.contents:
        return ""
    items = "".join(
        f'<li><a href="#s{i}-{k}">{_text(section.title)}</a></li>'
        for k, section in enumerate(page.sections)
        if section.title and not section.within
    )
    return f'<div class="contents"><h2>{_text(page.contents)}</h2><ul>{items}</ul></div>'


def _drawing(page: Page, sheet: Sheet) -> str:
    if page.drawing is None:
        return ""
    labelled = f'<svg role="img" aria-label="{_text(page.drawing.alt)}"'
    return f"<figure>{svg(page.drawing, sheet.large).replace('<svg', labelled, 1)}</figure>"


# --- blocks -----------------------------------------------------------------------------------


def _section(section: Section, id: str, translator: Translator) -> str:
    level = 3 if section.within else 2
    said = _text(section.title) or (_call(section.call, translator) if section.call else "")
    title = f'<h{level} id="{id}">{said}</h{level}>' if said else ""
    if section.dated:
        return title + _events(section)
    if section.numbered:
        items = "".join(f'<li class="service">{_counted(item)}</li>' for item in section.items)
        body = f"<ol>{items}</ol>"
    else:
        body = "".join(_item(item, translator, level + bool(title)) for item in section.items)
    return f"{_NEW_PAGE if section.new_page else ''}{title}{body}"


def _call(number: Field, translator: Translator) -> str:
    """A number as a heading: whom to call instead."""
    return f"{_text(translator.pair(number.label, ''))}{_number(number)}"


def _counted(item: Item) -> str:
    title = f"<b>{_text(item.title)}</b>" if item.title else ""
    return title + _prose(field.value for field in item.facts)


def _item(item: Item, translator: Translator, level: int) -> str:
    """A service as a block: its first number, its name, what it is for, other numbers."""
    own = [field for field in item.numbers if field.kind == "number"]
    first = _first_line(own[0], item.beside) if own else ""
    sign = "*" if item.doubtful else ""
    aside = f" <span>{_text(item.aside)}</span>" if item.aside else ""
    name = f"<h{level}>{_text(item.title)}{sign}{aside}</h{level}>" if item.title else ""
    warning = _prose([item.warning], "note") if item.warning else ""
    facts = _prose(field.text(translator) for field in item.facts)
    others = [
        *(n for n in own[1:] if n != item.beside),
        *(field for field in item.numbers if field.kind == "instead"),
    ]
    return f'<div class="service">{first}{warning}{name}{facts}{_others(others, translator)}</div>'


def _first_line(number: Field, other: Field | None) -> str:
    """The line of the first number: its label, and its hours or another number."""
    label = " ".join(part for part in (number.label, number.note) if part)
    right = f"<b>{_text(number.hours)}</b>" if number.hours else ""
    if other:
        word = f"{_text(other.label)} " if other.label else ""
        right = f'<span class="beside">{word}{_link(other)}</span>'
    return f'<p class="first">{_link(number)} <span>{_text(label)}</span> {right}</p>'


def _others(numbers: Iterable[Field], translator: Translator) -> str:
    """Further numbers, those under one label on one line."""
    lines = []
    for label, group in groupby(numbers, key=lambda number: number.label):
        before = f"{_text(translator.pair(label, ''))}" if label else ""
        lines.append(f"<p>{before}{', '.join(map(_number, group))}</p>")
    return "".join(lines)


def _number(number: Field) -> str:
    """A number, its word or name, and its hours."""
    return " ".join(
        part for part in (_link(number), _text(number.note), _text(number.hours)) if part
    )


def _links(item: Item) -> str:
    """Numbers, each with its note."""
    return " ".join(_link(n) + (f"<p>{_text(n.note)}</p>" if n.note else "") for n in item.numbers)


def _link(number: Field) -> str:
    link, shown = _text(number.link), _text(number.value)
    sign = "<b>*</b>" if number.doubtful else ""
    return f'<span class="tel"><a class="number" href="{link}">{shown}</a>{sign}</span>'


def _events(section: Section) -> str:
    """Events in order of time, under their years; no page splits a year that is not long."""
    years = [(year, list(g)) for year, g in groupby(section.items, key=lambda item: item.aside)]
    listed = (
        f'<li class="events{" long" if len(items) > _SHORT_YEAR else ""}"><b class="year">'
        f"{_text(year)}</b><div>{''.join(map(_event, items))}</div></li>"
        for year, items in years
    )
    return f"<ol>{''.join(listed)}</ol>"


def _event(item: Item) -> str:
    """The day of an event and what happened, in bold letters where it is a main one."""
    day = item.title.removesuffix(item.aside).rstrip(" ")
    title, *more = [_text(field.value) for field in item.facts] or [""]
    shown = f"<b>{title}</b>" if item.main else title
    return f'<p class="event">{_text(day)}{" · " if day else ""}{shown} {" ".join(more)}</p>'


def _ruled_lines(title: str) -> str:
    """Lines to write notes on, under a heading."""
    if not title:
        return ""
    return f'<div class="notes"><h2>{_text(title)}</h2>{"<div></div>" * _RULED_LINES}</div>'


# --- poster -----------------------------------------------------------------------------------


def _poster(page: Page) -> Iterator[str]:
    """A page to read from two metres: label and number of each line, and a strip to tear off."""
    note = f" · {page.note}" if page.note else ""
    yield f"<h1>{_text(page.title)}{_text(note)}</h1>"
    for item in page.urgent:
        kind = "main" if item.numbers else "main blank"
        blank = "" if item.numbers else _blank_line(page.fill_in)
        facts = f"<p>{_text(item.facts_text)}</p>"
        yield (
            f'<div class="line {kind}"><div><h2>{_text(item.title)}</h2>{facts}</div>'
            f"{_links(item)}{blank}</div>"
        )
    for item in (item for section in page.sections for item in section.items):
        yield f'<div class="line"><h2>{_text(item.title)}</h2>{_poster_numbers(item)}</div>'
    yield _prose(page.opening)
    yield "".join(map(_blank_line, page.agency))
    yield _prose([page.foot], "foot")
    if page.strip:
        lines = (
            f"<b>{_text(line)}</b>" if is_number(line) else f"<p>{_text(line)}</p>"
            for line in page.strip
        )  # fmt: skip
        piece = f"<div>{''.join(lines)}</div>"
        # For scissors: a screen reader has read it above.
        yield f'<div class="strip" aria-hidden="true">{piece * 10}</div>'


def _poster_numbers(item: Item) -> str:
    first, *others = item.numbers
    main = (
        f"<p>{_link(first)} <span>{_text(item.facts_text)}</span> <b>{_text(first.hours)}</b></p>"
    )
    return main + "".join(
        f'<p class="also"><span>{_text(f"{n.label} {n.note}".strip(" "))}</span> {_link(n)}</p>'
        for n in others
    )
