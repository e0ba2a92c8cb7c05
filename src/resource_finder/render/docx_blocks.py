"""Writes services, events and questions as paragraphs of a Word document that stay together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from docx.document import Document as WordFile
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Length, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from resource_finder.bilingual import Language
from resource_finder.i18n import Translator
from resource_finder.render.docx_parts import (
    add_language,
    add_number,
    add_row,
    add_words,
    column_width,
    fixed_table,
    no_cell_margins,
    no_split,
)
from resource_finder.views.document import Field, Item, Page, Sheet

_AFTER = Pt(6)
"""What stays free below a block."""
_AFTER_ROW = Pt(2)
"""What stays free below a row of a number and its words."""
_NUMBER_WIDTH = Mm(73)
"""The width of the numbers in large print."""


class Blocks:
    """Writes the blocks of a page; every run of text states its language, for spelling checks and
    screen readers."""

    def __init__(self, file: WordFile, page: Page, sheet: Sheet) -> None:
        self.file, self.content, self.sheet = file, page, sheet
        self.language = f"{page.language}-CA"
        self.translator = Translator(Language(page.language))
        self.columns = 1 if sheet.large else 2
        # python-docx would look for the style of each paragraph in the whole list of styles.
        self.styles = {style.name: style.style_id for style in file.styles}
        self.marks = 1000 * sheet.pages.index(page)

    @property
    def column(self) -> int:
        """The width of a column of text."""
        return column_width(self.sheet.paper, self.columns)

    # --- paragraphs

    def run(self, to: Paragraph, text: str, bold: bool = False) -> None:
        """Write words in the language of the page."""
        add_words(to, text, self.language).bold = bold or None

    def paragraph(self, text: str, style: str, into: _Cell | None = None) -> Paragraph:
        """A new paragraph at the end of the document, or of a cell."""
        place = into or self.file
        paragraph: Paragraph = place.add_paragraph()
        paragraph._p.style = self.styles[style]
        if text:
            self.run(paragraph, text)
        return paragraph

    def prose(self, lines: Iterable[str]) -> None:
        """Write lines as paragraphs."""
        for line in lines:
            self.paragraph(line, "Normal")

    def number(self, to: Paragraph, number: Field) -> None:
        """Write a number."""
        add_number(to, number, self.language)

    # --- blocks

    def is_row(self, item: Item) -> bool:
        """Whether the number of a service stands beside its words."""
        return self.sheet.large and any(number.kind == "number" for number in item.numbers)

    def item(self, item: Item) -> None:
        """A service as paragraphs that stay together: its first number, its name, the rest."""
        own = [number for number in item.numbers if number.kind == "number"]
        paragraphs = [self.first_number(own[0], item.beside)] if own else []
        paragraphs += self.words(item, own)
        keep_together(paragraphs, Pt(2 if self.sheet.layout == "fit" else 5))

    def rows(self, items: Sequence[Item]) -> None:
        """Services in large print: the numbers of each beside its words, on one page."""
        width = column_width(self.sheet.paper, 1)
        table = fixed_table(self.file, [_NUMBER_WIDTH, width - _NUMBER_WIDTH])
        no_cell_margins(table)
        for item in items:
            row = add_row(table)
            no_split(row)
            first, words = row.cells
            for cell in row.cells:
                # A new cell has an empty paragraph.
                cell._tc.clear_content()  # type: ignore[no-untyped-call]
            own = [number for number in item.numbers if number.kind == "number"]
            numbers = [self.large_number(own[0], first)]
            if item.beside:
                numbers.append(self.paragraph("", "Service text", first))
                self.run(numbers[-1], f"{item.beside.label} " if item.beside.label else "")
                self.number(numbers[-1], item.beside)
            written = self.words(item, own, words) or [self.paragraph("", "Service text", words)]
            for paragraphs in (numbers, written):
                paragraphs[-1].paragraph_format.space_after = _AFTER_ROW

    def large_number(self, number: Field, into: _Cell) -> Paragraph:
        """A number, its hours behind it, and its label."""
        paragraph = self.paragraph("", "Service number", into)
        self.number(paragraph, number)
        after = " ".join(part for part in (number.hours, number.label, number.note) if part)
        run = add_words(paragraph, f" {after}" if after else "", self.language)
        run.font.size, run.bold = self.file.styles["Normal"].font.size, bool(number.hours)
        return paragraph

    def words(self, item: Item, own: list[Field], into: _Cell | None = None) -> list[Paragraph]:
        """What stands below the first number of a service, in large print beside it."""
        paragraphs = []
        if item.warning:
            paragraphs.append(self.paragraph("", "Service text", into))
            self.run(paragraphs[-1], item.warning, bold=True)
        if item.title:
            paragraphs.append(self.name(item, into))
        for field in item.facts:
            paragraphs.append(self.paragraph(field.text(self.translator), "Service text", into))
        others = [n for n in own[1:] if n != item.beside]
        others += [n for n in item.numbers if n.kind == "instead"]
        return [*paragraphs, *self.others(others, into)]

    def first_number(self, number: Field, beside: Field | None) -> Paragraph:
        """The line of the first number: its label, and its hours or another number."""
        paragraph = self.paragraph("", "Service number")
        paragraph.paragraph_format.tab_stops.add_tab_stop(self.column, WD_TAB_ALIGNMENT.RIGHT)
        self.number(paragraph, number)
        label = " ".join(part for part in (number.label, number.note) if part)
        if label:
            run = paragraph.add_run(f" {label}")
            run.font.size, run.bold = self.file.styles["Normal"].font.size, False
            add_language(run, self.language)
        if beside or number.hours:
            paragraph.add_run("\t")
        if beside:
            if beside.label:
                run = paragraph.add_run(f"{beside.label} ")
                run.font.size, run.bold = self.file.styles["Normal"].font.size, False
                add_language(run, self.language)
            self.number(paragraph, beside)
        elif number.hours:
            run = paragraph.add_run(number.hours)
            run.font.size, run.bold = self.file.styles["Normal"].font.size, True
        return paragraph

    def name(self, item: Item, into: _Cell | None) -> Paragraph:
        """The name of a service."""
        paragraph = self.paragraph("", "Service name", into)
        self.run(paragraph, f"{item.title}{'*' if item.doubtful else ''}")
        if item.aside:
            run = paragraph.add_run(f" {item.aside}")
            run.bold = False
            add_language(run, self.language)
        return paragraph

    def others(self, numbers: Sequence[Field], into: _Cell | None) -> list[Paragraph]:
        """Further numbers, those under one label on one line."""
        paragraphs = []
        for _, group in groupby(numbers, key=lambda number: number.label):
            paragraph = self.paragraph("", "Service text", into)
            self.named(paragraph, list(group))
            paragraphs.append(paragraph)
        return paragraphs

    def named(self, to: Paragraph, numbers: Sequence[Field]) -> None:
        """Numbers on one line behind the label of the first."""
        if numbers[0].label:
            self.run(to, self.translator.pair(numbers[0].label, ""))
        for i, number in enumerate(numbers):
            if i:
                self.run(to, ", ")
            self.number(to, number)
            after = " ".join(part for part in (number.note, number.hours) if part)
            self.run(to, f" {after}" if after else "")

    def event(self, item: Item, year: str) -> Paragraph:
        """The day of an event and what happened, behind its year."""
        paragraph = self.paragraph("", "Event")
        self.run(paragraph, f"{year}\t", bold=True)
        day = item.title.removesuffix(item.aside).rstrip(" ")
        self.run(paragraph, f"{day} · " if day else "")
        title, *more = [field.value for field in item.facts] or [""]
        self.run(paragraph, title, bold=item.main)
        self.run(paragraph, "".join(f" {text}" for text in more))
        return paragraph

    def counted(self, item: Item, i: int) -> None:
        """A question or an answer with its number."""
        first = self.paragraph("", "Question")
        self.run(first, f"{i}.\t{item.title or (item.facts[0].value if item.facts else '')}")
        answers = item.facts if item.title else item.facts[1:]
        keep_together([first, *(self.paragraph(f"\t{f.value}", "Answer") for f in answers)])


def keep_together(paragraphs: Sequence[Paragraph], after: Length = _AFTER) -> None:
    """No page or column splits these paragraphs; `after` is what stays free below them."""
    for paragraph in paragraphs:
        paragraph.paragraph_format.keep_together = True
    for paragraph in paragraphs[:-1]:
        paragraph.paragraph_format.keep_with_next = True
    if paragraphs:
        paragraphs[-1].paragraph_format.space_after = after
