"""Reads a directory from SQLite: entries by their ids, phrases, and candidates for a search.

`search.build` writes what is read here.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from resource_finder.directory.serialize import (
    deserialize_entry,
    deserialize_header,
    deserialize_source,
)
from resource_finder.header import Header
from resource_finder.model import Ages, Entry, Event, Service, Source
from resource_finder.search.tokens import Meaning, MeaningKind

SCHEMA_VERSION: Final = "resource-finder 3"
"""The version of the tables that `search.build` writes. A file of another version is not read: its
tables may have other columns."""

SEARCH_FIELDS: Final = ("name", "main", "topic", "topics", "place", "body", "operator")
"""The searched fields of an entry: "name" its names; "main" what means it directly (aliases, and
concepts that list it); "topic" its first topic; "topics" the others; "place" whom and where it
serves; "body" its sentences; "operator" who runs it."""

_BM25_WEIGHTS: Final = (10, 8, 6, 4, 4, 2, 1)
"""The weight of each of `SEARCH_FIELDS` when candidates are chosen. They only decide which entries
are left out where more than `limit` match."""

UNREADABLE: Final = (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError)
"""What reading a compiled file may raise that is damaged, or of another version."""

NameTokens = tuple[frozenset[str], ...]
"""A name: for each of its words the tokens that match the word."""


class Candidate(NamedTuple):
    """What ranking needs of an entry: the tokens of each field and of its names, and of a service
    its status, regions and ages."""

    rowid: int
    id: str
    kind: str
    status: str
    regions: tuple[str, ...]
    ages: Ages | None
    fields: Mapping[str, frozenset[str]]
    names: tuple[NameTokens, ...]


class Index:
    """A directory in SQLite, ready to be searched and shown.

    Raises one of UNREADABLE where the tables are not those of this version.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        # Without this SQLite may write large results to a temporary file.
        self._db.execute("PRAGMA temp_store = MEMORY")
        (header,) = self._db.execute("SELECT value FROM about WHERE key = 'header'").fetchone()
        self.header: Header = deserialize_header(json.loads(header))

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    # --- entries and sources -------------------------------------------------------------------

    def entry(self, id: str) -> Entry | None:
        """The service, event or notice with this id; None where there is none."""
        row = self._db.execute("SELECT kind, payload FROM entry WHERE id = ?", (id,)).fetchone()
        return deserialize_entry(*row) if row else None

    def entries(self, *kinds: str) -> list[Entry]:
        """Every entry of some kinds (hotline, program, event, notice), in the order of the file."""
        rows = self._db.execute(
            "SELECT kind, payload FROM entry"
            f" WHERE kind IN ({_placeholders(kinds)}) ORDER BY rowid",
            kinds,
        )
        return [deserialize_entry(*row) for row in rows]

    def entries_at(self, rowids: Iterable[int]) -> dict[int, Entry]:
        """The entries with these row ids."""
        ids = list(rowids)
        rows = self._db.execute(
            f"SELECT rowid, kind, payload FROM entry WHERE rowid IN ({_placeholders(ids)})", ids
        )
        return {rowid: deserialize_entry(kind, payload) for rowid, kind, payload in rows}

    def ids(self) -> list[str]:
        """The ids of every entry and source, in alphabetical order."""
        rows = self._db.execute("SELECT id FROM entry UNION SELECT id FROM source ORDER BY id")
        return [id for (id,) in rows]

    def source(self, id: str) -> Source | None:
        """The source with this id; None where there is none."""
        row = self._db.execute("SELECT payload FROM source WHERE id = ?", (id,)).fetchone()
        return deserialize_source(json.loads(row[0])) if row else None

    def sources(self) -> list[Source]:
        """Every source, by id."""
        rows = self._db.execute("SELECT payload FROM source ORDER BY id")
        return [deserialize_source(json.loads(payload)) for (payload,) in rows]

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
        return int(self._db.execute("SELECT count(*) FROM entry").fetchone()[0])

    def owners(self, number: str) -> list[str]:
        """The ids of the entries that have a phone number; it is in E.164, or its last seven
        digits, or a short code."""
        pattern = f"+1___{number}" if len(number) == 7 else number
        rows = self._db.execute("SELECT entry FROM phone WHERE number LIKE ?", (pattern,))
        return [id for (id,) in rows]

    # --- candidates ----------------------------------------------------------------------------

    def candidates(self, tokens: Iterable[str], limit: int) -> Iterator[Candidate]:
        """Entries that have any of the tokens, best by BM25 first, at most `limit`."""
        match = _any_of(tokens)
        if not match:
            return
        weights = ", ".join(map(str, _BM25_WEIGHTS))
        rows = self._db.execute(
            "SELECT entry.rowid, id, kind, status, regions, youngest, oldest,"
            f" {', '.join(SEARCH_FIELDS)} FROM words JOIN entry ON entry.rowid = words.rowid"
            f" WHERE words MATCH ? ORDER BY bm25(words, {weights}), entry.rowid LIMIT ?",
            (match, limit),
        )
        for rowid, id, kind, status, regions, youngest, oldest, *texts in rows:
            ages = None if youngest is oldest is None else Ages(youngest, oldest)
            fields = {
                f: frozenset(text.split()) for f, text in zip(SEARCH_FIELDS, texts, strict=True)
            }
            names = self._name_tokens(rowid)
            yield Candidate(rowid, id, kind, status, tuple(regions.split()), ages, fields, names)

    def _name_tokens(self, rowid: int) -> tuple[NameTokens, ...]:
        rows = self._db.execute("SELECT tokens FROM name WHERE entry = ?", (rowid,))
        return tuple(
            tuple(frozenset(word.split("|")) for word in tokens.split()) for (tokens,) in rows
        )

    def document_frequency(self, tokens: Iterable[str]) -> int:
        """How many entries have any of the tokens."""
        match = _any_of(tokens)
        if not match:
            return 0
        row = self._db.execute("SELECT count(*) FROM words WHERE words MATCH ?", (match,))
        return int(row.fetchone()[0])

    # --- words and phrases ---------------------------------------------------------------------

    def has_token(self, token: str) -> bool:
        """Whether any entry has this token."""
        row = self._db.execute("SELECT 1 FROM vocabulary WHERE term = ?", (token,)).fetchone()
        return row is not None

    def has_word(self, word: str) -> bool:
        """Whether a folded word is anywhere in the directory or its phrases."""
        row = self._db.execute("SELECT 1 FROM lexicon WHERE word = ?", (word,)).fetchone()
        return row is not None

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

    def names(self) -> list[str]:
        """Every current and former name of an entry, folded, in alphabetical order."""
        return [name for (name,) in self._db.execute("SELECT DISTINCT name FROM name ORDER BY 1")]

    def meanings(self, words: str) -> list[tuple[Meaning, bool]]:
        """The meanings of a phrase (folded words or stems, with single spaces), each with whether
        it has it in capital letters only."""
        rows = self._db.execute(
            "SELECT kind, id, capitals FROM phrase WHERE words = ? ORDER BY kind, id", (words,)
        )
        return [(Meaning(MeaningKind(kind), id), bool(capitals)) for kind, id, capitals in rows]


