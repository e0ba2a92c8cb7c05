"""Build hook: the French catalogue as `.mo`, the built-in directory compiled, and a module that
says what both, and the files beside them, must be.

Runs for wheels and editable installs alike; what it makes is not kept in git.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
PACKAGE = ROOT / "src" / "resource_finder"
YAML = ROOT / "data" / "programs.yaml"
CATALOGUE = "locale/fr/LC_MESSAGES/resource_finder.po"

RECORD = '''\
"""What was built, by hatch_build.py: kept out of git, never edited."""

DATE = {date!r}
STEMMER = {stemmer!r}
STEMS = {stems!r}
MADE_FROM = {made_from!r}
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
    with (package / CATALOGUE).with_suffix(".mo").open("wb") as target:
        write_mo(target, catalogue)


def compile_directory(package: Path) -> None:
    """Write the built-in directory as one SQLite file, and `built.py`, which describes it."""
    from resource_finder import data_files
    from resource_finder.directory.loader import load
    from resource_finder.search.build import build

    compiled = package / data_files.COMPILED
    compiled.unlink(missing_ok=True)
    directory = load(YAML)
    build(directory, str(compiled)).close()
    describe(package, directory.header.date)


def describe(package: Path, date: str) -> None:
    """Write `built.py`: the date of the directory, and the digests of the data files."""
    import Stemmer

    from resource_finder import data_files
    from resource_finder.search import builtin_index, tokens

    inside = {name: package / name for name in data_files.BUILT}
    digests = {
        name: data_files.digest(path.read_bytes())
        for name, path in {**inside, data_files.YAML: YAML}.items()
    }
    text = RECORD.format(
        date=date,
        stemmer=Stemmer.version(),
        stems=data_files.digest(tokens.probe()),
        made_from=builtin_index.made_from(YAML),
        files="\n".join(f"    {name!r}: {digest!r}," for name, digest in digests.items()),
    )
    (package / "built.py").write_text(text, encoding="utf-8")


class Hook(BuildHookInterface[Any]):
    """Compiles before anything is packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make all three; hatchling packs them as artifacts."""
        sys.path.insert(0, str(PACKAGE.parent))
        try:
            compile_catalogue(PACKAGE)
            compile_directory(PACKAGE)
        finally:
            sys.path.remove(str(PACKAGE.parent))
