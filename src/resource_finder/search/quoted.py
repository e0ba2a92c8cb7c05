"""Phrases in quotation marks: only what has their words side by side, in this order, is found.

“…”, "…" and « … » are read; a quotation of one word finds this word only, not other forms of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from resource_finder.bilingual import Language
from resource_finder.model import Entry
from resource_finder.search.entry_tokens import searched_texts
from resource_finder.search.index import Index
from resource_finder.search.tokens import STOP_WORD, fold_words, is_stem, word_tokens

_QUOTED: Final = re.compile(r'"([^"]+)"|“([^”]+)”|«([^»]+)»')


def read_quoted(text: str) -> tuple[str, ...]:
    """The phrases in quotation marks, as typed."""
    phrases = ("".join(groups).strip() for groups in _QUOTED.findall(text))
    return tuple(dict.fromkeys(filter(fold_words, phrases)))


def rowids_with(phrases: Sequence[str], index: Index) -> list[int]:
    """The row ids of the entries of which some text, or a word for the search, has each phrase."""
    folded = [fold_words(phrase) for phrase in phrases]
    words = {word for phrase in folded for word in phrase.split()}
    searched = [w for w in sorted(words) if STOP_WORD not in dict(index.meanings(w))]
    stems = (filter(is_stem, word_tokens(word)) for word in searched)
    entries = index.entries_at(index.with_each(stems))
    return [rowid for rowid, entry in entries.items() if _has_all(entry, folded, index)]


def _has_all(entry: Entry, phrases: Sequence[str], index: Index) -> bool:
    """Whether each folded phrase stands in some text of an entry, or is of an alias."""
    texts = [text[language] for _, text in searched_texts(entry, index.header)
             for language in Language]  # fmt: skip
    padded = [f" {fold_words(text)} " for text in (*texts, *entry.aliases)]
    return all(any(f" {phrase} " in text for text in padded) for phrase in phrases)
