"""Renders a page as text for a terminal or a pipe; a phone number is never broken, whatever the
width."""

from __future__ import annotations

import os
import re
import shutil
import textwrap
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, TextIO

from resource_finder.i18n import Translator
from resource_finder.render import cells, grid
from resource_finder.render.card import card_lines
from resource_finder.render.runs import (
    CODE,
    RESET,
    painted,
    without_codes,
    without_colour,
)
from resource_finder.render.years import BARS, year_lines
from resource_finder.text import make_safe, width_of
from resource_finder.views.document import (
    Card,
    Field,
    Footer,
    Item,
    Page,
    Section,
    Table,
)

_MIN_WRAP_WIDTH: Final = 20
"""In characters: lines are never wrapped more narrowly, or words would fall into single letters."""
_MIN_LABEL_WIDTH: Final = 60
"""In characters: on a narrower screen a column of labels would leave too little for their text."""
_COLUMN_GAP: Final = 3
"""Blank characters between two columns of a table."""
_CODES_AND_CHARACTERS: Final = re.compile(rf"{CODE.pattern}|.", re.DOTALL)
"""A part of a rendered line: an escape code of a style, or a character."""


class Screen(NamedTuple):
    """Where a page is shown. `width` None: lines are not wrapped; `rich`: styles, tables, asides.

    `height` is that of a terminal's window, None elsewhere; without `escapes` there are no styles,
    without `colour` only bold and dim ones. The columns of a table have titles with `header`.
    `blocks`: its encoding has the characters of bars.
    """

    width: int | None = None
    height: int | None = None
    rich: bool = False
    escapes: bool = True
    colour: bool = True
    header: bool = False
    blocks: bool = False


def detect_screen(
    stream: TextIO, environ: Mapping[str, str], plain: bool = False, table: bool = False
) -> Screen:
    """What a stream can show: rich output on a terminal, plain in a pipe or where that is asked
    for."""
    terminal = stream.isatty()
    plain_wanted = any(
        environ.get(k, "") not in ("", "0") for k in ("ACCESSIBLE", "RESOURCE_FINDER_PLAIN")
    )
    capable = terminal and not plain_wanted and environ.get("TERM") != "dumb"
    rich = (capable or table) and not plain
    escapes = capable or not rich or _wants_bold(environ)
    colour = not environ.get("NO_COLOR") and environ.get("CLICOLOR") != "0"
    header, blocks = rich and table, rich and _has_blocks(stream)
    if not terminal:
        return Screen(
            100 if table else None, None, rich, escapes, colour or not rich, header, blocks
        )
    size = shutil.get_terminal_size((80, 24))
    columns = environ.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() and columns.isascii() else _columns(stream, size)
    return Screen(min(width, 10_000), size.lines, rich, escapes, colour or not rich, header, blocks)


def _has_blocks(stream: TextIO) -> bool:
    """Whether the encoding of a stream has the characters of bars."""
    try:
        BARS.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _wants_bold(environ: Mapping[str, str]) -> bool:
    """Whether the environment asks for bold where no escape codes would be written by default."""
    return environ.get("FORCE_COLOR", "") not in ("", "0") and not environ.get("NO_COLOR")


def _columns(stream: TextIO, size: os.terminal_size) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError, AttributeError):
        return size.columns


def render(page: Page, to: Screen, translator: Translator) -> str:
    """The page as text, ending with a line break."""
    lines = _urgent(page.urgent, to, translator)
    for text in page.opening:
        lines += ["", *_wrap(text, to)]
    if page.card and page.footer and to.rich and to.width is not None:
        lines += _card(page.card, page.footer, to.width, translator)
    else:
        lines += _rows(page, to, len(lines), translator) or _body(page, to, translator)
    if to.height is not None and _height(lines, to) >= to.height:
        lines += _wrap(page.reminder, to)
    text = "\n".join(make_safe(line) if not to.rich else line for line in lines) + "\n"
    if not to.escapes:
        return without_codes(text)
    return text if to.colour else without_colour(text)


