"""Find services, hotlines and dated facts of Manitoba's work against sexual exploitation.

The library behind the `resource-finder` command::

    from resource_finder import find, load
    directory = load()
    for hit in find(directory, "jeune en fugue Thompson"):
        print(hit.entry.name.fr)

`load` raises `DataError`, which holds every problem of a directory file.
"""

from __future__ import annotations

TYPE_CHECKING = False
"""Type checkers know it by its name; importing `typing` takes longer than all the rest here."""

__version__ = "0.1.0"
__all__ = ["DataError", "Directory", "Event", "Hit", "Language", "Service", "Text", "find", "load"]

if TYPE_CHECKING:
    from resource_finder.directory.loader import load
    from resource_finder.directory.nodes import DataError
    from resource_finder.finder import find
    from resource_finder.model import Directory, Event, Language, Service, Text
    from resource_finder.search.rank import Hit

_MODULES = {
    "find": "finder", "load": "directory.loader", "DataError": "directory.nodes",
    "Hit": "search.rank",
    **dict.fromkeys(("Directory", "Event", "Language", "Service", "Text"), "model"),
}  # fmt: skip


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for: `--version` needs none of them."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
