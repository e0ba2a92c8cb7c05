"""`new`: a short file to edit, which `check` accepts as it is, and which replaces no other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from conftest import Type
from resource_finder.bilingual import Language
from resource_finder.cli.names import misspelt_name
from resource_finder.cli.new import KINDS
from resource_finder.cli.values import program_choices
from resource_finder.closed_lists import WITHDRAWAL_REASONS
from resource_finder.directory.templates import TEMPLATES
from samples import write_file

pytestmark = pytest.mark.usefixtures("shared_index")

ADDED: Final = {
    "hotline": "example-night-line",
    "program": "example-evening-room",
    "event": "2026-11-23-example-night-line-opens",
}
"""The entry that each file adds."""


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_file_is_sound_as_it_is(
    kind: str, typed: Type, tmp_path: Path, language: Language
) -> None:
    """A curator edits a file that works, in place of an empty page; what it adds is shown."""
    answer = typed("new", kind, "--lang", language)
    assert (answer.code, answer.err) == (0, "")
    path = write_file(tmp_path, answer.out)
    assert typed("check", str(path)).code == 0
    if kind in ADDED:
        shown = typed("show", ADDED[kind], "--also", str(path), "--lang", language)
        assert shown.code == 0
        assert {Language.EN: "in French", Language.FR: "en anglais"}[language] not in shown.out


def test_every_kind_has_a_file() -> None:
    """A kind that can be asked for has a file, and no file is out of reach."""
    assert tuple(TEMPLATES) == KINDS


def test_comments_are_in_the_language_of_the_reader(typed: Type) -> None:
    """What is to be done stands in the reader’s language; the file itself is the same."""
    for kind in KINDS:
        english, french = (typed("new", kind, "--lang", one).out for one in ("en", "fr"))
        bare = [re.sub(r"^ *# .*\n", "", text, flags=re.M) for text in (english, french)]
        assert bare[0] == bare[1]
        assert english != french


def test_the_kind_may_be_typed_in_either_language(typed: Type) -> None:
    """Whoever types `nouveau organisme` is given what `new layer` gives."""
    for kind, words in program_choices(*KINDS).items():
        assert typed("nouveau", words.fr).out == typed("new", kind).out
    assert typed("new", "zzz").code == 2


def test_a_correction_in_the_file_of_an_agency_needs_two_signs_less(
    typed: Type, tmp_path: Path
) -> None:
    """At night, nobody has to look up the form of a correction: its words and reasons are there,
    and taking out two signs, and nothing else, puts it in force."""
    text = typed("new", "layer").out
    assert f"# The reasons: {', '.join(WITHDRAWAL_REASONS)}\n" in text
    text = re.sub(r"^#(corrections:|  - )", r"\1", text, flags=re.M)
    text = text.replace("example-id", "klinic-crisis").replace("204-555-0199", "204-786-8686")
    path = write_file(tmp_path, text)
    assert typed("check", str(path)).code == 0
    found = typed("find", "204-786-8686", "--also", str(path)).out
    assert "204-786-8686: withdrawn" in found


OPTIONAL: Final = ["    #languages:", "    #audience:", "    #replaces:"]


@pytest.mark.parametrize("kind", ["hotline", "program"])
def test_what_an_entry_may_have_besides_needs_one_sign_less(
    kind: str, typed: Type, tmp_path: Path
) -> None:
    """A curator sees how languages, the people it is for, a second number and another entry in its
    place are written, and puts each in force by taking out a sign."""
    text = typed("new", kind).out
    text = re.sub(r"^    phones:.*\n", "", text, flags=re.M).replace("    #phones:", "    phones:")
    for line in OPTIONAL:
        assert line in text
        text = text.replace(line, line.replace("#", ""))
    text = text.replace("replaces: example-id", "replaces: klinic-crisis")
    path = write_file(tmp_path, text)
    assert typed("check", str(path)).code == 0
    shown = typed("show", ADDED[kind], "--also", str(path)).out
    for said in ("204-555-0144", "204-555-0145 (By day", "For: youth", "Replaces: klinic-crisis",
                 "Languages: English and French", "0144 answered on"):  # fmt: skip
        assert said in shown


@pytest.mark.parametrize("kind", ADDED)
def test_a_second_entry_is_pasted_below_the_first(kind: str, typed: Type, tmp_path: Path) -> None:
    """What the last line of the file says works: a copy from the spaces before `- id:` on."""
    text = typed("new", kind).out
    entry = text[text.index("  - id:") : text.index("# A second entry")]
    second = entry.replace("id: ", "id: second-", 1).replace("204-555-01", "204-555-09")
    second = second.replace(" example", " other").replace('"Example', '"Other')
    path = write_file(
        tmp_path, text + second.replace("id: second-2026-11-23-", "id: 2026-11-23-a-")
    )
    assert typed("check", str(path)).code == 0


LEFT: Final = {
    "hotline": ["layer › name › en", "example-night-line › id", "example-night-line › name › en",
                "example-night-line › phones › 1 › number"],
    "program": ["layer › name › en", "example-evening-room › id",
                "example-evening-room › name › en", "example-evening-room › phones › 1 › number",
                "example-evening-room › addresses › 1 › text",
                "example-evening-room › web › 1 › address"],
    "event": ["layer › name › en", "2026-11-23-example-night-line-opens › title › en"],
    "layer": ["layer › name › en"],
}  # fmt: skip
"""Where each file names the example."""


@pytest.mark.parametrize("kind", KINDS)
def test_check_strict_names_what_is_left_of_the_example_and_nothing_else(
    kind: str, typed: Type, tmp_path: Path, language: Language
) -> None:
    """A curator who forgot to put in the agency's own name, address or number is told where, and of
    no other thing."""
    path = write_file(tmp_path, typed("new", kind).out)
    out = typed("check", "--strict", str(path), "--lang", language).out
    lines = re.findall(r"^  (?:in: |dans\xa0: )(?:services › |events › )?(.*)$", out, re.M)
    assert lines == LEFT[kind]
    told = {Language.EN: "this is still that of the example",
            Language.FR: "ceci est encore celui de l’exemple"}[language]  # fmt: skip
    numbers = [place for place in LEFT[kind] if place.endswith("number")]
    assert out.count(told) == len(LEFT[kind]) - len(numbers)


def test_check_strict_says_nothing_of_words_of_the_agency(typed: Type, tmp_path: Path) -> None:
    """Whoever has put own words in place of the example is told of nothing more; a quotation in a
    text is one."""
    text = typed("new", "hotline").out
    for old, new in (("Example Agency", "Zebra"), ("Agence Exemple", "Zèbre"),
                     ('"Ligne de nuit Exemple"', "“Zèbre” de “Nuit”"),
                     ('"Pour les jeunes qui ont besoin de parler la nuit."', "« Oui » ou « non »"),
                     ("example-night-line", "zebra-line"), ("Example night line", "Zebra line"),
                     ("short: EX", "short: ZB"), ("204-555-0142", "204-786-8689")):  # fmt: skip
        text = text.replace(old, new)
    out = typed("check", "--strict", str(write_file(tmp_path, text))).out
    assert out.endswith("\n[ZB] Zebra, 23 November 2026.\n")


LINES: Final = {"report_to": "report_to › phone", "urgent": "urgent › text › en"}


@pytest.mark.parametrize("left", [["report_to"], ["urgent"], ["report_to", "urgent"]])
def test_check_strict_names_the_lines_of_every_page_that_are_left_of_the_example(
    left: list[str], typed: Type, tmp_path: Path, language: Language
) -> None:
    """An invented number to report a mistake to, or the sentence of the example, is not put on
    every page unseen; the plain words beside them may stay."""
    text = typed("new", "layer").out
    for old, new in (("Example Agency", "Zebra"), ("Agence Exemple", "Zèbre"), ("EX,", "ZB,"),
                     ("#report_to", "report_to"), ("#urgent", "urgent")):  # fmt: skip
        text = text.replace(old, new)
    own = {"report_to": [("204-555-0190", "204-786-8689")],
           "urgent": [("Call whoever is on duty.", "Call Mo."),
                      ("Appelez la personne de garde.", "Appelez Mo.")]}  # fmt: skip
    for old, new in (pair for key, pairs in own.items() if key not in left for pair in pairs):
        text = text.replace(old, new)
    out = typed("check", "--strict", str(write_file(tmp_path, text)), "--lang", language).out
    told = {Language.EN: "this is still that of the example",
            Language.FR: "ceci est encore celui de l’exemple"}[language]  # fmt: skip
    places = re.findall(r"^  (?:in: |dans\xa0: )(.*)$", out, re.M)
    assert (places, out.count(told)) == ([LINES[key] for key in left], len(left))


def test_check_strict_names_the_short_name_that_is_left_of_the_example(
    typed: Type, tmp_path: Path
) -> None:
    """No agency's entries carry the sign of the example for want of a word."""
    text = typed("new", "layer").out.replace("Example Agency", "Zebra")
    path = write_file(tmp_path, text.replace("Agence Exemple", "Zèbre"))
    out = typed("check", "--strict", str(path)).out
    assert "  in: layer › short\n  fix: write your own\n1 error.\n" in out


