"""Finds the days in an agency's files that have not come yet.

Only `check` looks for them: an answer must be the same on every day, and where a clock is wrong.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from resource_finder.directory.nodes import Node, is_date
from resource_finder.directory.problems import Problem
from resource_finder.directory.where import with_paths
from resource_finder.directory.yaml_file import YamlFile
from resource_finder.i18n import N_


def future_days(files: Iterable[YamlFile], today: datetime.date) -> list[Problem]:
    """A problem for each day, of a file itself or of a correction, that is later than today."""
    read = [file for file in files if file.root is not None]
    problems: list[Problem] = []
    for day in (day for file in read for day in _days(file, problems)):
        value = str(day.yaml_node.value)
        if is_date(value, day_needed=True) and value > today.isoformat():
            what, fix = N_("'{value}' has not come yet"), N_("write the day on which it was so")
            day.report(what, fix, value=value)
    return with_paths(problems, read)


def _days(file: YamlFile, problems: list[Problem]) -> Iterator[Node]:
    """The nodes of the days of a file, which add to the problems."""
    assert file.root is not None
    root = Node(file.root, file.name, [])  # What else is wrong is told where it is read.
    layer, corrections = root.get("layer"), root.get("corrections")
    dated = [(layer, "date")] if layer else []
    dated += [(one, "since") for one in corrections.item_nodes()] if corrections else []
    for node, key in dated:
        if day := node.get(key):
            yield Node(day.yaml_node, file.name, problems)
