"""The lines that fit what was read of a query, those with most points first.

The points are learned from labelled queries, by `tools/line_points.py`: how much each concept of
the vocabulary, and what the words say of the person, speaks for a line. A directory may have none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from resource_finder.closed_lists import READ_OF_A_QUERY
from resource_finder.model import Service
from resource_finder.search.index import Index
from resource_finder.search.person import Person
from resource_finder.search.query import Query
from resource_finder.search.tokens import MeaningKind, kind_of

_CONCEPTS: Final = (MeaningKind.CONCEPT, MeaningKind.AUDIENCE)


def lines_by_fit(query: Query, index: Index) -> Iterator[Service]:
    """The lines of the directory that have points, those with most first; equal ones in the order
    of the directory."""
    read = read_of(query)
    points = {
        line.service: sum(line.points.get(name, 0) for name in read)
        for line in index.header.lines_to_call
    }
    return map(index.service, sorted(points, key=lambda id: -points[id]))


def read_of(query: Query) -> frozenset[str]:
    """What points are for: "any", what the words say of the person, and the ids of the concepts
    that they mean."""
    tokens = (token for term in query.terms for token in term.matches)
    concepts = {token[2:].replace("_", "-") for token in tokens if kind_of(token) in _CONCEPTS}
    return frozenset(concepts | _said_of(query.person))


def _said_of(person: Person) -> set[str]:
    """The words of `READ_OF_A_QUERY` that are true of a person."""
    is_true = (
        True,
        person.is_minor,
        person.is_adult,
        person.is_asking,
        person.is_worker,
        person.is_charged,
        "men" in person.genders,
        "women" in person.genders,
        person.says_i,
    )
    return {word for word, true in zip(READ_OF_A_QUERY, is_true, strict=True) if true}
