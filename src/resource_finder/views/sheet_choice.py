"""Chooses the entries of a sheet and their order, and says which were left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from resource_finder.directory.contacts import NO_CONTACT_STATUSES
from resource_finder.finder import Finder
from resource_finder.model import Entry, Phone, Service
from resource_finder.search.filters import Filters, admits
from resource_finder.search.index import entry_kind
from resource_finder.views.sheet_specs import EVERYWHERE, SheetSpec

REASONS: Final = ("former", "announced", "unconfirmed", "unknown", "not_applicable", "more")
"""Why an entry is left out, in the order in which the reasons are listed."""


class SheetRequest(NamedTuple):
    """What a sheet is asked to hold: words or ids, filters, ids to leave out, a limit, the region
    that ranks first among equals, and whether all that is found is wanted."""

    spec: SheetSpec
    words: tuple[str, ...]
    filters: Filters
    without: tuple[str, ...] = ()
    limit: int | None = None
    home_region: str | None = None
    all: bool = False


class Selection(NamedTuple):
    """The entries of a sheet; `everything` where neither words nor filters were typed. `without`
    are the ids that the user left out, `left_out` those that the program did, by reason;
    `corrections` are misspelt words, each with the word searched instead; `regions` are the places
    that words or filters named."""

    entries: tuple[Entry, ...]
    everything: bool
    without: tuple[str, ...]
    left_out: tuple[tuple[str, tuple[str, ...]], ...]
    corrections: tuple[tuple[str, str], ...] = ()
    regions: tuple[str, ...] = ()


def select(request: SheetRequest, finder: Finder) -> Selection:
    """The entries that a sheet holds. Raises UnknownIdError for an id that no entry has."""
    for id in request.without:
        if finder.index.entry(id) is None:
            raise finder.unknown_id(id)
    by_id = entries_by_id(request.words, finder)
    wanted, corrections, regions = (
        (by_id, (), ()) if by_id is not None else _search(request, finder)
    )
    kept, out = [], []
    for entry in sorted(wanted, key=_date) if request.spec.holds == ("event",) else wanted:
        if entry.id in request.without:
            continue
        reason = _reason(entry, request.spec, finder, by_id is not None)
        if reason:
            out.append((reason, entry.id))
        else:
            kept.append(entry)
    limit = request.limit
    if limit is None and by_id is None and request.words and not request.all:
        limit = request.spec.best
    out += [("more", entry.id) for entry in kept[limit:]] if limit is not None else []
    everything = not request.words and not request.filters
    left_out = tuple(_by_reason(out))
    return Selection(
        tuple(kept[:limit]), everything, request.without, left_out, corrections, regions
    )


def entries_by_id(words: Sequence[str], finder: Finder) -> list[Entry] | None:
    """The entries that ids name, in their order; None where these are words to search.

    Words are ids where all are, or where one is an id with a hyphen: then another word raises
    UnknownIdError.
    """
    entries = [finder.index.entry(word) for word in words]
    ids_meant = any(entry and "-" in entry.id for entry in entries)
    if not words or not (ids_meant or all(entries)):
        return None
    for word, entry in zip(words, entries, strict=True):
        if entry is None:
            raise finder.unknown_id(word)
    return list(dict.fromkeys(entry for entry in entries if entry))


def _search(
    request: SheetRequest, finder: Finder
) -> tuple[list[Entry], tuple[tuple[str, str], ...], tuple[str, ...]]:
    """What words and filters find, the corrections of words, and the places named."""
    spec, text = request.spec, " ".join(request.words)
    if spec.wallet_only and not text:
        lines = [finder.index.service(line.service) for line in finder.index.header.wallet]
        return [line for line in lines if admits(request.filters, line, finder.index)], (), ()
    query, hits = finder.search(text, request.filters, spec.searches, request.home_region)
    sure = [hit.entry for hit in hits if hit.match == "sure"]
    entries = [entry for entry in sure if _fits(entry, spec, finder)]
    if spec.public and not text and not request.filters.region:
        entries = [entry for entry in entries if not _is_local_help(entry)]
    return entries, query.corrections, (*query.regions, *request.filters.region)


def _date(entry: Entry) -> tuple[str, str]:
    return getattr(entry, "date", ""), entry.id


def _fits(entry: Entry, spec: SheetSpec, finder: Finder) -> bool:
    """Whether a sheet of this kind may hold an entry at all."""
    if entry_kind(entry) not in spec.holds:
        return False
    if spec.public and isinstance(entry, Service) and _is_not_for_the_public(entry):
        return False
    if spec.lines and not (isinstance(entry, Service) and entry.line in spec.lines):
        return False
    return not spec.wallet_only or entry.id in {line.service for line in finder.index.header.wallet}


def _is_local_help(entry: Entry) -> bool:
    """Whether an entry is a local line for what is not urgent: a sheet for the whole province has
    it only where its place or its words were asked for."""
    if not isinstance(entry, Service) or entry.line not in ("support", "information"):
        return False
    return not set(entry.regions) & set(EVERYWHERE)


def _is_not_for_the_public(service: Service) -> bool:
    """Whether nobody may call a service, or nobody may see on a wall where it could be."""
    return service.status in NO_CONTACT_STATUSES or service.location_policy is not None


def _reason(entry: Entry, spec: SheetSpec, finder: Finder, by_id: bool) -> str:
    """Why an entry is not printed; "" where it is. Status and confidence are reasons only where an
    entry was found by a search, not by its id."""
    if not _fits(entry, spec, finder):
        return "not_applicable"
    if not isinstance(entry, Service):
        return ""
    if entry.status in NO_CONTACT_STATUSES:
        return "" if by_id else entry.status
    if entry.confidence == "unconfirmed" and not by_id:
        return "unconfirmed"
    if spec.public and entry.status == "unknown" and not by_id:
        return "unknown"
    if spec.public and not any(_may_stand(phone, spec) for phone in entry.phones):
        return "unconfirmed" if entry.phones else "not_applicable"
    return ""


def _may_stand(phone: Phone, spec: SheetSpec) -> bool:
    """Whether a sheet may give a number; a small one has no space for the sign of doubt."""
    if spec.wallet_only:
        return phone.confidence == "confirmed" and phone.kind == "voice"
    return phone.confidence != "unconfirmed"


def _by_reason(out: Iterable[tuple[str, str]]) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Pairs of a reason and an id as the ids of each reason, in the order of `REASONS`."""
    ids: dict[str, list[str]] = {}
    for reason, id in out:
        ids.setdefault(reason, []).append(id)
    return ((reason, tuple(ids[reason])) for reason in REASONS if reason in ids)
