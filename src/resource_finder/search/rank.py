"""Finds the entries that match a query and orders them, best first, each with the reasons.

SQL gives every entry that matches and that the filters admit; `search.scoring` scores them. The
same directory and words always give the same order.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from resource_finder.closed_lists import ENTRY_KINDS
from resource_finder.model import Entry
from resource_finder.search import weights
from resource_finder.search.filters import Filters, inexact_count, restriction
from resource_finder.search.index import Index
from resource_finder.search.person import Person
from resource_finder.search.places import (
    calling_order,
    is_elsewhere,
    only_says_where,
    place_stems,
    place_tokens,
    places_alone,
)
from resource_finder.search.query import MAX_CHARS, Query, understand
from resource_finder.search.quoted import rowids_with
from resource_finder.search.rows import Restriction, Row
from resource_finder.search.scoring import Reason, wrong_age
from resource_finder.search.spelling import is_stop_word
from resource_finder.search.tokens import MeaningKind, is_stem, kind_of, split_words
from resource_finder.search.weigher import Certainty, Ranked, Weigher, typed_tokens


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
    if query.quoted:
        admitted = admitted._replace(rowids=tuple(rowids_with(query.quoted, index)))
    if not query.text.strip():
        every = [Ranked(row) for row in index.rows(admitted)]
        return _placed(query, every, filters, index) if filters else every
    weigher = Weigher(query, index, admitted, home_region)
    weighed = weigher.best()
    sure = [*weigher.owners, *(one for one in weighed if one.match == "sure")]
    sure = weigher.in_order(sure)
    possible = []
    if _needs_more(query, admitted, sure):
        weak = [one for one in weighed if one.match != "sure"] + weigher.others()
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
    stems = [token for token in typed_tokens(query) if is_stem(token)]
    if not (matching or given or index.full_text(stems, fallback, 1)):
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


def _has_stop_words(query: Query, index: Index) -> bool:
    """Whether a query is a sentence, however short: "borrow a wheelchair"."""
    words = set(split_words(query.text.strip()[:MAX_CHARS]))
    return any(is_stop_word(word, index) for word in words)


def _serving(query: Query, index: Index, admitted: Restriction) -> list[Ranked]:
    """What serves the places of a query of which no other word is known, the lines to call first in
    front, among these what serves a place alone before what serves wider areas. Without places, the
    same where somebody writes of themselves, or some words are stop words ("what can be done")."""
    if query.regions:
        serving = index.matches([place_tokens(query.regions, index)], "place")
    elif query.person == Person() and not _has_stop_words(query, index):
        return []
    else:
        serving = None

    def order(row: Row) -> tuple[tuple[int, ...], bool, tuple[int, ...]]:
        position = calling_order(row, for_them=False)
        return position[:1], not set(query.regions) & set(row.regions), position

    return [
        Ranked(row, (), 0.0, wrong_age(query, row), "possible")
        for row in sorted(index.rows(admitted, serving), key=order)
        if row.is_service
    ]
