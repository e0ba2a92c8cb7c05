"""Measure the search on the queries of `tests/search/fresh/`, which nobody tuned it for.

python benchmarks/fresh_queries.py [--misses]

success@3: an entry that answers is among the first three; callable@3: one that has a number is, of
the queries that such an entry answers; others@3: queries with an entry for other people among the
first three; empty: queries that find nothing. What only events of the timeline answer is asked of
them.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from resource_finder.directory import builtin
from resource_finder.directory.contacts import numbers_to_give
from resource_finder.directory.loader import load
from resource_finder.finder import Finder

_EVENT_ID = re.compile(r"\d{4}-")
FRESH = Path(__file__).parents[1] / "tests" / "search" / "fresh"


class Answer(NamedTuple):
    """How one query was answered; `reachable` is None where no entry that answers has a number."""

    query: dict[str, Any]
    first: list[str]
    found: bool
    reachable: bool | None
    others: list[str]
    empty: bool


def answer(query: dict[str, Any], finder: Finder, numbered: set[str]) -> Answer:
    """The answer to one query, measured."""
    only_events = all(map(_EVENT_ID.match, query["expect"]))
    words = query["query"]
    # `find` tells how many past events match, and how to read them.
    hits = (
        finder.search(words, kinds=("event",))[1]
        if only_events
        else finder.find(words, limit=None).hits
    )
    first = [hit.entry.id for hit in hits[:3]]
    expected, kept = set(query["expect"]), set(query.get("keep", ()))
    found = bool(expected & set(first)) and (not kept or bool(kept & set(first)))
    reachable = bool(expected & numbered & set(first)) if expected & numbered else None
    others = [id for id in first if id in query.get("others", ())]
    return Answer(query, first, found, reachable, others, not hits)


def shares(answers: list[Answer]) -> tuple[float, float, int, int]:
    """success@3, callable@3, others@3 and empty pages of some answers."""
    reachable = [a.reachable for a in answers if a.reachable is not None]
    return (
        sum(a.found for a in answers) / len(answers),
        sum(reachable) / len(reachable) if reachable else 1.0,
        sum(bool(a.others) for a in answers),
        sum(a.empty for a in answers),
    )


def columns(success: float, can_call: float, others: int, empty: int) -> str:
    """One measurement, as a part of a line."""
    return f"{success:>11.3f}{can_call:>12.3f}{others:>10}{empty:>7}"


def print_set(name: str, document: dict[str, Any], answers: list[Answer]) -> None:
    """The first measurement of a set and today's, by language, then today's by kind of query."""
    groups: dict[str, list[Answer]] = defaultdict(list)
    for one in answers:
        for key in ("lang", "tag", "who"):
            if key in one.query:
                groups[one.query[key]].append(one)
    for language in ("en", "fr"):
        first, some = document["first"][language], groups[language]
        then = first["success@3"], first["callable@3"], first.get("others@3", 0), first["empty"]
        print(f"{f'{name} {language}':<16}{len(some):>5}{columns(*then)} {columns(*shares(some))}")
    for kind in sorted(groups.keys() - {"en", "fr"}):
        some = groups[kind]
        print(f"  {kind:<14}{len(some):>5}{'':>41}{columns(*shares(some))}")


def main() -> None:
    """Print the table, and with `--misses` every query that was not answered well."""
    directory = load(builtin.path())
    numbered = {s.id for s in directory.services if numbers_to_give(s)}
    heads = f"{'success@3':>11}{'callable@3':>12}{'others@3':>10}{'empty':>7}"
    print(f"{'':<21}{'first measurement':>40} {'today':>40}\n{'':<16}{'n':>5}{heads} {heads}")
    documents = {path: yaml.safe_load(path.read_text(encoding="utf-8")) for path in FRESH.iterdir()}
    with Finder.of(directory) as finder:
        for path in sorted(documents):
            answers = [answer(query, finder, numbered) for query in documents[path]["queries"]]
            print_set(path.stem, documents[path], answers)
            if "--misses" in sys.argv:
                for one in answers:
                    if not one.found or one.others or one.reachable is False:
                        print("   ", repr(one.query["query"]), one.first, "others:", one.others)


if __name__ == "__main__":
    main()
