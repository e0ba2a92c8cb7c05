"""What must never be on a printed sheet: each rule is checked on every kind of sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest

from conftest import ROOT, Type, replace
from resource_finder.bilingual import Language, Text
from resource_finder.finder import Finder
from resource_finder.i18n import Translator
from resource_finder.model import Address, Directory, Phone, Service
from resource_finder.search.build import build
from resource_finder.search.filters import Filters
from resource_finder.search.index import Index
from resource_finder.views.document import Item, Page
from resource_finder.views.entry import ViewContext, full_name
from resource_finder.views.sheet_choice import SheetRequest, select
from resource_finder.views.sheet_specs import HOTLINES, SHEETS
from resource_finder.views.sheet_training import line_questions
from resource_finder.views.sheets import SheetOptions, compose

PUBLIC_SHEETS: Final = ("hotlines", "wallet", "poster")
SMALL_SHEETS: Final = ("wallet", "poster")
NO_CONTACT_STATUSES: Final = ("former", "announced")
EVERYTHING: Final = Filters()
PROVINCE: Final = {"canada", "manitoba"}


def make_sheet(
    index: Index,
    sheet: str,
    language: Language,
    words: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    limit: int | None = None,
    filters: Filters = EVERYTHING,
) -> Page:
    """A sheet in one language, before it is rendered in a format."""
    spec = SHEETS[sheet]
    selection = select(SheetRequest(spec, words, filters, without, limit), Finder(index))
    view = ViewContext(Translator(language), index, date(2026, 11, 24))
    return compose(SheetOptions(spec), selection, [view]).pages[0]


def entries(page: Page) -> Iterator[Item]:
    """Every entry of a sheet, those in the box of urgent lines first."""
    yield from page.urgent
    yield from entries_outside_box(page)


def entries_outside_box(page: Page) -> list[Item]:
    """The entries of a sheet that are not in the box of urgent lines."""
    return [item for section in page.sections for item in section.items]


def printed_links(page: Page) -> Counter[str]:
    """The numbers that a sheet prints, as one calls or texts them, and how often each."""
    return Counter(number.link for item in entries(page) for number in item.numbers)


def words_of(page: Page) -> str:
    """Every word of a sheet."""
    words = [page.title, *page.opening, *page.closing]
    words += [section.title for section in page.sections]
    for item in entries(page):
        words += [item.title, item.warning, item.aside]
        words += [f"{field.label} {field.value} {field.note}" for field in item.fields]
    return "\n".join(words)


def phone_link(phone: Phone) -> str:
    """How a number is called or texted."""
    return f"{'sms' if phone.kind == 'text' else 'tel'}:{phone.number}"


def numbers_to_give(service: Service) -> list[Phone]:
    """The numbers that may be given of a service."""
    if service.status in NO_CONTACT_STATUSES or service.confidence == "unconfirmed":
        return []
    sure = [phone for phone in service.phones if phone.confidence != "unconfirmed"]
    # A number to call and to text stands once, with words that say so.
    voice = {phone.number for phone in sure if phone.kind == "voice"}
    return [phone for phone in sure if phone.kind == "voice" or phone.number not in voice]


def numbers_for_small_sheet(service: Service, sheet: str) -> list[Phone]:
    """The numbers that fit on a card or a poster: one to call, and, on a poster, one to text; only
    those that need no sign of doubt."""
    sure = [phone for phone in numbers_to_give(service) if phone.confidence == "confirmed"]
    texts = [phone for phone in sure if phone.kind == "text"] if sheet == "poster" else []
    return [phone for phone in sure if phone.kind == "voice"][:1] + texts[:1]


def allowed_numbers(sheet: str, directory: Directory) -> set[str]:
    """The numbers that a sheet of everything holds."""
    header = directory.header
    services = {service.id: service for service in directory.services}
    urgent_ids = {line.service for line in header.urgent}
    without_numbers = {line.service for line in header.urgent if not line.numbers}
    box = [p for id in urgent_ids - without_numbers for p in numbers_to_give(services[id])]
    if sheet in ("timeline", "training"):
        return set(map(phone_link, box))
    if sheet == "wallet":
        lines = [services[wallet_line.service] for wallet_line in header.wallet]
        return {phone_link(p) for service in lines for p in numbers_for_small_sheet(service, sheet)}
    if sheet == "poster":
        lines = [services[p.service] for p in header.wallet if p.service not in urgent_ids]
        return set(
            map(phone_link, [*box, *(p for s in lines for p in numbers_for_small_sheet(s, sheet))])
        )
    if sheet == "hotlines":
        outside_box = [s for s in directory.services
                 if s.line in HOTLINES and s.id not in urgent_ids
                 and s.location_policy is None and s.status == "current"
                 and (s.line in ("report", "crisis") or PROVINCE & set(s.regions))]  # fmt: skip
    else:
        outside_box = [s for s in directory.services if s.id not in without_numbers]
    return set(map(phone_link, [*box, *(p for s in outside_box for p in numbers_to_give(s))]))


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_holds_no_number_but_those_it_may(
    sheet: str, language: Language, directory: Directory, index: Index
) -> None:
    """No number that is not confirmed, of a service that ended, of a line for other people, or
    911 alone is on any sheet; on a card or a poster none is printed twice."""
    found = printed_links(make_sheet(index, sheet, language))
    assert set(found) == allowed_numbers(sheet, directory)
    assert sheet not in SMALL_SHEETS or set(found.values()) == {1}


def test_a_number_to_text_is_handed_to_the_public_only_if_confirmed(
    language: Language, directory: Directory, index: Index
) -> None:
    """A poster has no space to say that a number to text may be wrong."""
    sure_ones = {phone_link(p) for s in directory.services for p in s.phones
                 if p.kind == "text" and p.confidence == "confirmed"}  # fmt: skip
    printed = {
        number
        for number in printed_links(make_sheet(index, "poster", language))
        if number[:3] == "sms"
    }
    assert "sms:+12047925302" not in sure_ones
    assert printed
    assert printed <= sure_ones


def test_a_card_prints_no_number_to_text(language: Language, index: Index) -> None:
    """A word to send would say whom one texts: a card says of a number that one may text it too."""
    page = make_sheet(index, "wallet", language)
    assert [number for number in printed_links(page) if number[:3] == "sms"] == []
    said = {Language.EN: "To talk (call or text)", Language.FR: "Pour parler (appel ou texto)"}
    assert [i.numbers[0].link for i in entries(page) if i.title == said[language]] == ["tel:988"]


@pytest.mark.parametrize("sheet", SMALL_SHEETS)
def test_a_line_that_cannot_be_called_is_on_no_small_sheet(
    sheet: str, language: Language, texting: Index
) -> None:
    """A label without a number to call beside it would leave its reader alone."""
    page = make_sheet(texting, sheet, language)
    assert all(item.numbers for item in entries_outside_box(page))
    assert [
        n for item in entries_outside_box(page) for n in item.numbers if n.link[:3] == "sms"
    ] == []


@pytest.mark.parametrize("sheet", SMALL_SHEETS)
def test_no_sign_of_doubt_stands_on_a_small_sheet(
    sheet: str, language: Language, index: Index, doubtful: Index
) -> None:
    """On a card, a poster and its strip stand only numbers that need no legend; a line that has
    none is left out."""
    page = make_sheet(index, sheet, language)
    assert [n for item in entries(page) for n in item.numbers if n.doubtful] == []
    assert page.legend == ()
    page = make_sheet(doubtful, sheet, language)
    assert (entries_outside_box(page)[1:], page.strip) == ([], ())


def test_only_lines_that_answer_at_any_time_are_torn_off(
    language: Language, directory: Directory, index: Index
) -> None:
    """Whoever calls the number in their pocket at night reaches someone."""
    assert make_sheet(index, "poster", language).strip
    silent = changed_index(
        directory,
        lambda s: replace(
            s, open=None, hours=None,
            phones=tuple(p._replace(open=None, hours=None) for p in s.phones),
        ),
    )  # fmt: skip
    assert make_sheet(silent, "poster", language).strip == ()


def test_a_line_that_may_have_ended_is_not_handed_to_the_public(uncertain: Index) -> None:
    """Whoever is handed a sheet reaches someone: a line of which nobody knows whether it runs is
    left out, and the sheet says so."""
    for sheet in PUBLIC_SHEETS:
        selection = select(SheetRequest(SHEETS[sheet], (), EVERYTHING), Finder(uncertain))
        assert {entry.id for entry in selection.entries} <= {"cfs-report"}
        assert "unknown" in dict(selection.left_out)


def test_only_what_surely_fits_the_words_is_printed(index: Index) -> None:
    """On a screen one may judge what fits perhaps; a sheet is handed on without its doubts."""
    finder, words = Finder(index), ("runaway", "thompson")
    _, hits = finder.search(" ".join(words), EVERYTHING, ("hotline", "program"), None)
    possible = {hit.entry.id for hit in hits if hit.match == "possible"}
    assert possible
    selection = select(SheetRequest(SHEETS["summary"], words, EVERYTHING), finder)
    assert selection.entries
    assert possible & {entry.id for entry in selection.entries} == set()


def test_nobody_is_asked_for_a_line_that_may_have_ended(
    language: Language, directory: Directory, uncertain: Index
) -> None:
    """The answers of a course are lines that one may give."""
    questions = line_questions(ViewContext(Translator(language), uncertain, date(2026, 11, 24)))
    child = next(s for s in directory.services if s.id == "cfs-report")
    assert {question.more for question in questions} <= {(child.short or child.name)[language]}


def test_a_local_line_that_is_not_urgent_needs_its_place(index: Index) -> None:
    """A sheet for the whole province has space for lines that serve all of it; whoever asks for a
    place has its own lines too."""
    hospital = "tel:+12046772381"
    assert hospital not in printed_links(make_sheet(index, "hotlines", Language.EN))
    filters = Filters(region=("thompson",))
    assert hospital in printed_links(make_sheet(index, "hotlines", Language.EN, filters=filters))


def test_a_card_and_a_poster_hold_one_number_to_call_and_one_to_text(
    directory: Directory,
) -> None:
    """On a small sheet nobody has to choose between two numbers of one line."""
    index = changed_index(directory, phones(confidence="confirmed"))
    for sheet, language in product(SMALL_SHEETS, Language):
        for entry in entries(make_sheet(index, sheet, language)):
            kinds = [number.link[:3] for number in entry.numbers]
            assert len(kinds) == len(set(kinds)), entry.title


def test_a_card_says_nothing_of_what_its_lines_are_for(directory: Directory) -> None:
    """A person who finds a card reads neither the name of a service, nor the label of a number, nor
    what it does, nor who runs it."""
    label = Text("An invented label", "Une mention inventée")
    index = changed_index(directory, phones(label=label))
    for language in Language:
        card = words_of(make_sheet(index, "wallet", language))
        lines = {line.service: line.label[language] for line in directory.header.wallet}
        for service in (s for s in directory.services if s.id in lines):
            texts = [service.name, service.summary, *(o for o in [service.operator] if o)]
            words = {text[language] for text in texts} - {lines[service.id]}
            assert [word for word in words if word in card] == []
        assert label[language] not in card


Change = Callable[[Service], Service]


def phones(**changes: Any) -> Change:
    """Every number of a service with some fields changed."""
    return lambda s: replace(s, phones=tuple(p._replace(**changes) for p in s.phones))


def changed_index(directory: Directory, change: Change) -> Index:
    """The directory with every service changed but those of the urgent lines; without its
    vocabulary, which no sheet of everything needs and which takes most of the time."""
    urgent = {line.service for line in directory.header.urgent}
    services = tuple(s if s.id in urgent else change(s) for s in directory.services)
    return build(directory._replace(services=services, vocabulary=()))


@pytest.fixture(scope="module")
def texting(directory: Directory) -> Index:
    """The directory with numbers that only take texts."""
    return changed_index(directory, phones(kind="text", confidence="confirmed"))


@pytest.fixture(scope="module")
def doubtful(directory: Directory) -> Index:
    """The directory with numbers of which none is confirmed."""
    return changed_index(directory, phones(confidence="limited"))


@pytest.fixture(scope="module")
def uncertain(directory: Directory) -> Index:
    """The directory with services of which nobody knows whether they run."""
    return changed_index(directory, lambda s: replace(s, status="unknown"))


def with_contacts(directory: Directory) -> list[Service]:
    """Every service with a number or a web address, those of the urgent lines aside."""
    urgent = {line.service for line in directory.header.urgent}
    return [s for s in directory.services if (s.phones or s.web) and s.id not in urgent]


PLACE: Final = Address("12 Invented Way", "office", "seed")


@pytest.mark.parametrize("status", NO_CONTACT_STATUSES)
def test_no_contact_of_a_service_that_is_gone_is_printed(status: str, directory: Directory) -> None:
    """Whatever a file holds, a former or announced service is printed only where its id was
    typed, on a summary, with neither number, web address nor place."""
    index = changed_index(directory, lambda s: replace(s, status=status, addresses=(PLACE,)))
    for language in Language:
        services = with_contacts(directory)
        names = {full_name(service, Translator(language)) for service in services}
        box = printed_links(make_sheet(index, "timeline", language))
        for sheet in SHEETS:
            page = make_sheet(index, sheet, language)
            assert printed_links(page).keys() <= box.keys(), sheet
            assert names & {item.title for item in entries(page)} == set()
        ids = tuple(service.id for service in services)
        for sheet in PUBLIC_SHEETS:
            assert entries_outside_box(make_sheet(index, sheet, language, ids)) == [], sheet
        requested = make_sheet(index, "summary", language, ids)
        assert names <= {item.title for item in entries(requested)}
        assert printed_links(requested).keys() <= box.keys()
        facts = [f.value for e in entries(requested) if e.warning for f in e.facts]
        web = [w.address[language] for service in services for w in service.web]
        assert [address for address in [*web, PLACE.text] for f in facts if address in f] == []


def test_no_unconfirmed_number_is_printed_even_if_asked_for(directory: Directory) -> None:
    """A number that may be wrong is on no sheet, not even where the id of its service was
    typed."""
    index = changed_index(directory, phones(confidence="unconfirmed"))
    for sheet, language in product(SHEETS, Language):
        box = printed_links(make_sheet(index, "timeline", language)).keys()
        ids = tuple(service.id for service in with_contacts(directory))
        assert printed_links(make_sheet(index, sheet, language)).keys() <= box
        assert printed_links(make_sheet(index, sheet, language, ids)).keys() <= box
        if sheet in PUBLIC_SHEETS:
            # Nor is the name of a service that cannot be called.
            assert entries_outside_box(make_sheet(index, sheet, language))[1:] == []


def test_a_service_that_is_not_confirmed_is_printed_only_if_asked_for(directory: Directory) -> None:
    """What is not sure as a whole is left out of a sheet for which nobody asked for it."""
    index = changed_index(directory, lambda s: replace(s, confidence="unconfirmed"))
    for sheet, language in product(["summary", "hotlines"], Language):
        box = printed_links(make_sheet(index, "timeline", language)).keys()
        assert printed_links(make_sheet(index, sheet, language)).keys() <= box
        requested = make_sheet(index, sheet, language, ("ht-canada", "988"))
        assert {"tel:+18339001010", "tel:988"} <= printed_links(requested).keys()
        said = Translator(language).label("unconfirmed")
        assert all(said in item.facts_text for item in entries_outside_box(requested)[:2])


def test_the_public_is_handed_no_place_and_no_web_address(directory: Directory) -> None:
    """A sheet that others may find gives numbers, and no place to look for someone."""
    index = changed_index(
        directory, lambda s: replace(s, addresses=(PLACE,), email="a@example.org")
    )
    for sheet, language in product(PUBLIC_SHEETS, Language):
        text = words_of(make_sheet(index, sheet, language))
        web = [w.address[language] for s in directory.services for w in s.web]
        assert [texts for texts in [*web, PLACE.text, "a@example.org"] if texts in text] == []


def test_the_role_of_police_is_said_on_paper(language: Language, index: Index) -> None:
    """Whoever would not call where police may come knows of it before they call, also of a service
    that has no number."""
    translator = Translator(language)
    told = {
        full_name(s, translator): translator.label(s.police)
        for kind in ("hotline", "program") for s in index.entries(kind)
        if isinstance(s, Service) and s.police in ("part", "may-be-told")
    }  # fmt: skip
    items = [item for item in entries(make_sheet(index, "summary", language)) if item.title in told]
    assert {bool(item.numbers) for item in items} == {True, False}
    assert [i.title for i in items if told[i.title] not in i.facts_text] == []
    cybertip = index.service("cybertip")
    lines = {i.title: i for i in entries(make_sheet(index, "hotlines", language))}
    name = (cybertip.short or cybertip.name)[language]
    assert translator.text("police may be notified") in lines[name].aside


def test_doubts_are_signed_on_paper(
    language: Language, directory: Directory, doubtful: Index
) -> None:
    """A number that was not confirmed, of a service or to call instead, and a service of which
    nobody knows whether it runs have the sign of doubt; the sheet says what it means."""
    sure = printed_links(make_sheet(doubtful, "timeline", language)).keys()
    for sheet in ("summary", "hotlines"):
        page = make_sheet(doubtful, sheet, language)
        numbers = [n for item in entries_outside_box(page) for n in item.numbers]
        numbers += [section.call for section in page.sections if section.call]
        assert {n.doubtful for n in numbers if n.link not in sure} == {True}
        assert any(line.startswith("*") for line in page.legend)
    index = changed_index(directory, lambda s: replace(s, status="unknown", last_seen="2019-05"))
    page = make_sheet(index, "summary", language)
    marked = [item for item in entries_outside_box(page) if item.doubtful]
    assert len(marked) > 80
    assert all(item.aside.endswith("2019") for item in marked)


@pytest.mark.parametrize("sheet", PUBLIC_SHEETS)
def test_no_protected_place_is_on_a_sheet_for_the_public(
    sheet: str, language: Language, directory: Directory, index: Index
) -> None:
    """A service whose place is guarded is not on a sheet for the public, even by its id."""
    guarded = [service for service in directory.services if service.location_policy]
    assert (
        entries_outside_box(make_sheet(index, sheet, language, tuple(s.id for s in guarded))) == []
    )


def test_no_sheet_is_made_with_the_address_of_a_protected_place(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that gives a guarded service an address makes no sheet at all."""
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "tests" / "data" / "own.yaml").read_text(encoding="utf-8")
    place = (
        "place: confidential\n"
        "    addresses: [{text: 12 Invented Way, kind: office, source: own-visit}]\n    status:"
    )
    (tmp_path / "own.yaml").write_text(text.replace("status:", place, 1), encoding="utf-8")
    answer = typed("handout", "zebra-house", "--also", "own.yaml")
    assert answer.code == 3
    assert [path.name for path in tmp_path.iterdir()] == ["own.yaml"]


