"""The order of results: what was named first, then what fits, then what nobody answers for."""

from __future__ import annotations

import json
from typing import Final

import pytest
import yaml

from conftest import ROOT, Type
from resource_finder.closed_lists import KINDS
from resource_finder.directory.contacts import NO_CONTACT_STATUSES, numbers_to_give
from resource_finder.finder import Finder
from resource_finder.model import Service
from resource_finder.search import order
from resource_finder.search.index import Index
from resource_finder.search.query import understand
from resource_finder.search.rank import rank
from resource_finder.search.rows import Restriction
from resource_finder.search.weigher import Ranked

QUERIES: Final = [
    task["query"]
    for task in yaml.safe_load((ROOT / "tests/screens/tasks.yaml").read_text(encoding="utf-8"))
]
NAMED: Final = {
    "is at our relatives place still open": "at-our-relatives-place",
    "at our relatives place": "at-our-relatives-place",
    "clan mothers healing village": "clan-mothers",
    "kids help phone thompson": "kids-help-phone",
}


def is_gone(one: Ranked) -> bool:
    """Whether nobody answers for an entry."""
    return one.row.status in NO_CONTACT_STATUSES


@pytest.mark.parametrize(("query", "id"), NAMED.items())
def test_an_entry_that_was_named_stands_first(finder: Finder, query: str, id: str) -> None:
    """Whoever types the name of a service reads of it first, even that it has closed."""
    assert finder.find(query).hits[0].entry.id == id


def test_a_common_word_is_not_taken_for_a_name(finder: Finder) -> None:
    """A service whose name is an ordinary word does not stand first wherever that is typed."""
    assert finder.find("my daughter 15 didnt come home thompson").hits[0].entry.id != "home"
    assert finder.find("home").hits[0].entry.id == "home"


@pytest.mark.parametrize("query", [*QUERIES, "shelter", "refuge", "streetreach", "safe house"])
def test_what_nobody_answers_for_stands_last(finder: Finder, query: str) -> None:
    """A service that has ended or is only announced is never before one that runs, unless it was
    named or nothing else fits."""
    understood = understand(query, finder.index)
    ranked = order.in_order(understood, rank(understood, finder.index), finder.index)
    possible = [is_gone(one) for one in ranked if one.match == "possible"]
    assert possible == sorted(possible)
    rest = [
        one for one in ranked
        if one.row.is_service and one.match == "sure" and not (one.named or one.aliased)
    ]  # fmt: skip
    best = max((one.score for one in rest if not is_gone(one)), default=0)
    rest = [one for one in rest if not is_gone(one) or best >= one.score / 2]
    assert [is_gone(one) for one in rest] == sorted(is_gone(one) for one in rest)


def test_among_equals_those_to_call_stand_first(index: Index) -> None:
    """Of entries that fit about as well, one that can be called, or sends people on to a line for
    the same place, stands before one that does neither; a much better fit stays first."""
    services = {s.id: s for s in index.entries("hotline", "program") if isinstance(s, Service)}
    nobody = next(
        s for s in services.values()
        if not numbers_to_give(s) and s.status == "current" and not index.call_instead(s.id)
    )  # fmt: skip
    rows_by_id = {row.id: row for row in index.rows(Restriction(KINDS))}
    line, instead = services["988"], services["streetreach-north"]
    assert index.call_instead(instead.id)

    def in_order(*scores: float) -> list[str]:
        rows = [rows_by_id[one.id] for one in (nobody, line, instead)]
        ranked = [Ranked(row, score=score) for row, score in zip(rows, scores, strict=True)]
        query = understand("zzqxv", index)
        return [one.row.id for one in order.in_order(query, ranked, index)]

    assert in_order(10, 9, 8) == [line.id, instead.id, nobody.id]
    assert in_order(10, 7, 6) == [nobody.id, line.id, instead.id]


@pytest.mark.parametrize("query", QUERIES[::8])
def test_programs_and_people_get_the_same_order(finder: Finder, typed: Type, query: str) -> None:
    """JSON and the finder give results in the same order."""
    answer = typed("find", query, "--format", "json", "--limit", "5")
    ids = [result["id"] for result in json.loads(answer.out)["results"]]
    assert ids == [hit.entry.id for hit in finder.find(query).hits]


@pytest.mark.parametrize("query", [*QUERIES, "14 chien thompson", "girl exploited boy missing"])
def test_what_is_sure_stands_before_what_may_fit(finder: Finder, query: str) -> None:
    """An entry that only may fit never stands before one that is sure to."""
    sure = [hit.match == "sure" for hit in finder.search(query)[1]]
    assert sure == sorted(sure, reverse=True)
