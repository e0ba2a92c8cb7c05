"""How well an entry matches a query: its score, and the reasons.

Each term of the query has a weight (rare terms have a higher one), and matches an entry with some
strength, by the field and how it matches there. The score of an entry is the sum of weight times
strength over the terms, multiplied by factors such as that of its region.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from resource_finder.regions import enclosing_regions
from resource_finder.search import weights
from resource_finder.search.index import Index
from resource_finder.search.matches import Matches, Way
from resource_finder.search.person import says_gender_or_age
from resource_finder.search.places import is_elsewhere
from resource_finder.search.query import Query, Term, is_audience, is_how
from resource_finder.search.rows import Row
from resource_finder.search.tokens import Match, Meaning, MeaningKind, token_of


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
        self._weights = [_weight(term, index) for term in query.terms]
        self._what = {
            n: self._weights[n] for n, term in enumerate(query.terms) if not is_audience(term)
        }
        self._total = sum(self._weights)
        self._fits: dict[tuple[int, float], Fit] = {}

    def fit(self, bits: int, name_share: float) -> Fit:
        """How an entry fits that matches in these ways; the same value for entries that match
        alike."""
        key = bits, name_share
        if key not in self._fits:
            self._fits[key] = self._make_fit(bits, name_share)
        return self._fits[key]

    def score(self, row: Row, fit: Fit) -> float:
        """The score of an entry."""
        return math.prod(self._factors(row, fit), start=fit.strength or 1.0)

    def _factors(self, row: Row, fit: Fit) -> Iterator[float]:
        yield fit.coverage**weights.COVERAGE_EXPONENT
        if set(self._query.regions) & set(row.regions):
            yield weights.SAME_REGION_FACTOR
        elif _is_inside(row.regions, self._query.regions, self._index):
            yield weights.INNER_REGION_FACTOR
        if is_elsewhere(self._query, row, self._index):
            yield weights.OTHER_REGION_FACTOR
        if len(self._query.terms) == 1 and entry_token(row) in self._query.terms[0].matches:
            yield weights.ONLY_NAME_FACTOR
        if self._home_region in row.regions:
            yield weights.HOME_REGION_FACTOR

    def _make_fit(self, bits: int, name_share: float) -> Fit:
        by_term: dict[int, list[Way]] = {}
        for position, way in enumerate(self._ways):
            if bits >> position & 1:
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
            self._share_of_what(matched) >= weights.MIN_COVERAGE
            and not (terms and _is_incidental(reasons, self._query))
            and not all(is_audience(terms[n]) for n in matched),
        )

    def _share_of_what(self, matched: Iterable[int]) -> float:
        """The part of the weight of the terms that say what is asked for, not for whom, that an
        entry matches."""
        total = sum(self._what.values())
        return sum(self._what.get(n, 0.0) for n in matched) / total if total else 1.0


def entry_token(row: Row) -> str:
    """The token of an entry, by which its names and aliases find it."""
    return token_of(Meaning(MeaningKind.ENTRY, row.id))


def wrong_age(query: Query, row: Row) -> int | None:
    """The age in a query that a service is not for."""
    if query.age is None or row.ages is None or row.ages.admits(query.age):
        return None
    return query.age


def _weight(term: Term, index: Index) -> float:
    """The weight of a term: rare terms have a higher one than common ones, and terms of the
    vocabulary than other words."""
    frequency = index.document_frequency(term.matches)
    is_known = "concept" in term.matches.values()
    rarity = math.log(1 + index.size() / (1 + frequency))
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
