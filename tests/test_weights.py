"""Each constant of ranking is needed: set to its neutral value, an answer gets worse."""

from __future__ import annotations

from typing import Any, Final

import pytest

from resource_finder.finder import Finder
from resource_finder.model import Service
from resource_finder.search import weights
from resource_finder.search.index import Index

NEEDED: Final[tuple[tuple[str, Any, str, tuple[str, ...]], ...]] = (
    ("PLAIN_WORD_FACTOR", 1.0, "north end youth drop in", ("tinas-safe-haven",)),
    ("HOW_WEIGHT", 3.0, "chat with someone about abuse", ("cfs-report",)),
    ("MAX_PERSON_WEIGHT", 99.0, "drop in for youth", ("tinas-safe-haven",)),
    ("MIN_CONCEPT_WEIGHT", 0.0, "social worker looking for training on exploited kids",
     ("training-nd", "tracias-trust")),
    ("MIN_PHRASE_WEIGHT", 0.0, "he won't let her leave the apartment and makes her see men",
     ("ht-canada",)),
    ("FIELD_WEIGHTS", dict.fromkeys(weights.FIELD_WEIGHTS, 3.0), "Talk Suicide Canada", ("988",)),
    ("MATCH_FACTORS", dict.fromkeys(weights.MATCH_FACTORS, 1.0), "crisis 11 year old thompson",
     ("youth-crisis-thompson",)),
    ("SECONDARY_FIELD_WEIGHT", 0.0, "24/7 drop in age 17", ("tinas-safe-haven",)),
    ("PARTIAL_NAME_FACTOR", 1.0, "programme de prévention pour les garçons et les hommes",
     ("empowermen",)),
    ("COVERAGE_EXPONENT", 0.0, "faire enlever une photo intime", ("needhelpnow",)),
    ("SAME_REGION_FACTOR", 1.0, "runaway thompson", ("streetreach-north",)),
    ("UNSAID_PEOPLE_FACTOR", 1.0, "ask a nurse overnight", ("health-links",)),
    ("LOCAL_FACTOR", 1.0, "leaf rapids mounties", ("rcmp-leaf-rapids",)),
)  # fmt: skip
"""A constant, its neutral value, and a query with what it gives first."""


@pytest.mark.parametrize(("name", "neutral", "query", "first"), NEEDED)
def test_a_constant_is_needed(
    name: str,
    neutral: object,
    query: str,
    first: tuple[str, ...],
    index: Index,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The right service comes first, and no longer does without the constant."""

    def found() -> tuple[str, ...]:
        hits = Finder(index).find(query, limit=len(first)).hits
        return tuple(hit.entry.id for hit in hits)

    assert found() == first
    monkeypatch.setattr(weights, name, neutral)
    assert found() != first


@pytest.mark.parametrize(
    ("name", "neutral", "query"),
    [("MIN_COVERAGE", 0.0, "school bus late"),
     ("MIN_RELATIVE_SCORE", 0.0, "northern manitoba streetreach"),
     ("ONLY_NAME_FACTOR", 1.0, "child abuse"),
     ("OTHER_REGION_FACTOR", 1.0, "runaway thompson")],
)  # fmt: skip
def test_a_limit_of_what_is_sure_is_needed(
    name: str, neutral: float, query: str, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the limit, more entries look sure than fit."""

    def sure() -> int:
        hits = Finder(index).find(query, limit=None).hits
        return sum(hit.match == "sure" for hit in hits)

    before = sure()
    monkeypatch.setattr(weights, name, neutral)
    assert sure() > before


def test_the_weight_of_a_part_of_a_region_is_needed(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever names the province reads a service inside it before one for all of Canada."""

    def first_regions() -> tuple[str, ...]:
        entry = Finder(index).find("runaway manitoba").hits[0].entry
        return entry.regions if isinstance(entry, Service) else ()

    with_it = first_regions()
    monkeypatch.setattr(weights, "INNER_REGION_FACTOR", 1.0)
    assert with_it != first_regions() == ("canada",)


def test_the_weight_of_the_home_region_is_needed(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker of Winnipeg reads its team for runaways before that of Thompson."""

    def first_team() -> str:
        hits = Finder(index).find("runaway", home_region="winnipeg", limit=None).hits
        return next(hit.entry.id for hit in hits if hit.entry.id.startswith("streetreach-"))

    with_it = first_team()
    monkeypatch.setattr(weights, "HOME_REGION_FACTOR", 1.0)
    assert (with_it, first_team()) == ("streetreach-winnipeg", "streetreach-north")


def test_every_constant_is_tested() -> None:
    """No constant is added without a test that fails without it."""
    tested = {name for name, *_ in NEEDED} | {
        "MIN_COVERAGE", "MIN_RELATIVE_SCORE", "OTHER_REGION_FACTOR", "HOME_REGION_FACTOR",  # here
        "ONLY_NAME_FACTOR", "INNER_REGION_FACTOR",
        "ENOUGH_SURE", "MAX_WITH_POSSIBLE",  # in test_search.py
    }  # fmt: skip
    assert {name for name in vars(weights) if name.isupper()} == tested
