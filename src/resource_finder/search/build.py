"""Writes a directory into SQLite with full-text search, in memory or in a new file.

`search.index` reads what is written here; a change of a table or of its values needs another
`SCHEMA_VERSION` there.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from resource_finder.directory.call_instead import call_instead, lines
from resource_finder.directory.contacts import numbers_to_give
from resource_finder.directory.offices import is_local_office
from resource_finder.directory.serialize import serialize
from resource_finder.memory import paused_collection
from resource_finder.model import Concept, Directory, Entry, Service, Source
from resource_finder.opening_hours import ALWAYS
from resource_finder.regions import enclosing_regions
from resource_finder.search import tokens
from resource_finder.search.entry_tokens import EntryReader
from resource_finder.search.index import SCHEMA_VERSION, SEARCH_FIELDS, Index, digest_of, entry_kind
from resource_finder.search.phrases import Phrase, PhraseMatcher, all_names, all_phrases
from resource_finder.search.tokens import STOP_WORD
from resource_finder.text import fold

_SCHEMA: Final = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT);
-- What ranking needs of each entry (the fields of `index.Row`), and its names in both languages.
CREATE TABLE entry (rowid INTEGER PRIMARY KEY, id TEXT UNIQUE, kind TEXT, status TEXT,
  regions TEXT, audience TEXT, youngest INTEGER, oldest INTEGER, line TEXT, police INTEGER,
  office INTEGER, always INTEGER, reachable INTEGER, en TEXT, fr TEXT);
CREATE INDEX event ON entry (kind) WHERE kind = 'event';
-- Each entry itself, apart: ranking reads many rows of `entry` and few of these.
CREATE TABLE record (rowid INTEGER PRIMARY KEY, payload TEXT, digest TEXT);
-- The values that filters ask for.
CREATE TABLE facet (name TEXT, value TEXT, entry INTEGER, PRIMARY KEY (name, value, entry))
  WITHOUT ROWID;
CREATE TABLE source (id TEXT PRIMARY KEY, payload TEXT, digest TEXT);
-- The vocabulary without its words, for the layers that are added to the directory: `phrase` has
-- those.
CREATE TABLE concept (id TEXT PRIMARY KEY, payload TEXT);
-- The numbers of each entry, withdrawn ones too: whoever types one learns that it was withdrawn.
CREATE TABLE phone (number TEXT, entry TEXT);
-- Services that others replace: they are only shown.
CREATE TABLE replaced (id TEXT PRIMARY KEY, payload TEXT);
-- The service to call where an entry has no number to give.
CREATE TABLE instead (entry TEXT PRIMARY KEY, service TEXT) WITHOUT ROWID;
-- What a phrase (folded words or stems) means; capitals: only if it is typed in capitals. There are
-- many phrases of few meanings, so each has the number of its meaning.
CREATE TABLE meaning (number INTEGER PRIMARY KEY, kind TEXT, id TEXT, UNIQUE (kind, id));
CREATE TABLE phrase (words TEXT, meaning INTEGER, capitals INTEGER,
  PRIMARY KEY (words, meaning)) WITHOUT ROWID;
-- Every folded word of the entries and phrases.
CREATE TABLE lexicon (word TEXT PRIMARY KEY, stop_word INTEGER) WITHOUT ROWID;
CREATE INDEX word_by_length ON lexicon (length(word), word) WHERE NOT stop_word;
-- Each folded name of an entry; tokens: its words, the tokens of one word joined by bars.
CREATE TABLE name (entry INTEGER, name TEXT, tokens TEXT, PRIMARY KEY (entry, name)) WITHOUT ROWID;
CREATE INDEX name_by_length ON name (length(name), name);
-- The tokens of the searched fields of each entry.
CREATE VIRTUAL TABLE words USING fts5(
  name, main, topic, topics, place, body, operator,
  content = '', tokenize = "ascii tokenchars '_'", detail = column);
-- All text of each entry, as stems.
CREATE VIRTUAL TABLE full_text USING fts5(
  text, content = '', tokenize = "ascii tokenchars '_'", detail = column);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row);
-- More memory for words before they are written: faster to write and to read than many small parts.
INSERT INTO words (words, rank) VALUES ('hashsize', 33554432);
INSERT INTO full_text (full_text, rank) VALUES ('hashsize', 33554432);
"""
_COLUMNS: Final = {"entry": 15, "record": 3, "facet": 3, "name": 3, "words": 8, "full_text": 2}
"""How many values a row has that is written for an entry."""
_BATCH: Final = 256
"""Entries that are written at a time, each table in one statement: faster than one by one, and all
at once would hold the words of all of them in memory."""


