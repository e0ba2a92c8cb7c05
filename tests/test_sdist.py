"""The sdist: it has every file of the project, its tests run from it, and what is built from it is
what was published."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import build_packages, project_files
from resource_finder import built

SMOKE = """
import sys, pytest, resource_finder
print(resource_finder.__file__)
options = ["-n", "0", "-p", "no:cacheprovider", "--assert", "plain"]
sys.exit(pytest.main(["-m", "smoke", *options]))
"""
"""Runs the smoke tests. Nothing is cached there yet: rewriting every assertion would take half of
the time."""


def run_python(*arguments: str, cwd: Path | None = None, **environ: str) -> None:
    """Run a module of Python, which must do its work, in some environment."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env={**os.environ, **environ}, capture_output=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def build_sdist(copy: Path, dist: Path, **environ: str) -> Path:
    """The sdist of the project’s files as they are now, built from a copy of them."""
    for name, raw in project_files().items():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_bytes(raw)
    build_packages(copy, dist, "--sdist", PYTHONHASHSEED="1", **environ)
    (archive,) = dist.iterdir()
    return archive


def unpack(sdist: Path, folder: Path) -> Path:
    """The folder of an sdist, unpacked into another."""
    run_python("-m", "tarfile", "-e", str(sdist), str(folder))
    (top,) = folder.iterdir()
    return top


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist as it is published."""
    return build_sdist(tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("dist"))


@pytest.mark.heavy
def test_a_second_build_gives_the_same_bytes(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    """Whoever unpacks a release and builds it again gets the very files that were published:
    nothing in them depends on the folder, the hour, the language, or the order of a set."""
    source, again = unpack(sdist, tmp_path), tmp_path / "again"
    elsewhere = {"TZ": "Asia/Tokyo", "RESOURCE_FINDER_LANG": "fr", "COLUMNS": "50"}
    run_python(
        "-m", "hatchling", "build", "-d", str(again), cwd=source, PYTHONHASHSEED="2", **elsewhere
    )
    assert {path.name: path.read_bytes() for path in again.iterdir()} == {
        path.name: path.read_bytes() for path in (sdist, wheel)
    }


@pytest.mark.parametrize(
    "no_hooks",
    [
        pytest.param("true", id="before anything is compiled"),
        pytest.param("false", id="as it is published", marks=pytest.mark.heavy),
    ],
)
def test_the_sdist_holds_every_file_of_the_project(no_hooks: str, tmp_path: Path) -> None:
    """Whoever gets the sdist can change, test and build the finder; nothing else comes along."""
    sdist = build_sdist(tmp_path / "copy", tmp_path / "dist", HATCH_BUILD_NO_HOOKS=no_hooks)
    unpacked = unpack(sdist, tmp_path / "unpacked")
    unpacked_files = {
        str(path.relative_to(unpacked)) for path in unpacked.rglob("*") if path.is_file()
    }
    generated = {f"src/resource_finder/{name}" for name in ("built.py", *built.FILES)}
    assert unpacked_files - {"PKG-INFO"} - generated == set(project_files()) - generated


@pytest.mark.heavy
def test_the_tests_run_from_the_sdist(sdist: Path, tmp_path: Path) -> None:
    """A packager can try the finder where it was unpacked: every test file can be read there, and
    the smoke tests pass, without a network."""
    unpacked = unpack(sdist, tmp_path)
    environ = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1", "PYTHONPATH": str(unpacked / "src")}
    done = subprocess.run(
        [sys.executable, "-c", SMOKE], cwd=unpacked, env=environ, capture_output=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert Path(done.stdout.splitlines()[0]).is_relative_to(unpacked)
