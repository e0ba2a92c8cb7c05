"""Who writes, as far as the words tell: a child, a professional, somebody who is charged."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from resource_finder.search.ages import Ages
from resource_finder.search.mentions import Mention, is_self
from resource_finder.search.person_words import (
    ADULT,
    ARTICLES,
    BOUGHT,
    BUYERS,
    BUYS,
    CHARGES,
    ELDERS,
    FOR,
    GUARDIANS,
    LIVES_IN_CARE,
    MINE,
    NOT_CHARGES,
    OF_ANOTHER,
    OWN,
    PARTNERS,
    PAYS,
    PROFESSIONALS,
    SAYS_I,
    SEX,
    SMALL,
    TEAMS,
    WORKERS,
)

_NEAR: Final = 4
"""How many words apart two words of one saying stand."""


def is_child_asking(words: Sequence[str], mentions: Sequence[Mention], ages: Ages) -> bool:
    """Whether a child or young person writes of themselves."""
    if ages.own is not None:
        return ages.own < ADULT
    if (ages.all and min(ages.all) >= ADULT) or ELDERS & set(words):
        return False
    own = [m for m in mentions if is_self(words, m.position)]
    of_an_age = ages.all and len(mentions) == 1
    if any(m.oldest == 17 or (of_an_age and m.youngest is None) for m in own):
        return True
    if begins_with_self(words, mentions, ages) or _lives_in_care(words):
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


def begins_with_self(words: Sequence[str], mentions: Sequence[Mention], ages: Ages) -> bool:
    """Whether a child who says an age begins with themselves: "boy 16, they have my pictures"; of
    "girl 15, her mom is my friend" somebody else writes."""
    before = set(words[: mentions[0].position]) if mentions else {""}
    is_first = before <= SMALL
    is_young = bool(ages.all) and min(ages.all) < ADULT
    mine = any(word in MINE and after in OWN for word, after in pairwise(words))
    says_i = mine or bool(SAYS_I & set(words))
    return is_first and is_young and says_i and not OF_ANOTHER & set(words)


def _did_to_me(words: Sequence[str]) -> bool:
    """Whether words say « mon père ma frappé »: « m’a », typed without the apostrophe."""
    return any(word in GUARDIANS and after == "ma" for word, after in pairwise(words))


def is_worker(words: Sequence[str]) -> bool:
    """Whether words name a professional, or « notre équipe »; "my team" may be one of hockey."""
    return bool(PROFESSIONALS & set(words) or TEAMS & set(pairwise(words)))


def is_charged(words: Sequence[str]) -> bool:
    """Whether words are of a charge."""
    text = f" {' '.join(words)} "
    for other in NOT_CHARGES:
        text = text.replace(f" {other} ", " ")
    return any(f" {charge} " in text for charge in CHARGES)


def buys_sex(words: Sequence[str]) -> bool:
    """Whether words are of somebody who buys sex."""
    # "Johns text me" is said by somebody else.
    if BUYERS & set(words) and not {"me", "moi"} & set(words):
        return True
    return any(
        word in BUYS and _is_bought(word, set(words[position : position + _NEAR]))
        for position, word in enumerate(words)
    )


def _is_bought(buys: str, near: set[str]) -> bool:
    """Whether the words beside one for buying say that it is sex, or somebody."""
    somebody = buys in PAYS and (FOR | ARTICLES) & near and BOUGHT & near
    return bool(SEX & near or somebody)
