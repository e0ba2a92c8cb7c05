"""One name for one idea: the glossary of the manuals, and French that names everyone in full."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from documents import BOTH, FRENCH, french_prose
from resource_finder.model import Directory
from texts import displayed_texts
from tools import catalogue

DOCS: Final = Path(__file__).parents[1] / "docs"
MANUALS: Final = {
    "DIRECTORY.md": "| English | français | not |",
    "REPERTOIRE.md": "| anglais | français | à éviter |",
}
"""Each manual and the heading of its glossary."""

OFFICIAL: Final = (
    "Ligne d’écoute d’espoir pour le mieux-être",
    "Ligne d’écoute téléphonique d’urgence",
    "Les travailleurs de première ligne\u00a0: des Manitobains",
    "La dénonciation obligatoire de la pornographie juvénile",
    "Sommet des travailleurs de première ligne",
    "sommet des travailleurs de première ligne",
)
"""Names and titles that keep a form which we do not use ourselves."""

SHORTENED: Final = re.compile(
    r"\w[·•‧](?:e|s|ne|le|trice|rice|euse|ère)|\w[(/](?:e|es|ne|nes|trice|trices|euse|ère)[)/]"
)
"""Both genders squeezed into one word, as in « intervenant·e·s » or « intervenant(e)s »."""


def glossary(manual: str) -> list[tuple[str, ...]]:
    """The rows of the glossary of a manual: English, French, and the forms to avoid."""
    text = (DOCS / manual).read_text(encoding="utf-8").partition(MANUALS[manual])[2]
    table = text.split("\n\n", 1)[0]
    lines = (line for line in table.splitlines() if line.startswith("| "))
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]


def french_texts(directory: Directory) -> Iterator[tuple[str, str]]:
    """Every French sentence of the directory, of the program and of the French documents, outside
    the tables of the guide, with where it is."""
    yield from ((id, text.fr) for id, text in displayed_texts(directory))
    for message in catalogue.read():
        forms = [message.string] if isinstance(message.string, str) else message.string or ()
        yield from ((f"catalogue: {message.id}", form) for form in forms if message.id)
    yield from ((name, french_prose(name)) for name in (*FRENCH, *BOTH))


@cache
def forms_to_avoid() -> dict[str, re.Pattern[str]]:
    """The forms to avoid, each with what finds it, small or capital, as words of their own."""
    cells = [row[2] for row in glossary("DIRECTORY.md")]
    forms = [form for cell in cells for form in cell.split("; ")]
    return {
        form: re.compile(rf"(?<!\w)[{form[0]}{form[0].upper()}]{re.escape(form[1:])}(?!\w)")
        for form in forms
    }


def avoided(text: str) -> list[str]:
    """The forms to avoid that a text has, official names taken out."""
    for name in OFFICIAL:
        text = text.replace(name, " ")
    # Most texts have not even the letters.
    return [
        form for form, found in forms_to_avoid().items() if form[1:] in text and found.search(text)
    ]


def test_both_manuals_have_one_glossary_of_forty_terms() -> None:
    """English and French curators read the same words."""
    assert glossary("DIRECTORY.md") == glossary("REPERTOIRE.md")
    terms = [row[0] for row in glossary("DIRECTORY.md")]
    assert len(terms) == len(set(terms)) == 40


def test_no_french_sentence_has_a_form_that_the_glossary_avoids(directory: Directory) -> None:
    """A reader meets one word for one thing."""
    found = [(where, avoided(text)) for where, text in french_texts(directory)]
    assert [(where, forms) for where, forms in found if forms] == []


def test_no_french_word_squeezes_two_genders_into_one(directory: Directory) -> None:
    """A screen reader can read each French word aloud."""
    found = [(where, SHORTENED.findall(text)) for where, text in french_texts(directory)]
    assert [(where, forms) for where, forms in found if forms] == []


@pytest.mark.parametrize("word", ["intervenant·e·s", "intervenant(e)s", "survivant/e/s"])
def test_squeezed_words_are_recognized(word: str) -> None:
    """The test above knows the forms that people use."""
    assert SHORTENED.search(word)
