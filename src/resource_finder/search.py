"""From the words a worker types to the entries that answer them, best first.

FTS5 finds candidates; the functions here weigh, rank and explain them. The same directory and words
always give the same order.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from resource_finder import folding
from resource_finder.index import (
    AUDIENCE_TOKEN,
    FIELDS,
    NOTHING,
    REGION,
    Index,
    Row,
    kind,
    token,
)
from resource_finder.model import Entry, Language, Service, around

MOST_WORDS: Final = 32
"""Distinct words of a query that count; the page says when there were more."""

_CANDIDATES: Final = 400
_LONGEST_PHRASE: Final = 10
_FIELD: Final = {
    "name": 10.0, "main": 11.0, "topic": 6.0, "topics": 4.0, "place": 3.0, "body": 2.0,
    "operator": 1.0,
}  # fmt: skip
_AGAIN: Final = 0.3
"""What a further field adds, beside the best one."""
_UNKNOWN: Final = 1.0
"""The weight of a word that no entry knows."""
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
_ELSEWHERE: Final = 0.4
_WRONG_AGE: Final = 0.7
_BEGINNING: Final = 0.6
"""The part of a longer word that must be typed among other words; alone, any beginning does."""
_NAME: Final = 0.4
"""What a word of a name counts for where nothing else of the name is said."""
_NAMED: Final = 2.0
"""What an entry gains when its whole name is said."""
_SAME_NAME: Final = 0.85
"""How like a name a misspelt query must be to be taken for it, from 0 to 1."""

_NUMBER: Final = re.compile(r"(?<!\w)\+?\d(?:[\s().-]*\d){2,14}(?!\w)")
_AGE: Final = re.compile(
    r"\b(\d{1,3})\s*-?\s*(?:years?|yrs?|ans?|y\.?\s?o)\b\.?(?:\s*-?\s*(?:olds?|of age)\b)?"
    r"|\b(?:aged?|âgée?s? de|age of)\s+(\d{1,3})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that the query asks for: what was typed, and the tokens that answer it."""

    said: str
    answers: Mapping[str, str]
    """token -> how it answers: word, stem, concept, correction or beginning."""
    parts: tuple[frozenset[str], ...] = ()
    """For a phrase: the tokens of each of its words, to lift entries that say it literally."""
    taken: str | None = None
    """For a correction: the word that it was taken for."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query understood: terms to cover, and what narrows them softly."""

    text: str
    terms: tuple[Term, ...]
    numbers: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    age: int | None = None
    cut: bool = False

    @property
    def corrections(self) -> tuple[tuple[str, str], ...]:
        """What was taken for what."""
        return tuple((term.said, term.taken) for term in self.terms if term.taken)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an entry was found: what was typed, in which field, and how they met."""

    said: str
    field: str
    how: str
    by: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that answers, why, and the age in the query that it is not for."""

    entry: Entry
    why: tuple[Reason, ...]
    score: float
    wrong_age: int | None = None


@dataclass(frozen=True, slots=True)
class Filters:
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


def understand(text: str, index: Index) -> Query:
    """What a query asks of this directory."""
    numbers = tuple(dict.fromkeys(_e164(n) for n in _NUMBER.findall(text) if _e164(n)))
    age = _AGE.search(text)
    rest = _AGE.sub(" ", _NUMBER.sub(lambda n: " " if _e164(n[0]) else n[0], text))
    said = list(dict.fromkeys(folding.spelled(rest)))
    cut = len(said) > MOST_WORDS
    heard = folding.spelled(rest)
    if cut:
        kept = set(said[:MOST_WORDS])
        heard = [word for word in heard if word in kept]
    terms, regions = _terms(heard, index)
    name = _misspelt(heard, terms, index)
    if name:
        named, regions = _terms(name.split(), index)
        terms = (*(replace(t, said=" ".join(heard), taken=name) for t in named[:1]), *named[1:])
    return Query(
        text=text,
        terms=terms,
        numbers=numbers,
        regions=regions,
        age=int(age[1] or age[2]) if age else None,
        cut=cut,
    )


