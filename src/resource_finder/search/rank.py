"""Finds the entries that match a query and orders them, best first, each with the reasons.

FTS5 gives the candidates; this module scores them. Each term of the query has a weight (rare terms
have a higher one), and matches an entry with some strength, by the field and how it matches there.
The score of an entry is the sum of weight times strength over the terms, multiplied by factors such
as that of its region. The same directory and words always give the same order.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from resource_finder.closed_lists import ANYONE, ENTRY_KINDS
from resource_finder.directory.offices import is_local_office
from resource_finder.model import Entry, Service
from resource_finder.regions import enclosing_regions
from resource_finder.search import weights
from resource_finder.search.filters import Filters, admits, inexact_count
from resource_finder.search.index import SEARCH_FIELDS, Candidate, Index, entry_kind
from resource_finder.search.person import says_gender_or_age
from resource_finder.search.places import (
    calling_order,
    is_elsewhere,
    only_says_where,
    place_tokens,
    places_alone,
)
from resource_finder.search.query import Query, Term, is_audience, is_how, understand
from resource_finder.search.tokens import Match, Meaning, MeaningKind, kind_of, token_of


class Reason(NamedTuple):
    """Why an entry was found: what was typed, the field that matches, how, and what matched: the
    correction of a misspelt word, else the token."""

    text: str
    field: str
    match: Match
    matched: str


class Hit(NamedTuple):
    """An entry that matches, why, its score (infinite for the owner of a number that was typed, 0
    without words), the age in the query that it is not for, if any, and whether one of its names
    was typed in full."""

    entry: Entry
    reasons: tuple[Reason, ...]
    score: float
    wrong_age: int | None = None
    named: bool = False


class _TermMatch(NamedTuple):
    """How strongly an entry matches one term, and the reason to show."""

    strength: float
    reason: Reason


class _Scored(NamedTuple):
    """A candidate that matches, before its entry is read."""

    rowid: int
    kind: str
    reasons: tuple[Reason, ...]
    score: float
    wrong_age: int | None
    named: bool


def find(
    index: Index,
    text: str,
    filters: Filters | None = None,
    home_region: str | None = None,
    kinds: tuple[str, ...] = ENTRY_KINDS,
) -> tuple[Query, list[Hit]]:
    """The query as it was understood, and the entries of some kinds that match it, best first.

    Without words, every entry that the filters admit, in the order of the directory. `home_region`
    is the id of a region whose services rank first among equals. The owner of a number that was
    typed comes first, then exact matches of the filters, then entries that they admit because these
    are for anyone, or serve a wider area. Among these, `search.places` orders by places in words; a
    local office never stands before a line to call first.
    """
    filters = filters or Filters()
    query = understand(text, index)
    if text.strip():
        hits = _ranked(query, index, home_region, kinds)
    else:
        hits = [Hit(entry, (), 0.0) for entry in index.entries(*kinds)]

    def order(hit: Hit) -> tuple[int, tuple[int, ...]]:
        if math.isinf(hit.score):
            return -1, ()
        position = calling_order(query, hit.entry, bool(hit.reasons))
        return inexact_count(filters, hit.entry, index), position

    every_filter = (filters, places_alone(query))
    admitted = [hit for hit in hits if all(admits(f, hit.entry, index) for f in every_filter)]
    here: list[Hit] = []
    elsewhere: list[Hit] = []
    for hit in sorted(admitted, key=order):
        (elsewhere if is_elsewhere(query, hit.entry, index) else here).append(hit)
    if not text.strip() and not filters:
        return query, here
    return query, [*_offices_after_lines(here, index), *_offices_after_lines(elsewhere, index)]


def _offices_after_lines(hits: list[Hit], index: Index) -> list[Hit]:
    """Put each local office behind the lines to call first: crisis lines, and those whose numbers
    open every page, such as the report line of Child and Family Services. Not one whose number or
    name was typed."""
    urgent = {line.service for line in index.header.urgent if line.numbers}
    first = [h.entry.id in urgent or getattr(h.entry, "line", None) == "crisis" for h in hits]
    last = max((n for n, is_first in enumerate(first) if is_first), default=0)
    return [*sorted(hits[: last + 1], key=_is_office_not_asked_for), *hits[last + 1 :]]


def _is_office_not_asked_for(hit: Hit) -> bool:
    is_office = isinstance(hit.entry, Service) and is_local_office(hit.entry)
    return is_office and not hit.named and not math.isinf(hit.score)


def _ranked(
    query: Query, index: Index, home_region: str | None, kinds: tuple[str, ...]
) -> list[Hit]:
    """The owners of numbers and the candidates that score well enough, best first; among equals by
    id."""
    owners = _owners(query, index, kinds)
    term_weights = [_weight(term, index) for term in query.terms]
    scored = [
        result
        for candidate in index.candidates(_tokens(query, index), weights.MAX_CANDIDATES)
        if candidate.kind in kinds and candidate.id not in owners
        if (result := _score(query, term_weights, candidate, index, home_region))
    ]
    best = scored if only_says_where(query) else _without_low_scores(scored)
    entries = index.entries_at(result.rowid for result in best)
    hits = [
        Hit(entries[r.rowid], r.reasons, r.score, r.wrong_age, r.named)
        for r in best
        if r.reasons or not query.terms or _is_for_anyone(entries[r.rowid])
    ]
    return sorted([*owners.values(), *hits], key=lambda hit: (-round(hit.score, 6), hit.entry.id))


def _is_for_anyone(entry: Entry) -> bool:
    return isinstance(entry, Service) and ANYONE in entry.audience


def _owners(query: Query, index: Index, kinds: tuple[str, ...]) -> dict[str, Hit]:
    """The entries that have a number that was typed, by id."""
    numbers = {id: number for number in query.numbers for id in index.owners(number)}
    return {
        id: Hit(entry, (Reason(number, "number", "word", number),), math.inf)
        for id, number in numbers.items()
        if (entry := index.entry(id)) and entry_kind(entry) in kinds
    }


def _tokens(query: Query, index: Index) -> list[str]:
    """The tokens by which candidates are found: those of the terms, and those of the places where
    the words say no more."""
    places = place_tokens(query.regions, index) if only_says_where(query) else []
    return [*_term_tokens(query), *places]


def _without_low_scores(scored: list[_Scored]) -> list[_Scored]:
    """Leave out what scores far below the best; events are compared with events only."""
    best: dict[bool, float] = {}
    for result in scored:
        is_event = result.kind == "event"
        best[is_event] = max(best.get(is_event, 0.0), result.score)
    min_share = weights.MIN_RELATIVE_SCORE
    return [r for r in scored if r.score > min_share * best[r.kind == "event"]]


def _weight(term: Term, index: Index) -> float:
    """The weight of a term: rare terms have a higher one than common ones, and terms of the
    vocabulary than other words."""
    frequency = index.document_frequency(term.matches)
    is_known = "concept" in term.matches.values()
    if not frequency:
        return weights.UNOFFERED_CONCEPT_WEIGHT if is_known else weights.UNKNOWN_WORD_WEIGHT
    rarity = math.log(1 + index.size() / (1 + frequency))
    if not is_known:
        return weights.PLAIN_WORD_FACTOR * rarity
    if is_how(term):
        return weights.HOW_WEIGHT
    if is_audience(term):
        limit = weights.MAX_PERSON_WEIGHT if says_gender_or_age(term.text) else rarity
        return min(rarity, limit)
    return max(rarity, weights.MIN_PHRASE_WEIGHT if term.words else weights.MIN_CONCEPT_WEIGHT)


def _score(
    query: Query,
    term_weights: list[float],
    candidate: Candidate,
    index: Index,
    home_region: str | None,
) -> _Scored | None:
    """The score of a candidate and the reasons; None where it does not match the query."""
    name_share, name_length = _name_match(query, candidate)
    matches = [
        (weight, match)
        for term, weight in zip(query.terms, term_weights, strict=True)
        if (match := _match_term(term, candidate, name_share))
    ]
    reasons = tuple(match.reason for _, match in matches)
    total = sum(term_weights)
    coverage = sum(weight for weight, _ in matches) / total if total else 1.0
    is_weak = coverage < weights.MIN_COVERAGE or (query.terms and _is_incidental(reasons, query))
    if is_weak and not only_says_where(query):
        return None
    wrong_age = _wrong_age(query, candidate)
    factors = (
        1 + weights.NAME_WORD_BOOST * name_length if name_share == 1.0 else 1.0,
        weights.ONLY_NAME_FACTOR if _is_only_name(query, candidate) else 1.0,
        coverage**weights.COVERAGE_EXPONENT,
        weights.STATUS_FACTORS.get(candidate.status, 1.0),
        _region_factor(query.regions, candidate.regions, index),
        weights.HOME_REGION_FACTOR if home_region in candidate.regions else 1.0,
        1.0 if wrong_age is None else weights.WRONG_AGE_FACTOR,
    )
    strength = sum(weight * match.strength for weight, match in matches)
    score = math.prod(factors, start=strength or 1.0)
    named = name_share == 1.0
    return _Scored(candidate.rowid, candidate.kind, reasons, score, wrong_age, named)


def _name_match(query: Query, candidate: Candidate) -> tuple[float, int]:
    """The part, from 0 to 1, of a candidate's best matching name that is in the query, and the
    number of words of that name."""
    typed = set(_term_tokens(query))
    shares = (
        (sum(bool(word & typed) for word in name) / len(name), len(name))
        for name in candidate.names
        if name
    )
    return max(shares, default=(0.0, 0))


def _term_tokens(query: Query) -> Iterator[str]:
    """Every token of the terms of a query, and of each word of its phrases."""
    for term in query.terms:
        yield from term.matches
        for word in term.words:
            yield from word


def _match_term(term: Term, candidate: Candidate, name_share: float) -> _TermMatch | None:
    """How a candidate matches a term: by its best field, and less by each other one."""
    # "girl" says for whom: a service with girls in its name is not a better match.
    for_whom = is_audience(term) and name_share < 1
    limit = weights.FIELD_WEIGHTS["place"] if for_whom else math.inf
    name_factor = weights.PARTIAL_NAME_FACTOR + (1 - weights.PARTIAL_NAME_FACTOR) * name_share
    matches = [
        match
        for field in SEARCH_FIELDS
        if (match := _match_field(term, candidate, field, limit, name_factor))
    ]
    if not matches:
        return None
    best = max(matches, key=_strength)
    others = sum(map(_strength, matches)) - best.strength
    return best._replace(strength=best.strength + weights.SECONDARY_FIELD_WEIGHT * others)


def _match_field(
    term: Term, candidate: Candidate, field: str, limit: float, name_factor: float
) -> _TermMatch | None:
    """The strongest match of a term in one field; the first of equal ones. `limit` is the most that
    a token counts; a phrase that is literally in the field may count more."""
    field_tokens, factor = candidate.fields[field], name_factor if field == "name" else 1.0
    weight = min(weights.FIELD_WEIGHTS[field] * factor, limit)
    matches = [
        _TermMatch(
            weight * weights.MATCH_FACTORS[how],
            Reason(term.text, field, how, term.correction or token),
        )
        for token, how in term.matches.items()
        if token in field_tokens
    ]
    if _is_literal(term, field_tokens):
        strength = weights.FIELD_WEIGHTS[field] * weights.LITERAL_PHRASE_FACTOR * factor
        matches.append(_TermMatch(strength, Reason(term.text, field, "word", term.text)))
    return max(matches, key=_strength, default=None)


def _is_literal(term: Term, field_tokens: frozenset[str]) -> bool:
    """Whether a field has a phrase, not just its words: a field that has it names its concept."""
    concepts = [token for token in term.matches if kind_of(token) is MeaningKind.CONCEPT]
    has_phrase = not concepts or not field_tokens.isdisjoint(concepts)
    return len(term.words) > 1 and has_phrase and all(word & field_tokens for word in term.words)


def _strength(match: _TermMatch) -> float:
    return match.strength


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


def _is_only_name(query: Query, candidate: Candidate) -> bool:
    """Whether a query is one term that is a name of this entry."""
    token = token_of(Meaning(MeaningKind.ENTRY, candidate.id))
    return len(query.terms) == 1 and token in query.terms[0].matches


def _wrong_age(query: Query, candidate: Candidate) -> int | None:
    """The age in a query that a service is not for."""
    if query.age is None or candidate.ages is None or candidate.ages.admits(query.age):
        return None
    return query.age


def _region_factor(named: tuple[str, ...], served: tuple[str, ...], index: Index) -> float:
    """The factor for how near the regions of a service are to those in the query: the same one, one
    around it, one inside it, or elsewhere."""
    if not named or not served:
        return 1.0
    if set(named) & set(served):
        return weights.SAME_REGION_FACTOR
    regions = index.header.regions
    if any(set(enclosing_regions(region, regions)) & set(served) for region in named):
        return 1.0
    inside = any(set(enclosing_regions(region, regions)) & set(named) for region in served)
    return weights.INNER_REGION_FACTOR if inside else weights.OTHER_REGION_FACTOR
