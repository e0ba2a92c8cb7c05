"""Answers as Markdown tables, which paste into e-mail and wikis: a row an entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from resource_finder.i18n import N_, Translator
from resource_finder.text import make_safe
from resource_finder.views.document import NO_NUMBER, Contact, Field, Item, Row

_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|~])")
"""Characters that Markdown could read as markup: without a backslash, data could make links."""
_SERVICES: Final = (N_("Number"), N_("Service"), N_("Details"))
_EVENTS: Final = (N_("Date"), N_("Event"))
_LISTED: Final = (N_("Number or date"), N_("Name"))


def escape(text: str) -> str:
    """Text with a backslash before each character that could be markup."""
    return _MARKUP.sub(r"\\\1", make_safe(text))


def table(heads: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def markdown_rows(items: Sequence[Item], translator: Translator) -> str:
    """Entries as a table: events with their date, services with their numbers."""
    rows = [(item, item.row) for item in items if item.row]
    events = all(row.date for _, row in rows)
    heads: Sequence[str] = _EVENTS if events else _SERVICES
    cells = [_event(row) if events else _service(item, row, translator) for item, row in rows]
    return table([escape(translator.text(head)) for head in heads], cells)


def listed_rows(items: Sequence[Item], translator: Translator) -> str:
    """Entries and sources as a table with their ids and their kinds."""
    heads = [*map(translator.text, _LISTED), *(field.label for field in _id_and_kind(items[0]))]
    return table(map(escape, heads), [_listed(item, translator) for item in items])


def _listed(item: Item, translator: Translator) -> list[str]:
    contacts, date = (item.row.contacts, item.row.date) if item.row else ((), "")
    number = ", ".join(_contact(contact, translator) for contact in contacts)
    named = f"**{escape(item.title)}**"
    about = [escape(field.value) for field in _id_and_kind(item)]
    return [number or escape(date or NO_NUMBER), named, *about]


def _id_and_kind(item: Item) -> tuple[Field, Field]:
    return item.fields[0], item.fields[-1]


def _event(row: Row) -> list[str]:
    about = f"**{escape(row.name)}** {escape(row.use_for)}"
    return [escape(row.date), about.rstrip(" ")]


def _service(item: Item, row: Row, translator: Translator) -> list[str]:
    """A service: its numbers with what is known of them, its name, and the rest."""
    web = [f"{field.label} {field.value}" for field in item.fields if field.kind == "address"]
    about = [row.use_for, row.what, *row.alerts, *row.facts, *web]
    details = " ".join(escape(_sentence(text)) for text in dict.fromkeys(about) if text)
    number = " ".join(text for text in _numbers(item, row, translator) if text)
    return [number or "-", f"**{escape(item.title or row.name)}**", details]


def _numbers(item: Item, row: Row, translator: Translator) -> list[str]:
    """The numbers of a service; or why there is none, and whom to call instead."""
    instead = [field for field in item.fields if field.kind == "instead"]
    if not instead:
        numbers = "; ".join(_contact(contact, translator) for contact in row.contacts)
        return [escape(row.warning or row.missing), numbers]
    field = instead[0]
    label = translator.pair(escape(field.label), f"**{escape(field.value)}**")
    return [f"{escape(row.missing)}.", label, escape(field.note)]


def _contact(contact: Contact, translator: Translator) -> str:
    """A number with what is known of it in words: a sign would have no legend."""
    doubt = translator.label("limited") if contact.doubtful else ""
    number = f"**{escape(contact.number)}**" if contact.number else ""
    known = ", ".join(text for text in (contact.hours, doubt) if text)
    parts = (
        escape(contact.before),
        number,
        escape(contact.after),
        f"({escape(known)})" if known else "",
    )
    return " ".join(part for part in parts if part)


def _sentence(text: str) -> str:
    text = f"{text[:1].upper()}{text[1:]}"
    return text if text.endswith((".", "?", "!")) else f"{text}."
