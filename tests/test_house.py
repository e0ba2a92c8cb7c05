"""The shape of the house: which room knows which, what each command wakes, how rooms are kept."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pytest

import resource_finder
from conftest import ROOT

HOUSE: Final = ROOT / "src" / "resource_finder"

ROOMS: Final[dict[str, set[str]]] = {
    "model": set(),
    "urgent": set(),
    "search": {"index", "model", "query"},
    "cli": {
        "brief", "card", "checks", "export", "index", "integrity", "keeper", "loading", "model",
        "options", "output", "page", "pages", "private", "query", "reading", "refusals", "screen",
        "search", "terminal", "topics", "wording",
    },
    "__main__": {"__init__", "builtin", "model", "output", "shell", "urgent"},
    "__init__": {"library", "loading", "model", "reading", "search"},
    "brief": {"index", "instead", "model", "page", "wording"},
    "built": set(),
    "builtin": {"built", "files", "folding", "index", "loading", "reading"},
    "card": {"brief", "index", "model", "page", "pages", "wording"},
    "characters": set(),
    "checks": {"characters", "frozen", "keeper", "model", "page", "reading", "wording"},
    "cli_handout": {
        "brief", "characters", "cli", "handout.choose", "handout.compose", "handout.html",
        "handout.markdown", "handout.pdf", "handout.sheet", "handout.word", "model", "options",
        "output", "refusals", "search", "wording",
    },
    "export": {
        "brief", "characters", "index", "instead", "model", "page", "pages", "search", "wording",
    },
    "files": {"built"},
    "folding": {"model"},
    "form": {"model", "reading", "wording"},
    "frozen": {"model"},
    "handout": set(),
    "handout.choose": {"brief", "index", "model", "search"},
    "handout.compose": {
        "brief", "handout.choose", "handout.drawing", "handout.sheet", "model", "pages", "wording",
    },
    "handout.drawing": {"brief", "handout.sheet", "model"},
    "handout.fitting": {"handout.sheet"},
    "handout.html": {"handout.drawing", "handout.fitting", "handout.sheet"},
    "handout.markdown": {"export", "handout.sheet"},
    "handout.pdf": {"characters", "files", "frozen", "handout.drawing", "handout.sheet", "reading"},
    "handout.sheet": set(),
    "handout.word": {"handout.sheet"},
    "index": {"folding", "frozen", "instead", "model"},
    "instead": {"model"},
    "integrity": {"built", "builtin", "files", "index", "instead", "model", "reading", "wording"},
    "keeper": {"model", "wording"},
    "library": {"index", "model", "search"},
    "loading": {"builtin", "form", "instead", "model", "opening", "reading", "wording"},
    "opening": {"reading", "wording"},
    "options": {
        "__init__", "brief", "builtin", "characters", "index", "loading", "model", "output",
        "search", "wording",
    },
    "output": {"characters"},
    "page": set(),
    "pages": {"brief", "index", "model", "page", "query", "search", "wording"},
    "private": {
        "brief", "card", "model", "page", "pages", "query", "screen", "search", "terminal",
        "wording",
    },
    "query": {"folding", "index", "model"},
    "reading": {"characters", "model", "wording"},
    "refusals": {"options", "wording"},
    "screen": {"characters", "page", "wording"},
    "shell": {
        "checks", "cli", "cli_handout", "model", "options", "output", "reading", "refusals",
        "search", "urgent", "wording",
    },
    "terminal": set(),
    "topics": {"brief", "folding", "model", "page", "pages", "wording"},
    "wording": {"files", "model"},
}  # fmt: skip
"""Each room and the rooms that it imports, for types and inside functions too."""

CIRCLES: Final = {("builtin", "loading")}
"""Rooms that know each other. `loading` asks `builtin` only where the file lies; if it were always
given the path, they would part."""

KEEPERS: Final = {
    "typer": {"cli", "cli_handout", "shell"},
    "click": {"cli", "cli_handout", "options", "refusals", "shell"},
    "typst": {"handout.pdf"},
    "docx": {"handout.word"},
    "rich": {"screen"},
    "yaml": {"form", "opening", "reading"},
    "sqlite3": {"index"},
    "Stemmer": {"folding"},
    "rapidfuzz": {"query", "shell"},
}
"""The only rooms that may know a library."""

LAZY_ROOMS: Final = {
    "builtin", "cli", "cli_handout", "options", "shell", "topics", "__main__", "__init__",
}  # fmt: skip
"""Rooms that choose what to wake, so they import inside functions."""

LAZY_PLACES: Final = {
    "files.digest": {"_blake2", "hashlib"},
    "files._built": {"resource_finder"},
    "integrity.faults": {"resource_finder"},
    "handout.pdf.page": {"resource_finder.reading"},
    "screen._table": {"rich.box", "rich.console", "rich.table", "rich.text"},
    "query._misspelt": {"rapidfuzz", "rapidfuzz.distance"},
    "query._nearest": {"rapidfuzz", "rapidfuzz.distance"},
}
"""Functions elsewhere that import something dear and seldom needed."""

LONG: Final = {"cli", "form", "index", "loading"}
"""Rooms over 400 lines that ask to be two."""


@dataclass(frozen=True)
class Import:
    """One imported module: its name, the names taken from it, the function it stands in."""

    module: str
    names: tuple[str, ...]
    function: str = ""


def where(room: str) -> Path:
    """The file of a room; a room with rooms in it is a folder."""
    path = HOUSE / room.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@cache
def tree(room: str) -> ast.Module:
    """A room as Python reads it."""
    return ast.parse(where(room).read_text(encoding="utf-8"))


def imports(node: ast.AST, function: str = "") -> Iterator[Import]:
    """Every import under a node, with the outermost function around it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, (), function) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            module = "." * child.level + (child.module or "")
            yield Import(module, tuple(alias.name for alias in child.names), function)
        elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from imports(child, function or child.name)
        else:
            yield from imports(child, function)


