"""Reads values of the model from YAML nodes and checks each by itself.

Which fields there are is declared in `fields.py`; this module reads by that table.
docs/DIRECTORY.md describes each field for curators.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, NamedTuple

import yaml

from resource_finder.bilingual import Text
from resource_finder.closed_lists import LINES
from resource_finder.directory.alternatives import MAX_PHRASES, is_expandable
from resource_finder.directory.contacts import may_be_dialled
from resource_finder.directory.field_types import MANY, FieldSpec, Type
from resource_finder.directory.fields import by_name, contacts
from resource_finder.directory.key_hints import ages_in
from resource_finder.directory.nodes import MAX_TEXT_CHARS, WRITE_FIX, Node
from resource_finder.directory.yaml_parser import scalars
from resource_finder.header import Phase, Region
from resource_finder.i18n import N_
from resource_finder.model import Ages, Event, Opening, Phone, Service
from resource_finder.opening_hours import ALWAYS, DAILY, DAYS, spans, wrong_day, wrong_time
from resource_finder.regions import enclosing_regions

MAX_LABEL_CHARS: Final = 100
"""Longest label of a closed list in each language: pages repeat it for many entries."""

_UNKNOWN_WORD: Final = N_("unknown word '{value}'")
_UNKNOWN: Final = {
    "audiences": N_("unknown audience '{value}'"),
    "regions": N_("unknown region '{value}'"),
    "languages": N_("unknown language '{value}'"),
    "topics": N_("unknown topic '{value}'"),
}
"""What is reported of a word that is not in a closed list of the file."""


class FileLists(NamedTuple):
    """What the whole file allows its entries: closed lists (ids with their words, the only values
    that a field may have), phases, and places that no entry may name."""

    audiences: Mapping[str, Text]
    regions: Mapping[str, Region]
    languages: Mapping[str, Text]
    topics: Mapping[str, Text]
    phases: tuple[Phase, ...]
    guarded_places: tuple[str, ...]


NO_LISTS: Final = FileLists({}, {}, {}, {}, (), ())
"""For classes that use no closed list."""


def read(node: Node, cls: type[Any], lists: FileLists, **already_read: Any) -> Any:
    """A value of a class of the model; `already_read` are fields that stand elsewhere in the file.

    Reports missing fields, invalid values, unknown keys and broken rules.
    """
    fields = by_name(cls)
    value = cls(**{
        name: already_read[name] if name in already_read else read_field(node, fields[name], lists)
        for name in cls._fields
    })  # fmt: skip
    check = _RULES.get(cls)
    if check:
        check(node, value)
    node.report_unknown_keys([field.yaml_key for field in fields.values() if field.yaml_key])
    return value


def read_field(node: Node, field: FieldSpec, lists: FileLists) -> Any:
    """The value of one field in a map, or its default where it is left out."""
    child = (node.require if field.needed else node.get)(field.yaml_key)
    if child is not None:
        return _read_value(child, field, lists)
    if field.type in MANY:
        return ()
    if field.needed:
        return Text("", "") if field.type in (Type.TEXT, Type.NAME) else ""
    return field.default


def read_map(
    node: Node | None, read_value: Callable[[Node], Any], known: Collection[str] = ()
) -> dict[str, Any]:
    """The values of a map by id, or by the known keys; empty where there is no node."""
    return {key: read_value(child) for key, child in node.children(known)} if node else {}


def read_label(node: Node) -> Text:
    """The label of a value of a closed list, in both languages."""
    return node.read_label(MAX_LABEL_CHARS)


def read_region(node: Node) -> Region:
    """A service area; `en` and `fr` of its name are in the same map as its other fields."""
    fields = by_name(Region)
    within, also = (read_field(node, fields[name], NO_LISTS) for name in ("within", "also"))
    return Region(node.read_label(MAX_LABEL_CHARS, ("within", "also")), within, also)


def check_within(node: Node, regions: Mapping[str, Region]) -> None:
    """Report a region, read at a node, that is within an unknown one or within itself."""
    within = node.get("within")
    if within is None:
        return
    region = within.read_words()
    if region not in regions:
        within.read_choice(regions, N_("unknown region '{value}'"))
        return
    last = regions.get(enclosing_regions(region, regions)[-1])
    if last is not None and last.within is not None:
        within.report(
            N_("this region is inside itself, or inside too many others"),
            N_("name a wider region, or remove this"),
        )


def read_words_list(node: Node) -> tuple[str, ...]:
    """A list of words."""
    return node.read_list(Node.read_words)


def _read_phrase(node: Node) -> str:
    """A phrase of the vocabulary, with its alternatives."""
    phrase = node.read_words()
    if not is_expandable(phrase):
        node.report(
            N_("the alternatives of these search words cannot be read, or are too many"),
            N_("write '(he|she) hit me', for at most {limit} variants"),
            limit=f"{MAX_PHRASES}",
        )
    return phrase


def read_service(node: Node, lists: FileLists) -> Service:
    """A hotline or a program."""
    service: Service = read(node, Service, lists)
    if node.expect_map():
        _check_service_alone(node, service, lists)
    return service


def read_event(node: Node, lists: FileLists) -> Event:
    """A dated event; its phase follows from its date."""
    date = read_field(node, by_name(Event)["date"], lists)
    event: Event = read(node, Event, lists, date=date, phase=_phase(date, lists.phases))
    return event


def _phase(date: str, phases: tuple[Phase, ...]) -> str:
    """The last phase that has begun; ISO dates of any precision compare as text."""
    started = [phase.id for phase in phases if phase.start <= date]
    return started[-1] if started else ""


# --- one function for each type of field --------------------------------------------------------


def _read_choice(node: Node, field: FieldSpec, lists: FileLists) -> str:
    return node.read_choice(_allowed(field, lists), _UNKNOWN.get(field.of, _UNKNOWN_WORD))


def _allowed(field: FieldSpec, lists: FileLists) -> Collection[str]:
    """The words that a field may hold: a tuple, or the closed list that the field names."""
    words: Collection[str] = getattr(lists, field.of) if isinstance(field.of, str) else field.of
    return words


def _read_choices(node: Node, field: FieldSpec, lists: FileLists) -> tuple[str, ...]:
    """Words of a closed list, without repetitions; at least one where the field is needed."""
    words = node.read_list(lambda item: _read_choice(item, field, lists))
    if field.needed and not words and isinstance(node.yaml_node, yaml.SequenceNode):
        node.report_choice(N_("add at least one"), _allowed(field, lists))
    return tuple(dict.fromkeys(words))


def _read_parts(node: Node, field: FieldSpec, lists: FileLists) -> tuple[Any, ...]:
    """Values of a class of the model; at least one where the field is needed: only `sources` is."""
    parts = node.read_list(lambda item: read(item, field.of, lists))
    if field.needed and not parts and isinstance(node.yaml_node, yaml.SequenceNode):
        node.report(N_("at least one source is needed here"), N_("name the source of this fact"))
    return parts


_PLAIN_READERS: Final[Mapping[Type, Callable[[Node], Any]]] = {
    Type.WORDS: Node.read_words,
    Type.ID: Node.read_id,
    Type.DATE: Node.read_date,
    Type.DAY: lambda node: node.read_date(day_needed=True),
    Type.WHOLE_NUMBER: Node.read_whole_number,
    Type.YES_NO: lambda node: node.read_choice(("yes", "no"), _UNKNOWN_WORD) == "yes",
    Type.PHONE_NUMBER: Node.read_phone_number,
    Type.NAME: Node.read_name,
    Type.GLOSS: Node.read_gloss,
    Type.MANY_WORDS: read_words_list,
    Type.PHRASES: lambda node: node.read_list(_read_phrase),
    Type.TEXTS: lambda node: node.read_list(Node.read_text),
}
_READERS: Final[Mapping[Type, Callable[[Node, FieldSpec, FileLists], Any]]] = {
    Type.CHOICE: _read_choice,
    Type.CHOICES: _read_choices,
    Type.PART: lambda node, field, lists: read(node, field.of, lists),
    Type.PARTS: _read_parts,
    Type.MAP: lambda node, field, _: read_map(node, _PLAIN_READERS[field.of]),
}


def _read_value(node: Node, field: FieldSpec, lists: FileLists) -> Any:
    """The value at a node, read by the type of its field."""
    if field.type is Type.TEXT:
        return node.read_text(field.limit or MAX_TEXT_CHARS)
    read_plain = _PLAIN_READERS.get(field.type)
    return read_plain(node) if read_plain else _READERS[field.type](node, field, lists)


# --- the rules inside one value -----------------------------------------------------------------


def _check_phone(node: Node, phone: Phone) -> None:
    if phone.keyword and phone.kind in ("voice", "tty"):
        node.report(N_("only a text number has a word to send"), N_("remove 'keyword'"))
    if phone.role and (phone.role == "text") != (phone.kind == "text"):
        (node.get("role") or node).report(
            N_("the role 'text' is that of a text number, and of no other"),
            N_("write another role, or another 'kind'"),
        )
    if phone.called and not may_be_dialled(phone):
        node.report(
            N_("this number is never dialled: no call can confirm it"), N_("remove 'called'")
        )


def _check_opening(node: Node, opening: Opening) -> None:
    """Report days and times that cannot be read."""
    child = node.get("when")
    if child is None or opening.when in ("", ALWAYS):
        return
    try:
        listed = spans(opening.when)
    except ValueError:
        fix = N_("write 'always', 'daily 9:00-21:00' or 'mon-fri 8:30-16:30, sat 10:00-14:00'")
        child.report(N_("'{value}' says no days and times"), fix, value=opening.when)
        return
    for span in listed:
        if day := wrong_day(span):
            allowed = ", ".join((DAILY, *DAYS))
            fix = N_("one of: {allowed}")
            child.report(N_("'{value}' is not a day of the week"), fix, value=day, allowed=allowed)
        if time := wrong_time(span):
            child.report(N_("invalid time '{value}'"), N_("as in 8:30 or 16:30"), value=time)


def _check_ages(node: Node, ages: Ages) -> None:
    if isinstance(node.yaml_node, yaml.ScalarNode):
        written = ages_in(node.yaml_node.value)
        node.report(N_("keys and values are expected here"), WRITE_FIX, written=written)
    elif node.expect_map() and ages.start is ages.end is None:
        node.report(N_("at least one age is needed here"), N_("add 'from:' or 'to:'"))
    if ages.start is not None and ages.end is not None and ages.start > ages.end:
        node.report(N_("the ages are reversed"), N_("put the lower age under 'from'"))


def _check_event(node: Node, event: Event) -> None:
    if event.date and event.id and not event.id.startswith(f"{event.date}-"):
        node.report(
            N_("the ID '{id}' does not begin with its date"),
            N_("write '{date}-...'"),
            id=event.id,
            date=event.date,
        )
    if event.main and event.label is None:
        node.report(N_("a main event needs a label"), N_("add 'label:', or remove 'main'"))


def _check_service_alone(node: Node, service: Service, lists: FileLists) -> None:
    if service.kind == "hotline" and service.line is None:
        node.report(
            N_("a hotline needs a line"),
            N_("add 'line:' with one of: {allowed}"),
            allowed=", ".join(LINES),
        )
    if service.kind == "program" and service.line is not None:
        node.report(N_("only a hotline has a line"), N_("remove 'line'"))
    if service.line is None and service.order is not None:
        node.report(N_("an order is the place inside a line"), N_("remove 'order'"))
    if service.status in ("former", "announced") and contacts(service):
        node.report(
            N_("a former or announced service must have no contact details"),
            N_("remove its numbers, web addresses and street addresses"),
        )
    if service.gloss and service.one_name is None:
        node.report(
            N_("a gloss explains one name for both languages"),
            N_("add 'one_name:', or remove 'gloss'"),
        )
    _report_locations(node, service, lists)


_RULES: Final[Mapping[type[Any], Callable[[Node, Any], None]]] = {
    Phone: _check_phone,
    Ages: _check_ages,
    Opening: _check_opening,
    Event: _check_event,
}
"""The rules inside one value, by its class, where they need no closed list."""

_STREET: Final = (
    r"(?:Street|St\b\.?|Avenue|Ave\b\.?|Road|Rd\b\.?|Drive|Dr\b\.?|Boulevard|Blvd\b\.?|Crescent"
    r"|Lane|Highway|Hwy\b\.?|rue|avenue|av\.|boulevard|boul\.|chemin)"
)
ADDRESS: Final = re.compile(
    rf"\b\d{{1,5}}[A-Za-z]?,? (?:[\w’'.-]+ ){{0,3}}?{_STREET}(?!\w)"
    r"|\b[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d\b|\b\d+(?:st|nd|rd|th) (?:Street|Avenue)\b"
)
_NEAR: Final = (
    r"\b(?:near|beside|behind|next to|across from|close to|corner of|près d|à côté d|en face d"
    r"|derrière|à l’angle d|coin d|au coin)"
    rf"|\b[A-ZÀ-Ý][\w’'-]+ {_STREET}(?!\w)|(?<![\w-])(?:rue|avenue|boulevard|chemin) [A-ZÀ-Ý]"
)
"""Compiled where a service is protected: few are."""


def _report_locations(node: Node, service: Service, lists: FileLists) -> None:
    """Report each address outside `addresses`, and whatever says where a protected service is."""
    protected = bool(service.location_policy)
    guarded = "|".join(rf"\b{re.escape(name)}\b" for name in lists.guarded_places if protected)
    # 'address' is no key: that is told already.
    listed = () if protected else ("addresses", "address")
    for yaml_node in scalars(node.yaml_node, skip=listed):
        if len(yaml_node.value) > MAX_TEXT_CHARS:
            continue  # Reported where it is read; matching it could take hours.
        # Any white space counts as a space: a no-break space must not hide an address.
        value = " ".join(str(yaml_node.value).split())
        what = ""
        if ADDRESS.search(value):
            what = N_("an address is not allowed here")
        elif protected and (
            re.search(_NEAR, value) or (guarded and re.search(guarded, value, re.IGNORECASE))
        ):
            what = N_("this reveals where a protected place is")
        if what:
            Node(yaml_node, node.file, node.problems).report(what, N_("remove it"))
    if protected and service.addresses:
        node.report(N_("a protected place has no address"), N_("remove 'addresses'"))
