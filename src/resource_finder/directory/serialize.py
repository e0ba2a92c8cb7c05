"""Converts values of the model to JSON, as a compiled directory stores them, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final, TypeAlias

from resource_finder.bilingual import Text
from resource_finder.directory.field_types import Type
from resource_finder.directory.fields import FIELDS, field_names, stored_name
from resource_finder.header import Header
from resource_finder.model import Entry, Event, Notice, Service, Source

_Convert: TypeAlias = Callable[[Any, Any], Any]
_KEPT_ENTRIES: Final = 1_000
"""Entries that are kept: whoever searches several times reads the same ones again and again."""


def serialize(value: Any) -> str:
    """A value of the model as JSON."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """A value of the model as dictionaries, lists and scalars."""
    if fields := field_names(value):
        return {stored_name(type(value), name): _plain(getattr(value, name)) for name in fields}
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value


@lru_cache(_KEPT_ENTRIES)
def deserialize_entry(kind: str, payload: str) -> Entry:
    """The service, event or notice of which this is the JSON. Raises KeyError, ValueError."""
    cls = {"event": Event, "notice": Notice}.get(kind, Service)
    entry: Entry = _value(cls, json.loads(payload))
    return entry


def deserialize_source(value: Mapping[str, Any]) -> Source:
    """The source of which this is the JSON, parsed. Raises KeyError."""
    source: Source = _value(Source, value)
    return source


def deserialize_header(value: Mapping[str, Any]) -> Header:
    """The header of which this is the JSON, parsed. Raises KeyError."""
    header: Header = _value(Header, value)
    return header


def _value(cls: type[Any], stored: Mapping[str, Any]) -> Any:
    """A value of a class of the model. Raises KeyError where a field is missing."""
    return cls(**{
        name: _field(convert, of, stored[stored_name])
        for name, stored_name, convert, of in _READERS[cls]
    })  # fmt: skip


def _field(convert: _Convert | None, of: Any, stored: Any) -> Any:
    """The value of a field, from its stored value."""
    return stored if convert is None or stored is None else convert(stored, of)


def _map(stored: Mapping[str, Any], of: Any) -> dict[str, Any]:
    if isinstance(of, Type):
        return {key: _field(_FROM_STORED.get(of), None, inner) for key, inner in stored.items()}
    return {key: _value(of, inner) for key, inner in stored.items()}


_FROM_STORED: Final[Mapping[Type, _Convert]] = {
    Type.TEXT: lambda stored, _: Text(**stored),
    Type.NAME: lambda stored, _: Text(**stored),
    Type.GLOSS: lambda stored, _: Text(**stored),
    Type.PART: lambda stored, of: _value(of, stored),
    Type.MAP: _map,
    Type.MANY_WORDS: lambda stored, _: tuple(stored),
    Type.CHOICES: lambda stored, _: tuple(stored),
    Type.TEXTS: lambda stored, _: tuple(Text(**text) for text in stored),
    Type.PARTS: lambda stored, of: tuple(_value(of, part) for part in stored),
}
"""Converts the stored values of some types; values of the other types are stored as they are."""

_READERS: Final = {
    cls: [(field.name, field.stored_name, _FROM_STORED.get(field.type), field.of)
          for field in fields]
    for cls, fields in FIELDS.items()
}  # fmt: skip
"""How each class is read, field by field: its name, the stored one, what converts it and needs."""
