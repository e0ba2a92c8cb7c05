"""The small sheets as Word documents: cards of the size of a bank card, and the poster."""

from __future__ import annotations

import textwrap

from docx.document import Document as WordFile
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from resource_finder.render.card_html import CARD_MM, ROWS
from resource_finder.render.docx_parts import (
    PAPER_SIZES,
    add_border,
    add_number,
    add_row,
    add_words,
    blank_line,
    column_width,
    fixed_table,
    no_split,
)
from resource_finder.render.printing import is_number
from resource_finder.views.document import Field, Page, Sheet

_INSET = Mm(4)
"""What stays free left and right on a card."""
_LABEL_CHARS = 40
"""The most characters beside a number on a card."""
_STRIP_PIECES = 10
_NAME_CHARS = 48
"""The most characters of a name that stands beside its number on a poster."""
_MAIN, _OTHER, _LABEL = 76, 40, 26
"""Sizes of a poster for two metres, in points. A digit of Calibri is 0.63 em high: those of the
line for a child have 16.8 mm, the others 8.9 mm, and the capitals of labels 5.8 mm."""


def write_cards(file: WordFile, page: Page, sheet: Sheet, i: int) -> None:
    """A page of equal cards in one language."""
    section = _new_page(file, i)
    rows = ROWS[sheet.paper]
    margin = (PAPER_SIZES[sheet.paper][1] - rows * Mm(CARD_MM[1])) // 2
    # A paragraph of one point must follow a table.
    section.top_margin, section.bottom_margin = Length(margin), Length(margin - Pt(12))
    table = fixed_table(file, [Mm(CARD_MM[0])] * 2)
    table.style = file.styles["Table Grid"]
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for _ in range(rows):
        row = add_row(table)
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.EXACTLY, Mm(CARD_MM[1])
        no_split(row)
        for cell in row.cells:
            _card(cell, page)
    if page is sheet.pages[-1]:
        _smallest(file.add_paragraph())


def _new_page(file: WordFile, i: int) -> Section:
    """The section of a page; the paragraph that ends the one before needs no page of its own."""
    if i == 0:
        return file.sections[0]
    section: Section = file.add_section(WD_SECTION.NEW_PAGE)
    _smallest(file.paragraphs[-1])
    return section


def _smallest(paragraph: Paragraph) -> None:
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(1)


def _card(cell: _Cell, page: Page) -> None:
    language = f"{page.language}-CA"
    title = _line(cell.paragraphs[0], page.title, 9.5, language, bold=True)
    title.paragraph_format.space_before = Pt(5)
    if page.note:
        _line(cell.add_paragraph(), page.note, 8.2, language, bold=True)
    if page.fill_in:
        _line(cell.add_paragraph(), page.fill_in, 8.2, language)
        line = _line(cell.add_paragraph(), "", 8.2, language)
        line.paragraph_format.right_indent, line.paragraph_format.line_spacing = Mm(2), Pt(13)
        add_border(line._p.get_or_add_pPr(), "bottom", 6)
    for item in (*page.urgent, *(item for s in page.sections for item in s.items)):
        *above, last = textwrap.wrap(item.title, _LABEL_CHARS)
        for words in above:
            _line(cell.add_paragraph(), words, 8.2, language)
        line = _line(cell.add_paragraph(), f"{last}\t", 8.2, language)
        line.paragraph_format.line_spacing = Pt(12)
        stops = line.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(CARD_MM[0]) - 2 * _INSET, WD_TAB_ALIGNMENT.RIGHT)
        for number in item.numbers:
            _number(line, number, 11, language)
    _line(cell.add_paragraph(), page.foot, 8, language)


def _line(
    paragraph: Paragraph, text: str, size: float, language: str, bold: bool = False
) -> Paragraph:
    form = paragraph.paragraph_format
    form.space_before, form.space_after, form.left_indent = Pt(0), Pt(0), _INSET - Mm(2)
    if form.line_spacing is None:
        form.line_spacing = Pt(1.12 * size)
    if text:
        run = add_words(paragraph, text, language)
        run.font.size, run.bold = Pt(size), bold
    return paragraph


