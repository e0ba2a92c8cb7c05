"""The order of an answer for the person whom a query is about: what fits, then services that have
ended, then what only may fit, services for other people among it; events last.

Where the words want no police, the police stand behind the rest, and each result says what is known
of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from resource_finder.model import Event, Service
from resource_finder.search.helping_lines import is_gone
from resource_finder.search.index import Index
from resource_finder.search.lines_to_call import with_lines_to_call
from resource_finder.search.negation import POLICE
from resource_finder.search.others import serves_others
from resource_finder.search.person import Person
from resource_finder.search.query import Query
from resource_finder.search.rank import Hit
from resource_finder.search.scoring import Reason

_IS_POLICE: Final = ("service", "part")


def for_the_person(
    query: Query, hits: Sequence[Hit], index: Index, may_add: bool = True
) -> list[Hit]:
    """Hits in the order in which they are given, for the person whom the query is about; events
    stand last, for they answer nobody. What is for other people is only possible. `may_add`: lines
    that no word met may be added to them."""
    if not query.terms and query.person == Person():
        return list(hits)
    services = [hit for hit in hits if not isinstance(hit.entry, Event)]
    events = [hit for hit in hits if isinstance(hit.entry, Event)]
    return [*(_services(query, services, index, may_add) if services else ()), *events]


def _services(query: Query, hits: list[Hit], index: Index, may_add: bool) -> list[Hit]:
    suitable = [hit for hit in hits if not _is_for_others(hit, query)]
    others = [hit for hit in hits if _is_for_others(hit, query)]
    fit = [hit for hit in suitable if hit.match == hits[0].match]
    less = [hit for hit in suitable if hit.match != hits[0].match]
    fit, gone = _without_gone(fit)
    fit.sort(key=lambda hit: _is_kept_out(hit, query))
    if may_add:
        fit = with_lines_to_call(query, fit, bool(others), index)
    wanted = [hit for hit in fit if not _is_kept_out(hit, query)]
    unwanted = [hit for hit in fit if _is_kept_out(hit, query)]
    given = {hit.entry.id for hit in (*fit, *gone)}
    less = [hit for hit in less if hit.entry.id not in given]
    less += [hit._replace(match="possible") for hit in (*others, *unwanted)]
    less.sort(key=lambda hit: _is_kept_out(hit, query))
    return _told(query, [*wanted, *gone, *less])


def _without_gone(hits: list[Hit]) -> tuple[list[Hit], list[Hit]]:
    """Hits up to the last that is running or was named, and the services that have ended behind
    it."""
    running = max(
        (n for n, hit in enumerate(hits, 1) if hit.named or not is_gone(hit.entry)), default=0
    )
    return hits[:running], hits[running:]


def _told(query: Query, hits: list[Hit]) -> list[Hit]:
    """Hits that say what the directory knows of the police, where the words want no police."""
    typed = query.kept_out.get(POLICE)
    if not typed:
        return hits
    return [
        hit._replace(reasons=(*hit.reasons, Reason(typed, f"police {service.police}", "word", "")))
        if isinstance(service := hit.entry, Service)
        else hit
        for hit in hits
    ]


def _is_for_others(hit: Hit, query: Query) -> bool:
    if not isinstance(hit.entry, Service) or hit.named:
        return False
    asked_for = any(reason.field == "main" for reason in hit.reasons)
    return serves_others(hit.entry, query.person, asked_for)


def _is_kept_out(hit: Hit, query: Query) -> bool:
    """Whether an entry is of the police, and the words want none."""
    is_police = isinstance(hit.entry, Service) and hit.entry.police in _IS_POLICE
    return POLICE in query.kept_out and is_police
