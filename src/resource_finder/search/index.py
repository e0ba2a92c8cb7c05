"""Reads a directory from SQLite: entries by their ids, phrases, and candidates for a search.

`search.build` writes what is read here.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from resource_finder import data_files
from resource_finder.bilingual import Text
from resource_finder.directory.serialize import (
    deserialize_entry,
    deserialize_header,
    deserialize_source,
)
from resource_finder.header import Header
from resource_finder.model import Entry, Event, Service, Source
from resource_finder.search.rows import Restriction, Row, conditions_of, placeholders, row_of
from resource_finder.search.tokens import Meaning, MeaningKind

SCHEMA_VERSION: Final = "resource-finder 7"
"""The version of the tables that `search.build` writes. A file of another version is not read: its
tables may have other columns."""

SEARCH_FIELDS: Final = ("name", "main", "topic", "topics", "place", "body", "operator")
"""The searched fields of an entry: "name" its names; "main" what means it directly (aliases, and
concepts that list it); "topic" its first topic; "topics" the others; "place" whom and where it
serves; "body" its sentences; "operator" who runs it."""


class Index:
    """A directory in SQLite, ready to be searched and shown.

    Raises one of `compiled.UNREADABLE` where the tables are not those of this version. With
    `on_damage`, each entry and source is compared with its digest when it is read; `on_damage`
    gives the error to raise where it is another.
    """

    def __init__(
        self, connection: sqlite3.Connection, on_damage: Callable[[], Exception] | None = None
    ) -> None:
        self._db = connection
        self.on_damage = on_damage
        # Without this SQLite may write large results to a temporary file.
        self._db.execute("PRAGMA temp_store = MEMORY")
        (header,) = self._db.execute("SELECT value FROM about WHERE key = 'header'").fetchone()
        self.header: Header = deserialize_header(json.loads(header))

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    @property
    def database(self) -> sqlite3.Connection:
        """The database, which `search.layers` changes; that of a large file cannot be."""
        return self._db

    def duplicate(self) -> Index:
        """A copy in memory."""
        copied = sqlite3.connect(":memory:")
        self._db.backup(copied)
        return Index(copied, self.on_damage)

    # --- entries and sources -------------------------------------------------------------------

    def entry(self, id: str) -> Entry | None:
        """The service, event or notice with this id, or the service that another replaced; None
        where there is none."""
        found = next((entry for _, entry in self._entries("WHERE id = ?", [id])), None)
        return found or next((one for one in self.replaced() if one.id == id), None)

    def replaced(self) -> list[Service]:
        """The services that others of a layer replace: no query finds them."""
        rows = self._db.execute("SELECT payload FROM replaced ORDER BY rowid")
        entries = (deserialize_entry("program", payload) for (payload,) in rows)
        return [entry for entry in entries if isinstance(entry, Service)]

    def entries(self, *kinds: str) -> list[Entry]:
        """Every entry of some kinds (hotline, program, event, notice), in the order of the file."""
        condition = f"WHERE kind IN ({placeholders(kinds)}) ORDER BY rowid"
        return [entry for _, entry in self._entries(condition, kinds)]

    def hotlines(self, lines: Sequence[str], topic: str) -> Iterator[Service]:
        """The hotlines of some kinds of line that have a topic, in the order of the file."""
        condition = (
            f"WHERE kind = 'hotline' AND line IN ({placeholders(lines)}) AND rowid IN"
            " (SELECT entry FROM facet WHERE name = 'topic' AND value = ?) ORDER BY rowid"
        )
        for _, entry in self._entries(condition, [*lines, topic]):
            if isinstance(entry, Service):
                yield entry

    def entries_at(self, rowids: Iterable[int]) -> dict[int, Entry]:
        """The entries with these row ids."""
        ids = json.dumps(list(rowids))
        return dict(self._entries("WHERE rowid IN (SELECT value FROM json_each(?))", [ids]))

    def _entries(self, condition: str, values: Sequence[str]) -> Iterator[tuple[int, Entry]]:
        """The entries that a condition admits, each after its row id."""
        rows = self._db.execute(
            "SELECT rowid, kind, payload, digest FROM entry JOIN record USING (rowid) " + condition,
            values,
        )
        for rowid, kind, payload, digest in rows:
            yield rowid, deserialize_entry(kind, self._intact(payload, digest))

    def _intact(self, payload: str, digest: str) -> str:
        """A payload that was compared with its digest, where the file was not as a whole."""
        if self.on_damage and digest_of(payload) != digest:
            raise self.on_damage()
        return payload

    def titles(self, prefix: str) -> Iterator[tuple[str, Text]]:
        """The ids of entries and sources that begin with some letters, with their names: entries in
        the order of the file, then sources."""
        limits = (prefix, prefix + "\U0010ffff")
        for columns in (
            "en, fr FROM entry WHERE id >= ? AND id < ? ORDER BY rowid",
            "json_extract(payload, '$.title[0]'), json_extract(payload, '$.title[1]') FROM source"
            " WHERE id >= ? AND id < ? ORDER BY id",
        ):
            for id, en, fr in self._db.execute(f"SELECT id, {columns}", limits):
                yield id, Text(en, fr)

    def ids(self) -> list[str]:
        """The ids of every entry and source, in alphabetical order."""
        rows = self._db.execute(
            "SELECT id FROM entry UNION SELECT id FROM source UNION SELECT id FROM replaced"
            " ORDER BY id"
        )
        return [id for (id,) in rows]

    def source(self, id: str) -> Source | None:
        """The source with this id; None where there is none."""
        return next(self._sources("WHERE id = ?", [id]), None)

    def sources(self) -> list[Source]:
        """Every source, by id."""
        return list(self._sources("ORDER BY id", []))

    def _sources(self, condition: str, values: Sequence[str]) -> Iterator[Source]:
        rows = self._db.execute(f"SELECT payload, digest FROM source {condition}", values)
        for payload, digest in rows:
            yield deserialize_source(self._intact(payload, digest))

    def service(self, id: str) -> Service:
        """The service with this id, which must exist: loading checks all ids in a directory."""
        entry = self.entry(id)
        assert isinstance(entry, Service)
        return entry

    def call_instead(self, id: str) -> Service | None:
        """The service to call where the one with this id has no number to give, if any."""
        row = self._db.execute("SELECT service FROM instead WHERE entry = ?", (id,)).fetchone()
        return self.service(row[0]) if row else None

    def size(self) -> int:
        """How many entries there are."""
        return int(self._db.execute("SELECT max(rowid) FROM entry").fetchone()[0] or 0)

    def owners(self, number: str) -> list[str]:
        """The ids of the entries that have a phone number; it is in E.164, or its last seven
        digits, or a short code."""
        pattern = f"+1___{number}" if len(number) == 7 else number
        rows = self._db.execute("SELECT entry FROM phone WHERE number LIKE ?", (pattern,))
        return [id for (id,) in rows]

    # --- matches -------------------------------------------------------------------------------

    def rows(self, restriction: Restriction, rowids: Iterable[int] | None = None) -> list[Row]:
        """The entries that a restriction admits, of these only where `rowids` are given, in the
        order of the file."""
        conditions, values = conditions_of(restriction)
        if rowids is not None:
            conditions += " AND rowid IN (SELECT value FROM json_each(?))"
            values.append(json.dumps(list(rowids)))
        found = self._db.execute(
            "SELECT rowid, id, kind, status, regions, audience, youngest, oldest, line, police,"
            " office, always, reachable FROM entry"
            f" WHERE {conditions} ORDER BY rowid",
            values,
        )
        return [row_of(*columns) for columns in found]

    def matches(self, words: Iterable[Iterable[str]], *fields: str) -> list[int]:
        """The row ids of entries with a token of each of some words in the same fields."""
        columns = " ".join(fields)
        parts = [f"{{{columns}}} : ({any_of})" for word in words if (any_of := _any_of(word))]
        if not parts:
            return []
        # One value for all: SQLite gives many rows one by one, which takes longer.
        found = self._db.execute(
            "SELECT json_group_array(rowid) FROM words WHERE words MATCH ?", (" AND ".join(parts),)
        )
        rowids: list[int] = json.loads(found.fetchone()[0])
        return rowids

    def full_text(
        self, tokens: Iterable[str], restriction: Restriction, limit: int
    ) -> list[tuple[int, float]]:
        """The row ids of the entries with any of some stems anywhere in their text that a
        restriction admits, best by BM25 first, at most `limit`, each with its score."""
        conditions, values = conditions_of(restriction)
        match = _any_of(tokens)
        if not match:
            return []
        rows = self._db.execute(
            # CROSS JOIN: SQLite would else read every entry before it looks for the words.
            "SELECT full_text.rowid, -bm25(full_text) AS score FROM full_text"
            " CROSS JOIN entry ON entry.rowid = full_text.rowid"
            f" WHERE full_text MATCH ? AND {conditions}"
            " ORDER BY score DESC, full_text.rowid LIMIT ?",
            (match, *values, limit),
        )
        return list(rows)

    def with_each(self, words: Iterable[Iterable[str]]) -> list[int]:
        """The row ids of entries whose text has, of each of some words, one of its stems; none
        without words."""
        match = " AND ".join(f"({any_of})" for word in words if (any_of := _any_of(word)))
        if not match:
            return []
        rows = self._db.execute("SELECT rowid FROM full_text WHERE full_text MATCH ?", (match,))
        return [rowid for (rowid,) in rows]

    def rowids(self, ids: Iterable[str]) -> list[int]:
        """The row ids of the entries with these ids."""
        rows = self._db.execute(
            "SELECT rowid FROM entry WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        return [rowid for (rowid,) in rows]

    def admitted(self, restriction: Restriction, rowids: Iterable[int]) -> set[int]:
        """Those of some entries, by row id, that a restriction admits."""
        conditions, values = conditions_of(restriction)
        found = self._db.execute(
            f"SELECT rowid FROM entry WHERE {conditions}"
            " AND rowid IN (SELECT value FROM json_each(?))",
            (*values, json.dumps(list(rowids))),
        )
        return {rowid for (rowid,) in found}

    def events(self) -> list[int]:
        """The row ids of the events."""
        rows = self._db.execute("SELECT rowid FROM entry WHERE kind = 'event'")
        return [rowid for (rowid,) in rows]

    def names_at(self, rowids: Iterable[int]) -> Iterator[tuple[int, str]]:
        """Each name of some entries, after the row id of the entry: for each of its words the
        tokens that match the word, with bars between them."""
        rows = self._db.execute(
            "SELECT entry, tokens FROM name WHERE entry IN (SELECT value FROM json_each(?))",
            (json.dumps(list(rowids)),),
        )
        yield from rows

    # --- words and phrases ---------------------------------------------------------------------

    def has_token(self, token: str) -> bool:
        """Whether any entry has this token."""
        row = self._db.execute("SELECT 1 FROM vocabulary WHERE term = ?", (token,)).fetchone()
        return row is not None

    def has_any(self, tokens: Iterable[str]) -> bool:
        """Whether any entry has one of the tokens."""
        return any(map(self.has_token, tokens))

    def has_word(self, word: str) -> bool:
        """Whether a folded word is anywhere in the directory or its phrases."""
        row = self._db.execute("SELECT 1 FROM lexicon WHERE word = ?", (word,)).fetchone()
        return row is not None

    def words_like(self, word: str, edits: int, initials: str = "") -> list[str]:
        """The folded words of the directory and its phrases, without stop words, that are so many
        letters shorter or longer than a word at most, and begin with one of the initials, if any;
        in alphabetical order."""
        lengths = len(word) - edits, len(word) + edits
        if not initials:
            rows = self._db.execute(
                "SELECT word FROM lexicon WHERE length(word) BETWEEN ? AND ? AND NOT stop_word"
                " ORDER BY word",
                lengths,
            )
            return [word for (word,) in rows]
        return [
            word
            for letter in sorted(set(initials))
            for (word,) in self._db.execute(
                "SELECT word FROM lexicon WHERE word >= ? AND word < ? AND NOT stop_word"
                " AND length(word) BETWEEN ? AND ? ORDER BY word",
                (letter, chr(ord(letter) + 1), *lengths),
            )
        ]

    def words(self) -> list[str]:
        """Every folded word of the directory and its phrases, without stop words, in alphabetical
        order."""
        rows = self._db.execute("SELECT word FROM lexicon WHERE NOT stop_word ORDER BY word")
        return [word for (word,) in rows]

    def words_with_prefix(self, prefix: str, limit: int = 40) -> list[str]:
        """Words that begin with these letters, at most `limit`; none for one or two letters."""
        if len(prefix) < 3:
            return []
        rows = self._db.execute(
            "SELECT word FROM lexicon WHERE word >= ? AND word < ? AND NOT stop_word LIMIT ?",
            (prefix, prefix + "\U0010ffff", limit),
        )
        return [word for (word,) in rows]

    def names_of_length(self, least: int, most: int) -> list[str]:
        """Every current and former name of an entry, folded, that has as many characters, in
        alphabetical order."""
        rows = self._db.execute(
            "SELECT DISTINCT name FROM name WHERE length(name) BETWEEN ? AND ? ORDER BY 1",
            (least, most),
        )
        return [name for (name,) in rows]

    def meanings(self, words: str) -> list[tuple[Meaning, bool]]:
        """The meanings of a phrase (folded words or stems, with single spaces), each with whether
        it has it in capital letters only."""
        rows = self._db.execute(
            "SELECT kind, id, capitals FROM phrase JOIN meaning ON meaning = number"
            " WHERE words = ? ORDER BY kind, id",
            (words,),
        )
        return [(Meaning(MeaningKind(kind), id), bool(capitals)) for kind, id, capitals in rows]


def digest_of(payload: str) -> str:
    """The digest that is stored beside a payload."""
    return data_files.digest(payload.encode())


def entry_kind(entry: Entry) -> str:
    """The kind of an entry: "hotline", "program", "event" or "notice"."""
    if isinstance(entry, Service):
        return entry.kind
    return "event" if isinstance(entry, Event) else "notice"


def _any_of(tokens: Iterable[str]) -> str:
    """The FTS5 query for entries that have any of the tokens; "" for no tokens."""
    return " OR ".join(f'"{token}"' for token in dict.fromkeys(tokens))
