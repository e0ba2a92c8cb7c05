"""The command `timeline`: dated events of the strategy."""

from __future__ import annotations

from typing import Annotated

import typer

from resource_finder.cli.command import Words, command, limit_of, print_results, windows_of
from resource_finder.cli.request import open_request
from resource_finder.cli.values import YEAR
from resource_finder.finder import BEST_EVENTS
from resource_finder.i18n import N_


@command(
    "timeline",
    help=N_("The strategy’s history, in date order; with words, the 8 best matches."),
    examples=("police", "--from 2008 --to 2008"),
)
def timeline(
    context: typer.Context,
    words: Words = None,
    since: Annotated[
        int | None,
        typer.Option("--from", click_type=YEAR, metavar=N_("YEAR"), help=N_("The first year.")),
    ] = None,
    until: Annotated[
        int | None,
        typer.Option("--to", click_type=YEAR, metavar=N_("YEAR"), help=N_("The last year.")),
    ] = None,
) -> None:
    """Dated events, in order of time."""
    from resource_finder.views import pages

    request = open_request(context, words)
    view = request.view
    options = request.options
    results = request.finder.timeline(
        request.words, since, until, limit_of(options),
        None if options.all else max(BEST_EVENTS, options.limit or 0),
    )  # fmt: skip
    windows = windows_of(options, 1 if request.words else 0)
    print_results(
        request, request.words, results.total, results.hits,
        lambda: pages.timeline_page(view, results, windows),
    )  # fmt: skip
