"""Directory files: what is read, refused, advised and due."""

from __future__ import annotations

import gc
import json
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from agency import OWN

from conftest import Type, replace
from resource_finder.bilingual import Language
from resource_finder.cli.output import save
from resource_finder.directory.loader import CheckedDirectory, check, check_beside, load
from resource_finder.directory.problems import DataError
from resource_finder.directory.review import due
from resource_finder.directory.yaml_file import open_yaml
from resource_finder.i18n import Translator
from resource_finder.model import Directory, Service
from resource_finder.views.entry import cautions
from samples import write_file

HEAD: Final = """\
directory:
  title: {en: Small directory, fr: Petit répertoire}
  date: 2026-11-23
  region: manitoba
  urgent:
    - label: {en: DANGER, fr: URGENCE}
      text: {en: Call the police., fr: Appelez la police.}
      short: {en: DANGER, fr: URGENCE}
      service: helpline
  cadence: {hotline: 90}
phases:
  - id: early
    title: {en: Early, fr: Début}
  - id: late
    title: {en: Late, fr: Suite}
    from: 2008-12-10
audiences:
  youth: {en: youth, fr: jeunes}
regions:
  manitoba: {en: Manitoba, fr: Manitoba}
languages:
  en: {en: English, fr: anglais}
topics:
  crisis: {en: crisis, fr: crise}
sources:
  - id: page
    title: {en: A page, fr: Une page}
    kind: government
    date: 2026-01
"""
HELPLINE: Final = """\
services:
  - id: helpline
    kind: hotline
    line: crisis
    origin: added
    name: {en: Help line, fr: Ligne d’aide}
    summary: {en: Someone to talk to., fr: Quelqu’un à qui parler.}
    audience: [youth]
    regions: [manitoba]
    phones:
      - {number: 204-555-0123, kind: voice, confidence: confirmed}
    police: not-stated
    status: current
    status_note: {en: Seen in 2026., fr: Vue en 2026.}
    confidence: confirmed
    checked: 2026-11-23
    sources: [{id: page, for: [number]}]
    topics: [crisis]
"""
EVENTS: Final = """\
events:
  - id: DATE-opening
    origin: added
    date: DATE
    title: {en: Opening, fr: Ouverture}
    summary: {en: It opens., fr: Elle ouvre.}
    confidence: confirmed
    checked: 2026-11-23
    sources: [{id: page, for: [date]}]
    topics: [crisis]
"""
SMALL: Final = HEAD + HELPLINE


@pytest.fixture
def helpline(tmp_path: Path) -> Service:
    """The service of the small directory."""
    return load(write_file(tmp_path, SMALL)).services[0]


# --- what is read -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "phase"),
    [("1985", "early"), ("2008-12-09", "early"), ("2008-12-10", "late"), ("2009", "late")],
)
def test_an_event_belongs_to_the_last_phase_that_has_begun(
    day: str, phase: str, tmp_path: Path
) -> None:
    """A phase begins on its first day, and what happened that day belongs to it."""
    directory = load(write_file(tmp_path, SMALL + EVENTS.replace("DATE", day)))
    assert directory.events[0].phase == phase


def test_what_is_left_out_has_a_plain_value(helpline: Service, tmp_path: Path) -> None:
    """A field that a file leaves out is empty; urgent lines show their numbers unless told not
    to; only the built-in directory is one."""
    assert (helpline.email, helpline.ages, helpline.addresses, helpline.notes) == (None,) * 2 + (
        (),
    ) * 2
    header = load(write_file(tmp_path, SMALL)).header
    assert (header.urgent[0].numbers, header.built_in, header.memorial_names) == (True, False, ())
    line = "      service: helpline\n"
    hidden = SMALL.replace(line, f"{line}      numbers: no\n")
    assert not load(write_file(tmp_path, hidden)).header.urgent[0].numbers


def test_words_of_a_list_are_kept_once(tmp_path: Path) -> None:
    """A topic that is written twice counts once."""
    text = SMALL.replace("    topics: [crisis]\n", "    topics: [crisis, crisis]\n")
    assert load(write_file(tmp_path, text)).services[0].topics == ("crisis",)


