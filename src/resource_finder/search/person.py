"""Who a query is about, and who asks: a boy, a woman of 30, a child who writes of themselves.

The words are those of English and French, not of a directory. A partner, a parent or whoever did
the harm ("hit by his wife", « battue par son conjoint ») is not the person who needs help, and the
youngest of several people is. What is not said is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from resource_finder.search.ages import Ages, read_ages
from resource_finder.search.asking import (
    begins_with_self,
    buys_sex,
    is_charged,
    is_child_asking,
    is_harmed,
    is_worker,
)
from resource_finder.search.mentions import Mention, is_self, read_mentions
from resource_finder.search.person_words import (
    ADULT,
    ADULTS,
    ALL,
    AUNTS,
    BOUGHT,
    BY,
    CHILDREN,
    CLIENTS,
    FATHERS,
    FEMALE,
    FOR,
    GAY_MAN,
    GUARDIANS,
    GUYS,
    MALE,
    ME,
    MEN,
    MINE,
    MINORS,
    MOTHERS,
    OLDER,
    PARTNERS,
    PLURALS,
    PROFESSIONALS,
    SAYS_I,
    THAN,
    THEIRS,
    TRANS,
    TREATS,
    UNCLES,
    VIOLENT,
    WITH,
    WOMEN,
    YOUNG,
)
from resource_finder.search.shorthand import spelled_out
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
    is_charged_buyer: bool = False
    """A man charged with buying sex."""
    says_i: bool = False
    """Somebody who writes of themselves, or of someone close to them."""

    @property
    def is_minor(self) -> bool:
        """Whether the person is known to be a child or young person under 18."""
        oldest = self.oldest if self.age is None else self.age
        return oldest is not None and oldest < ADULT

    @property
    def is_adult(self) -> bool:
        """Whether the person is known to be an adult."""
        youngest = self.youngest if self.age is None else self.age
        return youngest is not None and youngest >= ADULT


_PRONOUN_AND_AGE: Final = re.compile(r"\b(he|she|il|elle)(?:[’']?s| is| a)? \d\d?\b")


def read_person(text: str) -> Person:
    """Whom a text is about."""
    ages = read_ages(text)
    words = spelled_out(fold_words(ages.remaining).split())
    is_buyer = buys_sex(words)
    charged = is_buyer or is_charged(words)
    mentions = [
        m
        for m in read_mentions(words)
        if not (m.word in BOUGHT and (is_buyer or (charged and is_harmed(words, m))))
    ]
    age = _age(ages, mentions)
    begins = begins_with_self(words, mentions, ages)
    subjects = mentions[:1] if begins else _subjects(words, mentions, age)
    asking = is_child_asking(words, mentions, ages)
    youngest, oldest = _span(subjects)
    if asking:
        # A grown-up beside a child who writes is not whom the child asks for.
        youngest = None if youngest == ADULT else youngest
        oldest = 17 if oldest is None else oldest
    if charged and youngest is None and oldest is None:
        youngest = ADULT
    genders = (
        _genders(subjects, words)
        or _gender_of_age(text, mentions, is_buyer)
        or _gender_of_partner(words)
    )
    return Person(
        genders=genders,
        age=age,
        youngest=youngest,
        oldest=oldest,
        is_asking=asking,
        is_worker=is_worker(words),
        is_charged=charged,
        is_charged_buyer=is_buyer and is_charged(words) and genders == MEN,
        says_i=bool((SAYS_I | MINE) & set(words)),
    )


def _age(ages: Ages, mentions: Sequence[Mention]) -> int | None:
    """The age of the person: one's own, else where a child is mentioned the lowest, else the first
    of several: "a man of 40, raped at 11"."""
    if ages.own is not None:
        return ages.own
    is_child = any(m.oldest is not None for m in mentions)
    return min(ages.all, default=None) if is_child else next(iter(ages.all), None)


def says_gender_or_age(text: str) -> bool:
    """Whether words only say the gender or age of somebody."""
    known = MALE | FEMALE | MINORS | ADULTS | YOUNG | CHILDREN | {"son"}
    return all(word in known for word in fold_words(text).split())


def _subjects(words: Sequence[str], mentions: Sequence[Mention], age: int | None) -> list[Mention]:
    """Those who need help: whoever writes, else the young, else whoever is named first; `age` is
    that of one of them, if any."""
    own = [m for m in mentions if is_self(words, m.position)]
    if own:
        return own
    others = [m for m in mentions if not _did_harm(words, m, age)] or _alone(words, mentions)
    others = [m for m in others if not _is_served(words, m)] or others
    if age is not None and age < ADULT:
        others = [m for m in others if m.youngest is None or m.youngest < ADULT]
    minors = [m for m in others if m.oldest is not None]
    adults = [m for m in others if m.oldest is None]
    if age is not None and age >= ADULT and adults:
        return adults
    # A woman who flees with her son, or a father, needs a place for both.
    with_them = [m for m in adults if m.genders == WOMEN or m.word in FATHERS]
    found = [*with_them, *minors] if minors else others
    # An aunt asks for her niece, unless nobody else is named.
    return [m for m in found if m.word not in UNCLES | AUNTS] or found


def _is_served(words: Sequence[str], mention: Mention) -> bool:
    """Whether words say whom services are for, « c’est pour les femmes », or whom somebody treats
    in some way."""
    before = words[max(0, mention.position - 2) : mention.position]
    is_for = bool((FOR | TREATS) & set(before[-1:]))
    is_for = is_for or (bool(FOR & set(before[:1])) and before[-1] in ALL)
    return is_for and mention.word in PLURALS


def _alone(words: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
    """The old man or woman of whom alone some words are, and who is nobody's partner."""
    said = {ME, THEIRS, THAN}
    alone = len(mentions) == 1 and not any(group & set(words) for group in said)
    return [*mentions] if alone and mentions[0].word not in PARTNERS else []


