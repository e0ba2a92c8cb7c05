"""The data model of a directory: services, events, notices and their sources.

All values are immutable. Nearly all are named tuples: at each start Python creates their classes
several times faster than dataclasses, which import `inspect`. `directory/fields.py` defines how
each field is read, stored, compared and written as JSON.
"""

from typing import Final, NamedTuple, TypeAlias

from resource_finder.bilingual import Text
from resource_finder.closed_lists import LINES
from resource_finder.header import Header


class Opening(NamedTuple):
    """When a service is open: `when` is "always", or days and times as in `opening_hours.py`.

    `source` is the id of the source that says so; `seen` is the date of that evidence (ISO) where
    the source itself has none.
    """

    when: str
    source: str
    seen: str | None = None


class Lowered(NamedTuple):
    """How far, and why, a curator trusts a fact less than its sources allow."""

    to: str
    because: Text


class Phone(NamedTuple):
    """One number to call or text; `confidence` and the rest are of this number alone.

    `number` is in E.164 ("+12045550123") or a short code ("911", "686868"); `keyword` is the word
    to send to a text number; `role` is one of `PHONE_ROLES`; `hours` and `open` are set where they
    differ from those of the service; `verify` is "source" where a number is checked on its web page
    and never dialled, else None. `sources` are the ids of those that print it,
    where the numbers of a service differ in that; `called` is the day on which it was dialled and
    answered.
    """

    number: str
    kind: str
    confidence: str
    role: str | None = None
    label: Text | None = None
    hours: Text | None = None
    open: Opening | None = None
    keyword: str | None = None
    note: Text | None = None
    verify: str | None = None
    sources: tuple[str, ...] = ()
    lowered: Lowered | None = None
    called: str | None = None


class Web(NamedTuple):
    """A web address of a service, of a kind in `WEB_KINDS`, and the ids of its sources."""

    address: Text
    kind: str
    confidence: str
    sources: tuple[str, ...] = ()
    lowered: Lowered | None = None


class Address(NamedTuple):
    """A street address that a service itself publishes; `source` is the id of where it does."""

    text: str
    kind: str
    source: str


class Intake(NamedTuple):
    """A way into a service: `way` is one of `INTAKE_WAYS`, `note` says who does what."""

    way: str
    note: Text | None = None


class Ages(NamedTuple):
    """The ages in years that a service is for, both ends included; None is an open end."""

    start: int | None
    end: int | None

    def admits(self, age: int) -> bool:
        """Whether a person of this age is within the range."""
        return (self.start is None or age >= self.start) and (self.end is None or age <= self.end)


class Citation(NamedTuple):
    """What one source supports in one entry: `source` is its id, `supports` are of `ASPECTS`."""

    source: str
    supports: tuple[str, ...]
    note: Text | None = None


class Detail(NamedTuple):
    """One fact of an entry and the ids of the sources that state it."""

    text: Text
    sources: tuple[str, ...]


class Withdrawn(NamedTuple):
    """What a layer withdrew of a service: some `numbers`, or the `whole` entry with all of them.

    `reason` is one of `WITHDRAWAL_REASONS`, `REPLACED`, or None where that could not be read;
    `since` is an ISO day, `by` says who withdrew it, `layer` is the short name of the layer.
    """

    numbers: tuple[str, ...]
    whole: bool
    reason: str | None
    since: str | None
    by: str | None
    layer: str


