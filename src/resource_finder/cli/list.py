"""The command `list`: every entry with its id, one on each line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from resource_finder.cli.command import command, limit_of, print_results
from resource_finder.cli.refusals import refuse_filters
from resource_finder.cli.request import open_request
from resource_finder.cli.values import Choice
from resource_finder.closed_lists import ENTRY_KINDS
from resource_finder.i18n import N_
from resource_finder.model import Entry, Source

if TYPE_CHECKING:
    from resource_finder.views.document import Page
    from resource_finder.views.entry import ViewContext


@command(
    "list",
    help=N_("List every entry, one per line, with its ID."),
    takes_filters=True,
    is_call=lambda words, _: not words,
    examples=(N_("--topic housing"), "--region thompson"),
)
def list_(
    context: typer.Context,
    kinds: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar=N_("hotline|program|event|notice|source"),
            click_type=Choice(*ENTRY_KINDS, "source"),
            help=N_("Show only this kind (repeatable)."),
            show_default=False,
        ),
    ] = None,
) -> None:
    """Every entry with its id, one on each line."""
    request = open_request(context)
    for kind in kinds or ():
        refuse_filters(context, kind, request.filters, f"--kind {kind}")
    wanted = kinds or ENTRY_KINDS
    found: list[Entry | Source] = [*request.finder.entries(wanted, request.filters)]
    found += request.finder.sources() if "source" in wanted else []
    shown = found[: limit_of(request.options)]
    print_results(request, "", len(found), shown, lambda: _page(shown, len(found), request.view))


def _page(shown: Sequence[Entry | Source], total: int, view: ViewContext) -> Page:
    from resource_finder.views import listing, pages

    return listing.list_page(view, shown, total) if shown else pages.empty_page(view, None)
