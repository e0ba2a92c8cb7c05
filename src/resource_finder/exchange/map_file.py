"""The map of a foreign list: a small file that says which of its columns and words mean which of
ours. It is proposed from the list itself, edited by a person, and read again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

import yaml

from resource_finder.exchange.csv_file import Table
from resource_finder.exchange.rows import LIST_SEPARATOR, columns_of, is_column
from resource_finder.exchange.words import Words, our_columns, words_of
from resource_finder.i18n import N_, Translator
from resource_finder.text import fold

LISTED: Final = ("audience", "regions", "languages", "topics")
"""The columns whose cells may hold several values."""
_MAX_WORDS: Final = 200
_NO_MAP: Final = N_("{path} is no map of columns: resource-finder import FILE prints one to edit.")
_NO_COLUMN: Final = N_("{path}: we have no column “{value}”.")
_NO_VALUE: Final = N_("{path}: our column does not take this value: {value}")
_NOT_THERE: Final = N_("{path}: the table has no column “{value}”.")


_SEVERAL: Final = N_(
    'A cell may have several words, as in "en; fr" or "en/fr"; one that means two: [en, fr]'
)
_HOTLINES: Final = N_("Hotlines among them: let a column, or a word under 'kind', say 'hotline'.")


class Map(NamedTuple):
    """What a foreign list means: its columns by ours, the meaning of words by column of ours, what
    every service has where its row says nothing, and what the file says of the agency."""

    columns: Mapping[str, str]
    words: Mapping[str, Words]
    always: Mapping[str, str]
    layer: Mapping[str, Any]


class MapError(ValueError):
    """A map cannot be used: `message` is a sentence of the catalogue, `value` what is wrong."""

    def __init__(self, message: str, value: str = "") -> None:
        self.message, self.value = message, value
        super().__init__(message)


def own_map(table: Table) -> Map | None:
    """The map of a table that has our columns; None where it has others."""
    columns = {name: name for name in table.columns if is_column(name)}
    ours = "id" in columns and bool({"name_en", "name_fr"} & set(columns))
    return Map(columns, {}, {}, {}) if ours else None


def read_map(raw: bytes, table: Table) -> Map:
    """The map of a file. Raises MapError."""
    try:
        read = yaml.load(raw, Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, UnicodeError, RecursionError) as error:
        raise MapError(_NO_MAP) from error
    if not isinstance(read, dict) or not read.keys() <= {"columns", "words", "always", "layer"}:
        raise MapError(_NO_MAP)
    columns, always = _texts(read.get("columns")), _texts(read.get("always"))
    words = read.get("words") or {}
    if not columns or not isinstance(words, dict):
        raise MapError(_NO_MAP)
    for ours in (*columns, *always, *words):
        if not is_column(ours):
            raise MapError(_NO_COLUMN, ours)
    for theirs in columns.values():
        if theirs not in table.columns:
            raise MapError(_NOT_THERE, theirs)
    meanings = {ours: {fold(k): v for k, v in _texts(one).items()} for ours, one in words.items()}
    return Map(columns, meanings, always, _layer(read.get("layer")))


def _layer(value: Any) -> dict[str, Any]:
    """What a map says of the agency: texts, and a name that may be in both languages. Raises
    MapError."""
    if not isinstance(value, dict):
        return _texts(value)
    name = value.get("name")
    rest = _texts({key: one for key, one in value.items() if key != "name"})
    both = _texts(name) if isinstance(name, dict) else _texts({"name": name or ""}).get("name")
    return {"name": both, **rest} if both else rest


def _texts(value: Any) -> dict[str, str]:
    """The filled texts of a map; of a list of texts, as of one cell. Raises MapError where it is
    none."""
    if not value:
        return {}
    if not isinstance(value, dict):
        raise MapError(_NO_MAP)
    return {str(key): text for key, one in value.items() if (text := _cell(one))}


def _cell(value: Any) -> str:
    """A text, or a list of texts as they stand in a cell. Raises MapError."""
    texts = value if isinstance(value, list) else [value]
    if not all(isinstance(text, str) for text in texts):
        raise MapError(_NO_MAP)
    return LIST_SEPARATOR.join(texts)


def values_in(cell: str, ours: str) -> list[str]:
    """The values of a cell of a column that may hold several; languages are also listed with
    "and"."""
    separator = r"\s*[;,|/]\s*" + (r"|\s+(?:et|and|&)\s+" if ours == "languages" else "")
    return [value for value in re.split(separator, cell) if value]


def check_map(map: Map, lists: Mapping[str, Words]) -> None:
    """Raise MapError where a map gives a value that its column does not take: it would be blamed on
    each row."""
    given = [(ours, one) for ours, words in map.words.items() for one in words.values()]
    for ours, value in (*given, *map.always.items()):
        words = words_of(ours, lists)
        parts = values_in(value, ours) if ours in LISTED else [value]
        wrong = [part for part in parts if words is not None and part not in words.values()]
        if wrong:
            raise MapError(_NO_VALUE, f"{ours}: {wrong[0]}")


# --- a map to edit ------------------------------------------------------------------------------


def proposed_map(table: Table, lists: Mapping[str, Words], translator: Translator) -> str:
    """A map of a table to edit, as far as the names of its columns say it; for a table without
    columns, one of all of ours."""
    if not table.columns:
        lines = [_pair(ours, "") for ours in columns_of(())]
        return "\n".join([_comment(N_("Our columns."), translator), "columns:", *lines, ""])
    columns = our_columns(table.columns)
    return "\n".join([*_column_lines(table, columns, translator),
                      *_word_lines(table, columns, lists, translator),
                      *_other_lines(translator), ""])  # fmt: skip


def _column_lines(
    table: Table, columns: Mapping[str, str], translator: Translator
) -> Iterator[str]:
    yield _comment(N_("Our column: yours. Take out what is wrong."), translator)
    yield "columns:"
    yield from (_pair(ours, theirs) for ours, theirs in columns.items())
    if unused := [name for name in table.columns if name and name not in columns.values()]:
        yield "  " + _comment(N_("Not used; add it behind one of our columns:"), translator)
        yield from (f"  # {json.dumps(name, ensure_ascii=False)}" for name in unused)


def _word_lines(
    table: Table, columns: Mapping[str, str], lists: Mapping[str, Words], translator: Translator
) -> Iterator[str]:
    """What each word of the columns means that take only some values."""
    limited = {ours: words for ours in columns if (words := words_of(ours, lists)) is not None}
    if not limited:
        return
    yield _comment(N_("Your word: ours. The report lists the words that have none."), translator)
    if not limited.keys().isdisjoint(LISTED):
        yield _comment(_SEVERAL, translator)
    yield "words:"
    for ours, words in limited.items():
        cells = [row.get(columns[ours], "") for _, row in table.rows]
        found = dict.fromkeys(word for cell in cells for word in _split(ours, cell))
        yield f"  {ours}:"
        yield f"    # {', '.join(dict.fromkeys(words.values()))}"
        yield from ("  " + _pair(word, words.get(fold(word), "")) for word in [*found][:_MAX_WORDS])


def _split(ours: str, cell: str) -> list[str]:
    return values_in(cell, ours) if ours in LISTED else [cell] if cell else []


def _other_lines(translator: Translator) -> Iterator[str]:
    yield _comment(N_("What every service has where its row says nothing."), translator)
    yield _comment(_HOTLINES, translator)
    yield "always:"
    missing = {"kind": "program", "regions": "manitoba"}
    yield from (_pair(ours, value) for ours, value in missing.items())
    yield _comment(N_("Your agency. The date is the day on which you last checked the list."),
                   translator)  # fmt: skip
    yield from ("layer:", _pair("name", ""), _pair("short", ""), _pair("date", ""))


def _pair(key: str, value: str) -> str:
    plain = key if re.fullmatch(r"[a-z_0-9]*[a-z_][a-z_0-9]*", key) else _quoted(key)
    return f"  {plain}: {_quoted(value)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _comment(sentence: str, translator: Translator) -> str:
    return f"# {translator.text(sentence)}"
