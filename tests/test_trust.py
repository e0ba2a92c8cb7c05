"""How sure a fact is follows from its sources: a curator cannot type it, and may only lower it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from conftest import Type, replace
from resource_finder.bilingual import Text
from resource_finder.directory import builtin
from resource_finder.directory.loader import check, load
from resource_finder.directory.problems import DataError, Problem
from resource_finder.directory.review import due
from resource_finder.directory.trust import confidence
from resource_finder.model import Directory, Service, Source
from samples import MARK, SOUND, apply_changes, locate_mark, write_file

BUILT_IN: Final = builtin.path().read_text(encoding="utf-8")
UNTYPED: Final = "\n".join(
    line for line in SOUND.split("\n")
    if not line.strip().startswith(("confidence:", "status: current"))
)  # fmt: skip
"""The sound file without the values that its sources decide."""


def in_english(problems: list[Problem]) -> list[tuple[object, ...]]:
    """Where each problem is, what it is, and how to fix it."""
    return [
        (p.line, p.column, p.what.format(**p.values), p.fix.format(**p.values)) for p in problems
    ]


def source(id: str, kind: str = "news", date: str | None = None, **other: Any) -> Source:
    """A source with this id."""
    made = Source(id, Text(id, id), None, None, kind, date, None, None, False, None)
    return made._replace(**other)


OFFICIAL, OLD, OTHER = (
    source("page", "government", "2024-05"), source("old", "operator", "2022-12"),
    source("story", date="2025"),
)  # fmt: skip
COPY = source("copy", date="2025", copies="story")
RULE: Final = {
    "one official source of 2023 or later": ((OFFICIAL,), "confirmed"),
    "an official page in its present form": ((source("p", "law", present=True),), "confirmed"),
    "an official page that cannot be older": ((source("p", "law", not_before="2023-11"),),
                                              "confirmed"),
    "one official source of before 2023": ((OLD,), "limited"),
    "one official source without a date": ((source("p", "law"),), "limited"),
    "one news story": ((OTHER,), "limited"),
    "two news stories": ((OTHER, source("radio", date="2020")), "confirmed"),
    "two old news stories": ((source("a", date="2019"), source("b", date="2020")), "limited"),
    "a news story and its copy": ((OTHER, COPY), "limited"),
    "a story that repeats an official page": ((source("s", date="2024", copies="page"),),
                                              "confirmed"),
    "an old official page and a new story": ((OLD, OTHER), "confirmed"),
    "no source": ((), "unconfirmed"),
}  # fmt: skip


@pytest.mark.parametrize("name", RULE)
def test_a_fact_is_as_sure_as_its_sources(name: str) -> None:
    """A worker reads "confirmed" only where one official source or two independent ones say so, and
    one was seen in 2023 or later."""
    sources, expected = RULE[name]
    known = {one.id: one for one in (OFFICIAL, OLD, OTHER, *sources)}
    seen = any(one.present or (one.date or one.not_before or "") >= "2023" for one in sources)
    assert confidence(sources, seen, known) == expected


def services(tmp_path: Path, changes: dict[str, str]) -> dict[str, Service]:
    """The services of the untyped file with changes, by id."""
    path = write_file(tmp_path, apply_changes(changes, UNTYPED))
    return {service.id: service for service in load(path).services}


def test_nothing_has_to_be_typed(tmp_path: Path) -> None:
    """A curator gives sources, and the file says how sure its facts are."""
    known = services(tmp_path, {})
    helpline, drop_in = known["helpline"], known["drop-in"]
    assert (helpline.status, helpline.confidence) == ("current", "confirmed")
    assert [phone.confidence for phone in helpline.phones] == ["confirmed", "confirmed"]
    # Its only source says what it does, not that it runs, and not its number.
    assert (drop_in.status, drop_in.confidence) == ("unknown", "limited")
    assert [phone.confidence for phone in drop_in.phones] == ["unconfirmed"]


def test_a_hotline_is_no_surer_than_its_numbers(tmp_path: Path) -> None:
    """Nobody reads "confirmed" over numbers that are not."""
    lowered = "        lowered: {to: limited, because: {en: One page., fr: Une page.}}\n"
    lines = ("        kind: text\n", "204-555-0100\n        kind: voice\n")
    helpline = services(tmp_path, {line: f"{line}{lowered}" for line in lines})["helpline"]
    assert [phone.confidence for phone in helpline.phones] == ["limited", "limited"]
    assert helpline.confidence == "limited"


def test_a_number_may_name_its_own_sources(tmp_path: Path) -> None:
    """Where two numbers of a service differ in evidence, each has its own confidence."""
    old = "sources:\n  - {id: old, title: Old, kind: news, date: 2013}\n  - id: page\n"
    helpline = services(tmp_path, {
        "sources:\n  - id: page\n": old,
        "        kind: text\n": "        kind: text\n        from: [old]\n",
    })["helpline"]  # fmt: skip
    assert [phone.confidence for phone in helpline.phones] == ["confirmed", "limited"]


CALLS: Final = {"2026-11-23": "confirmed", "2025-11-24": "confirmed", "2025-11-23": "unconfirmed"}


@pytest.mark.parametrize("day", CALLS)
def test_a_call_confirms_a_number_for_a_year(day: str, tmp_path: Path) -> None:
    """A number that was dialled and answered is sure for a year before the date of the directory,
    and the service runs; the same file says the same on every day."""
    voice = "0199\n        kind: voice\n"
    drop_in = services(tmp_path, {voice: f"{voice}        called: {day}\n"})["drop-in"]
    (phone,) = drop_in.phones
    assert phone.confidence == CALLS[day]
    assert drop_in.status == ("current" if CALLS[day] == "confirmed" else "unknown")


def test_a_page_counts_the_numbers_checked_by_phone(typed: Type, tmp_path: Path) -> None:
    """Whoever reads a page or a sheet knows how many numbers were dialled; without any, that none
    was."""
    text = UNTYPED.replace("0199\n        kind: voice\n",
                           "0199\n        kind: voice\n        called: 2026-11-01\n")  # fmt: skip
    path = str(write_file(tmp_path, text))
    page = " ".join(typed("show", "drop-in", "--directory", path).out.split())
    assert "1 number checked by phone" in page
    assert "204-555-0199 answered on 1 November 2026." in page
    assert "not by phone" not in page
    french = typed("fiche", "drop-in", "--directory", path, "--lang", "fr").out
    assert "1 numéro vérifié par téléphone" in " ".join(french.split())
    assert "not by phone" in typed("show", "cfs-report").out


def test_a_page_tells_its_newest_evidence(typed: Type) -> None:
    """A day of checking does not make facts new: a page says of which month the newest source of
    its entries is, and a page without entries says nothing."""
    line = "Newest evidence on this page: "
    assert f"{line}September 2025." in " ".join(typed("show", "crime-stoppers").out.split())
    assert line not in typed("find", "zzzz").out


# --- what the built-in directory may not say ----------------------------------------------------


def faults_of_built_in(tmp_path: Path, old: str, new: str) -> tuple[tuple[int, int], list[object]]:
    """The position of the mark in a changed built-in directory, and its faults."""
    assert BUILT_IN.count(old) == 1
    text, line, column = locate_mark(BUILT_IN.replace(old, new))
    with pytest.raises(DataError) as caught:
        load(write_file(tmp_path, text))
    return (line, column), list(in_english(list(caught.value.problems)))


NUMBER: Final = "      - number: 1-866-242-1571\n"
LESS: Final = "remove '{}', or correct the sources; to trust it less, add 'lowered:'"


def test_one_wrong_confidence_fails_with_its_line_and_fix(tmp_path: Path) -> None:
    """Nobody can raise a number above what its sources give, or lower it without a reason."""
    place, faults = faults_of_built_in(
        tmp_path, NUMBER, f"{NUMBER}        confidence: {MARK}confirmed\n"
    )
    what = "the sources give 'limited' here, not 'confirmed'"
    assert faults == [(*place, what, LESS.format("confidence"))]


def test_a_wrong_status_fails_with_its_line_and_fix(tmp_path: Path) -> None:
    """A service is not called running on the word of a curator."""
    place, faults = faults_of_built_in(
        tmp_path, "  - id: psi\n", f"  - id: psi\n    status: {MARK}current\n"
    )
    what, fix = "the sources give 'unknown' here, not 'current'", LESS.format("status")
    assert faults == [(*place, what, fix.split(";")[0])]


def test_a_file_of_ones_own_may_still_type_them(tmp_path: Path) -> None:
    """An older file of an agency is read as before; whoever asks for advice learns of the rule."""
    path = write_file(tmp_path, SOUND)
    assert [phone.confidence for phone in load(path).services[0].phones] == ["confirmed", "limited"]
    advice = in_english(check(path).advice)
    about = "the sources decide 'confidence', and 'current' or 'unknown' under 'status'"
    assert [one[2] for one in advice].count(about) == len(load(path).entries)


def test_what_no_source_states_is_told(tmp_path: Path) -> None:
    """A curator who names no source for a number reads why it is hidden."""
    advice = in_english(check(write_file(tmp_path, UNTYPED)).advice)
    assert ("no source states this", "name its sources under 'from:'") in [a[2:] for a in advice]


def test_every_lowered_value_of_the_directory_is_lower_for_a_reason(directory: Directory) -> None:
    """Each doubt that a curator adds says why, in both languages, without a number in it."""
    for service in directory.services:
        values: tuple[Any, ...] = (service, *service.phones, *service.web)
        for value in values:
            if value.lowered:
                assert value.confidence == value.lowered.to, service.id
                assert value.lowered.because.en != value.lowered.because.fr


# --- what is due --------------------------------------------------------------------------------


def test_what_is_due_follows_danger(directory: Directory) -> None:
    """A curator with little time checks first what does most harm where it is wrong: hotlines, and
    of them those that may not run and those with a hidden number."""
    checks = due(directory, date(2029, 1, 1))
    order = [
        (
            one.service.kind == "program",
            one.service.status != "unknown"
            and all(phone.confidence != "unconfirmed" for phone in one.service.phones),
            one.when,
            one.service.id,
        )
        for one in checks
    ]
    assert len(order) > 50
    assert order == sorted(order)


ANNOUNCED: Final = {"2026-06": "2026-07-01", "2026-12": "2027-01-01", "2026": "2027-01-01",
                    "2026-06-30": "2026-07-01"}  # fmt: skip


@pytest.mark.parametrize("by", ANNOUNCED)
def test_what_is_announced_is_due_when_its_date_has_passed(by: str, directory: Directory) -> None:
    """Somebody looks whether an announced service has opened, on the day after it should have."""
    alert = next(s for s in directory.services if s.id == "red-dress-alert")
    changed = directory._replace(services=(replace(alert, announced_by=by),))
    (one,) = due(changed, date(2029, 1, 1))
    assert one.when == ANNOUNCED[by]
