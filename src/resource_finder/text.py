"""Characters that neither a file nor a screen may hold; reading and showing share the rule."""

from __future__ import annotations

import unicodedata


def is_unsafe(character: str) -> bool:
    """Whether a character could play with a screen: controls, and marks that turn text around."""
    if character < "\x20" or "\x7f" <= character <= "\x9f":
        return True
    return (
        character in "\u2028\u2029"
        or (unicodedata.category(character) == "Cf" and character != "\u00ad")
        or unicodedata.category(character) in ("Cs", "Co", "Cn")
    )


def make_safe(text: str) -> str:
    """Text without characters that play with a screen."""
    # Nearly every text: no controls, no marks, no separators but that of French.
    if text.replace("\u00a0", " ").isprintable():
        return text
    return "".join(c for c in text if not is_unsafe(c))
