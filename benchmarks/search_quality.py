"""Measure how well the search answers, beside plain full-text search over the same text.

python benchmarks/search_quality.py [--misses] [FILE...]

The files hold queries as `tests/search/queries.yaml` does; by default they are this file and the
fresh sets. A table for each compares three ways to answer them: our search; our search with
vocabulary and aliases taken out of the directory; and stock FTS5 (porter stems, any of the words,
bm25 with name 5 and body 1). Another shows our search of the first set by language and by tag.
`--misses` prints where FTS5 finds more, and what our search does not put in the first three.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from resource_finder.bilingual import Language
from resource_finder.directory import builtin
from resource_finder.directory.contacts import numbers_to_give
from resource_finder.directory.loader import load
from resource_finder.finder import Finder
from resource_finder.model import Directory
from resource_finder.search.entry_tokens import searched_texts
from resource_finder.search.index import entry_kind

QUERIES = Path(__file__).parents[1] / "tests" / "search" / "queries.yaml"
SETS = [QUERIES, *sorted((QUERIES.parent / "fresh").glob("*.yaml"))]
SERVICES = ("hotline", "program", "notice")


class Found(NamedTuple):
    """What one query found: the ids in order, and how many of them are sure to fit."""

    query: dict[str, Any]
    ids: list[str]
    sure: int

    @property
    def rank(self) -> int:
        """The rank of the first expected entry (0: not found); where nothing was expected, 1 if
        nothing is sure to fit."""
        expected = self.query["expect"]
        if not expected:
            return int(not self.sure)
        return next((n for n, id in enumerate(self.ids, 1) if id in expected), 0)

    def right(self, count: int) -> set[str]:
        """The expected entries among the first ones."""
        return set(self.ids[:count]) & set(self.query["expect"])


Engine = Callable[[str, Sequence[str]], tuple[list[str], int]]
"""From words and the kinds of entries that are wanted to ids and the number of sure ones."""


def read_queries(path: Path) -> list[dict[str, Any]]:
    """The queries of a file: a list of them, or a document with this list."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    queries: list[dict[str, Any]] = document if isinstance(document, list) else document["queries"]
    return queries


def ranks(queries: list[dict[str, Any]]) -> list[tuple[dict[str, Any], int, list[str]]]:
    """Each query with its rank and the first three ids."""
    found = answers(queries, our_search(load(builtin.path())))
    return [(one.query, one.rank, one.ids[:3]) for one in found]


def answers(queries: list[dict[str, Any]], engine: Engine) -> list[Found]:
    """What each query finds; a query that expects nothing but events is asked of events."""
    found = []
    for query in queries:
        expected = query["expect"]
        events = bool(expected) and all(re.match(r"\d{4}-", id) for id in expected)
        ids, sure = engine(query["query"], ("event",) if events else SERVICES)
        found.append(Found(query, ids, sure))
    return found


def our_search(directory: Directory) -> Engine:
    """The search of the program."""
    finder = Finder.of(directory)

    def search(words: str, kinds: Sequence[str]) -> tuple[list[str], int]:
        # What `find` gives, with the lines that it adds for whoever asks.
        hits = (
            list(finder.find(words, limit=None).hits)
            if tuple(kinds) == SERVICES
            else finder.search(words, kinds=kinds)[1]
        )
        return [hit.entry.id for hit in hits], sum(hit.match == "sure" for hit in hits)

    return search


def without_search_words(directory: Directory) -> Directory:
    """A directory as somebody has it who wrote no words for the search: neither vocabulary nor
    aliases, nor points of lines."""
    services = tuple(service._replace(aliases=()) for service in directory.services)
    header = directory.header._replace(lines_to_call=())
    return directory._replace(header=header, services=services, vocabulary=())


def stock_fts5(directory: Directory) -> Engine:
    """The full-text search of SQLite as it comes, over the text that our search reads."""
    db = sqlite3.connect(":memory:")
    db.execute(
        "CREATE VIRTUAL TABLE entry USING fts5(id UNINDEXED, kind UNINDEXED, name, body,"
        " tokenize = 'porter unicode61 remove_diacritics 2')"
    )
    for entry in directory.entries:
        texts = {"name": "", "body": ""}
        for field, text in searched_texts(entry, directory.header):
            both = " ".join(dict.fromkeys(text[language] for language in Language))
            texts["name" if field == "name" else "body"] += f" {both}"
        row = (entry.id, entry_kind(entry), texts["name"], texts["body"])
        db.execute("INSERT INTO entry VALUES (?, ?, ?, ?)", row)

    def search(words: str, kinds: Sequence[str]) -> tuple[list[str], int]:
        match = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", words))
        marks = ", ".join("?" for _ in kinds)
        rows = db.execute(
            f"SELECT id FROM entry WHERE entry MATCH ? AND kind IN ({marks})"
            " ORDER BY bm25(entry, 0, 0, 5, 1), rowid",
            (match, *kinds),
        )
        ids = [id for (id,) in rows] if match else []
        return ids, len(ids)

    return search


# --- tables --------------------------------------------------------------------------------------


