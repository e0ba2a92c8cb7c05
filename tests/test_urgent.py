"""The urgent lines: above every error, and in French even without the French catalogue."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from conftest import Type
from resource_finder import __main__, data_files, i18n, urgent
from resource_finder.bilingual import Language
from resource_finder.cli import interactive, tty
from resource_finder.i18n import Translator
from resource_finder.search.index import Index
from resource_finder.views import pages
from resource_finder.views.entry import ViewContext

MISSING: Final = ("show", "--directory", "no-such-file.yaml", "988")
WRONG: Final = ("find", "--no-such-option")


def test_the_constants_are_the_lines_of_every_page(typed: Type, language: Language) -> None:
    """The lines above an error are those above every answer, word for word."""
    page = typed("hotlines", "--lang", language, "--format", "plain").out
    assert page.split("\n\n")[0] == urgent.LINES[language]


def test_the_urgent_lines_need_nothing() -> None:
    """The module of the urgent lines imports nothing that could be missing."""
    tree = ast.parse(Path(urgent.__file__).read_text(encoding="utf-8"))
    needed = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [node.module for node in needed if isinstance(node, ast.ImportFrom)] == ["__future__"]
    assert len(needed) == 1


@pytest.mark.parametrize(("arguments", "code"), [(MISSING, 3), (WRONG, 2)])
def test_an_error_stands_under_the_urgent_lines(
    typed: Type, language: Language, arguments: tuple[str, ...], code: int
) -> None:
    """Whoever made a mistake while a child is in danger still reads whom to call."""
    answer = typed(*arguments, "--lang", language)
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.startswith(f"{urgent.LINES[language]}\n\n")


@pytest.mark.parametrize("format", ["json", "csv", "JSON"])
@pytest.mark.parametrize(("arguments", "code"), [(MISSING, 3), (WRONG, 2)])
def test_an_error_for_a_program_stands_alone(
    typed: Type, arguments: tuple[str, ...], code: int, format: str
) -> None:
    """A program reads the error and nothing else, even where the line is wrong before the format
    is known."""
    for answer in (typed(*arguments, "--format", format), typed(f"--format={format}", *arguments)):
        assert (answer.code, answer.out) == (code, "")
        assert urgent.LINES["en"] not in answer.err
        assert answer.err != ""


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("", True),
        ("--format json", False),
        ("--format=csv", False),
        ("find x --format tsv --bad", False),
        ("--format json find x --format plain", True),
        ("--format plain find x --format json", False),
        ("--format json find x --format pretty", False),
        ("--format pretty", True),
        ("--format", True),
        ("find -- --format json", True),
        ("handout --format pdf", True),
    ],
)
def test_who_reads_an_error_is_seen_on_any_line(line: str, people: bool) -> None:
    """The last known format of a line says who reads, whatever else is wrong with it."""
    assert urgent.for_people(line.split(), {}) is people


def test_a_shell_that_completes_reads_no_urgent_lines() -> None:
    """While a word is being typed nothing is put between its letters."""
    assert not urgent.for_people([], {"_RESOURCE_FINDER_COMPLETE": "bash_complete"})


# --- missing modules ------------------------------------------------------------------------------


@pytest.mark.parametrize("module", ["bilingual", "cli.app"])
def test_a_missing_module_is_told_under_the_urgent_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: Language,
    module: str,
) -> None:  # fmt: skip
    """Whatever cannot be imported, the urgent lines can be read, and what to do."""
    monkeypatch.setitem(sys.modules, f"resource_finder.{module}", None)
    monkeypatch.setattr(sys, "argv", ["resource-finder", "hotlines", "--lang", str(language)])
    with pytest.raises(SystemExit) as exited:
        __main__.main()
    captured = capsys.readouterr()
    expected = f"{urgent.LINES[language]}\n\n{urgent.BROKEN[language]}\n"
    assert (exited.value.code, captured.out, captured.err) == (70, "", expected)


def test_a_missing_module_is_told_alone_to_a_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A program that reads JSON gets the error alone."""
    monkeypatch.setitem(sys.modules, "resource_finder.cli.app", None)
    monkeypatch.setattr(sys, "argv", ["resource-finder", "hotlines", "--format", "json"])
    with pytest.raises(SystemExit) as exited:
        __main__.main()
    captured = capsys.readouterr()
    assert (exited.value.code, captured.out, captured.err) == (70, "", urgent.BROKEN["en"] + "\n")


def test_a_missing_module_is_shown_whole_where_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """RESOURCE_FINDER_DEBUG=1 shows whoever repairs the tool what is missing."""
    monkeypatch.setitem(sys.modules, "resource_finder.cli.app", None)
    monkeypatch.setattr(sys, "argv", ["resource-finder", "hotlines"])
    monkeypatch.setenv("RESOURCE_FINDER_DEBUG", "1")
    with pytest.raises(ImportError, match="app"):
        __main__.main()


