"""The French catalogue: complete, up to date, and typeset as in Canada."""

from __future__ import annotations

import ast
import io
import os
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Final

import click
import pytest
import typer
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo

from conftest import Type
from resource_finder import __version__
from resource_finder.i18n import FRENCH_COMMANDS
from tools import catalogue as tool

CATALOGUE: Final = tool.read()
MESSAGES: Final[list[Message]] = [message for message in CATALOGUE if message.id]

COMMANDS: Final = ("", *FRENCH_COMMANDS)

DROPPED: Final = {"{value!r} is not a valid {number_type}.": {"number_type"}}
"""Placeholders that French leaves out: Click would fill this one with an English word."""

SCANNED: Final = (
    (click, ("core", "exceptions", "types", "parser", "formatting", "decorators")),
    (typer, ("core",)),
)
"""The modules of Click and Typer whose sentences a command line may show."""

NEVER_SHOWN: Final = {
    "mistakes of a programmer": {
        "Arguments take exactly one parameter declaration, got {length}: {decls}.",
        "Boolean option {decl!r} cannot use the same flag for true/false.",
        "Choice({choices})",
        "Could not determine name for option with declarations {decls!r}",
        "Invalid start character for option ({option})",
        "Name '{name}' defined twice",
        "No options defined but a name was passed ({name}). Did you mean to declare an argument"
        " instead? Did you mean to pass '--{name}'?",
        "Value must be an iterable.",
    },
    "deprecated commands, which we have none of": {
        "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
        "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
        "deprecated",
    },
    "confirmations and versions, which we ask and say ourselves": {
        "%(prog)s, version %(version)s",
        "Confirm the action without prompting.",
        "Do you want to continue?",
        "Show the version and exit.",
    },
    "options of several values, dates, booleans and UUIDs, which we have none of": {
        "Argument {name!r} takes {nargs} values.",
        "Takes {nargs} values but 1 was given.",
        "{len_type} values are required, but {len_value} was given.",
        "{value!r} does not match the format {format}.",
        "{value!r} is not a valid UUID.",
        "{value!r} is not a valid boolean. Recognized values: {states}",
    },
    "files, which our own reader opens": {
        "Could not open file {filename!r}: {message}",
        "directory",
        "file",
        "path",
        "unknown error",
        "{name} {filename!r} does not exist.",
        "{name} {filename!r} is a directory.",
        "{name} {filename!r} is a file.",
        "{name} {filename!r} is not executable.",
        "{name} {filename!r} is not readable.",
        "{name} {filename!r} is not writable.",
    },
    "the heading of arguments, which Typer writes as “Arguments”": {"Positional arguments"},
}
"""Sentences of Click that our command line cannot show, and why."""


def key_of(sentence: str | tuple[str, ...] | list[str]) -> str:
    """The key of a sentence: its singular."""
    return sentence if isinstance(sentence, str) else sentence[0]


