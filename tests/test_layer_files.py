"""Which files of its folder an agency's workers get, and what is said of the others."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from agency import use

from conftest import Type
from resource_finder.bilingual import Language
from resource_finder.i18n import Translator
from samples import write_file

pytestmark = pytest.mark.usefixtures("shared_index")

HEAD: Final = "layer: {name: Example Agency, short: EX, date: 2026-11-20}\n"
CORRECTION: Final = (
    HEAD + "corrections: [{id: klinic-crisis, number: 204-786-8686, withdraw: closed}]\n"
)
DESK: Final = (
    HEAD
    + """\
services:
  - id: our-desk
    kind: hotline
    name: Our desk
    summary: {en: For our workers.}
    regions: [winnipeg]
    phones: [{number: 204-555-0142}]
"""
)
OLD_DESK: Final = DESK.replace("0142", "0143")
ON_DESK: Final = (
    HEAD + "urgent: {label: {en: WORKERS}, text: {en: Call us.}, service: our-desk}\n"
    "corrections: [{id: our-desk, number: 204-555-0142, withdraw: closed}]\n"
)
"""A file that names what another file of the folder adds."""


REASON: Final = {Language.EN: "Reason: closed", Language.FR: "Raison : fermé"}


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the variable names once `typed` has emptied it."""
    request.getfixturevalue("typed")
    use(monkeypatch, tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["agency.yml", "agency.YAML", "AGENCY.Yml"])
def test_the_ending_of_a_file_may_be_written_in_any_usual_way(
    name: str, typed: Type, folder: Path
) -> None:
    """A withdrawal counts whatever the editor made of the ending."""
    write_file(folder, CORRECTION, name)
    answer = typed("find", "204-786-8686")
    assert ("204-786-8686: withdrawn" in answer.out, answer.err) == (True, "")


@pytest.mark.parametrize("name", ["agency.yaml.txt", "agency.yml.TXT", "Agency.yaml.docx"])
def test_a_file_with_a_second_ending_is_told(
    name: str, typed: Type, folder: Path, language: Language
) -> None:
    """Windows hides that a name ends in .txt: nobody believes a number withdrawn that is not."""
    path = write_file(folder, CORRECTION, name)
    (folder / "agency.yaml").write_text(DESK, encoding="utf-8")
    answer = typed("find", "shelter", "--lang", language)
    said = {Language.EN: "its name must end in .yaml", Language.FR: "doit finir par .yaml"}
    assert (answer.code, said[language] in answer.err) == (0, True)
    assert "resource-finder" in answer.out.split("\n")[2]
    checked = typed("check", str(path), "--lang", language)
    assert (checked.code, said[language] in checked.out) == (3, True)
    no_errors = {Language.EN: "no errors", Language.FR: "aucune erreur"}
    assert no_errors[language] not in checked.out


@pytest.mark.parametrize("name", [".agency.yaml", "~$agency.yaml", "notes.txt", "map.csv"])
def test_what_is_no_file_of_the_agency_is_not_read(name: str, typed: Type, folder: Path) -> None:
    """Hidden files, those that Word keeps while one is open, and notes change no answer."""
    write_file(folder, DESK, "desk.yaml")
    write_file(folder, CORRECTION, name)
    answer = typed("find", "204-786-8686")
    assert ("withdrawn" in answer.out, answer.err) == (False, "")


@pytest.mark.parametrize("copy", ["desk - Copy.yaml", "desk (1).yaml", "desk_old.yaml"])
def test_of_two_files_with_one_entry_the_later_name_counts_and_both_are_named(
    copy: str, typed: Type, folder: Path
) -> None:
    """A copy left in the folder is told with the line of the entry that is used."""
    used, other = sorted([folder / "desk.yaml", folder / copy])[::-1]
    write_file(folder, DESK, used.name)
    write_file(folder, OLD_DESK, other.name)
    answer = typed("show", "our-desk")
    assert "Phone: 204-555-0142" in answer.out
    assert f"{other}:3:9: duplicate ID 'our-desk'" in answer.err
    assert f"the one in {used}, line 3, is used: keep one of the two" in answer.err
    french = typed("show", "our-desk", "--lang", "fr").err.replace("\u00a0", " ")
    assert f"celui de {used}, ligne 3, est utilisé : gardez l’un des deux" in french


