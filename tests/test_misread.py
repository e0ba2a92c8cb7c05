"""Words where a command was expected, and words behind one that takes none: they are searched."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from typing import Final

import pytest

from conftest import Answer, Type, date_option
from resource_finder.bilingual import Language
from resource_finder.cli.app import run
from resource_finder.i18n import FRENCH_COMMANDS, Translator

pytestmark = pytest.mark.usefixtures("shared_index")

ROW: Final = {
    Language.EN: "Your words were searched. Help on the command: resource-finder {} -h",
    Language.FR: "Nous avons cherché vos mots. Pour l’aide\u00a0: resource-finder {} -h",
}


class Terminal(io.StringIO):
    """A terminal whose text can be read afterwards."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.fixture
def at_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Answer]:
    """Type a command line at a terminal of 80 columns."""
    for key in ("TERM", "ACCESSIBLE", "RESOURCE_FINDER_PLAIN", "RESOURCE_FINDER_REGION"):
        monkeypatch.delenv(key, raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def type_(line: str, language: Language = Language.EN) -> Answer:
        terminal = Terminal()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", terminal)
            code = run([*date_option(line.split()), *line.split()], language)
        return Answer(code, terminal.getvalue(), capsys.readouterr().err)

    return type_


SEARCHED: Final = (
    ("help suicidal girl", "help"),
    ("aide fille suicidaire", "help"),
    ("help suicide", "help"),
    ("list shelters", "list"),
    ("LIST shelters", "list"),
    ("liste refuges", "list"),
    ("list shelters --region thompson", "list"),
    ("list shelters --format plain", "list"),
    ("show me shelters in thompson", "show"),
    ("show me some homes for girls", "show"),
    ("show shelters", "show"),
    ("fiche des refuges", "show"),
    ("check if relatives place is open", "check"),
    ("verifier si le refuge est ouvert", "check"),
)


@pytest.mark.parametrize(("line", "command"), SEARCHED)
def test_words_that_are_no_call_are_searched(
    line: str, command: str, language: Language, at_terminal: Callable[..., Answer]
) -> None:
    """Whoever types `help suicidal girl` at a terminal is answered as by `find`, and one row of the
    page says so, with where to read about the command."""
    options = "--limit 2 --as-of 2026-11-23"
    answer = at_terminal(f"{line} {options}", language)
    found = at_terminal(f"find {line.partition(' ')[2]} {options}", language)
    row = ROW[language].format(Translator(language).command(command, "").split()[1])
    assert answer.out.count(f"\n{row}\n\n") == 1
    assert (answer.code, answer.err) == (found.code, found.err)
    assert answer.out.replace(f"{row}\n\n", "", 1) == found.out


def test_who_asks_for_help_reads_whom_to_call(at_terminal: Callable[..., Answer]) -> None:
    """Whoever types `help me` reads numbers to call at any hour, and no lesson on the command."""
    answer = at_terminal("help me")
    assert (answer.code, answer.err) == (0, "")
    lines = re.findall(r"Kids Help Phone|211 Manitoba", answer.out)
    assert lines[:2] == ["Kids Help Phone", "211 Manitoba"]


@pytest.mark.parametrize("name", FRENCH_COMMANDS)
def test_the_row_fits_a_terminal(name: str, language: Language) -> None:
    """What the page says of it takes one row of 80 columns, whatever the command."""
    assert len(ROW[language].format(Translator(language).command(name, "").split()[1])) <= 80


CALLS: Final = (
    "show 988 please", "show kids", "show kids-hlp-phone", "show 998", "show me 988",
    "show the kids-help-line page", "show youth-shelters-nowhere", "help find", "help privcy",
    "help fnd", "list --kind hotline shelters", "list shelters --format json",
    "list shelters --format csv", "list shelters --format tsv", "list -",
    "list shelters --private", "list --nonesuch shelters",
    "list shelters --limit x", "list -h shelters", "check notes.yaml", "check my notes.yaml",
    "check folder/notes", "check here", "check if --strict", "completion zzz",
    "completion of words", "list", "help", "show",
)  # fmt: skip
"""Command lines that are a call, right or wrong: none is searched."""


@pytest.mark.parametrize("line", CALLS)
def test_a_call_stays_a_call(
    line: str,
    at_terminal: Callable[..., Answer],
    typed: Type,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A command that was called, rightly or with a mistake, answers as in a pipe."""
    folder = tmp_path_factory.mktemp("here")
    (folder / "here").write_text("directory:\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    answer, piped = at_terminal(line), typed(*line.split())
    assert answer.code == piped.code
    assert answer.err == piped.err
    assert "-h" not in line.split() or answer.out == piped.out
    assert "Your words were searched" not in answer.out


@pytest.mark.parametrize(("line", "command"), SEARCHED)
def test_a_script_gets_its_error(line: str, command: str, typed: Type) -> None:
    """Nothing changes in a pipe: the words are no call of the command, and an error says so; only
    an ID that is unknown has an answer of its own."""
    answer = typed(*line.split())
    assert answer.code in ((1, 3) if command in ("show", "check") else ()) or answer.code == 2
    assert "Your words were searched" not in answer.out


SLIPS: Final = (
    ("hotlnes youth", "hotlines youth", "lignes youth"),
    ("timelin 2008", "timeline 2008", "chronologie 2008"),
    ("chronologi 2008", "timeline 2008", "chronologie 2008"),
    ("fnd runaway youth", "find runaway youth", "chercher runaway youth"),
    ("shw 988", "show 988", "fiche 988"),
    ("chekc notes.yaml", "check notes.yaml", "verifier notes.yaml"),
    ("hlp privacy", "help privacy", "aide privacy"),
)


@pytest.mark.parametrize(("line", "english", "french"), SLIPS)
def test_a_slip_in_a_command_is_offered_it(
    line: str, english: str, french: str, language: Language, typed: Type
) -> None:
    """Words behind a misspelt command are searched, as ever, and one row of the page offers the
    command; nothing else is run."""
    meant = {
        Language.EN: f"Did you mean: resource-finder {english}?",
        Language.FR: f"Vouliez-vous dire\u00a0: resource-finder {french}?",
    }[language]
    answer = typed(*line.split(), "--lang", language)
    found = typed("find", *line.split(), "--lang", language)
    option = f" --lang {language}"
    assert answer.out.replace(f"\n{meant[:-1]}{option}?\n", "", 1) == found.out
    assert (answer.code, answer.err) == (found.code, found.err)


@pytest.mark.parametrize(
    "line", ["lost girl", "kind words", "lst shelters", "hlp suicidal girl", "runaway youth"]
)
def test_nothing_is_offered_without_reason(line: str, typed: Type) -> None:
    """`lost girl` is no misspelt `list`, and `lst shelters` would be no call of `list`."""
    assert typed(*line.split()) == typed("find", *line.split())


def test_json_has_no_row(typed: Type) -> None:
    """A program that searches `hotlnes youth` gets the results alone."""
    line = ("hotlnes", "youth", "--format", "json")
    assert typed(*line) == typed("find", *line)


def test_a_slip_of_bytes_is_searched(typed: Type) -> None:
    """A name with a byte that is no letter is no defect of the program."""
    answer = typed("f\udcffnd", "runaway", "youth")
    assert (answer.code, answer.err) == (0, "")
    assert "Did you mean: resource-finder find runaway youth?" in answer.out
