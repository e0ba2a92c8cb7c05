"""The built-in directory can be trusted: every rule that it must keep, over every entry."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
import yaml

from conftest import ROOT, Type, project_files
from resource_finder import Finder
from resource_finder.bilingual import Language, Text
from resource_finder.directory import builtin
from resource_finder.directory.loader import check
from resource_finder.directory.nodes import is_date
from resource_finder.model import Directory, Entry, Event, Service
from resource_finder.search.index import Index
from texts import displayed_texts, texts

NBSP = "\u00a0"

FORBIDDEN_NUMBERS = (
    "8665287109", "8002927565", "8888349767", "8886733316", "8334564566", "45645", "741741",
    "8555544325", "8777103999", "2043387971", "2043264366", "2049401781", "2049409781",
    "2048963464", "2049469400", "2044771804", "2049250300", "2049535820", "2045822311",
    "2047835617", "2044740212", "2045897347", "2047835000", "8003623344", "8664278628",
)  # fmt: skip
"""Numbers seen on pages that must never be given: superseded, closed, of another province, in
conflict, of another service, or printed by unofficial lists alone."""

FORBIDDEN_PLACES = {
    "ka-mi-mina": ("Point Douglas",),
    "home": (),
    "terf": ("West Broadway",),
    "little-sisters": (),
    "mys-shelter": ("Mayfair",),
    "clan-mothers": ("Victoria Beach", "Point Douglas"),
    "streetreach-north": ("Safe House", "maison sûre"),
    "fn-healing-centre": ("Fisher River", "Koostatak", "Ochekwi"),
    "frannys-place": ("10th Street", "Brandon"),
    "sage-house": ("Dufferin", "Main", "North End"),
    "velmas-house": ("Bannatyne", "Kate", "Sherbrook"),
    "we24": ("Langside", "West End", "Spence", "Magnus"),
    "tinas-safe-haven": ("Selkirk",),
    "northern-womens-shelter": ("Nisichawayasihk", "Nelson House", "NCN"),
    "entre-temps": ("Winnipeg",),
    "isobels-place": ("Winnipeg",),
    "sarahs-place": ("Winnipeg",),
}
"""What no field of a protected service may say."""


def strings(value: object) -> Iterator[str]:
    """Every string under a value of the model."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Text):
        yield from (value.en, value.fr)
    elif isinstance(value, tuple):
        for item in value:
            yield from strings(item)


@pytest.mark.smoke
def test_the_directory_is_complete(typed: Type) -> None:
    """The directory has at least 26 hotlines, 47 programs and 68 events, each in both languages,
    with sources and the day it was checked."""
    found: list[dict[str, Any]] = json.loads(typed("list", "--format", "json").out)["results"]
    kinds = [one["kind"] for one in found]
    assert kinds.count("hotline") >= 26
    assert kinds.count("program") >= 47
    assert kinds.count("event") >= 68
    assert [one["id"] for one in found if not one["sources"]] == []
    assert [one["id"] for one in found if not is_date(one["checked"], day_needed=True)] == []


@pytest.mark.smoke
def test_every_text_exists_in_both_languages(directory: Directory) -> None:
    """Nothing is missing in either language."""
    glosses = {service.gloss for service in directory.services}
    for id, text in displayed_texts(directory):
        if text in glosses:  # It explains a name that exists in the other language.
            assert (text.en + text.fr).strip(), id
            continue
        assert text.en.strip(), id
        assert text.fr.strip(), id


def test_no_forbidden_number_is_in_the_repository() -> None:
    """Numbers that must not be given are nowhere in the repository but in this test."""
    patterns = {n: re.compile(r"(?<!\d)(?:1[ .-]?)?" + r"[\s().\u00a0-]*".join(n) + r"(?!\d)")
                for n in FORBIDDEN_NUMBERS}  # fmt: skip

    def numbers_in(text: str) -> list[str]:
        digits = re.sub(r"[\s().\u00a0-]+", "", text)  # Finding text is faster than a pattern is.
        return [n for n, pattern in patterns.items() if n in digits and pattern.search(text)]

    files = {name: raw.decode("utf-8", "ignore") for name, raw in project_files().items()}
    seen = {name for name, text in files.items() if numbers_in(text)}
    assert seen == {"tests/test_built_in_directory.py"}
    assert numbers_in("call 1-866-528-7109 now") == ["8665287109"]


