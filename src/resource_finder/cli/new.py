"""The command `new`: prints a short file to edit."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from resource_finder.bilingual import Language
from resource_finder.cli.command import command
from resource_finder.cli.names import is_slip
from resource_finder.cli.options import GlobalOptions, options_of
from resource_finder.cli.output import write
from resource_finder.cli.saving import save_file
from resource_finder.cli.values import Choice
from resource_finder.i18n import N_, Translator, typed_label

KINDS: Final = ("hotline", "program", "event", "layer")


def _is_kind(words: Sequence[str], _: GlobalOptions) -> bool:
    """Whether words are none, or one that is a kind or near one."""
    names = {*KINDS, *(Translator(one).text(typed_label(k)) for k in KINDS for one in Language)}
    return not words or (len(words) == 1 and any(is_slip(words[0], name) for name in names))


@command(
    "new",
    help=N_("Print a short file to edit, for an entry or a file of your agency."),
    argument_help={"kind": N_("hotline, program, event, or layer for an agency’s file.")},
    is_call=_is_kind,
    examples=(N_("hotline"), N_("layer --output agency.yaml")),
    refused_options=("format", "limit", "all", "directory", "also"),
)
def new(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(metavar=N_("hotline|program|event|layer"), click_type=Choice(*KINDS)),
    ],
    output: Annotated[
        str,
        typer.Option(
            metavar=N_("FILE"),
            show_default=False,
            help=N_("Write it to this file, which must not exist yet."),
        ),
    ] = "-",
) -> None:
    """A file to edit, which `check` accepts as it is."""
    from resource_finder.directory.templates import template

    options = options_of(context)
    translator = Translator(options.language)
    text = template(kind, translator, options.as_of or datetime.date.today())
    if output == "-":
        write(text)
        return
    save_file(Path(output), text.encode("utf-8"), translator)
    write(translator.text("{path}: edit it, then check it: {command}", path=output,
        command=translator.command("check", output)) + "\n")  # fmt: skip
