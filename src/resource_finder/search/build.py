"""Writes a directory into SQLite with full-text search, in memory or in a new file.

`search.index` reads what is written here; a change of a table or of its values needs another
`SCHEMA_VERSION` there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from resource_finder.bilingual import Language, Text
from resource_finder.directory.call_instead import call_instead, lines
from resource_finder.directory.serialize import serialize
from resource_finder.header import Header
from resource_finder.model import Ages, Concept, Directory, Entry, Service
from resource_finder.regions import enclosing_regions
from resource_finder.search import tokens
from resource_finder.search.index import SCHEMA_VERSION, SEARCH_FIELDS, Index, entry_kind
from resource_finder.search.tokens import MAX_PHRASE_WORDS, STOP_WORD, Meaning, MeaningKind
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


class Phrase(NamedTuple):
    """Folded words or stems, and one meaning of them."""

    words: str
    meaning: Meaning
    capitals: bool = False
    """Whether the phrase means this only where it is typed in capital letters."""


def build(directory: Directory, path: str = ":memory:") -> Index:
    """The index of a directory, in a new SQLite database: in memory, or in a new file at `path`.

    Raises sqlite3.Error where the file cannot be written, or holds tables already.
    """
    db = sqlite3.connect(path)
    db.executescript(_SCHEMA)
    _write_directory(db, directory)
    phrases = list(_phrases(directory))
    _write_phrases(db, phrases)
    matcher, stop_tokens = PhraseMatcher(phrases), _stop_tokens(directory.header)
    words: set[str] = set()
    for rowid, entry in enumerate(directory.entries, 1):
        fields = _fields(entry, directory, matcher, stop_tokens)
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


def _all_names(entry: Entry) -> tuple[str, ...]:
    """The names of an entry in both languages, and its former names."""
    formerly = entry.formerly if isinstance(entry, Service) else ()
    return entry.name.en, entry.name.fr, *formerly


def _name_rows(entry: Entry) -> Iterator[tuple[str, str]]:
    """Each name of an entry, folded, and the tokens that match each of its words."""
    for name in _all_names(entry):
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


# --- phrases and what they mean ----------------------------------------------------------------


def _phrases(directory: Directory) -> Iterator[Phrase]:
    """Every phrase that means something in a query."""
    yield from vocabulary_phrases(directory.vocabulary)
    yield from _region_phrases(directory.header)
    yield from _stop_phrases(directory.header)
    yield from _name_phrases(directory)


def vocabulary_phrases(vocabulary: Iterable[Concept]) -> Iterator[Phrase]:
    """Each phrase of the vocabulary as folded words and as stems of its language; acronyms, which
    may be ordinary words too, count in capitals only."""
    for concept in vocabulary:
        meaning = _meaning(concept)
        for language in Language:
            for phrase in getattr(concept, language):
                yield Phrase(tokens.fold_words(phrase), meaning)
                stems = [tokens.stems(w, language) for w in tokens.split_words(phrase)]
                for which in (0, -1):
                    yield Phrase(" ".join(forms[which] for forms in stems), meaning)
        for word in concept.acronyms:
            yield Phrase(fold(word), meaning, capitals=True)


def _meaning(concept: Concept) -> Meaning:
    """The meaning of a concept: without topics and services it only says for whom."""
    is_audience = not (concept.topics or concept.services)
    return Meaning(MeaningKind.AUDIENCE if is_audience else MeaningKind.CONCEPT, concept.id)


def _region_phrases(header: Header) -> Iterator[Phrase]:
    """The names of each region."""
    for id, region in header.regions.items():
        for name in (region.name.en, region.name.fr, *region.also):
            yield Phrase(tokens.fold_words(name), Meaning(MeaningKind.REGION, id))


def _stop_phrases(header: Header) -> Iterator[Phrase]:
    """The stop words: no entry is found by them."""
    for words in header.stop_words.values():
        for phrase in words:
            yield Phrase(tokens.fold_words(phrase), STOP_WORD)


def _name_phrases(directory: Directory) -> Iterator[Phrase]:
    """Each name and alias of an entry; one that is an acronym too counts in capitals only."""
    acronyms = {fold(word) for concept in directory.vocabulary for word in concept.acronyms}
    for entry in directory.entries:
        for name in (*_all_names(entry), *entry.aliases):
            words = tokens.fold_words(name)
            yield Phrase(words, Meaning(MeaningKind.ENTRY, entry.id), words in acronyms)


class PhraseMatcher:
    """Finds the concepts that a text names, by the stems of its words."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._concepts: dict[str, set[Meaning]] = {}
        for phrase in phrases:
            if phrase.meaning.kind is MeaningKind.CONCEPT and not phrase.capitals:
                self._concepts.setdefault(phrase.words, set()).add(phrase.meaning)
        longest = max((len(words.split()) for words in self._concepts), default=0)
        self.max_words = min(longest, MAX_PHRASE_WORDS)
        """Words of the longest phrase that is looked up."""

    def concepts(self, text: str, language: Language) -> set[Meaning]:
        """The concepts that a text in this language names."""
        stems = [tokens.stems(word, language)[-1] for word in tokens.split_words(text)]
        concepts: set[Meaning] = set()
        for start in range(len(stems)):
            for length in range(1, self.max_words + 1):
                concepts |= self._concepts.get(" ".join(stems[start : start + length]), set())
        return concepts


