"""Broken files of an agency: whatever is wrong with one, every answer comes, under the urgent
lines, with all that is sound in the file."""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from conftest import Answer, Type
from resource_finder import urgent
from resource_finder.bilingual import Language
from resource_finder.directory import layer_files, yaml_file, yaml_parser
from resource_finder.i18n import Translator
from resource_finder.model import Directory
from resource_finder.render.cells import urgent_lines
from resource_finder.render.runs import width_of_line
from resource_finder.views.layers import error_item
from samples import OWN_ENTRY, OWN_SOURCE

pytestmark = pytest.mark.usefixtures("shared_index")

CORRECTION: Final = "  - {id: klinic-crisis, number: 204-786-8686, withdraw: wrong-number}\n"
HEAD: Final = "{name: Example Agency, short: EX, date: 2026-11-20}"
SOUND: Final = f"""\
layer: {HEAD}
corrections:
{CORRECTION}"""
ENTRY: Final = "services:\n" + OWN_ENTRY + OWN_SOURCE


def changed(old: str, new: str) -> str:
    """The sound file and the entry with one of its texts changed."""
    text = SOUND + ENTRY
    assert text.count(old) == 1, old
    return text.replace(old, new)


def with_key(line: str) -> str:
    """The sound file and the entry with one more key."""
    return changed("    kind: program", f"    {line}\n    kind: program")


UNREADABLE: Final[dict[str, bytes]] = {
    "half of a file": SOUND.encode()[: len(SOUND) - 20],
    "two keys on a line": b"layer: x services: y\n",
    "tabs": b"corrections:\n\t- {id: klinic-crisis}\n",
    "a workbook": b"PK\x03\x04" + bytes(range(256)) * 40,
    "an empty file": b"",
    "comments alone": b"# nothing yet\n",
    "a byte of zero": b"\0" + SOUND.encode(),
    "a program": b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "UTF-16": SOUND.encode("utf-16"),
    "cp1252": SOUND.replace("Example", "Exémple").encode("cp1252"),
    "an anchor": SOUND.encode() + b"urgent: &one {}\n",
    "a tag": SOUND.encode() + b"urgent: !!python/object:os.system {}\n",
    "deep nesting": b"services: " + b"[" * 5_000,
    "deep nesting, closed": b"services: " + b"[" * 400 + b"]" * 400,
    "a million keys": b"".join(b"k%d: 1\n" % n for n in range(250_000)),
    "a list": b"- one\n- two\n",
    "a word": b"hello\n",
    "a conflict of versions": b"<<<<<<< mine\n" + SOUND.encode() + b"=======\n>>>>>>> theirs\n",
}
"""Files of which no correction can be used."""

