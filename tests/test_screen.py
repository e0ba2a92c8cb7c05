"""Pages on a terminal: whole numbers at every width, harmless words, the urgent lines first."""

from __future__ import annotations

import datetime
import io
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from conftest import AS_OF, Type, replace
from resource_finder.bilingual import Language, Text
from resource_finder.cli.app import run
from resource_finder.cli.output import prepare
from resource_finder.directory import contacts
from resource_finder.directory.review import due
from resource_finder.finder import Results, Timeline
from resource_finder.header import Header
from resource_finder.i18n import Translator
from resource_finder.model import Address, Directory, Entry, Phone, Service, Web
from resource_finder.render.terminal import Screen, detect_screen, fits, render, terminal_rows
from resource_finder.search.build import build
from resource_finder.search.index import Index
from resource_finder.search.rank import Hit, find
from resource_finder.text import is_unsafe, make_safe, width_of
from resource_finder.views import detail, listing, pages
from resource_finder.views.check import call_sheet_page
from resource_finder.views.document import Card, Item, Page, Row, Section, Table
from resource_finder.views.entry import ViewContext, full_name
from samples import REPORT_DISPLAYED
from texts import TextFile

TODAY = datetime.date(2026, 11, 23)
EVERYTHING = ("hotline", "program", "event", "notice")
PLAIN, NARROW, WIDE = Screen(), Screen(40, None, True), Screen(200, None, True)
VIEWS = (
    "find", "explain", "hotlines", "every service", "timeline", "list", "sources", "nothing",
    "show cfs-report", "show tracias-trust",
)  # fmt: skip
SGR = re.compile(r"\x1b\[[0-9;]*m")
BOXES = re.compile("[\u2500-\u259f]")
# Each begins with a digit, and then looks behind it: Python finds that four times as fast.
LONG_NUMBER = re.compile(
    r"\d(?<![\d-]\d)(?:(?<=1)[-\u00a0]\d{3}|\d\d)[-\u00a0]\d{3}-\d{4}(?![\d-])"
)
"""A long number as it is written in one of the languages."""
SHORT_CODE = re.compile(r"\d(?<![\d-]\d)\d{2,5}(?![\d-])")
BROKEN_NUMBER = re.compile(r"\d(?<!\d\d)\d\d[\s-]+\d{3}[\s-]+\d{4}(?!\d)")
"""The last ten digits of a number, also with blanks or line ends between them."""
CHECK_SENTENCE = {
    Language.EN: "Checked against published sources on 23 November 2026, not by phone ({age}).",
    Language.FR: "Vérifié le 23 novembre 2026 ({age}) d’après des sources publiées, pas par "
    "téléphone.",
}
"""The last line of a page, ..."""
EVIDENCE_SENTENCE = {
    Language.EN: r"( Newest evidence on this page: (\w+ )?\d{4}\.)?",
    Language.FR: r"( Source la plus récente de cette page : (\w+ )?\d{4}\.)?",
}
"""... which may end with the newest evidence on the page."""


# --- the pages -----------------------------------------------------------------------------------


def as_hits(entries: Iterable[Entry]) -> tuple[Hit, ...]:
    """Entries as a search gives them."""
    return tuple(Hit(entry, (), 0.0) for entry in entries)


@dataclass(frozen=True)
class ExpectedPage:
    """A page, and the numbers, as displayed, that must be on it."""

    page: Page
    numbers: frozenset[str]


class PageSet:
    """Every page of a directory (of sources, every twentieth), built once."""

    def __init__(self, directory: Directory, index: Index, today: datetime.date = TODAY) -> None:
        self.directory, self.index, self.today = directory, index, today
        self._expected: dict[Language, dict[str, ExpectedPage]] = {}
        self._shown: dict[tuple[Language, str, Screen], str] = {}

    def pages_in(self, language: Language) -> Mapping[str, ExpectedPage]:
        """The pages of a language by name."""
        if language not in self._expected:
            self._expected[language] = dict(self._build(Translator(language)))
        return self._expected[language]

    def shown(self, language: Language, name: str, to: Screen) -> str:
        """A page as a screen shows it, without the marks for bold."""
        key = (language, name, to)
        if key not in self._shown:
            page = self.pages_in(language)[name].page
            self._shown[key] = without_bold(render(page, to, Translator(language)))
        return self._shown[key]

    def _build(self, translator: Translator) -> Iterator[tuple[str, ExpectedPage]]:
        view = ViewContext(translator, self.index, self.today)
        services, lines = self.directory.services, self._lines()
        query, hits = find(self.index, "crisis", kinds=("hotline", "program"))
        found = [hit.entry for hit in hits if isinstance(hit.entry, Service)]
        for name, explain in (("find", False), ("explain", True)):
            page = pages.find_page(view, Results(query, tuple(hits), 999, 2), explain)
            yield name, self._expect(page, translator, found)
        page = pages.hotlines_page(view, Results(query, as_hits(lines), 999))
        yield "hotlines", self._expect(page, translator, lines)
        sure = replace(view, unconfirmed=True)
        page = pages.hotlines_page(sure, Results(query, as_hits(services), 999))
        yield "every service", self._expect(page, translator, services, unconfirmed=True)
        events = sorted(self.directory.events, key=lambda event: (event.date, event.id))
        timeline = Timeline(query, as_hits(events), 999)
        yield "timeline", self._expect(pages.timeline_page(view, timeline), translator)
        entries = self.index.entries(*EVERYTHING)
        yield "list", self._expect(listing.list_page(view, entries, 999), translator)
        sources = listing.list_page(view, self.index.sources(), 999)
        yield "sources", self._expect(sources, translator)
        yield "nothing", self._expect(pages.empty_page(view, query, 1), translator)
        for one in entries:
            shown = [one] if isinstance(one, Service) else []
            page = detail.entry_page(one, view)
            yield f"show {one.id}", self._expect(page, translator, shown, unconfirmed=True)
        for source in self.index.sources()[::20]:
            yield f"source {source.id}", self._expect(detail.source_page(source, view), translator)

    def _lines(self) -> list[Service]:
        """The services that `hotlines` gives."""
        return [
            service
            for service in self.directory.services
            if service.kind == "hotline"
            and service.status != "former"
            and any(phone.confidence != "unconfirmed" for phone in service.phones)
        ]

    def _expect(
        self,
        page: Page,
        translator: Translator,
        services: list[Service] | tuple[Service, ...] = (),
        unconfirmed: bool = False,
    ) -> ExpectedPage:
        numbers = {REPORT_DISPLAYED[translator.language]} | {
            translator.phone(phone.number)
            for service in services
            for phone in service.phones
            if unconfirmed or phone.confidence != "unconfirmed"
        }
        return ExpectedPage(page, frozenset(numbers))