def _misspelt(heard: list[str], terms: tuple[Term, ...], index: Index) -> str | None:
    """The one name that a query with an unknown word is a misspelling of."""
    if not any(term.taken or not any(map(index.knows, term.answers)) for term in terms):
        return None
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    said = " ".join(map(folding.fold, heard))
    near = process.extract(
        said, index.names(), scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=_SAME_NAME, limit=2,
    )  # fmt: skip
    clear = len(near) == 1 or (len(near) == 2 and near[0][1] > near[1][1])
    return str(near[0][0]) if clear and len(said) > 5 else None


def _e164(digits: str) -> str:
    """A phone number as the directory keeps it; "" where the digits are none."""
    bare = re.sub(r"\D", "", digits)
    if len(bare) == 11 and bare[0] == "1":
        return f"+{bare}"
    if len(bare) == 10:
        return f"+1{bare}"
    return bare if bare in ("911", "988", "211") or len(bare) in (5, 6) else ""


def _terms(heard: list[str], index: Index) -> tuple[tuple[Term, ...], tuple[str, ...]]:
    """Phrases of the vocabulary first, the longest from the left; then the words between them."""
    terms: list[Term] = []
    regions: list[str] = []
    start = 0
    while start < len(heard):
        length, concepts = _phrase(heard, start, index)
        regions += [c[1:] for c in concepts if c[0] == REGION]
        meant = [c for c in concepts if c[0] not in (REGION, NOTHING)]
        if meant or not concepts:
            terms.append(_term(heard[start : start + length], meant, index, len(heard) == 1))
        start += length
    distinct = {term.said.lower(): term for term in terms}
    return tuple(distinct.values()), tuple(dict.fromkeys(regions))


def _phrase(heard: list[str], start: int, index: Index) -> tuple[int, list[str]]:
    """How many words from here name concepts together, and which; one word may name none."""
    for length in range(min(_LONGEST_PHRASE, len(heard) - start), 0, -1):
        words = heard[start : start + length]
        exact = index.concepts(" ".join(folding.fold(w) for w in words))
        found = exact or [c for stems in _stemmed(words) for c in index.concepts(stems)]
        loud = len(heard) == 1 or any(c.isupper() for c in words[0][1:])
        concepts = [concept for concept, capitals in found if loud or not capitals]
        if found:
            # An acronym that is a word, typed as a word, names nothing: "she went home".
            return length, list(dict.fromkeys(concepts)) or [NOTHING]
    return 1, []


def _stemmed(words: list[str]) -> list[str]:
    """A phrase as the stems of each language, with and without accents."""
    every = [[folding.stems(w, language) for w in words] for language in Language]
    ends = (0, -1)
    return list(dict.fromkeys(" ".join(s[end] for s in stems) for stems in every for end in ends))


def _term(words: list[str], concepts: list[str], index: Index, alone: bool) -> Term:
    """What answers these words: themselves, their stems, their concepts; else what is near."""
    meant = {token(concept): "concept" for concept in concepts}
    if len(words) > 1:
        parts = (w for w in words if NOTHING not in dict(index.concepts(folding.fold(w))))
        return Term(" ".join(words), meant, tuple(frozenset(folding.forms(word)) for word in parts))
    answers = meant | folding.forms(words[0])
    if concepts or any(index.knows(answer) for answer in answers):
        return Term(words[0], answers)
    return _near(words[0], answers, index, alone)


def _near(word: str, answers: dict[str, str], index: Index, alone: bool) -> Term:
    """A word that the directory does not know: its longer forms, else its nearest neighbours."""
    folded = folding.fold(word)
    least = 0.0 if alone else _BEGINNING
    longer = (
        [t for t in index.beginning(folded) if "_" not in t and len(folded) >= least * len(t)]
        if len(folded) > 2
        else []
    )
    if longer:
        return Term(word, {**answers, **dict.fromkeys(longer, "beginning")})
    taken = _correction(folded, index)
    if taken is None:
        return Term(word, answers)
    meant = [
        c
        for c, capitals in _word_concepts(taken, index)
        if not capitals and c[0] not in (REGION, NOTHING)
    ]
    near = [taken, *(token(c) for c in meant), *folding.forms(taken)]
    return Term(word, {**answers, **dict.fromkeys(near, "correction")}, taken=taken)


