"""Writes a directory into SQLite with full-text search, in memory or in a new file.

`search.index` reads what is written here; a change of a table or of its values needs another
`SCHEMA_VERSION` there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from resource_finder.directory.call_instead import call_instead, lines
from resource_finder.directory.serialize import serialize
from resource_finder.memory import paused_collection
from resource_finder.model import Ages, Directory, Entry, Service
from resource_finder.search import tokens
from resource_finder.search.entry_tokens import EntryReader
from resource_finder.search.index import SCHEMA_VERSION, SEARCH_FIELDS, Index, entry_kind
from resource_finder.search.phrases import Phrase, PhraseMatcher, all_names, all_phrases
from resource_finder.search.tokens import STOP_WORD
from resource_finder.text import fold

_SCHEMA: Final = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE entry (rowid INTEGER PRIMARY KEY, id TEXT UNIQUE, kind TEXT, status TEXT,
  regions TEXT, youngest INTEGER, oldest INTEGER, payload TEXT);
CREATE TABLE source (id TEXT PRIMARY KEY, payload TEXT);
CREATE TABLE phone (number TEXT, entry TEXT);
-- The service to call where an entry has no number to give.
CREATE TABLE instead (entry TEXT PRIMARY KEY, service TEXT) WITHOUT ROWID;
-- What a phrase (folded words or stems) means; capitals: only if it is typed in capitals.
CREATE TABLE phrase (words TEXT, kind TEXT, id TEXT, capitals INTEGER,
  PRIMARY KEY (words, kind, id)) WITHOUT ROWID;
-- Every folded word of the entries and phrases.
CREATE TABLE lexicon (word TEXT PRIMARY KEY, stop_word INTEGER) WITHOUT ROWID;
-- Each folded name of an entry; tokens: its words, the tokens of one word joined by bars.
CREATE TABLE name (entry INTEGER, name TEXT, tokens TEXT, PRIMARY KEY (entry, name)) WITHOUT ROWID;
-- The tokens of the searched fields of each entry.
CREATE VIRTUAL TABLE words USING fts5(
  name, main, topic, topics, place, body, operator,
  tokenize = "ascii tokenchars '_'", detail = column);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row);
"""


@paused_collection()
def build(directory: Directory, path: str = ":memory:") -> Index:
    """The index of a directory, in a new SQLite database: in memory, or in a new file at `path`.

    Raises sqlite3.Error where the file cannot be written, or holds tables already.
    """
    db = sqlite3.connect(path)
    db.executescript(_SCHEMA)
    _write_directory(db, directory)
    phrases = list(all_phrases(directory))
    _write_phrases(db, phrases)
    reader = EntryReader(directory, PhraseMatcher(phrases))
    words: set[str] = set()
    for rowid, entry in enumerate(directory.entries, 1):
        fields = reader.fields(entry)
        _write_entry(db, rowid, entry, fields)
        words.update(*map(_folded_words, fields.values()))
    _write_lexicon(db, phrases, words)
    db.commit()
    return Index(db)


def _write_directory(db: sqlite3.Connection, directory: Directory) -> None:
    """Write the header, the sources, the phone numbers and the services to call instead."""
    about = {"version": SCHEMA_VERSION, "header": serialize(directory.header)}
    sources = ((source.id, serialize(source)) for source in directory.sources)
    numbers = ((phone.number, s.id) for s in directory.services for phone in s.phones)
    db.executemany("INSERT INTO about VALUES (?, ?)", about.items())
    db.executemany("INSERT INTO source VALUES (?, ?)", sources)
    db.executemany("INSERT INTO phone VALUES (?, ?)", dict.fromkeys(numbers))
    db.executemany("INSERT INTO instead VALUES (?, ?)", _instead_rows(directory))


def _write_entry(
    db: sqlite3.Connection, rowid: int, entry: Entry, fields: Mapping[str, list[str]]
) -> None:
    """Write an entry, its names, and the tokens of its searched fields."""
    db.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _entry_row(rowid, entry))
    names = ((rowid, *name) for name in _name_rows(entry))
    db.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", names)
    texts = (" ".join(dict.fromkeys(fields[field])) for field in SEARCH_FIELDS)
    columns = ", ".join(("rowid", *SEARCH_FIELDS))
    db.execute(f"INSERT INTO words ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (rowid, *texts))


def _entry_row(rowid: int, entry: Entry) -> tuple[object, ...]:
    """The row of an entry in the table `entry`."""
    status = regions = ""
    ages: Ages | None = None
    if isinstance(entry, Service):
        status, regions, ages = entry.status, " ".join(entry.regions), entry.ages
    youngest, oldest = ages or (None, None)
    return rowid, entry.id, entry_kind(entry), status, regions, youngest, oldest, serialize(entry)


def _instead_rows(directory: Directory) -> Iterator[tuple[str, str]]:
    """The id of each service without a number to give, and of the one to call instead."""
    known = lines(directory)
    for service in directory.services:
        other = call_instead(service, known)
        if other:
            yield service.id, other.id


def _name_rows(entry: Entry) -> Iterator[tuple[str, str]]:
    """Each name of an entry, folded, and the tokens that match each of its words."""
    for name in all_names(entry):
        words = [word for word in tokens.split_words(name) if len(word) > 1]
        word_tokens = ("|".join(sorted(tokens.word_tokens(word))) for word in words)
        yield " ".join(map(fold, words)), " ".join(word_tokens)


def _write_phrases(db: sqlite3.Connection, phrases: Iterable[Phrase]) -> None:
    """Write the phrases; of two rows for one meaning the first counts."""
    rows = ((p.words, p.meaning.kind, p.meaning.id, p.capitals) for p in phrases)
    db.executemany("INSERT OR IGNORE INTO phrase VALUES (?, ?, ?, ?)", rows)


def _write_lexicon(db: sqlite3.Connection, phrases: Iterable[Phrase], words: set[str]) -> None:
    """Write every word of the phrases and the entries; a stop word is one in no other phrase."""
    stop_words, meaningful = set[str](), set[str]()
    for phrase in phrases:
        group = stop_words if phrase.meaning == STOP_WORD else meaningful
        group |= _folded_words(phrase.words.split())
    rows = (
        (word, word in stop_words and word not in meaningful)
        for word in sorted(stop_words | meaningful | words)
    )
    db.executemany("INSERT INTO lexicon VALUES (?, ?)", rows)


def _folded_words(some_tokens: Iterable[str]) -> set[str]:
    """Those of some tokens that are folded words."""
    return set(filter(tokens.is_word, some_tokens))
