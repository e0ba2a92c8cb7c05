"""Compare the search with one that weighs every entry that matches.

    python -m benchmarks.exhaustive [SIZE]

500 queries of words of the summaries, common ones more often, some with a typo: prints for how many
of them the first five and the count are the same.
"""

from __future__ import annotations

import random
import sys
from typing import Final

from benchmarks.invented import directory_of
from resource_finder.bilingual import Language
from resource_finder.directory import builtin
from resource_finder.directory.loader import load
from resource_finder.finder import Finder
from resource_finder.model import Directory
from resource_finder.search import rank, weigher
from resource_finder.search.places import only_says_where
from resource_finder.search.tokens import split_words

QUERIES: Final = 500
SIZE: Final = 10_000
_TYPOS: Final = 10
"""One query in so many has a typo."""


class Exhaustive(weigher.Weigher):
    """Weighs every entry that matches before it says which are sure to fit."""

    def best(self) -> list[weigher.Ranked]:
        """Every entry that matches."""
        every = self.weigh(self.left)
        if only_says_where(self.query):
            return every
        return weigher.low_scores_possible(weigher.high_scores_sure(every))


def queries_of(directory: Directory, count: int, seed: int = 1) -> list[str]:
    """Queries of one to four words that follow each other in a summary, in either language; in some
    of them two letters are swapped."""
    random_ = random.Random(seed)
    queries = []
    for number in range(count):
        summary = random_.choice(directory.entries).summary
        words = split_words(summary[random_.choice([*Language])])
        start = random_.randrange(len(words))
        query = " ".join(words[start : start + random_.randint(1, 4)])
        middle = len(query) // 2
        if number % _TYPOS == 0:
            query = query[:middle] + query[middle : middle + 2][::-1] + query[middle + 2 :]
        queries.append(query)
    return queries


def main() -> None:
    """Print how many answers are the same."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else SIZE
    directory = directory_of(size, load(builtin.path()))
    queries = queries_of(directory, QUERIES)
    with Finder.of(directory) as finder:
        quick = [finder.find(words) for words in queries]
        setattr(rank, "Weigher", Exhaustive)  # noqa: B010
        same = sum(finder.find(w) == answer for w, answer in zip(queries, quick, strict=True))
    shares = sorted(answer.total / len(directory.entries) for answer in quick)
    print(
        f"{size} entries: of {QUERIES} queries {same} have the same first five and the same count;"
        f" half of them match more than {shares[QUERIES // 2]:.1%} of all entries,"
        f" one in ten more than {shares[-QUERIES // 10]:.1%}"
    )


if __name__ == "__main__":
    main()