def forms(message: Message) -> list[tuple[str, str]]:
    """Each English form of a message with its French one."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string or ""))]
    return list(zip(message.id, list(message.string or ()), strict=True))


def of_click(message: Message) -> bool:
    """Whether a message is marked as a sentence of Click or Typer."""
    return "click" in message.auto_comments


def assert_nothing(left: Mapping[str, object]) -> None:
    """Fail with everything that is wrong, each under the sentence or file that it is wrong with."""
    wrong = [f"{name!r}: {what}" for name, what in left.items() if what]
    assert not wrong, "\n".join(["", *wrong])


FORMS: Final = [pair for message in MESSAGES for pair in forms(message) if all(pair)]


# --- complete, up to date -----------------------------------------------------------------------


def untranslated(sentence: str | tuple[str, ...]) -> str:
    """What the catalogue lacks for a sentence of the code, if anything."""
    message = CATALOGUE.get(key_of(sentence))
    if message is None:
        return "missing: run python tools/catalogue.py, then translate"
    if message.id != sentence:
        return f"its forms are {message.id!r}"
    return "" if all(french.strip() for _, french in forms(message)) else "no French"


def test_every_sentence_of_the_code_has_its_french() -> None:
    """Nothing that the tool says is English on a French page."""
    sentences = tool.sentences()
    assert sentences
    assert_nothing({str(sentence): untranslated(sentence) for sentence in sentences})


def sentences_in_f_strings(path: Path) -> list[int]:
    """The lines of a module that translate a sentence inside an f-string."""
    return [
        call.lineno
        for string in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in ("say", "plural")
        and isinstance(call.args[0], ast.Constant)
    ]


def test_no_sentence_hides_in_another_string() -> None:
    """A sentence inside an f-string would be missed by the catalogue, and stay English."""
    modules = sorted(tool.SOURCE.rglob("*.py"))
    assert modules
    assert_nothing(
        {str(path.relative_to(tool.SOURCE)): sentences_in_f_strings(path) for path in modules}
    )


def test_the_catalogue_holds_no_sentence_that_nobody_says() -> None:
    """Translators work only on sentences that people read."""
    used = {key_of(sentence) for sentence in tool.sentences()}
    ours = {key_of(message.id) for message in MESSAGES if not of_click(message)}
    assert ours - used == set()
    assert list(CATALOGUE.obsolete) == []


def test_a_translator_sees_where_each_sentence_stands() -> None:
    """Whoever translates a sentence can read the page that it is on."""
    modules = {key_of(sentence): modules for sentence, modules in tool.sentences().items()}
    listed = {key_of(m.id): [name for name, _ in m.locations] for m in MESSAGES if m.locations}
    assert listed == modules, "run python tools/catalogue.py"
    assert all((tool.SOURCE / name).is_file() for names in listed.values() for name in names)


def test_the_header_holds_no_text_to_be_filled_in() -> None:
    """The catalogue does not ask readers to write to an address that does not exist."""
    header = tool.CATALOGUE.read_text(encoding="utf-8").partition("\n\n")[0]
    assert re.findall(r"FULL NAME|EMAIL@ADDRESS|LL@li\.org|YEAR|PROJECT|VERSION", header) == []
    assert f"resource-finder {__version__}" in header


def test_no_translation_is_a_guess() -> None:
    """No sentence waits for someone to look at it again."""
    assert [message.id for message in MESSAGES if message.fuzzy] == []


def test_no_sentence_is_translated_twice() -> None:
    """Whoever corrects a translation finds the only place where it stands."""
    keys = re.findall(r"^msgid ", tool.CATALOGUE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(keys) == len(MESSAGES) + 1


def test_the_compiled_catalogue_is_fresh() -> None:
    """The French that people see is the French that is in the catalogue."""
    fresh = io.BytesIO()
    write_mo(fresh, CATALOGUE)
    fresh.seek(0)
    compiled = tool.CATALOGUE.with_suffix(".mo")
    assert compiled.is_file(), "run pip install -e ."
    with compiled.open("rb") as stream:
        assert translations(read_mo(stream)) == translations(read_mo(fresh)), "run pip install -e ."


def translations(catalogue: Catalog) -> dict[str, object]:
    """Each sentence of a compiled catalogue with its French."""
    return {key_of(m.id): (m.id, m.string) for m in catalogue if m.id}


def click_sentences(catalogue: Catalog) -> set[str]:
    """The sentences of a catalogue that are Click's."""
    return {key_of(message.id) for message in catalogue if of_click(message)}


