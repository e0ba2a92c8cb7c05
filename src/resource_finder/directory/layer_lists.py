"""Adds the closed lists of an agency’s files to those of a directory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from resource_finder.directory import schema
from resource_finder.directory.items import LIST_KEYS
from resource_finder.directory.layer_parts import LayerFile, read_part, read_sound, sound_children
from resource_finder.directory.nodes import Node
from resource_finder.directory.problems import Problem
from resource_finder.header import Header, Region


def lists_of(
    header: Header, layers: Sequence[LayerFile], problems: list[Problem]
) -> schema.FileLists:
    """The closed lists of a directory with those of its layers; of two values with one id the first
    counts."""
    lists: dict[str, dict[str, Any]] = {key: dict(getattr(header, key)) for key in LIST_KEYS}
    added: dict[str, Node] = {}
    for file in layers:
        for key in LIST_KEYS:
            read = schema.read_region if key == "regions" else schema.read_label
            for id, child in sound_children(file.part(key), problems):
                value = read_sound(child, read, problems)
                if value is not None and id not in lists[key]:
                    lists[key][id] = value
                    added |= {id: child} if key == "regions" else {}
    _leave_out_endless(added, lists["regions"], problems)
    return schema.FileLists(**lists, phases=header.phases, guarded_places=header.guarded_places)


def _leave_out_endless(
    added: Mapping[str, Node], regions: dict[str, Region], problems: list[Problem]
) -> None:
    """Take out the added regions that are within an unknown one or in a circle."""
    left = dict(added)
    while left:
        wrong = [
            id
            for id, node in left.items()
            if read_part(node, lambda one: schema.check_within(one, regions), problems)[1].problems
        ]
        for id in wrong:
            del left[id], regions[id]
        if not wrong:
            return
