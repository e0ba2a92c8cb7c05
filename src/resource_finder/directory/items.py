"""The lists of items that a directory file may hold, and how one item of each is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from resource_finder.directory import schema
from resource_finder.directory.nodes import Node
from resource_finder.directory.yaml_file import MAX_VALUES
from resource_finder.model import Concept, Notice, Source

_MAX_CONCEPTS: Final = 2_000
"""Concepts of a vocabulary. Indexing compares each with every entry: without a limit it could take
very long."""

LIST_KEYS: Final = ("audiences", "regions", "languages", "topics")
"""The keys of closed lists."""
ITEM_KEYS: Final = ("sources", "notices", "services", "events", "vocabulary")
"""The keys of lists of items."""


def item_reader(key: str, lists: schema.FileLists) -> Callable[[Node], Any]:
    """What reads one item of the list under a key."""
    readers: dict[str, Callable[[Node], Any]] = {
        "sources": lambda node: schema.read(node, Source, lists),
        "notices": lambda node: schema.read(node, Notice, lists),
        "services": lambda node: schema.read_service(node, lists),
        "events": lambda node: schema.read_event(node, lists),
        "vocabulary": lambda node: schema.read(node, Concept, lists),
    }
    return readers[key]


def max_items(key: str) -> int:
    """How many items the list under a key may have."""
    return _MAX_CONCEPTS if key == "vocabulary" else MAX_VALUES
