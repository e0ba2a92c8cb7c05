"""What a row of the table of fields says: the type of a field, and where it is read and shown."""

from __future__ import annotations

from enum import Enum, auto
from typing import Any, Final, NamedTuple


class Type(Enum):
    """The type of a field; it decides how the field is read from YAML, stored and put in JSON."""

    WORDS = auto()
    ID = auto()
    DATE = auto()
    """An ISO date: a year, a month or a day."""
    DAY = auto()
    WHOLE_NUMBER = auto()
    YES_NO = auto()
    PHONE_NUMBER = auto()
    CHOICE = auto()
    """A word of a closed list: `of` holds the words, or names a list of the directory file."""
    TEXT = auto()
    """Words in both languages."""
    NAME = auto()
    """Words in both languages, or one name for both."""
    GLOSS = auto()
    """Words in one language, or in both."""
    PART = auto()
    """A value of the class `of` of the model."""
    MAP = auto()
    """Values by id: `of` is their type, or their class of the model."""
    MANY_WORDS = auto()
    PHRASES = auto()
    """Words or phrases of the vocabulary, with `alternatives`."""
    CHOICES = auto()
    """Words of a closed list, as for CHOICE."""
    TEXTS = auto()
    PARTS = auto()
    """Values of the class `of` of the model."""


MANY: Final = (Type.MANY_WORDS, Type.PHRASES, Type.CHOICES, Type.TEXTS, Type.PARTS)
"""The types of lists: a field of these that is left out is empty."""


class FieldSpec(NamedTuple):
    """A row of the table: one field of a class of the model.

    `needed`: a file without it is refused; of a field not needed, `default` is its value.
    `limit`: the longest text in each language, in characters.
    `key`: its key in YAML, if not its name; None if it is read from another part of the file.
    `stored`: its name in compiled files and in the paths of `check --against`, if not its name.
    `label`: its English name in `check --against`; "" where the name of its list is enough, None to
    show `stored` in quotation marks.
    `json`: its key in JSON records; "" to leave it out of them.
    `contact`: whether it is a way to reach a service, which a former one must not have.
    """

    name: str
    type: Type
    of: Any = None
    needed: bool = False
    default: Any = None
    limit: int | None = None
    key: str | None = ""
    stored: str = ""
    label: str | None = None
    json: str = ""
    contact: bool = False

    @property
    def stored_name(self) -> str:
        """Its name in compiled files and in paths."""
        return self.stored or self.name

    @property
    def yaml_key(self) -> str:
        """Its key in YAML; "" if it is read from another part of the file."""
        return "" if self.key is None else self.key or self.name
