"""What runs where no command is named: the interactive search, or the front page."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Final

import click

from resource_finder.cli.command import ExitError, print_page
from resource_finder.cli.options import GlobalOptions, options_of
from resource_finder.cli.output import screen_environment, standard_output
from resource_finder.cli.refusals import refuse_format, refuse_options
from resource_finder.cli.request import open_request
from resource_finder.finder import Results
from resource_finder.i18n import N_
from resource_finder.render.formats import PEOPLE_FORMATS

if TYPE_CHECKING:
    from resource_finder.render.terminal import Screen

_NO_TERMINAL: Final = N_(
    "--private needs a terminal that can show a screen of its own; this one cannot, or is none."
    " Instead, `resource-finder find -` reads the words from standard input."
)
_NO_FORMAT: Final = N_("--private shows a screen, so it has no --format but plain.")


@click.pass_context
def front(context: click.Context, /, **_: object) -> None:
    """Search on a screen of its own; where there is none, show what one can do."""
    if options_of(context).private:
        _refuse_private(context)
        _search(context, options_of(context).limit)
    elif context.invoked_subcommand is None:
        refuse_options(context, ("limit", "all"))
        refuse_format(context, PEOPLE_FORMATS)
        if _shows_search(options_of(context)):
            _search(context)
        else:
            from resource_finder.views import help

            request = open_request(context)
            print_page(help.front_page(request.view), request.options)


def _refuse_private(context: click.Context) -> None:
    """Say why `--private` cannot be followed, where that is so. Raises ExitError."""
    from resource_finder.cli import tty

    refuse_options(context, ("all",))
    if not tty.is_usable(sys.stdin, standard_output(), screen_environment()):
        raise ExitError(2, _NO_TERMINAL)
    if options_of(context).format not in (None, "plain"):
        raise ExitError(2, _NO_FORMAT)


def _shows_search(options: GlobalOptions) -> bool:
    """Whether there is a terminal for people who read more than plain text."""
    from resource_finder.render.terminal import detect_screen

    output, environ = standard_output(), screen_environment()
    if options.format is not None or not detect_screen(output, environ).rich:
        return False
    from resource_finder.cli import tty

    return tty.is_usable(sys.stdin, output, environ)


def _search(context: click.Context, limit: int | None = None) -> None:
    """Search on a screen of its own, after the directory was opened without a fault."""
    from resource_finder.cli import interactive, tty
    from resource_finder.render.terminal import detect_screen

    options, output = options_of(context), standard_output()
    environ = screen_environment()
    request = open_request(context)
    gc.enable()  # Off for short runs; this one may last for hours.

    def find(words: str) -> Results:
        return request.finder.find(words, request.filters, request.home_region, limit)

    def screen() -> Screen:
        return detect_screen(output, environ, plain=options.format == "plain")

    search = interactive.interactive_search(request.view, find, options.private)
    with tty.take_over(sys.stdin, output) as terminal:
        interactive.run(search, options.language, screen, terminal)
