"""Helps a curator keep a directory up to date: which services to verify, and what differs between
two versions of a file."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Final, NamedTuple

from resource_finder.bilingual import Text
from resource_finder.directory.contacts import may_be_dialled
from resource_finder.directory.fields import by_name, field_names, stored_name
from resource_finder.i18n import LABELS, N_, Translator
from resource_finder.model import ENTRY_FIELDS, Directory, Phone, Service

QUESTIONS = (
    N_("Is this still your number?"),
    N_("What hours is it answered?"),
    N_("In which languages?"),
    N_("Is it toll-free from the North?"),
    N_("May we publish your address?"),
)
"""The questions of a call to a service; a call sheet prints them in both languages."""

GREETING = N_(
    "Hello. I maintain a directory of services for front-line workers in Manitoba. Could I "
    "confirm a few details with you?"
)


DEFAULT_CADENCE_DAYS: Final = 365
"""Days between two checks of a service, where the directory sets no cadence for its kind."""


class Due(NamedTuple):
    """A service to verify: by when (ISO), which numbers to call, and which to check on their web
    page because they must never be dialled."""

    when: str
    service: Service
    call: tuple[Phone, ...]
    verify_online: tuple[Phone, ...]


def due(directory: Directory, as_of: datetime.date) -> list[Due]:
    """The services whose check is due on a day: where a wrong fact does most harm first, then the
    longest due."""
    cadence = directory.header.cadence
    checks = (
        Due(due_date(service, cadence), service, *_numbers_to_verify(service))
        for service in directory.services
        if service.status != "former"
    )
    due_checks = [check for check in checks if check.when <= as_of.isoformat()]
    return sorted(due_checks, key=lambda one: (_safety(one.service), one.when, one.service.id))


def _safety(service: Service) -> tuple[bool, bool]:
    """What sorts hotlines before programs, and those in doubt before the others."""
    return service.kind != "hotline", not _is_doubtful(service)


def _is_doubtful(service: Service) -> bool:
    """Whether nobody knows if a service runs, or one of its numbers is hidden."""
    hidden = any(phone.confidence == "unconfirmed" for phone in service.phones)
    return service.status == "unknown" or hidden


def due_date(service: Service, cadence: Mapping[str, int]) -> str:
    """The day (ISO) on which a service is to be verified again: what is only announced, when the
    announced date has passed; what is in doubt, after half the time."""
    if service.announced_by:
        return _day_after(service.announced_by)
    days = cadence.get(service.kind, DEFAULT_CADENCE_DAYS)
    days = days // 2 if _is_doubtful(service) else days
    checked = datetime.date.fromisoformat(service.checked)
    return service.due or (checked + datetime.timedelta(days)).isoformat()


def _day_after(date: str) -> str:
    """The first day (ISO) after a date, which may be a year or a month."""
    year, *rest = map(int, date.split("-"))
    if len(rest) == 2:
        return (datetime.date(year, *rest) + datetime.timedelta(1)).isoformat()
    months = 12 * year + (rest[0] if rest else 12)
    return datetime.date(months // 12, months % 12 + 1, 1).isoformat()


def _numbers_to_verify(service: Service) -> tuple[tuple[Phone, ...], tuple[Phone, ...]]:
    """The numbers of a service to call, and those to check on their web page."""
    call = tuple(p for p in service.phones if may_be_dialled(p))
    return call, tuple(p for p in service.phones if not may_be_dialled(p))


HOW_TO_RECORD = N_(
    "Was a call answered? Write “called: YYYY-MM-DD” under that number in the file: it is then"
    " confirmed for a year."
)
"""What a call sheet says to a curator."""


def script(translator: Translator) -> str:
    """What to say on the phone, in one language."""
    return " ".join(translator.text(line) for line in (GREETING, *QUESTIONS))


def to_do(check: Due, translator: Translator) -> str:
    """What to do to verify a service: the numbers to call, those to check on their web page."""
    parts = []
    if check.call:
        numbers = translator.listing([translator.phone(p.number) for p in check.call])
        parts.append(translator.text("call {numbers}", numbers=numbers))
    if check.verify_online:
        online = list(dict.fromkeys(translator.phone(p.number) for p in check.verify_online))
        parts.append(
            translator.plural(
                "verify {numbers} on its web page; do not dial it",
                "verify {numbers} on their web page; do not dial them",
                len(online), numbers=translator.listing(online),
            )
        )  # fmt: skip
    return "; ".join(parts) or translator.text("look for a newer source")


# --- differences between two directories -----------------------------------------------------


class FieldStep(NamedTuple):
    """A step into a field of a class of the model."""

    owner: type[Any]
    name: str


class KeyStep(NamedTuple):
    """A step to the item with this id, or to the value under this key."""

    key: str


class ItemStep(NamedTuple):
    """A step to an item of a list: its position from 1, and how many items there are."""

    number: int
    of: int


Path = tuple[FieldStep | KeyStep | ItemStep, ...]
"""The steps from a directory to a value in it."""


class Difference(NamedTuple):
    """A value that differs: its path, how ("changed", "added", "removed" or "moved"), and its old
    and new value."""

    path: Path
    how: str
    old: Any = None
    new: Any = None


def differences(old: Any, new: Any, path: Path = ()) -> Iterator[Difference]:
    """Every difference between two values of the model, in any field of their classes."""
    if old is new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _compare_by_key(old, new, path)
    elif type(old) is tuple and type(new) is tuple:
        old_by_id, new_by_id = _by_id(old), _by_id(new)
        if old_by_id is None or new_by_id is None:
            yield from _compare_lists(old, new, path)
        else:
            yield from _compare_by_key(old_by_id, new_by_id, path)
    elif field_names(old) == field_names(new) != () or {type(old), type(new)} == {Text, type(None)}:
        owner = old if new is None else new
        for name in field_names(owner):
            pair = getattr(old, name, None), getattr(new, name, None)
            yield from differences(*pair, (*path, FieldStep(type(owner), name)))
    elif repr(old) != repr(new):
        yield Difference(path, "changed", old, new)


def _by_id(items: tuple[Any, ...]) -> dict[str, Any] | None:
    """Items by their ids; None where one has no id, or two have the same."""
    by_id = {item.id: item for item in items if hasattr(item, "id")}
    return by_id if len(by_id) == len(items) else None


def _compare_by_key(
    old: Mapping[str, Any], new: Mapping[str, Any], path: Path
) -> Iterator[Difference]:
    """The differences between values that are matched by their keys or ids."""
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


def _compare_lists(old: Sequence[Any], new: Sequence[Any], path: Path) -> Iterator[Difference]:
    """The differences between two lists of items without ids: in a run of items that differ, the
    first old one is compared with the first new one, and so on."""
    count = max(len(old), len(new))
    matcher = SequenceMatcher(None, [*map(repr, old)], [*map(repr, new)], autojunk=False)
    for how, a, end_a, b, end_b in matcher.get_opcodes():
        if how == "equal":
            continue
        pairs = min(end_a - a, end_b - b)
        for k in range(pairs):
            yield from differences(old[a + k], new[b + k], (*path, ItemStep(b + k + 1, count)))
        for k in range(a + pairs, end_a):
            yield Difference((*path, ItemStep(k + 1, count)), "removed", old[k])
        for k in range(b + pairs, end_b):
            yield Difference((*path, ItemStep(k + 1, count)), "added", None, new[k])


def changes(old: Directory, new: Directory, translator: Translator) -> list[str]:
    """What changed between two directories, in plain words: a line for each entry, source or
    concept, and one for the rest."""
    by_subject: dict[Path, list[Difference]] = {}
    for difference in differences(old, new):
        by_subject.setdefault(_subject(difference.path), []).append(difference)
    return [_line(subject, group, translator) for subject, group in by_subject.items()]


def _line(subject: Path, group: Sequence[Difference], translator: Translator) -> str:
    """What changed in one subject; of an entry also whether its sources changed."""
    sentences = [sentence(difference, translator) for difference in group]
    if _collection(subject) in ENTRY_FIELDS and subject != group[0].path:
        sources = any(isinstance(step, FieldStep) and step.name == "sources"
                      for difference in group for step in difference.path[2:3])  # fmt: skip
        answer = translator.text("yes") if sources else translator.text("no")
        sentences.append(translator.pair(translator.text("source changed"), answer))
    return translator.pair(subject_words(subject, translator), "; ".join(sentences))


def _subject(path: Path) -> Path:
    """The part of a path that leads to an entry, a source or a concept; empty for other paths."""
    return path[:2] if len(path) > 1 and isinstance(path[1], KeyStep) else ()


def _collection(path: Path) -> str:
    """The field of the directory that a path leads into, such as "services"; "" for none."""
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
    """The entry, source or concept that a path leads to, in words; else "the directory itself"."""
    if len(path) < 2 or not isinstance(path[1], KeyStep):
        return translator.text("the directory itself")
    id, collection = path[1].key, _collection(path)
    if collection == "sources":
        return translator.text("source {id}", id=id)
    return id if collection in ENTRY_FIELDS else translator.text("search words {id}", id=id)


def sentence(difference: Difference, translator: Translator) -> str:
    """A difference in words: the field, its old and its new value."""
    path, how, *values = difference
    what = _path_in_words(path[len(_subject(path)) :], translator)
    old, new = (_format_value(v, path, translator) or translator.text("nothing") for v in values)
    if how == "changed":
        return translator.text(
            "{what} changed from “{old}” to “{new}”", what=what, old=old, new=new
        )
    if not what and _collection(path) in ENTRY_FIELDS:
        return translator.text("added") if how == "added" else translator.text("removed")
    if how == "moved":
        change = translator.text("the order changed")
    elif how == "added":
        change = translator.text("added “{new}”", new=new)
    else:
        change = translator.text("removed “{old}”", old=old)
    return f"{what}, {change}" if what else change


def _path_in_words(path: Path, translator: Translator) -> str:
    """The steps of a path in words."""
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
    """The label of a field; its stored name in quotation marks where the table has no label."""
    field = by_name(step.owner).get(step.name)
    if field is None or field.label is None:
        return translator.text("“{text}”", text=stored_name(step.owner, step.name))
    return translator.text(field.label) if field.label else ""


def _format_value(value: object, path: Path, translator: Translator) -> str:
    """A value in words; "" for none."""
    last = next((step for step in reversed(path) if isinstance(step, FieldStep)), None)
    return "; ".join(_format_leaves(value, last, translator))


def _format_leaves(value: Any, field: FieldStep | None, translator: Translator) -> Iterator[str]:
    """Each scalar in a value, in words; `field` is the step to the value."""
    if isinstance(value, Text):
        yield f"{value.en} / {value.fr}"
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from (f"{key} {leaf}" for leaf in _format_leaves(inner, field, translator))
    elif fields := field_names(value):
        for name in fields:
            yield from _format_leaves(
                getattr(value, name), FieldStep(type(value), name), translator
            )
    elif isinstance(value, tuple):
        for inner in value:
            yield from _format_leaves(inner, field, translator)
    elif isinstance(value, bool):
        yield translator.text("yes") if value else translator.text("no")
    elif value not in (None, ""):
        yield _format_scalar(str(value), field.name if field else "", translator)


def _format_scalar(value: str, field: str, translator: Translator) -> str:
    if field in ("status", "confidence") and value in LABELS:
        return translator.label(value)
    return translator.phone(value) if field == "number" else value