def small_directory(directory: Directory, header: Header, services: Iterable[Service]) -> Directory:
    """A directory of a few services, two events, and the sources of these."""
    some, events = tuple(services), directory.events[:2]
    entries: tuple[Entry, ...] = (*some, *events)
    cited = {citation.source for entry in entries for citation in entry.sources}
    return replace(
        directory,
        header=header,
        services=some,
        events=events,
        notices=(),
        sources=tuple(source for source in directory.sources if source.id in cited),
        vocabulary=(),
    )


def required_services(header: Header) -> set[str]:
    """The ids of the services that pages of every directory point to."""
    return {*header.support, *header.fallback_services, *(u.service for u in header.urgent)}


@pytest.fixture(scope="session")
def page_set(directory: Directory, index: Index) -> PageSet:
    """Every page of the built-in directory."""
    return PageSet(directory, index)


def texts_shown(page: Page, to: Screen) -> Iterator[str]:
    """Every text of a page that must be on the screen, once each."""
    for item in page.urgent:
        if item.row and to.rich and to.width is not None:
            beside = to.width >= 60 or not item.row.contacts
            yield from (item.row.warning, item.numbers_text, item.row.name)
            yield item.row.use_for if beside else ""
        else:
            yield from (item.title, item.numbers_text, *(field.value for field in item.facts))
    yield from page.opening
    if page.card and has_rows(page, to):
        assert page.footer
        yield from (*_card_texts(page.card), *page.footer.lines)
        return
    if has_rows(page, to):
        assert page.footer
        one_column = len(page.sections) > 1 or any(section.listed for section in page.sections)
        yield from (section.title for section in page.sections)
        yield from _bar_texts(page, to.width or 0)
        for row in rows_of(page):
            wide = (to.width or 0) >= 100 and not one_column and not row.date
            yield from _row_texts(row, described=wide)
        yield from page.footer.lines
        return
    for section in page.sections:
        yield section.title
        if section.table and to.rich and fits(section.table, to.width):
            yield from (cell for row in section.table.rows for cell in row)
        else:
            for item in section.items:
                yield from _words(item)
    yield from page.closing


def has_rows(page: Page, to: Screen) -> bool:
    """Whether a screen shows a page with a column of numbers."""
    return to.rich and to.width is not None and page.footer is not None


def _bar_texts(page: Page, width: int) -> Iterator[str]:
    if page.bar is None or width < 60:
        return
    for span in page.bar.spans:
        title = span.title.split(" (")[0]
        if int(span.start) - page.bar.first + 2 + width_of(make_safe(title)) <= width:
            yield title


def _card_texts(card: Card) -> Iterator[str]:
    yield from (card.row.name, card.row.warning, card.row.missing, card.status, card.row.id)
    for contact, use in zip(card.row.contacts, card.uses, strict=True):
        yield from (contact.number, contact.hours, use)
    for fact in card.facts:
        yield from (fact.contact.number if fact.contact else "", fact.text, fact.note)


def rows_of(page: Page) -> list[Row]:
    """The rows of a page."""
    return [item.row for section in page.sections for item in section.items if item.row]


def _row_texts(row: Row, described: bool) -> Iterator[str]:
    yield from (row.name, row.warning, row.date or row.id, row.missing, row.instead)
    yield from (*row.alerts, *row.facts)
    yield row.what if described else row.use_for
    for position, contact in enumerate(row.contacts):
        before = contact.before if position else contact.before.rstrip(":\u00a0")
        again = position and contact.hours == row.contacts[0].hours
        yield from (contact.number, before, contact.after, "" if again else contact.hours)


