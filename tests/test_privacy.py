"""Privacy: no command writes into the home folder, and no internal error repeats the words."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from conftest import Type

READING_COMMANDS: Final = {
    "--version": 0,
    "--help": 0,
    "": 0,
    "find runaway": 0,
    "find zzqxv": 1,
    "hotlines": 0,
    "timeline": 0,
    "show cfs-report": 0,
    "list": 0,
    "check": 0,
    "help": 0,
    "help privacy": 0,
    "completion bash": 0,
}
"""Every command that reads, and its usual exit code."""

RUN_IN_EACH_HOME: Final = """
import contextlib, io, json, os, sys
sys.path.insert(0, sys.argv[1])
from resource_finder import __main__

def code(line):
    sys.argv = ["resource-finder", *line.split()]
    with contextlib.redirect_stdout(io.StringIO()) as out:
        try:
            __main__.main()
            left = 0
        except SystemExit as leaving:
            left = leaving.code
    assert out.getvalue().strip(), line
    return left

lines, homes = json.loads(sys.argv[2])
answers = []
for home in homes:
    os.environ.pop("HOME", None)
    os.environ.update(home)
    answers.append({line: code(line) for line in lines})
print(json.dumps(answers))
"""


def test_no_command_needs_a_home_or_leaves_anything_there(compiled: Path, tmp_path: Path) -> None:
    """Every reading command answers as usual where the home is read-only, missing or unset, and
    leaves nothing there, in the temporary folder or where it was started."""
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    homes = [{"HOME": str(home)}, {"HOME": str(home / "missing")}, {}]
    done = subprocess.run(
        [sys.executable, "-c", RUN_IN_EACH_HOME, str(compiled),
         json.dumps([list(READING_COMMANDS), homes])],
        # An editable install would write bytecode beside its source.
        env={"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", "TMPDIR": str(home), **homes[0]},
        cwd=home, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == [READING_COMMANDS] * len(homes)
    # Root may write in a read-only folder, so its content is looked at too.
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(
    "arguments", [("find", "zzqxv"), ("zzqxv",), ("hotlines", "zzqxv"), ("timeline", "zzqxv")]
)
def test_an_internal_error_is_one_sentence_without_the_words(
    typed: Type, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], lang: str
) -> None:
    """A fault in the tool itself gives no traceback and repeats none of what was searched."""
    monkeypatch.setattr("resource_finder.finder.understand", _fail)
    answer = typed("--lang", lang, *arguments)
    assert (answer.code, answer.out, answer.error.count("\n")) == (70, "", 1)
    assert "RESOURCE_FINDER_DEBUG=1" in answer.err
    assert "zzqxv" not in answer.err


def test_an_internal_error_is_shown_whole_where_that_is_asked_for(
    typed: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """RESOURCE_FINDER_DEBUG=1 shows a developer where the tool failed."""
    monkeypatch.setattr("resource_finder.finder.understand", _fail)
    monkeypatch.setenv("RESOURCE_FINDER_DEBUG", "1")
    with pytest.raises(RuntimeError, match="zzqxv"):
        typed("find", "zzqxv")


def _fail(*words: object) -> None:
    raise RuntimeError(f"cannot understand {words[0]}")
