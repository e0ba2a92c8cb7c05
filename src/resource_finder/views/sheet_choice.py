"""Which entries stand on a sheet, in which order, and which were left out, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from resource_finder.model import Entry, Event, Service
from resource_finder.search.filters import Filters, admits
from resource_finder.search.index import Index
from resource_finder.search.rank import find
from resource_finder.views.entry import NO_CONTACT_STATUSES

ANSWERS: Final = ("report", "crisis")
"""The lines that stand on a sheet of hotlines for the public; its box is there for emergencies."""
SERVICES: Final = ("hotline", "program")
REASONS: Final = ("former", "announced", "unconfirmed", "unfit", "more")
BEST: Final = 12
"""Services that a sheet holds where words were searched and no limit was given."""


class UnknownId(Exception):
    """No entry has this id."""

    def __init__(self, id: str) -> None:
        self.id = id
        super().__init__(id)


class Order(NamedTuple):
    """What a sheet was asked to hold: words or ids, filters, ids to leave out, a limit, and the
    region that ranks first."""

    sheet: str
    words: tuple[str, ...]
    filters: Filters
    without: tuple[str, ...]
    limit: int | None
    home: str | None


class Chosen(NamedTuple):
    """The entries of a sheet; `everything` where nothing was asked; `without` are ids that were
    taken out; `left_out` are reasons with their ids: "former", "announced", "unconfirmed", "unfit",
    "more"; `taken` are words typed and what they were taken for."""

    entries: tuple[Entry, ...]
    everything: bool
    without: tuple[str, ...]
    left_out: tuple[tuple[str, tuple[str, ...]], ...]
    taken: tuple[tuple[str, str], ...] = ()


def choose(order: Order, index: Index) -> Chosen:
    """The entries that a sheet holds. Raises UnknownId."""
    for id in order.without:
        if index.entry(id) is None:
            raise UnknownId(id)
    meant = named(order.words, index)
    wanted, taken = (meant, ()) if meant is not None else _searched(order, index)
    kept, out = [], []
    for entry in sorted(wanted, key=_time) if order.sheet == "timeline" else wanted:
        if entry.id in order.without:
            continue
        reason = _reason(entry, order, index, meant is not None)
        out.append((reason, entry.id)) if reason else kept.append(entry)
    limit = order.limit
    if limit is None and meant is None and order.words and order.sheet == "summary":
        limit = BEST
    out += [("more", entry.id) for entry in kept[limit:]] if limit is not None else []
    everything = not order.words and not order.filters
    return Chosen(tuple(kept[:limit]), everything, order.without, tuple(_gathered(out)), taken)


def named(words: Sequence[str], index: Index) -> list[Entry] | None:
    """The entries that ids name, in their order; None where these are words to search.

    One id with a hyphen shows that ids were meant. Raises UnknownId for another beside it.
    """
    found = [index.entry(word) for word in words]
    meant = any(entry and "-" in entry.id for entry in found)
    if not words or not (meant or all(found)):
        return None
    for word, entry in zip(words, found, strict=True):
        if entry is None:
            raise UnknownId(word)
    return list(dict.fromkeys(entry for entry in found if entry))


def _searched(order: Order, index: Index) -> tuple[list[Entry], tuple[tuple[str, str], ...]]:
    """What words and filters find, and words that were taken for others."""
    kinds = ("event",) if order.sheet == "timeline" else SERVICES
    text = " ".join(order.words)
    query, hits = find(index, text, order.filters, order.home, kinds)
    found = [hit.entry for hit in hits]
    if order.sheet in ("wallet", "poster") and not text:
        lines = [index.service(wallet_line.service) for wallet_line in index.header.wallet]
        return [line for line in lines if admits(order.filters, line, index)], ()
    return [entry for entry in found if _fits(entry, order.sheet, index)], query.corrections


def _time(entry: Entry) -> tuple[str, str]:
    return getattr(entry, "date", ""), entry.id


def _fits(entry: Entry, sheet: str, index: Index) -> bool:
    """Whether a sheet of this kind has a place for an entry at all."""
    if sheet == "summary":
        return True
    if sheet == "timeline":
        return isinstance(entry, Event)
    if not isinstance(entry, Service) or entry.status in NO_CONTACT_STATUSES:
        return False
    if sheet == "hotlines":
        return entry.line in ANSWERS
    return entry.id in {wallet_line.service for wallet_line in index.header.wallet}


def _reason(entry: Entry, order: Order, index: Index, named: bool) -> str:
    """Why an entry is not printed; "" where it is."""
    if not _fits(entry, order.sheet, index):
        return "unfit"
    if not isinstance(entry, Service):
        return ""
    if entry.status in NO_CONTACT_STATUSES:
        return "" if named else entry.status
    sure = [phone for phone in entry.phones if phone.confidence != "unconfirmed"]
    if entry.confidence == "unconfirmed" and not named:
        return "unconfirmed"
    if not sure and order.sheet != "summary":
        return "unconfirmed" if entry.phones else "unfit"
    return ""


def _gathered(out: Iterable[tuple[str, str]]) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The ids of each reason."""
    gathered: dict[str, list[str]] = {}
    for reason, id in out:
        gathered.setdefault(reason, []).append(id)
    return ((reason, tuple(gathered[reason])) for reason in REASONS if reason in gathered)