class Measures(NamedTuple):
    """How well an engine answers some queries: `recall` is the share of the right answers, at most
    ten, that are among the first ten; `empty` and `wrong` are counts."""

    at1: float
    at3: float
    at10: float
    recall: float
    call3: float
    mrr: float
    empty: int
    wrong: int


def measure(found: list[Found], callable_ids: frozenset[str]) -> Measures:
    """The measures of the queries that something answers; `wrong` is of the others."""
    wanted = [one for one in found if one.query["expect"]]
    by_phone = [one for one in wanted if callable_ids & set(one.query["expect"])]
    return Measures(
        _mean(one.rank == 1 for one in wanted),
        _mean(1 <= one.rank <= 3 for one in wanted),
        _mean(1 <= one.rank <= 10 for one in wanted),
        _mean(len(one.right(10)) / min(10, len(one.query["expect"])) for one in wanted),
        _mean(bool(one.right(3) & callable_ids) for one in by_phone),
        _mean(1 / one.rank if one.rank else 0 for one in wanted),
        sum(not one.ids for one in wanted),
        sum(bool(one.sure) for one in found if not one.query["expect"]),
    )


def _mean(values: Iterable[float]) -> float:
    tried = list(values)
    return sum(tried) / len(tried) if tried else float("nan")


def compare(
    title: str,
    queries: list[dict[str, Any]],
    directory: Directory,
    variants: Mapping[str, Directory],
    misses: bool,
) -> dict[str, list[Found]]:
    """Print a table of our search of each variant of a directory beside stock FTS5, where the last
    variant is below it, and with `misses` each query of which FTS5 has more right answers in the
    first ten. Gives the answers of each variant."""
    callable_ids = frozenset(s.id for s in directory.services if numbers_to_give(s))
    ours = {name: answers(queries, our_search(one)) for name, one in variants.items()}
    stock = answers(queries, stock_fts5(directory))
    heads = "".join(f"{h:>8}" for h in ("@1", "@3", "@10", "recall", "call@3", "MRR"))
    print(f"\n{f'{title}, {len(queries)} queries':<36}{heads}{'empty':>7}{'wrong':>7}")
    for name, found in {**ours, "stock FTS5": stock}.items():
        *shares, empty, wrong = measure(found, callable_ids)
        columns = "".join(f"{share:>8.3f}" for share in shares)
        print(f"{name:<36}{columns.replace('nan', '  -')}{empty:>7}{wrong:>7}")
    name, found = list(ours.items())[-1]
    below = _below(measure(found, callable_ids), measure(stock, callable_ids))
    print(f"{name}, below stock FTS5: {', '.join(below) or 'nowhere'}")
    if misses:
        for one, other in zip(found, stock, strict=True):
            fewer = len(one.right(10)), len(other.right(10))
            if fewer[0] < fewer[1]:
                print(
                    "   ",
                    repr(one.query["query"]),
                    "right in ten: {} to {},".format(*fewer),
                    one.ids[:3],
                )
    return ours


def _below(ours: Measures, stock: Measures) -> list[str]:
    """The names of the measures in which ours is worse."""
    worse = {"@3": ours.at3 < stock.at3, "recall": ours.recall < stock.recall}
    worse["empty"] = ours.empty > stock.empty
    return [name for name, is_worse in worse.items() if is_worse]


def line(name: str, values: list[int]) -> str:
    """One line of the table by tag."""
    count = len(values)
    first = sum(rank == 1 for rank in values) / count
    three = sum(1 <= rank <= 3 for rank in values) / count
    mean = sum(1 / rank for rank in values if rank) / count
    return f"{name:<24}{count:>5}{first:>11.3f}{three:>11.3f}{mean:>8.3f}"


def by_tag(found: list[Found]) -> dict[str, list[int]]:
    """The ranks of all queries, and of those of each language and tag."""
    by: dict[str, list[int]] = defaultdict(list)
    for one in found:
        language, tags = one.query["lang"], one.query.get("tags", ())
        for name in ("all", language, *tags, *(f"{tag} {language}" for tag in tags)):
            by[name].append(one.rank)
    return by


def main() -> None:
    """Print the tables, and with `--misses` every query that missed."""
    paths = [Path(name) for name in sys.argv[1:] if not name.startswith("--")] or SETS
    misses = "--misses" in sys.argv
    directory = load(builtin.path())
    variants = {
        "ours": directory,
        "ours, no vocabulary, no aliases": without_search_words(directory),
    }
    for path in paths:
        ours = compare(path.stem, read_queries(path), directory, variants, misses)["ours"]
        if misses:
            print("\nours, not in the first three:")
            for query, ids in ((one.query, one.ids[:3]) for one in ours if not 1 <= one.rank <= 3):
                print("   ", query["lang"], repr(query["query"]), query["expect"], ids)
        if path == QUERIES:
            print(f"\n{'':<24}{'n':>5}{'success@1':>11}{'success@3':>11}{'MRR':>8}")
            by = by_tag(ours)
            for name in sorted(by, key=lambda n: (n not in ("all", "en", "fr"), n)):
                print(line(name, by[name]))


if __name__ == "__main__":
    main()
