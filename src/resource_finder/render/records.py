"""Results for programs: the stable JSON envelope, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from resource_finder.directory.call_instead import number_to_call
from resource_finder.i18n import Translator
from resource_finder.model import Address, Ages, Entry, Event, Phone, Service, Source, Text
from resource_finder.search.index import kind
from resource_finder.search.rank import Hit
from resource_finder.text import is_unsafe, make_safe
from resource_finder.views.entry import ViewContext, numbers
from resource_finder.views.pages import reasons


def envelope(
    view: ViewContext | None,
    translator: Translator,
    command: str,
    query: str,
    total: int,
    results: Iterable[Mapping[str, Any]],
) -> dict[str, Any]:
    """The stable form of every JSON answer (design, part 1); without a reader there is no
    directory, and no urgent line of it."""
    return {
        "schema": 1,
        "command": command,
        "language": str(translator.language),
        "query": query,
        "directory": {"date": view.index.header.date if view else None},
        "urgent": _urgent(view) if view else [],
        "total": total,
        "results": list(results),
    }


def _urgent(view: ViewContext) -> list[dict[str, Any]]:
    translator = view.translator
    return [
        {
            "text": u.text[translator.language],
            "phones": [_phone(p, translator) for p in numbers(view.index.service(u.service), view)],
        }
        for u in view.index.header.urgent
    ]


def as_json(answer: dict[str, Any], encoding: str | None) -> str:
    """JSON text; escaped to ASCII where the stream cannot carry every character."""
    text = json.dumps(answer, ensure_ascii=False, indent=2)
    try:
        text.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        text = json.dumps(answer, indent=2)
    return "\n".join(map(_escaped, text.split("\n"))) + "\n"


def _escaped(line: str) -> str:
    """A line of JSON in which characters that play with a screen are escaped, not lost."""
    if line == make_safe(line):
        return line
    return "".join(json.dumps(c)[1:-1] if is_unsafe(c) else c for c in line)


def _words(text: Text | None, translator: Translator) -> str | None:
    return text[translator.language] if text else None


def _phone(phone: Phone, translator: Translator) -> dict[str, Any]:
    return {
        "number": phone.number,
        "display": translator.phone(phone.number),
        "kind": phone.kind,
        "label": _words(phone.label, translator),
        "confidence": phone.confidence,
        "hours": _words(phone.hours, translator),
        "keyword": phone.keyword,
        "note": _words(phone.note, translator),
    }


def _ages(ages: Ages | None) -> dict[str, int | None] | None:
    return {"from": ages.start, "to": ages.end} if ages else None


def _address(address: Address) -> dict[str, str]:
    return {"text": address.text, "kind": address.kind, "source": address.source}


def _shared(entry: Entry, view: ViewContext) -> dict[str, Any]:
    translator = view.translator
    return {
        "origin": entry.origin,
        "confidence": entry.confidence,
        "details": [
            {"text": d.text[translator.language], "sources": list(d.sources)} for d in entry.details
        ],
        "notes": [note[translator.language] for note in entry.notes],
        "topics": list(entry.topics),
        "checked": entry.checked,
        "related": list(entry.related),
        "sources": [
            {
                **source_record(source, translator),
                "supports": list(c.supports),
                "note": _words(c.note, translator),
            }
            for c in entry.sources
            if (source := view.index.source(c.source))
        ],
    }


def record(hit: Hit, view: ViewContext) -> dict[str, Any]:
    """One result of a JSON answer: a service, an event or a notice."""
    entry, translator = hit.entry, view.translator
    shared = {**_shared(entry, view), "why": reasons(hit, translator)}
    name = entry.name[translator.language]
    base = {"id": entry.id, "kind": kind(entry)}
    if isinstance(entry, Event):
        said = {"date": entry.date, "title": name, "phase": entry.phase}
        return {**base, **said, "summary": entry.summary[translator.language], **shared}
    base |= {"name": name, "summary": entry.summary[translator.language]}
    return {**base, **(_service(entry, view) if isinstance(entry, Service) else {}), **shared}


def _service(service: Service, view: ViewContext) -> dict[str, Any]:
    translator = view.translator
    return {
        "line": service.line,
        "status": service.status,
        "status_note": _words(service.status_note, translator),
        "last_seen": service.last_seen,
        "replaced_by": service.replaced_by,
        "audience": list(service.audience),
        "ages": _ages(service.ages),
        "region": list(service.regions),
        "languages": list(service.languages),
        "languages_note": _words(service.languages_note, translator),
        "hours": _words(service.hours, translator),
        "phones": [_phone(p, translator) for p in numbers(service, view)],
        "call_instead": other.id if (other := view.index.call_instead(service.id)) else None,
        "numbers_withheld": len(service.phones) - len(numbers(service, view)),
        "web": [
            {"address": w.address[translator.language], "kind": w.kind, "confidence": w.confidence}
            for w in service.web
        ],
        "email": service.email,
        "addresses": [_address(a) for a in service.addresses],
        "operator": _words(service.operator, translator),
        "police": service.police,
        "formerly": list(service.formerly),
    }


def source_record(source: Source, translator: Translator) -> dict[str, Any]:
    """A source as JSON gives it."""
    return {
        "id": source.id,
        "kind": "source",
        "title": source.title[translator.language],
        "address": source.address,
        "date": source.date,
        "dated": _words(source.dated, translator),
        "publisher": source.kind,
    }


_COLUMNS = (
    "id", "kind", "line", "date", "name", "status", "last_seen", "confidence", "phones",
    "hours", "languages", "region", "ages", "audience", "operator", "police", "web", "summary",
    "checked", "address", "dated", "publisher", "why", "call_instead",
)  # fmt: skip


def as_csv(records: Sequence[dict[str, Any]], view: ViewContext) -> str:
    """Records as CSV under stable headings; cells that a spreadsheet would run are made harmless.

    Phone numbers stand as people write them, each with its confidence where it is not confirmed;
    under `call_instead` stand such a number, the name of its service and its id.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for one in records:
        flat = {**one, "name": one.get("name") or one.get("title")}
        flat["phones"] = "; ".join(_flat_phone(p) for p in one.get("phones", ()))
        flat["call_instead"] = _flat_instead(one.get("call_instead"), view)
        flat["web"] = "; ".join(w["address"] for w in one.get("web", ()))
        flat["why"] = "; ".join(one.get("why", ()))
        for key in ("languages", "region", "audience"):
            flat[key] = " ".join(one.get(key, ()))
        ages = one.get("ages")
        flat["ages"] = f"{ages['from'] or ''}-{ages['to'] or ''}" if ages else ""
        writer.writerow([_cell(flat.get(key)) for key in _COLUMNS])
    return out.getvalue()


def rows_as_csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Plain rows as CSV under these headings; cells are made harmless for spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    return out.getvalue()


def _flat_phone(phone: dict[str, Any]) -> str:
    known = [] if phone["confidence"] == "confirmed" else [phone["confidence"]]
    known += [part for part in (phone["keyword"], phone["note"]) if part]
    return str(phone["display"]) + (f" ({', '.join(known)})" if known else "")


def _flat_instead(id: str | None, view: ViewContext) -> str:
    other = view.index.service(id) if id else None
    phone = number_to_call(other) if other else None
    if other is None or phone is None:
        return ""
    given = _flat_phone(_phone(phone, view.translator))
    return f"{given} {other.name[view.translator.language]} [{other.id}]"


def _cell(value: object) -> str:
    text = make_safe(re.sub(r"\s+", " ", "" if value is None else str(value)).strip(" "))
    # After a semicolon too: where numbers have decimal commas, it parts the cells.
    return re.sub(r"(^|; *)(?=[=+@-])", r"\1'", text)
