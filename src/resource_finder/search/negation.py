"""Reads whom a person wants kept out: "not police", « sans que mes parents le sachent ».

The words for them are taken out of the query, so that it does not find what it asks to avoid.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from resource_finder.text import fold

POLICE: Final = "police"
PARENTS: Final = "parents"

_KEPT_OUT: Final = {
    **dict.fromkeys(("police", "cop", "cops", "rcmp", "grc", "policier", "policiers"), POLICE),
    **dict.fromkeys(("parents", "parent", "mom", "mum", "dad", "mother", "father"), PARENTS),
    **dict.fromkeys(("mere", "pere"), PARENTS),
}  # fmt: skip
_NOT: Final = frozenset(
    ("not", "no", "without", "avoid", "never", "dont", "doesnt", "don", "doesn", "sans", "pas",
     "ni", "jamais", "eviter", "instead", "wont", "rien")
)  # fmt: skip
_BETWEEN: Final = frozenset(
    ("a", "aller", "any", "anyone", "appeler", "au", "aux", "avec", "call", "calling", "de", "des",
      "dire", "du", "en", "get", "getting", "go", "going", "hospital", "hopital", "impliquer",
     "involve", "involving", "l", "la", "le", "les", "ma", "me", "mes", "mon", "my", "ni", "nor",
     "of", "or", "ou", "parler", "que", "report", "see", "ses", "son", "sa", "t", "talk", "talking",
     "tell", "telling", "the", "their", "her", "his", "to", "trust", "veut", "veux", "voir", "want",
     "wants", "wanna", "with", "y", "have", "necessarily", "contacter", "avertir", "informer",
     "savoir")
)  # fmt: skip
_WHOSE: Final = frozenset(("my", "mes", "mon", "ma", "her", "his", "their", "ses", "son", "sa"))
"""Words before parents who are to be kept out: "no parents" and « sans parents » are neglect."""
_AFTER: Final = frozenset(
    ("knowing", "know", "le", "sache", "sachent", "involved", "finding", "out", "s", "en", "mele")
)  # fmt: skip
_NUMBER_OF: Final = ("no", "de")
"""The French for "number of": « no de la GRC » asks for the police."""


class KeptOut(NamedTuple):
    """Whom a query wants kept out, what was typed for each, and the other words."""

    typed: dict[str, str]
    remaining: list[str]


def read_kept_out(words: Sequence[str]) -> KeptOut:
    """Whom the words of a query want kept out."""
    typed: dict[str, str] = {}
    remaining: list[str] = []
    start = 0
    while start < len(words):
        end, who = _phrase(words, start)
        if who:
            typed[who] = " ".join(words[start:end])
            while end < len(words) and fold(words[end]) in _AFTER:
                end += 1
        else:
            end = start + 1
            remaining.append(words[start])
        start = end
    return KeptOut(typed, remaining)


def _phrase(words: Sequence[str], start: int) -> tuple[int, str | None]:
    """The end of a phrase that begins here with "not", and whom it keeps out; None where none
    does."""
    if fold(words[start]) not in _NOT or tuple(map(fold, words[start : start + 2])) == _NUMBER_OF:
        return start, None
    for position in range(start + 1, len(words)):
        word, before = fold(words[position]), fold(words[position - 1])
        who = _KEPT_OUT.get(word)
        if who == POLICE or (who and before in _WHOSE):
            return position + 1, who
        if word not in _BETWEEN:
            break
    return start, None
