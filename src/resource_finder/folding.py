"""Words as search sees them: folded (case, accents, apostrophes, ligatures) and stemmed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

import Stemmer

from resource_finder.model import Language

_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "ʼ": "'", "‘": "'"})
_WORD: Final = re.compile(r"\w+(?:'\w+)*")
_SPELLED_OUT: Final = re.compile(r"\b(\d)-(\d)-(\d)\b")
_STEMMERS: Final = {
    Language.EN: Stemmer.Stemmer("english"),
    Language.FR: Stemmer.Stemmer("french"),
}


def fold(text: str) -> str:
    """Lower case, without accents, ligatures opened, one kind of apostrophe."""
    opened = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    return "".join(c for c in opened if not unicodedata.combining(c)).translate(_LIGATURES)


def spelled(text: str) -> list[str]:
    """The words of a text as written, in order; apostrophes part words, "9-8-8" is one."""
    # One sign may stand for several words, such as U+FDFA; "½" is three characters, not one word.
    opened = unicodedata.normalize("NFKC", text).translate(_LIGATURES)
    plain = _SPELLED_OUT.sub(r"\1\2\3", opened)
    return [part for word in _WORD.findall(plain) for part in word.split("'")]


def joined(text: str) -> list[str]:
    """Words with an apostrophe as a hurried hand types them: "Tracia's" is also "tracias"."""
    return [fold(w).replace("'", "") for w in _WORD.findall(text.translate(_LIGATURES)) if "'" in w]


@lru_cache(maxsize=65_536)
def stems(word: str, language: Language) -> tuple[str, ...]:
    """The stems of a word in one language, with and without its accents, marked "e_" or "f_"."""
    stem, mark = _STEMMERS[language].stemWord, f"{language[0]}_"
    lower = word.lower()
    return tuple(dict.fromkeys((mark + fold(stem(lower)), mark + stem(fold(lower)))))


def tokens(text: str, language: Language) -> list[str]:
    """What the index keeps of a text: each word folded, and its stems in its own language."""
    kept = joined(text)
    for word in spelled(text):
        kept.append(fold(word))
        kept.extend(stems(word, language))
    return kept


def forms(word: str) -> dict[str, str]:
    """A word and its stems in both languages: token -> "word" or "stem"."""
    stemmed = {stem: "stem" for language in Language for stem in stems(word, language)}
    return {**stemmed, fold(word): "word"}
