"""What runs where no command is named: the front page, or the search of `--private`."""

from __future__ import annotations

import gc
import os
import sys
from typing import Final

import click

from resource_finder.cli.command import ExitError, print_page
from resource_finder.cli.options import options_of
from resource_finder.cli.output import standard_output
from resource_finder.cli.refusals import refuse_format, refuse_options
from resource_finder.cli.request import open_request
from resource_finder.finder import Results
from resource_finder.i18n import N_
from resource_finder.render.formats import PEOPLE_FORMATS

_NO_TERMINAL: Final = N_(
    "--private needs a terminal that can show a screen of its own; this one cannot, or is none."
    " Instead, `resource-finder find -` reads the words from standard input."
)
_NO_UNIX: Final = N_(
    "--private needs a Unix terminal, as on Linux or macOS; this system has none. Instead,"
    " `resource-finder find -` reads the words from standard input."
)
_NO_FORMAT: Final = N_("--private shows a screen, so it has no --format but plain.")


@click.pass_context
def front(context: click.Context, /, **_: object) -> None:
    """Show the urgent lines and what one can do, or search in private."""
    if options_of(context).private:
        _search_in_private(context)
    elif context.invoked_subcommand is None:
        from resource_finder.views import help

        refuse_options(context, ("limit", "all"))
        refuse_format(context, PEOPLE_FORMATS)
        request = open_request(context)
        print_page(help.front_page(request.view), request.options)


def _search_in_private(context: click.Context) -> None:
    """Ask for words on a screen of its own, after the directory was opened without a fault."""
    try:
        from resource_finder.cli import interactive, tty
    except ImportError as error:
        raise ExitError(2, _NO_UNIX) from error
    from resource_finder.render.terminal import detect_screen

    refuse_options(context, ("all",))
    options = options_of(context)
    if not tty.is_usable(sys.stdin, standard_output(), os.environ):
        raise ExitError(2, _NO_TERMINAL)
    if options.format not in (None, "plain"):
        raise ExitError(2, _NO_FORMAT)
    request = open_request(context)
    view = interactive.interactive_view(request.view)
    gc.enable()  # Off for short runs; this one may last for hours.

    def search(words: str) -> Results:
        return request.finder.find(words, request.filters, request.home_region, options.limit)

    with tty.take_over(sys.stdin, standard_output()) as terminal:
        plain = options.format == "plain"
        interactive.run(
            view, search, lambda: detect_screen(standard_output(), os.environ, plain), terminal
        )
