"""Renders records as CSV, or with fewer columns between tabs; no cell can be taken for a formula,
which a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from resource_finder.directory.call_instead import number_to_call
from resource_finder.i18n import typed_label
from resource_finder.render.records import phone_record
from resource_finder.text import guard_formulas, make_safe
from resource_finder.views.entry import ViewContext

CSV_COLUMNS: Final = (
    "id", "kind", "line", "date", "name", "status", "last_seen", "confidence", "phones",
    "hours", "languages", "region", "ages", "audience", "operator", "police", "web", "summary",
    "checked", "address", "dated", "publisher", "why", "match", "call_instead", "layer",
)  # fmt: skip
"""The columns of CSV, by their keys in JSON records. Programs rely on their order: add a new one at
the end."""


TSV_COLUMNS: Final = ("id", "kind", "status", "name")
"""The columns between tabs: what a script needs to choose an entry and to `show` it."""


def as_csv(records: Sequence[Mapping[str, Any]], view: ViewContext) -> str:
    """Records of JSON answers as CSV under stable headings.

    Phone numbers are written as people write them, each with its confidence where it is not
    confirmed; `call_instead` is such a number, the name of its service and its id.
    """
    return rows_as_csv([_row(record, view) for record in records], CSV_COLUMNS)


def rows_as_csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Rows as CSV under these headings, no cell a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return text.getvalue()


def as_tsv(records: Sequence[Mapping[str, Any]]) -> str:
    """Records of JSON answers in a few columns between tabs."""
    rows = [{**record, "name": record.get("name") or record.get("title")} for record in records]
    return rows_as_tsv(rows, TSV_COLUMNS)


def rows_as_tsv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Rows between tabs under these headings, a line each, without quotation marks around cells:
    no cell holds a tab or a line end."""
    lines = [columns, *([_cell(row.get(column)) for column in columns] for row in rows)]
    return "".join("\t".join(line) + "\n" for line in lines)


def _row(record: Mapping[str, Any], view: ViewContext) -> dict[str, Any]:
    """A record with each list as the text of one cell."""
    ages = record.get("ages")
    return {
        **record,
        "name": record.get("name") or record.get("title"),
        "phones": "; ".join(_phone(phone, view) for phone in record.get("phones", ())),
        "call_instead": _call_instead(record.get("call_instead"), view),
        "web": "; ".join(web["address"] for web in record.get("web", ())),
        "why": "; ".join(record.get("why", ())),
        "layer": _layers(record),
        "languages": " ".join(record.get("languages", ())),
        "region": " ".join(record.get("region", ())),
        "audience": " ".join(record.get("audience", ())),
        "ages": f"{ages['from'] or ''}-{ages['to'] or ''}" if ages else "",
    }


def _layers(record: Mapping[str, Any]) -> str:
    """The layers that a record is from, or that withdrew something of it."""
    changed = [one["layer"] for one in record.get("withdrawn", ())]
    return " ".join(dict.fromkeys(filter(None, (record.get("layer"), *changed))))


def _phone(phone: Mapping[str, Any], view: ViewContext) -> str:
    """A number as people write it, with its confidence, keyword and note, in one language."""
    doubt = view.translator.text(typed_label(phone["confidence"]))
    notes = [] if phone["confidence"] == "confirmed" else [doubt]
    notes += [phone["keyword"]] if phone["keyword"] else []
    # The note is a sentence of its own, with a capital.
    told = ". ".join(part for part in (", ".join(notes), phone["note"]) if part)
    return str(phone["display"]) + (f" ({told})" if told else "")


def _call_instead(id: str | None, view: ViewContext) -> str:
    """The number to call instead, with the name and the id of its service."""
    other = view.index.service(id) if id else None
    phone = number_to_call(other) if other else None
    if other is None or phone is None:
        return ""
    number = _phone(phone_record(phone, other, view), view)
    return f"{number} {other.name[view.translator.language]} [{other.id}]"


def _cell(value: object) -> str:
    text = make_safe(re.sub(r"\s+", " ", "" if value is None else str(value)).strip(" "))
    return guard_formulas(text)
