"""The parts of a page in one language, for every renderer: terminal, Markdown, sheets of paper."""

from __future__ import annotations

from typing import Final, NamedTuple

from resource_finder.i18n import Translator


class Field(NamedTuple):
    """A label and its value; `note` is what is known of it.

    `kind` is "number" (never broken, bold), "instead" (a number of another service: the same,
    always with its label), "prose" (its label may be left out), "address" (ends with an address,
    which no full stop may follow) or "fact". `link` calls or texts a number:
    "tel:+12045550100", "sms:55501". On paper, `doubtful` puts the sign of doubt after a number, and
    `hours` are when it answers ("" where that is not known).
    """

    label: str
    value: str
    note: str = ""
    kind: str = "fact"
    link: str = ""
    doubtful: bool = False
    hours: str = ""

    @property
    def is_number(self) -> bool:
        """Whether the value is a number to call or text."""
        return self.kind in ("number", "instead")

    @property
    def value_and_note(self) -> str:
        """The value and its note on one line."""
        if not self.note:
            return self.value
        if self.kind == "instead":
            return f"{self.value} {self.note}"
        if self.kind in ("address", "number"):
            return f"{self.value} ({self.note.rstrip('.')})"
        return f"{self.value}{' ' if self.value.endswith(('.', '?', '!')) else '. '}{self.note}"

    def text(self, translator: Translator) -> str:
        """The whole field on one line, with its label where it has one."""
        text = self.value_and_note
        return translator.pair(self.label, text) if self.label else text


class Contact(NamedTuple):
    """A number as a screen with a column of numbers shows it.

    `number` is as people write it; `doubtful` says that it was not confirmed recently; `hours` are
    when it answers ("" where that is not known). `before` says whose number it is, or what one does
    instead of calling ("Toll-free:", "text"), `after` which word to send; the number is `toll_free`
    where its first digits say so. `link` calls or texts it.
    """

    number: str
    doubtful: bool = False
    hours: str = ""
    before: str = ""
    after: str = ""
    toll_free: bool = False
    link: str = ""


NO_NUMBER: Final = "–"
"""Stands in a list in place of a number of a service that has none."""


class Row(NamedTuple):
    """An entry as a screen with a column of numbers shows it: its first number left, words right.

    `instead` names another service, whose number `contacts` holds; `missing` then stands in the
    place of a number of its own. `warning` stands there too: nobody answers for this entry; or the
    `date` of an event.
    `alerts` are what one must know before calling, `facts` for whom and where it is; `use_for` is
    what it is for in a few words, `what` in a sentence or two.
    """

    id: str
    name: str
    use_for: str = ""
    what: str = ""
    contacts: tuple[Contact, ...] = ()
    missing: str = ""
    instead: str = ""
    warning: str = ""
    alerts: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    date: str = ""
    keep: bool = False
    """Whether it stays where a low window leaves others out."""


class Fact(NamedTuple):
    """One thing that a card says after its label: a number where it names another service, words,
    and a note that is less important."""

    label: str
    text: str
    note: str = ""
    contact: Contact | None = None


class Card(NamedTuple):
    """Everything known of an entry, as a screen with a column of numbers shows it.

    `row` has its name, its id and its numbers, `uses` what is to be known of each of them; `status`
    stands under the name, `facts` below the numbers.
    """

    row: Row
    status: str
    uses: tuple[str, ...]
    facts: tuple[Fact, ...]

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """Every number on the card."""
        return (*self.row.contacts, *(fact.contact for fact in self.facts if fact.contact))


_SHORT_LABEL: Final = 12
"""The most characters of a label that fits a line with two numbers: "Toll-free"."""


class Item(NamedTuple):
    """One entry, or one urgent line; `warning` is shown before everything else, `aside` beside the
    title; `row` is the same on a screen with a column of numbers. On paper, `doubtful` puts the
    sign of doubt after the title; the words of an event are bold where it is a `main` one."""

    title: str
    fields: tuple[Field, ...] = ()
    aside: str = ""
    warning: str = ""
    row: Row | None = None
    doubtful: bool = False
    main: bool = False

    @property
    def numbers(self) -> tuple[Field, ...]:
        """The fields that are numbers to call or text."""
        return tuple(field for field in self.fields if field.is_number)

    @property
    def beside(self) -> Field | None:
        """On paper, a second number on the line of the first, with its label, where the first needs
        no words there and the second needs no more."""
        own = [number for number in self.numbers if number.kind == "number"]
        bare = [n for n in own[1:] if not (n.note or n.hours) and len(n.label) <= _SHORT_LABEL]
        if len(bare) != 1 or own[0].label or own[0].hours:
            return None
        return bare[0]

    @property
    def numbers_text(self) -> str:
        """The numbers on one line."""
        return ", ".join(field.value for field in self.numbers)

    @property
    def facts(self) -> tuple[Field, ...]:
        """The fields that are not numbers."""
        return tuple(field for field in self.fields if not field.is_number)

    @property
    def facts_text(self) -> str:
        """The values of the other fields on one line, without labels and notes."""
        return " ".join(field.value for field in self.facts)


