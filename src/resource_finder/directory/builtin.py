"""The YAML of the built-in directory: where it is, its date, its bytes."""

from __future__ import annotations

import re
from pathlib import Path

from resource_finder import data_files


def path() -> Path:
    """The YAML file of the built-in directory: in a checkout the one that is edited."""
    return data_files.edited() or data_files.PACKAGE / data_files.YAML


def date() -> str:
    """The day the built-in directory was checked. An installed package needs no file for it."""
    edited = data_files.edited()
    if edited is None:
        from resource_finder import built

        return built.DATE
    with edited.open(encoding="utf-8") as lines:
        for line in lines:
            match = re.match(r"  date: (\d{4}-\d\d-\d\d)$", line)
            if match:
                return match[1]
    return ""


def source() -> bytes | None:
    """The YAML of an installed package; None in a checkout, where it is a file like any other.

    Raises DamagedError where it is missing or not what was built.
    """
    if data_files.edited() is not None:
        return None
    raw = data_files.sound(data_files.YAML)
    if raw is None:
        from resource_finder.directory.nodes import DamagedError

        raise DamagedError(data_files.YAML)
    return raw
