"""Writes a directory into SQLite with full-text search, in memory or in a new file.

`search.index` reads what is written here; a change of a table or of its values needs another
`SCHEMA_VERSION` there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from resource_finder.directory.call_instead import call_instead, lines
from resource_finder.directory.contacts import numbers_to_give
from resource_finder.directory.offices import is_local_office
from resource_finder.directory.serialize import serialize
from resource_finder.memory import paused_collection
from resource_finder.model import Directory, Entry, Service
from resource_finder.opening_hours import ALWAYS
from resource_finder.regions import enclosing_regions
from resource_finder.search import tokens
from resource_finder.search.entry_tokens import EntryReader
from resource_finder.search.index import SCHEMA_VERSION, SEARCH_FIELDS, Index, entry_kind
from resource_finder.search.phrases import Phrase, PhraseMatcher, all_names, all_phrases
from resource_finder.search.tokens import STOP_WORD
from resource_finder.text import fold

_SCHEMA: Final = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT);
-- What ranking needs of each entry (the fields of `index.Row`), and the entry itself.
CREATE TABLE entry (rowid INTEGER PRIMARY KEY, id TEXT UNIQUE, kind TEXT, status TEXT,
  regions TEXT, audience TEXT, youngest INTEGER, oldest INTEGER, line TEXT, police INTEGER,
  office INTEGER, always INTEGER, reachable INTEGER, payload TEXT);
-- The values that filters ask for.
CREATE TABLE facet (name TEXT, value TEXT, entry INTEGER, PRIMARY KEY (name, value, entry))
  WITHOUT ROWID;
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
-- All text of each entry, as stems.
CREATE VIRTUAL TABLE full_text USING fts5(
  text, content = '', tokenize = "ascii tokenchars '_'", detail = column);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row);
"""

_INSERT_ENTRY: Final = "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


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
    instead = dict(_instead(directory))
    db.executemany("INSERT INTO instead VALUES (?, ?)", ((id, s.id) for id, s in instead.items()))
    words: set[str] = set()
    for rowid, entry in enumerate(directory.entries, 1):
        fields = reader.fields(entry)
        reachable = _is_reachable(entry, instead.get(entry.id), directory)
        db.execute(_INSERT_ENTRY, (*_entry_row(rowid, entry), reachable, serialize(entry)))
        facets = {(name, value, rowid) for name, value in facets_of(entry)}
        db.executemany("INSERT INTO facet VALUES (?, ?, ?)", facets)
        _write_words(db, rowid, entry, fields)
        text = " ".join(reader.full_text(entry))
        db.execute("INSERT INTO full_text (rowid, text) VALUES (?, ?)", (rowid, text))
        words.update(*map(_folded_words, fields.values()))
    _write_lexicon(db, phrases, words)
    db.commit()
    return Index(db)


def _write_directory(db: sqlite3.Connection, directory: Directory) -> None:
    """Write the header, the sources and the phone numbers."""
    about = {"version": SCHEMA_VERSION, "header": serialize(directory.header)}
    sources = ((source.id, serialize(source)) for source in directory.sources)
    numbers = ((phone.number, s.id) for s in directory.services for phone in s.phones)
    db.executemany("INSERT INTO about VALUES (?, ?)", about.items())
    db.executemany("INSERT INTO source VALUES (?, ?)", sources)
    db.executemany("INSERT INTO phone VALUES (?, ?)", dict.fromkeys(numbers))


def _write_words(
    db: sqlite3.Connection, rowid: int, entry: Entry, fields: Mapping[str, list[str]]
) -> None:
    """Write the names of an entry, and the tokens of its searched fields."""
    names = ((rowid, *name) for name in _name_rows(entry))
    db.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", names)
    texts = (" ".join(dict.fromkeys(fields[field])) for field in SEARCH_FIELDS)
    columns = ", ".join(("rowid", *SEARCH_FIELDS))
    db.execute(f"INSERT INTO words ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (rowid, *texts))


def _entry_row(rowid: int, entry: Entry) -> tuple[object, ...]:
    """The row of an entry in the table `entry`, but for the last two columns."""
    if not isinstance(entry, Service):
        return rowid, entry.id, entry_kind(entry), *[None] * 9
    always = entry.open is not None and entry.open.when == ALWAYS
    return (
        rowid, entry.id, entry.kind, entry.status, " ".join(entry.regions),
        " ".join(entry.audience), *(entry.ages or (None, None)), entry.line,
        entry.police == "service", is_local_office(entry), always,
    )  # fmt: skip


def facets_of(entry: Entry) -> Iterator[tuple[str, str]]:
    """The values of an entry that filters ask for, each after the name of its facet; events and
    notices have only topics and confidence."""
    yield from (("topic", topic) for topic in entry.topics)
    yield "confidence", entry.confidence
    if isinstance(entry, Service):
        yield from (("audience", audience) for audience in entry.audience)
        yield from (("region", region) for region in entry.regions)
        yield from (("language", language) for language in entry.languages)
        yield "status", entry.status


def _is_reachable(entry: Entry, instead: Service | None, directory: Directory) -> bool:
    """Whether an entry can be called, or sends people on to a line for the same place; a notice
    says itself what there is to know."""
    if not isinstance(entry, Service) or numbers_to_give(entry):
        return True
    regions = directory.header.regions
    return instead is not None and all(
        set(enclosing_regions(region, regions)) & set(instead.regions) for region in entry.regions
    )


def _instead(directory: Directory) -> Iterator[tuple[str, Service]]:
    """The id of each service without a number to give, and the one to call instead."""
    known = lines(directory)
    for service in directory.services:
        other = call_instead(service, known)
        if other:
            yield service.id, other


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
