"""The command `export`: every service as a table that people open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Final

import pytest

from conftest import Type
from resource_finder.exchange.csv_file import as_bytes
from resource_finder.exchange.rows import columns_of, row_of
from resource_finder.model import Directory
from samples import LAYER, SOUND, write_file

pytestmark = pytest.mark.usefixtures("shared_index")

DROP_IN: Final = {
    "id": "drop-in", "layer": "EX", "kind": "program", "name_en": "Drop-in", "name_fr": "Halte",
    "summary_en": "A room that is open.", "summary_fr": "Une salle ouverte.", "status": "current",
    "audience": "youth", "ages_from": "11", "ages_to": "29", "regions": "manitoba",
    "address_1": "250 Portage Avenue", "address_1_kind": "walk-in", "police": "may-be-told",
    "topics": "housing", "confidence": "confirmed", "checked": "2026-11-23",
    "not_here": "status_note; details; notes",
}  # fmt: skip
HELPLINE: Final = {
    "id": "helpline", "kind": "hotline", "line": "crisis", "name_en": "Help line",
    "name_fr": "Ligne d’aide", "summary_en": "Someone to talk to.",
    "summary_fr": "Quelqu’un à qui parler.", "status": "current", "audience": "youth",
    "regions": "manitoba", "languages": "en", "phone_1": "204-555-0100", "phone_1_kind": "voice",
    "phone_1_confidence": "confirmed", "phone_2": "686868", "phone_2_kind": "text",
    "phone_2_keyword": "CONNECT", "phone_2_confidence": "limited", "police": "not-stated",
    "topics": "crisis", "aliases": "help", "confidence": "confirmed", "checked": "2026-11-23",
    "not_here": "status_note; related",
}  # fmt: skip


def exported(folder: Path, typed: Type, *options: str) -> bytes:
    """The table that the command writes."""
    path = folder / "table.csv"
    answer = typed("export", "--output", str(path), *options)
    assert (answer.code, answer.err) == (0, "")
    return path.read_bytes()


def rows_in(table: bytes) -> list[dict[str, str]]:
    """The rows of a table without their empty cells."""
    text = io.StringIO(table.decode("utf-8-sig"), newline="")
    return [{name: cell for name, cell in row.items() if cell} for row in csv.DictReader(text)]


def test_each_service_is_a_row(typed: Type, tmp_path: Path) -> None:
    """Whoever keeps lists in a spreadsheet has every service there, in both languages; a number
    that the agency withdrew is not there, and its row says whose change that is."""
    whole = write_file(tmp_path, SOUND)
    layer = write_file(tmp_path, LAYER, "layer.yaml")
    table = exported(tmp_path, typed, "--directory", str(whole), "--also", str(layer))
    assert rows_in(table) == [DROP_IN, HELPLINE]


def test_a_double_click_shows_accents(typed: Type, tmp_path: Path) -> None:
    """Excel needs the mark at the beginning of the file, and the line ends of Windows."""
    table = exported(tmp_path, typed)
    assert table.startswith(b"\xef\xbb\xbfid,layer,kind,")
    assert "’".encode() in table
    assert table.count(b"\n") == table.count(b"\r\n")


def test_every_service_of_the_directory_is_there(
    typed: Type, tmp_path: Path, directory: Directory
) -> None:
    """None is lost, and each has its names, whatever its kind."""
    rows = rows_in(exported(tmp_path, typed))
    assert [(row["id"], row["name_en"], row["name_fr"]) for row in rows] == sorted(
        (service.id, service.name.en, service.name.fr.replace("\t", " "))
        for service in directory.services
    )


def test_a_number_that_nothing_confirms_is_not_there(typed: Type, tmp_path: Path) -> None:
    """A table goes from hand to hand: such a number would be called. The row says that more is
    known."""
    text = SOUND.replace("confidence: confirmed\n      - number", "confidence: unconfirmed\n"
                         "      - number")  # fmt: skip
    whole = write_file(tmp_path, text)
    row = rows_in(exported(tmp_path, typed, "--directory", str(whole)))[1]
    assert (row["phone_1"], "phone_2" in row) == ("686868", False)
    assert row["not_here"] == "phones; status_note; related"


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "a; =1"])
def test_no_cell_is_a_formula(directory: Directory, name: str) -> None:
    """A spreadsheet runs nothing that somebody wrote into a name."""
    service = directory.services[0]._replace(operator=None, aliases=(name,))
    row = row_of(service)
    (read,) = rows_in(as_bytes([row], columns_of([row])))
    assert read["aliases"] == name.replace("=", "'=") if "=" in name else f"'{name}"


def test_a_file_that_exists_is_kept(typed: Type, tmp_path: Path) -> None:
    """Somebody may have worked in it for an hour."""
    path = write_file(tmp_path, "mine", "table.csv")
    answer = typed("export", "--output", str(path))
    assert (answer.code, answer.out, path.read_text()) == (4, "", "mine")
    assert answer.error == (
        f"{path} already exists: delete or move it first, or give another name with --output.\n"
    )


def test_a_folder_that_is_not_there_is_said(typed: Type, tmp_path: Path) -> None:
    """The answer says what to check."""
    path = tmp_path / "no" / "table.csv"
    answer = typed("export", "--output", str(path))
    assert (answer.code, answer.out) == (4, "")
    assert answer.error.startswith(f"Cannot write {path}: check the folder’s name")