@pytest.mark.parametrize("first", [True, False])
def test_a_number_of_an_own_entry_stays_where_the_example_has_it_too(
    first: bool, typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    """Whoever copied the example and forgot it is told to remove that, wherever it stands; the own
    entry is in force meanwhile."""
    example = typed("new", "hotline").out
    head, _, entry = example.partition("services:\n")
    own = entry.replace("example-night-line", "zebra-line").replace("Example night", "Zebra night")
    text = f"{head}services:\n{own if first else entry}{entry if first else own}"
    monkeypatch.setenv("RESOURCE_FINDER_ALSO", str(write_file(tmp_path, text, "own.yaml")))
    out = typed("check", "--lang", language).out.replace("\u00a0", " ")
    said = {Language.EN: "remove 'example-night-line', which is left from the example",
            Language.FR: "retirez « example-night-line », qui reste de l’exemple"}  # fmt: skip
    assert said[language] in out
    assert out.count("own.yaml:") == 1
    assert "204-555-0142" in typed("show", "zebra-line").out


@pytest.mark.parametrize("kind", ADDED)
def test_check_says_that_an_entry_of_the_example_is_in_force(
    kind: str, typed: Type, tmp_path: Path, language: Language
) -> None:
    """Without being asked for advice, `check` says that workers would see the example; it is no
    fault."""
    path = write_file(tmp_path, typed("new", kind).out)
    answer = typed("check", str(path), "--lang", language)
    left = {Language.EN: "Entry left from the example, which workers see: ",
            Language.FR: "Fiche laissée de l’exemple, que le personnel voit : "}  # fmt: skip
    assert left[language] + ADDED[kind] in answer.out.replace("\u00a0", " ")
    assert answer.code == 0
    changed = write_file(tmp_path, path.read_text(encoding="utf-8").replace("example-", "zebra-"))
    assert left[language] not in typed("check", str(changed), "--lang", language).out


def test_a_sentence_under_the_urgent_lines_needs_one_sign_less(
    typed: Type, tmp_path: Path, language: Language
) -> None:
    """A curator sees the form of the agency's own urgent line, and puts it in force."""
    text = typed("new", "layer", "--lang", language).out.replace("#urgent:", "urgent:")
    path = write_file(tmp_path, text)
    found = typed("find", "shelter", "--also", str(path), "--lang", language)
    said = {Language.EN: "OUR WORKERS: Call whoever is on duty. [EX]",
            Language.FR: "NOTRE PERSONNEL\u00a0: Appelez la personne de garde. [EX]"}  # fmt: skip
    assert found.out.split("\n")[2] == said[language]


def test_a_file_is_written_once(typed: Type, tmp_path: Path, language: Language) -> None:
    """`--output` writes the file, says what to do next, and never overwrites one."""
    path = tmp_path / "agency.yaml"
    answer = typed("new", "layer", "--output", str(path), "--lang", language)
    check = {Language.EN: "check", Language.FR: "verifier"}[language]
    assert (answer.code, answer.err) == (0, "")
    assert f"resource-finder {check} {path}\n" in answer.out
    assert path.read_text(encoding="utf-8") == typed("new", "layer", "--lang", language).out
    path.write_text("mine", encoding="utf-8")
    answer = typed("new", "layer", "--output", str(path), "--lang", language)
    assert (answer.code, answer.out) == (4, "")
    assert str(path) in answer.err
    assert path.read_text(encoding="utf-8") == "mine"
    assert [one.name for one in tmp_path.iterdir()] == ["agency.yaml"]


def test_a_folder_that_is_not_there_is_told(typed: Type, tmp_path: Path) -> None:
    """A file that cannot be written is told in a sentence."""
    answer = typed("new", "layer", "--output", str(tmp_path / "no" / "agency.yaml"))
    assert (answer.code, answer.out) == (4, "")
    assert "Cannot write" in answer.err


@pytest.mark.parametrize("word", ["now", "few", "knew", "net"])
def test_no_ordinary_word_is_taken_for_the_command(word: str) -> None:
    """A search that begins with such a word is not answered with an offer of `new`."""
    assert misspelt_name(word) is None
    assert misspelt_name("nouvaeu") == "new"


def test_an_address_and_how_to_get_in_are_two_sentences(typed: Type, tmp_path: Path) -> None:
    """In both languages a full stop is followed by a capital."""
    path = str(write_file(tmp_path, typed("new", "program").out))
    for language, said in (("en", "Winnipeg. Walk-in."), ("fr", "Winnipeg. Sans rendez-vous.")):
        shown = typed("show", "example-evening-room", "--also", path, "--lang", language).out
        assert said in shown
