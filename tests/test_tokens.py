"""How words are compared, and the kinds of tokens in the index."""

from __future__ import annotations

import pytest

from resource_finder.bilingual import Language
from resource_finder.model import Directory
from resource_finder.search.tokens import (
    STOP_WORD,
    Meaning,
    MeaningKind,
    is_word,
    kind_of,
    stems,
    text_tokens,
    token_of,
    word_tokens,
)
from resource_finder.text import fold, without_accents


@pytest.mark.parametrize(
    ("typed", "compared", "searched"),
    [
        ("Été", "ete", "ete"),
        ("L’Arche", "l'arche", "l'arche"),
        ("Sœur", "sœur", "soeur"),
        ("l‘été", "l‘ete", "l'ete"),
        ("STRASSE", "strasse", "strasse"),
        ("Straße", "straße", "strasse"),
    ],
)
def test_search_forgives_more_than_the_command_line(
    typed: str, compared: str, searched: str
) -> None:
    """Case, accents and the sign of an apostrophe never matter; in a search "oe" is "œ" too."""
    assert without_accents(typed) == compared
    assert fold(typed) == searched


MEANT = [kind for kind in MeaningKind if kind is not MeaningKind.STOP_WORD]
"""The kinds of meanings that are searched."""


@pytest.mark.parametrize("kind", MEANT)
def test_a_token_shows_its_kind(kind: MeaningKind) -> None:
    """A concept, an audience, a region and an entry with one id are four different tokens."""
    token = token_of(Meaning(kind, "kids-help-phone"))
    others = {token_of(Meaning(other, "kids-help-phone")) for other in MEANT if other is not kind}
    assert kind_of(token) is kind
    assert token not in others
    assert not is_word(token)
    assert "-" not in token


def test_no_entry_is_found_by_a_stop_word() -> None:
    """“The” finds nothing, for there is no token that an entry could hold."""
    with pytest.raises(KeyError):
        token_of(STOP_WORD)


def test_words_and_stems_stand_for_no_meaning(directory: Directory) -> None:
    """What an entry says is never taken for what the vocabulary says of it."""
    for entry in directory.entries:
        for language in Language:
            for token in text_tokens(entry.summary[language], language):
                assert kind_of(token) is None
                assert is_word(token) or token[:2] == f"{language[0]}_"


def test_a_word_matches_by_its_stem_in_either_language() -> None:
    """“Exploited” finds what says “exploitation”, in English and in French."""
    english, french = word_tokens("exploited"), word_tokens("exploitation")
    assert set(english) & set(french) & set(stems("exploited", Language.EN))
    assert english["exploited"] == "word"
    assert {how for token, how in english.items() if token != "exploited"} == {"stem"}
