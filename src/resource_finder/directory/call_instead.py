"""Chooses the service to call where another has no number to give: a line for the same people.

Never the police, a team with police in it, an emergency number or an office: for danger there are
the urgent lines, and the police and offices have entries of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from heapq import merge
from typing import Final, NamedTuple

from resource_finder.closed_lists import ANYONE
from resource_finder.directory.contacts import numbers_to_give
from resource_finder.header import Region
from resource_finder.model import Ages, Directory, Phone, Service
from resource_finder.regions import enclosing_regions

NONE: Final = "none"
"""The value of `instead` where no other line would help."""

_LINES: Final = ("crisis", "support", "report")
"""The lines that the rule chooses from."""
_NEVER: Final = ("emergency", "office")
"""The lines that neither the rule nor a curator may choose."""
_UNDER_18: Final = frozenset({"children", "youth"})
_OLDEST_MINOR: Final = 17


class Lines(NamedTuple):
    """What the rule chooses from.

    `services` are by id; `by_need` are the current lines by their first topic, each with its
    position in the file, but for those of layers; `fallback` are the fallback services that may be
    called.
    """

    services: Mapping[str, Service]
    by_need: Mapping[str, tuple[tuple[int, Service], ...]]
    fallback: tuple[Service, ...]
    regions: Mapping[str, Region]


def lines(directory: Directory) -> Lines:
    """What the rule chooses from in a directory; one value serves for all its services."""
    services = {service.id: service for service in directory.services}
    by_need: dict[str, list[tuple[int, Service]]] = {}
    for position, service in enumerate(directory.services):
        # An agency’s own line may be for its workers alone: only what names it leads to it.
        is_line = _is_line(service) and service.layer is None
        for need in service.topics[:1] if is_line else ():
            by_need.setdefault(need, []).append((position, service))
    fallback = (services[id] for id in directory.header.fallback_services if id in services)
    return Lines(
        services,
        {need: tuple(numbered) for need, numbered in by_need.items()},
        tuple(service for service in fallback if may_answer(service)),
        directory.header.regions,
    )


def call_instead(service: Service, known: Lines) -> Service | None:
    """The service to call where this one has no number to give; None where it has one, has ended,
    is only announced, or where nobody else would help.

    It is the one that a curator named; else a line for the same people, need and area, related
    ones first; else one of the fallback services for the same people and area.
    """
    if service.status not in ("current", "unknown") or numbers_to_give(service):
        return None
    if service.instead == NONE:
        return None
    named = known.services.get(service.instead or "")
    if named and number_to_call(named):  # Its numbers may be withdrawn.
        return named
    suitable = (line for line in _candidates(service, known) if _serves(line, service, known))
    return next(suitable, None) or next(_fallback(service, known), None)


def number_to_call(service: Service) -> Phone | None:
    """The first number to call that may be given; a number to text cannot be called."""
    return next((phone for phone in numbers_to_give(service) if phone.kind == "voice"), None)


def may_answer(service: Service) -> bool:
    """Whether a service may be called in place of another: it runs or may run, has a number to
    call, and is no emergency number and no office, without police in its team."""
    return (
        service.status in ("current", "unknown")
        and number_to_call(service) is not None
        and service.line not in _NEVER
        and service.police in ("may-be-told", "not-stated")
    )


def _is_line(service: Service) -> bool:
    """Whether the rule may choose a service without a curator."""
    return service.status == "current" and service.line in _LINES and may_answer(service)


def _candidates(service: Service, known: Lines) -> Iterator[Service]:
    """The current lines for a need of the service: related ones first, then in file order."""
    related = (known.services[id] for id in service.related if id in known.services)
    yield from (r for r in related if _is_line(r) and set(r.topics[:1]) & set(service.topics))
    numbered = (known.by_need.get(topic, ()) for topic in dict.fromkeys(service.topics))
    yield from (line for _, line in merge(*numbered, key=lambda pair: pair[0]))


def _fallback(service: Service, known: Lines) -> Iterator[Service]:
    """The fallback services for the same people and area; one that is not for anyone, such as a
    line for young people, only where the service is for people under 18."""
    for line in known.fallback:
        if _serves(line, service, known) and (_is_under_18(service) or ANYONE in line.audience):
            yield line


def _serves(line: Service, service: Service, known: Lines) -> bool:
    """Whether a line is for all the people of a service, and for the whole of its area."""
    areas = (enclosing_regions(region, known.regions) for region in service.regions)
    return (
        _admits_ages(line.ages, service)
        and _admits_people(line.audience, service)
        and all(set(line.regions) & set(area) for area in areas)
    )


def _admits_people(audience: tuple[str, ...], service: Service) -> bool:
    """Whether an audience includes all the people of a service. Children and youth together are
    everyone under 18, whatever other audiences the service names."""
    if ANYONE in audience or set(service.audience) <= set(audience):
        return True
    return _is_under_18(service) and set(audience) >= _UNDER_18


def _admits_ages(ages: Ages | None, service: Service) -> bool:
    """Whether a range of ages includes all the ages of a service."""
    if ages is None:
        return True
    served = service.ages or Ages(None, _OLDEST_MINOR if _is_under_18(service) else None)
    youngest = ages.start is None or (served.start is not None and served.start >= ages.start)
    oldest = ages.end is None or (served.end is not None and served.end <= ages.end)
    return youngest and oldest


def _is_under_18(service: Service) -> bool:
    """Whether a service is only for people under 18, by its ages or else by its audience."""
    if service.ages is not None:
        return service.ages.end is not None and service.ages.end <= _OLDEST_MINOR
    return set(service.audience) <= _UNDER_18
