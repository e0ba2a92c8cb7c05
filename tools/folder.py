"""Build one folder that runs without Python, for a PC on which nothing may be installed.

    python tools/folder.py [FOLDER]

PyInstaller puts the program, its directory, and the extras `print` and `word` into `dist/folder`,
where none is named, from an environment that holds nothing else. It works for the system that it is
built on alone. `tools/compare_folder.py` compares its answers and its time.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Final

from resource_finder import MODULES
from resource_finder.i18n import FRENCH_COMMANDS

ROOT: Final = Path(__file__).parents[1]
NAME: Final = "resource-finder"
LAZY: Final = (
    *(f"resource_finder.cli.{name}" for name in FRENCH_COMMANDS),
    *(f"resource_finder.{name}" for name in MODULES),
    "resource_finder.built",
    "docx", "fontpkg_source_sans_3", "typst",
)  # fmt: skip
"""What is imported by a name that PyInstaller cannot read in the code."""
DATA: Final = ("resource_finder", "fontpkg_source_sans_3")
"""The packages that read files of their own. For python-docx, PyInstaller knows which."""
WHERE: Final = "import {0} as m; print(m.__file__)"
"""Prints where a module is."""


def new_environment(folder: Path) -> Path:
    """The Python of a new environment with the program as users install it, and PyInstaller."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    run(python, "-m", "pip", "install", "-q", "-c", ROOT / "constraints.txt",
        f"{ROOT}[print,word]", "pyinstaller")  # fmt: skip
    return python


def run(*command: str | Path) -> str:
    """What a command prints, run far from the checkout; ends with its code where it fails."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command, cwd=tempfile.gettempdir(), env=environ, stdout=subprocess.PIPE,
        encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(done.returncode)
    return done.stdout


def file_of(module: str, python: Path) -> str:
    """The file of a module of an environment."""
    return run(python, "-c", WHERE.format(module)).strip()


def main() -> None:
    """Build the folder."""
    dist = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "dist" / "folder").resolve()
    with tempfile.TemporaryDirectory() as scratch:
        python = new_environment(Path(scratch, "environment"))
        run(python, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", "--onedir", "--console",
            f"--name={NAME}", f"--distpath={dist}", f"--workpath={scratch}/work",
            f"--specpath={scratch}", *(f"--hidden-import={name}" for name in LAZY),
            *(f"--collect-data={name}" for name in DATA),
            # python-docx looks for its templates by way of this folder, which must exist.
            f"--add-data={file_of('docx.parts', python)}{os.pathsep}docx/parts",
            file_of("resource_finder.__main__", python))  # fmt: skip
    print(dist / NAME)


if __name__ == "__main__":
    main()
