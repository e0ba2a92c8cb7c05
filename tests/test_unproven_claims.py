"""No page claims that something does not exist because we did not find it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pytest
from babel.messages.pofile import read_po

from conftest import ROOT, Type
from documents import FRENCH, TWINS
from resource_finder.bilingual import Language
from resource_finder.model import Directory
from texts import displayed_texts

CATALOGUE: Final = (
    ROOT / "src" / "resource_finder" / "locale" / "fr" / "LC_MESSAGES" / "resource_finder.po"
)
PAGES: Final = (*TWINS, *FRENCH, "CHANGELOG.md")

CLAIMS: Final = {
    Language.EN: re.compile(
        r"(?:not|never|un) ?published"
        r"|\bno (?:phone )?(?:number|hours|address|e-mail)s?"
        r" (?:is |are )?(?:published|given|printed|listed|available)"
        r"|(?:there (?:is|are)|has|have) no (?:phone )?(?:number|hours)(?! to (?:give|call))"
        r"|(?:number|hours|line|service)s? (?:does|do) not exist"
        r"|no source gives|in any source|number not confirmed:",
        re.IGNORECASE,
    ),
    Language.FR: re.compile(
        r"(?:non|pas|n’est|jamais) publié"
        r"|aucune? (?:numéro|heure|adresse)[^.;:]{0,30} (?:publié|indiqué|imprimé|disponible)"
        r"|n’a (?:pas de|aucun) (?:numéro|heures)|(?:ligne|service) sans numéro"
        r"|(?:numéro|heure|ligne|service)s? n’existe"
        r"|aucune source ne donne|numéro non confirmé :",
        re.IGNORECASE,
    ),
}
"""Claims that something does not exist or is published nowhere, which nobody can have tested."""


def claims(text: str) -> list[str]:
    """The claims in a text, whatever its language: a French page may quote an English one."""
    flat = " ".join(text.split())
    return [found[0] for language in Language for found in CLAIMS[language].finditer(flat)]


def sentences() -> Iterator[str]:
    """Every sentence of the program, in both languages."""
    with CATALOGUE.open("rb") as source:
        for message in read_po(source, locale="fr"):
            for sentence in (message.id, message.string):
                yield from (sentence,) if isinstance(sentence, str) else sentence or ()


def test_no_sentence_of_the_program_claims_what_nobody_tested() -> None:
    """No sentence says that a number or its hours do not exist or are published nowhere."""
    assert [sentence for sentence in sentences() if claims(sentence)] == []


def test_no_sentence_of_the_directory_claims_what_nobody_tested(directory: Directory) -> None:
    """No entry or name of a source claims so either, in either language."""
    texts = (
        (id, text[language]) for id, text in displayed_texts(directory) for language in Language
    )
    assert [(id, found) for id, text in texts if (found := claims(text))] == []


@pytest.mark.parametrize("name", PAGES)
def test_no_page_about_the_tool_claims_what_nobody_tested(name: str) -> None:
    """No page of documentation claims so, except where it gives the rule against it."""
    text = (ROOT / name).read_text(encoding="utf-8")
    titles = (
        "What we have not found may still exist|Ce que nous n’avons pas trouvé existe peut-être"
    )
    rule = re.compile(rf"\*\*(?:{titles})\.\*\*.*?\n\n", re.DOTALL)
    assert claims(rule.sub("", text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Hours not published.", "No number published.", "no phone number is published",
        "Its place is not published", "There is no phone number.", "The line has no hours.",
        "No source gives a phone number for it.", "No phone number found in any source.",
        "number not confirmed: see", "This line does not exist.",
        "Heures non publiées.", "Aucun numéro publié.", "aucun numéro de téléphone n’est publié",
        "Le lieu n’est pas publié", "Aucune source ne donne le numéro", "Ce numéro n’existe pas.",
        "Le service n’a pas de numéro.", "Une ligne sans numéro", "numéro non confirmé :",
    ],
)  # fmt: skip
def test_each_such_claim_would_be_seen(text: str) -> None:
    """The patterns find the claims that earlier pages made, and others like them."""
    assert claims(text)


@pytest.mark.parametrize(
    "text",
    [
        "No number known to us.", "hours not known", "The sources read give no phone number.",
        "Published; not recently confirmed", "Checked against published sources, not by phone.",
        "Aucun numéro à notre connaissance.", "heures inconnues", "Numéro sans frais.",
        "Les sources consultées ne donnent pas de numéro de téléphone.",
        "Publié; non confirmé récemment", "Aucun numéro n’est donné ici",
    ],
)  # fmt: skip
def test_what_we_know_may_be_said(text: str) -> None:
    """Sentences about what we read, found and know are accepted."""
    assert claims(text) == []


HOURS: Final = re.compile(r"hour|heure|24/7", re.IGNORECASE)


@pytest.mark.parametrize("command", ["find suicide", "hotlines", "show velmas-house", "list"])
def test_the_urgent_lines_say_nothing_of_hours(
    command: str, language: Language, typed: Type
) -> None:
    """Nobody reads "no hours" on the line to call for a child as "perhaps closed"."""
    lines = typed(*command.split(), "--lang", language).out.split("\n")[:2]
    assert len([line for line in lines if "345-9241" in line]) == 1
    assert [line for line in lines if HOURS.search(line)] == []


@pytest.mark.parametrize("sheet", ["summary", "hotlines", "wallet", "poster", "timeline"])
def test_sheets_say_nothing_of_the_hours_of_the_urgent_lines(
    sheet: str, typed: Type, directory: Directory
) -> None:
    """Sheets do not mention the hours of this number either."""
    assert next(s for s in directory.services if s.id == "cfs-report").hours is None
    page = typed("handout", "--sheet", sheet, "--lang", "both", "--output", "-").out
    beside = re.findall(r"345-9241</a>(.{0,60})", page)
    assert beside
    assert [words for words in beside if re.search("not known|inconnue", words)] == []


def test_other_lines_say_that_their_hours_are_not_known(typed: Type, language: Language) -> None:
    """Where we do not know the hours of a number, the page says so, and nobody relies on them."""
    sentence = {Language.EN: "Hours not known", Language.FR: "Heures inconnues"}
    assert sentence[language] in typed("hotlines", "MACY", "--lang", language).out
