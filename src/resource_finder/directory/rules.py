"""The rules across the entries of a directory, and what a sound one could do better."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from resource_finder.directory.call_instead import NONE, may_answer, number_to_call
from resource_finder.directory.nodes import Node, scalars
from resource_finder.i18n import N_
from resource_finder.model import CURRENT_SINCE, Directory, Entry, Phone, Service, Source

_CHILD_LINE: Final = "cfs-report"
"""The line to report a child harmed: every page of the built-in directory shows its number."""
_PREMIUM: Final = re.compile(r"\+1(?:900|\d{3}976)")
_INVENTED: Final = re.compile(r"\+1\d{3}55501\d\d")

_NO_ENTRY: Final = N_("no entry has the id '{value}'")
_NO_SOURCE: Final = N_("no source has the id '{value}'")
_NO_SERVICE: Final = N_("no service has the id '{value}'")


class Draft(NamedTuple):
    """A directory as it was read, with the node of each item, to which problems are reported.

    `items` holds what stands under each key of a file ("services", "sources", ...); `main` is the
    root of the main file, whose `main_service_count` services stand before those of the files beside it.
    """

    directory: Directory
    items: Mapping[str, Sequence[tuple[Any, Node]]]
    main: Node
    main_service_count: int


def report_faults(draft: Draft) -> None:
    """Report every rule across entries that a directory breaks."""
    directory = draft.directory
    _refuse_doubles(draft, ("services", "events", "notices"))
    _refuse_doubles(draft, ("sources",))
    _refuse_doubles(draft, ("vocabulary",))
    entries = {entry.id for entry in directory.entries}
    sources = {source.id for source in directory.sources}
    for entry, node in _entry_nodes(draft):
        _check_entry(entry, node, entries, sources)
        if isinstance(entry, Service):
            _check_service(entry, node, directory.services, entries, sources)
    for concept, node in draft.items["vocabulary"]:
        _check_known(concept.services, entries, node.get("services"), _NO_ENTRY)
    _check_header(draft)
    _refuse_shared_numbers(draft)
    if directory.header.built_in:
        _check_built_in(draft)


def _check_entry(
    entry: Entry, node: Node, entries: Collection[str], sources: Collection[str]
) -> None:
    """Report what an entry points to and nothing has."""
    _check_known(entry.related, entries, node.get("related"), _NO_ENTRY)
    cited = [citation.source for citation in entry.sources]
    _check_known(cited, sources, node.get("sources"), _NO_SOURCE)
    stated = [source for detail in entry.details for source in detail.sources]
    _check_known(stated, sources, node.get("details"), _NO_SOURCE)


def _check_service(
    service: Service,
    node: Node,
    services: Sequence[Service],
    entries: Collection[str],
    sources: Collection[str],
) -> None:
    """Report what a service points to and nothing has, or nobody could call."""
    replaced = [service.replaced_by] if service.replaced_by else []
    _check_known(replaced, entries, node.get("replaced_by"), _NO_ENTRY)
    _check_instead(service, services, node)
    published = [address.source for address in service.addresses]
    _check_known(published, sources, node.get("addresses"), _NO_SOURCE)


def _check_header(draft: Draft) -> None:
    """Report each service that the header names and nothing has."""
    header, node = draft.directory.header, draft.main.get("directory")
    services = {service.id for service in draft.directory.services}
    for key, ids in {
        "urgent": [urgent.service for urgent in header.urgent],
        "support": header.support,
        "last_resort": header.fallback_services,
        "wallet": [wallet_line.service for wallet_line in header.wallet],
    }.items():
        _check_known(ids, services, node and node.get(key), _NO_SERVICE)


def _check_instead(service: Service, services: Sequence[Service], node: Node) -> None:
    """Refuse what nobody could call instead: an unknown id, or one that may not answer."""
    child = node.get("instead")
    if child is None or service.instead in (None, NONE):
        return
    by_id = {one.id: one for one in services}
    wanted = str(service.instead)
    _check_known([wanted], by_id, child, _NO_SERVICE)
    other = by_id.get(wanted)
    if other and number_to_call(other) is None:
        child.report(
            N_("'{id}' carries no number to call"),
            N_("name a service that has one, or write 'none'"),
            id=wanted,
        )
    elif other and not may_answer(other):
        child.report(
            N_("'{id}' is an emergency number, the police or an office"),
            N_("name a line for the same people, or write 'none'"),
            id=wanted,
        )


def _entry_nodes(draft: Draft) -> Iterable[tuple[Any, Node]]:
    for kind in ("services", "events", "notices"):
        yield from draft.items[kind]


def _refuse_doubles(draft: Draft, kinds: Sequence[str]) -> None:
    """Report every item but the first that has an id."""
    seen: set[str] = set()
    for item, node in (pair for kind in kinds for pair in draft.items[kind]):
        if item.id and item.id in seen:
            fix = N_("give one of the two another id")
            (node.get("id") or node).report(N_("doubled id '{id}'"), fix, id=item.id)
        seen.add(item.id)


def _check_known(
    ids: Iterable[str], known: Collection[str], node: Node | None, unknown: str
) -> None:
    """Report each id that nothing has, at the node where it is written."""
    for value in dict.fromkeys(ids):
        if node and value and value not in known:
            near = node.nearest(value, sorted(known))
            fix = N_("did you mean '{near}'?") if near else N_("add it, or take this out")
            _scalar_of(node, value).report(unknown, fix, value=value, near=near)


def _scalar_of(node: Node, value: str) -> Node:
    """The scalar under a node that holds exactly this value; the node itself where none does."""
    for yaml_node in scalars(node.yaml_node):
        if str(yaml_node.value).strip() == value:
            return Node(yaml_node, node.file, node.problems)
    return node


def _refuse_shared_numbers(draft: Draft) -> None:
    owners: dict[str, str] = {}
    for service, node in draft.items["services"]:
        for phone, phone_node in _phone_nodes(service, node):
            # One short code may serve several keywords of one service, never two services.
            owner = owners.setdefault(phone.number, service.id)
            if phone.number and owner != service.id:
                phone_node.report(
                    N_("the number of '{owner}' stands here too"),
                    N_("keep it on one entry, and point to that entry under 'related'"),
                    owner=owner,
                )


def _phone_nodes(service: Service, node: Node) -> Iterable[tuple[Phone, Node]]:
    """Each number of a service and its node; none where what stands there is no list."""
    phones = node.get("phones")
    if not phones or len(phones.yaml_node.value) != len(service.phones):
        return []
    nodes = (Node(yaml_node, node.file, node.problems) for yaml_node in phones.yaml_node.value)
    return zip(service.phones, nodes, strict=True)


def _check_built_in(draft: Draft) -> None:
    """Report what only the directory that the program ships must not lack."""
    _report_unlikely(draft.items["services"][: draft.main_service_count])
    header, services = draft.directory.header, draft.directory.services
    shown = {urgent.service for urgent in header.urgent if urgent.numbers}
    reachable = {
        service.id
        for service in services
        if service.status == "current" and any(p.confidence == "confirmed" for p in service.phones)
    }
    if _CHILD_LINE not in shown & reachable:
        head = draft.main.get("directory") or draft.main
        (head.get("urgent") or head).report(
            N_("the built-in directory must show the number of '{id}' on every page"),
            N_("give '{id}' an urgent line, and a confirmed number"),
            id=_CHILD_LINE,
        )


def _report_unlikely(services: Iterable[tuple[Service, Node]]) -> None:
    """Report each number that costs money to call, or that belongs to nobody."""
    for service, node in services:
        for phone, phone_node in _phone_nodes(service, node):
            what = _unlikely(phone.number)
            if what:
                number = phone_node.get("number") or phone_node
                fix = N_("write the number that its source prints")
                number.report(what, fix, value=number.read_words())


def _unlikely(number: str) -> str:
    """Why no service can have a number (E.164); "" where it may be one."""
    if _PREMIUM.match(number):
        return N_("'{value}' is a premium-rate number (900 or 976)")
    if _INVENTED.fullmatch(number):
        return N_("'{value}' is a made-up number (555-0100 to 555-0199)")
    return ""


# --- advice -------------------------------------------------------------------------------------


def report_advice(draft: Draft) -> None:
    """Report what a sound directory could do better; never a matter of today's date."""
    for source, node in draft.items["sources"]:
        _advise_source(source, node)
    services = draft.items["services"]
    for service, node in services:
        _advise_service(service, node)
    # In the built-in directory these are faults, found by then.
    _report_unlikely(services[draft.main_service_count if draft.directory.header.built_in else 0 :])


def _advise_source(source: Source, node: Node) -> None:
    if source.date is None and source.dated is None:
        node.report(
            N_("this source has no date"),
            N_("add 'date:', or say under 'dated:' what is known of it"),
        )


def _advise_service(service: Service, node: Node) -> None:
    if service.name.en == service.name.fr and service.one_name is None:
        node.report(N_("one name for both languages, without a reason"), N_("add 'one_name:'"))
    if service.status_note is None:
        node.report(N_("a status without its evidence"), N_("add 'status_note:'"))
    if service.status == "current" and (service.last_seen or CURRENT_SINCE) < CURRENT_SINCE:
        node.report(
            N_("'current' needs evidence of {year} or later"),
            N_("write 'unknown' under 'status:'"),
            year=CURRENT_SINCE,
        )  # fmt: skip
    if service.status == "announced" and service.confidence != "unconfirmed":
        node.report(
            N_("what is only announced is not confirmed"),
            N_("write 'unconfirmed' under 'confidence:'"),
        )
    doubtful = any(p.confidence == "unconfirmed" for p in service.phones)
    if doubtful and not service.notes and not any(p.note for p in service.phones):
        node.report(N_("an unconfirmed number without a note"), N_("say why under 'notes:'"))
