"""The structure of the code: which module imports which, what each command loads, what a module
must look like."""

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
from resource_finder.search.builtin_index import COMPILING_MODULES

PACKAGE: Final = ROOT / "src" / "resource_finder"

MODULES: Final[dict[str, set[str]]] = {
    "built": set(),
    "model": set(),
    "text": set(),
    "urgent": set(),
    "data_files": {"built"},
    "i18n": {"data_files", "model"},
    "directory": set(),
    "directory.contacts": {"model"},
    "directory.call_instead": {"directory.contacts", "model"},
    "directory.fields": {"i18n", "model"},
    "directory.nodes": {"i18n", "model", "text"},
    "directory.builtin": {"built", "data_files", "directory.nodes"},
    "directory.review": {"directory.fields", "i18n", "model"},
    "directory.rules": {"directory.call_instead", "directory.nodes", "i18n", "model"},
    "directory.schema": {"directory.fields", "directory.nodes", "i18n", "model"},
    "directory.serialize": {"directory.fields", "model"},
    "directory.yaml_file": {"directory.nodes", "i18n"},
    "directory.loader": {
        "directory.builtin", "directory.nodes", "directory.rules", "directory.schema",
        "directory.yaml_file", "i18n", "model",
    },
    "search": set(),
    "search.tokens": {"model", "text"},
    "search.weights": {"search.tokens"},
    "search.index": {"directory.serialize", "model", "search.tokens"},
    "search.build": {
        "directory.call_instead", "directory.serialize", "model", "search.index", "search.tokens",
        "text",
    },
    "search.filters": {"model", "search.index"},
    "search.query": {"model", "search.index", "search.tokens", "text"},
    "search.builtin_index": {
        "built", "data_files", "directory.loader", "directory.nodes", "search.build",
        "search.index", "search.tokens",
    },
    "search.rank": {
        "model", "search.filters", "search.index", "search.query", "search.tokens",
        "search.weights",
    },
    "search.integrity": {
        "built", "data_files", "directory.call_instead", "directory.nodes", "i18n", "model",
        "search.builtin_index", "search.index",
    },
    "views": set(),
    "views.document": {"i18n"},
    "views.sheet_specs": {"i18n"},
    "views.check": {
        "directory.nodes", "directory.review", "directory.serialize", "i18n", "model", "text",
        "views.document",
    },
    "views.entry": {
        "directory.call_instead", "directory.contacts", "i18n", "model", "search.index",
        "views.document",
    },
    "views.timeline": {"model", "views.document", "views.entry"},
    "views.pages": {
        "finder", "i18n", "model", "search.index", "search.query", "search.rank", "views.document",
        "views.entry", "views.timeline",
    },
    "views.sheet_choice": {
        "directory.contacts", "finder", "model", "search.filters", "search.index",
        "views.sheet_specs",
    },
    "views.detail": {
        "directory.contacts", "i18n", "model", "search.index", "views.document", "views.entry",
        "views.pages",
    },
    "views.help": {"i18n", "model", "text", "views.document", "views.entry", "views.pages"},
    "views.sheets": {
        "directory.contacts", "i18n", "model", "views.document", "views.entry", "views.pages",
        "views.sheet_choice", "views.sheet_specs", "views.timeline",
    },
    "render": set(),
    "render.docx": {"i18n", "model", "views.document"},
    "render.fit": {"views.document"},
    "render.markdown": {"i18n", "model", "text", "views.document"},
    "render.printing": {"data_files", "directory.nodes"},
    "render.svg": {"views.document"},
    "render.terminal": {"i18n", "text", "views.document"},
    "render.html": {
        "data_files", "i18n", "model", "render.fit", "render.printing", "render.svg",
        "views.document",
    },
    "render.pdf": {
        "data_files", "i18n", "model", "render.printing", "render.svg", "text", "views.document",
    },
    "render.records": {
        "directory.fields", "i18n", "model", "search.index", "search.rank", "text", "views.entry",
        "views.pages",
    },
    "render.csv": {
        "directory.call_instead", "directory.fields", "render.records", "text", "views.entry",
    },
    "render.formats": {
        "i18n", "render.csv", "render.docx", "render.html", "render.markdown", "render.pdf",
        "render.records", "render.terminal", "views.document", "views.entry",
    },
    "cli": set(),
    "cli.tty": set(),
    "cli.options": {"model"},
    "cli.output": {"text"},
    "cli.refusals": {"cli.options", "i18n"},
    "cli.values": {"cli.options", "i18n", "model", "text"},
    "cli.request": {
        "cli.options", "cli.values", "finder", "i18n", "model", "search.filters", "text",
        "views.entry",
    },
    "cli.interactive": {
        "cli.tty", "finder", "i18n", "model", "render.terminal", "text", "views.detail",
        "views.document", "views.entry", "views.pages",
    },
    "cli.command": {
        "cli.options", "cli.output", "cli.refusals", "cli.request", "finder", "i18n", "model",
        "render.formats", "render.records", "search.rank", "views.document", "views.entry",
    },
    "cli.parameters": {
        "__init__", "cli.options", "cli.output", "cli.request", "cli.values", "directory.builtin",
        "i18n", "model", "render.formats",
    },
    "cli.check": {
        "cli.command", "cli.options", "cli.refusals", "directory.loader", "directory.nodes",
        "directory.review", "directory.yaml_file", "finder", "i18n", "model", "render.formats",
        "search.integrity", "views.check", "views.entry",
    },
    "cli.completion": {"cli.command", "cli.options", "cli.output", "cli.values", "i18n"},
    "cli.find": {"cli.command", "cli.request", "finder", "i18n", "views.pages"},
    "cli.front": {
        "cli.command", "cli.interactive", "cli.options", "cli.output", "cli.refusals",
        "cli.request", "cli.tty", "finder", "i18n", "render.formats", "render.terminal",
        "views.help",
    },
    "cli.handout": {
        "cli.command", "cli.options", "cli.output", "cli.parameters", "cli.refusals", "cli.request",
        "cli.values", "finder", "i18n", "model", "render.formats", "render.printing",
        "search.filters", "text", "views.document", "views.entry", "views.sheet_choice",
        "views.sheet_specs", "views.sheets",
    },
    "cli.help": {
        "cli.command", "cli.options", "cli.output", "cli.refusals", "i18n", "render.formats",
        "views.help",
    },
    "cli.hotlines": {"cli.command", "cli.request", "i18n", "views.pages"},
    "cli.list": {
        "cli.command", "cli.refusals", "cli.request", "cli.values", "i18n", "model",
        "search.filters", "views.document", "views.entry", "views.pages",
    },
    "cli.show": {
        "cli.command", "cli.options", "cli.parameters", "cli.request", "cli.values", "finder",
        "i18n", "model", "views.detail", "views.document", "views.entry", "views.pages",
    },
    "cli.timeline": {"cli.command", "cli.request", "cli.values", "i18n", "views.pages"},
    "cli.app": {
        "cli.command", "cli.completion", "cli.front", "cli.options", "cli.output", "cli.parameters",
        "cli.request", "directory.nodes", "i18n", "model", "render.formats", "text", "urgent",
        "views.check",
    },
    "finder": {
        "directory.contacts", "directory.loader", "model", "search.build", "search.builtin_index",
        "search.filters", "search.index", "search.query", "search.rank",
    },
    "__init__": {
        "directory.loader", "directory.nodes", "finder", "model", "search.filters", "search.query",
        "search.rank",
    },
    "__main__": {"__init__", "cli.app", "cli.output", "directory.builtin", "model", "urgent"},
}  # fmt: skip
"""Each module and the modules that it imports, for types and inside functions too."""

