"""Read directory files into one Directory, or raise DataError with every problem at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from resource_finder.directory import builtin, schema
from resource_finder.directory.call_instead import NONE, may_answer, number_to_call
from resource_finder.directory.nodes import DataError, Node, Problem, scalars
from resource_finder.directory.yaml_file import MAX_VALUES, compose, parse
from resource_finder.i18n import N_
from resource_finder.model import (
    CURRENT_SINCE,
    KINDS,
    Directory,
    Header,
    Language,
    Phone,
    Region,
    Service,
    enclosing_regions,
)

T = TypeVar("T")

_MAX_CONCEPTS: Final = 2_000
"""Concepts of a vocabulary: each may stand for every entry."""

_CHILD_LINE: Final = "cfs-report"
"""The line to report a child harmed: every page of the built-in directory shows its number."""
_PREMIUM: Final = re.compile(r"\+1(?:900|\d{3}976)")
_INVENTED: Final = re.compile(r"\+1\d{3}55501\d\d")


@dataclass(slots=True)
class _Draft:
    """What was read so far, and where each item stands; `own` counts the services of the main
    file, which stand before those of the files beside it."""

    problems: list[Problem] = field(default_factory=list)
    items: dict[str, list[tuple[Any, Node]]] = field(default_factory=dict)
    own: int = 0

    def of(self, kind: str) -> tuple[Any, ...]:
        return tuple(item for item, _ in self.items.get(kind, []))


def load(path: Path | None = None, also: Sequence[Path] = ()) -> Directory:
    """The directory of a file (left out: the built-in one) together with the files beside it.

    Raises DataError with every problem of every file; an id that two files share is one. Raises
    DamagedError where the built-in directory is not what was installed.
    """
    directory, draft = _read(path, also)
    if draft.problems:
        raise DataError(draft.problems)
    return directory


def advise(path: Path | None = None, also: Sequence[Path] = ()) -> list[Problem]:
    """What a sound directory file could do better; never a matter of today's date.

    Raises DataError where the file is not sound.
    """
    load(path, also)
    directory, draft = _read(path, also)
    for source, node in draft.items.get("sources", []):
        if source.date is None and source.dated is None:
            node.note(
                N_("this source has no date"),
                N_("add 'date:', or say under 'dated:' what is known of it"),
            )
    for service, node in draft.items.get("services", []):
        _advise(service, node)
    # In the built-in directory these are faults, found by then.
    _note_unlikely(draft.items.get("services", [])[draft.own if directory.header.built_in else 0 :])
    return sorted(draft.problems, key=lambda p: (p.file, p.line))


def _advise(service: Service, node: Node) -> None:
    if service.name.en == service.name.fr and service.one_name is None:
        node.note(N_("one name for both languages, without a reason"), N_("add 'one_name:'"))
    if service.status_note is None:
        node.note(N_("a status without its evidence"), N_("add 'status_note:'"))
    if service.status == "current" and (service.last_seen or CURRENT_SINCE) < CURRENT_SINCE:
        node.note(
            N_("'current' needs evidence of {year} or later"),
            N_("write 'unknown' under 'status:'"),
            year=CURRENT_SINCE,
        )  # fmt: skip
    if service.status == "announced" and service.confidence != "unconfirmed":
        node.note(
            N_("what is only announced is not confirmed"),
            N_("write 'unconfirmed' under 'confidence:'"),
        )
    doubtful = any(p.confidence == "unconfirmed" for p in service.phones)
    if doubtful and not service.notes and not any(p.note for p in service.phones):
        node.note(N_("an unconfirmed number without a note"), N_("say why under 'notes:'"))


def _read(path: Path | None, also: Sequence[Path]) -> tuple[Directory, _Draft]:
    """The directory, with what was noted on the way. Raises DataError where a file cannot be
    read at all."""
    main = path or builtin.path()
    roots, problems = _open([main, *also], path is None)
    if problems:
        raise DataError(problems)
    draft = _Draft(problems)
    lists = _lists(roots)
    header = _header(roots[0], lists)
    if path is None:
        header = header._replace(built_in=True)
    for root in roots:
        _entries(root, lists, draft)
        root.finish()
        if root is roots[0]:
            draft.own = len(draft.of("services"))
    directory = Directory(
        header=header,
        services=draft.of("services"),
        events=tuple(sorted(draft.of("events"), key=lambda e: (e.date, e.id))),
        notices=draft.of("notices"),
        sources=draft.of("sources"),
        vocabulary=draft.of("vocabulary"),
    )
    _rules(directory, draft, roots[0])
    if header.built_in:
        _built_in_rules(directory, draft, roots[0])
    return directory, draft


def _open(paths: Sequence[Path], from_package: bool) -> tuple[list[Node], list[Problem]]:
    problems: list[Problem] = []
    roots: list[Node] = []
    for node, path in enumerate(paths):
        first = from_package and not node
        raw, name = (builtin.source(), path.name) if first else (None, str(path))
        try:
            yaml_node = compose(path, name) if raw is None else parse(raw, name)
        except DataError as error:
            problems.extend(error.problems)
        else:
            roots.append(Node(yaml_node, name, problems))
    found = [root for root in roots if root.is_map()]
    return found, problems


def _lists(roots: list[Node]) -> schema.Lists:
    """The closed lists of all files together; the first file's word stands."""

    def together(key: str, read: Callable[[Node], Any]) -> dict[str, Any]:
        every = [schema.mapping(root.maybe(key), read) for root in reversed(roots)]
        return {name: value for one in every for name, value in one.items()}

    main = roots[0]
    head = main.maybe("directory")
    regions: dict[str, Region] = together("regions", schema.region)
    _check_within(roots, regions)
    return schema.Lists(
        audiences=together("audiences", schema.label),
        regions=regions,
        languages=together("languages", schema.label),
        topics=together("topics", schema.label),
        phases=_phases(main),
        guarded_places=schema.words(head.maybe("guarded_places")) if head else (),
    )


