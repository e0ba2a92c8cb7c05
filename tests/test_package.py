"""What people install: the wheel works alone, and its compiled directory is only ever a copy."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

import pytest

from conftest import ROOT
from resource_finder import __version__, builtin, export
from resource_finder import index as index_room
from resource_finder import loading as loading_room
from resource_finder.brief import Reader
from resource_finder.index import Index, build, open_compiled
from resource_finder.model import Directory, Language
from resource_finder.search import Hit, find
from resource_finder.wording import FRENCH, Voice

PACKED: Final = (
    "src", "data", "tests", "tools", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE",
    ".gitignore",
)  # fmt: skip
MADE: Final = shutil.ignore_patterns("__pycache__", "*.mo", "directory.sqlite")


# --- the wheel ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Installed:
    """A wheel, the environment that it alone was installed into, and a folder to stand in."""

    wheel: Path
    environment: Path
    here: Path

    def run(self, program: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment, far from the checkout."""
        return subprocess.run(
            [self.environment / "bin" / program, *arguments],
            cwd=self.here, env={"PYTHONUTF8": "1", **more}, capture_output=True, encoding="utf-8",
        )  # fmt: skip


def output(*command: str | Path) -> str:
    """What a command prints; its complaint where it fails."""
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel of this checkout, built once from a copy without anything made, and installed."""
    copy, built, environment, here = (
        tmp_path_factory.mktemp(name) for name in ("checkout", "dist", "environment", "elsewhere")
    )
    for name in PACKED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=MADE)
        else:
            shutil.copy(ROOT / name, copy / name)
    # Built with what is installed here: on the newest versions, these are not the pinned ones.
    here_alone = ("--no-isolation", "--skip-dependency-check")
    output(sys.executable, "-m", "build", "--wheel", *here_alone, "-o", built, copy)
    (wheel,) = built.glob("*.whl")
    output(sys.executable, "-m", "venv", "--without-pip", environment)
    python = environment / "bin" / "python"
    output(
        sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python,
        "install", "--quiet", "--no-index", "--no-deps", wheel,
    )  # fmt: skip
    # The libraries of this environment, without the link to the checkout that lies beside them:
    # Python follows a link (.pth) only in a folder that is a site of its own.
    script = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(output(python, "-c", script).strip())
    libraries = dict.fromkeys(sysconfig.get_path(kind) for kind in ("purelib", "platlib"))
    (site / "libraries.pth").write_text("\n".join(libraries), encoding="utf-8")
    return Installed(wheel, environment, here)


def test_the_wheel_holds_what_it_needs_and_nothing_else(installed: Installed) -> None:
    """Whoever installs the finder gets its rooms, its directory and its French, and no tests."""
    source = ROOT / "src" / "resource_finder"
    rooms = {f"resource_finder/{path.relative_to(source)}" for path in source.rglob("*.py")}
    french = "resource_finder/locale/fr/LC_MESSAGES/resource_finder"
    made = {"resource_finder/programs.yaml", "resource_finder/directory.sqlite",
            "resource_finder/handout/sheet.typ"}  # fmt: skip
    held = {name for name in ZipFile(installed.wheel).namelist() if ".dist-info/" not in name}
    assert held == rooms | made | {f"{french}.mo", f"{french}.po"}


def test_the_wheel_runs_without_the_checkout(installed: Installed) -> None:
    """What the other tests of the wheel run is the wheel."""
    script = "import resource_finder, sys; print(resource_finder.__file__, *sys.path, sep='\\n')"
    home, *path = installed.run("python", "-c", script).stdout.splitlines()
    assert installed.environment in Path(home).parents
    assert str(ROOT / "src") not in path


def test_the_wheel_reads_its_own_directory_compiled(installed: Installed) -> None:
    """An installed finder answers from its compiled directory, without waking a YAML reader."""
    script = (
        "import sys; from resource_finder import builtin; builtin.index();"
        "print(builtin.path(), builtin.COMPILED, 'yaml' in sys.modules, sep='\\n')"
    )
    *files, read = installed.run("python", "-c", script).stdout.splitlines()
    assert all(installed.environment in Path(file).parents for file in files)
    assert read == "False"


def test_the_installed_command_says_its_version(installed: Installed, directory: Directory) -> None:
    """A worker who asks for help can say which version and which directory they have."""
    done = installed.run("resource-finder", "--version")
    said = f"resource-finder {__version__} ({directory.header.date})\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, said, "")


def asked(command: str, directory: Directory, language: Language) -> tuple[list[str], list[str]]:
    """What to type after a command, and true words that its answer holds."""
    voice = Voice(language)
    line = next(
        s for s in directory.services
        if s.line == "report" and s.phones and s.phones[0].confidence == "confirmed"
    )  # fmt: skip
    known = [line.name[language], voice.phone(line.phones[0].number)]
    dated = [w for e in directory.events for w in (e.name[language], voice.date(e.date))]
    counts = [str(len(many)) for many in (directory.events, directory.sources)]
    return {
        "find": ([line.name[language]], known),
        "hotlines": ([], known),
        "timeline": ([], dated),
        "show": ([line.id], known),
        "list": ([], [entry.id for entry in directory.entries]),
        "handout": ([line.id, "--output", "-"], known),
        "check": ([], ["programs.yaml", *counts]),
        "help": ([], [FRENCH["find"] if language is Language.FR else "find", "--lang"]),
        "completion": (["bash"], ["_RESOURCE_FINDER_COMPLETE=bash_complete"]),
    }[command]


@pytest.mark.parametrize("command", FRENCH)
def test_the_installed_command_answers(
    installed: Installed, directory: Directory, language: Language, command: str
) -> None:
    """Every command of an installed finder answers in both languages, and leaves no file behind."""
    arguments, truths = asked(command, directory, language)
    name = FRENCH[command] if language is Language.FR else command
    done = installed.run("resource-finder", name, *arguments, "--lang", language)
    assert (done.returncode, done.stderr) == (0, "")
    assert [truth for truth in truths if truth not in done.stdout] == []
    assert list(installed.here.iterdir()) == []


def test_a_checkout_that_is_not_installed_finds_its_directory(installed: Installed) -> None:
    """A developer may run the finder straight from the source."""
    script = "from resource_finder import builtin; print(builtin.path())"
    done = installed.run("python", "-c", script, PYTHONPATH=str(ROOT / "src"))
    assert Path(done.stdout.strip()) == ROOT / "data" / "programs.yaml"


def test_this_environment_finds_the_directory() -> None:
    """The finder that these tests import has a directory, installed as it may be."""
    assert builtin.path().read_bytes() == (ROOT / "data" / "programs.yaml").read_bytes()


# --- the compiled directory --------------------------------------------------------------------


@dataclass
class Copies:
    """A copy of the built-in directory and its compiled form, and what was read of them."""

    yaml: Path
    compiled: Path
    loads: int = 0


@pytest.fixture(scope="module")
def fresh(directory: Directory, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built-in directory compiled by the code as it is now."""
    path = tmp_path_factory.mktemp("compiled") / "directory.sqlite"
    build(directory, str(path), builtin.digest(builtin.path())).close()
    return path


