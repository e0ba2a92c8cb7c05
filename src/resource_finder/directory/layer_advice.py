"""Gives advice on the values of a file as they are written: on quotation marks that enclose no
text, and on what is left of the example that a curator began with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Final

import yaml

from resource_finder.directory.nodes import Node
from resource_finder.directory.problems import DataError, Problem
from resource_finder.directory.templates import TEMPLATES, example_values
from resource_finder.directory.yaml_file import YamlFile
from resource_finder.directory.yaml_parser import scalars
from resource_finder.i18n import N_

_CURLY: Final = ("“", "”", "„", "«", "»")
_STRAIGHT_FIX: Final = N_("write straight ones, at the beginning and the end")


def advice_on(file: YamlFile) -> list[Problem]:
    """The advice on the values of a file; only one that is used beside a directory is begun from an
    example."""
    advice: list[Problem] = []
    with suppress(DataError):  # So much advice that reading stopped.
        for value, what, fix in _advice(file):
            Node(value, file.name, advice).report(what, fix)
    return advice


def _advice(file: YamlFile) -> Iterator[tuple[yaml.ScalarNode, str, str]]:
    if file.root is None:
        return
    examples = frozenset[str]() if file.is_whole else example_values()
    left = set[yaml.Node]() if file.is_whole else {*_left_at_places(file.root)}
    told = set[int]()
    for value in scalars(file.root):
        if not value.style and _has_open_marks(value.value):
            yield value, N_("the quotation marks of this text are part of it"), _STRAIGHT_FIX
        # A name in both languages is one.
        is_left = value.value in examples or value in left
        if is_left and value.start_mark.line not in told:
            told.add(value.start_mark.line)
            yield value, N_("this is still that of the example"), N_("write your own")


_PLACES: Final = (("layer", "short"), ("report_to", "phone"), ("urgent", "text"))
"""Keys whose values in the example do not name it; an agency may keep the other words there."""
_OFF: Final = re.compile(r"^#", re.MULTILINE)


def _left_at_places(root: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """The values at certain keys of a file that are still those of the example."""
    text = _OFF.sub("", "".join(part for _, part in TEMPLATES["layer"]))
    example = yaml.compose(text, Loader=yaml.CSafeLoader)
    for place in _PLACES:
        values = {one.value for one in _at(example, place)}
        yield from (one for one in _at(root, place) if one.value in values)


def _at(root: yaml.Node | None, place: Sequence[str]) -> Iterator[yaml.ScalarNode]:
    """The values under a key of a map that stands under another."""
    node = Node(root, "", []) if root else None
    for key in place:
        node = node and node.get(key)
    return scalars(node.yaml_node) if node else iter(())


def _has_open_marks(text: str) -> bool:
    """Whether the marks of a text that has no quotation marks of YAML are not a quotation in it:
    one is missing, or curly or French ones enclose all of it."""
    is_enclosed = text.startswith(_CURLY) and text.endswith(_CURLY)
    return text.count('"') % 2 == 1 or (is_enclosed and sum(map(text.count, _CURLY)) == 2)
