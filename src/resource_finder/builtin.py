"""The built-in directory: where it lies, its date, and its index, compiled where that is fresh."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from resource_finder.index import Index

_PACKAGE: Final = Path(__file__).parent
COMPILED: Final = _PACKAGE / "directory.sqlite"


def path() -> Path:
    """The YAML file of the built-in directory: in the wheel, else in the checkout."""
    shipped = _PACKAGE / "programs.yaml"
    return shipped if shipped.exists() else _PACKAGE.parents[1] / "data" / "programs.yaml"


def date() -> str:
    """The day the built-in directory was checked, read without waking a YAML reader."""
    with path().open(encoding="utf-8") as lines:
        for line in lines:
            found = re.match(r"  date: (\d{4}-\d\d-\d\d)$", line)
            if found:
                return found[1]
    return ""


_MAKERS: Final = (
    "folding.py", "form.py", "frozen.py", "index.py", "instead.py", "loading.py", "model.py",
    "opening.py", "reading.py",
)  # fmt: skip
"""The rooms that shape a compiled file: one made by other code is stale too."""


def digest(yaml: Path) -> str:
    """What a compiled file must have been made from: these bytes, by this code.

    A checksum against staleness, not against forgery: hashlib would cost more than the search.
    """
    from zlib import crc32

    sum_ = size = 0
    for path in (yaml, *(_PACKAGE / room for room in _MAKERS)):
        held = path.read_bytes()
        sum_, size = crc32(held, sum_), size + len(held)
    return f"{sum_:08x}-{size}"


def index() -> Index:
    """The index of the built-in directory. Raises DataError where its YAML is wrong."""
    from resource_finder.index import build, open_compiled

    compiled = open_compiled(COMPILED, digest(path()))
    if compiled is not None:
        return compiled
    from resource_finder.loading import load

    return build(load())
