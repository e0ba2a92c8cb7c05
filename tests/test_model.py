"""The data model: values that compare, and small rules about them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from resource_finder.bilingual import Language, Text
from resource_finder.header import Region
from resource_finder.model import Ages, Directory, Event, Notice, Service
from resource_finder.regions import MAX_ENCLOSING_REGIONS, enclosing_regions


def test_the_model_loads_no_source_inspection() -> None:
    """Every command starts with the model, so it must not import what dataclasses import."""
    script = "import sys, resource_finder.model; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert {"dataclasses", "inspect", "ast", "dis"} & set(done.stdout.decode().split()) == set()


def test_a_text_is_read_in_either_language() -> None:
    """Each language has its own words."""
    text = Text("shelter", "refuge")
    assert (text[Language.EN], text[Language.FR]) == ("shelter", "refuge")


def test_texts_compare_by_their_words() -> None:
    """Two texts are equal where both languages are, and equal to nothing else."""
    text = Text("shelter", "refuge")
    assert text == Text("shelter", "refuge")
    assert hash(text) == hash(Text("shelter", "refuge"))
    assert text not in (Text("shelter", "abri"), Text("house", "refuge"), ("shelter", "refuge"))
    assert repr(text) == "Text(en='shelter', fr='refuge')"


@pytest.mark.parametrize(
    ("ages", "inside", "outside"),
    [
        (Ages(11, 17), [11, 14, 17], [10, 18]),
        (Ages(None, 17), [0, 17], [18]),
        (Ages(18, None), [18, 99], [17]),
    ],
)
def test_both_ends_of_an_age_range_are_included(
    ages: Ages, inside: list[int], outside: list[int]
) -> None:
    """Someone of exactly the first or the last age is served."""
    assert [age for age in inside + outside if ages.admits(age)] == inside


def test_every_entry_begins_with_the_same_fields() -> None:
    """Services, events and notices share the fields that every entry has, in the same order."""
    shared = Notice._fields
    assert Service._fields[: len(shared)] == Event._fields[: len(shared)] == shared


def test_entries_stand_in_the_order_of_the_file(directory: Directory) -> None:
    """Services come first, then events, then notices: none is left out or doubled."""
    kinds = [type(entry).__name__ for entry in directory.entries]
    counts = [len(directory.services), len(directory.events), len(directory.notices)]
    assert [kinds.count(name) for name in ("Service", "Event", "Notice")] == counts
    assert kinds == sorted(kinds, key=["Service", "Event", "Notice"].index)


def regions(**within: str | None) -> dict[str, Region]:
    """Regions, each within another."""
    return {id: Region(Text(id, id), outer, ()) for id, outer in within.items()}


def test_a_region_lies_in_every_region_around_it() -> None:
    """What serves the whole province serves each of its towns."""
    some = regions(town="north", north="province", province=None, south="province")
    assert enclosing_regions("town", some) == ("town", "north", "province")
    assert enclosing_regions("elsewhere", some) == ("elsewhere",)


def test_regions_within_each_other_come_to_an_end() -> None:
    """A cycle of regions, or a very long chain, is followed for a few steps only."""
    assert enclosing_regions("a", regions(a="b", b="a")) == ("a", "b")
    chain = regions(**{f"r{n}": f"r{n + 1}" for n in range(20)})
    assert enclosing_regions("r0", chain) == tuple(f"r{n}" for n in range(MAX_ENCLOSING_REGIONS))
