"""The urgent lines: above every error, and in French even without the French catalogue."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Final

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Type
from resource_finder import __main__, data_files, i18n, urgent
from resource_finder.bilingual import Language
from resource_finder.cli import interactive, tty
from resource_finder.finder import Finder
from resource_finder.i18n import Translator
from resource_finder.render.terminal import Screen, render
from resource_finder.search.index import Index
from resource_finder.text import width_of
from resource_finder.views import pages
from resource_finder.views.document import Page
from resource_finder.views.entry import ViewContext
from texts import READERS

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
        start = "- **URGENCE** Appelez le numéro d’urgence de la police locale."
        assert answer.out.startswith(start)
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
    assert "Local police emergency number" in answer.out


@pytest.mark.usefixtures("without_french")
def test_without_french_the_private_screen_is_under_french_urgent_lines(
    typed: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A private search is answered like any other."""
    views: list[ViewContext] = []
    monkeypatch.setattr(tty, "is_usable", lambda *_: True)
    monkeypatch.setattr(tty, "take_over", lambda *_: nullcontext())
    monkeypatch.setattr(interactive, "run", lambda search, *_: views.extend(search.views.values()))
    typed("--private", "--lang", "fr")
    (translator,) = [view.translator for view in views]
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


# --- the local police number ----------------------------------------------------------------------

POLICE: Final = "+12045550123"
WRITTEN: Final = {"en": "204-555-0123", "fr": "204\u00a0555-0123"}
MARKED: Final = {
    "en": "204-555-0123 (set by you)",
    "fr": "204\u00a0555-0123 (votre ajout)",
}
WITH_POLICE: Final = {
    "en": urgent.LINES["en"].replace("EMERGENCY: ", f"EMERGENCY: {MARKED['en']}. ", 1),
    "fr": urgent.LINES["fr"].replace("URGENCE\u00a0: ", f"URGENCE\u00a0: {MARKED['fr']}. ", 1),
}
REFUSED: Final = {
    "en": "RESOURCE_FINDER_POLICE is not used: set it to the ten digits of your local police"
    " number, with the area code, or remove it. It cannot be 911, which does not work"
    " everywhere.\n",
    "fr": "RESOURCE_FINDER_POLICE n’est pas utilisée\u00a0: inscrivez-y les dix chiffres du numéro"
    " de votre police locale, indicatif régional compris, ou retirez cette variable. Le 911 ne"
    " convient pas\u00a0: il n’est pas offert partout.\n",
}
NO_NUMBERS: Final = (
    "911", "1-911", "988", "0", "police", "555-0123", "204-555-012", "204-555-01234",
    "2-204-555-0123", "+204-555-0123", "104-555-0123", "911-555-0123", "204-555-0123 ext. 4",
    "204-555-0123, 204-555-0124", "204_555_0123", "\x1b[31m204-555-0123", "204-555-0123\u202e",
    "٢٠٤٥٥٥٠١٢٣", "\udcff",
)  # fmt: skip
"""Values that are refused."""
values = st.one_of(
    st.text(),
    st.text("0123456789 ().-+\u00a0", max_size=20),
    st.from_regex(
        r"(\+?1[ .-]?)?\(?[2-9][0-9]{2}\)?[ .-]?[1-9][0-9]{2}[ .-]?[0-9]{4}", fullmatch=True
    ),
)
"""What a variable could hold; surrogates stand for bytes that no encoding has."""


def page_with(police: str, index: Index, language: Language) -> Page:
    """A page without entries for a worker who set this number."""
    view = ViewContext(Translator(language), index, date(2026, 11, 23), police=police)
    return pages.make_page(view, [])


@pytest.mark.parametrize(
    "typed",
    ["204-555-0123", "204 555 0123", "204.555.0123", "2045550123", "(204) 555-0123",
     "1-204-555-0123", "1 204 555 0123", "+1 204 555 0123", "+12045550123", " 204\u00a0555-0123 ",
     "204\u2011555\u20110123", "204–555–0123"],
)  # fmt: skip
def test_the_police_number_is_read_as_people_write_numbers(typed: str) -> None:
    """Blanks, hyphens, dots, brackets and the country code change nothing."""
    assert urgent.read_number(typed) == POLICE


def test_an_exchange_that_no_phone_has_is_refused() -> None:
    """A number whose middle is 911, 211 or begins with 0 or 1 reaches nobody."""
    for middle in ("911", "211", "055", "155"):
        assert urgent.read_number(f"204{middle}0123") == ""


