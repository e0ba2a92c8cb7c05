"""The interactive search without a screen: what has been typed and chosen, and what each key
changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from resource_finder.bilingual import Language
from resource_finder.cli.keys import (
    BACK,
    CLEAR,
    CLEAR_WORD,
    DOWN,
    END,
    ENTER,
    ESCAPE,
    HELP,
    HOME,
    LEAVE,
    LEFT,
    PAGE_DOWN,
    PAGE_UP,
    PASTE,
    PASTED,
    TAB,
    UP,
)
from resource_finder.finder import Results
from resource_finder.views.entry import ViewContext

MAX_CHARS: Final = 1_000
"""Characters that are typed at most: without a limit the words could grow for as long as a key is
held down."""


class Search(NamedTuple):
    """What the search works with: a view for each language that can be shown, what `find` gives for
    some words, and whether Esc leaves at once from anywhere."""

    views: Mapping[Language, ViewContext]
    find: Callable[[str], Results]
    private: bool = False

    def other(self, language: Language) -> Language | None:
        """The language to change to; None where there is no other."""
        return next((other for other in self.views if other != language), None)


class State(NamedTuple):
    """What is typed, found and shown.

    `results` are those of the words `searched`, None before the first search. `chosen` is the
    position of the chosen result and `first` that of the first one in view. `opened` is the id of
    the entry that is shown in place of the results, `top` the first of its rows in view; with
    `keys`, the keys are shown in place of both. `pasting`: what comes is pasted text.
    """

    language: Language
    words: str = ""
    searched: str = ""
    results: Results | None = None
    chosen: int = 0
    first: int = 0
    opened: str = ""
    top: int = 0
    keys: bool = False
    pasting: bool = False


class Window(NamedTuple):
    """A window as it was drawn: its rows, the row at whose end the cursor stands, and how far the
    page moves: `first` is the first result or row in view, `shown` how many are, `last` the
    greatest `top`."""

    rows: tuple[str, ...]
    cursor: int
    first: int = 0
    shown: int = 1
    last: int = 0


def listed(results: Results, view: ViewContext) -> Sequence[str]:
    """The ids of the entries that can be chosen: those found, else those to ask instead."""
    return [hit.entry.id for hit in results.hits] or view.index.header.fallback_services


def searched(state: State, search: Search) -> State:
    """The state with the results of its words, the first of them chosen."""
    if state.results is not None and state.searched == state.words:
        return state
    results = search.find(state.words)
    return state._replace(results=results, searched=state.words, chosen=0, first=0)


def handle_keys(state: State, keys: Iterable[str], window: Window, search: Search) -> State | None:
    """The state after some keys, searched once; None to leave. `window` is what was in view."""
    for key in keys:
        after = step(state, key, window, search)
        if after is None:
            return None
        state = after
    return searched(state, search)


def step(state: State, key: str, window: Window, search: Search) -> State | None:
    """The state after one key; None to leave."""
    if key == LEAVE or (key == ESCAPE and (search.private or _is_at_box(state))):
        return None
    if key in (PASTE, PASTED):
        return state._replace(pasting=key == PASTE)
    if state.pasting and key in (ENTER, TAB):
        key = " "
    words = _edited(state, key)
    if words is not None:
        return state._replace(words=words, opened="", top=0, keys=False)
    if key in (ESCAPE, LEFT):
        return _back(state)
    if key == TAB:
        return state._replace(language=search.other(state.language) or state.language)
    if key == HELP:
        return state._replace(keys=not state.keys, top=0)
    if state.opened or state.keys:
        return _read_on(state, key, window)
    return _choose(searched(state, search), key, window, search)


def _is_at_box(state: State) -> bool:
    return not (state.opened or state.keys)


def _back(state: State) -> State:
    """From the keys to what they covered, from an entry to the results."""
    if state.keys:
        return state._replace(keys=False, top=0, pasting=False)
    return state._replace(opened="", top=0, pasting=False)


def _edited(state: State, key: str) -> str | None:
    """The words after a key that edits them; None for another key. Backspace only goes back where
    the words are not in view."""
    if key == BACK:
        return state.words[:-1] if _is_at_box(state) else state.words
    if key == CLEAR:
        return ""
    if key == CLEAR_WORD:
        kept = state.words.rstrip(" ").rpartition(" ")
        return kept[0] + kept[1]
    if len(key) == 1:
        return (state.words + key)[:MAX_CHARS]
    return None


def _read_on(state: State, key: str, window: Window) -> State:
    """Move the page that is in view, by a row or nearly by a window."""
    moves = {
        UP: -1, DOWN: 1, HOME: -state.top, END: window.last,
        PAGE_UP: 1 - window.shown, PAGE_DOWN: window.shown - 1,
    }  # fmt: skip
    return state._replace(top=min(max(state.top + moves.get(key, 0), 0), window.last))


def _choose(state: State, key: str, window: Window, search: Search) -> State:
    """Choose another result, or open the chosen one."""
    assert state.results is not None
    ids = listed(state.results, search.views[state.language])
    if not ids:
        return state
    if key == ENTER:
        return state._replace(opened=ids[state.chosen], top=0)
    last = len(ids) - 1
    if key == PAGE_DOWN and state.first + window.shown <= last:
        first = state.first + window.shown
        return state._replace(first=first, chosen=first)
    if key == PAGE_UP and state.first:
        first = max(state.first - window.shown, 0)
        return state._replace(first=first, chosen=first)
    moves = {UP: -1, DOWN: 1, PAGE_UP: -last, PAGE_DOWN: last, HOME: -last, END: last}
    return state._replace(chosen=min(max(state.chosen + moves.get(key, 0), 0), last))
