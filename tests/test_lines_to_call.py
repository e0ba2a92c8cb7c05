"""Which line to call stands among the first results: each rule is needed, and where it ends."""

from __future__ import annotations

from typing import Final

import pytest

from conftest import found_ids
from resource_finder.directory.corrections import replace
from resource_finder.finder import Finder
from resource_finder.model import Directory
from resource_finder.search import line_rules, lines_to_call
from resource_finder.search.build import build
from resource_finder.search.helping_lines import HelpingLines
from resource_finder.search.index import Index
from resource_finder.search.line_points import read_of
from resource_finder.search.query import understand

NEEDED: Final = (
    ("answering_for_the_best", "rape kit winnipeg", "klinic-sexual-assault"),
    ("instead_of_the_best", "TERF", "211-mb"),
    ("fitting_the_words", "detox", "211-mb"),
    ("emergency_number", "police swan lake", "emergency-911"),
    ("for_a_child_who_writes", "im 13 n ran away", "kids-help-phone"),
    ("for_harm_of_a_child", "my son is being threatened with pictures he sent", "cfs-report"),
    ("for_a_child", "missing child", "kids-help-phone"),
)
"""A rule, a query, and the line that the rule gives for it."""


@pytest.mark.parametrize(("name", "words", "line"), NEEDED)
def test_without_a_rule_a_line_is_missing(
    name: str, words: str, line: str, finder: Finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks this reads the line to call at the place of its rule, and would not without the
    rule."""
    rules = lines_to_call.RULES
    (rule,) = (rule for row in rules for rule in row if rule.line.__name__ == name)
    assert line in found_ids(finder, words)[: rule.place]
    without = tuple(tuple(one for one in row if one is not rule) for row in rules)
    monkeypatch.setattr(lines_to_call, "RULES", without)
    assert line not in found_ids(finder, words)[: rule.place]


def test_each_rule_has_an_example() -> None:
    """Nobody adds a rule that no query needs."""
    names = [rule.line.__name__ for row in lines_to_call.RULES for rule in row]
    assert names == [name for name, _, _ in NEEDED]


@pytest.mark.parametrize(
    ("share", "words", "third"),
    [("_CLOSE_SHARE", "jeune en fugue", "streetreach-north"),
     ("_CALL_SHARE", "remove intimate pictures", "c3p-office")],
)  # fmt: skip
def test_a_third_result_that_fits_well_stays(
    share: str, words: str, third: str, finder: Finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line takes the place of no third result that fits about as well as the best, or well and
    can be called."""
    assert found_ids(finder, words)[2] == third
    monkeypatch.setattr(line_rules, share, 1.01)
    assert found_ids(finder, words)[2] != third


@pytest.mark.parametrize(
    ("words", "line"),
    [("mom of three, no food and rent is due", "211-mb"),
     ("guy in a car recruits girls", "ht-canada"), ("fillette de 9 ans négligée", "cfs-report")],
)  # fmt: skip
def test_the_points_of_a_line_choose_it(words: str, line: str, index: Index) -> None:
    """Of all lines the one that answers most queries of this kind comes first."""
    query = understand(words, index)
    assert next(iter(HelpingLines(query, index).by_fit)).id == line


def test_a_directory_without_points_gives_its_lines_for_any_need(directory: Directory) -> None:
    """A directory of one’s own needs no points: its lines for any need stand in their order."""
    header = directory.header._replace(lines_to_call=())
    index = build(directory._replace(header=header))
    lines = HelpingLines(understand("rent", index), index).by_fit
    assert [line.id for line in lines] == [*header.fallback_services]


def test_who_replaces_a_line_has_its_points(directory: Directory) -> None:
    """A line of an agency that stands in the place of one of ours is given for the same words."""
    (old,) = (service for service in directory.services if service.id == "211-mb")
    own = old._replace(id="own-line", replaces="211-mb")
    replaced = replace(directory._replace(services=(*directory.services, own)))
    points = {line.service: line.points for line in directory.header.lines_to_call}
    points["own-line"] = points.pop("211-mb")
    assert {line.service: line.points for line in replaced.header.lines_to_call} == points


def test_points_are_for_what_is_read_of_a_query(index: Index) -> None:
    """Points count for the person and for what the words mean, in either language alike."""
    english, french = (read_of(understand(words, index)) for words in (
        "girl, 14, is missing", "fille de 14 ans portée disparue"))  # fmt: skip
    assert english == french
    assert {"any", "minor", "women", "missing"} <= english


def test_what_was_named_keeps_its_place(finder: Finder) -> None:
    """The three services of one agency whose name was typed stay together: the line to call stands
    behind them."""
    assert found_ids(finder, "KNK")[:4] == [
        "ka-mi-mina", "velmas-house", "at-our-relatives-place", "211-mb",
    ]  # fmt: skip


def test_the_line_to_call_counts_without_police(finder: Finder) -> None:
    """Who wants no police reads a line to call as the third result, after the police have moved
    behind all others."""
    assert found_ids(finder, "exploited winnipeg not police")[2] == "211-mb"


@pytest.mark.parametrize(
    ("words", "line", "helps"),
    [
        ("crisis thompson 15", "youth-crisis-thompson", True),
        ("crisis winnipeg 15", "youth-crisis-thompson", False),
        ("crisis thompson, woman of 40", "youth-crisis-thompson", False),
        ("my dad hits me, i am 15", "cfs-report", True),
        ("my dad hits me, i am 45", "cfs-report", False),
        ("crisis", "emergency-911", False),
    ],
)
def test_a_line_helps_the_person_where_they_are(
    words: str, line: str, helps: bool, index: Index
) -> None:
    """Nobody is given a line for another town or other people, nor the police; the harm of an adult
    is not reported."""
    lines = HelpingLines(understand(words, index), index)
    assert lines.may_help(index.service(line)) is helps
