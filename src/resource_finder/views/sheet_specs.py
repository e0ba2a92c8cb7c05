"""The table of the sheets that `handout` makes: the name, content and look of each.

To add a sheet, add a row here and a function in `sheets.py` that fills it. This module must import
nothing that takes time: the command line reads it at every start.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from resource_finder.i18n import N_


class SheetSpec(NamedTuple):
    """One kind of sheet.

    What it holds: `searches` are the kinds of entries that words and filters find for it, `holds`
    those that it may hold at all; of services only those of `lines`, or, with `wallet_only`, those
    that the directory names under `wallet`. With `public` it is handed to the public: only services
    that run and have a number to give, no addresses. `best` is how many services it holds where
    words were searched and no limit was given.

    How it looks: `formats`, () for every one; `sizes` of print, with `one_size` the reason where
    there is one alone; `layout`: "columns" of blocks on as many pages as they need, "fit" with the
    largest numbers that fit one page (two in large print), "cards" of the size of a bank card, or
    "poster". `max_note_chars` limits the title and the note of an agency, which could push
    everything else off a small sheet; `hint` says how to use the printed sheet.
    """

    name: str
    title: str
    searches: tuple[str, ...] = ("hotline", "program")
    holds: tuple[str, ...] = ("hotline", "program")
    lines: tuple[str, ...] = ()
    wallet_only: bool = False
    public: bool = False
    best: int | None = None
    formats: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ("normal", "large")
    one_size: str = ""
    layout: str = "columns"
    max_note_chars: int = 5_000
    hint: str = ""


PUBLIC_LINES: Final = ("report", "crisis")
"""The lines that stand beside what was searched, where they serve the whole province."""
HOTLINES: Final = (*PUBLIC_LINES, "support", "information")
"""The lines that are handed to the public; for emergencies there is the box of urgent lines."""
EVERYWHERE: Final = ("canada", "manitoba")
"""Regions that a sheet does not name: whoever reads it is in them."""

SHEETS: Final = {
    spec.name: spec
    for spec in (
        SheetSpec(
            "summary",
            N_("Services and hotlines"),
            holds=("hotline", "program", "event", "notice"),
            best=12,
        ),
        SheetSpec(
            "hotlines",
            N_("Numbers to call or text"),
            lines=HOTLINES,
            public=True,
            layout="fit",
            max_note_chars=200,
        ),
        SheetSpec(
            "wallet",
            N_("Useful numbers"),
            wallet_only=True,
            public=True,
            formats=("html", "pdf", "docx"),
            sizes=("normal",),
            one_size=N_(
                "A card of this size has no space for large print: hand over the large sheet of"
                " numbers instead, with --sheet hotlines --size large."
            ),
            layout="cards",
            max_note_chars=40,
            hint=N_(
                "Print on both sides and cut along the marks; or cut, fold and glue. English is on"
                " one side, French on the other."
            ),
        ),
        SheetSpec(
            "timeline",
            N_("The strategy, year by year"),
            searches=("event",),
            holds=("event",),
        ),
        SheetSpec(
            "poster",
            N_("Numbers to call or text"),
            wallet_only=True,
            public=True,
            formats=("html", "pdf", "docx"),
            sizes=("normal",),
            one_size=N_("A poster has one size, to be read from two metres: remove --size."),
            layout="poster",
            max_note_chars=60,
            hint=N_(
                "Cut the strip at the foot between the numbers, so that people can tear one off."
            ),
        ),
        SheetSpec(
            "training",
            N_("Training: the strategy and the lines"),
            searches=("event",),
            holds=("event",),
            sizes=("normal",),
            one_size=N_("The training sheet has one size: remove --size."),
        ),
    )
}
"""Every kind of sheet by its name, in the order in which help lists them."""

PAPERS: Final = ("letter", "a4")
SIZES: Final = ("normal", "large")
