"""What `show` says of a source that an entry cites."""

from __future__ import annotations

from typing import Final

from resource_finder.closed_lists import OWN_SOURCE
from resource_finder.i18n import N_
from resource_finder.model import Citation
from resource_finder.views.document import Field
from resource_finder.views.entry import ViewContext
from resource_finder.views.listing import source_date

_ASPECT_LABELS: Final = {
    "name": N_("name"),
    "number": N_("number"),
    "what": N_("summary of the service"),
    "audience": N_("who it serves"),
    "region": N_("where it serves"),
    "hours": N_("hours"),
    "languages": N_("languages"),
    "operator": N_("who runs it"),
    "police": N_("police"),
    "status": N_("status"),
    "date": N_("date"),
    "figures": N_("figures"),
}
"""The words for what a citation supports, by the values of `supports`."""


def citation_field(citation: Citation, view: ViewContext) -> Field:
    """A source of an entry, and what it supports; that goes without saying where the source is the
    agency that added the entry."""
    translator = view.translator
    source = view.index.source(citation.source)
    assert source is not None
    supports = translator.listing(
        [translator.text(_ASPECT_LABELS[aspect]) for aspect in citation.supports]
    )
    value = f"{source.title[translator.language]}, {source_date(source, translator)}."
    if source.id.startswith(OWN_SOURCE):
        return Field(translator.text("Source"), value)
    value += f" {source.address}" if source.address else ""
    first, parts = f"{translator.pair(translator.text('for'), supports)}.", []
    if source.no_address:
        parts.append(translator.label(source.no_address))
    if citation.note:
        parts.append(citation.note[translator.language])
    if not source.address:  # Behind an address they stand in parentheses.
        first = _sentence(first)
    note = " ".join([first, *map(_sentence, parts)])
    return Field(translator.text("Source"), value, note, "address" if source.address else "fact")


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:].rstrip('.')}."
