"""Options that a command cannot honour: they are refused in a sentence, never dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import click

from resource_finder.cli.options import FILTERS, global_options
from resource_finder.i18n import Translator

NO_USE: Final[Mapping[str, Sequence[str]]] = {
    "": ("limit",),
    "show": ("limit",),
    "check": ("limit",),
    "help": ("limit", "directory", "also", "as_of"),
    "completion": ("format", "limit", "directory", "also", "as_of"),
}
"""The shared options that would change nothing, by command; "" is the front page."""

_SERVICES_ONLY: Final = ("audience", "region", "speaks", "status")
NO_FIELD: Final[Mapping[str, Sequence[str]]] = {
    "event": _SERVICES_ONLY,
    "notice": _SERVICES_ONLY,
    "source": FILTERS,
}
"""The filters that a kind knows nothing of."""


def refuse_useless(context: click.Context, command: str) -> None:
    """Refuse shared options that would change nothing about a command. Raises UsageError."""
    options = global_options(context)
    for name in NO_USE.get(command, ()):
        if getattr(options, name) not in (None, []):
            raise no_use(f"--{name.replace('_', '-')}", context)


def no_use(option: str, context: click.Context) -> click.UsageError:
    """That an option would change nothing."""
    said = Translator(global_options(context).language).text(
        "{option} changes nothing here: leave it out.", option=option
    )
    return click.UsageError(said, context)


def refuse_format(context: click.Context, formats: Sequence[str]) -> None:
    """Refuse a format that a page does not have. Raises BadParameter."""
    options = global_options(context)
    if options.format not in (None, *formats):
        said = Translator(options.language).text(
            "“{value}” is not one of: {allowed}.",
            value=options.format, allowed=", ".join(formats),
        )  # fmt: skip
        raise click.BadParameter(said, context, param_hint="--format")


def no_pair(option: str, other: str, context: click.Context) -> click.UsageError:
    """That two options cannot both be honoured."""
    said = Translator(global_options(context).language).text(
        "{option} and {other} do not go together: leave one of them out.",
        option=option, other=other,
    )  # fmt: skip
    return click.UsageError(said, context)
