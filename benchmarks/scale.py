"""Measure how the search grows: build speed, size on disk, and the time of queries in process.

python -m benchmarks.scale [SIZE...]

Invented directories of each size (by default about as many entries as built in, 1,000 and 10,000);
100,000 takes minutes. Each query is asked five times; the figure is the median of CPU time, and
what it is to that of the smallest directory.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.invented import directory_of, yaml_bytes
from resource_finder.directory import builtin
from resource_finder.directory.loader import load
from resource_finder.finder import Finder
from resource_finder.search.build import build

SIZES: Final = (215, 1_000, 10_000)
QUERIES: Final = {
    "common words": "missing youth",
    "a topic": "suicide",
    "a rare word": "gakabasa",
    "two typos": "runawy tompson",
    "six words": "youth shelter winnipeg for girls tonight",
    "no match": "zzqxv",
    "a number": "668-6868",
}


def cpu_seconds(action: Callable[[], object]) -> float:
    """The CPU time that an action takes."""
    start = time.process_time()
    action()
    return time.process_time() - start


def measure(size: int, path: Path) -> dict[str, float]:
    """The milliseconds of each query in a directory of this size; prints how it was built."""
    directory = directory_of(size, load(builtin.path()))
    start = time.process_time()
    with Finder(build(directory, str(path))) as finder:
        seconds = time.process_time() - start
        on_disk = path.stat().st_size
        print(
            f"{size:>7} entries: built {size / seconds:,.0f} a second of CPU,"
            f" {on_disk / size / 1000:.1f} kB each on disk,"
            f" {on_disk / yaml_bytes(directory):.1f} times the YAML"
        )
        return {
            name: 1000 * median(cpu_seconds(partial(finder.find, words)) for _ in range(5))
            for name, words in QUERIES.items()
        }


def main() -> None:
    """Print what each size takes."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    with tempfile.TemporaryDirectory() as folder:
        taken = [measure(size, Path(folder) / f"{size}.sqlite") for size in sizes]
    print("\n" + " " * 14 + "".join(f"{size:>18}" for size in sizes) + "   (ms, ratio)")
    for name in QUERIES:
        cells = (f"{ms[name]:>10.1f} {ms[name] / taken[0][name]:>6.1f}x" for ms in taken)
        print(f"{name:<14}" + "".join(cells))


if __name__ == "__main__":
    main()