def test_911_is_no_line_of_a_sheet(language: Language, index: Index) -> None:
    """911 does not work everywhere: it is on no sheet, not even for the public that asks."""
    for sheet in SHEETS:
        assert "tel:911" not in printed_links(make_sheet(index, sheet, language)), sheet
    for sheet in PUBLIC_SHEETS:
        assert "tel:911" not in printed_links(
            make_sheet(index, sheet, language, ("emergency-911",))
        ), sheet


def test_a_sheet_of_events_holds_no_service(index: Index) -> None:
    """Asked for by its id, a service makes no sheet of events, not even an empty one."""
    assert (
        select(SheetRequest(SHEETS["timeline"], ("cfs-report",), EVERYTHING), Finder(index))[0]
        == ()
    )


@pytest.mark.parametrize("sheet", ["summary", "hotlines", "wallet", "poster"])
def test_what_an_agency_takes_out_is_not_printed(
    sheet: str, language: Language, index: Index
) -> None:
    """An entry that was left out by its id stands nowhere below the box, nor does its number."""
    page = make_sheet(index, sheet, language, without=("hope-for-wellness", "ht-canada"))
    assert {"tel:+18552423310", "tel:+18339001010"} & printed_links(page).keys() == set()


def test_the_police_of_one_town_are_not_on_a_sheet_for_the_whole_province(
    language: Language, index: Index
) -> None:
    """Who is handed a sheet writes the local police number in its box; no town’s police number
    stands before the lines to talk to."""
    page = make_sheet(index, "hotlines", language)
    assert not printed_links(page).keys() & {"tel:+12046776911", "tel:+12046776909"}
    assert page.fill_in


