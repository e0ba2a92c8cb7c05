"""Opens a YAML file and gives its root node, or why it is refused: too large, too deep, not YAML.

A directory file may come from anyone, so its size is checked before its nodes are kept in memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import yaml

from resource_finder import data_files
from resource_finder.directory.nodes import SEE_DOCS_FIX, DataError, Problem, position
from resource_finder.directory.yaml_mistakes import find_mistake
from resource_finder.i18n import N_

MAX_FILE_BYTES: Final = 10_000_000
"""Twenty times the built-in directory. Without these limits a hostile file fills the memory."""
MAX_COMPILED_BYTES: Final = 30_000_000
"""The same for `compile`, which nobody waits for with a caller on the line."""
MAX_VALUES: Final = 200_000
"""Scalars, lists and maps of a file of `MAX_FILE_BYTES`; more in proportion where a file may be
larger."""
COMPILED_MARK: Final = b"SQLite format 3\0"
"""What a compiled file begins with."""
MAX_DEPTH: Final = 24
"""Levels of lists and maps in each other."""


class YamlFile(NamedTuple):
    """An opened YAML file: its root node, or the problems for which it has none. `stem` is its name
    without folder and ending; `compiled` are the first bytes of a file that `compile` wrote, which
    has neither: all of them, unless there are more than `data_files.LARGE`. `is_reached` is False
    where it was not there to be read."""

    name: str
    root: yaml.Node | None
    problems: Sequence[Problem] = ()
    stem: str = ""
    compiled: bytes = b""
    is_reached: bool = True

    @property
    def is_whole(self) -> bool:
        """Whether it is a directory by itself, not a file to use beside another; True where it
        cannot be read."""
        if not isinstance(self.root, yaml.MappingNode):
            return self.root is None
        return any(str(key.value).strip() == "directory" for key, _ in self.root.value)


def open_yaml(
    path: Path, name: str = "", raw: bytes | None = None, limit: int = MAX_FILE_BYTES
) -> YamlFile:
    """Open a YAML file of at most `limit` bytes; `name` is for its problems, `raw` are its bytes if
    they were read before."""
    name = name or str(path)
    try:
        raw = read_bytes(path, name, limit) if raw is None else raw
        if raw.startswith(COMPILED_MARK):
            return YamlFile(name, None, stem=path.stem, compiled=raw)
        return YamlFile(name, _parse(raw, name, limit), stem=path.stem)
    except DataError as error:
        return YamlFile(name, None, error.problems)


def _parse(raw: bytes, name: str, limit: int = MAX_FILE_BYTES) -> yaml.Node:
    """The root node of the bytes of a YAML file.

    Raises DataError where they are empty, too deep or not YAML, or have tags, anchors or aliases
    (aliases can make a small file fill the memory).
    """
    try:
        _check_structure(raw, name, MAX_VALUES * limit // MAX_FILE_BYTES)
        node = yaml.compose(raw, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mistake = find_mistake(raw.decode("utf-8", "replace"), error)
        at, fix = (mistake.line, mistake.column), mistake.fix
        raise DataError([Problem(name, *at, N_("this is not valid YAML"), fix)]) from error
    except yaml.reader.ReaderError as error:
        before = raw[: error.position].decode("utf-8", "ignore")
        at = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        what = N_("this file contains a character that YAML does not allow")
        fix = N_("remove the invisible character")
        raise DataError([Problem(name, *at, what, fix)]) from error
    if node is None:
        fix = N_("start from the form in docs/DIRECTORY.md")
        raise DataError([Problem(name, 0, 0, N_("the file is empty"), fix)])
    return node


_READ_FIX: Final = N_("check the path and that you may read the file")
_SPLIT_FIX: Final = N_("split it; --also reads several files")


def read_bytes(path: Path, name: str, limit: int = MAX_FILE_BYTES) -> bytes:
    """The bytes of a file; of a compiled one, the first if it is large. Raises DataError where it
    cannot be read, is too large or not UTF-8."""

    def error(what: str, fix: str = _READ_FIX, **values: str) -> DataError:
        return DataError([Problem(name, 0, 0, what, fix, values)])

    try:
        if path.is_dir():
            raise error(N_("this is a folder, not a file"), N_("name the YAML file inside it"))
        if path.exists() and not path.is_file():
            # Reading a pipe or a device may never end.
            fix = N_("save it as a file first")
            raise error(N_("this is a pipe or a device, not a file"), fix)
        with path.open("rb") as stream:
            raw = stream.read(len(COMPILED_MARK))
            is_compiled = raw == COMPILED_MARK
            raw += stream.read((data_files.LARGE if is_compiled else limit) + 1 - len(raw))
    except FileNotFoundError as cause:
        raise error(N_("there is no such file")) from cause
    except (OSError, ValueError) as cause:
        raise error(N_("the file cannot be read")) from cause
    if is_compiled:
        return raw
    if len(raw) > limit:
        megabytes = str(limit // 1_000_000)
        raise error(N_("the file is over {megabytes} MB"), _SPLIT_FIX, megabytes=megabytes)
    _check_utf8(raw, name)
    return raw


def _check_utf8(raw: bytes, name: str) -> None:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = N_("the file is not UTF-8")
        fix = N_("save it again as UTF-8: “Save as” lets you choose the encoding")
        raise DataError([Problem(name, line, 1, what, fix)]) from error


_TOO_DEEP_TO_PARSE: Final = "exceeded maximum nesting depth"
"""The parser's message for more than 1,000 levels, from libyaml 0.2.6 (PyYAML 6.0.4) on."""


def _check_structure(raw: bytes, name: str, most: int) -> None:
    """Raise DataError where a file is too deep or large, or has tags, anchors or aliases; it is
    read as a stream, so that none of it is kept in memory."""
    try:
        _check_events(raw, name, most)
    except yaml.MarkedYAMLError as error:
        # The parser stops at once, before it yields any event: read the part before that place.
        if error.problem != _TOO_DEEP_TO_PARSE or error.problem_mark is None:
            raise
        before = raw.decode("utf-8")[: error.problem_mark.index]
        _check_events(before.encode("utf-8"), name, most)
        raise


def _check_events(raw: bytes, name: str, most: int) -> None:
    depth = values = 0
    for event in yaml.parse(raw, Loader=yaml.CSafeLoader):
        if not isinstance(event, yaml.NodeEvent):
            depth -= isinstance(event, yaml.CollectionEndEvent)
            continue
        depth += isinstance(event, yaml.CollectionStartEvent)
        values += 1
        refusal = _refusal(event, depth, values > most)
        if refusal:
            raise DataError([Problem(name, *position(event.start_mark), *refusal)])


def _refusal(event: yaml.Event, depth: int, is_full: bool) -> tuple[str, str] | None:
    """What is wrong with a YAML event and how to fix it; None where it is allowed."""
    if getattr(event, "anchor", None) is not None:
        return N_("anchors and aliases (& and *) are not allowed"), N_("write the value in full")
    if getattr(event, "tag", None) is not None:
        return N_("tags (!) are not allowed"), N_("remove it, or quote the value")
    if depth > MAX_DEPTH:
        return N_("the file has too many nested levels"), SEE_DOCS_FIX
    if is_full:
        return N_("the file contains too many values"), _SPLIT_FIX
    return None
