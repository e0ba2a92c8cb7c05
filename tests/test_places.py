"""The towns, cities and First Nations of Manitoba, as words that people type."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from resource_finder.search.index import Index
from resource_finder.search.query import understand

PLACES: Final = [
    (region, name)
    for line in (Path(__file__).parent / "data" / "places.tsv").read_text("utf-8").splitlines()[1:]
    for region, name in [line.split("\t")]
]
"""The region and the name of each place, with names in its own language and in French."""


@pytest.mark.parametrize("beside", ["", "youth ", "jeune "])
def test_every_place_is_known_by_each_of_its_names(beside: str, index: Index) -> None:
    """A town, city or First Nation is understood as its region, typed alone or beside a word, in
    small letters or not, and without its accents or with them."""
    wrong = [
        (typed, regions)
        for region, name in PLACES
        for typed in (beside + name, beside + name.lower())
        if (regions := understand(typed, index).regions) != (region,)
    ]
    assert len(PLACES) > 200
    assert wrong == []


@pytest.mark.parametrize(
    "words",
    ["dakota girl missing", "the river", "partage de photos", "robin", "modern slavery", "home"],
)
def test_an_ordinary_word_is_no_place(words: str, index: Index) -> None:
    """Words that only look like the name of a place are searched as what they are."""
    assert understand(words, index).regions == ()
