"""The tokens of the searched fields of an entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from resource_finder.bilingual import Language, Text
from resource_finder.header import Header
from resource_finder.model import Concept, Directory, Entry, Service
from resource_finder.regions import enclosing_regions
from resource_finder.search import tokens
from resource_finder.search.index import SEARCH_FIELDS
from resource_finder.search.phrases import PhraseMatcher, meaning_of
from resource_finder.search.stop_words import stop_words
from resource_finder.search.tokens import Meaning, MeaningKind
from resource_finder.text import fold

_CACHED_TEXTS: Final = 1_024
"""Texts of which the tokens are kept: the names of topics, audiences and regions come in nearly
every entry."""


class _Read(NamedTuple):
    """A text as it is searched: its tokens without those of stop words, with those of the concepts
    that it names; of these the stems; both with spaces between them. And the words without their
    apostrophe."""

    tokens: str
    stems: str
    joined: list[str]


class _Word(NamedTuple):
    """A word of a text: its tokens without those of stop words, of these the stems (both with
    spaces between them), and the last of all its stems, by which phrases are found."""

    tokens: str
    stems: str
    last_stem: str


class _Words(dict[str, _Word]):
    """The words of one language, each read once."""

    def __init__(self, language: Language, stop_tokens: frozenset[str]) -> None:
        super().__init__()
        self._language, self._stop_tokens = language, stop_tokens

    def __missing__(self, word: str) -> _Word:
        folded, stems = fold(word), tokens.stems(word, self._language)
        kept = [stem for stem in stems if stem not in self._stop_tokens]
        known = [folded, *kept] if folded not in self._stop_tokens else kept
        read = self[word] = _Word(" ".join(known), " ".join(kept), stems[-1])
        return read


class EntryReader:
    """Gives the tokens of the entries of one directory: of their words, of the concepts that these
    name, and of the concepts and regions that they belong to. A stem stands in all text as often as
    it is said."""

    def __init__(
        self,
        directory: Directory,
        matcher: PhraseMatcher,
        stop_tokens: frozenset[str] | None = None,
    ) -> None:
        self._header = directory.header
        self._matcher = matcher
        self.stop_tokens: Final = stop_tokens or _stop_tokens(directory.header)
        self._concepts = _ConceptsByKey(directory.vocabulary)
        self._read_text = lru_cache(_CACHED_TEXTS)(self._read_text_uncached)
        self._words_of = lru_cache(_CACHED_TEXTS)(self._words_of_uncached)
        self._words = {one: _Words(one, self.stop_tokens) for one in Language}
        self._places = cache(self._places_uncached)
        self._token_of = cache(tokens.token_of)
        self._joined: set[str] = set()

    def read(self, entry: Entry) -> tuple[list[str], str]:
        """The tokens of each searched field of an entry, and the stems of all its text, with spaces
        between them."""
        fields: dict[str, list[str]] = {field: [] for field in SEARCH_FIELDS}
        stems: list[str] = []
        for field, text in searched_texts(entry, self._header):
            for language in Language:
                read = self._read_text(text[language], language)
                fields[field].append(read.tokens)
                stems.append(read.stems)
                if read.joined:
                    self._joined.update(read.joined)
        for field, token in self._meanings(entry):
            fields[field].append(token)
        for alias in entry.aliases:
            for language in Language:
                stems.append(self._read_text(alias, language).stems)
        return list(map(" ".join, fields.values())), " ".join(stems)

    def stemmed_texts(self, entries: Iterable[Entry]) -> Iterator[list[str]]:
        """The stems of each text that is read of some entries, by which phrases are found."""
        texts = (text for entry in entries for text in _texts(entry, self._header))
        for text in dict.fromkeys(texts):
            for language in Language:
                yield [word.last_stem for word in self._words_of(text[language], language)]

    def words(self) -> set[str]:
        """The folded words of the texts that were read."""
        read = (word.tokens for known in self._words.values() for word in known.values())
        return self._joined.union(filter(tokens.is_word, " ".join(read).split()))

    def _words_of_uncached(self, text: str, language: Language) -> list[_Word]:
        known = self._words[language]
        return [known[word] for word in tokens.split_words(text)]

    def _read_text_uncached(self, text: str, language: Language) -> _Read:
        words = self._words_of(text, language)
        joined = [word for word in tokens.joined_words(text) if word not in self.stop_tokens]
        concepts = self._matcher.concepts([word.last_stem for word in words])
        named = map(self._token_of, concepts)
        return _Read(
            " ".join([*joined, *[word.tokens for word in words], *named]),
            " ".join([word.stems for word in words]),
            joined,
        )

    def _meanings(self, entry: Entry) -> Iterator[tuple[str, str]]:
        """The tokens of what an entry is found by beside its words, after the field: the entry
        itself, the regions it serves and those around them, and the concepts of the vocabulary."""
        yield "main", tokens.token_of(Meaning(MeaningKind.ENTRY, entry.id))
        for region in entry.regions if isinstance(entry, Service) else ():
            for place in self._places(region):
                yield "place", place
        for concept, token in self._concepts.of(entry):
            for field in _concept_fields(concept, entry):
                yield field, token

    def _places_uncached(self, region: str) -> list[str]:
        """The tokens of a region and of those around it."""
        around = enclosing_regions(region, self._header.regions)
        return [tokens.token_of(Meaning(MeaningKind.REGION, area)) for area in around]


class _ConceptsByKey:
    """The concepts of a vocabulary by the topics, services and audiences that they name."""

    def __init__(self, vocabulary: Sequence[Concept]) -> None:
        self._vocabulary = [(one, tokens.token_of(meaning_of(one))) for one in vocabulary]
        self._positions: dict[str, list[int]] = {}
        for position, concept in enumerate(vocabulary):
            for key in (*concept.topics, *concept.services, *concept.audience):
                self._positions.setdefault(key, []).append(position)

    def of(self, entry: Entry) -> Iterator[tuple[Concept, str]]:
        """The concepts that name the topics, the id or an audience of an entry, and some others, in
        the order of the vocabulary, each with its token."""
        audience = entry.audience if isinstance(entry, Service) else ()
        keys = (entry.id, *entry.topics, *audience)
        positions = {position for key in keys for position in self._positions.get(key, ())}
        return (self._vocabulary[position] for position in sorted(positions))


def _texts(entry: Entry, header: Header) -> Iterator[Text]:
    """Each text that is read of an entry."""
    yield from (text for _, text in searched_texts(entry, header))
    yield from map(_same_in_both, entry.aliases)


def searched_texts(entry: Entry, header: Header) -> Iterator[tuple[str, Text]]:
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
        for language, word in stop_words(header)
        if len(tokens.split_words(word)) == 1
        for token in (fold(word), *tokens.stems(word, language))
    )
