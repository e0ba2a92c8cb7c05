"""The command `import`: a spreadsheet as the file of an agency."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from resource_finder.cli.command import ExitError, command
from resource_finder.cli.options import options_of
from resource_finder.cli.output import write, write_error
from resource_finder.cli.refusals import no_effect_error, refuse_format
from resource_finder.cli.saving import OutputFile, deliver
from resource_finder.cli.values import Choice
from resource_finder.i18n import N_, Translator
from resource_finder.text import make_safe

if TYPE_CHECKING:
    from resource_finder.directory.problems import Problem
    from resource_finder.directory.yaml_file import YamlFile

_MAX_BYTES: Final = 10_000_000


@command(
    "import",
    help=N_("Turn a spreadsheet into a file for your agency."),
    argument_help={"file": N_("A CSV file; without it, our columns are printed.")},
    formats=("plain",),
    examples=("", "--output columns.yaml"),
    refused_options=("limit", "all", "as_of", "also"),
)
def import_(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar=N_("[FILE]"), show_default=False, readable=False)
    ] = None,
    map_file: Annotated[
        Path | None,
        typer.Option("--map", metavar=N_("FILE"), help=N_(
            "What its columns and words mean; without it, a map to edit is written."
        )),
    ] = None,
    dates: Annotated[
        str | None,
        typer.Option(
            metavar="dmy|mdy", click_type=Choice("dmy", "mdy"), show_default=False,
            help=N_("The order of day and month, where a date could be read two ways."),
        ),
    ] = None,
    addresses: Annotated[
        bool, typer.Option("--addresses", help=N_("Take street addresses too, and list them."))
    ] = False,
    output: OutputFile = "",
) -> None:  # fmt: skip
    """A layer file, and a report of it; or a map to edit."""
    from resource_finder.directory import loader
    from resource_finder.directory.layers import layer_faults
    from resource_finder.exchange import importing
    from resource_finder.exchange import map_file as maps
    from resource_finder.exchange.csv_file import Table, read_table
    from resource_finder.exchange.words import closed_lists
    from resource_finder.views.importing import report

    refuse_format(context, ("plain",))
    options = options_of(context)
    translator = Translator(options.language)
    for option, typed in (("--map", map_file), ("--dates", dates), ("--addresses", addresses)):
        if typed and file is None:
            raise no_effect_error(option, context)
    try:
        table = Table((), ()) if file is None else read_table(_read(file, translator))
    except csv.Error as error:
        raise ExitError(3, translator.text(
            "{path} is no table: save it as CSV.", path=file
        )) from error  # fmt: skip
    opened = _open_map(map_file, translator) if map_file else None
    try:
        map = maps.read_map(_read(map_file, translator), table) if map_file else maps.own_map(table)
    except maps.MapError as error:
        raise _map_error(error, map_file, translator) from error
    base = loader.load(options.directory)
    if map is None or file is None:
        text = maps.proposed_map(table, closed_lists(base.header), translator)
        deliver(text.encode(), output, translator)
        if output not in ("", "-"):
            write(_next_step(file, output, translator) + "\n")
        return
    if opened:
        _refuse(layer_faults(opened), translator)
    try:
        imported = importing.import_table(table, map, base, file.stem, dates, addresses)
    except maps.MapError as error:
        raise _map_error(error, map_file or file, translator) from error
    except importing.DateError as error:
        raise ExitError(3, translator.text(
            "row {row}: “{date}” could be read two ways: add `--dates dmy` (day first) or "
            "`--dates mdy` (month first).", row=error.row, date=error.cell,
        )) from error  # fmt: skip
    deliver(imported.text.encode(), output, translator)
    write_error(report(imported, addresses, translator).rstrip("\n"))


def _next_step(file: Path | None, output: str, translator: Translator) -> str:
    """What to do with a map that was written."""
    if file is None:
        command = translator.command("import", "list.csv --output map.yaml")
        return translator.text("These are our columns. A map of yours: {command}", command=command)
    table, map, made = (f'"{one}"' if " " in one else one
                        for one in (str(file), output, f"{file.stem}.yaml"))  # fmt: skip
    command = translator.command("import", f"{table} --map {map} --output {made}")
    return make_safe(translator.text("It is a map: edit it, then: {command}", command=command))


def _open_map(path: Path, translator: Translator) -> YamlFile:
    """A map, opened. Raises ExitError with code 3 where it is no YAML, with the line."""
    from resource_finder.directory.yaml_file import open_yaml

    opened = open_yaml(path)
    _refuse(opened.problems, translator)
    return opened


def _refuse(problems: Sequence[Problem], translator: Translator) -> None:
    """Raise ExitError with code 3 where there are problems of a map, with their lines."""
    from resource_finder.views.check import as_text

    if problems:
        raise ExitError(3, as_text(problems, translator))


def _read(path: Path, translator: Translator) -> bytes:
    """The bytes of a file. Raises ExitError with code 3 where it cannot be read."""
    try:
        if path.is_file() and path.stat().st_size <= _MAX_BYTES:
            return path.read_bytes()
    except (OSError, ValueError):
        pass
    if not path.exists():
        raise ExitError(3, f"{path}: {translator.text('there is no such file')}")
    message = translator.text(
        "{path} cannot be read: it must be a file of at most 10 MB.", path=path
    )
    raise ExitError(3, message)


def _map_error(error: object, path: Path | None, translator: Translator) -> ExitError:
    """The exit about a map that cannot be used."""
    message, value = getattr(error, "message", ""), getattr(error, "value", "")
    return ExitError(3, translator.text(message, path=path, value=value))
