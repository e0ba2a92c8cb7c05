"""The search looks at every entry: counts are true, and filters leave out nothing that fits."""

from __future__ import annotations

from functools import cache
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.invented import directory_of
from resource_finder.closed_lists import ANYONE, CONFIDENCES, ENTRY_KINDS, KINDS, STATUSES
from resource_finder.directory import builtin
from resource_finder.directory.loader import load
from resource_finder.finder import Finder
from resource_finder.model import Directory, Entry
from resource_finder.search.filters import Filters, admits, restriction
from resource_finder.search.rank import Hit

SIZE: Final = 1_500
WORDS: Final = (
    "youth", "missing", "winnipeg", "thompson", "shelter", "crisis line", "fugue", "jeune", "nord",
    "police", "sexual exploitation", "refuge pour femmes", "suicide",
)  # fmt: skip


@cache
def built_in() -> Directory:
    """The built-in directory; a function, since strategies take no fixture."""
    return load(builtin.path())


@cache
def finder() -> Finder:
    """A finder over a large invented directory."""
    return Finder.of(directory_of(SIZE, built_in()))


@cache
def entries(kind: str) -> tuple[Entry, ...]:
    """The entries of that directory of one kind."""
    return tuple(finder().index.entries(kind))


def some_of(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    """None, one or two of these values."""
    return st.lists(st.sampled_from(sorted(values)), max_size=2, unique=True).map(tuple)


def any_filters() -> st.SearchStrategy[Filters]:
    """Filters of values that the built-in directory has."""
    header = built_in().header
    return st.builds(
        Filters,
        audience=some_of(*header.audiences, ANYONE),
        region=some_of(*header.regions),
        topic=some_of(*header.topics),
        speaks=some_of(*header.languages),
        status=some_of(*STATUSES),
        confidence=some_of(*CONFIDENCES),
    )


FILTERS: Final = st.deferred(any_filters)  # Nothing is read while tests are collected.


@given(FILTERS, st.sampled_from(ENTRY_KINDS))
@settings(deadline=None, derandomize=True, max_examples=150)
def test_sql_admits_what_a_filter_admits(filters: Filters, kind: str) -> None:
    """The tables of the index and the rule of the filters agree on every entry."""
    index = finder().index
    found = [row.id for row in index.rows(restriction((kind,), (filters,), index))]
    assert found == [e.id for e in entries(kind) if admits(filters, e, index)]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join), FILTERS)
@settings(deadline=None, derandomize=True, max_examples=60)
def test_a_filter_gives_all_that_fits_it(words: str, filters: Filters) -> None:
    """With a filter, what is sure to fit is every entry that is so without it and that the filter
    admits; what is added where these are few is admitted too."""
    index = finder().index
    every, filtered = (finder().search(words, some)[1] for some in (None, filters))
    admitted = [hit for hit in every if admits(filters, hit.entry, index)]
    assert sorted(sure(filtered)) == sorted(sure(admitted))
    assert all(admits(filters, hit.entry, index) for hit in filtered)


def sure(hits: list[Hit]) -> list[str]:
    """The ids of what is sure to fit."""
    return [hit.entry.id for hit in hits if hit.match == "sure"]


@pytest.mark.parametrize("words", [*WORDS, "youth missing thompson", "jeune en fugue thompson"])
def test_the_first_five_and_the_count_are_those_of_a_look_at_everything(words: str) -> None:
    """Five results, and how many there are, are the same as those of an answer without a limit."""
    few, every = finder().find(words), finder().find(words, limit=None)
    assert few == every._replace(hits=every.hits[:5])
    assert len(every.hits) == every.total


def test_a_place_that_nearly_all_entries_serve_finds_all_of_them() -> None:
    """Of a place that more than a thousand entries serve, none is missing from the count."""
    index = finder().index
    serving = [
        entry
        for entry in index.entries(*KINDS)
        if admits(Filters(region=("manitoba",)), entry, index)
    ]
    assert finder().find("manitoba").total == len(serving) > 1_000
