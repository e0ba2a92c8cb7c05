"""Finds the mistake behind a fault of YAML: the parser stops at the first place that cannot be
right, which is often a line or more below."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

import yaml

from resource_finder.i18n import N_

_LOOK: Final = N_("look for a missing quotation mark, colon or space just before this place")
_UNCLOSED: Final = N_("close the quotation mark that opens here")
_QUOTED: Final = N_(
    "the text that begins here needs a quotation mark at its end, and none inside it"
)
_APOSTROPHE: Final = N_(
    "write full quotation marks, not single ones, around the text that begins here"
)
_TAB: Final = N_("replace the tab that stands here with spaces")
_NO_BREAK: Final = N_("replace the no-break space that stands here with an ordinary space")
_SPACE: Final = N_("put a space after the colon, or after the hyphen, of this line")
_COLON: Final = N_("put a colon and a space after the first word of this line")
_IN_QUOTES: Final = N_("write quotation marks around the whole text")
_TWO_COLONS: Final = N_(
    "write quotation marks around a text that has a colon, or begin a new line for a second key"
)
_COMMA: Final = N_("put a comma behind the text that begins here")
_BETWEEN: Final = N_(
    "put a comma between two keys, or quotation marks around a text that has a colon"
)
_HYPHEN: Final = N_("put a hyphen and a space before the brace of this line, as on the others")
_DELETE: Final = N_("delete the space at the beginning of this line")
_INDENT: Final = N_("let this line begin exactly below the line that it belongs beside")
_BRACKET: Final = N_("close the brace or the bracket that opens here")

_COMMENT: Final = re.compile(r"^ *#.*", re.M)
_OPENING: Final = re.compile(r"(?:^ *|[:,\[{-] +|[\[{])([\"'])", re.M)
_TEXTS: Final = {
    '"': re.compile(r'"(?:[^"\\]|\\.)*"', re.S),
    "'": re.compile(r"'(?:[^']|'')*'", re.S),
}
_AFTER_TEXT: Final = re.compile(r" *(?:[,}\]:#\r\n]|$)")
_KEY: Final = re.compile(r" *\w+: ")
_NO_BREAK_SPACE: Final = re.compile(r"^(?: *| *(?:- )?[\w-]+:)([\u00a0\u2007\u202f])", re.M)
_LEFT_SPACE: Final = re.compile(
    r"^ (?=(?:layer|report_to|urgent|corrections|services|events):)", re.M
)
"""Before a key of a whole file: it stood behind the sign of a comment."""
_BRACE: Final = re.compile(r" *\{")
_ITEM: Final = re.compile(r" *- *\{")
_NO_SPACE: Final = re.compile(r" *(?:-\w|(?:- )?[a-z_]+:[^\s:/])")


class Mistake(NamedTuple):
    """Where a mistake is, line and column from 1, and how to fix it."""

    line: int
    column: int
    fix: str


def find_mistake(text: str, error: yaml.MarkedYAMLError) -> Mistake:
    """The likeliest mistake behind a fault of YAML in a text."""
    if error.problem == "found unexpected end of stream" and error.context_mark:
        return _at(error.context_mark, _UNCLOSED)
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Mistake(0, 0, _LOOK)
    end = sum(len(line) for line in text.splitlines(keepends=True)[: mark.line]) + mark.column
    if text[end : end + 1] == "\t":
        return _at(mark, _TAB)
    if no_break := _NO_BREAK_SPACE.search(text, 0, end + 1):
        return _in(text, no_break.start(1), _NO_BREAK)
    if left := _LEFT_SPACE.search(text, 0, (text + "\n").index("\n", end)):
        return _in(text, left.start(), _DELETE)
    return _quotation(text, end) or _of_context(text.splitlines(), error, mark)


def _at(mark: yaml.Mark, fix: str) -> Mistake:
    return Mistake(mark.line + 1, mark.column + 1, fix)


def _in(text: str, index: int, fix: str) -> Mistake:
    before = text[:index]
    return Mistake(before.count("\n") + 1, index - before.rfind("\n"), fix)


def _quotation(text: str, end: int) -> Mistake | None:
    """The first text before an index whose quotation marks do not enclose it."""
    text = _COMMENT.sub(lambda comment: " " * len(comment[0]), text)
    position = 0
    while opening := _OPENING.search(text, position, end):
        mark, start = opening[1], opening.start(1)
        whole = _TEXTS[mark].match(text, start)
        if whole is None or not _AFTER_TEXT.match(text, whole.end()):
            fix = _QUOTED if mark == '"' else _APOSTROPHE
            is_key = whole and _KEY.match(text, whole.end())
            return _in(text, start, _COMMA if is_key else fix)
        position = whole.end()
    return None


def _of_context(lines: list[str], error: yaml.MarkedYAMLError, mark: yaml.Mark) -> Mistake:
    """The mistake that the parser's own words suggest."""
    opened, problem = error.context_mark, error.problem or ""
    is_flow = str(error.context).startswith("while parsing a flow")
    for number in (mark.line, mark.line - 1):
        if not is_flow and _lacks_hyphen(lines, number):
            return Mistake(number + 1, _line(lines, number).index("{") + 1, _HYPHEN)
    if opened and error.context == "while scanning a simple key":
        return _at(opened, _SPACE if _NO_SPACE.match(_line(lines, opened.line)) else _COLON)
    if problem == "found character that cannot start any token":
        return _at(mark, _IN_QUOTES)
    if problem == "mapping values are not allowed in this context":
        return _second_colon(lines, mark)
    if opened and is_flow:
        sign = _line(lines, mark.line)[mark.column : mark.column + 1]
        if mark.line > opened.line or sign in ("]", "}"):
            return _at(opened, _BRACKET)
        return _at(mark, _BETWEEN if sign == ":" else _LOOK)
    if str(error.context).startswith("while parsing a block"):
        return _at(mark, _INDENT)
    return _at(mark, _LOOK)


def _lacks_hyphen(lines: list[str], number: int) -> bool:
    """Whether a line is an item in braces without the hyphen that the line above or below has."""
    beside = (_line(lines, number - 1), _line(lines, number + 1))
    return bool(_BRACE.match(_line(lines, number))) and any(map(_ITEM.match, beside))


def _line(lines: list[str], number: int) -> str:
    """A line by its number from 0; "" where there is none, as behind the last one."""
    return lines[number] if 0 <= number < len(lines) else ""


def _second_colon(lines: list[str], mark: yaml.Mark) -> Mistake:
    """The mistake on a line, or on the line above it, for which its colon cannot be that of a
    key."""
    line, above = _line(lines, mark.line), _line(lines, mark.line - 1)
    if ": " in line[: mark.column]:
        return _at(mark, _TWO_COLONS)
    if _NO_SPACE.match(above):
        return Mistake(mark.line, len(above) - len(above.lstrip()) + 1, _SPACE)
    return Mistake(mark.line + 1, len(line) - len(line.lstrip()) + 1, _INDENT)
