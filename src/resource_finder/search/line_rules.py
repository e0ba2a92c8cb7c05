"""The rules of `search.lines_to_call`, where results are sure to fit: each looks at the results so
far, best first, and gives the line that belongs among the first of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from resource_finder.closed_lists import LINES
from resource_finder.model import Entry, Service
from resource_finder.search.helping_lines import HelpingLines, can_be_called, is_gone, is_police
from resource_finder.search.others import COURSES
from resource_finder.search.query import Query
from resource_finder.search.rank import Hit
from resource_finder.search.tokens import fold_words

FIRST: Final = 3
"""Results that a hurried person reads."""
SCREEN: Final = 5
"""Results that `find` shows."""
_FIRST_SHARE: Final = 0.6
"""The part of the best score that a line needs to stand before the service that it answers for.
Without it « faire enlever une photo intime » finds a tip line first."""
_CALLABLE_SHARE: Final = 0.5
"""The part of the best score that an entry needs to be the one to call. Without it a line that
shares one word with the query is: "bed for a homeless man in thompson" gives that for violence in a
family."""
_WEAK_SCORE: Final = 20.0
"""The score from which what can be called is taken for an answer, where words remain that it does
not meet. Without it "single dad and two little ones evicted" only gives lines for violence."""
_CHILD_TOPIC: Final = "child-protection"
_HARM: Final = frozenset(
    {"child-protection", "family-violence", "online-exploitation", "sexual-assault",
     "sexual-exploitation", "trafficking"}
)  # fmt: skip
"""Topics of which what is said of a child is to be reported."""
_COMPANY: Final = "mental-health"
"""The topic of what is for somebody to talk to: the line for children is, for the young."""
_PLACES: Final = frozenset({"housing", "safe-place"})
"""Topics of somewhere to stay: without it « centre jeunesse ouvert le soir » gives the line to
report harm to, where nobody speaks of a child."""
_INFORMING: Final = "awareness"
_WORKERS: Final = "workers"
_YOUNG: Final = frozenset({"children", "youth"})


def answering_for_the_best(hits: Sequence[Hit], lines: HelpingLines) -> Service | None:
    """Who answers where the best result has no number stands before it, if words found both."""
    best = hits[0]
    if _is_meant(best, lines.query):
        return None
    line = lines.index.call_instead(best.entry.id)
    enough = _FIRST_SHARE * best.score
    found = {hit.entry.id for hit in hits[:FIRST] if hit.score >= enough}
    return line if line and line.id in found else None


def fitting_as_well(hits: Sequence[Hit], lines: HelpingLines) -> Service | None:
    """One of the first can be called: the best result that fits about as well as these, or is
    related to the best. Where a course is asked for and found, nothing else will do."""
    first = hits[:FIRST]
    if lines.wants_course and any(COURSES in hit.entry.topics for hit in first):
        return None
    enough = _CALLABLE_SHARE * max(hit.score for hit in first)
    related = () if is_gone(first[0].entry) else first[0].entry.related
    fitting = (
        hit.entry
        for hit in hits
        if isinstance(hit.entry, Service)
        and (hit.score >= enough or hit.entry.id in related)
        and _is_for_them(hit.entry, lines)
        and (_answers(hit, first[0]) if hit in first else lines.may_help(hit.entry))
    )
    return next(fitting, None)


def instead_of_the_best(hits: Sequence[Hit], lines: HelpingLines) -> Service | None:
    """Where no result that can be called fits, the line to call instead of the best does. Company
    for the young comes with the line for children, a course with whoever informs workers."""
    best = _asked_for(hits[:FIRST], lines)
    if fitting_as_well(hits, lines) or not isinstance(best, Service):
        return None
    if best.topics[0] == _COMPANY and not _YOUNG.isdisjoint(best.audience):
        return lines.for_children
    if COURSES in best.topics and lines.wants_course:
        informing = filter(lines.may_help, lines.index.hotlines(LINES, _INFORMING))
        return next(informing, None) if _WORKERS in best.audience else lines.for_anyone
    return _named_instead(best, hits[:FIRST], lines)


def for_anyone(hits: Sequence[Hit], lines: HelpingLines) -> Service | None:
    """The line for anyone is there where what can be called among the first fits weakly, or the
    third cannot be called. A child has a line of their own."""
    first = [hit for hit in hits[:FIRST] if not is_gone(hit.entry)]
    has_answer = any(_is_an_answer(hit, lines.query) for hit in first)
    is_needed = not has_answer or _third_gives_way(hits, lines.query)
    return lines.for_anyone if is_needed and not lines.person.is_minor else None


def emergency_number(hits: Sequence[Hit], lines: HelpingLines) -> Service | None:
    """Police of which no number is known come with the emergency number."""
    best = hits[0].entry
    is_needed = is_police(best) and not can_be_called(best) and _is_an_answer(hits[0], lines.query)
    return next(lines.index.hotlines(["emergency"], best.topics[0]), None) if is_needed else None


def for_a_child_who_writes(_hits: Sequence[Hit], lines: HelpingLines) -> Service | None:
    """A child who writes of themselves finds the line for children."""
    return lines.for_children if lines.person.is_asking else None


def for_harm_of_a_child(hits: Sequence[Hit], lines: HelpingLines) -> Service | None:
    """Whoever tells of the harm of a child finds the line to report it to; so does whoever uses
    words that find this line."""
    line = lines.to_report if lines.is_for_child else None
    is_harm = hits[0].entry.topics[0] in _HARM
    return line if line and (is_harm or line.id in {hit.entry.id for hit in hits}) else None


def for_a_child(hits: Sequence[Hit], lines: HelpingLines) -> Service | None:
    """Whoever else asks for a child finds the line for children on the screen."""
    line = lines.for_children if lines.is_for_child else None
    return line if line and line.id not in {hit.entry.id for hit in hits[:SCREEN]} else None


# --- what the rules look at ----------------------------------------------------------------------


def _is_meant(hit: Hit, query: Query) -> bool:
    """Whether the words are of the name of an entry; an alias may be any word ("sextortion")."""
    words = {word for term in query.terms for word in fold_words(term.text).split()}
    names = hit.entry.name
    return hit.named or any(words <= set(fold_words(name).split()) for name in (names.en, names.fr))


def _is_for_them(service: Service, lines: HelpingLines) -> bool:
    """Whether a service is meant for children, where the person is one, and is not the protection
    of children, where the person is an adult."""
    if lines.person.is_minor:
        return _CHILD_TOPIC in service.topics or not _YOUNG.isdisjoint(service.audience)
    return service.topics[0] != _CHILD_TOPIC or not lines.is_for_adult


def _answers(hit: Hit, best: Hit) -> bool:
    """Whether an entry can be called; the police only where they are about what the best is."""
    is_about_it = not is_police(hit.entry) or hit.entry.topics[0] == best.entry.topics[0]
    return is_about_it and can_be_called(hit.entry)


def _asked_for(first: Sequence[Hit], lines: HelpingLines) -> Entry:
    """The best of the first results that is running; where a course is asked for, one that is
    among them, else one that is none."""
    running = [hit.entry for hit in first if not is_gone(hit.entry)] or [first[0].entry]
    asked_for = (one for one in running if (COURSES in one.topics) == lines.wants_course)
    return next(asked_for, running[0])


def _named_instead(service: Service, first: Sequence[Hit], lines: HelpingLines) -> Service | None:
    """The line that the directory gives instead of a service; a line for what the first results are
    about, where it gives one for any need. The report line is for children: for somewhere to stay,
    where nobody speaks of a child, the line for anyone."""
    line = lines.index.call_instead(service.id)
    is_child = lines.person.is_minor
    if line and line.line == "report" and service.topics[0] in _PLACES and not is_child:
        return lines.for_anyone
    if line is None or line.id not in lines.index.header.fallback_services:
        return line
    about_it = next(lines.about(_shared_topic(service, first)), None)
    return about_it or (lines.for_children if is_child else line)


def _shared_topic(best: Service, first: Sequence[Hit]) -> str:
    """The topic of the best result that each of the first has; its first one, if there is none."""
    shared = (t for t in best.topics if all(t in hit.entry.topics for hit in first))
    return next(shared, best.topics[0])


def _is_an_answer(hit: Hit, query: Query) -> bool:
    """Whether an entry was named, meets all words, or can be called and fits well; what the words
    did not find was chosen for the person."""
    met = {reason.text for reason in hit.reasons if reason.text}
    fits_well = hit.score >= _WEAK_SCORE or not met
    return hit.named or len(met) >= len(query.terms) or (fits_well and can_be_called(hit.entry))


def _third_gives_way(hits: Sequence[Hit], query: Query) -> bool:
    """Whether the third hit cannot be called, nor both before it, and neither it nor a place was
    named."""
    third = hits[FIRST - 1 : FIRST]
    is_named = query.regions or any(_is_meant(hit, query) for hit in third)
    have_two = all(can_be_called(hit.entry) for hit in hits[: FIRST - 1])
    return not (is_named or have_two or all(can_be_called(hit.entry) for hit in third))