LAYERS: Final = ("directory", "search", "finder", "views", "render", "cli")
"""From the lowest to the highest; every other module stands below all of them."""

LIBRARIES: Final = {
    "typer": {"cli"},
    "click": {"cli"},
    "typst": {"render.pdf"},
    "docx": {"render.docx"},
    "rich": {"render.terminal"},
    "yaml": {"directory.schema", "directory.yaml_file", "directory.nodes"},
    "sqlite3": {"search.build", "search.index"},
    "Stemmer": {"search.tokens"},
    "rapidfuzz": {"search.query", "cli.app"},
}
"""The only modules that may import a library, or the package of them."""

LAZY_MODULES: Final = {
    "__init__", "__main__", "cli", "directory.builtin", "render.formats", "search.builtin_index",
    "views.help",
}  # fmt: skip
"""Modules, and a package, that choose what to load, so they import inside functions."""

LAZY_PLACES: Final = {
    "finder.open": {"resource_finder.directory.loader"},
    "finder.unknown_id": {"difflib"},
    "data_files.digest": {"_blake2", "hashlib"},
    "data_files._built_digest": {"resource_finder"},
    "search.integrity.faults": {"resource_finder"},
    "render.printing.read_asset": {"resource_finder.directory.nodes"},
    "render.terminal._table": {"rich.box", "rich.console", "rich.table", "rich.text"},
    "search.query._correct_name": {"rapidfuzz", "rapidfuzz.distance"},
    "search.query._nearest": {"rapidfuzz", "rapidfuzz.distance"},
}
"""Functions elsewhere that import something dear and seldom needed."""

