"""Damaged or missing files of an installed package: the right number is shown, or none at all."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from conftest import ROOT
from resource_finder import built
from resource_finder.urgent import LINES
from tools import damage
from tools.damage import CommandResult, judge

ROUNDS: Final = 28
REFUSED: Final = "refused under the urgent lines"
RIGHT: Final = "right"
RIGHT_WITH_WARNING: Final = "right, and said what is damaged"
RIGHT_IN_ENGLISH: Final = "right, in English under French urgent lines"


@pytest.fixture
def package_copy(compiled: Path, tmp_path: Path) -> Path:
    """A folder with an installed package that may be damaged."""
    return Path(shutil.copytree(compiled, tmp_path / "copy"))


def damage_package(package_copy: Path, *plan: str) -> Any:
    """The outcomes of damaging a package in a process of its own."""
    command = [sys.executable, str(ROOT / "tools" / "damage.py"), str(package_copy), *plan]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    return json.loads(done.stdout)


def test_damaged_data_shows_no_wrong_number(package_copy: Path) -> None:
    """Whatever happens to a data file, people read the right answer, or the urgent lines and an
    error: no other number, no line that is missing, no traceback."""
    result = damage_package(package_copy, str(ROUNDS))
    assert result["failures"] == []
    # Each kind of outcome was met: the damage reached what it was meant for.
    assert set(result["outcomes"]) == {REFUSED, RIGHT, RIGHT_WITH_WARNING, RIGHT_IN_ENGLISH}
    assert sum(result["outcomes"].values()) >= ROUNDS * len(damage.QUESTIONS)


def test_a_module_that_is_gone_shows_no_wrong_number(package_copy: Path) -> None:
    """Whichever module is missing, people read the right answer, or the urgent lines and an
    error."""
    result = damage_package(package_copy, "modules")
    modules = len(list((package_copy / "resource_finder").rglob("*.py"))) - len(
        damage.UNDAMAGED_MODULES
    )
    assert result["failures"] == []
    assert set(result["outcomes"]) == {REFUSED, RIGHT}
    # Each question loads more than a third of the modules; it is asked again without each of these.
    assert modules * len(damage.QUESTIONS) / 3 < sum(result["outcomes"].values())


def test_a_directory_built_anew_answers_as_before(package_copy: Path) -> None:
    """The answer out of the YAML is the same, word for word, for everything there is."""
    command = [sys.executable, "-m", "resource_finder", "list", "--format", "json"]
    environ = {"PYTHONUTF8": "1", "PYTHONPATH": str(package_copy)}
    answers = []
    for _ in range(2):
        answers.append(subprocess.run(command, env=environ, capture_output=True, check=True))
        (package_copy / "resource_finder" / damage.COMPILED).unlink(missing_ok=True)
    assert answers[0].stdout == answers[1].stdout
    assert answers[0].stderr == b""
    assert answers[1].stderr.startswith(b"The compiled directory cannot be used")


def test_every_data_file_is_damaged() -> None:
    """A data file that is added later is damaged too, and compared with what was built."""
    assert sorted(damage.DATA) == sorted(built.FILES)


@pytest.mark.parametrize("change", sorted(damage.CHANGES))
def test_each_change_damages_a_file_and_is_undone(package_copy: Path, change: str) -> None:
    """Each change really changes a file, and the file is as before afterwards."""
    package = package_copy / "resource_finder"
    path = package / damage.COMPILED
    before, time = path.read_bytes(), path.stat().st_mtime_ns
    with damage.damaged(package, {damage.COMPILED: (change, Random(1))}):
        assert not path.exists() or path.read_bytes() != before
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, time)


SOUND: Final = CommandResult(0, "EMERGENCY\nCHILD HARMED: 204-555-0100\n", "")
ERROR: Final = f"{LINES['en']}\n\nSomething is wrong.\n"


@pytest.mark.parametrize(
    ("result", "outcome"),
    [
        (SOUND, RIGHT),
        (SOUND._replace(err="A file is damaged.\n"), RIGHT_WITH_WARNING),
        (SOUND._replace(out="ENGLISH\n", err="Une phrase.\n"), RIGHT_IN_ENGLISH),
        (CommandResult(70, "", ERROR), REFUSED),
        (SOUND._replace(out="EMERGENCY\nCHILD HARMED: 204-555-0101\n"), "wrong: another answer"),
        (SOUND._replace(out="EMERGENCY\n"), "wrong: another answer"),
        (SOUND._replace(out=""), "wrong: another answer"),
        (SOUND._replace(out="ENGLISH\n"), "wrong: another answer"),
        (CommandResult(70, "", "Something is wrong.\n"), "wrong: no urgent lines"),
        (CommandResult(70, "", f"{LINES['fr']}\n\nErreur.\n"), "wrong: no urgent lines"),
        (CommandResult(70, "EMERGENCY\n", ERROR), "wrong: an answer and an error"),
        (CommandResult(1, "", ERROR), "wrong: exit code 1"),
        (
            CommandResult(70, "", ERROR + "Traceback (most recent call last):\n"),
            "wrong: a traceback",
        ),
    ],
)
def test_harmful_answers_are_told_from_harmless_ones(result: CommandResult, outcome: str) -> None:
    """The function that judges an answer accepts no wrong number, lost line or bare error."""
    assert judge("hotlines", result, SOUND, LINES, "ENGLISH\n") == outcome
