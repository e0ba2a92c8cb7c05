"""Saves what a command made as a file, and says why where that fails."""

from __future__ import annotations

from pathlib import Path

from resource_finder.cli.command import ExitError
from resource_finder.cli.output import save
from resource_finder.i18n import Translator


def save_file(path: Path, data: bytes, force: bool, translator: Translator) -> None:
    """Write a whole file or none. Raises ExitError with code 4 where the file exists or cannot be
    written."""
    try:
        save(path, data, force)
    except FileExistsError as error:
        raise ExitError(4, translator.text(
            "{path} already exists: give another name with --output, or use --force to "
            "overwrite it.",
            path=path,
        )) from error  # fmt: skip
    except (OSError, ValueError) as error:
        raise ExitError(4, translator.text(
            "Cannot write {path}: check the folder’s name, its permissions and the free disk "
            "space.", path=path,
        )) from error  # fmt: skip
