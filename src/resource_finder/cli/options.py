"""What the options that commands share ask for, as one frozen value for each command line."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import click

from resource_finder.model import Language

FILTERS: Final = ("audience", "region", "topic", "speaks", "status", "confidence")
"""The options that narrow what is found, in the order of their help."""


class GlobalOptions(NamedTuple):
    """What a command line asks for, wherever its options stand; the last one typed wins.

    `command` is the English name of the command, "" where there is none. `language` is that of the
    answer and `urgent` that of the urgent lines, which may differ where a translation is missing;
    `lang` is the option as typed, which may be "both". `filters` are values as typed, by filter.
    `tell` takes a sentence to say on stderr after the answer.
    """

    language: Language
    urgent: Language
    tell: Callable[[str], object]
    command: str = ""
    lang: str | None = None
    format: str | None = None
    limit: int | None = None
    directory: Path | None = None
    also: tuple[Path, ...] = ()
    as_of: datetime.date | None = None
    private: bool = False
    filters: Mapping[str, tuple[str, ...]] = {}


def filter_parameter(name: str) -> str:
    """The parameter of a filter: `topic` alone is the argument of another command."""
    return f"filter_{name}"


SHARED: Final = ("lang", "format", "limit", "directory", "also", "as_of", "private")
"""The options that every command takes, before or after its name."""


def options_of(context: click.Context) -> GlobalOptions:
    """What a command line asks for: what stands before the name of the command, then after it."""
    options = context.find_object(GlobalOptions)
    assert options is not None
    for level in (context.parent, context):
        if level is not None:
            options = _merge(options, level)
    return options


def _merge(options: GlobalOptions, level: click.Context) -> GlobalOptions:
    """Options, with those of one level of the command line over them."""
    given: dict[str, Any] = {
        name: value
        for name in SHARED
        if (value := level.params.get(name)) is not None and value is not False and value != ()
    }
    given["also"] = (*options.also, *given.get("also", ()))
    filters = {name: tuple(level.params.get(filter_parameter(name)) or ()) for name in FILTERS}
    return options._replace(
        **given,
        command=getattr(level.command, "english_name", "") or options.command,
        filters=filters if any(filters.values()) else options.filters,
    )


def own_parameters(context: click.Context) -> dict[str, Any]:
    """The parameters of a command that are its own."""
    shared = {*SHARED, *map(filter_parameter, FILTERS)}
    return {name: value for name, value in context.params.items() if name not in shared}


def readable(typed: str) -> str:
    """What was typed, with "?" for each byte that is no text in the encoding of the system."""
    return typed.encode(errors="replace").decode()
