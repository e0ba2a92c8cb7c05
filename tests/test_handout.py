"""Sheets to print: every kind is made, with every number it needs and nothing forbidden."""

from __future__ import annotations

import html
import io
import json
import os
import re
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, Final, NamedTuple

import pypdf
import pytest

import checkers
from conftest import ROOT, Type
from resource_finder.bilingual import Language
from resource_finder.cli.installation import command_with
from resource_finder.directory import loader
from resource_finder.directory.contacts import NO_CONTACT_STATUSES
from resource_finder.directory.loader import load
from resource_finder.directory.offices import is_local_office
from resource_finder.directory.yaml_file import YamlFile
from resource_finder.i18n import Translator
from resource_finder.model import Directory, Service
from resource_finder.search import builtin_index
from resource_finder.search.index import Index
from resource_finder.search.layers import update
from texts import READERS

NBSP: Final = "\u00a0"


class Case(NamedTuple):
    """One way to ask for a sheet."""

    sheet: str
    format: str
    lang: str
    size: str = "normal"
    paper: str = "letter"

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that are on it; a wallet card always has both."""
        both = self.lang == "both" or self.sheet == "wallet"
        return tuple(Language) if both else (Language(self.lang),)

    @property
    def name(self) -> str:
        """Its file."""
        lang = "both" if self.sheet == "wallet" else self.lang
        return f"resource-finder-{self.sheet}-{lang}.{self.format}"

    def typed(self) -> list[str]:
        """Its command line; Markdown has neither size nor paper."""
        layout = ["--size", self.size, "--paper", self.paper] if self.format != "markdown" else []
        return ["handout", "--sheet", self.sheet, "--format", self.format, "--lang", self.lang,
                *layout]  # fmt: skip


LIST_SHEETS: Final = ("summary", "hotlines", "timeline")
DRAWN_SHEETS: Final = ("wallet", "poster")
ALL_SHEETS: Final = (*LIST_SHEETS, *DRAWN_SHEETS, "training")
LANGS: Final = ("en", "fr", "both")
CASES: Final = [
    *(Case(*one)
      for one in product(LIST_SHEETS, ("html", "pdf", "docx"), LANGS, ("normal", "large"))),
    *(Case(*one) for one in product((*LIST_SHEETS, "training"), ("markdown",), LANGS)),
    *(Case(*one) for one in product((*DRAWN_SHEETS, "training"), ("html", "pdf", "docx"), LANGS)),
    *(Case(sheet, format, "both", paper="a4")
      for sheet, format in product(ALL_SHEETS, ("html", "pdf"))),
]  # fmt: skip
PUBLIC_SHEETS: Final = ("hotlines", "wallet", "poster")


@pytest.fixture(autouse=True)
def work_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built_in_file: YamlFile) -> Path:
    """An empty folder to write into; the YAML of the directory is parsed once for all tests."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(loader, "_built_in", lambda: built_in_file)
    return tmp_path


def read(path: Path) -> str:
    """The words of a sheet as a person reads them, a single space between two."""
    return " ".join(READERS[path.suffix](path.read_bytes()).replace(NBSP, " ").split())


def is_whole(number: str, text: str) -> bool:
    """Whether a number is in a text, not cut or part of a longer one."""
    # Python finds what begins with known characters fastest: it looks behind them last.
    known = re.escape(number.replace(NBSP, " "))
    return bool(re.search(rf"{known}(?![\d-])(?<![\d-]{known})", text))


