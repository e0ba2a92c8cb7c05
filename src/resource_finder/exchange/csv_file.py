"""Writes rows as the CSV file that a double click opens in a spreadsheet, and reads such files as
spreadsheets save them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from resource_finder.exchange.rows import Row
from resource_finder.text import guard_formulas, make_safe, unguard_formulas

_MARK: Final = "\ufeff"
"""Without this mark at the beginning, Excel reads UTF-8 as another encoding and breaks accents."""
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""What files of Excel begin with that were not saved as CSV."""
_DELIMITERS: Final = (",", ";", "\t")


class Table(NamedTuple):
    """A table that was read: its columns, and each row with the number of its row in the
    spreadsheet; a row has no empty cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, Row], ...]


def as_bytes(rows: Sequence[Row], columns: Sequence[str]) -> bytes:
    """Rows as a CSV file in UTF-8, no cell a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([guard_formulas(_plain(row.get(c, ""))) for c in columns] for row in rows)
    return f"{_MARK}{text.getvalue()}".encode()


def read_table(raw: bytes) -> Table:
    """The table of a CSV file, in whichever encoding and with whichever separator a spreadsheet
    saved it. Raises csv.Error where it is none."""
    if raw.startswith(_WORKBOOKS):
        raise csv.Error("a workbook")
    text = _decode(raw)
    first, _, rest = text.partition("\n")
    if match := re.fullmatch(r'"?sep=(.)"?\s*', first):
        delimiter, text = match[1], rest
    else:
        delimiter = max(_DELIMITERS, key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns = tuple(map(_plain, next(lines, ())))
    skipped = 2 if match else 1
    rows = [(n, _row(columns, cells)) for n, cells in enumerate(lines, skipped + 1)]
    return Table(columns, tuple((n, row) for n, row in rows if row))


def _row(columns: Sequence[str], cells: Sequence[str]) -> Row:
    """A row by its columns; of two columns of one name the first that is filled counts."""
    row: Row = {}
    for column, cell in zip(columns, cells, strict=False):
        if column and (text := unguard_formulas(_plain(cell))):
            row.setdefault(column, text)
    return row


def _decode(raw: bytes) -> str:
    if raw.startswith(_UTF_16):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _plain(cell: str) -> str:
    """A cell on one line. The no-break spaces of French stay."""
    return make_safe(re.sub(r"[^\S\u00a0]+", " ", cell).strip())
