"""An agency's own entry: a few keys in one language are enough, and pages say what they are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest

from conftest import Type
from resource_finder.bilingual import Language
from resource_finder.i18n import Translator
from samples import write_file

pytestmark = pytest.mark.usefixtures("shared_index")

HEAD: Final = "layer: {name: Example Agency, short: EX, date: 2026-11-20}\nservices:\n"
DESK: Final = """\
  - id: our-night-desk
    kind: hotline
    name: Night desk
    summary: {en: For our workers at night.}
    regions: [winnipeg]
    phones: [{number: 204-555-0142}]
"""
DROP_IN: Final = """\
  - id: our-drop-in
    kind: program
    name: {fr: Halte}
    summary: {fr: Une salle ouverte le soir.}
    regions: [winnipeg]
    web: [{address: halte.example, kind: site}]
    details: [{text: {fr: Il y a des lits.}}]
    addresses: [{text: 250 Portage Avenue, kind: walk-in}]
    open: {when: daily 9:00-21:00}
"""


@pytest.fixture
def own(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with the two entries, which the variable names once `typed` has emptied it."""
    request.getfixturevalue("typed")
    path = write_file(tmp_path, HEAD + DESK + DROP_IN)
    monkeypatch.setenv("RESOURCE_FINDER_ALSO", str(path))
    return path


def record(typed: Type, id: str, language: str = "en") -> dict[str, Any]:
    """The JSON record of an entry."""
    answer = typed("show", id, "--format", "json", "--lang", language)
    return dict(json.loads(answer.out)["results"][0])


def test_six_keys_are_enough(typed: Type, own: Path) -> None:
    """A curator writes who it is, what it is for, where, and a number; the rest is as one would
    expect of the agency's own word."""
    assert typed("check", str(own)).code == 0
    desk = record(typed, "our-night-desk")
    expected = {
        "line": "support", "status": "current", "confidence": "confirmed", "audience": ["anyone"],
        "police": "not-stated", "checked": "2026-11-20", "evidence": "2026-11-20", "layer": "EX",
        "origin": "added",
    }  # fmt: skip
    assert {key: desk[key] for key in expected} == expected
    assert [phone["number"] for phone in desk["phones"]] == ["+12045550142"]
    assert [source["title"] for source in desk["sources"]] == ["Example Agency"]
    drop_in = record(typed, "our-drop-in")
    assert [web["confidence"] for web in drop_in["web"]] == ["confirmed"]
    assert drop_in["addresses"] == [
        {"text": "250 Portage Avenue", "kind": "walk-in", "source": "layer-ex"}
    ]
    assert drop_in["open"]["when"] == "daily 9:00-21:00"


def test_what_an_agency_says_alone_is_not_called_published(
    typed: Type, own: Path, language: Language
) -> None:
    """`show` says whose word an own entry rests on, and which number was called; nothing is said
    to be confirmed in a published source."""
    called = "{number: 204-555-0142, called: 2026-11-19}"
    text = own.read_text(encoding="utf-8")
    own.write_text(text.replace("{number: 204-555-0142}", called), encoding="utf-8")
    for id in ("our-night-desk", "our-drop-in"):
        shown = typed("show", id, "--lang", language).out.replace("\u00a0", " ")
        entry = shown.partition("[EX]")[2].partition("\n\n")[0]
        said = {Language.EN: "Stated by your agency", Language.FR: "Selon votre organisme"}
        assert said[language] in entry
        assert "publi" not in entry
    answered = {Language.EN: "204-555-0142 answered on 19 November 2026.",
                Language.FR: "204 555-0142 a répondu"}[language]  # fmt: skip
    desk = typed("show", "our-night-desk", "--lang", language).out.replace("\u00a0", " ")
    assert answered in desk


