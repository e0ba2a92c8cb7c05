"""The table of fields: each field in it is read, stored, compared and exported."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from itertools import product
from typing import Any, Final, NamedTuple

import pytest
import yaml

from conftest import Type
from resource_finder import header, model
from resource_finder.bilingual import Text
from resource_finder.directory import fields
from resource_finder.directory.field_types import FieldSpec
from resource_finder.directory.field_types import Type as FieldType
from resource_finder.directory.fields import FIELDS
from resource_finder.directory.nodes import Node
from resource_finder.directory.problems import Problem
from resource_finder.directory.review import differences, path_words
from resource_finder.directory.schema import NO_LISTS, read
from resource_finder.directory.serialize import (
    deserialize_entry,
    deserialize_header,
    deserialize_source,
    serialize,
)
from resource_finder.header import Header
from resource_finder.model import Directory, Event, Notice, Service
from resource_finder.render.csv import CSV_COLUMNS, rows_as_csv

CLASSES: Final[list[Any]] = [
    cls
    for cls in (vars(header) | vars(model)).values()
    if isinstance(cls, type) and (cls is Text or hasattr(cls, "_fields"))
]


def test_every_field_has_one_row() -> None:
    """A developer who adds a field to the model must add its row, once."""
    for cls in CLASSES:
        names = ("en", "fr") if cls is Text else cls._fields
        assert sorted(field.name for field in FIELDS[cls]) == sorted(names), cls


def test_no_two_fields_share_a_key() -> None:
    """No field hides another in a file, in a compiled directory or in JSON."""
    for cls, column in product(CLASSES, ("yaml_key", "stored_name", "json")):
        keys = [key for field in FIELDS[cls] if (key := getattr(field, column))]
        assert len(keys) == len(set(keys)), (cls, column)


def test_every_entry_and_source_is_stored_whole(directory: Directory) -> None:
    """What a compiled directory gives back is what the file said, in every field."""
    for entry in directory.entries:
        kind = {Event: "event", Notice: "notice"}.get(type(entry), "program")
        back = deserialize_entry(kind, serialize(entry))
        assert (type(back), back) == (type(entry), entry)
    for source in directory.sources:
        assert deserialize_source(serialize(source)) == source
    assert deserialize_header(json.loads(serialize(directory.header))) == directory.header


def test_stored_values_have_the_types_of_the_model(directory: Directory) -> None:
    """A list of the model is never changed by accident: it comes back as a tuple, whatever is
    inside; a value of a class comes back as one of that class."""

    def types(value: object) -> object:
        if isinstance(value, Mapping):
            return {key: types(inner) for key, inner in value.items()}
        names = fields.field_names(value)
        if names:
            return type(value), [types(getattr(value, name)) for name in names]
        return [tuple, *map(types, value)] if isinstance(value, tuple) else type(value)

    for service in directory.services:
        assert types(deserialize_entry("program", serialize(service))) == types(service)
    header = directory.header
    assert types(deserialize_header(json.loads(serialize(header)))) == types(header)


# --- the names that people and programs know ----------------------------------------------------

RENAMED: Final = {
    (Service, "location_policy"): "place",
    (Header, "memorial_names"): "remembered",
    (Header, "fallback_services"): "last_resort",
}


def test_a_field_keeps_its_name_in_files_whatever_the_code_calls_it() -> None:
    """A curator's file, and the path of a change, use the words that docs/DIRECTORY.md uses."""
    for (cls, name), key in RENAMED.items():
        field = fields.by_name(cls)[name]
        assert (field.yaml_key, field.stored_name) == (key, key)


def test_a_changed_policy_is_told_under_its_key(directory: Directory) -> None:
    """The path of a change names the key that is in the file."""
    old = next(service for service in directory.services if service.location_policy)
    (one,) = differences(old, old._replace(location_policy=None))
    assert path_words(one.path) == "place"


SHARED: Final = (
    "origin", "confidence", "details", "notes", "topics", "checked", "related", "sources", "layer",
    "evidence", "why", "match",
)  # fmt: skip
KEYS: Final = {
    "helpline": ("kids-help-phone", (
        "id", "kind", "name", "short", "gloss", "use_for", "summary", "line", "order",
        "status",
        "status_note", "last_seen", "replaced_by", "audience", "audience_note", "ages",
        "region", "languages", "languages_note", "hours", "open", "phones", "call_instead",
        "numbers_withheld", "withdrawn", "web", "email", "addresses", "intake", "operator",
        "police", "formerly", *SHARED[:-3], "replaces", *SHARED[-3:],
    )),
    "event": ("event", (
        "id", "kind", "date", "title", "phase", "main", "label", "summary", "sentence", *SHARED,
    )),
    "notice": ("notice", ("id", "kind", "name", "summary", *SHARED)),
}  # fmt: skip
PHONE_KEYS: Final = (
    "number", "display", "kind", "role", "label", "confidence", "hours", "open", "keyword", "note",
)  # fmt: skip
SOURCE_KEYS: Final = (
    "id", "kind", "title", "address", "no_address", "date", "dated", "publisher",
)  # fmt: skip


def shown(typed: Type, id: str) -> dict[str, Any]:
    """The JSON record of an entry or a source."""
    record: dict[str, Any] = json.loads(typed("show", id, "--format", "json").out)["results"][0]
    return record


