"""The command `handout`: writes a sheet about what was asked, as one file to print."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import click
import typer
from click.core import ParameterSource

from resource_finder.bilingual import Language
from resource_finder.cli.command import ExitError, Words, command, unknown_id_text
from resource_finder.cli.options import FILTERS
from resource_finder.cli.output import write, write_bytes, write_error
from resource_finder.cli.parameters import id_choices
from resource_finder.cli.refusals import conflict_error, refuse_filters
from resource_finder.cli.request import Request, open_request
from resource_finder.cli.saving import save_file
from resource_finder.cli.values import Choice, CompletedValue, PoliceNumber
from resource_finder.finder import UnknownIdError
from resource_finder.i18n import N_, Translator, is_available
from resource_finder.render.formats import FORMATS, SHEET_FORMATS, render_sheet, sheet_format
from resource_finder.text import make_safe, replace_surrogates
from resource_finder.views.sheet_specs import PAPERS, SHEETS, SIZES, SheetSpec

if TYPE_CHECKING:
    from resource_finder.views.document import Sheet
    from resource_finder.views.entry import ViewContext
    from resource_finder.views.sheet_choice import Selection

LANGUAGES: Final = ("en", "fr", "both")
_NO_FRENCH: Final = N_(
    "This handout needs both languages, and the French translation of this installation is "
    "missing or damaged. Install resource-finder again."
)


@command(
    "handout", help=N_("Create a printable handout (HTML, PDF, Word or Markdown)."),
    takes_filters=True, languages=LANGUAGES, formats=SHEET_FORMATS,
    examples=(N_("--sheet wallet"), N_("shelter thompson --output shelters.html")),
)  # fmt: skip
def handout(
    context: typer.Context,
    words: Words = None,
    sheet: Annotated[
        str,
        typer.Option(
            metavar=N_("summary|hotlines|wallet|timeline|poster|training"),
            click_type=Choice(*SHEETS), show_default=False,
            help=N_("Type of handout (default: summary)."),
        ),
    ] = "summary",
    paper: Annotated[
        str,
        typer.Option(
            metavar=N_("letter|a4"), click_type=Choice(*PAPERS), show_default=False,
            help=N_("Paper size (default: letter)."),
        ),
    ] = "letter",
    size: Annotated[
        str,
        typer.Option(
            metavar=N_("normal|large"), click_type=Choice(*SIZES),
            show_default=False, help=N_("Print size: 12 points, or 18 for large print."),
        ),
    ] = "normal",
    title: Annotated[
        str, typer.Option(metavar=N_("TEXT"), help=N_("Use your own title."), show_default=False)
    ] = "",
    note: Annotated[
        str,
        typer.Option(
            metavar=N_("TEXT"), help=N_("Add a line for your agency."), show_default=False
        ),
    ] = "",
    police: Annotated[
        str | None,
        typer.Option(
            metavar=N_("NUMBER"), click_type=PoliceNumber(), show_default=False,
            help=N_("Print your local police number in the emergency line."),
        ),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            metavar=N_("ID"), click_type=CompletedValue(id_choices), show_default=False,
            help=N_("Leave this entry out (repeatable)."),
        ),
    ] = None,
    output: Annotated[
        str,
        typer.Option(
            metavar=N_("FILE"), show_default=False,
            help=N_("Output file; its ending gives the format (- for standard output)."),
        ),
    ] = "",
    force: Annotated[
        bool, typer.Option("--force", help=N_("Overwrite an existing file."))
    ] = False,
) -> None:  # fmt: skip
    """A sheet to print, as one file."""
    from resource_finder.views.sheets import SheetOptions, compose

    request = open_request(context, words)
    words = request.words.split() if words == ["-"] else list(map(replace_surrogates, words or []))
    options, view, spec = request.options, request.view, SHEETS[sheet]
    translator = view.translator
    format = _choose_format(options.format, output, context, translator)
    _check_format(format, spec, size, context, translator)
    for kind in spec.searches:
        refuse_filters(context, kind, request.filters, f"--sheet {sheet}")
    sheet_options = SheetOptions(
        spec,
        _clean_line(title, "--title", spec, translator),
        _clean_line(note, "--note", spec, translator),
        paper,
        size == "large",
    )
    # Others read a sheet: the number that the environment holds for screens is not printed.
    view = view._replace(today=_sheet_date(options.as_of, view.today), police=police or "")
    selection = _select(context, request, spec, words, list(map(replace_surrogates, without or [])))
    both = options.lang == "both" or spec.layout == "cards"
    if both and not is_available(Language.FR):
        raise ExitError(70, _NO_FRENCH)
    views = [view, *([_in_other_language(view)] if both else [])]
    data = _render(compose(sheet_options, selection, views), format, translator)
    if output == "-":
        write_bytes(data)
    else:
        language = "both" if both else str(options.language)
        path = Path(output or f"resource-finder-{sheet}-{language}.{format}")
        save_file(path, data, translator, force)
        write(_saved_text(path, spec, format, translator))
    for line in _messages(selection, translator):
        write_error(line)


def _choose_format(
    format: str | None, output: str, context: click.Context, translator: Translator
) -> str:
    """The format that was asked for by `--format` or by the name of the file; else HTML.

    Raises BadParameter where they ask for different ones.
    """
    by_name = sheet_format(Path(output).suffix.removeprefix(".").lower())
    if by_name is None:
        return format or SHEET_FORMATS[0]
    if format and format != by_name:
        message = translator.text(
            "“{name}” is the name of a {named} file, but --format asks for {format}: change "
            "one of them, or remove --format.", name=output, named=by_name, format=format,
        )  # fmt: skip
        raise click.BadParameter(message, ctx=context, param_hint="--output")
    return by_name


def _check_format(
    format: str, spec: SheetSpec, size: str, context: click.Context, translator: Translator
) -> None:
    """Raises BadParameter where a sheet does not exist in this format or this size."""
    allowed = spec.formats or SHEET_FORMATS
    if format not in allowed:
        message = translator.text("this sheet is not made as {value}, only as: {allowed}.",
                            value=format, allowed=", ".join(allowed))  # fmt: skip
        raise click.BadParameter(message, ctx=context, param_hint="--format")
    if size not in spec.sizes:
        message = translator.text(spec.one_size)
        raise click.BadParameter(message, ctx=context, param_hint="--size")
    for option in ("paper", "size") if not FORMATS[format].paper else ():
        if context.get_parameter_source(option) is ParameterSource.COMMANDLINE:
            raise conflict_error(f"--{option}", f"--format {format}", context)


def _clean_line(text: str, option: str, spec: SheetSpec, translator: Translator) -> str:
    """A title or a note on one line, without unsafe characters. Raises BadParameter where it is too
    long."""
    if len(text) > spec.max_note_chars:
        message = translator.text(
            "This is longer than {number} characters.",
            number=translator.number(spec.max_note_chars),
        )
        raise click.BadParameter(message, param_hint=option)
    return make_safe(" ".join(text.split()))


def _sheet_date(as_of: datetime.date | None, today: datetime.date) -> datetime.date:
    """The day printed on a sheet: that of --as-of, else of SOURCE_DATE_EPOCH (seconds since 1970,
    for reproducible files), else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if as_of or not (epoch.isascii() and epoch.isdecimal() and len(epoch) <= 11):
        return today
    return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()


