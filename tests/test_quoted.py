"""Quotation marks: only what has the quoted words, side by side and in this order, is found."""

from __future__ import annotations

import pytest

from conftest import Type
from resource_finder.bilingual import Language
from resource_finder.finder import Finder
from resource_finder.model import Entry
from resource_finder.search.entry_tokens import searched_texts
from resource_finder.search.tokens import fold_words

QUOTED = ['"foster homes"', "“missing and murdered”", "« maison d’hébergement »", '"day or night"']


def says(entry: Entry, phrase: str, finder: Finder) -> bool:
    """Whether a phrase stands in some text or alias of an entry."""
    texts = [text[lang] for _, text in searched_texts(entry, finder.index.header)
             for lang in Language]  # fmt: skip
    folded = fold_words(phrase)
    return any(f" {folded} " in f" {fold_words(text)} " for text in (*texts, *entry.aliases))


@pytest.mark.parametrize("query", QUOTED)
def test_exactly_what_has_the_quoted_words_is_found(query: str, finder: Finder) -> None:
    """A worker who quotes words finds every service with these words in this order, all of them
    sure, and no other."""
    found = finder.search(query, kinds=("hotline", "program", "notice"))[1]
    every = finder.entries(("hotline", "program", "notice"))
    assert {hit.entry.id for hit in found} == {e.id for e in every if says(e, query, finder)}
    assert {hit.match for hit in found} == {"sure"}


def test_words_beside_a_quotation_put_it_in_order(finder: Finder) -> None:
    """Words beside a quotation decide the order of what has it; they add nothing to it."""
    alone = [hit.entry.id for hit in finder.search('"day or night"')[1]]
    beside = [hit.entry.id for hit in finder.search('"day or night" drop in winnipeg')[1]]
    assert set(beside) <= set(alone)
    assert (alone[0], beside[0]) == ("211-mb", "we24")


def test_nothing_word_for_word_is_said(typed: Type) -> None:
    """Where nothing has the quoted words, the page says so, and answers the words without it."""
    answer = typed("find", '"home foster"').out
    assert (
        "Not found word for word: “home foster”."
        " The words were searched without quotation marks." in answer
    )
    assert "At Our Relatives’ Place" in answer
