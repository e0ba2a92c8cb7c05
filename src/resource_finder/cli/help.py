"""The command `help`: about the whole program, a command, or a topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

import click
import typer

from resource_finder.bilingual import Language, Text
from resource_finder.cli.command import command, print_page
from resource_finder.cli.names import english_name, is_slip, misspelt_name
from resource_finder.cli.options import FILTERS, GlobalOptions, options_of
from resource_finder.cli.output import write
from resource_finder.cli.refusals import refuse_format
from resource_finder.cli.request import choices_for, open_finder
from resource_finder.i18n import N_, Translator
from resource_finder.render.formats import PEOPLE_FORMATS


def _is_topic(words: Sequence[str], _: GlobalOptions) -> bool:
    """Whether words are one, and that a command or a topic, or near one."""
    from resource_finder.views import help

    topics = [name for language in Language for name in help.topic_names(Translator(language))]
    return len(words) == 1 and (
        (english_name(words[0]) or misspelt_name(words[0])) is not None
        or any(is_slip(words[0], name) for name in topics)
    )


@command(
    "help",
    help=N_("Help on a command or a topic such as accessibility."),
    argument_help={"topic": N_("A command, or: accessibility, filters, privacy.")},
    is_call=_is_topic,
    examples=(N_("filters"), N_("privacy")),
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
    page = help.topic_page(topic, translator, lambda: _choices(options))
    if page is None:
        raise click.BadParameter(
            translator.text("“{value}” is not one of: {allowed}.", value=topic,
                allowed="; ".join([*group.list_commands(outer), *help.topic_names(translator)])),
            ctx=context, param_hint=translator.text("[TOPIC]"),
        )  # fmt: skip
    refuse_format(context, PEOPLE_FORMATS)
    print_page(page, options)


def _choices(options: GlobalOptions) -> dict[str, Mapping[str, Text]]:
    """The closed list of each filter. Raises DataError where the directory cannot be read."""
    header = open_finder(options).index.header
    return {name: choices_for(name, header) for name in FILTERS}
