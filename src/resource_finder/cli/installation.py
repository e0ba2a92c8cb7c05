"""From where the program was installed, and the command that installs it from there again."""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, Final

_NAME: Final = "resource-finder"
_TOOLS: Final = {
    "pipx_metadata.json": "pipx install --force",
    "uv-receipt.toml": "uv tool install --reinstall",
}
"""The commands of tools that keep a file of their own in the environment of a program."""


def command_with(extra: str) -> str:
    """The command that installs this program with an extra, from where it came."""
    try:
        source = json.loads(distribution(_NAME).read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        source = {}
    return install_command(extra, source, Path(sys.prefix), sys.executable)


def install_command(extra: str, source: dict[str, Any], environment: Path, python: str) -> str:
    """The command that installs the program with an extra from a source, as `direct_url.json` has
    it (empty: a package index), into the environment of a Python.

    Quotation marks are double: PowerShell and the shells of Unix know them.
    """
    editable = source.get("dir_info", {}).get("editable", False)
    run = next(
        (command for file, command in _TOOLS.items() if (environment / file).is_file()),
        f"{_quoted(python)} -m pip install",
    )
    return f'{run} {"-e " if editable else ""}"{_requirement(extra, source)}"'


def _requirement(extra: str, source: dict[str, Any]) -> str:
    """What names the program and an extra, with its source."""
    url = source.get("url", "")
    if not url:
        return f"{_NAME}[{extra}]"
    if url.startswith("file:") and "vcs_info" not in source:
        return f"{_path(url)}[{extra}]"
    if vcs := source.get("vcs_info"):
        revision = vcs.get("requested_revision")
        url = f"{vcs['vcs']}+{url}" + (f"@{revision}" if revision else "")
    folder = source.get("subdirectory")
    return f"{_NAME}[{extra}] @ {url}" + (f"#subdirectory={folder}" if folder else "")


def _path(url: str) -> str:
    """The path of a file address: Windows has a drive in it, or the name of a server before it.

    The library that reads addresses could reach the network, so it is not imported.
    """
    encoded = url.removeprefix("file://").encode()
    path = re.sub(rb"%([0-9A-Fa-f]{2})", lambda code: bytes.fromhex(code[1].decode()), encoded)
    text = path.decode(errors="replace")
    if not text.startswith("/"):
        return f"//{text}"
    return text[1:] if text[2:3] == ":" else text


def _quoted(path: str) -> str:
    """A path as one word of a command; PowerShell runs one in quotation marks after a sign."""
    if " " not in path:
        return path
    return f'& "{path}"' if path[1:2] == ":" else f'"{path}"'
