"""What the tests share: the real directory, read once, and a command line to type into."""

from __future__ import annotations

import compileall
import fcntl
import gc
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast
from zipfile import ZipFile

import pytest
import typer.main
import yaml
from hypothesis import HealthCheck, settings
from typer.utils import get_params_from_function

import processes
from resource_finder import data_files, urgent
from resource_finder.bilingual import Language, Text
from resource_finder.directory import builtin, loader, yaml_parser
from resource_finder.directory.loader import load
from resource_finder.directory.problems import Problem
from resource_finder.directory.rules import Draft
from resource_finder.directory.yaml_file import YamlFile, open_yaml
from resource_finder.finder import Finder
from resource_finder.model import Directory
from resource_finder.search import builtin_index, layers, phrases
from resource_finder.search.build import build
from resource_finder.search.index import Index

T = TypeVar("T")
ROOT = Path(__file__).parents[1]
AS_OF = ("--as-of", "2026-11-23")
LARGE_FILE = 100_000
"""Bytes from which a directory file is as large as the built-in one."""
COMMANDS_WITHOUT_DATE = {"check", "compile", "export", "import", "help", "completion"}
"""Commands that refuse a day: their answers are the same on every day."""

# Without this, Hypothesis fails an example that takes over 0.2 s or is slow to make, except in CI.
# A busy machine is not an error. Every run tries the same examples; tools/fuzz.py tries more.
settings.register_profile(
    "tests", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("tests")
BUILT_FILES = shutil.ignore_patterns(
    "__pycache__", "*.mo", "built.py", "directory.sqlite", "ordinary.txt"
)
"""Ignores what a build makes in the package, where the package is copied."""
BUILD_INPUTS = (
    "src", "data", "tests", "tools", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE",
    ".gitignore",
)  # fmt: skip
"""What a wheel is built from."""


@dataclass(frozen=True)
class Answer:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def error(self) -> str:
        """The text on stderr below the urgent lines."""
        return without_urgent_lines(self.err)


def without_urgent_lines(error: str) -> str:
    """An error without the urgent lines; fails unless they are above it."""
    (lines,) = (lines for lines in urgent.LINES.values() if error.startswith(f"{lines}\n\n"))
    return error.removeprefix(f"{lines}\n\n")


Type = Callable[..., Answer]
"""The fixture `typed`: takes the words of a command line, gives what the command printed."""


def restore_default_signals() -> None:
    """In a new process: answer signals as a process that a person started.

    What `nohup` or a script starts in the background ignores some signals, and its children do too;
    tests of signals must not depend on how they were started.
    """
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A heavy test may be skipped for want of its checker, but not where CI is set."""
    report = yield
    if report.skipped and item.get_closest_marker("heavy") and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"no check may be missing in CI: {call.excinfo and call.excinfo.value}"
    return report


def pytest_collection_finish() -> None:
    """What lives until the end is no garbage: Python need not look through it again and again, nor
    look for garbage as often as in a program that runs for long."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any],
) -> Generator[None, object, object]:
    """Nor is what many tests share."""
    value = yield
    if fixturedef.scope in ("session", "module"):
        gc.freeze()
    return value


