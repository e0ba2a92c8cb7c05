"""The repository: CI, invented numbers in samples, issue forms, line ends."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Final

import pytest
import yaml

from conftest import ROOT, project_files

# --- checks ---------------------------------------------------------------------------------------


def test_ci_looks_for_mistakes_before_it_runs_a_test() -> None:
    """Code that ruff or mypy refuses is refused in seconds, by the commands that are documented."""
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    start = lines.index("check_code() {  # the folder of an environment")
    body = lines[start + 1 : lines.index("}", start)]
    joined = " && ".join(line.strip().replace('"$1/bin/ruff"', "ruff") for line in body)
    documented = joined.replace('"$1/bin/mypy"', "mypy").replace('"$1/bin/codespell"', "codespell")
    types = "mypy && mypy --platform win32 src"
    assert documented == f"ruff check . && ruff format --check . && {types} && codespell"
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
        "lint": ("'ruff', 'check', '.'", "'ruff', 'format', '--check', '.'", "'codespell'"),
        "types": ("'mypy'", "'mypy', '--platform', 'win32', 'src'"),
        "tests": ("'python', '-m', 'pytest', *session.posargs",),
        "heavy": ("'python', '-m', 'pytest', '-m', 'heavy', '-n', '0', *session.posargs",),
    }
    for name, commands in documented.items():
        assert all(f"session.run({command})" in sessions[name] for command in commands)


# --- tests and tools ------------------------------------------------------------------------------


def imported_modules(path: Path) -> set[str]:
    """The modules that a file imports, or takes names from."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    whole = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return whole | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


def test_no_file_of_tests_is_imported() -> None:
    """Helpers of several tests are in modules of their own, so a test can be moved or deleted."""
    paths = [p for name in ("tests", "tools", "benchmarks") for p in (ROOT / name).rglob("*.py")]
    assert len(paths) > 30
    found = {(path.name, name) for path in paths for name in imported_modules(path)}
    assert {one for one in found if one[1].split(".")[-1].startswith("test_")} == set()


NUMBER: Final = re.compile(
    r"(?<![\w.-])(?:\+?1[-. ]?)?\(?[2-9]\d\d\)?[-. ]?([2-9]\d\d)[-. ]?(\d{4})(?![\w-])"
)
ESCAPE: Final = re.compile(r"\\(?:u[\da-f]{4}|x[\da-f]{2}|[a-z])")
"""A character of a Python string that is written as a code, such as `\\r` or `\\u00a0`."""
INVENTED: Final = range(100, 200)
"""The last digits of 555-0100 to 555-0199, which nobody can have."""

FILES_WITH_REAL_NUMBERS: Final = {
    "samples.py": "the number of the urgent lines",
    "test_commands.py": "the unconfirmed number of an entry",
    "test_built_in_directory.py": "its numbers, and those that it may not have",
    "test_faults.py": "premium-rate numbers, and those beside the invented ones",
    "test_handout.py": "a sheet of the built-in directory",
    "test_handout_exclusions.py": "sheets of the built-in directory",
    "test_call_instead.py": "whom to call instead",
    "test_review.py": "the call sheet of the built-in directory",
    "test_finder.py": "the number of an office, typed to find it",
    "test_numbers.py": "what a page says beside numbers",
    "test_search.py": "who has a number",
    "test_trust.py": "a number of the built-in directory whose confidence is changed",
    "test_corrections.py": "a number of the built-in directory that is withdrawn",
    "test_broken_layers.py": "the same, in files with faults",
    "test_layers.py": "the same, and the numbers of an entry that is replaced",
    "agency.py": "the same, in the sample files of an agency",
    "test_compiled_layers.py": "the same, compiled",
    "test_new.py": "the same, in a file that was printed to be edited",
    "test_own_entries.py": "the same, beside an entry of an agency",
    "test_layer_files.py": "the same, in a folder",
}
"""The test files that must name a real number, and why."""


def names_a_real_number(path: Path) -> bool:
    """Whether a file names a phone number that somebody may have."""
    found = NUMBER.findall(ESCAPE.sub(" ", path.read_text(encoding="utf-8")))
    return any(middle != "555" or int(last) not in INVENTED for middle, last in found)


def test_no_sample_is_a_number_that_somebody_has() -> None:
    """Whoever tries what a test or a tool types reaches nobody, least of all a crisis line."""
    paths = [p for name in ("tests", "tools", "benchmarks") for p in (ROOT / name).rglob("*.py")]
    assert {path.name for path in paths if names_a_real_number(path)} == set(
        FILES_WITH_REAL_NUMBERS
    )


# --- forms ----------------------------------------------------------------------------------------

ISSUE_FORMS: Final = ROOT / ".github" / "ISSUE_TEMPLATE"
PERSONAL: Final = re.compile(
    r"\byour (?:name|e-?mail|phone|address|agency)"
    r"|\bvotre (?:nom|courriel|numéro|adresse|organisme)"
    r"|\bwho (?:is|was|are)\b|\bage\b|\bâge\b",
    re.IGNORECASE,
)
"""Questions about a person."""


def test_both_kinds_of_reports_have_a_form() -> None:
    """Whoever found a wrong number, or a bug, is asked the right questions."""
    assert {path.name for path in ISSUE_FORMS.iterdir()} == {"bug.md", "wrong-number.md"}


@pytest.mark.parametrize("name", ["bug.md", "wrong-number.md"])
def test_a_form_asks_in_both_languages_and_for_nothing_about_a_person(name: str) -> None:
    """A form can be filled in English or in French, and asks in both to write of no person."""
    _, front, body = (ISSUE_FORMS / name).read_text(encoding="utf-8").split("---\n", 2)
    questions = [line for line in body.splitlines() if line.startswith("#")]
    joined = [*yaml.safe_load(front).values(), *(line.lstrip("# ") for line in questions)]
    assert len(questions) >= 3
    for one in joined:
        english, french = one.split(" / ")
        assert english != french
        assert not PERSONAL.search(one), one
    assert "\n**Write nothing about a person: " in body
    assert "\n**N’écrivez rien sur une personne\u00a0: " in body
    assert not re.search(r"\s[;!?]", body)


# --- every file -----------------------------------------------------------------------------------

SNAPSHOT_FOLDERS: Final = ("tests/__snapshots__/",)
"""Snapshots, whose lines are kept as they are shown."""


def test_every_text_ends_its_lines_as_the_editors_are_told() -> None:
    """No editor that reads `.editorconfig` changes a line that nobody meant to change."""
    texts = {
        name: raw for name, raw in project_files().items()
        if not name.startswith(SNAPSHOT_FOLDERS) and not name.endswith((".png", ".po"))
    }  # fmt: skip
    assert "[{tests/__snapshots__/**,*.po}]" in texts[".editorconfig"].decode()
    wrong = re.compile(rb"[ \t]$|\r|[^\n]\Z", re.MULTILINE)
    assert [name for name, raw in texts.items() if wrong.search(raw)] == []
