"""The order of results, the same on screens, on sheets and in JSON: an entry whose name was typed,
then by fit, then what nobody answers for, unless nothing else fits.

Among entries that fit about as well, those that can be called, or that send people on to a line for
the same place, stand before the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from resource_finder.directory.contacts import NO_CONTACT_STATUSES
from resource_finder.search.index import Index
from resource_finder.search.places import is_elsewhere
from resource_finder.search.query import Query
from resource_finder.search.weigher import Ranked

_BAND_SHARE: Final = 0.75
"""The part of a score that another needs to fit about as well."""
_FIT_SHARE: Final = 0.5
"""The part of a score that another needs to fit at all, beside a service that has ended."""


def in_order(query: Query, ranked: Sequence[Ranked], index: Index) -> list[Ranked]:
    """Ranked entries, best first by fit, in the order in which they are given: first those that are
    sure to fit."""
    sure = [one for one in ranked if one.match == "sure"]
    possible = [one for one in ranked if one.match != "sure"]
    return [*_in_order(query, sure, index), *sorted(possible, key=_is_gone)]


def _in_order(query: Query, ranked: Sequence[Ranked], index: Index) -> list[Ranked]:
    running = [one for one in ranked if not _is_gone(one)]
    best = max((one.score for one in running if one.row.is_service), default=0.0)

    def place(one: Ranked) -> int:
        if one.named or (one.aliased and not is_elsewhere(query, one.row, index)):
            return 0
        if not _is_gone(one):
            return 2
        return 1 if best < _FIT_SHARE * one.score else 3

    banded = [
        one
        for band in _bands(running, query, index)
        for one in sorted(band, key=lambda one: not one.row.reachable)
    ]
    return sorted([*banded, *filter(_is_gone, ranked)], key=place)


def _is_gone(one: Ranked) -> bool:
    """Whether nobody answers for an entry."""
    return one.row.status in NO_CONTACT_STATUSES


def _bands(ranked: Sequence[Ranked], query: Query, index: Index) -> Iterator[list[Ranked]]:
    """Entries in groups of about the same score. A higher score begins a group, too: entries that a
    filter brought together stay together. What serves a place in the query is never in one group
    with what does not."""
    band: list[Ranked] = []
    for one in ranked:
        about_as_well = band and _BAND_SHARE * band[0].score <= one.score <= band[0].score
        same_place = band and (
            is_elsewhere(query, one.row, index) == is_elsewhere(query, band[0].row, index)
        )
        if band and not (about_as_well and same_place):
            yield band
            band = []
        band.append(one)
    if band:
        yield band