def _words(item: Item) -> Iterator[str]:
    yield from (item.warning, item.title, item.aside)
    for field in item.fields:
        yield from (field.value, field.note)


def without_bold(text: str) -> str:
    """A text without the marks for bold."""
    return SGR.sub("", text)


def on_one_line(text: str) -> str:
    """A text on one line, with single blanks."""
    return " ".join(without_bold(text).split())


def whole_numbers(text: str) -> set[str]:
    """The numbers that stand whole on a line of a text; short codes are any three to six digits."""
    return {*LONG_NUMBER.findall(text), *SHORT_CODE.findall(text)}


# --- numbers -------------------------------------------------------------------------------------


@settings(derandomize=True, deadline=None, max_examples=80)
@given(data=st.data(), language=st.sampled_from(list(Language)), rich=st.booleans())
def test_no_width_breaks_a_number(
    page_set: PageSet, data: st.DataObject, language: Language, rich: bool
) -> None:
    """Whatever page is read on whatever screen, each number on it can be read off one line."""
    expected_pages = page_set.pages_in(language)
    fullest = sorted(expected_pages, key=lambda name: -len(expected_pages[name].numbers))
    name = data.draw(st.sampled_from(fullest), label="page")
    width = data.draw(st.integers(0, 200), label="width")
    _check_numbers(page_set, language, name, Screen(width, None, rich))


@pytest.mark.parametrize("rich", [False, True], ids=["plain", "rich"])
@settings(derandomize=True, deadline=None, max_examples=5)
@given(width=st.integers(0, 200))
@example(width=0)
@example(width=1)
@example(width=5)
@example(width=19)
@example(width=20)
@example(width=40)
@example(width=59)
@example(width=60)
@example(width=80)
@example(width=120)
@example(width=200)
def test_no_width_breaks_a_number_of_the_fullest_pages(
    page_set: PageSet, rich: bool, width: int
) -> None:
    """The pages with the most numbers keep each of them whole at the widths that people have."""
    for language in Language:
        for name in ("hotlines", "every service", "show cfs-report"):
            _check_numbers(page_set, language, name, Screen(width, None, rich))


def _check_numbers(page_set: PageSet, language: Language, name: str, to: Screen) -> None:
    expected, shown = page_set.pages_in(language)[name], page_set.shown(language, name, to)
    assert not expected.numbers - whole_numbers(shown)
    wanted = Counter(
        n for text in texts_shown(expected.page, to) for n in LONG_NUMBER.findall(text)
    )
    whole = Counter(LONG_NUMBER.findall(shown))
    assert whole == wanted
    torn = Counter(re.sub(r"\D", "", n) for n in BROKEN_NUMBER.findall(shown))
    assert torn == Counter(re.sub(r"\D", "", n)[-10:] for n in whole.elements())


WORD = re.compile(r"[^\s.,;:()·]+")


def _must_be_whole(page: Page, to: Screen) -> Counter[str]:
    """The words of a page that may never be cut, however often each stands on it: all but what
    services do, which a column of words may leave out."""
    rows = rows_of(page) if has_rows(page, to) else []
    may_go = {text for row in rows for text in (row.use_for, row.what)}
    texts = (text for text in texts_shown(page, to) if text not in may_go)
    return Counter(chain.from_iterable(map(_words_of, texts)))


@lru_cache(None)
def _words_of(text: str) -> list[str]:
    """The words of a text, which stands on the same page at many widths."""
    return WORD.findall(text)


def _check_whole(expected: ExpectedPage, to: Screen, shown: str) -> None:
    """A page has each number on one line, and every word of its names and warnings."""
    assert not expected.numbers - whole_numbers(shown)
    assert not _must_be_whole(expected.page, to) - Counter(WORD.findall(shown))


ALL_WIDTHS = range(201)
FEW_WIDTHS = (0, 19, 40, 59, 60, 80, 99, 100, 120, 200)


@pytest.fixture(scope="session")
def hardest(directory: Directory) -> PageSet:
    """Pages of the entries that are hardest to lay out: with long names and words, many numbers,
    and each kind of warning."""
    by_length = sorted(directory.services, key=lambda s: -len(s.name.en) - len(s.name.fr))
    by_word = sorted(directory.services, key=lambda s: -max(map(len, s.name.fr.split())))
    by_numbers = sorted(directory.services, key=lambda s: -len(s.phones))
    by_status = {service.status: service for service in directory.services}.values()
    chosen = {
        service.id for service in (*by_length[:3], *by_word[:3], *by_numbers[:4], *by_status)
    } | required_services(directory.header)
    services = [service for service in directory.services if service.id in chosen]
    small = small_directory(directory, directory.header, services)
    events = sorted(directory.events, key=lambda event: -len(event.name.fr))[:6]
    entries: tuple[Entry, ...] = (*services, *events)
    cited = {citation.source for entry in entries for citation in entry.sources}
    sources = tuple(source for source in directory.sources if source.id in cited)
    small = replace(small, events=tuple(events), sources=sources)
    return PageSet(small, build(small))


