"""Opens the index of a compiled file: verified as a whole, or in place where it is large."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Final

from resource_finder.search import index
from resource_finder.search.index import Index

UNREADABLE: Final = (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError)
"""What reading a compiled file may raise that is damaged, or of another version."""


def open_compiled(raw: bytes, path: Path) -> Index | None:
    """The index of a compiled file; None where it cannot be read or has another
    `index.SCHEMA_VERSION`.

    `raw` are the bytes of the file, which the caller has verified: SQLite reads them and not the
    file, so a later change of the file has no effect. Only where SQLite cannot (before 3.36) is the
    file at `path` opened.
    """
    try:
        db = connect(raw, path)
        return Index(db) if _has_this_version(db) else None
    except UNREADABLE:
        return None


def open_in_place(path: Path, summary: str, on_damage: Callable[[], Exception]) -> Index | None:
    """The index of a compiled file that is too large to be read as a whole; None where it cannot
    be read, or was made from another directory than the one with this `summary`."""
    try:
        db = connect(None, path)
        is_right = _has_this_version(db) and summary_of(db) == summary
        return Index(db, on_damage) if is_right else None
    except UNREADABLE:
        return None


def connect(raw: bytes | None, path: Path) -> sqlite3.Connection:
    """A database of these bytes in memory, or without them the file in place, which is only
    read."""
    if raw is not None:
        db = sqlite3.connect(":memory:")
        if hasattr(db, "deserialize"):
            db.deserialize(raw)
            return db
    return sqlite3.connect(f"{address_of(path.resolve())}?mode=ro&immutable=1", uri=True)


def address_of(path: PurePath) -> str:
    """The address under which SQLite opens a file. On a share of Windows it has no host, which
    SQLite refuses: the name of the server stands in the path."""
    address = path.as_uri()
    return address.replace("file://", "file:////", 1) if path.drive.startswith("\\\\") else address


def _has_this_version(db: sqlite3.Connection) -> bool:
    version = db.execute("SELECT value FROM about WHERE key = 'version'").fetchone()
    return bool(version == (index.SCHEMA_VERSION,))


def summary_of(db: sqlite3.Connection) -> str:
    """A digest of the header, and of the digests of all entries and sources."""
    rows = db.execute("SELECT key, value FROM about WHERE key IN ('header', 'digests') ORDER BY 1")
    return index.digest_of(json.dumps(rows.fetchall()))
