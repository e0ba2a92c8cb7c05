"""Measure the processor time of keys in the interactive search, and of the queries behind them.

    python benchmarks/interactive.py [queries]

Every query of `tests/search/queries.yaml` (or the first so many) is typed letter by letter in a
window of 80 by 24 and drawn after each letter; then the next results are chosen, and one is opened.
A key is all that follows it: search, page, rows. Run it on an idle core: process time grows where
others share its caches.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import yaml

from resource_finder.bilingual import Language
from resource_finder.cli import keys
from resource_finder.cli.interactive import interactive_search
from resource_finder.cli.search_state import State, handle_keys, searched
from resource_finder.cli.search_window import draw
from resource_finder.finder import Finder, Results
from resource_finder.i18n import Translator
from resource_finder.render.terminal import Screen
from resource_finder.views.entry import ViewContext

QUERIES = Path(__file__).parents[1] / "tests" / "search" / "queries.yaml"
AFTER_WORDS = (keys.DOWN, keys.DOWN, keys.PAGE_DOWN, keys.ENTER, keys.PAGE_DOWN, keys.TAB)


class Measurement:
    """The milliseconds of processor time that keys and queries took, by what was measured."""

    def __init__(self, finder: Finder) -> None:
        self.finder = finder
        self.taken: dict[str, list[float]] = {"a letter": [], "another key": [], "a query": []}

    def note(self, what: str, start: float) -> None:
        """Note the time since `start`."""
        self.taken[what].append((time.process_time() - start) * 1000)

    def find(self, words: str) -> Results:
        """Answer a query."""
        start = time.process_time()
        results = self.finder.find(words, limit=None)
        self.note("a query", start)
        return results

    def type(self, query: str, language: Language) -> None:
        """Type a query, then press the other keys, and draw each window."""
        view = ViewContext(Translator(language), self.finder.index, date(2026, 11, 23))
        search, to = interactive_search(view, self.find), Screen(80, None, True)
        state = searched(State(language), search)
        window = draw(state, search, to, 24)
        for key in [*query, *AFTER_WORDS]:
            start = time.process_time()
            after = handle_keys(state._replace(first=window.first), [key], window, search)
            assert after is not None
            state, window = after, draw(after, search, to, 24)
            self.note("a letter" if len(key) == 1 else "another key", start)


def measure(finder: Finder, queries: Sequence[str]) -> dict[str, list[float]]:
    """The milliseconds of each key and of each query."""
    measurement = Measurement(finder)
    for number, query in enumerate(queries):
        measurement.type(query, list(Language)[number % 2])
    return measurement.taken


def main() -> None:
    """Print the percentiles."""
    cases = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))
    queries = [case["query"] for case in cases][: int(sys.argv[1]) if len(sys.argv) > 1 else None]
    with Finder.open() as finder:
        measure(finder, queries[:5])  # The first keys load modules and fill caches.
        taken = measure(finder, queries)
    print(f"{sys.version.split()[0]}, {len(queries)} queries, milliseconds of processor time")
    print(f"{'':<12}{'number':>8}{'median':>8}{'p95':>8}{'p99':>8}{'most':>8}")
    for name, values in taken.items():
        cuts = statistics.quantiles(values, n=100)
        figures = (statistics.median(values), cuts[94], cuts[98], max(values))
        print(f"{name:<12}{len(values):>8}" + "".join(f"{figure:>8.1f}" for figure in figures))


if __name__ == "__main__":
    main()