@pytest.mark.parametrize("name", KEYS)
def test_a_record_has_the_promised_keys(name: str, typed: Type, directory: Directory) -> None:
    """A program finds every key that was promised, and what only curators need is left out."""
    id, keys = KEYS[name]
    id = {"event": directory.events[0].id, "notice": directory.notices[0].id}.get(id, id)
    record = shown(typed, id)
    assert tuple(record) == keys
    (*_, source) = record["sources"]
    assert tuple(source) == (*SOURCE_KEYS, "supports", "note")
    for phone in record.get("phones", ()):
        assert tuple(phone) == PHONE_KEYS


def test_evidence_is_the_date_of_the_newest_source(typed: Type, directory: Directory) -> None:
    """How old the facts of an entry are is told by its sources, and not by the day of a check."""
    dates = {source.id: source.date for source in directory.sources}
    for record in json.loads(typed("list", "--format", "json").out)["results"]:
        if record["kind"] != "source":
            cited = [date for one in record["sources"] if (date := dates[one["id"]])]
            assert record["evidence"] == max(cited, default=None), record["id"]


def test_a_source_has_the_promised_keys(typed: Type, directory: Directory) -> None:
    """Who published a source is under `publisher`: its `kind` is that it is a source."""
    source = directory.sources[0]
    record = shown(typed, source.id)
    assert tuple(record) == SOURCE_KEYS
    assert (record["kind"], record["publisher"]) == ("source", source.kind)


def test_what_is_not_known_is_null_or_an_empty_list(typed: Type, directory: Directory) -> None:
    """A program can tell what is not known from what is empty: texts are null, lists are empty."""
    service = next(s for s in directory.services if s.hours is None and not s.formerly)
    record = shown(typed, service.id)
    assert (record["hours"], record["formerly"]) == (None, [])


def test_numbers_that_are_not_given_are_counted(typed: Type, directory: Directory) -> None:
    """Whoever reads a result knows that numbers were left out of it, and how many."""
    doubtful = next(
        service
        for service in directory.services
        if service.status == "current"
        and any(phone.confidence == "unconfirmed" for phone in service.phones)
    )
    answer = json.loads(typed("list", "--format", "json").out)
    record = next(one for one in answer["results"] if one["id"] == doubtful.id)
    count = sum(phone.confidence == "unconfirmed" for phone in doubtful.phones)
    assert record["numbers_withheld"] == count
    assert len(record["phones"]) == len(doubtful.phones) - count
    assert shown(typed, doubtful.id)["numbers_withheld"] == 0


def test_the_columns_of_csv_are_stable(typed: Type, directory: Directory) -> None:
    """A spreadsheet finds each column where it was; each is one that some record fills."""
    rows = list(csv.DictReader(io.StringIO(typed("list", "--format", "csv").out, newline="")))
    assert tuple(rows[0]) == CSV_COLUMNS
    assert CSV_COLUMNS[:9] == (
        "id", "kind", "line", "date", "name", "status", "last_seen", "confidence", "phones",
    )  # fmt: skip
    known = {field.json for cls in FIELDS for field in FIELDS[cls]}
    assert set(CSV_COLUMNS) <= known | {"why", "call_instead", "match"}
    ages = {row["id"]: row["ages"] for row in rows}
    for service in directory.services:
        start, end = service.ages or (None, None)
        expected = f"{start or ''}-{end or ''}" if service.ages else ""
        # An apostrophe stands before what a spreadsheet would take for a formula.
        assert ages[service.id].removeprefix("'") == expected


def test_a_number_in_csv_says_how_sure_it_is(typed: Type, directory: Directory) -> None:
    """A number that was not confirmed recently is never a bare number in a spreadsheet."""
    rows = csv.DictReader(io.StringIO(typed("list", "--format", "csv").out, newline=""))
    cells = {row["id"]: row["phones"] for row in rows}
    for service in directory.services:
        sure = [phone.confidence for phone in service.phones if phone.confidence != "unconfirmed"]
        contactable = service.status in ("current", "unknown")
        assert cells[service.id].count("limited") >= sure.count("limited") * contactable


def test_no_cell_of_csv_is_run_as_a_formula() -> None:
    """A cell that begins like a formula is text, also after a semicolon."""
    text = rows_as_csv([{"name": "=1; +2", "note": None}], ("name", "note"))
    assert text == "name,note\r\n'=1; '+2,\r\n"


# --- a new field --------------------------------------------------------------------------------


class Office(NamedTuple):
    """A class that is not in the model."""

    id: str
    fax: str | None


def read_office(text: str) -> tuple[Office, list[Problem]]:
    """An office that a file holds, and what is wrong with it."""
    problems: list[Problem] = []
    root = yaml.compose(text)
    assert root is not None
    office: Office = read(Node(root, "file", problems), Office, NO_LISTS)
    return office, problems


def test_a_row_is_all_that_a_new_field_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A field that is in the table is read, refused where it is wrong, and compared."""
    rows = (
        FieldSpec("id", FieldType.ID, needed=True),
        FieldSpec("fax", FieldType.PHONE_NUMBER, key="fax_number"),
    )
    monkeypatch.setattr(fields, "_BY_NAME", {Office: {row.name: row for row in rows}})
    office, problems = read_office("{id: main, fax_number: 204-555-0133}")
    assert (office, problems) == (Office("main", "+12045550133"), [])
    assert read_office("{id: main}") == (Office("main", None), [])
    (wrong,) = read_office("{id: main, fax_number: none}")[1]
    assert wrong.values == {"value": "none"}
    (unknown,) = read_office("{id: main, fax_numer: 204-555-0133}")[1]
    assert unknown.values == {"key": "fax_numer", "near": "fax_number"}
    (missing,) = read_office("{fax_number: 204-555-0133}")[1]
    assert missing.values == {"key": "id"}
