"""What a place in a query does to the order of the results.

Beside other words, what serves the place stands before what does not. With words that only say for
whom, police and offices stand last; a place alone gives the lines to call first.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from resource_finder.bilingual import Language
from resource_finder.closed_lists import LINES
from resource_finder.model import Service
from resource_finder.regions import enclosing_regions
from resource_finder.search.filters import Filters
from resource_finder.search.index import Index
from resource_finder.search.query import Query, is_audience
from resource_finder.search.rows import Row
from resource_finder.search.tokens import Meaning, MeaningKind, is_stem, text_tokens, token_of

_LINES_FIRST: Final = ("report", "crisis", "support")
"""The lines that help whoever calls."""


def is_elsewhere(query: Query, service: Service | Row, index: Index) -> bool:
    """Whether a service serves no place of a query."""
    if not query.regions or (isinstance(service, Row) and not service.is_service):
        return False
    return serves_elsewhere(query, service.regions, index)


def serves_elsewhere(query: Query, served: tuple[str, ...], index: Index) -> bool:
    """Whether none of the regions that a service serves is or includes a place of a query.

    The area of the whole directory, and those around it, say nothing: everything is inside them.
    """
    known = index.header.regions
    whole = enclosing_regions(index.header.region, known)
    places = [enclosing_regions(r, known) for r in query.regions if r not in whole]
    return bool(places) and not any(set(around) & set(served) for around in places)


def calling_order(row: Row, for_them: bool) -> tuple[int, ...]:
    """The position of an entry where words say no more than where and for whom: lines that answer
    at any hour, other lines, services, then police and offices; among these, what is `for_them`
    stands before what is for anyone."""
    if not row.is_service:
        return ()
    if row.police or row.line == "office":
        return 4, not for_them
    if row.line not in _LINES_FIRST:
        return 3, not for_them
    return (1 if row.always else 2), not for_them, LINES.index(row.line)


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


def place_stems(regions: Iterable[str], index: Index) -> list[str]:
    """The stems of the names of regions, which stand in the text of what serves them."""
    names = (index.header.regions[region].name for region in regions)
    texts = ((name[language], language) for name in names for language in Language)
    tokens = (token for text, language in texts for token in text_tokens(text, language))
    return list(filter(is_stem, tokens))
