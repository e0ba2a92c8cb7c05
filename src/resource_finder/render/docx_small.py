"""The small sheets as Word documents: cards of the size of a bank card, and the poster."""

from __future__ import annotations

from docx.document import Document as WordFile
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from resource_finder.render.card_html import CARD_MM, ROWS
from resource_finder.render.docx_parts import (
    add_language,
    add_number,
    add_row,
    blank_line,
    column_width,
    fixed_table,
    no_split,
)
from resource_finder.views.document import Field, Page, Sheet

_INSET = Mm(4)
"""What stays free left and right on a card."""
_STRIP_PIECES = 10


def write_cards(file: WordFile, page: Page, sheet: Sheet, i: int) -> None:
    """A page of equal cards in one language."""
    section = file.add_section(WD_SECTION.NEW_PAGE) if i else file.sections[0]
    height = section.page_height or 0
    rows = ROWS[sheet.paper]
    # A paragraph of one point must follow a table.
    section.top_margin = section.bottom_margin = (height - rows * Mm(CARD_MM[1])) // 2 - Pt(3)
    table = fixed_table(file, [Mm(CARD_MM[0])] * 2)
    table.style = file.styles["Table Grid"]
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for _ in range(rows):
        row = add_row(table)
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.EXACTLY, Mm(CARD_MM[1])
        no_split(row)
        for cell in row.cells:
            _card(cell, page)
    _smallest(file.add_paragraph())


def _smallest(paragraph: Paragraph) -> None:
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(1)


def _card(cell: _Cell, page: Page) -> None:
    language = f"{page.language}-CA"
    _line(cell.paragraphs[0], page.title, 9.5, language, bold=True)
    if page.note:
        _line(cell.add_paragraph(), page.note, 8.2, language, bold=True)
    if page.fill_in:
        line = _line(cell.add_paragraph(), f"{page.fill_in} ", 8.2, language)
        blank_line(line, Mm(CARD_MM[0]) - 2 * _INSET)
    for item in (*page.urgent, *(item for s in page.sections for item in s.items)):
        line = _line(cell.add_paragraph(), f"{item.title}\t", 8.2, language)
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
    if text:
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(size), bold
        add_language(run, language)
    return paragraph


def _number(paragraph: Paragraph, number: Field, size: float, language: str) -> None:
    add_number(paragraph, number, language)
    paragraph.runs[-1].font.size = Pt(size)


def write_poster(file: WordFile, page: Page, sheet: Sheet, i: int) -> None:
    """A page to read from two metres, with a strip to tear off."""
    section = file.add_section(WD_SECTION.NEW_PAGE) if i else file.sections[0]
    section.top_margin = section.bottom_margin = Mm(8)
    section.left_margin = section.right_margin = Mm(12)
    language, width = f"{page.language}-CA", column_width(sheet.paper, 1) + Mm(6)
    title = f"{page.title} · {page.note}" if page.note else page.title
    heading = file.add_paragraph(style="Heading 1")
    _line(heading, title, 15, language, bold=True)
    for item in page.urgent:
        _poster_label(file, item.title, language)
        for number in item.numbers:
            _number(_tight(file), number, 70, language)
            if number.note:
                _line(_tight(file), number.note, 12, language)
        if not item.numbers and page.fill_in:
            blank_line(_line(_tight(file), f"{page.fill_in} ", 12, language), width)
        _line(_tight(file), item.facts_text, 12, language)
    for item in (item for s in page.sections for item in s.items):
        _poster_label(file, item.title, language)
        first, *others = item.numbers
        line = _tight(file)
        line.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
        _number(line, first, 38.5, language)
        _line(line, f" {item.facts_text}\t", 12, language)
        _line(line, first.hours, 25.5, language, bold=True)
        for number in others:
            line = _line(_tight(file), f"{number.label} {number.note} ", 25.5, language)
            _number(line, number, 38.5, language)
    for text, size in [*((text, 12) for text in page.opening), (page.foot, 10)]:
        _line(_tight(file), text, size, language)
    _strip(file, page, width)


def _tight(file: WordFile) -> Paragraph:
    paragraph = file.add_paragraph()
    paragraph.paragraph_format.line_spacing = 0.85
    return paragraph


def _poster_label(file: WordFile, text: str, language: str) -> None:
    """A label under a rule, on one page with its number."""
    paragraph = file.add_paragraph(style="Heading 2")
    _line(paragraph, text, 25.5, language, bold=True)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.line_spacing = 0.85
    border = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for key, value in (("val", "single"), ("sz", "18"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{key}"), value)
    border.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr"
    )


def _strip(file: WordFile, page: Page, width: int) -> None:
    """Equal pieces with their words upright, to cut apart."""
    if not page.strip:
        return
    table = fixed_table(file, [width // _STRIP_PIECES] * _STRIP_PIECES)
    table.style = file.styles["Table Grid"]
    row = add_row(table)
    row.height_rule, row.height = WD_ROW_HEIGHT_RULE.EXACTLY, Pt(92)
    for cell in row.cells:
        direction = OxmlElement("w:textDirection")
        direction.set(qn("w:val"), "btLr")
        cell._tc.get_or_add_tcPr().append(direction)
        words, *numbers = page.strip
        _line(cell.paragraphs[0], words, 11, f"{page.language}-CA")
        for number in numbers:
            field = Field("", number)
            _number(_line(cell.add_paragraph(), "", 11, ""), field, 11, f"{page.language}-CA")
    _smallest(file.add_paragraph())