@pytest.mark.smoke
def test_no_protected_place_can_be_located(directory: Directory) -> None:
    """No field, alias or note of a protected service, and no search word that leads to it, says
    where it is."""
    services = {service.id: service for service in directory.services}
    for id, places in FORBIDDEN_PLACES.items():
        service = services[id]
        operators = {service.operator.en, service.operator.fr} if service.operator else set()
        spoken = " ".join(s for s in strings(service) if s not in operators)
        for place in places:
            assert not re.search(rf"\b{re.escape(place)}\b", spoken, re.IGNORECASE), (id, place)
    for concept in directory.vocabulary:
        for id in set(concept.services) & FORBIDDEN_PLACES.keys():
            words = " ".join((*concept.en, *concept.fr, *concept.acronyms))
            for place in FORBIDDEN_PLACES[id]:
                assert not re.search(rf"\b{re.escape(place)}\b", words, re.IGNORECASE), concept.id
    confidential = [id for id in FORBIDDEN_PLACES if services[id].location_policy == "confidential"]
    assert {"ka-mi-mina", "home", "terf", "little-sisters", "mys-shelter", "clan-mothers",
            "fn-healing-centre", "streetreach-north", "northern-womens-shelter", "entre-temps",
            "isobels-place", "sarahs-place", "frannys-place"} == set(confidential)  # fmt: skip
    assert {
        "sage-house",
        "velmas-house",
        "we24",
        "tinas-safe-haven",
        "heart-medicine-lodge",
        "mb-shelters",
        "rossbrook",
        "saipv",
        "third-party-reporting",
    } == {service.id for service in directory.services if service.location_policy == "city"}
    assert "marymound-unit" not in services
    assert "10th Street" not in " ".join(strings(tuple(directory.entries)))


def test_no_address_is_carried(directory: Directory) -> None:
    """No entry carries an address: no source seen meets the bar."""
    assert [s.id for s in directory.services if s.addresses] == []


STIGMATISING_WORDS = {
    Language.EN: re.compile(
        r"\b(prostitutes?|prostitution|prostituted|sex workers?|high-risk victims?|runaways?"
        r"|child pornography|kiddie|predators?|hookers?|pimps?|addicts?|committed suicide"
        r"|aboriginals?|natives?|transvestites?|the homeless|mentally ill|found dead)\b",
        re.IGNORECASE,
    ),
    Language.FR: re.compile(
        r"\b(prostituée?s?|prostitution|travailleu(?:r|se)s? du sexe|victimes? à risque élevé"
        r"|fugueu(?:r|se)s?|pornographie juvénile|prédateurs?|proxénètes?|toxicomanes?|drogués?"
        r"|s’est suicidée?|retrouvée? morte?|sans-abri|indiens?)\b",
        re.IGNORECASE,
    ),
}
"""Stigmatising words, which may be search words only."""

OFFICIAL_NAMES = (
    "Prostitution Offender Program", "Prostitution Diversion Program",
    "Stoppez la prostitution juvénile", "STOPPEZ LA PROSTITUTION JUVÉNILE",
    "Mandatory Reporting of Child Pornography in Manitoba: 2009-2010 Annual Review",
    "La dénonciation obligatoire de la pornographie juvénile au Manitoba",
    "signaler les cas de pornographie juvénile", "stabilisation des mineurs toxicomanes",
    "High-Risk Victims (HRV) Unit",
)  # fmt: skip
"""Official names and titles that hold such a word."""

QUOTED = re.compile(r"“[^”]*”|«[^»]*»")


def stigmatising_words(text: str, language: Language) -> list[str]:
    """The stigmatising words of a text, official names and marked quotations left out."""
    for name in OFFICIAL_NAMES:
        text = re.sub(re.escape(name), "", text, flags=re.IGNORECASE)
    return STIGMATISING_WORDS[language].findall(QUOTED.sub("", text))


