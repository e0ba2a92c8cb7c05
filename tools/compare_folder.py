"""Compare the folder that `tools/folder.py` builds with an installed program.

    python tools/compare_folder.py FOLDER/resource-finder .venv/bin/resource-finder

Every question of `tests/search/queries.yaml` is asked of both, as JSON, and a sheet is made in each
format: their answers must be the same. Then `find` is timed, each in turn; and, where strace is
installed, the files are counted that a `find` of the folder opens to write, or makes. Ends with 1
where an answer differs, the folder takes more than half as long again, or a file is written.
"""

from __future__ import annotations

import io
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import yaml

ROOT: Final = Path(__file__).parents[1]
QUERIES: Final = ROOT / "tests" / "search" / "queries.yaml"
FORMATS: Final = ("html", "pdf", "docx", "markdown")
DAY: Final = "2026-11-29"
AS_JSON: Final = ("--format", "json", "--as-of", DAY)
RUNS: Final = 30
MOST: Final = 1.5
WRITING: Final = re.compile(
    r"\bopen(?:at)?\(.*(?:O_WRONLY|O_RDWR|O_CREAT)"
    r"|\b(?:creat|link|mkdir|mknod|rename|rmdir|symlink|truncate|unlink)(?:at2?)?\("
)
"""Calls by which a file is changed, as strace prints them."""
TERMINAL: Final = re.compile(r'"/dev/(?:tty|null)"')


def questions() -> Iterator[tuple[str, ...]]:
    """The arguments of each question, and those of a sheet in each of its formats."""
    for one in yaml.safe_load(QUERIES.read_text(encoding="utf-8")):
        yield ("find", one["query"], "--lang", one["lang"], *AS_JSON)
    for name in FORMATS:
        yield ("handout", "--sheet", "hotlines", "--format", name, "--as-of", DAY, "--output", "-")


def ask(program: str, *arguments: str) -> tuple[int, bytes, bytes]:
    """The exit code of a program, and what it printed."""
    done = subprocess.run(
        [program, *arguments], cwd=tempfile.gettempdir(), capture_output=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


def answer(program: str, *arguments: str) -> tuple[object, ...]:
    """What a program answers: of a Word file its parts, since the file itself holds the time."""
    code, out, error = ask(program, *arguments)
    if not out.startswith(b"PK"):
        return code, out, error
    with ZipFile(io.BytesIO(out)) as parts:
        return code, {name: parts.read(name) for name in parts.namelist()}, error


def seconds(program: str) -> float:
    """How long one `find` takes."""
    start = time.perf_counter()
    ask(program, "find", "runaway", "thompson")
    return time.perf_counter() - start


def written_files(program: str) -> list[str]:
    """The calls of a `find` that write a file."""
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder, "trace")
        ask("strace", "-f", "-o", str(trace), "-e", "trace=%file",
            program, "find", "runaway", "thompson")  # fmt: skip
        lines = trace.read_text(encoding="utf-8").splitlines()
    assert lines
    return [line for line in lines if is_written(line)]


def is_written(line: str) -> bool:
    """Whether a line of strace is a call that changes a file."""
    return bool(WRITING.search(line)) and not TERMINAL.search(line)


def main() -> None:
    """Compare both programs."""
    folder, installed = (str(Path(name).absolute()) for name in sys.argv[1:3])
    every = list(questions())
    assert answer(installed, *every[-1])[0] == 0
    differing = [one for one in every if answer(folder, *one) != answer(installed, *one)]
    print(f"{len(every) - len(differing)} of {len(every)} answers are the same")
    pairs = [(seconds(folder), seconds(installed)) for _ in range(RUNS)]
    mine, its = (1000 * statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"find: {mine:.0f} ms in the folder, {its:.0f} ms installed: {mine / its:.2f} times")
    size = sum(path.stat().st_size for path in Path(folder).parent.rglob("*") if path.is_file())
    print(f"size: {size / 1e6:.0f} MB")
    written = written_files(folder) if shutil.which("strace") else []
    print(f"written: {len(written)} files" if shutil.which("strace") else "written: no strace here")
    for what in (*differing, *written):
        print(what)
    sys.exit(bool(differing or written or mine / its > MOST))


if __name__ == "__main__":
    main()