ERRORS: Final = ("Your agency’s file has {number} error", "Your agency’s file has {number} errors")
UNREACHED: Final = "Your agency’s files cannot be reached"
FAULTY: Final[dict[str, str]] = {
    "a quotation mark that is never closed": SOUND + "report_to: {name: 'Mo}\n",
    "a quotation mark that is never closed above": "report_to: {name: 'Mo}\n" + SOUND,
    "a bracket that is never closed": SOUND + "services: [\n",
    "a quotation mark inside a text": SOUND + 'report_to: {name: "the "desk""}\n',
    "a colon in a text": SOUND + "report_to: {name: desk: night}\n",
    "a tab in an entry": changed("    kind: program", "\tkind: program"),
    "a tab above the corrections": ENTRY.replace("    kind: ", "\tkind: ") + SOUND,
    "an unknown key": SOUND + "correction: []\n",
    "a whole directory": SOUND + "directory: {}\n",
    "a head that is a word": SOUND.replace(HEAD, "EX"),
    "a head without a short name": SOUND.replace("short: EX, ", ""),
    "a short name that is long": SOUND.replace("short: EX", "short: Example Agency of the North"),
    "a day that never was": SOUND.replace("2026-11-20", "2026-11-31"),
    "an urgent line without a sentence": SOUND + "urgent: {label: {en: A, fr: B}}\n",
    "an urgent line of a service that is unknown": SOUND
    + "urgent: {label: {en: A, fr: B}, text: {en: A, fr: B}, service: zebra}\n",
    "urgent lines as a list": SOUND + "urgent: [{label: {en: A, fr: B}, text: {en: A, fr: B}}]\n",
    "nobody to report to": SOUND + "report_to: {}\n",
    "nobody to report to but in words": SOUND + "report_to: duty desk 204-555-0190\n",
    "the only correction without its hyphen": SOUND.replace("  - {", "  {"),
    "the only correction in lines without a hyphen": SOUND.replace(
        CORRECTION,
        "  id: klinic-crisis\n  number: 204-786-8686\n  withdraw: wrong-number\n",
    ),
    "an address of e-mail that is none": SOUND + "report_to: {email: zoe at maple}\n",
    "a number without a space before it": SOUND
    + "  - {id: suicide-mb, number:1-877-435-7170, withdraw: closed}\n",
    "no-break spaces of Word": SOUND.replace("  - ", "\u00a0 - "),
    "a space before a key": SOUND.replace("corrections:", " corrections:"),
    "a space before another key": SOUND + " report_to: {phone: 204-555-0190}\n",
    "a mark of Windows before a broken file": "\ufeff" + SOUND[SOUND.index("corr") :] + "urgent: [",
    "curly quotation marks": SOUND + "report_to: {name: “Desk, night”, phone: 204-555-0190}\n",
    "no-break spaces in an entry": (SOUND + ENTRY).replace("{en: Zebra", "{\u00a0en: Zebra"),
    "a number to report to with a digit too few": SOUND + "report_to: {phone: 204-555-019}\n",
    "a correction of nothing": SOUND + "  - {withdraw: closed}\n",
    "a correction of an unknown service": SOUND + "  - {id: zebra, withdraw: closed}\n",
    "a correction of a number that is not there": SOUND
    + "  - {id: klinic-crisis, number: 204-555-0142, withdraw: closed}\n",
    "a correction for no reason": SOUND + "  - {id: suicide-mb}\n",
    "a correction for a reason of one's own": SOUND + "  - {id: suicide-mb, withdraw: rude}\n",
    "a correction that is a word": SOUND + "  - klinic\n",
    "an entry with a misspelt status": with_key("status: runing"),
    "an entry without its source": changed("{id: zebra-page, title", "{id: other-page, title"),
    "an entry with an id of the directory": changed("id: zebra-house", "id: suicide-mb"),
    "an entry with a number of the directory": changed("204-555-0142", "1-888-322-3019"),
    "an entry that is a list": SOUND + "services: [[1, 2]]\n",
    "an entry with an address in a sentence": changed("Beds for", "At 12 Main Street beds for"),
    "an entry with a bell": changed("Beds for young people.", '"\\a"'),
    "an entry that replaces an unknown one": with_key("replaces: zebra"),
    "an entry that replaces an urgent one": with_key("replaces: cfs-report"),
    "an entry that replaces itself": with_key("replaces: zebra-house"),
    "services that are a word": SOUND + "services: none\n",
    "a topic in one language": SOUND + "topics: {zebra: {en: Zebra}}\n",
    "a region within an unknown one": SOUND + "regions: {zebra: {en: Z, fr: Z, within: nowhere}}\n",
    "a region within itself": SOUND + "regions: {zebra: {en: Z, fr: Z, within: zebra}}\n",
    "a keyword as an id": SOUND + "vocabulary: [{id: Zebra House, en: [zebra]}]\n",
    "a duplicate key": SOUND + CORRECTION.replace("  - ", "urgent: ") + "urgent: {}\n",
    "a thousand faults": SOUND + "services:\n" + "  - {id: Bad One, zzz: 1}\n" * 700,
    "a billion laughs, spelt out": SOUND + "notices:\n" + "  - [[[[[[lol]]]]]]\n" * 400,
}  # fmt: skip
"""Files in which a part is wrong, and the correction is sound."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose file `own.yaml` the variable names."""
    monkeypatch.setenv("RESOURCE_FINDER_ALSO", str(tmp_path / "own.yaml"))
    return tmp_path


_BUILT_IN_ANSWERS: Final[dict[tuple[str, str], Answer]] = {}