@pytest.mark.parametrize("rich", [False, True], ids=["plain", "rich"])
def test_no_width_cuts_a_number_a_name_or_a_warning(
    hardest: PageSet, language: Language, rich: bool
) -> None:
    """At every width from 0 to 200 each number stands on one line, and every word of the names,
    of the warnings and of what is known is there as often as it should."""
    expected, translator = hardest.pages_in(language), Translator(language)
    cards = sorted(name for name in expected if name.startswith("show "))[::4]
    for width in ALL_WIDTHS if rich else ALL_WIDTHS[::10]:
        for name in ("find", "every service", "timeline", "list", "nothing", *cards):
            to = Screen(width, None, rich)
            shown = without_bold(render(expected[name].page, to, translator))
            _check_whole(expected[name], to, shown)


@pytest.mark.parametrize("width", FEW_WIDTHS)
def test_no_page_cuts_a_number_a_name_or_a_warning(
    page_set: PageSet, language: Language, width: int
) -> None:
    """Every page of the directory says everything whole at the widths where layouts change."""
    to = Screen(width, None, True)
    for name, expected in page_set.pages_in(language).items():
        _check_whole(expected, to, page_set.shown(language, name, to))


def test_the_pages_hold_many_numbers(page_set: PageSet) -> None:
    """The pages that these tests read are full ones, long numbers and short codes among them."""
    expected = page_set.pages_in(Language.EN)["every service"]
    assert len(expected.numbers) > 40
    assert {"911", "988", "211", REPORT_DISPLAYED[Language.EN]} <= expected.numbers


def test_the_number_to_report_is_bold(page_set: PageSet, language: Language) -> None:
    """On a terminal the number to report a child harmed is bold."""
    for width in (40, 80, 120):
        shown = render(
            page_set.pages_in(language)["find"].page,
            Screen(width, None, True),
            Translator(language),
        )
        assert f"\x1b[1m{REPORT_DISPLAYED[language]}\x1b[0m" in shown


@pytest.mark.parametrize("width", [0, 20, 40, 60, 80, None])
@pytest.mark.parametrize("rich", [False, True], ids=["plain", "rich"])
def test_no_width_breaks_a_web_address_or_an_id(
    page_set: PageSet, language: Language, width: int | None, rich: bool
) -> None:
    """An address or id that people copy is never broken, however long it is."""
    for service in page_set.directory.services[::5]:
        page = page_set.pages_in(language)[f"show {service.id}"].page
        words = without_bold(render(page, Screen(width, None, rich), Translator(language))).split()
        copied = [service.id]
        if service.status not in contacts.NO_CONTACT_STATUSES:
            copied += [web.address[language] for web in service.web]
        assert not [one for one in copied if not any(word.startswith(one) for word in words)]


# --- tables and lines ----------------------------------------------------------------------------


def test_no_full_stop_follows_an_address(page_set: PageSet, language: Language) -> None:
    """A web address can be copied off a plain page: the note about it is in parentheses."""
    seen = 0
    for name, expected in page_set.pages_in(language).items():
        shown = page_set.shown(language, name, PLAIN)
        for section in expected.page.sections:
            for field in (f for item in section.items for f in item.fields if f.kind == "address"):
                note = f" ({field.note.rstrip('.')})" if field.note else ""
                assert f": {field.value}{note}\n" in shown
                seen += 1
    assert seen > 300


def _sections(page_set: PageSet, language: Language) -> Iterator[tuple[Section, Table]]:
    every = due(page_set.directory, datetime.date(2029, 1, 1))
    for section in call_sheet_page(every, Translator(language)).sections:
        assert section.table
        yield section, section.table


@pytest.mark.parametrize("width", range(80, 201, 8))
def test_a_table_is_drawn_only_where_it_fits(
    page_set: PageSet, language: Language, width: int
) -> None:
    """A table never runs over the edge, squeezes its words or breaks what must stay whole."""
    to = Screen(width, None, True)
    for section, table in _sections(page_set, language):
        short = section._replace(items=section.items[:6], table=table._replace(rows=table.rows[:6]))
        page = Page(urgent=(), reminder="", sections=(short._replace(title=""),))
        lines = without_bold(render(page, to, Translator(language))).rstrip("\n").split("\n")[1:]
        assert short.table
        if not any("\u2500" in line for line in lines):
            assert not fits(short.table, width)
            continue
        assert max(map(width_of, lines)) <= width
        starts = [lines[0].index(column.title) for column in table.columns]
        for column, start, end in zip(table.columns, starts, [*starts[1:], width], strict=True):
            assert column.whole or end - start >= column.min_width
        _check_whole_cells(short.table, lines, [*starts, width])


def _check_whole_cells(table: Table, lines: list[str], starts: list[int]) -> None:
    for position, column in enumerate(table.columns):
        if column.whole:
            shown = [line[starts[position] : starts[position + 1]].strip(" ") for line in lines]
            assert not {row[position] for row in table.rows} - {*shown, ""}


def test_wide_screens_have_tables_and_narrow_ones_lists(
    page_set: PageSet, language: Language
) -> None:
    """Numbers are in a table on a wide screen, and in a list where a table does not fit."""
    assert BOXES.search(page_set.shown(language, "hotlines", WIDE))
    assert not BOXES.search(page_set.shown(language, "hotlines", Screen(80, None, True)))


