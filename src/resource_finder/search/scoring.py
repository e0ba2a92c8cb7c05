"""How well an entry matches a query: its score, and the reasons.

Each term of the query has a weight (rare terms have a higher one), and matches an entry with some
strength, by the field and how it matches there. The score of an entry is the sum of weight times
strength over the terms, multiplied by factors such as that of its region.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Final, NamedTuple

from resource_finder.regions import enclosing_regions
from resource_finder.search import weights
from resource_finder.search.index import Index
from resource_finder.search.matches import Matches, Way
from resource_finder.search.others import is_for_unsaid_people
from resource_finder.search.person import says_gender_or_age
from resource_finder.search.places import serves_elsewhere
from resource_finder.search.query import Query, Term, is_audience, is_how
from resource_finder.search.rows import Row
from resource_finder.search.tokens import (
    Match,
    Meaning,
    MeaningKind,
    kind_of,
    token_of,
    word_tokens,
)

_ROUNDED_UP: Final = 1 + 1e-9
"""A factor for the highest score that is possible: the same factors in another order may give a
little less."""


_SUICIDE: Final = token_of(Meaning(MeaningKind.CONCEPT, "suicide"))
"""The concept of which lines are always sure to fit."""


class Reason(NamedTuple):
    """Why an entry was found: what was typed, the field that matches, how, and what was searched:
    the correction of a misspelt word, else what was typed."""

    text: str
    field: str
    match: Match
    matched: str


class Fit(NamedTuple):
    """How the words of an entry fit a query, before the factors of the entry itself.

    `strength` is the sum over the terms, `coverage` the part of the weight of all terms that match,
    `is_sure` whether these are enough.
    """

    strength: float
    coverage: float
    reasons: tuple[Reason, ...]
    is_sure: bool


class Scorer:
    """Scores the entries that match one query."""

    def __init__(
        self, query: Query, matches: Matches, index: Index, home_region: str | None
    ) -> None:
        self._query = query
        self._ways = matches.ways
        self._index = index
        self._home_region = home_region
        alike = Counter(matches.by_entry.values())
        self._weights = [
            _weight(term, _frequency(matches.bits_of(n), alike), index.size())
            for n, term in enumerate(query.terms)
        ]
        self._what = {
            n: self._weights[n] for n, term in enumerate(query.terms) if not is_audience(term)
        }
        self._total = sum(self._weights)
        self._fits: dict[tuple[int, float], Fit] = {}
        self._by_name = _entry_tokens(query.terms[0]) if len(query.terms) == 1 else frozenset()
        self._region_factors = cache(self._region_factors_uncached)
        self._local = _naming_a_place(query, index)

    def fit(self, bits: int, name_share: float) -> Fit:
        """How an entry fits that matches in these ways; the same value for entries that match
        alike."""
        key = bits, name_share
        if key not in self._fits:
            self._fits[key] = self._make_fit(bits, name_share)
        return self._fits[key]

    def may_be_sure(self, bits: int) -> bool:
        """Whether an entry that matches in these ways may be sure to fit, whatever its name."""
        return self._says_enough([way for n, way in enumerate(self._ways) if bits >> n & 1])

    def ceiling(self, bits: int, in_name: bool) -> float:
        """The highest score that an entry can have that matches in these ways; `in_name`: some of
        its name was typed."""
        fit = self.fit(bits, 1.0 if in_name else 0.0)
        factor = _ROUNDED_UP
        factor *= weights.SAME_REGION_FACTOR if self._query.regions else 1.0
        factor *= weights.HOME_REGION_FACTOR if self._home_region else 1.0
        factor *= weights.LOCAL_FACTOR if self._local else 1.0
        factor *= weights.ONLY_NAME_FACTOR if self._by_name else 1.0
        score: float = (fit.strength or 1.0) * fit.coverage**weights.COVERAGE_EXPONENT
        return score * factor

    def score(self, row: Row, fit: Fit) -> float:
        """The score of an entry."""
        score: float = (fit.strength or 1.0) * fit.coverage**weights.COVERAGE_EXPONENT
        for factor in self._region_factors(row.regions, row.is_service):
            score *= factor
        if self._by_name and entry_token(row) in self._by_name:
            score *= weights.ONLY_NAME_FACTOR
        if self._home_region in row.regions:
            score *= weights.HOME_REGION_FACTOR
        if row.rowid in self._local:
            score *= weights.LOCAL_FACTOR
        if is_for_unsaid_people(row.audience, self._query.person):
            score *= weights.UNSAID_PEOPLE_FACTOR
        return score

    def _region_factors_uncached(self, served: tuple[str, ...], is_service: bool) -> list[float]:
        """The factors of an entry that serves some regions, for those in the query."""
        factors = []
        if set(self._query.regions) & set(served):
            factors.append(weights.SAME_REGION_FACTOR)
        elif _is_inside(served, self._query.regions, self._index):
            factors.append(weights.INNER_REGION_FACTOR)
        if is_service and serves_elsewhere(self._query, served, self._index):
            factors.append(weights.OTHER_REGION_FACTOR)
        return factors

    def _make_fit(self, bits: int, name_share: float) -> Fit:
        by_term: dict[int, list[Way]] = {}
        met = [way for position, way in enumerate(self._ways) if bits >> position & 1]
        for way in met:
            by_term.setdefault(way.term, []).append(way)
        terms = self._query.terms
        matched = {n: _match_term(terms[n], ways, name_share) for n, ways in by_term.items()}
        reasons = tuple(reason for _, reason in matched.values())
        covered = sum(self._weights[n] for n in matched)
        coverage = covered / self._total if self._total else 1.0
        return Fit(
            sum(self._weights[n] * strength for n, (strength, _) in matched.items()),
            coverage,
            reasons,
            self._says_enough(met) and not (terms and _is_incidental(reasons, self._query)),
        )

    def _says_enough(self, met: Collection[Way]) -> bool:
        """Whether some ways to match meet enough of what is asked for, not only for whom. A wish to
        die is enough, however long the story around it."""
        matched, terms = {way.term for way in met}, self._query.terms
        if any(way.field == "main" and _SUICIDE in terms[way.term].matches for way in met):
            return True
        enough = self._share_of_what(matched) >= weights.MIN_COVERAGE
        return enough and not all(is_audience(terms[n]) for n in matched)

    def _share_of_what(self, matched: Iterable[int]) -> float:
        """The part of the weight of the terms that say what is asked for, not for whom, that an
        entry matches."""
        total = sum(self._what.values())
        return sum(self._what.get(n, 0.0) for n in matched) / total if total else 1.0


def _naming_a_place(query: Query, index: Index) -> frozenset[int]:
    """The entries, by row id, that name a place of a query in their name or text."""
    words = ([word_tokens(word) for word in place.split()] for place in query.places)
    return frozenset(rowid for some in words for rowid in index.matches(some, "name", "body"))


def entry_token(row: Row) -> str:
    """The token of an entry, by which its names and aliases find it."""
    return token_of(Meaning(MeaningKind.ENTRY, row.id))


def wrong_age(query: Query, row: Row) -> int | None:
    """The age in a query that a service is not for."""
    if query.age is None or row.ages is None or row.ages.admits(query.age):
        return None
    return query.age


def _entry_tokens(term: Term) -> frozenset[str]:
    """The tokens of entries that a term names."""
    return frozenset(t for t in term.matches if kind_of(t) is MeaningKind.ENTRY)


def _frequency(bits: int, alike: Mapping[int, int]) -> int:
    """How many entries match in one of these ways; `alike` counts those that match alike."""
    return sum(count for ways, count in alike.items() if ways & bits)


def _weight(term: Term, frequency: int, size: int) -> float:
    """The weight of a term that so many entries match, of so many: rare terms have a higher one
    than common ones, and terms of the vocabulary than other words."""
    is_known = "concept" in term.matches.values()
    rarity = math.log(1 + size / (1 + frequency))
    if not is_known:
        return weights.PLAIN_WORD_FACTOR * rarity
    if is_how(term):
        return weights.HOW_WEIGHT
    if is_audience(term):
        return min(rarity, weights.MAX_PERSON_WEIGHT) if says_gender_or_age(term.text) else rarity
    return max(rarity, weights.MIN_PHRASE_WEIGHT if term.words else weights.MIN_CONCEPT_WEIGHT)


def _match_term(term: Term, ways: list[Way], name_share: float) -> tuple[float, Reason]:
    """How strongly an entry that matches a term in these ways does: by its best field, and less by
    each other one; and the reason to show."""
    fields: dict[str, float] = {}
    best = max(ways, key=lambda way: _strength(term, way, name_share))
    for way in ways:
        fields[way.field] = max(fields.get(way.field, 0.0), _strength(term, way, name_share))
    strength = fields.pop(best.field)
    matched = term.correction or term.text
    return (
        strength + weights.SECONDARY_FIELD_WEIGHT * sum(fields.values()),
        Reason(term.text, best.field, best.how, matched),
    )


def _strength(term: Term, way: Way, name_share: float) -> float:
    """The strength of one way to match."""
    partial = weights.PARTIAL_NAME_FACTOR
    factor = partial + (1 - partial) * name_share if way.field == "name" else 1.0
    weight = weights.FIELD_WEIGHTS[way.field] * factor
    if way.literal:
        return weight
    # "girl" says for whom: a service with girls in its name is not a better match.
    if is_audience(term) and name_share < 1:
        weight = min(weight, weights.FIELD_WEIGHTS["place"])
    return weight * weights.MATCH_FACTORS[way.how]


def _is_incidental(reasons: tuple[Reason, ...], query: Query) -> bool:
    """Whether an entry only has some of the words, or forms of them, in fields that say little."""
    weak_fields = all(
        reason.field in ("body", "operator") or (reason.field == "place" and reason.match == "stem")
        for reason in reasons
    )
    return weak_fields and (
        len(reasons) < len(query.terms)
        or all(reason.match in ("stem", "beginning") for reason in reasons)
    )


def _is_inside(served: tuple[str, ...], named: tuple[str, ...], index: Index) -> bool:
    """Whether a service serves a part of a region that was named."""
    regions = index.header.regions
    return any(set(enclosing_regions(region, regions)) & set(named) for region in served)
