"""docs/MANUAL.md and docs/MANUEL.md: whole, equal, and true of the program."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import click
import pytest

import resource_finder
from documents import ENGLISH, FRENCH, TWINS, code, read, table, tables
from resource_finder.bilingual import Language
from resource_finder.cli.app import CommandLine
from resource_finder.cli.request import COMPLETE
from resource_finder.i18n import FRENCH_COMMANDS
from resource_finder.render.formats import FORMATS, PAGE_FORMATS
from resource_finder.views.sheet_specs import SHEETS

MANUALS: Final = {Language.EN: "docs/MANUAL.md", Language.FR: "docs/MANUEL.md"}
COMMANDS: Final = frozenset(FRENCH_COMMANDS)
assert MANUALS[Language.EN] in ENGLISH
assert MANUALS[Language.FR] in FRENCH


def english(name: str) -> str:
    """The English name of a command, from the one that a manual uses."""
    return next((en for en, fr in FRENCH_COMMANDS.items() if fr == name), name)


# --- commands and options ------------------------------------------------------------------------


def test_each_command_has_a_row(language: Language) -> None:
    """A reader finds each command, under both of its names."""
    heading = {Language.EN: "command", Language.FR: "commande"}[language]
    rows = table(MANUALS[language], heading)
    named = [(code(row[0])[0].split()[0], code(row[1])[0]) for row in rows]
    expected = list(FRENCH_COMMANDS.items())
    assert named == (expected if language is Language.EN else [(f, e) for e, f in expected])


def documented_options(language: Language) -> dict[str, set[str]]:
    """The commands that take each option, by the tables of a manual; "" is no command."""
    none, every, but = {
        Language.EN: ("no command", "all commands", "all but "),
        Language.FR: ("aucune commande", "toutes les commandes", "toutes sauf "),
    }[language]
    found: dict[str, set[str]] = {}
    heading = {Language.EN: "with", Language.FR: "avec"}[language]
    for options, where, *_ in table(MANUALS[language], "option", heading):
        named = {english(name) for name in code(where)}
        commands = {none: {""}, every: {"", *COMMANDS}}.get(
            where, {"", *COMMANDS} - named if where.startswith(but) else named
        )
        for option in code(options):
            assert found.setdefault(option.split()[0], commands) is commands
    return found


@cache
def real_options() -> dict[str, set[str]]:
    """The commands whose help lists each option. Without a command words are searched, so what
    `find` takes there is said of `find`."""
    line = CommandLine(Language.EN)
    context = click.Context(line, help_option_names=["-h", "--help"])
    commands = {"": line, **{name: line.get_command(context, name) for name in COMMANDS}}
    found: dict[str, set[str]] = {"-h": {"", *COMMANDS}, "--help": {"", *COMMANDS}}
    for name, command in commands.items():
        assert command is not None
        for param in command.params:
            if isinstance(param, click.Option) and not param.hidden:
                for option in param.opts:
                    found.setdefault(option, set()).add(name)
    return found


def test_each_option_has_a_row_with_the_commands_that_take_it(language: Language) -> None:
    """A reader finds each option, with the commands that take it, and no other."""
    real = real_options()
    documented = documented_options(language)
    assert documented.keys() == real.keys()
    for option, commands in real.items():
        # A shared option stands before any command, so the rows do not say that it may.
        shared = commands if len(documented[option] & {""}) else commands - {""}
        assert documented[option] == shared, option


def test_the_options_of_sheets_have_rows_of_their_own(language: Language) -> None:
    """A reader finds each option of `handout` beside the sheets, with each of its values."""
    rows = table(MANUALS[language], "option", {Language.EN: "does", Language.FR: "rôle"}[language])
    named = {word for row in rows for word in re.findall(r"--[a-z]+", row[0])}
    real = real_options().items()
    own = {option for option, commands in real if commands - {"compile"} == {"handout"}}
    assert named == own - {"--sheet"}


# --- formats and sheets --------------------------------------------------------------------------


def test_each_format_has_a_row(language: Language) -> None:
    """A reader finds each format, what it is for, and the file endings that choose it."""
    yes = {Language.EN: "yes", Language.FR: "oui"}[language]
    rows = table(MANUALS[language], "format")
    said = [
        (code(name)[0], answers == yes, sheets == yes, {e.lstrip(".") for e in code(endings)})
        for name, answers, sheets, endings, *_ in rows
    ]
    assert said == [
        (f.name, f.name in PAGE_FORMATS, f.sheet is not None, set(f.endings))
        for f in FORMATS.values()
    ]
    extra = {Language.EN: "extra", Language.FR: "supplément"}[language]
    extras = [(code(row[0])[0], code(row[4])[-1]) for row in rows if extra in row[4]]
    assert extras == [(f.name, f.extra) for f in FORMATS.values() if f.extra]


def test_each_sheet_has_a_row(language: Language) -> None:
    """A reader finds each sheet, under both of its names; its own first."""
    names = [(code(row[0])[0], code(row[1])[0]) for row in table(MANUALS[language], "`--sheet`")]
    english_names = [own if language is Language.EN else other for own, other in names]
    assert english_names == list(SHEETS)
    line = CommandLine(language)
    command = line.get_command(click.Context(line), "handout")
    assert command is not None
    (sheet,) = (param for param in command.params if param.name == "sheet")
    for own, other in names:
        assert sheet.type.convert(own, sheet, None) == sheet.type.convert(other, sheet, None)


# --- environment variables and exit codes --------------------------------------------------------


def modules() -> Iterator[tuple[Path, ast.Module]]:
    """Every module of the program, parsed."""
    for path in sorted(Path(resource_finder.__file__).parent.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def statements(tree: ast.Module) -> Iterator[ast.stmt]:
    """The statements of a module, each without those inside it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and not isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node


