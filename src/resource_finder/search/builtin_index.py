"""The index of the built-in directory: opened from its compiled file, else built from its YAML.

An installed package answers from its compiled directory where that is what was built, else from its
YAML where that is. In a checkout the YAML is edited, and whatever stands there is the directory.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from resource_finder import data_files

if TYPE_CHECKING:
    from resource_finder.search.index import Index

COMPILING_MODULES: Final = (
    "directory/call_instead.py", "directory/fields.py", "directory/loader.py", "directory/nodes.py",
    "directory/rules.py", "directory/schema.py", "directory/serialize.py",
    "directory/yaml_file.py", "model.py", "search/build.py", "search/index.py",
    "search/tokens.py", "text.py",
)  # fmt: skip
"""The modules that make the compiled file: in a checkout, one made by other code is stale. Without
this list, a change of the tables or of the YAML's reader would not be seen until the next build."""


def open_index(on_rebuild: Callable[[], object] | None = None) -> Index:
    """The index of the built-in directory; `on_rebuild` is called where an installed package had to
    build it from its YAML, which takes longer.

    Raises DamagedError where neither of its files can be used, DataError where the YAML of a
    checkout is wrong.
    """
    index = _open_compiled()
    if index is not None:
        return index
    from resource_finder.directory.loader import load
    from resource_finder.directory.nodes import DamagedError
    from resource_finder.search.build import build

    try:
        index = build(load())
    except DamagedError as error:
        raise DamagedError(data_files.COMPILED, data_files.YAML) from error
    if on_rebuild and data_files.checkout_yaml() is None:
        on_rebuild()
    return index


def _open_compiled() -> Index | None:
    """The index of the compiled directory; None where it must not be used."""
    raw = data_files.read_verified(data_files.COMPILED)
    if raw is None or not is_fresh() or not stems_match():
        return None
    from resource_finder.search import index

    return index.open_compiled(raw, data_files.PACKAGE / data_files.COMPILED)


def is_fresh() -> bool:
    """Whether the compiled directory was made from the YAML and by the code of a checkout; always
    so in an installed package. Raises ImportError where nothing was built."""
    edited = data_files.checkout_yaml()
    if edited is None:
        return True
    from resource_finder import built

    return source_digest(edited) == built.SOURCE


def stems_match() -> bool:
    """Whether the stemmer of this machine is like the one that the compiled directory was made
    with. Raises ImportError where nothing was built."""
    from resource_finder import built
    from resource_finder.search import tokens

    return data_files.digest(tokens.probe()) == built.STEMS


def source_digest(yaml: Path) -> str:
    """The digest of a YAML file and of the code that compiles it. Raises OSError."""
    code = [(data_files.PACKAGE / name).read_bytes() for name in COMPILING_MODULES]
    return data_files.digest(b"\0".join([yaml.read_bytes(), *code]))