def built_in_answer(
    typed: Type, language: str, line: str, monkeypatch: pytest.MonkeyPatch
) -> Answer:
    """What is answered without any layer; each line is typed once."""
    if (language, line) not in _BUILT_IN_ANSWERS:
        named = os.environ["RESOURCE_FINDER_ALSO"]
        monkeypatch.setenv("RESOURCE_FINDER_ALSO", "")
        _BUILT_IN_ANSWERS[language, line] = typed(*line.split(), "--lang", language)
        monkeypatch.setenv("RESOURCE_FINDER_ALSO", named)
    return _BUILT_IN_ANSWERS[language, line]


def assert_answered(
    typed: Type, language: Any, monkeypatch: pytest.MonkeyPatch, *, reached: bool = True
) -> str:
    """Assert that a search is answered as without the file, but for the line about its faults, or
    that it was not `reached`, and that stderr tells them; what is printed."""
    line = "find runaway thompson"
    before = built_in_answer(typed, language, line, monkeypatch)
    answer = typed(*line.split(), "--lang", language)
    assert answer.code == before.code == 0
    lines = answer.out.split("\n")
    assert "\n".join(lines[:2]) == urgent.LINES[language]
    (count,) = re.findall(r"^([\d,\u00a0]+) err", answer.err, re.MULTILINE)
    translator = Translator(Language(language))
    number = int(re.sub(r"\D", "", count))
    said = translator.plural(*ERRORS, number) if reached else translator.text(UNREACHED)
    assert lines[2].startswith(said)
    known = set(before.out.split("\n")) - {""}
    missing = {one for one in known if one not in answer.out}
    assert missing == set()
    return answer.out


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_stops_no_answer(
    name: str, typed: Type, folder: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """Whatever the file is, the urgent lines and the built-in answer come, and what is wrong."""
    (folder / "own.yaml").write_bytes(UNREADABLE[name])
    assert_answered(typed, language, monkeypatch)


@pytest.mark.parametrize("name", FAULTY)
def test_the_sound_corrections_of_a_faulty_file_stand(
    name: str, typed: Type, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault elsewhere in the file never brings a wrong number back."""
    (folder / "own.yaml").write_text(FAULTY[name], encoding="utf-8")
    assert_answered(typed, "en", monkeypatch)
    shown = typed("show", "klinic-crisis").out
    assert "Withdrawn: 204-786-8686: withdrawn" in shown
    assert "Phone: 204-786-8686" not in shown
    assert "Phone: 1-888-322-3019" in shown
    assert "Phone: 1-866-345-9241" in typed("show", "cfs-report").out
    assert typed("check").code == 3


SLIPS: Final[dict[str, tuple[str, str, bool]]] = {
    "a tab before it": ("  - {id: kids", "\t- {id: kids", True),
    "a missing comma": ("1-800-668-6868, withdraw", "1-800-668-6868 withdraw", False),
    "a missing brace": ("closed}", "closed", False),
    "a brace that is never opened": ("- {id: kids", "- id: kids", False),
    "a missing hyphen": ("  - {id: kids", "    {id: kids", True),
    "no space behind the hyphen": ("  - {id: kids", "  -{id: kids", False),
    "a quotation mark that is never closed": ("1-800-668-6868", "'1-800-668-6868", False),
    "two columns to the left": ("  - {id: kids", "- {id: kids", True),
    "two columns to the right": ("  - {id: kids", "    - {id: kids", True),
    "an unknown reason": ("withdraw: closed", "withdraw: out-of-service", True),
    "no reason": (", withdraw: closed", "", True),
    "the word for a reason": ("withdraw: closed", "reason: closed", True),
    "a day that never was": ("closed}", "closed, since: 2026-11-31}", True),
    "a day in the order of a letter": ("closed}", "closed, since: 24/11/2026}", True),
    "a misspelt number": ("1-800-668-6868", "1-800-668-686", False),
    "a misspelt id": ("kids-help-phone", "kid-help-phone", False),
}
"""A slip in the second of three corrections, and whether its number is plain all the same."""
KIDS: Final = "  - {id: kids-help-phone, number: 1-800-668-6868, withdraw: closed}\n"
THIRD: Final = "  - {id: suicide-mb, number: 1-877-435-7170, withdraw: no-answer}\n"


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_in_one_correction_brings_no_other_number_back(
    name: str, typed: Type, folder: Path, language: Language
) -> None:
    """Whoever withdraws a number in a hurry and mistypes the line puts no other withdrawn number
    into a worker's hand; where the number is plain, it is withdrawn too, and the fault is told."""
    old, new, is_plain = SLIPS[name]
    assert KIDS.count(old) == 1
    text = SOUND + KIDS.replace(old, new) + THIRD
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    checked = typed("check", "--lang", language)
    assert checked.code == 3
    assert "own.yaml:" in checked.out
    for id, number in (
        ("klinic-crisis", "204-786-8686"),
        ("suicide-mb", "1-877-435-7170"),
        *([("kids-help-phone", "1-800-668-6868")] if is_plain else []),
    ):
        shown = typed("show", id).out
        assert re.search(rf"Withdrawn: {number}: withdrawn.*\[EX\]", shown), id
        assert f"Phone: {number}" not in shown, id


@pytest.mark.parametrize("slip", ["withdraw: rude", "withdraw: closed, since: 24/11/2026"])
def test_a_number_is_withdrawn_without_a_reason_or_a_day_that_cannot_be_read(
    slip: str, typed: Type, folder: Path
) -> None:
    """A reason or a day that is no such thing is told to the curator and to no worker, in whose
    answer the number is withdrawn."""
    text = SOUND + KIDS.replace("withdraw: closed", slip)
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    reason = "" if "rude" in slip else " Reason: closed."
    told = f"Withdrawn: 1-800-668-6868: withdrawn [EX].{reason} Do not use it."
    assert told in typed("show", "kids-help-phone").out
    record = json.loads(typed("show", "kids-help-phone", "--format", "json").out)["results"][0]
    (withdrawn,) = record["withdrawn"]
    assert (withdrawn["reason"], withdrawn["since"]) == ("closed" if reason else None, None)
    answer = typed("find", "kids help phone")
    assert "1-800-668-6868" not in answer.out
    assert ("unknown word 'rude'" in answer.err) is (reason == "")


@pytest.mark.parametrize(
    ("line", "is_plain"),
    [
        ("{id: kids-help-phone, withdraw: gone}", True),
        ("{id: kids-help-phone, withdraw: closed, since: yesterday}", True),
        ("{id: kids-help-phone}", False),
        ("{id: kids-help-phone, number:1-800-668-6868, withdraw: closed}", False),
        ("{id: kids-help-phone, numbr: 1-800-668-6868, withdraw: closed}", False),
    ],
)
def test_a_whole_entry_is_withdrawn_only_where_that_is_plain(
    line: str, is_plain: bool, typed: Type, folder: Path
) -> None:
    """A slip in the number of a correction never takes a whole service away from workers."""
    (folder / "own.yaml").write_text(f"{SOUND}  - {line}\n", encoding="utf-8")
    shown = typed("show", "kids-help-phone").out
    assert ("Phone: 1-800-668-6868" not in shown) is is_plain
    assert typed("check").code == 3


def test_a_slip_in_one_entry_leaves_the_others_of_its_file(
    typed: Type, folder: Path, language: Language
) -> None:
    """A tab in one of an agency's services does not take its other services away."""
    wrong = OWN_ENTRY.replace("zebra-house", "bad-house").replace("0142", "0143")
    text = "services:\n" + wrong.replace("    kind: ", "\tkind: ") + OWN_ENTRY
    (folder / "own.yaml").write_text(SOUND + text + OWN_SOURCE, encoding="utf-8")
    answer = typed("find", "zebra house", "--lang", language)
    assert "Zebra" in answer.out or "Zèbre" in answer.out
    assert "[EX]" in answer.out
    assert "0142" in answer.out
    assert "0143" not in answer.out
    assert re.findall(r"own\.yaml:(\d+)", typed("check").out) == ["6"]


def test_what_an_entry_lacks_beside_a_broken_one_is_told_with_its_line(
    typed: Type, folder: Path
) -> None:
    """A second fault in a file that is no YAML as a whole stands in the line that `check` names."""
    text = SOUND + KIDS.replace("  - ", "\t- ") + THIRD.replace("no-answer", "asleep")
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    out = typed("check").out
    assert "own.yaml:4:1: this is not valid YAML" in out
    assert "own.yaml:5:56: unknown word 'asleep'" in out


def test_a_list_of_very_many_items_is_not_read_item_by_item(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A file that was made to take long to read delays no answer."""
    read = list[bytes]()
    parse = yaml_parser.parse

    def counted(raw: bytes, name: str, most: int) -> Any:
        read.append(raw)
        return parse(raw, name, most)

    monkeypatch.setattr(yaml_parser, "parse", counted)
    raw = ("corrections:\n" + "  - {a: b\n" * 100_000).encode()
    assert yaml_parser.parse_parts(raw, "own.yaml", 1_000_000) is None
    assert read == [raw]


def test_a_tab_is_told_with_its_line(typed: Type, folder: Path, language: Language) -> None:
    """Where a tab leaves a part of the file out, the curator learns in which line it stands; the
    other parts are in force meanwhile."""
    (folder / "own.yaml").write_text(FAULTY["a tab above the corrections"], encoding="utf-8")
    out = typed("check", "--lang", language).out
    assert "own.yaml:3:1: " in out
    said = {
        Language.EN: "replace the tab that stands here with spaces",
        Language.FR: "remplacez par des espaces la tabulation qui se trouve ici",
    }
    assert said[language] in out
    assert re.findall(r"own\.yaml:(\d+)", out) == ["3"]
    assert "EX" in typed("--version", "--lang", language).out


def test_a_broken_file_of_many_parts_is_not_read_part_by_part(
    typed: Type, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that was made to take long to read delays no answer."""
    parts = "".join(f"{chr(97 + n % 26) * 3}: [\n" for n in range(1_000))
    (folder / "own.yaml").write_text("\n" * 100_000 + parts, encoding="utf-8")
    assert_answered(typed, "en", monkeypatch)
    read = list[bytes]()
    monkeypatch.setattr(yaml_parser, "parse", lambda raw, *_: read.append(raw))
    assert yaml_parser.parse_parts(parts.encode(), "own.yaml", 1) is None
    assert read == []


def test_there_are_forty_kinds_of_broken_files() -> None:
    """Many ways to break a file are tried."""
    assert len(UNREADABLE) + len(FAULTY) >= 40


def test_the_sound_entry_of_a_faulty_file_is_found(typed: Type, folder: Path) -> None:
    """One wrong entry does not take the others of the file away."""
    wrong = ENTRY.split("sources:\n")[0].removeprefix("services:\n").replace("zebra-house", "bad")
    wrong = wrong.replace("204-555-0142", "204-555-01")
    (folder / "own.yaml").write_text(SOUND + ENTRY.replace("services:\n", f"services:\n{wrong}"))
    answer = typed("find", "zebra house")
    assert "Zebra House [EX]" in answer.out
    assert "204-555-0142" in answer.out
    assert "invalid phone number '204-555-01'" in answer.err


def test_a_programs_answer_counts_the_errors(typed: Type, folder: Path) -> None:
    """A program can tell that corrections may be missing; its answer stays valid."""
    (folder / "own.yaml").write_text(FAULTY["a correction for no reason"])
    answer = json.loads(typed("find", "shelter", "--format", "json").out)
    assert answer["directory"]["layer_errors"] == 1
    assert [layer["short"] for layer in answer["directory"]["layers"]] == ["EX"]


SHEETS_SAY: Final = {
    "summary": "Your agency’s file has 1 error: entries or corrections may be missing"
    " (resource-finder check).",
    "timeline": "Your agency’s file has 1 error: entries or corrections may be missing"
    " (resource-finder check).",
    "training": "Your agency’s file has 1 error: entries or corrections may be missing"
    " (resource-finder check).",
    "hotlines": "Entries or corrections may be missing.",
    "poster": "Entries or corrections may be missing.",
    "wallet": "Entries or corrections may be missing.",
}


@pytest.mark.parametrize("sheet", SHEETS_SAY)
def test_a_sheet_says_that_corrections_may_be_missing(
    sheet: str, typed: Type, folder: Path
) -> None:
    """What is printed says so too: nobody sees the screen of whoever printed it."""
    arguments = ("handout", "--sheet", sheet, "--output", "-", "--format", "html")
    sound, faulty = SOUND, FAULTY["a correction for no reason"]
    for text, is_said in ((sound, False), (faulty, True)):
        (folder / "own.yaml").write_text(text, encoding="utf-8")
        assert (SHEETS_SAY[sheet] in typed(*arguments).out) is is_said
        french = typed(*arguments, "--lang", "fr").out
        assert ("peut manquer des fiches ou des corrections" in french) is is_said


@pytest.mark.parametrize("reached", [True, False])
def test_what_may_be_missing_takes_two_lines_of_an_ordinary_window(
    reached: bool, directory: Directory, language: Language
) -> None:
    """The line about faults names entries and corrections, and pushes no number out of sight."""
    header = directory.header._replace(layer_errors=1_000, layers_reached=reached)
    item = error_item(header, Translator(language))
    assert item is not None
    assert item.row is not None
    lines = urgent_lines(item.row, 80)
    text = " ".join("".join(run for run, _ in line).strip() for line in lines)
    said = {Language.EN: "entries or corrections may be missing",
            Language.FR: "il peut manquer des fiches ou des corrections"}  # fmt: skip
    assert said[language] in text.replace("\u00a0", " ")
    assert [width_of_line(line) > 80 for line in lines] == [False, False]


# --- missing, locked, slow -----------------------------------------------------------------------


def test_a_missing_file_stops_no_answer(
    typed: Type, folder: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """A share that is not connected costs nothing but the line that says so."""
    assert_answered(typed, language, monkeypatch, reached=False)
    assert not list(folder.iterdir())


def test_a_file_that_may_not_be_read_stops_no_answer(
    typed: Type, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that somebody locked is told of, and nothing else."""
    path = folder / "own.yaml"
    path.write_text(SOUND)
    open_path = Path.open

    def locked(one: Path, *arguments: Any, **named: Any) -> Any:
        if one == path:
            raise PermissionError(13, "Permission denied", str(one))
        return open_path(one, *arguments, **named)

    monkeypatch.setattr(Path, "open", locked)
    assert_answered(typed, "en", monkeypatch)


@pytest.fixture
def blocked(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """An `open` that waits for as long as a drive that does not answer, for `slow.yaml` alone."""
    released = threading.Event()
    read = yaml_file.read_bytes

    def wait(path: Path, name: str) -> bytes:
        if path.name == "slow.yaml":
            released.wait()
        return read(path, name)

    monkeypatch.setattr(layer_files, "read_bytes", wait)
    monkeypatch.setattr(layer_files, "SECONDS", 0.05)
    yield released
    released.set()


def test_a_drive_that_does_not_answer_stops_no_answer(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blocked: threading.Event
) -> None:
    """Who waits for a number waits a second at most for a drive, and the other files count."""
    (tmp_path / "own.yaml").write_text(SOUND)
    (tmp_path / "slow.yaml").write_text(SOUND)
    named = os.pathsep.join([str(tmp_path / "slow.yaml"), str(tmp_path / "own.yaml")])
    monkeypatch.setenv("RESOURCE_FINDER_ALSO", named)
    answer = typed("find", "204-786-8686")
    assert not blocked.is_set()
    assert "the file could not be read within a second" in answer.err
    assert "204-786-8686: withdrawn" in answer.out
    assert answer.out.split("\n")[2].startswith(UNREACHED)


def test_a_drive_has_one_second() -> None:
    """The limit is the one that is promised; it counts for all files together."""
    assert layer_files.SECONDS == 1.0


# --- on the command line -------------------------------------------------------------------------


def test_a_file_named_on_the_command_line_still_stops(typed: Type, tmp_path: Path) -> None:
    """Who names a faulty file there reads at once what is wrong with it."""
    path = tmp_path / "own.yaml"
    path.write_text(FAULTY["a correction for no reason"])
    answer = typed("find", "shelter", "--also", str(path))
    assert (answer.out, answer.code) == ("", 3)
    assert "missing key 'withdraw'" in answer.error
