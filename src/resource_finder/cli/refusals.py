"""Refuses options that a command cannot follow: without this they would be ignored silently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import click

from resource_finder.cli.options import FILTERS, options_of
from resource_finder.i18n import Translator

if TYPE_CHECKING:
    from resource_finder.search.filters import Filters

_SERVICES_ONLY: Final = ("audience", "region", "speaks", "status")
_MISSING_FIELDS: Final[Mapping[str, Sequence[str]]] = {
    "event": _SERVICES_ONLY,
    "notice": _SERVICES_ONLY,
    "source": FILTERS,
}
"""The filters by fields that entries of a kind do not have."""


def refuse_options(context: click.Context, refused_options: Sequence[str]) -> None:
    """Refuse the shared options that would change nothing about a command, and a limit beside
    `--all`. Raises UsageError."""
    options = options_of(context)
    for name in refused_options:
        if getattr(options, name) not in (None, (), False):
            raise no_effect_error(f"--{name.replace('_', '-')}", context)
    if options.all and options.limit is not None:
        raise conflict_error("--limit", "--all", context)


def no_effect_error(option: str, context: click.Context) -> click.UsageError:
    """The error about an option that would change nothing."""
    message = Translator(options_of(context).language).text(
        "{option} changes nothing here: remove it.", option=option
    )
    return click.UsageError(message, context)


def refuse_filters(context: click.Context, kind: str, filters: Filters, option: str) -> None:
    """Refuse filters by fields that entries of a kind do not have; `option` is the one that asked
    for this kind. Raises UsageError."""
    for name in _MISSING_FIELDS.get(kind, ()):
        if getattr(filters, name):
            raise conflict_error(f"--{name}", option, context)


def refuse_format(context: click.Context, formats: Sequence[str]) -> None:
    """Refuse a format that a page does not have. Raises BadParameter."""
    options = options_of(context)
    if options.format not in (None, *formats):
        message = Translator(options.language).text(
            "“{value}” is not one of: {allowed}.",
            value=options.format, allowed=", ".join(formats),
        )  # fmt: skip
        raise click.BadParameter(message, context, param_hint="--format")


def conflict_error(option: str, other: str, context: click.Context) -> click.UsageError:
    """The error about two options that exclude each other."""
    message = Translator(options_of(context).language).text(
        "{option} and {other} do not go together: remove one of them.",
        option=option, other=other,
    )  # fmt: skip
    return click.UsageError(message, context)
