"""Build hook: the French catalogue as `.mo`, and the built-in directory compiled.

Runs for wheels and editable installs alike; what it makes is not kept in git.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
CATALOGUE = ROOT / "src/resource_finder/locale/fr/LC_MESSAGES/resource_finder.po"


def compile_catalogue() -> None:
    """Write the `.mo` beside the `.po`."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with CATALOGUE.open("rb") as source:
        catalogue = read_po(source, locale="fr", abort_invalid=True)
    with CATALOGUE.with_suffix(".mo").open("wb") as target:
        write_mo(target, catalogue)


def compile_directory() -> None:
    """Write the built-in directory as one SQLite file."""
    sys.path.insert(0, str(ROOT / "src"))
    try:
        from resource_finder import builtin, index
        from resource_finder.loading import load

        builtin.COMPILED.unlink(missing_ok=True)
        yaml = builtin.path()
        index.build(load(yaml), str(builtin.COMPILED), builtin.digest(yaml)).close()
    finally:
        sys.path.remove(str(ROOT / "src"))


class Hook(BuildHookInterface[Any]):
    """Compiles before anything is packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make both files; hatchling packs them as artifacts."""
        compile_catalogue()
        compile_directory()
