"""Write the table of services to call instead of those without a number, one line a service.

    python tools/call_instead.py

Read every changed line before you keep it: is that line for the same people, does it speak of the
same need, would it help? Where it would not, set `instead:` in data/programs.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from resource_finder.directory.call_instead import Lines, call_instead, lines
from resource_finder.directory.loader import load
from resource_finder.model import Directory, Service

TABLE = Path(__file__).parents[1] / "tests" / "data" / "call_instead.tsv"
HEADS = ("id", "name", "call instead", "its name", "why")


def table(directory: Directory) -> str:
    """Every service of a directory with whom to call instead, and why that one."""
    known = lines(directory)
    rows = (tuple(_row(service, known)) for service in directory.services)
    return "".join("\t".join(row) + "\n" for row in (HEADS, *rows))


def _row(service: Service, known: Lines) -> Iterator[str]:
    other = call_instead(service, known)
    yield from (service.id, service.name.en)
    yield from (other.id, other.name.en) if other else ("-", "-")
    yield _why(service, other, known)


def _why(service: Service, other: Service | None, known: Lines) -> str:
    """Why this service was chosen, or why there is none."""
    if service.status in ("former", "announced"):
        return service.status
    if any(phone.confidence != "unconfirmed" for phone in service.phones):
        return "has a number"
    if service.instead:
        return "by hand"
    if other is None:
        return "nobody fits"
    if other.id in service.related and other.status == "current" and other.line != "information":
        return "related"
    return "last resort" if other in known.fallback else "same need"


if __name__ == "__main__":
    TABLE.write_text(table(load()), encoding="utf-8")
