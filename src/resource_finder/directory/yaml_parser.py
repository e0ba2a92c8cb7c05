"""Parses the bytes of a YAML file into nodes, or says why they are refused: too deep, not YAML."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from typing import Final

import yaml

from resource_finder.directory.nodes import position
from resource_finder.directory.problems import SEE_DOCS_FIX, SPLIT_FIX, DataError, Problem
from resource_finder.i18n import N_

NOT_YAML: Final = N_("this is not valid YAML")
_PART: Final = re.compile(rb"^(?:[a-z_]+| (?:layer|urgent|report_to|corrections)):", re.MULTILINE)
"""Where a part of a file begins: a key at the beginning of a line; the space in which a `#` stood
often stays before these."""
_MAX_PARTS: Final = 20
"""More than there are keys. Each part is parsed by itself, which must not take long."""
_ITEM: Final = re.compile(rb"^((?:[ \t]|\xc2\xa0)*)[-{]", re.MULTILINE)
"""Where an item of a list begins, after the spaces before it: at a hyphen, or where that was
forgotten, at a brace."""
_MAX_ITEMS: Final = 1_000
"""Items of a list that are parsed by themselves, for the same reason."""
MAX_DEPTH: Final = 24
"""Levels of lists and maps in each other."""


def parse(raw: bytes, name: str, most: int) -> yaml.Node:
    """The root node of the bytes of a YAML file, which may have so many values at most.

    Raises DataError where they are empty, too deep or not YAML, or have tags, anchors or aliases
    (aliases can make a small file fill the memory).
    """
    try:
        _check_structure(raw, name, most)
        node = yaml.compose(raw, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        from resource_finder.directory.yaml_mistakes import find_mistake

        mistake = find_mistake(raw.decode("utf-8", "replace"), error)
        at, fix = (mistake.line, mistake.column), mistake.fix
        raise DataError([Problem(name, *at, NOT_YAML, fix)]) from error
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


def parse_parts(raw: bytes, name: str, most: int) -> yaml.Node | None:
    """The map of those parts of a file that can be parsed by themselves, with the lines that they
    have in it, and of a list the items that can; None where nothing can."""
    raw = raw.removeprefix(BOM_UTF8)
    starts = [part.start() for part in _PART.finditer(raw)]
    pairs: list[tuple[yaml.Node, yaml.Node]] = []
    for start, end in pairwise([*starts, len(raw)] if len(starts) <= _MAX_PARTS else []):
        above, part = raw.count(b"\n", 0, start), raw[start:end]
        try:
            pairs += parse(b"\n" * above + part, name, most // len(starts)).value
        except DataError:
            pairs += _parse_items(part, above, name, most // len(starts))
    if not pairs:
        return None
    marks = pairs[0][0].start_mark, pairs[-1][1].end_mark
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, *marks)


def _parse_items(
    part: bytes, above: int, name: str, most: int
) -> list[tuple[yaml.Node, yaml.Node]]:
    """A key with those items of its list that can be parsed by themselves; `above` is how many
    lines stand above the part. A slip in one item must not leave the others out."""
    starts = _item_starts(part)
    if not 0 < len(starts) <= _MAX_ITEMS:
        return []
    items: list[yaml.Node] = []
    lines = above + part.count(b"\n", 0, starts[0])
    for start, end in pairwise([*starts, len(part)]):
        # What stands before a hyphen is of no matter where each item is read by itself.
        text = _ITEM.sub(lambda m: b" " * len(m[1]) + m[0][len(m[1]) :], part[start:end], count=1)
        with suppress(DataError):
            node = _moved(parse(text, name, most // len(starts)), lines)
            items += node.value if isinstance(node, yaml.SequenceNode) else [node]
        lines += part.count(b"\n", start, end)
    try:
        ((key, value),) = _moved(parse(part[: starts[0]], name, most), above).value
    except (DataError, ValueError):
        return []
    return [(key, yaml.SequenceNode("tag:yaml.org,2002:seq", items, *_marks(value)))]


def _item_starts(part: bytes) -> list[int]:
    """Where the items of the list under a key begin. The lists inside an entry stand further right
    than it does; a correction has none, wherever it stands."""
    found = [*_ITEM.finditer(part)]
    if found and not part.lstrip().startswith(b"corrections:"):
        most = len(found[0][1])
        found = [one for one in found if len(one[1]) <= most and b"\t" not in one[1]]
    return [one.start() for one in found]


def _moved(node: yaml.Node, lines: int) -> yaml.Node:
    """A node of a part of a file, and all that is in it, with the lines that they have in it."""
    node.start_mark, node.end_mark = (
        yaml.Mark(mark.name, mark.index, mark.line + lines, mark.column, None, 0)
        for mark in _marks(node)
    )
    if isinstance(node, yaml.MappingNode):
        for inner in (one for pair in node.value for one in pair):
            _moved(inner, lines)
    elif isinstance(node, yaml.SequenceNode):
        for inner in node.value:
            _moved(inner, lines)
    return node


def _marks(node: yaml.Node) -> tuple[yaml.Mark, yaml.Mark]:
    """Where a node begins and ends."""
    return node.start_mark, node.end_mark


def keys_of(root: yaml.Node) -> list[str]:
    """The keys of a map; none of any other node."""
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    return [str(key.value).strip() for key, _ in pairs]


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
        return N_("the file contains too many values"), SPLIT_FIX
    return None


def scalars(
    yaml_node: yaml.Node, skip: tuple[str, ...] = (), keys: bool = False
) -> Iterator[yaml.ScalarNode]:
    """Every scalar under a node, and with `keys` every key; `skip` are keys of this node to leave
    out."""
    if isinstance(yaml_node, yaml.ScalarNode):
        yield yaml_node
    elif isinstance(yaml_node, yaml.SequenceNode):
        for item in yaml_node.value:
            yield from scalars(item, keys=keys)
    elif isinstance(yaml_node, yaml.MappingNode):
        for key, value in yaml_node.value:
            if key.value not in skip:
                yield from [key] * keys
                yield from scalars(value, keys=keys)
