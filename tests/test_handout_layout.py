"""How sheets look: sizes that can be read, measured in the PDF itself; what leads, and what the
training sheet asks."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

import pypdf
import pytest
from docx import Document

from conftest import Type, replace
from resource_finder.bilingual import Language, Text
from resource_finder.directory.review import due_date
from resource_finder.finder import Finder
from resource_finder.i18n import Translator
from resource_finder.model import Directory, Event, Service
from resource_finder.render.svg import svg
from resource_finder.search.filters import Filters
from resource_finder.search.index import Index
from resource_finder.views.document import Page
from resource_finder.views.entry import ViewContext, full_name
from resource_finder.views.rows import short_name
from resource_finder.views.sheet_choice import SheetRequest, select
from resource_finder.views.sheet_specs import SHEETS
from resource_finder.views.sheet_training import event_questions, line_questions
from resource_finder.views.sheets import SheetOptions, compose
from resource_finder.views.timeline import draw_years, names_a_loss

POINTS_IN_A_MM: Final = 72 / 25.4
DIGIT_EM: Final = 0.65
"""The height of a digit or a capital of Source Sans 3, in type sizes."""
NUMBER: Final = re.compile(r"\d{3}[-\u00a0 ]\d{4}|\b988\b|686868")


@pytest.fixture(autouse=True)
def work_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to write into."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Printed(NamedTuple):
    """A sheet as a PDF: the text of each page, and every piece of text that is not turned, with its
    size in points."""

    pages: list[str]
    pieces: list[tuple[float, str]]


_PRINTED: Final[dict[tuple[str, ...], Printed]] = {}


def printed(typed: Type, *options: str) -> Printed:
    """The sheet of some options; each is made and read once, for all that is asked of it."""
    if options not in _PRINTED:
        typed("handout", "--format", "pdf", "--output", "printed.pdf", "--force", *options)
        _PRINTED[options] = _read(Path("printed.pdf"))
    return _PRINTED[options]


def _read(path: Path) -> Printed:
    pieces: list[tuple[float, str]] = []

    def visit(text: str, cm: Any, tm: Any, _: Any, size: float) -> None:
        points = round(size * abs(tm[0] * cm[0]), 1)
        if text.strip() and points > 1:
            pieces.append((points, " ".join(text.split())))

    reader = pypdf.PdfReader(path)
    return Printed([page.extract_text(visitor_text=visit) for page in reader.pages], pieces)


def services(index: Index) -> list[Service]:
    """Every service of the directory."""
    return [s for kind in ("hotline", "program") for s in index.entries(kind)
            if isinstance(s, Service)]  # fmt: skip


def events_of(index: Index) -> list[Event]:
    """Every event of the directory."""
    return [event for event in index.entries("event") if isinstance(event, Event)]


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
def test_the_body_of_a_sheet_is_large_enough(sheet: str, size: str, typed: Type) -> None:
    """Nobody needs a magnifying glass: a body of 12 points or 18, heads and feet of 10."""
    if size not in SHEETS[sheet].sizes:
        pytest.skip("this sheet has one size")
    sizes: Counter[float] = Counter()
    for points, text in printed(typed, "--sheet", sheet, "--size", size, "--lang", "en").pieces:
        sizes[points] += len(text)
    body, edge = (18, 12) if size == "large" else (12, 10)
    assert min(sizes) >= edge
    small = sum(n for points, n in sizes.items() if points < body)
    assert small < 0.25 * sum(sizes.values())


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_a_wallet_card_can_be_read(paper: str, typed: Type) -> None:
    """Numbers on a card have 11 points, words at least 8; a page holds eight cards, or ten."""
    pages, pieces = printed(typed, "--sheet", "wallet", "--paper", paper)
    assert min(points for points, _ in pieces) >= 8
    assert {points for points, text in pieces if NUMBER.search(text)} == {11.0}
    cards = {"letter": 8, "a4": 10}[paper]
    assert [len(re.findall(r"988", page)) for page in pages] == [cards] * 2


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_a_poster_can_be_read_from_two_metres(
    paper: str, language: Language, typed: Type, directory: Directory
) -> None:
    """The number to call for a child is at least 16.7 mm high (two metres / 120), the others are
    8.7 mm, what they are for 5.8 mm."""
    pieces = printed(typed, "--sheet", "poster", "--paper", paper, "--lang", language).pieces
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


def test_a_column_that_goes_on_says_again_whom_to_call(
    language: Language, typed: Type, index: Index
) -> None:
    """Whoever reads on in another column sees whom to call for services without a number; there
    are as many pages as their numbers say."""
    pages = printed(typed, "--sheet", "summary", "--size", "normal", "--lang", language).pages
    text = " ".join(" ".join(pages).split())
    call = Translator(language).text("Call instead")
    groups = [s for s in sheet_page(index, "summary", language).sections if s.call]
    assert text.count(f"{call}:") + text.count(f"{call} :") > len(groups)
    last = Translator(language).text("Page {page} of {pages}", page=len(pages), pages=len(pages))
    assert last in pages[-1]


def test_notes_have_lines_to_write_on(typed: Type, work_folder: Path) -> None:
    """The heading of the notes does not stand at the foot of a column, however long the sheet."""
    from_foot: list[float] = []

    def visit(text: str, cm: Any, tm: Any, *_: Any) -> None:
        if text.strip() == "Notes":
            from_foot.append(cm[5] + cm[3] * tm[5])

    for limit in range(2, 8):
        typed("handout", "suicide", "--limit", str(limit), "--format", "pdf", "--force",
              "--output", "x.pdf")  # fmt: skip
        for page in pypdf.PdfReader(work_folder / "x.pdf").pages:
            page.extract_text(visitor_text=visit)
    assert len(from_foot) == 6
    # Three lines, and the foot of the page.
    assert min(from_foot) > 110


@pytest.mark.parametrize("sheet", ["hotlines", "timeline"])
def test_the_first_page_of_each_language_has_no_running_head(sheet: str, typed: Type) -> None:
    """The French of a sheet in both languages begins as its English does, with its title."""
    both = printed(typed, "--sheet", sheet, "--lang", "both")
    pages = [" ".join(page.split()) for page in both.pages]
    half = len(pages) // 2
    child = {0: "Child abuse or neglect: ", half: "Enfant maltraité ou négligé : "}
    for i, page in enumerate(pages):
        assert (child[i - i % half] in page) is (i not in child)


def test_a_large_page_that_goes_on_with_a_heading_repeats_it(
    language: Language, typed: Type
) -> None:
    """Whoever turns to the second page of the large sheet of lines reads what its first are."""
    large = printed(typed, "--sheet", "hotlines", "--size", "large", "--lang", language)
    first, second = large.pages
    translator = Translator(language)
    again = f"{translator.label('crisis')} {translator.text('(continued)')}"
    assert (again in first, again in second) == (False, True)


def test_a_poster_with_the_number_of_the_police_is_one_page(
    language: Language, typed: Type, work_folder: Path
) -> None:
    """An agency that has its local police number printed still hangs up one page."""
    for paper in ("letter", "a4"):
        typed("handout", "--sheet", "poster", "--police", "204-555-0123", "--paper", paper,
              "--lang", language, "--format", "pdf", "--force", "--output", "x.pdf")  # fmt: skip
        assert len(pypdf.PdfReader(work_folder / "x.pdf").pages) == 1


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
    begin = [section.title for section in page.sections].index(offices)
    numbers = [[n.link for s in part for i in s.items for n in i.numbers]
               for part in (page.sections[:begin], page.sections[begin:])]  # fmt: skip
    police = f"tel:{index.service('rcmp-thompson').phones[0].number}"
    assert [links.count(police) for links in numbers] == [0, 1]
    assert page.contents == text("Contents")
    assert sheet_page(index, "summary", language, words=("runaway",)).contents == ""


def test_services_without_a_number_stand_under_the_number_to_call(
    language: Language, index: Index
) -> None:
    """Each of some fifty services stands once, under the one number to call instead, which is said
    once a group; the place of each stands beside its name, and nothing is told twice."""
    page = sheet_page(index, "summary", language)
    groups = [section for section in page.sections if section.call]
    assert len({section.call for section in groups}) == len(groups) > 8
    view = ViewContext(Translator(language), index, date(2026, 11, 24))
    for section in groups:
        assert section.call
        for item in section.items:
            (service,) = [s for s in services(index) if full_name(s, view.translator) == item.title]
            other = index.call_instead(service.id)
            assert other
            assert section.call.link == f"tel:{other.phones[0].number}"
            assert not item.numbers
    said = [section.call.note for section in groups if section.call and section.call.value == "211"]
    assert said == ["Manitoba"]
    asides = {item.title: item.aside for section in groups for item in section.items}
    name = full_name(index.service("velmas-house"), view.translator)
    assert asides[name] == "Winnipeg"


def test_local_offices_stand_under_their_places(language: Language, index: Index) -> None:
    """Whoever looks for the police of their town finds the place first."""
    page = sheet_page(index, "summary", language)
    titles = [section.title for section in page.sections]
    offices = Translator(language).text("Police and Child and Family Services offices")
    regions = index.header.regions
    places = [region.name[language] for region in regions.values()]
    found = [place.lower() for place in titles[titles.index(offices) + 1 : -1]]
    assert len(found) >= 4
    assert found[-1] == regions["manitoba"].name[language].lower()
    ordered = [place.lower() for place in places if place.lower() in found[:-1]]
    assert found[:-1] == ordered


def test_a_check_that_is_near_is_no_end_of_use(language: Language, index: Index) -> None:
    """A sheet says when its own numbers are to be checked: soon, later, or before today; what is
    not on it changes nothing."""
    first = min(
        due_date(index.service(id), index.header.cadence) for id in ("988", "cfs-report")
    )  # fmt: skip
    assert first > min(due_date(s, index.header.cadence) for s in services(index))
    day, translator = date.fromisoformat(first), Translator(language)
    for days, words in (
        (60, "Best used until {date}."),
        (5, "Check again by {date}."),
        (-1, "A check has been due since {date}."),
    ):
        page = sheet_page(index, "hotlines", language, day - timedelta(days), ("988",))
        assert translator.text(words, date=translator.date(first)) in page.foot


def test_a_number_is_not_said_again_by_the_name_behind_it(language: Language, index: Index) -> None:
    """Nobody reads “211 211 Manitoba”."""
    for sheet in ("hotlines", "summary", "poster"):
        page = sheet_page(index, sheet, language)
        for item in (item for section in page.sections for item in section.items):
            for number in item.numbers:
                digits = re.sub(r"\D", "", number.value)
                for name in (item.title, *(field.value for field in item.facts)):
                    assert not re.sub(r"[-\u00a0 ]", "", name).startswith(digits), item.title


def test_a_second_number_says_that_it_is_toll_free(language: Language, index: Index) -> None:
    """Who has no long distance sees which number costs nothing."""
    page = sheet_page(index, "hotlines", language)
    items = [item for section in page.sections for item in section.items if item.beside]
    word = Translator(language).label("role-toll-free")
    assert len(items) >= 3
    assert {item.beside.label for item in items if item.beside} == {word}


def test_only_main_events_are_bold(index: Index, typed: Type, work_folder: Path) -> None:
    """A reader sees at a glance what changed most."""
    page = sheet_page(index, "timeline", Language.EN)
    shown = [(item.facts[0].value, item.main) for s in page.sections for item in s.items]
    main = {event.name.en.rstrip(".") for event in events_of(index) if event.main}
    assert {title.rstrip(".") for title, bold in shown if bold} == main
    assert len(main) < len(shown) / 2
    typed("handout", "--sheet", "timeline", "--output", "x.html")
    bold = re.findall(r'<p class="event">.*?<b>(.*?)</b>', (work_folder / "x.html").read_text())
    assert len(bold) == len(main)


@pytest.mark.parametrize("sheet", ["hotlines", "timeline"])
def test_a_column_that_goes_on_repeats_its_heading(
    sheet: str, language: Language, typed: Type
) -> None:
    """Whoever reads the second column knows which lines, and which year, it goes on with."""
    normal = printed(typed, "--sheet", sheet, "--size", "normal", "--lang", language)
    text = " ".join(piece for _, piece in normal.pieces)
    word = re.escape(Translator(language).text("(continued)"))
    heading = Translator(language).label("crisis")
    before = re.escape(heading) if sheet == "hotlines" else r"\d{4}"
    assert re.search(rf"{before} {word}", text)


def test_the_poster_says_what_to_write_and_whom_a_number_is_for(
    language: Language, index: Index
) -> None:
    """An agency knows what to write on the lines; a young person which number to tear off, and
    nobody else learns why."""
    page, translator = sheet_page(index, "poster", language), Translator(language)
    assert page.fill_in == translator.text("Local police emergency number (write it here)")
    assert page.agency == (translator.text("Our agency (write in)"),)
    words, first, young, number = page.strip
    assert (words.endswith("24/7"), first) == (True, "988")
    assert young == translator.text("Young people:")
    phone = index.service("kids-help-phone").phones[0]
    assert number == translator.phone(phone.number)
    names = [field.value for s in page.sections for item in s.items for field in item.facts]
    assert any("ligne de crise" in name for name in names) == (language is Language.FR)


def test_word_keeps_its_sheets_together(language: Language, typed: Type, work_folder: Path) -> None:
    """Word never breaks a number or a block, lists the parts of a long sheet with their pages, and
    numbers the pages."""
    typed("handout", "--format", "docx", "--lang", language, "--output", "x.docx")
    document: Any = Document(str(work_folder / "x.docx"))
    body = document.element.body.xml
    listed = re.findall(r'w:instr="PAGEREF (part_\w+)"', body)
    assert len(listed) > 8
    assert set(listed) <= set(re.findall(r'w:bookmarkStart [^>]*w:name="(part_\w+)"', body))
    foot = document.sections[0].first_page_footer._element.xml
    assert [word for word in ("PAGE", "NUMPAGES") if f'w:instr="{word}"' not in foot] == []
    numbers = [p for p in document.paragraphs if p.style.name == "Service number"]
    assert len(numbers) > 40
    assert all(p.paragraph_format.keep_with_next for p in numbers)
    broken = re.compile(r"\d{3}-\d{4}")
    texts = [node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t")]
    assert [text for text in texts if broken.search(text)] == []


def test_word_sets_numbers_beside_their_words_in_large_print(
    language: Language, typed: Type, work_folder: Path, index: Index
) -> None:
    """The large sheet of lines has two pages in Word: no row is split, each number stands in the
    first of two columns, with its hours, and an agency has one line to write on."""
    typed("handout", "--sheet", "hotlines", "--size", "large", "--format", "docx", "--lang",
          language, "--output", "x.docx")  # fmt: skip
    document: Any = Document(str(work_folder / "x.docx"))
    rows = [row for table in document.tables[1:] for row in table.rows]
    page = sheet_page(index, "hotlines", language, large=True)
    items = [item for section in page.sections for item in section.items]
    assert [row.cells[0].text.startswith(i.numbers[0].value.replace("-", "\u2011"))
            or row.cells[0].text.startswith(i.numbers[0].value)
            for row, i in zip(rows, items, strict=True)] == [True] * len(items)  # fmt: skip
    assert all(item.title in row.cells[1].text for row, item in zip(rows, items, strict=True))
    assert all("w:cantSplit" in row._tr.xml for row in rows)
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert [text for text in texts for label in page.agency if label in text] == [
        f"{page.agency[0]} \t"
    ]


def test_lines_for_everyone_have_no_initials(language: Language, index: Index) -> None:
    """A worker who has not learned the initials of a line reads whom it is for."""
    page = sheet_page(index, "summary", language, words=("runaway", "thompson"))
    title = Translator(language).text("Lines for everyone")
    (lines,) = (section for section in page.sections if section.title == title)
    said = [text for item in lines.items for text in (item.title, *(f.value for f in item.facts))]
    assert len(said) > 10
    assert [text for text in said if re.search(r"\b(MMIWG|FFADA)\b", text)] == []


def test_the_lines_of_an_agency_stand_apart_in_word(typed: Type, work_folder: Path) -> None:
    """Each line to write on ends before the next label, and is as long as the label allows."""
    typed("handout", "--sheet", "hotlines", "--format", "docx", "--output", "x.docx")
    document: Any = Document(str(work_folder / "x.docx"))
    (line,) = [p for p in document.paragraphs if p.text.startswith("Our agency")]
    assert line.text == "Our agency \t\tWorker on call \t\tAfter hours \t"
    stops = [(stop.position, stop.leader.name) for stop in line.paragraph_format.tab_stops]
    positions = [position for position, _ in stops]
    assert positions == sorted(positions)
    assert [leader for _, leader in stops] == ["LINES", "SPACES", "LINES", "SPACES", "LINES"]


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
        letter, said = answer.fields[1].value.split(") ")
        (right,) = (c.removeprefix(f"{letter}) ") for c in choices if c.startswith(letter))
        # Once: a date says its year, a name may begin with its number.
        assert said.count(right) == 1


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
    events = events_of(index)
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


def test_the_drawn_line_names_nobody_who_died(language: Language, index: Index) -> None:
    """An event that names a person or a death has no label on the line, even if one is given."""
    view = ViewContext(Translator(language), index, date(2026, 11, 24))
    label = Text("An invented label", "Une mention inventée")
    losses = [replace(e, main=True, label=label)
              for e in events_of(index) if names_a_loss(e, view)]  # fmt: skip
    assert losses
    assert draw_years(losses, index.header.phases, view) is None


def test_no_question_holds_its_answer(language: Language, index: Index) -> None:
    """Nobody is asked for a year that the name of the event says."""
    view = ViewContext(Translator(language), index, date(2026, 11, 24))
    dated = [
        replace(e, name=Text(f"{e.name.en}, {e.date[:4]}", f"{e.name.fr}, {e.date[:4]}"))
        for e in events_of(index) if e.main
    ]  # fmt: skip
    assert event_questions([e for e in events_of(index) if e.main], view)
    assert event_questions(dated, view) == []


def test_no_question_names_the_line_it_asks_for(language: Language, index: Index) -> None:
    """Whoever has not learned the lines cannot guess: no word of a question is in an answer."""
    names = {short_name(s, Translator(language)) for s in services(index)}
    for month in range(1, 13):
        view = ViewContext(Translator(language), index, date(2027, month, 1))
        for question in line_questions(view):
            answers = [*question.choices, question.right]
            assert all(NUMBER.search(a) or a in ("211", "988") for a in answers)
            assert question.more in names


def test_only_one_answer_of_a_question_is_right(index: Index) -> None:
    """Somebody who thinks of suicide may call either line for it: only one is among the answers;
    nor are two lines for the same people."""
    lines = {s.phones[0].number: s for s in services(index) if s.phones}
    by_shown = {Translator(Language.EN).phone(n): line for n, line in lines.items()}
    many = {"anyone", "families", "workers"}
    for month in range(1, 13):
        view = ViewContext(Translator(Language.EN), index, date(2027, month, 1))
        for question in line_questions(view):
            right = by_shown[question.right]
            for other in (by_shown[n] for n in question.choices if n != question.right):
                assert not (set(right.audience) & set(other.audience)) - many
                assert not all(s.use_for and "suicide" in s.use_for.en for s in (right, other))


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
