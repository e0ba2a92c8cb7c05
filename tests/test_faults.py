"""Every fault that reading a directory file can find, as a person reads it."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT, Type
from fault_samples import ADVICE, CLOSED, LINE_FIX, OUT, PROTECTED, RULES, SHAPE, VALUES, Fault
from resource_finder.bilingual import Language
from resource_finder.directory import builtin, nodes, yaml_file
from resource_finder.directory.loader import check, load
from resource_finder.directory.problems import DataError, Problem
from resource_finder.i18n import Translator
from samples import (
    EXTRA_ENTRIES,
    MARK,
    REPORT_DISPLAYED,
    SOUND,
    apply_changes,
    locate_mark,
    write_file,
)


def without_paths(report: str) -> str:
    """What `check` prints, without the lines that name the part of the file."""
    return re.sub(r"^  (in|dans\xa0): .*\n", "", report, flags=re.MULTILINE)


def report_of(place: str, what: str, fix: str) -> str:
    """What `check` prints for a single fault, without its path."""
    return f"{place}: {what}\n  fix: {fix}\n1 error.\n"


TEXT_FIELDS: dict[str, str] = {
    "en: A room that is open.": "en: {}",
    "fr: Une salle ouverte.": "fr: {}",
    "en: It has beds.": "en: {}",
    "en: Ring the bell.": "en: {}",
    "name: {en: Drop-in, fr: Halte}": "name: {}",
    "    ages: {from: 11, to: 29}": "    aliases: [{}]",
    "regions: [manitoba]\n    phones:\n      - number: 204-555-0199": (
        "regions: [manitoba]\n    languages_note: {{en: {}, fr: Halte}}\n"
        "    phones:\n      - number: 204-555-0199"
    ),
    "police: may-be-told": "operator: {}\n    police: may-be-told",
    "- number: 204-555-0199": "- note: {{en: {}, fr: Halte}}\n        number: 204-555-0199",
}
"""The text fields of the drop-in: what is in the file, and the same with a placeholder."""

STREETS = (
    '"250 Portage Avenue"',
    '"Open at 12B, rue Main"',
    '"250\u00a0Portage Avenue"',
    '"At 250 North Main St. today"',
    '"R3C 0B1"',
    '"On 10th Street"',
)
LOCATION_HINTS = (
    '"A house near the bridge"',
    '"Look across from the park"',
    '"In Point Douglas"',
    '"IN POINT\u00a0DOUGLAS"',
    '"On Selkirk Avenue"',
    '"À côté, en face de l’école"',
    '"Sur la rue Scotia"',
)


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A file without a fault."""
    return write_file(tmp_path, SOUND)


def as_parameters(*tables: dict[str, Fault]) -> list[object]:
    """The faults of tables, as parameters under their names."""
    return [pytest.param(*fault, id=name) for table in tables for name, fault in table.items()]


@pytest.mark.parametrize(("changes", "what", "fix"), as_parameters(SHAPE, VALUES, RULES))
def test_each_fault_says_where_it_is_and_how_to_fix_it(
    changes: dict[str, str], what: str, fix: str, tmp_path: Path, typed: Type
) -> None:
    """A curator reads the line and column of a fault, what it is and how to fix it."""
    text, line, column = locate_mark(apply_changes(changes))
    path = write_file(tmp_path, text)
    answer = typed("check", str(path))
    assert (without_paths(answer.out), answer.err, answer.code) == (
        report_of(f"{path}:{line}:{column}", what, fix),
        "",
        3,
    )


@pytest.mark.parametrize("street", STREETS)
@pytest.mark.parametrize(("old", "new"), TEXT_FIELDS.items())
@pytest.mark.parametrize("protected", [{}, PROTECTED], ids=["ordinary", "protected"])
def test_an_address_stands_under_addresses_alone(
    old: str, new: str, street: str, protected: dict[str, str], tmp_path: Path
) -> None:
    """No street address slips into the words about a service, so none is published by mistake."""
    text, *place = locate_mark(apply_changes({old: new.format(MARK + street), **protected}))
    assert faults_of(write_file(tmp_path, text)) == [
        (*place, "an address is not allowed here", OUT)
    ]


