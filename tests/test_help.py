"""Help: the examples that it begins with, the values that it lists, and where it is found."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import click
import pytest

from conftest import Type
from resource_finder.bilingual import Language
from resource_finder.cli.app import CommandLine
from resource_finder.cli.options import FILTERS
from resource_finder.cli.request import choices_for
from resource_finder.cli.values import Choice, program_choices
from resource_finder.closed_lists import (
    KINDS,
    LINES,
    PHONE_KINDS,
    POLICE_ROLES,
    WITHDRAWAL_REASONS,
)
from resource_finder.i18n import FRENCH_COMMANDS
from resource_finder.model import Directory

pytestmark = pytest.mark.usefixtures("shared_index")

NAMES: Final = ("", *FRENCH_COMMANDS)
"""The whole program, and each of its commands."""
FILTERED: Final = {"find", "hotlines", "list", "handout"}
TITLES: Final = {
    Language.EN: ("Examples:", "Values of filters:"),
    Language.FR: ("Exemples\u00a0:", "Valeurs des filtres\u00a0:"),
}


@pytest.mark.parametrize("name", NAMES)
def test_help_begins_with_two_examples_that_run(
    name: str, language: Language, typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever copies an example from help has an answer: each of them finds something."""
    monkeypatch.chdir(tmp_path)
    read = ("agency.yaml", "phones.yaml", "organisme.yaml", "numeros.yaml")
    for file in read if name != "new" else ():  # It never overwrites a file.
        (tmp_path / file).write_text("corrections: []\n", encoding="utf-8")
    shown = typed("--lang", language, *name.split(), "--help").out.split("\n")
    title, *examples = shown[:3]
    assert (title, shown[3]) == (TITLES[language][0], "")
    for example in examples:
        program, *arguments = shlex.split(example)
        answer = typed(*arguments, "--lang", language)
        assert (program, answer.code, answer.err) == ("resource-finder", 0, ""), example


@pytest.mark.parametrize("name", NAMES)
def test_the_short_option_helps_too(name: str, language: Language, typed: Type) -> None:
    """`-h` prints what `--help` does, everywhere."""
    line = ("--lang", language, *name.split())
    assert typed(*line, "-h") == typed(*line, "--help")
    assert typed(*line, "-h").out.startswith(TITLES[language][0])


@pytest.mark.parametrize("name", NAMES)
def test_help_lists_the_values_of_filters(
    name: str, language: Language, typed: Type, directory: Directory
) -> None:
    """Whoever asks how to filter by topic, audience or region reads what there is, in the words of
    their language; other commands do not speak of it."""
    shown = typed("--lang", language, *name.split(), "--help").out
    title = TITLES[language][1]
    assert (title in shown) == (name in FILTERED)
    listed = " ".join(shown.partition(title)[2].split())
    for filter in ("audience", "region", "topic") if name in FILTERED else ():
        words = (text[language] for text in choices_for(filter, directory.header).values())
        assert f"--{filter} {' '.join('; '.join(words).split())} " in listed


def test_a_page_has_the_values_of_every_filter(
    language: Language, typed: Type, directory: Directory
) -> None:
    """`help filters` has each value that can be typed: its ID, and its words."""
    topic = {Language.EN: "filters", Language.FR: "filtres"}[language]
    expected = []
    for name in FILTERS:
        expected += ["", f"--{name}"]
        for id, text in choices_for(name, directory.header).items():
            colon = {Language.EN: ":", Language.FR: "\u00a0:"}[language]
            expected.append(f"  {id}{colon} {text[language]}")
    shown = typed("help", topic, "--lang", language).out.rstrip("\n").split("\n")
    assert shown[2 : len(expected) + 2] == expected


FILE_VALUES: Final = {
    Language.EN: ("In your agency’s file", "wrong-number: wrong number", "tty: TTY"),
    Language.FR: ("Dans le fichier de votre organisme", "wrong-number\u00a0: mauvais numéro",
                  "tty\u00a0: ATS"),
}  # fmt: skip


def test_the_page_has_what_a_file_of_an_agency_may_hold(language: Language, typed: Type) -> None:
    """Below the filters, `help filters` has the words of an agency's file: why a number is
    withdrawn, of which kind a number is."""
    shown = typed("help", "filters", "--lang", language).out
    own = shown.partition(FILE_VALUES[language][0])[2]
    for said in FILE_VALUES[language][1:]:
        assert f"\n  {said}\n" in f"{own}\n"
    for ids in (KINDS, LINES, PHONE_KINDS, POLICE_ROLES, WITHDRAWAL_REASONS):
        assert all(f"\n  {id}" in own for id in ids)


def test_each_value_of_the_page_is_taken(typed: Type, directory: Directory) -> None:
    """A value that `help filters` names is refused nowhere, neither as ID nor as words."""
    for name in FILTERS:
        values = choices_for(name, directory.header).items()
        typed_values = [value for id, text in values for value in (id, text.en, text.fr)]
        answer = typed("list", *(f"--{name}={value}" for value in typed_values), "--limit", "1")
        assert answer.err == ""


def test_help_does_without_a_damaged_directory(compiled: Path, tmp_path: Path) -> None:
    """Where the compiled directory is damaged, help says all but the values, and reads no YAML."""
    package = Path(shutil.copytree(compiled, tmp_path / "copy")) / "resource_finder"
    script = (
        "import sys; from resource_finder.__main__ import main\n"
        "try: main()\n"
        "finally: print('yaml' in sys.modules, file=sys.stderr)"
    )
    shown = []
    for damage in (b"", b"no database", None):
        if damage is not None:
            (package / "directory.sqlite").write_bytes(damage)
        else:
            (package / "directory.sqlite").unlink()
        done = subprocess.run(
            [sys.executable, "-c", script, "list", "--help"], check=True, capture_output=True,
            encoding="utf-8", env={"PYTHONUTF8": "1", "PYTHONPATH": str(package.parent)},
        )  # fmt: skip
        assert done.stderr == "False\n"
        shown.append(done.stdout)
    assert shown == [shown[0]] * 3
    assert "--topic VALUE" in shown[0]
    assert TITLES[Language.EN][1] not in shown[0]


def test_installed_help_lists_values(compiled: Path, language: Language, typed: Type) -> None:
    """Help of an installed package lists the same values as in a checkout."""
    line = ("list", "--help", "--lang", str(language))
    done = subprocess.run(
        [sys.executable, "-m", "resource_finder", *line], check=True, capture_output=True,
        encoding="utf-8", env={"PYTHONUTF8": "1", "PYTHONPATH": str(compiled)},
    )  # fmt: skip
    assert done.stdout == typed(*line).out


def test_help_and_errors_list_the_words_of_a_value_in_their_language(language: Language) -> None:
    """A French page offers “résumé|lignes|carte”, not English words that must be guessed."""
    group = CommandLine(language)
    for name in FRENCH_COMMANDS:
        command = group.get_command(click.Context(group), name)
        assert command is not None
        for param in command.params:
            if isinstance(param.type, Choice) and param.name not in ("lang", "format"):
                words = [text[language] for text in program_choices(*param.type.ids).values()]
                assert param.metavar == "|".join(words), (name, param.name)


def test_a_missing_argument_is_named_without_its_dots(language: Language, typed: Type) -> None:
    """“FILE...” may be repeated; the sentence that asks for it ends with one full stop."""
    wanted = {
        Language.EN: "Error: Missing argument FILE.\n",
        Language.FR: "Erreur\u00a0: Argument manquant\u00a0: FICHIER.\n",
    }[language]
    assert typed("compile", "--lang", language).err.endswith(f"\n{wanted}")
