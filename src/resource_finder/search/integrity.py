"""Checks that the compiled directory of this installation is the same as its YAML."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from resource_finder import data_files
from resource_finder.closed_lists import ENTRY_KINDS
from resource_finder.directory.call_instead import call_instead, lines
from resource_finder.directory.problems import REINSTALL_FIX, DamagedError, Problem
from resource_finder.i18n import N_
from resource_finder.model import Directory, Entry, Source
from resource_finder.search import builtin_index, compiled
from resource_finder.search.index import Index

_OTHER_STEMS: Final = N_("this file was made with another version of PyStemmer")
_STEMS_FIX: Final = N_("install PyStemmer {version}")
_OTHER_NUMBERS: Final = N_("'{id}' has the numbers {here} here, but {there} in programs.yaml")
_OTHER_WORDS: Final = N_("'{id}' is not the same here as in programs.yaml")


def faults(directory: Directory) -> list[Problem]:
    """What is wrong with the compiled directory, compared with the directory read from its YAML.

    In a checkout it is out of date after each edit, and then not used: that is no fault.
    """
    raw = data_files.read(data_files.COMPILED)
    verified = data_files.read_verified(data_files.COMPILED) is not None
    if data_files.checkout_yaml() is not None and not (verified and builtin_index.is_fresh()):
        return []
    problems = [] if verified else DamagedError(data_files.COMPILED).problems
    if verified and not builtin_index.stems_match():
        from resource_finder import built

        version = {"version": built.STEMMER}
        problems.append(Problem(data_files.COMPILED, 0, 0, _OTHER_STEMS, _STEMS_FIX, version))
    path = data_files.PACKAGE / data_files.COMPILED
    here = compiled.open_compiled(raw, path) if raw else None
    # Of a damaged file, report what can be read before the first error.
    with suppress(*compiled.UNREADABLE, AssertionError):
        problems += _differences(here, directory) if here else ()
    return problems


def _differences(index: Index, directory: Directory) -> Iterator[Problem]:
    """Each entry and source that differs between the compiled directory and the YAML."""
    here: dict[str, Entry | Source] = {e.id: e for e in index.entries(*ENTRY_KINDS)}
    here |= {s.id: s for s in index.sources()}
    there: dict[str, Entry | Source] = {e.id: e for e in directory.entries}
    there |= {s.id: s for s in directory.sources}
    for id in [id for id in here | there if here.get(id) != there.get(id)]:
        numbers = {"here": _numbers(here.get(id)), "there": _numbers(there.get(id))}
        what = _OTHER_WORDS if numbers["here"] == numbers["there"] else _OTHER_NUMBERS
        yield Problem(data_files.COMPILED, 0, 0, what, REINSTALL_FIX, {"id": id, **numbers})
    if index.header != directory.header:
        yield Problem(data_files.COMPILED, 0, 0, _OTHER_WORDS, REINSTALL_FIX, {"id": "directory"})
    yield from _other_lines(index, directory)


def _other_lines(index: Index, directory: Directory) -> Iterator[Problem]:
    """Each service for which the compiled directory and the YAML name another line to call."""
    known = lines(directory)
    for service in directory.services:
        here, there = index.call_instead(service.id), call_instead(service, known)
        if (here and here.id) != (there and there.id):
            yield Problem(
                data_files.COMPILED, 0, 0, _OTHER_WORDS, REINSTALL_FIX, {"id": service.id}
            )


def _numbers(entry: object) -> str:
    """The phone numbers of an entry, with commas; "-" where there is none."""
    return ", ".join(phone.number for phone in getattr(entry, "phones", ())) or "-"
