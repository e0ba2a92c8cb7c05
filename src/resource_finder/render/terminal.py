"""A page as text for a terminal or a pipe: a number is never broken, whatever the width."""

from __future__ import annotations

import os
import re
import shutil
import textwrap
from collections.abc import Mapping
from typing import Final, NamedTuple, TextIO

from resource_finder.i18n import Translator
from resource_finder.text import make_safe, width_of
from resource_finder.views.document import Field, Item, Page, Section, Table

_NARROWEST: Final = 20
"""Below this width lines are no longer wrapped to it: words would fall into single letters."""
_WIDE: Final = 60
"""From this width labels stand in a column of their own."""
_GAP: Final = 3
"""Blanks between two columns of a table."""
_ON: Final = "\x1b[1m"
_OFF: Final = "\x1b[0m"
_PARTS: Final = re.compile(r"\x1b\[[01]m|.", re.DOTALL)
"""What a rendered line is made of: a switch of bold, or a character."""


class Screen(NamedTuple):
    """Where a page is shown. `width` None: lines are not wrapped; `rich`: bold, tables, asides.

    `height` is that of a terminal's window, None elsewhere; without `escapes` nothing is bold.
    """

    width: int | None = None
    height: int | None = None
    rich: bool = False
    escapes: bool = True


def screen(
    stream: TextIO, environ: Mapping[str, str], plain: bool = False, table: bool = False
) -> Screen:
    """The screen that a stream is: rich on a terminal, plain in a pipe or where it is asked for."""
    terminal = stream.isatty()
    options = any(
        environ.get(k, "") not in ("", "0") for k in ("ACCESSIBLE", "RESOURCE_FINDER_PLAIN")
    )
    able = terminal and not options and environ.get("TERM") != "dumb"
    rich = (able or table) and not plain
    escapes = able or not rich or _forced(environ)
    if not terminal:
        return Screen(100 if table else None, None, rich, escapes)
    size = shutil.get_terminal_size((80, 24))
    columns = environ.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() and columns.isascii() else _columns(stream, size)
    return Screen(min(width, 10_000), size.lines, rich, escapes)


def _forced(environ: Mapping[str, str]) -> bool:
    """Whether bold is asked for where the tool alone would write no escape codes."""
    return environ.get("FORCE_COLOR", "") not in ("", "0") and not environ.get("NO_COLOR")


def _columns(stream: TextIO, size: os.terminal_size) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError, AttributeError):
        return size.columns


def render(page: Page, to: Screen, translator: Translator) -> str:
    """The page as text, ending with a line break."""
    lines = _urgent(page.urgent, to, translator)
    for said in page.opening:
        lines += ["", *_wrap(said, to)]
    for section in page.sections:
        lines += ["", *_section(section, to, translator)]
    if page.closing:
        lines.append("")
    for said in page.closing:
        lines += _wrap(said, to)
    if to.height is not None and sum(len(folded(line, to.width)) for line in lines) >= to.height:
        lines += _wrap(page.reminder, to)
    text = "\n".join(make_safe(line) if not to.rich else line for line in lines) + "\n"
    return text if to.escapes else text.replace(_ON, "").replace(_OFF, "")


def folded(line: str, width: int | None) -> list[str]:
    """The rows that a terminal makes of a line, which it folds where it is too narrow."""
    if not width or width_of(line.replace(_ON, "").replace(_OFF, "")) <= width:
        return [line]
    rows, taken, bold = [""], 0, ""
    for part in _PARTS.findall(line):
        if part in (_ON, _OFF):
            bold = _ON if part == _ON else ""
        elif taken and taken + width_of(part) > width:
            rows[-1] += _OFF if bold else ""
            rows.append(bold)
            taken = 0
        rows[-1] += part
        taken += 0 if part in (_ON, _OFF) else width_of(part)
    return rows


def _bold(text: str, to: Screen) -> str:
    return f"{_ON}{make_safe(text)}{_OFF}" if to.rich and text else make_safe(text)


def _wrap(text: str, to: Screen, first: str = "", rest: str = "") -> list[str]:
    """Lines of at most the screen's width; only spaces break, so no number does."""
    said = make_safe(text)
    if to.width is None:
        return [first + said]
    return textwrap.wrap(
        said, max(to.width, _NARROWEST), initial_indent=first, subsequent_indent=rest,
        break_long_words=False, break_on_hyphens=False,
    ) or [first.rstrip()]  # fmt: skip


def _urgent(urgent: tuple[Field, ...], to: Screen, translator: Translator) -> list[str]:
    lines: list[str] = []
    room = max((width_of(field.label) for field in urgent), default=0) + 2
    for field in urgent:
        if to.rich and to.width is not None and to.width >= _WIDE:
            label = f"{field.label:<{room}}"
            number = f"{field.value}  " if field.value else ""
            body = _wrap(number + field.note, to, " " * room, " " * room)
            body[0] = _bold(label, to) + _embolden(body[0][room:], field.value, to)
            lines += body
        else:
            said = " ".join(part for part in (field.value, field.note) if part)
            wrapped = _wrap(Translator(translator.urgent).pair(field.label, said), to, "", "  ")
            lines += [_embolden(line, field.value, to) for line in wrapped]
    return lines


