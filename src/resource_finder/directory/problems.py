"""What is wrong with a file: where it is, and how to fix it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from resource_finder.i18n import N_

MAX_PROBLEMS: Final = 1_000
"""Faults after which reading stops; without it a hostile file could fill the memory with them."""
SEE_DOCS_FIX: Final = N_("see docs/DIRECTORY.md for the form")
SPLIT_FIX: Final = N_("split it; --also reads several files")


class Problem(NamedTuple):
    """A fault in a directory file: where it is, what it is, how to fix it.

    `what` and `fix` are English sentences of the catalogue; `values` fill their `{names}`. Line and
    column start at 1; line 0 means the file as a whole. `path` leads to the part of the file
    that it is in: "services", "zebra-house".
    """

    file: str
    line: int
    column: int
    what: str
    fix: str
    values: Mapping[str, str] = MappingProxyType({})
    path: tuple[str, ...] = ()


class DataError(Exception):
    """A directory file cannot be used: `problems` holds every fault once, by file and line."""

    def __init__(self, problems: list[Problem]) -> None:
        unique = {(p.file, p.line, p.column, p.what, *p.values.items()): p for p in problems}
        self.problems = sorted(unique.values(), key=lambda p: (p.file, p.line, p.column))
        super().__init__("\n".join(f"{p.file}:{p.line}:{p.column}: {p.what}" for p in problems))


REINSTALL_FIX: Final = N_("install resource-finder again")
_DAMAGED: Final = N_("this file is missing, or it is not the one that was installed")


class DamagedError(DataError):
    """Files of this installation are missing, or they are not what was built."""

    def __init__(self, *names: str) -> None:
        super().__init__([Problem(name, 0, 0, _DAMAGED, REINSTALL_FIX) for name in names])
