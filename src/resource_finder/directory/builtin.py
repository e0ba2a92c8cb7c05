"""The YAML file of the built-in directory: its path, its date, its bytes."""

from __future__ import annotations

import re
from pathlib import Path

from resource_finder import data_files


def path() -> Path:
    """The YAML file of the built-in directory: in a checkout the one that people edit."""
    return data_files.checkout_yaml() or data_files.PACKAGE / data_files.YAML


def date() -> str:
    """The ISO date of the built-in directory; "" where the YAML of a checkout has none.

    An installed package has it in `built.py`, so that `--version` reads no YAML.
    """
    checkout_yaml = data_files.checkout_yaml()
    if checkout_yaml is None:
        from resource_finder import built

        return built.DATE
    with checkout_yaml.open(encoding="utf-8") as lines:
        for line in lines:
            match = re.match(r"  date: (\d{4}-\d\d-\d\d)$", line)
            if match:
                return match[1]
    return ""


def yaml_bytes() -> bytes | None:
    """The verified YAML of an installed package; None in a checkout, where it is any file.

    Raises DamagedError where it is missing or not what was built.
    """
    if data_files.checkout_yaml() is not None:
        return None
    raw = data_files.read_verified(data_files.YAML)
    if raw is None:
        from resource_finder.directory.problems import DamagedError

        raise DamagedError(data_files.YAML)
    return raw