def _word_concepts(word: str, index: Index) -> list[tuple[str, bool]]:
    spellings = [word, *(stem for language in Language for stem in folding.stems(word, language))]
    return [found for spelling in spellings for found in index.concepts(spelling)]


def _correction(word: str, index: Index) -> str | None:
    """The known word nearest to a misspelt one; short words and wild guesses are left alone."""
    if len(word) < 4 or word.isdigit():
        return None
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    most = 1 if len(word) < 8 else 2
    near = process.extract(
        word, index.vocabulary(), scorer=DamerauLevenshtein.distance, score_cutoff=most, limit=8
    )
    close = [
        (distance, known[0] != word[0], known) for known, distance, _ in near if len(known) > 3
    ]
    return min(close)[2] if close else None


def find(
    index: Index,
    text: str,
    filters: Filters | None = None,
    home: str | None = None,
    kinds: tuple[str, ...] = ("hotline", "program", "event", "notice"),
) -> tuple[Query, list[Hit]]:
    """The entries that answer a query, best first, and the query as it was understood.

    Without words every entry that the filters admit answers, in the order of the directory. `home`
    is a region that ranks first among equals.
    """
    filters = filters or Filters()
    query = understand(text, index)
    if not text.strip():
        entries = [e for e in index.entries(*kinds) if admits(filters, e, index)]
        return query, [Hit(entry, (), 0.0) for entry in entries]
    hits = _ranked(query, index, home)
    return query, [h for h in hits if kind(h.entry) in kinds and admits(filters, h.entry, index)]


def _ranked(query: Query, index: Index, home: str | None) -> list[Hit]:
    owned = {id: number for number in query.numbers for id in index.owners(number)}
    hits = [
        Hit(entry, (Reason(number, "number", "word", number),), math.inf)
        for id, number in owned.items()
        if (entry := index.entry(id))
    ]
    tokens = [answer for term in query.terms for answer in term.answers]
    tokens += [form for term in query.terms for part in term.parts for form in part]
    if not tokens:
        tokens = [f"r_{region.replace('-', '_')}" for region in query.regions]
    rows = {row.number: row for row in index.rows(tokens, _CANDIDATES)}
    entries = index.numbered(rows)
    weights = _weights(query, index)
    scored = [_hit(query, rows[n], entry, weights, index, home) for n, entry in entries.items()]
    best = max((hit.score for hit in scored), default=0.0)
    hits += [h for h in scored if h.score > 0.25 * best and h.entry.id not in owned]
    return sorted(hits, key=lambda hit: (-round(hit.score, 6), hit.entry.id))


def _weights(query: Query, index: Index) -> list[float]:
    """How telling each term is: rare words tell more than common ones, and what the vocabulary
    knows tells more than other words."""
    return [_weight(term, index) for term in query.terms]


def _weight(term: Term, index: Index) -> float:
    count = index.count(term.answers)
    if not count:
        return _UNKNOWN
    rare = math.log(1 + index.size() / (1 + count))
    if "concept" not in term.answers.values():
        return _PLAIN * rare
    if _is_audience(term):
        return rare
    return max(rare, _PHRASE if term.parts else _CONCEPT)


def _is_audience(term: Term) -> bool:
    """Whether a term says for whom, and nothing else."""
    meant = [answer for answer, how in term.answers.items() if how == "concept"]
    return bool(meant) and all(answer.startswith(AUDIENCE_TOKEN) for answer in meant)


