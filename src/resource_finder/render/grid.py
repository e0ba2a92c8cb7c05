"""Lays out rows of entries so that they fit a window.

Where the window is low, first the blank lines go, then the descriptions, then the last entries; how
many these are is said at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from resource_finder.i18n import Translator
from resource_finder.render.cells import (
    DOUBT,
    GAP,
    Layout,
    cells,
    hours_width,
    stacked,
    widths,
)
from resource_finder.render.runs import SEPARATOR, Line, painted, width_of_line, wrap
from resource_finder.text import width_of
from resource_finder.views.document import NO_NUMBER, Footer, Item, Row, Section

_MIN_CALLABLE: Final = 3
"""Entries with a number that stay before any of them is left out."""
_FIRST_ROWS: Final = 5
"""Entries that are laid out to fit, where there may be more of them below."""


# --- fit to a window ------------------------------------------------------------------------------


def lay_out(
    sections: Sequence[Section],
    layout: Layout,
    lines: int | None,
    footer: Footer,
    to: Translator,
    drawing: Sequence[str] = (),
) -> list[str]:
    """Sections of rows and their footer; as many of them as `lines` hold, where that is given. A
    drawing stands above them where it takes the place of blank lines alone."""
    layout = layout._replace(long_words=_has_long_words(sections, layout))
    if layout.listed:
        layouts = [layout._replace(air=False, inline=True, words=0)]
    else:
        # What fits and what may fit are one list, best first; lines for this and that are not.
        grouped = len(sections) > 1 and not sections[0].numbered
        layouts = _layouts(layout, list(_rows(sections)), grouped)
    if lines is None:
        return [*drawing, *_page(sections, layouts[0], footer, to)]

    def fits(layout: Layout, above: int = 0) -> bool:
        return above + _height(sections, layout, footer, to) <= lines

    for roomy in layouts[:2] if drawing else ():
        if fits(roomy, len(drawing)):
            return [*drawing, *_page(sections, roomy, footer, to)]
    chosen = next(filter(fits, layouts), layouts[-1])
    for id in _dispensable(sections):
        if fits(chosen):
            break
        sections = _without(sections, id)
    # Words and blank lines may fit again beside what is left.
    return _page(sections, next(filter(fits, layouts), layouts[-1]), footer, to)


def blocks(items: Sequence[Item], layout: Layout, lines: int, to: Translator) -> list[list[str]]:
    """Entries as lines, each apart, laid out alike: so that the first five of them fit `lines`,
    where they can."""
    sections = [Section(tuple(items))]
    rows = list(_rows(sections))
    layout = layout._replace(long_words=_has_long_words(sections, layout))
    layouts = _layouts(layout, rows, grouped=False)

    def fits(layout: Layout) -> bool:
        heights = (_row_height(row, layout) + layout.air for row in rows[:_FIRST_ROWS])
        return sum(heights) <= lines

    chosen = next(filter(fits, layouts), layouts[-1])
    air = [""] if chosen.air else []
    return [[*_entry_lines([row], chosen, to), *air] for row in rows]


def _has_long_words(sections: Sequence[Section], layout: Layout) -> bool:
    """Whether a word is longer than its column, which would make the page wider than the screen."""
    columns = widths(layout)
    return layout.wide and any(
        width_of_line(line) > width
        for row in _rows(sections)
        for cell, width in zip(
            cells(row, layout._replace(words=2), columns)[1:], columns, strict=True
        )
        for line in cell
    )


def _layouts(layout: Layout, rows: Sequence[Row], grouped: bool) -> list[Layout]:
    """The ways to lay out a page, the one that takes most lines first."""
    words = 2 if layout.wide and not grouped else 1
    inline = grouped and not layout.wide
    layouts = [layout._replace(air=air, inline=inline, words=words) for air in (True, False)]
    # The names of lines say enough of where they are.
    low = layouts[-1]._replace(inline=not layout.wide, facts=not grouped, gaps=not grouped)
    layouts += [low._replace(words=fewer) for fewer in range(words, -1, -1)]
    return [*layouts, layouts[-1]._replace(terse=True, hours=hours_width(rows))]


def _dispensable(sections: Sequence[Section]) -> list[str]:
    """The ids of the rows that a low window leaves out, the first to go first: from the end, but
    those with a number after all others, and never the first row or those to keep."""
    rows = list(_rows(sections))
    callable_rows = [row for row in rows if row.contacts][:_MIN_CALLABLE]
    others = [row for row in rows[1:] if not row.keep and row not in callable_rows]
    last = [row for row in callable_rows[1:] if not row.keep and row is not rows[0]]
    return [row.id for row in [*reversed(others), *reversed(last)]]


def _without(sections: Sequence[Section], id: str) -> list[Section]:
    """The sections without a row."""
    left = (
        s._replace(items=tuple(i for i in s.items if i.row and i.row.id != id)) for s in sections
    )
    return [section for section in left if section.items]


def _rows(sections: Sequence[Section]) -> Iterator[Row]:
    for section in sections:
        for item in section.items:
            assert item.row is not None
            yield item.row


# --- the page -------------------------------------------------------------------------------------


def _page(sections: Sequence[Section], layout: Layout, footer: Footer, to: Translator) -> list[str]:
    """Sections and footer as lines."""
    lines: list[str] = []
    for section in sections:
        lines += _head(section, layout, first=section is sections[0])
        rows = list(_rows([section]))
        header = layout.header and section is sections[0]
        lines += _entry_lines(rows, layout._replace(header=header), to)
    lines += [] if layout.terse else [""]
    return [*lines, *footer_lines(list(_rows(sections)), footer, layout, to)]


def _entry_lines(rows: Sequence[Row], layout: Layout, to: Translator) -> list[str]:
    """Entries as lines: a table, or below each other."""
    return _table(rows, layout, to) if layout.table else _list(rows, layout)


def _height(sections: Sequence[Section], layout: Layout, footer: Footer, to: Translator) -> int:
    """The number of lines of a page, without drawing it: Rich is slow."""
    height = len(footer_lines(list(_rows(sections)), footer, layout, to)) + 2 * layout.header
    height += not layout.terse
    for section in sections:
        height += len(_head(section, layout, first=section is sections[0]))
        height += len(section.items) - 1 if layout.air else 0
        for row in _rows([section]):
            height += _row_height(row, layout)
    return height


def _row_height(row: Row, layout: Layout) -> int:
    """The rows that a terminal shows for one entry."""
    if layout.table:
        return max(map(len, cells(row, layout, widths(layout))))
    return sum(_folds(line, layout.width) for line in stacked(row, layout))


def _folds(line: Line, width: int) -> int:
    """The rows that a terminal shows for a line, which it folds where a word is too long."""
    return max(1, -(-width_of_line(line) // max(width, 1)))


def _head(section: Section, layout: Layout, first: bool) -> list[str]:
    """A blank line and the heading of a section."""
    blank = [""] if (first and not layout.terse) or layout.gaps else []
    title = [(section.title, "bold")] if section.title else []
    return [*blank, *map(painted, wrap(title, layout.width))]


def footer_lines(rows: Sequence[Row], footer: Footer, layout: Layout, to: Translator) -> list[str]:
    """How the directory was checked, what the signs on the page mean, and how much more there is.

    Two rows, where these hold all that must be said.
    """
    width = layout.width
    fitting = (text for text in footer.checked if width_of(text) <= width)
    checked = next(fitting, footer.checked[-1])
    parts = [*_legend(rows, layout, to), *_more(footer.total, len(rows), to)]
    parts += [footer.more] if footer.more else []
    rest = _flow([*parts, *footer.hints], width)
    if len(rest) > 1:
        rest = _flow(parts, width)
    lines = [line for text in footer.lines for line in wrap([(text, "")], width)]
    has_room = not layout.terse and width_of(footer.why) <= width
    why = [footer.why] if footer.why and has_room else []
    for text in (*why, checked, *rest):
        lines += wrap([(text, "dim")], width)
    return [painted(line) for line in lines]


def _flow(parts: Sequence[str], width: int) -> list[str]:
    """Parts on as few lines as they need, broken between two of them."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]}{SEPARATOR} {part}" if lines else part
        lines = [*lines[:-1], longer] if width_of(longer) <= width else [*lines, part]
    return lines


