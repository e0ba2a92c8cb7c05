"""From a path to the nodes of its YAML: what is too large, too deep or no YAML goes no further.

A directory file may come from anyone; nothing of it is kept before it has been measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import yaml

from resource_finder.directory.nodes import SEE_DOCS_FIX, DataError, Problem
from resource_finder.i18n import N_

MAX_FILE_BYTES: Final = 10_000_000
"""Bytes that a directory file may have: twenty times the built-in one."""
MAX_VALUES: Final = 200_000
"""Values, lists and maps that a directory file may hold."""
MAX_DEPTH: Final = 24
"""Levels that a directory file may nest."""


class YamlFile(NamedTuple):
    """A YAML file that was opened once: its root node, or why there is none."""

    name: str
    root: yaml.Node | None
    problems: Sequence[Problem] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it is a directory of its own, not one to stand beside another; True where it
        cannot be read."""
        if not isinstance(self.root, yaml.MappingNode):
            return self.root is None
        return any(str(key.value).strip() == "directory" for key, _ in self.root.value)


def open_yaml(path: Path, name: str = "", raw: bytes | None = None) -> YamlFile:
    """A YAML file; `raw` are its bytes where they were read already."""
    name = name or str(path)
    try:
        return YamlFile(name, _parse(_read_bytes(path, name) if raw is None else raw, name))
    except DataError as error:
        return YamlFile(name, None, error.problems)


def _parse(raw: bytes, name: str) -> yaml.Node:
    """The root node of the bytes of a YAML file.

    Raises DataError when they are empty, too deep or not YAML, or hold tags, anchors or aliases
    (these can grow a small file without end).
    """
    try:
        _refuse_traps(raw, name)
        node = yaml.compose(raw, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        # Only a quotation mark can stay open to the end; its place says more than the end does.
        unclosed = error.problem == "found unexpected end of stream"
        where = (unclosed and error.context_mark) or error.problem_mark or error.context_mark
        at = (where.line + 1, where.column + 1) if where else (0, 0)
        fix = N_("close the quotation mark that opens here") if unclosed else _YAML_FIX
        raise DataError([Problem(name, *at, N_("this is not valid YAML"), fix)]) from error
    except yaml.reader.ReaderError as error:
        before = raw[: error.position].decode("utf-8", "ignore")
        at = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        what = N_("this file holds a character that YAML does not allow")
        fix = N_("take the invisible character out")
        raise DataError([Problem(name, *at, what, fix)]) from error
    if node is None:
        fix = N_("start from the form in docs/DIRECTORY.md")
        raise DataError([Problem(name, 0, 0, N_("the file is empty"), fix)])
    return node


_YAML_FIX: Final = N_("look for a missing quotation mark, colon or space just before this place")
_READ_FIX: Final = N_("check the path and that you may read the file")
_SPLIT_FIX: Final = N_("split it; --also reads several files")


def _read_bytes(path: Path, name: str) -> bytes:
    """The bytes of a file. Raises DataError when it cannot be read, is too large or not UTF-8."""

    def refuse(what: str, fix: str = _READ_FIX) -> DataError:
        return DataError([Problem(name, 0, 0, what, fix)])

    try:
        if path.is_dir():
            raise refuse(N_("this is a folder, not a file"), N_("name the YAML file inside it"))
        if path.exists() and not path.is_file():
            # A pipe may never answer, and a device never ends.
            fix = N_("save it as a file first")
            raise refuse(N_("this is a pipe or a device, not a file"), fix)
        with path.open("rb") as stream:
            raw = stream.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError as error:
        raise refuse(N_("there is no such file")) from error
    except (OSError, ValueError) as error:
        raise refuse(N_("the file cannot be read")) from error
    if len(raw) > MAX_FILE_BYTES:
        raise refuse(N_("the file is over 10 MB"), _SPLIT_FIX)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = N_("the file is not UTF-8")
        fix = N_("save it again as UTF-8")
        raise DataError([Problem(name, line, 1, what, fix)]) from error
    return raw


_TOO_DEEP_TO_PARSE: Final = "exceeded maximum nesting depth"
"""What the parser says of more than 1,000 levels, from libyaml 0.2.6 (PyYAML 6.0.4) on."""


def _refuse_traps(raw: bytes, name: str) -> None:
    """Refuse what grows or sinks without end, before any of it is kept in memory."""
    try:
        _refuse_first_trap(raw, name)
    except yaml.MarkedYAMLError as error:
        # The parser gives up before it tells of the first level: read what stands before that.
        if error.problem != _TOO_DEEP_TO_PARSE or error.problem_mark is None:
            raise
        before = raw.decode("utf-8")[: error.problem_mark.index]
        _refuse_first_trap(before.encode("utf-8"), name)
        raise


def _refuse_first_trap(raw: bytes, name: str) -> None:
    depth = values = 0
    for event in yaml.parse(raw, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        values += isinstance(event, yaml.NodeEvent)
        trap = _trap(event, depth, values)
        if trap:
            start = event.start_mark
            at = (start.line + 1, start.column + 1) if start else (0, 0)
            raise DataError([Problem(name, *at, *trap)])


def _trap(event: yaml.Event, depth: int, values: int) -> tuple[str, str] | None:
    if getattr(event, "anchor", None) is not None:
        return N_("anchors and aliases (& and *) are refused"), N_("write the value out")
    if getattr(event, "tag", None) is not None:
        return N_("tags (!) are refused"), N_("take it out, or quote the value")
    if depth > MAX_DEPTH:
        return N_("the file nests too deeply"), SEE_DOCS_FIX
    if values > MAX_VALUES:
        return N_("the file holds too many values"), _SPLIT_FIX
    return None
