"""Measure how well the search answers: success@1, success@3 and MRR, by language and by tag.

python benchmarks/search_quality.py [--misses]
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

from resource_finder.directory import builtin
from resource_finder.directory.loader import load
from resource_finder.search.build import build
from resource_finder.search.rank import find

QUERIES = Path(__file__).parents[1] / "tests" / "search" / "queries.yaml"


def ranks(queries: list[dict[str, Any]]) -> list[tuple[dict[str, Any], int, list[str]]]:
    """Each query with the rank of its first expected entry (0: not found; 1 where nothing was
    expected and nothing came) and the first three ids."""
    index = build(load(builtin.path()))
    found = []
    for query in queries:
        expected = query["expect"]
        events = any(id[:4].isdigit() and "-" in id for id in expected)
        kinds = ("event",) if events else ("hotline", "program", "notice")
        ids = [hit.entry.id for hit in find(index, query["query"], kinds=kinds)[1]]
        if not expected:
            rank = 0 if ids else 1
        else:
            rank = next((place for place, id in enumerate(ids, 1) if id in expected), 0)
        found.append((query, rank, ids[:3]))
    return found


def line(name: str, values: list[int]) -> str:
    """One line of the table."""
    count = len(values)
    first = sum(rank == 1 for rank in values) / count
    three = sum(1 <= rank <= 3 for rank in values) / count
    mean = sum(1 / rank for rank in values if rank) / count
    return f"{name:<24}{count:>5}{first:>11.3f}{three:>11.3f}{mean:>8.3f}"


def main() -> None:
    """Print the table, and with `--misses` every query that missed the first three."""
    results = ranks(yaml.safe_load(QUERIES.read_text(encoding="utf-8")))
    print(f"{'':<24}{'n':>5}{'success@1':>11}{'success@3':>11}{'MRR':>8}")
    by: dict[str, list[int]] = defaultdict(list)
    for query, rank, _ in results:
        by["all"].append(rank)
        by[query["lang"]].append(rank)
        for tag in query["tags"]:
            by[tag].append(rank)
            by[f"{tag} {query['lang']}"].append(rank)
    for name in sorted(by, key=lambda n: (n not in ("all", "en", "fr"), n)):
        print(line(name, by[name]))
    if "--misses" in sys.argv:
        for query, rank, ids in results:
            if not 1 <= rank <= 3:
                print(
                    query["lang"],
                    query["tags"],
                    repr(query["query"]),
                    query["expect"],
                    "got",
                    rank,
                    ids,
                )


if __name__ == "__main__":
    main()
