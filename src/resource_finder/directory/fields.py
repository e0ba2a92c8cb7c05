"""The table of fields: for each field of the model, how it is read, stored, compared and given out.

A field is added by a line in `model.py` and a row here; then a directory file may hold it, it is
stored and read back, `check --against` tells when it changes, and JSON gives it where its row says
so. `views/detail.py` says where `show` prints it.

Rows stand in the order of the keys of a JSON record. Nothing here reads YAML, so that a program
that only opens a compiled directory does not import it.
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
    ONE_NAME,
    ORIGINS,
    PHONE_KINDS,
    PLACES,
    POLICE,
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
"""Characters that a summary may have in each language: a longer one fills a screen by itself."""
MAX_WALLET_LABEL_CHARS: Final = 48
"""Characters that the label of a wallet card may have: a card is small."""


class Form(Enum):
    """What a field holds, and so how it is read from YAML, stored and given in JSON."""

    WORDS = auto()
    ID = auto()
    DATE = auto()
    """An ISO date: a year, a month or a day."""
    DAY = auto()
    WHOLE_NUMBER = auto()
    YES_NO = auto()
    PHONE_NUMBER = auto()
    CHOICE = auto()
    """A word of a list: `of` holds the words, or names a closed list of the directory file."""
    TEXT = auto()
    """Words in both languages."""
    NAME = auto()
    """Words in both languages, or one name that serves both."""
    PART = auto()
    """A value of a class of the model: `of`."""
    MAP = auto()
    """Values by id: `of` says what they are, a form or a class of the model."""
    MANY_WORDS = auto()
    CHOICES = auto()
    """Words of a list, as for CHOICE."""
    TEXTS = auto()
    PARTS = auto()
    """Values of a class of the model: `of`."""


class Field(NamedTuple):
    """A row of the table: one field of a class of the model.

    `needed`: a file that leaves it out is refused; else `missing` stands for it.
    `key`: its key in YAML, where that is not its name; None: read from another place of the file.
    `stored`: its name in compiled files and in the paths of `check --against`, where another.
    `label`: what people call it there; "" where the list it stands in says it already, None where
    it is told by its own name.
    `json`: its key in JSON records; "" where they leave it out.
    `contact`: a way to reach a service, which a former one must not have.
    """

    name: str
    form: Form
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
        """Its key in YAML; "" where it is read from another place."""
        return "" if self.key is None else self.key or self.name


_NAME: Final = Field("name", Form.NAME, needed=True, label=N_("name"), json="name")
_SUMMARY: Final = Field(
    "summary", Form.TEXT, needed=True, limit=MAX_SUMMARY_CHARS, label=N_("short description"),
    json="summary",
)  # fmt: skip
_ID: Final = Field("id", Form.ID, needed=True, json="id")
_CONFIDENCE: Final = Field(
    "confidence", Form.CHOICE, CONFIDENCES, needed=True, label=N_("confidence"), json="confidence"
)

_OF_EVERY_ENTRY: Final = (
    Field("origin", Form.CHOICE, ORIGINS, needed=True, json="origin"),
    _CONFIDENCE,
    Field("details", Form.PARTS, Detail, label=N_("details"), json="details"),
    Field("notes", Form.TEXTS, label=N_("notes"), json="notes"),
    Field("topics", Form.CHOICES, "topics", needed=True, label=N_("topics"), json="topics"),
    Field("checked", Form.DAY, needed=True, label=N_("day of the check"), json="checked"),
    Field("related", Form.MANY_WORDS, json="related"),
    Field("sources", Form.PARTS, Citation, needed=True, label=N_("sources"), json="sources"),
    Field("aliases", Form.MANY_WORDS),
)

FIELDS: Final[Mapping[type[Any], tuple[Field, ...]]] = {
    Text: (Field("en", Form.WORDS), Field("fr", Form.WORDS)),
    Phone: (
        Field("number", Form.PHONE_NUMBER, needed=True, label="", json="number"),
        Field("kind", Form.CHOICE, PHONE_KINDS, needed=True, json="kind"),
        Field("label", Form.TEXT, label=N_("label"), json="label"),
        _CONFIDENCE,
        Field("hours", Form.TEXT, label=N_("hours"), json="hours"),
        Field("keyword", Form.WORDS, json="keyword"),
        Field("note", Form.TEXT, json="note"),
        Field("verify", Form.CHOICE, ("source",)),
    ),
    Web: (
        Field("address", Form.NAME, needed=True, label="", json="address"),
        Field("kind", Form.CHOICE, WEB_KINDS, needed=True, json="kind"),
        _CONFIDENCE,
    ),
    Address: (
        Field("text", Form.WORDS, needed=True, label="", json="text"),
        Field("kind", Form.CHOICE, ADDRESS_KINDS, needed=True, json="kind"),
        Field("source", Form.WORDS, needed=True, json="source"),
    ),
    Ages: (
        Field("start", Form.WHOLE_NUMBER, key="from", json="from"),
        Field("end", Form.WHOLE_NUMBER, key="to", json="to"),
    ),
    Citation: (
        Field("source", Form.WORDS, needed=True, key="id", label=""),
        Field("supports", Form.CHOICES, ASPECTS, needed=True, key="for", json="supports"),
        Field("note", Form.TEXT, json="note"),
    ),
    Detail: (
        Field("text", Form.TEXT, needed=True, label="", json="text"),
        Field(
            "sources", Form.MANY_WORDS, needed=True, key="from", label=N_("sources"), json="sources"
        ),
    ),
    Service: (
        _ID,
        Field("kind", Form.CHOICE, KINDS, needed=True, json="kind"),
        _NAME,
        _SUMMARY,
        Field("line", Form.CHOICE, LINES, json="line"),
        Field("status", Form.CHOICE, STATUSES, needed=True, label=N_("status"), json="status"),
        Field("status_note", Form.TEXT, json="status_note"),
        Field("last_seen", Form.DATE, label=N_("last seen running"), json="last_seen"),
        Field("replaced_by", Form.WORDS, json="replaced_by"),
        Field(
            "audience", Form.CHOICES, "audiences", needed=True, label=N_("whom it serves"),
            json="audience",
        ),
        Field("ages", Form.PART, Ages, json="ages"),
        Field(
            "regions", Form.CHOICES, "regions", needed=True, label=N_("where it serves"),
            json="region",
        ),
        Field("languages", Form.CHOICES, "languages", label=N_("languages"), json="languages"),
        Field("languages_note", Form.TEXT, json="languages_note"),
        Field("hours", Form.TEXT, label=N_("hours"), json="hours"),
        Field("phones", Form.PARTS, Phone, label=N_("number"), json="phones", contact=True),
        Field("web", Form.PARTS, Web, label=N_("web address"), json="web", contact=True),
        Field("email", Form.WORDS, label=N_("e-mail"), json="email", contact=True),
        Field("addresses", Form.PARTS, Address, json="addresses", contact=True),
        Field("operator", Form.NAME, label=N_("who runs it"), json="operator"),
        Field("police", Form.CHOICE, POLICE, needed=True, json="police"),
        Field("formerly", Form.MANY_WORDS, json="formerly"),
        *_OF_EVERY_ENTRY,
        Field("one_name", Form.CHOICE, ONE_NAME),
        Field("location_policy", Form.CHOICE, PLACES, key="place", stored="place"),
        Field("due", Form.DAY),
        Field("instead", Form.WORDS, label=N_("call instead")),
    ),
    Event: (
        _ID,
        Field("date", Form.DATE, needed=True, label=N_("date"), json="date"),
        _NAME._replace(key="title", json="title"),
        Field("phase", Form.WORDS, key=None, json="phase"),
        _SUMMARY,
        *_OF_EVERY_ENTRY,
    ),
    Notice: (_ID, _NAME, _SUMMARY, *_OF_EVERY_ENTRY),
    Source: (
        _ID,
        Field("title", Form.NAME, needed=True, label=N_("title"), json="title"),
        Field("address", Form.WORDS, label=N_("web address"), json="address"),
        Field("date", Form.DATE, label=N_("date"), json="date"),
        Field("dated", Form.TEXT, json="dated"),
        Field("kind", Form.CHOICE, SOURCE_KINDS, needed=True, json="publisher"),
    ),
    Urgent: (
        Field("label", Form.TEXT, needed=True, label=N_("label")),
        Field("text", Form.TEXT, needed=True, label=N_("text")),
        Field("short", Form.TEXT, needed=True),
        Field("service", Form.WORDS, needed=True),
        Field("numbers", Form.YES_NO, missing=True),
    ),
    WalletLine: (
        Field(
            "label", Form.TEXT, needed=True, limit=MAX_WALLET_LABEL_CHARS, label=N_("label")
        ),
        Field("service", Form.WORDS, needed=True),
    ),
    Region: (
        Field("name", Form.TEXT, key=None, label=N_("name")),
        Field("within", Form.WORDS),
        Field("also", Form.MANY_WORDS),
    ),
    Phase: (
        Field("id", Form.ID, needed=True),
        Field("title", Form.TEXT, needed=True, label=N_("title")),
        Field("start", Form.DATE, missing="", key="from"),
    ),
    Concept: (
        Field("id", Form.ID, needed=True),
        Field("en", Form.MANY_WORDS, label=N_("English words")),
        Field("fr", Form.MANY_WORDS, label=N_("French words")),
        Field("acronyms", Form.MANY_WORDS),
        Field("topics", Form.CHOICES, "topics", label=N_("topics")),
        Field("audience", Form.CHOICES, "audiences"),
        Field("services", Form.MANY_WORDS, label=N_("services")),
    ),
    Header: (
        Field("title", Form.TEXT, needed=True, label=N_("title")),
        Field("date", Form.DAY, needed=True, label=N_("date")),
        Field("region", Form.CHOICE, "regions", needed=True),
        Field("urgent", Form.PARTS, Urgent, label=N_("urgent lines")),
        Field("memorial_names", Form.MANY_WORDS, key="remembered", stored="remembered"),
        Field("support", Form.MANY_WORDS),
        Field("fallback_services", Form.MANY_WORDS, key="last_resort", stored="last_resort"),
        Field("wallet", Form.PARTS, WalletLine, label=N_("wallet card")),
        Field("cadence", Form.MAP, Form.WHOLE_NUMBER),
        Field("phases", Form.PARTS, Phase, key=None),
        Field("phases_note", Form.TEXT),
        Field("audiences", Form.MAP, Form.TEXT, key=None, label=N_("audiences")),
        Field("regions", Form.MAP, Region, key=None, label=N_("regions")),
        Field("languages", Form.MAP, Form.TEXT, key=None, label=N_("languages")),
        Field("topics", Form.MAP, Form.TEXT, key=None, label=N_("topics")),
        Field("stop_words", Form.MAP, Form.MANY_WORDS, key=None),
        Field("guarded_places", Form.MANY_WORDS),
        Field("built_in", Form.YES_NO, missing=False),
    ),
    Directory: (
        Field("header", Form.PART, Header, label=""),
        Field("services", Form.PARTS, Service, label=N_("services")),
        Field("events", Form.PARTS, Event, label=N_("events")),
        Field("notices", Form.PARTS, Notice, label=N_("notices")),
        Field("sources", Form.PARTS, Source, label=N_("sources")),
        Field("vocabulary", Form.PARTS, Concept, label=N_("search words")),
    ),
}  # fmt: skip
"""The rows of each class of the model."""

CSV_COLUMNS: Final = (
    "id", "kind", "line", "date", "name", "status", "last_seen", "confidence", "phones",
    "hours", "languages", "region", "ages", "audience", "operator", "police", "web", "summary",
    "checked", "address", "dated", "publisher", "why", "call_instead",
)  # fmt: skip
"""The columns of CSV, each by its key in JSON records. Programs count on them: a new one is added
at the end."""


_BY_NAME: Final = {cls: {field.name: field for field in rows} for cls, rows in FIELDS.items()}


def by_name(cls: type[Any]) -> Mapping[str, Field]:
    """The rows of a class by the names of the fields; none of a class outside the table."""
    return _BY_NAME.get(cls, {})


def names(value: object) -> tuple[str, ...]:
    """The names of the fields of a value of the model, in its own order; none of other values."""
    return Text.__slots__ if isinstance(value, Text) else getattr(value, "_fields", ())


def stored_name(cls: type[Any], name: str) -> str:
    """What a field of a class is called in compiled files and in paths."""
    field = by_name(cls).get(name)
    return field.stored_name if field else name


def contacts(service: Service) -> list[Any]:
    """What a service can be reached by."""
    return [value for f in FIELDS[Service] if f.contact and (value := getattr(service, f.name))]