def test_without_a_date_nothing_is_said_to_be_recent(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that names no day confirms nothing: its numbers carry the sign of doubt."""
    path = write_file(tmp_path, HEAD.replace(", date: 2026-11-20", "") + DESK)
    monkeypatch.setenv("RESOURCE_FINDER_ALSO", str(path))
    desk = record(typed, "our-night-desk")
    assert (desk["status"], desk["confidence"]) == ("unknown", "limited")
    assert [phone["confidence"] for phone in desk["phones"]] == ["limited"]


@pytest.mark.usefixtures("own")
def test_a_text_in_one_language_is_shown_in_the_other_and_marked(
    language: Language, typed: Type
) -> None:
    """No entry is hidden for want of a translation; a reader sees why a text is in the other
    language. A name needs no mark."""
    shown = {
        Language.EN: ("For our workers at night.", "Une salle ouverte le soir. (in French)"),
        Language.FR: ("For our workers at night. (en anglais)", "Une salle ouverte le soir."),
    }[language]
    desk, drop_in = (record(typed, id, language) for id in ("our-night-desk", "our-drop-in"))
    assert (desk["summary"], drop_in["summary"]) == shown
    assert (desk["name"], drop_in["name"]) == ("Night desk", "Halte")
    for name in ("night desk", "halte"):
        assert "[EX]" in typed("find", name, "--lang", language).out


def test_the_urgent_line_of_an_agency_may_be_in_one_language(
    language: Language, typed: Type, own: Path
) -> None:
    """The sentence under the urgent lines is shown in both languages too."""
    urgent = "urgent: {label: {en: WORKERS}, text: {en: Call whoever is on duty.}}\n"
    own.write_text(urgent + HEAD + DESK, encoding="utf-8")
    answer = typed("find", "night desk", "--lang", language)
    assert answer.err == ""
    assert (
        answer.out.split("\n")[2]
        == {
            Language.EN: "WORKERS: Call whoever is on duty. [EX]",
            Language.FR: "WORKERS\u00a0: Call whoever is on duty. (en anglais) [EX]",
        }[language]
    )


PLAIN: Final = """\
layer: {name: Example Agency, short: EX, date: 2026-11-20, language: fr}
urgent: {label: ICI, text: Appelez-nous.}
services:
  - id: our-drop-in
    kind: program
    name: Halte
    summary: Une salle ouverte le soir.
    notes: [Demandez Jo., {en: Ask for Jo.}]
    regions: [winnipeg]
    phones: [{number: 204-555-0142, label: Garde}]
    details: [{text: Il y a des lits.}]
    addresses: [{text: 250 Portage Avenue, kind: walk-in}]
"""
IN_FULL: Final = """\
layer: {name: Example Agency, short: EX, date: 2026-11-20}
urgent: {label: {fr: ICI}, text: {fr: Appelez-nous.}}
services:
  - id: our-drop-in
    kind: program
    name: Halte
    summary: {fr: Une salle ouverte le soir.}
    notes: [{fr: Demandez Jo.}, {en: Ask for Jo.}]
    regions: [winnipeg]
    phones: [{number: 204-555-0142, label: {fr: Garde}}]
    details: [{text: {fr: Il y a des lits.}}]
    addresses: [{text: 250 Portage Avenue, kind: walk-in}]
"""


def test_a_file_may_say_its_language_once(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    """Who works in one language writes texts as they are, without a mark before each: pages are
    the same as with the marks."""
    asked = ("show our-drop-in", "find halte", "show our-drop-in --format json")
    answers = []
    for name, text in (("plain.yaml", PLAIN), ("full.yaml", IN_FULL)):
        path = write_file(tmp_path, text, name)
        assert typed("check", str(path)).code == 0
        monkeypatch.setenv("RESOURCE_FINDER_ALSO", str(path))
        answers.append([typed(*words.split(), "--lang", language) for words in asked])
    assert answers[0] == answers[1]
    assert all(answer.code == 0 for answer in answers[0])
    assert ("Il y a des lits. (in French)" in answers[0][0].out) is (language is Language.EN)


def test_nothing_says_that_an_entry_was_checked_where_its_file_does_not(
    typed: Type, own: Path, language: Language
) -> None:
    """A worker reads when the agency changed its file, and that somebody checked an entry only
    where the entry says so, or a number was called."""
    label = Translator(language).text("Checked")
    number = "    phones: [{number: 204-555-0142}]\n"
    called = number.replace("}]", ", called: 2026-11-19}]")
    told = []
    for phones in (number, f"{number}    checked: 2026-11-12\n", called):
        own.write_text(HEAD + DESK.replace(number, phones))
        entry = typed("show", "our-night-desk", "--lang", language).out.split("\n\n")[1]
        told.append(re.findall(rf"^ +{label}\b.*$", entry, re.M))
    answered = {Language.EN: ": 204-555-0142 answered on", Language.FR: "0142 a répondu le"}
    assert [len(lines) for lines in told] == [0, 1, 1]
    assert answered[language] in told[2][0]
    assert re.search(r"\b12\b.*2026", told[1][0])
    assert not re.search(r"\b20\b", told[2][0])


def test_words_alone_need_a_language(typed: Type, tmp_path: Path) -> None:
    """Nobody guesses the language of a text; the error says where to write it once."""
    answer = typed("check", str(write_file(tmp_path, PLAIN.replace(", language: fr", ""))))
    assert answer.code == 3
    assert answer.out.count("a text is expected here under en and fr") == 6
    assert "'language:' under 'layer:'" in answer.out


def test_check_strict_advises_to_write_both_languages(typed: Type, own: Path) -> None:
    """A missing language is no error in an agency's file, but advice."""
    assert typed("check").code == 0
    out = typed("check", str(own), "--strict").out
    assert f"{own}:6:14: French is missing: a French page shows the English" in out
    assert out.count("English is missing: an English page shows the French") == 3


def test_the_built_in_directory_may_leave_nothing_out(typed: Type, tmp_path: Path) -> None:
    """Both languages stay equal in a directory of its own: a text without French is an error."""
    from samples import SOUND

    text = SOUND.replace("{en: It opens., fr: Elle ouvre.}", "{en: It opens.}")
    answer = typed("check", str(write_file(tmp_path, text)))
    assert (answer.code, "French is missing" in answer.out) == (3, True)


def test_a_doubled_head_is_one_error(typed: Type, tmp_path: Path) -> None:
    """Whoever pasted a second entry with its head is told of that alone; the entry is in force."""
    head, services = HEAD.split("\n", 1)
    answer = typed("check", str(write_file(tmp_path, f"{head}\n{head}\n{services}{DESK}")))
    assert "duplicate key 'layer'" in answer.out
    assert answer.out.endswith("\n1 error.\n")


def test_a_mistake_is_told_with_what_to_write(typed: Type, tmp_path: Path) -> None:
    """A curator reads the form that is expected with their own words in it, and one error for one
    mistake."""
    wrong = HEAD.replace("services:", "report_to: duty desk 204-555-0190\nservices:") + DESK
    wrong += "    topics: crisis\n    address: 12 Main Street\n"
    wrong += "corrections:\n  - {id: klinic-crisis, number: 204-786-8687, withdraw: closed}\n"
    out = typed("check", str(write_file(tmp_path, wrong))).out
    for fix in (
        'write \'{name: "...", phone: 204-555-0199}\'', "write '[crisis]'",
        "did you mean 'addresses'?", "one of: 204-786-8686, 1-888-322-3019",
    ):  # fmt: skip
        assert f"  fix: {fix}\n" in out
    assert out.endswith("4 errors.\n")


def test_what_is_needed_is_still_asked_for(typed: Type, tmp_path: Path) -> None:
    """Without a name, a summary or an area nobody could use an entry."""
    for key in (
        "name: Night desk",
        "summary: {en: For our workers at night.}",
        "regions: [winnipeg]",
    ):
        path = write_file(tmp_path, HEAD + DESK.replace(f"    {key}\n", ""))
        assert f"missing key '{key.partition(':')[0]}'" in typed("check", str(path)).out


def test_a_line_of_the_agency_is_called_instead_only_where_that_is_asked_for(
    typed: Type, own: Path
) -> None:
    """A line for the agency's workers never stands under the services of others by rule; an entry
    that names it under `instead` leads to it."""
    records = json.loads(typed("list", "--format", "json").out)["results"]
    others = {one.get("call_instead") for one in records if one.get("layer") is None}
    assert "our-night-desk" not in others
    own.write_text(HEAD + DESK + DROP_IN + "    instead: our-night-desk\n", encoding="utf-8")
    assert record(typed, "our-drop-in")["call_instead"] == "our-night-desk"
