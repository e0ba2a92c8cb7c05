"""Measure how soon an answer on a terminal shows a number that is right to call.

python benchmarks/screens.py [--misses]

Each task of `tests/screens/tasks.yaml` is asked of the program on a terminal of three sizes. The
urgent lines never count: every page has them.
"""

from __future__ import annotations

import re
import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

ROOT: Final = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests")]

from processes import run_on_terminal  # noqa: E402
from resource_finder.bilingual import Language  # noqa: E402
from resource_finder.i18n import Translator  # noqa: E402
from resource_finder.text import width_of  # noqa: E402

TASKS: Final = ROOT / "tests" / "screens" / "tasks.yaml"
SIZES: Final = ((80, 24), (40, 24), (120, 40))
"""The columns and lines of the terminals."""
START: Final = [sys.executable, "-m", "resource_finder", "--as-of", "2026-11-29"]
_ESCAPE: Final = re.compile(r"\x1b\[[0-9;]*m")
_URGENT_ROWS: Final = 3
"""Rows of the urgent lines on a narrow screen, where no blank row may follow them."""
_URGENT: Final = {"en": "EMERGENCY", "fr": "URGENCE"}


class Seen(NamedTuple):
    """An answer on a terminal: the row of its first right number (None where it has none), whether
    one stands in the window when the prompt returns, and the rows of the answer."""

    first: int | None
    visible: bool
    length: int


def ask(task: Mapping[str, Any], columns: int, lines: int) -> Seen:
    """A task as a terminal of this size shows its answer."""
    arguments = ["find", "--lang", task["lang"], "--", *task["query"].split()]
    _, raw = run_on_terminal(
        START, arguments, columns, {"PYTHONPATH": str(ROOT / "src")}, rows=lines
    )
    rows = folded(_ESCAPE.sub("", raw.decode()).rstrip("\n").split("\n"), columns)
    return look(rows, task, lines)


def folded(lines: Sequence[str], columns: int) -> list[str]:
    """Lines as the rows of a terminal, which breaks those that are too long."""
    return [
        line[start : start + columns]
        for line in lines
        for start in range(0, max(width_of(line), 1), columns)
    ]


def look(rows: Sequence[str], task: Mapping[str, Any], lines: int) -> Seen:
    """Where the right numbers stand in the rows of an answer; the prompt takes the last line."""
    start = rows.index("") if "" in rows else _URGENT_ROWS
    repeated = (n for n, row in enumerate(rows) if n > start and row.startswith(_urgent(task)))
    end = next(repeated, len(rows))
    phone = Translator(Language(task["lang"])).phone
    numbers = "|".join(re.escape(phone(number)) for number in task["right"])
    right = re.compile(rf"(?<![\d-])(?:{numbers})(?![\d-])")
    found = [n for n in range(start, end) if right.search(rows[n])]
    visible = any(n > len(rows) - lines for n in found)
    return Seen(found[0] + 1 if found else None, visible, len(rows))


def _urgent(task: Mapping[str, Any]) -> str:
    return _URGENT[task["lang"]]


def report(tasks: Sequence[Mapping[str, Any]], columns: int, lines: int, misses: bool) -> None:
    """Print one line for a size of terminal, and the tasks without a right number in the window."""
    seen = [ask(task, columns, lines) for task in tasks]
    rows = [one.first for one in seen if one.first is not None]
    fitting = sum(one.length < lines for one in seen)
    window = f"{sum(s.visible for s in seen)}/{len(seen)}"
    print(
        f"{columns:>4}x{lines}  right number in the window {window}"
        f"  median row {statistics.median(rows):.0f}"
        f"  answers of at most {lines - 1} rows {fitting}/{len(seen)}"
        f"  median rows {statistics.median(one.length for one in seen):.0f}"
    )
    for task, one in zip(tasks, seen, strict=True):
        if misses and not one.visible:
            print(f"    {task['id']}: {task['query']} (row {one.first} of {one.length})")


def main() -> None:
    """Print the figures of every size, in both languages and in each."""
    tasks = yaml.safe_load(TASKS.read_text(encoding="utf-8"))
    for columns, lines in SIZES:
        report(tasks, columns, lines, "--misses" in sys.argv)


if __name__ == "__main__":
    main()
