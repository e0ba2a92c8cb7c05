"""The command `show`: everything known about one entry or source."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from resource_finder.cli.command import command, print_results, unknown_id_text
from resource_finder.cli.names import is_slip
from resource_finder.cli.options import GlobalOptions
from resource_finder.cli.parameters import id_choices
from resource_finder.cli.request import open_finder, open_request
from resource_finder.cli.values import CompletedValue
from resource_finder.finder import UnknownIdError
from resource_finder.i18n import N_
from resource_finder.model import Entry, Source
from resource_finder.text import replace_surrogates

if TYPE_CHECKING:
    from resource_finder.views.document import Page
    from resource_finder.views.entry import ViewContext


def _names_entry(words: Sequence[str], options: GlobalOptions) -> bool:
    """Whether one of some words is an ID, or near one."""
    finder = open_finder(options)
    ids = finder.index.ids()
    return any(
        word in ids
        or ("-" in word and finder.unknown_id(word).near)
        or (len(words) == 1 and any(id.startswith(word) or is_slip(word, id) for id in ids))
        # In a sentence a short ID says nothing: "some" is near "home".
        or any(is_slip(word, id) for id in ids if len(id) > 4)
        for word in words
    )


@command(
    "show",
    help=N_("Show full details of one entry, by ID."),
    argument_help={"id": N_("As shown by `list`.")},
    is_call=_names_entry,
    examples=("988", "kids-help-phone"),
    refused_options=(
        "limit",
        "all",
    ),
)
def show(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar=N_("ID"), click_type=CompletedValue(id_choices))],
) -> None:
    """Everything known about one entry."""
    request, id = open_request(context, unconfirmed=True), replace_surrogates(id)
    try:
        shown: list[Entry | Source] = [request.finder.show(id)]
        page = partial(_page, shown[0], request.view)
    except UnknownIdError as error:
        shown, page = [], partial(_unknown, error, request.view)
    print_results(request, id, len(shown), shown, page)


def _page(shown: Entry | Source, view: ViewContext) -> Page:
    from resource_finder.views import detail

    if isinstance(shown, Source):
        return detail.source_page(shown, view)
    return detail.entry_page(shown, view)


def _unknown(error: UnknownIdError, view: ViewContext) -> Page:
    from resource_finder.views import pages

    return pages.make_page(view, [], opening=[unknown_id_text(error, view.translator)])
