"""A directory in SQLite with full-text search, built in memory or opened from a compiled file.

A compiled file is data: its form is checked, nothing in it is executed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from resource_finder.directory.call_instead import call_instead, lines
from resource_finder.directory.serialize import (
    deserialize_entry,
    deserialize_header,
    deserialize_source,
    serialize,
)
from resource_finder.model import (
    Ages,
    Concept,
    Directory,
    Entry,
    Event,
    Header,
    Language,
    Service,
    Source,
    Text,
    enclosing_regions,
)
from resource_finder.search import tokens

FORM: Final = "resource-finder 2"
"""The form of a compiled file; another form is passed over."""

FIELDS: Final = ("name", "main", "topic", "topics", "place", "body", "operator")
"""The searched fields, the weightiest first: the name; what names the entry directly (aliases and
the vocabulary's own pointers); its first topic; its other topics; whom and where it serves; its
sentences; who runs it."""

REGION: Final = "@"
NOTHING: Final = "!"
_ENTRY: Final = "="
_AUDIENCE: Final = "&"
"""What a phrase may stand for beside a concept: a region, nothing at all (a stop word), an entry by
its name, or an audience; each is kept as a concept that begins with its sign."""

MAX_PHRASE_WORDS: Final = 10
"""Words of a phrase that search can meet."""

AUDIENCE_TOKEN: Final = "a_"
NAME_TOKEN: Final = "i_"

UNREADABLE: Final = (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError)
"""What reading a compiled file of other code, or a damaged one, may raise."""

_SCHEMA: Final = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE entry (number INTEGER PRIMARY KEY, id TEXT UNIQUE, kind TEXT, status TEXT,
  regions TEXT, youngest INTEGER, oldest INTEGER, payload TEXT);
CREATE TABLE source (id TEXT PRIMARY KEY, payload TEXT);
CREATE TABLE phrase (words TEXT, concept TEXT, capitals INTEGER, PRIMARY KEY (words, concept))
  WITHOUT ROWID;
CREATE TABLE phone (number TEXT, entry TEXT);
CREATE TABLE instead (entry TEXT PRIMARY KEY, service TEXT) WITHOUT ROWID;
CREATE TABLE lexicon (word TEXT PRIMARY KEY, empty INTEGER) WITHOUT ROWID;
CREATE TABLE name (number INTEGER, said TEXT, words TEXT, PRIMARY KEY (number, said))
  WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(
  name, main, topic, topics, place, body, operator,
  tokenize = "ascii tokenchars '_'", detail = column);
CREATE VIRTUAL TABLE known USING fts5vocab(words, row);
"""


Name = tuple[frozenset[str], ...]
"""A name as search meets it: for each of its words, the tokens that answer it."""


class Row(NamedTuple):
    """What search weighs of one entry, without its words: the tokens of each field, its names,
    and what speaks for or against it. Status, regions and ages are those of services."""

    number: int
    id: str
    kind: str
    status: str
    regions: tuple[str, ...]
    ages: Ages | None
    fields: Mapping[str, frozenset[str]]
    names: tuple[Name, ...]


class Index:
    """A directory ready to be searched and shown."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        # Else SQLite sorts what is large in a temporary file.
        self._db.execute("PRAGMA temp_store = MEMORY")
        self.header: Header = deserialize_header(json.loads(self._about("header")))

    def close(self) -> None:
        """Let go of the database."""
        self._db.close()

    def _about(self, key: str) -> str:
        return str(self._db.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()[0])

    def entry(self, id: str) -> Entry | None:
        """The service, event or notice with this id."""
        found = self._db.execute("SELECT kind, payload FROM entry WHERE id = ?", (id,)).fetchone()
        return deserialize_entry(*found) if found else None

    def entries(self, *kinds: str) -> list[Entry]:
        """Every entry of some kinds (hotline, program, event, notice), in the order of the file."""
        marks = ",".join("?" * len(kinds))
        rows = self._db.execute(
            f"SELECT kind, payload FROM entry WHERE kind IN ({marks}) ORDER BY number", kinds
        )
        return [deserialize_entry(*row) for row in rows]

    def numbered(self, numbers: Iterable[int]) -> dict[int, Entry]:
        """The entries with these row numbers."""
        wanted = list(numbers)
        marks = ",".join("?" * len(wanted))
        rows = self._db.execute(
            f"SELECT number, kind, payload FROM entry WHERE number IN ({marks})", wanted
        )
        return {number: deserialize_entry(kind, payload) for number, kind, payload in rows}

    def ids(self) -> list[str]:
        """The ids of every entry and source."""
        rows = self._db.execute("SELECT id FROM entry UNION SELECT id FROM source ORDER BY id")
        return [row[0] for row in rows]

    def source(self, id: str) -> Source | None:
        """The source with this id."""
        found = self._db.execute("SELECT payload FROM source WHERE id = ?", (id,)).fetchone()
        return deserialize_source(json.loads(found[0])) if found else None

    def sources(self) -> list[Source]:
        """Every source, by id."""
        rows = self._db.execute("SELECT payload FROM source ORDER BY id")
        return [deserialize_source(json.loads(row[0])) for row in rows]

    def service(self, id: str) -> Service:
        """The service with this id; loading has made sure that those pointed to exist."""
        found = self.entry(id)
        assert isinstance(found, Service)
        return found

    def call_instead(self, id: str) -> Service | None:
        """The service to call where the one with this id has no number to give."""
        found = self._db.execute("SELECT service FROM instead WHERE entry = ?", (id,)).fetchone()
        return self.service(found[0]) if found else None

    def size(self) -> int:
        """How many entries there are."""
        return int(self._db.execute("SELECT count(*) FROM entry").fetchone()[0])

    def owners(self, number: str) -> list[str]:
        """The ids of the entries that hold a number (E.164, its last seven digits, or a code)."""
        like = f"+1___{number}" if len(number) == 7 else number
        rows = self._db.execute("SELECT entry FROM phone WHERE number LIKE ?", (like,))
        return [row[0] for row in rows]

    def rows(self, tokens: Iterable[str], limit: int) -> Iterator[Row]:
        """Entries that hold any of the tokens, best by BM25 first, at most `limit`."""
        match = " OR ".join(f'"{token}"' for token in dict.fromkeys(tokens))
        if not match:
            return
        found = self._db.execute(
            "SELECT number, id, kind, status, regions, youngest, oldest,"
            f" {', '.join(FIELDS)} FROM words JOIN entry ON number = words.rowid"
            " WHERE words MATCH ? ORDER BY bm25(words, 10, 8, 6, 4, 4, 2, 1), number LIMIT ?",
            (match, limit),
        )
        for number, id, kind, status, regions, youngest, oldest, *said in found:
            ages = None if youngest is oldest is None else Ages(youngest, oldest)
            held = {n: frozenset(f.split()) for n, f in zip(FIELDS, said, strict=True)}
            names = self._names(number)
            yield Row(number, id, kind, status, tuple(regions.split()), ages, held, names)

    def _names(self, number: int) -> tuple[Name, ...]:
        rows = self._db.execute("SELECT words FROM name WHERE number = ?", (number,))
        return tuple(tuple(frozenset(w.split("|")) for w in row[0].split()) for row in rows)

    def names(self) -> list[str]:
        """Every name that an entry has or had, folded."""
        return [row[0] for row in self._db.execute("SELECT DISTINCT said FROM name ORDER BY said")]

    def count(self, tokens: Iterable[str]) -> int:
        """How many entries hold any of the tokens."""
        match = " OR ".join(f'"{token}"' for token in dict.fromkeys(tokens))
        if not match:
            return 0
        found = self._db.execute("SELECT count(*) FROM words WHERE words MATCH ?", (match,))
        return int(found.fetchone()[0])

    def holds(self, token: str) -> bool:
        """Whether any entry holds this token."""
        found = self._db.execute("SELECT 1 FROM known WHERE term = ?", (token,)).fetchone()
        return found is not None

    def knows(self, word: str) -> bool:
        """Whether a folded word stands anywhere in the directory or its vocabulary."""
        found = self._db.execute("SELECT 1 FROM lexicon WHERE word = ?", (word,)).fetchone()
        return found is not None

    def lexicon(self) -> list[str]:
        """Every folded word that means something here, in alphabetical order."""
        rows = self._db.execute("SELECT word FROM lexicon WHERE NOT empty ORDER BY word")
        return [row[0] for row in rows]

    def beginning(self, start: str, limit: int = 40) -> list[str]:
        """Words that begin with these letters, three or more."""
        if len(start) < 3:
            return []
        rows = self._db.execute(
            "SELECT word FROM lexicon WHERE word >= ? AND word < ? AND NOT empty LIMIT ?",
            (start, start + "\U0010ffff", limit),
        )
        return [row[0] for row in rows]

    def concepts(self, words: str) -> list[tuple[str, bool]]:
        """The concepts that a phrase (folded words or stems) names; True: in capitals only."""
        rows = self._db.execute(
            "SELECT concept, capitals FROM phrase WHERE words = ? ORDER BY concept", (words,)
        )
        return [(concept, bool(capitals)) for concept, capitals in rows]


def build(directory: Directory, path: str = ":memory:") -> Index:
    """Put a directory into a new SQLite database, in memory or in a new file."""
    db = sqlite3.connect(path)
    db.executescript(_SCHEMA)
    about = {"form": FORM, "header": serialize(directory.header)}
    db.executemany("INSERT INTO about VALUES (?, ?)", about.items())
    db.executemany(
        "INSERT INTO source VALUES (?, ?)", ((s.id, serialize(s)) for s in directory.sources)
    )
    phrases = [
        *_phrases(directory.vocabulary),
        *_region_phrases(directory.header),
        *_stop_phrases(directory.header),
        *_name_phrases(directory),
    ]
    db.executemany("INSERT OR IGNORE INTO phrase VALUES (?, ?, ?)", phrases)
    known = _Phrases(phrases)
    lexicon = {w: concept == NOTHING for words, concept, _ in phrases for w in _plain(words)}
    lexicon |= {
        w: False for words, concept, _ in phrases if concept != NOTHING for w in _plain(words)
    }
    for number, entry in enumerate(directory.entries, 1):
        db.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _row(number, entry))
        fields = _fields(entry, directory, known)
        db.execute(
            f"INSERT INTO words (rowid, {', '.join(FIELDS)}) VALUES (?{', ?' * len(FIELDS)})",
            (number, *(" ".join(dict.fromkeys(fields[name])) for name in FIELDS)),
        )
        lexicon |= {
            w: lexicon.get(w, False) for said in fields.values() for t in said for w in _plain(t)
        }
        db.executemany(
            "INSERT OR IGNORE INTO name VALUES (?, ?, ?)",
            ((number, said, words) for said, words in _names(entry)),
        )
    db.executemany("INSERT INTO lexicon VALUES (?, ?)", sorted(lexicon.items()))
    owned = ((p.number, s.id) for s in directory.services for p in s.phones)
    db.executemany("INSERT INTO phone VALUES (?, ?)", dict.fromkeys(owned))
    db.executemany("INSERT INTO instead VALUES (?, ?)", _instead(directory))
    db.commit()
    return Index(db)


def _instead(directory: Directory) -> Iterator[tuple[str, str]]:
    """The ids of each service without a number to give and of the one to call instead."""
    known = lines(directory)
    for service in directory.services:
        other = call_instead(service, known)
        if other:
            yield service.id, other.id


def _plain(words: str) -> list[str]:
    """The words among tokens: stems and concepts carry a mark."""
    return [word for word in words.split() if "_" not in word]


def opened(raw: bytes, path: Path) -> Index | None:
    """The index of a compiled file; None where it cannot be read or its form is another.

    `raw` are the bytes of the file, compared with what was built: SQLite reads these very bytes, so
    whatever happens to the file later is never read. Only where SQLite lacks that (it may, before
    3.36) is the file at `path` opened.
    """
    try:
        db = sqlite3.connect(":memory:")
        if hasattr(db, "deserialize"):
            db.deserialize(raw)
        else:
            db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        form = db.execute("SELECT value FROM about WHERE key = 'form'").fetchone()
        return Index(db) if form == (FORM,) else None
    except UNREADABLE:
        return None


def kind(entry: Entry) -> str:
    """hotline, program, event or notice."""
    if isinstance(entry, Service):
        return entry.kind
    return "event" if isinstance(entry, Event) else "notice"


def _row(number: int, entry: Entry) -> tuple[object, ...]:
    """An entry as the table of entries holds it."""
    start: tuple[object, ...] = number, entry.id, kind(entry)
    if not isinstance(entry, Service):
        return (*start, "", "", None, None, serialize(entry))
    ages = entry.ages or Ages(None, None)
    regions = " ".join(entry.regions)
    return (*start, entry.status, regions, ages.start, ages.end, serialize(entry))


def _names(entry: Entry) -> Iterator[tuple[str, str]]:
    """Each name of an entry: folded, and for each of its words the tokens that answer it."""
    formerly = entry.formerly if isinstance(entry, Service) else ()
    for name in (entry.name.en, entry.name.fr, *formerly):
        words = [word for word in tokens.spelled(name) if len(word) > 1]
        forms = ("|".join(sorted(tokens.forms(word))) for word in words)
        yield " ".join(tokens.fold(word) for word in words), " ".join(forms)


class _Phrases:
    """Finds the concepts that a text names, by its stems."""

    def __init__(self, phrases: Iterable[tuple[str, str, int]]) -> None:
        self._concepts: dict[str, set[str]] = {}
        for words, concept, capitals in phrases:
            if not capitals:
                self._concepts.setdefault(words, set()).add(concept)
        longest = max((len(words.split()) for words in self._concepts), default=0)
        self._longest = min(longest, MAX_PHRASE_WORDS)

    def named(self, text: str, language: Language) -> set[str]:
        """The concepts that a text in this language names."""
        heard = [tokens.stems(word, language)[-1] for word in tokens.spelled(text)]
        found: set[str] = set()
        for start in range(len(heard)):
            for length in range(1, self._longest + 1):
                found |= self._concepts.get(" ".join(heard[start : start + length]), set())
        return {concept for concept in found if concept[0].isalnum()}


def _phrases(vocabulary: Iterable[Concept]) -> Iterator[tuple[str, str, int]]:
    """Each phrase as folded words and as stems of its language."""
    for concept in vocabulary:
        for language in Language:
            for phrase in getattr(concept, language):
                spelled = tokens.spelled(phrase)
                yield " ".join(tokens.fold(w) for w in spelled), _sign(concept), 0
                for N_ in range(2):
                    stems = (tokens.stems(w, language) for w in spelled)
                    yield " ".join(s[min(N_, len(s) - 1)] for s in stems), _sign(concept), 0
        for word in concept.acronyms:
            yield tokens.fold(word), _sign(concept), 1


def _region_phrases(header: Header) -> Iterator[tuple[str, str, int]]:
    """What people call each region, as a concept of its own that begins with "@"."""
    for id, region in header.regions.items():
        for name in (region.name.en, region.name.fr, *region.also):
            yield " ".join(tokens.fold(word) for word in tokens.spelled(name)), REGION + id, 0


def _name_phrases(directory: Directory) -> Iterator[tuple[str, str, int]]:
    """Each name and alias of an entry, as a concept of that entry alone; a name that is an
    ordinary word too counts in capitals only."""
    words = {tokens.fold(word) for concept in directory.vocabulary for word in concept.acronyms}
    for entry in directory.entries:
        formerly = entry.formerly if isinstance(entry, Service) else ()
        for name in (entry.name.en, entry.name.fr, *formerly, *entry.aliases):
            said = " ".join(tokens.fold(word) for word in tokens.spelled(name))
            yield said, _ENTRY + entry.id, int(said in words)


def _stop_phrases(header: Header) -> Iterator[tuple[str, str, int]]:
    """Words that weigh nothing, as the concept "!"."""
    for words in header.stop_words.values():
        for phrase in words:
            yield " ".join(tokens.fold(word) for word in tokens.spelled(phrase)), NOTHING, 0


def _fields(entry: Entry, directory: Directory, known: _Phrases) -> dict[str, list[str]]:
    """The tokens of each searched field of an entry."""
    header = directory.header
    fields: dict[str, list[str]] = {name: [] for name in FIELDS}
    said: dict[str, set[str]] = {name: set() for name in FIELDS}
    empty = _empty_tokens(tuple(sorted(header.stop_words.items())))

    def add(field: str, text: Text | None) -> None:
        if text is None:
            return
        for language in Language:
            fields[field].extend(
                t for t in tokens.tokens(text[language], language) if t not in empty
            )
            said[field] |= known.named(text[language], language)

    def both(field: str, word: str) -> None:
        add(field, Text(word, word))

    add("name", entry.name)
    both("name", entry.id.replace("-", " "))
    fields["main"].append(token(_ENTRY + entry.id))
    for topic in entry.topics:
        add(_topic_field(topic, entry), header.topics[topic])
    for text in (entry.summary, *(d.text for d in entry.details), *entry.notes):
        add("body", text)
    if isinstance(entry, Service):
        for name in entry.formerly:
            both("name", name)
        for group in entry.audience:
            add("place", header.audiences[group])
        for region in entry.regions:
            add("place", header.regions[region].name)
        fields["place"] += [f"r_{r.replace('-', '_')}" for r in _served(entry, header)]
        add("body", entry.status_note)
        add("operator", entry.operator)
    for concept in directory.vocabulary:
        for field in _meant(concept, entry):
            fields[field].append(token(_sign(concept)))
    for field, concepts in said.items():
        fields[field] += sorted(token(c) for c in concepts)
    return fields


def token(concept: str) -> str:
    """The token of a concept, of an audience, or of an entry by its names."""
    start = {_AUDIENCE: AUDIENCE_TOKEN, _ENTRY: NAME_TOKEN}.get(concept[0])
    return (start + concept[1:] if start else f"c_{concept}").replace("-", "_")


def _sign(concept: Concept) -> str:
    """A concept as phrases keep it: one that only says for whom is an audience."""
    return concept.id if concept.topics or concept.services else _AUDIENCE + concept.id


def _served(service: Service, header: Header) -> list[str]:
    """The regions of a service and every region around them."""
    return [r for region in service.regions for r in enclosing_regions(region, header.regions)]


@lru_cache(maxsize=1)
def _empty_tokens(stop_words: tuple[tuple[str, tuple[str, ...]], ...]) -> frozenset[str]:
    """The tokens of single stop words, each in its own language: no text is found by them."""
    return frozenset(
        token
        for language, words in stop_words
        for word in words
        if len(tokens.spelled(word)) == 1
        for token in (tokens.fold(word), *tokens.stems(word, Language(language)))
    )


def _topic_field(topic: str, entry: Entry) -> str:
    return "topic" if topic == entry.topics[0] else "topics"


def _meant(concept: Concept, entry: Entry) -> set[str]:
    """The fields in which a concept stands for an entry: by its id, its topics, its audience."""
    met = {_topic_field(topic, entry) for topic in concept.topics if topic in entry.topics}
    if entry.id in concept.services:
        met.add("main")
    if (
        not concept.topics
        and isinstance(entry, Service)
        and set(concept.audience) & set(entry.audience)
    ):
        met.add("place")
    return met
