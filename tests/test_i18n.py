"""Dates, numbers, lists and plurals as people here write them, in both languages."""

from __future__ import annotations

import datetime
import re

import phonenumbers
import pytest
from babel.core import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from resource_finder.bilingual import Language
from resource_finder.i18n import LABELS, Translator
from resource_finder.model import Ages, Directory

EN, FR = Translator(Language.EN), Translator(Language.FR)
LOCALES = {Language.EN: "en_CA", Language.FR: "fr_CA"}
TODAY = datetime.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("iso", "english", "french"),
    [
        ("2010", "2010", "2010"),
        ("2010-04", "April 2010", "avril 2010"),
        ("2010-04-01", "1 April 2010", "1er avril 2010"),
        ("2010-08-02", "2 August 2010", "2 août 2010"),
        ("2009-12-10", "10 December 2009", "10 décembre 2009"),
        ("2020-02-29", "29 February 2020", "29 février 2020"),
        ("2021-12-31", "31 December 2021", "31 décembre 2021"),
    ],
)
def test_a_date_has_the_precision_it_was_given(iso: str, english: str, french: str) -> None:
    """A date reads as people write it, and says no more than its source does."""
    assert (EN.date(iso), FR.date(iso)) == (english, french)


@pytest.mark.parametrize("month", range(1, 13))
def test_months_are_spelled_as_babel_spells_them(language: Language, month: int) -> None:
    """No month is misspelt in either language."""
    translator, day = Translator(language), datetime.date(2010, month, 15)
    texts = (translator.date(f"2010-{month:02}"), translator.date(day.isoformat()))
    assert texts == tuple(
        format_date(day, form, locale=LOCALES[language]) for form in ("MMMM y", "d MMMM y")
    )


@pytest.mark.parametrize("number", [0, 7, 999, 1000, 12_345, 1_234_567])
def test_numbers_are_grouped_as_babel_groups_them(language: Language, number: int) -> None:
    """A large number can be read at a glance."""
    assert Translator(language).number(number) == format_decimal(number, locale=LOCALES[language])


def test_a_french_number_never_breaks_at_its_space() -> None:
    """Thousands are parted by U+00A0 in French, so that no line ends within a number."""
    assert (EN.number(12_345), FR.number(12_345)) == ("12,345", "12\u00a0345")


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [
        ("+18665550142", "1-866-555-0142", "1\u00a0866\u00a0555-0142"),
        ("+18005550101", "1-800-555-0101", "1\u00a0800\u00a0555-0101"),
        ("+12045550123", "204-555-0123", "204\u00a0555-0123"),
        ("+14315550100", "431-555-0100", "431\u00a0555-0100"),
    ],
)
@pytest.mark.smoke
def test_a_phone_number_reads_as_people_write_it(number: str, english: str, french: str) -> None:
    """A number can be copied onto a telephone in either language."""
    assert (EN.phone(number), FR.phone(number)) == (english, french)


@pytest.mark.parametrize("code", ["911", "988", "211", "686868"])
def test_a_short_code_stands_bare(language: Language, code: str) -> None:
    """A short code is shown exactly as it is dialled."""
    assert Translator(language).phone(code) == code


def test_every_number_of_the_directory_is_shown_whole(
    directory: Directory, language: Language
) -> None:
    """Each number could exist, and its digits are those to dial, with a 1 where it is free."""
    numbers = {phone.number for service in directory.services for phone in service.phones}
    long = {number for number in numbers if number.startswith("+")}
    assert len(long) > 30
    assert numbers - long <= {"911", "988", "211", "686868"}
    for number in sorted(long):
        parsed = phonenumbers.parse(number)
        assert phonenumbers.is_possible_number(parsed), number
        free = phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.TOLL_FREE
        dialled = f"{'1' if free else ''}{parsed.national_number}"
        assert re.sub(r"\D", "", Translator(language).phone(number)) == dialled, number


@pytest.mark.parametrize("size", range(5))
def test_lists_are_joined_as_babel_joins_them(language: Language, size: int) -> None:
    """A list of any length reads as a sentence does."""
    items = ["Brandon", "Thompson", "Flin Flon", "The Pas"][:size]
    assert Translator(language).listing(items) == format_list(items, locale=LOCALES[language])


