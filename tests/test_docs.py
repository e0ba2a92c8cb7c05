"""The documents read as one book: which there are, for whom, links, spelling, nothing twice."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hatchling.metadata.core import ProjectMetadata
from hatchling.plugin.manager import PluginManager
from spellchecker import SpellChecker

from conftest import ROOT, project_files
from documents import (
    BOTH,
    DOCUMENTS,
    ENGLISH,
    FRENCH,
    LINK,
    MISTYPED,
    anchors,
    french_prose,
    language,
    prose,
    read,
)
from resource_finder.bilingual import Language
from resource_finder.model import Directory
from texts import displayed_texts
from tools import catalogue

MOST: Final = 10
"""The most documents that the book has, beside those of the root."""


def test_the_book_has_these_documents() -> None:
    """A reader finds a few documents, each listed and tested; the rest of docs/ is pictures."""
    files = {name for name in project_files() if "/" not in name or name.startswith("docs/")}
    pages = {name for name in files if name.endswith(".md")}
    assert pages == {*DOCUMENTS, "CHANGELOG.md"}
    docs = {name for name in files if name.startswith("docs/")}
    assert len(docs & pages) <= MOST
    assert {name for name in docs - pages if not name.startswith("docs/pictures/")} == set()


@pytest.mark.parametrize("name", sorted({*DOCUMENTS} - {"README.md", "LISEZMOI.md"}))
def test_a_document_says_first_who_it_is_for(name: str) -> None:
    """Whoever opened the wrong document knows after one line."""
    title, blank, first, *_ = read(name).split("\n")
    start = {Language.EN: "*For ", Language.FR: "*Pour "}[language(name)]
    assert (title[:2], blank, first[: len(start)]) == ("# ", "", start)


# --- links ---------------------------------------------------------------------------------------


def targets(name: str) -> Iterator[str]:
    """What the links and the pictures of a document lead to."""
    text = re.sub(r"```.+?```", "", read(name), flags=re.DOTALL)
    yield from (link or picture for link, picture in LINK.findall(text))


def is_there(name: str, target: str) -> bool:
    """Whether a link of a document leads to a file, and to a section of it."""
    path, _, section = target.partition("#")
    file = (ROOT / name).parent / path if path else ROOT / name
    return file.is_file() and (not section or section in anchors(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_link_leads_somewhere(name: str) -> None:
    """A link leads to a file, to a section, or to a page on the web."""
    here = [target for target in targets(name) if not target.startswith("https://")]
    assert [target for target in here if not is_there(name, target)] == []


def test_a_broken_link_would_be_seen() -> None:
    """A file or a section that is not there is no place to go."""
    assert is_there("README.md", "docs/MANUAL.md#options")
    assert not is_there("README.md", "docs/MANUAL.md#option")
    assert not is_there("docs/MANUAL.md", "docs/MANUAL.md")


@pytest.mark.parametrize("start", ["README.md", "LISEZMOI.md"])
def test_each_document_is_reached_from_the_first_one(start: str) -> None:
    """Whoever reads on from README or LISEZMOI finds every document."""
    reached: set[Path] = set()
    new = {(ROOT / start).resolve()}
    while new:
        reached |= new
        names = [str(path.relative_to(ROOT)) for path in new if path.suffix == ".md"]
        linked = {
            ((ROOT / name).parent / target.partition("#")[0]).resolve()
            for name in names
            for target in targets(name)
            if not target.startswith(("https://", "#"))
        }
        new = linked - reached
    assert {ROOT / name for name in (*DOCUMENTS, "CHANGELOG.md", "LICENSE")} <= reached


def test_the_page_of_a_package_index_has_no_dead_link() -> None:
    """Where the README alone is shown, no link or picture leads to a file of the project, and each
    file is named."""
    metadata = ProjectMetadata(str(ROOT), PluginManager())
    page, kind = metadata.core.readme, metadata.core.readme_content_type
    found = [link or picture for link, picture in LINK.findall(page)]
    assert kind == "text/markdown"
    assert [target for target in found if not target.startswith("https://")] == []
    files = {target for target in targets("README.md") if not target.startswith("https://")}
    assert {name for name in files if f"(`{name}`)" not in page} == {"docs/pictures/answer-en.svg"}


# --- nothing twice -------------------------------------------------------------------------------

LONG: Final = 12
"""The words of a sentence that is long enough to state a fact."""


def sentences(name: str) -> set[str]:
    """The long sentences of a document, and of the cells of its tables, as plain words."""
    parts = re.split(r"(?<=[.;:!?])\s|\||\n\n", prose(read(name)))
    plain = (" ".join(re.findall(r"\w+", part.lower())) for part in parts)
    return {sentence for sentence in plain if len(sentence.split()) >= LONG}


def test_no_sentence_stands_in_two_documents() -> None:
    """A fact has one place: where it changes, no second copy goes stale."""
    places: dict[str, list[str]] = defaultdict(list)
    for name in DOCUMENTS:
        for sentence in sentences(name):
            places[sentence].append(name)
    assert {sentence: names for sentence, names in places.items() if len(names) > 1} == {}


# --- spelling ------------------------------------------------------------------------------------

FRENCH_IN_ENGLISH: Final = re.compile(
    r"«[^»]*»|\*(?:En français|Pour )[^*]*\*|# Sécurité.*|^\| S\d.*\|(?= )|[^|\n]*\|$", re.M | re.S
)
GLOSSARY: Final = "trafic,pris"
"""Words of the French column of the glossary, which codespell takes for English ones."""
NEW: Final = {
    "act", "complétion", "csv", "désinstallent", "excel", "json", "linux", "lisezmoi", "macos",
    "pipx", "powershell", "reformuler", "security", "tab", "wikis", "windows",
}  # fmt: skip
"""French words, and names of things, that no dictionary and no page of the program has."""


def misspelt(text: str) -> str:
    """What codespell finds in an English text."""
    command = [sys.executable, "-m", "codespell_lib", "--ignore-words-list", GLOSSARY, "-"]
    return subprocess.run(command, input=text, capture_output=True, encoding="utf-8").stdout


def test_english_is_spelt_as_in_a_dictionary() -> None:
    """No English document has a common misspelling."""
    assert misspelt("It adresses teh reader.") != ""
    text = "\n".join(prose(read(name)) for name in (*ENGLISH, *BOTH, "CHANGELOG.md"))
    assert misspelt(FRENCH_IN_ENGLISH.sub(" ", text)) == ""


def words(text: str) -> set[str]:
    """The words of a French text, without what an apostrophe cuts off and English in quotes."""
    return set(re.findall(r"[^\W\d_]{3,}(?![\w’])", re.sub('"[^"]*"', "", text.lower())))


def test_french_is_spelt_as_in_a_dictionary(directory: Directory) -> None:
    """Each word of a French document is in a dictionary, or in a French sentence of the program."""
    known = set(NEW)
    for _, text in displayed_texts(directory):
        known |= words(text.fr)
    for message in catalogue.read():
        known |= words(str(message.string))
    dictionary = SpellChecker(language="fr")
    found = {
        word for name in (*FRENCH, *BOTH) for word in words(french_prose(name))
        if word not in known and word not in dictionary
    }  # fmt: skip
    assert sorted(found) == []


@pytest.mark.parametrize("name", [*FRENCH, *BOTH])
def test_french_is_typeset_as_in_canada(name: str) -> None:
    """Every French document keeps the rules that the guide gives; code and links aside."""
    text = prose(read(name)) if name in FRENCH else french_prose(name)
    found = [text[max(0, m.start() - 30) : m.end() + 10] for m in MISTYPED.finditer(text)]
    assert found == []
