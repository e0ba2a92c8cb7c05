"""Filters: what also serves the person is kept, after what fits exactly."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from conftest import Type
from resource_finder.bilingual import Language
from resource_finder.closed_lists import ANYONE, LINES
from resource_finder.directory.offices import is_local_office
from resource_finder.i18n import Translator
from resource_finder.model import Directory, Service
from resource_finder.regions import enclosing_regions
from resource_finder.search.index import Index

COMMANDS = {"find": (), "hotlines": (), "list": ("--kind", "hotline", "--kind", "program")}
"""The commands that filter, with what leaves services alone in `list`."""


pytestmark = pytest.mark.usefixtures("shared_index")


def result_ids(typed: Type, *arguments: str) -> list[str]:
    """The ids that a command gives, in its order."""
    results = json.loads(typed(*arguments, "--format", "json").out)["results"]
    return [one["id"] for one in results]


def in_order_of_lines(ids: Sequence[str], index: Index) -> list[str]:
    """Ids under the headings of `hotlines`, otherwise in the order given."""
    return sorted(ids, key=lambda id: LINES.index(index.service(id).line or "office"))


def offices_behind(ids: Sequence[str], index: Index) -> list[str]:
    """Ids with each local office behind the report line and the crisis lines."""
    first = [id == "cfs-report" or index.service(id).line == "crisis" for id in ids]
    end = len(ids) - first[::-1].index(True)
    early = [id for id in ids[:end] if is_local_office(index.service(id))]
    return [*(id for id in ids[:end] if id not in early), *early, *ids[end:]]


@pytest.mark.parametrize("command", COMMANDS)
def test_an_audience_keeps_what_is_for_anyone_after_its_own(
    command: str, typed: Type, index: Index
) -> None:
    """A filter by audience gives what is for these people, then what is for anyone, and no more."""
    every = [index.service(id) for id in result_ids(typed, "list", *COMMANDS["list"])]
    shown = result_ids(typed, "hotlines") if command == "hotlines" else [s.id for s in every]
    for audience in index.header.audiences:
        own = [s.id for s in every if audience in s.audience]
        open_ = [s.id for s in every if ANYONE in s.audience and s.id not in own]
        wanted = offices_behind([id for id in [*own, *open_] if id in shown], index)
        if command == "hotlines":
            wanted = in_order_of_lines(wanted, index)
        assert result_ids(typed, command, *COMMANDS[command], "--audience", audience) == wanted


@pytest.mark.parametrize("audience", ["exploited", "women"])
def test_there_is_always_a_line_to_call(
    audience: str, language: Language, typed: Type, index: Index
) -> None:
    """Whoever asks for hotlines for women, or for people exploited, is given numbers."""
    answer = typed("hotlines", "--audience", audience, "--lang", language)
    number = Translator(language).phone(index.service("ht-canada").phones[0].number)
    assert answer.code == 0
    assert number in answer.out


@pytest.mark.parametrize("command", COMMANDS)
def test_a_region_keeps_what_serves_more_than_it_after_its_own(
    command: str, typed: Type, index: Index
) -> None:
    """A filter by region gives what serves this place or a part of it, then what serves the
    province or the country, but local offices behind the report line and the crisis lines."""
    known = index.header.regions
    every = [index.service(id) for id in result_ids(typed, "list", *COMMANDS["list"])]
    shown = [s.id for s in every]
    if command == "hotlines":
        shown = result_ids(typed, "hotlines", "--region", "canada")
    for region in known:
        covering = [
            s.id for s in every if any(region in enclosing_regions(r, known) for r in s.regions)
        ]
        serving = [s.id for s in every if set(enclosing_regions(region, known)) & set(s.regions)]
        wanted = [
            id for id in [*covering, *(id for id in serving if id not in covering)] if id in shown
        ]
        wanted = offices_behind(wanted, index)
        if command == "hotlines":
            wanted = in_order_of_lines(wanted, index)
        assert result_ids(typed, command, *COMMANDS[command], "--region", region) == wanted


def test_with_words_too_the_exact_ones_stand_first(typed: Type, index: Index) -> None:
    """“suicide” for youth in Thompson: lines of their own first, then those for anyone, each in
    order of fit."""
    plain = result_ids(typed, "find", "suicide")
    youth = result_ids(typed, "find", "suicide", "--audience", "youth")
    exact = ["youth" in index.service(id).audience for id in youth]
    assert exact == sorted(exact, reverse=True)
    assert {id for id in plain if ANYONE in index.service(id).audience} <= set(youth)
    for part in (
        [i for i, e in zip(youth, exact, strict=True) if e is own] for own in (True, False)
    ):
        assert part == [id for id in plain if id in part]


def test_the_owner_of_a_number_stands_first_under_a_filter(typed: Type) -> None:
    """Whoever types a number is given its owner first, though it is for anyone."""
    assert result_ids(typed, "find", "988 suicide", "--audience", "youth")[0] == "988"


def test_the_more_filters_a_service_meets_exactly_the_earlier_it_stands(
    typed: Type, index: Index
) -> None:
    """For youth in Thompson: their own line there first, then what is theirs or there, then what
    is for anyone anywhere."""
    known = index.header.regions
    ids = result_ids(typed, "hotlines", "--audience", "youth", "--region", "thompson")

    def inexact_count(service: Service) -> int:
        here = any("thompson" in enclosing_regions(region, known) for region in service.regions)
        return ("youth" not in service.audience) + (not here)

    services = [index.service(id) for id in ids]
    order = [(LINES.index(s.line or "office"), inexact_count(s)) for s in services]
    assert order == sorted(order)
    assert ids[[s.line for s in services].index("crisis")] == "youth-crisis-thompson"


def test_repeated_audiences_are_all_exact(typed: Type, index: Index) -> None:
    """One filter repeated means “or”: what is for any of these people stands before the rest."""
    options = ("--audience", "men", "--audience", "2slgbtqi")
    services = [index.service(id) for id in result_ids(typed, "find", *options)]
    exact = [bool({"men", "2slgbtqi"} & set(s.audience)) for s in services]
    assert exact == sorted(exact, reverse=True)
    assert set(exact) == {True, False}


@pytest.mark.parametrize("sheet", ["summary", "hotlines", "poster", "wallet"])
def test_a_sheet_for_some_people_holds_what_is_for_anyone(
    sheet: str, typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sheet for women, or for people exploited, holds the lines that are for anyone."""
    monkeypatch.chdir(tmp_path)
    for audience in ("women", "exploited"):
        answer = typed("handout", "--sheet", sheet, "--audience", audience, "--force")
        assert answer.code == 0, answer.err
    (sheet_file,) = tmp_path.iterdir()
    assert "988" in sheet_file.read_text(encoding="utf-8")


def test_the_directory_has_an_audience_that_every_filter_includes(directory: Directory) -> None:
    """The built-in closed list knows the word for everyone, and services use it."""
    assert ANYONE in directory.header.audiences
    assert sum(ANYONE in service.audience for service in directory.services) > 20
