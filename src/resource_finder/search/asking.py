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
    AT_WORK,
    BEDS,
    BOUGHT,
    BUYERS,
    BUYS,
    CHARGES,
    CHILDREN,
    ELDERS,
    EXPECTING,
    FOR,
    GUARDIANS,
    LIVES_IN_CARE,
    MINE,
    NOT_CHARGES,
    OF_ANOTHER,
    OLD,
    OWN,
    PARTNERS,
    PAYS,
    PLACEMENTS,
    PROFESSIONALS,
    SAYS_HOW_I_AM,
    SAYS_I,
    SAYS_SELF,
    SCHOOLS,
    SEES,
    SEX,
    SEX_WORKERS,
    SMALL,
    SOLD,
    SOLICITS,
    TEAMS,
    WHO_PAYS,
    WORKERS,
)

_NEAR: Final = 4
"""How many words apart two words of one saying stand."""
_MIN_YEARS: Final = 11
"""The age, in years, from which a number that nobody is named beside is that of whoever writes: a
smaller one may count anything."""


def is_child_asking(words: Sequence[str], mentions: Sequence[Mention], ages: Ages) -> bool:
    """Whether a child or young person writes of themselves."""
    if ages.own is not None:
        return ages.own < ADULT
    if (ages.all and min(ages.all) >= ADULT) or ELDERS & set(words) or OLD & set(pairwise(words)):
        return False
    own = [m for m in mentions if is_self(words, m.position)]
    of_an_age = ages.all and len(mentions) == 1
    if any(m.oldest == 17 or (of_an_age and m.youngest is None) for m in own):
        return True
    if begins_with_self(words, mentions, ages) or _lives_in_care(words):
        return True
    if _writes_as_a_child(words, mentions, ages):
        return True
    about_another = any(m.oldest is not None for m in mentions) or WORKERS & set(words)
    about_partner = any(
        word in PARTNERS and words[position - 1] in MINE for position, word in enumerate(words)
    )
    mine = any(
        word in GUARDIANS and MINE & set(words[max(0, position - 2) : position])
        for position, word in enumerate(words)
    )
    says_i = bool(SAYS_HOW_I_AM & set(words)) or "parents" in words or _did_to_me(words)
    mine = mine or _begins_with_who_did(words)
    return mine and says_i and not about_another and not about_partner


def _writes_as_a_child(words: Sequence[str], mentions: Sequence[Mention], ages: Ages) -> bool:
    """Whether somebody writes of themselves alone, as a child does: of an age, of their school, bed
    or placement. Of children who are named, or at work, somebody else writes."""
    said = set(words)
    others = [m for m in mentions if not _is_who_writes(words, m)]
    if (AT_WORK | CHILDREN) & said or any(m.oldest is not None for m in others):
        return False
    if ages.all:
        is_young = _MIN_YEARS <= min(ages.all) < ADULT
        return is_young and not others and bool(said & (SAYS_I | EXPECTING))
    text = f" {' '.join(words)} "
    return (
        (bool(SCHOOLS & said) and bool(SAYS_SELF & said))
        or (bool(GUARDIANS & said) and any(bed in text for bed in BEDS))
        or any(placement in text for placement in PLACEMENTS)
    )


def _is_who_writes(words: Sequence[str], mention: Mention) -> bool:
    """Whether a person is whoever writes: "im a boy", "kids like me", "pregnant"."""
    after = tuple(words[mention.position + 1 : mention.position + 3])
    is_alike = after in (("like", "me"), ("comme", "moi"))
    return is_alike or mention.word in EXPECTING or is_self(words, mention.position)


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
    """Whether words say « mon père ma frappé », for « m’a », or "mom hits me"."""
    to_me = any(word in GUARDIANS and after == "ma" for word, after in pairwise(words))
    return to_me or _begins_with_who_did(words)


def _begins_with_who_did(words: Sequence[str]) -> bool:
    """Whether words begin with a parent who does something "to me"."""
    return bool(GUARDIANS & set(words[:1]) and "me" in words[1:_NEAR])


def is_worker(words: Sequence[str]) -> bool:
    """Whether words name a professional, or « notre équipe »; "my team" may be one of hockey."""
    others = _without(words, SEX_WORKERS).split()
    return bool(PROFESSIONALS & set(others) or TEAMS & set(pairwise(words)))


def is_charged(words: Sequence[str]) -> bool:
    """Whether words are of a charge."""
    text = _without(words, NOT_CHARGES)
    return any(f" {charge} " in text for charge in CHARGES)


def _without(words: Sequence[str], phrases: Sequence[str]) -> str:
    """Words as a text, with a space at each end, without some phrases."""
    text = f" {' '.join(words)} "
    for phrase in phrases:
        text = text.replace(f" {phrase} ", " ")
    return text


def is_harmed(words: Sequence[str], mention: Mention) -> bool:
    """Whether a person is named after a charge, as who was harmed: "arrested with a girl"; "a girl
    was arrested" herself."""
    before = words[: mention.position]
    return bool(before) and before[-1] in ARTICLES and is_charged(before)


def buys_sex(words: Sequence[str]) -> bool:
    """Whether words are of somebody who buys sex."""
    # "Johns text me" is said by somebody else.
    if BUYERS & set(words) and not {"me", "moi"} & set(words):
        return True
    return any(_is_buyer_at(words, position) for position in range(len(words)))


def _is_buyer_at(words: Sequence[str], position: int) -> bool:
    """Whether words from a position on are of somebody who buys sex: "paying for sex", « voir des
    escortes », "I pay girls"."""
    word, near = words[position], set(words[position : position + _NEAR])
    i_pay = word in PAYS and not WHO_PAYS.isdisjoint(words[:position][-1:])
    return (
        (word in BUYS and _is_bought(word, near))
        or (word in SEES and not SOLD.isdisjoint(near))
        or (i_pay and not BOUGHT.isdisjoint(words[position + 1 : position + 3]))
    )


def _is_bought(buys: str, near: set[str]) -> bool:
    """Whether the words beside one for buying say that it is sex, or somebody."""
    somebody = buys in PAYS | SOLICITS and (FOR | ARTICLES) & near and BOUGHT & near
    return bool(SEX & near or somebody)
