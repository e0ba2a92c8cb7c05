"""Finds the entries that match a query and orders them, best first, each with the reasons.

SQL gives every entry that matches and that the filters admit; `search.scoring` scores them. The
same directory and words always give the same order.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from resource_finder.closed_lists import ANYONE, ENTRY_KINDS
from resource_finder.model import Entry
from resource_finder.search import weights
from resource_finder.search.filters import Filters, inexact_count, restriction
from resource_finder.search.index import Index
from resource_finder.search.matches import Matches, match_terms
from resource_finder.search.places import (
    calling_order,
    is_elsewhere,
    only_says_where,
    place_stems,
    place_tokens,
    places_alone,
)
from resource_finder.search.query import Query, understand
from resource_finder.search.rows import Restriction, Row
from resource_finder.search.scoring import Reason, Scorer, entry_token, wrong_age
from resource_finder.search.tokens import MeaningKind, is_stem, kind_of

Certainty = Literal["sure", "possible"]
"""Whether an entry is what the words ask for, or only has some of them."""


class Hit(NamedTuple):
    """An entry that matches, why, its score (infinite for the owner of a number that was typed, 0
    without words), the age in the query that it is not for, if any, whether it is sure to fit or
    only possible, and whether one of its names or numbers was typed in full, or an alias of several
    words or in capitals."""

    entry: Entry
    reasons: tuple[Reason, ...]
    score: float
    wrong_age: int | None = None
    match: Certainty = "sure"
    named: bool = False


class Ranked(NamedTuple):
    """What a `Hit` is made of, before its entry is read: `named` is whether one of its names or
    numbers was typed in full, `aliased` whether one of its aliases was."""

    row: Row
    reasons: tuple[Reason, ...] = ()
    score: float = 0.0
    wrong_age: int | None = None
    match: Certainty = "sure"
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
    return query, read_hits(rank(query, index, filters, home_region, kinds), index)


def read_hits(given: Sequence[Hit | Ranked], index: Index) -> list[Hit]:
    """Hits, those that are not read yet read from the index."""
    entries = index.entries_at(one.row.rowid for one in given if isinstance(one, Ranked))
    return [
        one
        if isinstance(one, Hit)
        else Hit(
            entries[one.row.rowid],
            one.reasons,
            one.score,
            one.wrong_age,
            one.match,
            one.named or (one.aliased and _says_much(one.reasons)),
        )
        for one in given
    ]


def _says_much(reasons: Iterable[Reason]) -> bool:
    """Whether an alias that was typed is no word like any other: several words, or an acronym."""
    return any(len(reason.text.split()) > 1 or reason.text.isupper() for reason in reasons)


def rank(
    query: Query,
    index: Index,
    filters: Filters | None = None,
    home_region: str | None = None,
    kinds: tuple[str, ...] = ENTRY_KINDS,
) -> list[Ranked]:
    """The entries of some kinds that match a query, best first: those that are sure to fit, then,
    where these are few, those that may.

    Without words, every entry that the filters admit, in the order of the directory. `home_region`
    is the id of a region whose services rank first among equals. The owner of a number that was
    typed comes first, then exact matches of the filters, then entries that they admit because these
    are for anyone, or serve a wider area. Among these, `search.places` orders by places in words; a
    local office never stands before a line to call first.
    """
    filters = filters or Filters()
    admitted = restriction(kinds, (filters, places_alone(query)), index)
    if not query.text.strip():
        every = [Ranked(row) for row in index.rows(admitted)]
        return _placed(query, every, filters, index) if filters else every
    weigher = _Weigher(query, index, admitted, home_region)
    weighed = weigher.weigh(weigher.telling)
    if not only_says_where(query):
        weighed = _low_scores_possible(weighed)
    sure = [*weigher.owners, *(one for one in weighed if one.match == "sure")]
    sure = weigher.in_order(sure)
    possible = []
    if _needs_more(query, admitted, sure):
        weak = [one for one in weighed if one.match != "sure"] + weigher.weigh(weigher.others)
        possible = _possible(query, index, admitted, sure, weigher.in_order(weak))
    return [*_placed(query, sure, filters, index), *_placed(query, possible, filters, index)]


def _placed(query: Query, ranked: Iterable[Ranked], filters: Filters, index: Index) -> list[Ranked]:
    """Ranked entries as filters and places order them."""
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


# --- what matches --------------------------------------------------------------------------------


class _Weigher:
    """Weighs the entries that match a query.

    Those of which the words cannot be enough to be sure (`others`) are left until they are needed:
    of a common word they are most.
    """

    def __init__(self, query: Query, index: Index, admitted: Restriction, home: str | None) -> None:
        self._query, self._index, self._admitted = query, index, admitted
        matches = _with_places(match_terms(query, index), query, index)
        self._by_entry = matches.by_entry
        self._scorer = Scorer(query, matches, index, home)
        self._aliases = _typed_aliases(query)
        self._typed = set(_typed_tokens(query))
        self._named = set(index.matches([self._typed], "name") if self._typed else ())
        self.owners = list(_owners(query, index, admitted))
        telling = {bits for bits in set(self._by_entry.values()) if self._may_be_sure(bits)}
        matching = self._by_entry.keys() - {owner.row.rowid for owner in self.owners}
        self.telling = [rowid for rowid in matching if self._by_entry[rowid] in telling]
        self.others = [rowid for rowid in matching if self._by_entry[rowid] not in telling]

    def _may_be_sure(self, bits: int) -> bool:
        return only_says_where(self._query) or self._scorer.may_be_sure(bits)

    def weigh(self, rowids: Sequence[int]) -> list[Ranked]:
        """Some of the entries that match, those of the admitted kinds."""
        shares = _typed_shares(self._typed, self._named.intersection(rowids), self._index)
        every = Restriction(self._admitted.kinds)
        weighed = (
            self._weigh(row, shares.get(row.rowid, 0.0)) for row in self._index.rows(every, rowids)
        )
        return [one for one in weighed if one]

    def _weigh(self, row: Row, name_share: float) -> Ranked | None:
        query = self._query
        fit = self._scorer.fit(self._by_entry[row.rowid], name_share)
        if not fit.reasons and query.terms and ANYONE not in row.audience:
            return None
        return Ranked(
            row,
            fit.reasons,
            self._scorer.score(row, fit),
            wrong_age(query, row),
            "sure" if fit.is_sure or only_says_where(query) else "possible",
            named=name_share == 1.0,
            aliased=bool(self._aliases) and entry_token(row) in self._aliases,
        )

    def in_order(self, ranked: Sequence[Ranked]) -> list[Ranked]:
        """Those that the filters admit, best first; among equals by id."""
        if self._admitted.facets:
            rowids = self._index.admitted(self._admitted, [one.row.rowid for one in ranked])
            ranked = [one for one in ranked if one.row.rowid in rowids]
        return sorted(ranked, key=lambda one: (-round(one.score, 6), one.row.id))


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


def _typed_shares(typed: set[str], rowids: Iterable[int], index: Index) -> dict[int, float]:
    """The greatest part, from 0 to 1, of a name of each of some entries that was typed."""
    shares: dict[int, float] = {}
    for rowid, name in index.names_at(rowids):
        words = name.split()
        if words:
            share = sum(not typed.isdisjoint(word.split("|")) for word in words) / len(words)
            shares[rowid] = max(shares.get(rowid, 0.0), share)
    return shares


def _typed_tokens(query: Query) -> Iterator[str]:
    """Every token of the terms of a query, and of each word of its phrases."""
    for term in query.terms:
        yield from term.matches
        for word in term.words:
            yield from sorted(word)


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


def _low_scores_possible(ranked: list[Ranked]) -> list[Ranked]:
    """Ranked entries, of which those that score far below the best are only possible; events are
    compared with events only."""
    best: dict[bool, float] = {}
    for one in ranked:
        if one.match == "sure":
            is_event = one.row.kind == "event"
            best[is_event] = max(best.get(is_event, 0.0), one.score)
    share = weights.MIN_RELATIVE_SCORE
    return [
        one
        if one.score > share * best.get(one.row.kind == "event", 0.0)
        else one._replace(match="possible")
        for one in ranked
    ]


# --- what may fit --------------------------------------------------------------------------------


def _needs_more(query: Query, admitted: Restriction, sure: Sequence[Ranked]) -> bool:
    """Whether few services and notices are sure to fit. Who types a name or a number alone asks for
    nothing else."""
    is_alone = len(query.terms) <= 1 and not query.regions
    is_named = is_alone and (any(one.named for one in sure) or _only_names(query))
    return not is_named and len(_not_events(admitted, sure)) < weights.ENOUGH_SURE


def _not_events(admitted: Restriction, ranked: Iterable[Ranked]) -> dict[int, Ranked]:
    """The services and notices among ranked entries, by row id: what has happened is no answer to
    who can help."""
    kinds = [kind for kind in admitted.kinds if kind != "event"]
    return {one.row.rowid: one for one in ranked if one.row.kind in kinds}


def _possible(
    query: Query,
    index: Index,
    admitted: Restriction,
    sure: Sequence[Ranked],
    weak: Sequence[Ranked],
) -> list[Ranked]:
    """What may fit, best first: services and notices that match a little, then those of which any
    text has words of the query."""
    given, matching = _not_events(admitted, sure).keys(), _not_events(admitted, weak)
    count = weights.MAX_WITH_POSSIBLE - len(given)
    fallback = admitted._replace(kinds=tuple(kind for kind in admitted.kinds if kind != "event"))
    stems = [token for token in _typed_tokens(query) if is_stem(token)]
    found = dict(index.full_text(stems, fallback, 1))
    if not (matching or found or given):
        return _serving(query, index, fallback)[:count]
    stems += place_stems(query.regions, index)
    found = dict(index.full_text(stems, fallback, weights.MAX_WITH_POSSIBLE))
    others = {
        row.rowid: Ranked(row, (), found[row.rowid], wrong_age(query, row), "possible")
        for row in index.rows(fallback, found.keys() - matching.keys() - given)
    }
    possible = [*matching.values(), *(others[rowid] for rowid in found if rowid in others)]
    return possible[:count]


def _only_names(query: Query) -> bool:
    """Whether the words of a query are a name or alias of several words, and mean nothing else."""
    meanings = (kind_of(token) for term in query.terms for token in term.matches)
    return bool(query.terms) and all(kind is MeaningKind.ENTRY for kind in meanings)


def _serving(query: Query, index: Index, admitted: Restriction) -> list[Ranked]:
    """What serves the places of a query of which no other word is known, the lines to call first in
    front."""
    serving = index.matches([place_tokens(query.regions, index)], "place")
    rows = sorted(index.rows(admitted, serving), key=lambda row: calling_order(row, for_them=False))
    return [Ranked(row, match="possible") for row in rows]