def _hit(
    query: Query,
    row: Row,
    entry: Entry,
    weights: list[float],
    index: Index,
    home: str | None,
) -> Hit:
    """Weigh one entry: every term it covers by its best field, lowered by what speaks against."""
    reasons: list[Reason] = []
    score = covered = 0.0
    named = _named(query, row)
    for term, weight in zip(query.terms, weights, strict=True):
        met = _met(term, row, _NAME + (1 - _NAME) * named)
        if met:
            value, reason = met
            score += weight * value
            covered += weight
            reasons.append(reason)
    whole = sum(weights)
    share = covered / whole if whole else 1.0
    said = [r for r in reasons if r.field in ("body", "operator")]
    weak = len(said) == len(reasons) and (
        len(reasons) < len(query.terms) or all(r.how in ("stem", "beginning") for r in said)
    )
    if share < _LEAST or (weak and query.terms):
        return Hit(entry, (), 0.0)
    if named == 1.0:
        score *= _NAMED
    score = (score or 1.0) * share**_COVER
    wrong_age = None
    if isinstance(entry, Service):
        score *= _STATUS[entry.status] * _nearness(query.regions, entry, index)
        if home and home in entry.regions:
            score *= 1.1
        if query.age is not None and entry.ages and not entry.ages.admits(query.age):
            wrong_age, score = query.age, score * _WRONG_AGE
    return Hit(entry, tuple(reasons), score, wrong_age)


def _named(query: Query, row: Row) -> float:
    """The part of its best matching name that the query says."""
    said = {token for term in query.terms for token in term.answers}
    said |= {token for term in query.terms for part in term.parts for token in part}
    shares = [sum(bool(word & said) for word in name) / len(name) for name in row.names if name]
    return max(shares, default=0.0)


def _met(term: Term, row: Row, name: float) -> tuple[float, Reason] | None:
    """How strongly an entry meets a term, by its best field and a little by each other one."""
    best: dict[str, tuple[float, Reason]] = {}
    # "girl" asks for whom, not for a service with girls in its name.
    most = _FIELD["place"] if _is_audience(term) and name < 1 else math.inf
    for field in FIELDS:
        held = row.fields[field]
        for answer, how in term.answers.items():
            value = min(_FIELD[field] * (name if field == "name" else 1), most) * _HOW[how]
            if answer in held and value > best.get(field, (0.0,))[0]:
                best[field] = value, Reason(term.said, field, how, term.taken or answer)
        if term.parts and all(part & held for part in term.parts):
            worth = _FIELD[field] * 1.5 * (name if field == "name" else 1)
            literal = worth, Reason(term.said, field, "word", term.said)
            best[field] = max(best.get(field, literal), literal, key=lambda found: found[0])
    if not best:
        return None
    first = max(best.values(), key=lambda found: found[0])
    others = sum(value for value, _ in best.values()) - first[0]
    return first[0] + _AGAIN * others, first[1]


def _nearness(regions: Iterable[str], entry: Service, index: Index) -> float:
    """1.8 for a service of the place itself, 1 for one around it, less for one elsewhere."""
    known = index.header.regions
    wanted = list(regions)
    if not wanted:
        return 1.0
    if any(region in entry.regions for region in wanted):
        return 1.8
    if any(serves(entry, region, index) for region in wanted):
        return 1.0
    inside = any(w in around(r, known) for w in wanted for r in entry.regions)
    return 1.3 if inside else _ELSEWHERE


def serves(service: Service, region: str, index: Index) -> bool:
    """Whether a service is for people of a region: it, or a region around it."""
    return bool(set(around(region, index.header.regions)) & set(service.regions))


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
        (filters.audience, lambda wanted: wanted in entry.audience),
        (filters.region, lambda wanted: _within(wanted, entry, index)),
        (filters.topic, lambda wanted: wanted in entry.topics),
        (filters.speaks, lambda wanted: wanted in entry.languages),
        (filters.status, lambda wanted: wanted == entry.status),
        (filters.confidence, lambda wanted: wanted == entry.confidence),
    )
    return all(not wanted or any(map(test, wanted)) for wanted, test in tests)


def _any(wanted: tuple[str, ...], held: tuple[str, ...]) -> bool:
    return not wanted or bool(set(wanted) & set(held))


def _within(region: str, service: Service, index: Index) -> bool:
    """Whether a service is for a region, for one around it, or for a part of it."""
    known = index.header.regions
    return serves(service, region, index) or any(
        region in around(r, known) for r in service.regions
    )
