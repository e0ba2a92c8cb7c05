"""Results for programs and pastes: the stable JSON envelope, CSV for spreadsheets, Markdown."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from resource_finder.brief import Reader, numbers
from resource_finder.characters import harmful, harmless
from resource_finder.index import kind
from resource_finder.instead import number_to_call
from resource_finder.model import Address, Ages, Entry, Event, Phone, Service, Source, Text
from resource_finder.page import Field, Page
from resource_finder.pages import reasons
from resource_finder.search import Hit
from resource_finder.wording import Voice


def envelope(
    reader: Reader | None,
    voice: Voice,
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
        "language": str(voice.language),
        "query": query,
        "directory": {"date": reader.index.header.date if reader else None},
        "urgent": _urgent(reader) if reader else [],
        "total": total,
        "results": list(results),
    }


def _urgent(reader: Reader) -> list[dict[str, Any]]:
    voice = reader.voice
    return [
        {
            "text": u.text[voice.language],
            "phones": [_phone(p, voice) for p in numbers(reader.index.service(u.service), reader)],
        }
        for u in reader.index.header.urgent
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
    if line == harmless(line):
        return line
    return "".join(json.dumps(c)[1:-1] if harmful(c) else c for c in line)


def _words(text: Text | None, voice: Voice) -> str | None:
    return text[voice.language] if text else None


def _phone(phone: Phone, voice: Voice) -> dict[str, Any]:
    return {
        "number": phone.number,
        "display": voice.phone(phone.number),
        "kind": phone.kind,
        "label": _words(phone.label, voice),
        "confidence": phone.confidence,
        "hours": _words(phone.hours, voice),
        "keyword": phone.keyword,
        "note": _words(phone.note, voice),
    }


def _ages(ages: Ages | None) -> dict[str, int | None] | None:
    return {"from": ages.start, "to": ages.end} if ages else None


def _address(address: Address) -> dict[str, str]:
    return {"text": address.text, "kind": address.kind, "source": address.source}


def _shared(entry: Entry, reader: Reader) -> dict[str, Any]:
    voice = reader.voice
    return {
        "origin": entry.origin,
        "confidence": entry.confidence,
        "details": [
            {"text": d.text[voice.language], "sources": list(d.sources)} for d in entry.details
        ],
        "notes": [note[voice.language] for note in entry.notes],
        "topics": list(entry.topics),
        "checked": entry.checked,
        "related": list(entry.related),
        "sources": [
            {
                **source_record(source, voice),
                "supports": list(c.supports),
                "note": _words(c.note, voice),
            }
            for c in entry.sources
            if (source := reader.index.source(c.source))
        ],
    }


def record(hit: Hit, reader: Reader) -> dict[str, Any]:
    """One result of a JSON answer: a service, an event or a notice."""
    entry, voice = hit.entry, reader.voice
    shared = {**_shared(entry, reader), "why": reasons(hit, voice)}
    name = entry.name[voice.language]
    base = {"id": entry.id, "kind": kind(entry)}
    if isinstance(entry, Event):
        said = {"date": entry.date, "title": name, "phase": entry.phase}
        return {**base, **said, "summary": entry.summary[voice.language], **shared}
    base |= {"name": name, "summary": entry.summary[voice.language]}
    return {**base, **(_service(entry, reader) if isinstance(entry, Service) else {}), **shared}


def _service(service: Service, reader: Reader) -> dict[str, Any]:
    voice = reader.voice
    return {
        "line": service.line,
        "status": service.status,
        "status_note": _words(service.status_note, voice),
        "last_seen": service.last_seen,
        "replaced_by": service.replaced_by,
        "audience": list(service.audience),
        "ages": _ages(service.ages),
        "region": list(service.regions),
        "languages": list(service.languages),
        "languages_note": _words(service.languages_note, voice),
        "hours": _words(service.hours, voice),
        "phones": [_phone(p, voice) for p in numbers(service, reader)],
        "call_instead": other.id if (other := reader.index.call_instead(service.id)) else None,
        "numbers_withheld": len(service.phones) - len(numbers(service, reader)),
        "web": [
            {"address": w.address[voice.language], "kind": w.kind, "confidence": w.confidence}
            for w in service.web
        ],
        "email": service.email,
        "addresses": [_address(a) for a in service.addresses],
        "operator": _words(service.operator, voice),
        "police": service.police,
        "formerly": list(service.formerly),
    }


def source_record(source: Source, voice: Voice) -> dict[str, Any]:
    """A source as JSON gives it."""
    return {
        "id": source.id,
        "kind": "source",
        "title": source.title[voice.language],
        "address": source.address,
        "date": source.date,
        "dated": _words(source.dated, voice),
        "publisher": source.kind,
    }


_COLUMNS = (
    "id", "kind", "line", "date", "name", "status", "last_seen", "confidence", "phones",
    "hours", "languages", "region", "ages", "audience", "operator", "police", "web", "summary",
    "checked", "address", "dated", "publisher", "why", "call_instead",
)  # fmt: skip


def as_csv(records: Sequence[dict[str, Any]], reader: Reader) -> str:
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
        flat["call_instead"] = _flat_instead(one.get("call_instead"), reader)
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


def _flat_instead(id: str | None, reader: Reader) -> str:
    other = reader.index.service(id) if id else None
    phone = number_to_call(other) if other else None
    if other is None or phone is None:
        return ""
    given = _flat_phone(_phone(phone, reader.voice))
    return f"{given} {other.name[reader.voice.language]} [{other.id}]"


def _cell(value: object) -> str:
    text = harmless(re.sub(r"\s+", " ", "" if value is None else str(value)).strip(" "))
    # After a semicolon too: where numbers have decimal commas, it parts the cells.
    return re.sub(r"(^|; *)(?=[=+@-])", r"\1'", text)


_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def escaped(text: str) -> str:
    """Text in which nothing is Markdown."""
    return _MARKUP.sub(r"\\\1", harmless(text))


def as_markdown(page: Page, voice: Voice) -> str:
    """The page as Markdown that pastes cleanly into e-mail and wikis."""
    lines = [f"- **{escaped(f.label)}** {_said(f)}" for f in page.urgent]
    lines += [line for said in page.opening for line in ("", escaped(said))]
    for section in page.sections:
        lines += ["", f"## {escaped(section.title)}"] if section.title else []
        for item in section.items:
            lines += ["", f"### {escaped(item.title)}", ""]
            lines += [f"**{escaped(item.warning)}**", ""] if item.warning else []
            lines += [f"*{escaped(item.aside)}*", ""] if item.aside else []
            lines += [f"- {voice.pair(escaped(f.label), _said(f))}" for f in item.fields]
    lines += [line for said in page.closing for line in ("", escaped(said))]
    return "\n".join(lines) + "\n"


def _said(field: Field) -> str:
    value = escaped(field.value)
    if field.kind in ("number", "instead") and value:
        value = f"**{value}**"
    return " ".join(part for part in (value, escaped(field.note)) if part)
