"""What a place in a query does to the order of the results.

Beside other words, what serves the place stands before what does not. With words that only say for
whom, police and offices stand last; a place alone gives the lines to call first.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from resource_finder.model import Entry, Service, line_order
from resource_finder.opening_hours import ALWAYS
from resource_finder.regions import enclosing_regions
from resource_finder.search.filters import Filters, serves
from resource_finder.search.index import Index
from resource_finder.search.query import Query, is_audience
from resource_finder.search.tokens import Meaning, MeaningKind, fold_words, token_of

_LINES_FIRST: Final = ("report", "crisis", "support")
"""The lines that help whoever calls."""


def is_elsewhere(query: Query, entry: Entry, index: Index) -> bool:
    """Whether a service serves no place of a query; not where its own name was typed.

    The area of the whole directory, and those around it, say nothing: everything is inside them.
    """
    if not query.regions or not isinstance(entry, Service) or _is_named(query, entry):
        return False
    header = index.header
    whole = enclosing_regions(header.region, header.regions)
    places = [region for region in query.regions if region not in whole]
    return bool(places) and not any(serves(entry, region, index) for region in places)


def calling_order(query: Query, entry: Entry, for_them: bool) -> tuple[int, ...]:
    """The position of an entry where words say no more than where and for whom: one whose own name
    was typed, lines that answer at any hour, other lines, services, then police and offices; among
    these, what is `for_them` stands before what is for anyone."""
    if not isinstance(entry, Service) or not only_says_where(query):
        return ()
    if _is_named(query, entry):
        return (0,)
    if entry.police == "service" or entry.line == "office":
        return 4, not for_them
    if entry.line not in _LINES_FIRST:
        return 3, not for_them
    return (1 if _answers_always(entry) else 2), not for_them, line_order(entry)


def only_says_where(query: Query) -> bool:
    """Whether the words of a query only say where, or where and for whom."""
    return bool(query.regions) and all(map(is_audience, query.terms))


def places_alone(query: Query) -> Filters:
    """The filter of a query that only names places: what serves them or a part of them."""
    return Filters() if query.terms else Filters(region=query.regions)


def place_tokens(regions: Iterable[str], index: Index) -> list[str]:
    """The tokens of what serves the places: of each region and those around it."""
    known = index.header.regions
    around = (area for region in regions for area in enclosing_regions(region, known))
    return [token_of(Meaning(MeaningKind.REGION, area)) for area in dict.fromkeys(around)]


def _is_named(query: Query, service: Service) -> bool:
    """Whether a whole name of a service is in a query; an alias may be any word ("police")."""
    token = token_of(Meaning(MeaningKind.ENTRY, service.id))
    typed = {
        fold_words(term.correction or term.text) for term in query.terms if token in term.matches
    }
    return any(
        fold_words(name) in typed for name in (service.name.en, service.name.fr, *service.formerly)
    )


def _answers_always(service: Service) -> bool:
    return service.open is not None and service.open.when == ALWAYS
