"""Measure what the files of an agency cost: time, memory, and whether they change the order.

    python -m benchmarks.layers [ROUNDS]

A copy of the package as an installation has it, and invented files of an agency beside it: 20
entries as YAML, with sentences as short as the template's or as long as the directory's, 300 and
5,000 compiled. In each round every case is asked once, in turn, so that
the noise of the machine falls on all alike; a ratio is the median over the rounds of the CPU time
of a whole process to that without files in the same round. Then the answers with 5,000 compiled
entries beside those of one directory that holds them all, and the most memory that the largest
allowed files take.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Any, Final

import yaml

from benchmarks.exhaustive import queries_of
from benchmarks.invented import directory_of
from benchmarks.whole_processes import START, cpu_of, install
from resource_finder.bilingual import Language, Text
from resource_finder.directory import builtin
from resource_finder.directory.fields import MAX_SUMMARY_CHARS
from resource_finder.directory.layers import add_layers
from resource_finder.directory.loader import load
from resource_finder.directory.yaml_file import (
    MAX_COMPILED_BYTES,
    MAX_FILE_BYTES,
    MAX_VALUES,
    open_yaml,
)
from resource_finder.finder import Finder
from resource_finder.model import Directory, Service
from resource_finder.search.build import build
from resource_finder.search.compiled_layers import open_compiled_layers
from resource_finder.search.layer_compiler import compile_layers

ROUNDS: Final = 40
COMPARED: Final = 200
SHORT_WORDS: Final = 9
"""Words of a summary in the template that `new` prints."""
SUMMARY_WORDS: Final = 25
"""Words of a summary in the built-in directory."""
QUERY: Final = ("find", "runaway", "thompson")
HEAD: Final = 'layer: {name: {en: "Example Agency", fr: "Agence Exemple"}, short: EX, date: "%s"}\n'
PEAK: Final = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=-3, check=True);"
    " print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)
"""Prints the most memory of a command, in kB. A process started from here would count ours."""


def agency_file(folder: Path, count: int, built_in: Directory, words: int = SUMMARY_WORDS) -> Path:
    """A file with so many entries of an agency, each with a number and a page, and a summary of so
    many words in each language."""
    added = directory_of(count + len(built_in.entries), built_in).services[-count:]
    entries = [_entry(number, service, words) for number, service in enumerate(added)]
    text = yaml.dump(
        {"services": entries}, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False
    )
    path = folder / f"agency-{count}-{words}.yaml"
    path.write_text(HEAD % built_in.header.date + text, encoding="utf-8")
    return path


def _entry(number: int, service: Service, words: int) -> dict[str, Any]:
    """A service as an agency writes it, with a number of its own."""
    line = {"line": service.line} if service.line else {}
    return {
        "id": service.id,
        "kind": service.kind,
        **line,
        "name": _text(service.name, words),
        "summary": _text(service.summary, words),
        "audience": [*service.audience],
        "regions": [*service.regions],
        "topics": [*service.topics],
        "phones": [
            {"number": f"{204 + number // 10_000}-555-{number % 10_000:04}", "kind": "voice"}
        ],
        "web": [{"address": f"agency.example/{number}", "kind": "site"}],
    }


def _text(text: Text, count: int) -> dict[str, str]:
    """The first of some invented words as a file holds them; with a number some look like an
    address."""
    words = {lang: re.sub(r"\d", "", text[lang]).split()[:count] for lang in Language}
    return {lang.value: " ".join(some)[:MAX_SUMMARY_CHARS] for lang, some in words.items()}


def print_ratios(cases: dict[str, str], package: Path, rounds: int) -> None:
    """Print what each case takes: the value of RESOURCE_FINDER_ALSO by the name of the case."""
    command = [sys.executable, "-c", START, *QUERY]
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for turn in range(rounds + 1):
        for name, also in cases.items():
            environ = {"PYTHONPATH": str(package), "RESOURCE_FINDER_ALSO": also}
            milliseconds, _ = cpu_of(command, environ)
            if turn:  # The first round fills the file cache.
                taken[name].append(milliseconds)
    first = next(iter(taken.values()))
    for name, times in taken.items():
        ratio = median(here / there for here, there in zip(times, first, strict=True))
        print(f"{name:<26}{median(times):>8.0f} ms {ratio:>6.2f}x")


def print_agreement(file: Path, compiled: Path, built_in: Directory) -> None:
    """Print for how many queries a compiled file has the first five of one directory."""
    whole = add_layers(built_in, [open_yaml(file, limit=MAX_COMPILED_BYTES)]).directory
    queries = queries_of(whole, COMPARED)
    opened = open_compiled_layers(open_yaml(compiled))
    with Finder(opened) as finder, closing(build(whole)) as index:
        one = Finder(index)
        same = sum(_first(finder, words) == _first(one, words) for words in queries)
    print(f"first five as of one directory: {same} of {COMPARED} queries")


def _first(finder: Finder, words: str) -> list[str]:
    return [hit.entry.id for hit in finder.find(words).hits]


def print_peak(what: str, command: list[str], package: Path, also: str = "") -> None:
    """Print the most memory that a command takes."""
    environ = {"PYTHONPATH": str(package), "RESOURCE_FINDER_ALSO": also}
    printed = subprocess.run(
        [sys.executable, "-c", PEAK, sys.executable, "-c", START, *command],
        env=environ, text=True, stdout=subprocess.PIPE, check=True,
    ).stdout  # fmt: skip
    print(f"{what}: {int(printed) / 1024:,.0f} MB")


def filled(folder: Path, limit: int, built_in: Directory) -> Path:
    """A file of an agency that is nearly as large as this limit of bytes lets it be, or as the
    number of its values does."""
    sample = agency_file(folder, 1_000, built_in)
    events = yaml.parse(sample.read_bytes(), Loader=yaml.CSafeLoader)
    values = sum(isinstance(event, yaml.NodeEvent) for event in events)
    times = min(limit / sample.stat().st_size, MAX_VALUES * limit / MAX_FILE_BYTES / values)
    return agency_file(folder, int(990 * times), built_in)


def main() -> None:
    """Print all figures."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    built_in = load(builtin.path())
    with tempfile.TemporaryDirectory() as parent:
        folder, package = Path(parent), Path(parent, "package")
        install(built_in, package)
        files = {count: agency_file(folder, count, built_in) for count in (20, 300, 5_000)}
        compiled = {count: path.with_suffix(".sqlite") for count, path in files.items()}
        for count in (300, 5_000):
            compiled[count].write_bytes(compile_layers([files[count]])[0])
        cases = {
            "no file": "",
            "20 short entries, YAML": str(agency_file(folder, 20, built_in, SHORT_WORDS)),
            "20 entries, YAML": str(files[20]),
            "300 entries, compiled": str(compiled[300]),
            "5,000 entries, compiled": str(compiled[5_000]),
        }
        print_ratios(cases, package, rounds)
        print_agreement(files[5_000], compiled[5_000], built_in)
        find = [*QUERY]
        print_peak("find, no file", find, package)
        print_peak("find, 5,000 entries compiled", find, package, str(compiled[5_000]))
        for limit in (1_000_000, MAX_FILE_BYTES):
            large = filled(folder, limit, built_in)
            print_peak(f"find, {_megabytes(large)} of YAML", find, package, str(large))
        large = filled(folder, MAX_COMPILED_BYTES, built_in)
        command = ["compile", str(large), "--output", str(folder / "largest.sqlite")]
        print_peak(f"compile, {_megabytes(large)} of YAML", command, package)


def _megabytes(path: Path) -> str:
    return f"{path.stat().st_size / 1_000_000:.1f} MB"


if __name__ == "__main__":
    main()
