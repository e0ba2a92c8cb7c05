"""Compiles the built-in directory with the files of an agency into one file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from resource_finder import data_files
from resource_finder.directory.layers import add_layers
from resource_finder.directory.loader import NOT_YAML, NOT_YAML_FIX
from resource_finder.directory.problems import DataError, Problem
from resource_finder.directory.yaml_file import (
    COMPILED_MARK,
    MAX_COMPILED_BYTES,
    open_yaml,
    read_bytes,
)
from resource_finder.model import Directory
from resource_finder.search import builtin_index, tokens
from resource_finder.search.compiled_layers import UNSEALED, sealed
from resource_finder.search.layer_base import directory_of
from resource_finder.search.layers import update

_TIDY: Final = """
INSERT INTO words (words) VALUES ('optimize');
INSERT INTO full_text (full_text) VALUES ('optimize');
VACUUM;
"""
"""Frees the space in the file of what was removed."""


def compile_layers(paths: Sequence[Path]) -> tuple[bytes, Directory]:
    """The bytes of a file that holds the built-in directory with some files of an agency, and that
    directory. Raises DataError with every problem of the files."""
    raws = {path: _read(path) for path in paths}
    files = [open_yaml(path, raw=raw, limit=MAX_COMPILED_BYTES) for path, raw in raws.items()]
    with closing(builtin_index.open_index()) as built_in, closing(built_in.duplicate()) as compiled:
        # As a run with the files does it, so that equally good answers keep their order.
        old = directory_of(compiled)
        layered = add_layers(old, files)
        if layered.problems:
            raise DataError([*layered.problems])
        update(compiled, old, layered.directory)
        about = {
            "base": builtin_index.version_digest(),
            "stems": data_files.digest(tokens.probe()),
            "files": json.dumps(_digests(raws)),
            "seal": UNSEALED.decode(),
        }
        compiled.database.executemany("INSERT INTO about VALUES (?, ?)", about.items())
        compiled.database.executescript(_TIDY)
        return sealed(_bytes_of(compiled.database)), layered.directory


def _digests(raws: Mapping[Path, bytes]) -> dict[str, list[str]]:
    """The digest of each file by its name; two folders may have files of one name."""
    digests: dict[str, list[str]] = {}
    for path, raw in raws.items():
        digests.setdefault(path.name, []).append(data_files.digest(raw))
    return digests


def _read(path: Path) -> bytes:
    """The bytes of a YAML file. Raises DataError where it is none."""
    raw = read_bytes(path, str(path), MAX_COMPILED_BYTES)
    if raw.startswith(COMPILED_MARK):
        raise DataError([Problem(str(path), 0, 0, NOT_YAML, NOT_YAML_FIX)])
    return raw


def _bytes_of(db: sqlite3.Connection) -> bytes:
    return bytes(db.serialize()) if hasattr(db, "serialize") else copied_bytes(db)


def copied_bytes(db: sqlite3.Connection) -> bytes:
    """The bytes of a database, where SQLite (before 3.36) cannot give them itself."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "directory.sqlite")
        with closing(sqlite3.connect(path)) as copy:
            db.backup(copy)
        return path.read_bytes()
