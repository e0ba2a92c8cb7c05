"""What every command needs to know of its command line, merged into one value.

The Click options themselves are in `parameters.py`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import click

from resource_finder.bilingual import Language

FILTERS: Final = ("audience", "region", "topic", "speaks", "status", "confidence")
"""The options that narrow what is found, in the order of their help."""


HELP_NAMES: Final = ("-h", "--help")
"""The options that print help."""


class GlobalOptions(NamedTuple):
    """The options of a command line, typed before or after the command.

    What stands after the command replaces what stands before it; files of `--also` add up.
    `command` is the English name of the command, "" where there is none. `language` is that of the
    answer, `urgent_language` that of the urgent lines: another one where a translation is missing;
    `lang` is the option as typed, which may be "both". `filters` are values as typed, by filter.
    `add_note` takes a sentence that is printed on stderr after the answer; `opening` are those that
    the page of `find` begins with. `police` is the local police number of the worker in E.164, ""
    where none is set.
    """

    language: Language
    urgent_language: Language
    add_note: Callable[[str], object]
    police: str = ""
    command: str = ""
    lang: str | None = None
    format: str | None = None
    limit: int | None = None
    all: bool = False
    directory: Path | None = None
    also: tuple[Path, ...] = ()
    as_of: datetime.date | None = None
    private: bool = False
    filters: Mapping[str, tuple[str, ...]] = {}
    opening: tuple[str, ...] = ()


def filter_parameter(name: str) -> str:
    """The parameter name of a filter, since the command `help` has an argument `topic`."""
    return f"filter_{name}"


SHARED: Final = ("lang", "format", "limit", "all", "directory", "also", "as_of", "private")
"""The options that every command knows, before or after its name; `--private` is refused after."""


def options_of(context: click.Context) -> GlobalOptions:
    """The options before the name of the command, overridden by those after it."""
    options = context.find_object(GlobalOptions)
    assert options is not None
    for level in (context.parent, context):
        if level is not None:
            options = _merge(options, level)
    return options


def _merge(options: GlobalOptions, level: click.Context) -> GlobalOptions:
    """Options, overridden by those typed before the command, or after it."""
    typed: dict[str, Any] = {
        name: value
        for name in SHARED
        if (value := level.params.get(name)) is not None and value is not False and value != ()
    }
    typed["also"] = (*options.also, *typed.get("also", ()))
    filters = {name: tuple(level.params.get(filter_parameter(name)) or ()) for name in FILTERS}
    return options._replace(
        **typed,
        command=getattr(level.command, "english_name", "") or options.command,
        filters=filters if any(filters.values()) else options.filters,
    )


def own_parameters(context: click.Context) -> dict[str, Any]:
    """The parameters of a command that are neither shared options nor filters."""
    shared = {*SHARED, *map(filter_parameter, FILTERS)}
    return {name: value for name, value in context.params.items() if name not in shared}
