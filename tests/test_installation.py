"""Installing and testing: the versions are pinned, and no test depends on the machine."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, settings
from packaging.requirements import Requirement

from conftest import ROOT, project_files, restore_default_signals
from resource_finder.render.formats import FORMATS
from tools.compare_folder import is_written
from tools.constraints import HEADER, name_of, pin_lines, pins, with_pins
from tools.folder import LAZY

PROJECT: Final[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
OURS: Final = PROJECT["project"]["name"]


# --- busy machines, signals ---------------------------------------------------------------------


def test_no_property_fails_because_a_machine_is_busy() -> None:
    """Properties try the same examples on every machine, however long one takes."""
    usual = settings()
    assert (usual.deadline, usual.derandomize) == (None, True)
    assert HealthCheck.too_slow in usual.suppress_health_check


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_are_answered_however_the_tests_were_started(number: signal.Signals) -> None:
    """Under `nohup`, or in the background of a script, a test of Ctrl-C tries the same thing."""
    before = signal.signal(number, signal.SIG_IGN)
    try:
        done = subprocess.run(
            [sys.executable, "-c", f"import os; os.kill(os.getpid(), {int(number)}); print('on')"],
            preexec_fn=restore_default_signals, capture_output=True, check=False,
        )  # fmt: skip
    finally:
        signal.signal(number, before)
    assert (done.returncode, done.stdout) == (-number, b"")


# --- which versions ------------------------------------------------------------------------------


def requirements() -> list[Requirement]:
    """The requirements of the project and of its extras."""
    extras = PROJECT["project"]["optional-dependencies"].values()
    every = [PROJECT["project"]["dependencies"], *extras]
    return [one for many in every for one in map(Requirement, many) if one.name != OURS]


def test_every_pin_lies_in_the_range_that_is_asked_for() -> None:
    """Each requirement has an exact version in constraints.txt, one that its range allows."""
    pin = pins()
    assert {name_of(one.name) for one in requirements()} - set(pin) == set()
    assert [str(one) for one in requirements() if pin[name_of(one.name)] not in one.specifier] == []


def dependencies_of(names: Iterable[str]) -> Iterator[str]:
    """The requirements of these distributions, where the pinned versions are installed."""
    for name in names:
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue  # An extra that is not installed.
        if found.version == pins().get(name):
            every = map(Requirement, found.requires or ())
            yield from (name_of(r.name) for r in every if not r.marker or r.marker.evaluate())


def test_indirect_requirements_are_pinned_too() -> None:
    """A new release of an indirect requirement changes nothing for a newcomer either."""
    reached: set[str] = set()
    new = {name_of(one.name) for one in requirements()}
    while new:
        reached |= new
        new = set(dependencies_of(new)) - reached
    assert reached - set(pins()) == set()


def test_the_build_uses_the_same_versions() -> None:
    """What pip builds with has exact versions too; constraints do not reach it."""
    every = map(Requirement, PROJECT["build-system"]["requires"])
    built = {name_of(one.name): str(one.specifier) for one in every}
    assert built == {name: f"=={version}" for name, version in pins().items() if name in built}
    assert set(dependencies_of(built)) <= set(built)


def test_new_pins_reach_the_build() -> None:
    """The command that renews the pins renews what pip builds with too, and nothing else."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert with_pins(text) == text
    older = re.sub(r'"(hatchling|PyYAML)==[^"]+"', r'"\1==0.1"', text)
    assert older != text
    assert with_pins(older) == text


@pytest.mark.parametrize(
    ("name", "commands"), [("README.md", 1), ("LISEZMOI.md", 1), ("CONTRIBUTING.md", 5)]
)
def test_every_command_of_a_developer_installs_the_pins(name: str, commands: int) -> None:
    """Whoever copies a command from a page gets the versions that the tests passed with."""
    page = (ROOT / name).read_text(encoding="utf-8")
    install_commands = re.findall(r"^.*pip install .*\[test.*$", page, re.MULTILINE)
    with_pins = [line for line in install_commands if "pip install -c constraints.txt -e" in line]
    assert len(with_pins) == commands
    assert [line for line in install_commands if "--upgrade" not in line] == with_pins


def test_ci_ends_on_the_newest_versions() -> None:
    """CI finds a release that breaks something before a newcomer does."""
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    newest = "install -q --upgrade --upgrade-strategy eager -e"
    assert lines[-1] == ".venv-newest/bin/python -m pytest"
    assert lines[-2] == "check_code .venv-newest"
    assert lines[-3] == f'.venv-newest/bin/pip {newest} ".[test,checks,release]"'
    assert [line for line in lines if "[test" in line and "-c constraints.txt" not in line] == [
        lines[-3]
    ]


def test_the_hosted_workflow_runs_what_was_looked_at() -> None:
    """Each action is one commit, with its tag beside it: whoever moves a tag changes nothing here,
    and no job can write to the repository."""
    text = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    named = re.findall(r"^ +- uses: (.+)$", text, re.MULTILINE)
    pinned = [name for name in named if re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+", name)]
    assert (len(named) > 5, named) == (True, pinned)
    assert re.findall(r"(?:contents|packages|actions): (\w+)", text) == ["read", "read"]
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")


def test_the_pins_are_written_in_one_form() -> None:
    """The file of pins changes only where a version does: sorted, in one spelling, what an
    environment begins with left out."""
    versions = [("B_c", "2"), ("a", "1"), ("pip", "3"), ("resource-finder", "0")]
    assert pin_lines(versions) == f"{HEADER}a==1\nb-c==2\n"
    assert (ROOT / "constraints.txt").read_text(encoding="utf-8") == pin_lines(pins().items())


# --- the folder for a PC without Python ----------------------------------------------------------


def test_what_is_imported_lazily_exists() -> None:
    """The folder lacks no module: each name that is handed to PyInstaller is one, and so is each
    library that a format needs."""
    assert [name for name in LAZY if find_spec(name) is None] == []
    needed = {library for one in FORMATS.values() for library in one.libraries}
    assert needed - set(LAZY) == set()


@pytest.mark.parametrize(
    ("line", "writes"),
    [
        ('1 openat(AT_FDCWD, "/a", O_RDONLY|O_CLOEXEC) = 3', False),
        ('1 openat(AT_FDCWD, "/dev/tty", O_RDWR) = 3', False),
        ('1 openat(AT_FDCWD, "/a", O_WRONLY|O_CREAT|O_TRUNC, 0666) = 3', True),
        ('1 open("/a", O_RDWR) = 3', True),
        ('1 mkdir("/tmp/_MEI", 0700) = 0', True),
        ('1 readlink("/proc/self/exe", "/a", 4096) = 2', False),
        ('1 symlinkat("/a", AT_FDCWD, "/b") = 0', True),
        ('1 unlink("/a") = 0', True),
    ],
)
def test_a_written_file_is_seen(line: str, writes: bool) -> None:
    """The comparison of the folder counts each call that changes a file, and no other."""
    assert is_written(line) == writes


# --- which files ---------------------------------------------------------------------------------


def is_binary(raw: bytes) -> bool:
    """Whether these bytes are not text."""
    try:
        return "\0" in raw.decode("utf-8")
    except UnicodeDecodeError:
        return True


def test_no_file_is_binary_but_the_pictures() -> None:
    """Everything that is handed on can be read by a person, the pictures of the sheets aside."""
    binary_files = {name for name, raw in project_files().items() if is_binary(raw)}
    assert {name for name in binary_files if not re.fullmatch(r"docs/.+\.(png|jpg)", name)} == set()
    assert "docs/pictures/poster.png" in binary_files
