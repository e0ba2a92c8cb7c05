"""The search of `--private`: asks for words and shows answers on a screen of its own, of which
nothing remains in the terminal afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from resource_finder.cli import tty
from resource_finder.cli.tty import Terminal
from resource_finder.finder import Results
from resource_finder.i18n import Translator
from resource_finder.model import Entry
from resource_finder.render.terminal import Screen, render, terminal_rows
from resource_finder.text import width_of
from resource_finder.views import pages
from resource_finder.views.detail import entry_page
from resource_finder.views.document import Page
from resource_finder.views.entry import ViewContext

MAX_LINE_CHARS: Final = 200
"""Further characters are not taken: without a limit a line could grow for as long as a key is held
down."""

Search = Callable[[str], Results]
"""Finds the services for some words."""


class InteractiveTranslator(Translator):
    """Shows an id where other pages show a command: typing the id opens its entry."""

    def command(self, name: str, rest: str) -> str:
        """What to type on this screen: the id alone."""
        return rest


class State(NamedTuple):
    """What is shown, and what has been typed.

    `top` is the first row of the page that is shown; a number typed opens one of the entries
    `listed`; `results` is the last list, None before the first search.
    """

    page: Page
    line: str = ""
    top: int = 0
    listed: tuple[Entry, ...] = ()
    results: Page | None = None


class Window(NamedTuple):
    """The rows of a window: `step` is how many a page key moves, `last` the greatest `top`."""

    rows: tuple[str, ...]
    step: int
    last: int


def interactive_view(view: ViewContext) -> ViewContext:
    """The same view, but without commands to type and without unconfirmed numbers."""
    translator = InteractiveTranslator(view.translator.language, view.translator.urgent_language)
    return ViewContext(translator, view.index, view.today, police=view.police)


def first_state(view: ViewContext) -> State:
    """Before the first search: the urgent lines, and what to do."""
    text = view.translator.text
    sentences = [
        text("Type a need, a place or an age, then press Enter. Nothing you type is saved."),
        text("Never type a child’s name, nor anything that could identify someone."),
        text(
            "If someone may be monitoring this device, it may be safer to use a different "
            "phone or device."
        ),
    ]
    return State(pages.make_page(view, (), opening=sentences))


def handle_key(
    state: State, key: str, window: Window, view: ViewContext, search: Search
) -> State | None:
    """The state after a key was pressed; None to leave."""
    answered, empty = state.results is not None, not state.line
    if key == tty.LEAVE or (key == "q" and answered and empty):
        return None
    if key == tty.ENTER:
        return _handle_enter(state, view, search)
    if key == tty.CLEAR:
        return state._replace(line="")
    if key == tty.BACK:
        if empty and state.results is not None:
            return state._replace(
                page=state.results, top=0 if state.page != state.results else state.top
            )
        return state._replace(line=state.line[:-1])
    moves = _moves(state, window)
    if key in moves and (key != " " or empty):
        return state._replace(top=min(max(state.top + moves[key], 0), window.last))
    if len(key) == 1 and len(state.line) < MAX_LINE_CHARS:
        return state._replace(line=state.line + key)
    return state


def _moves(state: State, window: Window) -> dict[str, int]:
    """By how many rows each key moves the page."""
    return {
        tty.UP: -1, tty.DOWN: 1, " ": window.step,
        tty.PAGE_UP: -window.step, tty.PAGE_DOWN: window.step,
        tty.HOME: -state.top, tty.END: window.last,
    }  # fmt: skip


def _handle_enter(state: State, view: ViewContext, search: Search) -> State | None:
    """The state after Enter: a number of the list, or an id, opens an entry; other words are
    searched."""
    typed = state.line.removeprefix("/").strip()
    if typed == "" or state.line == "q":
        return None
    entry = view.index.entry(typed)
    if typed.isdecimal() and 1 <= int(typed) <= len(state.listed):
        entry = state.listed[int(typed) - 1]
    if entry is not None:
        page = entry_page(entry, view)
        return state._replace(page=page, line="", top=0, results=state.results or page)
    results = search(typed)
    page = pages.find_page(view, results._replace(events=0))
    # Rows have no numbers to choose an entry by.
    page = page._replace(footer=None)
    return State(page, listed=tuple(hit.entry for hit in results.hits), results=page)


def draw_window(state: State, to: Screen, lines: int, translator: Translator) -> Window:
    """The window: the page or a part of it, the keys that work, and the line being typed.

    Where the page is longer than the window, the urgent lines stay visible, short, below it.
    """
    to = to._replace(height=None)
    prompt = _prompt(state.line, to, translator)
    body = _page_rows(state.page, to, translator)
    footer = [*_footer([_keys(state, "", translator)], to, translator), prompt]
    spare = lines - len(body) - len(footer)
    if spare >= 0:
        return Window((*body, *[""] * spare, *footer), 1, 0)
    size = len(_long_footer(state, len(body), len(body), to, lines, translator))
    visible = max(lines - size - 1, 1)  # rows of the page
    last = max(len(body) - visible, 0)
    top = min(state.top, last)
    shown = body[top : top + visible]
    footer = [*_long_footer(state, top + visible, len(body), to, lines, translator), prompt]
    blank = [""] * (lines - len(shown) - len(footer))
    return Window((*shown, *blank, *footer)[-lines:], max(visible - 1, 1), last)


def _long_footer(
    state: State, seen: int, total: int, to: Screen, lines: int, translator: Translator
) -> list[str]:
    """The footer of a page that is longer than the window; shorter where the window is low."""
    # A space belongs to the words while a line is typed.
    more = (
        ""
        if state.line
        else translator.text("Space: more ({seen}/{total}).", seen=seen, total=total)
    )
    leave = translator.text("Esc: leave at once.")
    footers = (
        [state.page.reminder, _keys(state, more, translator)],
        [state.page.reminder, f"{leave} {more}".rstrip()],
        [leave],
    )
    rows = [_footer(footer, to, translator) for footer in footers]
    return next((footer for footer in rows if len(footer) <= lines // 2), [])


def _footer(sentences: Sequence[str], to: Screen, translator: Translator) -> list[str]:
    """Sentences as rows, below a blank one."""
    return _page_rows(Page((), "", (), closing=tuple(sentences)), to, translator)


def _page_rows(page: Page, to: Screen, translator: Translator) -> list[str]:
    """A page as the rows of the window."""
    lines = render(page, to, translator).removesuffix("\n").split("\n")
    return [row for line in lines for row in terminal_rows(line, to.width)]


def _keys(state: State, more: str, translator: Translator) -> str:
    """What the keys do; `more` says how to read on."""
    if state.line.isdecimal() and 1 <= int(state.line) <= len(state.listed):
        return translator.text("Enter: open that entry. Esc: leave at once.")
    if state.line or state.results is None:
        keys = translator.text("Enter: search. Esc: leave at once.")
        return f"{keys} {more}".rstrip()
    sentences = [translator.text("Esc, q or Enter: leave at once."), more]
    if state.page is not state.results:
        sentences.append(translator.text("Backspace: back to the list."))
    elif state.listed:
        sentences.append(translator.text("Number and Enter: open that entry."))
    sentences.append(
        translator.text("Words and Enter: search again (start with / if the word begins with q).")
    )
    return " ".join(part for part in sentences if part)


def _prompt(line: str, to: Screen, translator: Translator) -> str:
    """The row where words are typed: the end of them, where they are longer than the window."""
    shown = translator.pair(translator.text("Words"), line)
    while width_of(shown) >= (to.width or 80) and shown:
        shown = shown[1:]
    return shown


def run(
    view: ViewContext, search: Search, screen: Callable[[], Screen], terminal: Terminal
) -> None:
    """Show a window, read keys, show the next, until one leaves.

    `screen` is called for each window, which may have changed its size.
    """
    state: State | None = first_state(view)
    while state is not None:
        columns, lines = terminal.size()
        to = screen()
        to = to._replace(width=min(to.width or columns, columns))
        window = draw_window(state, to, lines, view.translator)
        terminal.show(window.rows)
        for key in terminal.read_keys():
            state = handle_key(state, key, window, view, search)
            if state is None:
                return
