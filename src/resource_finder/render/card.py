"""Lays out the card of an entry: its numbers in the column of numbers, then facts beside their
labels, or below them on a narrow screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from resource_finder.render.cells import GAP, MAX_WORDS_WIDTH, MIN_WIDTH, Layout, lead, signed
from resource_finder.render.runs import Line, joined, width_of_line, wrap
from resource_finder.text import width_of
from resource_finder.views.document import Card, Fact


def card_lines(card: Card, layout: Layout) -> Iterator[Line]:
    """A card as lines."""
    width, row = max(layout.width, MIN_WIDTH), card.row
    yield ()
    yield from wrap([(row.name, "bold")], width)
    yield from wrap(joined([(row.warning, "bold red"), (card.status, ""), (row.id, "dim")]), width)
    if row.missing or row.contacts:
        yield ()
        yield from wrap([(row.missing, "dim")], width)
        yield from _numbers(card, layout, width)
    yield ()
    yield from _facts(card.facts, layout, width)


def _numbers(card: Card, layout: Layout, width: int) -> Iterator[Line]:
    """Each number, with what is to be known of it beside it or below."""
    for contact, use in zip(card.row.contacts, card.uses, strict=True):
        long = wrap([(contact.hours, "dim")], layout.left if layout.table else width)
        hours = long if width_of(contact.hours) > layout.hours else []
        if layout.table:
            right = wrap([(use, "")], min(width - layout.left - GAP, MAX_WORDS_WIDTH))
            yield from _beside([lead(contact, layout.hours), *hours], right, layout.left + GAP)
        else:
            yield from (lead(contact, layout.hours, aligned=False), *hours)
            yield from _indented(wrap([(use, "")], width - 2))


def _facts(facts: Sequence[Fact], layout: Layout, width: int) -> Iterator[Line]:
    """Facts beside their labels, or below them; a label is said once."""
    column = max(map(width_of, (fact.label for fact in facts)), default=0) + GAP
    last = ""
    for fact in facts:
        label: list[Line] = [((fact.label, "dim"),)] if fact.label != last else []
        number = [(signed(fact.contact), "")] if fact.contact else []
        words = [*number, *joined([(fact.text, ""), (fact.note, "dim")])]
        if layout.table:
            yield from _beside(label, wrap(words, min(width - column, MAX_WORDS_WIDTH)), column)
        else:
            yield from (*label, *_indented(wrap(words, width - 2)))
        last = fact.label


def _beside(left: Sequence[Line], right: Sequence[Line], start: int) -> Iterator[Line]:
    """Lines of two columns, the second of which begins at a place."""
    for one, other in zip_longest(left, right, fillvalue=()):
        blank = " " * (start - width_of_line(one))
        yield (*one, (blank, ""), *other) if other else one


def _indented(lines: Sequence[Line]) -> Iterator[Line]:
    return ((("  ", ""), *line) for line in lines)
