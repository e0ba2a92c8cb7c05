"""Styled text as lines: words with the names of their styles, wrapped at spaces and painted with
escape codes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from resource_finder.text import make_safe, width_of

Run = tuple[str, str]
"""A text and the name of its style, one of `CODES` or ""."""
Line = tuple[Run, ...]

CODES: Final = {"bold": "\x1b[1m", "dim": "\x1b[2m", "bold red": "\x1b[1;31m"}
"""The styles and their escape codes: any of the first 16 colours of a terminal may be hard to read
on its background, so colour only strengthens what words and bold say."""
RESET: Final = "\x1b[0m"
CODE: Final = re.compile(r"\x1b\[[0-9;]*m")
"""An escape code of a style."""
SEPARATOR: Final = "\u00a0·"
"""Stands after a thing said of an entry, before the next: never at the beginning of a line."""


def painted(line: Iterable[Run]) -> str:
    """A line with the escape codes of its styles."""
    return "".join(
        f"{CODES[style]}{text}{RESET}" if style and text.strip() else text for text, style in line
    )


def without_codes(text: str) -> str:
    """A text without escape codes."""
    return CODE.sub("", text)


def without_colour(text: str) -> str:
    """A text whose only styles are bold and dim."""
    return text.replace(CODES["bold red"], CODES["bold"])


def joined(parts: Iterable[Run]) -> list[Run]:
    """The parts that are not empty, with a sign between them."""
    kept = [part for part in parts if part[0]]
    return [(f"{text}{SEPARATOR}", style) for text, style in kept[:-1]] + kept[-1:]


def wrap(runs: Iterable[Run], width: int) -> list[Line]:
    """Runs as lines, broken at ordinary spaces only: no number has one."""
    lines: list[list[Run]] = [[]]
    used = 0
    for text, style in runs:
        words = [""] if used else []
        for word, columns in _words(text):
            if used and used + 1 + columns > width:
                _add(lines[-1], " ".join(words), style)
                lines.append([])
                words, used = [], 0
            words.append(word)
            used += columns + bool(used)
        _add(lines[-1], " ".join(words), style)
    return [tuple(line) for line in lines if line]


@lru_cache(4096)
def _words(text: str) -> tuple[tuple[str, int], ...]:
    """The words of a text, safe to print, each with its width: a layout tries several widths."""
    return tuple((word, width_of(word)) for word in make_safe(text).split(" ") if word)


def _add(line: list[Run], text: str, style: str) -> None:
    """Add a text, if any, to a line, to its last run where that has the same style."""
    if line and line[-1][1] == style:
        line[-1] = (line[-1][0] + text, style)
    elif text:
        line.append((text, style))


def width_of_line(line: Iterable[Run]) -> int:
    """The columns that a line takes."""
    return sum(width_of(text) for text, _ in line)
