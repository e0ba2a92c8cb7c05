"""Corrections: what an agency withdraws is given to call nowhere, and told where one asks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pytest

from conftest import Type
from resource_finder.bilingual import Language
from resource_finder.directory.layers import protected
from resource_finder.i18n import Translator
from resource_finder.model import Directory, Service
from resource_finder.render.formats import PAGE_FORMATS
from resource_finder.views.sheet_specs import SHEETS
from samples import REPORT_DISPLAYED, write_file

pytestmark = pytest.mark.usefixtures("shared_index")

HEAD: Final = """\
layer: {name: {en: Example Agency, fr: Agence Exemple}, short: EX, date: 2026-11-20}
corrections:
"""
KLINIC: Final = """\
  - {id: klinic-crisis, number: 204-786-8686, withdraw: wrong-number, since: 2026-11-24, by: Mo}
"""
"""A real number of the directory: the test is about an entry with a second number beside it."""
PAGES: Final = (
    "find shelter winnipeg", "find suicide", "find runaway thompson --all", "find trafficking",
    "find zebra giraffe", "hotlines", "hotlines --all", "hotlines winnipeg", "timeline", "list",
    "list --kind program",
)  # fmt: skip
"""Pages that list entries; `show`, `check` and a search for the number tell of a withdrawal."""


def use(monkeypatch: pytest.MonkeyPatch, folder: Path, text: str) -> None:
    """Let the agency's file have this text."""
    monkeypatch.setenv("RESOURCE_FINDER_ALSO", str(write_file(folder, text, "own.yaml")))


def corrections(services: Iterable[Service], whole: bool = False) -> str:
    """Corrections that withdraw every number, or every whole service."""
    lines = [
        f"  - {{id: {service.id!r}, number: '{phone.number}', withdraw: wrong-number}}\n"
        for service in services
        for phone in service.phones
    ]
    wholes = [f"  - {{id: {service.id!r}, withdraw: closed}}\n" for service in services]
    return HEAD + "".join(wholes if whole else lines)


def unprotected(directory: Directory) -> list[Service]:
    """The services that a layer may withdraw."""
    return [service for service in directory.services if service.id not in protected(directory)]


def written(number: str) -> re.Pattern[str]:
    """The ways in which a number may be written."""
    if not number.startswith("+1"):
        return re.compile(rf"(?<![\d-]){number}(?![\d-])")
    sign = "[ \u00a0.()-]{0,2}"
    return re.compile(sign.join((number[2:5], number[5:8], number[8:])))


def numbers_of(services: Iterable[Service]) -> list[re.Pattern[str]]:
    """The numbers of services; 211 is a name too, which is left on pages."""
    numbers = {phone.number for service in services for phone in service.phones} - {"211"}
    return [written(number) for number in sorted(numbers)]


def given(text: str, numbers: Iterable[re.Pattern[str]]) -> list[str]:
    """The numbers that a text has."""
    return [number.pattern for number in numbers if number.search(text)]


def without_withdrawn(value: Any) -> Any:
    """A JSON value without what says that something was withdrawn."""
    if isinstance(value, dict):
        return {k: without_withdrawn(v) for k, v in value.items() if k != "withdrawn"}
    return [without_withdrawn(v) for v in value] if isinstance(value, list) else value


# --- nowhere given to call -----------------------------------------------------------------------


