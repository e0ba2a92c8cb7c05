"""Saves an answer as a file: whole or not at all, and says why where that fails."""

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


def save_file(path: Path, data: bytes, translator: Translator, force: bool | None = None) -> None:
    """Write a whole file or none; `force` writes over a file that exists, and is None where the
    command has no such option. Raises ExitError with code 4 where the file exists or cannot be
    written."""
    try:
        save(path, data, bool(force))
    except FileExistsError as error:
        message = N_(
            "{path} already exists: delete or move it first, or give another name with --output."
        )
        if force is not None:
            message = N_(
                "{path} already exists: give another name with --output, or use --force to "
                "overwrite it."
            )
        raise ExitError(4, translator.text(message, path=path)) from error
    except (OSError, ValueError) as error:
        raise ExitError(4, translator.text(
            "Cannot write {path}: check the folder’s name, its permissions and the free disk "
            "space.", path=path,
        )) from error  # fmt: skip


def deliver(data: bytes, output: str, translator: Translator) -> None:
    """Write a file under a new name, and print the name; on standard output where that is "" or
    "-". Raises ExitError with code 4 where the file exists or cannot be written."""
    if output in ("", "-"):
        write_bytes(data)
        return
    path = Path(output)
    save_file(path, data, translator)
    write(make_safe(replace_surrogates(str(path))) + "\n")
