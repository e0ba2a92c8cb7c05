"""The search leaves out work, never an answer, and says the same each time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

import resource_finder
from benchmarks.exhaustive import Exhaustive, queries_of
from benchmarks.invented import directory_of
from processes import plain_environment
from resource_finder.directory import builtin
from resource_finder.directory.loader import load
from resource_finder.finder import Finder
from resource_finder.model import Directory
from resource_finder.search import rank

SIZE: Final = 1_000
QUERIES: Final = 150

ANSWERS: Final = """
from resource_finder import Finder
from resource_finder.directory.loader import load
with Finder.open() as compiled, Finder.of(load()) as read:
    for finder in (compiled, read):
        for words in {words!r}:
            answer = finder.find(words, limit=None)
            print(words, answer.total, answer.possible, answer.events)
            for hit in answer.hits:
                print(hit.entry.id, hit.score, hit.match, hit.reasons)
"""


@pytest.fixture(scope="module")
def grown() -> Directory:
    """A directory with more entries than the search weighs first."""
    return directory_of(SIZE, load(builtin.path()))


def test_what_is_not_weighed_could_not_have_been_an_answer(
    grown: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer of a search that leaves out most entries is the answer of one that weighs all."""
    queries = queries_of(grown, QUERIES)
    with Finder.of(grown) as finder:
        quick = [finder.find(words) for words in queries]
        monkeypatch.setattr(rank, "Weigher", Exhaustive)
        assert quick == [finder.find(words) for words in queries]


def test_the_same_words_give_the_same_answer_in_every_process() -> None:
    """Python orders sets differently in every process; no answer depends on it."""
    words = [
        "runaway thompson",
        "suicide",
        "girl 14 exploited winnipeg",
        "jeune en fugue",
        "refuge",
    ]
    answers = {
        subprocess.run(
            [sys.executable, "-c", ANSWERS.format(words=words)], text=True, check=True,
            env=plain_environment(
                PYTHONHASHSEED=seed, PYTHONPATH=str(Path(resource_finder.__file__).parents[1])
            ),
            stdout=subprocess.PIPE,
        ).stdout
        for seed in ("0", "1", "2")
    }  # fmt: skip
    assert len(answers) == 1
    assert "streetreach" in answers.pop()