class Service(NamedTuple):
    """A hotline or a program; dates are ISO with the precision their source gives.

    The fields up to `layer` are those that every entry has. Only a hotline has a `line`, and an
    `order` inside it where it stands before those that have none. `hours` says in words when it is
    open, `open` is the value.
    `one_name` is the reason why the name is the same in both languages; `gloss` says what such a
    name means, in the language that lacks it ("" in the other). `short` is the name where there is
    little space, `use_for` what a worker would say the service is for. `audience_note` says whom it
    is for where `audience`, which filters use, would say too much. `location_policy`:
    "confidential" where nothing may show where the service is, "city" where only its city may be
    named, None without a limit. `due` is the day of the next check, where the cadence does not set
    it. `instead` is the id of the service to call where this one has no number to give, "none"
    where nobody else would help, None where the rule of `call_instead.py` chooses. `announced_by`
    is the date by which an announced service is to run. `withdrawn` is what layers withdrew: the
    numbers in it are in `phones` no more. `replaces` is the id of the entry that this one of a
    layer replaces.
    """

    id: str
    origin: str
    name: Text
    summary: Text
    details: tuple[Detail, ...]
    notes: tuple[Text, ...]
    confidence: str
    lowered: Lowered | None
    checked: str
    sources: tuple[Citation, ...]
    topics: tuple[str, ...]
    related: tuple[str, ...]
    aliases: tuple[str, ...]
    layer: str | None

    kind: str
    line: str | None
    order: int | None
    one_name: str | None
    gloss: Text | None
    short: Text | None
    use_for: Text | None
    intake: tuple[Intake, ...]
    formerly: tuple[str, ...]
    audience: tuple[str, ...]
    audience_note: Text | None
    ages: Ages | None
    regions: tuple[str, ...]
    languages: tuple[str, ...]
    languages_note: Text | None
    hours: Text | None
    open: Opening | None
    phones: tuple[Phone, ...]
    web: tuple[Web, ...]
    email: str | None
    addresses: tuple[Address, ...]
    operator: Text | None
    police: str
    location_policy: str | None
    status: str
    status_note: Text | None
    last_seen: str | None
    replaced_by: str | None
    announced_by: str | None
    due: str | None
    instead: str | None
    withdrawn: tuple[Withdrawn, ...]
    replaces: str | None


class Event(NamedTuple):
    """A dated event; `date` is "2009-04-15", "2009-04" or "2009", `phase` an id of the file.

    `main` marks a main event of the strategy, `label` is its title where there is little space.
    `line` is one sentence that says more than the title, in the place of the summary.
    """

    id: str
    origin: str
    name: Text
    summary: Text
    details: tuple[Detail, ...]
    notes: tuple[Text, ...]
    confidence: str
    lowered: Lowered | None
    checked: str
    sources: tuple[Citation, ...]
    topics: tuple[str, ...]
    related: tuple[str, ...]
    aliases: tuple[str, ...]
    layer: str | None

    date: str
    phase: str
    main: bool
    label: Text | None
    line: Text | None


class Notice(NamedTuple):
    """A fact every worker must know that is neither a service nor an event."""

    id: str
    origin: str
    name: Text
    summary: Text
    details: tuple[Detail, ...]
    notes: tuple[Text, ...]
    confidence: str
    lowered: Lowered | None
    checked: str
    sources: tuple[Citation, ...]
    topics: tuple[str, ...]
    related: tuple[str, ...]
    aliases: tuple[str, ...]
    layer: str | None


Entry: TypeAlias = Service | Event | Notice
"""What can be found and shown. The fields of a notice are those that all three share; `checked` is
an ISO date, `layer` the short name of the layer that an entry is from, None for the directory
itself."""


class Source(NamedTuple):
    """Where a fact comes from. `date` is ISO or None; `dated` says in words what is known.

    `no_address` says why no reader can open `address`.
    Without a date, `not_before` is the earliest one it can have, and `present` marks an official
    page in its present form. `copies` is the id of the source that it repeats.
    """

    id: str
    title: Text
    address: str | None
    no_address: str | None
    kind: str
    date: str | None
    dated: Text | None
    not_before: str | None
    present: bool
    copies: str | None


class Concept(NamedTuple):
    """Search words that mean the same in both languages: matched, never displayed."""

    id: str
    en: tuple[str, ...]
    fr: tuple[str, ...]
    acronyms: tuple[str, ...]
    topics: tuple[str, ...]
    audience: tuple[str, ...]
    services: tuple[str, ...]


ENTRY_FIELDS: Final = ("services", "events", "notices")
"""The fields of a directory that hold entries, in order; a file has them under the same keys."""


class Directory(NamedTuple):
    """A whole directory, read and checked. `replaced` are services that others of a layer replace:
    no query finds them."""

    header: Header
    services: tuple[Service, ...]
    events: tuple[Event, ...]
    notices: tuple[Notice, ...]
    sources: tuple[Source, ...]
    vocabulary: tuple[Concept, ...]
    replaced: tuple[Service, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Services, events and notices, in the order of the file."""
        return (*self.services, *self.events, *self.notices)


def line_order(service: Service) -> int:
    """The position of a service's line in `LINES`; a service without a line is an office."""
    return LINES.index(service.line or "office")


def place_in_line(service: Service) -> tuple[int, bool, int]:
    """The position of a service's line, and of the service inside it: first those that have an
    `order`, then the others."""
    return line_order(service), service.order is None, service.order or 0
