"""Build hooks. One compiles the French catalogue and the built-in directory, chooses the ordinary
words that search does not correct, and writes `built.py` with the digests of all data files; it
runs for wheels and editable installs alike, and git ignores what it writes. It also has the manual
pages and completion scripts written, which a wheel carries beside the package. The other describes
the package as a package index can show it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

if TYPE_CHECKING:
    from resource_finder.search.index import Index

ROOT = Path(__file__).parent
PACKAGE = ROOT / "src" / "resource_finder"
YAML = ROOT / "data" / "programs.yaml"
NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)
SHELL_FILES = ROOT / "build" / "shell"
CATALOGUE = "locale/fr/LC_MESSAGES/resource_finder.po"

RECORD = '''\
"""What the build recorded: written by hatch_build.py, ignored by git, not to be edited."""

DATE = {date!r}
STEMMER = {stemmer!r}
STEMS = {stems!r}
SOURCE = {source!r}
SUMMARY = {summary!r}
FILES = {{
{files}
}}
'''


def compile_catalogue(package: Path) -> None:
    """Write the `.mo` beside the `.po`."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with (package / CATALOGUE).open("rb") as source:
        catalogue = read_po(source, locale="fr", abort_invalid=True)
    # Babel would write the minute of the build, and two builds would differ.
    catalogue.creation_date = NO_DATE
    with (package / CATALOGUE).with_suffix(".mo").open("wb") as target:
        write_mo(target, catalogue)


def compile_directory(package: Path) -> None:
    """Write the built-in directory as one SQLite file, the ordinary words, and `built.py`."""
    from resource_finder import data_files
    from resource_finder.directory.loader import load
    from resource_finder.search.build import build

    compiled = package / data_files.COMPILED
    compiled.unlink(missing_ok=True)
    directory = load(YAML)
    with closing(build(directory, str(compiled))) as index:
        write_ordinary_words(package, index)
    describe(package, directory.header.date)


def write_ordinary_words(package: Path, index: Index) -> None:
    """Write the ordinary words that are spelled like one of the directory, one a line."""
    from resource_finder import data_files
    from resource_finder.search.ordinary_choice import ordinary_words

    text = "".join(f"{word}\n" for word in ordinary_words(index))
    (package / data_files.ORDINARY_WORDS).write_text(text, encoding="utf-8", newline="\n")


def describe(package: Path, date: str) -> None:
    """Write `built.py`: the date of the directory, and the digests of the data files."""
    import Stemmer

    from resource_finder import data_files
    from resource_finder.search import builtin_index, tokens

    paths = {name: package / name for name in data_files.BUILT_FILES} | {data_files.YAML: YAML}
    digests = {name: data_files.digest(path.read_bytes()) for name, path in paths.items()}
    text = RECORD.format(
        date=date,
        stemmer=Stemmer.version(),
        stems=data_files.digest(tokens.probe()),
        source=builtin_index.source_digest(YAML),
        summary=_summary(package / data_files.COMPILED),
        files="\n".join(f"    {name!r}: {digest!r}," for name, digest in digests.items()),
    )
    (package / "built.py").write_text(text, encoding="utf-8")


_RUN = """
import runpy, sys
source, *sys.argv = sys.argv[1:]
sys.path.insert(0, source)
runpy.run_path(sys.argv[0], run_name="__main__")
"""
"""Runs a script with a folder of modules. PYTHONPATH would not do: pip takes out of the path of a
build what is installed from a checkout, such as this package."""


def write_shell_files() -> dict[str, str]:
    """Have the manual pages and completion scripts written: their path in an environment, by file.

    In a process of its own, since help of one language changes what Click says in this one.
    """
    shutil.rmtree(SHELL_FILES, ignore_errors=True)
    script = ROOT / "tools" / "shell_files.py"
    subprocess.run(
        [sys.executable, "-c", _RUN, PACKAGE.parent, script, SHELL_FILES],
        env={**os.environ, "PYTHONUTF8": "1"}, check=True,
    )  # fmt: skip
    files = sorted(path for path in SHELL_FILES.rglob("*") if path.is_file())
    return {str(path): path.relative_to(SHELL_FILES).as_posix() for path in files}


def _summary(compiled: Path) -> str:
    """The digest by which a large compiled file is known without reading all of it."""
    import sqlite3

    from resource_finder.search.compiled import summary_of

    with closing(sqlite3.connect(compiled)) as db:
        return summary_of(db)


class Hook(BuildHookInterface[Any]):
    """Compiles before hatchling packs the files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write all files; hatchling packs those of the package as artifacts."""
        sys.path.insert(0, str(PACKAGE.parent))
        try:
            compile_catalogue(PACKAGE)
            compile_directory(PACKAGE)
        finally:
            sys.path.remove(str(PACKAGE.parent))
        if self.target_name == "wheel":
            build_data["shared_data"] |= write_shell_files()


def for_package_index(readme: str) -> str:
    """The README for the page of a package index, where no file of the project is: pictures go, and
    links name their file instead, which the source archive has."""
    text = re.sub(r"<img [^>]*>\n\n?", "", readme)
    return re.sub(r"\[([^\]]*)\]\((?!https?:)([^)\s]+)\)", r"\1 (`\2`)", text)


class MetadataHook(MetadataHookInterface):
    """Describes the package."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the description to the README as an index can show it."""
        text = for_package_index((ROOT / "README.md").read_text(encoding="utf-8"))
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
