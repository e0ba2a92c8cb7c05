"""The first run of a newcomer: the versions it installs are known, and no luck is needed."""

from __future__ import annotations

import ast
import re
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, settings
from packaging.requirements import Requirement

from conftest import ROOT, tracked, usual_signals
from tools.constraints import HEADER, name_of, pinned, pins

PROJECT: Final[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
OURS: Final = PROJECT["project"]["name"]


# --- a quiet machine is not needed ---------------------------------------------------------------


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
            preexec_fn=usual_signals, capture_output=True, check=False,
        )  # fmt: skip
    finally:
        signal.signal(number, before)
    assert (done.returncode, done.stdout) == (-number, b"")


# --- which versions ------------------------------------------------------------------------------


def asked() -> list[Requirement]:
    """What the project asks for, its extras included."""
    extras = PROJECT["project"]["optional-dependencies"].values()
    every = [PROJECT["project"]["dependencies"], *extras]
    return [one for many in every for one in map(Requirement, many) if one.name != OURS]


def test_every_pin_lies_in_the_range_that_is_asked_for() -> None:
    """Each requirement has an exact version in constraints.txt, one that its range allows."""
    pin = pins()
    assert {name_of(one.name) for one in asked()} - set(pin) == set()
    assert [str(one) for one in asked() if pin[name_of(one.name)] not in one.specifier] == []


def needs(names: Iterable[str]) -> Iterator[str]:
    """What these distributions ask for here, where they are installed in their pinned versions."""
    for name in names:
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue  # An extra that is not installed.
        if found.version == pins().get(name):
            every = map(Requirement, found.requires or ())
            yield from (name_of(r.name) for r in every if not r.marker or r.marker.evaluate())


def test_whatever_comes_along_is_pinned_too() -> None:
    """A new release of something that nobody here named changes no first run either."""
    reached: set[str] = set()
    new = {name_of(one.name) for one in asked()}
    while new:
        reached |= new
        new = set(needs(new)) - reached
    assert reached - set(pins()) == set()


def test_the_build_uses_the_same_versions() -> None:
    """What pip builds with has exact versions too; constraints do not reach it."""
    every = map(Requirement, PROJECT["build-system"]["requires"])
    built = {name_of(one.name): str(one.specifier) for one in every}
    assert built == {name: f"=={version}" for name, version in pins().items() if name in built}
    assert set(needs(built)) <= set(built)


@pytest.mark.parametrize(("name", "commands"), [("README.md", 2), ("CONTRIBUTING.md", 3)])
def test_every_command_of_a_developer_installs_the_pins(name: str, commands: int) -> None:
    """Whoever copies a command from a page gets the versions that the tests passed with."""
    page = (ROOT / name).read_text(encoding="utf-8")
    said = re.findall(r"^.*pip install .*\[test.*$", page, re.MULTILINE)
    pinned = [line for line in said if "pip install -c constraints.txt -e" in line]
    assert len(pinned) == commands
    assert [line for line in said if "--upgrade" not in line] == pinned


def test_ci_ends_on_the_newest_versions() -> None:
    """A release that breaks something is seen by the project before a newcomer meets it."""
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    newest = "install -q --upgrade --upgrade-strategy eager -e"
    assert lines[-1] == ".venv-newest/bin/python -m pytest"
    assert lines[-2] == "check_code .venv-newest"
    assert lines[-3] == f'.venv-newest/bin/pip {newest} ".[test,checks]"'
    assert [line for line in lines if "[test" in line and "-c constraints.txt" not in line] == [
        lines[-3]
    ]


def test_ci_looks_for_mistakes_before_it_runs_a_test() -> None:
    """Code that ruff or mypy refuses is refused in seconds, by the commands that are documented."""
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    start = lines.index("check_code() {  # the folder of an environment")
    body = lines[start + 1 : lines.index("}", start)]
    said = " && ".join(line.strip().replace('"$1/bin/ruff"', "ruff") for line in body)
    documented = said.replace('"$1/bin/mypy"', "mypy")
    assert documented == "ruff check . && ruff format --check . && mypy"
    assert documented in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()
    run = [line for line in lines if line.startswith(("bash ", "check_code "))]
    assert run == [
        'bash -euo pipefail -c "$install"',
        "check_code .venv",
        'bash -euo pipefail -c "$tests"',
        "check_code .venv-newest",
    ]


