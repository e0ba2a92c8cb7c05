"""Measure whether a question finds the same in English and in French.

python benchmarks/pairs.py [--misses]

Each pair of `tests/search/pairs.yaml` is asked in both languages. Printed are the shares of pairs
of which the first answers are equal, and the first three in any order; `--misses` prints both
answers of each other pair.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

import yaml

from resource_finder.directory import builtin
from resource_finder.directory.loader import load
from resource_finder.finder import Finder

PAIRS: Final = Path(__file__).parents[1] / "tests" / "search" / "pairs.yaml"


class Pair(NamedTuple):
    """A question in both languages, and the ids of the first three answers to each."""

    en: str
    fr: str
    tags: list[str]
    in_english: list[str]
    in_french: list[str]

    @property
    def same_first(self) -> bool:
        """Whether the first answers are equal."""
        return self.in_english[:1] == self.in_french[:1]

    @property
    def same_three(self) -> bool:
        """Whether the first three are the same, in any order."""
        return set(self.in_english) == set(self.in_french)


def asked(finder: Finder) -> list[Pair]:
    """Every pair with its answers."""
    pairs = yaml.safe_load(PAIRS.read_text(encoding="utf-8"))["pairs"]
    return [
        Pair(**pair, in_english=_three(finder, pair["en"]), in_french=_three(finder, pair["fr"]))
        for pair in pairs
    ]


def _three(finder: Finder, words: str) -> list[str]:
    return [hit.entry.id for hit in finder.find(words, limit=3).hits]


def line(name: str, pairs: Iterable[Pair]) -> str:
    """One line of the table."""
    some = list(pairs)
    first = sum(pair.same_first for pair in some) / len(some)
    three = sum(pair.same_three for pair in some) / len(some)
    return f"{name:<12}{len(some):>5}{first:>13.3f}{three:>13.3f}"


def main() -> None:
    """Print the table, and with `--misses` the pairs that differ."""
    with Finder.of(load(builtin.path())) as finder:
        pairs = asked(finder)
    print(f"{'':<12}{'n':>5}{'first equal':>13}{'three equal':>13}")
    print(line("all", pairs))
    for tag in dict.fromkeys(tag for pair in pairs for tag in pair.tags):
        print(line(tag, (pair for pair in pairs if tag in pair.tags)))
    if "--misses" in sys.argv:
        for pair in pairs:
            if not (pair.same_first and pair.same_three):
                print(f"\n{pair.en}\n    {pair.in_english}\n{pair.fr}\n    {pair.in_french}")


if __name__ == "__main__":
    main()
