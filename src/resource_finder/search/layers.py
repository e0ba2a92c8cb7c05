"""Adds the files of an agency to an index, in memory: only what they change is indexed again."""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from resource_finder.directory.problems import Problem
from resource_finder.directory.serialize import serialize
from resource_finder.directory.yaml_file import YamlFile
from resource_finder.memory import paused_collection
from resource_finder.model import Concept, Directory, Entry, Service
from resource_finder.search import tokens
from resource_finder.search.build import (
    folded_words,
    instead_rows,
    is_reachable,
    number_rows,
    rewrite,
    with_digest,
    without_words,
    write_entries,
    write_phrases,
)
from resource_finder.search.entry_tokens import EntryReader
from resource_finder.search.index import SEARCH_FIELDS, Index
from resource_finder.search.layer_base import sent_on, with_layers
from resource_finder.search.phrases import (
    Phrase,
    PhraseMatcher,
    name_phrases,
    region_phrases,
    vocabulary_phrases,
)
from resource_finder.search.tokens import Meaning, MeaningKind


@paused_collection()
def index_with_layers(
    index: Index, layers: Sequence[YamlFile], also: Sequence[YamlFile]
) -> tuple[Index, Sequence[Problem]]:
    """An index changed to have the sound part of layers and all of some files, and what is wrong
    with the layers. Raises DataError with every problem of the other files."""
    old, layered = with_layers(index, layers, also)
    (_, _, file), *_ = index.database.execute("PRAGMA database_list")
    # A large file is read in place, and is never changed. One that was read whole has no path.
    in_place = Path(file).is_absolute()
    index = index.duplicate() if in_place else index
    return update(index, old, layered.directory), layered.problems


def update(index: Index, old: Directory, new: Directory) -> Index:
    """Turn the index of a directory into that of one which layers made of it; of both may be left
    out what is the same, and what `layer_base` need not read."""
    db = index.database
    before, after = ({entry.id: entry for entry in d.entries} for d in (old, new))
    rowids: dict[str, int] = dict(db.execute("SELECT id, rowid FROM entry"))
    concepts = _added(old.vocabulary, new.vocabulary)
    again = set(_found_by(concepts, before.values(), db)) | (before.keys() - after.keys())
    if again:
        reader = _reader(db, [before[id] for id in again], old)
        for id in again:
            _remove(db, rowids[id], before[id], reader)
    _write_directory(db, old, new)
    indexed = [entry for id, entry in after.items() if id in again or id not in before]
    _write_phrases(db, concepts, indexed, old, new)
    added = _added(old.entries, new.entries)
    rowids |= {one.id: n for n, one in enumerate(added, max(rowids.values(), default=0) + 1)}
    chosen_again = sent_on(old, new, db) | again
    instead = dict(instead_rows(new, chosen_again))
    reader = _reader(db, indexed, new)
    write_entries(db, [(rowids[entry.id], entry) for entry in indexed], new, reader, instead)
    for id, entry in after.items():
        if id in before and id not in again and before[id] is not entry:
            rewrite(db, rowids[id], entry, reachable=True)
    # One value for all: row by row takes twice as long.
    words = json.dumps([*reader.words()])
    db.execute("INSERT OR IGNORE INTO lexicon SELECT value, 0 FROM json_each(?)", (words,))
    _write_lines_to_call(db, new, chosen_again, instead)
    index.header = new.header
    return index


def _added(old: Iterable[Any], new: Iterable[Any]) -> list[Any]:
    """The new items with an id that no old one has."""
    known = {item.id for item in old}
    return [item for item in new if item.id not in known]


def _changed(old: Iterable[Any], new: Iterable[Any]) -> list[Any]:
    """The new items that are none of the old ones."""
    known = {item.id: item for item in old}
    return [item for item in new if known.get(item.id) is not item]


def _write_directory(db: sqlite3.Connection, old: Directory, new: Directory) -> None:
    """Write the header, and what has changed of sources, concepts, numbers and replaced
    services."""
    db.execute("UPDATE about SET value = ? WHERE key = 'header'", (serialize(new.header),))
    sources = ((one.id, *with_digest(one)) for one in _changed(old.sources, new.sources))
    db.executemany("INSERT OR REPLACE INTO source VALUES (?, ?, ?)", sources)
    concepts = ((one.id, without_words(one)) for one in _added(old.vocabulary, new.vocabulary))
    db.executemany("INSERT INTO concept VALUES (?, ?)", concepts)
    replaced = ((one.id, serialize(one)) for one in _changed(old.replaced, new.replaced))
    db.executemany("INSERT OR REPLACE INTO replaced VALUES (?, ?)", replaced)
    services = _changed((*old.services, *old.replaced), (*new.services, *new.replaced))
    db.executemany("DELETE FROM phone WHERE entry = ?", [(service.id,) for service in services])
    numbers = (pair for service in services for pair in number_rows(service))
    db.executemany("INSERT INTO phone VALUES (?, ?)", dict.fromkeys(numbers))


