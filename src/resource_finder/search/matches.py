"""Which entries match the terms of a query, and in which ways: how, and in which field.

Full-text search gives, for each way, every entry that matches; Python notes them as bits of one
number for each entry. Entries with the same number match alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from resource_finder.search.index import SEARCH_FIELDS, Index
from resource_finder.search.query import Query, Term
from resource_finder.search.tokens import Match, MeaningKind, kind_of


class Way(NamedTuple):
    """A way to match: the position of a term, the field, and how; or by each word of a phrase."""

    term: int
    field: str
    how: Match
    literal: bool = False


class Matches(NamedTuple):
    """The ways in which any entry matches a query, and for each entry, by row id, which of them: a
    number of which the bit at the position of a way is set where the entry matches in that way."""

    ways: tuple[Way, ...]
    by_entry: Mapping[int, int]

    def bits_of(self, term: int) -> int:
        """The bits of the ways to match a term by any of its tokens."""
        ways = enumerate(self.ways)
        return sum(1 << n for n, way in ways if way.term == term and not way.literal)


def match_terms(query: Query, index: Index) -> Matches:
    """The ways in which entries match the terms of a query."""
    ways: list[Way] = []
    by_entry: defaultdict[int, int] = defaultdict(int)
    for position, term in enumerate(query.terms):
        for way, rowids in _ways(position, term, index):
            bit = 1 << len(ways)
            ways.append(way)
            for rowid in rowids:
                by_entry[rowid] |= bit
    return Matches(tuple(ways), by_entry)


def _ways(position: int, term: Term, index: Index) -> Iterator[tuple[Way, list[int]]]:
    """Each way in which entries match one term, with the row ids of these."""
    for how in dict.fromkeys(term.matches.values()):
        tokens = [token for token, match in term.matches.items() if match == how]
        for field in SEARCH_FIELDS if index.has_any(tokens) else ():
            if rowids := index.matches([tokens], field):
                yield Way(position, field, how), rowids
    for field in SEARCH_FIELDS if len(term.words) > 1 else ():
        if rowids := _literal(term, field, index):
            yield Way(position, field, "word", literal=True), rowids


def _literal(term: Term, field: str, index: Index) -> list[int]:
    """The entries of which a field has a phrase, not just its words: a field that has it names its
    concept."""
    rowids = index.matches(term.words, field)
    concepts = [token for token in term.matches if kind_of(token) is MeaningKind.CONCEPT]
    if not rowids or not concepts:
        return rowids
    naming = set(index.matches([concepts], field))
    return [rowid for rowid in rowids if rowid in naming]
