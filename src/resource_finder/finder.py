"""What the finder answers: every question of the command line as a function, without a screen.

    from resource_finder import Finder

    with Finder.open() as finder:
        for hit in finder.find("jeune en fugue Thompson").hits:
            print(hit.entry.name.fr)

A finder keeps one index for all its questions. The rules of the answers stand here and nowhere
else: how many are given, what is left out, in which order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple, Self

from resource_finder.directory.contacts import numbers_to_give
from resource_finder.model import Directory, Entry, Event, Service, Source, line_order
from resource_finder.search import builtin_index
from resource_finder.search.filters import Filters
from resource_finder.search.index import Index, kind
from resource_finder.search.query import Query
from resource_finder.search.rank import Hit, find

BEST_SERVICES: Final = 5
"""Services that `find` gives where no limit is asked for: more would hide the best of them."""

BEST_EVENTS: Final = 8
"""Events that `timeline` gives at most where words are searched: weaker ones would mislead."""

ENTRY_KINDS: Final = ("hotline", "program", "event", "notice")
"""Every kind of entry, in the order of a list."""


class Results(NamedTuple):
    """The services that answer some words.

    `hits` are those within the limit, in order; `total` counts them before the limit; `events` is
    how many events of the timeline answer the same words. `query` says how the words were
    understood.
    """

    query: Query
    hits: tuple[Hit, ...]
    total: int
    events: int = 0


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
    """No entry or source has this id; `near` are up to three ids that are spelled like it."""

    def __init__(self, id: str, near: Sequence[str]) -> None:
        self.id, self.near = id, tuple(near)
        super().__init__(id)


class Finder:
    """A directory, ready for many questions."""

    def __init__(self, index: Index) -> None:
        self.index = index

    @classmethod
    def open(
        cls,
        directory: Path | None = None,
        also: Sequence[Path] = (),
        tell_rebuilt: Callable[[], object] = bool,
    ) -> Self:
        """A finder over a directory file, left out: the built-in one, with the files beside it.

        `tell_rebuilt` is called where the compiled form of the built-in directory cannot be used,
        so that it was read from its YAML, which takes longer. Raises DataError with every fault of
        the files, DamagedError where the built-in directory is not what was installed.
        """
        if directory is None and not also:
            return cls(builtin_index.open_index(tell_rebuilt))
        from resource_finder.directory.loader import load

        return cls.of(load(directory, also))

    @classmethod
    def of(cls, directory: Directory) -> Self:
        """A finder over a directory that was read before."""
        from resource_finder.search.build import build

        return cls(build(directory))

    def close(self) -> None:
        """Let go of the index; nothing can be asked afterwards."""
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
        """Every entry of some kinds that answers, best first, and how the words were understood.

        Without words every entry that the filters admit answers, in the order of the directory.
        `home_region` is the id of a region that ranks first among equals.
        """
        return find(self.index, words, filters, home_region, tuple(kinds))

    def find(
        self,
        words: str,
        filters: Filters | None = None,
        home_region: str | None = None,
        limit: int | None = BEST_SERVICES,
    ) -> Results:
        """Services, hotlines and notices that answer, best first; with no limit, all of them."""
        query, hits = self.search(words, filters, home_region=home_region)
        services = [hit for hit in hits if kind(hit.entry) != "event"]
        return Results(query, tuple(services[:limit]), len(services), len(hits) - len(services))

    def hotlines(
        self,
        words: str = "",
        filters: Filters | None = None,
        home_region: str | None = None,
        limit: int | None = None,
    ) -> Results:
        """Numbers to call or text, by line: emergency first, offices last.

        Former services, and those without a number that may be given, are left out. Unconfirmed
        numbers count only where `filters` ask for what is unconfirmed.
        """
        unconfirmed = filters is not None and "unconfirmed" in filters.confidence
        query, hits = self.search(words, filters, ("hotline",), home_region)
        given = [
            (line_order(hit.entry), hit)
            for hit in hits
            if isinstance(hit.entry, Service) and numbers_to_give(hit.entry, unconfirmed)
        ]
        by_line = [hit for _, hit in sorted(given, key=lambda pair: pair[0])]
        return Results(query, tuple(by_line[:limit]), len(by_line))

    def timeline(
        self,
        words: str = "",
        first_year: int | None = None,
        last_year: int | None = None,
        limit: int | None = None,
    ) -> Timeline:
        """Dated events in order of time, both years included; with words, the best of them."""
        query, hits = self.search(words, kinds=("event",))
        first, last = first_year or 0, last_year or 9999
        dated = [hit for hit in hits if first <= int(_date(hit)[:4]) <= last]
        best = dated[:BEST_EVENTS] if words else dated
        best.sort(key=lambda hit: (_date(hit), hit.entry.id))
        return Timeline(query, tuple(best[:limit]), len(best))

    def show(self, id: str) -> Entry | Source:
        """Everything known about one entry or source. Raises UnknownIdError."""
        found = self.index.entry(id) or self.index.source(id)
        if found is None:
            raise self.unknown_id(id)
        return found

    def unknown_id(self, id: str) -> UnknownIdError:
        """The error that nothing has this id, with the ids that are spelled like it."""
        from difflib import get_close_matches

        return UnknownIdError(id, get_close_matches(id.lower(), self.index.ids(), 3, 0.5))

    def entries(
        self, kinds: Sequence[str] = ENTRY_KINDS, filters: Filters | None = None
    ) -> list[Entry]:
        """Every entry of some kinds, in the order of the directory.

        What filters name exactly stands before what they admit because it is for anyone, or serves
        a wider area.
        """
        return [hit.entry for hit in self.search("", filters, kinds)[1]]

    def sources(self) -> list[Source]:
        """Every source, by id."""
        return self.index.sources()

    def call_instead(self, service: Service) -> Service | None:
        """Whom to call where a service has no number to give; None where it has one, has ended, or
        nobody else would help."""
        return self.index.call_instead(service.id)


def _date(hit: Hit) -> str:
    """The date of an event that was found, ISO with the precision it has."""
    assert isinstance(hit.entry, Event)
    return hit.entry.date
