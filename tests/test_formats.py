"""The table of formats, the table of sheets, and the one Markdown writer."""

from __future__ import annotations

import re

import pytest

from conftest import Type
from resource_finder import urgent
from resource_finder.bilingual import Language
from resource_finder.i18n import Translator
from resource_finder.render import formats, markdown
from resource_finder.render.formats import FORMATS, PAGE_FORMATS, SHEET_FORMATS
from resource_finder.views.document import Field, Item, Page, Section, prose
from resource_finder.views.sheet_specs import SHEETS
from resource_finder.views.sheets import FILL_BY_SHEET


def test_every_format_prints_something() -> None:
    """No format can be chosen that prints nothing."""
    assert set(PAGE_FORMATS) | set(SHEET_FORMATS) == set(FORMATS)
    assert all(FORMATS[name].how_to_use for name in SHEET_FORMATS)


@pytest.mark.parametrize("format", PAGE_FORMATS)
def test_every_format_of_the_table_answers(format: str, typed: Type) -> None:
    """Whatever format the help lists, the answer comes in it, and differs from all others."""
    answers = {name: typed("show", "cfs-report", "--format", name) for name in PAGE_FORMATS}
    assert answers[format].code == 0
    assert [n for n, answer in answers.items() if answer.out == answers[format].out] == [format]


def test_errors_know_who_reads_each_format() -> None:
    """A program that asked for its own format gets no urgent lines in its way, people do, even
    where the table of formats cannot be read."""
    for name, format in FORMATS.items():
        assert urgent.for_people(["--format", name], {}) is format.for_people
    assert not urgent.for_people(["--format", "rows"], {}, {"rows": False})
    assert urgent.for_people(["--format", "rows"], {})


def test_a_file_name_means_one_format() -> None:
    """A file is never called one thing and holds another."""
    endings = [ending for format in FORMATS.values() for ending in format.endings]
    assert len(endings) == len(set(endings))
    assert {formats.sheet_format(ending) for ending in endings} == set(SHEET_FORMATS)
    assert formats.sheet_format("csv") is None


def test_every_sheet_of_the_table_can_be_filled() -> None:
    """Each kind of sheet that the help lists is made, and by a function of its own."""
    assert list(FILL_BY_SHEET) == list(SHEETS)
    assert len(set(FILL_BY_SHEET.values())) == len(SHEETS)
    assert all(set(spec.formats) <= set(SHEET_FORMATS) for spec in SHEETS.values())


def test_the_sheets_for_the_public_are_these() -> None:
    """A sheet of everything that a worker knows is never taken for one to hand to the public."""
    public = [name for name, spec in SHEETS.items() if spec.public]
    assert public == ["hotlines", "wallet", "poster"]


def test_a_page_and_a_sheet_name_an_entry_alike_in_markdown(typed: Type) -> None:
    """A page and a sheet, pasted as Markdown, have the same urgent lines and names."""
    page = typed("find", "--limit", "1", "cybertip", "--format", "markdown").out.split("\n")
    sheet = typed("handout", "cybertip", "--format", "markdown", "--output", "-").out.split("\n")
    urgent_lines = [line for line in page if re.match(r"- \*\*[A-Z ]+\*\* ", line)]
    assert len(urgent_lines) == 2
    assert [line for line in sheet if line in urgent_lines] == urgent_lines
    names = [name for line in page for name in re.findall(r"^\| .*? \| \*\*(.*?)\*\* \|", line)]
    assert names
    assert [name for name in names if f"### {name}" not in sheet] == []


@pytest.mark.parametrize(
    ("line", "columns"),
    [("find runaway", 3), ("hotlines", 3), ("timeline 2009", 2), ("list --kind hotline", 4)],
)
def test_answers_are_markdown_tables(line: str, columns: int, typed: Type) -> None:
    """An answer pasted into an e-mail or a wiki is a table; what a sign says on a screen is said in
    words, and no cell breaks the table."""
    lines = typed(*line.split(), "--format", "markdown").out.split("\n")
    rows = [line for line in lines if line.startswith("|")]
    assert len(rows) > 4
    cells = {len(re.split(r"(?<!\\)\|", row)) - 2 for row in rows}
    assert cells == {columns}
    assert not [row for row in rows if re.search(r"\d\*\*\*", row)]


def test_a_list_in_markdown_has_the_id_of_each_entry(typed: Type) -> None:
    """Whoever reads a list can show each entry of it."""
    listed = typed("list", "--kind", "source", "--kind", "program", "--format", "tsv").out
    ids = [line.split("\t")[0] for line in listed.splitlines()[1:]]
    table = typed("list", "--kind", "source", "--kind", "program", "--format", "markdown").out
    rows = [line.split(" | ")[2] for line in table.splitlines() if line.startswith("| ")][2:]
    assert [row.replace("\\", "") for row in rows] == ids


def test_markdown_repeats_no_heading_of_a_table(language: Language) -> None:
    """The rows of one entry are under one heading; two entries of one name have two."""
    number = Field("", "204-555-0100", kind="number", link="tel:+12045550100")
    items = (Item("A", (number,)), Item("A", (number,)))
    translator = Translator(language)
    as_rows = Page(sections=(Section(items, columns=("Number", "About")),))
    as_blocks = Page(sections=(Section(items),))
    assert markdown.render_page(as_rows, translator).count("### A") == 1
    assert markdown.render_page(as_blocks, translator).count("### A") == 2
    assert markdown.render_page(as_rows, translator).count("**204-555-0100**") == 2


def test_markdown_keeps_every_part_of_a_page(language: Language) -> None:
    """Nothing that a page says is lost on the way into an e-mail."""
    item = Item("Title", (Field("Label", "Value", "Known"), prose("Text")), "Aside", "Warning")
    event = Item("2008", (prose("Event"),))
    page = Page(
        urgent=(Item("NOW", (prose("Police"),)),),
        sections=(Section((item,), "Heading"), Section((event,), dated=True)),
        opening=("Opening",), closing=("Closing",), title="Sheet", note="Agency",
        fill_in="Write here",
    )  # fmt: skip
    pair = Translator(language).pair("Label", "Value Known")
    assert markdown.render_page(page, Translator(language)) == "\n\n".join(
        [
            "# Sheet", "**Agency**", "- **NOW** Police",
            "Write here ....................", "Opening", "## Heading", "### Title",
            "**Warning**", "*Aside*", f"- {pair}\n- Text", "- **2008** Event", "Closing\n",
        ]
    )  # fmt: skip


def test_an_address_in_one_line_ends_without_a_full_stop(language: Language) -> None:
    """A web address can be copied without a full stop that is not part of it."""
    translator = Translator(language)
    field = Field("", "example.org", "Not confirmed.", "address")
    assert field.text(translator) == "example.org (Not confirmed)"
    assert field._replace(note="").text(translator) == "example.org"


def test_numbers_in_french_csv_are_told_in_french(typed: Type) -> None:
    """How sure a number is stands in the language of its row, and its note is a sentence."""
    out = typed("hotlines", "--all", "--format", "csv", "--lang", "fr").out
    assert "(limité. Les sources divergent" in out
    assert "(limited" not in out
