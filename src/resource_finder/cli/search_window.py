"""Draws the interactive search as the rows of a window of any size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from resource_finder.cli.search_state import Search, State, Window
from resource_finder.i18n import Translator
from resource_finder.render import grid
from resource_finder.render.cells import TABLE_WIDTH, Layout
from resource_finder.render.runs import SEPARATOR, painted, without_codes, without_colour, wrap
from resource_finder.render.terminal import Screen, render, terminal_rows
from resource_finder.text import width_of
from resource_finder.views.detail import entry_page
from resource_finder.views.document import Item, Page, Section
from resource_finder.views.entry import ViewContext
from resource_finder.views.interactive import (
    Key,
    answer_page,
    keys_page,
    keys_while_choosing,
    keys_while_reading,
)
from resource_finder.views.pages import make_page

_URGENT_FROM: Final = 8
"""Rows of a window from which the urgent lines are always in view; in a lower one the words and a
result go first."""
_MIN_RESULTS: Final = 3
"""Rows that results have before the keys, or a sentence above them, take any."""
_FOOTER_FROM: Final = 6
"""Rows that results have before how they were checked takes any."""
_AIR_FROM: Final = 12
"""Rows that results have before blank ones stand around them; in a narrow window, where a result
takes more of them, half as many again."""
_MARK: Final = "▌ "
"""Stands before the rows of the chosen result."""
_MARK_FROM: Final = 26
"""In characters: in a narrower window, and in plain text, the chosen result is the first in view,
without a mark."""


class Frame(NamedTuple):
    """Where something is drawn: a view in one language, a screen, its width in characters, and the
    rows that are left."""

    view: ViewContext
    to: Screen
    width: int
    lines: int

    @property
    def translator(self) -> Translator:
        """Writes in the language of the view."""
        return self.view.translator


def draw(state: State, search: Search, to: Screen, lines: int) -> Window:
    """The window: urgent lines, the words and their results or else what is read, and keys."""
    to = to._replace(height=None)
    frame = Frame(search.views[state.language], to, to.width or 80, lines)
    urgent = _urgent(frame)
    below = frame._replace(lines=lines - len(urgent))
    reading = state.opened or state.keys
    window = (_read if reading else _choose)(state, search, below)
    rows = [*urgent, *window.rows][:lines]
    rows += [""] * (lines - len(rows))
    return window._replace(
        rows=tuple(_styled(row, to) for row in rows),
        cursor=min(window.cursor + len(urgent), lines - 1),
    )


def _styled(row: str, to: Screen) -> str:
    """A row with the styles that the screen has."""
    if not (to.rich and to.escapes):
        return without_codes(row)
    return row if to.colour else without_colour(row)


def _urgent(frame: Frame) -> list[str]:
    """The urgent lines, in a low window only where words and a result fit too, and short
    where they would fill it."""
    page = make_page(frame.view, ())
    rows = _page_rows(Page(page.urgent), frame)
    if len(rows) > frame.lines - 2:
        rows = _paragraphs(page.reminder.split(" | "), "", frame)
    if frame.lines >= _URGENT_FROM or len(rows) + _MIN_RESULTS < frame.lines:
        return rows[: max(frame.lines - 2, 0)]
    return []


def _page_rows(page: Page, frame: Frame) -> list[str]:
    """A page as rows of the window, without a blank one above it."""
    lines = render(page, frame.to, frame.translator).strip("\n").split("\n")
    return _rows(lines, frame)


def _rows(lines: Iterable[str], frame: Frame) -> list[str]:
    return [row for line in lines for row in terminal_rows(line, frame.width)]


def _paragraphs(texts: Iterable[str], style: str, frame: Frame) -> list[str]:
    lines = (line for text in texts for line in wrap([(text, style)], frame.width))
    return _rows(map(painted, lines), frame)


def _key_rows(offered: Sequence[Key], frame: Frame) -> list[str]:
    """The keys that matter now in one row, in two of a high window; where they do not fit, the
    first are left out: the last says how to leave."""
    for start in range(len(offered)):
        kept = offered[start:]
        ends = [SEPARATOR] * (len(kept) - 1) + [""]
        runs = [
            run
            for (key, what), end in zip(kept, ends, strict=True)
            for run in ((key, ""), (what + end, "dim"))
        ]
        lines = wrap(runs, frame.width)
        if len(lines) <= (1 if frame.lines < 2 * _AIR_FROM else 2):
            return _rows(map(painted, lines), frame)
    return []


# --- what is read --------------------------------------------------------------------------------


def _read(state: State, search: Search, frame: Frame) -> Window:
    """An entry, or the keys: the part of the page that fits."""
    entry = frame.view.index.entry(state.opened)
    if state.keys or entry is None:
        page = keys_page(frame.translator, search.private)
    else:
        page = entry_page(entry, frame.view)._replace(urgent=(), reminder="")
    body = _page_rows(page, frame)
    above = [""] if frame.lines > _AIR_FROM else []
    free = frame.lines - len(above)
    keys = _reading_keys("", search, frame)
    if len(body) > free - len(keys):
        seen = min(state.top + free - len(keys), len(body))
        keys = _reading_keys(f"({seen}/{len(body)})", search, frame)
    visible = max(free - len(keys), 1)
    last = max(len(body) - visible, 0)
    shown = body[min(state.top, last) :][:visible]
    blank = [""] * (visible - len(shown))
    return Window((*above, *shown, *blank, *keys), len(above), state.first, visible, last)


def _reading_keys(place: str, search: Search, frame: Frame) -> list[str]:
    if frame.lines <= _MIN_RESULTS:
        return []
    return _key_rows(keys_while_reading(frame.translator, search.private, place), frame)


# --- what is chosen from -------------------------------------------------------------------------


def _choose(state: State, search: Search, frame: Frame) -> Window:
    """The words, and as many of their results as fit, the chosen one among them."""
    keys = _key_rows(_offered(state, search, frame), frame)
    keys = keys if frame.lines - len(keys) > _MIN_RESULTS else []
    free = frame.lines - 1 - len(keys)
    marked = frame.to.rich and frame.width >= _MARK_FROM
    first = max(min(state.first, state.chosen), state.chosen - free) if marked else state.chosen
    # As many as may fit: five are laid out so that they do, a further one takes about three rows.
    number = max(free // 3 + 1, 6, state.chosen - first + 1)
    page, items = _page_of(first, number, state, search, frame)
    head = _head(page, frame._replace(lines=free))
    free -= len(head)
    foot = _foot(page, items, frame)
    foot = foot if free - len(foot) >= _FOOTER_FROM else []
    enough = _AIR_FROM if frame.width >= TABLE_WIDTH else _AIR_FROM * 3 // 2
    air = [""] if free - len(foot) >= enough else []
    free -= len(foot) + 2 * len(air)
    drawn = _draw_items(items, first, state, frame._replace(lines=free))
    for position, title in _headings(page):
        drawn[position] = [*_paragraphs([title], "bold", frame), *drawn[position]]
    shown = _in_view(drawn, state.chosen - first, free)
    if shown.start:  # Laid out as if it had always been the first: nothing moves later.
        return _choose(state._replace(first=first + shown.start), search, frame)
    body = [row for rows in drawn[shown] for row in rows][:free]
    if foot:
        foot = _foot(*_page_of(first, shown.stop, state, search, frame), frame)[: len(foot)]
    body += [""] * (frame.lines - 1 - 2 * len(air) - sum(map(len, (head, body, foot, keys))))
    rows = (*air, _box(state.words, frame), *air, *head, *body, *foot, *keys)
    return Window(rows, len(air), first, len(drawn[shown]))


def _offered(state: State, search: Search, frame: Frame) -> list[Key]:
    """The keys that matter while the words are typed and a result is chosen."""
    assert state.results is not None
    total, other = len(state.results.hits), search.other(state.language)
    return keys_while_choosing(frame.translator, state.chosen + 1, total, other)


def _page_of(
    first: int, number: int, state: State, search: Search, frame: Frame
) -> tuple[Page, list[Item]]:
    """The answer as a page with a number of results from the `first` on, and these."""
    results = state.results
    assert results is not None
    hits = results.hits[first : first + number]
    page = answer_page(frame.view, results._replace(hits=hits), search.private)
    if numbered := tuple(section for section in page.sections if section.numbered):
        page = page._replace(sections=numbered)
    items = [item for section in page.sections for item in section.items]
    return page, items if hits else items[first : first + number]


def _head(page: Page, frame: Frame) -> list[str]:
    """What stands above the results: as much of it as leaves lines for them."""
    titles = [s.title for s in page.sections if s.title and not s.numbered]
    texts = [*((text, "") for text in page.opening), *((title, "bold") for title in titles)]
    rows: list[str] = []
    for text, style in texts:
        more = _paragraphs([text], style, frame)
        if len(rows) + len(more) + 1 + _MIN_RESULTS <= frame.lines:
            rows += more
    return [*rows, ""] if rows else []


def _headings(page: Page) -> Iterator[tuple[int, str]]:
    """The headings between results, each after the position of the result below it."""
    position = 0
    for section in page.sections:
        if section.title and section.numbered:
            yield position, section.title
        position += len(section.items)


def _foot(page: Page, items: Sequence[Item], frame: Frame) -> list[str]:
    """How the results were checked, and what the signs beside them mean, below a blank row."""
    if not frame.to.rich or page.footer is None:
        return ["", *_paragraphs(page.closing, "", frame)]
    # There is no limit to name: one can go down to every result.
    footer = page.footer._replace(total=0, hints=())
    rows = [item.row for item in items if item.row]
    lines = grid.footer_lines(rows, footer, Layout(frame.width), frame.translator)
    return ["", *_rows(lines, frame)]


def _draw_items(items: Sequence[Item], first: int, state: State, frame: Frame) -> list[list[str]]:
    """Results as rows, each apart, the chosen one with its mark."""
    if not frame.to.rich:
        return [_plain(item, first + n, state, frame) for n, item in enumerate(items)]
    mark = _MARK if frame.width >= _MARK_FROM else ""
    inner = frame._replace(width=frame.width - len(mark))
    drawn = grid.blocks(items, Layout(inner.width), frame.lines, frame.translator)
    marks = [mark if n == state.chosen - first else " " * len(mark) for n in range(len(drawn))]
    return [
        [f"{before}{row}" if row else "" for row in _rows(lines, inner)]
        for before, lines in zip(marks, drawn, strict=True)
    ]


def _plain(item: Item, position: int, state: State, frame: Frame) -> list[str]:
    """A result as plain text, with a blank row below it."""
    total = len(state.results.hits) if state.results else 0
    section = Section((item,), numbered=True, first=position + 1, total=total)
    return [*_page_rows(Page(sections=(section,)), frame), ""]


def _in_view(drawn: Sequence[list[str]], chosen: int, free: int) -> slice:
    """The results in view: the chosen one whole where it can be, and no other one in part."""
    start = 0
    while start < chosen and _height(drawn[start : chosen + 1]) > free:
        start += 1
    end = min(chosen + 1, len(drawn))
    while end < len(drawn) and _height(drawn[start : end + 1]) <= free:
        end += 1
    return slice(start, end)


def _height(drawn: Sequence[list[str]]) -> int:
    """The rows of some results, without a blank one below the last."""
    return sum(map(len, drawn)) - (not drawn[-1][-1])


def _box(words: str, frame: Frame) -> str:
    """The row where words are typed: the end of them, where they are longer than the window."""
    label = frame.translator.pair(frame.translator.text("Words"), "")
    if width_of(label) > frame.width // 2:
        label = ""
    while words and width_of(label + words) >= frame.width:
        words = words[1:]
    return painted([(label + words, "bold")])
