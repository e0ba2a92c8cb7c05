"""The pictures of README and LISEZMOI: true, small, readable aloud, and fetched from nowhere."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from contextlib import redirect_stdout
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import pytest

from conftest import AS_OF, ROOT
from resource_finder.bilingual import Language
from resource_finder.cli.app import run
from tools import stills

SVG: Final = "{http://www.w3.org/2000/svg}"
MAX_BYTES: Final = 40_000
ROW_HEIGHT: Final = 24.4
"""In units of the SVG, as Rich draws rows."""
SETTINGS: Final = (
    "ACCESSIBLE", "RESOURCE_FINDER_PLAIN", "RESOURCE_FINDER_REGION", "RESOURCE_FINDER_POLICE",
)  # fmt: skip
"""The variables that change an answer on a terminal."""


def picture(language: Language) -> Path:
    """The picture of the answer in a language."""
    return ROOT / "docs" / "pictures" / f"answer-{language}.svg"


def rows(svg: ElementTree.Element) -> list[str]:
    """The rows of text of a picture, each of its parts in its column; the command is not one."""
    drawn: dict[float, str] = defaultdict(str)
    column = float(svg.findall(f".//{SVG}clipPath/{SVG}rect")[0].attrib["width"]) / 80
    for part in svg.findall(f".//{SVG}g/{SVG}text"):
        y = float(part.attrib["y"])
        start = round(float(part.attrib["x"]) / column)
        assert len(drawn[y]) <= start, f"parts of a row overlap: {part.text}"
        drawn[y] = drawn[y].ljust(start) + (part.text or "")
    by_row = {round((y - min(drawn)) / ROW_HEIGHT): text for y, text in drawn.items()}
    return [by_row.get(row, "").replace("\u00a0", " ").rstrip() for row in range(max(by_row) + 1)]


class Terminal(io.StringIO):
    """A terminal whose text can be read afterwards."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def test_a_picture_shows_what_the_program_prints(
    language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each row of a picture is the row of a terminal of 80 columns and 24 lines; where the
    directory or the layout changed, `python tools/stills.py` draws it again, to be looked at."""
    for key in SETTINGS:
        monkeypatch.delenv(key, raising=False)
    for key, value in {"COLUMNS": "80", "LINES": "24", "TERM": "xterm"}.items():
        monkeypatch.setenv(key, value)
    svg = ElementTree.parse(picture(language)).getroot()
    command = svg.findall(f"{SVG}text")[0].text or ""
    words = command.removeprefix("$ resource-finder ").split()
    with redirect_stdout(Terminal()) as terminal:
        assert run([*words, *AS_OF], language) == 0
    text = re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue()).replace("\u00a0", " ")
    assert rows(svg) == [line.rstrip() for line in text.rstrip("\n").split("\n")]
    assert re.match(r"\d", rows(svg)[3]), "the first answer has a number to call"


def test_a_picture_is_the_same_whoever_draws_it(
    language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No setting, no day and no earlier picture changes it, so that a change can be read."""
    first = stills.still(language)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("RESOURCE_FINDER_POLICE", "204-555-0123")
    assert stills.still(language) == first


def test_a_picture_names_nothing_outside_itself(language: Language) -> None:
    """Whoever opens it asks no other computer for a font, and it is small."""
    data = picture(language).read_bytes()
    text = data.decode().replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert re.findall(r"https?:|//|@import|@font-face|href|data:|<script", text) == []
    assert set(re.findall(r"url\((.)", text)) == {"#"}
    assert len(data) <= MAX_BYTES


def test_a_picture_says_what_it_shows(language: Language) -> None:
    """A screen reader reads one sentence, in its language, in the picture and on the page."""
    root = ElementTree.parse(picture(language)).getroot()
    title = root.findall(f"{SVG}title")[0]
    assert root.attrib["role"] == "img"
    assert root.attrib["lang"] == language
    assert root.attrib["aria-labelledby"] == title.attrib["id"]
    assert title.text == stills.ALT[language]
    page = {Language.EN: "README.md", Language.FR: "LISEZMOI.md"}[language]
    shown = f'<img src="docs/pictures/answer-{language}.svg" alt="{title.text}"'
    assert shown in (ROOT / page).read_text(encoding="utf-8")
