"""The command `compile`: the built-in directory and the files of an agency as one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import click
import typer

from resource_finder.cli.check import may_name_files
from resource_finder.cli.command import command
from resource_finder.cli.options import options_of
from resource_finder.cli.output import write, write_bytes
from resource_finder.cli.saving import save_file
from resource_finder.i18n import N_, Translator
from resource_finder.text import make_safe, replace_surrogates


@command(
    "compile",
    help=N_("Compile your agency’s files with the directory, for faster answers."),
    argument_help={"files": N_("Your agency’s YAML files, later ones over earlier ones.")},
    is_call=may_name_files,
    examples=(
        N_("agency.yaml --output agency.sqlite"),
        N_("agency.yaml phones.yaml --output agency.sqlite --force"),
    ),
    refused_options=("format", "limit", "all", "directory", "also", "as_of"),
)
def compile_(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar=N_("FILE..."), show_default=False, readable=False)
    ],
    output: Annotated[
        Path,
        typer.Option(
            metavar=N_("FILE"), show_default=False,
            help=N_("The file to write (- for standard output)."),
        ),
    ],
    force: Annotated[
        bool, typer.Option("--force", help=N_("Overwrite an existing file."))
    ] = False,
) -> None:  # fmt: skip
    """One file of the built-in directory and an agency's; exit code 3 where any has a fault."""
    from resource_finder.search.layer_compiler import compile_layers

    translator = Translator(options_of(context).language)
    if any(_is_same(output, file) for file in files):
        message = translator.text("This file would be lost: give another name.")
        raise click.BadParameter(message, context, param_hint="--output")
    data, directory = compile_layers(files)
    if str(output) == "-":
        write_bytes(data)
        return
    save_file(output, data, translator, force)
    path = make_safe(replace_surrogates(str(output)))
    counted = translator.plural("{number} service", "{number} services", len(directory.services))
    hint = translator.text(
        "Name this file alone in RESOURCE_FINDER_ALSO: the built-in directory is in it. Compile it "
        "again after each change of your files, and after each update of resource-finder."
    )
    write(f"{translator.pair(path, counted)}\n{hint}\n")


def _is_same(path: Path, other: Path) -> bool:
    """Whether two names are of one file."""
    try:
        return path.samefile(other)
    except OSError:
        return False