def expected_numbers(case: Case, directory: Directory) -> Iterator[str]:
    """The numbers that a sheet of the whole directory must have, as each language writes them."""
    header = directory.header
    urgent = {line.service for line in header.urgent if line.numbers}
    wallet_line = {line.service for line in header.wallet}
    for service in directory.services:
        sure = [p for p in service.phones if p.confidence != "unconfirmed"]
        if service.status in NO_CONTACT_STATUSES or service.confidence == "unconfirmed":
            continue
        if case.sheet in DRAWN_SHEETS and service.id in wallet_line | urgent:
            sure = [p for p in sure if p.kind == "voice"][:1]
        elif not (
            service.id in urgent
            or (case.sheet == "summary" and (case.size == "normal" or not _is_office(service)))
            or (case.sheet == "hotlines" and _is_for_the_public(service))
        ):
            continue
        yield from (Translator(lang).phone(p.number) for lang in case.languages for p in sure)


def _is_office(service: Service) -> bool:
    """Whether it is a local office, which a summary in large print leaves out and says so."""
    police = service.line == "emergency" and service.police == "service"
    return police or is_local_office(service)


def _is_for_the_public(service: Service) -> bool:
    """Whether a line is on the sheet of hotlines of the whole province."""
    everywhere = bool({"canada", "manitoba"} & set(service.regions))
    return service.status == "current" and service.location_policy is None and (
        service.line in ("report", "crisis")
        or (service.line in ("support", "information") and everywhere)
    )  # fmt: skip


def forbidden_texts(directory: Directory) -> Iterator[str]:
    """Names of what is gone or not sure, and numbers that are not confirmed."""
    for service in directory.services:
        if service.status in NO_CONTACT_STATUSES or service.confidence == "unconfirmed":
            yield from (service.name.en, service.name.fr)
        for phone in service.phones:
            if phone.confidence == "unconfirmed":
                yield from (Translator(language).phone(phone.number) for language in Language)


TITLES: Final = {
    Language.EN: "Verify a number before you rely on it",
    Language.FR: "Vérifiez un numéro avant de vous y fier",
}
MAX_PAGES: Final = {
    ("hotlines", "normal"): 1,
    ("hotlines", "large"): 2,
    ("poster", "normal"): 1,
    ("wallet", "normal"): 1,
    ("timeline", "normal"): 3,
    ("timeline", "large"): 6,
    ("training", "normal"): 3,
    ("summary", "large"): 10,
}
"""Pages a language that a sheet may have; a wallet card has one a side."""