def test_an_id_of_the_directory_is_said_to_be_one(typed: Type, tmp_path: Path) -> None:
    """Whoever takes an id that is built in reads that, and how to put an entry in its place."""
    path = write_file(tmp_path, DESK.replace("our-desk", "klinic-crisis"))
    out = typed("check", str(path)).out
    assert "the directory has an entry with the ID 'klinic-crisis' already" in out
    assert "to put your service in its place, add 'replaces:' with this one" in out


def test_an_empty_folder_is_told(typed: Type, folder: Path, language: Language) -> None:
    """A share that is not mounted leaves an empty folder: what it withdrew is not in force."""
    said = {
        Language.EN: "Your agency’s files cannot be reached: entries or corrections may be missing",
        Language.FR: "Les fichiers de votre organisme sont inaccessibles",
    }
    assert not list(folder.iterdir())
    answer = typed("find", "shelter", "--lang", language)
    assert answer.code == 0
    assert answer.out.split("\n")[2].startswith(said[language])
    whom = {Language.EN: "tell whoever keeps", Language.FR: "avertissez la personne qui tient"}
    assert whom[language] in answer.err


def test_a_sheet_tells_that_files_are_out_of_reach(typed: Type, folder: Path) -> None:
    """What is printed without the files of an agency says why corrections may be missing."""
    assert not list(folder.iterdir())
    printed = typed("handout", "--sheet", "summary", "--output", "-", "--format", "html").out
    said = "Your agency’s files cannot be reached: entries or corrections may be missing"
    assert f"{said} (resource-finder check)." in printed


def test_an_agency_is_named_once_with_its_newest_day(typed: Type, folder: Path) -> None:
    """Two files of one agency do not end each page with its name twice."""
    write_file(folder, DESK, "desk.yaml")
    write_file(folder, CORRECTION.replace("2026-11-20", "2026-11-22"), "agency.yaml")
    lines = typed("find", "shelter").out.split("\n")
    assert "[EX] Example Agency, 22 November 2026." in lines
    assert sum("Example Agency" in line for line in lines) == 1
    write_file(folder, CORRECTION, "agency.yaml")
    assert typed("--version").out.count("EX 2026-11-20") == 1


# --- check ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [1, -1])
def test_files_that_name_each_other_are_checked_together(
    order: int, typed: Type, tmp_path: Path
) -> None:
    """What the folder accepts, `check` accepts, in whatever order its files are named."""
    paths = [write_file(tmp_path, DESK, "desk.yaml"), write_file(tmp_path, ON_DESK, "agency.yaml")]
    answer = typed("check", *map(str, paths[::order]))
    names = ", ".join(map(str, paths[::order]))
    assert (answer.code, f"{names}: no errors" in answer.out) == (0, True)
    alone = typed("check", str(paths[1])).out
    assert "if another file has it, check that file together with this one" in alone


def test_one_id_in_two_files_is_an_error_of_check(typed: Type, tmp_path: Path) -> None:
    """A curator learns of it before forty workers do."""
    paths = [write_file(tmp_path, DESK, "a.yaml"), write_file(tmp_path, OLD_DESK, "b.yaml")]
    answer = typed("check", *map(str, paths))
    assert (answer.code, "duplicate ID 'our-desk'" in answer.out) == (3, True)


def test_check_tells_days_that_have_not_come(
    typed: Type, tmp_path: Path, language: Language
) -> None:
    """A slip in a year is told; the correction counts all the same."""
    text = CORRECTION.replace("2026-11-20", "2999-01-01").replace(
        "closed}", "closed, since: 2998-12-31}"
    )
    path = write_file(tmp_path, text)
    answer = typed("check", str(path), "--lang", language)
    for line, day in enumerate(("2999-01-01", "2998-12-31"), 1):
        column = text.split("\n")[line - 1].index(day) + 1
        what = Translator(language).text("'{value}' has not come yet", value=day)
        assert f"{path}:{line}:{column}: {what}" in answer.out
    assert answer.code == 3
    found = typed("find", "204-786-8686", "--also", str(path), "--lang", language)
    assert found.code in (0, 1)
    assert REASON[language] in found.out.replace("\u00a0", " ")


def test_check_alone_names_the_files_of_the_agency(typed: Type, folder: Path) -> None:
    """Whoever checks what every worker gets sees that the agency's files are in it."""
    desk = write_file(folder, DESK, "desk.yaml")
    answer = typed("check")
    assert (answer.code, f"programs.yaml, {desk}: no errors" in answer.out) == (0, True)
