"""Answers on a terminal: one column of numbers, as much as a window holds, and what signs mean."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from resource_finder.bilingual import Language
from resource_finder.finder import BEST_SERVICES, Finder
from resource_finder.i18n import Translator
from resource_finder.model import Directory
from resource_finder.render import grid
from resource_finder.render.cells import Layout, cells, stacked, widths
from resource_finder.render.terminal import Screen, render, terminal_rows
from resource_finder.search.index import Index
from resource_finder.text import width_of
from resource_finder.views import pages
from resource_finder.views.document import Page, Row
from resource_finder.views.entry import ViewContext

TASKS: Final[list[dict[str, Any]]] = yaml.load(
    (ROOT / "tests" / "screens" / "tasks.yaml").read_bytes(), yaml.CSafeLoader
)
NAMES: Final = [*(task["id"] for task in TASKS), "nothing-en", "nothing-fr"]
"""The answers whose entries stand with their ids, whatever the window."""
TODAY: Final = datetime.date(2026, 11, 29)
CODE: Final = re.compile(r"\x1b\[[0-9;]*m")
RED: Final = re.compile(r"\x1b\[1;31m(.*?)\x1b\[0m")
LEGEND: Final = {"en": "* published", "fr": "* publié"}
BLANK: Final = {"en": "no hours shown", "fr": "heures inconnues : appelez quand même"}


@dataclass(frozen=True, eq=False)
class Answer:
    """A page and its language."""

    page: Page
    translator: Translator

    def on(self, columns: int | None, lines: int | None = None, rich: bool = True) -> str:
        """The answer as a screen shows it, without its styles."""
        return shown_on(self, Screen(columns, lines, rich))

    @property
    def rows(self) -> list[Row]:
        """The rows of the page."""
        return [item.row for section in self.page.sections for item in section.items if item.row]


@cache
def shown_on(answer: Answer, to: Screen) -> str:
    """An answer as a screen shows it, without its styles; many tests look at the same screens."""
    return CODE.sub("", render(answer.page, to, answer.translator))


@pytest.fixture(scope="module")
def answers(index: Index) -> dict[str, Answer]:
    """The answer to each everyday task, the page of hotlines and an empty one, by name; those of
    tasks are in their language, the others in both."""
    return dict(_answers(Finder(index)))


def _answers(finder: Finder) -> Iterator[tuple[str, Answer]]:
    for task in TASKS:
        translator = Translator(Language(task["lang"]))
        view = ViewContext(translator, finder.index, TODAY)
        results = finder.find(task["query"])
        yield task["id"], Answer(pages.find_page(view, results, windows=1), translator)
    for translator in map(Translator, Language):
        view = ViewContext(translator, finder.index, TODAY)
        hotlines = pages.hotlines_page(view, finder.hotlines(), windows=2)
        yield f"hotlines-{translator.language}", Answer(hotlines, translator)
        nothing = pages.find_page(view, finder.find("zzqxv"))
        yield f"nothing-{translator.language}", Answer(nothing, translator)


def shown_rows(answer: Answer, text: str) -> list[Row]:
    """The rows that are on a screen: each has its id there, or is named like the line 9-8-8."""
    words = {word.rstrip(":") for word in text.split()}
    return [row for row in answer.rows if (row.id if row.id != "988" else "9-8-8") in words]


# --- the window -----------------------------------------------------------------------------------


def test_an_answer_fits_the_usual_window(answers: dict[str, Answer]) -> None:
    """In a terminal of 80 by 24 nothing of an answer has scrolled away when it is read."""
    lengths = {name: answer.on(80, 24).count("\n") for name, answer in answers.items()}
    assert {name: n for name, n in lengths.items() if n > 23 and "hotlines" not in name} == {}
    assert {name: n for name, n in lengths.items() if n > 46} == {}


def test_a_number_that_is_right_to_call_is_in_the_window(answers: dict[str, Answer]) -> None:
    """Of twenty everyday tasks nineteen are answered without scrolling, and soon."""
    rows = []
    for task in TASKS:
        answer = answers[task["id"]]
        lines = answer.on(80, 24).split("\n")[2:]
        numbers = [answer.translator.phone(number) for number in task["right"]]
        right = re.compile("|".join(rf"(?<![\d-]){re.escape(n)}(?![\d-])" for n in numbers))
        rows.append(next((n for n, line in enumerate(lines, 3) if right.search(line)), None))
    found = sorted(row for row in rows if row is not None)
    assert len(found) >= len(TASKS) * 0.95
    assert found[len(found) // 2] <= 6


@pytest.mark.parametrize("columns", [40, 80])
def test_below_whom_to_call_instead_nothing_is_said_of_the_service(
    answers: dict[str, Answer], columns: int
) -> None:
    """No doubt about a service without a number is read as one about the line to call."""
    rows = [row for answer in answers.values() for row in answer.rows if row.instead]
    assert rows
    for row in rows:
        layout = Layout(columns)
        lines = cells(row, layout, widths(layout))[1] if columns >= 60 else stacked(row, layout)
        text = " ".join("".join(words for words, _ in line).strip() for line in lines)
        assert row.id in text
        assert row.id not in text.partition(row.instead)[2]


@given(data=st.data(), columns=st.integers(20, 200), lines=st.integers(4, 60))
def test_a_page_that_does_not_fit_has_nothing_left_to_leave_out(
    answers: dict[str, Answer], data: st.DataObject, columns: int, lines: int
) -> None:
    """Whatever the window, an answer fits it, or says only what no answer may leave out; what it
    leaves out it counts."""
    answer = answers[data.draw(st.sampled_from(NAMES))]
    text, rows = answer.on(columns, lines), answer.rows
    shown = shown_rows(answer, text)
    if text.count("\n") > (lines - 1) * max(answer.page.windows, 1):
        may_stay = [row for row in rows if row.keep or row is rows[0]]
        first = next((row for row in rows if row.contacts), None)
        assert [row for row in shown if row not in may_stay and row is not first] == []
    assert answer.page.footer
    left_out = max(answer.page.footer.total, len(rows)) - len(shown)
    more = re.search(r"(\d+) (?:more|de plus)", " ".join(text.split()))
    assert (int(more.group(1)) if more else 0) == left_out


@given(data=st.data(), columns=st.integers(20, 200), lines=st.integers(4, 60))
def test_what_is_left_out_is_not_what_one_calls_first(
    answers: dict[str, Answer], data: st.DataObject, columns: int, lines: int
) -> None:
    """The first entry and number, and the lines for anyone, stay; two more numbers go last."""
    answer = answers[data.draw(st.sampled_from(NAMES))]
    shown, rows = shown_rows(answer, answer.on(columns, lines)), answer.rows
    assert [row.id for row in rows if (row.keep or row is rows[0]) and row not in shown] == []
    callable_rows = [row for row in rows if row.contacts]
    assert callable_rows[:1] == [row for row in shown if row.contacts][:1]
    if [row for row in callable_rows[:3] if row not in shown]:
        others = [row for row in shown if row not in callable_rows[:3] and row is not rows[0]]
        assert [row.id for row in others if not row.keep] == []


@given(data=st.data(), columns=st.integers(20, 200), header=st.booleans())
def test_a_page_is_as_high_as_was_counted(
    answers: dict[str, Answer], data: st.DataObject, columns: int, header: bool
) -> None:
    """The lines of a page are counted before it is drawn, and are then as many."""
    answer = answers[data.draw(st.sampled_from(sorted(answers)))]
    footer, sections = answer.page.footer, answer.page.sections
    assert footer
    layout = Layout(
        columns, data.draw(st.booleans()), data.draw(st.booleans()),
        data.draw(st.integers(0, 2 if columns >= 100 else 1)), data.draw(st.booleans()),
        data.draw(st.booleans()), header and columns >= 60,
    )  # fmt: skip
    drawn = grid._page(sections, layout, footer, answer.translator)
    narrow = columns if columns < 60 else None
    rows = sum(len(terminal_rows(line, narrow)) for line in drawn)
    assert grid._height(sections, layout, footer, answer.translator) == rows


def test_a_limit_and_a_pipe_are_obeyed_whole(index: Index, language: Language) -> None:
    """Whoever asks for a number of results, or pipes them, gets every one of them."""
    view = ViewContext(Translator(language), index, TODAY)
    results = Finder(index).find("crisis", limit=12)
    answer = Answer(pages.find_page(view, results), view.translator)
    assert len(answer.rows) == 12
    assert shown_rows(answer, answer.on(80, 10)) == answer.rows
    short = Answer(pages.find_page(view, results, windows=1), view.translator)
    assert len(shown_rows(short, short.on(80, 24))) < 12
    piped = short.on(None, None, rich=False)
    names = [hit.entry.name[language] for hit in results.hits]
    assert [name for name in names if name not in piped] == []


def test_a_timeline_opens_its_entries(index: Index, language: Language) -> None:
    """Each event stands beside its date, which begins its id, and its sentence does not say its
    title again; for some words all of them fit the window."""
    finder, translator = Finder(index), Translator(language)
    view = ViewContext(translator, index, TODAY)
    for words in ("", "streetreach", "police"):
        timeline = finder.timeline(words)
        answer = Answer(pages.timeline_page(view, timeline, windows=1 if words else 0), translator)
        text = answer.on(80, 24)
        assert [row.id for row in answer.rows if f"\n{row.date} " not in text] == []
        assert [row.id for row in answer.rows if not row.id.startswith(row.date)] == []
        assert [row.id for row in answer.rows if row.use_for.startswith(row.name)] == []
        assert not words or text.count("\n") < 24


def test_hotlines_stand_on_two_windows(answers: dict[str, Answer], language: Language) -> None:
    """In a terminal of 80 by 24 at most some offices are left out, and the page counts them; no
    number or name of another is missing, and most take one row."""
    answer = answers[f"hotlines-{language}"]
    text = answer.on(80, 24)
    lines = text.split("\n")
    shown = [row for row in answer.rows if f" {row.name}" in text]
    assert len(lines) - 1 <= 46
    assert len(shown) >= 26
    left_out = len(answer.rows) - len(shown)
    assert re.search(rf"(?m)^{left_out} (?:more|de plus)", text)
    for row in shown:
        assert [c.number for c in row.contacts if c.number not in text] == [], row.id
        first = row.contacts[0]
        assert [line for line in lines if line.startswith(f"{first.number} ")
                and line[23:].startswith(row.name)] != [], row.id  # fmt: skip
    assert sum(line.startswith(" ") for line in lines) <= 10
    whole = answer.on(80)
    words = " ".join(whole.split())
    assert [row.id for row in answer.rows if " ".join(row.name.split()) not in words] == []


def test_a_timeline_draws_its_years(index: Index, language: Language) -> None:
    """Each year is one cell under which the years of the answer are marked, in signs, and the
    phases begin; an old encoding has digits."""
    finder, translator = Finder(index), Translator(language)
    view = ViewContext(translator, index, TODAY)
    found, every = finder.timeline("velma"), finder.timeline().events
    page = pages.timeline_page(view, found, windows=1)
    for blocks in (True, False):
        lines = render(page, Screen(80, 40, True, blocks=blocks), translator).split("\n")
        lines = [CODE.sub("", line) for line in lines]
        bars, marks, axis = lines[3], lines[4], lines[5]
        first = int(axis[:4])
        for year in range(first, int(every[-1].date[:4]) + 1):
            count = sum(event.date.startswith(str(year)) for event in every)
            assert count == 0 or blocks or bars[year - first] == str(count)
            assert (bars[year - first] in ".·") == (count == 0)
            here = any(event.date.startswith(str(year)) for event in found.events)
            assert (marks[year - first] == "^") == here
        for span in page.bar.spans if page.bar else ():
            title = span.title.split(" (")[0]
            assert f"{' ' * (int(span.start) - first)}| {title}" in lines


def test_a_bar_of_years_is_the_first_to_go(index: Index, language: Language) -> None:
    """A low window, a narrow screen and plain text have the events without the drawing, and no
    event is left out for it."""
    view = ViewContext(Translator(language), index, TODAY)
    page = pages.timeline_page(view, Finder(index).timeline("police"), windows=1)
    for columns, lines, rich in ((80, 24, True), (59, 60, True), (80, 60, False)):
        shown = render(page, Screen(columns, lines, rich), view.translator)
        without = render(page._replace(bar=None), Screen(columns, lines, rich), view.translator)
        assert shown == without
    tall = render(page, Screen(80, 60, True), view.translator)
    assert "1985 1990" in tall
    assert len(tall) > len(render(page._replace(bar=None), Screen(80, 60, True), view.translator))


# --- the column of numbers ------------------------------------------------------------------------


@given(data=st.data(), columns=st.integers(60, 200))
def test_every_number_to_call_first_stands_in_one_column(
    answers: dict[str, Answer], data: st.DataObject, columns: int
) -> None:
    """The eye goes down one column: each entry has there its number, or that of another beside
    whose name."""
    answer = answers[data.draw(st.sampled_from(sorted(answers)))]
    lines = answer.on(columns).split("\n")
    for row in answer.rows:
        for contact in row.contacts[:1]:
            beside = [line[26:] for line in lines if line.startswith(f"{contact.number} ")]
            first = (row.instead or row.name).split(" ")[0]
            assert [text for text in beside if text.startswith(first)] != [], row.id


@given(data=st.data(), columns=st.integers(20, 200))
def test_no_line_of_an_answer_is_wider_than_the_screen(
    answers: dict[str, Answer], data: st.DataObject, columns: int
) -> None:
    """Nothing runs over the edge but a single word that is longer than its column."""
    answer = answers[data.draw(st.sampled_from(sorted(answers)))]
    longest = max(
        (len(word) for row in answer.rows for part in (row.id, row.name, *row.alerts, *row.facts)
         for word in part.split(" ")), default=0,
    )  # fmt: skip
    wide = [line for line in answer.on(columns).split("\n") if width_of(line) > columns]
    assert [line for line in wide if longest + 30 < columns] == []


@pytest.mark.parametrize("columns", [100, 110, 119])
def test_a_word_longer_than_its_column_does_not_widen_the_page(
    answers: dict[str, Answer], columns: int
) -> None:
    """An address that is longer than a column of its own leaves the page as wide as the screen."""
    lines = answers["en-03"].on(columns).split("\n")
    assert [line for line in lines if width_of(line) > columns] == []


@pytest.mark.parametrize(("language", "office"), [("en", "Detachment"), ("fr", "Détachement")])
@pytest.mark.parametrize("columns", [40, 80, 120])
def test_whose_number_it_is_stands_once(
    index: Index, language: str, office: str, columns: int
) -> None:
    """“Detachment · Detachment, Shamattawa” says one thing twice: what an entry is for may begin
    with whose number it gives, and where a low window leaves that out, the number says it."""
    translator = Translator(Language(language))
    view = ViewContext(translator, index, TODAY)
    answer = Answer(pages.find_page(view, Finder(index).find("rcmp shamattawa")), translator)
    assert answer.on(columns).count(office) == 1
    (row,) = (row for row in answer.rows if row.id == "rcmp-shamattawa")
    for words in (0, 1):
        texts = (text for line in stacked(row, Layout(columns, words=words)) for text, _ in line)
        assert "".join(texts).count(office) == 1


# --- signs ----------------------------------------------------------------------------------------


@given(data=st.data(), columns=st.integers(20, 200), lines=st.integers(10, 60))
def test_a_sign_is_explained_where_it_stands(
    answers: dict[str, Answer], data: st.DataObject, columns: int, lines: int
) -> None:
    """An answer with a `*` or without hours says what that means, another does not."""
    answer = answers[data.draw(st.sampled_from(NAMES))]
    text = answer.on(columns, lines)
    rows, language = shown_rows(answer, text), answer.translator.language
    doubtful = any(contact.doubtful for row in rows for contact in row.contacts)
    blank = any(not row.contacts[0].hours for row in rows if row.contacts)
    assert (LEGEND[language] in text) == doubtful
    assert (BLANK[language] in " ".join(text.split())) == blank


def test_plain_answers_say_doubt_in_words(answers: dict[str, Answer]) -> None:
    """What is piped or read aloud has no sign to explain."""
    for name, answer in answers.items():
        text = answer.on(None, None, rich=False)
        assert "*" not in text, name
        if any(contact.doubtful for row in answer.rows for contact in row.contacts[:1]):
            words = answer.translator.label("limited")
            assert words in text, name


def test_colour_marks_warnings_only(answers: dict[str, Answer], directory: Directory) -> None:
    """Red is for danger and for what nobody answers any more, is bold, and goes with NO_COLOR."""
    for answer in answers.values():
        language = answer.translator.language
        warnings = {row.warning for row in answer.rows if row.warning}
        short = (urgent.short[language] for urgent in directory.header.urgent)
        warnings |= {text.split(":")[0].rstrip("\u00a0") for text in short}
        for columns in (40, 80, 120):
            text = render(answer.page, Screen(columns, 24, True), answer.translator)
            assert {part.rstrip(":\u00a0") for part in RED.findall(text)} <= warnings
            plain = Screen(columns, 24, True, colour=False)
            codes = set(CODE.findall(render(answer.page, plain, answer.translator)))
            assert codes <= {"\x1b[0m", "\x1b[1m", "\x1b[2m"}


def test_a_limit_of_five_is_the_most_that_is_shown(answers: dict[str, Answer]) -> None:
    """Without a limit an answer has no more than the best of them, beside the lines to ask where
    none is sure to fit."""
    results = [
        [item for section in answers[task["id"]].page.sections if section.numbered
         for item in section.items]
        for task in TASKS
    ]  # fmt: skip
    assert max(map(len, results)) == BEST_SERVICES


def test_no_entry_stands_twice_in_an_answer(answers: dict[str, Answer]) -> None:
    """Where nothing is sure to fit, the lines to ask are those that do not stand above."""
    for name, answer in answers.items():
        ids = [row.id for row in answer.rows]
        assert len(ids) == len(set(ids)), name
