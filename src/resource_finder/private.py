"""The private look: words are asked for inside, and answered on a screen that leaves nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from resource_finder import pages, terminal
from resource_finder.brief import Reader
from resource_finder.card import card
from resource_finder.model import Entry
from resource_finder.page import Page
from resource_finder.query import Query
from resource_finder.screen import Screen, folded, render, width_of
from resource_finder.search import Hit
from resource_finder.terminal import Terminal
from resource_finder.wording import Voice

LONGEST: Final = 200
"""Characters that a line of words can have."""

Look = Callable[[str], tuple[Query, Sequence[Hit], int]]
"""Words to what they ask, the services to show, and how many there are."""


class Quiet(Voice):
    """A voice that names no command to type: inside, an id alone opens its entry."""

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


def opening(reader: Reader) -> Now:
    """The first view: the urgent lines, and what to do."""
    say = reader.voice.say
    said = [
        say("Type what is needed, a place or an age, then Enter. What you type is kept nowhere."),
        say("Never type a child’s name, nor anything that could identify someone."),
        say("If this device may be watched, a phone or another device may be safer."),
    ]
    return Now(pages.frame(reader, (), opening=said))


def pressed(now: Now, key: str, frame: Frame, reader: Reader, look: Look) -> Now | None:
    """What is on view after a key; None to leave."""
    answered, empty = now.results is not None, not now.line
    if key == terminal.LEAVE or (key == "q" and answered and empty):
        return None
    if key == terminal.ENTER:
        return _entered(now, reader, look)
    if key == terminal.CLEAR:
        return now._replace(line="")
    if key == terminal.BACK:
        if empty and now.results is not None:
            return now._replace(page=now.results, top=0 if now.page != now.results else now.top)
        return now._replace(line=now.line[:-1])
    moves = _moves(now, frame)
    if key in moves and (key != " " or empty):
        return now._replace(top=min(max(now.top + moves[key], 0), frame.last))
    if len(key) == 1 and len(now.line) < LONGEST:
        return now._replace(line=now.line + key)
    return now


def _moves(now: Now, frame: Frame) -> dict[str, int]:
    """By how many rows each key moves the page."""
    return {
        terminal.UP: -1, terminal.DOWN: 1, " ": frame.step,
        terminal.PAGE_UP: -frame.step, terminal.PAGE_DOWN: frame.step,
        terminal.HOME: -now.top, terminal.END: frame.last,
    }  # fmt: skip


def _entered(now: Now, reader: Reader, look: Look) -> Now | None:
    """The answer to a line: a card for a number of the list or an id, else a search."""
    asked = now.line.removeprefix("/").strip()
    if asked == "" or now.line == "q":
        return None
    entry = reader.index.entry(asked)
    if asked.isdecimal() and 1 <= int(asked) <= len(now.listed):
        entry = now.listed[int(asked) - 1]
    if entry is not None:
        page = card(entry, reader)
        return now._replace(page=page, line="", top=0, results=now.results or page)
    query, hits, total = look(asked)
    page = pages.nothing(reader, query)
    if hits:
        page = pages.found(reader, query, hits, total, 0, explain=False)
    # A table has no numbers to choose an entry by.
    page = page._replace(sections=tuple(s._replace(table=None) for s in page.sections))
    return Now(page, listed=tuple(hit.entry for hit in hits), results=page)


def framed(now: Now, to: Screen, lines: int, voice: Voice) -> Frame:
    """The window: the page or a part of it, the keys that work, and the line being typed.

    Where only a part has room, the urgent lines stay in sight, short, below it.
    """
    to = to._replace(height=None)
    prompt = _prompt(now.line, to, voice)
    body = _folded(now.page, to, voice)
    foot = [*_foot([_keys(now, "", voice)], to, voice), prompt]
    spare = lines - len(body) - len(foot)
    if spare >= 0:
        return Frame((*body, *[""] * spare, *foot), 1, 0)
    size = len(_long_foot(now, len(body), len(body), to, lines, voice))
    room = max(lines - size - 1, 1)
    last = max(len(body) - room, 0)
    top = min(now.top, last)
    shown = body[top : top + room]
    foot = [*_long_foot(now, top + room, len(body), to, lines, voice), prompt]
    blank = [""] * (lines - len(shown) - len(foot))
    return Frame((*shown, *blank, *foot)[-lines:], max(room - 1, 1), last)


def _long_foot(now: Now, seen: int, total: int, to: Screen, lines: int, voice: Voice) -> list[str]:
    """The foot of a page that is longer than the window; shorter where the window is low."""
    # A space belongs to the words while a line is typed.
    more = "" if now.line else voice.say("Space: more ({seen}/{total}).", seen=seen, total=total)
    leave = voice.say("Esc: leave at once.")
    feet = (
        [now.page.reminder, _keys(now, more, voice)],
        [now.page.reminder, f"{leave} {more}".rstrip()],
        [leave],
    )
    rows = [_foot(foot, to, voice) for foot in feet]
    return next((foot for foot in rows if len(foot) <= lines // 2), [])


def _foot(said: Sequence[str], to: Screen, voice: Voice) -> list[str]:
    """Sentences as rows, below a blank one."""
    return _folded(Page((), "", (), closing=tuple(said)), to, voice)


def _folded(page: Page, to: Screen, voice: Voice) -> list[str]:
    """A page as the rows of the window."""
    lines = render(page, to, voice).removesuffix("\n").split("\n")
    return [row for line in lines for row in folded(line, to.width)]


def _keys(now: Now, more: str, voice: Voice) -> str:
    """What the keys do now; `more` says how to read on."""
    if now.line.isdecimal() and 1 <= int(now.line) <= len(now.listed):
        return voice.say("Enter: open that entry. Esc: leave at once.")
    if now.line or now.results is None:
        keys = voice.say("Enter: search. Esc: leave at once.")
        return f"{keys} {more}".rstrip()
    said = [voice.say("Esc, q or Enter: leave at once."), more]
    if now.page is not now.results:
        said.append(voice.say("Backspace: back to the list."))
    elif now.listed:
        said.append(voice.say("Number and Enter: open that entry."))
    said.append(voice.say("Words and Enter: search again (/ first for a word in q)."))
    return " ".join(part for part in said if part)


def _prompt(line: str, to: Screen, voice: Voice) -> str:
    """The row where words are typed: the end of them, where they are longer than the window."""
    shown = voice.pair(voice.say("Words"), line)
    while width_of(shown) >= (to.width or 80) and shown:
        shown = shown[1:]
    return shown


def converse(reader: Reader, look: Look, to: Callable[[], Screen], at: Terminal) -> None:
    """Show, read a key, show again, until someone leaves."""
    now: Now | None = opening(reader)
    while now is not None:
        columns, lines = at.size()
        wanted = to()
        wanted = wanted._replace(width=min(wanted.width or columns, columns))
        frame = framed(now, wanted, lines, reader.voice)
        at.show(frame.rows)
        for key in at.typed():
            now = pressed(now, key, frame, reader, look)
            if now is None:
                return
