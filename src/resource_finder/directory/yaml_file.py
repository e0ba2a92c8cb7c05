"""Opens a YAML file and gives its root node, or why it is refused: too large, too deep, not YAML.

A directory file may come from anyone, so its size is checked before its nodes are kept in memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from resource_finder import data_files
from resource_finder.directory.problems import SPLIT_FIX, DataError, Problem
from resource_finder.i18n import N_

if TYPE_CHECKING:
    import yaml

MAX_FILE_BYTES: Final = 10_000_000
"""Twenty times the built-in directory. Without these limits a hostile file fills the memory."""
MAX_COMPILED_BYTES: Final = 30_000_000
"""The same for `compile`, which nobody waits for with a caller on the line."""
MAX_VALUES: Final = 200_000
"""Scalars, lists and maps of a file of `MAX_FILE_BYTES`; more in proportion where a file may be
larger."""
COMPILED_MARK: Final = b"SQLite format 3\0"
"""What a compiled file begins with."""


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
        if self.root is None:
            return True
        from resource_finder.directory.yaml_parser import keys_of

        return "directory" in keys_of(self.root)


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
        # A compiled file waits for no parser.
        from resource_finder.directory import yaml_parser

        most = MAX_VALUES * limit // MAX_FILE_BYTES
        return YamlFile(name, yaml_parser.parse(raw, name, most), stem=path.stem)
    except DataError as error:
        return YamlFile(name, None, error.problems)


def with_sound_parts(file: YamlFile, raw: bytes) -> YamlFile:
    """A file with these bytes, with the parts of it that are YAML where it is not as a whole: a
    tab among its entries, say, leaves what it withdraws in force."""
    from resource_finder.directory import yaml_parser

    if all(problem.what != yaml_parser.NOT_YAML for problem in file.problems):
        return file
    root = yaml_parser.parse_parts(raw, file.name, MAX_VALUES)
    return file._replace(root=root, stem=Path(file.name).stem)


_READ_FIX: Final = N_("check the path and that you may read the file")


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
        raise error(N_("the file is over {megabytes} MB"), SPLIT_FIX, megabytes=megabytes)
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