def test_no_stigmatising_word_is_displayed(directory: Directory, language: Language) -> None:
    """No stigmatising word is displayed, official names, titles and marked quotations apart."""
    found = [
        (id, words)
        for id, text in displayed_texts(directory)
        if (words := stigmatising_words(text[language], language))
    ]
    assert found == []


def test_stigmatising_words_are_detected() -> None:
    """The patterns find stigmatising words, and accept official names."""
    assert stigmatising_words("a runaway", Language.EN) == ["runaway"]
    assert stigmatising_words("une fugueuse", Language.FR) == ["fugueuse"]
    assert stigmatising_words("the Prostitution Offender Program", Language.EN) == []


def typography_faults(text: str) -> list[str]:
    """What is wrong with the typography of a French text."""
    plain = re.sub(r"\S+://\S+|\d+:\d+", "", text)
    rules = {
        "space before ; ! ?": r"[ \u00a0\u202f][;!?]",
        "no U+00A0 before a colon": r"(?<!\u00a0):(?:\s|$)",
        "no U+00A0 after «": r"«(?!\u00a0)",
        "no U+00A0 before »": r"(?<!\u00a0)»",
        "narrow space": r"\u202f",
        "straight quotation mark": r'"',
    }
    return [rule for rule, wrong in rules.items() if re.search(wrong, plain)]


INDIGENOUS_NAME = re.compile(r"Mino'Ayaawag")


def test_french_is_typeset_as_in_canada(directory: Directory) -> None:
    """French is typeset as in Canada: apostrophes, no-break spaces, guillemets."""
    wrong = [
        (id, found, text.fr)
        for id, text in displayed_texts(directory)
        if (found := typography_faults(text.fr))
    ]
    assert wrong == []
    straight = [
        (id, text)
        for id, text in displayed_texts(directory)
        if "'" in INDIGENOUS_NAME.sub("", text.fr + text.en)
    ]
    assert straight == []
    assert typography_faults("Quoi ?") == ["space before ; ! ?"]


ENGLISH_WORDS = re.compile(
    r"\b(the|and|for|with|of|from|who|which|call|phone number|until|since|year|child)\b"
)
FRENCH_WORDS = re.compile(r"\b(le|les|des|du|une|avec|pour|dans|qui|depuis|année|enfant|jeunes)\b")


def foreign_words(text: str, language: Language, names: list[str]) -> list[str]:
    """Words of the other language in a text, names and quotations taken out."""
    for name in names:
        text = text.replace(name, "")
    pattern = ENGLISH_WORDS if language is Language.FR else FRENCH_WORDS
    return pattern.findall(QUOTED.sub("", text))


def test_no_sentence_is_half_in_the_other_language(
    directory: Directory, language: Language
) -> None:
    """Nothing is half in the other language, save a name that officially has one only."""
    known = {entry.name[lang] for entry in directory.entries for lang in Language}
    known |= {name for s in directory.services for name in s.formerly}
    known |= {s.operator[lang] for s in directory.services if s.operator for lang in Language}
    names = sorted(known.union(NAMES_IN_ONE_LANGUAGE), key=len, reverse=True)
    found = [
        (id, words, text[language])
        for id, text in displayed_texts(directory)
        if text.en != text.fr and (words := foreign_words(text[language], language, names))
    ]
    assert found == []


NAMES_IN_ONE_LANGUAGE = (
    "Manitoba Strategy Responding to Children and Youth at Risk of, or Survivors of, Sexual"
    " Exploitation",
    "Healthy Child Committee of Cabinet", "Transition, Education and Resources for Females",
    "Resource Assistance for Youth", "Missing and Murdered Women", "See the Trafficking Signs",
    "Resources for Females", "Hands of Mother Earth", "The Pas", "Kids Help Phone",
    "Child and Family All Nations Coordinated Response Network", "Boys and Girls Club",
    "Youth Drug Stabilization (Support for Parents) Act",
    "Safer Communities and Neighbourhoods Act",
    "Hope for Wellness", "Toba Centre for Children & Youth", "Stop Sex with Kids",
    "The Globe and Mail", "Youth and Family Supports", "Caring for Our Relatives",
)  # fmt: skip


