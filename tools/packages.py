"""Build the sdist and the wheel, and check them as a package index would.

    python tools/packages.py [FOLDER]

They are built in new environments, into an empty folder: `dist` where none is named. That two
builds give the same bytes is seen by a heavy test in `tests/test_sdist.py`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
RATING: Final = "9"
"""What Pyroma must give, of ten; the tenth point is for a home page."""
NOT_RATED: Final = "AuthorEmail"
"""There is no such address, and none is made up; with it, Pyroma gives 8."""


def run_module(*arguments: str | Path) -> None:
    """Run a module of this Python; ends with its exit code where it fails."""
    print("+", *arguments, flush=True)
    code = subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, check=False).returncode
    if code:
        sys.exit(code)


def main() -> None:
    """Build and check."""
    dist = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "dist").resolve()
    if dist.is_dir() and any(dist.iterdir()):
        sys.exit(f"{dist}: remove what is in this folder, or name another one.")
    run_module("validate_pyproject", "pyproject.toml")
    run_module("build", "--outdir", dist)
    run_module("twine", "check", "--strict", *sorted(dist.iterdir()))
    (sdist,) = dist.glob("*.tar.gz")
    run_module("pyroma", "--min", RATING, "--skip-tests", NOT_RATED, sdist)


if __name__ == "__main__":
    main()
