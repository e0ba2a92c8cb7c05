"""The phrases that mean something, in a query or in the text of an entry: of the vocabulary, the
regions, the stop words and the names of entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, pairwise
from typing import Final, NamedTuple

from resource_finder.bilingual import Language
from resource_finder.directory.alternatives import expand
from resource_finder.header import Header, Region
from resource_finder.model import Concept, Directory, Entry, Service
from resource_finder.search import tokens
from resource_finder.search.stop_words import stop_words
from resource_finder.search.tokens import MAX_PHRASE_WORDS, STOP_WORD, Meaning, MeaningKind
from resource_finder.text import fold

_CONTRACTION: Final = re.compile(r"[’'](?=(?:t|s|re|ve|m|ll)\b)")
"""The apostrophe of an English contraction: "won’t"."""


class Phrase(NamedTuple):
    """Folded words or stems, and one meaning of them."""

    words: str
    meaning: Meaning
    capitals: bool = False
    """Whether the phrase means this only where it is typed in capital letters."""


def all_phrases(directory: Directory) -> Iterator[Phrase]:
    """Every phrase that means something in a query."""
    yield from vocabulary_phrases(directory.vocabulary)
    yield from region_phrases(directory.header.regions)
    yield from _stop_phrases(directory.header)
    yield from name_phrases(directory.entries, directory.vocabulary)


def vocabulary_phrases(vocabulary: Iterable[Concept]) -> Iterator[Phrase]:
    """Every phrase of the vocabulary."""
    return chain.from_iterable(map(concept_phrases, vocabulary))


def concept_phrases(concept: Concept) -> tuple[Phrase, ...]:
    """Each phrase of a concept as folded words and as stems of its language; acronyms, which may be
    ordinary words too, count in capitals only."""
    meaning, found = meaning_of(concept), list[Phrase]()
    for language in Language:
        written = getattr(concept, language)
        for words in map(tokens.split_words, _as_typed(written, language)):
            stems = [tokens.stems(word, language) for word in words]
            stemmed = (" ".join([forms[which] for forms in stems]) for which in (0, -1))
            forms_of_words = dict.fromkeys((" ".join(map(fold, words)), *stemmed))
            found += [Phrase(form, meaning) for form in forms_of_words]
    found += [Phrase(fold(word), meaning, capitals=True) for word in concept.acronyms]
    return tuple(found)


def _as_typed(phrases: Iterable[str], language: Language) -> Iterator[str]:
    """Each phrase that some of the vocabulary stand for; people also leave out the apostrophe of an
    English contraction."""
    for phrase in chain.from_iterable(map(expand, phrases)):
        yield phrase
        if language is Language.EN and _CONTRACTION.search(phrase):
            yield _CONTRACTION.sub("", phrase)


def meaning_of(concept: Concept) -> Meaning:
    """The meaning of a concept: with an audience, and without topics and services, it only says for
    whom."""
    is_audience = concept.audience and not (concept.topics or concept.services)
    return Meaning(MeaningKind.AUDIENCE if is_audience else MeaningKind.CONCEPT, concept.id)


def region_phrases(regions: Mapping[str, Region]) -> Iterator[Phrase]:
    """The names of each region."""
    for id, region in regions.items():
        for name in (region.name.en, region.name.fr, *region.also):
            yield Phrase(tokens.fold_words(name), Meaning(MeaningKind.REGION, id))


def _stop_phrases(header: Header) -> Iterator[Phrase]:
    """The stop words: no entry is found by them."""
    for _, phrase in stop_words(header):
        yield Phrase(tokens.fold_words(phrase), STOP_WORD)


def name_phrases(entries: Iterable[Entry], vocabulary: Iterable[Concept]) -> Iterator[Phrase]:
    """Each name and alias of an entry; one that is an acronym too counts in capitals only."""
    acronyms = {fold(word) for concept in vocabulary for word in concept.acronyms}
    for entry in entries:
        for name in (*all_names(entry), *entry.aliases):
            words = tokens.fold_words(name)
            yield Phrase(words, Meaning(MeaningKind.ENTRY, entry.id), words in acronyms)


def all_names(entry: Entry) -> tuple[str, ...]:
    """The names of an entry in both languages, and its former names."""
    formerly = entry.formerly if isinstance(entry, Service) else ()
    return entry.name.en, entry.name.fr, *formerly


class PhraseMatcher:
    """Finds the concepts that a text names, by the stems of its words."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._concepts: dict[str, set[Meaning]] = {}
        self._lengths: dict[str, dict[str, set[int]]] = {}
        self.max_words: int = 0
        """Words of the longest phrase that is looked up."""
        for phrase in phrases:
            if phrase.meaning.kind is MeaningKind.CONCEPT and not phrase.capitals:
                self.add(phrase)

    def add(self, phrase: Phrase) -> None:
        """Add a phrase to those that are found."""
        words = phrase.words.split()
        if not words:
            return
        self._concepts.setdefault(phrase.words, set()).add(phrase.meaning)
        if 1 < len(words) <= MAX_PHRASE_WORDS:
            # A text is compared only where the first two words of a phrase stand in it.
            lengths = self._lengths.setdefault(words[0], {}).setdefault(words[1], set())
            lengths.add(len(words))
        self.max_words = max(self.max_words, min(len(words), MAX_PHRASE_WORDS))

    def concepts(self, stems: list[str]) -> set[Meaning]:
        """The concepts that a text names, of which these are the stems in its language."""
        concepts: set[Meaning] = set()
        known, lengths_of = self._concepts, self._lengths
        for stem in known.keys() & stems:
            concepts |= known[stem]
        for start, (stem, following) in enumerate(pairwise(stems)):
            following_lengths = lengths_of.get(stem)
            if following_lengths and following in following_lengths:
                for length in following_lengths[following]:
                    concepts |= known.get(" ".join(stems[start : start + length]), set())
        return concepts
