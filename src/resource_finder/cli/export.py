"""The command `export`: every service as a spreadsheet."""

from __future__ import annotations

import typer

from resource_finder.cli.command import command
from resource_finder.cli.refusals import refuse_format
from resource_finder.cli.request import open_request
from resource_finder.cli.saving import OutputFile, deliver
from resource_finder.i18n import N_
from resource_finder.model import Service


@command(
    "export",
    help=N_("Export every service as a spreadsheet, one row each."),
    is_call=lambda words, _: not words,
    formats=("csv",),
    examples=("--output services.csv", "--format csv"),
    refused_options=("limit", "all", "as_of"),
)
def export(context: typer.Context, output: OutputFile = "") -> None:
    """Every service as a row, in both languages, those of the agency's files too."""
    from resource_finder.exchange.csv_file import as_bytes
    from resource_finder.exchange.rows import columns_of, row_of

    refuse_format(context, ("csv",))
    request = open_request(context)
    found = request.finder.entries(("hotline", "program"))
    services = [entry for entry in found if isinstance(entry, Service)]
    rows = [row_of(service) for service in sorted(services, key=lambda service: service.id)]
    deliver(as_bytes(rows, columns_of(rows)), output, request.view.translator)
