"""The finder as a library: one function over the index and the search."""

from __future__ import annotations

from resource_finder.model import Directory
from resource_finder.search.build import build
from resource_finder.search.filters import Filters
from resource_finder.search.rank import Hit
from resource_finder.search.rank import find as search


def find(directory: Directory, words: str, filters: Filters | None = None) -> list[Hit]:
    """The entries of a directory that answer some words, best first.

    The index is built anew at each call; for many queries keep that of `search.build.build`.
    """
    return search(build(directory), words, filters)[1]
