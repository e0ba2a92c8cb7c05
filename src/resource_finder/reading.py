"""A place in a YAML file: read a typed value there, or note a problem.

Nodes are read, not the values that YAML makes of them, so every value knows its line and keeps its
spelling: `ON` stays a word and `9:30` a time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Final, TypeVar

import yaml

from resource_finder.characters import harmful
from resource_finder.model import Language, Text
from resource_finder.wording import mark

T = TypeVar("T")

LARGEST_FILE: Final = 50_000_000
"""Bytes that a directory file may have."""
DEEPEST: Final = 24
"""Levels that a directory file may nest."""
LONGEST: Final = 4_000
"""Characters that one value may have."""

_SHORT_CODES: Final = frozenset({"911", "988", "211"})
_NORTH_AMERICAN: Final = re.compile(r"(?:\+?1)?([2-9]\d\d[2-9]\d{6})", re.ASCII)
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in a directory file: where it is, what it is, how to mend it.

    `what` and `fix` are sentences of the catalogue with `{names}` filled from `values`. Line and
    column start at 1; line 0 means the file as a whole.
    """

    file: str
    line: int
    column: int
    what: str
    fix: str
    values: Mapping[str, str] = field(default_factory=dict)


class DataError(Exception):
    """A directory file cannot be used: `problems` holds every fault once, in reading order."""

    def __init__(self, problems: list[Problem]) -> None:
        once = {(p.file, p.line, p.column, p.what, *p.values.items()): p for p in problems}
        self.problems = sorted(once.values(), key=lambda p: (p.file, p.line, p.column))
        super().__init__("\n".join(f"{p.file}:{p.line}:{p.column}: {p.what}" for p in problems))


