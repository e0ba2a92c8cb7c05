"""Turns a table into the file of an agency: what is sound in it, and a report of the rest."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from resource_finder.bilingual import Language
from resource_finder.directory.layer_parts import MAX_SHORT_CHARS
from resource_finder.directory.layers import add_layers
from resource_finder.directory.yaml_file import MAX_FILE_BYTES, open_yaml
from resource_finder.exchange.cleaning import AmbiguousDate, as_date, as_digits, split_extension
from resource_finder.exchange.csv_file import Table
from resource_finder.exchange.entries import Entry, addresses_of, entry_of, slug
from resource_finder.exchange.map_file import LISTED, Map, MapError, check_map, values_in
from resource_finder.exchange.rows import LIST_SEPARATOR, Row, row_of
from resource_finder.exchange.words import Words, closed_lists, words_of
from resource_finder.i18n import N_
from resource_finder.model import Directory
from resource_finder.text import fold

_DATES: Final = ("checked", "last_seen")
_DIGITS: Final = ("phone_", "ages_", "id")
_USUAL_KIND: Final = "program"
_MAX_ROUNDS: Final = 20
MAX_BYTES: Final = MAX_FILE_BYTES
"""A longer file could not be read."""
_KNOWN_ID: Final = N_("the directory has this ID: correct that service with 'corrections:', or "
                      "write another one that 'replaces:' it")  # fmt: skip
_SECOND: Final = N_("another row has this ID")
_NO_NAME: Final = N_("it has no name")
_NOT_HERE: Final = N_("not in the table: {value}")
_NO_MEANING: Final = N_("“{value}” under “{column}” has no meaning in the map")
_TWO_NUMBERS: Final = N_("“{value}” is two numbers: put the second into a column of its own")
_TWO: Final = re.compile(r"(?:\d[\s().-]*){10}[^\d]+(?:\d[\s().-]*){10}")
_NUMBER: Final = re.compile(r"phone_[0-9]+")
_EXTENSION: Final = N_("“{value}”: the number is taken; what stood behind it is in the note")
_PRIVATE: Final = N_("taken, though a column that is not used says “{value}”: may it be given out?")
_NOT_TO_GIVE: Final = re.compile(
    r"\b(?:confidenti|secret|prive|private|interne|internal|ne pas|do not|don't|not public)"
)
_TOO_LONG: Final = N_("{path} is too long for one file: split it.")
_LAYER: Final = N_("{path}: what it says of the agency cannot be used.")


class Told(NamedTuple):
    """What is said of a row: its number in the spreadsheet, its name, and a sentence of the
    catalogue with its values."""

    row: int
    name: str
    what: str
    values: Mapping[str, str]


class DateError(ValueError):
    """A date in a row could be read two ways."""

    def __init__(self, row: int, cell: str) -> None:
        self.row, self.cell = row, cell
        super().__init__(cell)


class Imported(NamedTuple):
    """The file of an agency that was made of a table, how many services it holds, how many rows
    say what the directory says, and what is told of others; `addresses` are those of the rows
    taken, `of_no_kind` are how many were taken as programs, since nothing said what they are."""

    text: str
    taken: int
    same: int
    left_out: tuple[Told, ...]
    by_hand: tuple[Told, ...]
    addresses: tuple[Told, ...]
    of_no_kind: int


class _Item(NamedTuple):
    row: int
    cells: Row
    entry: Entry

    def told(self, what: str, **values: str) -> Told:
        """Something about this row."""
        return Told(self.row, str(self.entry.get("id", "")), what, values)


def import_table(
    table: Table, map: Map, base: Directory, stem: str, order: str | None, addresses: bool
) -> Imported:
    """A table as the file of an agency beside a directory. Raises DateError, MapError."""
    by_hand: list[Told] = []
    left_out: list[Told] = []
    lists = closed_lists(base.header)
    check_map(map, lists)
    items = []
    of_no_kind = {n for n, row in table.rows if map.always.get("kind") == _USUAL_KIND
                  and map.columns.get("kind") not in row}  # fmt: skip
    for n, row in table.rows:
        cells, unknown = _our_row(n, row, map, lists, order)
        cells, extended = _extensions(cells)
        item = _Item(n, cells, entry_of(cells, addresses))
        by_hand += [item.told(_EXTENSION, value=one) for one in extended]
        by_hand += [item.told(_NO_MEANING, value=v, column=c) for c, v in unknown]
        by_hand += [item.told(_PRIVATE, value=one) for one in _private(row, map)]
        items.append(item)
    new, same = _new(items, map, base, left_out)
    text, taken = _sound(new, _layer(new, map, stem), base, left_out)
    by_hand += [item.told(_NOT_HERE, value=item.cells["not_here"])
                for item in taken if "not_here" in item.cells]  # fmt: skip
    return Imported(
        text, len(taken), same, tuple(sorted(left_out, key=lambda one: one.row)),
        tuple(sorted(by_hand, key=lambda one: one.row)),
        tuple(item.told("{value}", value=one)
              for item in taken for one in addresses_of(item.cells)),
        sum(item.row in of_no_kind for item in taken),
    )  # fmt: skip


def _private(row: Row, map: Map) -> list[str]:
    """The cells that a map does not use, and that say that something must not be given out."""
    unused = row.keys() - set(map.columns.values())
    return [row[column] for column in sorted(unused) if _NOT_TO_GIVE.search(fold(row[column]))]


def _our_row(
    n: int, row: Row, map: Map, lists: Mapping[str, Words], order: str | None
) -> tuple[Row, list[tuple[str, str]]]:
    """A row by our columns, and the words of it that mean nothing, each behind its column."""
    cells: Row = {}
    unknown: list[tuple[str, str]] = []
    for ours, theirs in map.columns.items():
        cell = row.get(theirs, "")
        if ours in _DATES:
            try:
                cell = as_date(cell, order)
            except AmbiguousDate as error:
                raise DateError(n, cell) from error
        elif ours.startswith(_DIGITS):
            cell = as_digits(cell)
        elif (words := words_of(ours, lists)) is not None:
            meant = {**{fold(value): value for value in words.values()}, **map.words.get(ours, {})}
            found, unmeant = _meant(cell, ours, meant)
            cell = LIST_SEPARATOR.join(dict.fromkeys(found))
            unknown += [(theirs, word) for word in unmeant]
        if cell:
            cells[ours] = cell
    # What a row says in words that mean nothing is not what every service has.
    filled = {ours for ours, theirs in map.columns.items() if theirs in row}
    cells |= {ours: value for ours, value in map.always.items() if ours not in filled}
    name = cells.get("id") or cells.get("name_fr") or cells.get("name_en") or ""
    return {**cells, "id": slug(name)}, unknown


def _extensions(cells: Row) -> tuple[Row, list[str]]:
    """The cells of a row with the extensions of its numbers as notes, and the numbers that had
    one."""
    split = {c: split_extension(cell) for c, cell in cells.items() if _NUMBER.fullmatch(c)}
    numbers: Row = {}
    notes: Row = {}
    for column, (number, extension) in split.items():
        if extension:
            numbers[column] = number
            written = {Language.EN: f"Extension {extension}", Language.FR: f"Poste {extension}"}
            notes |= {f"{column}_note_{one}": text for one, text in written.items()}
    return {**notes, **cells, **numbers}, [cells[column] for column in numbers]


def _meant(cell: str, ours: str, words: Words) -> tuple[list[str], list[str]]:
    """What the words of a cell mean, and those that mean nothing."""
    whole = words.get(fold(cell))
    parts = [cell] if whole or ours not in LISTED else values_in(cell, ours)
    found = [words[fold(part)] for part in parts if fold(part) in words]
    return found, [part for part in parts if part and fold(part) not in words]


def _new(
    items: Sequence[_Item], map: Map, base: Directory, left_out: list[Told]
) -> tuple[list[_Item], int]:
    """The rows that the directory does not have, and how many say what it says already."""
    known = {service.id: service for service in (*base.services, *base.replaced)}
    entries = {entry.id for entry in base.entries}
    new: dict[str, _Item] = {}
    same = 0
    for item in items:
        id = item.cells["id"]
        if not id:
            left_out.append(item.told(_NO_NAME))
        elif id in known and _says_the_same(item.cells, row_of(known[id]), map):
            same += 1
        elif id in known or id in entries:
            left_out.append(item.told(_KNOWN_ID))
        elif id in new:
            left_out.append(item.told(_SECOND))
        else:
            new[id] = item
    return [*new.values()], same


def _says_the_same(row: Row, other: Row, map: Map) -> bool:
    columns = set(map.columns) - {"layer"}
    return all(row.get(column) == other.get(column) for column in columns)


def _layer(items: Sequence[_Item], map: Map, stem: str) -> dict[str, Any]:
    """What the file says of the agency: by the map, else by the table, else by the file's name."""
    shorts = {item.cells.get("layer", "") for item in items}
    named = shorts.pop() if len(shorts) == 1 else ""
    short = map.layer.get("short") or named or stem[:MAX_SHORT_CHARS].strip() or "+"
    return {"name": short, **map.layer, "short": short}