def _phases(main: Node) -> tuple[Any, ...]:
    here = main.maybe("phases")
    phases = here.items(schema.phase) if here else ()
    if here and [p.start for p in phases] != sorted(p.start for p in phases):
        here.note(N_("the phases are not in order of time"), N_("put the earliest first"))
    return phases


def _check_within(roots: list[Node], regions: dict[str, Region]) -> None:
    for root in roots:
        here = root.maybe("regions")
        for _, child in here.children() if here else ():
            within = child.maybe("within")
            if within and within.words() not in regions:
                within.choice(regions, N_("unknown region '{value}'"))
            elif within and _goes_on(within.words(), regions):
                within.note(
                    N_("this region lies within itself, or within too many others"),
                    N_("name a wider region, or take this out"),
                )


def _goes_on(region: str, regions: dict[str, Region]) -> bool:
    """Whether the chain of regions around one has no end, or none that is near."""
    last = regions.get(enclosing_regions(region, regions)[-1])
    return last is not None and last.within is not None


def _header(main: Node, lists: schema.Lists) -> Header:
    here = main.at("directory") or Node(main.yaml_node, main.file, [])
    header = Header(
        title=schema.text(here, "title"),
        date=schema.required(here, "date", lambda p: p.date(whole=True), ""),
        region=schema.one_of(here, "region", lists.regions, N_("unknown region '{value}'")),
        urgent=schema.optional(here.maybe("urgent"), lambda p: p.items(schema.urgent)) or (),
        remembered=schema.words(here.maybe("remembered")),
        support=schema.words(here.maybe("support")),
        last_resort=schema.words(here.maybe("last_resort")),
        wallet=schema.optional(here.maybe("wallet"), lambda p: p.items(schema.wallet_line)) or (),
        cadence=schema.mapping(here.maybe("cadence"), Node.whole_number, KINDS),
        phases=lists.phases,
        phases_note=schema.maybe_text(here, "phases_note"),
        audiences=lists.audiences,
        regions=lists.regions,
        languages=lists.languages,
        topics=lists.topics,
        stop_words=schema.mapping(main.maybe("stop_words"), schema.words, tuple(Language)),
        guarded_places=lists.guarded_places,
        built_in=schema.optional(here.maybe("built_in"), schema.yes) or False,
    )
    here.maybe("guarded_places")
    here.finish()
    if not header.urgent:
        here.note(
            N_("there are no urgent lines"),
            N_("add 'urgent:' with the emergency and child protection lines"),
        )
    return header


