"""Hours: what stands beside a number, what `show` and JSON say, and their evidence."""

from __future__ import annotations

import json

import pytest

from conftest import Type, replace
from resource_finder.bilingual import Language
from resource_finder.closed_lists import CURRENT_SINCE
from resource_finder.i18n import Translator
from resource_finder.model import Directory, Opening, Phone, Service
from resource_finder.opening_hours import ALWAYS
from resource_finder.search.index import Index
from resource_finder.views.hours import hours_to_show, opening_words


def shown(index: Index, changed: Service, phone: Phone) -> str | None:
    """What stands beside a number of a service that was changed, by the sources of the index."""
    return hours_to_show(changed, phone, index, Translator(Language.EN))


def test_24_7_stands_beside_every_number_that_is_confirmed_with_its_hours(
    directory: Directory, index: Index
) -> None:
    """Whoever calls at night relies on two facts: the number, and that it is answered then."""
    translator = Translator(Language.FR)
    beside = {
        one.id: hours
        for one in directory.services
        for phone in one.phones[:1]
        if (hours := hours_to_show(one, phone, index, translator))
    }
    assert beside == dict.fromkeys(
        ("ht-canada", "988", "mmiwg-crisis", "kids-help-phone", "hope-for-wellness", "211-mb",
         "irs-crisis-line"),
        "24/7",
    )  # fmt: skip


def test_a_number_that_is_not_confirmed_stands_without_hours(index: Index) -> None:
    """A doubtful number is not called the surer because it would answer at night."""
    line = index.service("988")
    phone = line.phones[0]
    assert shown(index, line, phone) == "24/7"
    assert shown(index, line, replace(phone, confidence="limited")) == ""


def test_hours_of_old_or_undated_evidence_do_not_stand_beside_a_number(index: Index) -> None:
    """Hours of 2015 are no promise for tonight; a number says nothing then, not "not known"."""
    line = index.service("988")
    for opening in (Opening(ALWAYS, "globe-2015"), Opening(ALWAYS, "gbvp-about")):
        assert shown(index, replace(line, open=opening), line.phones[0]) == ""
    dated = Opening(ALWAYS, "gbvp-about", seen="2024-05")
    assert shown(index, replace(line, open=dated), line.phones[0]) == "24/7"
    assert shown(index, replace(line, open=None, hours=None), line.phones[0]) is None


def test_words_without_a_value_stand_where_their_sources_are_recent(index: Index) -> None:
    """An agency that writes its hours in words, from a source of this year, sees them printed."""
    line = replace(index.service("988"), open=None)
    assert shown(index, line, line.phones[0]) == "24 hours a day, every day"


def test_a_number_with_hours_of_its_own_does_not_have_those_of_its_service(index: Index) -> None:
    """A number that answers by day only is not printed as one that always answers."""
    line = index.service("988")
    opening = Opening("mon-fri 8:30-16:30", "cnw-2025-09-10")
    assert shown(index, line, replace(line.phones[0], open=opening)) == (
        "Mon to Fri, 8:30 to 16:30"
    )


@pytest.mark.parametrize(
    ("when", "english", "french"),
    [
        ("always", "24/7", "24/7"),
        ("daily 9:00-21:00", "every day, 9:00 to 21:00", "tous les jours, 9 h à 21 h"),
        (
            "mon-fri 8:30-16:30, sat 10:00-14:00",
            "Mon to Fri, 8:30 to 16:30; Sat, 10:00 to 14:00",
            "lun. à ven., 8 h 30 à 16 h 30; sam., 10 h à 14 h",
        ),
    ],
)
def test_days_and_times_are_written_in_either_language(
    when: str, english: str, french: str
) -> None:
    """Times are read as a Manitoban writes them, and a French one never breaks at its space."""
    assert opening_words(when, Translator(Language.EN)) == english
    assert opening_words(when, Translator(Language.FR)).replace("\u00a0", " ") == french


@pytest.mark.parametrize(
    ("id", "english", "french"),
    [
        ("988", "24 hours a day, every day", "24 heures sur 24, 7 jours sur 7"),
        (
            "cfs-winnipeg",
            "24 hours a day (seen in 2015)",
            "24 heures sur 24 (selon une source de 2015)",
        ),
        (
            "cybertip",
            "24 hours a day (seen in 2020)",
            "24 heures sur 24 (selon une source de 2020)",
        ),
        (
            "family-violence",
            "24 hours a day, every day (from an undated source)",
            "24 heures sur 24, 7 jours sur 7 (selon une source sans date)",
        ),
    ],
)
def test_show_json_and_csv_give_old_hours_with_their_year(
    id: str, english: str, french: str, typed: Type
) -> None:
    """Nobody takes hours of long ago for those of today, on a page or in a table."""
    assert f"Hours: {english}\n" in typed("show", id).out
    assert f"Heures\u00a0: {french}\n" in typed("show", id, "--lang", "fr").out
    (record,) = json.loads(typed("show", id, "--format", "json").out)["results"]
    assert record["hours"] == english
    assert english in typed("show", id, "--format", "csv").out


def test_json_has_the_hours_as_a_value_with_the_date_of_their_evidence(typed: Type) -> None:
    """A program need not read words to know that a line always answers."""

    def value(id: str) -> object:
        (record,) = json.loads(typed("show", id, "--format", "json").out)["results"]
        return record["open"]

    assert value("988") == {"when": "always", "source": "cnw-2025-09-10", "date": "2025-09-10"}
    assert value("cfs-winnipeg") is None


def test_every_value_names_a_recent_source_that_the_entry_cites_for_its_hours(
    directory: Directory,
) -> None:
    """Each `open` of the built-in directory can be followed to the page that says so."""
    dates = {source.id: source.date for source in directory.sources}
    for one in directory.services:
        if one.open:
            cited = {c.source for c in one.sources if "hours" in c.supports}
            assert one.open.source in cited, one.id
            assert (dates[one.open.source] or one.open.seen or "") >= CURRENT_SINCE, one.id
