"""Reads from an index the directory that the files of an agency lie over.

Nearly always they add entries and withdraw numbers: what they name in it, and the lines to call,
are then enough to check and to index them, and to read all of it would take longer than both.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence

from resource_finder.closed_lists import ENTRY_KINDS, OWN_SOURCE
from resource_finder.directory.contacts import numbers_to_give
from resource_finder.directory.layers import Layered, add_sound_layers
from resource_finder.directory.problems import DataError
from resource_finder.directory.serialize import deserialize_concept
from resource_finder.directory.yaml_file import YamlFile
from resource_finder.directory.yaml_parser import keys_of, scalars
from resource_finder.model import Concept, Directory, Entry, Event, Notice, Service, Source
from resource_finder.search.index import Index


def with_layers(
    index: Index, layers: Sequence[YamlFile], also: Sequence[YamlFile]
) -> tuple[Directory, Layered]:
    """The directory of an index, or as much of it as is enough, and what the sound part of layers
    and all of some files make of it. Raises DataError with every problem of the latter."""
    files = [file for file in (*layers, *also) if file.root is not None]
    if not any(_has_part(file, "vocabulary") for file in files):
        ids = _words_in(files)
        has_lines = any(_has_part(file, "corrections") for file in files)
        part = _part_of(index, _with_lines(index, ids) if has_lines else ids)
        known = [problem for file in layers for problem in file.problems]
        try:
            layered = add_sound_layers(part, layers, also)
            # What is wrong, and its fix, may depend on the others.
            sound = all(problem in known for problem in layered.problems)
        except DataError:
            sound = False
        if sound and _is_enough(part, layered.directory, index, has_lines):
            return part, layered
    whole = directory_of(index)
    return whole, add_sound_layers(whole, layers, also)


def directory_of(index: Index) -> Directory:
    """The directory that an index was made of, without the words of its vocabulary: nothing that is
    added to it needs them."""
    return _directory(index, index.entries(*ENTRY_KINDS), index.sources())


def sent_on(old: Directory, new: Directory, db: sqlite3.Connection) -> set[str]:
    """The ids of the services for which whom to call instead may be another than in the index of
    the old directory: those that are new or changed, and those that named one which is."""
    if old.header.fallback_services != new.header.fallback_services:
        return {service.id for service in new.services}
    before, after = ({service.id: service for service in d.services} for d in (old, new))
    changed = [id for id in {**before, **after} if before.get(id) is not after.get(id)]
    rows = db.execute(
        "SELECT entry FROM instead WHERE service IN (SELECT value FROM json_each(?))",
        (json.dumps(changed),),
    )
    return {*changed, *(entry for (entry,) in rows)}


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


def _with_lines(index: Index, ids: Collection[str]) -> list[str]:
    """Some ids with those of the services that are sent on to one of them, and of all services that
    these, or one of them, may be sent on to then."""
    rows = index.database.execute(
        "SELECT entry FROM instead WHERE service IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    sent = index.entries_at(index.rowids([*ids, *(id for (id,) in rows)])).values()
    named = (id for one in sent if isinstance(one, Service) for id in (*one.related, one.instead))
    # An office is never called in place of another.
    lines = index.database.execute("SELECT id FROM entry WHERE line <> 'office'")
    return [
        *ids, *(one.id for one in sent), *(id for id in named if id),
        *(id for (id,) in lines), *index.header.fallback_services,
    ]  # fmt: skip


def _part_of(index: Index, ids: Collection[str]) -> Directory:
    """The directory of an index with those of its entries and sources alone that have some ids, the
    sources that these repeat, and those of layers, which an entry cites without a word."""
    rows = index.database.execute(
        "SELECT id FROM source WHERE id IN (SELECT value FROM json_each(?)) OR id GLOB ?",
        (json.dumps(list(ids)), f"{OWN_SOURCE}*"),
    )
    named = [source for (id,) in rows.fetchall() if (source := index.source(id))]
    copied = [source for one in named if one.copies and (source := index.source(one.copies))]
    entries = [entry for _, entry in sorted(index.entries_at(index.rowids(ids)).items())]
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


def _is_enough(part: Directory, new: Directory, index: Index, has_lines: bool) -> bool:
    """Whether nothing that files made of a part of a directory depends on the rest of it: no
    service replaces another, none that is added has the number of another, and whoever is sent on
    to another line has a number, or the part has all lines."""
    before = {service.id for service in part.services}
    after = {service.id: service for service in new.services}
    numbers = [phone.number for id in after.keys() - before for phone in after[id].phones]
    taken = index.database.execute(
        "SELECT 1 FROM phone WHERE number IN (SELECT value FROM json_each(?))",
        (json.dumps(numbers),),
    )
    if not after.keys() >= before or taken.fetchone():
        return False
    return has_lines or all(
        numbers_to_give(after[id]) for id in sent_on(part, new, index.database) if id in after
    )
