"""The table of output formats: the name of each, and the renderer of its answers and sheets.

To add a format, add a row here and a renderer. A renderer is imported when its format is used: most
commands need only one, and some need libraries that are not always installed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TextIO

from resource_finder.i18n import N_, Translator

if TYPE_CHECKING:
    from resource_finder.views.document import Page, Sheet
    from resource_finder.views.entry import ViewContext


class Answer(NamedTuple):
    """What a command prints, in any format.

    `view` is None where no directory can be read. `records` makes the results for programs, `page`
    the page for people: only the one that the format needs is called. An answer that is not a list
    of entries has its own `columns` in CSV and TSV, and may have a `text`, which is printed instead
    of its page where neither a table nor Markdown was asked for.
    """

    command: str
    translator: Translator
    view: ViewContext | None
    query: str
    total: int
    records: Callable[[], Sequence[Mapping[str, Any]]]
    page: Callable[[], Page]
    columns: Sequence[str] = ()
    text: str = ""


class Target(NamedTuple):
    """Where an answer is printed: a stream, and the environment that says what it can show."""

    stream: TextIO
    environ: Mapping[str, str]


class Format(NamedTuple):
    """One format of answers, of sheets or of both.

    `endings` are those of file names that choose it. `for_people` is False where programs read it.
    `page` renders an answer, `sheet` a sheet; None where it has none. The line ends of a format
    with `own_line_ends` are never changed to those of the system. `paper` says whether sheets have
    a size of paper and of print. `libraries` are modules that it needs and that are not always
    installed, `extra` the name by which pip installs it; `how_to_use` says what to do with a sheet.
    """

    name: str
    endings: tuple[str, ...] = ()
    for_people: bool = True
    page: Callable[[Answer, Target], str] | None = None
    sheet: Callable[[Sheet], bytes] | None = None
    own_line_ends: bool = False
    paper: bool = True
    libraries: tuple[str, ...] = ()
    extra: str = ""
    how_to_use: str = ""


def render_answer(answer: Answer, format: str | None, target: Target) -> str:
    """An answer in a format; without one, as the target can show it."""
    render = FORMATS[format].page if format else _terminal
    assert render is not None
    return render(answer, target)


def render_sheet(sheet: Sheet, format: str) -> bytes:
    """A sheet as the bytes of a file.

    Raises ModuleNotFoundError where one of the `libraries` of the format is missing, DamagedError
    where a data file is not what was installed, CannotPrint where the fonts lack a character.
    """
    render = FORMATS[format].sheet
    assert render is not None
    return render(sheet)


def sheet_format(ending: str) -> str | None:
    """The format of sheets that the ending of a file name chooses, or None."""
    return next((name for name in SHEET_FORMATS if ending in FORMATS[name].endings), None)


# --- answers ----------------------------------------------------------------------------------


def _terminal(answer: Answer, target: Target, plain: bool = False, table: bool = False) -> str:
    if answer.text and not table:
        return answer.text
    from resource_finder.render import terminal

    page = answer.page()
    if answer.text and not page.sections:
        return answer.text
    screen = terminal.detect_screen(target.stream, target.environ, plain, table)
    return terminal.render(page, screen, answer.translator)


def _table(answer: Answer, target: Target) -> str:
    return _terminal(answer, target, table=True)


def _plain(answer: Answer, target: Target) -> str:
    return _terminal(answer, target, plain=True)


def _json(answer: Answer, target: Target) -> str:
    from resource_finder.render import records

    envelope = records.envelope(
        answer.view, answer.translator, answer.command, answer.query, answer.total, answer.records()
    )
    return records.as_json(envelope, target.stream.encoding)


def _csv(answer: Answer, _: Target) -> str:
    from resource_finder.render import csv

    if answer.columns:
        return csv.rows_as_csv(answer.records(), answer.columns)
    assert answer.view is not None
    return csv.as_csv(answer.records(), answer.view)


def _tsv(answer: Answer, _: Target) -> str:
    from resource_finder.render import csv

    if answer.columns:
        return csv.rows_as_tsv(answer.records(), answer.columns)
    return csv.as_tsv(answer.records())


def _markdown(answer: Answer, _: Target) -> str:
    from resource_finder.render import markdown

    page = answer.page()
    if answer.text and not page.sections:
        return answer.text
    return markdown.render_page(page, answer.translator)


# --- sheets -----------------------------------------------------------------------------------


def _html_sheet(sheet: Sheet) -> bytes:
    from resource_finder.render import html

    return html.render(sheet).encode()


def _pdf_sheet(sheet: Sheet) -> bytes:
    from resource_finder.render import pdf

    return pdf.render(sheet)


def _docx_sheet(sheet: Sheet) -> bytes:
    from resource_finder.render import docx

    return docx.render(sheet)


def _markdown_sheet(sheet: Sheet) -> bytes:
    from resource_finder.render import markdown

    return markdown.render_sheet(sheet).encode()


FORMATS: Final = {
    format.name: format
    for format in (
        Format("table", page=_table),
        Format("plain", page=_plain),
        Format("json", for_people=False, page=_json),
        Format("csv", for_people=False, page=_csv, own_line_ends=True),
        Format("tsv", for_people=False, page=_tsv, own_line_ends=True),
        Format(
            "html",
            ("html", "htm"),
            sheet=_html_sheet,
            how_to_use=N_(
                "Open it in a web browser. In the print window, switch off headers and footers, and"
                " print at 100 %, in black and white."
            ),
        ),
        Format(
            "pdf",
            ("pdf",),
            sheet=_pdf_sheet,
            libraries=("typst", "fontpkg_source_sans_3"),
            extra="print",
            how_to_use=N_("Open it and print it at its actual size, in black and white."),
        ),
        Format(
            "docx",
            ("docx",),
            sheet=_docx_sheet,
            libraries=("docx",),
            extra="word",
            how_to_use=N_("Open it in Word to change or print it."),
        ),
        Format(
            "markdown",
            ("markdown", "md"),
            page=_markdown,
            sheet=_markdown_sheet,
            paper=False,
            how_to_use=N_("Paste it into an e-mail or a wiki."),
        ),
    )
}
"""Every format by its name, in the order in which help lists them."""

READ_BY_PEOPLE: Final = {name: format.for_people for name, format in FORMATS.items()}
"""Whether people read each format: the urgent lines are printed above errors only for them."""
PAGE_FORMATS: Final = tuple(name for name, format in FORMATS.items() if format.page)
"""The formats of answers."""
PEOPLE_FORMATS: Final = tuple(name for name in PAGE_FORMATS if READ_BY_PEOPLE[name])
"""The formats of answers that people read."""
SHEET_FORMATS: Final = tuple(name for name, format in FORMATS.items() if format.sheet)
"""The formats of sheets; the first is the one where none is asked for."""