# --- without the French catalogue -----------------------------------------------------------------

CATALOGUE_BYTES: Final = data_files.load(data_files.FRENCH_CATALOGUE) or b""
CATALOGUES: Final = {
    "missing": None,
    "empty": b"",
    "cut": CATALOGUE_BYTES[:4000],
    "cut at its end": CATALOGUE_BYTES[:-1],
    "no catalogue": b"directory:\n" * 10,
}


@pytest.fixture(params=CATALOGUES)
def without_french(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """A French catalogue that cannot be used, in a checkout, where it is not compared."""
    raw = CATALOGUES[request.param]
    monkeypatch.setattr(data_files, "load", lambda _: raw)
    i18n.catalogue.cache_clear()
    yield
    i18n.catalogue.cache_clear()


@pytest.mark.parametrize(
    ("french", "english"),
    [("lignes", "hotlines"), ("chercher suicide", "find suicide"), ("fiche 988", "show 988"),
     ("trouver --format markdown", "trouver --format markdown"), ("", "")],
)  # fmt: skip
@pytest.mark.usefixtures("without_french")
def test_without_french_the_answer_is_english_under_french_urgent_lines(
    typed: Type, french: str, english: str
) -> None:
    """A worker who reads French reads whom to call in French, the rest in English, and why."""
    plain = typed(*english.split())
    answer = typed(*french.split(), "--lang", "fr")
    assert (answer.code, answer.err) == (plain.code, urgent.NO_FRENCH + "\n")
    if "markdown" in french:
        assert answer.out.startswith("- **URGENCE** Le numéro d’urgence de la police locale.")
    else:
        head, _, rest = answer.out.partition("\n\n")
        assert head == urgent.LINES["fr"]
        assert rest == plain.out.partition("\n\n")[2]


@pytest.mark.usefixtures("without_french")
def test_without_french_an_error_is_english_under_french_urgent_lines(typed: Type) -> None:
    """A mistake is told in English too, and why."""
    plain, answer = typed(*WRONG), typed(*WRONG, "--lang", "fr")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == f"{urgent.LINES['fr']}\n\n{plain.error}{urgent.NO_FRENCH}\n"


@pytest.mark.usefixtures("without_french")
def test_without_french_english_is_unchanged(typed: Type) -> None:
    """Who asks in English is told nothing of a French file."""
    assert typed("hotlines").err == ""


def test_the_end_of_a_long_page_reminds_in_the_language_of_the_urgent_lines(index: Index) -> None:
    """Where the urgent lines are out of sight, their short form is in French too."""
    view = ViewContext(Translator(Language.EN, Language.FR), index, date(2026, 11, 23))
    french = ViewContext(Translator(Language.FR), index, date(2026, 11, 23))
    assert pages.make_page(view, []).reminder == pages.make_page(french, []).reminder


@pytest.mark.usefixtures("without_french")
def test_without_french_a_sheet_is_english_under_french_urgent_lines(typed: Type) -> None:
    """A sheet that was asked for in French tells whom to call in French."""
    answer = typed("feuillet", "988", "--format", "markdown", "--output", "-", "--lang", "fr")
    assert (answer.code, answer.err) == (0, urgent.NO_FRENCH + "\n")
    assert "URGENCE" in answer.out
    assert "EMERGENCY" not in answer.out
    assert "In danger now" in answer.out


@pytest.mark.usefixtures("without_french")
def test_without_french_the_private_screen_is_under_french_urgent_lines(
    typed: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A private search is answered like any other."""
    views: list[ViewContext] = []
    monkeypatch.setattr(tty, "is_usable", lambda *_: True)
    monkeypatch.setattr(tty, "take_over", lambda *_: nullcontext())
    monkeypatch.setattr(interactive, "run", lambda view, *_: views.append(view))
    typed("--private", "--lang", "fr")
    translator = views[0].translator
    assert (translator.language, translator.urgent_language) == (Language.EN, Language.FR)


@pytest.mark.parametrize(
    "arguments", [("--lang", "both"), ("--sheet", "wallet"), ("--sheet", "wallet", "--lang", "fr")]
)
@pytest.mark.usefixtures("without_french")
def test_without_french_no_sheet_is_half_french(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    """A sheet in both languages is made in both, or not at all."""
    monkeypatch.chdir(tmp_path)
    answer = typed("handout", "988", *arguments)
    assert (answer.code, answer.out, list(tmp_path.iterdir())) == (70, "", [])
    assert answer.error.startswith("This handout needs both languages")
