"""Names the part of a file that a problem is in: "services", "zebra-house", "phones", "1"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import yaml

from resource_finder.directory.nodes import position
from resource_finder.directory.problems import Problem
from resource_finder.directory.yaml_file import YamlFile

_MAX_STEP_CHARS: Final = 60
"""A longer key is cut, so that a hostile file cannot fill the screen with it."""
Path = tuple[str, ...]
Place = tuple[int, int]


def with_paths(problems: Iterable[Problem], files: Iterable[YamlFile]) -> list[Problem]:
    """Problems with the path of the part of their file that they are in, where they have none."""
    told = list(problems)
    for file in files:
        of_file = [problem for problem in told if problem.file == file.name and problem.line]
        if file.root is None or not of_file:
            continue
        lines = sorted({problem.line for problem in of_file})
        paths: dict[Place, Path] = {}
        for place, path in _paths(file.root, (), lines):
            paths.setdefault(place, path)
        told = [
            problem._replace(path=problem.path or paths.get((problem.line, problem.column), ()))
            if problem.file == file.name
            else problem
            for problem in told
        ]
    return told


def _paths(node: yaml.Node, path: Path, lines: Sequence[int]) -> Iterator[tuple[Place, Path]]:
    """The place of each part of a node that is on one of some lines, and its path; a part comes
    before what is in it."""
    if bisect_left(lines, node.start_mark.line + 1) == bisect_right(lines, node.end_mark.line + 1):
        return
    yield position(node.start_mark), path
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, str(key.value)[:_MAX_STEP_CHARS])
            yield position(key.start_mark), inner
            yield from _paths(value, inner, lines)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value, 1):
            yield from _paths(item, (*path, _name(item) or str(number)), lines)


def _name(item: yaml.Node) -> str:
    """The id of an item of a list; "" where it has none."""
    pairs = item.value if isinstance(item, yaml.MappingNode) else ()
    ids = (value.value for key, value in pairs if key.value == "id")
    return next((id[:_MAX_STEP_CHARS] for id in ids if isinstance(id, str)), "")