def _write_phrases(
    db: sqlite3.Connection,
    concepts: Iterable[Concept],
    entries: Iterable[Entry],
    old: Directory,
    new: Directory,
) -> None:
    """Write the phrases of what is added and of the entries that are indexed; their folded words
    are no stop words then."""
    regions = {id: r for id, r in new.header.regions.items() if id not in old.header.regions}
    phrases = [
        *vocabulary_phrases(concepts),
        *region_phrases(regions),
        *name_phrases(entries, new.vocabulary),
    ]
    write_phrases(db, phrases)
    words = {word for phrase in phrases for word in folded_words(phrase.words.split())}
    db.execute(
        "INSERT INTO lexicon SELECT value, 0 FROM json_each(?) WHERE true"
        " ON CONFLICT (word) DO UPDATE SET stop_word = 0 WHERE stop_word",
        (json.dumps([*words]),),
    )


def _remove(db: sqlite3.Connection, rowid: int, entry: Entry, reader: EntryReader) -> None:
    """Remove an entry and what finds it; the reader gives the tokens that it was indexed with."""
    texts, stems = reader.read(entry)
    columns = ", ".join(SEARCH_FIELDS)
    marks = ", ".join("?" * len(SEARCH_FIELDS))
    # A table without content only deletes what it is told.
    db.execute(
        f"INSERT INTO words (words, rowid, {columns}) VALUES ('delete', ?, {marks})",
        (rowid, *texts),
    )
    db.execute(
        "INSERT INTO full_text (full_text, rowid, text) VALUES ('delete', ?, ?)", (rowid, stems)
    )
    for table, key in (("entry", "rowid"), ("record", "rowid"), ("facet", "entry"),
                       ("name", "entry")):  # fmt: skip
        db.execute(f"DELETE FROM {table} WHERE {key} = ?", (rowid,))
    db.execute(
        "DELETE FROM phrase WHERE meaning = (SELECT number FROM meaning WHERE kind = ? AND id = ?)",
        (MeaningKind.ENTRY, entry.id),
    )


def _found_by(
    concepts: Sequence[Concept], entries: Iterable[Entry], db: sqlite3.Connection
) -> list[str]:
    """The ids of the entries that added concepts may find: by what they name, or in the text."""
    if not concepts:
        return []
    named = {key for one in concepts for key in (*one.topics, *one.services, *one.audience)}
    in_text = _with_stems(vocabulary_phrases(concepts), db)
    found = []
    for entry in entries:
        audience = entry.audience if isinstance(entry, Service) else ()
        if entry.id in in_text or not named.isdisjoint((entry.id, *entry.topics, *audience)):
            found.append(entry.id)
    return found


def _with_stems(phrases: Iterable[Phrase], db: sqlite3.Connection) -> set[str]:
    """The ids of the entries with a stem of some phrases in their text."""
    stems = {stem for phrase in phrases for stem in phrase.words.split() if tokens.is_stem(stem)}
    rows = db.execute(
        "SELECT id FROM entry WHERE rowid IN (SELECT rowid FROM full_text WHERE full_text MATCH ?)",
        (" OR ".join(f'"{stem}"' for stem in sorted(stems)),),
    )
    return {id for (id,) in rows} if stems else set()


def _write_lines_to_call(
    db: sqlite3.Connection, new: Directory, ids: Collection[str], instead: dict[str, Service]
) -> None:
    """Write whom to call where some services, by id, have no number, and which of them can be
    called at all."""
    db.executemany("DELETE FROM instead WHERE entry = ?", [(id,) for id in ids])
    db.executemany("INSERT INTO instead VALUES (?, ?)", ((id, s.id) for id, s in instead.items()))
    reachable = ((is_reachable(s, instead.get(s.id), new), s.id) for s in new.services
                 if s.id in ids)  # fmt: skip
    db.executemany("UPDATE entry SET reachable = ? WHERE id = ?", reachable)


def _reader(db: sqlite3.Connection, entries: Iterable[Entry], directory: Directory) -> EntryReader:
    """Gives the tokens of some entries of a directory."""
    (stop_tokens,) = db.execute("SELECT value FROM about WHERE key = 'stop_tokens'").fetchone()
    matcher = PhraseMatcher(())
    reader = EntryReader(directory, matcher, frozenset(json.loads(stop_tokens)))
    for phrase in _phrases_in(reader.stemmed_texts(entries), db):
        matcher.add(phrase)
    return reader


def _phrases_in(texts: Iterable[Sequence[str]], db: sqlite3.Connection) -> Iterator[Phrase]:
    """The phrases of concepts that some texts may name, of which these are the stems: those that
    are a word of a text, or begin with two that follow each other in one."""
    texts = [*texts]
    # "!" is the character after the blank: these are the pair alone, or before other words.
    conditions = {
        "words = given.value": {stem for text in texts for stem in text},
        "words >= given.value AND words < given.value || '!'": {
            " ".join(pair) for text in texts for pair in itertools.pairwise(text)
        },
    }
    for condition, some in conditions.items():
        for words, id in db.execute(
            "SELECT words, meaning.id FROM json_each(?) AS given CROSS JOIN phrase"
            f" ON {condition} CROSS JOIN meaning ON meaning = number"
            " WHERE kind = ? AND NOT capitals",
            (json.dumps(sorted(some)), MeaningKind.CONCEPT),
        ):
            yield Phrase(words, Meaning(MeaningKind.CONCEPT, id))