MAX_MODULE_LINES: Final = 350
"""A longer module asks to be two."""


@dataclass(frozen=True)
class Import:
    """One imported module: its name, the names taken from it, the function it stands in."""

    module: str
    names: tuple[str, ...]
    function: str = ""


def where(module: str) -> Path:
    """The file of a module; a package is a folder."""
    path = PACKAGE / module.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@cache
def tree(module: str) -> ast.Module:
    """A module as Python reads it."""
    return ast.parse(where(module).read_text(encoding="utf-8"))


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


def known(module: str) -> set[str]:
    """The modules of this package that a module imports."""
    found: set[str] = set()
    for one in imports(tree(module)):
        assert not one.module.startswith("."), f"{module} imports {one.module} by a relative name"
        package, _, inner = one.module.partition(".")
        if package != "resource_finder":
            continue
        named = [f"{inner}.{n}" if inner else n for n in one.names] or [inner]
        found |= {module if module in MODULES else inner or "__init__" for module in named}
    return found


def libraries(module: str) -> set[str]:
    """The outside libraries that a module imports."""
    tops = {one.module.partition(".")[0] for one in imports(tree(module))}
    return tops - set(sys.stdlib_module_names) - {"resource_finder"} | tops & set(LIBRARIES)


def among(module: str, names: set[str]) -> bool:
    """Whether a module, or the package that it is in, is named."""
    return module in names or module.partition(".")[0] in names


def test_every_module_is_on_the_map() -> None:
    """A newcomer finds every module on one map, and no module that is gone."""
    assert set(PACKAGE.glob("**/*.py")) == {where(module) for module in MODULES}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_what_the_map_names(module: str) -> None:
    """A change in one module cannot reach modules that the map does not name."""
    assert known(module) <= MODULES[module]


@pytest.mark.parametrize("module", MODULES)
def test_the_map_names_no_import_that_is_gone(module: str) -> None:
    """Whoever reads the map sees what is, not what once was."""
    assert known(module) >= MODULES[module]


def test_no_module_imports_upward() -> None:
    """Modules can be read from the bottom up: a layer knows only the layers below it."""

    def height(module: str) -> int:
        package = module.partition(".")[0]
        if package == "__main__":
            return len(LAYERS)
        return LAYERS.index(package) if package in LAYERS else -1

    upward = [
        (module, other)
        for module, others in MODULES.items()
        for other in others - {"__init__"}
        if module != "__init__" and height(other) > height(module)
    ]
    assert upward == []


def test_no_modules_import_each_other() -> None:
    """There is no circle: every module can be understood once those that it imports are."""
    below = {module: others - {"__init__"} for module, others in MODULES.items()}
    placed: set[str] = set()
    while ready := {module for module, others in below.items() if others <= placed} - placed:
        placed |= ready
    assert set(below) - placed == set()


def test_a_compiled_directory_is_stale_after_a_change_of_any_code_that_makes_it() -> None:
    """Whoever changes a module in the way from the YAML to the compiled file sees the change."""
    makers, seen = {"search.build", "directory.loader"}, set[str]()
    while new := makers - seen:
        seen |= new
        makers = makers.union(*(MODULES[module] for module in new))
    # Sentences about mistakes, and where files are: neither is kept in a compiled file.
    makers -= {"built", "data_files", "directory.builtin", "i18n"}
    assert makers == {name.removesuffix(".py").replace("/", ".") for name in COMPILING_MODULES}


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_is_imported_in_few_named_modules(library: str) -> None:
    """A library can be replaced by changing the few modules that import it."""
    users = {module for module in MODULES if library in libraries(module)}
    assert all(among(module, LIBRARIES[library]) for module in users)
    assert all(any(among(module, {named}) for module in users) for named in LIBRARIES[library])


