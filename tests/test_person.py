"""Who a query is about, and what its answer then holds first."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from conftest import ROOT, found_ids
from resource_finder.directory.contacts import numbers_to_give
from resource_finder.finder import Finder
from resource_finder.model import Service
from resource_finder.search import lines_to_call
from resource_finder.search.ages import Ages, read_ages
from resource_finder.search.person import Person, read_person

FRESH: Final = ROOT / "tests" / "search" / "fresh"
MEN: Final = frozenset({"men"})
WOMEN: Final = frozenset({"women"})


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("girl 14", 14), ("boy, 15, sleeping outside", 15), ("im 14", 14), ("14f", 14),
        ("f14 ran away", 14), ("elle a 14", 14), ("fourteen", 14), ("girl fourteen", 14),
        ("quatorze ans", 14), ("elle a dix-sept ans", 17), ("vingt et un ans", 21),
        ("twenty-one year old", 21), ("14 y/o", 14), ("14yo", 14), ("14-year-old girl", 14),
        ("she's 14", 14), ("âgée de 14 ans", 14), ("age of 14", 14), ("jeune de 14 ans", 14),
        ("chu une fille, 15 ans", 15),
    ],
)  # fmt: skip
def test_an_age_is_read_however_it_is_typed(text: str, age: int) -> None:
    """“14f”, “im 14” and « quatorze ans » are ages as much as “14 years old”."""
    assert read_ages(text).all == (age,)


@pytest.mark.parametrize(
    "text",
    [
        "girl missing since march 14", "march 14 girl missing", "girl 14 november",
        "fille disparue le 14 mars", "fille 14 mars", "14 girls", "14 years ago", "il y a 14 ans",
        "she is 14 weeks pregnant", "wait 24 hours", "988", "24/7", "204-555-0199", "2 days",
        "trois heures du matin", "in 2011", "one of my kids",
    ],
)  # fmt: skip
def test_the_day_of_an_event_is_no_age(text: str) -> None:
    """A date, a time, a number of people or a phone number is not taken for an age, and its words
    stay in the query."""
    assert read_ages(text) == Ages((), None, text)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("boy exploited", Person(MEN, oldest=17)),
        ("homme battu", Person(MEN, youngest=18)),
        ("husband hit by his wife", Person(MEN, youngest=18)),
        ("femme battue par son conjoint", Person(WOMEN, youngest=18)),
        ("my boyfriend hits me", Person(says_i=True)),
        ("a man follows my daughter", Person(WOMEN, oldest=17, says_i=True)),
        ("je suis un homme et ma femme me frappe", Person(MEN, youngest=18, says_i=True)),
        ("ya un gars qui me suit", Person(says_i=True)),
        ("mon gars de 12 ans parle de mourir", Person(MEN, age=12, says_i=True)),
        ("my brother is 34, his kid died", Person(MEN, age=34, says_i=True)),
        ("notre équipe cherche un cours", Person(is_worker=True, says_i=True)),
        ("teen son on meth", Person(MEN, oldest=17)),
        ("intervenant avec un homme en crise", Person(MEN, youngest=18, is_worker=True)),
        ("young man 19", Person(MEN, age=19, youngest=12, oldest=29)),
        ("woman and her son flee", Person(youngest=None, oldest=17)),
        ("trans girl", Person(frozenset({"women", "2slgbtqi"}), oldest=17)),
        (
            "I'm 13 and my mom's boyfriend touches me",
            Person(age=13, oldest=17, is_asking=True, says_i=True),
        ),
        ("j'ai peur de mon père", Person(oldest=17, is_asking=True, says_i=True)),
        ("teacher worried about a student", Person(oldest=17, is_worker=True)),
        ("my dad hits me, i am 45", Person(age=45, says_i=True)),
        (
            "he is charged with buying sex",
            Person(MEN, youngest=18, is_charged=True, is_charged_buyer=True),
        ),
        ("mon frère paie pour des femmes", Person(MEN, youngest=18, is_charged=True, says_i=True)),
        ("papa réfugié avec deux enfants", Person(MEN, youngest=18)),
        ("papa seul, trois enfants", Person(MEN, youngest=18)),
        ("dad with two kids has to get out", Person(MEN, youngest=18)),
        ("vieux monsieur au pensionnat", Person(MEN, youngest=18)),
        ("an older man wants my pictures", Person(says_i=True)),
        ("working girl ready to quit", Person(WOMEN, youngest=18)),
        ("our team wants a course", Person(is_worker=True, says_i=True)),
        ("they send my nudes to my whole team", Person(says_i=True)),
        ("a guy i know, 24, trades sex", Person(MEN, age=24, says_i=True)),
        ("two years sober", Person()),
        ("boy 16, they have my pics", Person(MEN, age=16, oldest=17, is_asking=True, says_i=True)),
        ("girl 15 ran away from my group home", Person(WOMEN, age=15, oldest=17, says_i=True)),
        ("sold when I was a kid, now 41", Person(age=41, says_i=True)),
        ("drunk man of 50 in my cell", Person(age=50, says_i=True)),
        ("his wife beats him", Person(MEN)),
        ("her boyfriend sells her", Person(WOMEN)),
        ("monsieur battu, tout est pour les femmes", Person(MEN, youngest=18)),
        ("un père qui boit", Person(MEN, youngest=18)),
        ("single dad here, my ex beats on me", Person(MEN, youngest=18, says_i=True)),
        ("male university student raped", Person(MEN)),
        (
            "im two spirit and 15 and scared",
            Person(frozenset({"2slgbtqi"}), age=15, oldest=17, is_asking=True, says_i=True),
        ),
        (
            "trans girl of 15 and johns text me",
            Person(
                frozenset({"women", "2slgbtqi"}),
                age=15,
                oldest=17,
                is_asking=True,
                says_i=True,
            ),
        ),
        ("buddy pays for girls downtown", Person(MEN, youngest=18, is_charged=True)),
        ("homme de 40 ans, violé à 11 ans", Person(MEN, age=40, youngest=18)),
        ("my granddaughter 15", Person(WOMEN, age=15, oldest=17, says_i=True)),
        ("père séparé", Person(MEN, youngest=18)),
        ("agente de probation", Person(is_worker=True)),
        ("my son is scared of his school", Person(MEN, oldest=17, says_i=True)),
        ("I teach at a school", Person(says_i=True)),
        ("i turn 18 in june", Person(age=17, oldest=17, is_asking=True, says_i=True)),
        ("client solicited a woman", Person(MEN, youngest=18, is_charged=True)),
        (
            "what do i tell the lady, my mom drinks",
            Person(WOMEN, oldest=17, is_asking=True, says_i=True),
        ),
        ("laid off at 45", Person(age=45)),
        ("male escort, 31, a client beat me up", Person(MEN, age=31, says_i=True)),
        ("separated dad in his truck", Person(MEN, youngest=18)),
        ("that school, who can an old lady call", Person(WOMEN, youngest=18)),
        ("i pay girls and want to quit", Person(MEN, youngest=18, is_charged=True, says_i=True)),
        ("arrêter de voir des escortes", Person(MEN, youngest=18, is_charged=True)),
        ("he makes me work for a man", Person(says_i=True)),
        ("a guys group on how i treat women", Person(MEN, says_i=True)),
        ("lil sis 14 not home", Person(WOMEN, age=14)),
        ("i live in a group home", Person(oldest=17, is_asking=True, says_i=True)),
    ],
)
def test_who_needs_help_is_read_from_the_words(text: str, person: Person) -> None:
    """A boy, a man, a woman with her child, a child who writes: never the partner, or whoever did
    the harm."""
    assert read_person(text) == person


def fresh(name: str) -> list[dict[str, Any]]:
    """The queries of a fresh set."""
    text = Path(FRESH / f"{name}.yaml").read_text(encoding="utf-8")
    queries: list[dict[str, Any]] = yaml.safe_load(text)["queries"]
    return queries


def test_nobody_is_sent_to_a_service_for_other_people(finder: Finder) -> None:
    """Of sixty fresh queries about boys, men, girls, women and trans people, none has a service for
    other people among the first three."""
    wrong = {
        query["query"]: others
        for query in fresh("who")
        if (others := set(found_ids(finder, query["query"])[:3]) & set(query.get("others", ())))
    }
    assert wrong == {}


@pytest.mark.parametrize(
    "words",
    [
        "boy exploited winnipeg", "homme victime de violence conjugale", "man raped winnipeg",
        "homme violé", "garçon exploité", "woman beaten by husband",
    ],
)  # fmt: skip
def test_a_course_for_people_charged_is_for_them_alone(words: str, finder: Finder) -> None:
    """A boy who was exploited is not sent to a course for men charged with buying sex; whoever was
    charged is."""
    assert "pop" not in found_ids(finder, words)[:5]
    assert found_ids(finder, "man charged with buying sex")[0] == "pop"
    assert found_ids(finder, "accusé d’avoir acheté du sexe")[0] == "pop"


@pytest.mark.parametrize(
    "words",
    ["married man, charged picking up a hooker, is there a class instead of court",
     "accusé d’avoir payé une prostituée, chu un homme"],
)  # fmt: skip
def test_who_is_charged_with_buying_sex_is_not_sent_to_survivors(
    words: str, finder: Finder
) -> None:
    """A man charged with buying sex reads none of the services for those whom he harmed."""
    first = [hit.entry for hit in finder.find(words).hits[:3]]
    assert first[0].id == "pop"
    assert [e.id for e in first if isinstance(e, Service) and "survivors" in e.audience] == []


@pytest.mark.parametrize(
    "words",
    [
        "im 13 my mom hits me", "my dad touches me", "mon pere ma frappé",
        "i'm a girl and i ran away", "jai 14 ans help",
        "mon beau-père me touche", "je suis un gars de 15 ans, je dors dehors", "im 12",
        "my pics are all over the school", "moms bf comes in my room", "17 n preggo need a bed",
        "i took off from my placement", "wanna die cant tell my mom", "my worker never calls back",
        "mom hits me n my lil bro",
    ],
)  # fmt: skip
def test_a_child_who_writes_finds_the_line_for_children(words: str, finder: Finder) -> None:
    """A child’s own words keep Kids Help Phone in the first three."""
    assert "kids-help-phone" in found_ids(finder, words)[:3]


@pytest.mark.parametrize(
    "words", ["boy 12 beaten by stepfather norway house", "garçon de 12 ans battu, norway house"]
)
def test_whoever_asks_for_a_child_finds_a_line(words: str, finder: Finder) -> None:
    """A worker who asks for a beaten boy finds the report line or Kids Help Phone on the first
    screen."""
    assert {"cfs-report", "kids-help-phone"} & set(found_ids(finder, words)[:5])


@pytest.mark.parametrize(
    "words",
    ["9 year old says uncle touches her winnipeg", "fille de 9 ans, son oncle la touche",
     "girl 12 being sold by her cousin", "photos nues d’une fille de 13 ans"],
)  # fmt: skip
def test_the_harm_of_a_child_is_reported(words: str, finder: Finder) -> None:
    """Whoever says that a child is harmed finds the line to report it to among the first three."""
    assert "cfs-report" in found_ids(finder, words)[:3]


def test_the_line_to_call_is_for_the_need_not_for_one_word(finder: Finder) -> None:
    """A man without a home is not told to call the line for violence in a family, which shares one
    word with what was typed; what only may fit comes with the line for anyone."""
    assert found_ids(finder, "bed for a homeless man in thompson its minus 35")[2] == "211-mb"
    assert "211-mb" in found_ids(finder, "je veux apprendre le tricot ce soir")[:3]
    assert found_ids(finder, "single dad and two little ones evicted friday")[2] == "211-mb"


@pytest.mark.parametrize("words", ["police swan lake", "GRC Saint-Pierre", "cops on Long Plain"])
def test_police_without_a_number_come_with_the_emergency_number(words: str, finder: Finder) -> None:
    """Whoever asks for police of which no number is known reads the emergency number among the
    first three."""
    assert "emergency-911" in found_ids(finder, words)[:3]


def test_what_may_fit_and_can_be_called_stands_first(
    finder: Finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing is sure, a line to call stands before a service without a number that fits
    about as well."""
    words = "femme tuée, aide aux proches"
    assert found_ids(finder, words)[0] == "mmiwg-crisis"
    monkeypatch.setattr(lines_to_call, "_POSSIBLE_SHARE", 1.01)
    assert found_ids(finder, words)[0] == "northern-womens-shelter"