@pytest.mark.parametrize("whole", [False, True], ids=["numbers", "whole entries"])
@pytest.mark.parametrize("format", PAGE_FORMATS)
def test_no_page_gives_a_withdrawn_number(
    format: str,
    whole: bool,
    typed: Type,
    directory: Directory,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    language: Language,
) -> None:
    """Whatever an agency withdraws, no page in any format or language gives it to call, neither by
    itself nor in place of another number."""
    services = unprotected(directory)
    use(monkeypatch, tmp_path, corrections(services, whole))
    numbers = numbers_of(services)
    for page in PAGES:
        answer = typed(*page.split(), "--format", format, "--lang", language)
        assert answer.err == "", page
        out = answer.out
        if format == "json":
            out = json.dumps(without_withdrawn(json.loads(out)), ensure_ascii=False)
        assert given(out, numbers) == [], page


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("format", ["html", "markdown"])
def test_no_sheet_gives_a_withdrawn_number(
    sheet: str,
    format: str,
    typed: Type,
    directory: Directory,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No sheet that goes out to others gives a number that an agency withdrew."""
    services = unprotected(directory)
    use(monkeypatch, tmp_path, corrections(services))
    for extra in ([], ["--size", "large"] if "large" in SHEETS[sheet].sizes else []):
        answer = typed("handout", "--sheet", sheet, "--format", format, "--output", "-",
                       "--lang", "both", *extra)  # fmt: skip
        assert answer.code in (0, 1, 2), answer.err
        assert given(answer.out, numbers_of(services)) == []


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_sheets_of_other_formats_are_made_of_the_same_page(
    format: str, typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sheet in PDF or Word can be made while numbers are withdrawn."""
    pytest.importorskip({"pdf": "typst", "docx": "docx"}[format])
    use(monkeypatch, tmp_path, HEAD + KLINIC)
    path = tmp_path / f"sheet.{format}"
    assert typed("handout", "klinic", "--format", format, "--output", str(path)).code == 0


def test_the_front_page_gives_only_protected_numbers(
    typed: Type, directory: Directory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page of the command alone, and the call sheet, give no withdrawn number either."""
    services = unprotected(directory)
    use(monkeypatch, tmp_path, corrections(services))
    for words in ([], ["check", "--due", "--as-of", "2030-01-01"], ["help", "filters"]):
        answer = typed(*words)
        assert given(answer.out, numbers_of(services)) == [], words


# --- where it is said ----------------------------------------------------------------------------

SAID: Final = {
    Language.EN: "204-786-8686: withdrawn on 24 November 2026 by Mo [EX]. Reason: wrong number."
    " Do not use it.",
    Language.FR: "204 786-8686 : retrait le 24 novembre 2026 par Mo [EX]. Raison : mauvais numéro."
    " Ne l’utilisez pas.",
}


@pytest.mark.parametrize(
    "line", ["show klinic-crisis", "find 204-786-8686", "find 786-8686", "hotlines 204-786-8686",
             "check"],
)  # fmt: skip
def test_a_withdrawal_is_told_where_one_asks_for_it(
    line: str, typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    """Who looks for the number learns that it was withdrawn, when, by whom and why."""
    use(monkeypatch, tmp_path, HEAD + KLINIC)
    out = typed(*line.split(), "--lang", language).out.replace("\u00a0", " ")
    assert SAID[language] in out
    (number,) = numbers_of_text("+12047868686")
    assert len(number.findall(out.replace(SAID[language], "").replace(line, ""))) == 0


def numbers_of_text(*numbers: str) -> list[re.Pattern[str]]:
    """The patterns of numbers."""
    return [written(number) for number in numbers]


def test_programs_read_what_was_withdrawn(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """JSON has what was withdrawn under a key of its own, and its other numbers as before."""
    use(monkeypatch, tmp_path, HEAD + KLINIC)
    (record,) = json.loads(typed("show", "klinic-crisis", "--format", "json").out)["results"]
    assert record["withdrawn"] == [
        {
            "numbers": ["+12047868686"], "whole": False, "reason": "wrong-number",
            "since": "2026-11-24", "by": "Mo", "layer": "EX", "text": SAID[Language.EN],
        }
    ]  # fmt: skip
    assert [phone["number"] for phone in record["phones"]] == ["+18883223019"]
    assert record["numbers_withheld"] == 0


def test_a_row_whose_number_was_withdrawn_says_so_and_by_which_agency(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    """A worker sees which rows an agency changed, and why, without the number."""
    use(monkeypatch, tmp_path, HEAD + KLINIC)
    for format in ("plain", "table"):
        out = typed("find", "klinic crisis", "--limit", "1", "--format", format,
                    "--lang", language).out  # fmt: skip
        words = " ".join(re.sub(r"\s+", " ", out).split())
        assert "Klinic Crisis Line" in words
        assert "[EX]" in words
    said = {
        Language.EN: "Another number was withdrawn: wrong number",
        Language.FR: "Un autre numéro a été retiré",
    }
    assert said[language] in typed("find", "klinic crisis", "--lang", language).out


BOTH: Final = KLINIC + KLINIC.replace("204-786-8686", "1-888-322-3019")
NOTES: Final[dict[str, dict[Language, str]]] = {
    KLINIC: {
        Language.EN: "Another number was withdrawn: wrong number",
        Language.FR: "Un autre numéro a été retiré : mauvais numéro",
    },
    BOTH: {
        Language.EN: "Numbers withdrawn: wrong number",
        Language.FR: "Numéros retirés : mauvais numéro",
    },
}


@pytest.mark.parametrize("text", NOTES, ids=["one of two", "both"])
@pytest.mark.parametrize("format", ["plain", "table"])
def test_a_number_that_is_left_does_not_look_withdrawn(
    text: str, format: str, typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    language: Language,
) -> None:  # fmt: skip
    """Whoever reads the number that still works does not take it for the one withdrawn."""
    use(monkeypatch, tmp_path, HEAD + text)
    out = typed("find", "klinic crisis", "--format", format, "--lang", language).out
    words = " ".join(out.replace("\u00a0", " ").split())
    assert NOTES[text][language] in words
    (other,) = numbers_of_text("+18883223019")
    assert bool(other.search(words)) is (text == KLINIC)


def test_several_numbers_that_a_layer_replaces_are_told_as_several(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    """What not to use agrees with how many numbers there are."""
    use(monkeypatch, tmp_path, HEAD + "  - {id: klinic-crisis, withdraw: closed}\n")
    shown = typed("show", "klinic-crisis", "--lang", language).out
    assert {Language.EN: "Do not use them.", Language.FR: "Ne les utilisez pas."}[language] in shown


def test_a_service_without_its_number_says_whom_to_call_instead(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A service that lost all its numbers sends people to another line, never to a dead number."""
    use(monkeypatch, tmp_path, HEAD + "  - {id: klinic-crisis, withdraw: no-answer}\n")
    answer = json.loads(typed("show", "klinic-crisis", "--format", "json").out)["results"][0]
    assert answer["phones"] == []
    assert answer["call_instead"] is not None
    assert "Call instead" in typed("find", "klinic-crisis").out


def test_no_number_that_is_left_sends_a_worker_to_the_one_withdrawn(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A note says what is known of its own number alone: the other may be withdrawn tonight."""
    local = "  - {id: klinic-sexual-assault, number: 204-786-8631, withdraw: no-answer}\n"
    use(monkeypatch, tmp_path, HEAD + local)
    for line in ("find sexual assault", "show klinic-sexual-assault"):
        out = typed(*line.split()).out
        assert "1-888-292-7565" in out
        assert "reliable" not in out


def test_without_the_correction_the_number_is_back(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A withdrawal is undone by taking its line out: nothing of it is kept anywhere."""
    lines = ("show klinic-crisis", "find klinic crisis", "hotlines", "list")
    before = [typed(*line.split()).out for line in lines]
    use(monkeypatch, tmp_path, HEAD + KLINIC)
    assert all(
        typed(*line.split()).out != out for line, out in zip(lines[:2], before, strict=False)
    )
    write_file(tmp_path, "corrections: []\n", "own.yaml")
    assert [typed(*line.split()).out for line in lines] == before


@pytest.mark.parametrize("left", ["corrections:\n", "corrections: null\n", "corrections: []\n"])
def test_the_key_of_a_list_may_stay_when_its_last_line_is_taken_out(
    left: str, typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever undoes the only correction takes out one line, and no worker is told of an error."""
    use(
        monkeypatch,
        tmp_path,
        HEAD.replace("corrections:\n", left + "services:\nregions:\nurgent:\n"),
    )
    answer = typed("find", "204-786-8686")
    assert (answer.err, typed("check").code) == ("", 0)
    assert "Your agency’s file" not in answer.out
    assert "withdrawn" not in answer.out


def test_a_number_written_without_a_space_is_never_left_out_of_its_correction(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    """Whoever forgets the space after `number:` reads that; nobody is told to remove the number,
    which would withdraw the whole entry."""
    use(monkeypatch, tmp_path, HEAD + KLINIC.replace("number: ", "number:"))
    answer = typed("check", "--lang", language)
    fix = {Language.EN: "write 'number: 204-786-8686'", Language.FR: "écrivez"}[language]
    assert (answer.code, fix in answer.out) == (3, True)
    remove = {Language.EN: "remove it", Language.FR: "retirez cela"}[language]
    assert remove not in answer.out
    assert "1-888-322-3019" in typed("show", "klinic-crisis").out


# --- what cannot be withdrawn --------------------------------------------------------------------

ATTACK: Final = (
    HEAD
    + """\
  - {id: emergency-911, withdraw: closed}
  - {id: emergency-911, number: "911", withdraw: unsafe}
  - {id: cfs-report, number: 1-866-345-9241, withdraw: wrong-number}
  - {id: cfs-report, withdraw: closed}
  - {id: "988", withdraw: closed}
  - {id: "988", number: "988", withdraw: no-answer}
urgent:
  label: {en: OUR WORKERS, fr: NOTRE PERSONNEL}
  text: {en: Call whoever is on duty first., fr: Appelez d’abord la personne de garde.}
sources:
  - {id: own-page, title: Own page, kind: operator, date: 2026-10, address: own.example/page}
services:
"""
    + "".join(
        f"""\
  - id: own-{number}
    replaces: "{id}"
    kind: hotline
    line: crisis
    origin: added
    name: {{en: Own line {number}, fr: Ligne propre {number}}}
    summary: {{en: Ours., fr: La nôtre.}}
    audience: [anyone]
    regions: [manitoba]
    phones: [{{number: 204-555-010{number}, kind: voice}}]
    police: not-stated
    checked: 2026-11-20
    topics: [crisis]
    sources: [{{id: own-page, for: [what, number]}}]
"""
        for number, id in enumerate(("emergency-911", "cfs-report", "988"))
    )
)


def test_no_layer_takes_the_urgent_numbers_away(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    """911 as it is told, the number to report a child harmed and 988 survive every layer; a layer
    may only add a sentence under the urgent lines."""
    before = {
        line: typed(*line.split(), "--lang", language).out
        for line in ("find suicide", "show 988", "show cfs-report", "show emergency-911")
    }
    use(monkeypatch, tmp_path, ATTACK)
    sentence = {
        Language.EN: "OUR WORKERS: Call whoever is on duty first. [EX]",
        Language.FR: "NOTRE PERSONNEL\u00a0: Appelez d’abord la personne de garde. [EX]",
    }[language]
    for line, out in before.items():
        lines = typed(*line.split(), "--lang", language).out.split("\n")
        assert lines[:2] == out.split("\n")[:2]
        assert lines[2] == sentence
        assert REPORT_DISPLAYED[language] in lines[1]
    for id, number in (("988", "988"), ("cfs-report", "1-866-345-9241"), ("emergency-911", "911")):
        shown = typed("show", id).out
        assert re.search(rf"Phone: {number}\b", shown), id
        assert "Withdrawn" not in shown


def test_check_tells_that_urgent_numbers_cannot_be_withdrawn(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    """Whoever tries to withdraw an urgent number reads why not, and what to do instead."""
    use(monkeypatch, tmp_path, ATTACK)
    answer = typed("check", "--lang", language)
    what = Translator(language).text(
        "no file of an agency may withdraw or replace an urgent number or 988"
    )
    assert answer.out.count(what) == 9
    assert answer.code == 3
