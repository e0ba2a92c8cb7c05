"""Reads from an index the directory that the files of an agency lie over.

Nearly always they only add entries: what they name in it is then enough to check and to index them,
and to read all of it would take longer than both.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from resource_finder.closed_lists import ENTRY_KINDS, OWN_SOURCE
from resource_finder.directory.contacts import numbers_to_give
from resource_finder.directory.layers import Layered, add_sound_layers
from resource_finder.directory.nodes import scalars
from resource_finder.directory.problems import DataError
from resource_finder.directory.serialize import deserialize_concept
from resource_finder.directory.yaml_file import YamlFile
from resource_finder.directory.yaml_parser import keys_of
from resource_finder.model import Concept, Directory, Entry, Event, Notice, Service, Source
from resource_finder.search.index import Index

_CONCERN_ALL: Final = ("corrections", "vocabulary")
"""The parts of a file that any entry of the directory may be changed by."""


def with_layers(
    index: Index, layers: Sequence[YamlFile], also: Sequence[YamlFile]
) -> tuple[Directory, Layered]:
    """The directory of an index, or as much of it as is enough, and what the sound part of layers
    and all of some files make of it. Raises DataError with every problem of the latter."""
    files = [file for file in (*layers, *also) if file.root is not None]
    if not any(_has_part(file, key) for file in files for key in _CONCERN_ALL):
        part = _part_of(index, _words_in(files))
        known = [problem for file in layers for problem in file.problems]
        try:
            layered = add_sound_layers(part, layers, also)
            # What is wrong, and its fix, may depend on the others.
            sound = all(problem in known for problem in layered.problems)
        except DataError:
            sound = False
        if sound and _is_enough(part, layered.directory, index):
            return part, layered
    whole = directory_of(index)
    return whole, add_sound_layers(whole, layers, also)


def directory_of(index: Index) -> Directory:
    """The directory that an index was made of, without the words of its vocabulary: nothing that is
    added to it needs them."""
    return _directory(index, index.entries(*ENTRY_KINDS), index.sources())


def is_only_added(old: Directory, new: Directory) -> bool:
    """Whether a directory has all of another as it is, and beside it only services with a number to
    give, events and notices: nobody is then sent on to another line than before."""
    kept = {service.id: service for service in new.services}
    return (
        new.vocabulary == old.vocabulary
        and all(kept.get(service.id) is service for service in old.services)
        and all(map(numbers_to_give, _added(old, new)))
    )


def _added(old: Directory, new: Directory) -> list[Service]:
    """The services with an id that no old one has."""
    known = {service.id for service in old.services}
    return [service for service in new.services if service.id not in known]


def _has_part(file: YamlFile, key: str) -> bool:
    """Whether a file has something under a key."""
    assert file.root is not None
    return key in keys_of(file.root) and any(
        value.value for name, value in file.root.value if name.value == key
    )


def _words_in(files: Iterable[YamlFile]) -> list[str]:
    """Each value of some files that may be an id."""
    values = (str(s.value).strip() for file in files if file.root for s in scalars(file.root))
    return [value for value in dict.fromkeys(values) if " " not in value]


def _part_of(index: Index, ids: Collection[str]) -> Directory:
    """The directory of an index with those of its entries and sources alone that have some ids, the
    sources that these repeat, and those of layers, which an entry cites without a word."""
    rows = index.database.execute(
        "SELECT id FROM source WHERE id IN (SELECT value FROM json_each(?)) OR id GLOB ?",
        (json.dumps(list(ids)), f"{OWN_SOURCE}*"),
    )
    named = [source for (id,) in rows.fetchall() if (source := index.source(id))]
    copied = [source for one in named if one.copies and (source := index.source(one.copies))]
    entries = index.entries_at(index.rowids(ids)).values()
    return _directory(index, entries, {one.id: one for one in (*named, *copied)}.values())


def _directory(index: Index, entries: Collection[Entry], sources: Iterable[Source]) -> Directory:
    concepts = index.database.execute("SELECT payload FROM concept ORDER BY rowid")
    return Directory(
        index.header,
        tuple(entry for entry in entries if isinstance(entry, Service)),
        tuple(entry for entry in entries if isinstance(entry, Event)),
        tuple(entry for entry in entries if isinstance(entry, Notice)),
        tuple(sources),
        tuple(_concept(payload) for (payload,) in concepts),
        tuple(index.replaced()),
    )


def _concept(payload: str) -> Concept:
    return deserialize_concept(json.loads(payload))


def _is_enough(part: Directory, new: Directory, index: Index) -> bool:
    """Whether nothing that files made of a part of a directory depends on the rest of it."""
    added = _added(part, new)
    numbers = [phone.number for service in added for phone in service.phones]
    taken = index.database.execute(
        "SELECT 1 FROM phone WHERE number IN (SELECT value FROM json_each(?))",
        (json.dumps(numbers),),
    )
    return is_only_added(part, new) and taken.fetchone() is None
