"""Cells as spreadsheets and people leave them: numbers with decimals, dates of any order."""

from __future__ import annotations

import datetime
import re
from typing import Final

_FRACTION: Final = re.compile(r"(\d+)[.,]0+")
_POWER: Final = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)
_ISO: Final = re.compile(r"\d{4}(-\d\d){0,2}")
_DAY: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_EXTENSION: Final = re.compile(
    r"(.*\d)[\s,;(]*(?:poste|ext(?:ension|\.)?|x|p\.|#)\s*:?\s*(\d{1,6})\)?", re.IGNORECASE
)
ORDERS: Final = ("dmy", "mdy")


class AmbiguousDate(ValueError):
    """A date that could be read two ways."""


def as_digits(cell: str) -> str:
    """A number that a spreadsheet took for a quantity as its digits: "2045550142.0",
    "2,045550142E+09"; any other text as it is."""
    if match := _FRACTION.fullmatch(cell):
        return match[1]
    if _POWER.fullmatch(cell):
        return str(round(float(cell.replace(",", "."))))
    return cell


def split_extension(cell: str) -> tuple[str, str]:
    """A number and the extension behind it, "" where there is none: "204-555-0142 poste 12"."""
    match = _EXTENSION.fullmatch(cell)
    return (match[1], match[2]) if match else (cell, "")


def as_date(cell: str, order: str | None) -> str:
    """A date as ISO, in the order "dmy" or "mdy"; text that is no date stays. Raises AmbiguousDate
    where it could be read two ways and no order is given."""
    day = re.sub(r" 0?0:00(:00)?$", "", cell)
    if _ISO.fullmatch(day):
        return day
    if match := _YEAR_FIRST.fullmatch(day):
        return _iso(*map(int, match.groups())) or cell
    if not (match := _DAY.fullmatch(day)):
        return cell
    first, second, year = map(int, match.groups())
    readings = {"dmy": _iso(year, second, first), "mdy": _iso(year, first, second)}
    if order:
        return readings[order] or cell
    found = {reading for reading in readings.values() if reading}
    if len(found) > 1:
        raise AmbiguousDate(cell)
    return found.pop() if found else cell


def _iso(year: int, month: int, day: int) -> str:
    """A day as ISO; "" where there is none."""
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""
