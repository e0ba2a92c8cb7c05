"""Whether a service is for other people than the one a query is about: by gender, age, and what
they are charged with.

A service that says nothing of one of these is for everyone in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from resource_finder.closed_lists import ANYONE
from resource_finder.model import Service
from resource_finder.search.person import Person
from resource_finder.search.person_words import ADULT

_GENDERS: Final = frozenset({"women", "men"})
_AGES: Final = {
    "children": (0, 17), "youth": (0, 24), "young-adults": (18, 29), "adults": (18, 200),
}  # fmt: skip
"""The ages of an audience, where a service does not say its own."""
_ABOUT_THEM: Final = frozenset({"indigenous", "exploited"})
_ABOUT_THE_YOUNG: Final = frozenset({"women", "2slgbtqi", "families"})
"""Audiences that say which children or adults a service is for, not that others come too: "women"
beside both children and youth are girls, "families" theirs."""
_YOUNG: Final = frozenset({"children", "youth"})
_ALSO_OLDER: Final = frozenset({"adults", "families"})
_PROFESSIONALS: Final = frozenset({"workers", "communities"})
COURSES: Final = "training"
"""The topic of courses for those who help."""
TAUGHT: Final = frozenset({"workers", ANYONE})
"""Audiences of courses on how to help; one for survivors is another matter."""
_CAMPAIGNS: Final = "awareness"
"""The topic of what speaks to people in general: nobody in need is sent there."""
_CHARGED: Final = "people-charged"
_HARMED: Final = frozenset({"survivors", "exploited", "trafficked"})
"""Whom a man harms who buys sex: what is for them is not for him."""
_SURELY_CHILD: Final = 12
"""The age up to which nobody is a woman or a man. Without it a girl of 11 who is given vapes by
older guys is sent to a place for women."""
_SURELY_ADULT: Final = 30
"""The age from which a "man" or « femme » of no age is thought of: with 18 services for young
people stand among the first for them."""


def serves_others(service: Service, person: Person, was_asked_for: bool = False) -> bool:
    """Whether a service is for other people; `was_asked_for` where words mean this service itself,
    which then is not kept from them for a charge alone."""
    audience = frozenset(service.audience)
    if was_asked_for and service.topics[0] == _CAMPAIGNS:
        return False
    if _CHARGED in audience and not (person.is_charged or was_asked_for):
        return True
    if person.is_charged_buyer and audience & _HARMED and _CHARGED not in audience:
        return True
    if person.is_asking and audience <= _PROFESSIONALS:
        return True
    if person.is_worker and service.topics[0] == COURSES and not audience & TAUGHT:
        return True
    return _is_other_gender(audience, person) or _is_other_age(service, audience, person)


def is_for_unsaid_people(audience: Iterable[str], person: Person) -> bool:
    """Whether somebody is spoken of, but not whether they are of the gender, or of the age, that a
    service is for: it may be for other people."""
    names = frozenset(audience)
    if person == Person() or ANYONE in names:
        return False
    says_no_age = person.age is None and person.youngest is None and person.oldest is None
    is_for_the_young = bool(names & _YOUNG) and not names & _ALSO_OLDER
    is_for_one_gender = len(names & _GENDERS) == 1
    return (is_for_one_gender and not person.genders) or (is_for_the_young and says_no_age)


def _is_other_gender(audience: frozenset[str], person: Person) -> bool:
    if not person.genders or ANYONE in audience or not audience & _GENDERS:
        return False
    return not audience & person.genders


def _is_other_age(service: Service, audience: frozenset[str], person: Person) -> bool:
    low = person.youngest if person.age is None else person.age
    high = person.oldest if person.age is None else person.age
    is_for_grown_ups = audience & _GENDERS and audience.isdisjoint(_YOUNG | {"families"})
    if is_for_grown_ups and high is not None and high <= _SURELY_CHILD:
        return True
    if low == ADULT and person.age is None:
        low = _SURELY_ADULT
    youngest, oldest = service.ages or _ages_of(audience)
    too_old = low is not None and oldest is not None and low > oldest
    too_young = high is not None and youngest is not None and high < youngest
    return too_old or too_young


def _ages_of(audience: frozenset[str]) -> tuple[int | None, int | None]:
    """The ages that audiences mean; None without a limit."""
    spans = [span for name, span in _AGES.items() if name in audience]
    about_them = _ABOUT_THEM | (_ABOUT_THE_YOUNG if audience >= _YOUNG else frozenset())
    if not spans or audience - set(_AGES) - about_them:
        return None, None
    return min(low for low, _ in spans), max(high for _, high in spans)