@settings(derandomize=True, deadline=None, max_examples=60)
@given(data=st.data(), width=st.integers(20, 200), language=st.sampled_from(list(Language)))
def test_no_line_is_wider_than_the_screen(
    page_set: PageSet, data: st.DataObject, width: int, language: Language
) -> None:
    """Only a single word that is longer than the screen, such as a web address, runs over it."""
    name = data.draw(st.sampled_from(sorted(page_set.pages_in(language))), label="page")
    page, rich = page_set.pages_in(language)[name].page, data.draw(st.booleans(), label="rich")
    labels = {field.label for s in page.sections for item in s.items for field in item.fields}
    labels |= {fact.label for fact in page.card.facts} if page.card else set()
    for line in without_bold(render(page, Screen(width, None, rich), Translator(language))).split(
        "\n"
    ):
        if width_of(line) > width:
            rest = line.strip(" ")
            known = [label for label in labels if rest.startswith(f"{label} ")]
            assert " " not in rest.removeprefix(max(known, key=len, default="")).strip(" ")


@pytest.mark.parametrize("width", [None, 0, 30, 80, 200])
def test_plain_pages_have_neither_escapes_nor_boxes(
    page_set: PageSet, language: Language, width: int | None
) -> None:
    """Plain text is plain: screen readers and pipes get words alone."""
    for name in VIEWS:
        shown = render(page_set.pages_in(language)[name].page, Screen(width), Translator(language))
        assert "\x1b" not in shown, name
        assert not BOXES.search(shown), name


# --- hostile words ------------------------------------------------------------------------------

HOSTILE = (
    "[x] [bold]b[/bold] [link=https://example.org]l[/link] :phone: %s %(a)d {0} {name} {!r} \\n"
    " \x1b[31mred\x1b]0;title\x07 \u202eturned\u202c \u2066held\u2069 \u200b\x08\r\x9b1m\x7f"
)
HOSTILE_WORDS = (
    "[x]", "[bold]b[/bold]", ":phone:", "%s", "%(a)d", "{0}", "{name}", "{!r}", "\\n", "[31mred",
    "turned", "held",
)  # fmt: skip


@pytest.fixture(scope="session")
def hostile(directory: Directory) -> PageSet:
    """A small directory with hostile words in every text."""
    header, words = directory.header, Text(HOSTILE, HOSTILE)
    bad = (
        replace(
            service,
            name=words, summary=words, hours=words, operator=words, notes=(words,),
            status_note=words, languages_note=words, formerly=(HOSTILE,),
            phones=tuple(replace(p, label=words, note=words) for p in service.phones),
        )
        for service in directory.services if service.id in required_services(header)
    )  # fmt: skip
    bad_header = replace(
        header,
        phases_note=words,
        phases=tuple(replace(phase, title=words) for phase in header.phases),
        regions={id: replace(region, name=words) for id, region in header.regions.items()},
        urgent=tuple(replace(u, label=words, text=words, short=words) for u in header.urgent),
    )
    changed = small_directory(directory, bad_header, bad)
    changed = replace(
        changed,
        events=tuple(replace(event, name=words, summary=words) for event in changed.events),
        sources=tuple(replace(source, title=words) for source in changed.sources),
    )
    return PageSet(changed, build(changed))


@pytest.mark.parametrize(
    "to",
    [PLAIN, Screen(40, 24), Screen(40, 24, True), Screen(99, 24, True), Screen(200, 24, True)],
    ids=lambda to: f"{'rich' if to.rich else 'plain'}-{to.width}",
)
def test_markup_and_controls_in_data_are_harmless_words(
    hostile: PageSet, language: Language, to: Screen
) -> None:
    """Markup and control characters in a file are shown as plain words or left out."""
    for name, expected in hostile.pages_in(language).items():
        whole = expected.page._replace(reminder="", windows=0)
        shown = without_bold(render(whole, to, Translator(language)))
        assert not [c for c in shown if is_unsafe(c) and c != "\n"], name
        expected_texts = [make_safe(text) for text in texts_shown(expected.page, to)]
        for word in HOSTILE_WORDS:
            assert shown.count(word) == sum(text.count(word) for text in expected_texts) > 0, name


def test_markup_and_controls_in_a_query_are_harmless_words(
    index: Index, language: Language
) -> None:
    """What was typed comes back as words alone, wherever the page repeats it."""
    view = ViewContext(Translator(language), index, TODAY)
    query, _ = find(index, "zzqxv")
    query = query._replace(text=HOSTILE, corrections=((HOSTILE, HOSTILE),), cut=True)
    hits = as_hits(index.entries("notice"))
    for page in (
        pages.empty_page(view, query, 3),
        pages.find_page(view, Results(query, hits, 9, 9)),
    ):
        for to in (PLAIN, Screen(80, 24, True)):
            shown = without_bold(render(page, to, view.translator))
            assert not [c for c in shown if is_unsafe(c) and c != "\n"]
            assert not [word for word in HOSTILE_WORDS if word not in shown]