def test_what_was_left_out_does_not_come_back(language: Language, index: Index) -> None:
    """An entry that was taken out, or that a limit cut, is not among the crisis lines that are
    beside what was searched."""
    ids = ("suicide-mb", "klinic-crisis")
    out = make_sheet(index, "summary", language, ids, without=("988", "ht-canada"))
    assert {"tel:988", "tel:+18339001010"} & printed_links(out).keys() == set()
    cut = make_sheet(index, "summary", language, ("suicide-mb", "988"), limit=1)
    assert "tel:+18774357170" in printed_links(cut)
    assert "tel:988" not in printed_links(cut)


def test_lines_beside_what_was_searched_run_and_serve_the_province(directory: Directory) -> None:
    """Beside what was searched are only crisis and report lines that run and serve everyone."""
    hidden = {"ht-canada": "unknown", "988": "announced"}
    index = changed_index(directory, lambda s: replace(s, status=hidden.get(s.id, s.status)))
    lines = [
        s for s in directory.services
        if s.line in ("report", "crisis") and s.status == "current" and PROVINCE & {*s.regions}
        and s.id not in hidden
    ]  # fmt: skip
    requested = [index.service("macy"), index.service("cfs-report")]
    wanted = {phone_link(p) for service in [*lines, *requested] for p in numbers_to_give(service)}
    for language in Language:
        assert printed_links(make_sheet(index, "summary", language, ("macy",))).keys() == wanted


@pytest.mark.parametrize("sheet", SMALL_SHEETS)
def test_a_filter_takes_lines_from_a_card_too(
    sheet: str, language: Language, directory: Directory, index: Index
) -> None:
    """What a filter takes out is on no card and no poster."""
    page = make_sheet(index, sheet, language, filters=Filters(topic=("suicide",)))
    on_topic = {
        phone_link(p) for s in directory.services if "suicide" in s.topics for p in s.phones
    }
    box = printed_links(make_sheet(index, "timeline", language)).keys()
    assert printed_links(page).keys() - box
    assert printed_links(page).keys() <= on_topic | box
