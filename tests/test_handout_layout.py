"""How sheets look: sizes that can be read, measured in the PDF itself; what leads, and what the
training sheet asks."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, Final

import pypdf
import pytest

from conftest import Type
from resource_finder.bilingual import Language
from resource_finder.finder import Finder
from resource_finder.i18n import Translator
from resource_finder.model import Directory, Event
from resource_finder.render.svg import svg
from resource_finder.search.filters import Filters
from resource_finder.search.index import Index
from resource_finder.views.document import Page
from resource_finder.views.entry import ViewContext
from resource_finder.views.sheet_choice import SheetRequest, select
from resource_finder.views.sheet_specs import SHEETS
from resource_finder.views.sheets import SheetOptions, compose
from resource_finder.views.timeline import names_a_loss

POINTS_IN_A_MM: Final = 72 / 25.4
DIGIT_EM: Final = 0.65
"""The height of a digit or a capital of Source Sans 3, in type sizes."""
NUMBER: Final = re.compile(r"\d{3}[-\u00a0 ]\d{4}|\b988\b|686868")


@pytest.fixture(autouse=True)
def work_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to write into."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(path: Path) -> list[tuple[float, str]]:
    """Every piece of text of a PDF that is not turned, with its size in points."""
    pieces: list[tuple[float, str]] = []

    def visit(text: str, cm: Any, tm: Any, _: Any, size: float) -> None:
        points = round(size * abs(tm[0] * cm[0]), 1)
        if text.strip() and points > 1:
            pieces.append((points, " ".join(text.split())))

    for page in pypdf.PdfReader(path).pages:
        page.extract_text(visitor_text=visit)
    return pieces


def sheet_page(
    index: Index, sheet: str, language: Language, day: date = date(2026, 11, 24),
    words: tuple[str, ...] = (), large: bool = False,
) -> Page:  # fmt: skip
    """A sheet in one language, before it is rendered."""
    spec = SHEETS[sheet]
    selection = select(SheetRequest(spec, words, Filters()), Finder(index))
    view = ViewContext(Translator(language), index, day)
    return compose(SheetOptions(spec, large=large), selection, [view]).pages[0]


# --- sizes ------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", ["normal", "large"])
@pytest.mark.parametrize("sheet", ["hotlines", "summary", "timeline", "training"])
def test_the_body_of_a_sheet_is_large_enough(
    sheet: str, size: str, typed: Type, work_folder: Path
) -> None:
    """Nobody needs a magnifying glass: a body of 12 points or 18, heads and feet of 10."""
    if size not in SHEETS[sheet].sizes:
        pytest.skip("this sheet has one size")
    typed("handout", "--sheet", sheet, "--size", size, "--format", "pdf", "--output", "x.pdf")
    sizes: Counter[float] = Counter()
    for points, text in printed(work_folder / "x.pdf"):
        sizes[points] += len(text)
    body, edge = (18, 12) if size == "large" else (12, 10)
    assert min(sizes) >= edge
    small = sum(n for points, n in sizes.items() if points < body)
    assert small < 0.25 * sum(sizes.values())


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_a_wallet_card_can_be_read(paper: str, typed: Type, work_folder: Path) -> None:
    """Numbers on a card have 11 points, words at least 8; a page holds eight cards, or ten."""
    typed("handout", "--sheet", "wallet", "--format", "pdf", "--paper", paper, "--output", "x.pdf")
    pieces = printed(work_folder / "x.pdf")
    assert min(points for points, _ in pieces) >= 8
    assert {points for points, text in pieces if NUMBER.search(text)} == {11.0}
    reader = pypdf.PdfReader(work_folder / "x.pdf")
    cards = {"letter": 8, "a4": 10}[paper]
    assert [len(re.findall(r"988", page.extract_text())) for page in reader.pages] == [cards] * 2


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_a_poster_can_be_read_from_two_metres(
    paper: str, language: Language, typed: Type, work_folder: Path, directory: Directory
) -> None:
    """The number to call for a child is at least 16.7 mm high (two metres / 120), the others are
    8.7 mm, what they are for 5.8 mm."""
    typed("handout", "--sheet", "poster", "--format", "pdf", "--paper", paper, "--output", "x.pdf",
          "--lang", language)  # fmt: skip
    pieces = printed(work_folder / "x.pdf")
    height = {text: points * DIGIT_EM / POINTS_IN_A_MM for points, text in pieces}
    numbers = [t for t in height if re.fullmatch(r"[\d -]*\d{3}-\d{4}|988|686868", t)]
    assert len(numbers) >= 7
    # The largest is that for a child.
    largest = max(numbers, key=lambda number: height[number])
    child = next(s for s in directory.services if s.id == "cfs-report").phones[0]
    assert largest in Translator(language).phone(child.number).replace("\u00a0", " ")
    assert height[largest] >= 16.7
    assert min(height[number] for number in numbers) >= 8.7
    labels = {" ".join(s.use_for[language].split()) for s in directory.services if s.use_for}
    shown = [text for text in height if text in labels]
    assert len(shown) >= 3
    assert min(height[label] for label in shown) >= 5.8


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize(("sheet", "pages"), [("poster", 1), ("wallet", 2), ("hotlines", 1)])
def test_a_police_number_takes_no_page_more(
    sheet: str, pages: int, paper: str, language: Language, typed: Type, work_folder: Path
) -> None:
    """A sheet to hang up or to cut out stays as long as it is, whatever an agency adds."""
    typed("handout", "--sheet", sheet, "--format", "pdf", "--paper", paper, "--output", "x.pdf",
          "--lang", language, "--police", "1-866-555-0123")  # fmt: skip
    assert len(pypdf.PdfReader(work_folder / "x.pdf").pages) == pages


@pytest.mark.parametrize("large", [True, False])
def test_no_line_of_the_drawing_runs_through_words(
    index: Index, language: Language, large: bool
) -> None:
    """Every label of the timeline stands on white, above all lines to points; a word with a hyphen
    stays whole."""
    drawing = sheet_page(index, "timeline", language).drawing
    assert drawing is not None
    shapes = re.findall(r"<path[^>]*>|<text[^>]*anchor.*?</text>", svg(drawing, large))
    lines = [i for i, shape in enumerate(shapes) if 'stroke-width="0.7"' in shape]
    first_words = next(i for i, shape in enumerate(shapes) if "anchor" in shape)
    assert len(lines) == len(drawing.flags)
    assert max(lines) < first_words
    assert shapes[first_words - 1].endswith('fill="#fff"/>')
    assert not [shape for shape in shapes if shape.endswith("-</text>")]


# --- what stands where ------------------------------------------------------------------------


def test_no_sheet_needs_the_tool(language: Language, index: Index) -> None:
    """Whoever holds the paper has no computer at hand: no sheet names a command."""
    for sheet in SHEETS:
        page = sheet_page(index, sheet, language)
        texts = [page.foot, *page.opening, *page.closing, *page.legend]
        texts += [f.value + f.note for s in page.sections for i in s.items for f in i.fields]
        assert [text for text in texts if "resource-finder" in text] == [], sheet


def test_a_sheet_on_a_topic_leads_with_it(language: Language, index: Index) -> None:
    """What was searched stands first, then the lines for everyone in short; the crisis line for
    young people in Thompson is there for who runs away in Thompson."""
    page = sheet_page(index, "summary", language, words=("runaway", "thompson"))
    first, second, *_ = page.sections
    assert first.title == Translator(language).text("Services found")
    assert second.title == Translator(language).text("Lines for everyone")
    links = [n.link for item in second.items for n in item.numbers]
    assert f"tel:{index.service('youth-crisis-thompson').phones[0].number}" in links
    elsewhere = sheet_page(index, "summary", language, words=("runaway", "winnipeg")).sections[1]
    links = [n.link for item in elsewhere.items for n in item.numbers]
    assert f"tel:{index.service('youth-crisis-thompson').phones[0].number}" not in links


def test_local_offices_come_last(language: Language, index: Index) -> None:
    """Nobody calls a detachment before a crisis line; services without a number stand together,
    each with the number to call instead."""
    page = sheet_page(index, "summary", language)
    text = Translator(language).text
    titles = [section.title for section in page.sections if not section.within]
    offices = text("Police and Child and Family Services offices")
    assert titles[-2:] == [offices, text("Where these facts come from")]
    assert titles.count(text("Services without a number known to us")) == 1
    assert page.contents == text("Contents")
    assert sheet_page(index, "summary", language, words=("runaway",)).contents == ""


def test_a_summary_in_large_print_says_that_it_is_a_selection(
    language: Language, index: Index
) -> None:
    """Whoever needs large print knows that the other sheet holds more."""
    assert sheet_page(index, "summary", language).opening == ()
    (said,) = sheet_page(index, "summary", language, large=True).opening
    assert said.startswith(("A selection", "Sélection"))


# --- training ---------------------------------------------------------------------------------


def test_the_training_sheet_asks_ten_questions_with_one_answer_each(
    language: Language, index: Index
) -> None:
    """Every question has four answers, one of them in the key, on a page of its own."""
    page = sheet_page(index, "training", language)
    *_, asked, key = page.sections
    assert (len(asked.items), len(key.items), key.new_page) == (10, 10, True)
    for question, answer in zip(asked.items, key.items, strict=True):
        choices = [field.value for field in question.fields]
        assert (len(choices), len(set(choices))) == (4, 4)
        said = answer.fields[1].value
        assert len([choice for choice in choices if said.startswith(choice)]) == 1


def test_the_day_decides_what_is_asked(index: Index) -> None:
    """A course of next week has other questions; both languages ask the same on one day."""
    days = (date(2026, 11, 24), date(2026, 12, 1))
    first, other = (sheet_page(index, "training", Language.EN, day).sections for day in days)
    assert first[-2] != other[-2]
    assert first == sheet_page(index, "training", Language.EN, days[0]).sections
    french = sheet_page(index, "training", Language.FR, days[0]).sections
    letters = [[item.fields[1].value[0] for item in s[-1].items] for s in (first, french)]
    assert letters[0] == letters[1]


def test_the_training_sheet_tells_what_it_asks(language: Language, index: Index) -> None:
    """Every event of a question stands on the sheet, and no answer is a number that is in doubt."""
    events = [event for event in index.entries("event") if isinstance(event, Event)]
    for month in range(1, 13):
        page = sheet_page(index, "training", language, date(2027, month, 1))
        *_, told, asked, key = page.sections
        listed = str(told.items).replace(r"\xa0", "\u00a0")
        questions = " ".join(item.title for item in asked.items)
        names = [event.name[language] for event in events if event.name[language] in questions]
        assert len(names) == 5
        assert [name for name in names if name not in listed] == []
        doubt = Translator(language).label("limited")
        assert not [item for item in key.items if any(doubt in f.value for f in item.fields)]


def test_no_question_is_about_a_death(language: Language, index: Index) -> None:
    """Nobody is quizzed on who died: such events stand in the list, with lines to talk to."""
    view = ViewContext(Translator(language), index, date(2026, 11, 24))
    losses = {
        event.name[language]
        for event in index.entries("event")
        if isinstance(event, Event) and names_a_loss(event, view)
    }
    assert len(losses) >= 5
    for month in range(1, 13):
        page = sheet_page(index, "training", language, date(2027, month, 1))
        asked = "\n".join(
            f"{item.title} {' '.join(field.value for field in item.fields)}"
            for section in page.sections[-2:]
            for item in section.items
        )
        assert [name for name in losses if name in asked] == []
        assert [name for name in index.header.memorial_names if name in asked] == []
        assert any("988" in line for line in page.opening)