def compose(path: Path, name: str) -> yaml.Node:
    """The root node of a YAML file.

    Raises DataError when the file cannot be read, is empty, too large or too deep, is not UTF-8 or
    not YAML, or holds anchors or aliases (they can grow a small file without end).
    """
    raw = _bytes(path, name)
    try:
        _refuse_traps(raw, name)
        node = yaml.compose(raw, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        # Only a quotation mark can stay open to the end; its place says more than the end does.
        unclosed = error.problem == "found unexpected end of stream"
        where = (unclosed and error.context_mark) or error.problem_mark or error.context_mark
        at = (where.line + 1, where.column + 1) if where else (0, 0)
        fix = mark("close the quotation mark that opens here") if unclosed else _YAML_FIX
        raise DataError([Problem(name, *at, mark("this is not valid YAML"), fix)]) from error
    except yaml.reader.ReaderError as error:
        before = raw[: error.position].decode("utf-8", "ignore")
        at = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        what = mark("this file holds a character that YAML does not allow")
        fix = mark("take the invisible character out")
        raise DataError([Problem(name, *at, what, fix)]) from error
    if node is None:
        fix = mark("start from the form in docs/DIRECTORY.md")
        raise DataError([Problem(name, 0, 0, mark("the file is empty"), fix)])
    return node


_YAML_FIX: Final = mark("look for a missing quotation mark, colon or space just before this place")
_READ_FIX: Final = mark("check the path and that you may read the file")


def _bytes(path: Path, name: str) -> bytes:
    def refuse(what: str, fix: str = _READ_FIX) -> DataError:
        return DataError([Problem(name, 0, 0, what, fix)])

    try:
        if path.is_dir():
            raise refuse(mark("this is a folder, not a file"), mark("name the YAML file inside it"))
        with path.open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise refuse(mark("there is no such file")) from error
    except (OSError, ValueError) as error:
        raise refuse(mark("the file cannot be read")) from error
    if len(raw) > LARGEST_FILE:
        raise refuse(mark("the file is over 50 MB"), mark("split it; --also reads several files"))
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = mark("the file is not UTF-8")
        fix = mark("save it again as UTF-8")
        raise DataError([Problem(name, line, 1, what, fix)]) from error
    return raw


def _refuse_traps(raw: bytes, name: str) -> None:
    depth = 0
    for event in yaml.parse(raw, Loader=yaml.CSafeLoader):
        start = event.start_mark
        at = (start.line + 1, start.column + 1) if start else (0, 0)
        if getattr(event, "anchor", None) is not None:
            what, fix = (
                mark("anchors and aliases (& and *) are refused"),
                mark("write the value out"),
            )
            raise DataError([Problem(name, *at, what, fix)])
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            what, fix = (
                mark("the file nests too deeply"),
                mark("see docs/DIRECTORY.md for the form"),
            )
            raise DataError([Problem(name, *at, what, fix)])


class Place:
    """A node of a file, what may stand there, and the list where its problems are noted.

    Every method reads a value of its type; where there is none it notes a problem and gives a
    harmless stand-in, so that one reading finds every fault. `finish` notes keys nobody asked for.
    """

    def __init__(self, node: yaml.Node, file: str, problems: list[Problem]) -> None:
        self.node, self.file, self.problems = node, file, problems
        self._asked: list[str] = []
        self._keys: dict[str, Place] = {}
        self._children = self._read_keys() if isinstance(node, yaml.MappingNode) else {}

    def _read_keys(self) -> dict[str, Place]:
        children: dict[str, Place] = {}
        for key, value in self.node.value:
            here = Place(key, self.file, self.problems)
            if not isinstance(key, yaml.ScalarNode):
                here.note(mark("a key must be a word"), mark("see docs/DIRECTORY.md for the form"))
                continue
            name = here.words()
            if name in children:
                here.note(mark("doubled key '{key}'"), mark("keep one of the two"), key=name)
            elif name:
                self._keys[name] = here
                children[name] = Place(value, self.file, self.problems)
        return children

    def note(self, what: str, fix: str, **values: str) -> None:
        """Note a problem here."""
        self.problems.append(Problem(self.file, *self._where(), what, fix, values))

    def _where(self) -> tuple[int, int]:
        """Line and column, from 1."""
        start = self.node.start_mark
        return (start.line + 1, start.column + 1) if start else (0, 0)

    def __contains__(self, key: str) -> bool:
        return key in self._children

    def at(self, key: str) -> Place | None:
        """The place under a key; None, and a problem, where it is missing."""
        found = self.maybe(key)
        if found is None and self.is_map():
            self.note(mark("missing key '{key}'"), mark("add '{key}:'"), key=key)
        return found

    def maybe(self, key: str) -> Place | None:
        """The place under a key that may be left out."""
        self._asked.append(key)
        return self._children.get(key)

    def is_map(self) -> bool:
        """Whether keys and values stand here; a problem where not."""
        if isinstance(self.node, yaml.MappingNode):
            return True
        self._wrong_type(mark("keys and values are expected here"))
        return False

    def _wrong_type(self, what: str) -> None:
        """Note that something else is expected here."""
        self.note(what, mark("see docs/DIRECTORY.md for the form"))

    def finish(self) -> None:
        """Note every key that was not asked for."""
        for name, here in self._keys.items():
            if name not in self._asked:
                near = get_close_matches(name, self._asked, 1)
                fix = mark("did you mean '{near}'?") if near else mark("take it out")
                here.note(mark("unknown key '{key}'"), fix, key=name, near="".join(near))

    def children(self) -> Iterator[tuple[str, Place]]:
        """Every key and its place; all count as asked for."""
        if self.is_map():
            self._asked.extend(self._children)
            yield from self._children.items()

    def items(self, read: Callable[[Place], T]) -> tuple[T, ...]:
        """What `read` makes of each item of the list that stands here."""
        if not isinstance(self.node, yaml.SequenceNode):
            self._wrong_type(mark("a list is expected here"))
            return ()
        return tuple(read(Place(node, self.file, self.problems)) for node in self.node.value)

    def words(self) -> str:
        """Some words: never empty, too long, nor with characters that play with a screen."""
        if not isinstance(self.node, yaml.ScalarNode):
            self._wrong_type(mark("words are expected here"))
            return ""
        value = str(self.node.value).strip()
        if not value or (not self.node.style and value in ("null", "~")):
            self.note(mark("words are missing here"), mark("write them, or take the key out"))
            return ""
        if len(value) > LONGEST:
            self.note(
                mark("this is too long"), mark("at most {limit} characters"), limit=f"{LONGEST}"
            )
            return ""
        if any(harmful(character) for character in value):
            fix = mark("take the invisible character out")
            self.note(mark("a control character stands in this value"), fix)
            return ""
        return value

    def text(self, limit: int = LONGEST) -> Text:
        """The same words in both languages."""
        if not isinstance(self.node, yaml.MappingNode):
            self._wrong_type(mark("words in both languages are expected here: en and fr"))
            return Text("", "")
        en, fr = (self._one_language(language, limit) for language in Language)
        self.finish()
        return Text(en, fr)

    def _one_language(self, language: Language, limit: int) -> str:
        found = self.maybe(language)
        if found is None:
            what = (
                mark("French is missing") if language is Language.FR else mark("English is missing")
            )
            self.note(what, mark("add '{key}:'"), key=language)
            return ""
        words = found.words()
        if len(words) > limit:
            found.note(
                mark("this is too long"), mark("at most {limit} characters"), limit=f"{limit}"
            )
        return words

    def text_or_words(self) -> Text:
        """Words in both languages, or one name that serves both."""
        if isinstance(self.node, yaml.ScalarNode):
            words = self.words()
            return Text(words, words)
        return self.text()

    def choice(self, allowed: Collection[str], unknown: str) -> str:
        """One word of a closed list; `unknown` is the sentence for any other, with `{value}`."""
        value = self.words()
        if value and value not in allowed:
            near = get_close_matches(value, list(allowed), 1, 0.5)
            fix = mark("did you mean '{near}'?") if near else mark("one of: {allowed}")
            listed = ", ".join(sorted(allowed)[:40])
            self.note(unknown, fix, value=value, near="".join(near), allowed=listed)
        return value

    def identifier(self) -> str:
        """An id: lower-case letters, digits and single hyphens."""
        value = self.words()
        if value and not _ID.fullmatch(value):
            fix = mark("lower-case letters, digits and single hyphens, as in 'cfs-report'")
            self.note(mark("'{value}' cannot be an id"), fix, value=value)
        return value

    def whole_number(self) -> int:
        """A whole number from 0 to 9999."""
        value = self.words()
        if re.fullmatch(r"\d{1,4}", value, re.ASCII):
            return int(value)
        if value:
            self.note(mark("'{value}' is not a whole number"), mark("write digits"), value=value)
        return 0

    def date(self, whole: bool = False) -> str:
        """An ISO date: "2009-04-15", or with less precision "2009-04" or "2009"."""
        value = self.words()
        if value and not is_date(value, whole):
            form = mark("as in 2009-04-15") if whole else mark("as in 2009-04-15, 2009-04 or 2009")
            self.note(mark("impossible date '{value}'"), form, value=value)
        return value

    def number(self) -> str:
        """A phone number as E.164, or a bare short code."""
        value = self.words()
        digits = re.sub(r"[ \u00a0().-]", "", value)
        whole = _NORTH_AMERICAN.fullmatch(digits)
        if whole:
            return f"+1{whole[1]}"
        if digits in _SHORT_CODES or re.fullmatch(r"\d{5,6}", digits, re.ASCII):
            return digits
        if value:
            fix = mark("ten digits with the area code, as in 1-866-345-9241; or 911, 988, 211")
            self.note(mark("impossible phone number '{value}'"), fix, value=value)
        return ""


def is_date(value: str, whole: bool) -> bool:
    """Whether a value is an ISO date that exists; a day is needed where `whole`."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", value, re.ASCII)
    if match is None or (whole and match[3] is None):
        return False
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True
