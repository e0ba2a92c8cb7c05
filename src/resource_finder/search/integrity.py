"""Whether the compiled directory of this installation says what its YAML says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from resource_finder import data_files
from resource_finder.directory.call_instead import call_instead, lines
from resource_finder.directory.nodes import REINSTALL_FIX, DamagedError, Problem
from resource_finder.i18n import N_
from resource_finder.model import KINDS, Directory, Entry, Source
from resource_finder.search import builtin_index, index

_OTHER_STEMS: Final = N_("this file was made with another version of PyStemmer")
_STEMS_FIX: Final = N_("install PyStemmer {version}")
_OTHER_NUMBERS: Final = N_("'{id}' has the numbers {here} here, but {there} in programs.yaml")
_OTHER_WORDS: Final = N_("'{id}' is not the same here as in programs.yaml")


def faults(directory: Directory) -> list[Problem]:
    """What is wrong with the compiled directory beside the built-in directory, read from its YAML.

    In a checkout it is stale after each edit, and then not used: that is no fault.
    """
    raw, sound = (
        data_files.read(data_files.COMPILED),
        data_files.read_verified(data_files.COMPILED) is not None,
    )
    if data_files.checkout_yaml() is not None and not (sound and builtin_index.is_fresh()):
        return []
    problems = [] if sound else DamagedError(data_files.COMPILED).problems
    if sound and not builtin_index.stems_match():
        from resource_finder import built

        version = {"version": built.STEMMER}
        problems.append(Problem(data_files.COMPILED, 0, 0, _OTHER_STEMS, _STEMS_FIX, version))
    compiled = index.open_compiled(raw, data_files.PACKAGE / data_files.COMPILED) if raw else None
    # What can be read of a damaged file is told; a line that is gone cannot be called instead.
    with suppress(*index.UNREADABLE, AssertionError):
        problems += _differences(compiled, directory) if compiled else ()
    return problems


def _differences(compiled: index.Index, directory: Directory) -> Iterator[Problem]:
    """Each entry and source that the compiled directory does not hold as the YAML does."""
    here: dict[str, Entry | Source] = {e.id: e for e in compiled.entries(*KINDS, "event", "notice")}
    here |= {s.id: s for s in compiled.sources()}
    there: dict[str, Entry | Source] = {e.id: e for e in directory.entries}
    there |= {s.id: s for s in directory.sources}
    for id in [id for id in here | there if here.get(id) != there.get(id)]:
        numbers = {"here": _numbers(here.get(id)), "there": _numbers(there.get(id))}
        what = _OTHER_WORDS if numbers["here"] == numbers["there"] else _OTHER_NUMBERS
        yield Problem(data_files.COMPILED, 0, 0, what, REINSTALL_FIX, {"id": id, **numbers})
    if compiled.header != directory.header:
        yield Problem(data_files.COMPILED, 0, 0, _OTHER_WORDS, REINSTALL_FIX, {"id": "directory"})
    yield from _other_lines(compiled, directory)


def _other_lines(compiled: index.Index, directory: Directory) -> Iterator[Problem]:
    """Each service for which the two forms would have people call different lines instead."""
    known = lines(directory)
    for service in directory.services:
        here, there = compiled.call_instead(service.id), call_instead(service, known)
        if (here and here.id) != (there and there.id):
            yield Problem(
                data_files.COMPILED, 0, 0, _OTHER_WORDS, REINSTALL_FIX, {"id": service.id}
            )


def _numbers(entry: object) -> str:
    """The numbers of an entry, one after the other; "-" where there is none."""
    return ", ".join(phone.number for phone in getattr(entry, "phones", ())) or "-"
