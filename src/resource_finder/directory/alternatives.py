"""Expands the alternatives of a phrase of the vocabulary: "(he|she) hit me" is two phrases."""

from __future__ import annotations

import re
from itertools import product
from math import prod
from typing import Final

MAX_PHRASES: Final = 250
"""Phrases that one may stand for; without a limit, a line of a file could fill the memory."""

_ALTERNATIVES: Final = re.compile(r"\(([^()|]+(?:\|[^()|]+)+)\)")


def expand(phrase: str) -> list[str]:
    """The phrases that a phrase stands for: one with each of its alternatives."""
    return list(map("".join, product(*_parts(phrase))))


def is_expandable(phrase: str) -> bool:
    """Whether each "(", "|" and ")" of a phrase belongs to alternatives, and they are not too
    many."""
    parts = _parts(phrase)
    has_no_signs = not any(sign in text for texts in parts for text in texts for sign in "(|)")
    return has_no_signs and prod(map(len, parts)) <= MAX_PHRASES


def _parts(phrase: str) -> list[list[str]]:
    """The parts of a phrase, in order, each with its alternatives."""
    # Between the texts around them, `split` gives what stands inside the parentheses.
    parts = _ALTERNATIVES.split(phrase)
    return [part.split("|") if n % 2 else [part] for n, part in enumerate(parts)]