def project_files() -> dict[str, bytes]:
    """Every file that git tracks or would add, by name; skips a test where git is missing."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        why = f"only git knows which files are the project’s: {error}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(why)
    names = (ROOT / os.fsdecode(name) for name in listing.split(b"\0") if name)
    return {str(path.relative_to(ROOT)): path.read_bytes() for path in names if path.is_file()}


def replace(value: T, **changes: Any) -> T:
    """A value of the model with some fields changed."""
    anything: Any = value
    if isinstance(anything, Text):
        return cast(T, Text(**{"en": anything.en, "fr": anything.fr, **changes}))
    return cast(T, anything._replace(**changes))


@pytest.fixture(scope="session")
def directory() -> Directory:
    """The built-in directory."""
    return load(builtin.path())


@pytest.fixture(scope="session")
def index(directory: Directory) -> Index:
    """The built-in directory, indexed for search."""
    return build(directory)


@pytest.fixture(scope="session")
def finder(index: Index) -> Finder:
    """The built-in directory, to search."""
    return Finder(index)


def found_ids(finder: Finder, words: str) -> list[str]:
    """The ids of an answer, all of them."""
    return [hit.entry.id for hit in finder.find(words, limit=None).hits]


@pytest.fixture(scope="session")
def built_in_file() -> YamlFile:
    """The YAML of the built-in directory, parsed."""
    return open_yaml(builtin.path())


@pytest.fixture(scope="session", autouse=True)
def _read_once() -> Iterator[None]:
    """A file is parsed once, and a large one read once: many commands read the built-in directory,
    or a copy with a change, and this takes most of their time."""
    parse, read = yaml_parser.parse, loader._read
    parse_small = lru_cache(16)(parse)
    # A root of the built-in directory takes 30 MB.
    parse_large = lru_cache(4)(lambda *file: frozen(parse(*file)))

    def parse_once(raw: bytes, name: str, most: int) -> yaml.Node:
        return (parse_small if len(raw) < LARGE_FILE else parse_large)(raw, name, most)

    @lru_cache(2)
    def read_large(main: YamlFile, built_in: bool) -> tuple[Draft, list[Problem], int]:
        draft, problems = frozen(read(main, built_in))
        return draft, problems, len(problems)

    def read_once(main: YamlFile, built_in: bool) -> tuple[Draft, list[Problem]]:
        if main.root is None or main.root.end_mark.index < LARGE_FILE:
            return read(main, built_in)
        draft, problems, count = read_large(main, built_in)
        del problems[count:]  # The advice of an earlier check, which its nodes add to this list.
        return draft, problems

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_parser, "parse", parse_once)
        patch.setattr(loader, "_read", read_once)
        _verify_once(patch)
        # Each index of a changed directory has the phrases of most of its vocabulary.
        patch.setattr(phrases, "concept_phrases", cache(phrases.concept_phrases))
        # Typer reads the types of a command's function anew for each command line.
        patch.setattr(typer.main, "get_params_from_function", cache(get_params_from_function))
        yield


def _verify_once(patch: pytest.MonkeyPatch) -> None:
    """A data file is verified once, and the code that compiles the directory digested once, until
    one of the files changes: every command does both."""
    read, digest = data_files.read_verified, builtin_index.source_digest

    @lru_cache(8)
    def read_again(name: str, *_: object) -> bytes | None:
        return read(name)

    @lru_cache(8)
    def digest_again(yaml: Path, *_: object) -> str:
        return digest(yaml)

    def read_once(name: str) -> bytes | None:
        states = _states([data_files.PACKAGE / name])
        return read_again(name, data_files._built_digest(name), states) if states else read(name)

    def digest_once(yaml: Path) -> str:
        code = [data_files.PACKAGE / name for name in builtin_index.COMPILING_MODULES]
        states = _states([yaml, *code])
        return digest_again(yaml, states) if states else digest(yaml)

    patch.setattr(data_files, "read_verified", read_once)
    patch.setattr(builtin_index, "source_digest", digest_once)


def _states(paths: Sequence[Path]) -> tuple[object, ...]:
    """What tells whether files have changed; nothing where one is missing."""
    try:
        found = [(path, path.stat()) for path in paths]
    except OSError:
        return ()
    return tuple((str(p), s.st_ino, s.st_size, s.st_mtime_ns, s.st_ctime_ns) for p, s in found)


def frozen(value: T) -> T:
    """A value that is kept: Python need not look through it for garbage again and again."""
    gc.freeze()
    return value


@pytest.fixture(scope="session")
def built_in_check(built_in_file: YamlFile) -> loader.CheckedDirectory:
    """The built-in directory with the advice on it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loader, "_built_in", lambda: built_in_file)
        return loader.check()


@pytest.fixture(scope="session")
def read_index(index: Index) -> Index:
    """A copy of the index for all commands, which only read it."""
    return only_read(index.duplicate())


def only_read(index: Index) -> Index:
    """An index that many commands read: none can change it, and it stays open."""
    index.database.execute("PRAGMA query_only = 1")
    vars(index)["close"] = lambda: None
    return index


