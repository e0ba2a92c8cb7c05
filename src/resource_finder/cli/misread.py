"""Words in the place of a command, or behind one that takes no such words: they are searched.

Somebody in a hurry types `help suicidal girl` or `hotlnes youth`. Nothing is run that was not asked
for: `find` answers, and its page says what was done.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

import click

from resource_finder.cli.command import Command
from resource_finder.cli.names import misspelt_name
from resource_finder.cli.options import HELP_NAMES, GlobalOptions, options_of
from resource_finder.cli.output import standard_output
from resource_finder.cli.request import open_finder
from resource_finder.i18n import Translator
from resource_finder.render.formats import READ_BY_PEOPLE
from resource_finder.text import fold, replace_surrogates


def is_search(command: Command, rest: list[str], group: click.Group, ctx: click.Context) -> bool:
    """Whether somebody at a terminal typed words behind the name of a command that are no call of
    it, with no option that `find` lacks. Programs get their error, as ever."""
    if not rest or not standard_output().isatty():
        return False
    words, options = _read_as_find(rest, group, ctx)
    by_people = options.format is None or READ_BY_PEOPLE[options.format]
    return bool(words) and by_people and not command.is_call(words, options)


def _read_as_find(
    rest: list[str], group: click.Group, ctx: click.Context
) -> tuple[Sequence[str], GlobalOptions]:
    """The words of a command line and its options, as `find` would read them; no words where it
    would not take them."""
    find = group.get_command(ctx, "find")
    assert find is not None
    if set(HELP_NAMES).isdisjoint(rest):  # To read it would print help.
        try:
            with find.make_context("find", list(rest), parent=ctx) as call:
                words = list(call.params["words"] or ())
                return [] if words == ["-"] else words, options_of(call)
        except click.UsageError:
            pass
    return [], options_of(ctx)


def tell_searched(command: Command, ctx: click.Context) -> None:
    """Let the page say that words behind the name of a command were searched."""
    translator = Translator(options_of(ctx).language)
    _tell(ctx, translator.text(
        "Your words were searched. Help on the command: {command}",
        command=translator.command(command.english_name, "-h"),
    ))  # fmt: skip


def _tell(ctx: click.Context, sentence: str) -> None:
    options = ctx.find_object(GlobalOptions)
    assert options is not None
    ctx.obj = options._replace(opening=(*options.opening, sentence))


def offer_command(args: Sequence[str], group: click.Group, ctx: click.Context) -> None:
    """Offer the command whose name is one letter from the first word, on the page of its search.
    Raises UsageError where it is the only word, and nothing is sure to fit it."""
    args = list(map(replace_surrogates, args))
    words = list(takewhile(lambda word: not word.startswith("-"), args))
    name = misspelt_name(words[0]) if words else None
    command = group.get_command(ctx, name) if name else None
    if not isinstance(command, Command):
        return
    options = options_of(ctx)
    translator, finder = Translator(options.language), open_finder(options)
    if len(words) == 1 and all(hit.match != "sure" for hit in finder.search(words[0])[1]):
        wrong = translator.text(
            "There is no command “{typed}”. Did you mean “{name}”?",
            typed=words[0], name=command.name,
        )  # fmt: skip
        raise click.UsageError(wrong, ctx)
    is_known = finder.index.has_word(fold(words[0]))
    if len(words) > 1 and not is_known and command.is_call(words[1:], options):
        meant = translator.command(command.english_name, " ".join(args[1:]))
        _tell(ctx, translator.text("Did you mean: {ids}?", ids=meant))
