"""Renders a sheet as a Word document to edit, with python-docx (installed by the extra `word`).

Every kind of paragraph has a style of its own, named in plain words: an agency changes the look of
its sheets in the styles of Word.
"""

from __future__ import annotations

import datetime
import io
from itertools import groupby

from docx import Document
from docx.document import Document as WordFile
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Length, Mm, Pt

from resource_finder.render.docx_blocks import Blocks, keep_together
from resource_finder.render.docx_parts import (
    COLUMN_GAP,
    MARGIN,
    PAPER_SIZES,
    add_bookmark,
    add_border,
    add_field,
    add_row,
    blank_line,
    column_width,
    fixed_table,
    set_columns,
    set_up_styles,
)
from resource_finder.render.docx_small import write_cards, write_poster
from resource_finder.views.document import Section, Sheet

_MAX_TITLE_CHARS = 255
"""A longer title among the properties makes python-docx fail, as Word allows no more."""
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
    normal, large = (0.9, 0.86) if sheet.layout == "fit" else (1.0, 0.94)
    spacing = large if sheet.large else normal
    set_up_styles(file, 18 if sheet.large else 12, spacing)
    properties = file.core_properties
    properties.title, properties.author = sheet.title[:_MAX_TITLE_CHARS], ""
    properties.comments, properties.language = "", f"{sheet.pages[0].language}-CA"
    properties.created = properties.modified = datetime.datetime.fromisoformat(
        f"{sheet.day}T12:00:00"
    )


class _Writer(Blocks):
    """Writes a page in columns."""

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
            keep_together(lines)

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
        head.paragraph_format.space_after = Pt(4)
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
            # In large print the page has space for one.
            labels = labels[:1] if self.sheet.large else labels
            line = self.paragraph("", "Line to write on")
            for i, label in enumerate(labels, 1):
                self.run(line, f"{label} ")
                end = i * width // len(labels)
                blank_line(line, end if label == labels[-1] else end - COLUMN_GAP)
                if label != labels[-1]:
                    line.paragraph_format.tab_stops.add_tab_stop(Length(end))
                    line.add_run("\t")
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
                keep_together(
                    [self.event(item, "" if i else year) for i, item in enumerate(items)], Pt(4)
                )
        elif section.numbered:
            for i, item in enumerate(section.items, 1):
                self.counted(item, i)
        else:
            for in_rows, items in groupby(section.items, key=self.is_row):
                if in_rows:
                    self.rows(list(items))
                else:
                    for item in items:
                        self.item(item)
            # Words above the parts of a section stay with the first of them.
            if not section.within and any(s.within for s in self.content.sections[i + 1 : i + 2]):
                self.file.paragraphs[-1].paragraph_format.keep_with_next = True


def _numbering(text: str) -> list[str]:
    """ "Page {page} of {pages}" as words and names of Word's fields, in turn, on one line."""
    before, _, rest = text.replace(" ", "\u00a0").partition("{page}")
    between, _, after = rest.partition("{pages}")
    return [before, "PAGE", between, "NUMPAGES", after]