def known(room: str) -> set[str]:
    """The rooms that a room imports."""
    found: set[str] = set()
    for one in imports(tree(room)):
        assert not one.module.startswith("."), f"{room} imports {one.module} by a relative name"
        package, _, inner = one.module.partition(".")
        if package != "resource_finder":
            continue
        named = [f"{inner}.{n}" if inner else n for n in one.names] or [inner]
        found |= {room if room in ROOMS else inner or "__init__" for room in named}
    return found


def libraries(room: str) -> set[str]:
    """The outside libraries that a room imports."""
    tops = {one.module.partition(".")[0] for one in imports(tree(room))}
    return tops - set(sys.stdlib_module_names) - {"resource_finder"} | tops & set(KEEPERS)


def test_every_room_is_on_the_map() -> None:
    """A newcomer finds every room on one map, and no room that is gone."""
    assert set(HOUSE.glob("**/*.py")) == {where(room) for room in ROOMS}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_knows_only_the_rooms_below_it(room: str) -> None:
    """A change in one room cannot reach rooms that the map does not name."""
    assert known(room) <= ROOMS[room]


@pytest.mark.parametrize("room", sorted(ROOMS.keys() - {"cli"}))
def test_the_map_shows_no_arrow_that_is_gone(room: str) -> None:
    """Who reads the map sees what is, not what once was; the command line may know every room."""
    assert known(room) >= ROOMS[room]


def test_the_arrows_run_one_way() -> None:
    """Rooms can be read from the bottom up: none is below itself, save one known circle."""
    below = {
        room: {r for r in rooms if (r, room) not in CIRCLES and r != "__init__"}
        for room, rooms in ROOMS.items()
    }
    placed: set[str] = set()
    while ready := {room for room, rooms in below.items() if rooms <= placed} - placed:
        placed |= ready
    assert set(below) - placed == set()


@pytest.mark.parametrize("library", KEEPERS)
def test_a_library_is_known_in_its_own_room_alone(library: str) -> None:
    """A library can be replaced by changing the one or two rooms that know it."""
    assert {room for room in ROOMS if library in libraries(room)} == KEEPERS[library]


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_needs_what_the_package_does_not_install(room: str) -> None:
    """Whoever installs the finder has everything that it imports."""
    assert libraries(room) <= set(KEEPERS)


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_can_reach_the_network_or_keep_a_log(room: str) -> None:
    """What a worker searches stays on the machine, unwritten."""
    reaching = {
        "asyncio", "ftplib", "http", "logging", "multiprocessing", "smtplib", "socket", "ssl",
        "subprocess", "syslog", "urllib", "webbrowser", "xmlrpc",
    }  # fmt: skip
    assert {one.module.partition(".")[0] for one in imports(tree(room))} & reaching == set()


