"""Services as the rows of a spreadsheet: one row a service, a column for each language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from resource_finder.bilingual import Language, Text
from resource_finder.directory.contacts import numbers_to_give
from resource_finder.directory.corrections import layers_of
from resource_finder.directory.layer_defaults import MARKS
from resource_finder.model import Address, Phone, Service, Web
from resource_finder.urgent import write_number

Row = dict[str, str]
"""The cells of a service by column."""

LIST_SEPARATOR: Final = "; "
"""Between the values of one cell."""

_BEFORE: Final = (
    "id", "layer", "kind", "line", "name_en", "name_fr", "use_for_en", "use_for_fr", "summary_en",
    "summary_fr", "status", "last_seen", "audience", "ages_from", "ages_to", "regions",
    "languages", "hours_en", "hours_fr",
)  # fmt: skip
_AFTER: Final = (
    "email", "operator_en", "operator_fr", "police", "place", "topics", "formerly", "aliases",
    "confidence", "checked", "not_here",
)  # fmt: skip
_NUMBERED: Final[Mapping[str, tuple[str, ...]]] = {
    "phone": ("", "_kind", "_role", "_label_en", "_label_fr", "_keyword", "_note_en", "_note_fr",
              "_confidence"),
    "web": ("_en", "_fr", "_kind", "_confidence"),
    "address": ("", "_kind"),
}  # fmt: skip
"""The columns that there are several of, with their number between both parts of the name."""
_NUMBERED_NAME: Final = re.compile(r"(phone|web|address)_[1-9][0-9]?(|_\w+)")
_AT_LEAST: Final = {"phone": 3, "web": 1, "address": 1}
LIST_COLUMNS: Final = ("audience", "regions", "languages", "topics", "formerly", "aliases")
TEXT_COLUMNS: Final = ("name", "use_for", "summary", "hours", "operator")
_WORDS: Final = ("id", "kind", "line", "status", "last_seen", "email", "police", "confidence",
                 "checked")  # fmt: skip
_ELSEWHERE: Final = (
    "short", "gloss", "order", "status_note", "replaced_by", "audience_note", "languages_note",
    "open", "intake", "details", "notes", "related", "lowered", "one_name", "announced_by", "due",
    "instead", "replaces",
)  # fmt: skip
"""The fields that a table has no column for."""


def is_column(name: str) -> bool:
    """Whether a table may have a column of this name."""
    if name in (*_BEFORE, *_AFTER):
        return True
    match = _NUMBERED_NAME.fullmatch(name)
    return match is not None and match[2] in _NUMBERED[match[1]]


def columns_of(rows: Sequence[Row]) -> list[str]:
    """The columns of a table with these rows, in order."""
    numbered = [
        f"{name}_{n}{ending}"
        for name, endings in _NUMBERED.items()
        for n in range(1, max(_AT_LEAST[name], _most(name, rows)) + 1)
        for ending in endings
    ]
    return [*_BEFORE, *numbered, *_AFTER]


def _most(name: str, rows: Sequence[Row]) -> int:
    """How many numbers, web addresses or addresses a row has at most."""
    kind = re.compile(rf"{name}_(\d+)_kind")
    numbers = (int(match[1]) for row in rows for column in row if (match := kind.fullmatch(column)))
    return max(numbers, default=0)


def row_of(service: Service) -> Row:
    """A service as a row, without its empty cells. Numbers and web addresses that are not confirmed
    at all are left out: nothing in a table would keep a worker from calling them."""
    phones = numbers_to_give(service)
    web = [one for one in service.web if one.confidence != "unconfirmed"]
    left_out = [
        *(["phones"] if len(phones) < len(service.phones) else []),
        *(["web"] if len(web) < len(service.web) else []),
        *(name for name in _ELSEWHERE if getattr(service, name) not in (None, ())),
    ]
    cells = {name: getattr(service, name) or "" for name in _WORDS}
    cells |= {name: LIST_SEPARATOR.join(getattr(service, name)) for name in LIST_COLUMNS}
    cells |= dict(_texts((name, getattr(service, name)) for name in TEXT_COLUMNS))
    cells |= dict(_ages(service))
    cells |= {
        "layer": " ".join(layers_of(service)),
        "place": service.location_policy or "",
        "not_here": LIST_SEPARATOR.join(left_out),
    }
    numbered: dict[str, Sequence[Phone | Web | Address]] = {
        "phone": phones, "web": web, "address": service.addresses,
    }  # fmt: skip
    for name, values in numbered.items():
        for n, value in enumerate(values, 1):
            cells |= {f"{name}_{n}{ending}": cell for ending, cell in _parts(value).items()}
    return {name: cell for name, cell in cells.items() if cell}


def _ages(service: Service) -> Iterator[tuple[str, str]]:
    if service.ages:
        for name, age in (("ages_from", service.ages.start), ("ages_to", service.ages.end)):
            yield name, "" if age is None else str(age)


def _texts(texts: Any) -> Iterator[tuple[str, str]]:
    """Texts by name as a cell for each language."""
    for name, text in texts:
        for language in Language:
            yield f"{name}_{language}", _written(text, language) if text else ""


def _written(text: Text, language: Language) -> str:
    """A text in one language; "" where a layer has it only in the other."""
    other = Language.FR if language is Language.EN else Language.EN
    marked = f"{text[other]} {MARKS[language]}"
    return "" if text[language] == marked else text[language]


def _parts(value: Phone | Web | Address) -> dict[str, str]:
    """A number or an address as cells, by the end of their columns."""
    if isinstance(value, Address):
        return {"": value.text, "_kind": value.kind}
    if isinstance(value, Web):
        shown = dict(_texts([("", value.address)]))
        return {**shown, "_kind": value.kind, "_confidence": value.confidence}
    texts: list[tuple[str, Text | None]] = [("_label", value.label), ("_note", value.note)]
    return {
        "": write_number(value.number, Language.EN),
        "_kind": value.kind,
        "_role": value.role or "",
        **dict(_texts(texts)),
        "_keyword": value.keyword or "",
        "_confidence": value.confidence,
    }
