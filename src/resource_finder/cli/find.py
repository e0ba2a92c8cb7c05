"""The command `find`: services and hotlines that match some words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import click
import typer

from resource_finder.cli.command import Words, command, limit_of, print_results, windows_of
from resource_finder.cli.request import open_request
from resource_finder.finder import BEST_SERVICES
from resource_finder.i18n import N_

if TYPE_CHECKING:
    from resource_finder.cli.request import Request
    from resource_finder.finder import Results
    from resource_finder.views.document import Page


@command(
    "find",
    help=N_("Find services and hotlines that match your words, best matches first."),
    takes_filters=True,
    examples=(N_("runaway thompson"), N_("shelter --audience youth")),
)
def find(
    context: typer.Context,
    words: Words = None,
    explain: Annotated[
        bool, typer.Option("--explain", help=N_("Show why each result matched."))
    ] = False,
) -> None:
    """Services and hotlines, best first."""
    request = open_request(context, words)
    if not request.words and not request.filters:
        translator = request.view.translator
        raise click.UsageError(translator.text("Type some words or use a filter."))
    results = request.finder.find(
        request.words, request.filters, request.home_region,
        limit_of(request.options, BEST_SERVICES),
    )  # fmt: skip
    print_results(
        request, request.words, results.total, results.hits,
        lambda: _page(request, results, explain),
    )  # fmt: skip


def _page(request: Request, results: Results, explain: bool) -> Page:
    from resource_finder.views import pages

    options = request.options
    page = pages.find_page(request.view, results, explain, windows_of(options, 1))
    return page._replace(opening=(*options.opening, *page.opening))
