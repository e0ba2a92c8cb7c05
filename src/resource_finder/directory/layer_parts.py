"""Reads the parts of an agency’s file, each by itself: a fault in one leaves the rest in force."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, NamedTuple

import yaml

from resource_finder.bilingual import Language
from resource_finder.closed_lists import WITHDRAWAL_REASONS
from resource_finder.directory import schema
from resource_finder.directory.corrections import Correction
from resource_finder.directory.field_types import FieldSpec, Type
from resource_finder.directory.nodes import MAX_LIST_ITEMS, WRITE_FIX, Node, is_date, position
from resource_finder.directory.problems import DataError, Problem
from resource_finder.header import Layer, ReportTo, Urgent
from resource_finder.i18n import N_, Translator
from resource_finder.model import Service

MAX_SHORT_CHARS: Final = 12
"""Longest short name of a layer: it stands beside the names of entries."""
_MAX_NAME_CHARS: Final = 80
"""Longest name of an agency, or of whom to report to, for the same reason."""
MAX_PART_PROBLEMS: Final = 20
"""Faults of one part of a file that are told."""
_URGENT_FIELDS: Final = (
    FieldSpec("label", Type.TEXT, needed=True, limit=40),
    FieldSpec("text", Type.TEXT, needed=True, limit=160),
    FieldSpec("short", Type.TEXT, limit=60),
    FieldSpec("service", Type.WORDS),
    FieldSpec("numbers", Type.YES_NO),
)
"""The fields of the urgent line of a layer: without a service it is a sentence alone."""


_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PROTECTED: Final = N_("no file of an agency may withdraw or replace an urgent number or 988")
_PROTECTED_FIX: Final = N_("add a sentence under the urgent lines with 'urgent:'")


class LayerFile(NamedTuple):
    """An opened layer file: its root, and the layer that it says it is."""

    root: Node
    layer: Layer

    def part(self, key: str) -> Node | None:
        """What stands under a key; None where nothing does: a key may stay when its list is
        emptied."""
        child = self.root.get(key)
        return None if child is None or child.is_empty else child


def _apart(node: Node) -> Node:
    """The same node with a list of problems of its own."""
    return Node(node.yaml_node, node.file, [])


def read_item(part: Node, read: Callable[[Node], Any]) -> Any:
    """What a part with problems of its own says; None where it has too many of them."""
    try:
        return read(part)
    except DataError:
        return None


def read_part(node: Node, read: Callable[[Node], Any], problems: list[Problem]) -> tuple[Any, Node]:
    """What a part of a file says and its node, to which its problems belong; they are told too."""
    part = _apart(node)
    value = read_item(part, read)
    problems += part.problems[:MAX_PART_PROBLEMS]
    return value, part


def read_sound(node: Node | None, read: Callable[[Node], Any], problems: list[Problem]) -> Any:
    """What a part of a file says; None where it is left out or not sound."""
    if node is None:
        return None
    value, part = read_part(node, read, problems)
    return None if part.problems else value


def sound_children(node: Node | None, problems: list[Problem]) -> list[tuple[str, Node]]:
    """The values of a map by their ids, without those whose id is none."""
    if node is None:
        return []
    children, part = read_part(node, lambda one: list(one.children()), problems)
    bad = {problem.values.get("value") for problem in part.problems}
    return [(id, child) for id, child in children or () if id not in bad]


def item_nodes(node: Node | None, limit: int, problems: list[Problem]) -> list[yaml.Node]:
    """The nodes of YAML of the items of a list."""
    if node is None:
        return []
    nodes: list[yaml.Node] = read_part(node, lambda one: one.list_nodes(limit), problems)[0]
    return nodes or []


def correction_nodes(node: Node | None, problems: list[Problem]) -> list[yaml.Node]:
    """The nodes of YAML of the corrections of a file; one without its hyphen is one all the
    same."""
    nodes = item_nodes(node, MAX_LIST_ITEMS, problems)
    if node is not None and isinstance(node.yaml_node, yaml.MappingNode):
        return [node.yaml_node]
    return nodes


# --- the parts that only such a file has ---------------------------------------------------------


def read_layer(node: Node) -> Layer:
    """What a file says of itself."""
    layer: Layer = schema.read(node, Layer, schema.NO_LISTS)
    _report_long(node, "short", MAX_SHORT_CHARS, layer.short)
    _report_long(node, "name", _MAX_NAME_CHARS, layer.name.en, layer.name.fr)
    return layer


def _report_long(node: Node, key: str, limit: int, *texts: str | None) -> None:
    """Report a text that every page would repeat, and that is longer than there is space for."""
    if any(len(text or "") > limit for text in texts):
        fix = N_("at most {limit} characters")
        (node.get(key) or node).report(N_("this is too long"), fix, limit=str(limit))


def read_correction(
    node: Node, services: Mapping[str, Service], fixed: Collection[str]
) -> Correction:
    """What is to be withdrawn of one of the services, but not of those that are `fixed`, by id."""
    one: Correction = schema.read(node, Correction, schema.NO_LISTS)
    service, at = services.get(one.id), node.get("id")
    _report_long(node, "by", _MAX_NAME_CHARS, one.by)
    if at and one.id in fixed:
        at.report(_PROTECTED, _PROTECTED_FIX)
    elif at and one.id and service is None:
        _report_unknown(at, one.id, services)
    elif service and one.number and one.number not in {p.number for p in service.phones}:
        write = Translator(Language.EN).phone
        allowed = ", ".join(dict.fromkeys(write(phone.number) for phone in service.phones)) or "-"
        what, fix = N_("'{id}' does not have this number"), N_("one of: {allowed}")
        (node.get("number") or node).report(what, fix, id=one.id, allowed=allowed)
    return one._replace(
        withdraw=one.withdraw if one.withdraw in WITHDRAWAL_REASONS else None,
        since=one.since if one.since and is_date(one.since, day_needed=True) else None,
        by=one.by if len(one.by or "") <= _MAX_NAME_CHARS else None,
    )


_WHY: Final = ("withdraw", "since", "by")
"""The keys of a correction that say why, when and by whom, not what it withdraws."""


def is_plain(
    node: Node, one: Correction, services: Mapping[str, Service], fixed: Collection[str]
) -> bool:
    """Whether it is plain what a correction withdraws, whatever is wrong with it: a number that its
    service has, or the whole service where only why, when or by whom is wrong."""
    service = services.get(one.id)
    if service is None or one.id in fixed:
        return False
    if one.number:
        return one.number in {phone.number for phone in service.phones}
    why = (child for key in _WHY if (child := node.get(key)))
    places = {position(child.yaml_node.start_mark) for child in why}
    return all((problem.line, problem.column) in places for problem in node.problems)


def report_replacement(
    node: Node, service: Service, known: Collection[str], fixed: Collection[str]
) -> None:
    """Report that a service replaces one that is not among the `known` ones, or a `fixed` one."""
    at = node.get("replaces")
    if at and service.replaces in fixed:
        at.report(_PROTECTED, _PROTECTED_FIX)
    elif at and service.replaces and service.replaces not in known:
        _report_unknown(at, service.replaces, known)


def _report_unknown(at: Node, id: str, known: Collection[str]) -> None:
    near = at.nearest(id, sorted(known))
    fix = N_("did you mean '{near}'? All IDs: resource-finder list")
    other = N_(
        "correct the ID (all IDs: resource-finder list); if another file has it, check that file "
        "together with this one"
    )
    at.report(N_("no service has the ID '{value}'"), fix if near else other, value=id, near=near)


def read_urgent(node: Node, services: Collection[str]) -> Urgent:
    """The urgent line of a layer: a label and a sentence, and the service whose numbers it
    gives."""
    values = {f.name: schema.read_field(node, f, schema.NO_LISTS) for f in _URGENT_FIELDS}
    service, at = values["service"] or "", node.get("service")
    if at and service not in services:
        _report_unknown(at, service, services)
    node.report_unknown_keys([f.name for f in _URGENT_FIELDS])
    values |= {
        "short": values["short"] or values["label"],
        "service": service,
        "numbers": bool(service) and values["numbers"] is not False,
    }
    return Urgent(**values)


def read_report_to(node: Node) -> ReportTo:
    """Where to report a mistake."""
    if isinstance(node.yaml_node, yaml.ScalarNode):
        what = N_("a phone number or an e-mail address is expected here under its name")
        node.report(what, WRITE_FIX, written='{name: "...", phone: 204-555-0199}')
        return ReportTo(None, None, None)
    whom: ReportTo = schema.read(node, ReportTo, schema.NO_LISTS)
    name = whom.name
    _report_long(node, "name", _MAX_NAME_CHARS, *((name.en, name.fr) if name else ()))
    _report_long(node, "email", _MAX_NAME_CHARS, whom.email)
    if whom.email and not _EMAIL.fullmatch(whom.email):
        what, fix = N_("'{value}' is no e-mail address"), N_("as in desk@agency.example")
        (node.get("email") or node).report(what, fix, value=whom.email)
    if not any(whom):
        node.report(N_("nobody to report to is named here"), N_("add 'phone:' or 'email:'"))
    return whom
