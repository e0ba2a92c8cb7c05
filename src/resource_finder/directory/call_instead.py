"""Whom to call where a service has no number to give: another line, for the same people.

Never the police, an emergency number or an office: people in danger read the urgent lines, and
whoever wants the police or an office has their own entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from resource_finder.model import ANYONE, Ages, Directory, Phone, Region, Service, enclosing_regions

NONE: Final = "none"
"""What stands under `instead` where no other line would help."""

_LINES: Final = ("crisis", "support", "report")
"""The lines that the rule chooses from."""
_NEVER: Final = ("emergency", "office")
"""The lines that nothing sends people to, not even a curator."""
_UNDER_18: Final = frozenset({"children", "youth"})
_LAST_YEAR_OF_YOUTH: Final = 17


class Lines(NamedTuple):
    """What the rule chooses from: the services by id; the current lines to call by what they are
    mainly for, in the order of the file; and those to fall back on."""

    services: Mapping[str, Service]
    by_need: Mapping[str, tuple[tuple[int, Service], ...]]
    fallback: tuple[Service, ...]
    regions: Mapping[str, Region]


def lines(directory: Directory) -> Lines:
    """The lines of a directory, gathered once for many services."""
    services = {service.id: service for service in directory.services}
    by_need: dict[str, list[tuple[int, Service]]] = {}
    for position, service in enumerate(directory.services):
        for need in service.topics[:1] if _is_line(service) else ():
            by_need.setdefault(need, []).append((position, service))
    fallback = (services[id] for id in directory.header.fallback_services if id in services)
    return Lines(
        services,
        {need: tuple(positions) for need, positions in by_need.items()},
        tuple(service for service in fallback if may_answer(service)),
        directory.header.regions,
    )


def call_instead(service: Service, known: Lines) -> Service | None:
    """The service to call where this one has no number to give; None where it has one, has ended,
    is only announced, or where nobody else would help.

    It is the one that a curator named; else a line for the same people, need and place, related
    ones first; else one of the fallback services for the same people and place.
    """
    if service.status not in ("current", "unknown") or _sure(service.phones):
        return None
    if service.instead:
        return known.services.get(service.instead)
    fitting = (line for line in _candidates(service, known) if _serves(line, service, known))
    return next(fitting, None) or next(_fallback(service, known), None)


def number_to_call(service: Service) -> Phone | None:
    """The first number to call that may be given; a number to text cannot be called."""
    return next((phone for phone in _sure(service.phones) if phone.kind == "voice"), None)


def may_answer(service: Service) -> bool:
    """Whether a service may be called in place of another: it runs or may run, has a number to
    call, and is neither the police, an emergency number nor an office."""
    return (
        service.status in ("current", "unknown")
        and number_to_call(service) is not None
        and service.line not in _NEVER
        and service.police in ("may-be-told", "not-stated")
    )


def _sure(phones: Iterable[Phone]) -> list[Phone]:
    return [phone for phone in phones if phone.confidence != "unconfirmed"]


def _is_line(service: Service) -> bool:
    return service.status == "current" and service.line in _LINES and may_answer(service)


def _candidates(service: Service, known: Lines) -> Iterator[Service]:
    """The current lines that speak of its need: related ones first, then by the file’s order."""
    related = (known.services[id] for id in service.related if id in known.services)
    yield from (r for r in related if _is_line(r) and set(r.topics[:1]) & set(service.topics))
    numbered = [pair for topic in service.topics for pair in known.by_need.get(topic, ())]
    yield from (line for _, line in sorted(numbered, key=lambda pair: pair[0]))


def _fallback(service: Service, known: Lines) -> Iterator[Service]:
    """Those to fall back on that serve the same people and place; a line for young people only
    where the service is for nobody else."""
    for line in known.fallback:
        young = ANYONE not in line.audience
        if _serves(line, service, known) and (_is_under_18(service) or not young):
            yield line


def _serves(line: Service, service: Service, known: Lines) -> bool:
    """Whether a line is for all the people of a service, and for the whole of its area."""
    reached = (set(enclosing_regions(region, known.regions)) for region in service.regions)
    return (
        _admits_ages(line.ages, service)
        and _admits_people(line.audience, service)
        and all(set(line.regions) & areas for areas in reached)
    )


def _admits_people(audience: tuple[str, ...], service: Service) -> bool:
    """Whether an audience holds all the people of a service: a line for young people is for every
    child, whatever else is said of the child."""
    if ANYONE in audience or set(service.audience) <= set(audience):
        return True
    return _is_under_18(service) and set(audience) >= _UNDER_18


def _admits_ages(ages: Ages | None, service: Service) -> bool:
    """Whether a range of ages holds all the ages of a service."""
    if ages is None:
        return True
    served = service.ages or Ages(None, _LAST_YEAR_OF_YOUTH if _is_under_18(service) else None)
    starts = ages.start is None or (served.start is not None and served.start >= ages.start)
    ends = ages.end is None or (served.end is not None and served.end <= ages.end)
    return starts and ends


def _is_under_18(service: Service) -> bool:
    """Whether a service is for people under 18 alone, by its ages or else by its audience."""
    if service.ages is not None:
        return service.ages.end is not None and service.ages.end <= _LAST_YEAR_OF_YOUTH
    return set(service.audience) <= _UNDER_18
