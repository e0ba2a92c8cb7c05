"""Functions on characters: compare words without case and accents, measure the width of a text on a
terminal, and remove characters that must not be printed."""

from __future__ import annotations

import re
import unicodedata

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_ONE_APOSTROPHE: Final = str.maketrans({"’": "'"})
_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "ʼ": "'", "‘": "'"})


def without_accents(text: str) -> str:
    """Lower case, without accents, with a straight apostrophe: how values, commands and topics that
    people type are compared. "œ" stays another letter than "oe"."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_ONE_APOSTROPHE))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def fold(text: str) -> str:
    """As `without_accents`, with `expand_ligatures`: how search compares words."""
    if text.isascii():
        return text.lower()
    return expand_ligatures(without_accents(text))


def expand_ligatures(text: str) -> str:
    """A text with "oe" for "œ", "ae" for "æ", "ss" for "ß", and one sign for every apostrophe;
    capital ligatures stay as they are."""
    return text.translate(_LIGATURES)


_ONE_COLUMN_EACH = re.compile("[\x20-\u02ff\u2000-\u206f]*")
"""Letters and signs of English and French, of which none is wide and none combines."""


def width_of(text: str) -> int:
    """The columns that a text takes on a terminal: two for a wide character, none for a combining
    accent."""
    if text.isascii() or _ONE_COLUMN_EACH.fullmatch(text):
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def is_unsafe(character: str) -> bool:
    """Whether a character could change what a screen shows of other text: control characters,
    marks that reverse the direction of writing, and characters that Unicode does not define."""
    if character < "\x20" or "\x7f" <= character <= "\x9f":
        return True
    return (
        character in "\u2028\u2029"
        or (unicodedata.category(character) == "Cf" and character != "\u00ad")
        or unicodedata.category(character) in ("Cs", "Co", "Cn")
    )


def make_safe(text: str) -> str:
    """A text without its unsafe characters."""
    # Nearly every text is printable but for French no-break spaces: this saves the slow way.
    if text.replace("\u00a0", " ").isprintable():
        return text
    return "".join(c for c in text if not is_unsafe(c))


def replace_surrogates(typed: str) -> str:
    """An argument with "?" for each byte that the encoding of the system cannot decode: Python
    keeps such a byte as a surrogate, which cannot be printed."""
    return typed.encode(errors="replace").decode()


def guard_formulas(cell: str) -> str:
    """The text of a cell with an apostrophe where a spreadsheet would run it as a formula; after a
    semicolon too: it separates cells where numbers have decimal commas."""
    return re.sub(r"(^|; *)(?=[=+@-])", r"\1'", cell)


def unguard_formulas(cell: str) -> str:
    """The text of a cell without the apostrophes of `guard_formulas`."""
    return re.sub(r"(^|; *)'(?=[=+@-])", r"\1", cell)
