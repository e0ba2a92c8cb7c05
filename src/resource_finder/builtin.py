"""The built-in directory: where it lies, its date, and its index.

An installed package answers from its compiled directory where that is what was built, else from its
YAML where that is. In a checkout the YAML is edited, and whatever stands there is the directory.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from resource_finder import files

if TYPE_CHECKING:
    from resource_finder.index import Index

_MAKERS: Final = (
    "folding.py", "form.py", "frozen.py", "index.py", "instead.py", "loading.py", "model.py",
    "opening.py", "reading.py",
)  # fmt: skip
"""The modules that shape a compiled file: in a checkout, one made by other code is stale."""


def path() -> Path:
    """The YAML file of the built-in directory: in a checkout the one that is edited."""
    return files.edited() or files.PACKAGE / files.YAML


def date() -> str:
    """The day the built-in directory was checked. An installed package needs no file for it."""
    edited = files.edited()
    if edited is None:
        from resource_finder import built

        return built.DATE
    with edited.open(encoding="utf-8") as lines:
        for line in lines:
            found = re.match(r"  date: (\d{4}-\d\d-\d\d)$", line)
            if found:
                return found[1]
    return ""


def source() -> bytes | None:
    """The YAML of an installed package; None in a checkout, where it is a file like any other.

    Raises DamagedError where it is missing or not what was built.
    """
    if files.edited() is not None:
        return None
    raw = files.sound(files.YAML)
    if raw is None:
        from resource_finder.reading import DamagedError

        raise DamagedError(files.YAML)
    return raw


def index(tell: Callable[[], object] = bool) -> Index:
    """The index of the built-in directory; `tell` is called where an installed package had to build
    it anew.

    Raises DamagedError where neither of its files can be used, DataError where the YAML of a
    checkout is wrong.
    """
    found = compiled()
    if found is not None:
        return found
    from resource_finder.index import build
    from resource_finder.loading import load
    from resource_finder.reading import DamagedError

    try:
        found = build(load())
    except DamagedError as error:
        raise DamagedError(files.COMPILED, files.YAML) from error
    if files.edited() is None:
        tell()
    return found


def compiled() -> Index | None:
    """The index of the compiled directory; None where it must not be used."""
    raw = files.sound(files.COMPILED)
    if raw is None or not is_fresh() or not stems_alike():
        return None
    from resource_finder.index import opened

    return opened(raw, files.PACKAGE / files.COMPILED)


def is_fresh() -> bool:
    """Whether the compiled directory was made from the YAML, and by the code, of a checkout. Both
    cannot change in an installed package. Raises ImportError where nothing was built."""
    edited = files.edited()
    if edited is None:
        return True
    from resource_finder import built

    return made_from(edited) == built.MADE_FROM


def stems_alike() -> bool:
    """Whether the stemmer of this machine is like the one that the compiled directory was made
    with. Raises ImportError where nothing was built."""
    from resource_finder import built, folding

    return files.digest(folding.probe()) == built.STEMS


def made_from(yaml: Path) -> str:
    """The digest of a YAML file and of the code that compiles it. Raises OSError."""
    code = [(files.PACKAGE / name).read_bytes() for name in _MAKERS]
    return files.digest(b"\0".join([yaml.read_bytes(), *code]))
