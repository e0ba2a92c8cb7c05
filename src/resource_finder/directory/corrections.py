"""Applies what layers correct in a directory: withdrawn numbers and entries, and replaced entries.

A withdrawn number is taken out of the numbers of its service, so that nothing can give it: the
service keeps it under `withdrawn`, where `show` and JSON find it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from resource_finder.closed_lists import OWN_SOURCE, REPLACED
from resource_finder.header import Header
from resource_finder.model import Concept, Directory, Entry, Service, Withdrawn


class Correction(NamedTuple):
    """What a layer asks to withdraw: a number of the service `id`, or without one all of it;
    `withdraw` is why, None where that cannot be read."""

    id: str
    number: str | None
    withdraw: str | None
    since: str | None
    by: str | None


def withdraw(directory: Directory, corrections: Iterable[tuple[Correction, str]]) -> Directory:
    """A directory without what is withdrawn; each correction stands before the short name of its
    layer. Of two that say the same number the later counts."""
    by_id: dict[str, dict[str | None, Withdrawn]] = {}
    services = {service.id: service for service in directory.services}
    for correction, layer in corrections:
        numbers = by_id.setdefault(correction.id, {})
        numbers.pop(correction.number, None)
        numbers[correction.number] = _withdrawn(correction, services[correction.id], layer)
    changed = {id: _without(services[id], [*numbers.values()]) for id, numbers in by_id.items()}
    return directory._replace(
        services=tuple(changed.get(service.id, service) for service in directory.services)
    )


def _withdrawn(correction: Correction, service: Service, layer: str) -> Withdrawn:
    every = tuple(dict.fromkeys(phone.number for phone in service.phones))
    numbers = (correction.number,) if correction.number else every
    return Withdrawn(
        numbers, not correction.number, correction.withdraw, correction.since, correction.by, layer
    )


def _without(service: Service, withdrawn: Iterable[Withdrawn]) -> Service:
    """A service that keeps only what is not withdrawn."""
    kept = tuple(withdrawn)
    numbers = {number for one in kept for number in one.numbers}
    service = service._replace(
        phones=tuple(phone for phone in service.phones if phone.number not in numbers),
        withdrawn=(*service.withdrawn, *kept),
    )
    if not any(one.whole for one in kept):
        return service
    return service._replace(
        phones=(), web=(), email=None, addresses=(), intake=(), hours=None, open=None
    )


def replace(directory: Directory) -> Directory:
    """A directory in which each service that another replaces is only kept to be shown: whatever
    names it names the other instead."""
    by_id = {service.id: service for service in directory.services}
    new_ids = _new_ids([s for s in directory.services if s.replaces in by_id])
    if not new_ids:
        return directory
    replaced = tuple(_replaced(by_id[old], by_id[new]) for old, new in new_ids.items())
    kept = directory._replace(
        services=tuple(s for s in directory.services if s.id not in new_ids),
        replaced=(*directory.replaced, *replaced),
    )
    return _renamed(kept, new_ids)


def _new_ids(services: Iterable[Service]) -> dict[str, str]:
    """The id that each replaced one leads to; of two services that replace one, the later counts,
    and replaces the earlier too."""
    new_ids: dict[str, str] = {}
    for service in services:
        if service.replaces:
            before = new_ids.get(service.replaces, service.replaces)
            new_ids = {old: service.id if new == before else new for old, new in new_ids.items()}
            new_ids |= {before: service.id, service.replaces: service.id}
    return new_ids


def _replaced(old: Service, new: Service) -> Service:
    """A service without its contacts, which another of a layer replaces; numbers that the other
    has too are not withdrawn."""
    kept = {phone.number for phone in new.phones}
    numbers = tuple(dict.fromkeys(p.number for p in old.phones if p.number not in kept))
    gone = Withdrawn(numbers, True, REPLACED, None, None, new.layer or "")
    return _without(old, [gone])._replace(replaced_by=new.id)


def _renamed(directory: Directory, new_ids: Mapping[str, str]) -> Directory:
    """A directory in which whatever names an id of the map names the id that it leads to."""
    header = directory.header
    return directory._replace(
        header=_renamed_header(header, new_ids),
        services=tuple(_renamed_entry(service, new_ids) for service in directory.services),
        events=tuple(_renamed_entry(event, new_ids) for event in directory.events),
        notices=tuple(_renamed_entry(notice, new_ids) for notice in directory.notices),
        vocabulary=tuple(_renamed_concept(concept, new_ids) for concept in directory.vocabulary),
    )


def _ids(ids: Iterable[str], new_ids: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(new_ids.get(id, id) for id in ids))


def _renamed_header(header: Header, new_ids: Mapping[str, str]) -> Header:
    return header._replace(
        urgent=tuple(
            line._replace(service=new_ids.get(line.service, line.service)) for line in header.urgent
        ),
        support=_ids(header.support, new_ids),
        fallback_services=_ids(header.fallback_services, new_ids),
        wallet=tuple(
            line._replace(service=new_ids.get(line.service, line.service)) for line in header.wallet
        ),
        lines_to_call=tuple(
            line._replace(service=new_ids.get(line.service, line.service))
            for line in header.lines_to_call
        ),
    )


def _renamed_entry(entry: Any, new_ids: Mapping[str, str]) -> Any:
    entry = entry._replace(related=_ids(entry.related, new_ids))
    if not isinstance(entry, Service):
        return entry
    return entry._replace(
        replaced_by=entry.replaced_by and new_ids.get(entry.replaced_by, entry.replaced_by),
        instead=entry.instead and new_ids.get(entry.instead, entry.instead),
    )


def _renamed_concept(concept: Concept, new_ids: Mapping[str, str]) -> Concept:
    return concept._replace(services=_ids(concept.services, new_ids))


def is_own_word(entry: Entry) -> bool:
    """Whether nothing but the word of the agency that added an entry supports it."""
    cited = [citation.source for citation in entry.sources]
    return bool(entry.layer) and all(source.startswith(OWN_SOURCE) for source in cited)


def is_of_example(entry: Entry) -> bool:
    """Whether an entry is that of a file that `new` prints, without an id of its own."""
    return bool(entry.layer) and "example-" in entry.id


def layers_of(entry: Entry) -> tuple[str, ...]:
    """The short names of the layers that an entry is from, or that changed it."""
    changed = (one.layer for one in entry.withdrawn) if isinstance(entry, Service) else ()
    own = (entry.layer,) if entry.layer else ()
    return tuple(dict.fromkeys((*own, *changed)))
