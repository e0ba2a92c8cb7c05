"""For the person who keeps a directory: what is due, what could be better, what has changed."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final, NamedTuple

from resource_finder.i18n import LABELS, N_, Translator
from resource_finder.model import Directory, Phone, Service, Text

QUESTIONS = (
    N_("Is this still your number?"),
    N_("At what hours is it answered?"),
    N_("In which languages?"),
    N_("Is it toll-free from the North?"),
    N_("May we print your address?"),
)
"""The short script of a call; a call sheet prints it in both languages."""

GREETING = N_(
    "Hello. I keep a directory of services for front-line workers in Manitoba. May I check a few"
    " facts with you?"
)


@dataclass(frozen=True, slots=True)
class Due:
    """A service to verify, by when (ISO), and its numbers; those of `look` are never dialled."""

    when: str
    service: Service
    call: tuple[Phone, ...]
    look: tuple[Phone, ...]


def due(directory: Directory, as_of: datetime.date) -> list[Due]:
    """The services whose check is due on a day, the longest due first."""
    cadence = directory.header.cadence
    found = []
    for service in directory.services:
        if service.status == "former":
            continue
        days = cadence.get(service.kind, 365)
        checked = datetime.date.fromisoformat(service.checked)
        when = service.due or (checked + datetime.timedelta(days)).isoformat()
        call = tuple(p for p in service.phones if _may_be_dialled(p))
        look = tuple(p for p in service.phones if not _may_be_dialled(p))
        found.append(Due(when, service, call, look))
    found.sort(key=lambda one: (one.when, one.service.id))
    return [one for one in found if one.when <= as_of.isoformat()]


def _may_be_dialled(phone: Phone) -> bool:
    """Whether a curator may call a number; one for texts rings at nobody."""
    return phone.verify != "source" and phone.kind != "text"


def script(translator: Translator) -> str:
    """What to say on the phone, in one language."""
    return " ".join(translator.text(line) for line in (GREETING, *QUESTIONS))


def to_do(one: Due, translator: Translator) -> str:
    """What verifying a service takes: whom to call, what to look up."""
    parts = []
    if one.call:
        numbers = translator.listing([translator.phone(p.number) for p in one.call])
        parts.append(translator.text("call {numbers}", numbers=numbers))
    if one.look:
        looked_up = list(dict.fromkeys(translator.phone(p.number) for p in one.look))
        parts.append(
            translator.plural(
                "check {numbers} on its web page, never dial it",
                "check {numbers} on their web page, never dial them",
                len(looked_up), numbers=translator.listing(looked_up),
            )
        )  # fmt: skip
    return "; ".join(parts) or translator.text("look for a newer source")


# --- what has changed ------------------------------------------------------------------------


class Field(NamedTuple):
    """A step into a field of a class of the model."""

    owner: str
    name: str


class Key(NamedTuple):
    """A step to what has this id, or stands under this key."""

    key: str


class Item(NamedTuple):
    """A step to an item of a list: which one, and of how many."""

    number: int
    of: int


Path = tuple[Field | Key | Item, ...]


class Difference(NamedTuple):
    """A value that differs: the way to it, how ("changed", "added", "removed" or "moved"), and what
    it was and is."""

    path: Path
    how: str
    old: Any = None
    new: Any = None


def differences(old: Any, new: Any, path: Path = ()) -> Iterator[Difference]:
    """Every value in which two values of the model differ, whatever fields their classes have."""
    if old is new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _keyed(old, new, path)
    elif type(old) is tuple and type(new) is tuple:
        before, after = _by_id(old), _by_id(new)
        if before is None or after is None:
            yield from _listed(old, new, path)
        else:
            yield from _keyed(before, after, path)
    elif _names(old) == _names(new) != () or {type(old), type(new)} == {Text, type(None)}:
        owner = old if new is None else new
        for name in _names(owner):
            pair = getattr(old, name, None), getattr(new, name, None)
            yield from differences(*pair, (*path, Field(type(owner).__name__, name)))
    elif repr(old) != repr(new):
        yield Difference(path, "changed", old, new)


def _names(value: object) -> tuple[str, ...]:
    """The fields of a value of the model; none of any other value."""
    if dataclasses.is_dataclass(value):
        return tuple(field.name for field in dataclasses.fields(value))
    return getattr(value, "_fields", ())


def _by_id(items: tuple[Any, ...]) -> dict[str, Any] | None:
    """Items by their ids; None where one has none, or where two have the same."""
    found = {item.id: item for item in items if hasattr(item, "id")}
    return found if len(found) == len(items) else None


def _keyed(old: Mapping[str, Any], new: Mapping[str, Any], path: Path) -> Iterator[Difference]:
    """What differs between two lists of things that have a name."""
    for key in old:
        if key not in new:
            yield Difference((*path, Key(key)), "removed", old[key])
    for key in new:
        if key not in old:
            yield Difference((*path, Key(key)), "added", None, new[key])
        else:
            yield from differences(old[key], new[key], (*path, Key(key)))
    if [key for key in old if key in new] != [key for key in new if key in old]:
        yield Difference(path, "moved")


def _listed(old: Sequence[Any], new: Sequence[Any], path: Path) -> Iterator[Difference]:
    """What differs between two lists of things without a name."""
    many = max(len(old), len(new))
    matched = SequenceMatcher(None, [*map(repr, old)], [*map(repr, new)], autojunk=False)
    for how, a, end_a, b, end_b in matched.get_opcodes():
        if how == "equal":
            continue
        both = min(end_a - a, end_b - b)
        for k in range(both):
            yield from differences(old[a + k], new[b + k], (*path, Item(b + k + 1, many)))
        for k in range(a + both, end_a):
            yield Difference((*path, Item(k + 1, many)), "removed", old[k])
        for k in range(b + both, end_b):
            yield Difference((*path, Item(k + 1, many)), "added", None, new[k])


ENTRIES: Final = ("services", "events", "notices")
_LABELS: Final = {
    "name": N_("name"),
    "title": N_("title"),
    "date": N_("date"),
    "phones": N_("number"),
    "Phone.number": "",
    "hours": N_("hours"),
    "Service.languages": N_("languages"),
    "status": N_("status"),
    "last_seen": N_("last seen running"),
    "operator": N_("who runs it"),
    "web": N_("web address"),
    "address": N_("web address"),
    "Web.address": "",
    "email": N_("e-mail"),
    "instead": N_("call instead"),
    "Service.regions": N_("where it serves"),
    "Service.audience": N_("whom it serves"),
    "confidence": N_("confidence"),
    "summary": N_("short description"),
    "details": N_("details"),
    "Detail.text": "",
    "notes": N_("notes"),
    "sources": N_("sources"),
    "Citation.source": "",
    "checked": N_("day of the check"),
    "Directory.header": "",
    "services": N_("services"),
    "events": N_("events"),
    "notices": N_("notices"),
    "vocabulary": N_("search words"),
    "urgent": N_("urgent lines"),
    "wallet": N_("wallet card"),
    "label": N_("label"),
    "text": N_("text"),
    "Address.text": "",
    "audiences": N_("audiences"),
    "Header.regions": N_("regions"),
    "topics": N_("topics"),
    "Header.languages": N_("languages"),
    "Concept.en": N_("English words"),
    "Concept.fr": N_("French words"),
}
"""Plain words for a field, or for that of one class alone; "" where its list says it already. A
field that is not here is told by its own name."""


def changes(old: Directory, new: Directory, translator: Translator) -> list[str]:
    """What changed between two directories, a line an entry, in plain words."""
    by_subject: dict[Path, list[Difference]] = {}
    for one in differences(old, new):
        by_subject.setdefault(_subject(one.path), []).append(one)
    return [_line(subject, found, translator) for subject, found in by_subject.items()]


def _line(subject: Path, found: Sequence[Difference], translator: Translator) -> str:
    """What changed in one entry, and whether its sources did; or in another part of the file."""
    said = [sentence(one, translator) for one in found]
    if _collection(subject) in ENTRIES and subject != found[0].path:
        cited = any(isinstance(step, Field) and step.name == "sources" for one in found
                    for step in one.path[2:3])  # fmt: skip
        answer = translator.text("yes") if cited else translator.text("no")
        said.append(translator.pair(translator.text("source changed"), answer))
    return translator.pair(subject_words(subject, translator), "; ".join(said))


def _subject(path: Path) -> Path:
    """The part of a path that says in what a value differs; empty for the directory itself."""
    return path[:2] if len(path) > 1 and isinstance(path[1], Key) else ()


def _collection(path: Path) -> str:
    """The part of the directory that a path leads into."""
    return path[0].name if path and isinstance(path[0], Field) else ""


def path_words(path: Path) -> str:
    """A path for programs, the same in both languages: "services/cfs-report/phones/1/number"."""
    steps = (
        step.key if isinstance(step, Key) else str(step.number) if isinstance(step, Item)
        else step.name
        for step in path
    )  # fmt: skip
    return "/".join(steps)


def subject_words(path: Path, translator: Translator) -> str:
    """In what a value differs: an entry by its id, a source, words that are searched, or the
    directory."""
    if len(path) < 2 or not isinstance(path[1], Key):
        return translator.text("the directory itself")
    id, collection = path[1].key, _collection(path)
    if collection == "sources":
        return translator.text("source {id}", id=id)
    return id if collection in ENTRIES else translator.text("search words {id}", id=id)


def sentence(one: Difference, translator: Translator) -> str:
    """What differs, from what to what."""
    what = _what(one.path[len(_subject(one.path)) :], translator)
    old, new = (
        _shown(value, one.path, translator) or translator.text("nothing") for value in one[2:]
    )
    if one.how == "changed":
        return translator.text(
            "{what} changed from “{old}” to “{new}”", what=what, old=old, new=new
        )
    if not what and _collection(one.path) in ENTRIES:
        return translator.text("added") if one.how == "added" else translator.text("taken out")
    if one.how == "moved":
        said = translator.text("the order changed")
    elif one.how == "added":
        said = translator.text("added “{new}”", new=new)
    else:
        said = translator.text("taken out “{old}”", old=old)
    return f"{what}, {said}" if what else said


def _what(path: Path, translator: Translator) -> str:
    """The fields, keys and places of a path in words."""
    said = ""
    for step in path:
        if isinstance(step, Key):
            said = translator.text("{what} “{key}”", what=said, key=step.key)
        elif isinstance(step, Item):
            numbered = translator.text("{what}, item {number}", what=said, number=step.number)
            said = numbered if step.of > 1 else said
        elif step.owner == "Text":
            language = N_("in English") if step.name == "en" else N_("in French")
            said = f"{said}, {translator.text(language)}"
        else:
            said = ", ".join(part for part in (said, _label(step, translator)) if part)
    return said


def _label(step: Field, translator: Translator) -> str:
    """What people call a field."""
    label = _LABELS.get(f"{step.owner}.{step.name}", _LABELS.get(step.name))
    if label is None:
        return translator.text("“{text}”", text=step.name)
    return translator.text(label) if label else ""


def _shown(value: object, path: Path, translator: Translator) -> str:
    """A value as a second reader knows it; "" for none."""
    last = next((step for step in reversed(path) if isinstance(step, Field)), None)
    return "; ".join(_leaves(value, last, translator))


def _leaves(value: Any, field: Field | None, translator: Translator) -> Iterator[str]:
    """The single values that a value is made of, in words."""
    if isinstance(value, Text):
        yield f"{value.en} / {value.fr}"
    elif isinstance(value, Mapping):
        for key, held in value.items():
            yield from (f"{key} {leaf}" for leaf in _leaves(held, field, translator))
    elif names := _names(value):
        for name in names:
            yield from _leaves(getattr(value, name), Field(type(value).__name__, name), translator)
    elif isinstance(value, tuple):
        for held in value:
            yield from _leaves(held, field, translator)
    elif isinstance(value, bool):
        yield translator.text("yes") if value else translator.text("no")
    elif value not in (None, ""):
        yield _scalar(str(value), field.name if field else "", translator)


def _scalar(value: str, field: str, translator: Translator) -> str:
    if field in ("status", "confidence") and value in LABELS:
        return translator.label(value)
    return translator.phone(value) if field == "number" else value
