"""The line to call instead of the best of the first results, where none of them can be called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from resource_finder.closed_lists import ANYONE, LINES
from resource_finder.directory.contacts import NO_CONTACT_STATUSES, numbers_to_give
from resource_finder.model import Entry, Service
from resource_finder.search.index import Index
from resource_finder.search.others import COURSES, TAUGHT, serves_others
from resource_finder.search.person import Person
from resource_finder.search.person_words import ADULT
from resource_finder.search.places import is_elsewhere
from resource_finder.search.query import Query
from resource_finder.search.rank import Hit
from resource_finder.search.tokens import Meaning, MeaningKind, token_of

_HELPING: Final = ("report", "crisis", "support")
_MAIN_TOPICS: Final = 2
"""Topics of a line that it is mainly about, the first ones."""
_WORKERS: Final = "workers"
_INFORMING: Final = "awareness"
_COURSE: Final = token_of(Meaning(MeaningKind.CONCEPT, COURSES))
_COMPANY: Final = "mental-health"
"""The topic of what is for somebody to talk to: the line for children is, for the young."""
_PLACES: Final = frozenset({"housing", "safe-place"})
"""Topics of somewhere to stay: without it « centre jeunesse ouvert le soir » gives the line to
report harm to, where nobody speaks of a child."""
FOR_CHILDREN: Final = "children"
YOUNG: Final = frozenset({"children", "youth"})


def line_to_call_instead(query: Query, first: Sequence[Hit], index: Index) -> Service | None:
    """The line to call instead of the best of the first results: the one for its people, else a
    line for what they are about, else one for everything."""
    best = _asked_for(query, first)
    if not isinstance(best, Service):
        return None
    line, fallback = index.call_instead(best.id), index.header.fallback_services
    general = [index.service(id) for id in fallback]
    anyone = [one for one in general if ANYONE in one.audience]
    if best.topics[0] == _COMPANY and not YOUNG.isdisjoint(best.audience):
        suitable = [one for one in general if FOR_CHILDREN in one.audience]
    elif COURSES in best.topics and asks_for_a_course(query):
        is_for_workers = not TAUGHT.isdisjoint(best.audience)
        suitable = _lines_about_courses(general, index) if is_for_workers else anyone
    elif line is None:
        suitable = []
    elif line.line == "report" and best.topics[0] in _PLACES and not query.person.is_minor:
        suitable = [*anyone, line]
    elif line.id not in fallback:
        suitable = [line, *general]
    else:
        about_it = lines_about(_shared_topic(best, first), query, index)
        suitable = [*about_it, *([] if query.person.is_minor else [line]), *general]
    return next((one for one in suitable if may_help(one, query, index)), None)


def _asked_for(query: Query, first: Sequence[Hit]) -> Entry:
    """The best of the first results that is running; where a course is asked for, one that is
    among them, else one that is none."""
    running = [hit.entry for hit in first if not is_gone(hit)] or [first[0].entry]
    wants_course = asks_for_a_course(query)
    asked_for = (entry for entry in running if (COURSES in entry.topics) == wants_course)
    return next(asked_for, running[0])


def asks_for_a_course(query: Query) -> bool:
    """Whether somebody wants to learn how to help others, and is not sent to a course."""
    return not query.person.is_charged and any(_COURSE in term.matches for term in query.terms)


def _lines_about_courses(general: Sequence[Service], index: Index) -> list[Service]:
    """Whom a worker may ask where a course cannot be called: who informs workers, then who knows
    services."""
    informing = index.hotlines(LINES, _INFORMING)
    return [one for one in (*informing, *general) if _WORKERS in one.audience]


def _shared_topic(best: Service, first: Sequence[Hit]) -> str:
    """The topic of the best result that each of the first has; its first one, if there is none."""
    others = [set(hit.entry.topics) for hit in first]
    return next((t for t in best.topics if all(t in topics for topics in others)), best.topics[0])


def lines_about(topic: str, query: Query, index: Index) -> list[Service]:
    """The lines that are mainly about a topic: for a child those to report harm to first, else
    those for a crisis."""
    general = index.header.fallback_services
    lines = [
        one
        for one in index.hotlines(_HELPING, topic)
        if one.police != "service"
        and (one.topics[0] == topic or ANYONE in one.audience)
        and topic in one.topics[:_MAIN_TOPICS]
        and one.id not in general
    ]
    last = "crisis" if query.person.is_minor else "report"
    return sorted(lines, key=lambda line: line.line == last)


def may_help(line: Service, query: Query, index: Index) -> bool:
    """Whether a line helps whoever needs help, where they are; what harms a child is reported, what
    harms an adult is not."""
    if line.line == "report" and is_adult(query.person):
        return False
    if not numbers_to_give(line) or is_elsewhere(query, line, index):
        return False
    return not serves_others(line, query.person)


def is_adult(person: Person) -> bool:
    """Whether a person is known to be an adult."""
    youngest = person.youngest if person.age is None else person.age
    return youngest is not None and youngest >= ADULT


def is_gone(hit: Hit) -> bool:
    """Whether nobody answers for an entry: it has ended, or has not begun."""
    return isinstance(hit.entry, Service) and hit.entry.status in NO_CONTACT_STATUSES
