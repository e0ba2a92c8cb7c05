"""An entry as the cells of a table, the number to call left and words right, or as lines below each
other on a narrow screen. A number, a name, a status or a warning is never cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from resource_finder.render.runs import Line, Run, joined, width_of_line, wrap
from resource_finder.text import make_safe, width_of
from resource_finder.views.document import Contact, Row

TABLE_WIDTH: Final = 60
"""In characters: on a narrower screen words stand below the number."""
WIDE_WIDTH: Final = 100
"""In characters: from here people and place, and what a service does, have columns of their own."""
MIN_WIDTH: Final = 20
"""In characters: lines are never wrapped more narrowly."""
MAX_WORDS_WIDTH: Final = 96
"""In characters: longer lines tire."""
_NUMBER_WIDTH: Final = 14
_DATE_WIDTH: Final = len("2026-11-29")
_HOURS_WIDTH: Final = 7
GAP: Final = 2
"""Blank characters between two columns."""
_NBSP: Final = "\u00a0"
_SHORT_LABEL: Final = len("texto")
"""In characters: labels up to this are never on another line than their number."""
DOUBT: Final = "*"
"""Stands after a number that was not confirmed recently."""


class Layout(NamedTuple):
    """What a page may use: its width in characters; `air`: blank lines between entries; `inline`:
    words beside the name; `words`: 2 for a description, 1 for a few words, 0 for none; `facts`: for
    whom and where; `gaps`: blank lines above headings; `header`: the columns have titles;
    `dated`: dates stand left; `listed`: one row an entry; `hours`: characters for hours beside a
    number; `long_words`: some word is longer than a column of its own; `terse`: no
    blank line at all, and no label that a number says itself."""

    width: int
    air: bool = True
    inline: bool = False
    words: int = 1
    facts: bool = True
    gaps: bool = True
    header: bool = False
    dated: bool = False
    listed: bool = False
    hours: int = _HOURS_WIDTH
    long_words: bool = False
    terse: bool = False

    @property
    def wide(self) -> bool:
        """Whether people and place, and what a service does, have columns of their own."""
        return self.width >= WIDE_WIDTH and not (self.dated or self.listed or self.long_words)

    @property
    def table(self) -> bool:
        """Whether words stand beside the number."""
        return self.width >= TABLE_WIDTH

    @property
    def left(self) -> int:
        """The width of a number, the sign of doubt, and hours; or of a date."""
        return _DATE_WIDTH if self.dated else _NUMBER_WIDTH + 3 + self.hours


Cells = tuple[Sequence[Line], ...]
"""The lines of each cell of a row: the left one, then the columns of words."""


class Words(NamedTuple):
    """What is said beside a number: of the numbers, and of the entry."""

    numbers: Sequence[Run]
    entry: Sequence[Run]


def widths(layout: Layout) -> list[int]:
    """The widths of the columns of words."""
    left = layout.width - layout.left - GAP
    if not layout.wide:
        return [min(left, MAX_WORDS_WIDTH)]
    left -= 2 * GAP
    return [left * 3 // 8, left * 2 // 8, min(left * 3 // 8, MAX_WORDS_WIDTH)]


def lead(contact: Contact, width: int = _HOURS_WIDTH, aligned: bool = True) -> Line:
    """A number, the sign of doubt and short hours, each in its own place where they are aligned."""
    sign = DOUBT if contact.doubtful else ""
    hours = make_safe(contact.hours) if width_of(contact.hours) <= width else ""
    if aligned:
        blank = " " * max(_NUMBER_WIDTH - width_of(contact.number), 0)
        rest = f" {sign:1}{blank} {hours}"
    else:
        rest = "".join(f" {part}" for part in (sign, hours) if part)
    return (make_safe(contact.number), "bold"), (rest, "dim")


def hours_width(rows: Sequence[Row]) -> int:
    """The characters that the hours beside the numbers of some rows need."""
    hours = (width_of(row.contacts[0].hours) for row in rows if row.contacts)
    return max((width for width in hours if width <= _HOURS_WIDTH), default=0)


def _long_hours(contact: Contact, layout: Layout, width: int) -> list[Line]:
    """Hours that do not fit beside the number."""
    long = width_of(contact.hours) > layout.hours
    return wrap([(contact.hours, "dim")], width) if long else []


def _left(row: Row, name_lines: int, layout: Layout) -> list[Line]:
    """What stands left: a warning, or the number, under the words that say that it is another's;
    `name_lines` is how many lines the name takes, above that of the other service."""
    if row.warning or row.date:
        return wrap([(row.warning, "bold red"), (row.date, "")], layout.left)
    lines = wrap([(row.missing, "dim")], layout.left)
    if row.missing:
        lines += [()] * (name_lines - len(lines))
    for contact in row.contacts[:1]:
        lines += [lead(contact, layout.hours), *_long_hours(contact, layout, layout.left)]
    return lines


def _right(
    row: Row, words: Words, inline: bool, width: int, layout: Layout
) -> tuple[list[Line], int]:
    """The name and words, then whom to call instead; and how many lines stand above the number."""
    head = _head(row, words, inline, width)
    if not row.instead:
        return head, 1
    # The name of the other service stands beside its number.
    head += [()] * (len(wrap([(row.missing, "")], layout.left)) - len(head))
    return [*head, *_instead(row, words, width)], len(head)


def _head(row: Row, words: Words, inline: bool, width: int) -> list[Line]:
    """The name and what is said of an entry, and of its numbers if they are its own."""
    name: Run = (row.name, "bold")
    said = words.entry if row.instead else [*words.numbers, *words.entry]
    if inline:
        return wrap(joined([name, *said]), width)
    return [*wrap([name], width), *wrap(joined(said), width)]


def _instead(row: Row, words: Words, width: int) -> list[Line]:
    """Whom to call instead, and what is said of that number."""
    return wrap(joined([(row.instead, ""), *words.numbers]), width)


def _numbers(row: Row, described: str, terse: bool) -> list[Run]:
    """What is to be known of the first number, and the other numbers of the entry; `described` is
    what the entry is for, where that stands beside them in a few words."""
    first = [f"{_label(c, described)} {c.after}".strip(" ") for c in row.contacts[:1]]
    hours = [contact.hours for contact in row.contacts[:1]]
    others = [c._replace(hours="") if c.hours in hours else c for c in row.contacts[1:]]
    if terse:
        others = [c._replace(before="") if c.toll_free else c for c in others]
    return [(text, "") for text in (*first, *map(_in_words, others))]


def _label(contact: Contact, described: str) -> str:
    """Whose number it is; "" where what the entry is for begins with these words."""
    label = contact.before.rstrip(":" + _NBSP)
    said = described.startswith(label) and not described[len(label) :][:1].isalnum()
    return "" if said else label


def _in_words(contact: Contact) -> str:
    """A number among words, which keeps its sign of doubt beside it."""
    # A short word, as in "text 686868", stays beside the number.
    between = _NBSP if 0 < len(contact.before) <= _SHORT_LABEL else " "
    number = f"{contact.before}{between}{signed(contact)}".strip()
    return " ".join(part for part in (number, contact.after, contact.hours) if part)


def signed(contact: Contact) -> str:
    """A number that keeps its sign of doubt beside it."""
    return f"{contact.number}{_NBSP}{DOUBT}" if contact.doubtful else contact.number


def _words(row: Row, layout: Layout) -> Words:
    """Everything that is said of an entry in one column of words; its id is left out where it
    begins with the date beside it."""
    facts = row.facts if row.date else (*row.facts, row.id)
    described = row.use_for if layout.words else ""
    entry = [
        (described, ""),
        *((alert, "") for alert in row.alerts),
        *((fact, "dim") for fact in facts if layout.facts),
    ]
    return Words(_numbers(row, described, layout.terse), entry)


def cells(row: Row, layout: Layout, widths: Sequence[int]) -> Cells:
    """An entry as the cells of a table."""
    if not layout.wide:
        return _beside(row, layout, widths[0])
    name, place, what = widths
    described = ("", row.use_for, row.what)[layout.words]
    short = described if layout.words == 1 else ""
    words = Words(_numbers(row, short, layout.terse), [(row.id, "dim")])
    right, above = _right(row, words, False, name, layout)
    about = [*wrap([(described, "")], what), *wrap(joined((a, "") for a in row.alerts), what)]
    facts = joined((fact, "dim") for fact in row.facts)
    return _left(row, above, layout), right, wrap(facts, place), about


def _beside(row: Row, layout: Layout, width: int) -> Cells:
    """A number and one column of words; what the entry is for stands there all the same where it
    takes no further line."""
    right, above = _right(row, _words(row, layout), layout.inline, width, layout)
    left = _left(row, above, layout)
    described, _ = _right(row, _words(row, layout._replace(words=1)), layout.inline, width, layout)
    return left, described if len(described) <= max(len(left), len(right)) else right


def stacked(row: Row, layout: Layout) -> Iterator[Line]:
    """A row on a narrow screen: its number, and below it, indented, the words."""
    width = max(layout.width, MIN_WIDTH)
    words = _words(row, layout)
    if layout.terse and row.contacts and not row.instead:
        yield from _on_one_line(row, words, layout, width)
        return
    yield from wrap([(row.warning, "bold red"), (row.date, "")], width)
    if row.missing:
        yield from wrap([(row.missing, "dim")], width)
    if row.instead:
        yield from _indented(_head(row, words, layout.inline, width - 2))
    for contact in row.contacts[:1]:
        yield from (
            lead(contact, layout.hours, aligned=False),
            *_long_hours(contact, layout, width),
        )
    if row.instead:
        yield from _indented(_instead(row, words, width - 2))
    else:
        yield from _indented(_head(row, words, layout.inline, width - 2))


def _on_one_line(row: Row, words: Words, layout: Layout, width: int) -> Iterator[Line]:
    """A number and words behind it, further lines indented."""
    number = lead(row.contacts[0], layout.hours, aligned=False)
    long = [(text, style) for line in _long_hours(row.contacts[0], layout, width)
            for text, style in line]  # fmt: skip
    name = (row.name, "bold")
    first, *rest = wrap([*number, *long, *joined([name, *words.numbers, *words.entry])], width - 2)
    yield from (first, *_indented(rest))


def _indented(lines: Sequence[Line]) -> Iterator[Line]:
    return ((("  ", ""), *line) for line in lines)


def urgent_lines(row: Row, width: int) -> list[Line]:
    """An urgent line: its number left, where it has one, and what it is for; on a narrow screen
    without the name of the service."""
    what: list[Run] = [(row.warning, "bold red"), (row.name, ""), (row.use_for, "")]
    if not row.contacts:
        return wrap(what, max(width, MIN_WIDTH))
    contact = row.contacts[0]
    number: Run = (contact.number, "bold")
    after = (f"({contact.after})" if contact.after else "", "")
    if width < TABLE_WIDTH:
        return wrap([what[0], number, after, what[1]], max(width, MIN_WIDTH))
    left = Layout(width).left
    beside = (number, (f" {contact.after}", "")) if contact.after else lead(contact)
    if width_of_line(beside) >= left + GAP:
        beside, what = (number,), [*what, after]
    start = (" " * (left + GAP - width_of_line(beside)), "")
    first, *rest = wrap(what, width - left - GAP)
    return [(*beside, start, *first), *(((" " * (left + GAP), ""), *line) for line in rest)]