def _rows(page: Page, to: Screen, above: int, translator: Translator) -> list[str]:
    """What follows the first `above` lines where each entry has a row and the screen shows rows:
    as much as fits the windows that the page may take."""
    items = [item for section in page.sections for item in section.items]
    if not to.rich or to.width is None or page.footer is None or not all(i.row for i in items):
        return []
    header = to.header or to.width >= cells.WIDE_WIDTH
    dated = any(item.row and item.row.date for item in items)
    listed = any(section.listed for section in page.sections)
    layout = cells.Layout(to.width, header=header, dated=dated)
    layout = layout._replace(listed=True, hours=0) if listed else layout
    lines = None
    if to.height is not None and page.windows:
        lines = (to.height - 1) * page.windows - above
        if page.windows > 1:
            lines -= len(_wrap(page.reminder, to))
    drawing = _drawing(page, to, translator)
    return grid.lay_out(page.sections, layout, lines, page.footer, translator, drawing)


def _drawing(page: Page, to: Screen, translator: Translator) -> list[str]:
    """The years of a timeline, below a blank line, where the screen is wide enough."""
    if page.bar is None or to.width is None or to.width < cells.TABLE_WIDTH:
        return []
    drawn = [painted(line) for line in year_lines(page.bar, to.width, to.blocks, translator)]
    return ["", *drawn] if drawn else []


def _card(card: Card, footer: Footer, width: int, translator: Translator) -> list[str]:
    """Everything known of an entry, and what ends the page."""
    layout = cells.Layout(width, listed=True)
    rows = [card.row._replace(contacts=card.contacts)]
    lines = list(map(painted, card_lines(card, layout)))
    return [*lines, "", *grid.footer_lines(rows, footer, layout, translator)]


def _body(page: Page, to: Screen, translator: Translator) -> list[str]:
    """The sections and what ends the page."""
    lines: list[str] = []
    for section in page.sections:
        lines += ["", *_section(section, to, translator)]
    if page.closing:
        lines.append("")
    for line in page.closing:
        lines += _wrap(line, to)
    return lines


def _height(lines: Sequence[str], to: Screen) -> int:
    """The rows that a terminal shows for lines."""
    return sum(len(terminal_rows(line, to.width)) for line in lines)


def terminal_rows(line: str, width: int | None) -> list[str]:
    """The rows that a terminal shows for a line, which it breaks where it is too narrow."""
    if not width or width_of(without_codes(line)) <= width:
        return [line]
    rows, used, style = [""], 0, ""
    for part in _CODES_AND_CHARACTERS.findall(line):
        is_code = CODE.fullmatch(part)
        if is_code:
            style = "" if part == RESET else part
        elif used and used + width_of(part) > width:
            rows[-1] += RESET if style else ""
            rows.append(style)
            used = 0
        rows[-1] += part
        used += 0 if is_code else width_of(part)
    return rows


def _bold(text: str, to: Screen) -> str:
    return painted([(make_safe(text), "bold")]) if to.rich else make_safe(text)


def _wrap(text: str, to: Screen, first: str = "", rest: str = "") -> list[str]:
    """A text as lines of at most the width of the screen, broken only at spaces: no number is."""
    text = make_safe(text)
    if to.width is None:
        return [first + text]
    return textwrap.wrap(
        text, max(to.width, _MIN_WRAP_WIDTH), initial_indent=first, subsequent_indent=rest,
        break_long_words=False, break_on_hyphens=False,
    ) or [first.rstrip()]  # fmt: skip


def _urgent(urgent: tuple[Item, ...], to: Screen, translator: Translator) -> list[str]:
    if to.rich and to.width is not None:
        width = to.width
        rows = [row for item in urgent if (row := item.row)]
        return [painted(line) for row in rows for line in cells.urgent_lines(row, width)]
    pair = Translator(translator.urgent_language).pair
    lines: list[str] = []
    for item in urgent:
        text = f"{item.numbers_text} {item.facts_text}".strip(" ")
        lines += _wrap(pair(item.title, text), to, "", "  ")
    return lines


def _embolden(line: str, value: str, to: Screen) -> str:
    """The line with the value in bold, where it contains the whole value."""
    return line.replace(value, _bold(value, to), 1) if value and to.rich else line


def _section(section: Section, to: Screen, translator: Translator) -> list[str]:
    heading = _wrap(section.title, to) if section.title else []
    lines = [_bold(line, to) for line in heading]
    if section.table and to.rich and fits(section.table, to.width):
        return lines + _table(section.table, to)
    total = section.total or len(section.items)
    for position, item in enumerate(section.items, section.first):
        if lines and (section.numbered or position > section.first or section.title):
            lines.append("")
        prefix = ""
        if (section.numbered or not to.rich) and (len(section.items), total) != (1, 1):
            prefix = translator.text("{place} of {total}.", place=position, total=total) + " "
        lines += _item(item, prefix, to, translator)
    return lines


