"""Renders a sheet as a Word document to edit, with python-docx (installed by the extra `word`)."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable

from docx import Document
from docx.document import Document as WordFile
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from resource_finder.bilingual import Language
from resource_finder.i18n import Translator
from resource_finder.views.document import (
    Field,
    Item,
    Page,
    Section,
    Sheet,
)

_PAPER_SIZES = {"letter": (Mm(215.9), Mm(279.4)), "a4": (Mm(210), Mm(297))}
"""The width and the height of each paper."""
_MAX_TITLE_CHARS = 255
"""A longer title among the properties makes python-docx fail, as Word allows no more."""


def render(sheet: Sheet) -> bytes:
    """The bytes of the file."""
    file = Document()
    _set_up(file, sheet)
    for i, page in enumerate(sheet.pages):
        if i:
            file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _Writer(file, page.language).page(page)
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def _set_up(file: WordFile, sheet: Sheet) -> None:
    """Set paper, type and properties; the author stays empty, so that a sheet names nobody."""
    section = file.sections[0]
    section.page_width, section.page_height = _PAPER_SIZES[sheet.paper]
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(16)
    size = 18 if sheet.large else 12
    for name, scale in (("Normal", 1.0), ("Heading 1", 1.5), ("Heading 2", 1.2), ("Heading 3", 1)):
        font = file.styles[name].font
        font.name, font.size = "Arial", Pt(size * scale)
        font.color.rgb = RGBColor(0, 0, 0)
    file.styles["Normal"].paragraph_format.space_after = Pt(4)
    properties = file.core_properties
    properties.title, properties.author = sheet.title[:_MAX_TITLE_CHARS], ""
    properties.comments, properties.language = "", f"{sheet.pages[0].language}-CA"
    properties.created = properties.modified = datetime.datetime.fromisoformat(
        f"{sheet.day}T12:00:00"
    )


class _Writer:
    """Writes a page; every run of text states its language, for spelling checks and screen
    readers."""

    def __init__(self, file: WordFile, language: str) -> None:
        self.file, self.language = file, f"{language}-CA"
        self.translator = Translator(Language(language))

    def page(self, page: Page) -> None:
        self.heading(page.title, 1)
        if page.note:
            self.run(self.file.add_paragraph(), page.note, bold=True)
        self.urgent_box(page)
        self.prose(page.opening)
        for section in page.sections:
            self.section(section)
        self.prose(page.closing)
        if page.notes:
            self.heading(page.notes, 2)
            self.prose(["_" * 60] * 6)

    def run(self, to: Paragraph, text: str, bold: bool = False) -> None:
        run = to.add_run(text)
        run.bold = bold or None
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), self.language)
        run._r.get_or_add_rPr().append(language)

    def heading(self, text: str, level: int) -> Paragraph:
        heading: Paragraph = self.file.add_heading(level=level)
        self.run(heading, text)
        return heading

    def prose(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.run(self.file.add_paragraph(), line)

    def urgent_box(self, page: Page) -> None:
        """The urgent lines, each paragraph with the border of one box."""
        paragraphs = [self.heading(page.urgent_title, 2)]
        for item in page.urgent:
            line = self.file.add_paragraph()
            self.run(line, f"{item.title} ", bold=True)
            for number in item.numbers:
                self.number_and_note(line, number)
            self.run(line, item.facts_text)
            paragraphs.append(line)
        if page.fill_in:
            paragraphs.append(self.file.add_paragraph())
            self.run(paragraphs[-1], f"{page.fill_in} {'_' * 24}")
        for paragraph in paragraphs:
            _border(paragraph)

    def number_and_note(self, to: Paragraph, number: Field) -> None:
        if number.label:
            self.run(to, self.translator.pair(number.label, ""))
        self.number(to, number.value)
        self.run(to, f" {number.note} ")

    def number(self, to: Paragraph, number: str) -> None:
        """Write a number with hyphens at which Word never breaks a line."""
        run = to.add_run()
        for i, piece in enumerate(number.split("-")):
            if i:
                run._r.append(OxmlElement("w:noBreakHyphen"))
            run.add_text(piece)
        run.bold = True

    def section(self, section: Section) -> None:
        if section.title:
            self.heading(section.title, 2)
        if section.columns:
            self.table(section)
        for item in section.items if not section.columns else ():
            if section.dated:
                self.event(item)
            else:
                self.item(item)

    def item(self, item: Item) -> None:
        if item.warning:
            self.run(self.file.add_paragraph(), item.warning, bold=True)
        if item.title:
            self.heading(item.title, 3)
        for number in item.numbers:
            self.number_and_note(self.file.add_paragraph(), number)
        self.prose(field.text(self.translator) for field in item.facts)

    def event(self, item: Item) -> None:
        line = self.file.add_paragraph()
        self.run(line, f"{item.title}  ", bold=True)
        self.run(line, item.facts_text)

    def table(self, section: Section) -> None:
        """One row for each number; the header row repeats on each page and no row is split."""
        table = self.file.add_table(rows=1, cols=len(section.columns), style="Table Grid")
        _set_row_property(table.rows[0]._tr, "w:tblHeader")
        for cell, head in zip(table.rows[0].cells, section.columns, strict=True):
            self.run(cell.paragraphs[0], head, bold=True)
        for item in section.items:
            row = table.add_row()
            _set_row_property(row._tr, "w:cantSplit")
            self.row(item, row.cells[0].paragraphs[0], row.cells[1].paragraphs[0])

    def row(self, item: Item, numbers: Paragraph, about: Paragraph) -> None:
        for number in item.numbers:
            self.number(numbers, number.value)
        if item.title:
            self.run(about, f"{item.title}. ", bold=True)
        self.run(about, item.row_text(self.translator))


def _border(paragraph: Paragraph) -> None:
    """Draw a black line around a paragraph; neighbours with the same line form one box."""
    border = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "18"), ("space", "4"), ("color", "000000")):
            line.set(qn(f"w:{key}"), value)
        border.append(line)
    paragraph._p.get_or_add_pPr().append(border)


def _set_row_property(row: object, name: str) -> None:
    row.get_or_add_trPr().append(OxmlElement(name))  # type: ignore[attr-defined]
