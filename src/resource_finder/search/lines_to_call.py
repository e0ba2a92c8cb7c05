"""The lines to call that the first results of an answer must hold, beyond the order by fit.

One of the first three can be called, where anything that fits can be. A child who writes of
themselves finds the line for children among them; whoever tells of the harm of a child finds the
line to report it to among them; whoever else asks for a child finds the line for children among the
first five. What only may fit comes with the lines for anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Final

from resource_finder.closed_lists import ANYONE
from resource_finder.directory.contacts import numbers_to_give
from resource_finder.model import Entry, Service
from resource_finder.search.index import Index
from resource_finder.search.line_instead import (
    FOR_CHILDREN,
    YOUNG,
    asks_for_a_course,
    is_adult,
    is_gone,
    line_to_call_instead,
    lines_about,
    may_help,
)
from resource_finder.search.negation import POLICE
from resource_finder.search.others import COURSES, is_for_unsaid_people, serves_others
from resource_finder.search.places import is_elsewhere
from resource_finder.search.query import Query, is_audience
from resource_finder.search.rank import Hit
from resource_finder.search.scoring import Reason
from resource_finder.search.tokens import fold_words

FIRST: Final = 3
"""Results that a hurried person reads."""
_SCREEN: Final = 5
"""Results that `find` shows."""
_CALLABLE_SHARE: Final = 0.5
"""The part of the best score that an entry needs to be the one to call. Without it a line that
shares one word with the query is: "bed for a homeless man in thompson" gives that for violence in a
family."""
_POSSIBLE_SHARE: Final = 0.7
"""The same, where nothing is sure to fit. Without it « femme tuée, aide aux proches » gives a
shelter without a number before the line for families."""
_WEAK_SCORE: Final = 20.0
"""The score from which what can be called is taken for an answer, where words remain that it does
not meet. Without it "single dad and two little ones evicted" only gives lines for violence."""
_FIRST_SHARE: Final = 0.6
"""The part of the best score that a line needs to stand before the service that it answers for.
Without it « faire enlever une photo intime » finds a tip line first."""
_IS_POLICE: Final = ("service", "part")
_CRISIS: Final = "crisis"
_EMERGENCY: Final = "emergency"
_CHILD_TOPIC: Final = "child-protection"
_HARM: Final = frozenset(
    {"child-protection", "family-violence", "online-exploitation", "sexual-assault",
     "sexual-exploitation", "trafficking"}
)  # fmt: skip
"""Topics of which what is said of a child is to be reported."""
_INSTEAD: Final = (Reason("", "instead", "word", ""),)
_CHILD: Final = (Reason("", "child", "word", ""),)
_LAST_RESORT: Final = (Reason("", "last resort", "word", ""),)
"""Why an entry is among the first that no word met."""


def with_lines_to_call(query: Query, fit: list[Hit], others: bool, index: Index) -> list[Hit]:
    """The hits that fit, with the lines that the first of them must hold; `others`: some that
    matched are for other people."""
    general = _lines_for_anything(query, index)
    if others and len(fit) < FIRST:
        shown = {hit.entry.id for hit in fit}
        lines = [Hit(line, _LAST_RESORT, 0.0) for line in general] + _crisis_lines(query, index)
        added = [hit._replace(match="possible") for hit in lines if hit.entry.id not in shown]
        fit = [*fit, *added][:FIRST]
    if not fit or fit[0].match == "possible":
        lines = _lines_for_the_person(query, general, index)
        fit = _to_call_first(query, fit)
        return _with_lines(fit, lines, 1 if query.terms else 0)
    fit = _with_one_to_call(query, fit, general, index)
    fit = _with_the_emergency_number(query, fit, index)
    is_for_a_child = query.person.is_minor and not asks_for_a_course(query)
    return with_a_line_for_children(query, fit, index) if is_for_a_child else fit


def _to_call_first(query: Query, hits: list[Hit]) -> list[Hit]:
    """Hits that only may fit: what can be called and fits about as well before the best, and what
    may be for other people last."""
    enough = _POSSIBLE_SHARE * max((hit.score for hit in hits), default=0.0)
    if all(map(is_audience, query.terms)):
        return hits
    can_be_called = {
        hit.entry.id
        for hit in hits
        if hit.score >= enough and _can_be_called(hit) and not is_kept_out(hit, query)
    }
    return sorted(
        hits, key=lambda hit: (_may_be_for_others(hit, query), hit.entry.id not in can_be_called)
    )


def is_kept_out(hit: Hit, query: Query) -> bool:
    """Whether an entry is of the police, and the words want none."""
    is_police = isinstance(hit.entry, Service) and hit.entry.police in _IS_POLICE
    return POLICE in query.kept_out and is_police


def _lines_for_anything(query: Query, index: Index) -> list[Service]:
    """The lines to call where nothing fits, those for the person and the place."""
    services = map(index.service, index.header.fallback_services)
    return [
        service
        for service in services
        if numbers_to_give(service)  # A layer may withdraw them.
        and not serves_others(service, query.person)
        and not is_elsewhere(query, service, index)
    ]


def _lines_for_the_person(query: Query, general: Sequence[Service], index: Index) -> list[Hit]:
    """The lines to call where nothing is sure to fit: for a child the report line and the line for
    children; for an adult the line for anyone and a crisis line; for whoever else writes of
    themselves the line for children and that for anyone, or only this."""
    person = query.person
    children = [Hit(line, _CHILD, 0.0) for line in general if FOR_CHILDREN in line.audience][:1]
    anyone = [Hit(line, _LAST_RESORT, 0.0) for line in general if ANYONE in line.audience][:1]
    if person.is_minor and not person.is_asking:
        urgent = (line for line in index.header.urgent if line.numbers and line.layer is None)
        reports = (index.service(line.service) for line in urgent)
        return [*(Hit(line, _CHILD, 0.0) for line in reports), *children]
    if is_adult(person):
        return [*anyone, *_crisis_lines(query, index)]
    if person.is_asking or (person.says_i and not person.is_worker):
        return [*children, *anyone]
    return [*anyone, *([] if asks_for_a_course(query) else _crisis_lines(query, index))]


def _crisis_lines(query: Query, index: Index) -> list[Hit]:
    """The first crisis line for anyone, where they are."""
    lines = (
        Hit(line, _LAST_RESORT, 0.0)
        for line in lines_about(_CRISIS, query, index)
        if line.topics[0] == _CRISIS and ANYONE in line.audience and may_help(line, query, index)
    )
    return list(islice(lines, 1))


def _with_lines(hits: list[Hit], lines: Sequence[Hit], place: int) -> list[Hit]:
    """Hits that only may fit, with lines to call behind the first `place` of them."""
    first, rest = hits[:place], hits[place:]
    ids = {line.entry.id for line in lines} - {hit.entry.id for hit in first}
    added = [line._replace(match="possible") for line in lines if line.entry.id in ids]
    return [*first, *added, *(hit for hit in rest if hit.entry.id not in ids)]


def _with_one_to_call(
    query: Query, hits: list[Hit], general: Sequence[Service], index: Index
) -> list[Hit]:
    """Hits with one that can be called among the first three: one that fits about as well, else
    the line to call instead of the best."""
    hits = _before_those_it_answers_for(query, hits, index)
    first = [hit for hit in hits if not is_kept_out(hit, query)][:FIRST]
    found = None if _wants_one_of(first, query) else _one_to_call(query, hits, first, index)
    line = line_to_call_instead(query, first, index) if first and not found else None
    if line is None:
        hits = _raised(hits, found) if found else hits
        return hits if query.person.is_minor else _with_a_line_for_anyone(query, hits, general)
    # The services of one name, such as those of one agency, stay together.
    is_whole = len(hits) == FIRST and all(_is_meant(hit, query) for hit in hits)
    return _raised(hits, line, _INSTEAD, FIRST + is_whole)


def _with_the_emergency_number(query: Query, hits: list[Hit], index: Index) -> list[Hit]:
    """Hits with the emergency number among the first three, where the first is police of which no
    number is known."""
    running = next((hit for hit in hits if not is_gone(hit)), None)
    if not running or not _is_police(running) or not _is_an_answer(running, query):
        return hits
    lines = index.hotlines([_EMERGENCY], running.entry.topics[0])
    line = next((line for line in lines if numbers_to_give(line)), None)
    return _raised(hits, line, _LAST_RESORT) if line and not _can_be_called(running) else hits


def _wants_one_of(first: Sequence[Hit], query: Query) -> bool:
    """Whether a course is asked for and one is among the first: who is called about something else
    does not answer."""
    return asks_for_a_course(query) and any(COURSES in hit.entry.topics for hit in first)


def _one_to_call(
    query: Query, hits: Sequence[Hit], first: Sequence[Hit], index: Index
) -> Service | None:
    """The best entry that can be called and fits about as well as the first ones, or is related to
    the first."""
    enough = _CALLABLE_SHARE * max((hit.score for hit in first), default=0.0)
    related = first[0].entry.related if first and not is_gone(first[0]) else ()
    services = [
        (hit, hit.entry)
        for hit in hits
        if isinstance(hit.entry, Service) and (hit.score >= enough or hit.entry.id in related)
    ]
    among_first = (
        s for hit, s in services if hit in first and _is_one_to_call(hit, query, first[0])
    )
    others = (
        service
        for hit, service in services
        if service.police != "service"
        and not is_kept_out(hit, query)
        and may_help(service, query, index)
        and _is_for_them(service, query)
    )
    return next(among_first, None) or next(others, None)


def _with_a_line_for_anyone(query: Query, hits: list[Hit], general: Sequence[Service]) -> list[Hit]:
    """Hits with the line for anyone among the first three, where what can be called among these
    fits weakly, or the third cannot be called."""
    lines = [line for line in general if ANYONE in line.audience]
    has_answer = any(_is_an_answer(hit, query) for hit in hits[:FIRST] if not is_gone(hit))
    if not lines or (has_answer and not _gives_way(query, hits)):
        return hits
    return _raised(hits, lines[0], _LAST_RESORT)


def _gives_way(query: Query, hits: Sequence[Hit]) -> bool:
    """Whether the third hit cannot be called, nor both before it, and neither it nor a place was
    named."""
    third = hits[FIRST - 1 : FIRST]
    is_named = query.regions or any(_is_meant(hit, query) for hit in third)
    have_two = all(map(_can_be_called, hits[: FIRST - 1]))
    return not (is_named or have_two or all(map(_can_be_called, third)))


def _is_an_answer(hit: Hit, query: Query) -> bool:
    """Whether an entry was named, meets all words, or can be called and fits well; what the words
    did not find was chosen for the person."""
    met = {reason.text for reason in hit.reasons if reason.text}
    can_be_called = _can_be_called(hit) and (hit.score >= _WEAK_SCORE or not met)
    return hit.named or len(met) >= len(query.terms) or can_be_called


def _before_those_it_answers_for(query: Query, hits: list[Hit], index: Index) -> list[Hit]:
    """Hits with the line to call instead of the first before it, if it is one of the first too."""
    if not hits or _is_meant(hits[0], query) or _can_be_called(hits[0]):
        return hits
    line = index.call_instead(hits[0].entry.id)
    for position, hit in enumerate(hits[:FIRST]):
        if line and hit.entry.id == line.id and hit.score >= _FIRST_SHARE * hits[0].score:
            return [hit, *hits[:position], *hits[position + 1 :]]
    return hits


def _is_meant(hit: Hit, query: Query) -> bool:
    """Whether the words are of the name of an entry; an alias may be any word ("sextortion")."""
    words = {word for term in query.terms for word in fold_words(term.text).split()}
    names = hit.entry.name
    return hit.named or any(words <= set(fold_words(name).split()) for name in (names.en, names.fr))


def _is_one_to_call(hit: Hit, query: Query, best: Hit) -> bool:
    """Whether an entry can be called for whoever needs help; the police only where they are about
    the same as the best result."""
    service = hit.entry
    if not isinstance(service, Service) or not _can_be_called(hit):
        return False
    is_about_it = service.police != "service" or service.topics[0] == best.entry.topics[0]
    return is_about_it and _is_for_them(service, query)


def _is_for_them(service: Service, query: Query) -> bool:
    """Whether a service is meant for children, where the person is one, and is not the protection
    of children, where the person is an adult."""
    if query.person.is_minor:
        return _CHILD_TOPIC in service.topics or not YOUNG.isdisjoint(service.audience)
    return service.topics[0] != _CHILD_TOPIC or not is_adult(query.person)


def _may_be_for_others(hit: Hit, query: Query) -> bool:
    """Whether a service is for people of whom the words say nothing."""
    entry = hit.entry
    return isinstance(entry, Service) and is_for_unsaid_people(entry.audience, query.person)


def _is_police(hit: Hit) -> bool:
    return isinstance(hit.entry, Service) and hit.entry.police == "service"


def _can_be_called(hit: Hit) -> bool:
    return isinstance(hit.entry, Service) and bool(numbers_to_give(hit.entry))


def with_a_line_for_children(query: Query, hits: list[Hit], index: Index) -> list[Hit]:
    """Hits with the line for children among the first three, where a child writes; where others do,
    with the line to report harm to among the first three, or else that for children among the
    first five."""
    lines = (index.service(id) for id in index.header.fallback_services)
    line = next(
        (line for line in lines if FOR_CHILDREN in line.audience and numbers_to_give(line)), None
    )
    if line is None or serves_others(line, query.person):
        return hits
    if query.person.is_asking:
        return _raised(hits, line, _CHILD)
    report = _report_line(hits, index)
    if report:
        return _raised(hits, report, _CHILD)
    if not hits or line.id in {hit.entry.id for hit in hits[:_SCREEN]}:
        return hits
    return _raised(hits, line, _CHILD, _SCREEN)


def _report_line(hits: Sequence[Hit], index: Index) -> Service | None:
    """The line to report the harm of a child to, where words found it or the best result is about
    harm."""
    urgent = [line.service for line in index.header.urgent if line.numbers and line.layer is None]
    is_found = not {hit.entry.id for hit in hits}.isdisjoint(urgent)
    is_harm = bool(hits) and hits[0].entry.topics[0] in _HARM
    return index.service(urgent[0]) if urgent and (is_found or is_harm) else None


def _raised(
    hits: list[Hit], entry: Entry, why: tuple[Reason, ...] = (), place: int = FIRST
) -> list[Hit]:
    """Hits with an entry at a place, the third if none is given, or last where they are fewer,
    unless it stands before it; `why` it is there where no word met it. It is as sure as the first
    of them, for those that are possible stand last."""
    if entry.id in {hit.entry.id for hit in hits[:place]}:
        best = hits[0].match
        return [h._replace(match=best) if h.entry.id == entry.id else h for h in hits]
    added = Hit(entry, why, 0.0, match=hits[0].match if hits else "possible")
    found = next((hit for hit in hits if hit.entry.id == entry.id), added)
    found = found._replace(reasons=found.reasons or why, match=added.match)
    others = [hit for hit in hits if hit.entry.id != entry.id]
    return [*others[: place - 1], found, *others[place - 1 :]]
