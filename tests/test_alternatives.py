"""The alternatives in a phrase of the vocabulary."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resource_finder.directory.alternatives import MAX_PHRASES, expand, is_expandable
from resource_finder.directory.loader import load
from resource_finder.search.phrases import vocabulary_phrases
from samples import apply_changes, write_file

WORDS = st.lists(st.sampled_from(["he", "she", "won’t", "frère", "her phone"]), min_size=1)


@pytest.mark.parametrize(
    ("written", "phrases"),
    [
        ("hit me", ["hit me"]),
        ("(he|she) hit me", ["he hit me", "she hit me"]),
        ("where is my (son|kid)", ["where is my son", "where is my kid"]),
        ("(he|she) hit (me|him)", ["he hit me", "he hit him", "she hit me", "she hit him"]),
        ("not (in her bed|home)", ["not in her bed", "not home"]),
    ],
)
def test_alternatives_are_written_once(written: str, phrases: list[str]) -> None:
    """A curator writes phrases that differ in a word once, and each of them is searched."""
    assert is_expandable(written)
    assert expand(written) == phrases


@pytest.mark.parametrize(
    "written", ["(he|she hit me", "he|she", "(he) hit me", "((he|she)|they)", "(|he)", "a) b", "()"]
)
def test_half_written_alternatives_are_refused(written: str) -> None:
    """A sign that was forgotten never becomes a part of a search word."""
    assert not is_expandable(written)


@given(st.lists(WORDS.map(lambda words: tuple(dict.fromkeys(words))), min_size=1, max_size=4))
def test_no_alternative_is_lost(slots: list[tuple[str, ...]]) -> None:
    """Whatever is written, each combination of the alternatives is a phrase, and nothing else."""
    written = " ".join(f"({'|'.join(slot)})" if len(slot) > 1 else slot[0] for slot in slots)
    phrases = [" ".join(words) for words in product(*slots)]
    assert is_expandable(written) == (len(phrases) <= MAX_PHRASES)
    assert expand(written) == phrases


def test_a_contraction_is_found_without_its_apostrophe(tmp_path: Path) -> None:
    """Who types "wont" or "he's" finds what "won’t" and "he’s" are listed for; a French elision
    keeps its apostrophe: « l’or » is not "lor"."""
    changes = {"en: [shelter]": "en: [(won’t|he’s) in]", "fr: [refuge]": "fr: [l’or]"}
    phrases = vocabulary_phrases(load(write_file(tmp_path, apply_changes(changes))).vocabulary)
    whole = [phrase.words for phrase in phrases if not phrase.words.startswith(("e_", "f_"))]
    assert whole == ["won t in", "wont in", "he s in", "hes in", "l or"]
