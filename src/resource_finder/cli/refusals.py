"""Options that a command cannot honour: they are refused in a sentence, never dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import click

from resource_finder.cli.options import FILTERS, options_of
from resource_finder.i18n import Translator

_SERVICES_ONLY: Final = ("audience", "region", "speaks", "status")
NO_FIELD: Final[Mapping[str, Sequence[str]]] = {
    "event": _SERVICES_ONLY,
    "notice": _SERVICES_ONLY,
    "source": FILTERS,
}
"""The filters that a kind knows nothing of."""


def refuse_useless(context: click.Context, useless: Sequence[str]) -> None:
    """Refuse shared options that would change nothing about a command. Raises UsageError."""
    options = options_of(context)
    for name in useless:
        if getattr(options, name) not in (None, ()):
            raise no_use(f"--{name.replace('_', '-')}", context)


def no_use(option: str, context: click.Context) -> click.UsageError:
    """That an option would change nothing."""
    message = Translator(options_of(context).language).text(
        "{option} changes nothing here: leave it out.", option=option
    )
    return click.UsageError(message, context)


def refuse_format(context: click.Context, formats: Sequence[str]) -> None:
    """Refuse a format that a page does not have. Raises BadParameter."""
    options = options_of(context)
    if options.format not in (None, *formats):
        message = Translator(options.language).text(
            "“{value}” is not one of: {allowed}.",
            value=options.format, allowed=", ".join(formats),
        )  # fmt: skip
        raise click.BadParameter(message, context, param_hint="--format")


def no_pair(option: str, other: str, context: click.Context) -> click.UsageError:
    """That two options cannot both be honoured."""
    message = Translator(options_of(context).language).text(
        "{option} and {other} do not go together: leave one of them out.",
        option=option, other=other,
    )  # fmt: skip
    return click.UsageError(message, context)
