"""How a directory looks on paper: each function reads one noun of the model from its place.

The form is described for curators, field by field, in docs/DIRECTORY.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

import yaml

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
    Pocket,
    Region,
    Service,
    Source,
    Text,
    Urgent,
    Web,
)
from resource_finder.reading import LONGEST, Place, scalars
from resource_finder.wording import mark

SUMMARY: Final = 240
"""Characters that a summary may have in each language."""
LABEL: Final = 100
"""Characters that a word of a closed list may have in each language: many entries repeat it."""

POCKET: Final = 48
"""Characters that the label of a wallet card may have: a card is small."""

UNKNOWN_WORD: Final = mark("unknown word '{value}'")


@dataclass(frozen=True, slots=True)
class Lists:
    """The closed lists that entries of a file may use."""

    audiences: Mapping[str, Text]
    regions: Mapping[str, Region]
    languages: Mapping[str, Text]
    topics: Mapping[str, Text]
    phases: tuple[Phase, ...]
    guarded_places: tuple[str, ...]


def yes(place: Place) -> bool:
    """Whether `yes` stands here, not `no`."""
    return place.choice(("yes", "no"), UNKNOWN_WORD) == "yes"


def words(place: Place | None) -> tuple[str, ...]:
    """A list of words that may be left out."""
    return place.items(Place.words) if place else ()


def optional(place: Place | None, read: Callable[[Place], Any]) -> Any:
    """What `read` makes of a place, or None where there is no place."""
    return read(place) if place else None


def required(place: Place, key: str, read: Callable[[Place], Any], otherwise: Any) -> Any:
    """What `read` makes of the value under a key; a problem and a stand-in where it is missing."""
    found = place.at(key)
    return otherwise if found is None else read(found)


def one_of(place: Place, key: str, allowed: Collection[str], unknown: str = UNKNOWN_WORD) -> str:
    """A required word of a closed list."""
    return str(required(place, key, lambda p: p.choice(allowed, unknown), ""))


def some_of(
    place: Place, key: str, allowed: Collection[str], unknown: str, needed: bool = True
) -> tuple[str, ...]:
    """A list of words of a closed list, at least one where `needed`."""
    found = place.at(key) if needed else place.maybe(key)
    if found is None:
        return ()
    chosen = tuple(dict.fromkeys(found.items(lambda p: p.choice(allowed, unknown))))
    if needed and not chosen:
        found.note(
            mark("at least one is needed here"),
            mark("one of: {allowed}"),
            allowed=", ".join(sorted(allowed)[:40]),
        )
    return chosen


def text(place: Place, key: str, limit: int = LONGEST) -> Text:
    """Required words in both languages."""
    empty = Text("", "")
    read: Text = required(place, key, lambda p: p.text(limit), empty)
    return read


def maybe_text(place: Place, key: str) -> Text | None:
    """Words in both languages that may be left out."""
    found = place.maybe(key)
    return found.text() if found else None


def phone(place: Place) -> Phone:
    """A number to call or text."""
    found = Phone(
        number=required(place, "number", Place.number, ""),
        kind=one_of(place, "kind", PHONE_KINDS),
        confidence=one_of(place, "confidence", CONFIDENCES),
        label=maybe_text(place, "label"),
        hours=maybe_text(place, "hours"),
        keyword=optional(place.maybe("keyword"), Place.words),
        note=maybe_text(place, "note"),
        verify=optional(place.maybe("verify"), lambda p: p.choice(("source",), UNKNOWN_WORD)),
    )
    if found.keyword and found.kind in ("voice", "tty"):
        place.note(mark("only a text number has a word to send"), mark("take 'keyword' out"))
    place.finish()
    return found


def web(place: Place) -> Web:
    """A web address."""
    found = Web(
        address=required(place, "address", Place.text_or_words, Text("", "")),
        kind=one_of(place, "kind", WEB_KINDS),
        confidence=one_of(place, "confidence", CONFIDENCES),
    )
    place.finish()
    return found


def address(place: Place) -> Address:
    """A published place of a service that may have one."""
    found = Address(
        text=required(place, "text", Place.words, ""),
        kind=one_of(place, "kind", ADDRESS_KINDS),
        source=required(place, "source", Place.words, ""),
    )
    place.finish()
    return found


def ages(place: Place) -> Ages:
    """An age range in years."""
    found = Ages(
        optional(place.maybe("from"), Place.whole_number),
        optional(place.maybe("to"), Place.whole_number),
    )
    if place.is_map() and found.start is found.end is None:
        place.note(mark("at least one age is needed here"), mark("add 'from:' or 'to:'"))
    if found.start is not None and found.end is not None and found.start > found.end:
        place.note(mark("the ages run backwards"), mark("the younger age stands under 'from'"))
    place.finish()
    return found


def citation(place: Place) -> Citation:
    """What a source supports."""
    found = Citation(
        source=required(place, "id", Place.words, ""),
        supports=some_of(place, "for", ASPECTS, UNKNOWN_WORD),
        note=maybe_text(place, "note"),
    )
    place.finish()
    return found


def detail(place: Place) -> Detail:
    """One fact and its sources."""
    found = Detail(text=text(place, "text"), sources=words(place.at("from")))
    place.finish()
    return found


def _shared(place: Place, name: str, lists: Lists) -> dict[str, Any]:
    return {
        "id": required(place, "id", Place.identifier, ""),
        "origin": one_of(place, "origin", ORIGINS),
        "name": required(place, name, Place.text_or_words, Text("", "")),
        "summary": text(place, "summary", SUMMARY),
        "details": optional(place.maybe("details"), lambda p: p.items(detail)) or (),
        "notes": optional(place.maybe("notes"), lambda p: p.items(Place.text)) or (),
        "confidence": one_of(place, "confidence", CONFIDENCES),
        "checked": required(place, "checked", lambda p: p.date(whole=True), ""),
        "sources": required(place, "sources", lambda p: _not_empty(p, citation), ()),
        "topics": some_of(place, "topics", lists.topics, mark("unknown topic '{value}'")),
        "related": words(place.maybe("related")),
        "aliases": words(place.maybe("aliases")),
    }


def _not_empty(place: Place, read: Callable[[Place], Any]) -> tuple[Any, ...]:
    found = place.items(read)
    if not found and isinstance(place.node, yaml.SequenceNode):
        place.note(mark("at least one source is needed here"), mark("say where the fact stands"))
    return found


def service(place: Place, lists: Lists) -> Service:
    """A hotline or a program."""
    languages = mark("unknown language '{value}'")
    found = Service(
        **_shared(place, "name", lists),
        kind=one_of(place, "kind", KINDS),
        line=optional(place.maybe("line"), lambda p: p.choice(LINES, UNKNOWN_WORD)),
        one_name=optional(place.maybe("one_name"), lambda p: p.choice(ONE_NAME, UNKNOWN_WORD)),
        formerly=words(place.maybe("formerly")),
        audience=some_of(place, "audience", lists.audiences, mark("unknown audience '{value}'")),
        ages=optional(place.maybe("ages"), ages),
        regions=some_of(place, "regions", lists.regions, mark("unknown region '{value}'")),
        languages=some_of(place, "languages", lists.languages, languages, needed=False),
        languages_note=maybe_text(place, "languages_note"),
        hours=maybe_text(place, "hours"),
        phones=optional(place.maybe("phones"), lambda p: p.items(phone)) or (),
        web=optional(place.maybe("web"), lambda p: p.items(web)) or (),
        email=optional(place.maybe("email"), Place.words),
        addresses=optional(place.maybe("addresses"), lambda p: p.items(address)) or (),
        operator=optional(place.maybe("operator"), Place.text_or_words),
        police=one_of(place, "police", POLICE),
        place=optional(place.maybe("place"), lambda p: p.choice(PLACES, UNKNOWN_WORD)),
        status=one_of(place, "status", STATUSES),
        status_note=maybe_text(place, "status_note"),
        last_seen=optional(place.maybe("last_seen"), Place.date),
        replaced_by=optional(place.maybe("replaced_by"), Place.words),
        due=optional(place.maybe("due"), lambda p: p.date(whole=True)),
        instead=optional(place.maybe("instead"), Place.words),
    )
    place.finish()
    if place.is_map():
        _service_rules(place, found, lists)
    return found


def _service_rules(place: Place, found: Service, lists: Lists) -> None:
    if found.kind == "hotline" and found.line is None:
        place.note(
            mark("a hotline needs a line"),
            mark("add 'line:' with one of: {allowed}"),
            allowed=", ".join(LINES),
        )
    if found.kind == "program" and found.line is not None:
        place.note(mark("only a hotline has a line"), mark("take 'line' out"))
    contacts = found.phones or found.web or found.email or found.addresses
    if found.status in ("former", "announced") and contacts:
        place.note(
            mark("a former or announced service carries no contact"),
            mark("take its numbers, web addresses and places out"),
        )
    _refuse_places(place, found, lists)


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


def _refuse_places(place: Place, found: Service, lists: Lists) -> None:
    """Addresses stand under `addresses` alone, and nothing may place a guarded service at all."""
    guarded = "|".join(rf"\b{re.escape(name)}\b" for name in lists.guarded_places)
    for node in scalars(place.node, skip=() if found.place else ("addresses",)):
        if len(node.value) > LONGEST:
            continue  # Refused where it is read; matching it could take hours.
        # Split at any space: one that does not break must not hide an address.
        value = " ".join(str(node.value).split())
        here = Place(node, place.file, place.problems)
        if _ADDRESS.search(value):
            here.note(mark("an address may not stand here"), mark("take it out"))
        elif found.place and (
            _NEAR.search(value) or (guarded and re.search(guarded, value, re.IGNORECASE))
        ):
            here.note(mark("this says where a protected place is"), mark("take it out"))
    if found.place and found.addresses:
        place.note(mark("a protected place has no address"), mark("take 'addresses' out"))


def event(place: Place, lists: Lists) -> Event:
    """A dated event; its phase follows from its date."""
    date = required(place, "date", Place.date, "")
    found = Event(**_shared(place, "title", lists), date=date, phase=_phase(date, lists.phases))
    if date and found.id and not found.id.startswith(f"{date}-"):
        place.note(
            mark("the id '{id}' does not begin with its date"),
            mark("write '{date}-...'"),
            id=found.id,
            date=date,
        )
    place.finish()
    return found


def _phase(date: str, phases: tuple[Phase, ...]) -> str:
    """The last phase that has begun; ISO dates of any precision compare as text."""
    begun = [phase.id for phase in phases if phase.start <= date]
    return begun[-1] if begun else ""


def notice(place: Place, lists: Lists) -> Notice:
    """A notice of the directory."""
    found = Notice(**_shared(place, "name", lists))
    place.finish()
    return found


def source(place: Place) -> Source:
    """Where facts come from."""
    found = Source(
        id=required(place, "id", Place.identifier, ""),
        title=required(place, "title", Place.text_or_words, Text("", "")),
        address=optional(place.maybe("address"), Place.words),
        kind=one_of(place, "kind", SOURCE_KINDS),
        date=optional(place.maybe("date"), Place.date),
        dated=maybe_text(place, "dated"),
    )
    place.finish()
    return found


def concept(place: Place, lists: Lists) -> Concept:
    """Search words of one meaning."""
    topics, audience = mark("unknown topic '{value}'"), mark("unknown audience '{value}'")
    found = Concept(
        id=required(place, "id", Place.identifier, ""),
        **{language.value: words(place.maybe(language)) for language in Language},
        acronyms=words(place.maybe("acronyms")),
        topics=some_of(place, "topics", lists.topics, topics, needed=False),
        audience=some_of(place, "audience", lists.audiences, audience, needed=False),
        services=words(place.maybe("services")),
    )
    place.finish()
    return found


def urgent(place: Place) -> Urgent:
    """A line that stands first on every page."""
    flag = place.maybe("numbers")
    found = Urgent(
        label=text(place, "label"),
        text=text(place, "text"),
        short=text(place, "short"),
        service=required(place, "service", Place.words, ""),
        numbers=flag is None or flag.choice(("yes", "no"), UNKNOWN_WORD) == "yes",
    )
    place.finish()
    return found


def pocket(place: Place) -> Pocket:
    """A line of a wallet card."""
    found = Pocket(
        label=text(place, "label", POCKET), service=required(place, "service", Place.words, "")
    )
    place.finish()
    return found


def phase(place: Place) -> Phase:
    """A period of the strategy."""
    found = Phase(
        id=required(place, "id", Place.identifier, ""),
        title=text(place, "title"),
        start=optional(place.maybe("from"), Place.date) or "",
    )
    place.finish()
    return found


def region(place: Place) -> Region:
    """A service area: its name in both languages, the area around it, its other names."""
    within = optional(place.maybe("within"), Place.words)
    also = words(place.maybe("also"))
    return Region(name=label(place), within=within, also=also)


def label(place: Place) -> Text:
    """A word of a closed list in both languages."""
    return place.text(LABEL)


def mapping(
    place: Place | None, read: Callable[[Place], Any], known: Collection[str] = ()
) -> dict[str, Any]:
    """A closed list: each id, or each of the keys known, with what `read` makes of its value."""
    return {key: read(child) for key, child in place.children(known)} if place else {}
