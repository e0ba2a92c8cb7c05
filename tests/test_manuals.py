"""The guides of the directory, docs/DIRECTORY.md and docs/REPERTOIRE.md: equal, and true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from conftest import Type
from documents import read, tables
from resource_finder.bilingual import Language, Text
from resource_finder.directory.corrections import Correction
from resource_finder.directory.fields import FIELDS
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
from tools import catalogue

MANUALS: Final = {
    Language.EN: read("docs/DIRECTORY.md"),
    Language.FR: read("docs/REPERTOIRE.md"),
}
PARTS: Final[dict[type[Any], str]] = {
    Header: "directory", Urgent: "urgent:", WalletLine: "wallet:", LineToCall: "lines_to_call:",
    Phase: "phases:", Region: "regions:", Source: "sources", Service: "services", Event: "events",
    Notice: "", Detail: "details:", Lowered: "lowered:", Citation: "sources:", Ages: "ages:",
    Intake: "intake:", Web: "web:", Address: "addresses:", Phone: "phones", Opening: "open",
    Concept: "vocabulary", Layer: "layer:", ReportTo: "report_to:", Correction: "corrections:",
}  # fmt: skip
"""What the manuals call each class of the model: the `part` of a table "field of `part`", or the
`part:` of rows such as `part: field`. What every entry has stands under ""."""


class Row(NamedTuple):
    """A row of a table of fields: the field, and whether a file without it is refused."""

    part: str
    key: str
    needed: bool


def field_rows(text: str) -> Iterator[Row]:
    """The fields that a manual has a row for."""
    for (heading, *_), _, *rows in tables(text):
        if not heading.strip("| ").startswith(("field of", "champ d")):
            continue
        (table,) = re.findall("`(.+)`", heading) or [""]
        for cells in rows:
            for name in re.findall("`(.+?)`", cells[0]):
                part, _, key = name.rpartition(": ")
                yield Row(f"{part}:" if part else table, key, cells[-1] in ("yes", "oui"))


def real_rows() -> Iterator[Row]:
    """The fields that a file may hold; of what every entry has, each once."""
    shared = {field.yaml_key for field in FIELDS[Notice]} - {"name"}
    for cls, part in PARTS.items():
        for field in FIELDS[cls]:
            entry = cls in (Service, Event) and field.yaml_key in {*shared, "name"}
            if field.yaml_key and not entry:
                yield Row(part, field.yaml_key, field.needed)


def test_each_class_of_the_model_has_its_place_in_the_manuals() -> None:
    """No group of fields is forgotten."""
    assert set(PARTS) | {Text, Directory, Withdrawn} == set(FIELDS)


@pytest.mark.parametrize("language", Language)
def test_a_curator_finds_each_field_once_and_no_other(language: Language) -> None:
    """Each field that a file may hold has one row, and no row names one that is refused; "required"
    is said of those that a file must have, and of the urgent lines, which another rule asks for."""
    rows = [
        row._replace(needed=False) if row.key == "urgent" else row
        for row in field_rows(MANUALS[language])
    ]
    assert sorted(rows) == sorted(real_rows())


@pytest.mark.parametrize("language", Language)
def test_a_curator_finds_each_part_of_a_file(language: Language) -> None:
    """The list of the parts of a file is whole."""
    (table,) = (t for t in tables(MANUALS[language]) if t[0][0].strip("| ") in ("part", "partie"))
    named = {name for row in table[2:] for name in re.findall("`(.+?)`", row[0])}
    lists = {field.name for field in FIELDS[Directory]} - {"header", "replaced"}
    computed = {"numbers_called", "layers", "layer_errors", "layers_reached", "report_to"}
    own = {field.name for field in FIELDS[Header] if field.key is None} - computed
    assert named == {"directory", *lists, *own}


def test_both_manuals_have_the_same_sections_tables_and_examples() -> None:
    """French is equal to English: whoever reads one manual misses nothing of the other."""
    english, french = MANUALS[Language.EN], MANUALS[Language.FR]
    for pattern in (r"^(#+) ", r"```(\w+)$", r"```yaml\n(.+?)```"):
        flags = re.MULTILINE | re.DOTALL
        assert re.findall(pattern, english, flags) == re.findall(pattern, french, flags)
    assert list(field_rows(english)) == list(field_rows(french))
    assert list(map(len, tables(english))) == list(map(len, tables(french)))


# --- what they say is so -------------------------------------------------------------------------


def fenced(language: Language, kind: str) -> str:
    """The only block of a manual with this mark."""
    (block,) = re.findall(rf"```{kind}\n(.+?)```", MANUALS[language], re.DOTALL)
    return str(block)


@pytest.mark.parametrize("language", Language)
def test_the_example_can_be_used_as_it_is(language: Language, typed: Type, tmp_path: Path) -> None:
    """A curator who copies the example gets a file without errors, and a service that is found."""
    file = tmp_path / "my-hotline.yaml"
    file.write_text(fenced(language, "yaml"), encoding="utf-8")
    assert typed("check", str(file)).code == 0
    words = {Language.EN: "night line", Language.FR: "ligne de nuit"}[language]
    found = typed("find", words, "--also", str(file), "--lang", language).out
    assert re.search("204.555-0142", found)


FAULTY: Final = """\
services:
  - id: example-night-line
    kind: hotlin
    origin: added
    name: "Example Night Line"
    one_name: no-french-name
    summary: {{en: "For young people."}}
    audience: [youth]
    regions: [manitoba]
    phones:
      - number: "{number}"
        kind: voice
    police: not-stated
    checked: 2026-11-23
    sources:
      - id: seed
        for: [number]
    topics: [crisis]
    telephone: no
"""


@pytest.mark.parametrize("language", Language)
def test_errors_look_as_the_manual_says(
    language: Language,
    typed: Type,
    directory: Directory,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The errors in the manual are those that the program prints."""
    report = next(service for service in directory.services if service.id == "cfs-report")
    name = "example-night-line.yaml"
    (tmp_path / name).write_text(FAULTY.format(number=report.phones[0].number), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    answer = typed("check", name, "--lang", language)
    assert fenced(language, "text") in answer.out + answer.err


@pytest.mark.parametrize("language", Language)
def test_the_program_says_each_sentence_that_the_manual_explains(language: Language) -> None:
    """Nobody looks for a sentence of the program under words that it no longer uses."""
    messages = [m for m in catalogue.read() if m.id and isinstance(m.id, str)]
    said = {m.id if language is Language.EN else m.string for m in messages}
    said = {re.sub(r"\{\w+\}", "...", str(sentence)) for sentence in said}
    explained = []
    for heading, _, *rows in tables(MANUALS[language]):
        if heading[0].strip("| `") in ("confidence", "status"):
            explained += [row[2] for row in rows]
        if heading[0].strip("| ") in ("what you read", "ce que vous lisez"):
            explained += [row[0].strip("| `") for row in rows]
    assert len(explained) == 13
    assert [sentence for sentence in explained if sentence not in said] == []
