"""The two languages, and a text in both."""

from enum import StrEnum
from typing import Final


class Language(StrEnum):
    """The two languages of the directory; English and French are equal."""

    EN = "en"
    FR = "fr"


class Text:
    """A text in both languages; `text[Language.FR]` gives one.

    No named tuple: that would take `text[...]` for a position.
    """

    __slots__ = ("en", "fr")

    def __init__(self, en: str, fr: str) -> None:
        self.en: Final = en
        self.fr: Final = fr

    def __getitem__(self, language: Language) -> str:
        return self.en if language is Language.EN else self.fr

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and (self.en, self.fr) == (other.en, other.fr)

    def __hash__(self) -> int:
        return hash((self.en, self.fr))

    def __repr__(self) -> str:
        return f"Text(en={self.en!r}, fr={self.fr!r})"