@pytest.mark.parametrize("whereabouts", LOCATION_HINTS)
@pytest.mark.parametrize(("old", "new"), TEXT_FIELDS.items())
def test_nothing_says_where_a_protected_place_is(
    old: str, new: str, whereabouts: str, tmp_path: Path
) -> None:
    """No street, landmark or district leads a violent person to a place that is kept secret."""
    text, *place = locate_mark(apply_changes({old: new.format(MARK + whereabouts), **PROTECTED}))
    what = "this reveals where a protected place is"
    assert faults_of(write_file(tmp_path, text)) == [(*place, what, OUT)]


@pytest.mark.parametrize("whereabouts", LOCATION_HINTS)
def test_an_ordinary_service_may_name_its_district(whereabouts: str, tmp_path: Path) -> None:
    """A drop-in that wants to be found may say which district it is in."""
    changes = {"en: Ring the bell.": f"en: {whereabouts}"}
    assert len(load(write_file(tmp_path, apply_changes(changes))).services) == 2


def in_english(problems: list[Problem]) -> list[tuple[object, ...]]:
    """Line, column, problem and fix of each fault."""
    translator = Translator(Language.EN)
    return [
        (p.line, p.column, translator.text(p.what, **p.values), translator.text(p.fix, **p.values))
        for p in problems
    ]


def faults_of(path: Path) -> list[tuple[object, ...]]:
    """The faults of a file."""
    with pytest.raises(DataError) as caught:
        load(path)
    return in_english(caught.value.problems)


def test_an_address_in_a_protected_place_is_told_with_its_list(tmp_path: Path) -> None:
    """The address of a service whose place is secret is refused even under `addresses`."""
    changes = {
        "- id: drop-in": f"- {MARK}id: drop-in",
        "police: may-be-told": "place: city\n    police: may-be-told",
    }
    text, *place = locate_mark(apply_changes(changes))
    line = text.split("\n").index("      - text: 250 Portage Avenue") + 1
    assert faults_of(write_file(tmp_path, text)) == [
        (*place, "a protected place has no address", "remove 'addresses'"),
        (line, 15, "an address is not allowed here", OUT),
    ]


@pytest.mark.parametrize(("changes", "what", "fix"), as_parameters(ADVICE))
def test_a_sound_file_may_be_advised(
    changes: dict[str, str], what: str, fix: str, tmp_path: Path
) -> None:
    """A curator who asks for advice reads what a file without faults could do better."""
    text, *place = locate_mark(apply_changes(changes))
    assert advice_about(write_file(tmp_path, text)) == [(*place, what, fix)]


def test_a_good_file_needs_no_advice(sound: Path) -> None:
    """A complete file gets no advice."""
    assert advice_about(sound) == []


def advice_about(path: Path) -> list[tuple[object, ...]]:
    """The advice about a file, but for what every example here has: invented numbers, and values
    that older files typed."""
    usual = ("made-up number", "the sources decide")
    return [
        one
        for one in in_english(check(path).advice)
        if not any(words in str(one[2]) for words in usual)
    ]


# --- numbers that no service can have ----------------------------------------------------------

UNLIKELY = {
    "1-900-555-1234": "'1-900-555-1234' is a premium-rate number (900 or 976)",
    "204-976-1234": "'204-976-1234' is a premium-rate number (900 or 976)",
    "1-204-555-0123": "'1-204-555-0123' is a made-up number (555-0100 to 555-0199)",
    "1-800-555-0199": "'1-800-555-0199' is a made-up number (555-0100 to 555-0199)",
}
NUMBER_FIX = "write the number that its source prints"
REAL_NUMBER_FIX = "write the real number"


def number_fix(what: str) -> str:
    """What to do about a number that no service can have: a made-up one has no source."""
    return REAL_NUMBER_FIX if "made-up" in what else NUMBER_FIX


REPORT_NUMBER_LINE = f"number: {REPORT_DISPLAYED['en']}"


