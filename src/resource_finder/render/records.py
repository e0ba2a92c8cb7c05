"""Renders results as JSON for programs: one stable envelope for every answer, and its records."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from resource_finder.bilingual import Language
from resource_finder.directory.field_types import FieldSpec, Type
from resource_finder.directory.fields import FIELDS
from resource_finder.i18n import Translator
from resource_finder.model import Entry, Phone, Service, Source
from resource_finder.search.index import entry_kind
from resource_finder.search.rank import Hit
from resource_finder.text import is_unsafe, make_safe
from resource_finder.views.closing import newest_evidence
from resource_finder.views.entry import ViewContext, numbers, urgent_text
from resource_finder.views.hours import evidence_date, hours_with_year
from resource_finder.views.layers import withdrawal_text
from resource_finder.views.pages import reasons


def envelope(
    view: ViewContext | None,
    translator: Translator,
    command: str,
    query: str,
    total: int,
    results: Iterable[Mapping[str, Any]],
) -> dict[str, Any]:
    """The stable form of every JSON answer; without a view, no directory could be read and there is
    no urgent line."""
    return {
        "schema": 1,
        "command": command,
        "language": str(translator.language),
        "query": query,
        "directory": _directory(view),
        "urgent": _urgent(view) if view else [],
        "total": total,
        "results": list(results),
    }


def _directory(view: ViewContext | None) -> dict[str, Any]:
    """The date of the directory, and the layers used beside it."""
    if view is None:
        return {"date": None}
    header, language = view.index.header, view.translator.language
    layers = [_part(layer, language) for layer in header.layers]
    report_to = _part(header.report_to, language) if header.report_to else None
    return {
        "date": header.date,
        "layers": layers,
        "layer_errors": header.layer_errors,
        "report_to": report_to,
    }


def _urgent(view: ViewContext) -> list[dict[str, Any]]:
    translator = view.translator
    return [
        {
            "text": urgent_text(urgent, translator.language),
            "phones": _phones(view.index.service(urgent.service), view) if urgent.service else [],
        }
        for urgent in view.index.header.urgent
    ]


def as_json(answer: dict[str, Any], encoding: str | None) -> str:
    """JSON text, escaped to ASCII where the encoding of the stream lacks a character."""
    text = json.dumps(answer, ensure_ascii=False, indent=2)
    try:
        text.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        text = json.dumps(answer, indent=2)
    return "\n".join(map(_escape_line, text.split("\n"))) + "\n"


def _escape_line(line: str) -> str:
    """A line of JSON in which characters that could change a screen are escaped, not lost."""
    if line == make_safe(line):
        return line
    return "".join(json.dumps(c)[1:-1] if is_unsafe(c) else c for c in line)


def hit_record(hit: Hit, view: ViewContext) -> dict[str, Any]:
    """One result of a JSON answer: a service, an event or a notice."""
    why = reasons(hit, view.translator)
    return {**entry_record(hit.entry, view), "why": why, "match": hit.match}


def entry_record(entry: Entry, view: ViewContext) -> dict[str, Any]:
    """An entry for JSON: each of its `FIELDS` that has a JSON key."""
    record: dict[str, Any] = {"id": entry.id, "kind": entry_kind(entry)}
    language = view.translator.language
    for field, value in _fields(entry, language):
        if field.name == "phones" and isinstance(entry, Service):
            record |= _numbers(entry, view)
        elif field.name == "withdrawn" and isinstance(entry, Service):
            record[field.json] = [
                {**_part(one, language), "text": withdrawal_text(one, view.translator)}
                for one in entry.withdrawn
            ]
        elif field.name == "sources":
            record[field.json] = [
                {**source_record(source, view.translator), **_part(citation, language)}
                for citation in entry.sources
                if (source := view.index.source(citation.source))
            ]
        else:
            record[field.json] = value
    if isinstance(entry, Service):
        record |= _hours(entry, None, view)
    return record | {"evidence": newest_evidence(entry, view)}


def _fields(value: Any, language: Language) -> Iterator[tuple[FieldSpec, Any]]:
    """The fields of a value of the model that have a JSON key, each with its JSON value."""
    for field in FIELDS[type(value)]:
        if field.json:
            yield field, _plain(field.type, getattr(value, field.name), language)


def _plain(type_: Type, value: Any, language: Language) -> Any:
    """The JSON value of a field, with texts in one language."""
    convert = _TO_JSON.get(type_)
    return value if convert is None or value is None else convert(value, language)


def _part(value: Any, language: Language) -> dict[str, Any]:
    return {field.json: inner for field, inner in _fields(value, language)}


_TO_JSON: Final[Mapping[Type, Callable[[Any, Language], Any]]] = {
    Type.TEXT: lambda text, language: text[language],
    Type.NAME: lambda text, language: text[language],
    Type.GLOSS: lambda text, language: text[language] or None,
    Type.PART: _part,
    Type.MANY_WORDS: lambda words, _: list(words),
    Type.CHOICES: lambda words, _: list(words),
    Type.TEXTS: lambda texts, language: [text[language] for text in texts],
    Type.PARTS: lambda parts, language: [_part(part, language) for part in parts],
}
"""From a field of each type to its JSON value; other types need no conversion."""


def _numbers(service: Service, view: ViewContext) -> dict[str, Any]:
    """The numbers of a service that may be given, how many are withheld, and whom to call
    instead."""
    other = view.index.call_instead(service.id)
    phones = _phones(service, view)
    return {
        "phones": phones,
        "call_instead": other.id if other else None,
        "numbers_withheld": len(service.phones) - len(phones),
    }


def _phones(service: Service, view: ViewContext) -> list[dict[str, Any]]:
    return [phone_record(phone, service, view) for phone in numbers(service, view)]


def phone_record(phone: Phone, service: Service, view: ViewContext) -> dict[str, Any]:
    """A number of a service for JSON, also in the form that people write."""
    return {
        "number": phone.number,
        "display": view.translator.phone(phone.number),
        **_part(phone, view.translator.language),
        **_hours(service, phone, view),
    }


def _hours(service: Service, phone: Phone | None, view: ViewContext) -> dict[str, Any]:
    """The hours of a service, or of a number that has its own: in words, with the year where they
    are old, and as a value with the date of its evidence."""
    opening = phone.open if phone else service.open
    value = _part(opening, view.translator.language) if opening else None
    if opening and value:
        value["date"] = evidence_date(opening, view.index)
    words = hours_with_year(service, phone, view.index, view.translator)
    return {"hours": words, "open": value}


def source_record(source: Source, translator: Translator) -> dict[str, Any]:
    """A source for JSON."""
    return {"id": source.id, "kind": "source", **_part(source, translator.language)}
