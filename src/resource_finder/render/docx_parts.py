"""What Word documents are made of: styles, tables of fixed widths, numbers that no line breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from resource_finder.views.document import Field

PAPER_SIZES: Final = {"letter": (Mm(215.9), Mm(279.4)), "a4": (Mm(210), Mm(297))}
"""The width and the height of each paper."""
MARGIN: Final = Mm(15)
"""The margin left and right."""
COLUMN_GAP: Final = Pt(18)
_CELL_MARGIN: Final = 108
"""What Word keeps free left and right in a cell of a table, in twentieths of a point."""
_FONT: Final = "Calibri"
"""Named, not embedded: Word has it, other programs a font of its measures."""

_STYLES: Final = (
    # name, the style it is based on, size in em, bold, points before and after
    ("Agency note", "Normal", 1.0, True, 0, 4),
    ("Urgent heading", "Normal", 1.12, True, 0, 0),
    ("Urgent number", "Normal", 2.6, True, 0, 0),
    ("Service number", "Normal", 1.25, True, 0, 0),
    ("Service name", "Normal", 1.0, True, 0, 0),
    ("Service text", "Normal", 1.0, False, 0, 0),
    ("Event", "Normal", 1.0, False, 0, 4),
    ("Question", "Normal", 1.0, True, 0, 0),
    ("Answer", "Normal", 1.0, False, 0, 0),
    ("Contents", "Normal", 1.0, False, 0, 0),
    ("Line to write on", "Normal", 1.0, False, 6, 0),
    ("Sheet foot", "Normal", 0.84, False, 0, 0),
)


def set_up_styles(file: WordFile, size: int, spacing: float) -> None:
    """Give the document its styles, with a body of `size` points and lines `spacing` high."""
    for name, scale in (("Normal", 1.0), ("Heading 1", 1.6), ("Heading 2", 1.12), ("Heading 3", 1)):
        style: Any = file.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size * scale)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.element.rPr.rFonts.set(qn("w:asciiTheme"), "")
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.space_before = Pt(0 if name in ("Normal", "Heading 1") else 8)
        style.paragraph_format.space_after = Pt(3)
        style.paragraph_format.line_spacing = spacing
    for name, base, scale, bold, before, after in _STYLES:
        style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = file.styles[base]
        style.font.size, style.font.bold = Pt(size * scale), bold
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
    # What nobody reads first, in large print too.
    file.styles["Sheet foot"].font.size = Pt(min(size * 0.84, 12))
    # The headings of groups stand under a rule, as in the other formats.
    for name, eighths in (("Heading 2", 16), ("Heading 3", 6)):
        add_border(file.styles[name].element.get_or_add_pPr(), "top", eighths)
    hanging = Pt(size * 3)
    for name in ("Event", "Question", "Answer"):
        form = file.styles[name].paragraph_format
        form.left_indent, form.first_line_indent = hanging, -hanging
        form.keep_together = True


def column_width(paper: str, columns: int) -> int:
    """The width of one of `columns` columns of text."""
    text = PAPER_SIZES[paper][0] - 2 * MARGIN
    return (text - (columns - 1) * COLUMN_GAP) // columns


def set_columns(section: Section, number: int) -> None:
    """Set a part of the document in columns."""
    columns = section._sectPr.find(qn("w:cols"))
    if columns is None:
        columns = OxmlElement("w:cols")
        section._sectPr.append(columns)
    columns.set(qn("w:num"), str(number))
    columns.set(qn("w:space"), str(int(COLUMN_GAP.pt * 20)))


def add_language(run: Run, language: str) -> None:
    """State the language of a run."""
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), language)
    run._r.get_or_add_rPr().append(element)


def add_words(to: Paragraph, text: str, language: str) -> Run:
    """Write words as a run in their language; Word never breaks a line at a hyphen of a number."""
    run = to.add_run()
    for piece in re.split(r"((?<=\d)-(?=\d)|\t)", text):
        if piece == "-":
            run._r.append(OxmlElement("w:noBreakHyphen"))
        elif piece == "\t":
            run.add_tab()
        elif piece:
            run.add_text(piece)
    add_language(run, language)
    return run


def add_number(to: Paragraph, number: Field, language: str) -> None:
    """Write a number and its sign of doubt."""
    run = add_words(to, f"{number.value}{'*' if number.doubtful else ''}", language)
    run.bold = True


def add_field(to: Paragraph, instruction: str) -> None:
    """Write a field that Word fills in when it opens the file, such as PAGE."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    field.set(qn("w:dirty"), "true")
    to._p.append(field)


def add_bookmark(to: Paragraph, number: int, name: str) -> None:
    """Give a paragraph a name, by which a field finds its page."""
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        to._p.append(mark)


def add_border(properties: Any, side: str, eighths: int) -> None:
    """Draw a line above ("top") or below ("bottom") a paragraph, so many eighths of a point
    thick; `properties` are those of the paragraph, or of a style."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for key, value in (("val", "single"), ("sz", str(eighths)), ("space", "1"),
                       ("color", "000000")):  # fmt: skip
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    after = ("shd", "tabs", "spacing", "ind", "jc", "outlineLvl", "rPr")
    properties.insert_element_before(borders, *(f"w:{tag}" for tag in after))


def blank_line(paragraph: Paragraph, width: int) -> None:
    """End a paragraph with a line to write on, up to `width`."""
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    paragraph.add_run("\t")


def add_row(table: Table) -> _Row:
    """A new row at the end of a table."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return row


def fixed_table(file: WordFile, widths: Sequence[int], frame: bool = False) -> Table:
    """A table without rows whose columns keep their widths; with a `frame` around it."""
    table: Table = file.add_table(rows=0, cols=len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    if frame:
        _add_frame(table)
        # Words in a cell begin a little to the right of its border.
        indent = OxmlElement("w:tblInd")
        indent.set(qn("w:w"), str(_CELL_MARGIN))
        indent.set(qn("w:type"), "dxa")
        table._tbl.tblPr.insert_element_before(indent, "w:tblBorders", "w:tblLayout", "w:tblLook")
    return table


def no_cell_margins(table: Table) -> None:
    """Let the words of a table begin at the margin of the page."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def _add_frame(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "18"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)


def no_split(row: Any) -> None:
    """Keep a row of a table on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