def max_pages(case: Case, directory: Directory) -> int:
    """The pages that a sheet may have: a summary six for 80 services, one more for each 20; in a
    browser one more."""
    services = len(directory.services)
    summary = 6 + max(0, -(-(services - 80) // 20)) + (case.format != "pdf")
    return MAX_PAGES.get((case.sheet, case.size), summary) * len(case.languages)


@pytest.mark.usefixtures("shared_index")
@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_every_sheet_is_made_whole(
    case: Case, typed: Type, directory: Directory, work_folder: Path
) -> None:
    """Each sheet has every number that belongs there, each language that was asked for, nothing
    former or unconfirmed, and the pages that were promised."""
    answer = typed(*case.typed())
    assert answer.code == 0
    assert answer.out.split("\n")[0] == case.name
    text = read(work_folder / case.name)
    assert [n for n in expected_numbers(case, directory) if not is_whole(n, text)] == []
    message = {language for language, words in TITLES.items() if words in text}
    assert message == set(case.languages if case.sheet != "wallet" else ())
    excluded = [n.replace(NBSP, " ") for n in forbidden_texts(directory)]
    history = case.sheet in ("timeline", "training")
    assert [n for n in excluded if not history and n in text] == []
    if case.format == "pdf":
        pages = len(pypdf.PdfReader(work_folder / case.name).pages)
        assert pages <= max_pages(case, directory)


def test_the_checks_of_a_sheet_see_a_fault(directory: Directory) -> None:
    """A sheet with a cut number or a former service would not pass."""
    number = next(expected_numbers(Case("wallet", "html", "en"), directory))
    assert not is_whole(number, f"call {number[:-1]}")
    assert not is_whole(number, f"call {number}9")
    assert not is_whole(number, f"call 9{number}")
    assert "Stop Sex with Kids" in " ".join(forbidden_texts(directory))


# --- what the public is handed -----------------------------------------------------------------


@pytest.mark.parametrize("sheet", ["hotlines", "poster"])
def test_the_public_is_told_of_the_duty_to_report(
    sheet: str, typed: Type, work_folder: Path
) -> None:
    """Whoever is handed a sheet knows that the adults at their side must report."""
    typed("handout", "--sheet", sheet, "--lang", "both")
    text = read(work_folder / f"resource-finder-{sheet}-both.html")
    assert "Adults who work with you must make a report" in text
    assert "Les adultes qui travaillent avec vous doivent faire un signalement" in text


@pytest.mark.parametrize("sheet", PUBLIC_SHEETS)
def test_the_public_reads_no_bare_acronym_and_no_name_of_the_dead(
    sheet: str, typed: Type, work_folder: Path, directory: Directory
) -> None:
    """A young person reads words, not initials, and nobody’s death."""
    typed("handout", "--sheet", sheet, "--lang", "both")
    text = read(work_folder / f"resource-finder-{sheet}-both.html")
    # Initials in brackets stand behind their words; the others are shouted labels and keywords.
    bare = set(re.findall(r"\b[A-Z]{2,6}\b", re.sub(r"\([A-Z, ]+\)", "", text)))
    labels = {word for line in directory.header.urgent for label in (line.label.en, line.label.fr)
              for word in re.findall(r"[A-Z]{2,}", label)}  # fmt: skip
    # A name of its own, and what another line there spells out in its name.
    known = {"CONNECT", "SCO", "MMIWG", "FFADA"}
    assert bare - labels - known == set()
    assert [name for name in directory.header.memorial_names if name in text] == []


def test_a_wallet_card_has_neutral_words_only(typed: Type, work_folder: Path) -> None:
    """Whoever finds the card reads useful numbers, and not why someone carries them."""
    typed("handout", "--sheet", "wallet")
    text = read(work_folder / "resource-finder-wallet-both.html").lower()
    telling = ("traffic", "exploit", "sex", "violen", "assault", "agress", "traite", "strateg",
               "stratég", "tracia", "suicide", "abus", "crisis", "crise", "victim")  # fmt: skip
    assert [word for word in telling if word in text] == []
    assert text.startswith("useful numbers / numéros utiles")


@pytest.mark.parametrize("sheet", ["hotlines", "summary"])
def test_it_is_said_that_a_text_stays(sheet: str, typed: Type, work_folder: Path) -> None:
    """Someone whose phone may be read by others is warned before they call or text."""
    typed("handout", "--sheet", sheet, "--lang", "both")
    text = read(work_folder / f"resource-finder-{sheet}-both.html")
    assert "Calls and texts stay in the phone’s list" in text
    assert "Les appels et les textos restent dans le téléphone" in text


@pytest.mark.parametrize("sheet", [*LIST_SHEETS, "poster", "training"])
def test_a_line_to_write_the_local_police_number(
    sheet: str, typed: Type, work_folder: Path
) -> None:
    """Beside the emergency line one writes the number that works here."""
    typed("handout", "--sheet", sheet, "--lang", "both")
    text = read(work_folder / f"resource-finder-{sheet}-both.html")
    assert "Local police emergency number (write it here)" in text
    assert "Numéro d’urgence de la police locale (à inscrire ici)" in text


def test_a_sheet_that_names_the_dead_ends_with_someone_to_call(
    typed: Type, work_folder: Path
) -> None:
    """Whoever reads of a death on paper finds a line to talk to."""
    typed("handout", "--sheet", "timeline")
    text = read(work_folder / "resource-finder-timeline-en.html")
    assert "Tracia Owen" in text
    assert re.search(r"you can talk to someone: .*1-855-242-3310; .*988", text)


def test_the_timeline_draws_two_dated_phases_and_no_third(
    typed: Type, work_folder: Path, directory: Directory
) -> None:
    """The drawn line shows the main events and the two phases that have a date; it names nobody who
    died."""
    typed("handout", "--sheet", "timeline")
    page = (work_folder / "resource-finder-timeline-en.html").read_text()
    drawing = html.unescape(page[page.index("<svg") : page.index("</svg>")])
    assert 10 <= drawing.count("<circle") < sum(event.main for event in directory.events)
    assert [name for name in directory.header.memorial_names if name in drawing] == []
    label = re.search(r'aria-label="([^"]*)"', drawing)
    assert label
    assert html.unescape(label[1]).endswith(
        "Phase one of the strategy (from December 2002). "
        "Phase two, Tracia’s Trust (from 10 December 2008)."
    )
    assert drawing.count('class="span"') == 2


# --- what is asked for -------------------------------------------------------------------------


def test_ids_print_in_the_order_given(typed: Type, work_folder: Path, index: Index) -> None:
    """A trainer decides what comes first."""
    ids = ["velmas-house", "kids-help-phone", "ma-mawi"]
    assert typed("handout", *ids).code == 0
    text = read(work_folder / "resource-finder-summary-en.html")
    found = text[text.index("Services found") :]
    positions = [found.index(index.service(id).name.en) for id in ids]
    assert positions == sorted(positions)


def test_words_are_searched_and_kept_out_of_names(typed: Type, work_folder: Path) -> None:
    """Whoever sees the file’s name, title or properties learns nothing of what was searched."""
    for format in ("html", "pdf", "docx"):
        assert typed("handout", "zzqxv", "suicide", "--format", format).code == 0
        path = work_folder / f"resource-finder-summary-en.{format}"
        assert b"zzqxv" not in path.read_bytes()
        assert "zzqxv" not in read(path)
    about = pypdf.PdfReader(work_folder / "resource-finder-summary-en.pdf").metadata
    assert about
    assert about.title == "Services and hotlines"
    assert "/Author" not in about


def test_what_is_left_out_is_said(typed: Type) -> None:
    """A worker knows what the sheet does not hold, and why."""
    answer = typed("handout", "--sheet", "hotlines")
    assert answer.err == (
        "Not printed: 1 unconfirmed, 3 not known to be running, 2 not suitable for this handout:"
        " ht-manitoba, missingkids, pmh-crisis-north, ie-crisis, crisis-response-winnipeg,"
        " needhelpnow\n"
    )
    answer = typed("handout", "988", "psi", "--sheet", "hotlines", "--lang", "fr")
    assert answer.err == f"Non imprimé{NBSP}: 1 qui ne convient pas à ce feuillet{NBSP}: psi\n"


def test_a_former_service_is_printed_only_by_id_and_marked(
    typed: Type, work_folder: Path, directory: Directory
) -> None:
    """A former service that is asked for by its id is marked, and no contact of it is given."""
    former = [s.id for s in directory.services if s.status == "former"]
    assert typed("handout", *former, "--lang", "both").code == 0
    page = (work_folder / "resource-finder-summary-both.html").read_text()
    entries = page[page.index("Services found") : page.index("Lines for everyone")]
    assert entries.count("FORMER: do not refer anyone here") == len(former)
    assert "tel:" not in entries
    assert "href" not in entries


def test_an_unconfirmed_number_is_never_printed(typed: Type, work_folder: Path) -> None:
    """Asked for by its id, an entry says that its number is not confirmed, and gives none."""
    assert typed("handout", "ht-manitoba").code == 0
    text = read(work_folder / "resource-finder-summary-en.html")
    assert "resource-finder" not in text
    assert "Not confirmed: do not rely on it." in text
    assert "333-2211" not in text


def test_a_line_without_a_number_does_not_stop_a_sheet_of_numbers(
    typed: Type, work_folder: Path
) -> None:
    """A crisis line whose number nobody knows is left out, and the sheet is made without it."""
    text = (ROOT / "tests" / "data" / "own.yaml").read_text(encoding="utf-8")
    (work_folder / "own.yaml").write_text(
        text.replace("kind: program", "kind: hotline\n    line: crisis"), encoding="utf-8"
    )
    answer = typed("handout", "--sheet", "hotlines", "--also", "own.yaml")
    assert answer.code == 0
    assert re.search(r"\d not suitable for this handout.*zebra-house", answer.err)
    assert "Zebra House" not in read(work_folder / "resource-finder-hotlines-en.html")


@pytest.mark.parametrize(
    ("arguments", "id"),
    [(("velmas-house", "no-such-house"), "no-such-house"), (("--without", "nowhere"), "nowhere")],
)
def test_an_unknown_id_is_refused(
    arguments: tuple[str, ...], id: str, typed: Type, work_folder: Path
) -> None:
    """A slip in an id makes no sheet that lacks something in silence."""
    answer = typed("handout", *arguments)
    assert (answer.code, answer.out) == (1, "")
    assert answer.error.startswith(f"No entry has the ID “{id}”.")
    assert list(work_folder.iterdir()) == []


def test_without_takes_an_entry_out(typed: Type, work_folder: Path, index: Index) -> None:
    """An agency leaves out what it does not want to hand over."""
    typed("handout", "--without", "velmas-house")
    assert index.service("velmas-house").name.en not in read(
        work_folder / "resource-finder-summary-en.html"
    )


def test_filters_choose(typed: Type, work_folder: Path, directory: Directory) -> None:
    """The filters of `find` choose what a sheet holds."""
    typed("handout", "--region", "thompson", "--audience", "youth", "--status", "current")
    text = read(work_folder / "resource-finder-summary-en.html")
    assert "StreetReach North" in text
    assert next(s.name.en for s in directory.services if s.id == "velmas-house") not in text


def test_nothing_found_makes_no_sheet(typed: Type, work_folder: Path) -> None:
    """An empty sheet is not made: its reader would think that there is nobody."""
    answer = typed("handout", "zzqxv")
    assert (answer.code, answer.out) == (1, "")
    assert answer.error == "No handout was created: nothing in the directory matches.\n"
    assert list(work_folder.iterdir()) == []


def test_events_have_their_sheet(typed: Type, work_folder: Path, directory: Directory) -> None:
    """A trainer prints two events of the timeline alone, in order of time."""
    first, last = directory.events[3], directory.events[30]
    answer = typed("handout", "--sheet", "timeline", last.id, first.id, "--format", "markdown")
    assert answer.code == 0
    text = (work_folder / "resource-finder-timeline-en.markdown").read_text()
    dates = re.findall(r"\n- \*\*(.*?)\*\*", text)
    assert dates[-2:] == [Translator(Language.EN).date(event.date) for event in (first, last)]


# --- files -------------------------------------------------------------------------------------


def test_a_name_says_the_format(typed: Type, work_folder: Path) -> None:
    """A file that is called a PDF is one."""
    assert typed("handout", "988", "--output", "a.pdf").code == 0
    assert (work_folder / "a.pdf").read_bytes().startswith(b"%PDF-")


def test_a_word_taken_for_another_is_told(typed: Type) -> None:
    """A slip in an id or a word does not make another sheet in silence."""
    assert "Showing results for “suicide” instead of “suicied”." in typed("handout", "suicied").err


def test_a_file_is_never_written_over_unasked(typed: Type, work_folder: Path) -> None:
    """A sheet that someone has changed by hand is not lost."""
    mine = work_folder / "mine.html"
    mine.write_text("mine")
    answer = typed("handout", "--output", "mine.html")
    assert (answer.code, answer.out, mine.read_text()) == (4, "", "mine")
    assert answer.error == (
        "mine.html already exists: give another name with --output, or use --force"
        " to overwrite it.\n"
    )
    assert typed("handout", "--output", "mine.html", "--force").code == 0
    assert mine.read_text().startswith("<!DOCTYPE html>")
    assert [path.name for path in work_folder.iterdir()] == ["mine.html"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_plain_file_stays_what_it_is(typed: Type, work_folder: Path) -> None:
    """A sheet written into a pipe, a device or through a link leaves each of them as it was."""
    os.mkfifo("pipe")
    Path("link").symlink_to("mine.html")
    Path("mine.html").write_text("mine")
    reading = os.open("pipe", os.O_RDWR | os.O_NONBLOCK)
    assert typed("handout", "988", "--output", "pipe", "--force").code == 0
    assert os.read(reading, 15) == b"<!DOCTYPE html>"
    os.close(reading)
    assert typed("handout", "988", "--output", "link", "--force").code == 0
    assert (Path("pipe").is_fifo(), Path("link").is_symlink()) == (True, True)
    assert Path("mine.html").read_text().startswith("<!DOCTYPE html>")
    assert sorted(path.name for path in work_folder.iterdir()) == ["link", "mine.html", "pipe"]


@pytest.mark.parametrize("where", ["nowhere/sheet.html", ".", "a\0b"])
def test_a_place_that_cannot_be_written_is_told(where: str, typed: Type, work_folder: Path) -> None:
    """A wrong folder is told in one sentence, and nothing is left half written."""
    answer = typed("handout", "--output", where)
    assert (answer.code, answer.out) == (4, "")
    assert answer.error.count("\n") <= 2
    assert "Traceback" not in answer.error
    assert list(work_folder.iterdir()) == []


@pytest.mark.parametrize("format", ["html", "pdf", "docx", "markdown"])
def test_a_sheet_goes_down_a_pipe(
    format: str, work_folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """`--output -` gives the sheet alone, and writes no file."""
    from resource_finder.cli.app import run

    assert run(["handout", "988", "--format", format, "--output", "-"], Language.EN) == 0
    data = capsysbinary.readouterr().out
    start = {"html": b"<!DOCTYPE html>", "pdf": b"%PDF-", "docx": b"PK", "markdown": b"# "}
    assert data.startswith(start[format])
    assert list(work_folder.iterdir()) == []


@pytest.mark.parametrize(
    ("format", "library", "extra"),
    [
        ("pdf", "typst", "print"),
        ("pdf", "fontpkg_source_sans_3", "print"),
        ("docx", "docx", "word"),
    ],
)
def test_a_missing_extra_is_told(
    format: str,
    library: str,
    extra: str,
    language: Language,
    typed: Type,
    monkeypatch: pytest.MonkeyPatch,
    work_folder: Path,
) -> None:
    """Where a format needs more, one sentence says how to install it from where the program came
    from."""
    monkeypatch.delitem(sys.modules, f"resource_finder.render.{format}", raising=False)
    monkeypatch.delattr(f"resource_finder.render.{format}", raising=False)
    monkeypatch.setitem(sys.modules, library, None)
    answer = typed("handout", "--format", format, "--lang", str(language))
    assert (answer.code, answer.out) == (4, "")
    assert command_with(extra) in answer.err
    assert list(work_folder.iterdir()) == []


@pytest.mark.parametrize("format", ["html", "pdf", "markdown"])
def test_the_same_sheet_is_the_same_bytes(
    format: str, work_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sheet made twice for the same day is the same file, byte for byte."""
    from resource_finder.cli.app import run

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793491200")
    sheets = []
    for name in ("one", "two"):
        assert run(["handout", "988", "--format", format, "--output", name], Language.EN) == 0
        sheets.append((work_folder / name).read_bytes())
    assert sheets[0] == sheets[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--sheet", "wallet", "--format", "markdown"),
            "this sheet is not made as markdown, only as: html, pdf",
        ),
        (("--sheet", "poster", "--size", "large"), "A poster has one size"),
        (("--sheet", "wallet", "--size", "large"), "with --sheet hotlines --size large"),
        (("--sheet", "zine"), "summary"),
        (("--title", "x" * 5_001), "longer than 5,000 characters"),
        (("--sheet", "wallet", "--note", "x" * 41), "longer than 40 characters"),
    ],
)
def test_what_does_not_fit_is_refused(
    arguments: tuple[str, ...], message: str, typed: Type, work_folder: Path
) -> None:
    """A sheet that does not exist is refused in words, and nothing is written."""
    answer = typed("handout", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert message in answer.err
    assert list(work_folder.iterdir()) == []


# --- hostile words -----------------------------------------------------------------------------

HOSTILE: Final = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "#eval(\"1+1\") $x$ @ref <l>",
    "[x](javascript:alert(1)) **b** `c`", "{{ 7*7 }} {0} %s \\u{41}", "a'b\"c</title>", "x" * 5_000,
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("format", ["html", "pdf", "docx", "markdown"])
def test_hostile_titles_and_notes_are_printed_as_written(
    words: str, format: str, typed: Type, work_folder: Path
) -> None:
    """A title or a note is words, whatever it looks like."""
    answer = typed("handout", "988", "--title", words, "--note", words, "--format", format)
    assert answer.code == 0
    path = work_folder / f"resource-finder-summary-en.{format}"
    shown = re.sub(r"\s", "", read(path))
    assert shown.count(re.sub(r"\s", "", words)) >= 2
    if format == "html":
        assert b"<script" not in path.read_bytes()
        assert b"<img" not in path.read_bytes()


def test_hostile_names_in_a_file_of_ones_own_are_words_too(
    typed: Type,
    work_folder: Path,
    directory: Directory,
    index: Index,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What an agency’s file calls a service is printed as written, and never run."""
    words = " ".join(HOSTILE[:-1])
    text = (ROOT / "tests" / "data" / "own.yaml").read_text(encoding="utf-8")
    own = work_folder / "own.yaml"
    own.write_text(text.replace("Zebra House", json.dumps(words)), encoding="utf-8")
    with_own = update(index.duplicate(), directory, load(also=[own]))
    monkeypatch.setattr(builtin_index, "open_index", lambda *_: with_own)
    for format in ("html", "pdf", "docx", "markdown"):
        assert typed("handout", "zebra-house", "--format", format).code == 0
        shown = re.sub(r"\s", "", read(work_folder / f"resource-finder-summary-en.{format}"))
        assert re.sub(r"\s", "", words) in shown
    assert b"<script" not in (work_folder / "resource-finder-summary-en.html").read_bytes()
    assert b"<img" not in (work_folder / "resource-finder-summary-en.html").read_bytes()


def test_a_line_without_a_number_stands_on_no_sheet_of_numbers(
    typed: Type,
    work_folder: Path,
    directory: Directory,
    index: Index,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A crisis line of an agency’s file that has no number yet is left out, and that is said."""
    text = (ROOT / "tests" / "data" / "own.yaml").read_text(encoding="utf-8")
    own = work_folder / "own.yaml"
    own.write_text(
        text.replace("kind: program", "kind: hotline\n    line: crisis"), encoding="utf-8"
    )
    with_own = update(index.duplicate(), directory, load(also=[own]))
    monkeypatch.setattr(builtin_index, "open_index", lambda *_: with_own)
    answer = typed("handout", "--sheet", "hotlines")
    assert (answer.code, "not suitable for this handout" in answer.err) == (0, True)
    assert answer.err.endswith(", zebra-house\n")
    assert "Zebra House" not in read(work_folder / "resource-finder-hotlines-en.html")


@pytest.mark.parametrize("format", ["html", "docx", "markdown"])
def test_cree_syllabics_are_printed(format: str, typed: Type, work_folder: Path) -> None:
    """An agency’s own name is printed in its own letters."""
    assert typed("handout", "988", "--title", "ᓂᐦᐃᔭᐤ", "--format", format).code == 0
    assert "ᓂᐦᐃᔭᐤ" in read(work_folder / f"resource-finder-summary-en.{format}")


def test_letters_that_no_font_has_are_refused_in_words(typed: Type, work_folder: Path) -> None:
    """A PDF never leaves a letter out in silence."""
    answer = typed("handout", "988", "--title", "ᓂᐦᐃ", "--format", "pdf")
    assert (answer.code, answer.out) == (4, "")
    assert answer.error == ("The PDF fonts cannot print “ᓂᐦᐃ”: use --format html or docx.\n")
    assert list(work_folder.iterdir()) == []


# --- independent checkers ----------------------------------------------------------------------


@pytest.fixture
def sheets(typed: Type, work_folder: Path) -> dict[Case, Path]:
    """Every sheet in HTML and PDF."""
    files = {}
    for case in CASES:
        if case.format in ("html", "pdf"):
            path = work_folder / f"{'-'.join(case)}.{case.format}"
            assert typed(*case.typed(), "--output", str(path)).code == 0
            files[case] = path
    return files


@pytest.mark.heavy
def test_axe_finds_no_fault_in_any_html_sheet(sheets: dict[Case, Path]) -> None:
    """A screen reader, a narrow phone and a printer can all read every HTML sheet."""
    pages = [path for case, path in sheets.items() if case.format == "html"]
    assert {p.stem: f for p, f in checkers.html_faults(pages).items() if f} == {}


@pytest.mark.heavy
def test_every_pdf_sheet_is_universally_accessible(sheets: dict[Case, Path]) -> None:
    """veraPDF finds each PDF sheet compliant with PDF/UA-1; tables have header cells."""
    pages = {path: case for case, path in sheets.items() if case.format == "pdf"}
    assert {p.stem: f for p, f in checkers.pdf_faults(pages).items() if f} == {}
    for path, case in pages.items():
        parts = checkers.pdf_structure(path.read_bytes())
        tags = {part.tag for part in parts}
        assert ("TH" in tags) == ("Table" in tags)
        assert all(part.alt for part in parts if part.tag == "Figure")
        root: Any = pypdf.PdfReader(path).root_object
        languages = {part.language[:2] for part in parts if part.language} | {root["/Lang"][:2]}
        assert languages == {str(language) for language in case.languages}


@pytest.mark.heavy
def test_a_browser_prints_the_promised_pages(
    sheets: dict[Case, Path], directory: Directory
) -> None:
    """A browser prints as few pages as the PDF has, a summary one more."""
    wanted = {path: case for case, path in sheets.items() if case.format == "html"}
    printed = checkers.print_to_pdf(wanted)
    pages = {p.stem: len(pypdf.PdfReader(io.BytesIO(data)).pages) for p, data in printed.items()}
    too_long = {
        path.stem: pages[path.stem]
        for path, case in wanted.items()
        if pages[path.stem] > max_pages(case, directory)
    }
    assert too_long == {}


@pytest.mark.heavy
def test_a_browser_prints_a_poster_with_the_number_of_the_police_on_one_page(
    typed: Type, language: Language, work_folder: Path
) -> None:
    """The strip to tear off stays below an agency’s poster, on both papers."""
    posters = {paper: work_folder / f"{paper}.html" for paper in ("letter", "a4")}
    for paper, path in posters.items():
        typed("handout", "--sheet", "poster", "--police", "204-555-0123", "--paper", paper,
              "--lang", language, "--output", str(path))  # fmt: skip
    printed = checkers.print_to_pdf(posters.values())
    pages = {p.stem: len(pypdf.PdfReader(io.BytesIO(data)).pages) for p, data in printed.items()}
    assert pages == {"letter": 1, "a4": 1}