def _entries(root: Node, lists: schema.Lists, draft: _Draft) -> None:
    views: dict[str, Callable[[Node], Any]] = {
        "sources": schema.source,
        "notices": lambda p: schema.notice(p, lists),
        "services": lambda p: schema.service(p, lists),
        "events": lambda p: schema.event(p, lists),
        "vocabulary": lambda p: schema.concept(p, lists),
    }
    for kind, read in views.items():
        here = root.maybe(kind)
        most = _MAX_CONCEPTS if kind == "vocabulary" else MAX_VALUES
        pairs = here.items(_with_node(read), most) if here else ()
        draft.items.setdefault(kind, []).extend(pairs)


def _with_node(read: Callable[[Node], T]) -> Callable[[Node], tuple[T, Node]]:
    return lambda node: (read(node), node)


def _rules(directory: Directory, draft: _Draft, main: Node) -> None:
    """The rules across entries."""
    no_entry = N_("no entry has the id '{value}'")
    no_source = N_("no source has the id '{value}'")
    no_service = N_("no service has the id '{value}'")
    ids = [entry.id for entry in directory.entries]
    sources = {source.id for source in directory.sources}
    _refuse_doubles(draft, ("services", "events", "notices"), Counter(ids))
    _refuse_doubles(draft, ("sources",), Counter(s.id for s in directory.sources))
    _refuse_doubles(draft, ("vocabulary",), Counter(c.id for c in directory.vocabulary))
    for entry, node in _entry_nodes(draft):
        _known(entry.related, set(ids), node.maybe("related"), no_entry)
        cited = [citation.source for citation in entry.sources]
        _known(cited, sources, node.maybe("sources"), no_source)
        stated = [source for detail in entry.details for source in detail.sources]
        _known(stated, sources, node.maybe("details"), no_source)
        if isinstance(entry, Service):
            replaced = [entry.replaced_by] if entry.replaced_by else []
            _known(replaced, set(ids), node.maybe("replaced_by"), no_entry)
            _check_instead(entry, directory.services, node)
            placed = [address.source for address in entry.addresses]
            _known(placed, sources, node.maybe("addresses"), no_source)
    for concept, node in draft.items.get("vocabulary", []):
        _known(concept.services, set(ids), node.maybe("services"), no_entry)
    header, services = directory.header, {s.id for s in directory.services}
    head = main.maybe("directory")
    for key, pointed in {
        "urgent": [urgent.service for urgent in header.urgent],
        "support": header.support,
        "last_resort": header.last_resort,
        "wallet": [wallet_line.service for wallet_line in header.wallet],
    }.items():
        _known(pointed, services, head and head.maybe(key), no_service)
    _refuse_shared_numbers(draft)


def _check_instead(service: Service, services: Sequence[Service], node: Node) -> None:
    """Refuse what nobody could call instead: an unknown id, or one that may not answer."""
    here = node.maybe("instead")
    if here is None or service.instead in (None, NONE):
        return
    named = {one.id: one for one in services}
    wanted = str(service.instead)
    _known([wanted], set(named), here, N_("no service has the id '{value}'"))
    other = named.get(wanted)
    if other and number_to_call(other) is None:
        here.note(
            N_("'{id}' carries no number to call"),
            N_("name a service that has one, or write 'none'"),
            id=wanted,
        )
    elif other and not may_answer(other):
        here.note(
            N_("'{id}' is an emergency number, the police or an office"),
            N_("name a line for the same people, or write 'none'"),
            id=wanted,
        )