@pytest.mark.parametrize("command", ["find", "hotlines", "timeline", "show"])
@pytest.mark.usefixtures("shared_index")
def test_a_hostile_command_line_prints_harmless_words(
    typed: Type, command: str, language: Language
) -> None:
    """Pasting something odd after a command never controls the terminal."""
    answer = typed(command, "--lang", str(language), "--", HOSTILE + " zzqx \udcff")
    assert answer.code in (0, 1)
    assert not [c for c in answer.out + answer.err if is_unsafe(c) and c != "\n"]


@pytest.mark.parametrize(
    "arguments",
    [
        (f"--{HOSTILE}",), ("find", f"--{HOSTILE}"), ("list", "--kind", HOSTILE),
        ("find", "--region", HOSTILE), ("--as-of", HOSTILE, "list"), ("--limit", HOSTILE, "list"),
    ],
    ids=["option", "later-option", "choice", "region", "day", "limit"],
)  # fmt: skip
@pytest.mark.usefixtures("shared_index")
def test_a_hostile_mistake_is_reported_in_harmless_words(
    typed: Type, arguments: tuple[str, ...], language: Language
) -> None:
    """An error message repeats a mistake without obeying it."""
    answer = typed("--lang", str(language), *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert not [c for c in answer.err if is_unsafe(c) and c != "\n"]


# --- what every page says ------------------------------------------------------------------------


@pytest.mark.parametrize("to", [PLAIN, NARROW, WIDE], ids=["pipe", "narrow", "wide"])
def test_every_page_begins_with_the_urgent_lines(
    page_set: PageSet, language: Language, to: Screen
) -> None:
    """Whatever was asked, the page begins with whom to call when someone is in danger."""
    urgent = page_set.directory.header.urgent
    for name in page_set.pages_in(language):
        shown = on_one_line(page_set.shown(language, name, to))
        assert shown.startswith(urgent[0].label[language]), name
        first = shown.index(on_one_line((urgent[0].short if to.rich else urgent[0].text)[language]))
        second = shown.index(on_one_line(REPORT_DISPLAYED[language]))
        assert first < second < 150, name
        label = (urgent[1].short if to.rich else urgent[1].label)[language]
        assert label in shown[:150], name
        if not to.rich:
            assert shown[second:].startswith(
                on_one_line(f"{REPORT_DISPLAYED[language]} {urgent[1].text[language]}")
            ), name


AGES = [
    (TODAY, "today", "aujourd’hui"),
    (datetime.date(2026, 11, 24), "1 day ago", "il y a 1 jour"),
    (datetime.date(2027, 3, 1), "3 months ago", "il y a 3 mois"),
    (datetime.date(2031, 12, 1), "5 years ago", "il y a 5 ans"),
]


def ends_with_check(text: str, language: Language, age: str) -> bool:
    """Whether a text ends with when and how the directory was checked, and its age."""
    sentence = re.escape(CHECK_SENTENCE[language].format(age=age)) + EVIDENCE_SENTENCE[language]
    return re.search(f"{sentence}$", on_one_line(text)) is not None


SHORT_CHECK = {
    Language.EN: "Checked {age}, not by phone",
    Language.FR: "Vérifié {age}, pas au téléphone",
}


def test_every_page_says_how_it_was_checked(page_set: PageSet, language: Language) -> None:
    """Every page says when and how it was checked, and how long ago that was."""
    assert page_set.directory.header.date == "2026-11-23"
    age = {Language.EN: "today", Language.FR: "aujourd’hui"}[language]
    for name in page_set.pages_in(language):
        page = page_set.pages_in(language)[name].page
        for to in (PLAIN, NARROW, WIDE):
            shown = page_set.shown(language, name, to)
            if has_rows(page, to):
                sentence = SHORT_CHECK if to is NARROW else CHECK_SENTENCE
                assert sentence[language].format(age=age) in on_one_line(shown), name
            else:
                assert ends_with_check(shown, language, age), name


@pytest.mark.parametrize(("today", "en", "fr"), AGES, ids=["today", "day", "months", "years"])
def test_a_page_says_how_old_it_is(index: Index, today: datetime.date, en: str, fr: str) -> None:
    """An old directory admits its age on the page."""
    for language, age in zip(Language, (en, fr), strict=True):
        page = pages.empty_page(ViewContext(Translator(language), index, today), None)
        assert ends_with_check(page.closing[-1], language, age)


def test_a_machine_with_a_wrong_clock_is_told_so(index: Index) -> None:
    """A date before the check is called out, never counted backwards."""
    page = pages.empty_page(
        ViewContext(Translator(Language.EN), index, datetime.date(2020, 1, 1)), None
    )
    assert page.closing[-1].endswith("(this machine’s date is earlier).")


@pytest.mark.parametrize(
    "arguments",
    [
        ("find", "runaway"), ("find", "runaway", "--explain"), ("find", "zzqxv"), ("hotlines",),
        ("hotlines", "zzqxv"), ("timeline",), ("timeline", "--from", "1999", "--to", "1999"),
        ("list",), ("list", "--kind", "source"), ("show", "988"), ("show", "nobody-knows-this"),
        ("list", "--limit", "1"),
    ],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.usefixtures("shared_index")
def test_every_command_begins_and_ends_as_promised(
    typed: Type, language: Language, arguments: tuple[str, ...]
) -> None:
    """Every command's page has the urgent lines first and the check last, found or not."""
    answer = typed("--lang", str(language), *arguments)
    assert answer.out.startswith({Language.EN: "EMERGENCY", Language.FR: "URGENCE"}[language])
    assert REPORT_DISPLAYED[language] in whole_numbers("\n".join(answer.out.split("\n")[:3]))
    age = {Language.EN: "today", Language.FR: "aujourd’hui"}[language]
    assert answer.out.endswith(".\n")
    assert ends_with_check(answer.out, language, age)


@pytest.mark.parametrize("width", [20, 40, 80, 120, 200])
def test_a_long_page_ends_with_the_urgent_lines(
    page_set: PageSet, language: Language, width: int
) -> None:
    """A terminal shows the end of a long page, and there stand the urgent lines once more."""
    for name in VIEWS:
        expected = page_set.pages_in(language)[name]
        for rich in (False, True):
            shown = without_bold(
                render(expected.page, Screen(width, 8, rich), Translator(language))
            )
            assert shown.count("\n") > 8
            assert on_one_line(shown).endswith(on_one_line(expected.page.reminder))
            last = "\n".join(shown.split("\n")[-7:])
            assert REPORT_DISPLAYED[language] in whole_numbers(last)
            assert on_one_line(page_set.directory.header.urgent[0].short[language]) in on_one_line(
                last
            )


def test_a_page_that_the_window_holds_is_not_lengthened(
    page_set: PageSet, language: Language
) -> None:
    """The urgent lines are repeated just when the first ones scroll away."""
    page, translator = page_set.pages_in(language)["show 988"].page, Translator(language)
    lines = render(page, Screen(80, None, True), translator).splitlines()
    length = sum(len(terminal_rows(line, 80)) for line in lines)
    again = on_one_line(page.reminder)
    assert not on_one_line(render(page, Screen(80, length + 1, True), translator)).endswith(again)
    assert on_one_line(render(page, Screen(80, length, True), translator)).endswith(again)
    assert not on_one_line(render(page, Screen(80, None, True), translator)).endswith(again)


def test_rows_count_where_a_narrow_window_folds_lines(
    page_set: PageSet, language: Language
) -> None:
    """A window too narrow for a line folds it, and the page counts the rows that this takes."""
    page, translator = page_set.pages_in(language)["show 988"].page, Translator(language)
    length = render(page, Screen(5, None, True), translator).count("\n")
    assert on_one_line(render(page, Screen(5, length + 20, True), translator)).endswith(
        on_one_line(page.reminder)
    )


# --- services that are no longer -----------------------------------------------------------------

FORMER_LABELS = {Language.EN: "FORMER", Language.FR: "ANCIEN SERVICE"}


@pytest.fixture(scope="session")
def former(directory: Directory) -> PageSet:
    """Former services that still have contacts by mistake."""
    phone = Phone(number="+12045550123", kind="voice", confidence="confirmed")
    web = Web(address=Text("left.example", "left.example"), kind="site", confidence="confirmed")
    services = (
        replace(
            service,
            phones=(phone,), web=(web,), email="left@mail.example",
            addresses=(Address(text="1 Left Place", kind="office", source="act"),),
        )
        if service.status == "former" else service
        for service in directory.services
        if service.status == "former" or service.id in required_services(directory.header)
    )  # fmt: skip
    changed = small_directory(directory, directory.header, services)
    return PageSet(changed, build(changed))


@pytest.mark.parametrize("to", [PLAIN, NARROW, WIDE], ids=["pipe", "narrow", "wide"])
def test_a_former_service_says_so_first_and_gives_no_contact(
    former: PageSet, language: Language, to: Screen
) -> None:
    """Nobody is sent to a service that has closed, even if its file still holds a number."""
    last = former.directory.header.urgent[-1]
    urgent = last.text[language]
    if to is NARROW:
        urgent = on_one_line(REPORT_DISPLAYED[language])
    elif to is WIDE:
        short = former.index.service(last.service).short
        assert short
        urgent = short[language]
    gone = [s for s in former.directory.services if s.status == "former"]
    assert gone
    for service in gone:
        shown = former.shown(language, f"show {service.id}", to)
        after = on_one_line(shown).partition(urgent)[2].strip()
        assert after.startswith(FORMER_LABELS[language])
        assert on_one_line(service.name[language]) in after
        for contact in ("555", "left.example", "left@mail.example", "Left Place"):
            assert contact not in shown


def test_no_page_gives_the_contact_of_a_former_service(former: PageSet, language: Language) -> None:
    """A closed service is listed with what it was, and never with how to reach it."""
    pattern = re.compile(r"555|left\.example|left@mail|Left Place")
    for name in former.pages_in(language):
        for to in (PLAIN, NARROW, WIDE):
            assert not pattern.search(former.shown(language, name, to)), name


def test_every_mention_of_a_former_service_says_so(page_set: PageSet, language: Language) -> None:
    """In a list of results a closed service says that it is one before its name."""
    translator = Translator(language)
    gone = {full_name(s, translator) for s in page_set.directory.services if s.status == "former"}
    items = [
        item
        for section in page_set.pages_in(language)["every service"].page.sections
        for item in section.items
        if item.title in gone
    ]
    assert len(items) == len(gone)
    assert all(item.warning.startswith(FORMER_LABELS[language]) for item in items)


# --- streams -------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp850", "cp1252", "latin-1"])
def test_old_streams_get_every_page_in_readable_words(
    page_set: PageSet, language: Language, encoding: str
) -> None:
    """A terminal with an old encoding shows every number, and no letter as a question mark."""
    for name, expected in page_set.pages_in(language).items():
        for to in (PLAIN, WIDE):
            shown = page_set.shown(language, name, to)
            raw = io.BytesIO()
            stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
            prepare(stream)
            stream.write(shown)
            stream.flush()
            text = raw.getvalue().decode(encoding).replace("\u00a0", " ")
            lines = text.split("\n")
            for number in expected.numbers:
                assert any(number.replace("\u00a0", " ") in line for line in lines), name
            assert text.count("?") == shown.count("?"), name


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp850", "cp1252", "latin-1"])
def test_no_width_has_a_character_that_an_old_stream_lacks(
    page_set: PageSet, language: Language, encoding: str
) -> None:
    """Whatever is drawn at whatever width, an old encoding has a readable sign for it, and digits
    stay digits."""
    screens = [Screen(width, None, True) for width in FEW_WIDTHS]
    drawn = (page_set.shown(language, name, to) for name in VIEWS for to in screens)
    for character in set("".join(drawn)) - {"?", "\n"}:
        raw = io.BytesIO()
        stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
        prepare(stream)
        stream.write(character)
        stream.flush()
        text = raw.getvalue().decode(encoding)
        assert "?" not in text, character
        assert text == character or not character.isascii(), character


class Terminal(io.StringIO):
    """A terminal whose text can be read afterwards."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.mark.parametrize(
    ("environ", "rich"),
    [
        ({}, True), ({"TERM": "xterm-256color"}, True), ({"TERM": "dumb"}, False),
        ({"ACCESSIBLE": "1"}, False), ({"ACCESSIBLE": "0"}, True), ({"ACCESSIBLE": ""}, True),
        ({"RESOURCE_FINDER_PLAIN": "1"}, False), ({"RESOURCE_FINDER_PLAIN": "0"}, True),
        ({"NO_COLOR": "1"}, True), ({"NO_COLOR": ""}, True),
    ],
    ids=str,
)  # fmt: skip
def test_a_terminal_is_rich_unless_someone_asks_for_plain(
    environ: dict[str, str], rich: bool
) -> None:
    """A reader who asks for plain text gets it, by any of the usual ways of asking."""
    assert detect_screen(Terminal(), environ).rich is rich
    assert detect_screen(Terminal(), environ, plain=True).rich is False
    assert detect_screen(io.StringIO(), environ) == PLAIN


@pytest.mark.parametrize(
    ("columns", "width"),
    [("72", 72), ("0", 0), ("999999", 10_000), ("-3", 80), ("wide", 80), ("²", 80), ("", 80)],
)
def test_invalid_widths_are_ignored(
    monkeypatch: pytest.MonkeyPatch, columns: str, width: int
) -> None:
    """Nonsense in COLUMNS gives the usual width, never an error."""
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr("os.get_terminal_size", _no_size)
    assert detect_screen(Terminal(), {"COLUMNS": columns}).width == width


def _no_size(*_: object) -> None:
    raise OSError


# --- whole screens -------------------------------------------------------------------------------


SCREENS = {
    "front": (),
    "find": ("find", "runaway thompson"),
    "empty": ("find", "zzqxv"),
    "hotlines": ("hotlines",),
    "timeline": ("timeline", "--from", "2008", "--to", "2009"),
    "show": ("show", "cfs-report"),
    "former": ("show", "at-our-relatives-place"),
    "list": ("list", "--limit", "12"),
}


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.usefixtures("shared_index")
def test_whole_screens(
    name: str, language: Language, monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion
) -> None:
    """Each page looks as it did when someone last read it, in three widths (bold is not shown)."""
    screens = [_screen(name, width, language, monkeypatch) for width in (40, 80, 120)]
    assert "\n".join(screens) == snapshot(extension_class=TextFile)


def _screen(name: str, width: int, language: Language, monkeypatch: pytest.MonkeyPatch) -> str:
    """A page on a terminal of 24 lines, under its width."""
    stream = Terminal()
    for key in ("TERM", "ACCESSIBLE", "RESOURCE_FINDER_PLAIN", "RESOURCE_FINDER_REGION"):
        monkeypatch.delenv(key, raising=False)
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("LINES", "24")
    monkeypatch.setattr(sys, "stdout", stream)
    assert run([*AS_OF, *SCREENS[name]], language) == (1 if name == "empty" else 0)
    return f"{f' {width} columns ':=^{width}}\n{without_bold(stream.getvalue())}"
