"""Faults of a directory file as people and programs read them."""

from __future__ import annotations

from collections.abc import Sequence

from resource_finder.model import Directory
from resource_finder.reading import Problem
from resource_finder.screen import harmless
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
    return tuple(voice.say(m, **problem.values) for m in (problem.what, problem.fix))  # type: ignore[return-value]


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
            file=name,
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
