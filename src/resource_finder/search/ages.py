"""Reads the age of a person from what is typed: "14 year old", "girl 14", "14f", "elle a quatorze
ans".

A bare number is an age only beside a word for a person, or after "is" or « a »; never the day of an
event ("march 14", « le 14 mars »), a number of people ("14 girls") or a time ("14 years ago").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from resource_finder.text import fold


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_EN_UNITS: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_FR_UNITS: Final = (
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
)
_UNITS: Final = {
    word: value for units in (_EN_UNITS, _FR_UNITS) for value, word in enumerate(units.split(), 1)
}
_TENS: Final = {
    word: 10 * value
    for tens in (
        "twenty thirty forty fifty sixty seventy eighty ninety",
        "vingt trente quarante cinquante soixante",
    )
    for value, word in enumerate(tens.split(), 2)
}

PERSON_WORDS: Final = _set(
    "girl boy kid child teen teenager youth daughter son niece nephew sister brother client woman"
    " man guy female male student minor runaway patient fille fillette gars garcon enfant ado"
    " adolescent adolescente jeune fils neveu soeur frere cliente femme homme eleve mineur mineure"
    " fugueur fugueuse cousin cousine brothers sisters sons daughters nieces nephews cousins freres"
    " soeurs nieces neveux cousines driver trucker mom mum dad mother father husband wife lady mere"
    " pere mari papa maman monsieur dame granddaughter grandson grandchild stepson stepdaughter f m"
    " grandkid sis bro cuz fella lad dude gosse"
)
"""Words, folded, beside which a bare number is an age."""
_YEARS: Final = _set("year years yr yrs an ans yo yearold")
_AGED: Final = _set("age aged ages agee agees")
_SAYS_I: Final = _set("im ima jai g chu chui jsuis")
_SAYS_I_IN_TWO: Final = (["i", "m"], ["i", "am"], ["j", "ai"], ["je", "suis"], ["i", "turn"])
_SAYS_IS: Final = _set(
    "is was now maintenant asteur hes shes whos turned turn turning turns just only presque juste"
    " rendu rendue"
)
_NOT_YET: Final = _set("turn turning turns almost nearly presque bientot")
"""Words before an age that somebody has not reached: "i turn eighteen in june"."""
_SHORT_IS: Final = {"m": {"i"}, "am": {"i"}, "ai": {"j"}, "s": {"he", "she", "who"}}
_HAS: Final = _set("elle il qui iel ella") | PERSON_WORDS
_COUNTED: Final = _set(
    "day days week weeks month months hour hours hr hrs minute minutes min time times mile miles"
    " kids children girls boys men women people persons teens bucks dollars jour jours semaine"
    " semaines mois heure heures fois filles garcons enfants hommes femmes personnes piasses textos"
    " texts pills pilules photos pictures guys others th st nd rd e er h am pm km x"
)
_MONTHS: Final = _set(
    "january february march april may june july august september october november december jan feb"
    " mar apr jun jul aug sep sept oct nov dec janvier fevrier mars avril mai juin juillet aout"
    " septembre octobre novembre decembre"
)
_BEFORE_DATE: Final = _MONTHS | _set("le the on du since depuis before avant room chambre")
_LASTS: Final = _set("for since past last over after apres within depuis pendant fait ya every")
_THEN: Final = _set(
    "ago later jail prison tard sober clean sobre apart together married marie mariee"
)
_BETWEEN: Final = PERSON_WORDS | _set(
    "a an and et un une only just young jeune trans native two spirit gay bi de of turning almost"
    " nearly presque bientot"
)

_MIN_IN_WORDS: Final = 8
"""The lowest age that is read from a bare word: "six" and « sept » say how many more often."""
_AND: Final = _set("and et")
"""Words between what somebody says of themselves: "im two spirit and 15 and scared"."""
_HOURS: Final = 24
"""Numbers above this are no time of day: "laid off at 45"."""
_TEENS: Final = range(11, 20)
"""Ages that are read from a bare word anywhere: "fourteen ran away"."""
_IN_RANGE: Final = _set("to a and et or ou")
"""Words before the second of two numbers: "nine to seventeen" are the ages of a service."""
_AND_WORD: Final = re.compile(r"(?:and|n|et|pis)\b", re.IGNORECASE)
_TOKEN: Final = re.compile(r"\d+|[^\W\d_]+")


class Ages(NamedTuple):
    """The ages in a text, that of the person who writes, and the text without them."""

    all: tuple[int, ...]
    own: int | None
    remaining: str


class _Token(NamedTuple):
    text: str
    start: int
    end: int


class _Number(NamedTuple):
    """A number: its value, and the positions of its first token and of the one after it."""

    value: int
    start: int
    end: int
    in_words: bool
    is_set_apart: bool = False
    """Whether it stands by itself: "a guy i know, 24", "im two spirit and 50, need a bed", "17 and
    pregnant"."""


