"""The table of fields: how each field of the model is read, stored, compared and written as JSON.

To add a field, add a line to `model.py` and a row here. A directory file may then hold it, it is
stored in a compiled directory, `check --against` reports its changes, and JSON records include it
where its row names a key. `views/detail.py` decides where `show` prints it.

Rows are in the order of the keys of a JSON record. This module does not import the YAML reader, so
that a program that only opens a compiled directory does not load it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import Any, Final, NamedTuple

from resource_finder.i18n import N_
from resource_finder.model import (
    ADDRESS_KINDS,
    ASPECTS,
    CONFIDENCES,
    KINDS,
    LINES,
    LOCATION_POLICIES,
    ONE_NAME_REASONS,
    ORIGINS,
    PHONE_KINDS,
    POLICE_ROLES,
    SOURCE_KINDS,
    STATUSES,
    WEB_KINDS,
    Address,
    Ages,
    Citation,
    Concept,
    Detail,
    Directory,
    Event,
    Header,
    Notice,
    Phase,
    Phone,
    Region,
    Service,
    Source,
    Text,
    Urgent,
    WalletLine,
    Web,
)

MAX_SUMMARY_CHARS: Final = 240
"""Longest summary in each language: a longer one would fill a screen by itself."""
MAX_WALLET_LABEL_CHARS: Final = 48
"""Longest label of a wallet card in each language: a longer one would not fit."""


class Type(Enum):
    """The type of a field; it decides how the field is read from YAML, stored and put in JSON."""

    WORDS = auto()
    ID = auto()
    DATE = auto()
    """An ISO date: a year, a month or a day."""
    DAY = auto()
    WHOLE_NUMBER = auto()
    YES_NO = auto()
    PHONE_NUMBER = auto()
    CHOICE = auto()
    """A word of a closed list: `of` holds the words, or names a list of the directory file."""
    TEXT = auto()
    """Words in both languages."""
    NAME = auto()
    """Words in both languages, or one name for both."""
    PART = auto()
    """A value of the class `of` of the model."""
    MAP = auto()
    """Values by id: `of` is their type, or their class of the model."""
    MANY_WORDS = auto()
    CHOICES = auto()
    """Words of a closed list, as for CHOICE."""
    TEXTS = auto()
    PARTS = auto()
    """Values of the class `of` of the model."""


class Field(NamedTuple):
    """A row of the table: one field of a class of the model.

    `needed`: a file without it is refused; of a field not needed, `missing` is the default.
    `limit`: the longest text in each language, in characters.
    `key`: its key in YAML, if not its name; None if it is read from another part of the file.
    `stored`: its name in compiled files and in the paths of `check --against`, if not its name.
    `label`: its English name in `check --against`; "" where the name of its list is enough, None to
    show `stored` in quotation marks.
    `json`: its key in JSON records; "" to leave it out of them.
    `contact`: whether it is a way to reach a service, which a former one must not have.
    """

    name: str
    type: Type
    of: Any = None
    needed: bool = False
    missing: Any = None
    limit: int | None = None
    key: str | None = ""
    stored: str = ""
    label: str | None = None
    json: str = ""
    contact: bool = False

    @property
    def stored_name(self) -> str:
        """Its name in compiled files and in paths."""
        return self.stored or self.name

    @property
    def yaml_key(self) -> str:
        """Its key in YAML; "" if it is read from another part of the file."""
        return "" if self.key is None else self.key or self.name


_NAME: Final = Field("name", Type.NAME, needed=True, label=N_("name"), json="name")
_SUMMARY: Final = Field(
    "summary", Type.TEXT, needed=True, limit=MAX_SUMMARY_CHARS, label=N_("short description"),
    json="summary",
)  # fmt: skip
_ID: Final = Field("id", Type.ID, needed=True, json="id")
_CONFIDENCE: Final = Field(
    "confidence", Type.CHOICE, CONFIDENCES, needed=True, label=N_("confidence"), json="confidence"
)

_OF_EVERY_ENTRY: Final = (
    Field("origin", Type.CHOICE, ORIGINS, needed=True, json="origin"),
    _CONFIDENCE,
    Field("details", Type.PARTS, Detail, label=N_("details"), json="details"),
    Field("notes", Type.TEXTS, label=N_("notes"), json="notes"),
    Field("topics", Type.CHOICES, "topics", needed=True, label=N_("topics"), json="topics"),
    Field("checked", Type.DAY, needed=True, label=N_("day of the check"), json="checked"),
    Field("related", Type.MANY_WORDS, json="related"),
    Field("sources", Type.PARTS, Citation, needed=True, label=N_("sources"), json="sources"),
    Field("aliases", Type.MANY_WORDS),
)

FIELDS: Final[Mapping[type[Any], tuple[Field, ...]]] = {
    Text: (Field("en", Type.WORDS), Field("fr", Type.WORDS)),
    Phone: (
        Field("number", Type.PHONE_NUMBER, needed=True, label="", json="number"),
        Field("kind", Type.CHOICE, PHONE_KINDS, needed=True, json="kind"),
        Field("label", Type.TEXT, label=N_("label"), json="label"),
        _CONFIDENCE,
        Field("hours", Type.TEXT, label=N_("hours"), json="hours"),
        Field("keyword", Type.WORDS, json="keyword"),
        Field("note", Type.TEXT, json="note"),
        Field("verify", Type.CHOICE, ("source",)),
    ),
    Web: (
        Field("address", Type.NAME, needed=True, label="", json="address"),
        Field("kind", Type.CHOICE, WEB_KINDS, needed=True, json="kind"),
        _CONFIDENCE,
    ),
    Address: (
        Field("text", Type.WORDS, needed=True, label="", json="text"),
        Field("kind", Type.CHOICE, ADDRESS_KINDS, needed=True, json="kind"),
        Field("source", Type.WORDS, needed=True, json="source"),
    ),
    Ages: (
        Field("start", Type.WHOLE_NUMBER, key="from", json="from"),
        Field("end", Type.WHOLE_NUMBER, key="to", json="to"),
    ),
    Citation: (
        Field("source", Type.WORDS, needed=True, key="id", label=""),
        Field("supports", Type.CHOICES, ASPECTS, needed=True, key="for", json="supports"),
        Field("note", Type.TEXT, json="note"),
    ),
    Detail: (
        Field("text", Type.TEXT, needed=True, label="", json="text"),
        Field(
            "sources", Type.MANY_WORDS, needed=True, key="from", label=N_("sources"), json="sources"
        ),
    ),
    Service: (
        _ID,
        Field("kind", Type.CHOICE, KINDS, needed=True, json="kind"),
        _NAME,
        _SUMMARY,
        Field("line", Type.CHOICE, LINES, json="line"),
        Field("status", Type.CHOICE, STATUSES, needed=True, label=N_("status"), json="status"),
        Field("status_note", Type.TEXT, json="status_note"),
        Field("last_seen", Type.DATE, label=N_("last seen running"), json="last_seen"),
        Field("replaced_by", Type.WORDS, json="replaced_by"),
        Field(
            "audience", Type.CHOICES, "audiences", needed=True, label=N_("whom it serves"),
            json="audience",
        ),
        Field("ages", Type.PART, Ages, json="ages"),
        Field(
            "regions", Type.CHOICES, "regions", needed=True, label=N_("where it serves"),
            json="region",
        ),
        Field("languages", Type.CHOICES, "languages", label=N_("languages"), json="languages"),
        Field("languages_note", Type.TEXT, json="languages_note"),
        Field("hours", Type.TEXT, label=N_("hours"), json="hours"),
        Field("phones", Type.PARTS, Phone, label=N_("number"), json="phones", contact=True),
        Field("web", Type.PARTS, Web, label=N_("web address"), json="web", contact=True),
        Field("email", Type.WORDS, label=N_("e-mail"), json="email", contact=True),
        Field("addresses", Type.PARTS, Address, json="addresses", contact=True),
        Field("operator", Type.NAME, label=N_("who runs it"), json="operator"),
        Field("police", Type.CHOICE, POLICE_ROLES, needed=True, json="police"),
        Field("formerly", Type.MANY_WORDS, json="formerly"),
        *_OF_EVERY_ENTRY,
        Field("one_name", Type.CHOICE, ONE_NAME_REASONS),
        Field("location_policy", Type.CHOICE, LOCATION_POLICIES, key="place", stored="place"),
        Field("due", Type.DAY),
        Field("instead", Type.WORDS, label=N_("call instead")),
    ),
    Event: (
        _ID,
        Field("date", Type.DATE, needed=True, label=N_("date"), json="date"),
        _NAME._replace(key="title", json="title"),
        Field("phase", Type.WORDS, key=None, json="phase"),
        _SUMMARY,
        *_OF_EVERY_ENTRY,
    ),
    Notice: (_ID, _NAME, _SUMMARY, *_OF_EVERY_ENTRY),
    Source: (
        _ID,
        Field("title", Type.NAME, needed=True, label=N_("title"), json="title"),
        Field("address", Type.WORDS, label=N_("web address"), json="address"),
        Field("date", Type.DATE, label=N_("date"), json="date"),
        Field("dated", Type.TEXT, json="dated"),
        Field("kind", Type.CHOICE, SOURCE_KINDS, needed=True, json="publisher"),
    ),
    Urgent: (
        Field("label", Type.TEXT, needed=True, label=N_("label")),
        Field("text", Type.TEXT, needed=True, label=N_("text")),
        Field("short", Type.TEXT, needed=True),
        Field("service", Type.WORDS, needed=True),
        Field("numbers", Type.YES_NO, missing=True),
    ),
    WalletLine: (
        Field(
            "label", Type.TEXT, needed=True, limit=MAX_WALLET_LABEL_CHARS, label=N_("label")
        ),
        Field("service", Type.WORDS, needed=True),
    ),
    Region: (
        Field("name", Type.TEXT, key=None, label=N_("name")),
        Field("within", Type.WORDS),
        Field("also", Type.MANY_WORDS),
    ),
    Phase: (
        Field("id", Type.ID, needed=True),
        Field("title", Type.TEXT, needed=True, label=N_("title")),
        Field("start", Type.DATE, missing="", key="from"),
    ),
    Concept: (
        Field("id", Type.ID, needed=True),
        Field("en", Type.MANY_WORDS, label=N_("English words")),
        Field("fr", Type.MANY_WORDS, label=N_("French words")),
        Field("acronyms", Type.MANY_WORDS),
        Field("topics", Type.CHOICES, "topics", label=N_("topics")),
        Field("audience", Type.CHOICES, "audiences"),
        Field("services", Type.MANY_WORDS, label=N_("services")),
    ),
    Header: (
        Field("title", Type.TEXT, needed=True, label=N_("title")),
        Field("date", Type.DAY, needed=True, label=N_("date")),
        Field("region", Type.CHOICE, "regions", needed=True),
        Field("urgent", Type.PARTS, Urgent, label=N_("urgent lines")),
        Field("memorial_names", Type.MANY_WORDS, key="remembered", stored="remembered"),
        Field("support", Type.MANY_WORDS),
        Field("fallback_services", Type.MANY_WORDS, key="last_resort", stored="last_resort"),
        Field("wallet", Type.PARTS, WalletLine, label=N_("wallet card")),
        Field("cadence", Type.MAP, Type.WHOLE_NUMBER),
        Field("phases", Type.PARTS, Phase, key=None),
        Field("phases_note", Type.TEXT),
        Field("audiences", Type.MAP, Type.TEXT, key=None, label=N_("audiences")),
        Field("regions", Type.MAP, Region, key=None, label=N_("regions")),
        Field("languages", Type.MAP, Type.TEXT, key=None, label=N_("languages")),
        Field("topics", Type.MAP, Type.TEXT, key=None, label=N_("topics")),
        Field("stop_words", Type.MAP, Type.MANY_WORDS, key=None),
        Field("guarded_places", Type.MANY_WORDS),
        Field("built_in", Type.YES_NO, missing=False),
    ),
    Directory: (
        Field("header", Type.PART, Header, label=""),
        Field("services", Type.PARTS, Service, label=N_("services")),
        Field("events", Type.PARTS, Event, label=N_("events")),
        Field("notices", Type.PARTS, Notice, label=N_("notices")),
        Field("sources", Type.PARTS, Source, label=N_("sources")),
        Field("vocabulary", Type.PARTS, Concept, label=N_("search words")),
    ),
}  # fmt: skip
"""The rows of each class of the model."""

CSV_COLUMNS: Final = (
    "id", "kind", "line", "date", "name", "status", "last_seen", "confidence", "phones",
    "hours", "languages", "region", "ages", "audience", "operator", "police", "web", "summary",
    "checked", "address", "dated", "publisher", "why", "call_instead",
)  # fmt: skip
"""The columns of CSV, by their keys in JSON records. Programs rely on their order: add a new one at
the end."""


_BY_NAME: Final = {cls: {field.name: field for field in rows} for cls, rows in FIELDS.items()}


def by_name(cls: type[Any]) -> Mapping[str, Field]:
    """The rows of a class by the names of their fields; empty for other classes."""
    return _BY_NAME.get(cls, {})


def field_names(value: object) -> tuple[str, ...]:
    """The names of the fields of a value of the model, in order; none for other values."""
    return Text.__slots__ if isinstance(value, Text) else getattr(value, "_fields", ())


def stored_name(cls: type[Any], name: str) -> str:
    """The name of a field in compiled files and in paths."""
    field = by_name(cls).get(name)
    return field.stored_name if field else name


def contacts(service: Service) -> list[Any]:
    """The ways to reach a service: those of its contact fields that are not empty."""
    return [value for f in FIELDS[Service] if f.contact and (value := getattr(service, f.name))]