@paused_collection()
def build(directory: Directory, path: str = ":memory:") -> Index:
    """The index of a directory, in a new SQLite database: in memory, or in a new file at `path`.

    Raises sqlite3.Error where the file cannot be written, or holds tables already.
    """
    db = sqlite3.connect(path)
    db.executescript(_SCHEMA)
    _write_directory(db, directory)
    phrases = list(all_phrases(directory))
    write_phrases(db, phrases)
    instead = dict(instead_rows(directory))
    db.executemany("INSERT INTO instead VALUES (?, ?)", ((id, s.id) for id, s in instead.items()))
    reader = EntryReader(directory, PhraseMatcher(phrases))
    stop_tokens = json.dumps(sorted(reader.stop_tokens))
    db.execute("INSERT INTO about VALUES ('stop_tokens', ?)", (stop_tokens,))
    numbered = list(enumerate(directory.entries, 1))
    for start in range(0, len(numbered), _BATCH):
        write_entries(db, numbered[start : start + _BATCH], directory, reader, instead)
    _write_lexicon(db, phrases, reader.words())
    digests = db.execute("SELECT digest FROM record UNION ALL SELECT digest FROM source")
    all_digests = digest_of(" ".join(digest for (digest,) in digests))
    db.execute("INSERT INTO about VALUES ('digests', ?)", (all_digests,))
    db.commit()
    return Index(db)


def write_entries(
    db: sqlite3.Connection,
    numbered: Sequence[tuple[int, Entry]],
    directory: Directory,
    reader: EntryReader,
    instead: Mapping[str, Service],
) -> None:
    """Write some entries and what finds them, each after its row id, table by table."""
    read = [(rowid, reader.read(entry)) for rowid, entry in numbered]
    reachable = {n: is_reachable(e, instead.get(e.id), directory) for n, e in numbered}
    columns = ", ".join(("rowid", *SEARCH_FIELDS))
    tables: dict[str, Iterable[tuple[object, ...]]] = {
        "entry": ((*_entry_row(n, e), reachable[n], e.name.en, e.name.fr) for n, e in numbered),
        "record": ((rowid, *with_digest(entry)) for rowid, entry in numbered),
        "facet": ((*facet, n) for n, e in numbered for facet in dict.fromkeys(facets_of(e))),
        "name": ((n, *name) for n, e in numbered for name in _name_rows(e).items()),
        f"words ({columns})": ((rowid, *texts) for rowid, (texts, _) in read),
        "full_text (rowid, text)": ((rowid, stems) for rowid, (_, stems) in read),
    }
    for table, rows in tables.items():
        count = _COLUMNS[table.split()[0]]
        db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * count)})", rows)


def rewrite(db: sqlite3.Connection, rowid: int, entry: Entry, reachable: bool) -> None:
    """Write an entry again of which nothing has changed that finds it."""
    row = (*_entry_row(rowid, entry), reachable, entry.name.en, entry.name.fr)
    db.execute(f"INSERT OR REPLACE INTO entry VALUES ({', '.join('?' * len(row))})", row)
    db.execute("INSERT OR REPLACE INTO record VALUES (?, ?, ?)", (rowid, *with_digest(entry)))


