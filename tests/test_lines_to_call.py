"""Which line to call stands among the first results: each rule is needed, and where it ends."""

from __future__ import annotations

from typing import Final

import pytest

from conftest import found_ids
from resource_finder.finder import Finder
from resource_finder.search import lines_to_call
from resource_finder.search.helping_lines import HelpingLines
from resource_finder.search.index import Index
from resource_finder.search.query import understand

NEEDED: Final = (
    ("answering_for_the_best", "rape kit winnipeg", "klinic-sexual-assault"),
    ("fitting_as_well", "survivors hope", "klinic-sexual-assault"),
    ("instead_of_the_best", "RaY", "211-mb"),
    ("for_anyone", "shelter", "211-mb"),
    ("emergency_number", "police swan lake", "emergency-911"),
    ("for_a_child_who_writes", "im 13 n ran away", "kids-help-phone"),
    ("for_harm_of_a_child", "boy exploited", "cfs-report"),
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


def test_what_was_named_keeps_its_place(finder: Finder) -> None:
    """The three services of one agency whose name was typed stay together: the line to call stands
    behind them."""
    assert found_ids(finder, "KNK")[:4] == [
        "ka-mi-mina", "velmas-house", "at-our-relatives-place", "211-mb",
    ]  # fmt: skip


def test_the_line_to_call_counts_without_police(finder: Finder) -> None:
    """Who wants no police reads a line to call as the third result, after the police have moved
    behind all others."""
    assert found_ids(finder, "exploited winnipeg not police")[2] == "cybertip"


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