@pytest.mark.parametrize("module", MODULES)
def test_no_module_needs_what_the_package_does_not_install(module: str) -> None:
    """Whoever installs the finder has everything that it imports."""
    assert libraries(module) <= set(LIBRARIES)


@pytest.mark.parametrize("module", MODULES)
def test_no_module_can_reach_the_network_or_keep_a_log(module: str) -> None:
    """What a worker searches stays on the machine, unwritten."""
    reaching = {
        "asyncio", "ftplib", "http", "logging", "multiprocessing", "smtplib", "socket", "ssl",
        "subprocess", "syslog", "urllib", "webbrowser", "xmlrpc",
    }  # fmt: skip
    assert {one.module.partition(".")[0] for one in imports(tree(module))} & reaching == set()


def test_only_named_places_import_late() -> None:
    """A reader sees at the top of a file what it needs, save in a few places named here."""
    late: dict[str, set[str]] = {}
    for module in MODULES:
        if among(module, LAZY_MODULES):
            continue
        for one in imports(tree(module)):
            if one.function:
                late.setdefault(f"{module}.{one.function}", set()).add(one.module)
    assert late == LAZY_PLACES


# --- what a command loads ----------------------------------------------------------------------

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


def loaded_by(compiled: Path, *arguments: str) -> tuple[int, set[str]]:
    """The exit code of a command in a process of its own, piped, and the modules it loaded."""
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


def test_the_version_loads_next_to_nothing(compiled: Path) -> None:
    """A script that asks for the version has its answer at once."""
    code, modules = loaded_by(compiled, "--version")
    needless = HEAVY | {"click", "resource_finder.i18n", "sqlite3", "Stemmer", "typer"}
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
def test_a_piped_command_loads_only_what_it_needs(compiled: Path, typed: str, code: int) -> None:
    """An answer in a pipe waits for no table, no YAML, no spelling help and no package lists."""
    left, modules = loaded_by(compiled, *typed.split())
    assert (left, HEAVY & modules) == (code, set())


RENDERERS: Final = {
    f"resource_finder.render.{name}"
    for name in ("docx", "html", "markdown", "pdf", "records", "terminal")
}


@pytest.mark.parametrize(
    ("typed", "renderers"),
    [
        ("find suicide", {"terminal"}),
        ("find suicide --format json", {"records"}),
        ("find suicide --format csv", {"records"}),
        ("find suicide --format markdown", {"markdown"}),
        ("handout 988 --format html --output -", {"html"}),
        ("handout 988 --format markdown --output -", {"markdown"}),
        ("--help", set()),
    ],
)
def test_a_format_loads_no_renderer_but_its_own(
    compiled: Path, typed: str, renderers: set[str]
) -> None:
    """An answer waits for no renderer that it does not use."""
    code, modules = loaded_by(compiled, *typed.split())
    named = {f"resource_finder.render.{name}" for name in renderers}
    assert (code, RENDERERS & modules) == (0, named)


def test_the_library_loads_no_command_line() -> None:
    """A program that imports the library pays for neither Typer nor Rich."""
    script = (
        "import sys; from resource_finder import *; import json;"
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert {"click", "rich", "typer"} & set(json.loads(done.stdout)) == set()


# --- what a module must look like -----------------------------------------------------------


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


@pytest.mark.parametrize("module", MODULES)
def test_everything_public_says_what_it_is_for(module: str) -> None:
    """A newcomer can ask any public thing what it does."""
    assert list(undocumented(tree(module), module)) == []


def length(module: str) -> int:
    """Lines of a module."""
    return len(where(module).read_text(encoding="utf-8").splitlines())


def test_no_module_is_too_long_to_read_at_once() -> None:
    """A module is read in one sitting."""
    assert {module: n for module in MODULES if (n := length(module)) > MAX_MODULE_LINES} == {}


SOURCES: Final = sorted(
    p for where in ("src", "tests", "tools") for p in (ROOT / where).rglob("*.py")
)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_line_is_wider_than_a_page(path: Path) -> None:
    """Two files stand side by side on one screen."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [number for number, line in enumerate(lines, 1) if len(line) > 100] == []
