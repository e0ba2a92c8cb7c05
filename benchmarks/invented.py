"""Invents directories of any size, to measure how the search grows: the built-in directory, and
beside it services whose words are as unequally frequent as those of a language (Zipf); and measures
them as YAML."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any, Final

import yaml

from resource_finder.bilingual import Language, Text
from resource_finder.directory.fields import by_name
from resource_finder.model import Directory, Service
from resource_finder.search.tokens import split_words

_SYLLABLES: Final = (
    "ba", "co", "di", "fu", "ga", "he", "jo", "ka", "li", "mo", "na", "pe", "qui", "ro", "sa",
    "te", "vu", "wa", "xi", "yo", "za",
)  # fmt: skip
_INVENTED_WORDS: Final = 4_000
_NAME_WORDS: Final = 4
_SUMMARY_WORDS: Final = 45


class _Words:
    """Gives words of one language, the first ones of a list far more often than the last."""

    def __init__(self, known: list[str], random_: random.Random) -> None:
        invented = ("".join(random_.choices(_SYLLABLES, k=3)) for _ in range(_INVENTED_WORDS))
        self.list: Final = [*known, *invented]
        self._random = random_
        self._weights = list(accumulate(1 / rank for rank in range(10, 10 + len(self.list))))

    def some(self, count: int) -> str:
        """A sentence of some words."""
        return " ".join(self._random.choices(self.list, cum_weights=self._weights, k=count))


def directory_of(size: int, built_in: Directory, seed: int = 1) -> Directory:
    """A directory of `size` entries, most of them invented, the same for the same seed."""
    services = (*built_in.services, *_services(size - len(built_in.entries), built_in, seed))
    return built_in._replace(services=services)


def _services(count: int, built_in: Directory, seed: int) -> Iterator[Service]:
    random_ = random.Random(seed)
    words = {language: _Words(_known(built_in, language), random_) for language in Language}
    header, templates = built_in.header, [s for s in built_in.services if s.status == "current"]
    for number in range(count):
        template = random_.choice(templates)
        yield template._replace(
            id=f"invented-{number}",
            name=_text(words, _NAME_WORDS),
            aliases=(),
            formerly=(),
            summary=_text(words, _SUMMARY_WORDS),
            details=(),
            notes=(),
            related=(),
            instead=None,
            audience=(random_.choice([*header.audiences]),),
            regions=(random_.choice([*header.regions]),),
            topics=tuple(random_.sample([*header.topics], 2)),
        )


def _text(words: dict[Language, _Words], count: int) -> Text:
    return Text(*(words[language].some(count) for language in Language))


def _known(directory: Directory, language: Language) -> list[str]:
    """The words of the summaries of a directory in one language, the most frequent first."""
    counts: dict[str, int] = {}
    for entry in directory.entries:
        for word in split_words(entry.summary[language].lower()):
            counts[word] = counts.get(word, 0) + 1
    return sorted(counts, key=lambda word: (-counts[word], word))


def yaml_bytes(directory: Directory) -> int:
    """The bytes of the entries, sources and search words of a directory as YAML, without comments
    and quotation marks: somewhat less than a file of people has."""
    parts = _plain((*directory.entries, *directory.sources, *directory.vocabulary))
    text = yaml.dump(
        parts, sort_keys=False, allow_unicode=True, width=100, Dumper=yaml.CSafeDumper
    )  # fmt: skip
    return len(text.encode())


def _plain(value: Any) -> Any:
    """A value of the model as a file holds it: without what is empty, or computed when it is
    read."""
    if isinstance(value, Text):
        return value.en if value.en == value.fr else {"en": value.en, "fr": value.fr}
    if fields := by_name(type(value)):
        held = [f for f in fields.values() if f.yaml_key and f.name != "confidence"]
        of_fields = ((f, getattr(value, f.name)) for f in held)
        return {f.yaml_key: _plain(v) for f, v in of_fields if v not in (None, (), f.default)}
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value
