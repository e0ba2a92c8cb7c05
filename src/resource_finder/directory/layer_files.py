"""Finds and reads the layer files that the environment names: an agency's own, on every run.

A file that is missing, or on a drive that does not answer, is a fault of that file alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Final

from resource_finder.directory.problems import DataError, Problem
from resource_finder.directory.yaml_file import YamlFile, open_yaml, read_bytes, with_sound_parts
from resource_finder.i18n import N_

VARIABLE: Final = "RESOURCE_FINDER_ALSO"
"""The environment variable that names files and folders, with the system's separator of paths
between them."""
SECONDS: Final = 1.0
"""How long the files may take to be read, all together: somebody is waiting for a number."""

_SLOW: Final = N_("the file could not be read within a second")
_ABSENT: Final = N_("this file or folder of your agency cannot be reached")
_EMPTY: Final = N_("this folder holds no file of your agency (.yaml)")
_UNREAD_FIX: Final = N_(
    "check that its drive is connected, or tell whoever keeps your agency’s files"
)
_MISNAMED: Final = N_("this file is not read: its name must end in .yaml")
_MISNAMED_FIX: Final = N_("call it '{name}'; where the ends of names are hidden, show them first")
_ENDINGS: Final = (".yaml", ".yml")
_ADDED_ENDINGS: Final = (".txt", ".rtf", ".doc", ".docx", ".odt")
"""What programs that write text add to the name that was typed."""

_Content = tuple[Path, bytes | DataError]
"""A file and its bytes, or why it cannot be read."""


def open_layers(named: str) -> list[YamlFile]:
    """The files that the variable names, opened, later ones over earlier ones."""
    paths = [Path(path) for path in named.split(os.pathsep) if path.strip()]
    contents: dict[Path, list[_Content]] = {}
    # A thread that waits for a drive cannot be ended; as a daemon it does not keep the program.
    readers = [Thread(target=_read_all, args=(path, contents), daemon=True) for path in paths]
    for reader in readers:
        reader.start()
    end = monotonic() + SECONDS
    for reader in readers:
        reader.join(max(0.0, end - monotonic()))
    return [file for path in paths for file in _opened(path, contents.get(path))]


def _read_all(path: Path, contents: dict[Path, list[_Content]]) -> None:
    try:
        contents[path] = _read_folder(path) if path.is_dir() else [(path, _read(path))]
    except OSError:
        contents[path] = [(path, _fault(path, _ABSENT))]


def _read_folder(folder: Path) -> list[_Content]:
    """The YAML files of a folder in alphabetical order, then those that were meant to be; hidden
    ones are not, nor those that Word keeps while a file is open."""
    seen = [file for file in sorted(folder.iterdir()) if not file.name.startswith((".", "~$"))]
    contents: list[_Content] = [
        *((file, _read(file)) for file in seen if file.suffix.lower() in _ENDINGS),
        *((file, DataError([problem])) for file in seen for problem in misnamed([file])),
    ]
    return contents or [(folder, _fault(folder, _EMPTY))]


def misnamed(files: Iterable[Path]) -> list[Problem]:
    """The files that no folder gives because something was added to the end of their names."""
    return [
        Problem(str(file), 0, 0, _MISNAMED, _MISNAMED_FIX, {"name": file.stem})
        for file in files
        if file.suffix.lower() in _ADDED_ENDINGS and Path(file.stem).suffix.lower() in _ENDINGS
    ]


def _fault(path: Path, what: str) -> DataError:
    return DataError([Problem(str(path), 0, 0, what, _UNREAD_FIX)])


def _read(path: Path) -> bytes | DataError:
    if not path.exists():
        return _fault(path, _ABSENT)
    try:
        return read_bytes(path, str(path))
    except DataError as error:
        return error


def _opened(path: Path, contents: list[_Content] | None) -> Iterator[YamlFile]:
    """The files of one path of the variable; one with a problem where they were not read in
    time."""
    if contents is None:
        yield YamlFile(str(path), None, _fault(path, _SLOW).problems, is_reached=False)
        return
    for file, raw in contents:
        if isinstance(raw, DataError):
            is_reached = all(problem.fix != _UNREAD_FIX for problem in raw.problems)
            yield YamlFile(str(file), None, raw.problems, is_reached=is_reached)
        else:
            opened = open_yaml(file, raw=raw)
            yield with_sound_parts(opened, raw) if opened.problems else opened
