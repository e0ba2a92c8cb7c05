"""Converts values of the model to JSON, as a compiled directory stores them, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeAlias

from resource_finder.bilingual import Text
from resource_finder.directory.field_types import MANY, Type
from resource_finder.directory.fields import FIELDS, by_name
from resource_finder.header import Header
from resource_finder.model import Concept, Entry, Event, Notice, Service, Source

_Convert: TypeAlias = Callable[[Any, Any], Any]
_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_KEPT_ENTRIES: Final = 1_000
"""Entries that are kept, and sources: whoever searches several times reads the same entries again
and again, and many entries of a page cite the same source."""


def serialize(value: Any) -> str:
    """A value of the model as JSON: texts as lists, and no field that is None or empty."""
    return _encode(_plain(value))


def _plain(value: Any) -> Any:
    """A value of the model as dictionaries, lists and scalars."""
    if isinstance(value, str):  # Nearly all are.
        return value
    if isinstance(value, Text):
        return [value.en, value.fr]
    if fields := _WRITERS.get(type(value)):
        return {
            name: _plain(inner) if converts else inner
            for (name, converts), inner in zip(fields, value, strict=True)
            if inner is not None and inner != ()
        }
    # Every map of the model is one: to ask for any kind of mapping takes longer.
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value


@lru_cache(_KEPT_ENTRIES)
def deserialize_entry(kind: str, payload: str) -> Entry:
    """The service, event or notice of which this is the JSON. Raises KeyError, ValueError."""
    cls = {"event": Event, "notice": Notice}.get(kind, Service)
    entry: Entry = _value(cls, json.loads(payload))
    return entry


@lru_cache(_KEPT_ENTRIES)
def deserialize_source(payload: str) -> Source:
    """The source of which this is the JSON. Raises KeyError, ValueError."""
    source: Source = _value(Source, json.loads(payload))
    return source


def deserialize_concept(value: Mapping[str, Any]) -> Concept:
    """The concept of which this is the JSON, parsed. Raises KeyError."""
    concept: Concept = _value(Concept, value)
    return concept


def deserialize_header(value: Mapping[str, Any]) -> Header:
    """The header of which this is the JSON, parsed. Raises KeyError."""
    header: Header = _value(Header, value)
    return header


def _value(cls: type[Any], stored: Mapping[str, Any]) -> Any:
    """A value of a class of the model. Raises KeyError where a field that it needs is missing."""
    reader = _READERS[cls]
    values = [*reader.blank]
    for name, inner in stored.items():
        position, convert, of = reader.fields[name]
        values[position] = inner if convert is None else convert(inner, of)
    for name in reader.needed:
        if name not in stored:
            raise KeyError(name)
    return cls._make(values)


def _field(convert: _Convert | None, of: Any, stored: Any) -> Any:
    """The value of a field, from its stored value."""
    return stored if convert is None or stored is None else convert(stored, of)


def _map(stored: Mapping[str, Any], of: Any) -> dict[str, Any]:
    if isinstance(of, Type):
        return {key: _field(_FROM_STORED.get(of), None, inner) for key, inner in stored.items()}
    return {key: _value(of, inner) for key, inner in stored.items()}


_FROM_STORED: Final[Mapping[Type, _Convert]] = {
    Type.TEXT: lambda stored, _: Text(*stored),
    Type.NAME: lambda stored, _: Text(*stored),
    Type.GLOSS: lambda stored, _: Text(*stored),
    Type.PART: lambda stored, of: _value(of, stored),
    Type.MAP: _map,
    Type.MANY_WORDS: lambda stored, _: tuple(stored),
    Type.PHRASES: lambda stored, _: tuple(stored),
    Type.CHOICES: lambda stored, _: tuple(stored),
    Type.TEXTS: lambda stored, _: tuple(Text(*text) for text in stored),
    Type.PARTS: lambda stored, of: tuple(_value(of, part) for part in stored),
}
"""Converts the stored values of some types; values of the other types are stored as they are."""

_WRITERS: Final = {
    cls: [(f.stored_name, f.type in _FROM_STORED) for f in map(by_name(cls).get, cls._fields) if f]
    for cls in FIELDS
    if cls is not Text
}
"""The stored name of each field of each class, in their order, and whether its value is no plain
JSON."""


class _Reader(NamedTuple):
    """How a class is read: its fields where none is stored, those that must be, and for the stored
    name of each field its position, what converts it, and what that needs."""

    blank: list[Any]
    needed: tuple[str, ...]
    fields: dict[str, tuple[int, _Convert | None, Any]]


def _reader(cls: type[Any]) -> _Reader:
    fields = [by_name(cls)[name] for name in cls._fields]
    return _Reader(
        [() if field.type in MANY else None for field in fields],
        tuple(field.stored_name for field in fields if field.needed and field.type not in MANY),
        {f.stored_name: (n, _FROM_STORED.get(f.type), f.of) for n, f in enumerate(fields)},
    )


_READERS: Final = {cls: _reader(cls) for cls in _WRITERS}
