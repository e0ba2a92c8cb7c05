"""The tokens of the searched fields of an entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

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


class EntryReader:
    """Gives the tokens of the entries of one directory."""

    def __init__(self, directory: Directory, matcher: PhraseMatcher) -> None:
        self._header = directory.header
        self._matcher = matcher
        self._stop_tokens = _stop_tokens(directory.header)
        self._concepts = _ConceptsByKey(directory.vocabulary)
        self._read_text = lru_cache(_CACHED_TEXTS)(self._read_text_uncached)

    def fields(self, entry: Entry) -> dict[str, list[str]]:
        """The tokens of each searched field of an entry: of its words, of the concepts that its
        words name, and of the concepts and regions that it belongs to."""
        fields: dict[str, list[str]] = {field: [] for field in SEARCH_FIELDS}
        named: dict[str, set[str]] = {field: set() for field in SEARCH_FIELDS}
        for field, text in searched_texts(entry, self._header):
            for language in Language:
                words, concepts = self._read_text(text[language], language)
                fields[field] += words
                named[field] |= concepts
        for field, meaning in self._meanings(entry):
            fields[field].append(tokens.token_of(meaning))
        for field, names in named.items():
            fields[field] += sorted(names)
        return fields

    def full_text(self, entry: Entry) -> list[str]:
        """The stems of all text of an entry and of its aliases; a word stands as often as it is
        said."""
        texts = [text for _, text in searched_texts(entry, self._header)]
        texts += [Text(alias, alias) for alias in entry.aliases]
        return [
            token
            for text in texts
            for language in Language
            for token in self._read_text(text[language], language)[0]
            if tokens.is_stem(token)
        ]

    def _read_text_uncached(
        self, text: str, language: Language
    ) -> tuple[list[str], frozenset[str]]:
        """The tokens of a text without those of stop words, and of the concepts that it names."""
        words = tokens.split_words(text)
        found = tokens.text_tokens(text, language, words)
        stems = [tokens.stems(word, language)[-1] for word in words]
        concepts = frozenset(map(tokens.token_of, self._matcher.concepts(stems)))
        return [token for token in found if token not in self._stop_tokens], concepts

    def _meanings(self, entry: Entry) -> Iterator[tuple[str, Meaning]]:
        """What an entry is found by beside its words, after the field: the entry itself, the
        regions it serves and those around them, and the concepts of the vocabulary."""
        yield "main", Meaning(MeaningKind.ENTRY, entry.id)
        for region in entry.regions if isinstance(entry, Service) else ():
            for enclosing in enclosing_regions(region, self._header.regions):
                yield "place", Meaning(MeaningKind.REGION, enclosing)
        for concept in self._concepts.of(entry):
            for field in _concept_fields(concept, entry):
                yield field, meaning_of(concept)


class _ConceptsByKey:
    """The concepts of a vocabulary by the topics, services and audiences that they name."""

    def __init__(self, vocabulary: Sequence[Concept]) -> None:
        self._vocabulary = vocabulary
        self._positions: dict[str, list[int]] = {}
        for position, concept in enumerate(vocabulary):
            for key in (*concept.topics, *concept.services, *concept.audience):
                self._positions.setdefault(key, []).append(position)

    def of(self, entry: Entry) -> Iterator[Concept]:
        """The concepts that name the topics, the id or an audience of an entry, and some others, in
        the order of the vocabulary."""
        audience = entry.audience if isinstance(entry, Service) else ()
        keys = (entry.id, *entry.topics, *audience)
        positions = {position for key in keys for position in self._positions.get(key, ())}
        return (self._vocabulary[position] for position in sorted(positions))


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
