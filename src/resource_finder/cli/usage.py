"""What help of a command says beside its options: examples to copy, and the values of filters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import click

from resource_finder.cli.options import options_of
from resource_finder.cli.request import choices_for
from resource_finder.i18n import Translator
from resource_finder.search import builtin_index

_LISTED: Final = ("audience", "region", "topic")
"""The filters whose values help of a command lists; `help filters` has the others too."""


def write_examples(
    lines: Sequence[str], context: click.Context, formatter: click.HelpFormatter
) -> None:
    """Write command lines to copy, none of which is broken."""
    with formatter.section(Translator(options_of(context).language).text("Examples")):
        for line in lines:
            formatter.write(f"  {line.strip()}\n")
    formatter.write_paragraph()


def write_values(context: click.Context, formatter: click.HelpFormatter) -> None:
    """Write the values of filters in the language of the answer; none where the compiled directory
    cannot be read, since help must not fail."""
    header = builtin_index.compiled_header()
    if header is None:
        return
    translator = Translator(options_of(context).language)
    rows = []
    for name in _LISTED:
        words = [text[translator.language] for text in choices_for(name, header).values()]
        rows.append((f"--{name}", "; ".join(words)))
    with formatter.section(translator.text("Values of filters")):
        formatter.write_dl(rows)
    note = translator.text(
        "Put quotation marks around several words; IDs: {command}",
        command=translator.command("help", translator.text("filters")),
    )
    formatter.write(f"\n  {note}\n")