def _sound(
    items: Sequence[_Item], layer: Mapping[str, Any], base: Directory, left_out: list[Told]
) -> tuple[str, list[_Item]]:
    """The text of a file without the services in which `check` would find a fault, and the rows
    that are in it."""
    head = _yaml({"layer": dict(layer)}) + ("services:\n" if items else "")
    pieces = {item.row: _yaml([item.entry]) for item in items}
    left = [*items]
    for _ in range(_MAX_ROUNDS):
        lengths = [head.count("\n"), *(pieces[item.row].count("\n") for item in left)]
        starts = [*accumulate(lengths)]
        text = head + "".join(pieces[item.row] for item in left)
        file = open_yaml(Path("import.yaml"), raw=text.encode())
        if file.problems or len(text.encode()) > MAX_BYTES:
            raise MapError(_TOO_LONG)
        problems = add_layers(base, [file]).problems
        if not problems:
            return text, left
        wrong: dict[int, Told] = {}
        for problem in problems:
            index = bisect_right(starts, problem.line - 1) - 1
            if not 0 <= index < len(left):
                raise MapError(_LAYER)
            value = problem.values.get("value", "")
            what = _TWO_NUMBERS if _TWO.search(value) else problem.what
            wrong.setdefault(index, left[index].told(what, **problem.values))
        left_out += wrong.values()
        left = [item for n, item in enumerate(left) if n not in wrong]
        head = head if left else _yaml({"layer": dict(layer)})
    raise MapError(_LAYER)


def _yaml(value: Any) -> str:
    text: str = yaml.dump(
        value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=100
    )
    return text