def _item(item: Item, prefix: str, to: Screen, translator: Translator) -> list[str]:
    lines = _wrap(item.warning, to) if item.warning else []
    lines = [_bold(line, to) for line in lines]
    head = prefix + item.title
    if to.rich and to.width is not None:
        spare = to.width - width_of(head) - width_of(item.aside)
        if item.aside and spare >= 2:
            lines.append(_bold(head, to) + " " * spare + make_safe(item.aside))
        else:
            lines += [_bold(line, to) for line in _wrap(head, to)]
            lines += _wrap(item.aside, to, "  ", "  ") if item.aside else []
    else:
        lines += _wrap(head, to)
        if item.aside:
            lines += _wrap(item.aside, to, "  ", "    ")
    label_width = max((width_of(f.label) for f in item.fields), default=0)
    last = ""
    for field in item.fields:
        repeated = field.label == last and to.rich and (to.width or 0) >= _MIN_LABEL_WIDTH
        lines += _field(
            field._replace(label="") if repeated else field, label_width, to, translator
        )
        last = field.label
    return lines


def _field(field: Field, label_width: int, to: Screen, translator: Translator) -> list[str]:
    if (
        not to.rich
        or to.width is None
        or (to.width < _MIN_LABEL_WIDTH and field.kind in ("address", "fact"))
    ):
        return _wrap(field.text(translator), to, "  ", "    ")
    if field.kind == "prose":
        return _wrap(field.value, to, "  ", "  ")
    if field.kind == "instead":
        body = _wrap(translator.pair(field.label, f"{field.value}  {field.note}"), to, "  ", "    ")
        return [_embolden(line, field.value, to) for line in body]
    if field.kind == "number":
        body = _wrap(f"{field.value}  {field.note}", to, "  ", "    ")
        return [_embolden(line, field.value, to) for line in body]
    indent = " " * (label_width + 4)
    body = _wrap(field.value, to, indent, indent)
    body[0] = f"  {field.label:<{label_width}}  {body[0].lstrip(' ')}"
    return body + (_wrap(field.note, to, indent, indent) if field.note else [])


def fits(table: Table, width: int | None) -> bool:
    """Whether a table fits a width in characters, each column as wide as it needs to be."""
    return width is not None and _spare_width(table, width) >= 0


def _spare_width(table: Table, width: int) -> int:
    """The characters that a table leaves over; below 0 where it does not fit."""
    needed = sum(_column_width(table, i) for i in range(len(table.columns)))
    return width - needed - _COLUMN_GAP * (len(table.columns) - 1)


def _column_width(table: Table, i: int) -> int:
    """The width that a column needs, in characters."""
    column = table.columns[i]
    if not column.whole:
        return column.min_width
    cells = [column.title, *(row[i] for row in table.rows)]
    return max(column.min_width, *(width_of(line) for cell in cells for line in cell.split("\n")))


def _widths(table: Table, width: int) -> list[int]:
    """The width of each column in characters: what it needs, and its share of what is left over."""
    needs = [_column_width(table, i) for i in range(len(table.columns))]
    left = _spare_width(table, width)
    shares = [0 if column.whole else column.min_width for column in table.columns]
    return [n + left * share // (sum(shares) or 1) for n, share in zip(needs, shares, strict=True)]


def _table(table: Table, to: Screen) -> list[str]:
    """A table as lines, drawn by Rich; its cells are `Text`, so that brackets in data are no
    markup."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text as RichText

    console = Console(
        width=to.width,
        height=25,  # Without it Rich takes 80 columns where TERM=dumb, and crops.
        force_terminal=True,
        highlight=False,
        color_system=None,
        legacy_windows=False,
    )
    rich_table = RichTable(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1))
    for column, width in zip(table.columns, _widths(table, to.width or 0), strict=True):
        rich_table.add_column(RichText(column.title), no_wrap=column.whole, width=width)
    for row in table.rows:
        cells = [
            RichText(
                "\n".join(map(make_safe, cell.split("\n"))),
                style="bold" if table.columns[i].whole else "",
            )
            for i, cell in enumerate(row)
        ]
        rich_table.add_row(*cells)
    with console.capture() as captured:
        console.print(rich_table)
    return [line.rstrip(" ") for line in captured.get().rstrip("\n").split("\n")]
