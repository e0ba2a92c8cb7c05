"""The command `list`: every entry on a line of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import click
import typer

from resource_finder.cli.command import command, limit_of, print_results
from resource_finder.cli.refusals import NO_FIELD, no_pair
from resource_finder.cli.request import open_request
from resource_finder.cli.values import Choice
from resource_finder.i18n import N_
from resource_finder.model import ENTRY_KINDS, Entry, Source
from resource_finder.search.filters import Filters

if TYPE_CHECKING:
    from resource_finder.views.document import Page
    from resource_finder.views.entry import ViewContext


@command(
    "list",
    help=N_("Every entry on a line of its own, with its id."),
    takes_filters=True,
)
def list_(
    context: typer.Context,
    kinds: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar=N_("hotline|program|event|notice|source"),
            click_type=Choice(*ENTRY_KINDS, "source"),
            help=N_("Only these kinds; may be repeated."),
            show_default=False,
        ),
    ] = None,
) -> None:
    """Every entry on a line of its own."""
    request = open_request(context)
    _refuse_filters(context, kinds or (), request.filters)
    wanted = kinds or ENTRY_KINDS
    everything: list[Entry | Source] = [*request.finder.entries(wanted, request.filters)]
    everything += request.finder.sources() if "source" in wanted else []
    shown = everything[: limit_of(request.options)]
    print_results(
        request, "", len(everything), shown, lambda: _page(shown, len(everything), request.view)
    )


def _page(shown: Sequence[Entry | Source], total: int, view: ViewContext) -> Page:
    from resource_finder.views import pages

    sources = [one for one in shown if isinstance(one, Source)]
    if not shown:
        return pages.empty_page(view, None)
    if len(sources) == len(shown):
        return pages.sources_page(view, sources, total)
    return pages.list_page(view, shown, total)


def _refuse_filters(context: click.Context, kinds: Sequence[str], filters: Filters) -> None:
    """Refuse a filter by what a kind that was asked for does not have. Raises UsageError."""
    for kind in kinds:
        for name in NO_FIELD.get(kind, ()):
            if getattr(filters, name):
                raise no_pair(f"--{name}", f"--kind {kind}", context)
