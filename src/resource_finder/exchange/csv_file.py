"""Writes rows as the CSV file that a double click opens in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import Final

from resource_finder.exchange.rows import Row
from resource_finder.text import guard_formulas, make_safe

_MARK: Final = "\ufeff"
"""Without this mark at the beginning, Excel reads UTF-8 as another encoding and breaks accents."""


def as_bytes(rows: Sequence[Row], columns: Sequence[str]) -> bytes:
    """Rows as a CSV file in UTF-8, no cell a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([guard_formulas(_plain(row.get(c, ""))) for c in columns] for row in rows)
    return f"{_MARK}{text.getvalue()}".encode()


def _plain(cell: str) -> str:
    """A cell on one line. The no-break spaces of French stay."""
    return make_safe(re.sub(r"[^\S\u00a0]+", " ", cell).strip())
