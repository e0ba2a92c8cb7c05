"""Write the versions of the running environment into constraints.txt.

    python tools/constraints.py

Run it where the tests passed on the newest versions; CONTRIBUTING.md says how. The tests call
`pins` to see that nothing is missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import distributions
from pathlib import Path
from typing import Final

CONSTRAINTS: Final = Path(__file__).parents[1] / "constraints.txt"
HEADER: Final = """\
# The versions that the tests passed with: what `pip install -e ".[test,checks,release]"` installs.
# Made by `python tools/constraints.py`; CONTRIBUTING.md says when.
"""
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


def main() -> None:
    """Write the file."""
    versions = ((one.metadata["Name"], one.version) for one in distributions())
    CONSTRAINTS.write_text(pin_lines(versions), encoding="utf-8")


if __name__ == "__main__":
    main()
