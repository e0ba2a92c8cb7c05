"""Finds the entries that match a query and orders them, best first, each with the reasons.

SQL gives every entry that matches and that the filters admit; `search.scoring` scores them. The
same directory and words always give the same order.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from resource_finder.closed_lists import ANYONE, ENTRY_KINDS
from resource_finder.model import Entry
from resource_finder.search import weights
from resource_finder.search.filters import Filters, inexact_count, restriction
from resource_finder.search.index import Index, Restriction, Row
from resource_finder.search.matches import Matches, match_terms
from resource_finder.search.places import (
    calling_order,
    is_elsewhere,
    only_says_where,
    place_tokens,
    places_alone,
)
from resource_finder.search.query import Query, understand
from resource_finder.search.scoring import Name, Reason, Scorer, entry_token, wrong_age
from resource_finder.search.tokens import MeaningKind, kind_of


class Hit(NamedTuple):
    """An entry that matches, why, its score (infinite for the owner of a number that was typed, 0
    without words), and the age in the query that it is not for, if any."""

    entry: Entry
    reasons: tuple[Reason, ...]
    score: float
    wrong_age: int | None = None


class Ranked(NamedTuple):
    """What a `Hit` is made of, before its entry is read: `named` is whether one of its names or
    numbers was typed in full, `aliased` whether one of its aliases was."""

    row: Row
    reasons: tuple[Reason, ...] = ()
    score: float = 0.0
    wrong_age: int | None = None
    named: bool = False
    aliased: bool = False


def find(
    index: Index,
    text: str,
    filters: Filters | None = None,
    home_region: str | None = None,
    kinds: tuple[str, ...] = ENTRY_KINDS,
) -> tuple[Query, list[Hit]]:
    """The query as it was understood, and the entries of some kinds that match it, best first."""
    query = understand(text, index)
    return query, hits(rank(query, index, filters, home_region, kinds), index)


def hits(ranked: Iterable[Ranked], index: Index) -> list[Hit]:
    """Ranked entries, read from the index."""
    every = list(ranked)
    entries = index.entries_at(one.row.rowid for one in every)
    return [Hit(entries[r.row.rowid], r.reasons, r.score, r.wrong_age) for r in every]


def rank(
    query: Query,
    index: Index,
    filters: Filters | None = None,
    home_region: str | None = None,
    kinds: tuple[str, ...] = ENTRY_KINDS,
) -> list[Ranked]:
    """The entries of some kinds that match a query, best first.

    Without words, every entry that the filters admit, in the order of the directory. `home_region`
    is the id of a region whose services rank first among equals. The owner of a number that was
    typed comes first, then exact matches of the filters, then entries that they admit because these
    are for anyone, or serve a wider area. Among these, `search.places` orders by places in words; a
    local office never stands before a line to call first.
    """
    filters = filters or Filters()
    admitted = restriction(kinds, (filters, places_alone(query)), index)
    if not query.text.strip():
        ranked = [Ranked(row) for row in index.rows(admitted)]
        if not filters:
            return ranked
    else:
        ranked = _ranked(query, index, admitted, home_region)
    says_where = only_says_where(query)

    def order(one: Ranked) -> tuple[int, tuple[int, ...]]:
        if math.isinf(one.score):
            return -1, ()
        position = (0,) if one.named else calling_order(one.row, bool(one.reasons))
        return inexact_count(filters, one.row, index), position if says_where else ()

    here: list[Ranked] = []
    elsewhere: list[Ranked] = []
    for one in sorted(ranked, key=order):
        is_here = one.named or not is_elsewhere(query, one.row, index)
        (here if is_here else elsewhere).append(one)
    return [*_offices_after_lines(here, index), *_offices_after_lines(elsewhere, index)]


def _offices_after_lines(ranked: list[Ranked], index: Index) -> list[Ranked]:
    """Put each local office behind the lines to call first: crisis lines, and those whose numbers
    open every page, such as the report line of Child and Family Services. Not one whose number or
    name was typed."""
    urgent = {line.service for line in index.header.urgent if line.numbers}
    first = [one.row.id in urgent or one.row.line == "crisis" for one in ranked]
    last = max((n for n, is_first in enumerate(first) if is_first), default=0)
    offices_last = sorted(ranked[: last + 1], key=lambda one: one.row.office and not one.named)
    return [*offices_last, *ranked[last + 1 :]]


def _ranked(
    query: Query, index: Index, admitted: Restriction, home_region: str | None
) -> list[Ranked]:
    """The owners of numbers and the entries that match well enough, best first; among equals by
    id."""
    owners = list(_owners(query, index, admitted))
    matches = _with_places(match_terms(query, index), query, index)
    scorer = Scorer(query, matches, index, home_region)
    names = _typed_names(query, index)
    found = [
        (row, name, fit)
        for row in index.rows(
            Restriction(admitted.kinds), matches.by_entry.keys() - {o.row.rowid for o in owners}
        )
        for name in (names.get(row.rowid, Name()),)
        if (fit := scorer.fit(matches.by_entry[row.rowid], name.share)).is_sure
        or only_says_where(query)
    ]
    aliases = _typed_aliases(query)
    ranked = [
        Ranked(
            row, fit.reasons, scorer.score(row, fit, name), wrong_age(query, row),
            name.share == 1.0, bool(aliases) and entry_token(row) in aliases,
        )
        for row, name, fit in found
        if fit.reasons or not query.terms or ANYONE in row.audience
    ]  # fmt: skip
    best = ranked if only_says_where(query) else _without_low_scores(ranked)
    if admitted.facets:
        rowids = {row.rowid for row in index.rows(admitted, [one.row.rowid for one in best])}
        best = [one for one in best if one.row.rowid in rowids]
    return sorted([*owners, *best], key=lambda one: (-round(one.score, 6), one.row.id))


def _owners(query: Query, index: Index, admitted: Restriction) -> Iterator[Ranked]:
    """The entries that have a number that was typed."""
    numbers = {id: number for number in query.numbers for id in index.owners(number)}
    for row in index.rows(admitted, index.rowids(numbers)):
        reason = Reason(numbers[row.id], "number", "word", numbers[row.id])
        yield Ranked(row, (reason,), math.inf, None, named=True)


def _with_places(matches: Matches, query: Query, index: Index) -> Matches:
    """The matches of a query, and where its words say no more than where, what serves the
    places."""
    if not only_says_where(query):
        return matches
    serving = index.matches([place_tokens(query.regions, index)], "place")
    return matches._replace(by_entry={**dict.fromkeys(serving, 0), **matches.by_entry})


def _typed_names(query: Query, index: Index) -> dict[int, Name]:
    """The name of each entry of which the greatest part was typed, by row id."""
    typed = {token for term in query.terms for token in (*term.matches, *_word_tokens(term.words))}
    best: dict[int, Name] = {}
    for rowid, words in index.names_at(index.matches([typed], "name") if typed else ()):
        if words:
            name = Name(sum(bool(word & typed) for word in words) / len(words), len(words))
            best[rowid] = max(best.get(rowid, name), name)
    return best


def _word_tokens(words: Sequence[frozenset[str]]) -> Iterator[str]:
    for word in words:
        yield from word


def _typed_aliases(query: Query) -> set[str]:
    """The tokens of entries of which a name or alias was typed: one of a single word only where it
    is the whole query, for it may be a word like any other."""
    return {
        token
        for term in query.terms
        if len(term.text.split()) > 1 or len(query.terms) == 1
        for token in term.matches
        if kind_of(token) is MeaningKind.ENTRY
    }


def _without_low_scores(ranked: list[Ranked]) -> list[Ranked]:
    """Leave out what scores far below the best; events are compared with events only."""
    best: dict[bool, float] = {}
    for one in ranked:
        is_event = one.row.kind == "event"
        best[is_event] = max(best.get(is_event, 0.0), one.score)
    min_share = weights.MIN_RELATIVE_SCORE
    return [one for one in ranked if one.score > min_share * best[one.row.kind == "event"]]
