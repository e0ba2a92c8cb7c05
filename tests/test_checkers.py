"""The checkers of printed pages: each passes a good page, and finds the faults of a bad one."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pypdf
import pytest
import typst

import checkers
from conftest import ROOT

heavy = pytest.mark.heavy

GOOD: Final = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Lines</title>
<meta name="viewport" content="width=device-width"><style>@page { size: letter; margin: 0.75in }
</style></head><body><main><h1>Lines</h1><p>Call 1-800-555-0100 now</p></main></body></html>"""

BAD: Final = {
    "no language": (' lang="en"', "", "axe html-has-lang"),
    "picture without words": ("Call", '<img src="data:,">Call', "axe image-alt"),
    "grey on white": ("<p>", '<p style="color:#999">', "axe color-contrast"),
    "wide on a screen": ("<p>", '<p style="width:4in">', "320 px: wider than the page: <p> Call"),
    "wide on paper": ("<p>", '<p style="width:7.5in">', "paper: wider than the page: <p> Call"),
    "too long a word": ("1-800", "1" * 200, "320 px: wider than the page"),
    "cut": ("<p>", '<p style="height:.5em;overflow:hidden">', "cut off: <p> Call"),
    "overflowing": ("<p>", '<p style="height:.02in">', "overflows: <p> Call"),
    "a script": ("<p>", "<script>alert(1)</script><p>", "has a script"),
    "a remote style": (
        "<p>", '<link rel="stylesheet" href="https://a.example/b.css"><p>',
        "asks for https://a.example/b.css",
    ),
    "no paper": ("size: letter;", "", "paper: no @page rule"),
}  # fmt: skip
"""Ways to break the good page: what is replaced, by what, and the fault that must be found."""

SHEET: Final = b"""#set document(title: "Lines")
#set text(lang: "en", region: "CA")
= Lines
#table(columns: 2, table.header[Line][Number], [Help], [1-800-555-0100])
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The good page and every broken one, by name."""
    folder = tmp_path_factory.mktemp("pages")
    pages = {"good": GOOD} | {name: GOOD.replace(old, new) for name, (old, new, _) in BAD.items()}
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in pages}


@pytest.fixture(scope="module")
def faults(pages: dict[str, Path]) -> dict[str, list[str]]:
    """The faults that Chromium and axe find in each page, by name."""
    return {path.stem: faults for path, faults in checkers.html_faults(pages.values()).items()}


@heavy
def test_a_good_page_has_no_fault(faults: dict[str, list[str]]) -> None:
    """A page that everyone can read passes."""
    assert faults["good"] == []


@heavy
@pytest.mark.parametrize("name", BAD)
def test_a_broken_page_is_caught(faults: dict[str, list[str]], name: str) -> None:
    """A page that somebody cannot read, or that asks the network for something, is caught."""
    assert any(BAD[name][2] in fault for fault in faults[name]), faults[name]


@heavy
def test_a_page_is_printed_on_its_own_paper(pages: dict[str, Path]) -> None:
    """Printed pages are counted, measured and read as they leave the printer."""
    [pdf] = checkers.print_to_pdf([pages["good"]]).values()
    [page] = pypdf.PdfReader(io.BytesIO(pdf)).pages
    assert (page.mediabox.width, page.mediabox.height) == (612, 792)
    assert page.extract_text() == "Lines\nCall 1-800-555-0100 now"


@heavy
def test_only_a_tagged_pdf_passes(tmp_path: Path, pages: dict[str, Path]) -> None:
    """A PDF that a screen reader cannot follow is caught, and one that is no PDF."""
    pdfs = {
        "good": typst.compile(SHEET, pdf_standards="ua-1"),
        "untagged": typst.compile(SHEET, pdf_tags=False),
        "printed": checkers.print_to_pdf([pages["good"]])[pages["good"]],
        "none": b"no PDF",
    }
    for name, pdf in pdfs.items():
        (tmp_path / f"{name}.pdf").write_bytes(pdf)
    answers = checkers.pdf_faults(tmp_path / f"{name}.pdf" for name in pdfs)
    faults = {path.stem: faults for path, faults in answers.items()}
    assert faults["good"] == []
    assert faults["none"] == ["cannot be read: Couldn't parse stream"]
    rules = {name: [fault.split()[0] for fault in found] for name, found in faults.items()}
    assert rules["printed"] == ["6.2-1", "7.1-11", "7.1-3", "7.1-8", "7.2-34"]
    assert rules["untagged"] == ["5-1", "6.2-1", "7.1-10", "7.1-11", "7.1-3"]


@heavy
@pytest.mark.parametrize(
    ("ci", "code", "message"),
    [
        ({}, 0, "1 skipped"),
        ({"CI": "true"}, 1, "no check may be missing in CI"),
    ],
)
def test_a_missing_checker_fails_in_ci_alone(ci: dict[str, str], code: int, message: str) -> None:
    """A developer without Chromium or Java sees what is missing; in CI it is a failure."""
    test = f"{__file__}::test_a_page_is_printed_on_its_own_paper"
    without = {key: value for key, value in os.environ.items() if key != "CI"} | {"PATH": ""}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-m", "heavy", "-n", "0", "-rs", test],
        cwd=ROOT, env=without | ci, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, message in done.stdout) == (code, True), done.stdout
    assert "needs " in done.stdout


def test_the_structure_of_a_pdf_is_read() -> None:
    """Headings, header cells and languages are found as a screen reader reads them."""
    tagged = typst.compile(SHEET + b'#text(lang: "fr")[Aide]\n', pdf_standards="ua-1")
    elements = checkers.pdf_structure(tagged)
    assert [one.tag for one in elements if one.tag in {"H1", "TH", "TD"}] == [
        "H1",
        "TH",
        "TH",
        "TD",
        "TD",
    ]
    assert [one.language for one in elements if one.language] == ["fr-CA"]
