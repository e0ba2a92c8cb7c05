"""Knows ordinary words of English and French that are spelled like a word of the directory.

A misspelt word is corrected, an ordinary one is not: it means something else. The build chooses
them (`search.ordinary_choice`); a query reads them only where a word is unknown.
"""

from __future__ import annotations

from functools import cache

from resource_finder import data_files


def is_ordinary(word: str) -> bool:
    """Whether a folded word is an ordinary one of either language; False for one that is not
    spelled like a word of the directory."""
    return f"\n{word}\n".encode() in _words()


@cache
def _words() -> bytes:
    return b"\n" + (data_files.load(data_files.ORDINARY_WORDS) or b"")
