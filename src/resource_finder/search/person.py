"""Who a query is about, and who asks: a boy, a woman of 30, a child who writes of themselves.

The words are those of English and French, not of a directory. A partner, a parent or whoever did
the harm ("hit by his wife", « battue par son conjoint ») is not the person who needs help, and the
youngest of several people is. What is not said is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from resource_finder.search.ages import Ages, read_ages
from resource_finder.search.person_words import (
    ADULTS,
    AUNTS,
    BEFORE_SON,
    BOUGHT,
    BUYERS,
    BUYS,
    BY,
    CHARGES,
    CHILDREN,
    ELDERS,
    FATHERS,
    FEMALE,
    FOR,
    GUARDIANS,
    GUYS,
    LIVES_IN_CARE,
    MALE,
    ME,
    MEN,
    MINE,
    MINORS,
    MOTHERS,
    OF_ANOTHER,
    OLDER,
    OWN,
    PARTNERS,
    PROFESSIONALS,
    SAYS_I,
    SELF,
    SEX,
    SMALL,
    TEAMS,
    TEEN,
    THAN,
    THEIRS,
    TRANS,
    UNCLES,
    VIOLENT,
    WITH,
    WOMEN,
    WORKERS,
    YOUNG,
)
from resource_finder.search.tokens import fold_words


class Person(NamedTuple):
    """Whom a query is about; None and nothing where it does not say."""

    genders: frozenset[str] = frozenset()
    """The audiences that include the gender: "women", "men", "2slgbtqi"."""
    age: int | None = None
    """In years; of several ages one's own, else the lowest."""
    youngest: int | None = None
    oldest: int | None = None
    """The ages that a word means: "teen" is 12 to 17."""
    is_asking: bool = False
    """A child or young person who writes of themselves."""
    is_worker: bool = False
    """A professional, who asks for others or for a course."""
    is_charged: bool = False
    """Somebody charged with an offence, or who buys sex."""
    says_i: bool = False
    """Somebody who writes of themselves, or of someone close to them."""

    @property
    def is_minor(self) -> bool:
        """Whether the person is known to be a child or young person under 18."""
        oldest = self.oldest if self.age is None else self.age
        return oldest is not None and oldest < _ADULT


class _Mention(NamedTuple):
    """A person in a text: the position of the word, and what it says."""

    position: int
    word: str
    genders: frozenset[str]
    youngest: int | None
    oldest: int | None


_PRONOUN_AND_AGE: Final = re.compile(r"\b(he|she|il|elle)(?:[’']?s| is| a)? \d\d?\b")
_ADULT: Final = 18
_NEAR: Final = 4
"""How many words apart two words of one saying stand."""


def read_person(text: str) -> Person:
    """Whom a text is about."""
    ages = read_ages(text)
    words = fold_words(ages.remaining).split()
    mentions = list(_mentions(words))
    age = ages.own if ages.own is not None else min(ages.all, default=None)
    begins = _begins_with_self(words, mentions, ages)
    subjects = mentions[:1] if begins else _subjects(words, mentions, age)
    buys_sex = _buys_sex(words)
    is_charged = buys_sex or _is_charged(words)
    is_asking = _is_child_asking(words, mentions, ages)
    youngest, oldest = _span(subjects)
    if is_asking:
        oldest = 17 if oldest is None else oldest
    if is_charged and youngest is None and oldest is None:
        youngest = _ADULT
    return Person(
        genders=_genders(subjects, words) or _gender_of_age(text, mentions, buys_sex),
        age=age,
        youngest=youngest,
        oldest=oldest,
        is_asking=is_asking,
        is_worker=_is_worker(words),
        is_charged=is_charged,
        says_i=bool((SAYS_I | MINE) & set(words)),
    )


def says_gender_or_age(text: str) -> bool:
    """Whether words only say the gender or age of somebody."""
    known = MALE | FEMALE | MINORS | ADULTS | YOUNG | CHILDREN | {"son"}
    return all(word in known for word in fold_words(text).split())


def _mentions(words: Sequence[str]) -> Iterator[_Mention]:
    """Each person in a text."""
    for position, word in enumerate(words):
        before = words[position - 1] if position else ""
        after = words[position + 1] if position + 1 < len(words) else ""
        genders, is_son = _genders_of(word, before), word == "son" and before in BEFORE_SON
        youngest: int | None = None
        oldest: int | None = None
        if word in FEMALE and before == "working":
            youngest = _ADULT
        elif is_son or word in MINORS:
            oldest = 17
        elif word in MOTHERS | FATHERS and _is_parent(words, position):
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
        yield _Mention(position, word, genders, youngest, oldest)


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


def _subjects(
    words: Sequence[str], mentions: Sequence[_Mention], age: int | None
) -> list[_Mention]:
    """Those who need help: whoever writes, else the young, else whoever is named first; `age` is
    that of one of them, if any."""
    own = [m for m in mentions if _is_self(words, m.position)]
    if own:
        return own
    others = [m for m in mentions if not _did_harm(words, m, age)] or _alone(words, mentions)
    if age is not None and age < _ADULT:
        others = [m for m in others if m.youngest is None or m.youngest < _ADULT]
    minors = [m for m in others if m.oldest is not None]
    adults = [m for m in others if m.oldest is None]
    if age is not None and age >= _ADULT and adults:
        return adults
    # A woman who flees with her son, or a father, needs a place for both.
    with_them = [m for m in adults if m.genders == WOMEN or m.word in FATHERS]
    found = [*with_them, *minors] if minors else others
    # An aunt asks for her niece, unless nobody else is named.
    return [m for m in found if m.word not in UNCLES | AUNTS] or found


