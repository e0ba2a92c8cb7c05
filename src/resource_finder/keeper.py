"""For the person who keeps a directory: what is due, what could be better, what has changed."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from resource_finder.model import Directory, Entry, Event, Language, Phone, Service, Text
from resource_finder.wording import Voice, mark

QUESTIONS = (
    mark("Is this still your number?"),
    mark("At what hours is it answered?"),
    mark("In which languages?"),
    mark("Is it toll-free from the North?"),
    mark("May we print your address?"),
)
"""The short script of a call; a call sheet prints it in both languages."""

GREETING = mark(
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
        call = tuple(p for p in service.phones if p.verify != "source")
        look = tuple(p for p in service.phones if p.verify == "source")
        found.append(Due(when, service, call, look))
    found.sort(key=lambda one: (one.when, one.service.id))
    return [one for one in found if one.when <= as_of.isoformat()]


def script(voice: Voice) -> str:
    """What to say on the phone, in one language."""
    return " ".join(voice.say(line) for line in (GREETING, *QUESTIONS))


def to_do(one: Due, voice: Voice) -> str:
    """What verifying a service takes: whom to call, what to look up."""
    parts = []
    if one.call:
        numbers = voice.listing([voice.phone(p.number) for p in one.call])
        parts.append(voice.say("call {numbers}", numbers=numbers))
    if one.look:
        numbers = voice.listing(list(dict.fromkeys(voice.phone(p.number) for p in one.look)))
        parts.append(voice.say("check {numbers} on its web page, never dial it", numbers=numbers))
    return "; ".join(parts) or voice.say("look for a newer source")


Say = Callable[[Entry, Voice], str]


def _text(text: Text | None, voice: Voice) -> str:
    return text[voice.language] if text else ""


def _numbers(entry: Entry, voice: Voice) -> str:
    phones = entry.phones if isinstance(entry, Service) else ()
    return ", ".join(f"{voice.phone(p.number)} ({voice.word(p.confidence)})" for p in phones)


def _of_service(read: Callable[[Service, Voice], str]) -> Say:
    return lambda entry, voice: read(entry, voice) if isinstance(entry, Service) else ""


_COMPARED: tuple[tuple[str, Say], ...] = (
    (mark("name"), lambda e, v: e.name[v.language]),
    (mark("date"), lambda e, _: e.date if isinstance(e, Event) else ""),
    (mark("number"), _numbers),
    (mark("hours"), _of_service(lambda s, v: _text(s.hours, v))),
    (mark("languages"), _of_service(lambda s, _: ", ".join(s.languages))),
    (mark("status"), _of_service(lambda s, v: v.word(s.status))),
    (mark("last seen running"), _of_service(lambda s, _: s.last_seen or "")),
    (mark("who runs it"), _of_service(lambda s, v: _text(s.operator, v))),
    (mark("web address"), _of_service(lambda s, v: ", ".join(_text(w.address, v) for w in s.web))),
    (mark("e-mail"), _of_service(lambda s, _: s.email or "")),
    (mark("call instead"), _of_service(lambda s, _: s.instead or "")),
    (mark("where it serves"), _of_service(lambda s, _: ", ".join(s.regions))),
    (mark("confidence"), lambda e, v: v.word(e.confidence)),
    (mark("summary"), lambda e, v: e.summary[v.language]),
    (mark("details"), lambda e, v: " ".join(d.text[v.language] for d in e.details)),
    (mark("notes"), lambda e, v: " ".join(note[v.language] for note in e.notes)),
    (mark("topics"), lambda e, _: ", ".join(e.topics)),
    (mark("day of the check"), lambda e, _: e.checked),
)


def changes(old: Directory, new: Directory, voice: Voice) -> list[str]:
    """What changed between two directories, a line an entry, in plain words."""
    before = {entry.id: entry for entry in old.entries}
    after = {entry.id: entry for entry in new.entries}
    lines = [voice.say("{id}: taken out", id=id) for id in before if id not in after]
    lines += [voice.say("{id}: added", id=id) for id in after if id not in before]
    for id in (id for id in after if id in before):
        said = list(_changed(before[id], after[id], voice))
        if said:
            lines.append(f"{voice.pair(id, '; '.join(said))}")
    return lines


def _changed(old: Entry, new: Entry, voice: Voice) -> Iterator[str]:
    """Each field that differs, and whether the sources do."""
    sources = [{c.source for c in entry.sources} for entry in (old, new)]
    answer = voice.say("no") if sources[0] == sources[1] else voice.say("yes")
    said = [*_fields(old, new, voice)] or [*_elsewhere(old, new, voice)]
    yield from said
    if said or sources[0] != sources[1]:
        yield voice.pair(voice.say("source changed"), answer)


def _fields(old: Entry, new: Entry, voice: Voice) -> Iterable[str]:
    for label, say in _COMPARED:
        was, is_ = say(old, voice), say(new, voice)
        if was != is_:
            nothing = voice.say("nothing")
            yield voice.say(
                "{what} changed from “{old}” to “{new}”",
                what=voice.say(label), old=was or nothing, new=is_ or nothing,
            )  # fmt: skip


def _elsewhere(old: Entry, new: Entry, voice: Voice) -> Iterable[str]:
    """A change that this language does not show."""
    other = Voice(Language.FR if voice.language is Language.EN else Language.EN)
    for label, say in _COMPARED:
        if say(old, other) != say(new, other):
            yield voice.say("{what} changed in the other language", what=voice.say(label))
    if old != new and not any(say(old, other) != say(new, other) for _, say in _COMPARED):
        yield voice.say("something else changed")