def test_people_are_remembered_with_respect(directory: Directory) -> None:
    """Tracia Owen and Tina Fontaine are named without how they died or where they were placed."""
    memorial_name = re.compile("Tracia Owen|Tina Fontaine")
    manner_of_death = re.compile(
        r"\b(found dead|body|hanged|suicide|murdered|killed|65|placements?|river|corps|tuée?"
        r"|retrouvée|assassinée|pendue|rivière)\b",
        re.IGNORECASE,
    )
    for entry in directory.entries:
        if isinstance(entry, Event) and any(memorial_name.search(text.en) for text in texts(entry)):
            words = " ".join(text.en + " " + text.fr for text in texts(entry))
            assert not manner_of_death.search(words), entry.id


def test_statuses_have_their_evidence(directory: Directory) -> None:
    """A current service was seen in 2023 or later or says why; a former one has no contact."""
    for service in directory.services:
        assert service.status_note, service.id
        if service.status == "current" and service.last_seen:
            assert service.last_seen >= "2023", service.id
        if service.status in ("former", "announced"):
            assert (service.phones, service.web, service.email) == ((), (), None), service.id


EXPECTED_STATUS = {
    "at-our-relatives-place": "former", "ka-mi-mina": "unknown", "seycc": "former",
    "streetreach-north-first": "former", "streetreach-north": "current", "we24": "current",
    "tinas-safe-haven": "current", "211-mb": "current", "training-nd": "unknown",
    "wsa": "unknown", "pop": "unknown", "tp-network": "unknown", "mb-task-force": "former",
    "stop-sex-with-kids": "former", "mino-ayaawag": "announced",
}  # fmt: skip


def test_statuses_are_those_of_the_sources(directory: Directory) -> None:
    """The statuses that the sources decide are kept."""
    statuses = {s.id: s.status for s in directory.services if s.id in EXPECTED_STATUS}
    assert statuses == EXPECTED_STATUS


EXPECTED_LAST_SEEN = {
    "211-mb": "2023-05-08", "crime-stoppers": "2025-09-08", "klinic-crisis": "2024-09-10",
    "crisis-response-winnipeg": "2025-08-29", "hope-for-wellness": "2025-03-08",
    "victim-services": "2025-11", "needhelpnow": "2024", "c3p-office": "2024",
    "rcmp-thompson": "2023-04-03", "toba": "2024-05-14", "tinas-safe-haven": "2025-10-30",
    "we24": "2025-10-30", "sarah": "2025-11-14", "mys-shelter": "2025-04-17",
    "velmas-house": "2024-12", "frannys-place": "2024-12", "wps-ceu": "2024-10-08",
}  # fmt: skip
"""The date of the newest evidence that each of these runs."""


def test_running_services_have_their_newest_evidence(directory: Directory) -> None:
    """A service that newer sources show running is current, and says when it was last seen."""
    running = [s for s in directory.services if s.id in EXPECTED_LAST_SEEN]
    assert {s.id: s.last_seen for s in running} == EXPECTED_LAST_SEEN
    assert {s.status for s in running} == {"current"}


@pytest.mark.parametrize(("lang", "years"), [("en", "2018 and 2021"), ("fr", "2018 et en 2021")])
def test_thompson_s_emergency_number_says_how_old_it_is(lang: str, years: str, typed: Type) -> None:
    """Someone in Thompson gets the RCMP’s emergency number, and reads how old it is."""
    page = typed("find", "police", "thompson", "--limit", "1", "--lang", lang).out
    line = next(one for one in page.split("\n") if "677-6911" in one)
    assert years in line


