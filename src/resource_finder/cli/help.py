"""The command `help`: about the whole program, a command, or a topic."""

from __future__ import annotations

from typing import Annotated

import click
import typer

from resource_finder.cli.command import command, print_page
from resource_finder.cli.options import options_of
from resource_finder.cli.output import write
from resource_finder.cli.refusals import refuse_format
from resource_finder.i18n import N_, Translator
from resource_finder.render.formats import PEOPLE_FORMATS


@command(
    "help",
    help=N_("Help on a command or a topic such as accessibility."),
    argument_help={"topic": N_("A command, or: accessibility, privacy.")},
    refused_options=("limit", "all", "directory", "also", "as_of"),
)
def help_(
    context: typer.Context,
    topic: Annotated[str | None, typer.Argument(metavar=N_("[TOPIC]"), show_default=False)] = None,
) -> None:
    """Help about the whole program, a command, or a topic."""
    from resource_finder.views import help

    outer = context.parent
    assert outer is not None
    group = outer.command
    assert isinstance(group, click.Group)
    options = options_of(context)
    translator = Translator(options.language)
    subcommand = group.get_command(outer, topic) if topic else None
    if topic is None or subcommand is not None:
        refuse_format(context, ("plain",))
        inner = subcommand and click.Context(subcommand, parent=outer, info_name=subcommand.name)
        write((inner or outer).get_help() + "\n")
        return
    page = help.topic_page(topic, translator)
    if page is None:
        raise click.BadParameter(
            translator.text("“{value}” is not one of: {allowed}.", value=topic,
                allowed="; ".join([*group.list_commands(outer), *help.topic_names(translator)])),
            ctx=context, param_hint=translator.text("[TOPIC]"),
        )  # fmt: skip
    refuse_format(context, PEOPLE_FORMATS)
    print_page(page, options)
