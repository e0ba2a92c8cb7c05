"""Corrects what is misspelt in a query: a word to one of the directory, or all words to a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from resource_finder.search import tokens
from resource_finder.search.index import Index
from resource_finder.search.ordinary import is_ordinary
from resource_finder.search.tokens import STOP_WORD
from resource_finder.text import fold

_MIN_NAME_SIMILARITY: Final = 0.85
"""How similar, from 0 to 1, a query with an unknown word must be to a name to be corrected to it.
At 1 a misspelt name is searched word by word; much lower, other words are corrected to names."""
_MIN_CORRECTED_LENGTH: Final = 4
"""Letters that a word must have to be corrected. Without it short words become similar ones."""
_MIN_CORRECTED_NAME_LENGTH: Final = 6
"""Characters that a query must have to be corrected to a name, for the same reason."""
_LONG_WORD: Final = 8
"""Letters from which a word may have two mistakes, not one, also in its first letter. Without it
"désintoxiquation" finds nothing."""


class Word(NamedTuple):
    """A word of a query: `text` is searched, `typed` was typed.

    `correction` is what replaces a misspelt word, or a misspelt name that begins with this word.
    """

    text: str
    typed: str
    correction: str | None = None


def correct(word: str, index: Index) -> Word:
    """The word to search for one that was typed: itself if it is known, else the nearest known."""
    folded = fold(word)
    known = index.has_word(folded) or any(map(index.has_token, tokens.word_tokens(word)))
    if known or index.words_with_prefix(folded) or is_ordinary(folded):
        return Word(word, word)
    nearest = _nearest(folded, index)
    # "Fire" is not "faire": a word that is taken for a stop word is not searched at all.
    if nearest is None or is_stop_word(nearest, index):
        return Word(word, word)
    return Word(nearest, word, nearest)


def _nearest(word: str, index: Index) -> str | None:
    """The known word nearest to a misspelt one; None where none is near or the word is short."""
    if len(word) < _MIN_CORRECTED_LENGTH or word.isdigit():
        return None
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    max_distance = 1 if len(word) < _LONG_WORD else 2
    # A short word keeps its first letter, or has its first two swapped.
    initials = word[:2] if len(word) < _LONG_WORD else ""
    near = process.extract(
        word, index.words_like(word, max_distance, initials),
        scorer=DamerauLevenshtein.distance, score_cutoff=max_distance, limit=12,
    )  # fmt: skip
    plausible = [
        (distance, known[0] != word[0], _mistake(word, known), known)
        for known, distance, _ in near
        if len(known) >= _MIN_CORRECTED_LENGTH
        and (known[0] == word[0] or len(word) >= _LONG_WORD or sorted(known) == sorted(word))
    ]
    return min(plausible)[-1] if plausible else None


def _mistake(word: str, known: str) -> int:
    """How unlikely a mistake is, from 0 to 2, that makes a misspelt word of a known one: letters
    left out ("famile" is « famille », not « facile »), letters too many, or other letters."""
    return 0 if _is_within(word, known) else 1 if _is_within(known, word) else 2


def _is_within(short: str, long: str) -> bool:
    """Whether the letters of one word stand in another in their order."""
    letters = iter(long)
    return all(letter in letters for letter in short)


def correct_name(words: Sequence[Word], index: Index) -> list[Word] | None:
    """The words of the name of which a query with an unknown word is a misspelling; None where it
    is of no name, or of several."""
    folded_words = [fold(word.typed) for word in words]
    if all(index.has_word(word) or is_ordinary(word) for word in folded_words):
        return None
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    folded = " ".join(folded_words)
    shortest = int(_MIN_NAME_SIMILARITY * len(folded))
    longest = int(len(folded) / _MIN_NAME_SIMILARITY) + 1
    near = process.extract(
        folded, index.names_of_length(shortest, longest),
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=_MIN_NAME_SIMILARITY, limit=2,
    )  # fmt: skip
    one_is_nearest = len(near) == 1 or (len(near) == 2 and near[0][1] > near[1][1])
    if not one_is_nearest or len(folded) < _MIN_CORRECTED_NAME_LENGTH:
        return None
    name = str(near[0][0])
    first, *others = name.split()
    typed = " ".join(word.typed for word in words)
    return [Word(first, typed, name), *(Word(other, other) for other in others)]


def is_stop_word(word: str, index: Index) -> bool:
    """Whether a word is searched only as a part of phrases."""
    return any(meaning == STOP_WORD for meaning, _ in index.meanings(fold(word)))


def place_in_one_word(word: str, index: Index) -> list[str] | None:
    """The words of a place that was typed as one, with a mistake: "norwayhous"; None where it is
    none."""
    if len(word) < _LONG_WORD:
        return None
    from rapidfuzz.distance import DamerauLevenshtein

    regions = index.header.regions.values()
    names = [name for r in regions for name in (r.name.en, r.name.fr, *r.also)]
    places = [tokens.fold_words(name).split() for name in names]
    return next((p for p in places if DamerauLevenshtein.distance(word, "".join(p)) == 1), None)