EXPECTED_CONFIDENCE = {
    ("cfs-report", "+18663459241"): "confirmed",
    ("cfs-winnipeg", "+12049444200"): "confirmed",
    ("cybertip", "+18666589022"): "confirmed",
    ("missingkids", "+18665438477"): "limited",
    ("ht-canada", "+18339001010"): "confirmed",
    ("ht-manitoba", "+18443332211"): "unconfirmed",
    ("klinic-sexual-assault", "+12047868631"): "confirmed",
    ("klinic-sexual-assault", "+18882927565"): "limited",
    ("kids-help-phone", "+18006686868"): "confirmed",
    ("kids-help-phone", "686868"): "confirmed",
    ("988", "988"): "confirmed",
    ("suicide-mb", "+18774357170"): "confirmed",
    ("mmiwg-crisis", "+18444136649"): "confirmed",
    ("hope-for-wellness", "+18552423310"): "confirmed",
    ("family-violence", "+18779770007"): "confirmed",
    ("wps-missing-persons", "+12049866250"): "limited",
    ("rcmp-thompson", "+12046776911"): "limited",
    ("rcmp-thompson", "+12046776909"): "limited",
    ("crime-stoppers", "+18002228477"): "confirmed",
    ("crime-stoppers", "+12047868477"): "unconfirmed",
    ("klinic-crisis", "+12047868686"): "limited",
    ("211-mb", "211"): "confirmed",
    ("wps-ceu", "+12049863464"): "limited",
}


def test_numbers_have_their_own_confidence(directory: Directory) -> None:
    """Each number has the confidence that its own sources give, on the entry it belongs to."""
    confidence = {
        (s.id, p.number): p.confidence
        for s in directory.services
        for p in s.phones
        if p.keyword in (None, "CONNECT")
    }
    assert {key: confidence.get(key) for key in EXPECTED_CONFIDENCE} == EXPECTED_CONFIDENCE


def test_911_is_never_given_alone(typed: Type, language: Language) -> None:
    """Wherever 911 is given as a number, the page says beside it where 911 does not work."""
    page = typed("show", "emergency-911", "--lang", str(language)).out.replace(NBSP, " ")
    number_lines = [
        line for line in page.split("\n") if re.match(r"\s+(Phone|Téléphone) ?: 911", line)
    ]
    nowhere = (
        "is not available everywhere",
        "does not work everywhere",
        "n’est pas offert partout",
    )
    assert len(number_lines) == 1
    assert any(words in number_lines[0] for words in nowhere), number_lines
    assert any(words in page.split("\n")[0] for words in nowhere)


CAUTIONS = {
    "ht-manitoba": ("Not confirmed: do not rely on it", "Non confirmé : ne vous y fiez pas"),
    "klinic-sexual-assault": ("differ", "sources"),
    "streetreach-north-first": (
        "FORMER: do not refer anyone here",
        "ANCIEN SERVICE : n’y dirigez personne",
    ),
    "home": ("The location is not given here", "Le lieu n’est pas indiqué ici"),
    "mino-ayaawag": ("ANNOUNCED ONLY", "SEULEMENT ANNONCÉ"),
    "won": ("5 August 2021", "5 août 2021"),
}


@pytest.mark.parametrize("id", CAUTIONS)
def test_show_says_what_is_not_sure(id: str, typed: Type) -> None:
    """`show` says in words what is not confirmed, what differs, what is former, what place is not
    published, what is only announced, and when a service was last seen running."""
    for words, lang in zip(CAUTIONS[id], ("en", "fr"), strict=True):
        assert words in typed("show", id, "--lang", lang).out.replace(NBSP, " ")


ALWAYS_OPEN = re.compile(r"24 hours|day (?:and|or) night|24 heures|jour et nuit", re.IGNORECASE)


def test_velma_s_house_is_not_called_open_at_any_hour(typed: Type, directory: Directory) -> None:
    """Nobody is sent to Velma’s House at night on the word of this directory: its hours differ."""
    for entry in directory.entries:
        if "velmas-house" in entry.id:
            spoken = " ".join(text.en + " " + text.fr for text in texts(entry))
            assert not ALWAYS_OPEN.search(spoken), entry.id
    for lang, words in (("en", "Hours differ"), ("fr", "Heures variables")):
        assert words in typed("find", "velma", "--limit", "1", "--lang", lang).out


