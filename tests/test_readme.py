"""README, LISEZMOI and the manuals show what is true: their examples are run."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from pathlib import Path

import pytest

from conftest import Type
from documents import TWINS, Example, examples, language, read, tables
from resource_finder.bilingual import Language

PAGES = ("README.md", "LISEZMOI.md", "docs/MANUAL.md", "docs/MANUEL.md")
EXAMPLES = [example for page in PAGES for example in examples(page)]
SHORT = 120
"""The most lines of a page that is read first."""


def matches(shown: Sequence[str], printed: Sequence[str]) -> bool:
    """Whether printed lines are those shown; a line "..." stands for any number of lines, and
    "..." in a line for any words."""
    here = {0}
    for line in shown:
        if line == "...":
            here = set(range(min(here, default=len(printed) + 1), len(printed) + 1))
        else:
            here = {at + 1 for at in here if at < len(printed) and _same(line, printed[at])}
    return len(printed) in here


def _same(shown: str, printed: str) -> bool:
    return bool(re.fullmatch(".*".join(map(re.escape, shown.split("..."))), printed))


def ask(example: Example, typed: Type) -> list[str]:
    """What the program prints where an example is typed; French pages assume French answers."""
    words = shlex.split(example.command)
    if "--lang" not in words and language(example.document) is Language.FR:
        words += ["--lang", "fr"]
    printed = typed(*words).out.replace("\u00a0", " ").rstrip("\n")
    return [line.rstrip("\r") for line in printed.split("\n")]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.document}: {e.command}")
def test_examples_are_true(
    example: Example, typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a page shows is what the tool prints."""
    monkeypatch.chdir(tmp_path)
    printed = ask(example, typed)
    shown = [line.replace("\u00a0", " ") for line in example.lines]
    assert matches(shown, printed), "\n".join(printed)


@pytest.mark.parametrize("page", PAGES[:2])
def test_the_first_example_answers_a_need_with_a_number(page: str, typed: Type) -> None:
    """Whoever tries the first example sees whom to call: its first answer has a number."""
    printed = ask(next(examples(page)), typed)[2:]
    first = next(line for line in printed if re.match("  (Phone|Téléphone)", line))
    assert re.search(r"\d{3}-\d{4}$", first), first


def test_a_wrong_example_would_be_seen() -> None:
    """A line that the tool does not print makes an example false."""
    assert not matches(["...", "one", "..."], ["two", "three"])
    assert matches(["one...", "...", "four"], ["one two", "three", "four"])


@pytest.mark.parametrize("page", PAGES[:2])
def test_a_page_that_is_read_first_is_short(page: str) -> None:
    """What it is, how to install it and how it looks take a few minutes to read."""
    assert len(read(page).splitlines()) <= SHORT


def parts(page: str) -> tuple[list[str], list[int]]:
    """The marks of the headings, blocks and items of a page, and the rows of its tables."""
    marks = re.findall(r"^(?:#+ |```\w+|- |<img )", read(page), re.MULTILINE)
    return marks, list(map(len, tables(read(page))))


def test_both_first_pages_have_the_same_parts() -> None:
    """LISEZMOI has the rank of README: whoever reads one misses nothing of the other."""
    assert parts("LISEZMOI.md") == parts("README.md")


def installing(page: str) -> list[str]:
    """The commands of a page that a shell runs, without the question that is asked."""
    blocks = re.findall(r"```(?:sh|powershell)\n(.*?)```", read(page), re.DOTALL)
    asking = r' (?:find|chercher) "[^"]+"(?: --lang fr)?'
    return [re.sub(asking, "", line) for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize(("english", "french"), list(TWINS.items())[:2])
def test_both_languages_install_by_the_same_commands(english: str, french: str) -> None:
    """Whoever reads French types what CI tries, as whoever reads English does."""
    commands = installing(english)
    assert len(commands) >= 3
    assert installing(french) == commands
