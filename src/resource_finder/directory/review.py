"""For the person who keeps a directory up to date: what is due, and what has changed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Final, NamedTuple

from resource_finder.directory.fields import by_name, names, stored_name
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


DEFAULT_CADENCE_DAYS: Final = 365
"""Days between two checks of a service of a kind for which the directory names no cadence."""


class Due(NamedTuple):
    """A service to verify, by when (ISO), the numbers to call, and those to look up on their web
    page, which are never dialled."""

    when: str
    service: Service
    call: tuple[Phone, ...]
    verify_online: tuple[Phone, ...]


def due(directory: Directory, as_of: datetime.date) -> list[Due]:
    """The services whose check is due on a day, the longest due first."""
    cadence = directory.header.cadence
    sheet = [
        Due(_due_date(service, cadence), service, *_numbers_to_verify(service))
        for service in directory.services
        if service.status != "former"
    ]
    sheet.sort(key=lambda one: (one.when, one.service.id))
    return [one for one in sheet if one.when <= as_of.isoformat()]


def _due_date(service: Service, cadence: Mapping[str, int]) -> str:
    """The day (ISO) on which a service is to be verified again."""
    days = cadence.get(service.kind, DEFAULT_CADENCE_DAYS)
    checked = datetime.date.fromisoformat(service.checked)
    return service.due or (checked + datetime.timedelta(days)).isoformat()


def _numbers_to_verify(service: Service) -> tuple[tuple[Phone, ...], tuple[Phone, ...]]:
    """The numbers of a service to call, and those to look up."""
    call = tuple(p for p in service.phones if _may_be_dialled(p))
    return call, tuple(p for p in service.phones if not _may_be_dialled(p))


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
    if one.verify_online:
        looked_up = list(dict.fromkeys(translator.phone(p.number) for p in one.verify_online))
        parts.append(
            translator.plural(
                "check {numbers} on its web page, never dial it",
                "check {numbers} on their web page, never dial them",
                len(looked_up), numbers=translator.listing(looked_up),
            )
        )  # fmt: skip
    return "; ".join(parts) or translator.text("look for a newer source")


# --- what has changed ------------------------------------------------------------------------


class FieldStep(NamedTuple):
    """A step into a field of a class of the model."""

    owner: type[Any]
    name: str


class KeyStep(NamedTuple):
    """A step to what has this id, or stands under this key."""

    key: str


class ItemStep(NamedTuple):
    """A step to an item of a list: which one, and of how many."""

    number: int
    of: int


Path = tuple[FieldStep | KeyStep | ItemStep, ...]


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
    elif names(old) == names(new) != () or {type(old), type(new)} == {Text, type(None)}:
        owner = old if new is None else new
        for name in names(owner):
            pair = getattr(old, name, None), getattr(new, name, None)
            yield from differences(*pair, (*path, FieldStep(type(owner), name)))
    elif repr(old) != repr(new):
        yield Difference(path, "changed", old, new)


def _by_id(items: tuple[Any, ...]) -> dict[str, Any] | None:
    """Items by their ids; None where one has none, or where two have the same."""
    by_id = {item.id: item for item in items if hasattr(item, "id")}
    return by_id if len(by_id) == len(items) else None


def _keyed(old: Mapping[str, Any], new: Mapping[str, Any], path: Path) -> Iterator[Difference]:
    """What differs between two lists of things that have a name."""
    for key in old:
        if key not in new:
            yield Difference((*path, KeyStep(key)), "removed", old[key])
    for key in new:
        if key not in old:
            yield Difference((*path, KeyStep(key)), "added", None, new[key])
        else:
            yield from differences(old[key], new[key], (*path, KeyStep(key)))
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
            yield from differences(old[a + k], new[b + k], (*path, ItemStep(b + k + 1, many)))
        for k in range(a + both, end_a):
            yield Difference((*path, ItemStep(k + 1, many)), "removed", old[k])
        for k in range(b + both, end_b):
            yield Difference((*path, ItemStep(k + 1, many)), "added", None, new[k])


ENTRIES: Final = ("services", "events", "notices")


def changes(old: Directory, new: Directory, translator: Translator) -> list[str]:
    """What changed between two directories, a line an entry, in plain words."""
    by_subject: dict[Path, list[Difference]] = {}
    for one in differences(old, new):
        by_subject.setdefault(_subject(one.path), []).append(one)
    return [_line(subject, group, translator) for subject, group in by_subject.items()]


def _line(subject: Path, group: Sequence[Difference], translator: Translator) -> str:
    """What changed in one entry, and whether its sources did; or in another part of the file."""
    sentences = [sentence(one, translator) for one in group]
    if _collection(subject) in ENTRIES and subject != group[0].path:
        cited = any(isinstance(step, FieldStep) and step.name == "sources" for one in group
                    for step in one.path[2:3])  # fmt: skip
        answer = translator.text("yes") if cited else translator.text("no")
        sentences.append(translator.pair(translator.text("source changed"), answer))
    return translator.pair(subject_words(subject, translator), "; ".join(sentences))


def _subject(path: Path) -> Path:
    """The part of a path that says in what a value differs; empty for the directory itself."""
    return path[:2] if len(path) > 1 and isinstance(path[1], KeyStep) else ()


def _collection(path: Path) -> str:
    """The part of the directory that a path leads into."""
    return path[0].name if path and isinstance(path[0], FieldStep) else ""


def path_words(path: Path) -> str:
    """A path for programs, the same in both languages: "services/cfs-report/phones/1/number"."""
    steps = (
        step.key if isinstance(step, KeyStep) else str(step.number) if isinstance(step, ItemStep)
        else stored_name(step.owner, step.name)
        for step in path
    )  # fmt: skip
    return "/".join(steps)


def subject_words(path: Path, translator: Translator) -> str:
    """In what a value differs: an entry by its id, a source, words that are searched, or the
    directory."""
    if len(path) < 2 or not isinstance(path[1], KeyStep):
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
        change = translator.text("the order changed")
    elif one.how == "added":
        change = translator.text("added “{new}”", new=new)
    else:
        change = translator.text("taken out “{old}”", old=old)
    return f"{what}, {change}" if what else change


def _what(path: Path, translator: Translator) -> str:
    """The fields, keys and places of a path in words."""
    words = ""
    for step in path:
        if isinstance(step, KeyStep):
            words = translator.text("{what} “{key}”", what=words, key=step.key)
        elif isinstance(step, ItemStep):
            numbered = translator.text("{what}, item {number}", what=words, number=step.number)
            words = numbered if step.of > 1 else words
        elif step.owner is Text:
            language = N_("in English") if step.name == "en" else N_("in French")
            words = f"{words}, {translator.text(language)}"
        else:
            words = ", ".join(part for part in (words, _label(step, translator)) if part)
    return words


def _label(step: FieldStep, translator: Translator) -> str:
    """What people call a field; its own name in quotation marks where the table has no label."""
    field = by_name(step.owner).get(step.name)
    if field is None or field.label is None:
        return translator.text("“{text}”", text=stored_name(step.owner, step.name))
    return translator.text(field.label) if field.label else ""


def _shown(value: object, path: Path, translator: Translator) -> str:
    """A value as a second reader knows it; "" for none."""
    last = next((step for step in reversed(path) if isinstance(step, FieldStep)), None)
    return "; ".join(_leaves(value, last, translator))


def _leaves(value: Any, field: FieldStep | None, translator: Translator) -> Iterator[str]:
    """The single values that a value is made of, in words."""
    if isinstance(value, Text):
        yield f"{value.en} / {value.fr}"
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from (f"{key} {leaf}" for leaf in _leaves(inner, field, translator))
    elif own := names(value):
        for name in own:
            yield from _leaves(getattr(value, name), FieldStep(type(value), name), translator)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _leaves(inner, field, translator)
    elif isinstance(value, bool):
        yield translator.text("yes") if value else translator.text("no")
    elif value not in (None, ""):
        yield _scalar(str(value), field.name if field else "", translator)


def _scalar(value: str, field: str, translator: Translator) -> str:
    if field in ("status", "confidence") and value in LABELS:
        return translator.label(value)
    return translator.phone(value) if field == "number" else value
