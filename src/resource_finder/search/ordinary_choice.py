"""Chooses, when the package is built, the ordinary words of English and French that search must not
correct: those that are spelled like a word of the directory.

They are frequent words of pyspellchecker, a requirement of the build (MIT licence; its author
counted them in the film subtitles of OpenSubtitles 2018).
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import chain, combinations
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein

from resource_finder.search.index import Index
from resource_finder.text import fold

LONG_WORD: Final = 8
"""Letters from which search corrects two mistakes."""
LANGUAGES: Final = ("en", "fr")
MIN_COUNT: Final = 100
"""How often a word occurs in the subtitles: rarer ones are names and odd spellings, too."""
MIN_LENGTH: Final = 4
"""Letters of the shortest word that search corrects."""


def frequent_words() -> set[str]:
    """The frequent words of both languages, folded."""
    words: set[str] = set()
    for language in LANGUAGES:
        packed = files("spellchecker") / "resources" / f"{language}.json.gz"
        counts: dict[str, int] = json.loads(gzip.decompress(packed.read_bytes()))
        words |= {fold(word) for word, count in counts.items() if count >= MIN_COUNT}
    return words


def near(words: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """The words that search could correct to a known one, without those that are known."""
    known_words = set(known)
    by_part: dict[str, set[str]] = defaultdict(set)
    for word in known_words:
        for part in deletions(word):
            by_part[part].add(word)
    known_parts = set(by_part)
    for word in words:
        if len(word) < MIN_LENGTH or word in known_words:
            continue
        edits = 1 if len(word) < LONG_WORD else 2
        shared = known_parts.intersection(deletions(word))
        alike = set[str]().union(*(by_part[part] for part in shared))
        if any(DamerauLevenshtein.distance(word, o, score_cutoff=edits) <= edits for o in alike):
            yield word


def deletions(word: str) -> Iterator[str]:
    """A word, and each with one letter less, or two if it is long: words that are as many edits
    apart have one of these in common."""
    fewest = len(word) - (1 if len(word) < LONG_WORD - 1 else 2)
    kept = range(fewest, len(word) + 1)
    return map("".join, chain.from_iterable(combinations(word, count) for count in kept))


def ordinary_words(index: Index) -> list[str]:
    """The frequent words, folded, that search would correct to one of the directory."""
    known = [word for word in index.words() if len(word) >= MIN_LENGTH]
    return sorted(near(frequent_words(), known))
