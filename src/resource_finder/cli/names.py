"""The names of commands as people type them: English, French, other forms, and with a slip."""

from __future__ import annotations

from typing import Final

from resource_finder.i18n import FRENCH_COMMANDS
from resource_finder.text import without_accents

_ALIASES: Final = {
    "hotline": "hotlines", "events": "timeline", "event": "timeline", "ligne": "hotlines",
    "fiches": "show", "listes": "list", "vérifier": "check",
}  # fmt: skip
"""Other words for commands that people type."""


def english_name(typed: str) -> str | None:
    """The English name of a command, from any of its names."""
    word = without_accents(typed)
    names = {without_accents(french): name for name, french in FRENCH_COMMANDS.items()}
    names |= {without_accents(other): name for other, name in _ALIASES.items()}
    return word if word in FRENCH_COMMANDS else names.get(word)


def misspelt_name(typed: str) -> str | None:
    """The English name of the command that was meant by a word with one slip; None for none. A name
    of three letters is near too much: "now" and "few" are words of a search."""
    for names in FRENCH_COMMANDS.items():
        if any(len(name) > 3 and is_slip(typed, name) for name in names):
            return names[0]
    return None


def is_slip(typed: str, name: str) -> bool:
    """Whether a word is a name but for at most one letter, accents and capitals left out; a word of
    one or two letters is near too much."""
    words = without_accents(typed), without_accents(name)
    # Most words are far from any name, and need not wait for the library.
    if len(typed) < 3 or len(set(words[0]) ^ set(words[1])) > 2:
        return False
    from rapidfuzz.distance import DamerauLevenshtein

    return DamerauLevenshtein.distance(*words, score_cutoff=1) <= 1