def test_a_list_of_three_reads_as_a_sentence() -> None:
    """The last two of a list are joined by a word."""
    assert EN.listing(["a", "b", "c"]) == "a, b and c"
    assert FR.listing(["a", "b", "c"]) == "a, b et c"


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [
        (0, "0 days ago", "il y a 0 jour"),
        (1, "1 day ago", "il y a 1 jour"),
        (2, "2 days ago", "il y a 2 jours"),
        (12_345, "12,345 days ago", "il y a 12\u00a0345 jours"),
    ],
)
def test_a_plural_fits_its_number(number: int, english: str, french: str) -> None:
    """In French 0 is singular, in English plural; large numbers are grouped."""
    texts = [
        translator.plural("{number} day ago", "{number} days ago", number)
        for translator in (EN, FR)
    ]
    assert texts == [english, french]


@pytest.mark.parametrize("number", [0, 1, 2, 3, 11, 21, 100, 101])
def test_plurals_follow_babel(language: Language, number: int) -> None:
    """A number of things is singular exactly where the language says so."""
    one, many = "{number} day ago", "{number} days ago"
    translator = Translator(language)
    single = Locale.parse(LOCALES[language]).plural_form(number) == "one"
    forms = {True: translator.plural(one, many, 1), False: translator.plural(one, many, 2)}
    expected = forms[single].replace("1" if single else "2", str(number))
    assert translator.plural(one, many, number) == expected


@pytest.mark.parametrize(
    ("ages", "english", "french"),
    [
        (Ages(11, 17), "ages 11 to 17", "11 à 17\u00a0ans"),
        (Ages(18, None), "ages 18 and over", "18\u00a0ans et plus"),
        (Ages(None, 29), "ages up to 29", "29\u00a0ans et moins"),
        (Ages(0, 5), "ages 0 to 5", "0 à 5\u00a0ans"),
    ],
)
def test_an_age_range_is_said_with_the_ends_it_has(ages: Ages, english: str, french: str) -> None:
    """A worker sees whom a service is for, also where one end is open or 0."""
    assert (EN.ages(ages), FR.ages(ages)) == (english, french)


@pytest.mark.parametrize(
    ("days", "english", "french"),
    [
        (-1, "", ""),
        (0, "today", "aujourd’hui"),
        (1, "1 day ago", "il y a 1 jour"),
        (12, "12 days ago", "il y a 12 jours"),
        (60, "60 days ago", "il y a 60 jours"),
        (61, "2 months ago", "il y a 2 mois"),
        (152, "4 months ago", "il y a 4 mois"),
        (365, "12 months ago", "il y a 12 mois"),
        (730, "24 months ago", "il y a 24 mois"),
        (731, "2 years ago", "il y a 2 ans"),
        (3653, "10 years ago", "il y a 10 ans"),
    ],
)
def test_the_age_of_a_date_is_said_in_fitting_units(days: int, english: str, french: str) -> None:
    """A worker sees how old a check is; a day yet to come has no age."""
    since = (TODAY - datetime.timedelta(days)).isoformat()
    assert (EN.age(since, TODAY), FR.age(since, TODAY)) == (english, french)


def test_a_label_carries_the_colon_of_its_language() -> None:
    """French sets U+00A0 before a colon, English nothing."""
    assert EN.pair("Hours", "24/7") == "Hours: 24/7"
    assert FR.pair("Heures", "24/7") == "Heures\u00a0: 24/7"


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("find", "chercher"),
        ("hotlines", "lignes"),
        ("timeline", "chronologie"),
        ("show", "fiche"),
        ("list", "liste"),
        ("check", "verifier"),
    ],
)
def test_a_command_to_type_has_the_name_of_its_language(english: str, french: str) -> None:
    """A French page offers the French command, under the name that was promised."""
    assert EN.command(english, "988") == f"resource-finder {english} 988"
    assert FR.command(english, "988") == f"resource-finder {french} 988"


def test_a_word_of_a_closed_list_is_said_in_both_languages() -> None:
    """No page shows the bare id of a status, a kind or a line."""
    assert {id: EN.label(id) for id in LABELS} == {id: one.shown for id, one in LABELS.items()}
    assert [id for id in LABELS if not FR.label(id)] == []


def test_a_sentence_keeps_braces_that_were_put_into_it() -> None:
    """Braces that a worker types are never taken for a placeholder."""
    texts = EN.text(
        "Showing results for “{meant}” instead of “{typed}”.", typed="{x}", meant="{meant}"
    )
    assert texts == "Showing results for “{meant}” instead of “{x}”."
