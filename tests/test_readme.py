"""The README shows what is true: its examples are run."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT, Type

README = (ROOT / "README.md").read_text(encoding="utf-8")


def examples() -> Iterator[tuple[str, list[str]]]:
    """Each command of a console block, and the lines that follow it."""
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        command, *lines = block.rstrip("\n").split("\n")
        yield command.removeprefix("$ resource-finder "), lines


def matches(shown: list[str], printed: list[str]) -> bool:
    """Whether printed lines are those shown; a line "..." stands for any number of lines, and
    "..." at the end of a line for its rest."""
    here = {0}
    for line in shown:
        if line == "...":
            here = set(range(min(here, default=len(printed) + 1), len(printed) + 1))
        else:
            here = {at + 1 for at in here if at < len(printed) and _same(line, printed[at])}
    return len(printed) in here


def _same(shown: str, printed: str) -> bool:
    if shown.endswith("..."):
        return printed.startswith(shown.removesuffix("..."))
    return printed == shown


@pytest.mark.parametrize(("command", "lines"), list(examples()))
def test_examples_are_true(
    command: str, lines: list[str], typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the README shows is what the tool prints."""
    monkeypatch.chdir(tmp_path)
    printed = typed(*shlex.split(command)).out.rstrip("\n").split("\n")
    plain = [line.replace("\u00a0", " ").rstrip("\r") for line in printed]
    assert matches([line.replace("\u00a0", " ") for line in lines], plain), "\n".join(plain)


def test_a_wrong_example_would_be_seen() -> None:
    """A line that the tool does not print makes an example false."""
    assert not matches(["...", "one", "..."], ["two", "three"])
    assert matches(["one...", "...", "four"], ["one two", "three", "four"])


def test_every_option_of_the_readme_exists(typed: Type) -> None:
    """The README names no option that the tool does not have."""
    commands = ("find", "hotlines", "timeline", "show", "list", "handout", "check")
    help_ = "".join(typed(command, "--help").out for command in commands) + typed("--help").out
    options = set(re.findall(r"`(--[a-z-]+)", README))
    assert {option for option in options if option not in help_} == set()