@pytest.mark.parametrize(("number", "what"), UNLIKELY.items())
def test_a_copy_of_the_built_in_directory_holds_no_number_that_nobody_can_have(
    number: str, what: str, tmp_path: Path, typed: Type
) -> None:
    """A slip or a prank in the number to report a child harmed does not pass the check."""
    assert BUILT_IN_TEXT.count(REPORT_NUMBER_LINE) == 1
    text, line, column = locate_mark(
        BUILT_IN_TEXT.replace(REPORT_NUMBER_LINE, f"number: {MARK}{number}")
    )
    path = write_file(tmp_path, text)
    answer = typed("check", str(path))
    assert (without_paths(answer.out), answer.code) == (
        report_of(f"{path}:{line}:{column}", what, number_fix(what)),
        3,
    )


@pytest.mark.parametrize(("number", "what"), UNLIKELY.items())
def test_a_file_of_ones_own_is_only_advised_about_such_numbers(
    number: str, what: str, tmp_path: Path
) -> None:
    """An agency may try out its file with invented numbers; `--strict` says which they are."""
    text, *place = locate_mark(apply_changes({"number: 204-555-0199": f"number: {MARK}{number}"}))
    path = write_file(tmp_path, text)
    assert load(path).header.built_in is False
    assert (*place, what, number_fix(what)) in in_english(check(path).advice)


@pytest.mark.parametrize("number", ["204-555-0200", "204-555-0099", "204-900-5551", "204-555-1234"])
def test_a_number_next_to_those_ranges_is_accepted(number: str, tmp_path: Path) -> None:
    """Only the ranges that no service can have are named."""
    text, *place = locate_mark(apply_changes({"number: 204-555-0199": f"number: {MARK}{number}"}))
    assert [
        one for one in in_english(check(write_file(tmp_path, text)).advice) if [*one[:2]] == place
    ] == []


def test_an_agency_s_file_beside_the_built_in_one_is_only_advised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the built-in directory may not hold, a file beside it may, whatever its name."""
    monkeypatch.chdir(tmp_path)
    write_file(tmp_path, EXTRA_ENTRIES.replace("id: page", "id: seed"), "programs.yaml")
    path = Path("programs.yaml")
    assert load(also=[path]).services[-1].phones[0].number == "+12045550142"
    made_up = "'204-555-0142' is a made-up number (555-0100 to 555-0199)"
    assert (11, 17, made_up, REAL_NUMBER_FIX) in in_english(check(also=[path]).advice)


def test_every_source_of_the_built_in_directory_opens_or_says_why_not(tmp_path: Path) -> None:
    """A worker who doubts a fact can read where it comes from, or learns why that is not so."""
    text, line, column = locate_mark(
        BUILT_IN_TEXT.replace("address: www.ancr.ca/history", f"address: {MARK}www.ancr.ca")
    )
    with pytest.raises(DataError) as refused:
        load(write_file(tmp_path, text))
    assert in_english(list(refused.value.problems)) == [
        (line, column, "no reader can open this source", CLOSED)
    ]


NO_REPORT_NUMBER = (
    "the built-in directory must show the number of 'cfs-report' on every page",
    "give 'cfs-report' an urgent line, and a confirmed number",
)
URGENT = (
    "      short: {en: CHILD ABUSE OR NEGLECT, fr: ENFANT MALTRAITÉ}\n      service: cfs-report\n"
)


@pytest.mark.parametrize(
    "changes",
    [
        {URGENT: URGENT.replace("cfs-report", "cybertip")},
        {URGENT: f"{URGENT}      numbers: no\n"},
        {f"{REPORT_NUMBER_LINE}\n        kind: voice\n        role: toll-free\n":
         f"{REPORT_NUMBER_LINE}\n        kind: voice\n        lowered: {{to: unconfirmed,"
         " because: {en: It rings., fr: Il sonne.}}\n"},
    ],
    ids=["another line", "without its number", "with a number that is not printed"],
)  # fmt: skip
def test_the_built_in_directory_always_shows_the_line_for_a_child(
    changes: dict[str, str], tmp_path: Path
) -> None:
    """Whatever else changes, every page of the built-in directory gives the number to report a
    child harmed."""
    text = BUILT_IN_TEXT
    for old, new in changes.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    with pytest.raises(DataError) as caught:
        load(write_file(tmp_path, text))
    problems = [one[2:] for one in in_english(list(caught.value.problems))]
    # A line whose number is hidden cannot be called in place of others either.
    hidden = "'cfs-report' gives no number to call"
    assert [problem for problem in problems if problem[0] != hidden] == [NO_REPORT_NUMBER]


@pytest.mark.parametrize(
    ("french", "word"),
    [
        ("La Safer Communities and Neighbourhoods Act.", "Act"),
        ("La Child Protection Branch.", "Branch"),
        ("Le Healthy Child Committee.", "Committee"),
        ("La Northern Health Region.", "Region"),
    ],
)
def test_the_french_of_the_built_in_directory_has_no_english_names(
    french: str, word: str, tmp_path: Path
) -> None:
    """A Francophone reads the official French name of a law, a department or a committee; a
    quotation may be English, and an agency may write what it likes."""
    change = {"fr: Signalez-le.": f"fr: {MARK}{french}"}
    text, *place = locate_mark(apply_changes(change))
    built_in = text.replace("  region: manitoba\n", "  region: manitoba\n  built_in: yes\n", 1)
    with pytest.raises(DataError) as caught:
        load(write_file(tmp_path, built_in))
    what = f"a French text contains an English '{word}'"
    found = (place[0] + 1, place[1], what, "write the official French name")
    assert found in in_english(list(caught.value.problems))
    assert load(write_file(tmp_path, text)).header.built_in is False
    quoted = built_in.replace(french, f"Selon la loi, « {french} ».")
    with pytest.raises(DataError) as caught:
        load(write_file(tmp_path, quoted))
    assert what not in [one[2] for one in in_english(list(caught.value.problems))]


def test_the_built_in_directory_is_known_without_built_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The built-in directory must keep its rules even where `built_in: yes` is taken out of it."""
    text = BUILT_IN_TEXT.replace("  built_in: yes\n", "").replace(
        REPORT_NUMBER_LINE, "number: 1-900-555-1234"
    )
    path = write_file(tmp_path, text)
    monkeypatch.setattr(builtin, "path", lambda: path)
    with pytest.raises(DataError) as caught:
        load()
    assert [one[2] for one in in_english(list(caught.value.problems))] == [
        UNLIKELY["1-900-555-1234"]
    ]


