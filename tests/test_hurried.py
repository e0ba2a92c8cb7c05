"""What a hurried person types: short and glued words, whom to keep out, words of the other
language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Type, found_ids
from resource_finder import data_files
from resource_finder.bilingual import Language
from resource_finder.directory.contacts import numbers_to_give
from resource_finder.finder import Finder
from resource_finder.i18n import Translator
from resource_finder.model import Service
from resource_finder.search.negation import read_kept_out
from resource_finder.search.shorthand import long_forms
from resource_finder.views.pages import why_first


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("jveux mourir", "je veux mourir"), ("jsuis dehors", "je suis dehors"),
        ("chu perdue", "je suis perdue"), ("jsp", "je sais pas"), ("ma frappé", "m a frappé"),
        ("ma fille", "ma fille"), ("2nite", "tonight"), ("some1", "someone"), ("u", "you"),
        ("kidshelpphone", "kids help phone"), ("safehouse", "safe house"), ("cant", "cant"),
        ("a place 2 stay", "a place to stay"), ("i am 2 spirit", "i am 2 spirit"),
        ("together", "together"), ("norwayhous", "norway house"), ("polis", "police"),
    ],
)  # fmt: skip
def test_short_and_glued_words_are_read(typed: str, read: str, finder: Finder) -> None:
    """“2nite”, « jveux » and “kidshelpphone” are read as what they stand for."""
    assert long_forms(typed.split(), finder.index) == read.split()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("kidshelpphone", {"kids-help-phone"}),
        ("jveux mourir", {"988", "suicide-mb"}),
        ("jveux pu vivre", {"988", "suicide-mb"}),
        ("i wanna die rn", {"988", "suicide-mb"}),
        ("mon chum ma frappé", {"family-violence"}),
        ("needhelpnow", {"needhelpnow"}),
    ],
)
def test_short_words_find_what_long_ones_find(typed: str, first: set[str], finder: Finder) -> None:
    """A text message finds the same line as a full sentence."""
    assert found_ids(finder, typed)[0] in first


@pytest.mark.parametrize(
    ("typed", "kept_out", "remaining"),
    [
        ("raped not police", {"police": "not police"}, "raped"),
        ("no cops pls", {"police": "no cops"}, "pls"),
        ("violée pas la police", {"police": "pas la police"}, "violée"),
        ("sans police", {"police": "sans police"}, ""),
        ("help without my parents knowing", {"parents": "without my parents"}, "help"),
        ("sans que mes parents le sachent", {"parents": "sans que mes parents"}, ""),
        ("kids alone no parents", {}, "kids alone no parents"),
        ("police did not come", {}, "police did not come"),
        ("no de la GRC", {}, "no de la GRC"),
    ],
)
def test_whom_to_keep_out_is_read(typed: str, kept_out: dict[str, str], remaining: str) -> None:
    """“Not police” asks for no police; “no parents” at home is something else, and « no de la GRC »
    a number."""
    assert read_kept_out(typed.split()) == (kept_out, remaining.split())


@pytest.mark.parametrize(
    "words", ["exploited winnipeg not police", "exploitée winnipeg sans police"]
)
def test_without_police_the_police_stand_last(words: str, finder: Finder) -> None:
    """Who wants no police is not sent to a police unit first."""
    entries = [hit.entry for hit in finder.find(words, limit=None).hits]
    running = [s for s in entries if isinstance(s, Service) and s.status in ("current", "unknown")]
    police = [service.police in ("service", "part") for service in running]
    assert True in police
    assert police == sorted(police)


def test_the_answer_says_what_is_known_of_the_police(typed: Type) -> None:
    """Each result says whether it is the police, or may tell them, for who wants no police."""
    answer = json.loads(typed("find", "raped", "not", "police", "--format", "json").out)
    why = {result["id"]: result["why"] for result in answer["results"]}
    assert why["hsc-sane"][-1] == "“not police”: it may tell the police"
    assert why["klinic-sexual-assault"][-1] == (
        "“not police”: our sources do not say whether it tells the police"
    )


def test_who_hides_from_parents_finds_the_line_for_children(finder: Finder) -> None:
    """“Without my parents” keeps Kids Help Phone in the first three."""
    for words in ("pregnant without my parents", "enceinte sans que mes parents le sachent"):
        assert "kids-help-phone" in found_ids(finder, words)[:3]


@pytest.mark.parametrize(
    "words",
    [
        "i want to die", "i wanna kms", "want 2 die", "i dont wanna live anymore",
        "je veux mourir", "jveux mourir", "jveux pu vivre", "jveux en finir",
        "he is hitting me right now", "hes hitting me rn", "my bf is beating me now",
        "il me frappe", "y me frappe là", "mon chum ma frappé", "mon père me bat en ce moment",
        "someone is following me", "guy is following me rn", "some1 following me",
        "ya un gars qui me suit", "quelqu'un me suit", "chu suivie par un char",
        "someone shared my nudes", "sum1 posted my nudes", "my nudes are online",
        "qqn a partagé mes photos nues", "mes nudes sont sur internet",
        "ya qqn qui montre mes photos nues",
        "he wants money or he will post my pics", "he says he will send my pics if i dont pay",
        "threatens to share my nudes for money", "sextortion",
        "on me demande de l'argent sinon ils publient mes photos", "chantage avec mes photos nues",
        "y veut de l'argent sinon y envoie mes nudes", "he will kill me", "il va me tuer",
    ],
)  # fmt: skip
def test_an_urgent_wish_gives_a_line_to_call_first(words: str, finder: Finder) -> None:
    """To die, to be hit or followed now, pictures shared, threats for money: in any spelling the
    first result is a line that can be called."""
    first = finder.find(words).hits[0].entry
    assert isinstance(first, Service)
    assert first.line in ("emergency", "report", "crisis", "support")
    assert numbers_to_give(first)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("text line for suicide", {"988", "suicide-mb"}),
        ("chat with someone about trafficking", {"ht-canada"}),
        ("texter pour une agression sexuelle", {"klinic-sexual-assault"}),
    ],
)
def test_how_never_outweighs_what(words: str, first: set[str], finder: Finder) -> None:
    """“Text” or “chat” says how: what it is about decides what comes first."""
    assert found_ids(finder, words)[0] in first


def test_a_phrase_is_not_its_words_apart(finder: Finder) -> None:
    """« Famille d’accueil » is foster care, not a service with “famille” and “accueil” in its
    name."""
    hits = finder.find("famille d’accueil", limit=None).hits
    assert [reason.field for reason in hits[0].reasons] == ["topic"]
    typed = [reason for hit in hits for reason in hit.reasons if reason.text]
    assert {reason.match for reason in typed} == {"concept"}


@pytest.mark.parametrize(
    "words", ["eleven", "fork", "wedding cake", "attention", "lost my sinews", "mon esprit"]
)
def test_an_ordinary_word_is_not_corrected(words: str, finder: Finder) -> None:
    """A word that is spelled like one of the directory, or of the other language, is left as it
    is: “eleven” is not « élève »."""
    assert finder.find(words).query.corrections == ()


@pytest.mark.parametrize(
    ("typed", "meant"), [("traficking", "trafficking"), ("suiside", "suicide"), ("yuoth", "youth")]
)
def test_a_typo_still_is_corrected(typed: str, meant: str, finder: Finder) -> None:
    """A word that is no word is read as the nearest of the directory."""
    assert finder.find(typed).query.corrections == ((typed, meant),)


def test_the_build_chooses_words_that_would_be_corrected(compiled: Path) -> None:
    """The words that are kept are ordinary ones that the directory does not have."""
    file = compiled / "resource_finder" / data_files.ORDINARY_WORDS
    chosen = file.read_text(encoding="utf-8").splitlines()
    assert {"eleven", "fork", "esprit"} <= set(chosen)
    assert not {"youth", "suicide", "jeune"} & set(chosen)
    assert chosen == sorted(set(chosen))


@pytest.mark.parametrize(
    ("words", "language", "why"),
    [
        ("mon chum ma frappé", "fr", "Ce qui répond le mieux à «\u00a0m a frappé\u00a0»"),
        ("ran away thompson", "en", "First for “ran away”: StreetReach North"),
        ("kids help phone", "en", None),
        ("traficking", "en", None),
    ],
)
def test_a_screen_says_why_the_first_is_first(
    words: str, language: str, why: str | None, finder: Finder
) -> None:
    """One row says which words raised the first result, where none of its name was typed; a page
    that says what was corrected does without."""
    said = why_first(finder.find(words), Translator(Language(language)))
    assert said.startswith(why) if why else said == ""
