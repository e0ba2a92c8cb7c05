"""The table of fields: how each field of the model is read, stored, compared and written as JSON.

To add a field, add a line to `model.py` and a row here. A directory file may then hold it, it is
stored in a compiled directory, `check --against` reports its changes, and JSON records include it
where its row names a key. `views/detail.py` decides where `show` prints it.

Rows are in the order of the keys of a JSON record. This module does not import the YAML reader, so
that a program that only opens a compiled directory does not load it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from resource_finder.bilingual import Language, Text
from resource_finder.closed_lists import (
    ADDRESS_KINDS,
    ASPECTS,
    CONFIDENCES,
    INTAKE_WAYS,
    KINDS,
    LINES,
    LOCATION_POLICIES,
    NO_ADDRESS_REASONS,
    ONE_NAME_REASONS,
    ORIGINS,
    PHONE_KINDS,
    PHONE_ROLES,
    POLICE_ROLES,
    REPLACED,
    SOURCE_KINDS,
    STATUSES,
    WEB_KINDS,
    WITHDRAWAL_REASONS,
)
from resource_finder.directory.corrections import Correction
from resource_finder.directory.field_types import FieldSpec, Type
from resource_finder.header import (
    Header,
    Layer,
    LineToCall,
    Phase,
    Region,
    ReportTo,
    Urgent,
    WalletLine,
)
from resource_finder.i18n import N_
from resource_finder.model import (
    Address,
    Ages,
    Citation,
    Concept,
    Detail,
    Directory,
    Event,
    Intake,
    Lowered,
    Notice,
    Opening,
    Phone,
    Service,
    Source,
    Web,
    Withdrawn,
)

MAX_SUMMARY_CHARS: Final = 240
"""Longest summary in each language: a longer one would fill a screen by itself."""
MAX_SHORT_NAME_CHARS: Final = 36
MAX_USE_FOR_CHARS: Final = 40
"""Longest short name and purpose in each language: both stand in one line of a narrow screen."""
MAX_EVENT_LABEL_CHARS: Final = 28
MAX_EVENT_LINE_CHARS: Final = 100
MAX_WALLET_CHARS: Final = 48
"""Longest label of a wallet card in each language: a longer one would not fit."""

_NAME: Final = FieldSpec("name", Type.NAME, needed=True, label=N_("name"), json="name")
_SUMMARY: Final = FieldSpec(
    "summary", Type.TEXT, needed=True, limit=MAX_SUMMARY_CHARS, label=N_("short description"),
    json="summary",
)  # fmt: skip
_ID: Final = FieldSpec("id", Type.ID, needed=True, json="id")
_CONFIDENCE: Final = (
    FieldSpec("confidence", Type.CHOICE, CONFIDENCES, default="", label=N_("confidence"),
              json="confidence"),
    FieldSpec("lowered", Type.PART, Lowered),
)  # fmt: skip
"""`trust.py` computes the confidence where a file does not hold it."""
_EVIDENCE: Final = FieldSpec("sources", Type.MANY_WORDS, key="from", label=N_("sources"))
_HOURS: Final = FieldSpec("hours", Type.TEXT, label=N_("hours"), json="hours")
_OPEN: Final = FieldSpec("open", Type.PART, Opening, json="open")

_OF_EVERY_ENTRY: Final = (
    FieldSpec("origin", Type.CHOICE, ORIGINS, needed=True, json="origin"),
    *_CONFIDENCE,
    FieldSpec("details", Type.PARTS, Detail, label=N_("details"), json="details"),
    FieldSpec("notes", Type.TEXTS, label=N_("notes"), json="notes"),
    FieldSpec("topics", Type.CHOICES, "topics", needed=True, label=N_("topics"), json="topics"),
    FieldSpec("checked", Type.DAY, needed=True, label=N_("day of the check"), json="checked"),
    FieldSpec("related", Type.MANY_WORDS, json="related"),
    FieldSpec("sources", Type.PARTS, Citation, needed=True, label=N_("sources"), json="sources"),
    FieldSpec("aliases", Type.MANY_WORDS),
    FieldSpec("layer", Type.WORDS, key=None, json="layer"),
)

FIELDS: Final[Mapping[type[Any], tuple[FieldSpec, ...]]] = {
    Text: (FieldSpec("en", Type.WORDS), FieldSpec("fr", Type.WORDS)),
    Opening: (
        FieldSpec("when", Type.WORDS, needed=True, label="", json="when"),
        FieldSpec("source", Type.WORDS, needed=True, json="source"),
        FieldSpec("seen", Type.DATE, label=N_("date"), json="date"),
    ),
    Phone: (
        FieldSpec("number", Type.PHONE_NUMBER, needed=True, label="", json="number"),
        FieldSpec("kind", Type.CHOICE, PHONE_KINDS, needed=True, json="kind"),
        FieldSpec("role", Type.CHOICE, PHONE_ROLES, json="role"),
        FieldSpec("label", Type.TEXT, label=N_("label"), json="label"),
        *_CONFIDENCE,
        _HOURS,
        _OPEN,
        FieldSpec("keyword", Type.WORDS, json="keyword"),
        FieldSpec("note", Type.TEXT, json="note"),
        FieldSpec("verify", Type.CHOICE, ("source",)),
        _EVIDENCE,
        FieldSpec("called", Type.DAY, label=N_("day of the call")),
    ),
    Web: (
        FieldSpec("address", Type.NAME, needed=True, label="", json="address"),
        FieldSpec("kind", Type.CHOICE, WEB_KINDS, needed=True, json="kind"),
        *_CONFIDENCE,
        _EVIDENCE,
    ),
    Lowered: (
        FieldSpec("to", Type.CHOICE, CONFIDENCES[1:], needed=True, label=""),
        FieldSpec("because", Type.TEXT, needed=True),
    ),
    Address: (
        FieldSpec("text", Type.WORDS, needed=True, label="", json="text"),
        FieldSpec("kind", Type.CHOICE, ADDRESS_KINDS, needed=True, json="kind"),
        FieldSpec("source", Type.WORDS, needed=True, json="source"),
    ),
    Intake: (
        FieldSpec("way", Type.CHOICE, INTAKE_WAYS, needed=True, json="way"),
        FieldSpec("note", Type.TEXT, json="note"),
    ),
    Ages: (
        FieldSpec("start", Type.WHOLE_NUMBER, key="from", json="from"),
        FieldSpec("end", Type.WHOLE_NUMBER, key="to", json="to"),
    ),
    Citation: (
        FieldSpec("source", Type.WORDS, needed=True, key="id", label=""),
        FieldSpec("supports", Type.CHOICES, ASPECTS, needed=True, key="for", json="supports"),
        FieldSpec("note", Type.TEXT, json="note"),
    ),
    Detail: (
        FieldSpec("text", Type.TEXT, needed=True, label="", json="text"),
        FieldSpec(
            "sources", Type.MANY_WORDS, needed=True, key="from", label=N_("sources"), json="sources"
        ),
    ),
    Service: (
        _ID,
        FieldSpec("kind", Type.CHOICE, KINDS, needed=True, json="kind"),
        _NAME,
        FieldSpec("short", Type.TEXT, limit=MAX_SHORT_NAME_CHARS, json="short"),
        FieldSpec("gloss", Type.GLOSS, json="gloss"),
        FieldSpec("use_for", Type.TEXT, limit=MAX_USE_FOR_CHARS, label=N_("use for"),
                  json="use_for"),
        _SUMMARY,
        FieldSpec("line", Type.CHOICE, LINES, json="line"),
        FieldSpec("order", Type.WHOLE_NUMBER, json="order"),
        FieldSpec("status", Type.CHOICE, STATUSES, default="", label=N_("status"), json="status"),
        FieldSpec("status_note", Type.TEXT, json="status_note"),
        FieldSpec("last_seen", Type.DATE, label=N_("last known to be running"), json="last_seen"),
        FieldSpec("replaced_by", Type.WORDS, json="replaced_by"),
        FieldSpec("audience", Type.CHOICES, "audiences", needed=True, label=N_("who it serves"),
                  json="audience"),
        FieldSpec("audience_note", Type.TEXT, json="audience_note"),
        FieldSpec("ages", Type.PART, Ages, json="ages"),
        FieldSpec("regions", Type.CHOICES, "regions", needed=True, label=N_("where it serves"),
                  json="region"),
        FieldSpec("languages", Type.CHOICES, "languages", label=N_("languages"), json="languages"),
        FieldSpec("languages_note", Type.TEXT, json="languages_note"),
        _HOURS,
        _OPEN,
        FieldSpec("phones", Type.PARTS, Phone, label=N_("number"), json="phones", contact=True),
        FieldSpec("withdrawn", Type.PARTS, Withdrawn, key=None, json="withdrawn"),
        FieldSpec("web", Type.PARTS, Web, label=N_("web address"), json="web", contact=True),
        FieldSpec("email", Type.WORDS, label=N_("e-mail"), json="email", contact=True),
        FieldSpec("addresses", Type.PARTS, Address, json="addresses", contact=True),
        FieldSpec("intake", Type.PARTS, Intake, label=N_("how to get in"), json="intake"),
        FieldSpec("operator", Type.NAME, label=N_("who runs it"), json="operator"),
        FieldSpec("police", Type.CHOICE, POLICE_ROLES, needed=True, json="police"),
        FieldSpec("formerly", Type.MANY_WORDS, json="formerly"),
        *_OF_EVERY_ENTRY,
        FieldSpec("one_name", Type.CHOICE, ONE_NAME_REASONS),
        FieldSpec("location_policy", Type.CHOICE, LOCATION_POLICIES, key="place", stored="place"),
        FieldSpec("announced_by", Type.DATE),
        FieldSpec("due", Type.DAY),
        FieldSpec("instead", Type.WORDS, label=N_("call instead")),
        FieldSpec("replaces", Type.WORDS, json="replaces"),
    ),
    Withdrawn: (
        FieldSpec("numbers", Type.MANY_WORDS, key=None, label="", json="numbers"),
        FieldSpec("whole", Type.YES_NO, key=None, json="whole"),
        FieldSpec("reason", Type.CHOICE, (*WITHDRAWAL_REASONS, REPLACED), key=None, json="reason"),
        FieldSpec("since", Type.DAY, key=None, json="since"),
        FieldSpec("by", Type.WORDS, key=None, json="by"),
        FieldSpec("layer", Type.WORDS, key=None, json="layer"),
    ),
    Correction: (
        FieldSpec("id", Type.WORDS, needed=True),
        FieldSpec("number", Type.PHONE_NUMBER),
        FieldSpec("withdraw", Type.CHOICE, WITHDRAWAL_REASONS, needed=True),
        FieldSpec("since", Type.DAY),
        FieldSpec("by", Type.WORDS),
    ),
    Event: (
        _ID,
        FieldSpec("date", Type.DATE, needed=True, label=N_("date"), json="date"),
        _NAME._replace(key="title", json="title"),
        FieldSpec("phase", Type.WORDS, key=None, json="phase"),
        FieldSpec("main", Type.YES_NO, default=False, json="main"),
        FieldSpec("label", Type.TEXT, limit=MAX_EVENT_LABEL_CHARS, label=N_("label"), json="label"),
        _SUMMARY,
        FieldSpec("line", Type.TEXT, limit=MAX_EVENT_LINE_CHARS, json="sentence"),
        *_OF_EVERY_ENTRY,
    ),
    Notice: (_ID, _NAME, _SUMMARY, *_OF_EVERY_ENTRY),
    Source: (
        _ID,
        FieldSpec("title", Type.NAME, needed=True, label=N_("title"), json="title"),
        FieldSpec("address", Type.WORDS, label=N_("web address"), json="address"),
        FieldSpec("no_address", Type.CHOICE, NO_ADDRESS_REASONS, json="no_address"),
        FieldSpec("date", Type.DATE, label=N_("date"), json="date"),
        FieldSpec("dated", Type.TEXT, json="dated"),
        FieldSpec("not_before", Type.DATE),
        FieldSpec("present", Type.YES_NO, default=False),
        FieldSpec("copies", Type.WORDS),
        FieldSpec("kind", Type.CHOICE, SOURCE_KINDS, needed=True, json="publisher"),
    ),
    Urgent: (
        FieldSpec("label", Type.TEXT, needed=True, label=N_("label")),
        FieldSpec("text", Type.TEXT, needed=True, label=N_("text")),
        FieldSpec("short", Type.TEXT, needed=True),
        FieldSpec("service", Type.WORDS, needed=True),
        FieldSpec("numbers", Type.YES_NO, default=True),
        FieldSpec("layer", Type.WORDS, key=None),
    ),
    Layer: (
        FieldSpec("name", Type.NAME, needed=True, json="name"),
        FieldSpec("short", Type.WORDS, needed=True, json="short"),
        FieldSpec("date", Type.DAY, json="date"),
        FieldSpec("language", Type.CHOICE, tuple(Language)),
    ),
    ReportTo: (
        FieldSpec("name", Type.NAME, json="name"),
        FieldSpec("phone", Type.PHONE_NUMBER, json="phone"),
        FieldSpec("email", Type.WORDS, json="email"),
    ),
    WalletLine: (
        FieldSpec("label", Type.TEXT, needed=True, limit=MAX_WALLET_CHARS, label=N_("label")),
        FieldSpec("service", Type.WORDS, needed=True),
    ),
    LineToCall: (
        FieldSpec("service", Type.WORDS, needed=True),
        FieldSpec("points", Type.MAP, Type.WHOLE_NUMBER, needed=True),
    ),
    Region: (
        FieldSpec("name", Type.TEXT, key=None, label=N_("name")),
        FieldSpec("within", Type.WORDS),
        FieldSpec("also", Type.MANY_WORDS),
    ),
    Phase: (
        FieldSpec("id", Type.ID, needed=True),
        FieldSpec("title", Type.TEXT, needed=True, label=N_("title")),
        FieldSpec("start", Type.DATE, default="", key="from"),
    ),
    Concept: (
        FieldSpec("id", Type.ID, needed=True),
        FieldSpec("en", Type.PHRASES, label=N_("English words")),
        FieldSpec("fr", Type.PHRASES, label=N_("French words")),
        FieldSpec("acronyms", Type.MANY_WORDS),
        FieldSpec("topics", Type.CHOICES, "topics", label=N_("topics")),
        FieldSpec("audience", Type.CHOICES, "audiences"),
        FieldSpec("services", Type.MANY_WORDS, label=N_("services")),
    ),
    Header: (
        FieldSpec("title", Type.TEXT, needed=True, label=N_("title")),
        FieldSpec("date", Type.DAY, needed=True, label=N_("date")),
        FieldSpec("region", Type.CHOICE, "regions", needed=True),
        FieldSpec("urgent", Type.PARTS, Urgent, label=N_("urgent lines")),
        FieldSpec("memorial_names", Type.MANY_WORDS, key="remembered", stored="remembered"),
        FieldSpec("support", Type.MANY_WORDS),
        FieldSpec("fallback_services", Type.MANY_WORDS, key="last_resort", stored="last_resort"),
        FieldSpec("wallet", Type.PARTS, WalletLine, label=N_("wallet card")),
        FieldSpec("cadence", Type.MAP, Type.WHOLE_NUMBER),
        FieldSpec("phases", Type.PARTS, Phase, key=None),
        FieldSpec("phases_note", Type.TEXT),
        FieldSpec("audiences", Type.MAP, Type.TEXT, key=None, label=N_("audiences")),
        FieldSpec("regions", Type.MAP, Region, key=None, label=N_("regions")),
        FieldSpec("languages", Type.MAP, Type.TEXT, key=None, label=N_("languages")),
        FieldSpec("topics", Type.MAP, Type.TEXT, key=None, label=N_("topics")),
        FieldSpec("stop_words", Type.MAP, Type.MANY_WORDS, key=None),
        FieldSpec("guarded_places", Type.MANY_WORDS),
        FieldSpec("built_in", Type.YES_NO, default=False),
        FieldSpec("numbers_called", Type.WHOLE_NUMBER, key=None, default=0),
        FieldSpec("layers", Type.PARTS, Layer, key=None),
        FieldSpec("layer_errors", Type.WHOLE_NUMBER, key=None, default=0),
        FieldSpec("layers_reached", Type.YES_NO, key=None, default=True),
        FieldSpec("report_to", Type.PART, ReportTo, key=None),
        FieldSpec("lines_to_call", Type.PARTS, LineToCall, key=None, label=N_("lines to call")),
    ),
    Directory: (
        FieldSpec("header", Type.PART, Header, label=""),
        FieldSpec("services", Type.PARTS, Service, label=N_("services")),
        FieldSpec("events", Type.PARTS, Event, label=N_("events")),
        FieldSpec("notices", Type.PARTS, Notice, label=N_("notices")),
        FieldSpec("sources", Type.PARTS, Source, label=N_("sources")),
        FieldSpec("vocabulary", Type.PARTS, Concept, label=N_("search words")),
        FieldSpec("replaced", Type.PARTS, Service, key=None),
    ),
}  # fmt: skip
"""The rows of each class of the model."""


_BY_NAME: Final = {cls: {field.name: field for field in rows} for cls, rows in FIELDS.items()}


def by_name(cls: type[Any]) -> Mapping[str, FieldSpec]:
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
