"""The installed package: the wheel works alone, and no damaged data file is believed."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.util import cache_from_source, module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any, Final, NamedTuple
from zipfile import ZipFile

import pytest
import Stemmer

import resource_finder
from conftest import AS_OF, ROOT, Type
from resource_finder import __version__, built, data_files, i18n, urgent
from resource_finder.bilingual import Language
from resource_finder.directory import builtin, loader
from resource_finder.directory.problems import DamagedError
from resource_finder.i18n import FRENCH_COMMANDS, Translator
from resource_finder.model import Directory
from resource_finder.render import records
from resource_finder.search import build as build_module
from resource_finder.search import builtin_index, tokens
from resource_finder.search import index as index_module
from resource_finder.search.compiled import open_compiled
from resource_finder.search.index import Index
from resource_finder.search.rank import Hit, find
from resource_finder.views.entry import ViewContext
from samples import REPORT_DISPLAYED, REPORT_NUMBER, WRONG_REPORT_NUMBER
from tools.shell_files import COMPLETIONS, MANUAL_PAGES, manual_page, shell_files

OF_THE_ENVIRONMENT: Final = f"resource_finder-{__version__}.data/data"
"""The folder of a wheel whose files go into the environment, beside the package."""


# --- the wheel ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Installed:
    """A wheel, the environment that it is installed into, and an empty folder to run in."""

    wheel: Path
    environment: Path
    here: Path

    def run(self, program: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment, far from the checkout."""
        return subprocess.run(
            [self.environment / "bin" / program, *arguments],
            cwd=self.here, env={"PYTHONUTF8": "1", **more}, capture_output=True, encoding="utf-8",
        )  # fmt: skip


