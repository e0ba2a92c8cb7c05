"""Rows of a spreadsheet as the services of an agency's file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count, takewhile
from typing import Any, Final

from resource_finder.bilingual import Language
from resource_finder.exchange.rows import LIST_COLUMNS, LIST_SEPARATOR, TEXT_COLUMNS, Row
from resource_finder.text import fold

Entry = dict[str, Any]
"""A service as it stands in a file."""

_ONE_NAME: Final = ("name", "operator")
"""The texts that one name may stand for in both languages."""
_FIRST: Final = ("id", "kind", "line")
_LAST: Final = ("email", "police", "status", "last_seen", "confidence", "checked")


def entry_of(row: Row, addresses: bool) -> Entry:
    """A row as a service, street addresses only where they are asked for."""
    entry: Entry = _cells(row, {name: name for name in _FIRST})
    entry |= {name: text for name in TEXT_COLUMNS if (text := _text(row, name))}
    entry |= {name: row[name].split(LIST_SEPARATOR) for name in LIST_COLUMNS if name in row}
    if ages := _cells(row, {"ages_from": "from", "ages_to": "to"}):
        entry["ages"] = {key: int(age) if age.isdecimal() else age for key, age in ages.items()}
    entry["phones"] = [_phone(row, f"phone_{n}") for n in _filled(row, "phone", "")]
    entry["web"] = [_web(row, f"web_{n}") for n in _filled(row, "web", "_en", "_fr")]
    if addresses:
        entry["addresses"] = [
            {"kind": "office", **_cells(row, {f"address_{n}": "text", f"address_{n}_kind": "kind"})}
            for n in _filled(row, "address", "")
        ]
    entry |= _cells(row, {name: name for name in _LAST} | {"place": "place"})
    return {key: value for key, value in entry.items() if value}


def addresses_of(row: Row) -> list[str]:
    """The street addresses of a row."""
    return [row[f"address_{n}"] for n in _filled(row, "address", "")]


def _filled(row: Row, name: str, *endings: str) -> Iterator[int]:
    """The numbers of the columns of a name that a row fills, from 1 without a gap."""
    return takewhile(lambda n: any(f"{name}_{n}{end}" in row for end in endings), count(1))


def _cells(row: Row, keys: Mapping[str, str]) -> Entry:
    """The filled cells of some columns by their keys in a file."""
    return {key: row[column] for column, key in keys.items() if column in row}


def _text(row: Row, name: str) -> Any:
    """A text in the languages that a row has, or one name for both."""
    texts = {str(one): row[f"{name}_{one}"] for one in Language if f"{name}_{one}" in row}
    is_one = len(texts) == 2 and len(set(texts.values())) == 1
    return next(iter(texts.values())) if is_one and name in _ONE_NAME else texts


def _phone(row: Row, column: str) -> Entry:
    keys = {column: "number"}
    keys |= {f"{column}_{key}": key for key in ("kind", "role", "keyword", "confidence")}
    texts = {key: _text(row, f"{column}_{key}") for key in ("label", "note")}
    return _cells(row, keys) | {key: text for key, text in texts.items() if text}


def _web(row: Row, column: str) -> Entry:
    texts = {str(one): row[f"{column}_{one}"] for one in Language if f"{column}_{one}" in row}
    address: Any = texts if len(set(texts.values())) > 1 else next(iter(texts.values()))
    rest = _cells(row, {f"{column}_kind": "kind", f"{column}_confidence": "confidence"})
    return {"address": address, "kind": "site", **rest}


def slug(name: str) -> str:
    """A name as an id."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:60].strip("-")