# --- the searched fields of an entry -----------------------------------------------------------


def _fields(
    entry: Entry, directory: Directory, matcher: PhraseMatcher, stop_tokens: frozenset[str]
) -> dict[str, list[str]]:
    """The tokens of each searched field of an entry: of its words, of the concepts that its words
    name, and of the concepts and regions that it belongs to."""
    fields: dict[str, list[str]] = {field: [] for field in SEARCH_FIELDS}
    named: dict[str, set[Meaning]] = {field: set() for field in SEARCH_FIELDS}
    for field, text in _texts(entry, directory.header):
        for language in Language:
            words = tokens.text_tokens(text[language], language)
            fields[field] += [token for token in words if token not in stop_tokens]
            named[field] |= matcher.concepts(text[language], language)
    for field, meaning in _meanings(entry, directory):
        fields[field].append(tokens.token_of(meaning))
    for field, meanings in named.items():
        fields[field] += sorted(map(tokens.token_of, meanings))
    return fields


def _texts(entry: Entry, header: Header) -> Iterator[tuple[str, Text]]:
    """Each text of an entry that is searched, after its field."""
    yield "name", entry.name
    yield "name", _same_in_both(entry.id.replace("-", " "))
    for topic in entry.topics:
        yield _topic_field(topic, entry), header.topics[topic]
    for text in (entry.summary, *(detail.text for detail in entry.details), *entry.notes):
        yield "body", text
    if isinstance(entry, Service):
        yield from _service_texts(entry, header)


def _service_texts(service: Service, header: Header) -> Iterator[tuple[str, Text]]:
    for name in service.formerly:
        yield "name", _same_in_both(name)
    for audience in service.audience:
        yield "place", header.audiences[audience]
    for region in service.regions:
        yield "place", header.regions[region].name
    if service.status_note:
        yield "body", service.status_note
    if service.operator:
        yield "operator", service.operator


def _same_in_both(text: str) -> Text:
    return Text(text, text)


def _meanings(entry: Entry, directory: Directory) -> Iterator[tuple[str, Meaning]]:
    """What an entry is found by beside its words, after the field: the entry itself, the regions it
    serves and those around them, and the concepts of the vocabulary."""
    yield "main", Meaning(MeaningKind.ENTRY, entry.id)
    for region in entry.regions if isinstance(entry, Service) else ():
        for enclosing in enclosing_regions(region, directory.header.regions):
            yield "place", Meaning(MeaningKind.REGION, enclosing)
    for concept in directory.vocabulary:
        for field in _concept_fields(concept, entry):
            yield field, _meaning(concept)


def _concept_fields(concept: Concept, entry: Entry) -> set[str]:
    """The fields in which an entry has a concept: by its topics, its id, its audience."""
    fields = {_topic_field(topic, entry) for topic in concept.topics if topic in entry.topics}
    if entry.id in concept.services:
        fields.add("main")
    audience = set(entry.audience) if isinstance(entry, Service) else set()
    if not concept.topics and audience & set(concept.audience):
        fields.add("place")
    return fields


def _topic_field(topic: str, entry: Entry) -> str:
    return "topic" if topic == entry.topics[0] else "topics"


def _stop_tokens(header: Header) -> frozenset[str]:
    """The tokens of stop words of one word, each in its own language; no field has them."""
    return frozenset(
        token
        for language, words in header.stop_words.items()
        for word in words
        if len(tokens.split_words(word)) == 1
        for token in (fold(word), *tokens.stems(word, Language(language)))
    )
