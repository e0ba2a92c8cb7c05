"""The towns, cities and First Nations of Manitoba, as words that people type."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from conftest import replace
from resource_finder.directory.offices import is_local_office
from resource_finder.finder import Finder
from resource_finder.model import Directory, Service
from resource_finder.regions import enclosing_regions
from resource_finder.search.filters import Filters, serves
from resource_finder.search.index import Index
from resource_finder.search.layers import update
from resource_finder.search.query import understand
from resource_finder.search.rank import Hit

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


# --- which results come first -------------------------------------------------------------------

SIXTY: Final = [PLACES[at * len(PLACES) // 60] for at in range(60)]
"""Sixty of the names, of all regions."""
NOBODY: Final = ("former", "announced")
LINES_FIRST: Final = ("report", "crisis", "support")


def services(text: str, index: Index, filters: Filters | None = None) -> list[Service]:
    """The services that a query finds, best first, without those that have ended or are only
    announced: they stand last wherever they are."""
    found = (hit.entry for hit in hits(text, index, filters))
    return [entry for entry in found if isinstance(entry, Service) and entry.status not in NOBODY]


def hits(text: str, index: Index, filters: Filters | None = None) -> list[Hit]:
    """What a query finds, best first, without events."""
    return Finder(index).search(text, filters, ("hotline", "program", "notice"))[1]


def is_last(service: Service) -> bool:
    """Whether a service is the police or an office."""
    return service.police == "service" or service.line == "office"


@pytest.fixture(scope="module")
def offices(directory: Directory, index: Index) -> Index:
    """The built-in directory with a police detachment and a CFS office for young people in each
    region, named like one of its towns."""
    police = next(s for s in directory.services if s.id == "rcmp-thompson")
    samples = []
    for region in directory.header.regions:
        town = next((name for place, name in PLACES if place == region), region)
        name = replace(police.name, en=f"RCMP {town}", fr=f"GRC de {town}")
        both = {"regions": (region,), "line": "office", "name": name, "aliases": (), "related": ()}
        samples += [
            replace(police, id=f"sample-police-{region}", police="service", **both),
            replace(police, id=f"sample-cfs-{region}", police="not-stated", **both,
                    audience=("children", "youth")),
        ]  # fmt: skip
    more = replace(directory, services=(*directory.services, *samples))
    return update(index.duplicate(), directory, more)


@pytest.mark.parametrize("words", ["{}", "{} youth", "{} jeune", "youth {}", "jeune {}"])
def test_a_place_gives_first_what_serves_it(words: str, index: Index) -> None:
    """Sixty places, alone and beside "youth" or « jeune »: the first result serves the place, and
    is neither the police nor an office, however many of these the directory has."""
    wrong = [
        (name, [service.id for service in found[:3]])
        for region, name in SIXTY
        if not (found := services(words.format(name), index))
        or not serves(found[0], region, index)
        or is_last(found[0])
    ]
    assert {region for region, _ in SIXTY} >= {region for region, _ in PLACES} - {"brandon"}
    assert wrong == []


def test_a_place_alone_gives_lines_then_services_then_offices(offices: Index) -> None:
    """A place alone gives the lines to call, then other services, then police and offices, and
    none that serves it is missing; after them stands what serves a part of its region."""
    every = [
        entry
        for entry in offices.entries("hotline", "program")
        if isinstance(entry, Service) and entry.status not in NOBODY
    ]
    for region, name in SIXTY:
        found = services(name, offices)
        serving = [s for s in found if serves(s, region, offices)]
        order = [2 if is_last(s) else 0 if s.line in LINES_FIRST else 1 for s in serving]
        assert order == sorted(order), name
        assert serving == found[: len(serving)], name
        assert {s.id for s in serving} == {s.id for s in every if serves(s, region, offices)}
        # After them only what serves a part of the region, which may be the place.
        known = offices.header.regions
        around = [{a for r in s.regions for a in enclosing_regions(r, known)} for s in found]
        assert all(region in areas for areas in around[len(serving) :])


@pytest.mark.parametrize(
    "words",
    ["runaway", "shelter", "sexual assault", "police", "missing girl", "suicide", "jeune en fugue",
     "logement", "traite de personnes", "enfant maltraité", "services à l’enfance"],
)  # fmt: skip
def test_beside_words_nothing_from_elsewhere_comes_first(words: str, offices: Index) -> None:
    """Among what is sure to fit, and among what may, what does not serve a place that was typed
    never stands before what does; what has ended or is only announced stands last."""
    for region, name in SIXTY:
        found = hits(f"{words} {name}", offices)
        for match in ("sure", "possible"):
            inside = [
                serves(hit.entry, region, offices)
                for hit in found
                if hit.match == match
                and isinstance(hit.entry, Service)
                and hit.entry.status not in NOBODY
            ]
            assert inside == sorted(inside, reverse=True), name


@pytest.mark.parametrize("place", ["winnipeg", "thompson", "brandon"])
def test_what_was_typed_by_name_stands_first(place: str, index: Index) -> None:
    """The name or the number of a service gives it first, wherever the place beside it is."""
    assert services(f"streetreach north {place}", index)[0].id == "streetreach-north"
    assert services(f"988 {place}", index)[0].id == "988"


def test_the_whole_province_is_no_place(index: Index) -> None:
    """Everything is in Manitoba: its name beside other words moves nothing to the end."""
    named = [service.regions for service in services("runaway manitoba", index)]
    assert named[0] != ("canada",)
    assert ("winnipeg",) in named[:5]


def test_the_order_holds_beside_a_filter(offices: Index) -> None:
    """With a filter too, exact matches come first, but for police and offices, which stand behind
    the lines to call first."""
    everything = services("thompson", offices, Filters(region=("thompson",)))
    found = [service for service in everything if not is_last(service)]
    here = [s for s in found if "thompson" in s.regions]
    assert here == found[: len(here)]
    assert [s.id for s in everything].index("cfs-report") < min(
        at for at, service in enumerate(everything) if is_local_office(service)
    )