# --- files that cannot be read -----------------------------------------------------------------


def empty(path: Path) -> None:
    """Nothing but a comment."""
    path.write_text("# nothing yet\n", encoding="utf-8")


def latin(path: Path) -> None:
    """French as an old program saves it."""
    path.write_bytes("topics:\n  crisis: détresse\n".encode("latin-1"))


def absent(_: Path) -> None:
    """No file."""


UNREADABLE: dict[str, tuple[Callable[[Path], None], str, str, str]] = {
    "empty": (empty, "", "the file is empty", "start from the form in docs/DIRECTORY.md"),
    "a folder": (
        Path.mkdir,
        "",
        "this is a folder, not a file",
        "name the YAML file inside it",
    ),
    "absent": (
        absent,
        "",
        "there is no such file",
        "check the path and that you may read the file",
    ),
    "a pipe": (
        os.mkfifo,
        "",
        "this is a pipe or a device, not a file",
        "save it as a file first",
    ),
    "not UTF-8": (
        latin,
        ":2:1",
        "the file is not UTF-8",
        "save it again as UTF-8: “Save as” lets you choose the encoding",
    ),
}


@pytest.mark.parametrize(
    ("make", "where", "what", "fix"), UNREADABLE.values(), ids=list(UNREADABLE)
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    make: Callable[[Path], None], where: str, what: str, fix: str, tmp_path: Path, typed: Type
) -> None:
    """Someone who names the wrong file learns what is wrong with it, and sees no traceback."""
    path = tmp_path / "directory.yaml"
    make(path)
    answer = typed("check", str(path))
    assert (without_paths(answer.out), answer.err, answer.code) == (
        report_of(f"{path}{where}", what, fix),
        "",
        3,
    )


@pytest.mark.parametrize("name", ["sound.yaml/inside.yaml", "x" * 300], ids=["inside", "long"])
def test_a_path_that_leads_nowhere_is_refused_in_a_sentence(
    name: str, tmp_path: Path, typed: Type
) -> None:
    """A path that no file can have is told like any other file that cannot be read."""
    write_file(tmp_path, SOUND, "sound.yaml")
    answer = typed("check", str(tmp_path / name))
    fix = "check the path and that you may read the file"
    assert (answer.out, answer.code) == (
        report_of(str(tmp_path / name), "the file cannot be read", fix),
        3,
    )


