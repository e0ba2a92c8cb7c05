"""The command `handout`: what was asked, a sheet, one file."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import click
import typer
from click.core import ParameterSource

from resource_finder.cli.commands import Words, command, commands, unknown_id
from resource_finder.cli.options import (
    FILTERS,
    ExitError,
    Offered,
    OneOf,
    entries,
    global_options,
    home,
    readable,
    start,
)
from resource_finder.cli.output import save, write, write_bytes, write_error
from resource_finder.cli.refusals import NO_FIELD, no_pair
from resource_finder.i18n import N_, Translator, is_available
from resource_finder.model import Language
from resource_finder.text import make_safe

if TYPE_CHECKING:
    from resource_finder.search.filters import Filters
    from resource_finder.views.entry import ViewContext
    from resource_finder.views.sheet import Sheet
    from resource_finder.views.sheet_choice import Chosen

__all__ = ["commands"]

SHEETS: Final = ("summary", "hotlines", "wallet", "timeline", "poster")
FORMATS: Final = ("html", "pdf", "docx", "markdown")
PAPERS: Final = ("letter", "a4")
LANGUAGES: Final = ("en", "fr", "both")
ONE_PAGE: Final = ("wallet", "poster")
"""Sheets that are drawn: in HTML and PDF only, and in one size."""

_NO_FRENCH: Final = N_(
    "This sheet needs both languages, and the French translation of this installation is missing or"
    " damaged. Install resource-finder again."
)

MAX_NOTE_CHARS: Final = 5_000
"""Characters that a title or a note may have."""
MAX_SHORT_NOTE_CHARS: Final = 200
"""Characters that they may have where there is little room."""


@command("handout", help=N_("A sheet to print and hand over: HTML, PDF, Word or Markdown."))
def handout(
    context: typer.Context,
    words: Words = None,
    sheet: Annotated[
        str,
        typer.Option(
            metavar="|".join(SHEETS), click_type=OneOf(*SHEETS), show_default=False,
            help=N_("The kind of sheet; left out, a summary."),
        ),
    ] = "summary",
    paper: Annotated[
        str,
        typer.Option(
            metavar="|".join(PAPERS), click_type=OneOf(*PAPERS), show_default=False,
            help=N_("The paper; left out, Letter."),
        ),
    ] = "letter",
    size: Annotated[
        str,
        typer.Option(
            metavar="normal|large", click_type=OneOf("normal", "large"),
            show_default=False, help=N_("The size of the print: 12 points, or 18."),
        ),
    ] = "normal",
    title: Annotated[
        str, typer.Option(metavar=N_("TEXT"), help=N_("Your own title."), show_default=False)
    ] = "",
    note: Annotated[
        str,
        typer.Option(
            metavar=N_("TEXT"), help=N_("Your agency’s own line."), show_default=False
        ),
    ] = "",
    without: Annotated[
        list[str] | None,
        typer.Option(
            metavar=N_("ID"), click_type=Offered(entries), show_default=False,
            help=N_("Leave this entry out; may be repeated."),
        ),
    ] = None,
    output: Annotated[
        str,
        typer.Option(
            metavar=N_("FILE"), show_default=False,
            help=N_("Where to write; its ending says the format; - is standard output."),
        ),
    ] = "",
    force: Annotated[
        bool, typer.Option("--force", help=N_("Write over a file that exists."))
    ] = False,
) -> None:  # fmt: skip
    """A sheet to print, as one file."""
    from resource_finder.views.sheets import Look, compose

    view, filters, text = start(context, words)
    words = text.split() if words == ["-"] else list(map(readable, words or []))
    translator, options = view.translator, global_options(context)
    format = _agreed(options.format, output, context, translator)
    _check_format(format, sheet, size, context, translator)
    _refuse_filters(context, sheet, filters)
    most = MAX_SHORT_NOTE_CHARS if sheet in ONE_PAGE else MAX_NOTE_CHARS
    own = _line(title, "--title", most, translator), _line(note, "--note", most, translator)
    look = Look(sheet, *own, paper, size == "large")
    view = replace(view, today=_today(options.as_of, view.today))
    chosen = _choose(context, view, sheet, words, filters, list(map(readable, without or [])))
    both = options.lang == "both" or sheet == "wallet"
    if both and not is_available(Language.FR):
        raise ExitError(70, _NO_FRENCH)
    views = [view, *([_other(view)] if both else [])]
    data = _made(compose(look, chosen, views), format, translator)
    if output == "-":
        write_bytes(data)
    else:
        language = "both" if both else str(options.language)
        path = Path(output or f"resource-finder-{sheet}-{language}.{format}")
        _save(path, data, force, translator)
        write(_told(path, sheet, format, translator))
    for line in _notices(chosen, translator):
        write_error(line)


def _agreed(format: str | None, output: str, context: click.Context, translator: Translator) -> str:
    """The format that was asked for by `--format` or by the name of the file; else HTML.

    Raises BadParameter where they ask for different ones.
    """
    end = Path(output).suffix.removeprefix(".").lower()
    named = {"htm": "html", "md": "markdown"}.get(end, end)
    if named not in FORMATS:
        return format or "html"
    if format and format != named:
        said = translator.text(
            "“{name}” is the name of a {named} file, but --format asks for {format}: change one of"
            " them, or leave --format out.", name=output, named=named, format=format,
        )  # fmt: skip
        raise click.BadParameter(said, ctx=context, param_hint="--output")
    return named


def _check_format(
    format: str, sheet: str, size: str, context: click.Context, translator: Translator
) -> None:
    """Raises BadParameter where a sheet does not exist in this format or this size."""
    allowed = FORMATS[:2] if sheet in ONE_PAGE else FORMATS
    if format not in allowed:
        said = translator.text("“{value}” is not one of: {allowed}.", value=format,
                         allowed=", ".join(allowed))  # fmt: skip
        raise click.BadParameter(said, ctx=context, param_hint="--format")
    if sheet in ONE_PAGE and size == "large":
        said = translator.text("The sheet “{sheet}” has one size: leave --size out.", sheet=sheet)
        raise click.BadParameter(said, ctx=context, param_hint="--size")
    for option in ("paper", "size") if format == "markdown" else ():
        if context.get_parameter_source(option) is ParameterSource.COMMANDLINE:
            raise no_pair(f"--{option}", "--format markdown", context)


def _refuse_filters(context: click.Context, sheet: str, filters: Filters) -> None:
    """Refuse filters by what events do not have, on a sheet of events. Raises UsageError."""
    for name in NO_FIELD["event"] if sheet == "timeline" else ():
        if getattr(filters, name):
            raise no_pair(f"--{name}", "--sheet timeline", context)


def _line(text: str, option: str, most: int, translator: Translator) -> str:
    """A line of the user's own, without what could play with a page. Raises BadParameter."""
    if len(text) > most:
        said = translator.text(
            "This is longer than {number} characters.", number=translator.number(most)
        )
        raise click.BadParameter(said, param_hint=option)
    return make_safe(" ".join(text.split()))


