"""The filters of a search: which entries they admit, and which of these match exactly.

A filter never hides an entry that serves the person too because it is for anyone, or for a wider
area.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from resource_finder.closed_lists import ANYONE
from resource_finder.model import Entry, Service
from resource_finder.regions import enclosing_regions
from resource_finder.search.index import Index
from resource_finder.search.rows import Restriction, Row


class Filters(NamedTuple):
    """Values of closed lists: an entry must match one value of each filter that has any."""

    audience: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    speaks: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    confidence: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(self)


def admits(filters: Filters, entry: Entry, index: Index) -> bool:
    """Whether every filter admits an entry; events and notices have only topics and confidence, so
    no other filter admits them."""
    if not filters:
        return True
    if not isinstance(entry, Service):
        return (
            not (filters.audience or filters.region or filters.speaks or filters.status)
            and _matches_any(filters.topic, entry.topics)
            and _matches_any(filters.confidence, (entry.confidence,))
        )
    tests: tuple[tuple[tuple[str, ...], Callable[[str], bool]], ...] = (
        (filters.audience, lambda value: bool({value, ANYONE} & set(entry.audience))),
        (filters.region, lambda value: _within(value, entry, index)),
        (filters.topic, lambda value: value in entry.topics),
        (filters.speaks, lambda value: value in entry.languages),
        (filters.status, lambda value: value == entry.status),
        (filters.confidence, lambda value: value == entry.confidence),
    )
    return all(not values or any(map(test, values)) for values, test in tests)


def restriction(kinds: tuple[str, ...], every: Iterable[Filters], index: Index) -> Restriction:
    """What SQL needs to find the entries of some kinds that each of some filters admits."""
    facets: list[tuple[str, tuple[str, ...]]] = []
    for filters in every:
        named = (
            ("audience", (*filters.audience, ANYONE)),
            ("region", tuple(_regions_admitted(filters.region, index))),
            ("topic", filters.topic),
            ("language", filters.speaks),
            ("status", filters.status),
            ("confidence", filters.confidence),
        )
        asked = zip(named, filters, strict=True)
        facets += [facet for facet, values in asked if values]
    return Restriction(kinds, tuple(facets))


def _regions_admitted(asked: Iterable[str], index: Index) -> list[str]:
    """The regions of services that a filter by region admits: those asked for, those around them
    and those inside them."""
    known = index.header.regions
    around = {area for region in asked for area in enclosing_regions(region, known)}
    inside = {area for area in known if set(asked) & set(enclosing_regions(area, known))}
    return sorted(around | inside)


def inexact_count(filters: Filters, row: Row, index: Index) -> int:
    """How many filters (0 to 2) admit an entry only because it is for anyone, or serves a wider
    area. Results are sorted by it, so that exact matches come first."""
    if not row.is_service:
        return 0
    for_anyone = bool(filters.audience) and not set(filters.audience) & set(row.audience)
    wider = bool(filters.region) and not any(_covers(r, row.regions, index) for r in filters.region)
    return for_anyone + wider


def serves(service: Service | Row, region: str, index: Index) -> bool:
    """Whether a service is for the people of a region: it serves that, or a region around it."""
    return bool(set(enclosing_regions(region, index.header.regions)) & set(service.regions))


def _within(region: str, service: Service, index: Index) -> bool:
    """Whether a service serves a region, one around it, or a part of it."""
    return serves(service, region, index) or _covers(region, service.regions, index)


def _covers(region: str, served: Iterable[str], index: Index) -> bool:
    """Whether a region is one of those that a service serves, or one around them."""
    return any(region in enclosing_regions(r, index.header.regions) for r in served)


def _matches_any(values: tuple[str, ...], of_entry: tuple[str, ...]) -> bool:
    """Whether an entry has one of the values of a filter, or the filter has none."""
    return not values or bool(set(values) & set(of_entry))
