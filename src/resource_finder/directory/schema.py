"""How a directory looks on paper: each function reads one noun of the model from its place.

The form is described for curators, field by field, in docs/DIRECTORY.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

import yaml

from resource_finder.directory.nodes import MAX_TEXT_CHARS, Node, scalars
from resource_finder.i18n import N_
from resource_finder.model import (
    ADDRESS_KINDS,
    ASPECTS,
    CONFIDENCES,
    KINDS,
    LINES,
    ONE_NAME,
    ORIGINS,
    PHONE_KINDS,
    PLACES,
    POLICE,
    SOURCE_KINDS,
    STATUSES,
    WEB_KINDS,
    Address,
    Ages,
    Citation,
    Concept,
    Detail,
    Event,
    Language,
    Notice,
    Phase,
    Phone,
    Region,
    Service,
    Source,
    Text,
    Urgent,
    WalletLine,
    Web,
)

MAX_SUMMARY_CHARS: Final = 240
"""Characters that a summary may have in each language."""
MAX_LABEL_CHARS: Final = 100
"""Characters that a word of a closed list may have in each language: many entries repeat it."""

MAX_WALLET_LABEL_CHARS: Final = 48
"""Characters that the label of a wallet card may have: a card is small."""

UNKNOWN_WORD: Final = N_("unknown word '{value}'")


@dataclass(frozen=True, slots=True)
class Lists:
    """The closed lists that entries of a file may use."""

    audiences: Mapping[str, Text]
    regions: Mapping[str, Region]
    languages: Mapping[str, Text]
    topics: Mapping[str, Text]
    phases: tuple[Phase, ...]
    guarded_places: tuple[str, ...]


def yes(node: Node) -> bool:
    """Whether `yes` stands here, not `no`."""
    return node.choice(("yes", "no"), UNKNOWN_WORD) == "yes"


def words(node: Node | None) -> tuple[str, ...]:
    """A list of words that may be left out."""
    return node.items(Node.words) if node else ()


def optional(node: Node | None, read: Callable[[Node], Any]) -> Any:
    """What `read` makes of a place, or None where there is no place."""
    return read(node) if node else None


def required(node: Node, key: str, read: Callable[[Node], Any], otherwise: Any) -> Any:
    """What `read` makes of the value under a key; a problem and a stand-in where it is missing."""
    found = node.at(key)
    return otherwise if found is None else read(found)


def one_of(node: Node, key: str, allowed: Collection[str], unknown: str = UNKNOWN_WORD) -> str:
    """A required word of a closed list."""
    return str(required(node, key, lambda p: p.choice(allowed, unknown), ""))


def some_of(
    node: Node, key: str, allowed: Collection[str], unknown: str, needed: bool = True
) -> tuple[str, ...]:
    """A list of words of a closed list, at least one where `needed`."""
    found = node.at(key) if needed else node.maybe(key)
    if found is None:
        return ()
    chosen = tuple(dict.fromkeys(found.items(lambda p: p.choice(allowed, unknown))))
    if needed and not chosen:
        found.note(
            N_("at least one is needed here"),
            N_("one of: {allowed}"),
            allowed=", ".join(sorted(allowed)[:40]),
        )
    return chosen


def text(node: Node, key: str, limit: int = MAX_TEXT_CHARS) -> Text:
    """Required words in both languages."""
    empty = Text("", "")
    read: Text = required(node, key, lambda p: p.text(limit), empty)
    return read


def maybe_text(node: Node, key: str) -> Text | None:
    """Words in both languages that may be left out."""
    found = node.maybe(key)
    return found.text() if found else None


def phone(node: Node) -> Phone:
    """A number to call or text."""
    found = Phone(
        number=required(node, "number", Node.number, ""),
        kind=one_of(node, "kind", PHONE_KINDS),
        confidence=one_of(node, "confidence", CONFIDENCES),
        label=maybe_text(node, "label"),
        hours=maybe_text(node, "hours"),
        keyword=optional(node.maybe("keyword"), Node.words),
        note=maybe_text(node, "note"),
        verify=optional(node.maybe("verify"), lambda p: p.choice(("source",), UNKNOWN_WORD)),
    )
    if found.keyword and found.kind in ("voice", "tty"):
        node.note(N_("only a text number has a word to send"), N_("take 'keyword' out"))
    node.finish()
    return found


def web(node: Node) -> Web:
    """A web address."""
    found = Web(
        address=required(node, "address", Node.text_or_words, Text("", "")),
        kind=one_of(node, "kind", WEB_KINDS),
        confidence=one_of(node, "confidence", CONFIDENCES),
    )
    node.finish()
    return found


def address(node: Node) -> Address:
    """A published place of a service that may have one."""
    found = Address(
        text=required(node, "text", Node.words, ""),
        kind=one_of(node, "kind", ADDRESS_KINDS),
        source=required(node, "source", Node.words, ""),
    )
    node.finish()
    return found


def ages(node: Node) -> Ages:
    """An age range in years."""
    found = Ages(
        optional(node.maybe("from"), Node.whole_number),
        optional(node.maybe("to"), Node.whole_number),
    )
    if node.is_map() and found.start is found.end is None:
        node.note(N_("at least one age is needed here"), N_("add 'from:' or 'to:'"))
    if found.start is not None and found.end is not None and found.start > found.end:
        node.note(N_("the ages run backwards"), N_("the younger age stands under 'from'"))
    node.finish()
    return found


def citation(node: Node) -> Citation:
    """What a source supports."""
    found = Citation(
        source=required(node, "id", Node.words, ""),
        supports=some_of(node, "for", ASPECTS, UNKNOWN_WORD),
        note=maybe_text(node, "note"),
    )
    node.finish()
    return found


def detail(node: Node) -> Detail:
    """One fact and its sources."""
    found = Detail(text=text(node, "text"), sources=words(node.at("from")))
    node.finish()
    return found


def _shared(node: Node, name: str, lists: Lists) -> dict[str, Any]:
    return {
        "id": required(node, "id", Node.identifier, ""),
        "origin": one_of(node, "origin", ORIGINS),
        "name": required(node, name, Node.text_or_words, Text("", "")),
        "summary": text(node, "summary", MAX_SUMMARY_CHARS),
        "details": optional(node.maybe("details"), lambda p: p.items(detail)) or (),
        "notes": optional(node.maybe("notes"), lambda p: p.items(Node.text)) or (),
        "confidence": one_of(node, "confidence", CONFIDENCES),
        "checked": required(node, "checked", lambda p: p.date(whole=True), ""),
        "sources": required(node, "sources", lambda p: _not_empty(p, citation), ()),
        "topics": some_of(node, "topics", lists.topics, N_("unknown topic '{value}'")),
        "related": words(node.maybe("related")),
        "aliases": words(node.maybe("aliases")),
    }


def _not_empty(node: Node, read: Callable[[Node], Any]) -> tuple[Any, ...]:
    found = node.items(read)
    if not found and isinstance(node.yaml_node, yaml.SequenceNode):
        node.note(N_("at least one source is needed here"), N_("say where the fact stands"))
    return found


def service(node: Node, lists: Lists) -> Service:
    """A hotline or a program."""
    languages = N_("unknown language '{value}'")
    found = Service(
        **_shared(node, "name", lists),
        kind=one_of(node, "kind", KINDS),
        line=optional(node.maybe("line"), lambda p: p.choice(LINES, UNKNOWN_WORD)),
        one_name=optional(node.maybe("one_name"), lambda p: p.choice(ONE_NAME, UNKNOWN_WORD)),
        formerly=words(node.maybe("formerly")),
        audience=some_of(node, "audience", lists.audiences, N_("unknown audience '{value}'")),
        ages=optional(node.maybe("ages"), ages),
        regions=some_of(node, "regions", lists.regions, N_("unknown region '{value}'")),
        languages=some_of(node, "languages", lists.languages, languages, needed=False),
        languages_note=maybe_text(node, "languages_note"),
        hours=maybe_text(node, "hours"),
        phones=optional(node.maybe("phones"), lambda p: p.items(phone)) or (),
        web=optional(node.maybe("web"), lambda p: p.items(web)) or (),
        email=optional(node.maybe("email"), Node.words),
        addresses=optional(node.maybe("addresses"), lambda p: p.items(address)) or (),
        operator=optional(node.maybe("operator"), Node.text_or_words),
        police=one_of(node, "police", POLICE),
        place=optional(node.maybe("place"), lambda p: p.choice(PLACES, UNKNOWN_WORD)),
        status=one_of(node, "status", STATUSES),
        status_note=maybe_text(node, "status_note"),
        last_seen=optional(node.maybe("last_seen"), Node.date),
        replaced_by=optional(node.maybe("replaced_by"), Node.words),
        due=optional(node.maybe("due"), lambda p: p.date(whole=True)),
        instead=optional(node.maybe("instead"), Node.words),
    )
    node.finish()
    if node.is_map():
        _service_rules(node, found, lists)
    return found


def _service_rules(node: Node, found: Service, lists: Lists) -> None:
    if found.kind == "hotline" and found.line is None:
        node.note(
            N_("a hotline needs a line"),
            N_("add 'line:' with one of: {allowed}"),
            allowed=", ".join(LINES),
        )
    if found.kind == "program" and found.line is not None:
        node.note(N_("only a hotline has a line"), N_("take 'line' out"))
    contacts = found.phones or found.web or found.email or found.addresses
    if found.status in ("former", "announced") and contacts:
        node.note(
            N_("a former or announced service carries no contact"),
            N_("take its numbers, web addresses and places out"),
        )
    _refuse_places(node, found, lists)


_STREET: Final = (
    r"(?:Street|St\b\.?|Avenue|Ave\b\.?|Road|Rd\b\.?|Drive|Dr\b\.?|Boulevard|Blvd\b\.?|Crescent"
    r"|Lane|Highway|Hwy\b\.?|rue|avenue|av\.|boulevard|boul\.|chemin)"
)
_ADDRESS: Final = re.compile(
    rf"\b\d{{1,5}}[A-Za-z]?,? (?:[\w’'.-]+ ){{0,3}}?{_STREET}(?!\w)"
    r"|\b[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d\b|\b\d+(?:st|nd|rd|th) (?:Street|Avenue)\b"
)
_NEAR: Final = re.compile(
    r"\b(?:near|beside|behind|next to|across from|close to|corner of|près d|à côté d|en face d"
    r"|derrière|à l’angle d|coin d|au coin)"
    rf"|\b[A-ZÀ-Ý][\w’'-]+ {_STREET}(?!\w)|(?<![\w-])(?:rue|avenue|boulevard|chemin) [A-ZÀ-Ý]"
)


def _refuse_places(node: Node, found: Service, lists: Lists) -> None:
    """Addresses stand under `addresses` alone, and nothing may place a guarded service at all."""
    guarded = "|".join(rf"\b{re.escape(name)}\b" for name in lists.guarded_places)
    for yaml_node in scalars(node.yaml_node, skip=() if found.place else ("addresses",)):
        if len(yaml_node.value) > MAX_TEXT_CHARS:
            continue  # Refused where it is read; matching it could take hours.
        # Split at any space: one that does not break must not hide an address.
        value = " ".join(str(yaml_node.value).split())
        here = Node(yaml_node, node.file, node.problems)
        if _ADDRESS.search(value):
            here.note(N_("an address may not stand here"), N_("take it out"))
        elif found.place and (
            _NEAR.search(value) or (guarded and re.search(guarded, value, re.IGNORECASE))
        ):
            here.note(N_("this says where a protected place is"), N_("take it out"))
    if found.place and found.addresses:
        node.note(N_("a protected place has no address"), N_("take 'addresses' out"))


def event(node: Node, lists: Lists) -> Event:
    """A dated event; its phase follows from its date."""
    date = required(node, "date", Node.date, "")
    found = Event(**_shared(node, "title", lists), date=date, phase=_phase(date, lists.phases))
    if date and found.id and not found.id.startswith(f"{date}-"):
        node.note(
            N_("the id '{id}' does not begin with its date"),
            N_("write '{date}-...'"),
            id=found.id,
            date=date,
        )
    node.finish()
    return found


def _phase(date: str, phases: tuple[Phase, ...]) -> str:
    """The last phase that has begun; ISO dates of any precision compare as text."""
    begun = [phase.id for phase in phases if phase.start <= date]
    return begun[-1] if begun else ""


def notice(node: Node, lists: Lists) -> Notice:
    """A notice of the directory."""
    found = Notice(**_shared(node, "name", lists))
    node.finish()
    return found


def source(node: Node) -> Source:
    """Where facts come from."""
    found = Source(
        id=required(node, "id", Node.identifier, ""),
        title=required(node, "title", Node.text_or_words, Text("", "")),
        address=optional(node.maybe("address"), Node.words),
        kind=one_of(node, "kind", SOURCE_KINDS),
        date=optional(node.maybe("date"), Node.date),
        dated=maybe_text(node, "dated"),
    )
    node.finish()
    return found


def concept(node: Node, lists: Lists) -> Concept:
    """Search words of one meaning."""
    topics, audience = N_("unknown topic '{value}'"), N_("unknown audience '{value}'")
    found = Concept(
        id=required(node, "id", Node.identifier, ""),
        **{language.value: words(node.maybe(language)) for language in Language},
        acronyms=words(node.maybe("acronyms")),
        topics=some_of(node, "topics", lists.topics, topics, needed=False),
        audience=some_of(node, "audience", lists.audiences, audience, needed=False),
        services=words(node.maybe("services")),
    )
    node.finish()
    return found


def urgent(node: Node) -> Urgent:
    """A line that stands first on every page."""
    flag = node.maybe("numbers")
    found = Urgent(
        label=text(node, "label"),
        text=text(node, "text"),
        short=text(node, "short"),
        service=required(node, "service", Node.words, ""),
        numbers=flag is None or flag.choice(("yes", "no"), UNKNOWN_WORD) == "yes",
    )
    node.finish()
    return found


def wallet_line(node: Node) -> WalletLine:
    """A line of a wallet card."""
    found = WalletLine(
        label=text(node, "label", MAX_WALLET_LABEL_CHARS),
        service=required(node, "service", Node.words, ""),
    )
    node.finish()
    return found


def phase(node: Node) -> Phase:
    """A period of the strategy."""
    found = Phase(
        id=required(node, "id", Node.identifier, ""),
        title=text(node, "title"),
        start=optional(node.maybe("from"), Node.date) or "",
    )
    node.finish()
    return found


def region(node: Node) -> Region:
    """A service area: its name in both languages, the area around it, its other names."""
    within = optional(node.maybe("within"), Node.words)
    also = words(node.maybe("also"))
    return Region(name=label(node), within=within, also=also)


def label(node: Node) -> Text:
    """A word of a closed list in both languages."""
    return node.text(MAX_LABEL_CHARS)


def mapping(
    node: Node | None, read: Callable[[Node], Any], known: Collection[str] = ()
) -> dict[str, Any]:
    """A closed list: each id, or each of the keys known, with what `read` makes of its value."""
    return {key: read(child) for key, child in node.children(known)} if node else {}
