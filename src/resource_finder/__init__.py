"""Find services, hotlines and dated facts of Manitoba's work against sexual exploitation.

The library behind the `resource-finder` command::

    from resource_finder import Finder, Language

    with Finder.open() as finder:
        for hit in finder.find("jeune en fugue Thompson").hits:
            print(hit.entry.name[Language.FR])

`Finder` gives the answers of the command line as values; `load` reads directory files without an
index. Both raise `DataError`, which holds every problem of the files.
"""

from __future__ import annotations

TYPE_CHECKING = False
"""Type checkers take this name for True; importing it from `typing` takes longer than all this."""

__version__ = "0.2.0"
__all__ = [
    "DamagedError", "DataError", "Directory", "Event", "Filters", "Finder", "Hit", "Language",
    "Notice", "Phone", "Problem", "Query", "Reason", "Results", "Service", "Source", "Text",
    "Timeline", "UnknownIdError", "load",
]  # fmt: skip

if TYPE_CHECKING:
    from resource_finder.bilingual import Language, Text
    from resource_finder.directory.loader import load
    from resource_finder.directory.problems import DamagedError, DataError, Problem
    from resource_finder.finder import Finder, Results, Timeline, UnknownIdError
    from resource_finder.model import Directory, Event, Notice, Phone, Service, Source
    from resource_finder.search.filters import Filters
    from resource_finder.search.query import Query
    from resource_finder.search.rank import Hit
    from resource_finder.search.scoring import Reason

MODULES = {
    "bilingual": ("Language", "Text"),
    "directory.loader": ("load",),
    "directory.problems": ("DamagedError", "DataError", "Problem"),
    "finder": ("Finder", "Results", "Timeline", "UnknownIdError"),
    "model": ("Directory", "Event", "Notice", "Phone", "Service", "Source"),
    "search.filters": ("Filters",),
    "search.query": ("Query",),
    "search.rank": ("Hit",),
    "search.scoring": ("Reason",),
}
"""The public names of each module."""


def __getattr__(name: str) -> object:
    """Import a public name at its first use: `--version` needs none of them."""
    for module, names in MODULES.items():
        if name in names:
            from importlib import import_module

            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
