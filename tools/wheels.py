"""Show that the registry has a wheel of each dependency, for each Python and system.

    python tools/wheels.py

The pinned versions of what the program and its extras `print` and `word` need are looked up by pip,
which builds and installs nothing. One line a system: it ends with 1 where something is missing. Pip
reads markers such as `sys_platform` as on the system that it runs on.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
PYTHONS: Final = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS: Final = {
    "Linux x86-64": ("manylinux2014_x86_64", "manylinux_2_17_x86_64", "manylinux_2_28_x86_64"),
    "Linux ARM64": ("manylinux2014_aarch64", "manylinux_2_17_aarch64", "manylinux_2_28_aarch64"),
    "macOS ARM64": ("macosx_11_0_arm64", "macosx_11_0_universal2", "macosx_10_9_universal2"),
    "macOS x86-64": ("macosx_11_0_x86_64", "macosx_10_13_x86_64", "macosx_10_9_x86_64"),
    "Windows x86-64": ("win_amd64",),
}


def requirements() -> list[str]:
    """What the program and its extras for sheets need."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    return [*project["dependencies"], *extras["print"], *extras["word"]]


def what_is_missing(python: str, platforms: tuple[str, ...]) -> str:
    """What pip says is missing for a Python on a system; "" where each wheel exists."""
    with tempfile.TemporaryDirectory() as target:
        done = subprocess.run(
            [
                sys.executable, "-m", "pip", "install", "--dry-run", "--quiet",
                "--only-binary=:all:", "--ignore-installed", "--target", target,
                "--python-version", python, "--implementation", "cp",
                *(f"--platform={one}" for one in platforms),
                "--constraint", ROOT / "constraints.txt", *requirements(),
            ],
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
    errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
    return "; ".join(errors or [done.stderr]) if done.returncode else ""


def main() -> None:
    """Look up each Python on each system."""
    missing = False
    for system, platforms in SYSTEMS.items():
        for python in PYTHONS:
            found = what_is_missing(python, platforms)
            missing = missing or bool(found)
            print(f"{system:<15} CPython {python}  {found or 'every wheel exists'}", flush=True)
    sys.exit(missing)


if __name__ == "__main__":
    main()