def run_or_fail(*command: str | Path) -> str:
    """What a command prints; fails with its output where it does not succeed."""
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel of this checkout, installed."""
    environment, here = (tmp_path_factory.mktemp(name) for name in ("environment", "elsewhere"))
    run_or_fail(sys.executable, "-m", "venv", "--without-pip", environment)
    python = environment / "bin" / "python"
    run_or_fail(
        sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python,
        "install", "--quiet", "--no-index", "--no-deps", wheel,
    )  # fmt: skip
    # The libraries of this environment, without the link to the checkout that lies beside them:
    # Python follows a link (.pth) only in a folder that is a site of its own.
    script = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(run_or_fail(python, "-c", script).strip())
    libraries = dict.fromkeys(sysconfig.get_path(kind) for kind in ("purelib", "platlib"))
    (site / "libraries.pth").write_text("\n".join(libraries), encoding="utf-8")
    return Installed(wheel, environment, here)


def test_the_wheel_holds_what_it_needs_and_nothing_else(installed: Installed) -> None:
    """Whoever installs the finder gets its modules, its directory and its French, and no tests."""
    source = ROOT / "src" / "resource_finder"
    modules = {f"resource_finder/{path.relative_to(source)}" for path in source.rglob("*.py")}
    french = "resource_finder/locale/fr/LC_MESSAGES/resource_finder"
    generated = {f"resource_finder/{name}" for name in ("built.py", *built.FILES)}
    beside = {f"{OF_THE_ENVIRONMENT}/{name}" for name in shell_files()}
    packed = {name for name in ZipFile(installed.wheel).namelist() if ".dist-info/" not in name}
    assert packed == modules | generated | beside | {f"{french}.po", "resource_finder/py.typed"}


@pytest.mark.parametrize("name", [*MANUAL_PAGES.values(), *COMPLETIONS.values()])
def test_an_environment_has_manual_pages_and_completion(installed: Installed, name: str) -> None:
    """`man` finds a page in either language, and each shell its script, in the environment: they
    are those of this version."""
    path = installed.environment / name
    assert path.read_text(encoding="utf-8") == shell_files()[name]


@pytest.mark.parametrize("language", Language)
def test_a_manual_page_says_what_help_does(language: Language, typed: Type, tmp_path: Path) -> None:
    """Whoever reads the manual page misses nothing of the help of the program or a command."""
    page = tmp_path / "page.1"
    page.write_text(manual_page(language), encoding="utf-8")
    if not shutil.which("groff"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("groff is not installed")
    done = subprocess.run(
        ["groff", "-K", "utf8", "-man", "-ww", "-Tutf8", "-P-c", "-rLL=2000n", page],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    shown = plain_words(re.sub(".\b", "", done.stdout))
    assert done.stderr == ""
    for command in ("", *FRENCH_COMMANDS):
        help = typed(*command.split(), "--help", "--lang", language).out
        assert [word for word in plain_words(help) if word not in shown] == [], command


def plain_words(text: str) -> list[str]:
    """The words of a text, whatever the signs between them."""
    return re.findall(r"[\w’-]+", text.replace("\u2010", "-"))


def test_the_wheel_runs_without_the_checkout(installed: Installed) -> None:
    """What the other tests of the wheel run is the wheel."""
    script = "import resource_finder, sys; print(resource_finder.__file__, *sys.path, sep='\\n')"
    home, *path = installed.run("python", "-c", script).stdout.splitlines()
    assert installed.environment in Path(home).parents
    assert str(ROOT / "src") not in path


def test_the_wheel_reads_its_own_directory_compiled(installed: Installed) -> None:
    """An installed finder answers from its compiled directory, without loading a YAML reader."""
    script = (
        "import sys; from resource_finder import data_files;"
        "from resource_finder.directory import builtin;"
        "from resource_finder.search import builtin_index; builtin_index.open_index();"
        "print(builtin.path(), data_files.PACKAGE, 'yaml' in sys.modules, sep='\\n')"
    )
    *files, read = installed.run("python", "-c", script).stdout.splitlines()
    assert all(installed.environment in Path(file).parents for file in files)
    assert read == "False"


def test_the_installed_command_says_its_version(installed: Installed, directory: Directory) -> None:
    """A worker who asks for help can say which version and which directory they have."""
    done = installed.run("resource-finder", "--version")
    expected = f"resource-finder {__version__} ({directory.header.date})\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, expected, "")


def arguments_and_words(
    command: str, directory: Directory, language: Language
) -> tuple[list[str], list[str]]:
    """What to type after a command, and true words that its answer holds."""
    translator = Translator(language)
    line = next(
        s for s in directory.services
        if s.line == "report" and s.phones and s.phones[0].confidence == "confirmed"
    )  # fmt: skip
    known = [line.name[language], translator.phone(line.phones[0].number)]
    dated = [w for e in directory.events for w in (e.name[language], translator.date(e.date))]
    counts = [str(len(many)) for many in (directory.events, directory.sources)]
    return {
        "find": ([line.name[language]], known),
        "hotlines": ([], known),
        "timeline": ([], dated),
        "show": ([line.id], known),
        "list": ([], [entry.id for entry in directory.entries]),
        "handout": ([line.id, "--output", "-"], known),
        "check": ([], ["programs.yaml", *counts]),
        "export": ([], ["name_en,name_fr", *(service.id for service in directory.services)]),
        "import": ([], ["columns:", "  name_en: "]),
        "new": (["layer"], ["layer: {name: ", "wrong-number"]),
        "help": ([], [FRENCH_COMMANDS["find"] if language is Language.FR else "find", "--lang"]),
        "completion": (["bash"], ["_RESOURCE_FINDER_COMPLETE=bash_complete"]),
    }[command]


@pytest.mark.parametrize("command", [name for name in FRENCH_COMMANDS if name != "compile"])
def test_the_installed_command_answers(
    installed: Installed, directory: Directory, language: Language, command: str
) -> None:
    """Every command of an installed finder answers in both languages, and leaves no file behind;
    `compile`, which is asked for one, is tested in test_compiled_layers.py."""
    arguments, words = arguments_and_words(command, directory, language)
    name = FRENCH_COMMANDS[command] if language is Language.FR else command
    done = installed.run("resource-finder", name, *arguments, "--lang", language)
    assert (done.returncode, done.stderr) == (0, "")
    assert [truth for truth in words if truth not in done.stdout] == []
    assert list(installed.here.iterdir()) == []


def test_a_checkout_that_is_not_installed_finds_its_directory(installed: Installed) -> None:
    """A developer may run the finder straight from the source."""
    script = "from resource_finder.directory import builtin; print(builtin.path())"
    done = installed.run("python", "-c", script, PYTHONPATH=str(ROOT / "src"))
    assert Path(done.stdout.strip()) == ROOT / "data" / "programs.yaml"


def test_this_environment_finds_the_directory() -> None:
    """The finder that these tests import has a directory, installed as it may be."""
    assert builtin.path().read_bytes() == (ROOT / "data" / "programs.yaml").read_bytes()


# --- other ways to install it ------------------------------------------------------------------


def strip_sources(package: Path) -> Path:
    """A package without its sources."""
    for source in list(package.rglob("*.py")):
        Path(cache_from_source(str(source))).rename(source.with_suffix(".pyc"))
        source.unlink()
    return package


def zip_package(package: Path) -> Path:
    """A package in a zip."""
    return Path(shutil.make_archive(str(package.with_name("zipped")), "zip", package))


@pytest.fixture(scope="module", params=[strip_sources, zip_package])
def place(
    compiled: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Path:
    """Where the package is when it is installed in another way."""
    way: Callable[[Path], Path] = request.param
    return way(Path(shutil.copytree(compiled, tmp_path_factory.mktemp("other") / "package")))


@pytest.mark.parametrize(
    ("line", "code"),
    [("hotlines", 0), ("lignes --lang fr", 0), ("--version", 0), ("trouver --lang fr --bad", 2)],
)
def test_the_package_needs_neither_its_sources_nor_a_folder(
    compiled: Path, place: Path, line: str, code: int
) -> None:
    """A single file, or a bundle without sources, answers as an installed finder does, in French
    too."""
    sound, answer = (answer_of(path, line) for path in (compiled, place))
    assert answer.home.startswith(str(place))
    assert answer._replace(home="") == sound._replace(home="")
    assert answer.code == code


class PackageAnswer(NamedTuple):
    """What a package answers, and the file that it was imported from."""

    home: str
    code: int
    out: str
    err: str


@lru_cache(None)
def answer_of(path: Path, line: str) -> PackageAnswer:
    """The answer of the package at a path, in a process of its own; each is asked for once."""
    script = (
        "import sys, resource_finder; from resource_finder.__main__ import main;"
        "sys.argv[0] = 'resource-finder'; print(resource_finder.__file__, file=sys.stderr); main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *AS_OF, *line.split()], capture_output=True,
        encoding="utf-8", env={"PYTHONUTF8": "1", "PYTHONPATH": str(path)}, check=False,
    )  # fmt: skip
    home, _, expected = done.stderr.partition("\n")
    return PackageAnswer(home, done.returncode, done.stdout, expected)


# --- the compiled directory --------------------------------------------------------------------


@dataclass
class Copies:
    """The data files of an installed package, and how often its directory was built anew."""

    package: Path
    builds: int = 0
    notices: int = 0

    @property
    def yaml(self) -> Path:
        """The directory as text."""
        return self.package / data_files.YAML

    @property
    def compiled(self) -> Path:
        """The directory compiled."""
        return self.package / data_files.COMPILED

    def count_notice(self) -> None:
        """Count a notice about a rebuilt directory."""
        self.notices += 1

    def index(self) -> Index:
        """The index that answers come from."""
        return builtin_index.open_index(self.count_notice)


def load_built_module(package: Path) -> ModuleType:
    """The module `built` of a package, with the digests of its data files."""
    spec = spec_from_file_location("built", package / "built.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def copies(
    compiled: Path, index: Index, directory: Directory, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Copies:  # fmt: skip
    """An installed package, of data files alone; building its directory is counted, not done."""
    package = tmp_path / "src" / "resource_finder"
    ignored = shutil.ignore_patterns("__pycache__")
    generated = Copies(shutil.copytree(compiled / "resource_finder", package, ignore=ignored))

    real = loader.load

    def load(path: Path | None = None, also: Sequence[Path] = ()) -> Directory:
        builtin.yaml_bytes()
        return real(path, also) if path or also else directory

    def build(_: Directory) -> Index:
        generated.builds += 1
        return index

    monkeypatch.setattr(data_files, "PACKAGE", package)
    monkeypatch.setattr(resource_finder, "built", load_built_module(package))
    monkeypatch.setattr(loader, "load", load)
    monkeypatch.setattr(build_module, "build", build)
    return generated


@pytest.fixture
def checkout(copies: Copies) -> Path:
    """The same as a checkout, whose YAML is edited: the path of that."""
    yaml = copies.package.parents[1] / "data" / data_files.YAML
    yaml.parent.mkdir()
    return copies.yaml.rename(yaml)


def test_a_sound_compiled_directory_is_used(copies: Copies, index: Index) -> None:
    """An answer comes from the compiled directory, and nothing is said of that."""
    assert copies.index() is not index
    assert (copies.builds, copies.notices) == (0, 0)


def test_a_missing_yaml_keeps_nobody_from_an_answer(copies: Copies, index: Index) -> None:
    """The compiled directory and the date need no YAML."""
    copies.yaml.unlink()
    assert copies.index() is not index
    assert builtin.date() == index.header.date


def replace_by_folder(path: Path) -> None:
    """Replace a file by a folder."""
    path.unlink()
    path.mkdir()


def run_sql(path: Path, statement: str) -> None:
    """Change a compiled directory."""
    with sqlite3.connect(path) as db:
        db.execute(statement)
    db.close()


def change_number(path: Path) -> None:
    """Change the number for reporting that a child is abused."""
    raw = path.read_bytes()
    wrong = raw.replace(REPORT_NUMBER.encode(), WRONG_REPORT_NUMBER.encode())
    assert wrong != raw
    path.write_bytes(wrong)


DAMAGES: Final[dict[str, Callable[[Path], object]]] = {
    "missing": Path.unlink,
    "a folder": replace_by_folder,
    "empty": lambda path: path.write_bytes(b""),
    "not SQLite": lambda path: path.write_text("directory:\n", encoding="utf-8"),
    "cut to its first page": lambda path: os.truncate(path, 4096),
    "cut at its end": lambda path: os.truncate(path, path.stat().st_size - 1),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"\0"),
    "with another number": change_number,
    "without an entry": lambda path: run_sql(path, "DELETE FROM entry WHERE id = 'cfs-report'"),
    "of another form": lambda path: run_sql(
        path, "UPDATE about SET value = 'x' WHERE key = 'version'"
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_compiled_directory_is_passed_over(
    copies: Copies, index: Index, damage: str
) -> None:
    """A damaged compiled file never keeps a worker from an answer, nor gives its own."""
    DAMAGES[damage](copies.compiled)
    assert copies.index() is index
    assert (copies.builds, copies.notices) == (1, 1)


@pytest.mark.parametrize("change", [(b"a", b"b"), (b"\n", b" \n"), (b"204-", b"205-")])
def test_a_yaml_of_other_bytes_is_not_read(copies: Copies, change: tuple[bytes, bytes]) -> None:
    """Where both files are damaged there is no answer, since any number might be wrong."""
    copies.compiled.unlink()
    copies.yaml.write_bytes(copies.yaml.read_bytes().replace(*change, 1))
    with pytest.raises(DamagedError) as refused:
        copies.index()
    assert [problem.file for problem in refused.value.problems] == [
        data_files.COMPILED,
        data_files.YAML,
    ]
    assert (copies.builds, copies.notices) == (0, 0)


def test_a_package_that_does_not_know_what_was_built_gives_no_number(
    copies: Copies, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the digests nothing can be compared, so nothing is believed."""
    monkeypatch.delattr(resource_finder, "built")
    monkeypatch.setitem(sys.modules, "resource_finder.built", None)
    with pytest.raises(DamagedError):
        copies.index()