def _embolden(line: str, value: str, to: Screen) -> str:
    """The line with the value in bold where it stands whole."""
    return line.replace(value, _bold(value, to), 1) if value and to.rich else line


def _section(section: Section, to: Screen, translator: Translator) -> list[str]:
    heading = _wrap(section.title, to) if section.title else []
    lines = [_bold(line, to) for line in heading]
    if section.table and to.rich and fits(section.table, to.width):
        return lines + _table(section.table, to)
    total = section.total or len(section.items)
    for place, item in enumerate(section.items, section.first):
        if lines and (section.numbered or place > section.first or section.title):
            lines.append("")
        position = ""
        if section.numbered or not to.rich:
            position = translator.text("{place} of {total}.", place=place, total=total) + " "
        if len(section.items) == 1 and total == 1:
            position = ""
        lines += _item(item, position, to, translator)
    return lines


def _item(item: Item, position: str, to: Screen, translator: Translator) -> list[str]:
    lines = _wrap(item.warning, to) if item.warning else []
    lines = [_bold(line, to) for line in lines]
    head = position + item.title
    if to.rich and to.width is not None:
        room = to.width - width_of(head) - width_of(item.aside)
        if item.aside and room >= 2:
            lines.append(_bold(head, to) + " " * room + make_safe(item.aside))
        else:
            lines += [_bold(line, to) for line in _wrap(head, to)]
            lines += _wrap(item.aside, to, "  ", "  ") if item.aside else []
    else:
        lines += _wrap(head, to)
        if item.aside:
            lines += _wrap(translator.pair(translator.text("Serves"), item.aside), to, "  ", "    ")
    labels = max((width_of(f.label) for f in item.fields), default=0)
    last = ""
    for field in item.fields:
        again = field.label == last and to.rich and (to.width or 0) >= _WIDE
        lines += _field(field._replace(label="") if again else field, labels, to, translator)
        last = field.label
    return lines


def _field(field: Field, labels: int, to: Screen, translator: Translator) -> list[str]:
    if not to.rich or to.width is None or (to.width < _WIDE and field.kind in ("address", "fact")):
        return _wrap(translator.pair(field.label, _said(field)), to, "  ", "    ")
    if field.kind == "prose":
        return _wrap(field.value, to, "  ", "  ")
    if field.kind == "instead":
        body = _wrap(translator.pair(field.label, f"{field.value}  {field.note}"), to, "  ", "    ")
        return [_embolden(line, field.value, to) for line in body]
    if field.kind == "number":
        body = _wrap(f"{field.value}  {field.note}", to, "  ", "    ")
        return [_embolden(line, field.value, to) for line in body]
    indent = " " * (labels + 4)
    body = _wrap(field.value, to, indent, indent)
    body[0] = f"  {field.label:<{labels}}  {body[0].lstrip(' ')}"
    return body + (_wrap(field.note, to, indent, indent) if field.note else [])


def _said(field: Field) -> str:
    """A value and its note on one line."""
    if not field.note:
        return field.value
    if field.kind == "instead":
        return f"{field.value} {field.note}"
    if field.kind in ("address", "number"):
        return f"{field.value} ({field.note.rstrip('.')})"
    return f"{field.value}{' ' if field.value.endswith(('.', '?', '!')) else '. '}{field.note}"


def fits(table: Table, width: int | None) -> bool:
    """Whether every whole column stands whole and each other one has its room."""
    return width is not None and _spare(table, width) >= 0


def _spare(table: Table, width: int) -> int:
    """The characters that a table leaves over; below 0 where it does not fit."""
    places = range(len(table.columns))
    return width - sum(_needs(table, place) for place in places) - _GAP * (len(places) - 1)


def _needs(table: Table, place: int) -> int:
    column = table.columns[place]
    if not column.whole:
        return column.room
    cells = [column.title, *(row[place] for row in table.rows)]
    return max(column.room, *(width_of(line) for cell in cells for line in cell.split("\n")))


def _widths(table: Table, width: int) -> list[int]:
    """The width of each column: what it needs, and its part of what is left over."""
    needs = [_needs(table, place) for place in range(len(table.columns))]
    left = _spare(table, width)
    rooms = [0 if column.whole else column.room for column in table.columns]
    return [n + left * room // (sum(rooms) or 1) for n, room in zip(needs, rooms, strict=True)]


def _table(table: Table, to: Screen) -> list[str]:
    """Rich's table; `Text` cells, so that brackets and colons in data are words, not markup."""
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
    drawn = RichTable(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1))
    for column, width in zip(table.columns, _widths(table, to.width or 0), strict=True):
        drawn.add_column(RichText(column.title), no_wrap=column.whole, width=width)
    for row in table.rows:
        cells = [
            RichText(
                "\n".join(map(make_safe, cell.split("\n"))),
                style="bold" if table.columns[place].whole else "",
            )
            for place, cell in enumerate(row)
        ]
        drawn.add_row(*cells)
    with console.capture() as captured:
        console.print(drawn)
    return [line.rstrip(" ") for line in captured.get().rstrip("\n").split("\n")]