def test_a_file_that_others_may_not_read_is_refused_in_a_sentence(
    sound: Path, typed: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Someone who may not read a file reads that they need the permission."""
    open_path = Path.open

    def closed(path: Path, *arguments: str, **named: str) -> object:
        if path == sound:
            raise PermissionError(13, "Permission denied", str(path))
        return open_path(path, *arguments, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", closed)
    answer = typed("check", str(sound))
    fix = "check the path and that you may read the file"
    assert (without_paths(answer.out), answer.code) == (
        report_of(str(sound), "the file cannot be read", fix),
        3,
    )


def test_a_huge_file_is_refused_in_a_sentence(sound: Path, typed: Type) -> None:
    """A file of a size that no directory has is refused before it fills the memory."""
    size = yaml_file.MAX_FILE_BYTES - sound.stat().st_size
    with sound.open("a", encoding="utf-8") as file:
        file.write("#" * size)
    assert typed("check", str(sound)).code == 0
    with sound.open("a", encoding="utf-8") as file:
        file.write("#")
    answer = typed("check", str(sound))
    fix = "split it; --also reads several files"
    assert (without_paths(answer.out), answer.code) == (
        report_of(str(sound), "the file is over 10 MB", fix),
        3,
    )


# --- several faults, several files -------------------------------------------------------------

FIVE_FAULTS = {
    "  date: 2026-11-23": "  date: 2026-11-31",
    "id: duty": "id: Duty",
    "line: crisis": "line: crises",
    "topics: [crisis]\n    related: [drop-in]": "topics: [houzing]\n    related: [drop-out]",
}


def report_of_five(path: Path) -> str:
    """What `check` prints for the file with five faults."""
    return (
        f"{path}:3:9: invalid date '2026-11-31'\n"
        "  fix: write year, month and day, as in 2009-04-15\n"
        f"{path}:39:9: 'Duty' cannot be an ID\n"
        "  fix: lower-case letters, digits and single hyphens, as in 'cfs-report'\n"
        f"{path}:50:11: unknown word 'crises'\n"
        f"  fix: {LINE_FIX}\n"
        f"{path}:72:14: unknown topic 'houzing'\n"
        "  fix: did you mean 'housing'? One of: crisis, housing\n"
        f"{path}:73:15: no entry has the ID 'drop-out'\n"
        "  fix: did you mean 'drop-in'?\n"
        "5 errors.\n"
    )


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path, typed: Type) -> None:
    """A curator can fix all faults of a file after one check."""
    path = write_file(tmp_path, apply_changes(FIVE_FAULTS))
    answer = typed("check", str(path))
    assert (without_paths(answer.out), answer.err, answer.code) == (report_of_five(path), "", 3)


@pytest.mark.parametrize(
    "command",
    [["find", "crisis"], ["hotlines"], ["timeline"], ["show", "helpline"], ["list"],
     ["find", "crisis", "--format", "json"], ["list", "--format", "csv"]],
    ids=" ".join,
)  # fmt: skip
def test_a_command_that_meets_a_bad_file_answers_nothing(
    command: list[str], tmp_path: Path, typed: Type
) -> None:
    """Nobody is given an answer out of a file with faults: they are on stderr, for people under
    the urgent lines."""
    path = write_file(tmp_path, apply_changes(FIVE_FAULTS))
    answer = typed(*command, "--directory", str(path))
    error = without_paths(answer.err if "--format" in command else answer.error)
    assert (answer.out, error, answer.code) == ("", report_of_five(path), 3)


def test_two_bad_files_are_told_together(tmp_path: Path, typed: Type) -> None:
    """Faults of several files are told at once, each under the name of its file."""
    first = write_file(tmp_path, apply_changes({"line: crisis": "line: crises"}), "a.yaml")
    second = write_file(tmp_path, "", "b.yaml")
    answer = typed("check", str(first), str(second))
    assert (without_paths(answer.out), answer.code) == (
        f"{first}:50:11: unknown word 'crises'\n  fix: {LINE_FIX}\n"
        f"{second}: the file is empty\n  fix: start from the form in docs/DIRECTORY.md\n"
        "2 errors.\n",
        3,
    )


FAULTS_OF_EXTRA_FILE: dict[str, Fault] = {
    "an id of the directory": (
        {"id: night-line": f"id: {MARK}helpline"},
        "the directory has an entry with the ID 'helpline' already",
        "choose another ID; to put your service in its place, add 'replaces:' with this one",
    ),
    "a number of the directory": (
        {"number: 204-555-0142": f"{MARK}number: 204-555-0100"},
        "this number is already on 'helpline'",
        "keep it on one entry, and point to that entry under 'related'",
    ),
    "a source that neither has": (
        {"id: page": f"id: {MARK}leaf"},
        "no source has the ID 'leaf'",
        "add it, or remove this",
    ),
    "a second header": (
        {"services:": f"{MARK}directory: {{}}\nservices:"},
        "unknown key 'directory'",
        OUT,
    ),
}


@pytest.mark.parametrize(("changes", "what", "fix"), as_parameters(FAULTS_OF_EXTRA_FILE))
def test_a_file_beside_the_directory_is_checked_against_it(
    changes: dict[str, str], what: str, fix: str, sound: Path, typed: Type
) -> None:
    """Entries that an agency keeps beside the directory may not clash with it."""
    text, line, column = locate_mark(apply_changes(changes, EXTRA_ENTRIES))
    path = write_file(sound.parent, text, "beside.yaml")
    answer = typed("list", "--directory", str(sound), "--also", str(path))
    assert (answer.out, without_paths(answer.error), answer.code) == (
        "",
        report_of(f"{path}:{line}:{column}", what, fix),
        3,
    )


def test_a_file_alone_needs_a_header(tmp_path: Path, typed: Type) -> None:
    """A file to be read beside the directory cannot replace it."""
    path = write_file(tmp_path, EXTRA_ENTRIES)
    answer = typed("list", "--directory", str(path))
    first = answer.error.split("\n")[:2]
    assert (answer.out, answer.code, first) == (
        "",
        3,
        [f"{path}:1:1: missing key 'directory'", "  fix: add 'directory:'"],
    )


def test_a_sound_file_is_counted(sound: Path, typed: Type) -> None:
    """A curator sees that nothing is wrong, and that no entry was lost."""
    answer = typed("check", str(sound))
    assert (answer.out, answer.err, answer.code) == (
        f"{sound}: no errors. Hotlines: 1; programs: 1; events: 1; sources: 1.\n",
        "",
        0,
    )


def test_a_sound_file_beside_is_counted_with_the_directory(sound: Path, typed: Type) -> None:
    """Entries beside the directory count with it."""
    path = write_file(sound.parent, EXTRA_ENTRIES, "beside.yaml")
    answer = typed("check", str(path), "--directory", str(sound))
    assert (answer.out, answer.err, answer.code) == (
        f"{path}: no errors. Hotlines: 2; programs: 1; events: 1; sources: 1.\n",
        "",
        0,
    )


# --- in French ---------------------------------------------------------------------------------

FRENCH_FAULTS: dict[str, tuple[str, str]] = {
    "a topic": (
        "thème inconnu : « houzing »",
        "vouliez-vous dire « housing »? L’une de ces valeurs : crisis, housing",
    ),
    "a missing key": ("clé manquante : « origin »", "ajoutez « origin: »"),
    "a key from elsewhere": ("clé inconnue : « zzz »", "retirez cela"),
    "a doubled key": ("clé en double : « police »", "gardez-en une seule"),
    "a third language": ("clé inconnue : « de »", "retirez cela"),
    "no French": ("le français manque", "ajoutez « fr: »"),
    "a long summary": ("c’est trop long", "au plus 240 caractères"),
    "two keys on a line": (
        "ce n’est pas du YAML valide",
        "mettez entre guillemets droits un texte qui a un deux-points, ou commencez une ligne pour"
        " une deuxième clé",
    ),
    "a day that never was": (
        "date non valide : « 2010-02-30 »",
        "écrivez d’abord l’année, comme 2009-04-15, 2009-04 ou 2009",
    ),
    "a number with a digit too few": (
        "numéro de téléphone non valide : « 204-555-010 »",
        "dix chiffres avec l’indicatif régional, comme 204 555-0123; ou 911, 988, 211",
    ),
    "the number of another entry": (
        "ce numéro figure déjà dans la fiche « helpline »",
        "gardez-le sur une seule fiche et renvoyez-y sous « related »",
    ),
    "an urgent service": (
        "aucun service n’a l’identifiant « helplin »",
        "vouliez-vous dire « helpline »?",
    ),
    "contacts of a former service": (
        "un ancien service ou un service annoncé ne doit avoir aucune coordonnée",
        "retirez ses numéros, ses adresses Web et ses adresses",
    ),
    "ages backwards": ("les âges sont inversés", "mettez l’âge le plus bas sous « from »"),
}

FRENCH_FAULTS |= {
    "words where two languages belong": (
        "un texte est attendu ici sous en et fr",
        'écrivez « {fr: "It opens.", en: "..."} »; le fichier d’un organisme peut plutôt nommer sa'
        " langue une seule fois : « language: » sous « layer: »",
    ),
    "ages under French keys": ("clé inconnue : « de »", "vouliez-vous dire « from »?"),
    "ages in words": (
        "des clés et des valeurs sont attendues ici",
        "écrivez « {from: 11, to: 29} »",
    ),
    "no comma between two keys": (
        "ce n’est pas du YAML valide",
        "mettez une virgule entre deux clés, ou des guillemets droits autour d’un texte qui a un"
        " deux-points",
    ),
}

SAME_IN_BOTH = frozenset({"date", "impossible", "service", "long", "YAML", "crisis", "housing"})
"""Words with the same spelling in both languages, and IDs."""


@pytest.mark.parametrize("name", FRENCH_FAULTS)
def test_faults_are_told_in_french(name: str, tmp_path: Path, typed: Type) -> None:
    """Someone who works in French reads a fault in French, with no English word left in it."""
    changes, *english = {**SHAPE, **VALUES, **RULES}[name]
    what, fix = (sentence.replace(" :", "\u00a0:") for sentence in FRENCH_FAULTS[name])
    text, line, column = locate_mark(apply_changes(changes))
    path = write_file(tmp_path, text)
    answer = typed("--lang", "fr", "check", str(path))
    shown = without_paths(answer.out).replace("«\u00a0", "« ").replace("\u00a0»", " »")
    assert (shown, answer.code) == (
        f"{path}:{line}:{column}: {what}\n  correction\u00a0: {fix}\n1 erreur.\n",
        3,
    )
    shared = unquoted_words(" ".join(english)) & unquoted_words(f"{what} {fix}")
    assert shared <= SAME_IN_BOTH


def unquoted_words(sentence: str) -> set[str]:
    """The words of a sentence, without those that it quotes."""
    return set(re.findall(r"[^\W\d_]{3,}", re.sub(r"'[^']*'|« [^»]* »", "", sentence)))


def test_a_bad_file_is_told_in_french_on_stderr(tmp_path: Path, typed: Type) -> None:
    """A search in French that meets a bad file says so in French."""
    path = write_file(tmp_path, apply_changes({"line: crisis": "line: crises"}))
    answer = typed("chercher", "crise", "--lang", "fr", "--directory", str(path))
    shown = without_paths(answer.error).replace("\u00a0", " ")
    assert (answer.out, shown, answer.code) == (
        "",
        f"{path}:50:11: mot inconnu : « crises »\n"
        "  correction : vouliez-vous dire « crisis »? L’une de ces valeurs : "
        "crisis, emergency, information, office, report, support\n"
        "1 erreur.\n",
        3,
    )


# --- nothing is left out -----------------------------------------------------------------------


_WITH_FAULTS: Final = (
    "yaml_file", "yaml_parser", "yaml_mistakes", "problems", "nodes", "schema", "loader",
    "layer_advice", "key_hints",
)  # fmt: skip
"""The modules whose sentences about a fault are shown here."""


def test_every_sentence_about_a_fault_has_its_example_here() -> None:
    """Whoever adds a rule for directory files shows here what people read when it is broken."""
    package = Path(nodes.__file__).parent
    sentences = {
        node.args[0].value
        for name in _WITH_FAULTS
        for node in ast.walk(ast.parse((package / f"{name}.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "N_"
        and isinstance(node.args[0], ast.Constant)
    }
    tables = (SHAPE, VALUES, RULES, ADVICE)
    shown = [s for table in tables for _, *pair in table.values() for s in pair]
    shown += [s for _, _, *pair in UNREADABLE.values() for s in pair]
    shown += [
        "an address is not allowed here", "this reveals where a protected place is",
        "the file cannot be read", "the file is over 10 MB", "split it; --also reads several files",
        # These are tested in test_layers.py.
        "did you mean '{near}'? All values: resource-finder help filters",
        "all values: resource-finder help filters",
        # These are tested in test_import.py.
        "this is a map for import, not a file of your agency", "move it out of the folder",
        # These are tested in test_new.py.
        "this is still that of the example", "write your own",
        # These are tested in test_hostile.py.
        "the file contains too many values", "too many errors: reading stopped here",
        "fix these, then check again",
        *UNLIKELY.values(), NUMBER_FIX, REAL_NUMBER_FIX, *NO_REPORT_NUMBER,
        # This is about the files of the program, in test_package.py.
        "this file is missing, or it is not the one that was installed",
        "install resource-finder again",
        # These are tested in test_compiled_layers.py.
        "this file is compiled already, and cannot be read here",
        "name the YAML files that it was made from",
    ]  # fmt: skip
    patterns = {
        s: re.compile(
            re.sub(r"\\{\w+\\}", ".*", re.escape(s.replace("{{", "{").replace("}}", "}")))
        )
        for s in map(str, sentences)
    }
    missing = {s for s, p in patterns.items() if not any(p.fullmatch(one) for one in shown)}
    assert missing == set()


# --- random mistakes in a file ----------------------------------------------------------------

ODD_CHARACTERS = (
    "\0\x07\x1b\x85\u00a0\u200b\u202e\u2028\ufeff\ufffe😀é٣\t\n\r :-?[]{},&*!|>'\"%@`#~<\\0a"
)
BUILT_IN_TEXT = (ROOT / "data" / "programs.yaml").read_text(encoding="utf-8")


@st.composite
def mistyped(draw: st.DrawFn, text: str) -> str:
    """A text after some mistakes: pieces deleted, doubled, swapped or inserted."""
    for _ in range(draw(st.integers(1, 4))):
        whole_lines = draw(st.booleans())
        parts: list[str] = text.splitlines(keepends=True) if whole_lines else list(text)
        start, other = (draw(st.integers(0, len(parts))) for _ in range(2))
        end = start + draw(st.integers(0, 6 if whole_lines else 40))
        piece = parts[start:end]
        mistake = draw(st.sampled_from(["delete", "double", "swap", "insert"]))
        if mistake == "delete":
            parts[start:end] = []
        elif mistake == "double":
            parts[end:end] = piece
        elif mistake == "swap":
            parts[start:end] = []
            parts[other:other] = piece
        else:
            parts[start:start] = [draw(st.text(ODD_CHARACTERS, min_size=1, max_size=12))]
        text = "".join(parts)
    return text


def check_is_reported(path: Path, text: str) -> None:
    """Fail unless the text is a directory, or has faults with valid positions and messages."""
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        load(path)
    except DataError as error:
        lines = text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + 1
        translators = [Translator(language) for language in Language]
        for problem in error.problems:
            assert 0 <= problem.line <= lines
            assert all(
                translator.text(problem.what, **problem.values) for translator in translators
            )
            assert all(translator.text(problem.fix, **problem.values) for translator in translators)


@settings(max_examples=6, deadline=None, derandomize=True)
@given(text=mistyped(BUILT_IN_TEXT))
def test_no_mistake_in_the_built_in_directory_ends_in_a_traceback(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever a curator does to the directory by mistake, the tool answers in sentences."""
    check_is_reported(tmp_path_factory.getbasetemp() / "real.yaml", text)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(text=mistyped(SOUND))
def test_no_mistake_in_a_small_directory_ends_in_a_traceback(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever an agency does to its own small file, the tool answers in sentences."""
    check_is_reported(tmp_path_factory.getbasetemp() / "small.yaml", text)
