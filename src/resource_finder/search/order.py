"""The order of results, the same on screens, on sheets and in JSON: an entry whose name was typed,
then by fit, then what nobody answers for, unless nothing else fits.

Among entries that fit about as well, those that can be called, or that send people on to a line for
the same place, stand before the rest.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from resource_finder.directory.contacts import NO_CONTACT_STATUSES, numbers_to_give
from resource_finder.model import Service
from resource_finder.search.filters import serves
from resource_finder.search.index import Index
from resource_finder.search.places import is_elsewhere
from resource_finder.search.query import Query
from resource_finder.search.rank import Hit
from resource_finder.search.tokens import Meaning, MeaningKind, token_of

_BAND_SHARE: Final = 0.75
"""The part of a score that another needs to fit about as well."""
_FIT_SHARE: Final = 0.5
"""The part of a score that another needs to fit at all, beside a service that has ended."""


def in_order(query: Query, hits: Sequence[Hit], index: Index) -> list[Hit]:
    """Hits, best first by fit, in the order in which they are given."""
    running = [hit for hit in hits if not _is_gone(hit)]
    services = (hit.score for hit in running if isinstance(hit.entry, Service))
    best = max(services, default=0.0)

    def place(hit: Hit) -> int:
        if _is_named(hit, query) and not is_elsewhere(query, hit.entry, index):
            return 0
        if not _is_gone(hit):
            return 2
        return 1 if best < _FIT_SHARE * hit.score else 3

    banded = [
        hit
        for band in _bands(running, query, index)
        for hit in sorted(band, key=lambda hit: not _is_reachable(hit, index))
    ]
    return sorted([*banded, *filter(_is_gone, hits)], key=place)


def _is_named(hit: Hit, query: Query) -> bool:
    """Whether the number or a name of an entry was typed; a name that is one word only where it is
    the whole query, for it may be a word like any other."""
    token = token_of(Meaning(MeaningKind.ENTRY, hit.entry.id))
    whole = any(
        token in term.matches and (len(term.text.split()) > 1 or len(query.terms) == 1)
        for term in query.terms
    )
    return whole or hit.named or math.isinf(hit.score)


def _is_gone(hit: Hit) -> bool:
    """Whether nobody answers for an entry."""
    return isinstance(hit.entry, Service) and hit.entry.status in NO_CONTACT_STATUSES


def _is_reachable(hit: Hit, index: Index) -> bool:
    """Whether an entry can be called, or sends people on to a line for the same place; a notice
    says itself what there is to know."""
    service = hit.entry
    if not isinstance(service, Service) or numbers_to_give(service):
        return True
    other = index.call_instead(service.id)
    return other is not None and all(serves(other, region, index) for region in service.regions)


def _bands(hits: Sequence[Hit], query: Query, index: Index) -> Iterator[list[Hit]]:
    """Hits in groups of about the same score. A higher score begins a group, too: hits that a
    filter brought together stay together. What serves a place in the query is never in one group
    with what does not."""
    band: list[Hit] = []
    for hit in hits:
        about_as_well = band and _BAND_SHARE * band[0].score <= hit.score <= band[0].score
        same_place = band and (
            is_elsewhere(query, hit.entry, index) == is_elsewhere(query, band[0].entry, index)
        )
        if band and not (about_as_well and same_place):
            yield band
            band = []
        band.append(hit)
    if band:
        yield band
