"""The cards of a sheet as HTML: of the size of a bank card, a page of equal cards a language."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from resource_finder.views.document import Page, Sheet

CARD_MM: Final = (85.6, 54.0)
"""The width and the height of a bank card."""
PAPER_MM: Final = {"letter": (215.9, 279.4), "a4": (210.0, 297.0)}
"""The width and the height of each paper."""
ROWS: Final = {"letter": 4, "a4": 5}
"""Rows of two cards that each paper holds."""
_MARK_MM: Final = 4
"""The length of a cut mark, which stands two millimetres outside the cards."""


def cards(sheet: Sheet) -> str:
    """A page of cards for each language, in the middle of the paper, so that both sides match.

    Every card but the first is hidden from screens and their readers.
    """
    return "\n".join(_side(page, sheet) for page in sheet.pages)


def _side(page: Page, sheet: Sheet) -> str:
    card = _card(page)
    copy = (
        card.replace("<h1", "<p class=title").replace("</h1", "</p").replace(" href=", " data-x=")
    )
    copies = f'<div class="card copy" aria-hidden="true" inert>{copy}</div>' * (
        2 * ROWS[sheet.paper] - 1
    )
    return (
        f'<section class="side {sheet.paper}" lang="{page.language}">{_marks(sheet.paper)}'
        f'<div class="grid"><div class="card">{card}</div>{copies}</div></section>'
    )


def _card(page: Page) -> str:
    note = f"<p><b>{escape(page.note)}</b></p>" if page.note else ""
    blank = f"<p>{escape(page.fill_in)}</p><p><i></i></p>" if page.fill_in else ""
    foot = f"<p>{escape(page.foot)}</p>"
    return f"<h1>{escape(page.title)}</h1>{note}{blank}{''.join(_rows(page))}{foot}"


def _rows(page: Page) -> Iterator[str]:
    items = (*page.urgent, *(item for section in page.sections for item in section.items))
    for item in items:
        numbers = " ".join(
            f'<a class="number" href="{escape(n.link)}">{escape(n.value)}</a>' for n in item.numbers
        )
        yield f"<p><span>{escape(item.title)}</span> {numbers}</p>"


def _marks(paper: str) -> str:
    """The cut marks around the cards, as a drawing over the whole page."""
    (width, height), rows = PAPER_MM[paper], ROWS[paper]
    left, top = (width - 2 * CARD_MM[0]) / 2, (height - rows * CARD_MM[1]) / 2
    ends = (-2 - _MARK_MM, 2)
    down = [
        f"M{left + c * CARD_MM[0]:.2f} {y:.2f}v{_MARK_MM}"
        for c in range(3)
        for y in (top + ends[0], top + rows * CARD_MM[1] + ends[1])
    ]
    across = [
        f"M{x:.2f} {top + r * CARD_MM[1]:.2f}h{_MARK_MM}"
        for r in range(rows + 1)
        for x in (left + ends[0], left + 2 * CARD_MM[0] + ends[1])
    ]
    return (
        f'<svg class="marks" aria-hidden="true" viewBox="0 0 {width} {height}">'
        f'<path d="{"".join([*down, *across])}" stroke="#000" stroke-width="0.14"/></svg>'
    )
