"""A node of a YAML file: read a typed value there, or report what is wrong, with its line.

Nodes are read, not the values that YAML makes of them, so every value knows its line and keeps its
spelling: `ON` stays a word and `9:30` a time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from itertools import islice
from types import MappingProxyType
from typing import Final, NamedTuple, TypeVar

import yaml

from resource_finder.i18n import N_
from resource_finder.model import Language, Text
from resource_finder.text import is_unsafe

T = TypeVar("T")

FORM_FIX: Final = N_("see docs/DIRECTORY.md for the form")

MAX_PROBLEMS: Final = 1_000
"""Faults after which reading stops."""
MAX_TEXT_CHARS: Final = 4_000
"""Characters that one value may have."""
MAX_LIST_ITEMS: Final = 1_000
"""Items that a list may have, lists of entries aside."""

_MAX_SLIP_CHARS: Final = 60
"""Characters of a word that may be a slip for another; comparing longer ones takes too long."""
_MAX_GUESSES: Final = 100
"""Faults of a file up to which the word that was meant is guessed; each guess takes time."""
_SHORT_CODES: Final = frozenset({"911", "988", "211"})
_NORTH_AMERICAN: Final = re.compile(r"(?:\+?1)?([2-9]\d\d[2-9]\d{6})", re.ASCII)
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Problem(NamedTuple):
    """A fault in a directory file: where it is, what it is, how to fix it.

    `what` and `fix` are sentences of the catalogue with `{names}` filled from `values`. Line and
    column start at 1; line 0 means the file as a whole.
    """

    file: str
    line: int
    column: int
    what: str
    fix: str
    values: Mapping[str, str] = MappingProxyType({})


class DataError(Exception):
    """A directory file cannot be used: `problems` holds every fault once, in reading order."""

    def __init__(self, problems: list[Problem]) -> None:
        once = {(p.file, p.line, p.column, p.what, *p.values.items()): p for p in problems}
        self.problems = sorted(once.values(), key=lambda p: (p.file, p.line, p.column))
        super().__init__("\n".join(f"{p.file}:{p.line}:{p.column}: {p.what}" for p in problems))


AGAIN: Final = N_("install resource-finder again")
_DAMAGED: Final = N_("this file is missing, or it is not the one that was installed")


class DamagedError(DataError):
    """Files of this installation are missing, or they are not what was built."""

    def __init__(self, *names: str) -> None:
        super().__init__([Problem(name, 0, 0, _DAMAGED, AGAIN) for name in names])


class Node:
    """A node of a file, what may stand there, and the list where its problems are reported.

    Each `read_` method reads a value of its type; where there is none it reports a problem and
    gives a harmless stand-in, so that one reading finds every fault.
    """

    def __init__(self, yaml_node: yaml.Node, file: str, problems: list[Problem]) -> None:
        self.yaml_node, self.file, self.problems = yaml_node, file, problems
        self._keys: dict[str, Node] = {}
        self._children: dict[str, Node] = {}
        if isinstance(yaml_node, yaml.MappingNode):
            self._read_keys()

    def _read_keys(self) -> None:
        for yaml_key, yaml_value in self.yaml_node.value:
            key = Node(yaml_key, self.file, self.problems)
            if not isinstance(yaml_key, yaml.ScalarNode):
                key.report(N_("a key must be a word"), FORM_FIX)
                continue
            name = key.read_words()
            if name in self._children:
                key.report(N_("doubled key '{key}'"), N_("keep one of the two"), key=name)
            elif name:
                self._keys[name] = key
                self._children[name] = Node(yaml_value, self.file, self.problems)

    def report(self, what: str, fix: str, **values: str) -> None:
        """Add a problem of this node. Raises DataError where there are too many to go on."""
        self.problems.append(Problem(self.file, *self._position(), what, fix, values))
        if len(self.problems) >= MAX_PROBLEMS:
            stop, again = (
                N_("too many faults: reading stopped here"),
                N_("fix these, then check again"),
            )
            self.problems.append(Problem(self.file, *self._position(), stop, again))
            raise DataError(self.problems)

    def nearest(self, word: str, allowed: Iterable[str], like: float = 0.6) -> str:
        """The allowed word that a misspelt one was meant to be; "" where none is near.

        A long word is no slip, and after many faults a guess is not worth the wait.
        """
        if len(word) > _MAX_SLIP_CHARS or len(self.problems) > _MAX_GUESSES:
            return ""
        short = (one for one in islice(allowed, MAX_LIST_ITEMS) if len(one) <= _MAX_SLIP_CHARS)
        return "".join(get_close_matches(word, short, 1, like))

    def _position(self) -> tuple[int, int]:
        """Line and column, from 1."""
        start = self.yaml_node.start_mark
        return (start.line + 1, start.column + 1) if start else (0, 0)

    def required(self, key: str) -> Node | None:
        """The node under a key; None, and a problem, where it is missing."""
        child = self.optional(key)
        if child is None and self.is_map():
            self.report(N_("missing key '{key}'"), N_("add '{key}:'"), key=key)
        return child

    def optional(self, key: str) -> Node | None:
        """The node under a key that may be left out."""
        return self._children.get(key)

    def is_map(self) -> bool:
        """Whether keys and values stand here; a problem where not."""
        if isinstance(self.yaml_node, yaml.MappingNode):
            return True
        self.report(N_("keys and values are expected here"), FORM_FIX)
        return False

    def report_unknown_keys(self, known: Collection[str]) -> None:
        """Report every key but those known."""
        for name, key in self._keys.items():
            if name not in known:
                near = self.nearest(name, known)
                fix = N_("did you mean '{near}'?") if near else N_("take it out")
                key.report(N_("unknown key '{key}'"), fix, key=name, near=near)

    def children(self, known: Collection[str] = ()) -> Iterator[tuple[str, Node]]:
        """Every key, one of those known or else any id, and the node under it."""
        if self.is_map() and self._is_short(MAX_LIST_ITEMS):
            self.report_unknown_keys(known or self._children)
            for name, child in self._children.items():
                if not known:
                    self._keys[name].read_id()
                yield name, child

    def _is_short(self, most: int) -> bool:
        """Whether a list or map holds at most so many; a problem where not."""
        if len(self.yaml_node.value) > most:
            self.report(N_("this is too long"), N_("at most {limit} items"), limit=f"{most}")
        return len(self.yaml_node.value) <= most

    def read_list(self, read: Callable[[Node], T], most: int = MAX_LIST_ITEMS) -> tuple[T, ...]:
        """What `read` makes of each item of the list that stands here."""
        if not isinstance(self.yaml_node, yaml.SequenceNode):
            self.report(N_("a list is expected here"), FORM_FIX)
            return ()
        if not self._is_short(most):
            return ()
        return tuple(
            read(Node(yaml_node, self.file, self.problems)) for yaml_node in self.yaml_node.value
        )

    def read_words(self) -> str:
        """Some words: never empty, too long, nor with characters that play with a screen."""
        if not isinstance(self.yaml_node, yaml.ScalarNode):
            self.report(N_("words are expected here"), FORM_FIX)
            return ""
        value = str(self.yaml_node.value).strip()
        if not value or (not self.yaml_node.style and value in ("null", "~")):
            self.report(N_("words are missing here"), N_("write them, or take the key out"))
            return ""
        if len(value) > MAX_TEXT_CHARS:
            self.report(
                N_("this is too long"), N_("at most {limit} characters"), limit=f"{MAX_TEXT_CHARS}"
            )
            return ""
        if any(is_unsafe(character) for character in value):
            fix = N_("take the invisible character out")
            self.report(N_("a control character stands in this value"), fix)
            return ""
        return value

    def read_text(self, limit: int = MAX_TEXT_CHARS, beside: Collection[str] = ()) -> Text:
        """The same words in both languages; `beside` are other keys that may stand there."""
        if not isinstance(self.yaml_node, yaml.MappingNode):
            self.report(N_("words in both languages are expected here: en and fr"), FORM_FIX)
            return Text("", "")
        en, fr = (self._read_language(language, limit) for language in Language)
        self.report_unknown_keys((*Language, *beside))
        return Text(en, fr)

    def _read_language(self, language: Language, limit: int) -> str:
        child = self.optional(language)
        if child is None:
            what = N_("French is missing") if language is Language.FR else N_("English is missing")
            self.report(what, N_("add '{key}:'"), key=language)
            return ""
        words = child.read_words()
        if len(words) > limit:
            child.report(N_("this is too long"), N_("at most {limit} characters"), limit=f"{limit}")
        return words

    def read_name(self) -> Text:
        """Words in both languages, or one name that serves both."""
        if isinstance(self.yaml_node, yaml.ScalarNode):
            words = self.read_words()
            return Text(words, words)
        return self.read_text()

    def read_choice(self, allowed: Collection[str], unknown: str) -> str:
        """One word of a closed list; `unknown` is the sentence for any other, with `{value}`."""
        value = self.read_words()
        if value and value not in allowed:
            near = self.nearest(value, allowed, 0.5)
            fix = N_("did you mean '{near}'?") if near else N_("one of: {allowed}")
            listed = ", ".join(sorted(allowed)[:40])
            self.report(unknown, fix, value=value, near=near, allowed=listed)
        return value

    def read_id(self) -> str:
        """An id: lower-case letters, digits and single hyphens."""
        value = self.read_words()
        if value and not _ID.fullmatch(value):
            fix = N_("lower-case letters, digits and single hyphens, as in 'cfs-report'")
            self.report(N_("'{value}' cannot be an id"), fix, value=value)
        return value

    def read_whole_number(self) -> int:
        """A whole number from 0 to 9999."""
        value = self.read_words()
        if re.fullmatch(r"\d{1,4}", value, re.ASCII):
            return int(value)
        if value:
            self.report(N_("'{value}' is not a whole number"), N_("write digits"), value=value)
        return 0

    def read_date(self, whole: bool = False) -> str:
        """An ISO date: "2009-04-15", or with less precision "2009-04" or "2009"."""
        value = self.read_words()
        if value and not is_date(value, whole):
            form = N_("as in 2009-04-15") if whole else N_("as in 2009-04-15, 2009-04 or 2009")
            self.report(N_("impossible date '{value}'"), form, value=value)
        return value

    def read_phone_number(self) -> str:
        """A phone number as E.164, or a bare short code."""
        value = self.read_words()
        digits = re.sub(r"[ \u00a0().-]", "", value)
        whole = _NORTH_AMERICAN.fullmatch(digits)
        if whole:
            return f"+1{whole[1]}"
        if digits in _SHORT_CODES or re.fullmatch(r"\d{5,6}", digits, re.ASCII):
            return digits
        if value:
            fix = N_("ten digits with the area code, as in 204-555-0123; or 911, 988, 211")
            self.report(N_("impossible phone number '{value}'"), fix, value=value)
        return ""


def scalars(yaml_node: yaml.Node, skip: tuple[str, ...] = ()) -> Iterator[yaml.ScalarNode]:
    """Every single value under a node, keys not counted."""
    if isinstance(yaml_node, yaml.ScalarNode):
        yield yaml_node
    elif isinstance(yaml_node, yaml.SequenceNode):
        for item in yaml_node.value:
            yield from scalars(item)
    elif isinstance(yaml_node, yaml.MappingNode):
        for key, value in yaml_node.value:
            if key.value not in skip:
                yield from scalars(value)


def is_date(value: str, whole: bool) -> bool:
    """Whether a value is an ISO date that exists, of the years 1000 to 2999; a day is needed where
    `whole`."""
    match = re.fullmatch(r"([12]\d{3})(?:-(\d\d)(?:-(\d\d))?)?", value, re.ASCII)
    if match is None or (whole and match[3] is None):
        return False
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True