@pytest.fixture
def shared_index(
    index: Index,
    read_index: Index,
    built_in_file: YamlFile,
    built_in_check: loader.CheckedDirectory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Commands use the index and the parsed YAML of the tests, and what a check of it says: none is
    made again for each. Nor is an index changed again for each command that reads the same files of
    an agency."""
    check, index_with_layers = loader.check, layers.index_with_layers

    def check_built_in(also: Sequence[YamlFile]) -> loader.CheckedDirectory:
        # There is no advice on the built-in directory that would be left out.
        assert built_in_check.advice == []
        base = built_in_check.directory
        return loader.check_beside(base, also) if also else built_in_check

    last = dict[object, tuple[Index, Sequence[Problem], object]]()

    def change_once(
        index: Index, files: Sequence[YamlFile], also: Sequence[YamlFile]
    ) -> tuple[Index, Sequence[Problem]]:
        key = tuple((len(files), f.name, id(f.root), str(f.problems)) for f in (*files, *also))
        if key not in last:
            last.clear()
            made, problems = index_with_layers(index.duplicate(), files, also)
            made.database.commit()
            # With the files, the ids of their roots stay their own.
            last[key] = only_read(made), problems, (files, also)
        kept, problems, _ = last[key]
        return kept, problems

    monkeypatch.setattr(
        loader,
        "check",
        lambda main=None, also=(): check(main, also) if main else check_built_in(also),
    )
    monkeypatch.setattr(builtin_index, "open_index", lambda *_: read_index)
    monkeypatch.setattr(loader, "_built_in", lambda: built_in_file)
    monkeypatch.setattr(builtin_index, "compiled_header", lambda: index.header)
    monkeypatch.setattr(layers, "index_with_layers", change_once)


@pytest.fixture(scope="session")
def compiled(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to import the package from, as the wheel has it; once for all processes of this
    run."""
    return make_once(tmp_path_factory, "compiled", lambda folder: unpack_package(wheel, folder))


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built from a copy without anything made; once for all processes
    of this run."""
    (path,) = make_once(tmp_path_factory, "wheel", build_wheel).glob("*.whl")
    return path


def make_once(
    tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Path]
) -> Path:
    """A folder with what is made in a new one, by the first process of this run that asks."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            make(tmp_path_factory.mktemp("build")).rename(folder)
    return folder


def build_wheel(folder: Path) -> Path:
    """A folder below this one, with the wheel of this checkout."""
    copy, dist = folder / "checkout", folder / "dist"
    for name in BUILD_INPUTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=BUILT_FILES)
        else:
            shutil.copy(ROOT / name, copy / name)
    build_packages(copy, dist, "--wheel", PYTHONHASHSEED="1")
    return dist


def build_packages(source: Path, dist: Path, *kinds: str, **more: str) -> None:
    """Build an sdist or a wheel of a folder, offline, in some environment."""
    # Built with what is installed here: on the newest versions, these are not the pinned ones.
    here_alone = ("--no-isolation", "--skip-dependency-check")
    done = subprocess.run(
        [sys.executable, "-m", "build", *kinds, *here_alone, "-o", dist, source],
        env={**os.environ, **more}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def unpack_package(wheel: Path, folder: Path) -> Path:
    """The folder, with the package of a wheel in it."""
    with ZipFile(wheel) as packed:
        names = [name for name in packed.namelist() if name.startswith("resource_finder/")]
        packed.extractall(folder, names)
    # Nobody writes bytecode here while another process copies the folder.
    compileall.compile_dir(folder, quiet=1)
    return folder


@pytest.fixture(scope="session")
def start(compiled: Path) -> list[str]:
    """The command that starts the tool in a process of its own."""
    return [sys.executable, "-c", processes.SCRIPT, str(compiled), *AS_OF]


@pytest.fixture(params=list(Language), ids=str)
def language(request: pytest.FixtureRequest) -> Language:
    """Each language in turn."""
    value: Language = request.param
    return value


def date_option(arguments: Sequence[str]) -> tuple[str, ...]:
    """`--as-of` with the day of the built-in directory, where the command takes it."""
    from resource_finder.cli.names import english_name

    command = next((name for word in arguments if (name := english_name(word))), None)
    return () if command in COMMANDS_WITHOUT_DATE and "--due" not in arguments else AS_OF


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Type:
    """Type a command line, as if on the day the directory was checked; piped, so plain."""
    from resource_finder.__main__ import choose_language
    from resource_finder.cli.app import run

    for key in (
        "RESOURCE_FINDER_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "RESOURCE_FINDER_REGION",
        "RESOURCE_FINDER_ALSO", urgent.POLICE_VARIABLE,
    ):  # fmt: skip
        monkeypatch.delenv(key, raising=False)

    def type_(*arguments: str) -> Answer:
        code = run([*date_option(arguments), *arguments], choose_language(arguments, os.environ))
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return type_
