"""Which other service a person is told to call where a service has no number to give."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT, Type, replace
from resource_finder.bilingual import Language
from resource_finder.directory.call_instead import call_instead, lines, number_to_call
from resource_finder.finder import Results
from resource_finder.i18n import Translator
from resource_finder.model import Ages, Directory, Phone, Service
from resource_finder.render import markdown
from resource_finder.render.markdown_rows import escape
from resource_finder.render.terminal import Screen, render
from resource_finder.search.build import build
from resource_finder.search.index import Index
from resource_finder.search.query import understand
from resource_finder.search.rank import Hit
from resource_finder.views import detail, pages
from resource_finder.views.document import Page
from resource_finder.views.entry import ViewContext, full_name
from resource_finder.views.interactive import InteractiveTranslator
from texts import READERS
from tools.call_instead import TABLE, table

NBSP: Final = "\u00a0"
LABEL: Final = {Language.EN: "Call instead:", Language.FR: f"Appelez plutôt{NBSP}:"}
TODAY: Final = datetime.date(2026, 11, 23)
CONFIRMED: Final = (Phone("+12045550100", "voice", "confirmed"),)
UNCONFIRMED: Final = (Phone("+12045550101", "voice", "unconfirmed"),)
TEXT_ONLY: Final = (Phone("+12045550102", "text", "confirmed"),)


# --- the rule, on invented services --------------------------------------------------------------


@pytest.fixture(scope="session")
def sample(directory: Directory) -> Service:
    """A service to build the invented ones from."""
    return next(service for service in directory.services if service.id == "ray")


def without_number(sample: Service, **changes: Any) -> Service:
    """An invented service in Winnipeg for young people in a crisis, without a number."""
    plain = {
        "id": "here", "kind": "program", "line": None, "audience": ("youth",), "ages": None,
        "regions": ("winnipeg",), "topics": ("housing", "crisis"), "phones": (), "related": (),
        "police": "not-stated", "status": "current", "instead": None,
    }  # fmt: skip
    return replace(sample, **{**plain, **changes})


def line(sample: Service, id: str, **changes: Any) -> Service:
    """An invented crisis line for anyone in Manitoba."""
    plain = {
        "id": id, "kind": "hotline", "line": "crisis", "audience": ("anyone",),
        "regions": ("manitoba",), "topics": ("crisis",), "phones": CONFIRMED,
    }  # fmt: skip
    return without_number(sample, **{**plain, **changes})


def service_to_call(
    directory: Directory, *services: Service, last_resort: tuple[str, ...] = ()
) -> str:
    """The id of the service to call instead of the first of some; "" for none."""
    header = replace(directory.header, fallback_services=last_resort)
    small = replace(directory, header=header, services=services)
    other = call_instead(services[0], lines(small))
    return other.id if other else ""


LINES_THAT_FIT: Final[dict[str, dict[str, Any]]] = {
    "a crisis line": {},
    "a support line": {"line": "support"},
    "a reporting line": {"line": "report"},
    "a line that may tell the police": {"police": "may-be-told"},
    "a line for its people": {"audience": ("youth", "families")},
    "a line for its ages": {"ages": Ages(None, 17)},
    "a line for its town": {"regions": ("winnipeg",)},
    "a line for the country": {"regions": ("canada",)},
    "a line whose number is limited": {"phones": (Phone("+12045550103", "voice", "limited"),)},
}
LINES_THAT_DO_NOT_FIT: Final[dict[str, dict[str, Any]]] = {
    "one that may have ended": {"status": "unknown"},
    "one that has ended": {"status": "former"},
    "one that is only announced": {"status": "announced"},
    "an emergency number": {"line": "emergency"},
    "an office": {"line": "office"},
    "an information line": {"line": "information"},
    "a program": {"kind": "program", "line": None},
    "the police": {"police": "part"},
    "what a later version may call the police": {"police": "service"},
    "one without a number": {"phones": ()},
    "one whose number is not confirmed": {"phones": UNCONFIRMED},
    "one that takes texts alone": {"phones": TEXT_ONLY},
    "one for other people": {"audience": ("indigenous",)},
    "one for other ages": {"ages": Ages(18, None)},
    "one for some of its ages": {"ages": Ages(None, 16)},
    "one for another town": {"regions": ("thompson",)},
    "one that mainly speaks of another need": {"topics": ("suicide", "crisis")},
}


@pytest.mark.parametrize("changes", LINES_THAT_FIT.values(), ids=LINES_THAT_FIT)
def test_a_line_for_the_same_people_need_and_place_is_given(
    changes: dict[str, Any], sample: Service, directory: Directory
) -> None:
    """A person who finds no number is given a line that would help."""
    here, other = without_number(sample), line(sample, "other", **changes)
    assert service_to_call(directory, here, other) == "other"


@pytest.mark.parametrize("related", [(), ("other",)], ids=["", "even if related"])
@pytest.mark.parametrize("changes", LINES_THAT_DO_NOT_FIT.values(), ids=LINES_THAT_DO_NOT_FIT)
def test_no_other_line_is_given(
    changes: dict[str, Any], related: tuple[str, ...], sample: Service, directory: Directory
) -> None:
    """Nobody is sent to a line that would not help them, nor to the police or an office."""
    here = without_number(sample, related=related)
    assert service_to_call(directory, here, line(sample, "other", **changes)) == ""


def test_a_line_reaches_the_whole_area_of_a_service(sample: Service, directory: Directory) -> None:
    """Nobody of a service for two towns is sent to a line for one of them."""
    here = without_number(sample, regions=("winnipeg", "thompson"))
    assert service_to_call(directory, here, line(sample, "other", regions=("winnipeg",))) == ""
    assert service_to_call(directory, here, line(sample, "other", regions=("winnipeg", "northern")))


@pytest.mark.parametrize(
    "changes",
    [
        {"phones": CONFIRMED}, {"phones": TEXT_ONLY}, {"status": "former"}, {"status": "announced"},
        {"status": "former", "instead": "other"}, {"phones": CONFIRMED, "instead": "other"},
        {"instead": "none"},
    ],
    ids=str,
)  # fmt: skip
def test_who_needs_no_other_line_is_given_none(
    changes: dict[str, Any], sample: Service, directory: Directory
) -> None:
    """A service with a number, one that has ended or is only announced, and one for which nobody
    else would help send people nowhere else."""
    other = line(sample, "other")
    assert service_to_call(directory, without_number(sample), other) == "other"
    assert service_to_call(directory, without_number(sample, **changes), other) == ""


@pytest.mark.parametrize("changes", [{"status": "unknown"}, {"phones": UNCONFIRMED}], ids=str)
def test_what_may_run_or_has_only_a_doubtful_number_needs_another_line(
    changes: dict[str, Any], sample: Service, directory: Directory
) -> None:
    """A number that is never shown does not count, and a service that may run is still needed."""
    here = without_number(sample, **changes)
    assert service_to_call(directory, here, line(sample, "other")) == "other"


def test_a_curator_chooses_before_the_rule(sample: Service, directory: Directory) -> None:
    """A curator who knows better than the rule may name a line that the rule would not choose."""
    here = without_number(sample, instead="b", related=("a",))
    listed = line(sample, "b", line="information", status="unknown", topics=("housing",))
    assert service_to_call(directory, here, line(sample, "a"), listed) == "b"


def test_related_lines_come_first_in_their_order(sample: Service, directory: Directory) -> None:
    """What a curator found related stands before what merely fits."""
    others = (line(sample, "a"), line(sample, "b"), line(sample, "c"))
    assert service_to_call(directory, without_number(sample, related=("c", "b")), *others) == "c"
    assert service_to_call(directory, without_number(sample), *others) == "a"


def test_the_order_of_the_file_decides_among_the_others(
    sample: Service, directory: Directory
) -> None:
    """The same directory always gives the same answer, whatever the order of a service’s topics."""
    others = (line(sample, "a", topics=("crisis",)), line(sample, "b", topics=("housing",)))
    assert service_to_call(directory, without_number(sample), *others) == "a"
    assert service_to_call(directory, without_number(sample), *reversed(others)) == "b"


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        ({"audience": ("children", "exploited"), "ages": Ages(13, 17)}, "young"),
        ({"audience": ("youth", "exploited"), "ages": Ages(13, 18)}, ""),
        ({"audience": ("youth", "exploited"), "ages": Ages(13, None)}, ""),
        ({"audience": ("youth", "exploited"), "ages": None}, ""),
        ({"audience": ("youth", "children"), "ages": None}, "young"),
    ],
    ids=str,
)
def test_a_line_for_young_people_is_for_every_child(
    service: dict[str, Any], expected: str, sample: Service, directory: Directory
) -> None:
    """A child who was exploited is a child: their line is not refused for what happened."""
    young = line(sample, "young", audience=("children", "youth"))
    assert service_to_call(directory, without_number(sample, **service), young) == expected


FALLBACK_IDS: Final = ("young", "finder", "crisis-line")


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        ({"audience": ("youth",)}, "young"),
        ({"audience": ("youth", "exploited"), "ages": Ages(12, 17)}, "young"),
        ({"audience": ("youth", "young-adults"), "ages": Ages(13, 24)}, "finder"),
        ({"audience": ("youth", "families")}, "finder"),
        ({"audience": ("women",)}, "finder"),
        ({"regions": ("canada",)}, "young"),
        ({"regions": ("canada",), "audience": ("women",)}, "crisis-line"),
    ],
    ids=str,
)
def test_where_nothing_fits_there_is_a_last_resort(
    service: dict[str, Any], expected: str, sample: Service, directory: Directory
) -> None:
    """Young people are given the line for young people, all others whoever finds services; both
    only where they answer."""
    others = (
        line(sample, "young", regions=("canada",), audience=("children", "youth", "young-adults")),
        line(sample, "finder", line="information", status="unknown"),
        line(sample, "crisis-line", regions=("canada",)),
    )
    here = without_number(sample, topics=("culture",), **service)
    assert service_to_call(directory, here, *others, last_resort=FALLBACK_IDS) == expected


@pytest.mark.parametrize("name", ["an emergency number", "an office", "the police",
                                  "one without a number", "one whose number is not confirmed",
                                  "one that takes texts alone", "one that has ended"])  # fmt: skip
def test_the_last_resort_answers_too(name: str, sample: Service, directory: Directory) -> None:
    """Nobody is sent to a last resort that cannot be called, or that is the police or an office."""
    here, other = without_number(sample), line(sample, "other", **LINES_THAT_DO_NOT_FIT[name])
    assert service_to_call(directory, here, other, last_resort=("other",)) == ""


def test_the_number_to_call_is_the_first_that_may_be_given(sample: Service) -> None:
    """A person who is told to call is given a number that somebody answers by voice."""
    service = line(sample, "a", phones=(*TEXT_ONLY, *UNCONFIRMED, *CONFIRMED))
    assert number_to_call(service) == CONFIRMED[0]


# --- the rule, on generated directories ---------------------------------------------------------

GROUPS: Final = ("anyone", "children", "youth", "adults", "women", "indigenous", "exploited")
any_ages = st.one_of(
    st.none(), st.builds(Ages, st.sampled_from([None, 0, 12]), st.sampled_from([None, 17, 24]))
)


def any_service_fields(id: str) -> st.SearchStrategy[dict[str, Any]]:
    """The fields of any service."""

    def few(*of: str) -> st.SearchStrategy[tuple[str, ...]]:
        return st.lists(st.sampled_from(of), min_size=1, max_size=3, unique=True).map(tuple)

    return st.fixed_dictionaries({
        "id": st.just(id),
        "line": st.sampled_from([None, "emergency", "report", "crisis", "support", "information",
                                 "office"]),
        "audience": few(*GROUPS),
        "ages": any_ages,
        "regions": few("canada", "manitoba", "winnipeg", "thompson"),
        "topics": few("crisis", "housing", "suicide"),
        "phones": st.sampled_from([(), CONFIRMED, UNCONFIRMED, TEXT_ONLY]),
        "police": st.sampled_from(["part", "may-be-told", "not-stated"]),
        "status": st.sampled_from(["current", "unknown", "former", "announced"]),
        "related": st.lists(st.sampled_from("abcdef"), max_size=3).map(tuple),
    })  # fmt: skip


ENCLOSING_REGIONS: Final = {
    "canada": {"canada"}, "manitoba": {"manitoba", "canada"},
    "winnipeg": {"winnipeg", "manitoba", "canada"},
    "thompson": {"thompson", "northern", "manitoba", "canada"},
}  # fmt: skip


def for_other_people(other: Service, service: Service) -> bool:
    """Whether some of the people of a service may not call another one."""
    minors = service.ages is not None and (service.ages.end or 99) < 18
    minors = minors or (service.ages is None and set(service.audience) <= {"children", "youth"})
    audience_fits = (
        "anyone" in other.audience
        or set(service.audience) <= set(other.audience)
        or (minors and {"children", "youth"} <= set(other.audience))
    )
    served = service.ages or (Ages(None, 17) if minors else Ages(None, None))
    everyone = {
        age for age in range(120)
        if (served.start or 0) <= age <= (119 if served.end is None else served.end)
    }  # fmt: skip
    return not audience_fits or not all(
        other.ages is None or other.ages.admits(age) for age in everyone
    )


def forbidden_reasons(other: Service, service: Service) -> list[str]:
    """Why the people of a service may not be sent to another one, if there is a reason."""
    voice_phones = [p for p in other.phones if p.kind == "voice" and p.confidence != "unconfirmed"]
    faults = {
        "no number to call": not voice_phones,
        "an emergency number": other.line == "emergency"
        or "911" in {p.number for p in voice_phones},
        "an office": other.line == "office",
        "the police": other.police not in ("may-be-told", "not-stated"),
        "not running": other.status not in ("current", "unknown"),
        "itself": other.id == service.id,
        "has no need of it": bool([p for p in service.phones if p.confidence != "unconfirmed"]),
        "has ended or is announced": service.status not in ("current", "unknown"),
    }
    return [fault for fault, found in faults.items() if found]


@settings(derandomize=True, deadline=None, max_examples=200)
@given(
    st.tuples(*map(any_service_fields, "abcdef")), st.lists(st.sampled_from("abcdef"), max_size=3)
)
def test_the_rule_gives_no_unsuitable_line(
    sample: Service, directory: Directory, fields: tuple[dict[str, Any], ...], resort: list[str]
) -> None:
    """Whatever a directory holds, the rule gives no police, office, emergency or doubtful number,
    and no line for other people or another place."""
    services = tuple(without_number(sample, **one) for one in fields)
    header = replace(directory.header, fallback_services=tuple(resort))
    candidates = lines(replace(directory, header=header, services=services))
    for service in services:
        other = call_instead(service, candidates)
        if other is None:
            continue
        assert forbidden_reasons(other, service) == []
        assert not for_other_people(other, service)
        assert all(ENCLOSING_REGIONS[region] & set(other.regions) for region in service.regions)


# --- the answers of the built-in directory -------------------------------------------------------


def services_to_call(directory: Directory) -> dict[str, Service]:
    """For each service without a number to give, the one to call instead."""
    candidates = lines(directory)
    found = ((s.id, call_instead(s, candidates)) for s in directory.services)
    return {id: other for id, other in found if other}


def test_every_answer_was_read_by_someone(directory: Directory) -> None:
    """Who is sent where is kept in a table that a person has read; after a change,
    `python tools/call_instead.py` writes it again, to be read again."""
    assert table(directory) == TABLE.read_text(encoding="utf-8")


def test_every_running_service_has_someone_to_call(directory: Directory) -> None:
    """Every service that runs or may run gives a number, another line, or was marked by a person
    as one for which nobody else would help."""
    answers = services_to_call(directory)
    without_answer = {
        s.id for s in directory.services
        if s.status in ("current", "unknown") and s.id not in answers
        and all(phone.confidence == "unconfirmed" for phone in s.phones)
    }  # fmt: skip
    assert (
        without_answer == {s.id for s in directory.services if s.instead == "none"} & without_answer
    )
    assert len(answers) > 30


GROUPS_OF_PEOPLE: Final = {
    "children", "youth", "young-adults", "adults", "women", "men", "indigenous", "2slgbtqi",
}  # fmt: skip


def test_no_answer_is_for_other_people_or_another_place(directory: Directory) -> None:
    """Nor does a person’s choice send anyone to the police, to an office, to another place, or to
    a line for a group that they do not belong to."""
    services = {service.id: service for service in directory.services}
    regions = directory.header.regions
    for id, other in services_to_call(directory).items():
        service = services[id]
        assert forbidden_reasons(other, service) == [], id
        groups = set(other.audience) & GROUPS_OF_PEOPLE
        assert "anyone" in other.audience or not groups or groups & set(service.audience), id
        for region in service.regions:
            chain = {region}
            while (outer := regions[region].within) is not None:
                chain.add(region := outer)
            assert chain & set(other.regions), id
        if service.instead is None:
            assert not for_other_people(other, service), id


def test_courses_and_training_send_people_nowhere(directory: Directory) -> None:
    """Who looks for a course for people charged, or for training, is not sent to a line for people
    who were harmed."""
    answers = services_to_call(directory)
    courses = {s.id for s in directory.services
               if "people-charged" in s.audience or s.topics[0] == "training"}  # fmt: skip
    assert {"pop", "wsa", "training-nd", "training-hotels", "ndinawe-cyc"} <= courses
    assert courses & set(answers) == set()
    gone = {s.id for s in directory.services if s.status in ("former", "announced")}
    assert gone & set(answers) == set()


def test_the_index_gives_the_same_answers(directory: Directory, index: Index) -> None:
    """A compiled directory sends people where its file does."""
    found = {s.id: index.call_instead(s.id) for s in directory.services}
    assert {id: other for id, other in found.items() if other} == services_to_call(directory)


# --- every page, sheet and export ----------------------------------------------------------------

SCREENS: Final = [Screen(), *(Screen(width, None, True) for width in (40, 60, 80, 120, 200))]


def on_one_line(text: str) -> str:
    """A text on one line, without the escape codes for bold."""
    return re.sub(r"[ \n]+", " ", re.sub(r"\x1b\[[0-9;]*m", "", text))


def number_and_name(other: Service, language: Language) -> str:
    """The number and the name of a service, as they follow the label."""
    phone = number_to_call(other)
    assert phone
    return f"{Translator(language).phone(phone.number)} {other.name[language]}"


def found_page(services: tuple[Service, ...], view: ViewContext) -> Page:
    """The page of `find` with these services."""
    hits = [Hit(service, (), 0.0) for service in services]
    query = understand("", view.index)
    return pages.find_page(view, Results(query, tuple(hits), len(hits)))


class ServicePages:
    """The pages of `show` and of `find` with each service alone, each made once for all screens."""

    def __init__(self, directory: Directory, index: Index) -> None:
        self._services, self._index = directory.services, index
        self._pages: dict[tuple[Language, type[Translator]], list[tuple[Service, Page, Page]]] = {}

    def pages_of(
        self, language: Language, kind: type[Translator] = Translator
    ) -> list[tuple[Service, Page, Page]]:
        """Each service with its page of `show` and its page of `find`."""
        if (language, kind) not in self._pages:
            view = ViewContext(kind(language), self._index, TODAY)
            self._pages[language, kind] = [
                (service, detail.entry_page(service, view), found_page((service,), view))
                for service in self._services
            ]
        return self._pages[language, kind]


@pytest.fixture(scope="module")
def service_pages(directory: Directory, index: Index) -> ServicePages:
    """The pages of each service of the built-in directory."""
    return ServicePages(directory, index)


@pytest.mark.parametrize("to", SCREENS, ids=str)
def test_find_and_show_give_the_other_number_and_name(
    to: Screen, language: Language, directory: Directory, service_pages: ServicePages
) -> None:
    """On every screen, `find` and `show` say whom to call instead, and say it of nobody else."""
    answers = services_to_call(directory)
    translator = Translator(language)
    for kind in (Translator, InteractiveTranslator):
        for service, shown, page in service_pages.pages_of(language, kind):
            card = on_one_line(render(shown, to, translator))
            found = on_one_line(render(page._replace(footer=None), to, translator))
            other = answers.get(service.id)
            wanted = f"{LABEL[language]} {number_and_name(other, language)}." if other else ""
            assert wanted in found, service.id
            if other and to.rich:  # The number stands left of the words.
                name = re.escape(f"{LABEL[language]} {other.name[language]}.")
                number = re.escape(number_and_name(other, language).removesuffix(
                    f" {other.name[language]}"))  # fmt: skip
                assert re.search(rf"{number} [^.]{{0,40}}{name}", card), service.id
            else:
                assert wanted in card, service.id
            for text in (card, found):
                assert (LABEL[language] in text) == bool(other), service.id


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_rows_give_the_other_number_in_their_column(
    width: int, language: Language, directory: Directory, service_pages: ServicePages
) -> None:
    """On a screen the number is whole in the column of numbers, and beside it whose it is."""
    answers = services_to_call(directory)
    translator = Translator(language)
    for service, _, page in service_pages.pages_of(language):
        shown = render(page, Screen(width, None, True), translator)
        text = re.sub(r"\x1b\[[0-9;]*m", "", shown)
        other = answers.get(service.id)
        assert (LABEL[language] in text) == bool(other), service.id
        if other is None:
            continue
        name = (other.short or other.name)[language]
        phone = number_to_call(other)
        assert phone
        number = re.escape(translator.phone(phone.number))
        first = re.escape(name.split(" ")[0])
        between = r"[^\n]*\n([^ \n][^\n]*\n)*  " if width < 60 else r" [ *][^\n]*"
        assert re.search(rf"^{number}{between}{LABEL[language]} {first}", text, re.MULTILINE)


def test_markdown_gives_the_other_number_and_name(
    language: Language, directory: Directory, index: Index
) -> None:
    """What is pasted into an e-mail says whom to call instead."""
    view = ViewContext(Translator(language), index, TODAY)
    page = found_page(directory.services, view)
    text = markdown.render_page(page, view.translator)
    for other in services_to_call(directory).values():
        number, _, name = number_and_name(other, language).partition(" ")
        assert f" {LABEL[language]} **{number}** {escape(name)}." in text
    assert text.count(LABEL[language]) == len(services_to_call(directory))


def test_json_names_the_other_service(typed: Type, directory: Directory) -> None:
    """A program reads whom to call instead, as an id, and null where there is nobody."""
    results = json.loads(typed("list", "--format", "json").out)["results"]
    services = {s.id for s in directory.services}
    shown = {one["id"]: one["call_instead"] for one in results if one["id"] in services}
    answers = services_to_call(directory)
    assert shown == {id: answers[id].id if id in answers else None for id in services}
    assert not [one for one in results if one["id"] not in services and "call_instead" in one]


def test_csv_gives_the_other_number_in_a_column(
    typed: Type, language: Language, directory: Directory
) -> None:
    """A spreadsheet says whom to call instead, with what is known of the number."""
    out = typed("list", "--kind", "hotline", "--kind", "program", "--format", "csv", "--lang",
                language).out  # fmt: skip
    head, *rows = csv.reader(io.StringIO(out))
    column = head.index("call_instead")
    answers = services_to_call(directory)
    for row in rows:
        other = answers.get(row[0])
        if other is None:
            assert row[column] == ""
            continue
        phone = number_to_call(other)
        assert phone
        number, name = Translator(language).phone(phone.number), other.name[language]
        doubts = {Language.EN: "limited", Language.FR: "limité"}
        doubt = "" if phone.confidence == "confirmed" else rf" \({doubts[language]}.*\)"
        wanted = f"{re.escape(number)}{doubt} {re.escape(name)} \\[{other.id}\\]"
        assert re.fullmatch(wanted.replace(NBSP, " "), row[column]), row


@pytest.mark.parametrize("format", ["html", "pdf", "docx", "markdown"])
def test_sheets_give_the_other_number_and_name(
    format: str, typed: Type, directory: Directory, tmp_path: Path
) -> None:
    """A sheet gives the other number too, in any format or language, only where it is needed."""
    path = tmp_path / f"sheet.{format}"
    ids = [service.id for service in directory.services]
    assert typed("handout", *ids, "--format", format, "--lang", "both", "--output", str(path),
                 ).code == 0  # fmt: skip
    raw = READERS[f".{format}"](path.read_bytes()).replace("*", "")
    text = " ".join(raw.replace(NBSP, " ").split())
    answers = services_to_call(directory)
    for language in Language:
        label = LABEL[language].replace(NBSP, " ")
        for other in answers.values():
            wanted = number_and_name(other, language).replace(NBSP, " ")
            # A name that begins with the number is not said twice.
            wanted = wanted.replace("211 211", "211")
            assert f"{label} {wanted}." in text, other.id
        assert text.count(label) == len(answers)


@pytest.mark.parametrize("words", ["runaway thompson", "safe place winnipeg", "trafficking"])
def test_a_sheet_on_a_topic_has_a_number_for_each_service(words: str, typed: Type) -> None:
    """A sheet made for a search sends nobody away without a number."""
    page = typed("handout", *words.split(), "--output", "-").out
    found = page[page.index("Services found") : page.index("Where these facts come from")]
    for entry in found.split('<div class="entry">')[1:]:
        assert 'class="number"' in entry, entry


def test_what_an_agency_leaves_out_is_not_given_instead_either(typed: Type) -> None:
    """A line that somebody took off a sheet, since it does not answer, does not come back."""
    arguments = ("handout", "ycss", "--output", "-", "--format", "markdown")
    number = r"\*\*1-800-668-6868\*\*"
    assert re.search(rf"Call instead: {number}", typed(*arguments).out)
    assert not re.search(number, typed(*arguments, "--without", "kids-help-phone").out)


def test_what_is_known_of_the_number_stands_beside_it(typed: Type, language: Language) -> None:
    """A doubtful number, or a line that may have ended, is marked as such here too."""
    shown = typed("find", "dream catchers", "--limit", "1", "--lang", language).out
    row = next(row for row in shown.split("\n") if LABEL[language] in row)
    candidates = {
        Language.EN: "Local number. Published; not recently confirmed.",
        Language.FR: "Numéro local. Publié; non confirmé récemment.",
    }
    assert candidates[language] in row


def test_a_number_that_is_not_confirmed_never_stands_alone(typed: Type) -> None:
    """`show` gives the number that is not confirmed, and beside it the line to call instead."""
    shown = typed("show", "ht-manitoba").out
    assert shown.index("Not confirmed: do not rely on it") < shown.index("Call instead: 1-833-900")


# --- the page of an empty answer -----------------------------------------------------------------


def test_an_empty_page_gives_someone_to_call(typed: Type, language: Language, index: Index) -> None:
    """Who finds nothing is given Kids Help Phone, 211 and 988, by name and number."""
    shown = typed("find", "zzqxv", "--lang", language)
    assert shown.code == 1
    for id in ("kids-help-phone", "211-mb", "988"):
        service = index.service(id)
        block = shown.out.partition(f". {service.name[language]}\n")[2].split("\n\n")[0]
        phone = number_to_call(service)
        assert phone
        number = Translator(language).phone(phone.number)
        assert f"{NBSP if language is Language.FR else ''}: {number} (" in block


def test_an_empty_page_of_another_directory_gives_its_own_lines(
    directory: Directory, sample: Service, language: Language
) -> None:
    """Who turns to someone is data: another directory gives its own last resort."""
    own = line(sample, "own-line")
    header = replace(directory.header, fallback_services=("own-line",))
    listed = [s for s in directory.services if s.id in {u.service for u in header.urgent}]
    index = build(replace(directory, header=header, services=(*listed, own), vocabulary=()))
    view = ViewContext(Translator(language), index, TODAY)
    page = pages.empty_page(view, None)
    titles = [item.title for section in page.sections for item in section.items]
    assert titles == [full_name(own, view.translator)]


# --- the file ------------------------------------------------------------------------------------


def test_a_change_of_the_line_to_call_is_told(typed: Type, tmp_path: Path) -> None:
    """A second reader sees that people are now sent elsewhere."""
    old = tmp_path / "old.yaml"
    text = (ROOT / "data" / "programs.yaml").read_text(encoding="utf-8")
    assert text.count("instead: klinic-crisis") > 1
    old.write_text(text.replace("instead: klinic-crisis", 'instead: "988"', 1), encoding="utf-8")
    shown = typed("check", "--against", str(old)).out
    assert "call instead changed from “988” to “klinic-crisis”" in shown
