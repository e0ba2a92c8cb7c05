"""Bring constraints.txt up to date.

    python tools/constraints.py newest

The newest versions that the ranges of pyproject.toml allow are installed into `.venv-newest`; where
the tests pass on them, they are written into constraints.txt, and into what pip builds with.
Without `newest`, the versions of the running environment are written as they are. The tests call
`pins` to see that nothing is missing.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from collections.abc import Iterable
from importlib.metadata import distributions
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
CONSTRAINTS: Final = ROOT / "constraints.txt"
PROJECT: Final = ROOT / "pyproject.toml"
NEWEST: Final = ROOT / ".venv-newest"
HEADER: Final = """\
# The versions that the tests passed with: what `pip install -e ".[test,checks,release]"` installs.
# Made by `python tools/constraints.py newest`; CONTRIBUTING.md says when.
"""
EXTRAS: Final = ".[test,checks,release]"
NOT_PINNED: Final = frozenset({"pip", "resource-finder", "wheel"})
"""What a new environment may have, and the project itself."""


def name_of(distribution: str) -> str:
    """The normalized name of a distribution, as in PEP 503."""
    return distribution.lower().replace("_", "-").replace(".", "-")


def pin_lines(versions: Iterable[tuple[str, str]]) -> str:
    """The lines for these names and versions."""
    pins = sorted({(name_of(name), version) for name, version in versions})
    return HEADER + "".join(f"{n}=={version}\n" for n, version in pins if n not in NOT_PINNED)


def pins() -> dict[str, str]:
    """The version that is pinned for each name."""
    lines = CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    found = (line.partition("==") for line in lines if line and not line.startswith("#"))
    return {name: version for name, _, version in found}


def with_pins(project: str) -> str:
    """The text of pyproject.toml, with the pinned version of each package that the build needs."""
    pin = pins()
    return re.sub(
        r'(?m)^  "([\w-]+)==[^"]+",$',
        lambda line: f'  "{line[1]}=={pin[name_of(line[1])]}",',
        project,
    )


def write() -> None:
    """Write the versions of the running environment."""
    versions = ((one.metadata["Name"], one.version) for one in distributions())
    CONSTRAINTS.write_text(pin_lines(versions), encoding="utf-8")
    PROJECT.write_text(with_pins(PROJECT.read_text(encoding="utf-8")), encoding="utf-8")


def try_newest() -> None:
    """Install the newest versions, run the tests on them, and write them where these pass."""
    venv.create(NEWEST, with_pip=True)
    python = NEWEST / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    for arguments in (
        ("-m", "pip", "install", "-q", "--upgrade", "--upgrade-strategy", "eager", "-e", EXTRAS),
        ("-m", "pytest"),
        (__file__,),
    ):
        subprocess.run([python, *arguments], cwd=ROOT, check=True)


def main() -> None:
    """Write the versions of this environment, or the newest ones."""
    if sys.argv[1:] == ["newest"]:
        try_newest()
    else:
        write()


if __name__ == "__main__":
    main()
