"""The Python interface of the program: each query of the command line as a method of `Finder`.

    from resource_finder import Finder

    with Finder.open() as finder:
        for hit in finder.find("jeune en fugue Thompson").hits:
            print(hit.entry.name.fr)

A finder keeps one index open for all its queries. How many results an answer has, which are left
out and in which order are decided here only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from resource_finder.closed_lists import ENTRY_KINDS
from resource_finder.directory.contacts import numbers_to_give
from resource_finder.directory.offices import is_local_office
from resource_finder.model import (
    Directory,
    Entry,
    Event,
    Service,
    Source,
    line_order,
    place_in_line,
)
from resource_finder.search import builtin_index
from resource_finder.search.filters import Filters
from resource_finder.search.first import for_the_person
from resource_finder.search.index import Index
from resource_finder.search.order import in_order
from resource_finder.search.query import Query, understand
from resource_finder.search.rank import Hit, rank, read_hits
from resource_finder.search.weigher import Ranked

if TYPE_CHECKING:
    from resource_finder.directory.problems import Problem
    from resource_finder.directory.yaml_file import YamlFile

BEST_SERVICES: Final = 5
"""Results of `find` without a limit: more would hide the best of them."""

_FOR_THE_PERSON: Final = 200
"""Entries that are put in order for the person whom a query is about. More would be read from the
file than anyone does."""

BEST_EVENTS: Final = 8
"""Results of `timeline` for some words, unless more are asked for: weaker matches would mislead."""


class Results(NamedTuple):
    """The services and notices that match some words.

    `hits` are those within the limit, in order: first those that are sure to fit, then, where these
    are few, those that may (`Hit.match`); `total` counts them before the limit; `events` is how
    many events of the timeline match too. `query` says how the words were understood, `offices`
    how many local offices `hotlines` left out, `possible` how many of `total` only may fit.
    """

    query: Query
    hits: tuple[Hit, ...]
    total: int
    events: int = 0
    offices: int = 0
    possible: int = 0


class Timeline(NamedTuple):
    """Events in order of time, as `hits`; `total` counts them before the limit."""

    query: Query
    hits: tuple[Hit, ...]
    total: int

    @property
    def events(self) -> tuple[Event, ...]:
        """The events alone."""
        return tuple(hit.entry for hit in self.hits if isinstance(hit.entry, Event))


class UnknownIdError(LookupError):
    """No entry or source has this id; `near` are the ids that begin with it, else up to three that
    are spelled like it."""

    def __init__(self, id: str, near: Sequence[str]) -> None:
        self.id, self.near = id, tuple(near)
        super().__init__(id)


class Finder:
    """A directory that is ready for many queries; `close` it, or use it in a `with` statement.

    `problems` are the faults of its layers, of which only the sound part is used.
    """

    def __init__(self, index: Index, problems: Sequence[Problem] = ()) -> None:
        self.index, self.problems = index, tuple(problems)

    @classmethod
    def open(
        cls,
        directory: Path | None = None,
        also: Sequence[Path] = (),
        on_rebuild: Callable[[], object] | None = None,
        layers: Sequence[YamlFile] = (),
    ) -> Self:
        """A finder for a directory file (by default the built-in one) and the files beside it: of
        `layers` the sound part, then all of `also`.

        `on_rebuild` is called where the compiled built-in directory could not be used and its YAML
        was read instead, which takes longer. Raises DataError with every fault of the other files,
        DamagedError where the built-in directory is not what was installed.
        """
        if directory is None and not also and not layers:
            return cls(builtin_index.open_index(on_rebuild))
        from resource_finder.search.main_file import open_main

        main = open_main(directory, also, layers)
        index = main.opened or builtin_index.open_index(on_rebuild)
        if not main.also and not main.layers:
            return cls(index)
        from resource_finder.search.layers import index_with_layers

        return cls(*index_with_layers(index, main.layers, main.also))

    @classmethod
    def of(cls, directory: Directory) -> Self:
        """A finder for a directory that was read before."""
        from resource_finder.search.build import build

        return cls(build(directory))

    def close(self) -> None:
        """Close the index; no query is possible afterwards."""
        self.index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def search(
        self,
        words: str,
        filters: Filters | None = None,
        kinds: Sequence[str] = ENTRY_KINDS,
        home_region: str | None = None,
    ) -> tuple[Query, list[Hit]]:
        """How the words were understood, and every entry of some kinds that matches, best first.

        Without words, every entry that the filters admit, in the order of the directory.
        `home_region` is the id of a region whose services rank first among equals.
        """
        query, ranked = self._rank(words, filters, kinds, home_region)
        may_add = not filters and tuple(kinds) == ENTRY_KINDS
        return query, read_hits(self._for_the_person(query, ranked, may_add), self.index)

    def _rank(
        self,
        words: str,
        filters: Filters | None,
        kinds: Sequence[str] = ENTRY_KINDS,
        home_region: str | None = None,
    ) -> tuple[Query, list[Ranked]]:
        """As `search`, in the order of fit, before the entries are read."""
        query = understand(words, self.index)
        ranked = rank(query, self.index, filters, home_region, tuple(kinds))
        return query, in_order(query, ranked, self.index) if words.strip() else ranked

    def _for_the_person(
        self, query: Query, ranked: Sequence[Ranked], may_add: bool
    ) -> list[Hit | Ranked]:
        """Ranked entries in the order in which they are given: the first of them in the order for
        the person whom the query is about, those that are sure to fit before the others. `may_add`:
        lines that no word met may be among them."""
        if not query.text.strip():
            return [*ranked]
        first = read_hits(ranked[:_FOR_THE_PERSON], self.index)
        first = for_the_person(query, first, self.index, may_add)
        given = {hit.entry.id for hit in first}
        rest = [one for one in ranked[_FOR_THE_PERSON:] if one.row.id not in given]
        return sorted([*first, *rest], key=lambda one: one.match != "sure")

    def find(
        self,
        words: str,
        filters: Filters | None = None,
        home_region: str | None = None,
        limit: int | None = BEST_SERVICES,
    ) -> Results:
        """Services and notices that match, best first; all of them where `limit` is None."""
        query, ranked = self._rank(words, filters, home_region=home_region)
        found = [one for one in ranked if one.row.kind != "event"]
        services = self._for_the_person(query, found, may_add=not filters)
        given = read_hits(services[:limit], self.index)
        possible = sum(one.match == "possible" for one in services)
        events = len(ranked) - len(found)
        return Results(query, tuple(given), len(services), events, possible=possible)

    def hotlines(
        self,
        words: str = "",
        filters: Filters | None = None,
        home_region: str | None = None,
        limit: int | None = None,
    ) -> Results:
        """Hotlines with a number that may be given, by line: emergency first, offices last.

        Unconfirmed numbers count only where `filters` ask for what is unconfirmed, local offices
        only where words, a region or a topic ask for them: they would bury the lines for everyone.
        What the printed sheet of this name holds is a rule of `views.sheet_specs`.
        """
        unconfirmed = filters is not None and "unconfirmed" in filters.confidence
        query, hits = self.search(words, filters, ("hotline",), home_region)
        found = [hit for hit in hits if hit.match == "sure"] or hits
        # What words or filters ask for leads its line; else the order of the directory.
        position = line_order if words or filters else place_in_line
        ordered = [
            (position(hit.entry), hit)
            for hit in found
            if isinstance(hit.entry, Service) and numbers_to_give(hit.entry, unconfirmed)
        ]
        by_line = [hit for _, hit in sorted(ordered, key=lambda pair: pair[0])]
        asked = words.strip() or (filters and (filters.region or filters.topic))
        given = by_line if asked else [hit for hit in by_line if not _is_local_office(hit)]
        left_out = len(by_line) - len(given)
        return Results(query, tuple(given[:limit]), len(given), offices=left_out)

    def crisis_lines(self) -> Results:
        """The lines to call in a crisis, for where no word is searched yet."""
        query, hits = self.hotlines()[:2]
        lines = tuple(h for h in hits if isinstance(h.entry, Service) and h.entry.line == "crisis")
        return Results(query, lines, len(lines))

    def timeline(
        self,
        words: str = "",
        first_year: int | None = None,
        last_year: int | None = None,
        limit: int | None = None,
        best: int | None = BEST_EVENTS,
    ) -> Timeline:
        """Events in order of time, both years included; with words, the `best` that match."""
        query, found = self.search(words, kinds=("event",))
        first, last = first_year or 0, last_year or 9999
        events = [hit for hit in found if first <= int(_date(hit)[:4]) <= last]
        events = events[:best] if words else events
        events.sort(key=lambda hit: (_date(hit), hit.entry.id))
        return Timeline(query, tuple(events[:limit]), len(events))

    def show(self, id: str) -> Entry | Source:
        """Everything known about one entry or source, by its id or the beginning of no other one.
        Raises UnknownIdError."""
        record = self.index.entry(id) or self.index.source(id)
        if record is None:
            error = self.unknown_id(id)
            if len(error.near) != 1 or not error.near[0].startswith(id):
                raise error
            return self.show(error.near[0])
        return record

    def unknown_id(self, id: str) -> UnknownIdError:
        """The error for an id that nothing has, with the ids that are spelled like it."""
        from difflib import get_close_matches

        ids = self.index.ids()
        longer = [one for one in ids if id and one.startswith(id)]
        return UnknownIdError(id, longer or get_close_matches(id.lower(), ids, 3, 0.5))

    def entries(
        self, kinds: Sequence[str] = ENTRY_KINDS, filters: Filters | None = None
    ) -> list[Entry]:
        """Every entry of some kinds, in the order of the directory.

        Exact matches of the filters come first, then entries that they admit because these are for
        anyone, or serve a wider area.
        """
        return [hit.entry for hit in self.search("", filters, kinds)[1]]

    def sources(self) -> list[Source]:
        """Every source, by id."""
        return self.index.sources()

    def call_instead(self, service: Service) -> Service | None:
        """The service to call where this one has no number to give; None where it has one, has
        ended, or nobody else would help."""
        return self.index.call_instead(service.id)


def _is_local_office(hit: Hit) -> bool:
    return isinstance(hit.entry, Service) and is_local_office(hit.entry)


def _date(hit: Hit) -> str:
    """The date of an event that matched: ISO, with the precision it has."""
    assert isinstance(hit.entry, Event)
    return hit.entry.date