def _did_harm(words: Sequence[str], mention: Mention, age: int | None) -> bool:
    """Whether a person is a partner, or one by whom or with whom something happens. « Mon gars » of
    an age is a son; somebody with whom a professional is is a client."""
    start = mention.position
    before, after = words[max(0, start - 3) : start], words[start + 1 : start + 3]
    is_son = mention.word == "gars" and age is not None and age < ADULT
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
    # A parent who is named in this way is with the children, or alone.
    is_parent = mention.word in MOTHERS | FATHERS
    is_adult = mention.youngest is not None or mention.word in GUYS
    return is_adult and not is_parent and _is_next_to_me(words, start)


def _is_next_to_me(words: Sequence[str], position: int) -> bool:
    """Whether a text says "me", and names nobody else between the person at a position and that."""
    after = words[position + 1 :]
    to_me = next((n for n, word in enumerate(after) if word in ME), None)
    if to_me is None:
        return bool(ME & set(words))
    return not (PARTNERS | GUARDIANS | CLIENTS) & set(after[:to_me])


def _genders(subjects: Sequence[Mention], words: Sequence[str]) -> frozenset[str]:
    """The audiences of the genders of some people: none where they are women and men."""
    genders = frozenset[str]().union(*(m.genders for m in subjects))
    if {"women", "men"} <= genders:
        genders = frozenset()
    pairs = set(pairwise(words))
    if not genders and GAY_MAN & set(words):
        genders = MEN
    is_trans = (
        TRANS & set(words) or {("two", "spirit"), ("non", "binary"), ("non", "binaire")} & pairs
    )
    return genders | {"2slgbtqi"} if is_trans else genders


def _gender_of_age(text: str, mentions: Sequence[Mention], is_buyer: bool) -> frozenset[str]:
    """The gender of somebody of whom only the age is said: "he is 30", « elle a 15 ans »; who buys
    sex is thought of as a man."""
    said = _PRONOUN_AND_AGE.search(text.lower())
    if said and not mentions:
        return MEN if said[1] in ("he", "il") else WOMEN
    return MEN if is_buyer else frozenset()


def _gender_of_partner(words: Sequence[str]) -> frozenset[str]:
    """The gender of whom a partner is said: of "his wife" a man, of "her ex" a woman."""
    whose = {before for before, word in pairwise(words) if word in PARTNERS}
    return MEN if "his" in whose else WOMEN if "her" in whose else frozenset()


def _span(subjects: Sequence[Mention]) -> tuple[int | None, int | None]:
    """The lowest and the highest age that some people may have; None without a limit."""
    youngest = [m.youngest for m in subjects]
    oldest = [m.oldest for m in subjects if m.oldest is not None]
    lowest = min((age for age in youngest if age is not None), default=None)
    return (None if None in youngest else lowest), max(oldest, default=None)
