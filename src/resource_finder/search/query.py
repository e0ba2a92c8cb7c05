"""Parses the words that a person types into a query: terms, phone numbers, regions and an age.

In this order: phone numbers and ages are taken out, misspelt words and names are corrected,
phrases are looked up, the longest first, and the remaining words are terms by themselves. No entry
is found here: `search.rank` does that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from types import MappingProxyType
from typing import Final, NamedTuple

from resource_finder.bilingual import Language
from resource_finder.search import tokens
from resource_finder.search.ages import read_ages
from resource_finder.search.index import Index
from resource_finder.search.negation import PARENTS, read_kept_out
from resource_finder.search.person import Person, read_person
from resource_finder.search.quoted import read_quoted, rowids_with
from resource_finder.search.shorthand import long_forms
from resource_finder.search.spelling import Word, correct, correct_name, is_stop_word
from resource_finder.search.tokens import MAX_PHRASE_WORDS, STOP_WORD, Match, Meaning, MeaningKind
from resource_finder.text import fold

MAX_WORDS: Final = 32
"""Distinct words of a query that are searched; the page says when there were more. Without a limit
a pasted document would cost thousands of database queries."""
_MAX_WORDS_READ: Final = 256
"""Words of a query that are read, with repeated ones, for the same reason."""
MAX_CHARS: Final = 4_000
"""Characters of a query that are read, for the same reason."""

_MIN_PREFIX_SHARE: Final = 0.6
"""The share of a longer word, from 0 to 1, that its typed beginning must have to match it. Without
it any three letters would match every word that begins with them. A query of one word is exempt."""

_HOW: Final = frozenset(
    ("text", "texting", "texts", "texter", "texto", "textos", "sms", "chat", "chatting", "chatter",
     "clavarder", "clavardage", "call", "calling", "appeler", "phone", "telephone", "line", "ligne",
     "message", "online", "web", "live", "by", "par", "someone", "quelqu", "un", "with", "instead",
     "of", "en")
)  # fmt: skip
"""Words, folded, of terms that only say how to reach a service."""

_NUMBER: Final = re.compile(r"(?<!\w)\+?\d(?:[\s().-]*\d){2,14}(?!\w)")


class Term(NamedTuple):
    """One word or phrase of a query: what was typed, and the tokens that match it."""

    text: str
    matches: Mapping[str, Match]
    words: tuple[frozenset[str], ...] = ()
    """For a phrase: the tokens of each of its words, without stop words. A field with a token of
    each word has the phrase literally."""
    correction: str | None = None
    """The word or name that was searched instead of a misspelt one."""


class Query(NamedTuple):
    """A query as it was understood: terms to match, and what else finds or orders entries."""

    text: str
    terms: tuple[Term, ...]
    numbers: tuple[str, ...] = ()
    """Phone numbers: in E.164, the last seven digits, or a short code."""
    regions: tuple[str, ...] = ()
    """Ids of the regions named."""
    places: tuple[str, ...] = ()
    """Places named that lie in one of these, such as a town."""
    person: Person = Person()
    """Whom it is about."""
    quoted: tuple[str, ...] = ()
    """Phrases in quotation marks: only what has them word for word is found."""
    unquoted: tuple[str, ...] = ()
    """Phrases in quotation marks that nothing has word for word: their words are searched."""
    kept_out: Mapping[str, str] = MappingProxyType({})
    """Whom the words want kept out, with what was typed: "police" for "not police"."""
    cut: bool = False
    """Whether some of the words were not searched."""
    corrections: tuple[tuple[str, str], ...] = ()
    """What was typed, and what replaced it."""

    @property
    def age(self) -> int | None:
        """The age of the person, in years."""
        return self.person.age


class _Span(NamedTuple):
    """Words of a query that mean something together: the position of the first, and how many."""

    start: int
    length: int
    meanings: list[Meaning]


def is_audience(term: Term) -> bool:
    """Whether a term only says for whom a service is."""
    kinds = {tokens.kind_of(token) for token in term.matches}
    says_what = MeaningKind.CONCEPT in kinds or MeaningKind.ENTRY in kinds
    return MeaningKind.AUDIENCE in kinds and not says_what


def is_how(term: Term) -> bool:
    """Whether a term only says how to reach a service: "text", "online chat", « par texto »."""
    return all(word in _HOW for word in tokens.fold_words(term.text).split())


def understand(text: str, index: Index) -> Query:
    """The query that a text is for this directory."""
    typed = text.strip()[:MAX_CHARS]
    numbers, remaining = _numbers(typed)
    person, remaining = read_person(remaining), read_ages(remaining).remaining
    all_words = tokens.split_words(remaining)
    long_words = long_forms(all_words[:_MAX_WORDS_READ], index)
    kept_out, some_words = read_kept_out(long_words)
    corrected = {w: correct(w, index) for w in islice(dict.fromkeys(some_words), MAX_WORDS)}
    words = [corrected[word] for word in some_words if word in corrected]
    words = correct_name(words, index) or words
    terms, regions, places = _terms_and_regions(words, index)
    quoted = read_quoted(typed)
    is_there = bool(quoted and rowids_with(quoted, index))
    # A short code is a number of a service, and may be a word of its name too: 988.
    codes = (Term(number, {number: "word"}) for number in numbers if len(number) == 3)
    return Query(
        text=text,
        terms=(*terms, *codes),
        numbers=numbers,
        regions=regions,
        places=places,
        person=person._replace(is_asking=person.is_asking or _hides_from_parents(person, kept_out)),
        quoted=quoted if is_there else (),
        unquoted=() if is_there else quoted,
        kept_out=kept_out,
        cut=len(corrected) < len(set(some_words))
        or len(all_words) > _MAX_WORDS_READ
        or len(typed) < len(text.strip()),
        corrections=tuple((w.typed, w.correction) for w in words if w.correction),
    )


def _hides_from_parents(person: Person, kept_out: Mapping[str, str]) -> bool:
    """Whether somebody who may be a child wants a parent kept out."""
    return PARENTS in kept_out and (person.age is None or person.age < 18)


def _numbers(text: str) -> tuple[tuple[str, ...], str]:
    """The phone numbers in a text, and the text without them."""
    numbers = tuple(dict.fromkeys(filter(None, map(_phone_number, _NUMBER.findall(text)))))
    return numbers, _NUMBER.sub(lambda match: " " if _phone_number(match[0]) else match[0], text)


def _phone_number(text: str) -> str:
    """A phone number as in the directory, or its last seven digits; "" for other digits."""
    digits = re.sub(r"\D", "", text)
    if len(digits) == 11 and digits[0] == "1":
        return f"+{digits}"
    if len(digits) == 10:
        return f"+1{digits}"
    return digits if digits in ("911", "988", "211") or len(digits) in (5, 6, 7) else ""


# --- phrases and terms -------------------------------------------------------------------------


def _terms_and_regions(
    words: list[Word], index: Index
) -> tuple[list[Term], tuple[str, ...], tuple[str, ...]]:
    """The terms of the words, phrase by phrase, the ids of the regions that they name, and the
    places in these."""
    spans = {span.start: span for span in _spans(words, index)}
    terms: dict[str, Term] = {}
    region_terms: dict[str, Term] = {}
    regions: list[str] = []
    places: list[str] = []
    start = 0
    while start < len(words):
        _, length, meanings = spans.get(start, _Span(start, 1, []))
        named = [m.id for m in meanings if m.kind is MeaningKind.REGION]
        others = [m for m in meanings if m.kind not in (MeaningKind.REGION, MeaningKind.STOP_WORD)]
        if others or not meanings:
            term = _term(words[start : start + length], others, index, len(words) == 1)
            (region_terms if named else terms).setdefault(term.text.lower(), term)
        regions += named
        text = " ".join(word.text for word in words[start : start + length])
        places += [text for id in named if not _is_name_of(text, id, index)]
        start += length
    # A word that names a region and an entry means the region; it is a term too where it is alone.
    found = list((terms or region_terms).values())
    return found, tuple(dict.fromkeys(regions)), tuple(dict.fromkeys(places))


def _is_name_of(text: str, region: str, index: Index) -> bool:
    """Whether a text is the name of a region, not of a place in it."""
    name = index.header.regions[region].name
    return tokens.fold_words(text) in (tokens.fold_words(name.en), tokens.fold_words(name.fr))


def _spans(words: list[Word], index: Index) -> Iterable[_Span]:
    """The phrases in a query that do not overlap, longer ones first; at equal length "want to die"
    goes before the stop words "I want to"."""
    phrases = [
        _Span(start, length, meanings)
        for start in range(len(words))
        for length in range(1, min(MAX_PHRASE_WORDS, len(words) - start) + 1)
        if (meanings := _meanings(words[start : start + length], len(words) == 1, index))
    ]
    covered: set[int] = set()
    for span in sorted(phrases, key=lambda s: (-s.length, STOP_WORD in s.meanings, s.start)):
        positions = set(range(span.start, span.start + span.length))
        if not positions & covered:
            covered |= positions
            yield span


def _meanings(words: list[Word], alone: bool, index: Index) -> list[Meaning]:
    """What some words mean together, by themselves or else by their stems."""
    texts = [word.text for word in words]
    exact = index.meanings(" ".join(map(fold, texts)))
    known = exact or [m for stems in _stem_phrases(texts) for m in index.meanings(stems)]
    # A query of one word may be an acronym that is typed in small letters.
    may_be_acronym = alone or any(letter.isupper() for letter in texts[0][1:])
    meanings = [meaning for meaning, capitals in known if may_be_acronym or not capitals]
    # An acronym that is typed as an ordinary word is a stop word: "home" in "she went home".
    return list(dict.fromkeys(meanings)) or ([STOP_WORD] if known else [])


def _stem_phrases(words: list[str]) -> list[str]:
    """A phrase as the stems of each language, with and without accents."""
    by_language = [[tokens.stems(w, language) for w in words] for language in Language]
    return list(
        dict.fromkeys(
            " ".join(s[which] for s in stems) for stems in by_language for which in (0, -1)
        )
    )


def _term(words: list[Word], meanings: list[Meaning], index: Index, alone: bool) -> Term:
    """The term of some words: it matches their meanings; a single word also itself and its stems,
    or if no entry has any of these, longer words."""
    text = " ".join(word.typed for word in words)
    correction = next((word.correction for word in words if word.correction), None)
    how: Match = "correction" if correction else "concept"
    by_meaning = {tokens.token_of(meaning): how for meaning in meanings}
    if len(words) > 1:
        parts = (tokens.word_tokens(w.text) for w in words if not is_stop_word(w.text, index))
        return Term(text, by_meaning, tuple(map(frozenset, parts)), correction)
    forms = tokens.word_tokens(words[0].text)
    matches = {**(dict.fromkeys(forms, how) if correction else forms), **by_meaning}
    if meanings or correction or any(map(index.has_token, matches)):
        return Term(text, matches, correction=correction)
    folded = fold(text)
    min_share = 0.0 if alone else _MIN_PREFIX_SHARE
    longer = [w for w in index.words_with_prefix(folded) if len(folded) >= min_share * len(w)]
    return Term(text, {**matches, **dict.fromkeys(longer, "beginning")})
