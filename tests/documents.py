"""The documents of the project, and what tests read in them: examples, tables, links, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from conftest import ROOT
from resource_finder.bilingual import Language

TWINS: Final = {
    "README.md": "LISEZMOI.md",
    "docs/MANUAL.md": "docs/MANUEL.md",
    "docs/DIRECTORY.md": "docs/REPERTOIRE.md",
    "docs/AGENCY.md": "docs/ORGANISME.md",
}
"""Each document for people that has a French one of equal rank."""
ENGLISH: Final = (*TWINS, "CONTRIBUTING.md", "docs/ARCHITECTURE.md", "docs/BENCHMARKS.md",
                  "docs/PROVENANCE.md", "docs/SECURITY.md")  # fmt: skip
"""The documents in English; PROVENANCE quotes French in its last column."""
FRENCH: Final = tuple(TWINS.values())
"""The documents in French."""
BOTH: Final = ("SECURITY.md",)
"""The documents in both languages."""
DOCUMENTS: Final = (*ENGLISH, *FRENCH, *BOTH)
"""Every document but the list of changes and the licence."""

LINK: Final = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")
"""A link or a picture of Markdown, with its target."""
MISTYPED: Final = re.compile(
    r"\s[;!?]|(?<!\u00a0):(?=[\s*]|$)|«(?!\u00a0)|(?<!\u00a0)»|'", re.MULTILINE
)
"""What Canadian French does not print: a space before ";", "!" or "?", a colon or guillemets
without a no-break space, a straight apostrophe."""


class Example(NamedTuple):
    """A command of a document, without the name of the program, and the lines shown below it."""

    document: str
    command: str
    lines: tuple[str, ...]


def read(name: str) -> str:
    """The text of a document."""
    return (ROOT / name).read_text(encoding="utf-8")


def language(name: str) -> Language:
    """The language of a document."""
    return Language.FR if name in FRENCH else Language.EN


def examples(name: str) -> Iterator[Example]:
    """Each command of a console block of a document."""
    for block in re.findall(r"```console\n(.*?)```", read(name), re.DOTALL):
        command, *lines = block.rstrip("\n").split("\n")
        yield Example(name, command.removeprefix("$ resource-finder "), tuple(lines))


def tables(text: str) -> list[list[list[str]]]:
    """The tables of a document: the cells of each row, the row of headings first."""
    blocks = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    return [
        [[cell.strip() for cell in re.split(r" ?\|", line)[1:-1]] for line in block.splitlines()]
        for block in blocks
    ]


def table(name: str, *headings: str) -> list[list[str]]:
    """The rows of the one table of a document whose first headings are these."""
    (found,) = (t for t in tables(read(name)) if t[0][: len(headings)] == list(headings))
    return found[2:]


def code(cell: str) -> list[str]:
    """What stands between backticks."""
    return re.findall("`([^`]+)`", cell)


def prose(text: str) -> str:
    """A document without code and without the targets of its links."""
    text = re.sub(r"```.+?```|`[^`]*`", "x", text, flags=re.DOTALL)
    text = re.sub(r"<img [^>]*?alt=\"([^\"]*)\"[^>]*>", r"\1", text)
    return re.sub(r"\]\([^)]*\)", "]", text)


def french_prose(name: str) -> str:
    """What a document says in French, without code; of the guide, whose tables name forms to avoid
    and English words, without its tables."""
    text = read(name)
    if name in BOTH:
        text = text[text.index("\n# Sécurité") :]
    if name.endswith("REPERTOIRE.md"):
        text = re.sub(r"^\|.*\n", "", text, flags=re.MULTILINE)
    return prose(text)


def anchors(text: str) -> set[str]:
    """The addresses that a page on the web gives to the headings of a document."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"```.+?```", "", text, flags=re.DOTALL), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
