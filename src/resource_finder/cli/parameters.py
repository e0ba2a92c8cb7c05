"""The Click parameters that commands share: their names, help and completion."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

from resource_finder.bilingual import Language, Text
from resource_finder.cli.options import FILTERS, filter_parameter, options_of
from resource_finder.cli.output import write
from resource_finder.cli.request import choices_for, open_finder
from resource_finder.cli.values import COUNT, Choice, CompletedValue, Day
from resource_finder.cli.version import version_line
from resource_finder.i18n import N_, Translator
from resource_finder.render.formats import PAGE_FORMATS

_FILTER_HELP: Final = {
    "audience": N_("Who it serves; services for anyone are included (repeatable)."),
    "region": N_("Area served; province-wide services are included."),
    "topic": N_("Topic."),
    "speaks": N_("A language of service."),
    "status": N_("Status, such as current or former."),
    "confidence": N_("How well the information is confirmed."),
}


def shared_options(
    languages: Sequence[str] = tuple(map(str, Language)),
    formats: Sequence[str] = PAGE_FORMATS,
    refused_options: Sequence[str] = (),
) -> list[click.Parameter]:
    """The options that every command takes, before or after its name.

    `refused_options` are hidden: they are parsed so that they can be refused with a reason.
    """

    def option(name: str, **attributes: Any) -> click.Option:
        hidden = name.replace("-", "_") in refused_options
        return click.Option([f"--{name}"], hidden=hidden, **attributes)

    file = click.Path(readable=False, path_type=Path)
    return [
        option("lang", metavar="|".join(languages), type=Choice(*languages),
               help=N_("Output language.")),
        option("format", metavar="|".join(formats), type=Choice(*formats),
               help=N_("Output format (default: chosen for you).")),
        option("limit", metavar=N_("N"), type=COUNT, help=N_("Show at most N results.")),
        option("all", is_flag=True, help=N_("Show every result, however long the page.")),
        option("directory", metavar=N_("FILE"), type=file,
               help=N_("Use this directory file instead of the built-in one.")),
        option("also", metavar=N_("FILE"), multiple=True, type=file,
               help=N_("Add this file to the directory (repeatable).")),
        option("as-of", metavar=N_("DATE"), type=Day(),
               help=N_("Work out how old the checks are as of this date, not today.")),
    ]  # fmt: skip


def filter_options() -> list[click.Parameter]:
    """The filters of `find`, `hotlines`, `list` and `handout`."""
    return [
        click.Option([f"--{name}", filter_parameter(name)], multiple=True,
                     type=CompletedValue(partial(_choices, name)), metavar=N_("VALUE"),
                     help=_FILTER_HELP[name])
        for name in FILTERS
    ]  # fmt: skip


def _choices(name: str, context: click.Context, _: str) -> Mapping[str, Text]:
    return choices_for(name, open_finder(options_of(context)).index.header)


def id_choices(context: click.Context, prefix: str) -> dict[str, Text]:
    """Every entry and source whose id begins with some letters, by its id, for completion."""
    return dict(open_finder(options_of(context)).index.titles(prefix))


def version_option() -> click.Parameter:
    """`--version` beside other options; `__main__` answers it alone."""

    def answer(context: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted:
            write(version_line())
            context.exit()

    return click.Option(
        ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=answer,
        help=N_("Show the version and the directory’s date."),
    )  # fmt: skip


def private_option(callback: Callable[..., Any] | None = None) -> click.Parameter:
    """`--private`; after the name of a command it is hidden, and `callback` refuses it."""
    return click.Option(
        ["--private"], is_flag=True, callback=callback, hidden=callback is not None,
        help=N_("Private mode: type your search after it opens; the screen is cleared when "
                "you leave."),
    )  # fmt: skip


def refuse_private_inside(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Refuse `--private` after the name of a command. Raises UsageError."""
    if wanted and not context.resilient_parsing:
        refuse_words(context)


def refuse_words(context: click.Context) -> None:
    """Refuse words or a command typed with `--private`. Raises UsageError."""
    reason = N_(
        "Use --private on its own, then type your search after it opens. What you just typed "
        "is already in your shell’s history."
    )
    raise click.UsageError(Translator(options_of(context).language).text(reason), context)


def show_help(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print help by the same function as answers, so that a full disk is reported."""
    if wanted and not context.resilient_parsing:
        write(context.get_help() + "\n")
        context.exit()
