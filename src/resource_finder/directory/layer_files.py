"""Finds and reads the layer files that the environment names: an agency's own, on every run.

A file that is missing, or on a drive that does not answer, is a fault of that file alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Final

from resource_finder.directory.problems import DataError, Problem
from resource_finder.directory.yaml_file import YamlFile, open_yaml, read_bytes
from resource_finder.i18n import N_

VARIABLE: Final = "RESOURCE_FINDER_ALSO"
"""The environment variable that names files and folders, with the system's separator of paths
between them."""
SECONDS: Final = 1.0
"""How long the files may take to be read, all together: somebody is waiting for a number."""

_SLOW: Final = N_("the file could not be read within a second")
_SLOW_FIX: Final = N_("check that its drive is connected")


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
    contents[path] = [(file, _read(file)) for file in _files(path)]


def _files(path: Path) -> Iterator[Path]:
    """The YAML files of a folder in alphabetical order, or the one file."""
    try:
        inside = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    except OSError:
        inside = [path]
    yield from inside


def _read(path: Path) -> bytes | DataError:
    try:
        return read_bytes(path, str(path))
    except DataError as error:
        return error


def _opened(path: Path, contents: list[_Content] | None) -> Iterator[YamlFile]:
    """The files of one path of the variable; one with a problem where they were not read in
    time."""
    if contents is None:
        yield YamlFile(str(path), None, [Problem(str(path), 0, 0, _SLOW, _SLOW_FIX)])
        return
    for file, raw in contents:
        if isinstance(raw, DataError):
            yield YamlFile(str(file), None, raw.problems)
        else:
            yield open_yaml(file, raw=raw)
