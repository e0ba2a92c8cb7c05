"""Snapshots of help and of messages about mistakes, in each language."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from conftest import Type
from resource_finder.bilingual import Language
from resource_finder.i18n import FRENCH_COMMANDS
from texts import TextFile

pytestmark = pytest.mark.usefixtures("shared_index")

MISTAKES = {
    "no words": ("find",),
    "no id": ("show",),
    "no shell": ("completion",),
    "too many arguments": ("show", "a", "b"),
    "one argument too many": ("list", "a"),
    "unknown command": ("fnd",),
    "unknown option": ("--nonesuch",),
    "slip in an option": ("find", "--explan"),
    "option without its value": ("find", "--limit"),
    "option without its day": ("--as-of",),
    "flag with a value": ("find", "--explain=3", "x"),
    "unknown language": ("--lang", "de"),
    "unknown format": ("--format", "zzz"),
    "unknown kind": ("list", "--kind", "zzz"),
    "unknown shell": ("completion", "zzz"),
    "unknown topic of help": ("help", "zzz"),
    "no number": ("--limit", "zzz"),
    "number too small": ("--limit", "-3"),
    "no year": ("timeline", "--from", "20"),
    "no day": ("--as-of", "zzz"),
    "no file": ("check", "--against"),
    **{f"unknown {name}": ("list", f"--{name}", "zzz")
       for name in ("audience", "region", "topic", "speaks", "status", "confidence")},
}  # fmt: skip
"""A command line of each kind that is wrong."""


@pytest.fixture
def wide(typed: Type, monkeypatch: pytest.MonkeyPatch) -> Type:
    """Type a command line on 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    return typed


@pytest.mark.parametrize("name", ["main", *FRENCH_COMMANDS])
def test_help_of_each_command(
    name: str, language: Language, wide: Type, snapshot: SnapshotAssertion
) -> None:
    """Help reads as it did when someone last read it."""
    command = () if name == "main" else (name,)
    answer = wide("--lang", language, *command, "--help")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == snapshot(extension_class=TextFile)


@pytest.mark.parametrize("name", MISTAKES)
def test_each_mistake(
    name: str, language: Language, wide: Type, snapshot: SnapshotAssertion
) -> None:
    """A mistake in a command line is told as it was when someone last read it, under the urgent
    lines."""
    answer = wide("--lang", language, *MISTAKES[name])
    assert (answer.code, answer.out) == (2, "")
    assert answer.error == snapshot(extension_class=TextFile)