def read_ages(text: str) -> Ages:
    """The ages of people in a text."""
    tokens = [_Token(fold(m[0]), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    ages: list[int] = []
    own: int | None = None
    remaining = text
    for number in reversed(list(_numbers(tokens, text))):
        first, end = _age_span(tokens, number)
        if first == end:
            continue
        is_reached = number.start == 0 or tokens[number.start - 1].text not in _NOT_YET
        age = number.value if is_reached else number.value - 1
        ages.insert(0, age)
        if _is_own(tokens, number):
            own = age
        remaining = f"{remaining[: tokens[first].start]} {remaining[tokens[end - 1].end :]}"
    return Ages(tuple(ages), own, remaining)


def _numbers(tokens: Sequence[_Token], text: str) -> Iterator[_Number]:
    """The numbers that may be an age, in digits or in words."""
    position = 0
    while position < len(tokens):
        token = tokens[position]
        around = text[max(0, token.start - 1) : token.start] + text[token.end : token.end + 1]
        if token.text.isdecimal():
            if len(token.text) <= 3 and token.text.isascii() and not set(around) & set("./:+%$#"):
                apart = _is_set_apart(text[: token.start].rstrip(), text[token.end :].lstrip())
                yield _Number(int(token.text), position, position + 1, False, apart)
            position += 1
            continue
        value, length = _in_words([t.text for t in tokens[position : position + 3]])
        if length:
            yield _Number(value, position, position + length, in_words=True)
        position += max(length, 1)


def _is_set_apart(before: str, after: str) -> bool:
    """Whether a number between two texts stands by itself."""
    if not before:
        return bool(_AND_WORD.match(after))
    return before.endswith((",", " and", " et")) and (not after or after.startswith(","))


def _in_words(words: Sequence[str]) -> tuple[int, int]:
    """The number that some words begin with, and how many of them it takes: 0 for none."""
    if words[0] in ("dix", "ten") and len(words) > 1 and words[1] in ("sept", "huit", "neuf"):
        return 10 + _UNITS[words[1]], 2
    if words[0] not in _TENS:
        return (_UNITS[words[0]], 1) if words[0] in _UNITS else (0, 0)
    tens, others = _TENS[words[0]], [word for word in words[1:] if word != "et"]
    if others and others[0] in _UNITS and _UNITS[others[0]] < (17 if tens == 60 else 10):
        return tens + _UNITS[others[0]], 2 + ("et" in words[1:2])
    return tens, 1


def _age_span(tokens: Sequence[_Token], number: _Number) -> tuple[int, int]:
    """The tokens that say an age, without words for a person: nothing where a number is none."""
    before = [token.text for token in tokens[max(0, number.start - 2) : number.start]]
    after = [token.text for token in tokens[number.end : number.end + 4]]
    units = _units(after)
    if units:
        lasts = before[-2:] == ["y", "a"] or (before and before[-1] in _LASTS)
        is_old = "old" in after[:units] or "olds" in after[:units]
        is_time = not is_old and (lasts or _THEN & set(after[units : units + 2]))
        is_range = before[-1:] and before[-1] in _IN_RANGE and _is_number(before[0])
        return (number.start, number.start if is_time or is_range else number.end + units)
    aged = before and (before[-1] in _AGED or (before[-1] in ("de", "of") and before[0] in _AGED))
    if aged:
        return number.start - (1 if before[-1] in _AGED else 2), number.end
    return (
        number.start,
        number.end if _is_bare_age(tokens, number, before, after) else number.start,
    )


def _is_number(word: str) -> bool:
    return word.isdecimal() or word in _UNITS or word in _TENS


def _units(after: Sequence[str]) -> int:
    """How many tokens after a number say that it counts years of a life."""
    if after[:2] == ["y", "o"]:
        return 2
    if not after or after[0] not in _YEARS:
        return 0
    return (
        2 if after[1:2] and after[1] in ("old", "olds") else 3 if after[1:3] == ["of", "age"] else 1
    )


def _is_bare_age(
    tokens: Sequence[_Token], number: _Number, before: Sequence[str], after: Sequence[str]
) -> bool:
    """Whether a number without a unit is an age, by the words beside it."""
    if number.value > 99 or (number.in_words and number.value < _MIN_IN_WORDS):
        return False
    following, previous = (after or [""])[0], (before or [""])[-1]
    if following in _COUNTED or following in _MONTHS or previous in _BEFORE_DATE:
        return False
    if following in ("f", "m") and tokens[number.end].start == tokens[number.end - 1].end:
        return True
    says_is = (
        previous in _SAYS_I | _SAYS_IS
        or (previous in ("of", "de") and before[0] in PERSON_WORDS)
        or set(before[:-1]) & _SHORT_IS.get(previous, set())
        or (previous == "a" and set(before[:-1]) & (_HAS | {"en"}))
    )
    return bool(
        says_is
        or (number.is_set_apart and number.value >= _MIN_IN_WORDS)
        or (previous == "at" and number.value > _HOURS)
        or (previous in _AND and not _is_number(before[0]) and following in _AND | {""})
        or (number.in_words and number.value in _TEENS and previous not in _IN_RANGE)
        or previous in PERSON_WORDS
        or (following in PERSON_WORDS and number.value >= _MIN_IN_WORDS)
    )


def _is_own(tokens: Sequence[_Token], number: _Number) -> bool:
    """Whether an age is that of the person who writes: "i'm a boy, 13", « j'ai 13 ans »."""
    texts = [token.text for token in tokens[: number.start]]
    while texts and texts[-1] in _BETWEEN and texts[-2:] != ["i", "m"]:
        texts.pop()
    return bool(texts) and (texts[-1] in _SAYS_I or texts[-2:] in _SAYS_I_IN_TWO)