def prose(text: str) -> Field:
    """A paragraph without a label."""
    return Field("", text, kind="prose")


class Column(NamedTuple):
    """A column of at least `min_width` characters; one that is `whole` is never wrapped."""

    title: str
    min_width: int
    whole: bool = False


class Table(NamedTuple):
    """The same items as a table, for a screen that is wide enough."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


class Section(NamedTuple):
    """Items under a heading.

    On a screen, `table` may stand in their place, and those that are `listed` have one row
    each, with the name and the id; `first` is the position of the first item and
    `total` the number of items found, shown or not. On paper, `columns` are the headings of a table
    in which each item is a row with one number; in a `dated` section each item is a date and what
    happened. `within` marks a part of the section before it; `new_page` begins a page; `call` is
    the number in its heading: the one to call instead of the services under it.
    """

    items: tuple[Item, ...]
    title: str = ""
    table: Table | None = None
    numbered: bool = False
    first: int = 1
    total: int = 0
    columns: tuple[str, ...] = ()
    dated: bool = False
    listed: bool = False
    within: bool = False
    new_page: bool = False
    call: Field | None = None


class Span(NamedTuple):
    """A period of a drawing, from one point in years to another: 2008.5 is the middle of 2008."""

    title: str
    start: float
    end: float


class Flag(NamedTuple):
    """A label of a drawing at a point in years; `year` is the year as it is written."""

    point: float
    year: str
    label: str


class Drawing(NamedTuple):
    """A line of years from `first` to `last`: labelled events, and periods as bars under them;
    `alt` says the same in words."""

    alt: str
    first: int
    last: int
    flags: tuple[Flag, ...]
    spans: tuple[Span, ...]


class YearBar(NamedTuple):
    """The years from `first` to `last` as screens draw them: `counts` are years with their number
    of events; those of an answer are `marked` where it is not everything."""

    first: int
    last: int
    counts: tuple[tuple[int, int], ...]
    spans: tuple[Span, ...]
    marked: tuple[int, ...] = ()


class Footer(NamedTuple):
    """What ends a page of rows, where `closing` ends other pages.

    `lines` are shown whole. `checked` says how the directory was checked, in several lengths, the
    longest first; `total` counts the results found, shown or not, and `more` says what else was
    left out. `hints` are left out where two rows do not hold them, `why`, the reason why the first
    result is first, where one does not.
    """

    lines: tuple[str, ...]
    checked: tuple[str, ...]
    total: int
    hints: tuple[str, ...] = ()
    more: str = ""
    why: str = ""


class Page(NamedTuple):
    """A whole page of a screen, or a sheet in one language.

    `urgent` comes first, `closing` are the lines after the sections; `reminder` repeats the urgent
    lines, short, at the end of a long screen. A page whose items have rows has a `footer` for
    screens, and is shortened to as many `windows`; 0: it is shown whole. A page about one entry has
    a `card` and a footer, which stand in the place of everything else on screens; `bar` is a row of
    years that screens draw where it fits. The rest is for paper: `note` is the agency's own line,
    `fill_in` the label of a blank line to write on in the urgent box, `agency` those of blank lines
    for the agency, `contents` the heading of a list of the sections, `legend` what the signs beside
    numbers mean, `strip` what stands on each piece of a strip to tear off, `notes` the heading of
    ruled lines at the end. `running` stands in the head of every page but the first, `foot` in the
    foot of all; `numbering` counts the pages there: "Page {page} of {pages}". `continued` follows a
    heading that a new column or page repeats.
    """

    urgent: tuple[Item, ...] = ()
    reminder: str = ""
    sections: tuple[Section, ...] = ()
    opening: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    language: str = ""
    title: str = ""
    note: str = ""
    fill_in: str = ""
    drawing: Drawing | None = None
    notes: str = ""
    footer: Footer | None = None
    windows: int = 0
    card: Card | None = None
    bar: YearBar | None = None
    agency: tuple[str, ...] = ()
    contents: str = ""
    legend: tuple[str, ...] = ()
    strip: tuple[str, ...] = ()
    running: str = ""
    foot: str = ""
    numbering: str = ""
    continued: str = ""


class Sheet(NamedTuple):
    """A sheet to print, a page for each language.

    `kind` is the name of its `SheetSpec`, `layout` how it is set (see there). `large` is large
    print, `day` the ISO day it was made.
    """

    kind: str
    title: str
    pages: tuple[Page, ...]
    paper: str
    large: bool
    day: str
    layout: str = "columns"
