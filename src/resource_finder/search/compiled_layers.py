"""Opens the file that `compile` wrote: the built-in directory with the files of an agency.

It is used only where nothing has changed that it was made from. `layer_compiler` writes it.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from resource_finder import data_files
from resource_finder.directory.contacts import NEVER_DIALLED
from resource_finder.directory.problems import DataError, Problem
from resource_finder.directory.yaml_file import MAX_COMPILED_BYTES, YamlFile
from resource_finder.i18n import N_
from resource_finder.model import Service
from resource_finder.search import builtin_index, tokens
from resource_finder.search.compiled import UNREADABLE, connect
from resource_finder.search.index import SCHEMA_VERSION, Index

_SEAL: Final = b"\x01digest of this file: "
"""What the digest of the whole file stands behind, in the table `about`."""
_NO_DIGEST: Final = b"0" * 40
UNSEALED: Final = _SEAL + _NO_DIGEST
"""What stands there before the digest is known."""
_MAX_BYTES: Final = 20 * MAX_COMPILED_BYTES
"""More than `compile` makes of the largest file."""

_OTHER_SCHEMA: Final = N_("this file was compiled by another version of resource-finder")
_OTHER_BASE: Final = N_("this file was compiled for another version of the built-in directory")
_OTHER_STEMS: Final = N_("this file was compiled with another version of PyStemmer")
_CHANGED: Final = N_("'{name}', which lies beside this file, has changed since it was compiled")
_OTHER_URGENT: Final = N_("the urgent numbers in this file are not those of resource-finder")
_DAMAGED: Final = N_("this file is damaged, or `compile` did not write it")
_COMPILE_FIX: Final = N_("compile it again: resource-finder compile FILE... --output FILE --force")


class UnusableError(DataError):
    """A compiled file that must not be used; `beside` are the YAML files that it was made from and
    that lie beside it."""

    def __init__(self, file: str, what: str, beside: Sequence[Path] = (), **values: str) -> None:
        super().__init__([Problem(file, 0, 0, what, _COMPILE_FIX, values)])
        self.beside = tuple(beside)


def sealed(raw: bytes) -> bytes:
    """The bytes of a file with their digest, which is that of the bytes without it."""
    at = raw.index(_SEAL) + len(_SEAL)
    return raw[:at] + data_files.digest(raw).encode() + raw[at + len(_NO_DIGEST) :]


def _is_intact(raw: bytes) -> bool:
    """Whether the digest in a file is that of its bytes."""
    at = raw.find(_SEAL) + len(_SEAL)
    end = at + len(_NO_DIGEST)
    return raw[at:end] == data_files.digest(raw[:at] + _NO_DIGEST + raw[end:]).encode()


def open_compiled_layers(file: YamlFile) -> Index:
    """The index of a file that `compile` wrote, verified as a whole; a large one is then read in
    place, each entry compared with its digest.

    Raises UnusableError where it is damaged, or something has changed that it was made from: the
    program, the built-in directory, or the YAML files, where they lie beside it; and where it has
    other urgent numbers than the built-in directory, which `compile` writes nowhere.
    """
    path = Path(file.name)
    raw = file.compiled if len(file.compiled) <= data_files.LARGE else None
    try:
        db = connect(raw, path)
        try:
            beside = _refuse(file, db, _large(path) if raw is None else raw)
            index = Index(db, None if raw else lambda: UnusableError(file.name, _DAMAGED))
            if not _has_our_urgent_numbers(index):
                raise UnusableError(file.name, _OTHER_URGENT, beside)
            return index
        except BaseException:
            db.close()
            raise
    except (*UNREADABLE, OSError) as error:
        raise UnusableError(file.name, _DAMAGED) from error


def _has_our_urgent_numbers(index: Index) -> bool:
    """Whether the urgent lines of the built-in directory, the services that they name, and those of
    emergency and crisis codes are the same in an index."""
    with closing(builtin_index.open_in_part()) as built_in:
        named = {line.service for line in built_in.header.urgent}
        ids = named.union(*map(built_in.owners, NEVER_DIALLED))
        return _urgent(index, ids) == _urgent(built_in, ids)


def _urgent(index: Index, ids: Collection[str]) -> list[object]:
    """The urgent lines of the built-in directory as an index has them, and some services without
    the entries that they name, which a layer may replace."""
    entries = (index.entry(id) for id in sorted(ids))
    return [
        *(line for line in index.header.urgent if line.layer is None),
        *(
            entry._replace(related=(), instead=None) if isinstance(entry, Service) else entry
            for entry in entries
        ),
    ]


def _large(path: Path) -> bytes:
    """The bytes of a large file; none where `compile` cannot have made it, and it would only fill
    the memory."""
    return path.read_bytes() if path.stat().st_size <= _MAX_BYTES else b""


def _refuse(file: YamlFile, db: sqlite3.Connection, raw: bytes) -> Sequence[Path]:
    """Raise UnusableError where a file with these bytes must not be used; else the files beside it
    that it was made from."""
    about = dict(db.execute("SELECT key, value FROM about"))
    names: Mapping[str, Sequence[str]] = json.loads(about["files"])
    folder = Path(file.name).parent
    beside = {
        folder / name: digests
        for name, digests in names.items()
        if Path(name).name == name and os.access(folder / name, os.R_OK)
    }
    whats = {
        _OTHER_SCHEMA: about["version"] == SCHEMA_VERSION,
        _DAMAGED: _is_intact(raw),
        _OTHER_BASE: about["base"] == builtin_index.version_digest(),
        _OTHER_STEMS: about["stems"] == data_files.digest(tokens.probe()),
    }
    for what, is_right in whats.items():
        if not is_right:
            raise UnusableError(file.name, what, tuple(beside))
    for path, digests in beside.items():
        if data_files.digest(path.read_bytes()) not in digests:
            raise UnusableError(file.name, _CHANGED, tuple(beside), name=path.name)
    return tuple(beside)