def open_compiled(raw: bytes, path: Path) -> Index | None:
    """The index of a compiled file; None where it cannot be read or has another `SCHEMA_VERSION`.

    `raw` are the bytes of the file, which the caller has verified: SQLite reads them and not the
    file, so a later change of the file has no effect. Only where SQLite cannot (before 3.36) is the
    file at `path` opened.
    """
    try:
        db = sqlite3.connect(":memory:")
        if hasattr(db, "deserialize"):
            db.deserialize(raw)
        else:
            db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        version = db.execute("SELECT value FROM about WHERE key = 'version'").fetchone()
        return Index(db) if version == (SCHEMA_VERSION,) else None
    except UNREADABLE:
        return None


def entry_kind(entry: Entry) -> str:
    """The kind of an entry: "hotline", "program", "event" or "notice"."""
    if isinstance(entry, Service):
        return entry.kind
    return "event" if isinstance(entry, Event) else "notice"


def _placeholders(values: Iterable[object]) -> str:
    """The placeholders of an SQL list of these values."""
    return ", ".join("?" for _ in values)


def _any_of(tokens: Iterable[str]) -> str:
    """The FTS5 query for entries that have any of the tokens; "" for no tokens."""
    return " OR ".join(f'"{token}"' for token in dict.fromkeys(tokens))