def placeholders(text: str) -> set[str]:
    """The names of the placeholders of a sentence."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_french_has_the_same_placeholders() -> None:
    """A French sentence gives the same facts as its English one, under the same placeholders."""
    assert FORMS
    assert_nothing(
        {
            f"{english} → {french}": placeholders(french)
            ^ (placeholders(english) - DROPPED.get(english, set()))
            for english, french in FORMS
        }
    )


# --- typography --------------------------------------------------------------------------------

FAULTS: Final = {
    "a space before ; ! ?": r"[\s\u00a0\u202f\u2009][;!?]",
    "no U+00A0 before a colon": r"(?<!\u00a0):(?!//|\d)",
    "no U+00A0 inside guillemets": r"«(?!\u00a0\S)|(?<!\u00a0)»|\u00a0\u00a0",
    "a straight apostrophe": r"\w'\w",
    "an English or straight quotation mark": r"[“”\"]",
    "a narrow or thin space": r"[\u202f\u2009]",
    "two spaces": r"\S  +\S",
}
"""What French here does not do, as patterns."""

CODE: Final = re.compile(r"«\u00a0[\w{}-]+:\u00a0»")
"""A key of a directory file with its own colon, quoted."""


def faults(text: str) -> list[str]:
    """The faults of a French text."""
    read = CODE.sub("«\u00a0code\u00a0»", text)
    return [name for name, pattern in FAULTS.items() if re.search(pattern, read)]


def test_french_is_typeset_as_in_canada() -> None:
    """French reads as a Canadian newspaper sets it."""
    assert FORMS
    assert_nothing({french: faults(french) for _, french in FORMS})


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Quoi ?", "a space before ; ! ?"),
        ("ici\u00a0; là", "a space before ; ! ?"),
        ("Heures: 9", "no U+00A0 before a colon"),
        ("Heures : 9", "no U+00A0 before a colon"),
        ("«fugue»", "no U+00A0 inside guillemets"),
        ("« fugue »", "no U+00A0 inside guillemets"),
        ("l'aide", "a straight apostrophe"),
        ("l’“aide”", "an English or straight quotation mark"),
        ("l’aide\u202f!", "a narrow or thin space"),
        ("deux  espaces", "two spaces"),
    ],
)
def test_each_fault_of_typography_is_seen(text: str, fault: str) -> None:
    """A slip of typography does not reach a page."""
    assert fault in faults(text)


@pytest.mark.parametrize(
    "text",
    [
        "Heures\u00a0: 9:30 à 17:00; voir https://exemple.ca.",
        "ajoutez «\u00a0line:\u00a0» ou «\u00a0{key}:\u00a0»",
        "Vouliez-vous dire «\u00a0refuge\u00a0»?",
        "[MOTS]...",
    ],
)
def test_good_typography_is_left_alone(text: str) -> None:
    """Times, addresses and quoted keys keep their own colons."""
    assert faults(text) == []


# --- Click and Typer ---------------------------------------------------------------------------


@cache
def string_constants(package: Path) -> frozenset[str]:
    """Every string of a package's source."""
    return frozenset(
        node.value
        for path in package.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def package_folder(module: object) -> Path:
    """The folder of a package."""
    return Path(str(getattr(module, "__file__", ""))).parent


def translated_sentences(path: Path) -> Iterator[str]:
    """The key of every sentence that a source translates."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id in ("_", "gettext", "ngettext") and isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value)


@cache
def sentences_of_libraries() -> frozenset[str]:
    """Every sentence that Click and Typer can say; read for the tests that need them, not whenever
    tests are collected."""
    return frozenset(
        sentence
        for package, names in SCANNED
        for name in names
        for sentence in translated_sentences(package_folder(package) / f"{name}.py")
    )


IGNORED: Final = {sentence for sentences in NEVER_SHOWN.values() for sentence in sentences}


def test_click_still_says_what_we_translate() -> None:
    """A new Click that words a sentence otherwise is noticed before a worker reads English."""
    known = string_constants(package_folder(click)) | string_constants(package_folder(typer))
    ours = [message for message in MESSAGES if of_click(message)]
    assert ours
    assert {english for message in ours for english, _ in forms(message)} - known == set()


def test_whatever_click_can_say_is_translated() -> None:
    """A mistyped command is explained in French too."""
    assert sentences_of_libraries() - IGNORED
    missing = "missing: translate it, marked click, or add it to NEVER_SHOWN with a reason"
    left: dict[str, str] = {}
    for sentence in sentences_of_libraries() - IGNORED:
        message = CATALOGUE.get(sentence)
        left[sentence] = missing if message is None else "" if of_click(message) else "not marked"
    assert_nothing(left)


def test_nothing_is_ignored_without_need() -> None:
    """The list of what is never shown names only what Click has and we lack."""
    assert sentences_of_libraries() >= IGNORED
    assert {key_of(message.id) for message in MESSAGES} & IGNORED == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_french_help_is_french(typed: Type, command: str) -> None:
    """Help in French holds no English sentence, and is typeset as the rest."""
    shown = typed("--lang", "fr", *command.split(), "--help")
    assert (shown.code, shown.err) == (0, "")
    text = re.sub(r"[ \n]+", " ", shown.out)
    english = {e for e, f in FORMS if e != f and (" " in e or e.isupper()) and "{" not in e}
    # One word may be the same thing in both, such as a value to type; sentences may not.
    left = {e for e in english if re.search(rf"(?<![\w-]){re.escape(e)}(?![\w-])", text)}
    assert left == set()
    assert faults(text) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_each_thing_once(typed: Type, command: str) -> None:
    """Help lists the arguments of a command once, each with what it is."""
    shown = typed(*command.split(), "--help").out
    assert shown.count("rguments:") <= 1
    assert re.search(r"^  \S+$\n\n", shown, re.MULTILINE) is None


@pytest.mark.parametrize("option", ["--directory", "--also", "check"])
def test_a_file_that_may_not_be_read_is_left_to_our_own_reader(
    typed: Type, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, option: str
) -> None:
    """A worker who may not read a file reads so in the words of the tool, with exit code 3."""
    file = tmp_path / "closed.yaml"
    file.write_text("directory:\n", encoding="utf-8")
    open_path: Callable[..., object] = Path.open

    def closed(path: Path, *arguments: object, **more: object) -> object:
        if path == file:
            raise PermissionError(13, "Permission denied")
        return open_path(path, *arguments, **more)

    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr(Path, "open", closed)
    command = (option, str(file)) if option == "check" else ("list", option, str(file))
    shown = typed("--lang", "fr", *command)
    assert shown.code == 3
    assert "le fichier ne peut pas être lu" in shown.out + shown.err


def test_the_tool_keeps_every_translation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Bringing the catalogue up to date loses nothing, and changes nothing where it was."""
    copy = tmp_path / "resource_finder.po"
    before = tool.CATALOGUE.read_bytes()
    copy.write_bytes(before)
    monkeypatch.setattr(tool, "CATALOGUE", copy)
    tool.main()
    after = tool.read()
    assert {
        key: old for key, old in translations(CATALOGUE).items() if key in translations(after)
    }.items() <= (translations(after).items())
    assert click_sentences(after) == click_sentences(CATALOGUE)
    assert copy.read_bytes() == before, "run python tools/catalogue.py"
