"""Renders a sheet as a Word document to edit, with python-docx (installed by the extra `word`).

Every kind of paragraph has a style of its own, named in plain words: an agency changes the look of
its sheets in the styles of Word.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Sequence
from itertools import groupby

from docx import Document
from docx.document import Document as WordFile
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Length, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from resource_finder.bilingual import Language
from resource_finder.i18n import Translator
from resource_finder.render.docx_parts import (
    MARGIN,
    PAPER_SIZES,
    add_bookmark,
    add_border,
    add_field,
    add_language,
    add_number,
    add_row,
    add_words,
    blank_line,
    column_width,
    fixed_table,
    set_columns,
    set_up_styles,
)
from resource_finder.render.docx_small import write_cards, write_poster
from resource_finder.views.document import Field, Item, Page, Section, Sheet

_MAX_TITLE_CHARS = 255
"""A longer title among the properties makes python-docx fail, as Word allows no more."""
_AFTER = Pt(6)
"""What stays free below a block."""
_RULED_LINES = 8
"""Lines on which to write notes by hand."""


def render(sheet: Sheet) -> bytes:
    """The bytes of the file."""
    file = Document()
    _set_up(file, sheet)
    for i, page in enumerate(sheet.pages):
        if sheet.layout == "cards":
            write_cards(file, page, sheet, i)
        elif sheet.layout == "poster":
            write_poster(file, page, sheet, i)
        else:
            _Writer(file, page, sheet).page(i)
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def _set_up(file: WordFile, sheet: Sheet) -> None:
    """Set paper, styles and properties; the author stays empty, so that a sheet names nobody."""
    section = file.sections[0]
    section.page_width, section.page_height = PAPER_SIZES[sheet.paper]
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = Mm(9 if sheet.layout == "fit" else 14)
    section.header_distance = section.footer_distance = Mm(7)
    spacing = 0.9 if sheet.layout == "fit" else 0.94 if sheet.large else 1.0
    set_up_styles(file, 18 if sheet.large else 12, spacing)
    properties = file.core_properties
    properties.title, properties.author = sheet.title[:_MAX_TITLE_CHARS], ""
    properties.comments, properties.language = "", f"{sheet.pages[0].language}-CA"
    properties.created = properties.modified = datetime.datetime.fromisoformat(
        f"{sheet.day}T12:00:00"
    )


class _Writer:
    """Writes a page in columns; every run of text states its language, for spelling checks and
    screen readers."""

    def __init__(self, file: WordFile, page: Page, sheet: Sheet) -> None:
        self.file, self.content, self.sheet = file, page, sheet
        self.language = f"{page.language}-CA"
        self.translator = Translator(Language(page.language))
        self.columns = 1 if sheet.large else 2
        # python-docx would look for the style of each paragraph in the whole list of styles.
        self.styles = {style.name: style.style_id for style in file.styles}
        self.marks = 1000 * sheet.pages.index(page)

    def page(self, i: int) -> None:
        page = self.content
        if i:
            set_columns(self.file.add_section(WD_SECTION.NEW_PAGE), 1)
        self.head_and_foot()
        self.paragraph(page.title, "Heading 1")
        if page.note:
            self.paragraph(page.note, "Agency note")
        self.urgent_box()
        self.prose(page.opening)
        if self.sheet.layout != "fit":
            self.contents(i)
            self.prose(page.legend)
            self.agency()
        set_columns(self.file.add_section(WD_SECTION.CONTINUOUS), self.columns)
        for k, section in enumerate(page.sections):
            self.section(section, f"part_{i}_{k}", k)
        if self.sheet.layout == "fit":
            set_columns(self.file.add_section(WD_SECTION.CONTINUOUS), 1)
            self.agency()
            if page.legend:
                self.paragraph(" ".join(page.legend), "Sheet foot")
        self.prose(page.closing)
        if page.notes:
            lines = [self.paragraph(page.notes, "Heading 2")]
            lines += [self.paragraph("", "Line to write on") for _ in range(_RULED_LINES)]
            for line in lines[1:]:
                blank_line(line, self.column)
            _keep_together(lines)

    @property
    def column(self) -> int:
        """The width of a column of text."""
        return column_width(self.sheet.paper, self.columns)

    # --- paragraphs

    def run(self, to: Paragraph, text: str, bold: bool = False) -> None:
        add_words(to, text, self.language).bold = bold or None

    def paragraph(self, text: str, style: str, into: _Cell | None = None) -> Paragraph:
        place = into or self.file
        paragraph: Paragraph = place.add_paragraph()
        paragraph._p.style = self.styles[style]
        if text:
            self.run(paragraph, text)
        return paragraph

    def prose(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.paragraph(line, "Normal")

    def number(self, to: Paragraph, number: Field) -> None:
        add_number(to, number, self.language)

    # --- the top and the foot of a page

    def head_and_foot(self) -> None:
        """The title and the line for a child on top of all pages but the first; below, how the
        directory was checked, and the number of the page."""
        page, section = self.content, self.file.sections[-1]
        section.different_first_page_header_footer = True
        feet = (section.first_page_footer, section.footer)
        for part in (section.header, section.first_page_header, *feet):
            part.is_linked_to_previous = False
        head = section.header.paragraphs[0]
        head.style = self.file.styles["Sheet foot"]
        stops = head.paragraph_format.tab_stops
        stops.add_tab_stop(column_width(self.sheet.paper, 1), WD_TAB_ALIGNMENT.RIGHT)
        self.run(head, f"{page.title}\t{page.running}")
        for foot in feet:
            paragraph = foot.paragraphs[0]
            paragraph.style = self.file.styles["Sheet foot"]
            self.run(paragraph, f"{page.foot} ")
            for i, words in enumerate(_numbering(page.numbering)):
                if i % 2:
                    add_field(paragraph, words)
                else:
                    self.run(paragraph, words)

    def urgent_box(self) -> None:
        """The urgent lines side by side in a frame; a line to write on where one has no number."""
        page = self.content
        width = column_width(self.sheet.paper, 1)
        count = 1 if self.sheet.large else len(page.urgent)
        table = fixed_table(self.file, [width // max(count, 1)] * count, frame=True)
        cells = (
            [add_row(table).cells[0] for _ in page.urgent] if count == 1 else add_row(table).cells
        )
        for cell, item in zip(cells, page.urgent, strict=False):
            first = cell.paragraphs[0]
            first.style = self.file.styles["Urgent heading"]
            self.run(first, item.title)
            if not item.numbers and page.fill_in:
                self.paragraph(page.fill_in, "Normal", cell)
                line = self.paragraph("", "Line to write on", cell)
                add_border(line._p.get_or_add_pPr(), "bottom", 6)
            for number in item.numbers:
                self.number(self.paragraph("", "Urgent number", cell), number)
                if number.note:
                    self.paragraph(number.note, "Normal", cell)
            self.paragraph(item.facts_text, "Normal", cell)

    def agency(self) -> None:
        """Lines to write on: one below the other, on a sheet of one page side by side."""
        width, labels = column_width(self.sheet.paper, 1), self.content.agency
        if self.sheet.layout == "fit" and labels:
            line = self.paragraph("", "Line to write on")
            for i, label in enumerate(labels, 1):
                self.run(line, f"{label} ")
                blank_line(line, i * width // len(labels))
            return
        for label in labels:
            blank_line(self.paragraph(f"{label} ", "Line to write on"), width)

    def contents(self, i: int) -> None:
        """The sections and their pages, which Word counts when it opens the file."""
        if not self.content.contents:
            return
        self.paragraph(self.content.contents, "Heading 2")
        for k, section in enumerate(self.content.sections):
            if section.title and not section.within:
                line = self.paragraph(f"{section.title}\t", "Contents")
                stops = line.paragraph_format.tab_stops
                width = column_width(self.sheet.paper, 1)
                stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
                add_field(line, f"PAGEREF part_{i}_{k}")

    # --- blocks

    def section(self, section: Section, name: str, i: int) -> None:
        if section.title:
            heading = self.paragraph(section.title, "Heading 3" if section.within else "Heading 2")
            heading.paragraph_format.page_break_before = section.new_page
            self.marks += 1
            add_bookmark(heading, self.marks, name)
        if section.call:
            self.named(self.paragraph("", "Heading 3"), [section.call])
        if section.dated:
            for year, items in groupby(section.items, key=lambda item: item.aside):
                _keep_together(
                    [self.event(item, "" if i else year) for i, item in enumerate(items)], Pt(4)
                )
        elif section.numbered:
            for i, item in enumerate(section.items, 1):
                self.counted(item, i)
        else:
            for item in section.items:
                self.item(item)
            # Words above the parts of a section stay with the first of them.
            if not section.within and any(s.within for s in self.content.sections[i + 1 : i + 2]):
                self.file.paragraphs[-1].paragraph_format.keep_with_next = True

    def item(self, item: Item) -> None:
        """A service as paragraphs that stay together: its first number, its name, the rest."""
        own = [number for number in item.numbers if number.kind == "number"]
        paragraphs = []
        if own:
            paragraphs.append(self.first_number(own[0], item.beside))
        if item.warning:
            paragraphs.append(self.paragraph("", "Service text"))
            self.run(paragraphs[-1], item.warning, bold=True)
        if item.title:
            paragraphs.append(self.name(item))
        for field in item.facts:
            paragraphs.append(self.paragraph(field.text(self.translator), "Service text"))
        others = [n for n in own[1:] if n != item.beside]
        others += [n for n in item.numbers if n.kind == "instead"]
        paragraphs += self.others(others)
        _keep_together(paragraphs, Pt(2 if self.sheet.layout == "fit" else 5))

    def first_number(self, number: Field, beside: Field | None) -> Paragraph:
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

    def name(self, item: Item) -> Paragraph:
        paragraph = self.paragraph("", "Service name")
        self.run(paragraph, f"{item.title}{'*' if item.doubtful else ''}")
        if item.aside:
            run = paragraph.add_run(f" {item.aside}")
            run.bold = False
            add_language(run, self.language)
        return paragraph

    def others(self, numbers: Sequence[Field]) -> list[Paragraph]:
        """Further numbers, those under one label on one line."""
        paragraphs = []
        for _, group in groupby(numbers, key=lambda number: number.label):
            paragraph = self.paragraph("", "Service text")
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
        paragraph = self.paragraph("", "Event")
        self.run(paragraph, f"{year}\t", bold=True)
        day = item.title.removesuffix(item.aside).rstrip(" ")
        self.run(paragraph, f"{day} · " if day else "")
        title, *more = [field.value for field in item.facts] or [""]
        self.run(paragraph, title, bold=item.main)
        self.run(paragraph, "".join(f" {text}" for text in more))
        return paragraph

    def counted(self, item: Item, i: int) -> None:
        first = self.paragraph("", "Question")
        self.run(first, f"{i}.\t{item.title or (item.facts[0].value if item.facts else '')}")
        answers = item.facts if item.title else item.facts[1:]
        _keep_together([first, *(self.paragraph(f"\t{f.value}", "Answer") for f in answers)])


def _numbering(text: str) -> list[str]:
    """ "Page {page} of {pages}" as words and names of Word's fields, in turn."""
    before, _, rest = text.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return [before, "PAGE", between, "NUMPAGES", after]


def _keep_together(paragraphs: Sequence[Paragraph], after: Length = _AFTER) -> None:
    """No page or column splits these paragraphs; `after` is what stays free below them."""
    for paragraph in paragraphs:
        paragraph.paragraph_format.keep_together = True
    for paragraph in paragraphs[:-1]:
        paragraph.paragraph_format.keep_with_next = True
    if paragraphs:
        paragraphs[-1].paragraph_format.space_after = after