def _number(paragraph: Paragraph, number: Field, size: float, language: str) -> None:
    add_number(paragraph, number, language)
    paragraph.runs[-1].font.size = Pt(size)


def write_poster(file: WordFile, page: Page, sheet: Sheet, i: int) -> None:
    """A page to read from two metres, with a strip to tear off."""
    section = _new_page(file, i)
    section.top_margin = section.bottom_margin = Mm(6)
    section.left_margin = section.right_margin = Mm(12)
    language, width = f"{page.language}-CA", column_width(sheet.paper, 1) + Mm(6)
    title = f"{page.title} · {page.note}" if page.note else page.title
    _line(file.add_paragraph(style="Heading 1"), title, 15, language, bold=True)
    for item in page.urgent:
        _poster_label(file, item.title, language)
        for number in item.numbers:
            _number(_tight(file, _MAIN), number, _MAIN, language)
            if number.note:
                _line(_tight(file), number.note, 12, language)
        if not item.numbers and page.fill_in:
            _to_write_on(file, page.fill_in, width, language)
        _line(_tight(file), item.facts_text, 12, language)
    for item in (item for s in page.sections for item in s.items):
        _poster_label(file, item.title, language)
        first, *others = item.numbers
        line = _tight(file, _OTHER)
        line.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
        _number(line, first, _OTHER, language)
        below = len(item.facts_text) > _NAME_CHARS
        _line(line, f"{'' if below else f' {item.facts_text}'}\t", 12, language)
        _line(line, first.hours, _LABEL, language, bold=True)
        if below:
            _line(_tight(file), item.facts_text, 12, language)
        for number in others:
            line = _line(_tight(file, _OTHER), f"{number.label} {number.note} ", _LABEL, language)
            _number(line, number, _OTHER, language)
    for text, size in [*((text, 12) for text in page.opening), (page.foot, 10)]:
        _line(_tight(file, size), text, size, language)
    for label in page.agency:
        _to_write_on(file, label, width, language)
    _strip(file, page, width)


def _to_write_on(file: WordFile, label: str, width: int, language: str) -> None:
    line = _line(_tight(file, 20), f"{label} ", 12, language)
    blank_line(line, width)


def _tight(file: WordFile, size: float = 12) -> Paragraph:
    """A paragraph with lines of one height, hardly more than its largest letters; digits, which
    hang below no line, need less."""
    paragraph = file.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(1.05 * size if size < _OTHER else 0.8 * size)
    return paragraph


def _poster_label(file: WordFile, text: str, language: str) -> None:
    """A label under a rule, on one page with its number."""
    paragraph = file.add_paragraph(style="Heading 2")
    _line(paragraph, text, _LABEL, language, bold=True)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.line_spacing = Pt(_LABEL)


def _strip(file: WordFile, page: Page, width: int) -> None:
    """Equal pieces with their words upright, to cut apart."""
    if not page.strip:
        return
    table = fixed_table(file, [width // _STRIP_PIECES] * _STRIP_PIECES)
    table.style = file.styles["Table Grid"]
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    row = add_row(table)
    row.height_rule, row.height = WD_ROW_HEIGHT_RULE.EXACTLY, Pt(86)
    for cell in row.cells:
        direction = OxmlElement("w:textDirection")
        direction.set(qn("w:val"), "btLr")
        cell._tc.get_or_add_tcPr().append(direction)
        for i, words in enumerate(page.strip):
            paragraph = cell.add_paragraph() if i else cell.paragraphs[0]
            _line(paragraph, words, 10.5, f"{page.language}-CA", bold=is_number(words))
            paragraph.paragraph_format.left_indent = Pt(0)
            paragraph.paragraph_format.line_spacing = Pt(10.5)
    _smallest(file.add_paragraph())
