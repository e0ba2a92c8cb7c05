"""From the words a worker types to the entries that answer them, best first.

FTS5 finds candidates; the functions here weigh, rank and explain them. The same directory and words
always give the same order.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from resource_finder.model import ANYONE, Entry, Service, enclosing_regions
from resource_finder.search.index import FIELDS, NAME_TOKEN, Index, Row, kind
from resource_finder.search.query import Query, Term, is_audience, understand

_CANDIDATES: Final = 400
_FIELD: Final = {
    "name": 10.0, "main": 11.0, "topic": 6.0, "topics": 4.0, "place": 3.0, "body": 2.0,
    "operator": 1.0,
}  # fmt: skip
_AGAIN: Final = 0.3
"""What a further field adds, beside the best one."""
_UNKNOWN: Final = 1.0
"""The weight of a word that no entry knows."""
_NOT_OFFERED: Final = 5.5
"""The weight of what the vocabulary knows and nobody here offers, such as a lost cat."""
_PLAIN: Final = 0.6
"""What a word weighs that the vocabulary does not know, beside one that it knows."""
_CONCEPT: Final = 2.0
_PHRASE: Final = 2.5
"""The least weight of a word, and of a phrase, of the vocabulary."""
_HOW: Final = {"word": 1.0, "stem": 0.95, "concept": 0.9, "correction": 0.8, "beginning": 0.6}
_STATUS: Final = {"current": 1.0, "unknown": 0.95, "announced": 0.8, "former": 0.6}
_COVER: Final = 0.5
"""How much an entry gains by answering all of a query rather than a part."""
_LEAST: Final = 0.3
"""The share of what a query asks that an entry must answer."""
_SAME_PLACE: Final = 1.8
_INSIDE: Final = 1.3
_ELSEWHERE: Final = 0.4
_HOME: Final = 1.1
_TAIL: Final = 0.25
"""The part of the best score under which an entry no longer answers."""
_WRONG_AGE: Final = 0.7
_NAME: Final = 0.4
"""What a word of a name counts for where nothing else of the name is said."""
_NAMED: Final = 0.5
"""What an entry gains for each word of its name when the whole name is said."""
_ONLY_NAMED: Final = 3.0
"""What an entry gains when a query is its name, or another name for it, and nothing else."""


class Reason(NamedTuple):
    """Why an entry was found: what was typed, in which field, and how they met."""

    said: str
    field: str
    how: str
    by: str


class Hit(NamedTuple):
    """An entry that answers, why, and the age in the query that it is not for."""

    entry: Entry
    why: tuple[Reason, ...]
    score: float
    wrong_age: int | None = None


class Filters(NamedTuple):
    """Closed-list filters: one repeated means OR, different ones AND."""

    audience: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    speaks: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    confidence: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(
            (self.audience, self.region, self.topic, self.speaks, self.status, self.confidence)
        )


def find(
    index: Index,
    text: str,
    filters: Filters | None = None,
    home: str | None = None,
    kinds: tuple[str, ...] = ("hotline", "program", "event", "notice"),
) -> tuple[Query, list[Hit]]:
    """The entries that answer a query, best first, and the query as it was understood.

    Without words every entry that the filters admit answers, in the order of the directory. `home`
    is a region that ranks first among equals. What filters name exactly stands before what they
    admit because it is for anyone, or serves a wider area.
    """
    filters = filters or Filters()
    query = understand(text, index)
    if text.strip():
        hits = _ranked(query, index, home, kinds)
    else:
        hits = [Hit(entry, (), 0.0) for entry in index.entries(*kinds)]
    admitted = [hit for hit in hits if admits(filters, hit.entry, index)]
    return query, sorted(admitted, key=lambda hit: _inexact(filters, hit, index))


def _ranked(query: Query, index: Index, home: str | None, kinds: tuple[str, ...]) -> list[Hit]:
    """The owners of numbers first, then what answers the terms; events are weighed apart."""
    owned = {id: number for number in query.numbers for id in index.owners(number)}
    hits = [
        Hit(entry, (Reason(number, "number", "word", number),), math.inf)
        for id, number in owned.items()
        if (entry := index.entry(id)) and kind(entry) in kinds
    ]
    tokens = [answer for term in query.terms for answer in term.answers]
    tokens += [form for term in query.terms for part in term.parts for form in part]
    if not tokens:
        tokens = [f"r_{region.replace('-', '_')}" for region in query.regions]
    weights = _weights(query, index)
    weighed = [
        met
        for row in index.rows(tokens, _CANDIDATES)
        if row.kind in kinds and row.id not in owned
        if (met := _weigh(query, row, weights, index, home))
    ]
    best = {
        event: max((m.score for m in weighed if (m.kind == "event") is event), default=0.0)
        for event in (True, False)
    }
    kept = [met for met in weighed if met.score > _TAIL * best[met.kind == "event"]]
    entries = index.numbered(met.number for met in kept)
    hits += [Hit(entries[m.number], m.why, m.score, m.wrong_age) for m in kept]
    return sorted(hits, key=lambda hit: (-round(hit.score, 6), hit.entry.id))


def _weights(query: Query, index: Index) -> list[float]:
    """How telling each term is: rare words tell more than common ones, and what the vocabulary
    knows tells more than other words."""
    return [_weight(term, index) for term in query.terms]


def _weight(term: Term, index: Index) -> float:
    count = index.count(term.answers)
    if not count:
        return _NOT_OFFERED if "concept" in term.answers.values() else _UNKNOWN
    rare = math.log(1 + index.size() / (1 + count))
    if "concept" not in term.answers.values():
        return _PLAIN * rare
    if is_audience(term):
        return rare
    return max(rare, _PHRASE if term.parts else _CONCEPT)


class _Weighed(NamedTuple):
    """A row that answers, before its entry is read."""

    number: int
    kind: str
    why: tuple[Reason, ...]
    score: float
    wrong_age: int | None


def _weigh(
    query: Query, row: Row, weights: list[float], index: Index, home: str | None
) -> _Weighed | None:
    """Weigh one row: every term it covers by its best field, lowered by what speaks against;
    None where it does not answer."""
    reasons: list[Reason] = []
    score = covered = 0.0
    named, length = _named(query, row)
    for term, weight in zip(query.terms, weights, strict=True):
        met = _met(term, row, _NAME + (1 - _NAME) * named)
        if met:
            score += weight * met[0]
            covered += weight
            reasons.append(met[1])
    whole = sum(weights)
    share = covered / whole if whole else 1.0
    if share < _LEAST or (query.terms and _weak(reasons, query)):
        return None
    if named == 1.0:
        score *= 1 + _NAMED * length
    if len(query.terms) == 1 and NAME_TOKEN + row.id.replace("-", "_") in query.terms[0].answers:
        score *= _ONLY_NAMED
    score = (score or 1.0) * share**_COVER * _STATUS.get(row.status, 1.0)
    if row.regions:
        score *= _nearness(query.regions, row.regions, index)
    if home in row.regions:
        score *= _HOME
    wrong = query.age is not None and row.ages is not None and not row.ages.admits(query.age)
    if wrong:
        score *= _WRONG_AGE
    return _Weighed(row.number, row.kind, tuple(reasons), score, query.age if wrong else None)


def _weak(reasons: list[Reason], query: Query) -> bool:
    """Whether an entry only happens to hold forms of some words in passing."""
    in_passing = [
        r for r in reasons
        if r.field in ("body", "operator") or (r.field == "place" and r.how == "stem")
    ]  # fmt: skip
    return len(in_passing) == len(reasons) and (
        len(reasons) < len(query.terms) or all(r.how in ("stem", "beginning") for r in reasons)
    )


def _named(query: Query, row: Row) -> tuple[float, int]:
    """The part of its best matching name that the query says, and how many words that is."""
    said = {token for term in query.terms for token in term.answers}
    said |= {token for term in query.terms for part in term.parts for token in part}
    shares = [
        (sum(bool(word & said) for word in name) / len(name), len(name))
        for name in row.names
        if name
    ]
    return max(shares, default=(0.0, 0))


def _met(term: Term, row: Row, name: float) -> tuple[float, Reason] | None:
    """How strongly an entry meets a term, by its best field and a little by each other one."""
    best: dict[str, tuple[float, Reason]] = {}
    # "girl" asks for whom, not for a service with girls in its name.
    most = _FIELD["place"] if is_audience(term) and name < 1 else math.inf
    for field in FIELDS:
        held = row.fields[field]
        for answer, how in term.answers.items():
            value = min(_FIELD[field] * (name if field == "name" else 1), most) * _HOW[how]
            if answer in held and value > best.get(field, (0.0,))[0]:
                best[field] = value, Reason(term.said, field, how, term.taken or answer)
        if len(term.parts) > 1 and all(part & held for part in term.parts):
            worth = _FIELD[field] * 1.5 * (name if field == "name" else 1)
            literal = worth, Reason(term.said, field, "word", term.said)
            best[field] = max(best.get(field, literal), literal, key=lambda found: found[0])
    if not best:
        return None
    first = max(best.values(), key=lambda found: found[0])
    others = sum(value for value, _ in best.values()) - first[0]
    return first[0] + _AGAIN * others, first[1]


def _nearness(wanted: Iterable[str], held: tuple[str, ...], index: Index) -> float:
    """How near the regions of a service are to those asked for: the same one, one inside it, one
    around it, or elsewhere."""
    known = index.header.regions
    places = list(wanted)
    if not places:
        return 1.0
    if set(places) & set(held):
        return _SAME_PLACE
    if any(set(enclosing_regions(place, known)) & set(held) for place in places):
        return 1.0
    inside = any(place in enclosing_regions(region, known) for place in places for region in held)
    return _INSIDE if inside else _ELSEWHERE


def serves(service: Service, region: str, index: Index) -> bool:
    """Whether a service is for people of a region: it, or a region around it."""
    return bool(set(enclosing_regions(region, index.header.regions)) & set(service.regions))


def admits(filters: Filters, entry: Entry, index: Index) -> bool:
    """Whether every filter lets an entry through; only services have the fields filtered by."""
    if not filters:
        return True
    if not isinstance(entry, Service):
        return (
            not (filters.audience or filters.region or filters.speaks or filters.status)
            and _any(filters.topic, entry.topics)
            and _any(filters.confidence, (entry.confidence,))
        )
    tests: tuple[tuple[tuple[str, ...], Callable[[str], bool]], ...] = (
        (filters.audience, lambda wanted: bool({wanted, ANYONE} & set(entry.audience))),
        (filters.region, lambda wanted: _within(wanted, entry, index)),
        (filters.topic, lambda wanted: wanted in entry.topics),
        (filters.speaks, lambda wanted: wanted in entry.languages),
        (filters.status, lambda wanted: wanted == entry.status),
        (filters.confidence, lambda wanted: wanted == entry.confidence),
    )
    return all(not wanted or any(map(test, wanted)) for wanted, test in tests)


def _inexact(filters: Filters, hit: Hit, index: Index) -> int:
    """How many filters a hit meets only because it is for anyone, or serves a wider area; below
    all others for the owner of a number that was typed."""
    entry = hit.entry
    if math.isinf(hit.score):
        return -1
    if not isinstance(entry, Service):
        return 0
    open_ = bool(filters.audience) and not set(filters.audience) & set(entry.audience)
    wider = bool(filters.region) and not any(_covers(r, entry, index) for r in filters.region)
    return open_ + wider


def _any(wanted: tuple[str, ...], held: tuple[str, ...]) -> bool:
    return not wanted or bool(set(wanted) & set(held))


def _within(region: str, service: Service, index: Index) -> bool:
    """Whether a service is for a region, for one around it, or for a part of it."""
    return serves(service, region, index) or _covers(region, service, index)


def _covers(region: str, service: Service, index: Index) -> bool:
    """Whether a region is one that a service serves, or one around it."""
    return any(region in enclosing_regions(r, index.header.regions) for r in service.regions)
