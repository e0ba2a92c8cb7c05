"""What ranking needs of an entry, and which entries it may find, as rows and conditions of SQL."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from resource_finder.model import Ages


class Row(NamedTuple):
    """What ranking needs of an entry, beside the words that match it; of events and notices only
    the id and the kind.

    `police` marks a police service, `office` a local office, `always` a line that answers at any
    hour, `reachable` what can be called, or sends people on to a line for the same place.
    """

    rowid: int
    id: str
    kind: str
    status: str = ""
    regions: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    ages: Ages | None = None
    line: str | None = None
    police: bool = False
    office: bool = False
    always: bool = False
    reachable: bool = True

    @property
    def is_service(self) -> bool:
        """Whether this is a hotline or a program."""
        return self.kind in ("hotline", "program")


class Restriction(NamedTuple):
    """Which entries may be found: those of some kinds that have, of each facet, one of the values.

    A facet is a property that filters ask for: audience, region, topic, language, status,
    confidence. `rowids` are the only entries that may be found, where they are given.
    """

    kinds: tuple[str, ...]
    facets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    rowids: tuple[int, ...] | None = None


def row_of(*columns: Any) -> Row:
    """The row of these columns of the table `entry`."""
    rowid, id, kind, status, regions, audience, start, end, line, *marks = columns
    if kind not in ("hotline", "program"):
        return Row(rowid, id, kind)
    ages = None if start is end is None else Ages(start, end)
    served, people = _split(regions), _split(audience)
    police, office, always, reachable = marks
    return Row(
        rowid, id, kind, status, served, people, ages, line,
        police == 1, office == 1, always == 1, reachable == 1,
    )  # fmt: skip


@lru_cache(maxsize=1_024)
def _split(values: str) -> tuple[str, ...]:
    return tuple(values.split())


def conditions_of(restriction: Restriction) -> tuple[str, list[str]]:
    """The SQL condition for the entries that a restriction admits, and its values."""
    conditions = [f"kind IN ({placeholders(restriction.kinds)})"]
    values: list[str] = [*restriction.kinds]
    for name, admitted in restriction.facets:
        marks = placeholders(admitted)
        conditions.append(
            f"entry.rowid IN (SELECT entry FROM facet WHERE name = ? AND value IN ({marks}))"
        )
        values += (name, *admitted)
    if restriction.rowids is not None:
        conditions.append("entry.rowid IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(restriction.rowids))
    return " AND ".join(conditions), values


def placeholders(values: Iterable[object]) -> str:
    """The placeholders of an SQL list of these values."""
    return ", ".join("?" for _ in values)
