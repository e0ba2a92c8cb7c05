"""Chooses the directory that the files of an agency lie over: the built-in one, or one of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from resource_finder.directory.problems import DataError, Problem
from resource_finder.directory.yaml_file import YamlFile, open_yaml
from resource_finder.header import Layer
from resource_finder.i18n import N_
from resource_finder.search.compiled_layers import UnusableError, open_compiled_layers
from resource_finder.search.index import Index

if TYPE_CHECKING:
    from resource_finder.directory.loader import CheckedDirectory

_SECOND: Final = N_("only one whole directory can be used, and '{other}' is one too")
_SECOND_FIX: Final = N_("compile all files into one, or leave one out")


class Main(NamedTuple):
    """The opened main directory, None for the built-in one, and the files that lie over it:
    of `layers` the sound part counts."""

    opened: Index | None
    layers: Sequence[YamlFile]
    also: Sequence[YamlFile]


def open_main(
    directory: Path | YamlFile | None,
    also: Sequence[Path | YamlFile],
    layers: Sequence[YamlFile],
) -> Main:
    """The main directory of a run: the file that was asked for, else a compiled one among `also`,
    else the last compiled one among `layers`, if it can be used.

    Raises DataError where a file that was asked for is wrong, or there are two of them.
    """
    asked = None if directory is None else _opened(directory)
    beside = [_opened(file) for file in also]
    mains = [*([asked] if asked else []), *(file for file in beside if file.compiled)]
    beside = [file for file in beside if not file.compiled]
    if len(mains) > 1:
        raise DataError([_second(mains[1], mains[0])])
    if mains:
        main = mains[0]
        index = open_compiled_layers(main) if main.compiled else _built(main)
        return Main(index, [_instead(file, main) for file in layers], beside)
    return _from_layers(layers, beside)


def _built(file: YamlFile) -> Index:
    """The index of a whole directory in YAML."""
    from resource_finder.directory.loader import load
    from resource_finder.search.build import build

    return build(load(file))


def _from_layers(layers: Sequence[YamlFile], also: Sequence[YamlFile]) -> Main:
    """The last compiled file of some layers as the main directory; where it must not be used, its
    fault, and the YAML that it was made from and that lies beside it."""
    main = next((file for file in reversed(layers) if file.compiled), None)
    if main is None:
        return Main(None, layers, also)
    others = [_instead(file, main) for file in layers if file is not main]
    try:
        return Main(open_compiled_layers(main), others, also)
    except UnusableError as error:
        fault = YamlFile(main.name, None, error.problems)
        at = layers.index(main)
        named = {Path(file.name) for file in layers}
        made_from = [open_yaml(path) for path in error.beside if path not in named]
        return Main(None, [*others[:at], fault, *made_from, *others[at:]], also)


def check_main(main: Path | YamlFile | None, also: Sequence[Path | YamlFile]) -> CheckedDirectory:
    """As `loader.check`, where the main file, or one of the others, may be a compiled one."""
    from resource_finder.directory.loader import check, check_beside
    from resource_finder.search.layer_base import directory_of

    beside = [_opened(file) for file in also]
    asked = None if main is None else _opened(main)
    if not any(file.compiled for file in (*beside, *([asked] if asked else []))):
        return check(asked, beside)
    if asked is not None and not asked.compiled:
        return check(asked, [_instead(file, asked) for file in beside])
    chosen = open_main(asked, (), beside)
    if chosen.opened is None:
        return check(None, chosen.layers)
    try:
        return check_beside(directory_of(chosen.opened), chosen.layers)
    finally:
        chosen.opened.close()


def layers_of(files: Sequence[YamlFile]) -> list[Layer]:
    """The layers that files are, or were compiled from."""
    from resource_finder.directory.layers import layers_in

    main = _from_layers(files, ())
    compiled = main.opened.header.layers if main.opened else ()
    return [*compiled, *layers_in(main.layers)]


def _opened(file: Path | YamlFile) -> YamlFile:
    return open_yaml(file) if isinstance(file, Path) else file


def _instead(file: YamlFile, main: YamlFile) -> YamlFile:
    """A file beside the main one: a second compiled one is a fault."""
    if not file.compiled:
        return file
    return YamlFile(file.name, None, [_second(file, main)])


def _second(file: YamlFile, main: YamlFile) -> Problem:
    return Problem(file.name, 0, 0, _SECOND, _SECOND_FIX, {"other": main.name})
