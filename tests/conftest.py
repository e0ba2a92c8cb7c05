"""What the tests share: the real directory, read once, and a command line to type into."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest

from resource_finder import builtin
from resource_finder.index import Index, build
from resource_finder.loading import load
from resource_finder.model import Directory, Language

T = TypeVar("T")
ROOT = Path(__file__).parents[1]
AS_OF = ("--as-of", "2026-11-23")
DAYLESS = {"check", "help", "completion"}
"""Commands that refuse a day: their answers are the same on every day."""


@dataclass(frozen=True)
class Answer:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Type = Callable[..., Answer]


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


def replace(value: T, **changes: Any) -> T:
    """A value of the model with some fields changed."""
    anything: Any = value
    if hasattr(anything, "_replace"):
        return cast(T, anything._replace(**changes))
    return cast(T, dataclasses.replace(anything, **changes))


@pytest.fixture(scope="session")
def directory() -> Directory:
    """The built-in directory."""
    return load(builtin.path())


@pytest.fixture(scope="session")
def index(directory: Directory) -> Index:
    """The built-in directory, ready to be searched."""
    return build(directory)


@pytest.fixture(scope="session")
def compiled(directory: Directory, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built-in directory freshly compiled, whatever stands in the checkout."""
    path = tmp_path_factory.mktemp("compiled") / "directory.sqlite"
    build(directory, str(path), builtin.digest(builtin.path())).close()
    return path


@pytest.fixture(params=list(Language), ids=str)
def language(request: pytest.FixtureRequest) -> Language:
    """Each language in turn."""
    value: Language = request.param
    return value


def day(arguments: Sequence[str]) -> tuple[str, ...]:
    """The day that a command line is typed on, where its command takes one."""
    from resource_finder.shell import _english

    command = next((name for word in arguments if (name := _english(word))), None)
    return () if command in DAYLESS and "--due" not in arguments else AS_OF


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Type:
    """Type a command line, as if on the day the directory was checked; piped, so plain."""
    from resource_finder.__main__ import choose_language
    from resource_finder.shell import run

    for key in ("RESOURCE_FINDER_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "RESOURCE_FINDER_REGION"):
        monkeypatch.delenv(key, raising=False)

    def type_(*arguments: str) -> Answer:
        code = run([*day(arguments), *arguments], choose_language(arguments, os.environ))
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return type_
