"""A sheet as Markdown, to paste into e-mail and wikis."""

from __future__ import annotations

from itertools import groupby

from resource_finder.render.records import escaped
from resource_finder.views.sheet import Entry, Number, Part, Sheet


def page(sheet: Sheet) -> str:
    """The whole text; two languages one after the other, each whole."""
    return "\n\n---\n\n".join("\n\n".join(_part(part)) for part in sheet.parts) + "\n"


def _part(part: Part) -> list[str]:
    blocks = [f"# {escaped(part.title)}"]
    blocks += [f"**{escaped(part.note)}**"] if part.note else []
    blocks += [f"## {escaped(part.urgent_title)}", *(_entry(line, "") for line in part.urgent)]
    blocks += [f"{escaped(part.write)} {'.' * 20}", *map(escaped, part.opening)]
    if part.drawing is not None:
        blocks.append(escaped(part.drawing.alt))
    for group in part.groups:
        blocks += [f"## {escaped(group.title)}"] if group.title else []
        for name, rows in groupby(group.entries, key=lambda entry: entry.name):
            first, *others = rows
            blocks.append(_entry(first, "### "))
            blocks += [_entry(row._replace(name="") if name else row, "") for row in others]
    for period in part.periods:
        blocks += [f"## {escaped(period.title)}"] if period.title else []
        events = (f"- **{escaped(date)}** {escaped(said)}" for date, said in period.events)
        blocks.append("\n".join(events))
    return [*blocks, *map(escaped, part.closing)]


def _entry(entry: Entry, level: str) -> str:
    """An entry: a heading where it is marked as one, else a bold name, then a line each."""
    name = f"{level}{escaped(entry.name)}" if level else f"**{escaped(entry.name)}**"
    heading = [name, ""] if entry.name else []
    warning = [f"- **{escaped(entry.warning)}**"] if entry.warning else []
    numbers = [_number(number) for number in entry.numbers]
    return "\n".join([*heading, *warning, *numbers, *(f"- {escaped(f)}" for f in entry.facts)])


def _number(number: Number) -> str:
    said = (escaped(number.before), f"**{escaped(number.display)}**", escaped(number.about))
    return f"- {' '.join(part for part in said if part)}"