def _alone(words: Sequence[str], mentions: Sequence[_Mention]) -> list[_Mention]:
    """The old man or woman of whom alone some words are, and who is nobody's partner."""
    said = {ME, THEIRS, THAN}
    alone = len(mentions) == 1 and not any(group & set(words) for group in said)
    return [*mentions] if alone and mentions[0].word not in PARTNERS else []


def _is_self(words: Sequence[str], position: int) -> bool:
    """Whether a word says who writes: "i am a young man"."""
    start = position
    while start and words[start - 1] in SMALL:
        start -= 1
    return any(tuple(words[max(0, start - len(said)) : start]) == said for said in SELF)


def _did_harm(words: Sequence[str], mention: _Mention, age: int | None) -> bool:
    """Whether a person is a partner, or one by whom or with whom something happens. « Mon gars » of
    an age is a son; somebody with whom a professional is is a client."""
    start = mention.position
    before, after = words[max(0, start - 3) : start], words[start + 1 : start + 3]
    is_son = mention.word == "gars" and age is not None and age < _ADULT
    if mention.word in PARTNERS and before and before[-1] in THEIRS and not is_son:
        return True
    if mention.word in PARTNERS and VIOLENT & {*before[-1:], *after[:1]}:
        return True
    if WITH & set(before) and PROFESSIONALS & set(words[:start]):
        return False
    if mention.oldest is None or mention.word in CHILDREN:
        if BY & set(before):
            return True
        if mention.oldest is None and (OLDER & set(before[-1:]) or OLDER & set(after[:2])):
            return True
    is_adult = mention.youngest is not None or mention.word in GUYS
    return is_adult and bool(ME & set(words))


def _genders(subjects: Sequence[_Mention], words: Sequence[str]) -> frozenset[str]:
    """The audiences of the genders of some people: none where they are women and men."""
    genders = frozenset[str]().union(*(m.genders for m in subjects))
    if {"women", "men"} <= genders:
        genders = frozenset()
    pairs = set(pairwise(words))
    is_trans = (
        TRANS & set(words) or {("two", "spirit"), ("non", "binary"), ("non", "binaire")} & pairs
    )
    return genders | {"2slgbtqi"} if is_trans else genders


def _gender_of_age(text: str, mentions: Sequence[_Mention], buys_sex: bool) -> frozenset[str]:
    """The gender of somebody of whom only the age is said: "he is 30", « elle a 15 ans »; who buys
    sex is thought of as a man."""
    said = _PRONOUN_AND_AGE.search(text.lower())
    if said and not mentions:
        return MEN if said[1] in ("he", "il") else WOMEN
    return MEN if buys_sex else frozenset()


def _span(subjects: Sequence[_Mention]) -> tuple[int | None, int | None]:
    """The lowest and the highest age that some people may have; None without a limit."""
    youngest = [m.youngest for m in subjects]
    oldest = [m.oldest for m in subjects if m.oldest is not None]
    lowest = min((age for age in youngest if age is not None), default=None)
    return (None if None in youngest else lowest), max(oldest, default=None)


def _is_child_asking(words: Sequence[str], mentions: Sequence[_Mention], ages: Ages) -> bool:
    """Whether a child or young person writes of themselves."""
    if ages.own is not None:
        return ages.own < _ADULT
    if (ages.all and min(ages.all) >= _ADULT) or ELDERS & set(words):
        return False
    if any(m.oldest == 17 and _is_self(words, m.position) for m in mentions):
        return True
    if _begins_with_self(words, mentions, ages) or _lives_in_care(words):
        return True
    about_another = any(m.oldest is not None for m in mentions) or WORKERS & set(words)
    about_partner = any(
        word in PARTNERS and words[position - 1] in MINE for position, word in enumerate(words)
    )
    mine = any(
        word in GUARDIANS and MINE & set(words[max(0, position - 2) : position])
        for position, word in enumerate(words)
    )
    says_i = bool(SAYS_I & set(words)) or "parents" in words or _did_to_me(words)
    return mine and says_i and not about_another and not about_partner


def _lives_in_care(words: Sequence[str]) -> bool:
    """Whether somebody writes that they live in a group home or with foster parents."""
    text = f" {' '.join(words)} "
    return any(f" {said} " in text for said in LIVES_IN_CARE)


def _begins_with_self(words: Sequence[str], mentions: Sequence[_Mention], ages: Ages) -> bool:
    """Whether a child who says an age begins with themselves: "boy 16, they have my pictures"; of
    "girl 15, her mom is my friend" somebody else writes."""
    is_first = bool(mentions) and mentions[0].position == 0
    is_young = bool(ages.all) and min(ages.all) < _ADULT
    mine = any(word in MINE and after in OWN for word, after in pairwise(words))
    says_i = mine or bool(SAYS_I & set(words))
    return is_first and is_young and says_i and not OF_ANOTHER & set(words)


def _did_to_me(words: Sequence[str]) -> bool:
    """Whether words say « mon père ma frappé »: « m’a », typed without the apostrophe."""
    return any(word in GUARDIANS and after == "ma" for word, after in pairwise(words))


def _is_worker(words: Sequence[str]) -> bool:
    """Whether words name a professional, or « notre équipe »; "my team" may be one of hockey."""
    return bool(PROFESSIONALS & set(words) or TEAMS & set(pairwise(words)))


def _is_charged(words: Sequence[str]) -> bool:
    """Whether words are of a charge."""
    text = f" {' '.join(words)} "
    return any(f" {charge} " in text for charge in CHARGES)


def _buys_sex(words: Sequence[str]) -> bool:
    """Whether words are of somebody who buys sex."""
    if BUYERS & set(words):
        return True
    return any(
        word in BUYS and (SEX & set(near) or (FOR & set(near) and BOUGHT & set(near)))
        for position, word in enumerate(words)
        if (near := words[position : position + _NEAR])
    )