def test_nox_runs_the_documented_commands_on_the_pins() -> None:
    """Whoever prefers Nox runs the same commands, with the same versions."""
    tree = ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8"))
    sessions = {node.name: ast.unparse(node) for node in tree.body if hasattr(node, "name")}
    assert sessions.keys() == {"lint", "types", "tests", "heavy"}
    assert all("session.install('-q', *PINNED," in code for code in sessions.values())
    documented = {
        "lint": ("'ruff', 'check', '.'", "'ruff', 'format', '--check', '.'"),
        "types": ("'mypy'",),
        "tests": ("'python', '-m', 'pytest', *session.posargs",),
        "heavy": ("'python', '-m', 'pytest', '-m', 'heavy', '-n', '0', *session.posargs",),
    }
    for name, commands in documented.items():
        assert all(f"session.run({command})" in sessions[name] for command in commands)


def test_the_pins_are_written_in_one_form() -> None:
    """The file of pins changes only where a version does: sorted, in one spelling, what an
    environment begins with left out."""
    held = [("B_c", "2"), ("a", "1"), ("pip", "3"), ("resource-finder", "0")]
    assert pinned(held) == f"{HEADER}a==1\nb-c==2\n"
    assert (ROOT / "constraints.txt").read_text(encoding="utf-8") == pinned(pins().items())


# --- which files ---------------------------------------------------------------------------------


def binary(raw: bytes) -> bool:
    """Whether these bytes are no text."""
    try:
        return "\0" in raw.decode("utf-8")
    except UnicodeDecodeError:
        return True


def test_no_file_is_binary_but_the_pictures() -> None:
    """Everything that is handed on can be read by a person, the pictures of the sheets aside."""
    seen = {name for name, raw in tracked().items() if binary(raw)}
    assert {name for name in seen if not re.fullmatch(r"docs/.+\.(png|jpg)", name)} == set()
    assert "docs/pictures/poster.png" in seen


def imported(path: Path) -> set[str]:
    """The modules that a file imports, or takes names from."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    whole = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return whole | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


def test_no_file_of_tests_is_imported() -> None:
    """What several tests use stands in a module of its own, so a test can be moved or deleted."""
    paths = [p for name in ("tests", "tools", "benchmarks") for p in (ROOT / name).rglob("*.py")]
    assert len(paths) > 30
    found = {(path.name, name) for path in paths for name in imported(path)}
    assert {one for one in found if one[1].split(".")[-1].startswith("test_")} == set()


NUMBER: Final = re.compile(
    r"(?<![\w.-])(?:\+?1[-. ]?)?\(?[2-9]\d\d\)?[-. ]?([2-9]\d\d)[-. ]?(\d{4})(?![\w-])"
)
INVENTED: Final = range(100, 200)
"""The last digits of 555-0100 to 555-0199, which nobody can have."""

ABOUT_A_NUMBER: Final = {
    "fault_samples.py": "quotes the sentence about a number that is not one, with its example",
    "samples.py": "the number of the urgent lines",
    "test_commands.py": "the unconfirmed number of an entry",
    "test_data.py": "the numbers of the built-in directory, and those that it may not hold",
    "test_faults.py": "premium-rate numbers, those beside the invented ones, and that sentence",
    "test_handout.py": "a sheet of the built-in directory",
    "test_handout_never.py": "sheets of the built-in directory",
    "test_instead.py": "whom to call instead",
    "test_keeper.py": "the call sheet of the built-in directory",
    "test_search.py": "who has a number",
}
"""The files of tests that must name a number that somebody may have, and why."""


def live(path: Path) -> bool:
    """Whether a file names a phone number that somebody may have."""
    found = NUMBER.findall(path.read_text(encoding="utf-8").replace("\\u00a0", " "))
    return any(middle != "555" or int(last) not in INVENTED for middle, last in found)


def test_no_sample_is_a_number_that_somebody_has() -> None:
    """Whoever tries what a test or a tool types reaches nobody, least of all a crisis line."""
    paths = [p for name in ("tests", "tools", "benchmarks") for p in (ROOT / name).rglob("*.py")]
    assert {path.name for path in paths if live(path)} == set(ABOUT_A_NUMBER)
