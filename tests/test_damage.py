"""Files of an installed package that are cut, changed or gone: the right number, or none at all."""

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
from tools.damage import Told, judge

ROUNDS: Final = 28
REFUSED: Final = "refused under the urgent lines"
RIGHT: Final = "right"
LABELS: Final = "right, and said what is damaged"
ENGLISH: Final = "right, in English under French urgent lines"


@pytest.fixture
def copy(compiled: Path, tmp_path: Path) -> Path:
    """A folder with an installed package that may be damaged."""
    return Path(shutil.copytree(compiled, tmp_path / "copy"))


def rounds(copy: Path, *plan: str) -> Any:
    """What damaging a package leads to."""
    command = [sys.executable, str(ROOT / "tools" / "damage.py"), str(copy), *plan]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    return json.loads(done.stdout)


def test_damaged_data_shows_no_wrong_number(copy: Path) -> None:
    """Whatever happens to a data file, people read the right answer, or the urgent lines and an
    error: no other number, no line that is missing, no traceback."""
    told = rounds(copy, str(ROUNDS))
    assert told["failures"] == []
    # Each kind of outcome was met: the damage reached what it was meant for.
    assert set(told["outcomes"]) == {REFUSED, RIGHT, LABELS, ENGLISH}
    assert sum(told["outcomes"].values()) >= ROUNDS * len(damage.QUESTIONS)


def test_a_module_that_is_gone_shows_no_wrong_number(copy: Path) -> None:
    """Whichever module is missing, people read the right answer, or the urgent lines and an
    error."""
    told = rounds(copy, "modules")
    modules = len(list((copy / "resource_finder").rglob("*.py"))) - len(damage.NEEDED)
    assert told["failures"] == []
    assert set(told["outcomes"]) == {REFUSED, RIGHT}
    assert sum(told["outcomes"].values()) == modules * len(damage.QUESTIONS)


def test_a_directory_built_anew_answers_as_before(copy: Path) -> None:
    """The answer out of the YAML is the same, word for word, for everything there is."""
    command = [sys.executable, "-m", "resource_finder", "list", "--format", "json"]
    environ = {"PYTHONUTF8": "1", "PYTHONPATH": str(copy)}
    answers = []
    for _ in range(2):
        answers.append(subprocess.run(command, env=environ, capture_output=True, check=True))
        (copy / "resource_finder" / damage.COMPILED).unlink(missing_ok=True)
    assert answers[0].stdout == answers[1].stdout
    assert answers[0].stderr == b""
    assert answers[1].stderr.startswith(b"The compiled directory cannot be used")


def test_every_data_file_is_damaged() -> None:
    """A data file that is added later is damaged too, and compared with what was built."""
    assert sorted(damage.DATA) == sorted(built.FILES)


@pytest.mark.parametrize("change", sorted(damage.CHANGES))
def test_damage_is_damage_and_is_undone(copy: Path, change: str) -> None:
    """Each change really changes a file, and the file is as before afterwards."""
    package = copy / "resource_finder"
    path = package / damage.COMPILED
    before, time = path.read_bytes(), path.stat().st_mtime_ns
    with damage.damaged(package, {damage.COMPILED: (change, Random(1))}):
        assert not path.exists() or path.read_bytes() != before
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, time)


SOUND: Final = Told(0, "EMERGENCY\nCHILD HARMED: 204-555-0100\n", "")
ERROR: Final = f"{LINES['en']}\n\nSomething is wrong.\n"


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        (SOUND, RIGHT),
        (SOUND._replace(err="A file is damaged.\n"), LABELS),
        (SOUND._replace(out="ENGLISH\n", err="Une phrase.\n"), ENGLISH),
        (Told(70, "", ERROR), REFUSED),
        (SOUND._replace(out="EMERGENCY\nCHILD HARMED: 204-555-0101\n"), "wrong: another answer"),
        (SOUND._replace(out="EMERGENCY\n"), "wrong: another answer"),
        (SOUND._replace(out=""), "wrong: another answer"),
        (SOUND._replace(out="ENGLISH\n"), "wrong: another answer"),
        (Told(70, "", "Something is wrong.\n"), "wrong: no urgent lines"),
        (Told(70, "", f"{LINES['fr']}\n\nErreur.\n"), "wrong: no urgent lines"),
        (Told(70, "EMERGENCY\n", ERROR), "wrong: an answer and an error"),
        (Told(1, "", ERROR), "wrong: exit code 1"),
        (Told(70, "", ERROR + "Traceback (most recent call last):\n"), "wrong: a traceback"),
    ],
)
def test_what_could_do_harm_is_told_from_what_could_not(told: Told, outcome: str) -> None:
    """The judge of all this lets no wrong number, lost line or bare error pass."""
    assert judge("hotlines", told, SOUND, LINES, "ENGLISH\n") == outcome
