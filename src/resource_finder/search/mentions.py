"""The people whom a text mentions, each with what the words say of gender and age."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from resource_finder.search.person_words import (
    ADULTS,
    AS_A,
    AUNTS,
    BEFORE_SON,
    CHILDREN,
    ELDERS,
    FATHERS,
    FEMALE,
    MALE,
    MEN,
    MINORS,
    MOTHERS,
    SELF,
    SMALL,
    TEEN,
    UNCLES,
    WOMEN,
    YOUNG,
    A,
)

_ADULT: Final = 18


class Mention(NamedTuple):
    """A person in a text: the position of the word, and what it says."""

    position: int
    word: str
    genders: frozenset[str]
    youngest: int | None
    oldest: int | None


def read_mentions(words: Sequence[str]) -> Iterator[Mention]:
    """Each person in a text."""
    for position, word in enumerate(words):
        before = words[position - 1] if position else ""
        after = words[position + 1] if position + 1 < len(words) else ""
        genders, is_son = _genders_of(word, before), word == "son" and before in BEFORE_SON
        youngest: int | None = None
        oldest: int | None = None
        if (before, word) == ("working", "girl"):
            youngest = _ADULT
        elif words[max(0, position - 2) : position] in AS_A:
            continue
        elif is_son or word in MINORS:
            oldest = 17
        elif word in MOTHERS | FATHERS and (_is_parent(words, position) or before in A):
            genders = WOMEN if word in MOTHERS else MEN
            youngest, oldest = (None, 29) if before in YOUNG | TEEN else (_ADULT, None)
        elif genders and before in TEEN:
            oldest = 17
        elif genders and before in YOUNG:
            youngest, oldest = 12, 29
        elif word in ADULTS or word in ELDERS:
            youngest = _ADULT if word in ADULTS else 50
        elif word in YOUNG and not _genders_of(after, word) and after not in MOTHERS:
            oldest = 29
        elif not genders:
            continue
        yield Mention(position, word, genders, youngest, oldest)


def _genders_of(word: str, before: str) -> frozenset[str]:
    """The audience of the gender that a word says, after the one before it."""
    is_letter = before in ("im", "m", "girl", "boy")
    if (
        word in MALE | UNCLES
        or (word == "son" and before in BEFORE_SON)
        or (word == "m" and is_letter)
    ):
        return MEN
    return WOMEN if word in FEMALE | AUNTS or (word == "f" and is_letter) else frozenset()


def _is_parent(words: Sequence[str], position: int) -> bool:
    """Whether a parent is the person who needs help: with the children, or young."""
    before, after = words[max(0, position - 1) : position], words[position + 1 : position + 6]
    with_children = {"with", "avec", "and", "et"} & set(after[:2]) and CHILDREN & set(after)
    alone = {"seul", "seule", "monoparental", "alone"} & set(after[:1])
    return bool(with_children or alone or set(before) & {"young", "jeune", "single", "teen", "new"})


def is_self(words: Sequence[str], position: int) -> bool:
    """Whether a word says who writes: "i am a young man"."""
    start = position
    while start and words[start - 1] in SMALL:
        start -= 1
    return any(tuple(words[max(0, start - len(said)) : start]) == said for said in SELF)