def _select(
    context: click.Context,
    request: Request,
    spec: SheetSpec,
    words: Sequence[str],
    without: Sequence[str],
) -> Selection:
    """The entries of the sheet. Raises ExitError with code 1 where there is none, and UsageError
    where filters are typed with ids: an id names its entry already."""
    from resource_finder.views.sheet_choice import SheetRequest, entries_by_id, select

    finder, filters, translator = request.finder, request.filters, request.view.translator
    sheet_request = SheetRequest(
        spec,
        tuple(words),
        filters,
        tuple(without),
        request.options.limit,
        request.home_region,
        request.options.all,
    )
    try:
        if filters and entries_by_id(words, finder) is not None:
            first = next(name for name in FILTERS if getattr(filters, name))
            raise conflict_error(f"--{first}", " ".join(words), context)
        selection = select(sheet_request, finder)
    except UnknownIdError as error:
        raise ExitError(1, unknown_id_text(error, translator)) from error
    if not selection.entries:
        nothing = translator.text("No handout was created: nothing in the directory matches.")
        raise ExitError(1, "\n".join([nothing, *_messages(selection, translator)]))
    return selection


def _in_other_language(view: ViewContext) -> ViewContext:
    """The same view in the other language."""
    other = Language.FR if view.translator.language is Language.EN else Language.EN
    return view._replace(translator=Translator(other))


def _render(sheet: Sheet, format: str, translator: Translator) -> bytes:
    """The bytes of a sheet. Raises ExitError with code 4 where it cannot be made."""
    from resource_finder.render.printing import CannotPrint

    try:
        return render_sheet(sheet, format)
    except CannotPrint as error:
        raise ExitError(4, translator.text(
            "The PDF fonts cannot print “{characters}”: use --format html or docx.",
            characters=error.characters,
        )) from error  # fmt: skip
    except ModuleNotFoundError as error:
        if error.name not in FORMATS[format].libraries:
            raise
        from resource_finder.cli.installation import command_with

        raise ExitError(4, translator.text(
            "This format needs an extra package: {command}",
            command=command_with(FORMATS[format].extra),
        )) from error  # fmt: skip


def _saved_text(path: Path, spec: SheetSpec, format: str, translator: Translator) -> str:
    """Where the file is, and how to print it."""
    hints = [translator.text(hint) for hint in (FORMATS[format].how_to_use, spec.hint) if hint]
    return f"{make_safe(replace_surrogates(str(path)))}\n{' '.join(hints)}\n"


def _messages(selection: Selection, translator: Translator) -> list[str]:
    """How misspelt words were understood, and what was left out of the sheet and why."""
    corrections = [
        translator.text(
            "Showing results for “{meant}” instead of “{typed}”.", typed=typed, meant=meant
        )
        for typed, meant in selection.corrections
    ]
    if not selection.left_out:
        return corrections
    counted = [_left_out_text(reason, len(ids), translator) for reason, ids in selection.left_out]
    ids = [id for _, ids_out in selection.left_out for id in ids_out]
    listed = translator.pair(", ".join(counted), ", ".join(ids))
    return [*corrections, translator.pair(translator.text("Not printed"), listed)]


def _left_out_text(reason: str, number: int, translator: Translator) -> str:
    """How many entries were left out for one of the `REASONS`."""
    if reason == "former":
        return translator.plural("{number} former service", "{number} former services", number)
    if reason == "announced":
        return translator.plural("{number} only announced", "{number} only announced", number)
    if reason == "unconfirmed":
        return translator.plural("{number} unconfirmed", "{number} unconfirmed", number)
    if reason == "unknown":
        return translator.plural(
            "{number} not known to be running", "{number} not known to be running", number
        )
    if reason == "not_applicable":
        return translator.plural(
            "{number} not suitable for this handout",
            "{number} not suitable for this handout",
            number,
        )
    return translator.plural("{number} over --limit", "{number} over --limit", number)