@pytest.mark.parametrize("also", [(), ("--strict",)])
def test_a_file_is_parsed_once(
    also: tuple[str, ...], typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A curator does not wait twice for the check of a large file."""
    path, parsed, compose = write_file(tmp_path, SMALL), list[bytes](), yaml.compose

    def counted(raw: bytes, **options: Any) -> yaml.Node | None:
        parsed.append(raw)
        return compose(raw, **options)

    monkeypatch.setattr(yaml, "compose", counted)
    typed("check", str(path), *also)
    assert parsed.count(path.read_bytes()) == 1


def test_a_file_beside_another_is_known_by_what_it_lacks(tmp_path: Path) -> None:
    """Only a file with a header is a directory of its own; one that cannot be read is told of
    as itself, not as part of another."""
    assert open_yaml(write_file(tmp_path, SMALL)).is_whole
    assert not open_yaml(write_file(tmp_path, HELPLINE)).is_whole
    assert not open_yaml(write_file(tmp_path, "[]")).is_whole
    assert open_yaml(tmp_path / "absent.yaml").is_whole


def test_a_file_beside_a_directory_gets_the_same_advice_whenever_that_was_read(
    tmp_path: Path, built_in_check: CheckedDirectory
) -> None:
    """A curator is told the same of a file beside the built-in directory and beside its compiled
    form: that directory, checked before, leaves no advice and no fault of the file out."""
    advised = OWN.replace("Beds for", "Call 204-555-0199: beds for")
    files = [
        open_yaml(write_file(tmp_path, advised, "advised.yaml")),
        open_yaml(write_file(tmp_path, OWN.replace("kind: program", "kind: x"), "faulty.yaml")),
    ]
    together = check(also=files)
    assert together == check_beside(built_in_check.directory, files)
    assert together.advice != []
    assert together.problems != []
    assert built_in_check.advice == []


def test_the_words_of_the_main_file_stand(tmp_path: Path) -> None:
    """A file beside a directory adds words to its closed lists and never changes one."""
    words = "audiences:\n  youth: {en: teens, fr: ados}\n  men: {en: men, fr: hommes}\n"
    header = load(write_file(tmp_path, SMALL), [write_file(tmp_path, words, "beside.yaml")]).header
    assert {id: text.en for id, text in header.audiences.items()} == {
        "youth": "youth",
        "men": "men",
    }


# --- what is refused ----------------------------------------------------------------------------

CONTACTS: Final = {
    "a number": "    phones: [{number: 204-555-0123, kind: voice, confidence: confirmed}]\n",
    "a web address": "    web: [{address: example.org, kind: site, confidence: confirmed}]\n",
    "an e-mail address": "    email: someone@example.org\n",
    "an address": "    addresses: [{text: Box 1, kind: office, source: page}]\n",
}


@pytest.mark.parametrize("status", ["former", "announced"])
@pytest.mark.parametrize("contact", CONTACTS)
def test_what_does_not_run_has_no_contact(contact: str, status: str, tmp_path: Path) -> None:
    """Nobody is sent to a service that has ended or not begun, in whatever way."""
    ended = HELPLINE.replace("helpline", "ended").replace("status: current", f"status: {status}")
    start = ended.index("    phones:")
    ended = ended[:start] + CONTACTS[contact] + ended[ended.index("    police:") :]
    with pytest.raises(DataError, match="must have no contact details"):
        load(write_file(tmp_path, SMALL), [write_file(tmp_path, ended, "beside.yaml")])


@pytest.mark.parametrize(("ages", "refused"), [("16, to: 16", False), ("17, to: 16", True)])
def test_the_younger_age_stands_first(ages: str, refused: bool, tmp_path: Path) -> None:
    """A service may be for one age alone; ages that run backwards would be for nobody."""
    text = SMALL.replace("    regions:", f"    ages: {{from: {ages}}}\n    regions:")
    refusal = pytest.raises(DataError, match="the ages are reversed")
    with refusal if refused else nullcontext():
        load(write_file(tmp_path, text))


def test_a_program_that_reads_faults_finds_their_lines(typed: Type, tmp_path: Path) -> None:
    """An editor can jump to the line and the column of a fault."""
    path = write_file(tmp_path, SMALL.replace("origin: added", "origin: unheard-of"))
    (fault,) = json.loads(typed("check", str(path), "--format", "json").out)["results"]
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[fault["line"] - 1][fault["column"] - 1 :] == "unheard-of"


def test_an_id_of_two_entries_is_told_once_for_each_but_the_first(tmp_path: Path) -> None:
    """The first entry with an id keeps it; each later one is told of, at its own id."""
    again = HELPLINE.replace("services:\n", "").replace("204-555-0123", "204-555-0124")
    with pytest.raises(DataError) as error:
        load(write_file(tmp_path, SMALL + again))
    (problem,) = error.value.problems
    assert (problem.what, problem.line) == (
        "duplicate ID '{id}'", SMALL.count("\n") + 1,
    )  # fmt: skip


def test_two_services_never_share_a_number(tmp_path: Path) -> None:
    """A number belongs to one service; another points to that one."""
    again = HELPLINE.replace("services:\n", "").replace("id: helpline", "id: second")
    with pytest.raises(DataError, match="this number is already on"):
        load(write_file(tmp_path, SMALL + again))


# --- what is advised ----------------------------------------------------------------------------


@pytest.mark.parametrize(("seen", "advised"), [("2022-12-31", True), ("2023", False)])
def test_a_current_service_was_seen_in_the_first_year_that_counts_or_later(
    seen: str, advised: bool, tmp_path: Path
) -> None:
    """Evidence of 2023 is enough to call a service current; older evidence is not."""
    text = SMALL.replace("    status: current\n", f"    status: current\n    last_seen: {seen}\n")
    advice = check(write_file(tmp_path, text)).advice
    assert [one.values["year"] for one in advice if "year" in one.values] == ["2023"] * advised


@pytest.mark.parametrize(("seen", "told"), [("2022-12-31", True), ("2023", False)])
def test_only_an_old_sighting_is_told(seen: str, told: bool, helpline: Service) -> None:
    """Whoever calls learns when a service was last seen running, unless that is recent."""
    sentences = cautions(replace(helpline, last_seen=seen), Translator(Language.EN))
    assert [sentence.split(":")[0] for sentence in sentences] == ["Last known to be running"] * told


# --- what is due --------------------------------------------------------------------------------


def with_service(directory: Directory, service: Service) -> Directory:
    """The directory with this service alone."""
    return replace(directory, services=(service,))


@pytest.mark.parametrize(
    ("changes", "first_day"),
    [
        ({}, date(2027, 2, 21)),
        ({"kind": "program"}, date(2027, 11, 23)),
        ({"due": "2026-12-01"}, date(2026, 12, 1)),
    ],
)
def test_a_check_is_due_from_its_day_on(
    changes: dict[str, str], first_day: date, helpline: Service, tmp_path: Path
) -> None:
    """The call sheet names a service on the very day its check is due, and not before: by its own
    day, else by the days between two checks of its kind, else a year after the last one."""
    directory = with_service(load(write_file(tmp_path, SMALL)), replace(helpline, **changes))
    days = [date.fromordinal(first_day.toordinal() + n) for n in (-1, 0, 1)]
    assert [len(due(directory, day)) for day in days] == [0, 1, 1]
    assert due(directory, first_day)[0].when == first_day.isoformat()


def test_what_has_ended_is_never_due(helpline: Service, tmp_path: Path) -> None:
    """Nobody calls a service that has ended to ask whether its number is right."""
    ended = replace(helpline, status="former", phones=())
    directory = with_service(load(write_file(tmp_path, SMALL)), ended)
    assert due(directory, date(2040, 1, 1)) == []


@pytest.mark.parametrize(
    ("changes", "dialled"),
    [({}, True), ({"kind": "tty"}, True), ({"kind": "text"}, False), ({"verify": "source"}, False)],
)
def test_each_number_is_either_dialled_or_looked_up(
    changes: dict[str, str], dialled: bool, helpline: Service, tmp_path: Path
) -> None:
    """A number for texts, or one never to be dialled, is looked up on its web page."""
    phone = replace(helpline.phones[0], **changes)
    directory = with_service(load(write_file(tmp_path, SMALL)), replace(helpline, phones=(phone,)))
    (one,) = due(directory, date(2040, 1, 1))
    assert (one.call, one.verify_online) == (((phone,), ()) if dialled else ((), (phone,)))


# --- misspelt ids, and files that are replaced --------------------------------------------------


def test_a_far_word_is_no_misspelt_id(typed: Type) -> None:
    """A slip in an id is met with the id that was meant; what is like no id, with none."""
    near, far = typed("show", "kids-help-fone"), typed("show", "zzzzzzzzqqqqq")
    assert (near.code, far.code) == (1, 1)
    assert "Did you mean: kids-help-phone" in near.out
    assert "Did you mean" not in far.out
    assert "Every ID: resource-finder list" in far.out


def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path: Path) -> None:
    """A sheet that only its owner may read stays so when it is made again."""
    path = tmp_path / "sheet.html"
    for mode in (0o600, 0o640):
        path.write_bytes(b"old")
        path.chmod(mode)
        save(path, b"new", force=True)
        assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", mode)


@pytest.mark.parametrize("text", ["", "directory: {}\n"])
def test_reading_leaves_the_garbage_collector_as_it_was(tmp_path: Path, text: str) -> None:
    """A program that reads a directory, sound or faulty, keeps its memory management."""
    for switch in (gc.disable, gc.enable):
        switch()
        with pytest.raises(DataError):
            load(write_file(tmp_path, text))
        load(write_file(tmp_path, SMALL))
        assert gc.isenabled() is (switch is gc.enable)