def test_the_link_is_called_by_its_name_and_found_by_the_old_one(
    typed: Type, directory: Directory
) -> None:
    """What Macdonald Youth Services ran is run by The Link; either name finds it."""
    ids = {"mys-shelter", "ycss", "streetreach-north"}
    operated = {s.id for s in directory.services if s.operator and "Macdonald" in s.operator.en}
    assert operated == ids
    for service in (s for s in directory.services if s.id in ids):
        assert service.operator
        assert "The Link (formerly Macdonald Youth Services)" in service.operator.en
        assert "The Link (anciennement Macdonald Youth Services)" in service.operator.fr
    for words in ("The Link", "Macdonald Youth Services", "MYS"):
        found = json.loads(typed("find", words, "--limit", "3", "--format", "json").out)
        assert {one["id"] for one in found["results"]} == ids, words


EXPECTED_SUMS = {
    "2019-11-12-mental-health-streetreach": (
        ("$4.9 million in all", "$751,000 for mental-health workers with StreetReach"),
        ("4,9 millions de dollars sur trois ans", "751 000 $ pour du personnel"),
    ),
    "2014-09-23-ndinawe-hours": (
        ("The Province and the City of Winnipeg together give $300,000",),
        ("La Province et la Ville de Winnipeg accordent ensemble 300 000 $",),
    ),
}


@pytest.mark.parametrize("id", EXPECTED_SUMS)
def test_sums_of_money_are_as_in_their_sources(id: str, directory: Directory) -> None:
    """A trainer who quotes a sum says whose it was and what it was for."""
    event = next(e for e in directory.events if e.id == id)
    for text, words in zip((event.summary.en, event.summary.fr), EXPECTED_SUMS[id], strict=True):
        assert [w for w in words if w not in text.replace(NBSP, " ")] == []


def test_phase_three_is_never_dated(directory: Directory) -> None:
    """No event or phase is called phase three; a note says that no source seen dates it."""
    assert [phase.id for phase in directory.header.phases] == ["before", "one", "two"]
    assert directory.header.phases_note is not None
    for entry in directory.entries:
        if entry.id.startswith("20"):
            assert not re.search("phase three|troisième phase", entry.name.en + entry.name.fr)


def test_the_directory_passes_the_strict_check() -> None:
    """There is no advice left for the curator of the built-in directory."""
    assert check().advice == []


def test_seed_and_added_facts_name_their_sources(directory: Directory) -> None:
    """Each detail names its sources, and an entry of the founding page cites it."""
    for entry in directory.entries:
        cited = {citation.source for citation in entry.sources}
        if entry.origin == "seed":
            assert "seed" in cited, entry.id
        for detail in entry.details:
            assert detail.sources, entry.id


def test_every_statement_of_the_founding_page_is_in_the_directory(directory: Directory) -> None:
    """docs/PROVENANCE.md maps each statement of the founding page to a place that exists."""
    rows = _provenance()
    assert {f"S{n}" for n in range(1, 74)} == {number for number, *_ in rows}
    entries = {entry.id: entry for entry in directory.entries}
    left_out = {number for number, where, *_ in rows if where.startswith("not carried")}
    assert left_out == {"S3", "S24", "S49", "S57"}
    for number, where, *_ in rows:
        if number not in left_out:
            _check_location(where, entries)


def test_every_statement_of_the_founding_page_is_found_when_it_is_typed(
    index: Index,
) -> None:
    """Who knows the founding page finds each of its statements by its words, in both languages."""
    finder = Finder(index)
    for number, where, _, *phrases in _provenance():
        assert all(phrases) != where.startswith("not carried"), number
        for phrase in filter(None, phrases):
            found = [hit.entry.id for hit in finder.find(phrase).hits]
            found += [hit.entry.id for hit in finder.timeline(phrase).hits]
            assert where.partition(":")[0] in found, (number, phrase)


def _provenance() -> list[list[str]]:
    """The cells of each row of docs/PROVENANCE.md: number, place, statement, and what to type."""
    page = (ROOT / "docs" / "PROVENANCE.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (S\d.*) \|$", page, re.MULTILINE)
    return [[cell.strip() for cell in row.split("|")] for row in rows]


def _check_location(where: str, entries: dict[str, Entry]) -> None:
    """Fail unless a place such as `cfs-report: details 2` is there and holds something."""
    for part in where.split(";"):
        id, _, place = part.strip().strip("`").partition(": ")
        name, *number = place.strip("`").split()
        confidence = getattr(entries[id], "name" if name == "title" else name)
        if number:
            assert 0 < int(number[0]) <= len(confidence), where
        assert confidence, where