@pytest.mark.usefixtures("shared_index")
@pytest.mark.parametrize("arguments", [(), ("find", "suicide"), ("hotlines",), ("show", "988")])
def test_the_police_number_opens_each_page(
    typed: Type, language: Language, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whom to call in an emergency stands first, marked as the worker’s own; nothing else changes,
    and 911 is still said not to work everywhere."""
    without = typed(*arguments, "--lang", language)
    monkeypatch.setenv(urgent.POLICE_VARIABLE, "1 (204) 555.0123")
    answer = typed(*arguments, "--lang", language)
    assert answer.out == without.out.replace(urgent.LINES[language], WITH_POLICE[language], 1)
    assert (answer.code, answer.err) == (without.code, without.err)


@pytest.mark.parametrize("arguments", [MISSING, WRONG])
def test_the_police_number_stands_above_an_error(
    typed: Type, language: Language, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever made a mistake reads the same lines as on a page."""
    monkeypatch.setenv(urgent.POLICE_VARIABLE, POLICE)
    answer = typed(*arguments, "--lang", language)
    assert answer.err.startswith(f"{WITH_POLICE[language]}\n\n")


def test_the_police_number_stands_above_the_news_of_a_missing_module(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: Language
) -> None:
    """Whatever cannot be imported, the number can be read."""
    monkeypatch.setitem(sys.modules, "resource_finder.cli.app", None)
    monkeypatch.setattr(sys, "argv", ["resource-finder", "hotlines", "--lang", str(language)])
    monkeypatch.setenv(urgent.POLICE_VARIABLE, POLICE)
    with pytest.raises(SystemExit):
        __main__.main()
    expected = f"{WITH_POLICE[language]}\n\n{urgent.BROKEN[language]}\n"
    assert capsys.readouterr().err == expected


@pytest.mark.parametrize("police", [POLICE, "+18665550123"])
def test_the_police_number_is_whole_at_any_width(
    index: Index, language: Language, police: str
) -> None:
    """On a screen of any width stand the number, whose it is, and that 911 is not everywhere."""
    page, written = page_with(police, index, language), Translator(language).phone(police)
    for width in range(201):
        for rich in (False, True):
            lines = render(page, Screen(width, None, rich, escapes=False), Translator(language))
            head = lines.split("\n\n")[0]
            assert written in head
            words = re.sub("[ \n]+", " ", head)
            assert (urgent.SET_BY_USER[language] in words, "911" in words) == (True, True)
            assert max(map(width_of, head.split("\n"))) <= max(width, 20)


def test_the_urgent_lines_with_a_police_number_take_two_rows(
    index: Index, language: Language
) -> None:
    """At 80 columns the number stands in its column, the mark beside it, and no row is added."""
    page = page_with(POLICE, index, language)
    text = render(page, Screen(80, 24, True, escapes=False), Translator(language))
    first, second, blank = text.split("\n")[:3]
    assert first.startswith(f"{WRITTEN[language]} {urgent.SET_BY_USER[language]} ")
    assert (second[:1], blank) == ("1", "")


def test_the_end_of_a_long_page_has_the_police_number(index: Index, language: Language) -> None:
    """Where the urgent lines are out of sight, the number stands in their short form."""
    first, _ = page_with(POLICE, index, language).reminder.split(" | ")
    label, words = {
        "en": ("EMERGENCY:", "local police number (911 is not everywhere)"),
        "fr": ("URGENCE\u00a0:", "police locale (le 911 n’est pas partout)"),
    }[language]
    assert first == f"{label} {MARKED[language]} {words}"


def test_the_interactive_search_has_the_police_number(index: Index, language: Language) -> None:
    """Its urgent lines are those of every screen."""
    view = ViewContext(Translator(language), index, date(2026, 11, 23), police=POLICE)
    search = interactive.interactive_search(view, Finder(index).find)
    assert [view.police for view in search.views.values()] == [POLICE, POLICE]


@pytest.mark.usefixtures("shared_index")
@pytest.mark.parametrize("value", NO_NUMBERS)
def test_what_is_no_police_number_is_refused_and_changes_nothing(
    typed: Type, language: Language, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong value, 911 above all, is told in a sentence that says how to correct it; the page and
    the exit code are those without it."""
    without = typed("show", "988", "--lang", language)
    monkeypatch.setenv(urgent.POLICE_VARIABLE, value)
    answer = typed("show", "988", "--lang", language)
    assert (answer.code, answer.out, answer.err) == (0, without.out, REFUSED[language])
    answer = typed(*WRONG, "--lang", language)
    assert answer.err.startswith(f"{urgent.LINES[language]}\n\n")
    assert (answer.code, answer.err.endswith(f"\n{REFUSED[language]}")) == (2, True)


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_police_number_is_none(
    typed: Type, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A variable that is set to nothing is no mistake."""
    monkeypatch.setenv(urgent.POLICE_VARIABLE, value)
    assert typed("show", "988").err == ""


def test_a_shell_that_completes_is_told_nothing_of_a_wrong_police_number(
    typed: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a word is being typed nothing is put between its letters."""
    monkeypatch.setenv(urgent.POLICE_VARIABLE, "911")
    monkeypatch.setenv("_RESOURCE_FINDER_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "resource-finder sh")
    monkeypatch.setenv("COMP_CWORD", "1")
    assert typed().err == ""


@pytest.mark.usefixtures("shared_index")
@pytest.mark.parametrize("format", ["json", "csv", "markdown"])
def test_what_is_handed_on_has_no_police_number_of_a_worker(
    typed: Type, language: Language, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program, a spreadsheet or a wiki gets the lines that are right for everyone."""
    arguments = ("find", "suicide", "--format", format, "--lang", language)
    without = typed(*arguments)
    monkeypatch.setenv(urgent.POLICE_VARIABLE, POLICE)
    assert typed(*arguments) == without


@given(values)
def test_whatever_the_police_number_is_the_urgent_lines_stand(index: Index, value: str) -> None:
    """Nothing that the variable could hold raises, moves a line, or reaches a screen but the digits
    of a number."""
    number = urgent.read_number(value)
    assert re.fullmatch(r"(\+1([2-9]\d\d){2}\d{4})?", number, re.ASCII)
    assert not number or phonenumbers.is_possible_number(phonenumbers.parse(number))
    for language in Language:
        page = page_with(number, index, language)
        shown = render(page, Screen(None), Translator(language)).split("\n\n")[0]
        assert urgent.add_urgent_lines("Error", language, number) == f"{shown}\n\nError"
        emergency, children = shown.split("\n")
        label, rest = urgent.LINES[language].split("\n")[0].split(": ")
        assert emergency.startswith(f"{label}: ")
        assert emergency.endswith(rest)
        assert children == urgent.LINES[language].split("\n")[1]
        assert shown.replace("\n", "").replace("\u00a0", "").isprintable()
        digits = re.sub(r"\D", "", emergency.removesuffix(rest))
        assert digits in (number[2:], number[1:])


# --- the police number on a sheet -----------------------------------------------------------------

ON_SHEET: Final = {
    "en": "204-555-0123 (added by whoever made this handout).",
    "fr": "204 555-0123 (ajouté par l’auteur de ce feuillet).",
}


@pytest.mark.usefixtures("shared_index")
@pytest.mark.parametrize("sheet", ["summary", "hotlines", "poster", "wallet", "timeline"])
@pytest.mark.parametrize("format", ["html", "pdf", "docx", "markdown"])
def test_a_sheet_has_the_police_number_that_was_asked_for(
    typed: Type, language: Language, tmp_path: Path, sheet: str, format: str
) -> None:
    """The number stands in the emergency line, which says that no source gives it; there is nothing
    left to write by hand."""
    path = tmp_path / f"sheet.{format}"
    answer = typed("handout", "--sheet", sheet, "--format", format, "--output", str(path),
                   "--police", "204 555.0123", "--lang", language)  # fmt: skip
    if answer.code == 2:
        assert sheet in ("poster", "wallet")
        return
    text = " ".join(READERS[path.suffix](path.read_bytes()).replace("*", "").split())
    text = text.replace("\u2011", "-").replace("\u00a0", " ")
    assert ON_SHEET[language] in text
    not_everywhere = {"en": "911 (does not work|not) everywhere",
                      "fr": "911 (n’est pas|non) offert partout"}  # fmt: skip
    assert re.search(not_everywhere[language], text)
    assert {"en": "write it here", "fr": "écrivez-le ici"}[language] not in text


@pytest.mark.usefixtures("shared_index")
def test_a_sheet_does_not_have_the_police_number_of_a_screen(
    typed: Type, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others read a sheet, perhaps far away: the variable is not for it."""
    arguments = ("handout", "--output", "-", "--format", "markdown", "--lang", language)
    without = typed(*arguments)
    monkeypatch.setenv(urgent.POLICE_VARIABLE, POLICE)
    assert typed(*arguments) == without


@pytest.mark.parametrize("value", ["911", "", "204-555-012", "\x1b[31m204-555-0123"])
def test_a_wrong_police_number_for_a_sheet_is_refused(
    typed: Type, language: Language, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No sheet is made with 911 or half a number, nor with none where one was meant."""
    monkeypatch.chdir(tmp_path)
    answer = typed("handout", "--police", value, "--lang", language)
    assert (answer.code, answer.out, list(tmp_path.iterdir())) == (2, "", [])
    assert {"en": "it cannot be 911", "fr": "le 911 ne convient pas"}[language] in answer.error
    assert "\x1b" not in answer.err
