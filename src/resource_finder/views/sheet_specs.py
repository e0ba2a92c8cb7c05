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
    that the directory names under `wallet`. With `public` it is handed to the public: no entry
    without a number to give, no addresses. `best` is how many services it holds
    where words were searched and no limit was given.

    How it looks: `formats`, () for every one; `sizes` of print; `fill_pages` printed pages a
    language are filled with the largest type that fits, 0 where it takes as many as it needs;
    `columns` are the headings of its tables; with `cards` both languages stand on one page, as
    small cards. `max_note_chars` limits the title and the note of an agency, which could push
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
    fill_pages: int = 0
    columns: tuple[str, ...] = ()
    cards: bool = False
    max_note_chars: int = 5_000
    hint: str = ""


PUBLIC_LINES: Final = ("report", "crisis")
"""The lines that are handed to the public; for emergencies there is the box of urgent lines."""
_COLUMNS: Final = (N_("Number"), N_("Service and details"))

SHEETS: Final = {
    spec.name: spec
    for spec in (
        SheetSpec(
            "summary",
            N_("Services and hotlines"),
            holds=("hotline", "program", "event", "notice"),
            best=12,
            columns=_COLUMNS,
        ),
        SheetSpec(
            "hotlines",
            N_("Numbers to call or text"),
            lines=PUBLIC_LINES,
            public=True,
            fill_pages=1,
            columns=_COLUMNS,
        ),
        SheetSpec(
            "wallet",
            N_("Useful numbers"),
            wallet_only=True,
            public=True,
            formats=("html", "pdf"),
            sizes=("normal",),
            cards=True,
            max_note_chars=200,
            hint=N_("Cut along the lines and fold along the dashes: both languages on one side."),
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
            formats=("html", "pdf"),
            sizes=("normal",),
            fill_pages=1,
            max_note_chars=200,
        ),
    )
}
"""Every kind of sheet by its name, in the order in which help lists them."""

PAPERS: Final = ("letter", "a4")
SIZES: Final = ("normal", "large")