@pytest.fixture
def copies(
    directory: Directory, index: Index, fresh: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Copies:  # fmt: skip
    """Copies that the built-in directory is read from; reading the YAML is counted, not done."""
    made = Copies(
        Path(shutil.copy(builtin.path(), tmp_path / "programs.yaml")),
        Path(shutil.copy(fresh, tmp_path / "directory.sqlite")),
    )

    def load() -> Directory:
        made.loads += 1
        return directory

    monkeypatch.setattr(builtin, "path", lambda: made.yaml)
    monkeypatch.setattr(builtin, "COMPILED", made.compiled)
    monkeypatch.setattr(loading_room, "load", load)
    monkeypatch.setattr(index_room, "build", lambda _: index)
    return made


def test_a_fresh_compiled_directory_is_used(copies: Copies, index: Index) -> None:
    """An answer comes from the compiled directory where it is up to date."""
    assert builtin.index() is not index
    assert copies.loads == 0


def foreign(path: Path) -> None:
    """Make a file a database of something else."""
    path.unlink()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE bookmarks (address TEXT)")
    db.close()


def folder(path: Path) -> None:
    """Put a folder where a file was."""
    path.unlink()
    path.mkdir()


def other(path: Path, statement: str) -> None:
    """Change a compiled directory."""
    with sqlite3.connect(path) as db:
        db.execute(statement)
    db.close()


def cut(path: Path, share: float) -> None:
    """Keep only the beginning of a file."""
    os.truncate(path, int(path.stat().st_size * share))


DAMAGES: Final[dict[str, Callable[[Path], object]]] = {
    "missing": Path.unlink,
    "a folder": folder,
    "empty": lambda path: path.write_bytes(b""),
    "not SQLite": lambda path: path.write_text("directory:\n", encoding="utf-8"),
    "foreign": foreign,
    "cut to its first page": lambda path: os.truncate(path, 4096),
    "cut in half": lambda path: cut(path, 0.5),
    "cut at its end": lambda path: cut(path, 0.99),
    "of another form": lambda path: other(path, "UPDATE about SET value = 'x' WHERE key = 'form'"),
    "without a digest": lambda path: other(path, "DELETE FROM about WHERE key = 'digest'"),
    "without a header": lambda path: other(path, "DELETE FROM about WHERE key = 'header'"),
    "with a broken header": lambda path: other(
        path, "UPDATE about SET value = '{' WHERE key = 'header'"
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_compiled_directory_that_is_no_use_is_passed_over(
    copies: Copies, index: Index, damage: str
) -> None:
    """A damaged or foreign compiled file never keeps a worker from an answer, nor gives its own."""
    DAMAGES[damage](copies.compiled)
    assert builtin.index() is index
    assert copies.loads == 1


@pytest.mark.parametrize("change", [(b"a", b"b"), (b"\n", b" \n"), (b"0", b"1")])
def test_a_compiled_directory_of_other_bytes_is_passed_over(
    copies: Copies, index: Index, change: tuple[bytes, bytes]
) -> None:
    """A directory that changed by one byte is read anew: no old number is ever given."""
    before = copies.yaml.read_bytes()
    copies.yaml.write_bytes(before.replace(*change, 1))
    assert builtin.index() is index
    assert copies.loads == 1
    copies.yaml.write_bytes(before)
    assert builtin.index() is not index


def test_an_edited_directory_is_what_is_shown(
    tmp_path: Path, fresh: Path, directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A curator who edits the directory sees the edit at once, without compiling anything."""
    copy, day = tmp_path / "programs.yaml", directory.header.date
    text = builtin.path().read_text(encoding="utf-8")
    copy.write_text(text.replace(f"  date: {day}", "  date: 2031-02-03", 1), encoding="utf-8")
    monkeypatch.setattr(builtin, "path", lambda: copy)
    monkeypatch.setattr(builtin, "COMPILED", fresh)
    assert builtin.date() == "2031-02-03"
    assert builtin.index().header.date == "2031-02-03"


@pytest.fixture(scope="module")
def opened(fresh: Path) -> Iterator[Index]:
    """The compiled directory, opened."""
    found = open_compiled(fresh, builtin.digest(builtin.path()))
    assert found is not None
    yield found
    found.close()


def records(hits: Sequence[Hit], index: Index, language: Language) -> list[dict[str, Any]]:
    """Hits as JSON gives them, unconfirmed numbers included."""
    reader = Reader(Voice(language), index, date(2026, 11, 23), unconfirmed=True)
    return [export.record(hit, reader) for hit in hits]


def test_a_compiled_directory_holds_all_that_the_yaml_says(
    directory: Directory, opened: Index
) -> None:
    """Nothing of an entry, a source or the header is lost or changed by compiling it."""
    kinds = ("hotline", "program", "event", "notice")
    assert opened.header == directory.header
    assert opened.entries(*kinds) == list(directory.entries)
    assert {source.id: source for source in opened.sources()} == {
        source.id: source for source in directory.sources
    }


def test_both_forms_of_the_directory_hold_the_same(
    index: Index, opened: Index, language: Language
) -> None:
    """Every entry reads the same, as JSON gives it, in either form of the directory."""
    kinds = ("hotline", "program", "event", "notice")
    every = [
        records([Hit(entry, (), 0.0) for entry in one.entries(*kinds)], one, language)
        for one in (index, opened)
    ]
    assert len(every[0]) == index.size() == opened.size()
    assert every[0] == every[1]
    assert index.ids() == opened.ids()


@pytest.mark.parametrize(
    "words",
    ["suicide", "jeune en fugue Thompson", "1-866-345-9241", "shelter Winnipeg 16 years old",
     "sheltr", "avocat", "", "zzzzqqq"],
)  # fmt: skip
def test_both_forms_of_the_directory_answer_the_same(
    index: Index, opened: Index, language: Language, words: str
) -> None:
    """A search finds the same, in the same order and for the same reasons, in either form."""
    (query, hits), (again, found) = find(index, words), find(opened, words)
    assert query == again
    assert [hit.score for hit in hits] == [hit.score for hit in found]
    assert records(hits, index, language) == records(found, opened, language)