def _write_directory(db: sqlite3.Connection, directory: Directory) -> None:
    """Write the header, the sources and the phone numbers."""
    about = {"version": SCHEMA_VERSION, "header": serialize(directory.header)}
    sources = ((source.id, *with_digest(source)) for source in directory.sources)
    concepts = ((concept.id, without_words(concept)) for concept in directory.vocabulary)
    services = (*directory.services, *directory.replaced)
    numbers = (pair for service in services for pair in number_rows(service))
    replaced = ((service.id, serialize(service)) for service in directory.replaced)
    db.executemany("INSERT INTO about VALUES (?, ?)", about.items())
    db.executemany("INSERT INTO source VALUES (?, ?, ?)", sources)
    db.executemany("INSERT INTO concept VALUES (?, ?)", concepts)
    db.executemany("INSERT INTO phone VALUES (?, ?)", dict.fromkeys(numbers))
    db.executemany("INSERT INTO replaced VALUES (?, ?)", replaced)


def without_words(concept: Concept) -> str:
    """A concept without its words, as JSON."""
    return serialize(concept._replace(en=(), fr=()))


def number_rows(service: Service) -> Iterator[tuple[str, str]]:
    """Each number of a service, and the id of the service."""
    yield from ((phone.number, service.id) for phone in service.phones)
    yield from ((number, service.id) for one in service.withdrawn for number in one.numbers)


def with_digest(value: Entry | Source) -> tuple[str, str]:
    """An entry or source as JSON, and its digest."""
    payload = serialize(value)
    return payload, digest_of(payload)


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


def is_reachable(entry: Entry, instead: Service | None, directory: Directory) -> bool:
    """Whether an entry can be called, or sends people on to a line for the same place; a notice
    says itself what there is to know."""
    if not isinstance(entry, Service) or numbers_to_give(entry):
        return True
    regions = directory.header.regions
    return instead is not None and all(
        set(enclosing_regions(region, regions)) & set(instead.regions) for region in entry.regions
    )


def instead_rows(
    directory: Directory, ids: Collection[str] | None = None
) -> Iterator[tuple[str, Service]]:
    """The id of each service without a number to give, or of those with some ids, and the one to
    call instead."""
    known = lines(directory)
    for service in directory.services:
        other = call_instead(service, known) if ids is None or service.id in ids else None
        if other:
            yield service.id, other


def _name_rows(entry: Entry) -> dict[str, str]:
    """Each name of an entry, folded, and the tokens that match each of its words."""
    names: dict[str, str] = {}
    for name in all_names(entry):
        words = [_name_word(word) for word in tokens.split_words(name) if len(word) > 1]
        names.setdefault(" ".join(word for word, _ in words), " ".join(form for _, form in words))
    return names


@lru_cache(16_384)
def _name_word(word: str) -> tuple[str, str]:
    """A word of a name, folded, and the tokens that match it."""
    return fold(word), "|".join(sorted(tokens.word_tokens(word)))


def write_phrases(db: sqlite3.Connection, phrases: Iterable[Phrase]) -> None:
    """Write the phrases; of two rows for one meaning the first counts."""
    known = list(phrases)
    meanings = dict.fromkeys(phrase.meaning for phrase in known)
    db.executemany("INSERT OR IGNORE INTO meaning (kind, id) VALUES (?, ?)", meanings)
    numbers = {(kind, id): n for n, kind, id in db.execute("SELECT number, kind, id FROM meaning")}
    rows = ((p.words, numbers[p.meaning], p.capitals) for p in known)
    db.executemany("INSERT OR IGNORE INTO phrase VALUES (?, ?, ?)", rows)


def _write_lexicon(db: sqlite3.Connection, phrases: Iterable[Phrase], words: set[str]) -> None:
    """Write every word of the phrases and the entries; a stop word is one in no other phrase."""
    stop_words, meaningful = set[str](), set[str]()
    for phrase in phrases:
        group = stop_words if phrase.meaning == STOP_WORD else meaningful
        group.update(phrase.words.split())
    stop_words, meaningful = folded_words(stop_words), folded_words(meaningful)
    rows = (
        (word, word in stop_words and word not in meaningful)
        for word in sorted(stop_words | meaningful | words)
    )
    db.executemany("INSERT INTO lexicon VALUES (?, ?)", rows)


def folded_words(some_tokens: Iterable[str]) -> set[str]:
    """Those of some tokens that are folded words."""
    return set(filter(tokens.is_word, some_tokens))
