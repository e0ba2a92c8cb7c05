"""The command that a sheet names where a library is missing installs it from where the program came
from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

from resource_finder.cli.installation import command_with, install_command

PYTHON = "/a/.venv/bin/python"
PIP = f"{PYTHON} -m pip install"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ({}, f'{PIP} "resource-finder[print]"'),
        (
            {"url": "file:///home/me/un%20dossier", "dir_info": {}},
            f'{PIP} "/home/me/un dossier[print]"',
        ),
        (
            {"url": "file:///home/me/copy", "dir_info": {"editable": True}},
            f'{PIP} -e "/home/me/copy[print]"',
        ),
        (
            {"url": "file:///a/resource_finder-0.2.0-py3-none-any.whl", "archive_info": {}},
            f'{PIP} "/a/resource_finder-0.2.0-py3-none-any.whl[print]"',
        ),
        (
            {"url": "file:///C:/Users/me/copy", "dir_info": {}},
            f'{PIP} "C:/Users/me/copy[print]"',
        ),
        (
            {"url": "file://server/share/copy", "dir_info": {}},
            f'{PIP} "//server/share/copy[print]"',
        ),
        (
            {"url": "https://example.org/x.whl", "archive_info": {}},
            f'{PIP} "resource-finder[print] @ https://example.org/x.whl"',
        ),
        (
            {
                "url": "https://example.org/a/b.git",
                "vcs_info": {"vcs": "git", "commit_id": "0" * 40, "requested_revision": "v0.2.0"},
                "subdirectory": "tool",
            },
            f'{PIP} "resource-finder[print] @ git+https://example.org/a/b.git@v0.2.0'
            '#subdirectory=tool"',
        ),
        (
            {"url": "file:///srv/a.git", "vcs_info": {"vcs": "git", "commit_id": "0" * 40}},
            f'{PIP} "resource-finder[print] @ git+file:///srv/a.git"',
        ),
    ],
    ids=[
        "index",
        "folder",
        "editable",
        "wheel",
        "drive",
        "share",
        "address",
        "git",
        "git in a folder",
    ],
)
def test_the_command_names_the_source(
    source: dict[str, Any], expected: str, tmp_path: Path
) -> None:
    """Whoever copies the command gets the extra of what is installed here, not of something else
    that an index calls by the same name."""
    assert install_command("print", source, tmp_path, PYTHON) == expected


def test_what_is_no_path_is_a_requirement() -> None:
    """pip reads a source that is not a path as a requirement with an address."""
    source = {"url": "https://example.org/a.git", "vcs_info": {"vcs": "git"}}
    requirement = Requirement(install_command("word", source, Path("/"), PYTHON).split('"')[1])
    assert (requirement.name, requirement.extras) == ("resource-finder", {"word"})
    assert requirement.url == "git+https://example.org/a.git"


@pytest.mark.parametrize(
    ("file", "run"),
    [
        ("pipx_metadata.json", "pipx install --force"),
        ("uv-receipt.toml", "uv tool install --reinstall"),
    ],
)
def test_a_tool_that_keeps_programs_is_named(file: str, run: str, tmp_path: Path) -> None:
    """Where pipx or uv keeps the program, pip must not change it."""
    (tmp_path / file).touch()
    source = {"url": "file:///a/copy", "dir_info": {}}
    assert install_command("word", source, tmp_path, PYTHON) == f'{run} "/a/copy[word]"'


def test_a_path_with_a_blank_is_one_word(tmp_path: Path) -> None:
    """A Python in a folder whose name has a blank is run all the same."""
    ends = ' -m pip install "resource-finder[word]"'
    assert install_command("word", {}, tmp_path, "/a b/python") == f'"/a b/python"{ends}'
    on_windows = install_command("word", {}, tmp_path, r"C:\a b\python.exe")
    assert on_windows == rf'& "C:\a b\python.exe"{ends}'


def test_this_installation_is_named() -> None:
    """The command is made for the Python that runs."""
    assert "[print]" in command_with("print")
