"""From the words a worker types to what they ask of a directory: terms, numbers, places, ages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import Final, NamedTuple

from resource_finder.model import Language
from resource_finder.search import tokens
from resource_finder.search.index import (
    AUDIENCE_TOKEN,
    MAX_PHRASE_WORDS,
    NOTHING,
    REGION,
    Index,
    token,
)

MAX_WORDS: Final = 32
"""Distinct words of a query that count; the page says when there were more."""
_MAX_WORD_CHARS: Final = 256
"""Words of a query that are read, repeated ones included."""
_MOST_TYPED: Final = 4_000
"""Characters of a query that are read."""

_BEGINNING: Final = 0.6
"""The part of a longer word that must be typed among other words; alone, any beginning does."""
_SAME_NAME: Final = 0.85
"""How like a name a misspelt query must be to be taken for it, from 0 to 1."""

_NUMBER: Final = re.compile(r"(?<!\w)\+?\d(?:[\s().-]*\d){2,14}(?!\w)")
_AGE: Final = re.compile(
    r"\b(\d{1,3})\s*-?\s*(?:years?|yrs?|ans?|y\.?\s?o)\b\.?(?:\s*-?\s*(?:olds?|of age)\b)?"
    r"|\b(?:aged?|âgée?s? de|age of)\s+(\d{1,3})\b",
    re.IGNORECASE,
)


class Term(NamedTuple):
    """One thing that the query asks for: what was typed, and the tokens that answer it."""

    said: str
    answers: Mapping[str, str]
    """token -> how it answers: word, stem, concept, correction or beginning."""
    parts: tuple[frozenset[str], ...] = ()
    """For a phrase: the tokens of each of its words, to lift entries that say it literally."""
    taken: str | None = None
    """For a correction: the word that it was taken for."""


class Word(NamedTuple):
    """A word of a query: what it is taken to mean, and what was typed.

    `taken` says what a misspelt word, or a misspelt name that begins here, was taken for.
    """

    meant: str
    typed: str
    taken: str | None = None


class Query(NamedTuple):
    """A query understood: terms to cover, and what narrows them softly."""

    text: str
    terms: tuple[Term, ...]
    numbers: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    age: int | None = None
    cut: bool = False
    corrections: tuple[tuple[str, str], ...] = ()
    """What was typed, and what it was taken for."""


def is_audience(term: Term) -> bool:
    """Whether a term says for whom, and nothing else."""
    meant = [answer for answer in term.answers if answer[:2] in ("c_", "i_", AUDIENCE_TOKEN)]
    return bool(meant) and all(answer.startswith(AUDIENCE_TOKEN) for answer in meant)


def understand(text: str, index: Index) -> Query:
    """What a query asks of this directory."""
    typed = text.strip()[:_MOST_TYPED]
    numbers = tuple(dict.fromkeys(_e164(n) for n in _NUMBER.findall(typed) if _e164(n)))
    ages = [int(one or other) for one, other in _AGE.findall(typed)]
    rest = _AGE.sub(" ", _NUMBER.sub(lambda n: " " if _e164(n[0]) else n[0], typed))
    said = tokens.spelled(rest)
    distinct = dict.fromkeys(said[:_MAX_WORD_CHARS])
    kept = {word: _heard(word, index) for word in islice(distinct, MAX_WORDS)}
    heard = [kept[word] for word in said[:_MAX_WORD_CHARS] if word in kept]
    name = _misspelt(heard, index)
    if name:
        slip = " ".join(word.typed for word in heard)
        heard = [Word(word, word) for word in name.split()]
        heard[0] = Word(heard[0].meant, slip, name)
    terms, regions = _terms(heard, index)
    codes = (Term(number, {number: "word"}) for number in numbers if len(number) == 3)
    return Query(
        text=text,
        terms=(*terms, *codes),
        numbers=numbers,
        regions=regions,
        # "A man of 40 writes to my daughter of 11": the younger one is whom help is for.
        age=min(ages, default=None),
        cut=len(kept) < len(set(said)) or len(typed) < len(text.strip()),
        corrections=tuple((w.typed, w.taken) for w in heard if w.taken),
    )


def _e164(digits: str) -> str:
    """A phone number as the directory keeps it, or its last seven digits; "" for other digits."""
    bare = re.sub(r"\D", "", digits)
    if len(bare) == 11 and bare[0] == "1":
        return f"+{bare}"
    if len(bare) == 10:
        return f"+1{bare}"
    return bare if bare in ("911", "988", "211") or len(bare) in (5, 6, 7) else ""


def _heard(word: str, index: Index) -> Word:
    """A word as it is taken: itself where the directory knows it, else the one nearest to it."""
    folded = tokens.fold(word)
    known = index.knows(folded) or any(index.holds(form) for form in tokens.forms(word))
    if known or index.beginning(folded):
        return Word(word, word)
    taken = _nearest(folded, index)
    return Word(taken, word, taken) if taken else Word(word, word)


def _nearest(word: str, index: Index) -> str | None:
    """The known word nearest to a misspelt one; short words and wild guesses are left alone."""
    if len(word) < 4 or word.isdigit():
        return None
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    most = 1 if len(word) < 8 else 2
    near = process.extract(
        word, index.lexicon(), scorer=DamerauLevenshtein.distance, score_cutoff=most, limit=12
    )
    close = [
        (distance, known[0] != word[0], known)
        for known, distance, _ in near
        if len(known) > 3
        and (known[0] == word[0] or len(word) > 7 or sorted(known) == sorted(word))
    ]
    return min(close)[2] if close else None


def _misspelt(heard: list[Word], index: Index) -> str | None:
    """The one name that a query with an unknown word is a misspelling of."""
    if all(index.knows(tokens.fold(word.typed)) for word in heard):
        return None
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    said = " ".join(tokens.fold(word.typed) for word in heard)
    near = process.extract(
        said, index.names(), scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=_SAME_NAME, limit=2,
    )  # fmt: skip
    clear = len(near) == 1 or (len(near) == 2 and near[0][1] > near[1][1])
    return str(near[0][0]) if clear and len(said) > 5 else None


def _terms(heard: list[Word], index: Index) -> tuple[list[Term], tuple[str, ...]]:
    """What the vocabulary knows, the longest phrases first; then the words between."""
    spans = _spans(heard, index)
    terms: dict[str, Term] = {}
    places: dict[str, Term] = {}
    regions: list[str] = []
    start = 0
    while start < len(heard):
        length, concepts = spans.get(start, (1, []))
        words = heard[start : start + length]
        here = [c[1:] for c in concepts if c[0] == REGION]
        meant = [c for c in concepts if c[0] not in (REGION, NOTHING)]
        if meant or not concepts:
            term = _term(words, meant, index, len(heard) == 1)
            (places if here else terms).setdefault(term.said.lower(), term)
        regions += here
        start += length
    # The name of a place is a place; it names a service only where nothing else is asked.
    return list((terms or places).values()), tuple(dict.fromkeys(regions))


def _spans(heard: list[Word], index: Index) -> dict[int, tuple[int, list[str]]]:
    """The phrases in a query that do not overlap: start -> how many words, and what they name.

    Longer ones go first; at equal length "want to die" goes before the empty words "I want to".
    """
    found = [
        (-length, NOTHING in concepts, start, concepts)
        for start in range(len(heard))
        for length in range(1, min(MAX_PHRASE_WORDS, len(heard) - start) + 1)
        if (concepts := _concepts(heard[start : start + length], len(heard) == 1, index))
    ]
    spans: dict[int, tuple[int, list[str]]] = {}
    taken: set[int] = set()
    for minus, _, start, concepts in sorted(found):
        places = set(range(start, start - minus))
        if not places & taken:
            taken |= places
            spans[start] = -minus, concepts
    return spans


def _concepts(words: list[Word], alone: bool, index: Index) -> list[str]:
    """What some words name together: as they are, else by their stems."""
    meant = [word.meant for word in words]
    exact = index.concepts(" ".join(tokens.fold(word) for word in meant))
    found = exact or [c for stems in _stemmed(meant) for c in index.concepts(stems)]
    loud = alone or any(c.isupper() for c in meant[0][1:])
    concepts = [concept for concept, capitals in found if loud or not capitals]
    # An acronym that is a word, typed as a word, names nothing: "she went home".
    return list(dict.fromkeys(concepts)) or ([NOTHING] if found else [])


def _stemmed(words: list[str]) -> list[str]:
    """A phrase as the stems of each language, with and without accents."""
    every = [[tokens.stems(w, language) for w in words] for language in Language]
    ends = (0, -1)
    return list(dict.fromkeys(" ".join(s[end] for s in stems) for stems in every for end in ends))


def _term(words: list[Word], concepts: list[str], index: Index, alone: bool) -> Term:
    """What answers these words: their concepts, themselves, their stems, else longer words."""
    said = " ".join(word.typed for word in words)
    taken = next((word.taken for word in words if word.taken), None)
    meant = {token(concept): "correction" if taken else "concept" for concept in concepts}
    if len(words) > 1:
        parts = (tokens.forms(w.meant) for w in words if not _is_empty(w.meant, index))
        return Term(said, meant, tuple(frozenset(forms) for forms in parts), taken)
    forms = tokens.forms(words[0].meant)
    forms = dict.fromkeys(forms, "correction") if taken else forms
    answers = {**forms, **meant}
    if concepts or taken or any(map(index.holds, answers)):
        return Term(said, answers, taken=taken)
    folded = tokens.fold(said)
    least = 0.0 if alone else _BEGINNING
    longer = [word for word in index.beginning(folded) if len(folded) >= least * len(word)]
    return Term(said, {**answers, **dict.fromkeys(longer, "beginning")})


def _is_empty(word: str, index: Index) -> bool:
    return NOTHING in dict(index.concepts(tokens.fold(word)))
