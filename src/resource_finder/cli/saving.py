"""Saves an answer as a file: whole or not at all, and never over another file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from resource_finder.cli.command import ExitError
from resource_finder.cli.output import save, write, write_bytes
from resource_finder.i18n import N_, Translator
from resource_finder.text import make_safe, replace_surrogates

OutputFile = Annotated[
    str,
    typer.Option(
        "--output", metavar=N_("FILE"), show_default=False,
        help=N_("Write to this new file (- for standard output)."),
    ),
]  # fmt: skip


def deliver(data: bytes, output: str, translator: Translator) -> None:
    """Write a file under a new name, and print the name; on standard output where that is "" or
    "-". Raises ExitError with code 4 where the file exists or cannot be written."""
    if output in ("", "-"):
        write_bytes(data)
        return
    path = Path(output)
    try:
        save(path, data, force=False)
    except FileExistsError as error:
        raise ExitError(4, translator.text(
            "{path} already exists: give another name with --output.", path=path,
        )) from error  # fmt: skip
    except (OSError, ValueError) as error:
        raise ExitError(4, translator.text(
            "Cannot write {path}: check the folder’s name, its permissions and the free disk "
            "space.", path=path,
        )) from error  # fmt: skip
    write(make_safe(replace_surrogates(str(path))) + "\n")
