"""The sheet for trainers: aims, phases and main events of the strategy, the duty to report, and
questions with their key. All of it is made from the directory; the day decides what is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Final, NamedTuple, TypeVar

from resource_finder.bilingual import Language
from resource_finder.closed_lists import ANYONE
from resource_finder.model import Event, Service
from resource_finder.views.document import Item, Page, Section, prose
from resource_finder.views.entry import ViewContext, numbers
from resource_finder.views.rows import short_name
from resource_finder.views.sheet_choice import Selection
from resource_finder.views.sheet_specs import EVERYWHERE, HOTLINES
from resource_finder.views.timeline import event_item, names_a_loss, phases_note

T = TypeVar("T", Event, Service)

_QUESTIONS: Final = 5
"""Questions on the timeline, and as many on the lines."""
_CHOICES: Final = 4
"""Answers to choose from."""
_MANY_PEOPLE: Final = {ANYONE, "families", "workers"}
"""Audiences that many lines have: two lines for them are not for the same need."""
_STEM: Final = 5
"""The letters that two words of one meaning begin with, such as "trafficked" and "trafficking"."""
_STRATEGY: Final = "strategy"
"""The topic of the entry that states the aims."""


class Question(NamedTuple):
    """A question: its words, the answers to choose from, the right one, and what the key adds."""

    text: str
    choices: tuple[str, ...]
    right: str
    more: str = ""


def fill_training(page: Page, selection: Selection, view: ViewContext) -> Page:
    """For trainers: two pages to hand out, and the key on a page of its own."""
    translator = view.translator
    events = [event for event in selection.entries if isinstance(event, Event)]
    main = [event for event in events if event.main]
    asked = [*event_questions(main, view), *line_questions(view)]
    sections = (
        *_aims(view),
        Section(
            tuple(event_item(event, translator) for event in main),
            translator.text("What changed, and when"), dated=True,
        ),
        Section(tuple(map(_asked, asked)), translator.text("To answer"), numbered=True),
        Section(
            tuple(_answered(question) for question in asked), translator.text("Answer key"),
            numbered=True, new_page=True,
        ),
    )  # fmt: skip
    return page._replace(
        agency=(),
        opening=(),
        sections=tuple(section for section in sections if section.items),
    )


def _aims(view: ViewContext) -> list[Section]:
    """The aims and the phases of the strategy, and the duty to report."""
    translator, language = view.translator, view.translator.language
    strategy = [
        service for service in view.index.entries("program")
        if isinstance(service, Service) and service.topics[:1] == (_STRATEGY,) and service.details
    ][:1]  # fmt: skip
    aims = tuple(prose(text[language]) for s in strategy for text in (s.summary, s.details[0].text))
    phases = tuple(
        prose(phase.title[language]) for phase in view.index.header.phases if phase.start
    ) + tuple(map(prose, phases_note(view)))
    duties = tuple(prose(notice.summary[language]) for notice in view.index.entries("notice"))
    titled = (
        (translator.text("Aims of the strategy"), aims),
        (translator.text("Phases"), phases),
        (translator.text("Duty to report"), duties),
    )
    return [Section((Item("", fields),), title) for title, fields in titled if fields]


# --- questions --------------------------------------------------------------------------------


def event_questions(events: Iterable[Event], view: ViewContext) -> list[Question]:
    """In which year something happened. None is about a person or a death, and none holds its
    answer."""
    askable = [
        event for event in events
        if not names_a_loss(event, view)
        and not any(event.date[:4] in event.name[language] for language in Language)
    ]  # fmt: skip
    years = sorted({event.date[:4] for event in askable})
    language, questions = view.translator.language, []
    for event in _shuffled(askable, view)[:_QUESTIONS]:
        right = event.date[:4]
        wrong = [year for year in _mixed(years, event.id, view) if year != right]
        choices = tuple(sorted([right, *wrong[: _CHOICES - 1]]))
        text = view.translator.text("In which year? {event}.", event=event.name[language])
        questions.append(Question(text, choices, right, view.translator.date(event.date)))
    return questions


def line_questions(view: ViewContext) -> list[Question]:
    """Which number is for what: names would give the answer away. Only lines that run, serve the
    whole province and have a number that was confirmed."""
    lines = [
        service for service in view.index.entries("hotline")
        if isinstance(service, Service) and service.line in HOTLINES and service.use_for
        and service.status == "current" and set(service.regions) & set(EVERYWHERE)
        and [phone.confidence for phone in numbers(service, view)][:1] == ["confirmed"]
    ]  # fmt: skip
    by_id, questions = {line.id: line for line in lines}, []
    for line in _shuffled(lines, view)[:_QUESTIONS]:
        assert line.use_for
        wrong = sorted(other.id for other in lines if not _could_serve(other, line))
        ids = [line.id, *_mixed(wrong, line.id, view)[: _CHOICES - 1]]
        choices = tuple(_number(by_id[id], view) for id in _mixed(ids, f"order {line.id}", view))
        text = view.translator.text(
            "Which number would you give? {use}.", use=line.use_for[view.translator.language]
        )
        name = short_name(line, view.translator)
        questions.append(Question(text, choices, _number(line, view), name))
    return questions


def _could_serve(other: Service, line: Service) -> bool:
    """Whether somebody who needs a line could as well call another, which then is no wrong answer:
    it is for the same people, or what it is for has a word in common."""
    people = (set(other.audience) & set(line.audience)) - _MANY_PEOPLE
    return bool(people) or bool(_words_of_use(other) & _words_of_use(line))


def _words_of_use(line: Service) -> set[str]:
    """The beginnings of the longer words that say what a line is for, in both languages."""
    said = " ".join(line.use_for[language] for language in Language) if line.use_for else ""
    return {word[:_STEM].lower() for word in re.findall(r"\w+", said) if len(word) >= _STEM}


def _number(line: Service, view: ViewContext) -> str:
    return view.translator.phone(numbers(line, view)[0].number)


def _shuffled(entries: Sequence[T], view: ViewContext) -> list[T]:
    """Entries in an order that the day decides, the same in both languages."""
    return sorted(entries, key=lambda entry: _draw(entry.id, view))


def _mixed(values: Iterable[str], salt: str, view: ViewContext) -> list[str]:
    return sorted(values, key=lambda value: _draw(f"{salt} {value}", view))


def _draw(text: str, view: ViewContext) -> bytes:
    return blake2b(f"{view.today.isoformat()} {text}".encode()).digest()


# --- as items ---------------------------------------------------------------------------------


def _asked(question: Question) -> Item:
    choices = zip("abcd", question.choices, strict=False)
    return Item(question.text, tuple(prose(f"{letter}) {choice}") for letter, choice in choices))


def _answered(question: Question) -> Item:
    letter = "abcd"[question.choices.index(question.right)]
    # A date says its year, and a name such as "211 Manitoba" its number.
    parts = [part for part in (question.right, question.more) if part]
    said = question.more if question.right in question.more else ". ".join(parts)
    return Item("", (prose(question.text), prose(f"{letter}) {said}")))
