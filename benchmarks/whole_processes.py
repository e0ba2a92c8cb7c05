"""Measure how whole processes grow with the directory: `find` and completion, beside other tools.

    python -m benchmarks.whole_processes [rounds] [SIZE...]

The first size is the reference. Each size is a copy of the package with a compiled directory of
that size, as the build makes one. Each round runs every command once, in turn, so that the noise of
the machine falls on all alike. Figures are medians over the rounds: CPU milliseconds of the program
and the system, and the ratio to the same command at the first size in the same round.
"""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Final

import hatch_build
from benchmarks.invented import directory_of
from benchmarks.peers import Command, peers
from resource_finder import data_files
from resource_finder.directory import builtin
from resource_finder.directory.loader import load
from resource_finder.finder import Finder
from resource_finder.model import Directory
from resource_finder.search.build import build

SIZES: Final = (215, 10_000)
START: Final = "from resource_finder.__main__ import main; main()"
QUERIES: Final = {
    "about 1 %": "gakabasa",
    "about 10 %": "suicide",
    "about half": "winnipeg brandon thompson",
    "typo, under 1 %": "runawy tompson",
    "typo, about 10 %": "suicde",
    "six words": "youth shelter winnipeg for girls tonight",
    "no match": "zzqxv",
}


def install(directory: Directory, folder: Path) -> None:
    """Copy the package into a folder, with this directory as the built-in one; print what part of
    the entries each query finds."""
    package = folder / "resource_finder"
    shutil.copytree(data_files.PACKAGE, package, ignore=shutil.ignore_patterns("*.sqlite"))
    shutil.copy(builtin.path(), package / data_files.YAML)
    with closing(build(directory, str(package / data_files.COMPILED))) as index:
        hatch_build.write_ordinary_words(package, index)
        found = {name: Finder(index).find(words).total for name, words in QUERIES.items()}
    size = len(directory.entries)
    print(f"{size}:", "; ".join(f"{name}: {n / size:.1%}" for name, n in found.items()))
    hatch_build.describe(package, directory.header.date)
    compileall.compile_dir(package, quiet=1)


def cpu_of(command: Command, environ: dict[str, str]) -> tuple[float, str]:
    """The CPU milliseconds that a command takes, and what it prints."""
    process = subprocess.Popen(
        command, env={**os.environ, **environ}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout
    with process.stdout:
        printed = process.stdout.read()
    _, process.returncode, used = os.wait4(process.pid, 0)
    return 1000 * (used.ru_utime + used.ru_stime), printed


def commands(size: int, folder: Path) -> dict[str, tuple[Command, dict[str, str]]]:
    """What is measured with a directory of this size, by name: the command and its environment."""
    directory = directory_of(size, load(builtin.path()))
    install(directory, folder)
    tool = [sys.executable, "-c", START]
    environ = {"PYTHONPATH": str(folder)}
    words = {"COMP_WORDS": "resource-finder show kids", "COMP_CWORD": "2"}
    complete = {**environ, **words, "_RESOURCE_FINDER_COMPLETE": "bash_complete"}
    ours: dict[str, tuple[Command, dict[str, str]]] = {
        f"find, {name}": ([*tool, "find", query], environ) for name, query in QUERIES.items()
    }
    ours["completion of an id"] = [*tool], complete
    for name, command in peers(directory, folder).items():
        ours[name] = command(QUERIES["about 10 %"]), {}
    return ours


def main() -> None:
    """Print what each size takes."""
    rounds, *sizes = [int(number) for number in sys.argv[1:]] or [15]
    sizes = sizes or [*SIZES]
    with tempfile.TemporaryDirectory() as parent:
        measured = {size: commands(size, Path(parent) / str(size)) for size in sizes}
        taken: dict[tuple[str, int], list[float]] = {}
        for turn in range(rounds + 1):
            for name in measured[sizes[0]]:
                for size in sizes:
                    milliseconds, _ = cpu_of(*measured[size][name])
                    if turn:  # The first round compiles and fills the file cache.
                        taken.setdefault((name, size), []).append(milliseconds)
    print(
        f"\n{'':<24}"
        + "".join(f"{size:>18}" for size in sizes)
        + f"   (ms, ratio; {rounds} rounds)"
    )
    for name in measured[sizes[0]]:
        cells = []
        for size in sizes:
            pairs = zip(taken[name, size], taken[name, sizes[0]], strict=True)
            ratio = median(here / first for here, first in pairs)
            cells.append(f"{median(taken[name, size]):>10.0f} {ratio:>6.2f}x")
        print(f"{name:<24}" + "".join(cells))


if __name__ == "__main__":
    main()
