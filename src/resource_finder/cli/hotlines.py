"""The command `hotlines`: numbers to call or text."""

from __future__ import annotations

import typer

from resource_finder.cli.command import Words, command, limit_of, print_results, windows_of
from resource_finder.cli.request import open_request
from resource_finder.i18n import N_


@command(
    "hotlines",
    help=N_("Numbers to call or text: emergency and reporting lines first."),
    takes_filters=True,
    examples=("suicide", "--region thompson"),
)  # fmt: skip
def hotlines(context: typer.Context, words: Words = None) -> None:
    """Numbers to call or text."""
    from resource_finder.views import pages

    request = open_request(context, words)
    view = request.view
    results = request.finder.hotlines(
        request.words, request.filters, request.home_region, limit_of(request.options)
    )
    print_results(
        request, request.words, results.total, results.hits,
        lambda: pages.hotlines_page(view, results, windows_of(request.options, 2)),
    )  # fmt: skip