def test_another_stemmer_needs_another_index(
    copies: Copies, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where PyStemmer takes words apart differently, no search misses what the YAML holds."""
    monkeypatch.setattr(tokens, "probe", lambda: b"interf intern")
    assert copies.index() is index
    assert (copies.builds, copies.notices) == (1, 1)


def test_a_compiled_directory_of_other_code_is_passed_over(
    copies: Copies, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A package of which only a part was renewed answers from its YAML."""
    monkeypatch.setattr(index_module, "SCHEMA_VERSION", "resource-finder 0")
    assert copies.index() is index


def test_an_old_sqlite_reads_the_file(
    copies: Copies, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where SQLite cannot read a file from memory, it opens the same file."""
    connect = sqlite3.connect

    def old(path: str, **more: Any) -> object:
        return object() if path == ":memory:" else connect(path, **more)

    monkeypatch.setattr(sqlite3, "connect", old)
    found = copies.index()
    assert found.header == index.header
    assert copies.builds == 0


# --- a compiled directory that is too large to be read as a whole ---------------------------------


@pytest.fixture
def large(copies: Copies, monkeypatch: pytest.MonkeyPatch) -> Copies:
    """An installed package of which the compiled directory counts as large."""
    monkeypatch.setattr(data_files, "LARGE", 1_000)
    return copies


def test_a_large_compiled_directory_gives_the_same_answers(large: Copies, index: Index) -> None:
    """How large a directory is changes no answer."""
    found = large.index()
    assert found is not index
    for words in ("runaway thompson", "jeune en fugue", "suicide"):
        assert find(found, words) == find(index, words)
    assert found.sources() == index.sources()


def test_a_wrong_number_in_a_large_compiled_directory_is_not_given(large: Copies) -> None:
    """Where only a part of a file is read, this part is compared."""
    change_number(large.compiled)
    found = large.index()
    with pytest.raises(DamagedError):
        found.entry("cfs-report")
    assert found.entry("kids-help-phone")


@pytest.mark.parametrize("damage", [
    "missing", "empty", "not SQLite", "cut to its first page", "of another form", "another header",
])  # fmt: skip
def test_a_large_compiled_directory_that_cannot_be_opened_is_passed_over(
    large: Copies, index: Index, damage: str
) -> None:
    """A file that is damaged at its beginning, or made from another directory, is not believed."""
    change_header = CHECKED["with another header"][0]
    (DAMAGES | {"another header": change_header})[damage](large.compiled)
    assert large.index() is index
    assert (large.builds, large.notices) == (1, 1)


@pytest.mark.usefixtures("checkout")
def test_a_checkout_uses_a_compiled_directory_that_is_fresh(copies: Copies, index: Index) -> None:
    """A developer waits no longer than anybody."""
    assert copies.index() is not index


@pytest.mark.parametrize("change", [(b"a", b"b"), (b"\n", b" \n"), (b"204-", b"205-")])
def test_an_edited_yaml_is_what_is_read(
    copies: Copies, checkout: Path, index: Index, change: tuple[bytes, bytes]
) -> None:
    """A curator who edits the directory of a checkout sees the edit at once, without a word."""
    checkout.write_bytes(checkout.read_bytes().replace(*change, 1))
    assert copies.index() is index
    assert (copies.builds, copies.notices) == (1, 0)


@pytest.mark.usefixtures("checkout")
@pytest.mark.parametrize("damage", ["missing", "with another number"])
def test_a_checkout_passes_over_a_damaged_compiled_directory(
    copies: Copies, index: Index, damage: str
) -> None:
    """In a checkout too, no number comes from a damaged file."""
    DAMAGES[damage](copies.compiled)
    assert copies.index() is index
    assert (copies.builds, copies.notices) == (1, 0)


@pytest.mark.usefixtures("checkout")
def test_edited_code_compiles_anew(copies: Copies, index: Index) -> None:
    """A developer who changes how the directory is compiled is not shown what was before."""
    module = copies.package / "directory" / "schema.py"
    module.write_bytes(module.read_bytes() + b"# changed\n")
    assert copies.index() is index


@pytest.mark.usefixtures("checkout")
def test_a_checkout_where_nothing_was_built_is_read(
    copies: Copies, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A checkout that is not installed answers."""
    monkeypatch.delattr(resource_finder, "built")
    monkeypatch.setitem(sys.modules, "resource_finder.built", None)
    assert copies.index() is index


def test_the_date_of_a_checkout_is_that_of_its_yaml(checkout: Path, directory: Directory) -> None:
    """A curator who dates the directory sees the date."""
    text, day = checkout.read_text(encoding="utf-8"), directory.header.date
    checkout.write_text(text.replace(f"  date: {day}", "  date: 2031-02-03", 1), encoding="utf-8")
    assert builtin.date() == "2031-02-03"


# --- what people read --------------------------------------------------------------------------

REBUILT_NOTICE: Final = {
    Language.EN: "The compiled directory cannot be used, so this answer was read from"
    " programs.yaml, which takes longer. `resource-finder check` says what is wrong.\n",
    Language.FR: "Le répertoire compilé est inutilisable; la réponse a donc été lue dans"
    " programs.yaml, ce qui prend plus de temps. Pour savoir ce qui ne va pas, tapez"
    " `resource-finder verifier`.\n",
}
REINSTALL: Final = "  fix: install resource-finder again\n"
DAMAGED: Final = "this file is missing, or it is not the one that was installed\n"


def test_an_answer_from_the_yaml_says_so(copies: Copies, typed: Type, language: Language) -> None:
    """The answer is as ever; one line beside it says that something is wrong, and how to see it."""
    sound = typed("hotlines", "--lang", language)
    change_number(copies.compiled)
    answer = typed("hotlines", "--lang", language)
    assert (answer.code, answer.out, answer.err) == (0, sound.out, REBUILT_NOTICE[language])
    assert copies.builds == 1


def test_no_answer_stands_under_the_urgent_lines(copies: Copies, typed: Type) -> None:
    """Where nothing can be believed, the urgent lines are there, and what to do."""
    copies.compiled.unlink()
    copies.yaml.unlink()
    answer = typed("find", "suicide")
    expected = (
        f"directory.sqlite: {DAMAGED}{REINSTALL}programs.yaml: {DAMAGED}{REINSTALL}2 errors.\n"
    )
    assert (answer.code, answer.out, answer.error) == (70, "", expected)


def test_a_file_beside_the_directory_needs_the_compiled_one_alone(
    copies: Copies, typed: Type, tmp_path: Path
) -> None:
    """A file of one's own is added to the compiled directory: a number that is damaged in its text
    is never given; where both are damaged, nothing is."""
    right = REPORT_DISPLAYED["en"].encode()
    copies.yaml.write_bytes(copies.yaml.read_bytes().replace(right, b"1-866-555-0142"))
    beside = tmp_path / "own.yaml"
    beside.write_text("services: []\n", encoding="utf-8")
    answer = typed("hotlines", "--also", str(beside))
    assert (answer.code, answer.err) == (0, "")
    assert REPORT_DISPLAYED["en"] in answer.out
    assert "555-0142" not in answer.out
    (copies.package / data_files.COMPILED).write_bytes(b"")
    answer = typed("hotlines", "--also", str(beside))
    assert (answer.code, answer.out) == (70, "")


def replace_bytes(path: Path, was: bytes, becomes: bytes) -> None:
    """Change a few bytes of a file."""
    raw = path.read_bytes()
    assert was in raw
    path.write_bytes(raw.replace(was, becomes, 1))


def test_a_catalogue_of_other_bytes_is_not_believed(copies: Copies, typed: Type) -> None:
    """A sentence of the French translation that was damaged is not shown."""
    replace_bytes(
        copies.package / data_files.FRENCH_CATALOGUE,
        "Non confirmé".encode(),
        "Bien confirmé".encode(),
    )
    i18n.catalogue.cache_clear()
    answer = typed("hotlines", "--lang", "fr")
    i18n.catalogue.cache_clear()
    assert (answer.code, answer.err) == (0, urgent.NO_FRENCH + "\n")
    assert answer.out.partition("\n\n")[2] == typed("hotlines").out.partition("\n\n")[2]


def test_a_template_of_other_bytes_makes_no_sheet(copies: Copies, typed: Type) -> None:
    """A PDF whose template was damaged is not made: it might lack a number."""
    replace_bytes(copies.package / data_files.TEMPLATE, b"number", b"nunber")
    answer = typed("handout", "988", "--format", "pdf", "--output", "-")
    expected = f"render/sheet.typ: {DAMAGED}{REINSTALL}1 error.\n"
    assert (answer.code, answer.out, answer.error) == (70, "", expected)


def test_a_style_sheet_of_other_bytes_makes_no_sheet(copies: Copies, typed: Type) -> None:
    """An HTML sheet whose style was damaged is not made: a number might be hidden."""
    replace_bytes(copies.package / data_files.STYLE, b"number", b"nunber")
    answer = typed("handout", "988", "--format", "html", "--output", "-")
    message = f"render/sheet.css: {DAMAGED}{REINSTALL}1 error.\n"
    assert (answer.code, answer.out, answer.error) == (70, "", message)


NO_ERRORS: Final = "programs.yaml: no errors. "


@pytest.mark.usefixtures("copies")
def test_check_finds_nothing_in_a_sound_package(typed: Type) -> None:
    """Whoever checks a sound installation reads one line."""
    answer = typed("check")
    assert (answer.code, answer.err, answer.out.count("\n")) == (0, "", 1)
    assert answer.out.startswith(NO_ERRORS)


CHECKED: Final[dict[str, tuple[Callable[[Path], object], str]]] = {
    "missing": (Path.unlink, ""),
    "with another number": (
        change_number,
        f"directory.sqlite: 'cfs-report' has the numbers {WRONG_REPORT_NUMBER} here, but"
        f" {REPORT_NUMBER} in programs.yaml\n{REINSTALL}",
    ),
    "without an entry": (
        DAMAGES["without an entry"],
        f"directory.sqlite: 'cfs-report' has the numbers - here, but {REPORT_NUMBER} in"
        f" programs.yaml\n{REINSTALL}",
    ),
    "with another word": (
        lambda path: run_sql(
            path, "UPDATE record SET payload = replace(payload, '2026', '2027')"
                  " WHERE rowid = (SELECT rowid FROM entry WHERE id = 'duty-to-report')"),
        f"directory.sqlite: 'duty-to-report' is not the same here as in programs.yaml\n{REINSTALL}",
    ),
    "with another line to call instead": (
        lambda path: run_sql(path, "UPDATE instead SET service = 'cfs-report'"
                                 " WHERE entry = 'needhelpnow'"),
        f"directory.sqlite: 'needhelpnow' is not the same here as in programs.yaml\n{REINSTALL}",
    ),
    "with another header": (
        lambda path: run_sql(path, "UPDATE about SET value = replace(value, 'EMERGENCY', 'CALM')"
                                 " WHERE key = 'header'"),
        f"directory.sqlite: 'directory' is not the same here as in programs.yaml\n{REINSTALL}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("damage", CHECKED)
def test_check_compares_both_forms_of_the_directory(
    copies: Copies, typed: Type, damage: str
) -> None:
    """`check` says that the compiled directory is damaged, and each entry that it holds wrongly."""
    change, fault = CHECKED[damage]
    change(copies.compiled)
    answer = typed("check")
    count = 1 + bool(fault)
    expected = f"directory.sqlite: {DAMAGED}{REINSTALL}{fault}{count} error{'s' * (count > 1)}.\n"
    assert (answer.code, answer.err) == (3, "")
    assert answer.out.partition("\n")[2] == expected


def test_check_tells_of_a_number_that_was_compiled_wrongly(
    copies: Copies, typed: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the compiled file is the one that was built, its numbers are compared."""
    change_number(copies.compiled)
    digest = data_files.digest(copies.compiled.read_bytes())
    monkeypatch.setitem(resource_finder.built.FILES, data_files.COMPILED, digest)
    answer = typed("check")
    assert (answer.code, answer.out.partition("\n")[2]) == (
        3, CHECKED["with another number"][1] + "1 error.\n"
    )  # fmt: skip


@pytest.mark.usefixtures("copies")
def test_check_names_the_stemmer_that_is_needed(
    typed: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has another stemmer reads which one the package was made with."""
    monkeypatch.setattr(tokens, "probe", lambda: b"interf intern")
    answer = typed("check")
    assert (answer.code, answer.out.partition("\n")[2]) == (
        3,
        "directory.sqlite: this file was made with another version of PyStemmer\n"
        f"  fix: install PyStemmer {Stemmer.version()}\n1 error.\n",
    )


def test_check_of_an_edited_checkout_is_about_the_yaml(checkout: Path, typed: Type) -> None:
    """A curator whose edit is not compiled yet has made no fault."""
    text = checkout.read_bytes()
    checkout.write_bytes(text.replace(b"date: 2026-11-23", b"date: 2026-11-24", 1))
    assert typed("check").code == 0


def test_check_tells_of_a_damaged_yaml(copies: Copies, typed: Type) -> None:
    """`check` reads the YAML only where it is the one that was installed."""
    copies.yaml.write_bytes(copies.yaml.read_bytes() + b"# changed\n")
    answer = typed("check")
    assert (answer.code, answer.out) == (
        3,
        f"programs.yaml: {DAMAGED}{REINSTALL}1 error.\n",
    )


# --- both forms of the directory ---------------------------------------------------------------


@pytest.fixture(scope="module")
def opened_index(compiled: Path) -> Iterator[Index]:
    """The compiled directory, opened."""
    path = compiled / "resource_finder" / data_files.COMPILED
    found = open_compiled(path.read_bytes(), path)
    assert found is not None
    yield found
    found.close()


def json_records(hits: Sequence[Hit], index: Index, language: Language) -> list[dict[str, Any]]:
    """Hits as JSON gives them, unconfirmed numbers included."""
    view = ViewContext(Translator(language), index, date(2026, 11, 23), unconfirmed=True)
    return [records.hit_record(hit, view) for hit in hits]


def test_a_compiled_directory_holds_all_that_the_yaml_says(
    directory: Directory, opened_index: Index
) -> None:
    """Nothing of an entry, a source or the header is lost or changed by compiling it."""
    kinds = ("hotline", "program", "event", "notice")
    assert opened_index.header == directory.header
    assert opened_index.entries(*kinds) == list(directory.entries)
    assert {source.id: source for source in opened_index.sources()} == {
        source.id: source for source in directory.sources
    }


def test_both_forms_of_the_directory_hold_the_same(
    index: Index, opened_index: Index, language: Language
) -> None:
    """Every entry reads the same, as JSON gives it, in either form of the directory."""
    kinds = ("hotline", "program", "event", "notice")
    every = [
        json_records([Hit(entry, (), 0.0) for entry in one.entries(*kinds)], one, language)
        for one in (index, opened_index)
    ]
    assert len(every[0]) == index.size() == opened_index.size()
    assert every[0] == every[1]
    assert index.ids() == opened_index.ids()


@pytest.mark.parametrize(
    "words",
    ["suicide", "jeune en fugue Thompson", REPORT_DISPLAYED["en"], "shelter Winnipeg 16 years old",
     "sheltr", "avocat", "", "zzzzqqq"],
)  # fmt: skip
def test_both_forms_of_the_directory_answer_the_same(
    index: Index, opened_index: Index, language: Language, words: str
) -> None:
    """A search finds the same, in the same order and for the same reasons, in either form."""
    (query, hits), (again, found) = find(index, words), find(opened_index, words)
    assert query == again
    assert [hit.score for hit in hits] == [hit.score for hit in found]
    assert json_records(hits, index, language) == json_records(found, opened_index, language)
