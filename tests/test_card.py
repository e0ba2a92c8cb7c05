"""The card that `show` gives on a terminal: numbers first, everything known, sources last."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import pytest

from resource_finder.bilingual import Language
from resource_finder.directory.contacts import NO_CONTACT_STATUSES
from resource_finder.i18n import Translator
from resource_finder.model import Directory, Entry, Service
from resource_finder.render.terminal import Screen, render
from resource_finder.search.index import Index
from resource_finder.views import detail
from resource_finder.views.document import Page
from resource_finder.views.entry import ViewContext

TODAY = datetime.date(2026, 11, 29)
CODE = re.compile(r"\x1b\[[0-9;]*m")
DIM_LABEL = re.compile(r"^\x1b\[2m([^ \x1b]+(?: [^ \x1b]+)*)\x1b\[0m", re.MULTILINE)


@pytest.fixture(scope="module")
def cards(directory: Directory, index: Index) -> dict[Language, list[tuple[Entry, Page]]]:
    """The page of each entry, by language."""
    entries: tuple[Entry, ...] = (*directory.services, *directory.events, *directory.notices)
    return {
        language: [
            (entry, detail.entry_page(entry, ViewContext(Translator(language), index, TODAY)))
            for entry in entries
        ]
        for language in Language
    }


def shown(page: Page, language: Language, width: int, height: int | None = None) -> str:
    """A page on a terminal, with its styles."""
    return render(page, Screen(width, height, rich=True), Translator(language))


def plain(text: str) -> str:
    """A text without styles, on one line."""
    return " ".join(CODE.sub("", text).split())


def texts(page: Page, translator: Translator) -> Iterator[str]:
    """What a page says in words beside numbers and related entries."""
    related = {translator.text("See also"), translator.text("Event"), translator.label("voice")}
    for field in page.sections[0].items[0].fields:
        if not field.is_number and field.label not in related:
            yield from (" ".join(field.value.split()), " ".join(field.note.split()))


def test_a_card_says_everything_that_is_known(
    cards: dict[Language, list[tuple[Entry, Page]]], language: Language
) -> None:
    """What a pipe is told of an entry stands on the card too, whatever block it belongs to."""
    translator = Translator(language)
    for entry, page in cards[language]:
        card = plain(shown(page, language, 80))
        assert [text for text in texts(page, translator) if text not in card] == [], entry.id
        assert [id for id in entry.related if id not in card] == [], entry.id


def test_the_numbers_of_a_card_come_first(
    cards: dict[Language, list[tuple[Entry, Page]]], language: Language
) -> None:
    """Under the name stand status and id, then each number on a row of its own, with its sign."""
    translator = Translator(language)
    for entry, page in cards[language]:
        lines = CODE.sub("", shown(page, language, 80)).split("\n")
        if not isinstance(entry, Service) or entry.status in NO_CONTACT_STATUSES:
            continue
        start = next(i for i, line in enumerate(lines) if line.endswith(f"\u00a0· {entry.id}"))
        labels = start + 2 + lines[start + 2 :].index("")
        numbers = [line[:24].split("  ")[0].rstrip(" *") for line in lines[start + 2 : labels]]
        for phone in entry.phones:
            assert translator.phone(phone.number) in numbers, entry.id


def test_the_sources_of_a_card_come_last(
    cards: dict[Language, list[tuple[Entry, Page]]], language: Language
) -> None:
    """What a caller needs stands above where it was read."""
    sources = Translator(language).text("Sources")
    for entry, page in cards[language]:
        labels = DIM_LABEL.findall(shown(page, language, 80).split("\n\n* ")[0])
        blocks = [label for label in labels if len(label) < 14]
        assert blocks[-1] == sources, entry.id


def test_a_long_card_ends_with_its_own_number(
    cards: dict[Language, list[tuple[Entry, Page]]], language: Language
) -> None:
    """Where the top of a card has scrolled away, the number to call stands at its end again."""
    translator = Translator(language)
    for entry, page in cards[language]:
        assert page.card
        first = page.card.row.contacts[:1]
        end = plain("\n".join(shown(page, language, 80, 24).split("\n")[-5:]))
        assert [c for c in first if plain(c.number) not in end] == [], entry.id
        tall = plain("\n".join(shown(page, language, 80, 500).split("\n")[-3:]))
        assert translator.text("Sources") not in tall
        assert page.reminder not in tall