def test_the_third_result_can_be_called(finder: Finder) -> None:
    """Where the third service has no number, 211 stands in its place, unless two before it can be
    called."""
    assert found_ids(finder, "école des johns")[2] == "211-mb"
    assert "211-mb" not in found_ids(finder, "suicide")[:5]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("centre jeunesse ouvert le soir", "211-mb"),
        ("garçon de 12 ans sans place où dormir", "cfs-report"),
        ("soutien jeunes gais et lesbiennes", "klinic-crisis"),
        ("I would like a course on helping exploited teens", "c3p-office"),
        ("employé d’hôtel qui a vu une mineure avec plusieurs hommes", "ht-canada"),
    ],
)
def test_the_line_to_call_instead_fits_what_is_asked_for(
    words: str, line: str, finder: Finder
) -> None:
    """Where the best results have no number, a place to stay comes with 211 or, for a child, the
    report line, company with a crisis line, a course with the office that informs workers, and
    what somebody saw with a line to tell it to."""
    first = [hit.entry for hit in finder.find(words).hits[:3]]
    can_be_called = [e.id for e in first if isinstance(e, Service) and numbers_to_give(e)]
    assert can_be_called[:1] == [line]


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("stepdad comes in my room @ nite", ["kids-help-phone", "klinic-crisis"]),
        ("two brothers 8 and 10 zzqxv", ["kids-help-phone", "cfs-report"]),
        ("zzqxv winnipeg", ["211-mb"]),
    ],
)
def test_unknown_words_still_end_with_a_line_to_call(
    words: str, lines: list[str], finder: Finder
) -> None:
    """Where nothing is sure to fit, lines stand behind the first result: for a child who writes
    Kids Help Phone and a crisis line, for a child in the words of another Kids Help Phone and the
    report line, else 211."""
    hits = finder.find(words).hits
    assert {hit.match for hit in hits} == {"possible"}
    assert [hit.entry.id for hit in hits[1:3]][: len(lines)] == lines


def test_the_answer_says_why_a_line_is_there_that_no_word_met(finder: Finder) -> None:
    """A line that stands among the first for the person, not for the words, says so."""
    hit = next(h for h in finder.find("im 12").hits if h.entry.id == "kids-help-phone")
    assert [reason.field for reason in hit.reasons] == ["child"]