@cache
def variables_read() -> set[str]:
    """The names in statements about the environment, and in constants that hold its names."""
    found: set[str] = set()
    for _, tree in modules():
        for statement in statements(tree):
            text = ast.unparse(statement)
            head = text.split("=")[0].split(":")[0]
            if "environ" not in text.split("\n")[0] and "_VARIABLE" not in head:
                continue
            for node in ast.walk(statement):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found |= set(re.findall(r"\A[A-Z][A-Z_]+\Z", node.value))
    return found


def test_each_environment_variable_has_a_row(language: Language) -> None:
    """A reader finds each variable that changes what the program does, and no other."""
    rows = table(MANUALS[language], "variable")
    named = {name for row in rows for name in code(row[0])} | {"LC_ALL", "LC_MESSAGES", "LANG"}
    assert named == variables_read() - {COMPLETE}
    assert {"LC_ALL", "LC_MESSAGES", "LANG"} <= set(code(rows[0][1]))


def names_codes(node: ast.AST, ends: bool) -> bool:
    """Whether the numbers in a node are exit codes: of an ExitError, or where the program ends."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id == "ExitError"
    is_end = ends and isinstance(node, ast.Return | ast.Assign)
    return is_end and ast.unparse(node).startswith(("return ", "code = "))


@cache
def codes_returned() -> set[int]:
    """The exit codes that the program names."""
    found = {0}
    for path, tree in modules():
        ends = path.name in ("app.py", "__main__.py")
        for node in (node for node in ast.walk(tree) if names_codes(node, ends)):
            constants = (n.value for n in ast.walk(node) if isinstance(n, ast.Constant))
            found |= {value for value in constants if type(value) is int}
    return found


def test_each_exit_code_has_a_row(language: Language) -> None:
    """Whoever writes a script finds each code that the program ends with, and no other."""
    rows = table(MANUALS[language], "code")
    assert {int(row[0]) for row in rows} == codes_returned()


# --- both languages ------------------------------------------------------------------------------


def test_both_manuals_have_the_same_sections_tables_and_commands() -> None:
    """French is equal to English: whoever reads one manual misses nothing of the other."""
    en, fr = (read(name) for name in MANUALS.values())
    for pattern in (r"^(#+) ", r"```(\w+)$", r"```sh\n(.+?)```"):
        flags = re.MULTILINE | re.DOTALL
        assert re.findall(pattern, en, flags) == re.findall(pattern, fr, flags)
    assert [(len(t), len(t[0])) for t in tables(en)] == [(len(t), len(t[0])) for t in tables(fr)]
    assert sorted(documented_options(Language.EN)) == sorted(documented_options(Language.FR))


@pytest.mark.parametrize("name", [*TWINS, *FRENCH])
def test_only_options_that_exist_are_named(name: str) -> None:
    """No sentence of a document names an option that the program does not have."""
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", read(name)))
    of_others = {"--reinstall", "--upgrade"}  # of uv and pip
    assert named - real_options().keys() - of_others == set()