def _entry_nodes(draft: _Draft) -> Iterable[tuple[Any, Node]]:
    for kind in ("services", "events", "notices"):
        yield from draft.items.get(kind, [])


def _refuse_doubles(draft: _Draft, kinds: tuple[str, ...], count: Counter[str]) -> None:
    seen: set[str] = set()
    for kind in kinds:
        for item, node in draft.items.get(kind, []):
            if count[item.id] > 1 and item.id and item.id in seen:
                here = node.maybe("id") or node
                here.note(N_("doubled id '{id}'"), N_("give one of the two another id"), id=item.id)
            seen.add(item.id)


def _known(wanted: Iterable[str], known: set[str], node: Node | None, unknown: str) -> None:
    """Note each id that nothing has, at the place where it is written."""
    for value in dict.fromkeys(wanted):
        if node and value and value not in known:
            near = node.nearest(value, sorted(known))
            fix = N_("did you mean '{near}'?") if near else N_("add it, or take this out")
            _spelled(node, value).note(unknown, fix, value=value, near=near)


def _spelled(node: Node, value: str) -> Node:
    """The scalar under a place that holds exactly this value; the place itself where none does."""
    for yaml_node in scalars(node.yaml_node):
        if str(yaml_node.value).strip() == value:
            return Node(yaml_node, node.file, node.problems)
    return node


def _refuse_shared_numbers(draft: _Draft) -> None:
    owners: dict[str, str] = {}
    for service, node in draft.items.get("services", []):
        for phone, here in _phone_nodes(service, node):
            # One short code may serve several keywords of one service, never two services.
            owner = owners.setdefault(phone.number, service.id)
            if phone.number and owner != service.id:
                here.note(
                    N_("the number of '{owner}' stands here too"),
                    N_("keep it on one entry, and point to that entry under 'related'"),
                    owner=owner,
                )


def _phone_nodes(service: Service, node: Node) -> Iterable[tuple[Phone, Node]]:
    """Each number of a service and where it stands; none where what stands there is no list."""
    phones = node.maybe("phones")
    if not phones or len(phones.yaml_node.value) != len(service.phones):
        return []
    nodes = (Node(yaml_node, node.file, node.problems) for yaml_node in phones.yaml_node.value)
    return zip(service.phones, nodes, strict=True)


def _built_in_rules(directory: Directory, draft: _Draft, main: Node) -> None:
    """What only the directory that the program ships must keep."""
    _note_unlikely(draft.items.get("services", [])[: draft.own])
    shown = {urgent.service for urgent in directory.header.urgent if urgent.numbers}
    given = {
        service.id
        for service in directory.services
        if service.status == "current" and any(p.confidence == "confirmed" for p in service.phones)
    }
    if _CHILD_LINE not in shown & given:
        head = main.maybe("directory") or main
        (head.maybe("urgent") or head).note(
            N_("the built-in directory must show the number of '{id}' on every page"),
            N_("give '{id}' an urgent line, and a confirmed number"),
            id=_CHILD_LINE,
        )


def _note_unlikely(services: Iterable[tuple[Service, Node]]) -> None:
    """Note each number that costs money to call, or that belongs to nobody."""
    for service, node in services:
        for phone, here in _phone_nodes(service, node):
            what = _unlikely(phone.number)
            if what:
                here = here.maybe("number") or here
                here.note(what, N_("write the number that its source prints"), value=here.words())


def _unlikely(number: str) -> str:
    """Why no service can have a number (E.164); "" where it may be one."""
    if _PREMIUM.match(number):
        return N_("'{value}' is a premium-rate number (900 or 976)")
    if _INVENTED.fullmatch(number):
        return N_("'{value}' is a made-up number (555-0100 to 555-0199)")
    return ""


def whole(path: Path) -> bool:
    """Whether a file is a directory of its own, not one to stand beside another."""
    try:
        return "directory" in Node(compose(path, str(path)), str(path), [])
    except DataError:
        return True
