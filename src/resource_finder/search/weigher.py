"""Weighs the entries that match a query: those that may be sure to fit, and the others where these
are few."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from resource_finder.closed_lists import ANYONE
from resource_finder.search import weights
from resource_finder.search.index import Index
from resource_finder.search.matches import Matches, match_terms
from resource_finder.search.places import only_says_where, place_tokens
from resource_finder.search.query import Query
from resource_finder.search.rows import Restriction, Row
from resource_finder.search.scoring import Reason, Scorer, entry_token, wrong_age
from resource_finder.search.tokens import MeaningKind, kind_of, split_words, word_tokens

Certainty = Literal["sure", "possible"]
"""Whether an entry is what the words ask for, or only has some of them."""


_FEW: Final = 50
"""Entries that are weighed before it is known which of the others can be sure to fit."""


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


class Weigher:
    """Weighs the entries that match a query.

    Those that cannot be sure to fit are left until they are needed: of a common word they are
    most. The words of some are not enough; others would score far below the best. `left` are the
    entries, by row id, that were not weighed yet.
    """

    def __init__(self, query: Query, index: Index, admitted: Restriction, home: str | None) -> None:
        self.query = query
        self._index, self._admitted = index, admitted
        matches = _with_places(match_terms(query, index), query, index)
        self._by_entry = _only(admitted.rowids, matches.by_entry)
        self._all_sure = only_says_where(query) or bool(query.quoted)
        self._scorer = Scorer(query, matches, index, home)
        self._aliases = _typed_aliases(query)
        self._typed = {*typed_tokens(query), *_words_of_names(query)}
        self._named = set(index.matches([self._typed], "name") if self._typed else ())
        self.owners = list(_owners(query, index, admitted))
        self.left = set(self._by_entry) - {owner.row.rowid for owner in self.owners}

    def best(self) -> list[Ranked]:
        """The entries that may be sure to fit, of the admitted kinds."""
        if self._all_sure:
            return self.weigh(self.left)
        groups = self._groups()
        telling = [group for group in groups if self._scorer.may_be_sure(group[0])]
        telling.sort(key=lambda group: self._scorer.ceiling(*group), reverse=True)
        first = list(_while_few(telling, groups))
        weighed = self.weigh(rowid for group in first for rowid in groups[group])
        least = weights.MIN_RELATIVE_SCORE * _best_scores(weighed).get(False, 0.0)
        rest = [group for group in telling[len(first) :] if self._scorer.ceiling(*group) > least]
        more = {rowid for group in rest for rowid in groups[group]}
        if "event" in self._admitted.kinds:
            # Events are compared with events only.
            may_be_sure = {rowid for group in telling for rowid in groups[group]}
            more |= may_be_sure & self.left & set(self._index.events())
        weighed += self.weigh(more)
        best = _best_scores(weighed).get(False, math.inf)
        strong = [group for group in groups if self._scorer.ceiling(*group) > best]
        weighed += self.weigh(self.left & {rowid for group in strong for rowid in groups[group]})
        return low_scores_possible(high_scores_sure(weighed))

    def others(self) -> list[Ranked]:
        """The other entries that match: none of them is sure to fit."""
        return [one._replace(match="possible") for one in self.weigh(self.left)]

    def _groups(self) -> dict[tuple[int, bool], list[int]]:
        """The entries in groups that match alike: in the same ways, and all in a name or none."""
        groups: defaultdict[tuple[int, bool], list[int]] = defaultdict(list)
        for rowid in self.left:
            groups[self._by_entry[rowid], rowid in self._named].append(rowid)
        return groups

    def weigh(self, some: Iterable[int]) -> list[Ranked]:
        """Some of the entries that match, those of the admitted kinds."""
        rowids = list(some)
        self.left.difference_update(rowids)
        shares = _typed_shares(self._typed, self._named.intersection(rowids), self._index)
        rows = self._index.rows(Restriction(self._admitted.kinds), rowids)
        weighed = (self._weigh_one(row, shares.get(row.rowid, 0.0)) for row in rows)
        return [one for one in weighed if one]

    def _weigh_one(self, row: Row, name_share: float) -> Ranked | None:
        query = self.query
        fit = self._scorer.fit(self._by_entry[row.rowid], name_share)
        says_for_whom = query.terms and not query.quoted and ANYONE not in row.audience
        if not fit.reasons and says_for_whom:
            return None
        return Ranked(
            row,
            fit.reasons,
            self._scorer.score(row, fit),
            wrong_age(query, row),
            "sure" if fit.is_sure or self._all_sure else "possible",
            named=name_share == 1.0,
            aliased=bool(self._aliases) and entry_token(row) in self._aliases,
        )

    def in_order(self, ranked: Sequence[Ranked]) -> list[Ranked]:
        """Those that the filters admit, best first; among equals by id."""
        if self._admitted.facets:
            rowids = self._index.admitted(self._admitted, [one.row.rowid for one in ranked])
            ranked = [one for one in ranked if one.row.rowid in rowids]
        return sorted(ranked, key=lambda one: (-round(one.score, 6), one.row.id))


def _only(rowids: tuple[int, ...] | None, by_entry: Mapping[int, int]) -> Mapping[int, int]:
    """The entries that match, of these only where `rowids` are given."""
    return by_entry if rowids is None else {rowid: by_entry.get(rowid, 0) for rowid in rowids}


def _owners(query: Query, index: Index, admitted: Restriction) -> Iterator[Ranked]:
    """The entries that have a number that was typed, or stand in the place of one that had it."""
    owners = {id: number for number in query.numbers for id in index.owners(number)}
    new_ids = {old.id: old.replaced_by for old in index.replaced()} if owners else {}
    replacing = {new: owners[old] for old, new in new_ids.items() if new and old in owners}
    numbers = replacing | owners
    for row in index.rows(admitted, index.rowids(numbers)):
        field = "number" if row.id in owners else "replaced number"
        reason = Reason(numbers[row.id], field, "word", numbers[row.id])
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


def typed_tokens(query: Query) -> Iterator[str]:
    """Every token of the terms of a query, and of each word of its phrases."""
    for term in query.terms:
        yield from term.matches
        for word in term.words:
            yield from sorted(word)


def _words_of_names(query: Query) -> Iterator[str]:
    """Every token of the phrases that are a name or an alias, stop words of these too: "help" in
    "Kids Help Phone"."""
    for term in query.terms:
        if any(kind_of(token) is MeaningKind.ENTRY for token in term.matches):
            for word in split_words(term.text):
                yield from word_tokens(word)


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


def _while_few(
    groups: Iterable[tuple[int, bool]], entries: Mapping[tuple[int, bool], Sequence[int]]
) -> Iterator[tuple[int, bool]]:
    """The first groups, until they have some entries."""
    count = 0
    for group in groups:
        if count >= _FEW:
            return
        count += len(entries[group])
        yield group


def _best_scores(ranked: Iterable[Ranked]) -> dict[bool, float]:
    """The best score of what is sure to fit: of events, under True, and of the rest."""
    best: dict[bool, float] = {}
    for one in ranked:
        if one.match == "sure":
            is_event = one.row.kind == "event"
            best[is_event] = max(best.get(is_event, 0.0), one.score)
    return best


def high_scores_sure(ranked: list[Ranked]) -> list[Ranked]:
    """Ranked entries, of which those that score higher than all that are sure to fit are sure, too:
    they may lack a word that says little."""
    best = _best_scores(ranked).get(False, math.inf)
    return [
        one._replace(match="sure") if one.score > best and one.row.kind != "event" else one
        for one in ranked
    ]


def low_scores_possible(ranked: list[Ranked]) -> list[Ranked]:
    """Ranked entries, of which those that score far below the best are only possible; events are
    compared with events only."""
    best, share = _best_scores(ranked), weights.MIN_RELATIVE_SCORE
    return [
        one
        if one.match != "sure" or one.score > share * best.get(one.row.kind == "event", 0.0)
        else one._replace(match="possible")
        for one in ranked
    ]
