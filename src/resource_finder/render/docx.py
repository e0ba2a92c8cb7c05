"""A sheet as a Word document to edit: the extra `word` brings the library that writes it."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable

from docx import Document
from docx.document import Document as Made
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from resource_finder.views.sheet import Entry, Group, Number, Part, Period, Sheet

_SIZES = {"letter": (Mm(215.9), Mm(279.4)), "a4": (Mm(210), Mm(297))}


def page(sheet: Sheet) -> bytes:
    """The whole file."""
    made = Document()
    _set_up(made, sheet)
    for place, part in enumerate(sheet.parts):
        if place:
            made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _Writer(made, part.language).part(part)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _set_up(made: Made, sheet: Sheet) -> None:
    """Paper, type and properties; the properties name nobody."""
    section = made.sections[0]
    section.page_width, section.page_height = _SIZES[sheet.paper]
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(16)
    size = 18 if sheet.large else 12
    for name, scale in (("Normal", 1.0), ("Heading 1", 1.5), ("Heading 2", 1.2), ("Heading 3", 1)):
        font = made.styles[name].font
        font.name, font.size = "Arial", Pt(size * scale)
        font.color.rgb = RGBColor(0, 0, 0)
    made.styles["Normal"].paragraph_format.space_after = Pt(4)
    about = made.core_properties
    about.title, about.author, about.comments = sheet.title[:255], "", ""  # Word’s own limit.
    about.language = f"{sheet.parts[0].language}-CA"
    about.created = about.modified = datetime.datetime.fromisoformat(f"{sheet.day}T12:00:00")


class _Writer:
    """Writes a part; every run carries its language."""

    def __init__(self, made: Made, language: str) -> None:
        self.made, self.language = made, f"{language}-CA"

    def part(self, part: Part) -> None:
        self.heading(part.title, 1)
        if part.note:
            self.run(self.made.add_paragraph(), part.note, bold=True)
        self.urgent(part)
        self.prose(part.opening)
        for group in part.groups:
            self.group(group)
        for period in part.periods:
            self.period(period)
        self.prose(part.closing)
        if part.room:
            self.heading(part.room, 2)
            self.prose(["_" * 60] * 6)

    def run(self, to: Paragraph, text: str, bold: bool = False) -> None:
        run = to.add_run(text)
        run.bold = bold or None
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), self.language)
        run._r.get_or_add_rPr().append(language)

    def heading(self, text: str, level: int) -> Paragraph:
        made: Paragraph = self.made.add_heading(level=level)
        self.run(made, text)
        return made

    def prose(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.run(self.made.add_paragraph(), line)

    def urgent(self, part: Part) -> None:
        """The urgent lines, each paragraph with the border of one box."""
        boxed = [self.heading(part.urgent_title, 2)]
        for line in part.urgent:
            said = self.made.add_paragraph()
            self.run(said, f"{line.name} ", bold=True)
            self.numbers(said, line.numbers)
            self.run(said, " ".join(line.facts))
            boxed.append(said)
        blank = self.made.add_paragraph()
        self.run(blank, f"{part.write} {'_' * 24}")
        for paragraph in (*boxed, blank):
            _border(paragraph)

    def numbers(self, to: Paragraph, numbers: Iterable[Number]) -> None:
        for number in numbers:
            if number.before:
                self.run(to, f"{number.before} ")
            self.number(to, number.display)
            self.run(to, f" {number.about} ")

    def number(self, to: Paragraph, number: str) -> None:
        """A number that Word never breaks: it would at a plain hyphen."""
        run = to.add_run()
        for place, piece in enumerate(number.split("-")):
            if place:
                run._r.append(OxmlElement("w:noBreakHyphen"))
            run.add_text(piece)
        run.bold = True

    def group(self, group: Group) -> None:
        if group.title:
            self.heading(group.title, 2)
        if group.columns:
            self.table(group)
        else:
            for entry in group.entries:
                self.entry(entry)

    def entry(self, entry: Entry) -> None:
        if entry.warning:
            self.run(self.made.add_paragraph(), entry.warning, bold=True)
        if entry.name:
            self.heading(entry.name, 3)
        for number in entry.numbers:
            self.numbers(self.made.add_paragraph(), [number])
        self.prose(entry.facts)

    def table(self, group: Group) -> None:
        """A row a number; the header row repeats on each page and no row is split."""
        table = self.made.add_table(rows=1, cols=len(group.columns), style="Table Grid")
        _mark(table.rows[0]._tr, "w:tblHeader")
        for cell, head in zip(table.rows[0].cells, group.columns, strict=True):
            self.run(cell.paragraphs[0], head, bold=True)
        for entry in group.entries:
            row = table.add_row()
            _mark(row._tr, "w:cantSplit")
            about = row.cells[1].paragraphs[0]
            for number in entry.numbers:
                self.number(row.cells[0].paragraphs[0], number.display)
            if entry.name:
                self.run(about, f"{entry.name}. ", bold=True)
            self.run(about, " ".join([*(n.about for n in entry.numbers), *entry.facts]))

    def period(self, period: Period) -> None:
        if period.title:
            self.heading(period.title, 2)
        for date, said in period.events:
            line = self.made.add_paragraph()
            self.run(line, f"{date}  ", bold=True)
            self.run(line, said)


def _border(paragraph: Paragraph) -> None:
    """A black line around a paragraph; neighbours with the same line stand in one box."""
    border = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "18"), ("space", "4"), ("color", "000000")):
            line.set(qn(f"w:{key}"), value)
        border.append(line)
    paragraph._p.get_or_add_pPr().append(border)


def _mark(row: object, name: str) -> None:
    row.get_or_add_trPr().append(OxmlElement(name))  # type: ignore[attr-defined]