def _today(as_of: datetime.date | None, today: datetime.date) -> datetime.date:
    """The day a sheet is made: SOURCE_DATE_EPOCH stands for today, so that builds repeat."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if as_of or not (epoch.isascii() and epoch.isdecimal() and len(epoch) <= 11):
        return today
    return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()


def _choose(
    context: click.Context,
    view: ViewContext,
    sheet: str,
    words: Sequence[str],
    filters: Filters,
    without: Sequence[str],
) -> Chosen:
    """The entries of the sheet. Leaves with exit code 1 where there is none; raises UsageError
    where filters stand beside ids, which name what they choose."""
    from resource_finder.views.sheet_choice import Order, UnknownId, choose, named

    limit, translator = global_options(context).limit, view.translator
    order = Order(sheet, tuple(words), filters, tuple(without), limit, home(view.index))
    try:
        if filters and named(words, view.index) is not None:
            first = next(name for name in FILTERS if getattr(filters, name))
            raise no_pair(f"--{first}", " ".join(words), context)
        chosen = choose(order, view.index)
    except UnknownId as error:
        raise ExitError(1, unknown_id(view, error.id)) from error
    if not chosen.entries:
        said = [translator.text("No sheet was made: nothing in this directory fits.")]
        raise ExitError(1, "\n".join([*said, *_notices(chosen, translator)]))
    return chosen


def _other(view: ViewContext) -> ViewContext:
    """The same reader in the other language."""
    other = Language.FR if view.translator.language is Language.EN else Language.EN
    return replace(view, translator=Translator(other))


def _made(sheet: Sheet, format: str, translator: Translator) -> bytes:
    """The file of a sheet. Leaves with exit code 4 where it cannot be made."""
    if format == "html":
        from resource_finder.render import html

        return html.page(sheet).encode()
    if format == "markdown":
        from resource_finder.render import sheet_markdown

        return sheet_markdown.page(sheet).encode()
    try:
        if format == "docx":
            from resource_finder.render import docx

            return docx.page(sheet)
        return _typeset(sheet, translator)
    except ModuleNotFoundError as error:
        if error.name not in ("docx", "typst"):
            raise
        extra = "word" if format == "docx" else "print"
        raise ExitError(4, translator.text(
            "This format needs more than is installed: pip install 'resource-finder[{extra}]'",
            extra=extra,
        )) from error  # fmt: skip


def _typeset(sheet: Sheet, translator: Translator) -> bytes:
    from resource_finder.render import pdf

    try:
        return pdf.page(sheet)
    except pdf.CannotPrint as error:
        raise ExitError(4, translator.text(
            "The fonts of a PDF have no letter for “{characters}”: use --format html or docx.",
            characters=error.characters,
        )) from error  # fmt: skip


def _save(path: Path, data: bytes, force: bool, translator: Translator) -> None:
    """Write a whole file or none. Leaves with exit code 4 where it exists or cannot be written."""
    try:
        save(path, data, force)
    except FileExistsError as error:
        raise ExitError(4, translator.text(
            "{path} exists already: give another name with --output, or --force to write over it.",
            path=path,
        )) from error  # fmt: skip
    except (OSError, ValueError) as error:
        raise ExitError(4, translator.text(
            "{path} cannot be written: look at the folder’s name, its permissions and the room"
            " left on the disk.", path=path,
        )) from error  # fmt: skip


_HOW: Final = {
    "html": N_("Open it in a web browser and print it at 100 %, in black and white."),
    "pdf": N_("Open it and print it at its actual size, in black and white."),
    "docx": N_("Open it in Word to change or print it."),
    "markdown": N_("Paste it into an e-mail or a wiki."),
}
_CARDS: Final = N_("Cut along the lines and fold along the dashes: both languages on one side.")


def _told(path: Path, sheet: str, format: str, translator: Translator) -> str:
    """Where the file is, and how to print it."""
    cards = f" {translator.text(_CARDS)}" if sheet == "wallet" else ""
    return f"{make_safe(readable(str(path)))}\n{translator.text(_HOW[format])}{cards}\n"


def _notices(chosen: Chosen, translator: Translator) -> list[str]:
    """How the words were understood, what is not printed, and why."""
    taken = [
        translator.text("“{said}” was taken for “{taken}”.", said=typed, taken=meant)
        for typed, meant in chosen.taken
    ]
    if not chosen.left_out:
        return taken
    counted = [_counted(reason, len(ids), translator) for reason, ids in chosen.left_out]
    ids = [id for _, out in chosen.left_out for id in out]
    return [
        *taken,
        translator.pair(
            translator.text("Not printed"), translator.pair(", ".join(counted), ", ".join(ids))
        ),
    ]


def _counted(reason: str, number: int, translator: Translator) -> str:
    """How many were left out for a reason."""
    if reason == "former":
        return translator.plural("{number} former service", "{number} former services", number)
    if reason == "announced":
        return translator.plural("{number} only announced", "{number} only announced", number)
    if reason == "unconfirmed":
        return translator.plural("{number} unconfirmed", "{number} unconfirmed", number)
    if reason == "unfit":
        return translator.plural(
            "{number} not for this sheet", "{number} not for this sheet", number
        )
    return translator.plural("{number} beyond --limit", "{number} beyond --limit", number)
