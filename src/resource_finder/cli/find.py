"""The command `find`: services and hotlines that match some words."""

from __future__ import annotations

from typing import Annotated

import click
import typer

from resource_finder.cli.command import Words, command, limit_of, print_results, windows_of
from resource_finder.cli.request import open_request
from resource_finder.finder import BEST_SERVICES
from resource_finder.i18n import N_


@command(
    "find",
    help=N_("Find services and hotlines that match your words, best matches first."),
    takes_filters=True,
)
def find(
    context: typer.Context,
    words: Words = None,
    explain: Annotated[
        bool, typer.Option("--explain", help=N_("Show why each result matched."))
    ] = False,
) -> None:
    """Services and hotlines, best first."""
    from resource_finder.views import pages

    request = open_request(context, words)
    view = request.view
    if not request.words and not request.filters:
        raise click.UsageError(view.translator.text("Type some words or use a filter."))
    results = request.finder.find(
        request.words, request.filters, request.home_region,
        limit_of(request.options, BEST_SERVICES),
    )  # fmt: skip
    print_results(
        request, request.words, results.total, results.hits,
        lambda: pages.find_page(view, results, explain, windows_of(request.options, 1)),
    )  # fmt: skip
