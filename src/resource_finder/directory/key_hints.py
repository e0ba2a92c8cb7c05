"""What is said of a key that stands where it does not belong, or is another word for one that
does."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from resource_finder.i18n import N_

PLACES: Final = {
    "called": N_("write it inside the braces of a number, beside 'number:'"),
    "replaces": N_("write it inside an entry, beside its 'id:'"),
}
"""Where a key belongs that curators know but often write elsewhere."""
_MEANT: Final = {
    "speaks": "languages",
    "langues": "languages",
    "de": "from",
    "min": "from",
    "à": "to",
    "a": "to",
    "max": "to",
    "nom": "name",
    "numéro": "number",
    "téléphones": "phones",
    "téléphone": "phones",
}
_AGES: Final = re.compile(r"\d{1,2}")


def meant(key: str, known: Collection[str]) -> str:
    """The known key for which a key is another word, often a French one; "" where it is none."""
    word = _MEANT.get(key.lower(), "")
    return word if word in known else ""


def ages_in(words: str) -> str:
    """How the ages that some words give are written in a file; those of an example where they give
    none."""
    start, *rest = _AGES.findall(words)[:2] or ("13", "21")
    return f"{{from: {start}, to: {rest[0]}}}" if rest else f"{{from: {start}}}"