def test_only_named_places_import_late() -> None:
    """A reader sees at the top of a file what it needs, save in a few places named here."""
    late: dict[str, set[str]] = {}
    for room in set(ROOMS) - LAZY_ROOMS:
        for one in imports(tree(room)):
            if one.function:
                late.setdefault(f"{room}.{one.function}", set()).add(one.module)
    assert late == LAZY_PLACES


# --- what a command wakes ----------------------------------------------------------------------

SCRIPT: Final = """
import json, sys
from resource_finder.__main__ import main
code = 0
try:
    main()
except SystemExit as left:
    code = left.code or 0
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""


def woken(compiled: Path, *arguments: str) -> tuple[int, set[str]]:
    """The exit code of a command in a process of its own, piped, and the modules it woke."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        capture_output=True, encoding="utf-8", check=True,
        env={"PYTHONUTF8": "1", "PYTHONPATH": str(compiled)},
    )  # fmt: skip
    code, modules = json.loads(done.stderr.splitlines()[-1])
    return code, set(modules)


HEAVY: Final = {
    "babel", "hashlib", "importlib.metadata", "logging", "pydantic", "rapidfuzz", "rich", "yaml",
}  # fmt: skip


def test_the_version_wakes_next_to_nothing(compiled: Path) -> None:
    """A script that asks for the version has its answer at once."""
    code, modules = woken(compiled, "--version")
    needless = HEAVY | {"click", "resource_finder.wording", "sqlite3", "Stemmer", "typer"}
    assert (code, needless & modules) == (0, set())


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("find suicide", 0),
        ("chercher suicide --lang fr", 0),
        ("find suicide --format json", 0),
        ("hotlines", 0),
        ("timeline", 0),
        ("list", 0),
        ("show no-such-entry", 1),
        ("find", 2),
        ("--help", 0),
    ],
)
def test_a_piped_command_wakes_only_what_it_needs(compiled: Path, typed: str, code: int) -> None:
    """An answer in a pipe waits for no table, no YAML, no spelling help and no package lists."""
    left, modules = woken(compiled, *typed.split())
    assert (left, HEAVY & modules) == (code, set())


def test_the_library_wakes_no_command_line() -> None:
    """A program that imports the library pays for neither Typer nor Rich."""
    script = (
        "import sys; from resource_finder import *; import json;"
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert {"click", "rich", "typer"} & set(json.loads(done.stdout)) == set()


# --- how rooms are kept ------------------------------------------------------------------------


@pytest.mark.parametrize("name", resource_finder.__all__)
def test_every_public_name_is_there(name: str) -> None:
    """Whatever the package says it offers can be imported from it."""
    assert getattr(resource_finder, name).__module__.startswith("resource_finder.")


def test_the_public_names_are_told_alike_to_people_and_type_checkers() -> None:
    """An editor offers exactly the names that the package offers."""
    types = next(node for node in tree("__init__").body if isinstance(node, ast.If))
    told = sorted(name for one in imports(types) for name in one.names)
    assert told == sorted(resource_finder.__all__)


def test_an_unknown_public_name_is_refused() -> None:
    """A misspelt name fails as it does in any other package."""
    with pytest.raises(AttributeError, match="no attribute 'laod'"):
        _ = resource_finder.laod


def undocumented(node: ast.AST, name: str) -> Iterator[str]:
    """The public things at a node, and in it, that carry no docstring."""
    if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return
    if not ast.get_docstring(node):
        yield name
    if isinstance(node, ast.Module | ast.ClassDef):
        for child in node.body:
            inner = getattr(child, "name", "_")
            if not inner.startswith("_"):
                yield from undocumented(child, f"{name}.{inner}")


@pytest.mark.parametrize("room", ROOMS)
def test_everything_public_says_what_it_is_for(room: str) -> None:
    """A newcomer can ask any public thing what it does."""
    assert list(undocumented(tree(room), room)) == []


def length(room: str) -> int:
    """Lines of a room."""
    return len(where(room).read_text(encoding="utf-8").splitlines())


def test_no_room_is_too_long_to_read_at_once() -> None:
    """A room is read in one sitting; those still over 400 lines are named."""
    assert {room for room in ROOMS if length(room) > 400} == LONG


SOURCES: Final = sorted(
    p for where in ("src", "tests", "tools") for p in (ROOT / where).rglob("*.py")
)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_line_is_wider_than_a_page(path: Path) -> None:
    """Two files stand side by side on one screen."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [number for number, line in enumerate(lines, 1) if len(line) > 100] == []
