"""Checks the rules between the entries of a directory."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from resource_finder.closed_lists import CURRENT_SINCE, NO_ADDRESS_REASONS, READ_OF_A_QUERY
from resource_finder.directory.call_instead import NONE, may_answer, number_to_call
from resource_finder.directory.corrections import is_of_example
from resource_finder.directory.nodes import Node, position
from resource_finder.directory.yaml_parser import scalars
from resource_finder.i18n import N_
from resource_finder.model import ENTRY_FIELDS, Directory, Entry, Opening, Phone, Service, Source
from resource_finder.opening_hours import ALWAYS

_CHILD_PROTECTION: Final = "cfs-report"
"""The id of the line to report a harmed child: the built-in directory shows it on every page."""
_PREMIUM: Final = re.compile(r"\+1(?:900|\d{3}976)")
_INVENTED: Final = re.compile(r"\+1\d{3}55501\d\d")
_PAGE: Final = re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}/\S*")
"""The address of a page, or, with nothing behind the stroke, of a site as a whole."""

_NO_ENTRY: Final = N_("no entry has the ID '{value}'")
_NO_SOURCE: Final = N_("no source has the ID '{value}'")
_NO_SERVICE: Final = N_("no service has the ID '{value}'")
_NO_WORDS: Final = N_("no search words have the ID '{value}'")

_TAKEN: Final = N_("the directory has an entry with the ID '{id}' already")
_TAKEN_FIX: Final = N_("choose another ID")
_TAKEN_SERVICE_FIX: Final = N_(
    "choose another ID; to put your service in its place, add 'replaces:' with this one"
)
_SHARED_FIX: Final = N_("keep it on one entry, and point to that entry under 'related'")
_EXAMPLE_FIX: Final = N_("remove '{id}', which is left from the example")
_OTHER_FIX: Final = N_("the one in {file}, line {line}, is used: keep one of the two")


class Draft(NamedTuple):
    """A directory as it was read, and the node of each item, to report problems there.

    `items` holds the items by their key in a file ("services", "sources", ...); `main` is the root
    of the main file, whose `main_service_count` services stand before those of the files beside it.
    `base` is the directory without faults that the items were added to, if any.
    """

    directory: Directory
    items: Mapping[str, Sequence[tuple[Any, Node]]]
    main: Node | None
    main_service_count: int
    base: Directory | None = None


def report_faults(draft: Draft) -> None:
    """Report every rule between entries that a directory breaks."""
    directory = draft.directory
    _report_duplicate_ids(draft, ENTRY_FIELDS)
    _report_duplicate_ids(draft, ("sources",))
    _report_duplicate_ids(draft, ("vocabulary",))
    entries = {entry.id for entry in directory.entries}
    sources = {source.id for source in directory.sources}
    for entry, node in entry_nodes(draft):
        _check_entry(entry, node, entries, sources)
        if isinstance(entry, Service):
            _check_service(entry, node, directory.services, entries, sources, directory.header.date)
    for source, node in draft.items["sources"]:
        copied = [source.copies] if source.copies else []
        _check_known(copied, sources, node.get("copies"), _NO_SOURCE)
    for concept, node in draft.items["vocabulary"]:
        _check_known(concept.services, entries, node.get("services"), _NO_ENTRY)
    _check_header(draft)
    _report_shared_numbers(draft)
    _check_openings(draft)
    if draft.base is None:
        _report_replacements(draft)
    if directory.header.built_in:
        _check_built_in(draft)


def _report_replacements(draft: Draft) -> None:
    """Report each service of a whole directory that would replace another of it."""
    for service, node in draft.items["services"]:
        if service.replaces:
            (node.get("replaces") or node).report(
                N_("only a file beside a directory replaces its services"), N_("remove 'replaces'")
            )


def _check_entry(
    entry: Entry, node: Node, entries: Collection[str], sources: Collection[str]
) -> None:
    """Report each id in an entry that nothing has."""
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
    date: str,
) -> None:
    """Report each id in a service that nothing has, or that nobody could call, and each call after
    the date of the directory."""
    replacement = [service.replaced_by] if service.replaced_by else []
    _check_known(replacement, entries, node.get("replaced_by"), _NO_ENTRY)
    _check_instead(service, services, node)
    published = [address.source for address in service.addresses]
    _check_known(published, sources, node.get("addresses"), _NO_SOURCE)
    for key, contacts in (("phones", service.phones), ("web", service.web)):
        stated = [source for contact in contacts for source in contact.sources]
        _check_known(stated, sources, node.get(key), _NO_SOURCE)
    for phone, phone_node in _phone_nodes(service, node):
        _check_call(phone, phone_node, date)


def _check_call(phone: Phone, node: Node, date: str) -> None:
    """Report a call after the date of the directory: it would count for longer than a year."""
    if phone.called and phone.called > date:
        (node.get("called") or node).report(
            N_("this call is later than the directory’s date"),
            N_("correct this date, or the 'date:' of the directory"),
        )


def _check_header(draft: Draft) -> None:
    """Report each id of a service in the header that nothing has."""
    header = draft.directory.header
    node = draft.main.get("directory") if draft.main else None
    services = {service.id for service in draft.directory.services}
    for key, ids in {
        "urgent": [urgent.service for urgent in header.urgent],
        "support": header.support,
        "last_resort": header.fallback_services,
        "wallet": [wallet_line.service for wallet_line in header.wallet],
    }.items():
        _check_known(ids, services, node and node.get(key), _NO_SERVICE)
    lines, node = header.lines_to_call, draft.main and draft.main.get("lines_to_call")
    _check_known([line.service for line in lines], services, node, _NO_SERVICE)
    concepts = {*READ_OF_A_QUERY, *(concept.id for concept in draft.directory.vocabulary)}
    _check_known([name for line in lines for name in line.points], concepts, node, _NO_WORDS)


def _check_instead(service: Service, services: Sequence[Service], node: Node) -> None:
    """Report an `instead` that is unknown or that nobody may be sent to."""
    child = node.get("instead")
    if child is None or service.instead in (None, NONE):
        return
    by_id = {service.id: service for service in services}
    id = str(service.instead)
    _check_known([id], by_id, child, _NO_SERVICE)
    other = by_id.get(id)
    if other and number_to_call(other) is None:
        child.report(
            N_("'{id}' gives no number to call"),
            N_("name a service that has one, or write 'none'"),
            id=id,
        )
    elif other and not may_answer(other):
        child.report(
            N_("'{id}' is an emergency number, the police or an office"),
            N_("name a line for the same people, or write 'none'"),
            id=id,
        )


def entry_nodes(draft: Draft) -> Iterable[tuple[Any, Node]]:
    """Each entry of all kinds, in the order of the files, and its node."""
    for key in ENTRY_FIELDS:
        yield from draft.items[key]


def _report_duplicate_ids(draft: Draft, keys: Sequence[str]) -> None:
    """Report the id of every item under these keys that another has too; of the files beside a
    directory the later counts, as everywhere."""
    base, pairs = draft.base, [pair for key in keys for pair in draft.items[key]]
    known = {item.id for key in keys for item in getattr(base, key)} if base else set[str]()
    kept: dict[str, Node] = {}
    for item, node in reversed(pairs) if base else pairs:
        other, at = kept.setdefault(item.id, node), node.get("id") or node
        if item.id and item.id in known:
            is_service = isinstance(item, Service)
            at.report(_TAKEN, _TAKEN_SERVICE_FIX if is_service else _TAKEN_FIX, id=item.id)
        elif item.id and other is not node:
            line = position(other.yaml_node.start_mark)[0]
            fix = _OTHER_FIX if base else N_("give one of the two another ID")
            values = {"id": item.id, "file": other.file, "line": f"{line}"}
            at.report(N_("duplicate ID '{id}'"), fix, **values)


def _check_known(
    ids: Iterable[str], known: Collection[str], node: Node | None, unknown: str
) -> None:
    """Report each id that nothing has, at the node where it is written."""
    for value in dict.fromkeys(ids):
        if node and value and value not in known:
            near = node.nearest(value, sorted(known))
            fix = N_("did you mean '{near}'?") if near else N_("add it, or remove this")
            _scalar_of(node, value).report(unknown, fix, value=value, near=near)


def _scalar_of(node: Node, value: str) -> Node:
    """The scalar or key under a node that is exactly this value; the node itself where none is."""
    for yaml_node in scalars(node.yaml_node, keys=True):
        if str(yaml_node.value).strip() == value:
            return Node(yaml_node, node.file, node.problems)
    return node


def _report_shared_numbers(draft: Draft) -> None:
    """Report each number that an earlier service has too; one that is left of an example has it
    after all others."""
    owners: dict[str, str] = {}
    known = {service.id for service in draft.base.services} if draft.base else set[str]()
    for service in draft.base.services if draft.base else ():
        owners |= {phone.number: service.id for phone in service.phones}
    replaced = {service.replaces for service, _ in draft.items["services"]}
    owners = {number: owner for number, owner in owners.items() if owner not in replaced}
    for service, node in sorted(draft.items["services"], key=lambda pair: is_of_example(pair[0])):
        for phone, phone_node in _phone_nodes(service, node):
            # One service may have a short code several times, with different keywords.
            owner = owners.setdefault(phone.number, service.id)
            if phone.number and owner != service.id:
                is_left = is_of_example(service) and owner not in known
                phone_node.report(
                    N_("this number is already on '{owner}'"),
                    _EXAMPLE_FIX if is_left else _SHARED_FIX,
                    owner=owner, id=service.id,
                )  # fmt: skip


def _phone_nodes(service: Service, node: Node) -> Iterable[tuple[Phone, Node]]:
    """Each number of a service and its node; none where `phones` is not a valid list."""
    phones = node.get("phones")
    if not phones or len(phones.yaml_node.value) != len(service.phones):
        return []
    nodes = (Node(yaml_node, node.file, node.problems) for yaml_node in phones.yaml_node.value)
    return zip(service.phones, nodes, strict=True)


def _opening_nodes(draft: Draft) -> Iterable[tuple[Opening, Node]]:
    """Each `open` of the services and of their numbers, and its node."""
    for service, node in draft.items["services"]:
        for value, value_node in ((service, node), *_phone_nodes(service, node)):
            child = value_node.get("open")
            if value.open and child:
                yield value.open, child


def _check_openings(draft: Draft) -> None:
    """Report hours whose source is unknown, or dates itself though a date is written beside it."""
    sources = {source.id: source for source in draft.directory.sources}
    for opening, node in _opening_nodes(draft):
        _check_known([opening.source], sources, node.get("source"), _NO_SOURCE)
        source, seen = sources.get(opening.source), node.get("seen")
        if source and source.date and seen:
            seen.report(N_("the source has a date of its own"), N_("remove 'seen'"))


def report_old_openings(draft: Draft) -> None:
    """Report each "always" without recent evidence: nobody may be sent somewhere at night on it."""
    dates = {source.id: source.date for source in draft.directory.sources}
    for opening, node in _opening_nodes(draft):
        seen = dates.get(opening.source) or opening.seen
        if opening.when == ALWAYS and (seen or "") < CURRENT_SINCE:
            (node.get("when") or node).report(
                N_("'always' needs evidence of {year} or later"),
                N_("name a newer source, or remove 'open': the words under 'hours' may stay"),
                year=CURRENT_SINCE,
            )


def _check_built_in(draft: Draft) -> None:
    """Check the rules that only the built-in directory must follow."""
    from resource_finder.directory.sentences import report_english_names

    report_old_openings(draft)
    report_closed_sources(sources_in(draft, main=True))
    for key in (*ENTRY_FIELDS, "sources"):
        for _, node in draft.items[key]:
            report_english_names(node)
    report_unlikely_numbers(draft.items["services"][: draft.main_service_count])
    header, services = draft.directory.header, draft.directory.services
    shown = {urgent.service for urgent in header.urgent if urgent.numbers}
    reachable = {
        service.id
        for service in services
        if service.status == "current" and any(p.confidence == "confirmed" for p in service.phones)
    }
    if _CHILD_PROTECTION not in shown & reachable:
        assert draft.main
        head = draft.main.get("directory") or draft.main
        (head.get("urgent") or head).report(
            N_("the built-in directory must show the number of '{id}' on every page"),
            N_("give '{id}' an urgent line, and a confirmed number"),
            id=_CHILD_PROTECTION,
        )


def sources_in(draft: Draft, *, main: bool) -> Iterable[tuple[Source, Node]]:
    """The sources of the main file, or those of the files beside it."""
    return iter(draft.items["sources"] if main == (draft.main is not None) else ())


def report_closed_sources(sources: Iterable[tuple[Source, Node]]) -> None:
    """Report each source that a reader can neither open nor learn why not, and each reason that
    an address makes wrong."""
    for source, node in sources:
        opens = bool(_PAGE.fullmatch(source.address or ""))
        if opens and source.no_address:
            (node.get("no_address") or node).report(
                N_("a reader can open this address"), N_("remove 'no_address'")
            )
        if not opens and not source.no_address:
            (node.get("address") or node).report(
                N_("no reader can open this source"),
                N_("write the address of the page (example.org/page; example.org/ for a whole "
                   "site), or say why not: 'no_address:' with one of: {allowed}"),
                allowed=", ".join(NO_ADDRESS_REASONS),
            )  # fmt: skip


def report_unlikely_numbers(services: Iterable[tuple[Service, Node]]) -> None:
    """Report each number that costs money to call, or that nobody has."""
    for service, node in services:
        for phone, phone_node in _phone_nodes(service, node):
            what, fix = _why_unlikely(phone.number)
            if what:
                number = phone_node.get("number") or phone_node
                number.report(what, fix, value=number.read_words())


def _why_unlikely(number: str) -> tuple[str, str]:
    """Why a service cannot have a number (in E.164), and what to do; "" where it can."""
    if _PREMIUM.match(number):
        what = N_("'{value}' is a premium-rate number (900 or 976)")
        return what, N_("write the number that its source prints")
    if _INVENTED.fullmatch(number):
        what = N_("'{value}' is a made-up number (555-0100 to 555-0199)")
        return what, N_("write the real number")
    return "", ""
