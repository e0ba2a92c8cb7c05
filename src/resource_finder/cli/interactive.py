"""The interactive search: words are asked for inside, and answered on a screen that leaves
nothing behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from resource_finder.cli import tty
from resource_finder.cli.tty import Terminal
from resource_finder.finder import Results
from resource_finder.i18n import Translator
from resource_finder.model import Entry
from resource_finder.render.terminal import Screen, folded, render
from resource_finder.text import width_of
from resource_finder.views import pages
from resource_finder.views.detail import card
from resource_finder.views.document import Page
from resource_finder.views.entry import ViewContext

MAX_LINE_CHARS: Final = 200
"""Characters that a line of words can have."""

Search = Callable[[str], Results]
"""From words to the services that answer them."""


class InteractiveTranslator(Translator):
    """Names no command to type: inside, an id alone opens its entry."""

    def command(self, name: str, rest: str) -> str:
        """What to type here."""
        return rest


class Now(NamedTuple):
    """What is on view, and what has been typed."""

    page: Page
    line: str = ""
    top: int = 0
    listed: tuple[Entry, ...] = ()
    """The entries that a number opens."""
    results: Page | None = None
    """The last list; None before the first search."""


class Frame(NamedTuple):
    """The rows of a window; how far a page key moves, and the last row that can stand on top."""

    rows: tuple[str, ...]
    step: int
    last: int


def quiet_view(view: ViewContext) -> ViewContext:
    """The same view, which names no command to type and gives no unconfirmed number."""
    translator = InteractiveTranslator(view.translator.language, view.translator.urgent)
    return ViewContext(translator, view.index, view.today)


def opening(view: ViewContext) -> Now:
    """The first view: the urgent lines, and what to do."""
    text = view.translator.text
    said = [
        text("Type what is needed, a place or an age, then Enter. What you type is kept nowhere."),
        text("Never type a child’s name, nor anything that could identify someone."),
        text("If this device may be watched, a phone or another device may be safer."),
    ]
    return Now(pages.frame(view, (), opening=said))


def pressed(now: Now, key: str, frame: Frame, view: ViewContext, search: Search) -> Now | None:
    """What is on view after a key; None to leave."""
    answered, empty = now.results is not None, not now.line
    if key == tty.LEAVE or (key == "q" and answered and empty):
        return None
    if key == tty.ENTER:
        return _entered(now, view, search)
    if key == tty.CLEAR:
        return now._replace(line="")
    if key == tty.BACK:
        if empty and now.results is not None:
            return now._replace(page=now.results, top=0 if now.page != now.results else now.top)
        return now._replace(line=now.line[:-1])
    moves = _moves(now, frame)
    if key in moves and (key != " " or empty):
        return now._replace(top=min(max(now.top + moves[key], 0), frame.last))
    if len(key) == 1 and len(now.line) < MAX_LINE_CHARS:
        return now._replace(line=now.line + key)
    return now


def _moves(now: Now, frame: Frame) -> dict[str, int]:
    """By how many rows each key moves the page."""
    return {
        tty.UP: -1, tty.DOWN: 1, " ": frame.step,
        tty.PAGE_UP: -frame.step, tty.PAGE_DOWN: frame.step,
        tty.HOME: -now.top, tty.END: frame.last,
    }  # fmt: skip


def _entered(now: Now, view: ViewContext, search: Search) -> Now | None:
    """The answer to a line: a card for a number of the list or an id, else a search."""
    typed = now.line.removeprefix("/").strip()
    if typed == "" or now.line == "q":
        return None
    entry = view.index.entry(typed)
    if typed.isdecimal() and 1 <= int(typed) <= len(now.listed):
        entry = now.listed[int(typed) - 1]
    if entry is not None:
        page = card(entry, view)
        return now._replace(page=page, line="", top=0, results=now.results or page)
    results = search(typed)
    page = pages.find_page(view, results._replace(events=0))
    # A table has no numbers to choose an entry by.
    page = page._replace(sections=tuple(s._replace(table=None) for s in page.sections))
    return Now(page, listed=tuple(hit.entry for hit in results.hits), results=page)


def framed(now: Now, to: Screen, lines: int, translator: Translator) -> Frame:
    """The window: the page or a part of it, the keys that work, and the line being typed.

    Where only a part has room, the urgent lines stay in sight, short, below it.
    """
    to = to._replace(height=None)
    prompt = _prompt(now.line, to, translator)
    body = _folded(now.page, to, translator)
    foot = [*_foot([_keys(now, "", translator)], to, translator), prompt]
    spare = lines - len(body) - len(foot)
    if spare >= 0:
        return Frame((*body, *[""] * spare, *foot), 1, 0)
    size = len(_long_foot(now, len(body), len(body), to, lines, translator))
    room = max(lines - size - 1, 1)
    last = max(len(body) - room, 0)
    top = min(now.top, last)
    shown = body[top : top + room]
    foot = [*_long_foot(now, top + room, len(body), to, lines, translator), prompt]
    blank = [""] * (lines - len(shown) - len(foot))
    return Frame((*shown, *blank, *foot)[-lines:], max(room - 1, 1), last)


def _long_foot(
    now: Now, seen: int, total: int, to: Screen, lines: int, translator: Translator
) -> list[str]:
    """The foot of a page that is longer than the window; shorter where the window is low."""
    # A space belongs to the words while a line is typed.
    more = (
        "" if now.line else translator.text("Space: more ({seen}/{total}).", seen=seen, total=total)
    )
    leave = translator.text("Esc: leave at once.")
    feet = (
        [now.page.reminder, _keys(now, more, translator)],
        [now.page.reminder, f"{leave} {more}".rstrip()],
        [leave],
    )
    rows = [_foot(foot, to, translator) for foot in feet]
    return next((foot for foot in rows if len(foot) <= lines // 2), [])


def _foot(said: Sequence[str], to: Screen, translator: Translator) -> list[str]:
    """Sentences as rows, below a blank one."""
    return _folded(Page((), "", (), closing=tuple(said)), to, translator)


def _folded(page: Page, to: Screen, translator: Translator) -> list[str]:
    """A page as the rows of the window."""
    lines = render(page, to, translator).removesuffix("\n").split("\n")
    return [row for line in lines for row in folded(line, to.width)]


def _keys(now: Now, more: str, translator: Translator) -> str:
    """What the keys do now; `more` says how to read on."""
    if now.line.isdecimal() and 1 <= int(now.line) <= len(now.listed):
        return translator.text("Enter: open that entry. Esc: leave at once.")
    if now.line or now.results is None:
        keys = translator.text("Enter: search. Esc: leave at once.")
        return f"{keys} {more}".rstrip()
    said = [translator.text("Esc, q or Enter: leave at once."), more]
    if now.page is not now.results:
        said.append(translator.text("Backspace: back to the list."))
    elif now.listed:
        said.append(translator.text("Number and Enter: open that entry."))
    said.append(translator.text("Words and Enter: search again (/ first for a word in q)."))
    return " ".join(part for part in said if part)


def _prompt(line: str, to: Screen, translator: Translator) -> str:
    """The row where words are typed: the end of them, where they are longer than the window."""
    shown = translator.pair(translator.text("Words"), line)
    while width_of(shown) >= (to.width or 80) and shown:
        shown = shown[1:]
    return shown


def converse(view: ViewContext, search: Search, to: Callable[[], Screen], at: Terminal) -> None:
    """Show, read a key, show again, until someone leaves."""
    now: Now | None = opening(view)
    while now is not None:
        columns, lines = at.size()
        wanted = to()
        wanted = wanted._replace(width=min(wanted.width or columns, columns))
        frame = framed(now, wanted, lines, view.translator)
        at.show(frame.rows)
        for key in at.typed():
            now = pressed(now, key, frame, view, search)
            if now is None:
                return
