"""What `check` prints: faults, the call sheet, and what has changed."""

from __future__ import annotations

from collections.abc import Sequence

from resource_finder.characters import harmless
from resource_finder.keeper import Due, script, to_do
from resource_finder.model import Directory, Language
from resource_finder.page import Column, Field, Item, Page, Section, Table
from resource_finder.reading import Problem
from resource_finder.wording import Voice


def as_text(problems: Sequence[Problem], voice: Voice) -> str:
    """Each fault with its place and how to mend it, then how many there are."""
    lines = []
    for problem in problems:
        what, fix = _said(problem, voice)
        mend = voice.pair(voice.say("fix"), fix)
        lines += [f"{_where(problem)}: {what}", f"  {mend}"]
    lines.append(voice.plural("{number} fault.", "{number} faults.", len(problems)))
    return "\n".join(harmless(line) for line in lines)


def _where(problem: Problem) -> str:
    place = f":{problem.line}:{problem.column}" if problem.line else ""
    return f"{problem.file}{place}"


def _said(problem: Problem, voice: Voice) -> tuple[str, str]:
    return voice.say(problem.what, **problem.values), voice.say(problem.fix, **problem.values)


def report(
    problems: Sequence[Problem],
    sound: Sequence[tuple[str, Directory]],
    voice: Voice,
    format: str | None,
    encoding: str | None,
) -> str:
    """What `check` prints: the faults, or what a sound file holds."""
    if format == "json":
        from resource_finder.export import as_json

        results = [
            {
                "file": p.file,
                "line": p.line,
                "column": p.column,
                "problem": _said(p, voice)[0],
                "fix": _said(p, voice)[1],
            }
            for p in problems
        ]
        answer = {
            "schema": 1,
            "command": "check",
            "language": str(voice.language),
            "total": len(results),
            "results": results,
        }
        return as_json(answer, encoding)
    lines = [
        voice.say(
            "{file}: no fault. Hotlines: {hotlines}; programs: {programs}; events: {events};"
            " sources: {sources}.",
            file=harmless(name),
            hotlines=sum(s.kind == "hotline" for s in directory.services),
            programs=sum(s.kind == "program" for s in directory.services),
            events=len(directory.events),
            sources=len(directory.sources),
        )
        for name, directory in sound
    ]
    if problems:
        lines.append(as_text(problems, voice))
    return "\n".join(lines) + "\n"


def call_sheet(sheet: Sequence[Due], voice: Voice) -> Page:
    """What to verify, oldest first, under what to say in each language."""
    columns = (
        Column(voice.say("Due"), 10, whole=True),
        Column(voice.say("Service"), 24),
        Column(voice.say("What to do"), 30),
    )
    rows = tuple(
        (d.when, f"{d.service.name[voice.language]} ({d.service.id})", to_do(d, voice))
        for d in sheet
    )
    items = tuple(
        Item(name, (Field(voice.say("Due"), when), Field(voice.say("What to do"), what)))
        for when, name, what in rows
    )
    opening = [script(Voice(language)) for language in Language]
    if not sheet:
        opening = [voice.say("Nothing is due on this day.")]
    section = Section(items, table=Table(columns, rows), total=len(items))
    return Page(
        urgent=(), reminder="", sections=(section,) if items else (), opening=tuple(opening)
    )


def call_rows(sheet: Sequence[Due], voice: Voice) -> list[dict[str, str]]:
    """The call sheet for spreadsheets and programs."""
    return [
        {
            "due": one.when,
            "id": one.service.id,
            "name": one.service.name[voice.language],
            "what_to_do": to_do(one, voice),
            "checked": one.service.checked,
        }
        for one in sheet
    ]