def test_the_yaml_has_no_long_line() -> None:
    """The directory file can be read in a window of 100 columns."""
    lines = builtin.path().read_text(encoding="utf-8").split("\n")
    assert [n for n, line in enumerate(lines, 1) if len(line) > 100] == []


def test_hotlines_stand_under_their_lines(directory: Directory) -> None:
    """Each hotline is under the line that says what it is for."""
    lines: dict[str, set[str]] = {}
    for service in directory.services:
        if service.line:
            lines.setdefault(service.line, set()).add(service.id)
    assert lines["report"] == {"cfs-report", "cfs-winnipeg", "cybertip", "wps-missing-persons"}
    local = {id for id in lines["office"] if id.startswith(("rcmp-", "mfnp-", "cfs-"))}
    assert len(local) == 32
    assert lines["office"] - local == {
        "brandon-police",
        "c3p-office",
        "fnfao",
        "macy",
        "victim-services",
        "wps-nonemergency",
        "psi",
    }
    assert lines["emergency"] == {"emergency-911", "rcmp-thompson"}
    raw = yaml.load(builtin.path().read_bytes(), yaml.CSafeLoader)
    assert raw["directory"]["cadence"] == {"hotline": 90, "program": 365}


@pytest.mark.smoke
def test_service_ids_are_stable(directory: Directory) -> None:
    """No id of the directory is lost: handouts and notes out there rely on them."""
    ids = {s.id for s in directory.services if isinstance(s, Service)}
    published = set((ROOT / "tests" / "data" / "ids.txt").read_text(encoding="utf-8").split())
    assert (
        published - ids - {e.id for e in directory.events} - {n.id for n in directory.notices}
        == set()
    )


def test_a_name_that_french_lacks_is_explained_on_french_pages(typed: Type) -> None:
    """A Francophone who reads an English name is told what it means; an English page is not."""
    french = typed("fiche", "sage-house", "--lang", "fr").out
    assert "Sage House (centre d’accueil pour qui s’identifie comme femme)" in french
    english = typed("show", "sage-house", "--lang", "en").out
    assert "centre d’accueil" not in english
    both = typed("fiche", "ray", "--lang", "fr").out
    assert "RaY (Resource Assistance for Youth; aide aux jeunes en situation de rue)" in both


def test_a_card_says_what_a_service_is_for_and_how_to_get_in(
    typed: Type, language: Language
) -> None:
    """Who has no number to call reads what the service is for, and the way in that is known."""
    page = typed("show", "toba", "--lang", str(language)).out.replace(NBSP, " ")
    use, way = {
        Language.EN: ("Use for: Child interviews, via police or CFS", "How to get in: by referral"),
        Language.FR: (
            "Utile pour : Entrevues d’enfants : police ou SEF",
            "Comment y avoir accès : sur recommandation",
        ),
    }[language]
    assert use in page
    assert way in page


def test_a_service_that_people_may_be_sent_to_has_a_short_name_and_a_use(
    directory: Directory,
) -> None:
    """Screens and sheets can lead with what a worker would say, for every service that may run."""
    for service in directory.services:
        assert service.short is not None, service.id
        gone = service.status in ("former", "announced")
        assert (service.use_for is None) == gone, service.id


def test_every_event_has_one_sentence_that_says_more_than_its_title(directory: Directory) -> None:
    """A timeline can print each event as its title and one sentence, in both languages."""
    for event, language in product(directory.events, Language):
        assert event.line is not None, event.id
        line = event.line[language]
        assert ". " not in line, line
        assert line.endswith("."), line
        assert event.name[language] not in line, line


def test_a_page_says_whom_a_service_is_for_where_its_audiences_meet(typed: Type) -> None:
    """Nobody reads "Indigenous people and women" where only Indigenous women are served."""
    page = typed("show", "heart-medicine-lodge").out
    assert "  For: Indigenous people who identify as women\n  Ages: 18 and over\n" in page
    assert "  For: children; youth; young adults\n" in typed("show", "kids-help-phone").out
