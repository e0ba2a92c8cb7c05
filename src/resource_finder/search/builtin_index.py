"""Opens the index of the built-in directory: from its compiled file, else from its YAML.

An installed package uses its compiled file if that is what was built, else its YAML if that is. In
a checkout people edit the YAML, so a compiled file that is older than an edit is not used.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from resource_finder import data_files

if TYPE_CHECKING:
    from resource_finder.header import Header
    from resource_finder.search.index import Index

COMPILING_MODULES: Final = (
    "bilingual.py", "closed_lists.py", "directory/advice.py", "directory/alternatives.py",
    "directory/call_instead.py", "directory/contacts.py", "directory/corrections.py",
    "directory/field_types.py", "directory/fields.py", "directory/items.py",
    "directory/key_hints.py", "directory/layer_advice.py", "directory/layer_defaults.py",
    "directory/layer_lists.py", "directory/layer_parts.py", "directory/layers.py",
    "directory/loader.py", "directory/nodes.py", "directory/offices.py", "directory/problems.py",
    "directory/rules.py", "directory/schema.py",
    "directory/sentences.py", "directory/serialize.py", "directory/templates.py",
    "directory/trust.py", "directory/where.py", "directory/yaml_file.py",
    "directory/yaml_mistakes.py", "directory/yaml_parser.py", "header.py", "memory.py", "model.py",
    "opening_hours.py", "regions.py", "search/build.py", "search/entry_tokens.py",
    "search/index.py", "search/phrases.py", "search/rows.py", "search/stop_words.py",
    "search/tokens.py", "text.py",
)  # fmt: skip
"""The modules that decide what is in the compiled file. Without this list, a checkout would use a
compiled file of older code until the next build."""


def open_index(on_rebuild: Callable[[], object] | None = None) -> Index:
    """The index of the built-in directory; `on_rebuild` is called where an installed package has to
    build it from its YAML, which takes longer.

    Raises DamagedError where neither file can be used, DataError where the YAML of a checkout has
    faults.
    """
    index = _open_compiled()
    if index is not None:
        return index
    from resource_finder.directory.loader import load
    from resource_finder.directory.problems import DamagedError
    from resource_finder.search.build import build

    try:
        index = build(load())
    except DamagedError as error:
        raise DamagedError(data_files.COMPILED, data_files.YAML) from error
    if on_rebuild and data_files.checkout_yaml() is None:
        on_rebuild()
    return index


def open_in_part() -> Index:
    """The same index for a few rows: of the compiled file only what is read is verified. Raises as
    `open_index`."""
    return _open_compiled(whole=False) or open_index()


def compiled_header() -> Header | None:
    """What the compiled directory says of itself; None where it must not or cannot be used. Help
    needs no more, and waits for no YAML."""
    index = _open_compiled()
    return index.header if index else None


def _open_compiled(*, whole: bool = True) -> Index | None:
    """The index of the compiled directory; None where it must not or cannot be used."""
    path = data_files.PACKAGE / data_files.COMPILED
    in_place = not whole or data_files.size(data_files.COMPILED) > data_files.LARGE
    raw = None if in_place else data_files.read_verified(data_files.COMPILED)
    if not (in_place or raw) or not is_fresh() or not stems_match():
        return None
    from resource_finder.search import compiled

    if raw:
        return compiled.open_compiled(raw, path)
    from resource_finder import built

    return compiled.open_in_place(path, built.SUMMARY, _damage)


def _damage() -> Exception:
    from resource_finder.directory.problems import DamagedError

    return DamagedError(data_files.COMPILED)


def is_fresh() -> bool:
    """Whether the compiled directory was made from the YAML and the code of a checkout; True in an
    installed package. Raises ImportError where nothing was built."""
    checkout_yaml = data_files.checkout_yaml()
    if checkout_yaml is None:
        return True
    from resource_finder import built

    return source_digest(checkout_yaml) == built.SOURCE


def stems_match() -> bool:
    """Whether this machine's stemmer gives the stems that the compiled directory was made with.
    Raises ImportError where nothing was built."""
    from resource_finder import built
    from resource_finder.search import tokens

    return data_files.digest(tokens.probe()) == built.STEMS


def version_digest() -> str:
    """What tells this version of the built-in directory, and of the code that compiles it, from any
    other. Raises ImportError where nothing was built."""
    checkout_yaml = data_files.checkout_yaml()
    if checkout_yaml is not None:
        return source_digest(checkout_yaml)
    from resource_finder import built

    return built.SOURCE


def source_digest(yaml: Path) -> str:
    """The digest of a YAML file and of the code that compiles it. Raises OSError."""
    code = [(data_files.PACKAGE / name).read_bytes() for name in COMPILING_MODULES]
    return data_files.digest(b"\0".join([yaml.read_bytes(), *code]))
