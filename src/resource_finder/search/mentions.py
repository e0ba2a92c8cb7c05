"""The people whom a text mentions, each with what the words say of gender and age."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from resource_finder.search.person_words import (
    ADULT,
    ADULTS,
    ALONE,
    ARTICLES,
    AS_A,
    AUNTS,
    BEFORE_SON,
    BESIDE_WHO_ASKS,
    CHILDREN,
    ELDERS,
    FATHERS,
    FEMALE,
    GUYS,
    LITTLE,
    MALE,
    MEN,
    MINORS,
    MOTHERS,
    SELF,
    SMALL,
    STUDENTS,
    TEEN,
    UNCLES,
    UNIVERSITIES,
    WOMEN,
    YOUNG,
)


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
        genders = _genders_at(words, position)
        span = _span_at(words, position, genders)
        if genders or span:
            yield Mention(position, word, genders, *(span or (None, None)))


def _genders_at(words: Sequence[str], position: int) -> frozenset[str]:
    """The audience of the gender that a word says in its place."""
    word, before = words[position], words[position - 1] if position else ""
    if word in MOTHERS | FATHERS and _needs_help(words, position):
        return WOMEN if word in MOTHERS else MEN
    return _genders_of(word, before)


def _span_at(
    words: Sequence[str], position: int, genders: frozenset[str]
) -> tuple[int | None, int | None] | None:
    """The lowest and the highest age that a word says in its place; None where it says none."""
    word, before = words[position], words[position - 1] if position else ""
    after = words[position + 1] if position + 1 < len(words) else ""
    if words[max(0, position - 2) : position] in AS_A:
        return None
    if (before, word) == ("working", "girl"):
        return ADULT, None
    if word in STUDENTS and UNIVERSITIES & set(words):
        return ADULT, None
    if word in GUYS and before in LITTLE:
        return None, 17
    if word in MINORS or (word == "son" and before in BEFORE_SON) or (genders and before in TEEN):
        return None, 17
    if word in MOTHERS | FATHERS:
        young = (None, 29) if before in YOUNG else (ADULT, None)
        return young if genders else None
    if genders and before in YOUNG:
        return 12, 29
    if word in ADULTS:
        return ADULT, None
    if word in ELDERS:
        return 50, None
    is_noun = word in YOUNG and not _genders_of(after, word) and after not in MOTHERS
    return (None, 29) if is_noun else None


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


def _needs_help(words: Sequence[str], position: int) -> bool:
    """Whether a parent is the person who needs help: with the children, alone, young, or named as
    who asks ("mom of two", "a father")."""
    before, after = words[max(0, position - 1) : position], words[position + 1 : position + 6]
    with_children = {"with", "avec", "and", "et"} & set(after[:2]) and CHILDREN & set(after)
    alone = ALONE & set(after[:2])
    asks = not position and BESIDE_WHO_ASKS & set(after[:1])
    said = set(before) & (ARTICLES | ALONE | {"young", "jeune", "single", "teen", "new"})
    return bool(with_children or alone or asks or said)


def is_self(words: Sequence[str], position: int) -> bool:
    """Whether a word says who writes: "i am a young man"."""
    start = position
    while start and words[start - 1] in SMALL:
        start -= 1
    return any(tuple(words[max(0, start - len(said)) : start]) == said for said in SELF)