def _legend(rows: Sequence[Row], layout: Layout, to: Translator) -> Iterator[str]:
    """What the sign of doubt and a blank in place of hours mean, where the page has them."""
    contacts = [contact for row in rows for contact in row.contacts]
    if any(contact.doubtful for contact in contacts):
        yield f"{DOUBT} {to.text('published, not confirmed recently')}"
    if not layout.listed and not all(row.contacts[0].hours for row in rows if row.contacts):
        yield to.text("no hours shown: not known, try anyway")
    if any(row.missing == NO_NUMBER for row in rows):
        yield f"{NO_NUMBER} {to.text('no number known to us, or none confirmed')}"


def _more(total: int, shown: int, to: Translator) -> list[str]:
    if total <= shown:
        return []
    return [to.text("{number} more: add --limit {total}", number=total - shown, total=total)]


# --- a table, and a list --------------------------------------------------------------------------


def _table(rows: Sequence[Row], layout: Layout, to: Translator) -> list[str]:
    """Rows as a table; its cells are wrapped already."""
    columns = widths(layout)
    drawn = [cells(row, layout, columns) for row in rows]
    titles = [to.text("Number"), to.text("Service")]
    if layout.listed:
        titles = [to.text("Number or date"), to.text("Name, ID")]
    elif layout.dated:
        titles = [to.text("Date"), to.text("What happened")]
    titles += [to.text("For whom, where"), to.text("What it does")] if layout.wide else []
    wide = [
        max([width, *(width_of_line(line) for row in drawn for line in row[position])])
        for position, width in enumerate([layout.left, *columns])
    ]
    lines: list[str] = []
    if layout.header:
        lines += _side_by_side([[((title, "bold"),)] for title in titles], wide)
        lines.append("\u2500" * (sum(wide) + GAP * (len(wide) - 1)))
    for position, row in enumerate(drawn):
        lines += [""] if position and layout.air else []
        lines += _side_by_side(row, wide)
    return lines


def _side_by_side(row: Sequence[Sequence[Line]], wide: Sequence[int]) -> Iterator[str]:
    """The lines of cells beside each other, each cell as wide as its column."""
    for parts in zip_longest(*row, fillvalue=()):
        padded = (
            painted(line) + " " * (width - width_of_line(line) + GAP)
            for line, width in zip(parts, wide, strict=True)
        )
        yield "".join(padded).rstrip(" ")


def _list(rows: Sequence[Row], layout: Layout) -> list[str]:
    """Rows below each other, for a narrow screen."""
    lines: list[str] = []
    for row in rows:
        if lines and layout.air:
            lines.append("")
        lines += map(painted, stacked(row, layout))
    return lines
