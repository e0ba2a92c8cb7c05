"""Each fault names the part of the file that it is in, from the outside in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Type
from resource_finder.bilingual import Language
from samples import SOUND, write_file

pytestmark = pytest.mark.usefixtures("shared_index")

AGENCY = """\
layer: {name: Example Agency, short: EX, date: 2026-11-20}
services:
  - id: zebra-house
    kind: hotline
    name: Zebra House
    summary: {en: For our workers at night.}
    regions: [winipeg]
    telephone: x
    phones:
      - {number: 204-555-0142}
      - {number: 204-555-0143, kind: vioce}
  - kind: hotline
corrections:
  - {id: klinic-crisis, withdraw: wrong}
"""
PATHS = [
    "services/zebra-house/regions/1",
    "services/zebra-house/telephone",
    "services/zebra-house/phones/2/kind",
    "services/2",
    "corrections/klinic-crisis/withdraw",
]


def test_a_fault_names_the_entry_and_the_part_of_it(
    typed: Type, tmp_path: Path, language: Language
) -> None:
    """Whoever writes many entries reads which one is wrong, without counting lines."""
    path = write_file(tmp_path, AGENCY)
    out = typed("check", str(path), "--lang", language).out
    start = {Language.EN: "  in: ", Language.FR: "  dans\u00a0: "}[language]
    named = [line.removeprefix(start) for line in out.split("\n") if line.startswith(start)]
    assert list(dict.fromkeys(named)) == [path.replace("/", " › ") for path in PATHS]


def test_programs_read_the_same_path(typed: Type, tmp_path: Path) -> None:
    """A script finds the path in the form that `check --against` gives."""
    answer = typed("check", str(write_file(tmp_path, AGENCY)), "--format", "json").out
    named = [fault["path"] for fault in json.loads(answer)["results"]]
    assert list(dict.fromkeys(named)) == PATHS


def test_advice_and_the_faults_of_a_whole_directory_name_it_too(
    typed: Type, tmp_path: Path
) -> None:
    """The curator of a directory of their own reads the same."""
    wrong = write_file(tmp_path, SOUND.replace("line: crisis", "line: crises"))
    assert "  in: services › helpline › line\n" in typed("check", str(wrong)).out
    sound = write_file(tmp_path, SOUND)
    assert "  in: services › " in typed("check", "--strict", str(sound)).out


def test_a_fault_of_the_whole_file_has_no_path(typed: Type, tmp_path: Path) -> None:
    """Where a file cannot be read, or is wrong at its first key, nothing is named."""
    for text in ("", "services: [", "- a\n"):
        assert "  in: " not in typed("check", str(write_file(tmp_path, text))).out


def test_a_long_key_is_cut(typed: Type, tmp_path: Path) -> None:
    """A hostile file cannot fill the screen with the name of its part."""
    out = typed(
        "check",
        str(write_file(tmp_path, "layer:\n  name: A\n  short: B\n  " + "k" * 900 + ": 1\n")),
    ).out
    assert f"  in: layer › {'k' * 60}\n" in out
