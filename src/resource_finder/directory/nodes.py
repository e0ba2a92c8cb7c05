"""A node of a YAML file, which reads a typed value or reports what is wrong there, with its line.

It reads the nodes of YAML and not the values that YAML converts them to, so that each value has a
line and its own spelling: `ON` stays a word and `9:30` a time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from itertools import islice
from typing import Any, Final, TypeVar

import yaml

from resource_finder.bilingual import Language, Text
from resource_finder.directory.key_hints import PLACES, meant
from resource_finder.directory.problems import MAX_PROBLEMS, SEE_DOCS_FIX, DataError, Problem
from resource_finder.i18n import N_
from resource_finder.text import make_safe

T = TypeVar("T")

WRITE_FIX: Final = N_("write '{written}'")
MAX_TEXT_CHARS: Final = 4_000
"""Longest value; longer ones would slow the rules that match patterns in them."""
MAX_LIST_ITEMS: Final = 1_000
"""Items of a list or map; lists of entries have their own limits."""
MAX_LISTED: Final = 25
"""Longest closed list that an error names whole; a command lists a longer one."""

_MAX_TYPO_CHARS: Final = 60
"""Longest word that is compared with the allowed ones, which takes time, or repeated in a fix."""
_MAX_FAULTS_WITH_GUESS: Final = 100
"""Faults of a file for which the intended word is guessed; each guess takes time."""
_NOTHING: Final = ("", "null", "~")
_LANGUAGE_FIX: Final = N_(
    "write '{written}'; an agency’s file may name its language once instead: 'language:' under "
    "'layer:'"
)
_PAIRS: Final = (("en", "fr"), ("fr", "en"))
_WHOLE_FIX: Final = N_("write quotation marks around the whole text that this is a part of")
_SHORT_CODES: Final = frozenset({"911", "988", "211"})
_NORTH_AMERICAN: Final = re.compile(r"(?:\+?1)?([2-9]\d\d[2-9]\d{6})", re.ASCII)
_CURLY: Final = frozenset("“”„«»")
_EXTENSION: Final = re.compile(r"[\d\s.()+-]{10,}(?:[,;]\s*)?(?:ext|x|poste|#)", re.I)
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Node:
    """A node of a file, and the list that its problems are added to.

    Each `read_` method reads a value of one type. Where there is none, it reports a problem and
    returns an empty or harmless value, so that one pass finds every fault.
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
                key.report(N_("a key must be text"), SEE_DOCS_FIX)
                continue
            name = key.read_words()
            if name in self._children:
                key.report(N_("duplicate key '{key}'"), N_("keep one of the two"), key=name)
            elif name:
                self._keys[name] = key
                self._children[name] = Node(yaml_value, self.file, self.problems)

    def report(self, what: str, fix: str, **values: str) -> None:
        """Add a problem of this node. Raises DataError where there are too many to go on."""
        at = position(self.yaml_node.start_mark)
        self.problems.append(Problem(self.file, *at, what, fix, values))
        if len(self.problems) >= MAX_PROBLEMS:
            what = N_("too many errors: reading stopped here")
            fix = N_("fix these, then check again")
            self.problems.append(Problem(self.file, *at, what, fix))
            raise DataError(self.problems)

    def nearest(self, word: str, allowed: Iterable[str], min_similarity: float = 0.6) -> str:
        """The allowed word that is most like a misspelt one; "" where none is similar enough (from
        0 to 1), the word is very long, or the file has many faults already."""
        if len(word) > _MAX_TYPO_CHARS or len(self.problems) > _MAX_FAULTS_WITH_GUESS:
            return ""
        short = (one for one in islice(allowed, MAX_LIST_ITEMS) if len(one) <= _MAX_TYPO_CHARS)
        return "".join(get_close_matches(word, short, 1, min_similarity))

    def require(self, key: str) -> Node | None:
        """The node under a key; where it is missing, report that and return None."""
        child = self.get(key)
        if child is None and self.expect_map():
            self.report(N_("missing key '{key}'"), N_("add '{key}:'"), key=key)
        return child

    def get(self, key: str) -> Node | None:
        """The node under a key; None where it is left out."""
        return self._children.get(key)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands here: a key whose value was taken out, or null."""
        node = self.yaml_node
        return isinstance(node, yaml.ScalarNode) and not node.style and node.value in _NOTHING

    def expect_map(self) -> bool:
        """Whether this is a map of keys and values; where not, report that."""
        if isinstance(self.yaml_node, yaml.MappingNode):
            return True
        self.report(N_("keys and values are expected here"), SEE_DOCS_FIX)
        return False

    def report_unknown_keys(self, known: Collection[str]) -> None:
        """Report every key that is not known."""
        for name, key in self._keys.items():
            before, colon, value = name.partition(":")
            if colon and before in known:
                what, written = N_("a space is missing after '{key}:'"), f"{before}: {value}"
                key.report(what, WRITE_FIX, key=before, written=written)
            elif not _CURLY.isdisjoint(name):
                what = N_("curly quotation marks enclose no text in this file")
                key.report(what, N_("write straight ones, at the beginning and the end"))
            elif name not in known:
                near = meant(name, known) or self.nearest(name, known)
                alone = _WHOLE_FIX if self._is_part_of_text(name) else N_("remove it")
                fix = PLACES.get(name) or (N_("did you mean '{near}'?") if near else alone)
                key.report(N_("unknown key '{key}'"), fix, key=name, near=near)

    def _is_part_of_text(self, key: str) -> bool:
        """Whether a key that is not known looks like a piece of a text: between braces, a comma or
        a colon ends a text without quotation marks."""
        node = self.yaml_node
        is_flow = isinstance(node, yaml.MappingNode) and bool(node.flow_style)
        return " " in key or (is_flow and self._children[key].is_empty)

    def children(self, known: Collection[str] = ()) -> Iterator[tuple[str, Node]]:
        """Each key and the node under it; keys must be known ones, or ids where none are named."""
        if self.expect_map() and self._expect_at_most(MAX_LIST_ITEMS):
            self.report_unknown_keys(known or self._children)
            for name, child in self._children.items():
                if not known:
                    self._keys[name].read_id()
                yield name, child

    def _expect_at_most(self, limit: int) -> bool:
        """Whether a list or map has at most `limit` items; where not, report that."""
        if len(self.yaml_node.value) > limit:
            self.report(N_("this is too long"), N_("at most {limit} items"), limit=f"{limit}")
        return len(self.yaml_node.value) <= limit

    def read_list(self, read: Callable[[Node], T], limit: int = MAX_LIST_ITEMS) -> tuple[T, ...]:
        """The items of a list, each read by `read`."""
        nodes = self.list_nodes(limit)
        return tuple(read(Node(yaml_node, self.file, self.problems)) for yaml_node in nodes)

    def _words(self) -> str:
        """The words that stand here, for a fix to repeat; "..." where there are none, or many."""
        value = self.yaml_node.value if isinstance(self.yaml_node, yaml.ScalarNode) else ""
        return make_safe(value) if 0 < len(value) <= _MAX_TYPO_CHARS else "..."

    def list_nodes(self, limit: int = MAX_LIST_ITEMS) -> list[yaml.Node]:
        """The nodes of YAML of the items of a list."""
        if not isinstance(self.yaml_node, yaml.SequenceNode):
            is_item = isinstance(self.yaml_node, yaml.MappingNode)
            fix = N_("put a hyphen and a space before each item") if is_item else WRITE_FIX
            self.report(N_("a list is expected here"), fix, written=f"[{self._words()}]")
            return []
        return list(self.yaml_node.value) if self._expect_at_most(limit) else []

    def item_nodes(self) -> list[Node]:
        """The nodes of the items of a list; none where this is no list."""
        items = self.yaml_node.value if isinstance(self.yaml_node, yaml.SequenceNode) else []
        return [Node(item, self.file, self.problems) for item in items[:MAX_LIST_ITEMS]]

    def read_words(self) -> str:
        """Some words: not empty, not too long, without characters that are unsafe to print."""
        if not isinstance(self.yaml_node, yaml.ScalarNode):
            self.report(N_("text is expected here"), SEE_DOCS_FIX)
            return ""
        value = str(self.yaml_node.value).strip()
        if not value or self.is_empty:
            self.report(N_("text is missing here"), N_("add it, or remove the key"))
            return ""
        if len(value) > MAX_TEXT_CHARS:
            self.report(
                N_("this is too long"), N_("at most {limit} characters"), limit=f"{MAX_TEXT_CHARS}"
            )
            return ""
        if make_safe(value) != value:
            fix = N_("remove the invisible character")
            self.report(N_("this value contains a control character"), fix)
            return ""
        return value

    def read_label(self, limit: int, beside: Collection[str] = ()) -> Text:
        """A text that no file may write in the one language that it names."""
        return self._read_text(WRITE_FIX, limit, beside)

    def read_text(self, limit: int = MAX_TEXT_CHARS) -> Text:
        """A text in both languages."""
        return self._read_text(_LANGUAGE_FIX, limit)

    def _read_text(self, fix: str, limit: int, beside: Collection[str] = ()) -> Text:
        """A text in both languages; `fix` is for words alone, and `beside` are further keys that
        the map may have."""
        if not isinstance(self.yaml_node, yaml.MappingNode):
            what = N_("a text is expected here under en and fr")
            # Whoever reads the fix in a language most likely wrote in it.
            en, fr = (f'{{{one}: "{self._words()}", {other}: "..."}}' for one, other in _PAIRS)
            self.report(what, fix, written=en, written_fr=fr)
            return Text("", "")
        en, fr = (self._read_language(language, limit) for language in Language)
        self.report_unknown_keys((*Language, *beside))
        return Text(en, fr)

    def _read_language(self, language: Language, limit: int) -> str:
        child = self.get(language)
        if child is None:
            what = N_("French is missing") if language is Language.FR else N_("English is missing")
            self.report(what, N_("add '{key}:'"), key=language)
            return ""
        words = child.read_words()
        if len(words) > limit:
            child.report(N_("this is too long"), N_("at most {limit} characters"), limit=f"{limit}")
        return words

    def read_name(self) -> Text:
        """A text in both languages, or one name for both."""
        if isinstance(self.yaml_node, yaml.ScalarNode):
            words = self.read_words()
            return Text(words, words)
        return self.read_text()

    def read_gloss(self) -> Text:
        """Words in one language, or in both; "" in the other."""
        if not isinstance(self.yaml_node, yaml.MappingNode):
            written = f'{{en: "{self._words()}"}}'
            self.report(N_("text is expected here under en or fr"), WRITE_FIX, written=written)
            return Text("", "")
        words = [child.read_words() if (child := self.get(lang)) else "" for lang in Language]
        self.report_unknown_keys(tuple(Language))
        if not any(words):
            fix = N_("add 'en:' or 'fr:', the language that the name is not in")
            self.report(N_("this gloss has no text"), fix)
        return Text(*words)

    def read_choice(self, allowed: Collection[str], unknown: str) -> str:
        """A word of a closed list; `unknown` is what is reported of any other, with `{value}`."""
        value = self.read_words()
        if value and value not in allowed:
            self.report_choice(unknown, allowed, value, self.nearest(value, allowed, 0.5))
        return value

    def report_choice(
        self, what: str, allowed: Collection[str], value: str = "", near: str = ""
    ) -> None:
        """Add a problem of a word that is missing or not in a closed list; `near` is the word that
        may have been meant."""
        if len(allowed) > MAX_LISTED:
            fix = N_("did you mean '{near}'? All values: resource-finder help filters")
            alone = N_("all values: resource-finder help filters")
        else:
            fix = N_("did you mean '{near}'? One of: {allowed}")
            alone = N_("one of: {allowed}")
        listed = ", ".join(sorted(allowed)[:MAX_LISTED])
        self.report(what, fix if near else alone, value=value, near=near, allowed=listed)

    def read_id(self) -> str:
        """An id: lower-case letters, digits and single hyphens."""
        value = self.read_words()
        if value and not _ID.fullmatch(value):
            fix = N_("lower-case letters, digits and single hyphens, as in 'cfs-report'")
            self.report(N_("'{value}' cannot be an ID"), fix, value=value)
        return value

    def read_whole_number(self) -> int:
        """A whole number from 0 to 9999."""
        value = self.read_words()
        if re.fullmatch(r"\d{1,4}", value, re.ASCII):
            return int(value)
        if value:
            self.report(N_("'{value}' is not a whole number"), N_("write digits"), value=value)
        return 0

    def read_date(self, day_needed: bool = False) -> str:
        """An ISO date: "2009-04-15", or where no day is needed "2009-04" or "2009"."""
        value = self.read_words()
        if value and not is_date(value, day_needed):
            day = N_("write year, month and day, as in 2009-04-15")
            any_date = N_("write the year first, as in 2009-04-15, 2009-04 or 2009")
            fix = day if day_needed else any_date
            self.report(N_("invalid date '{value}'"), fix, value=value)
        return value

    def read_phone_number(self) -> str:
        """A phone number in E.164 (of North America), or a short code as it is."""
        value = self.read_words()
        digits = re.sub(r"[ \u00a0().-]", "", value)
        match = _NORTH_AMERICAN.fullmatch(digits)
        if match:
            return f"+1{match[1]}"
        if digits in _SHORT_CODES or re.fullmatch(r"\d{5,6}", digits, re.ASCII):
            return digits
        if value:
            fix = N_("ten digits with the area code, as in 204-555-0123; or 911, 988, 211")
            if _EXTENSION.match(value):
                fix = N_(
                    "write the ten digits alone; what follows them goes under 'label:' beside it"
                )
            self.report(N_("invalid phone number '{value}'"), fix, value=value)
        return ""


def position(mark: Any) -> tuple[int, int]:
    """The line and column of a YAML mark, from 1; 0 and 0 where there is no mark."""
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def is_date(value: str, day_needed: bool) -> bool:
    """Whether a value is an ISO date that exists, of the years 1000 to 2999; with `day_needed`,
    "2009-04" and "2009" are not enough."""
    match = re.fullmatch(r"([12]\d{3})(?:-(\d\d)(?:-(\d\d))?)?", value, re.ASCII)
    if match is None or (day_needed and match[3] is None):
        return False
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True
