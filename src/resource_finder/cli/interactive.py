"""The interactive search: reads keys and shows results on a screen of its own, of which nothing
remains in the terminal afterwards."""

from __future__ import annotations

from collections.abc import Callable

from resource_finder.bilingual import Language
from resource_finder.cli.search_state import Search, State, handle_keys, searched
from resource_finder.cli.search_window import draw
from resource_finder.cli.tty import Terminal
from resource_finder.finder import Finder, Results
from resource_finder.i18n import is_available
from resource_finder.render.terminal import Screen
from resource_finder.search.person import Person
from resource_finder.search.query import Query
from resource_finder.search.rank import Hit
from resource_finder.views.entry import ViewContext
from resource_finder.views.interactive import InteractiveTranslator


def interactive_search(
    view: ViewContext, find: Callable[[str], Results], private: bool = False
) -> Search:
    """The search in every language that the program can write in, with what `find` gives for words.

    An id finds its entry; where no word is searched, the crisis lines are listed.
    """
    translator = view.translator
    first = InteractiveTranslator(translator.language, translator.urgent_language)
    views = {translator.language: view._replace(translator=first)}
    if translator.language == translator.urgent_language:
        views |= {
            other: view._replace(translator=InteractiveTranslator(other))
            for other in Language
            if other != translator.language and is_available(other)
        }
    before_typing = Finder(view.index).crisis_lines()

    def answer(words: str) -> Results:
        if not words.strip():
            return before_typing
        results = find(words)
        entry = view.index.entry(words.strip())
        if entry:
            others = tuple(hit for hit in results.hits if hit.entry.id != entry.id)
            return results._replace(hits=(Hit(entry, (), 0.0), *others))
        return results if _says_something(results.query) else before_typing

    return Search(views, answer, private)


def _says_something(query: Query) -> bool:
    """Whether a query has more than stop words."""
    return bool(query.terms or query.numbers or query.regions or query.person != Person())


def run(
    search: Search, language: Language, screen: Callable[[], Screen], terminal: Terminal
) -> None:
    """Show a window, read keys, show the next, until one leaves.

    `screen` is called for each window, which may have changed its size.
    """
    state: State | None = searched(State(language), search)
    while state is not None:
        size, to = terminal.size(), screen()
        to = to._replace(width=min(to.width or size.columns, size.columns))
        window = draw(state, search, to, size.lines)
        terminal.show(window.rows, window.cursor, size)
        state = state._replace(first=window.first)
        state = handle_keys(state, terminal.read_keys(), window, search)
