"""What ends a page of rows: how the directory was checked, in as many words as a row holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from resource_finder.i18n import N_
from resource_finder.model import Entry
from resource_finder.views.closing import checked_line, evidence_line, support_lines
from resource_finder.views.document import Footer
from resource_finder.views.entry import ViewContext
from resource_finder.views.layers import layer_lines


def make_footer(
    view: ViewContext,
    entries: Iterable[Entry],
    total: int,
    lines: Sequence[str] = (),
    hints: Sequence[str] = (),
) -> Footer:
    """What ends a page of rows."""
    entries = tuple(entries)
    newest = (line.rstrip(".") for line in evidence_line(entries, view))
    return Footer(
        (*support_lines(entries, view), *lines, *layer_lines(view.index.header, view.translator)),
        _checked_lines(view, entries), total, (*newest, *hints),
    )  # fmt: skip


def _checked_lines(view: ViewContext, entries: Iterable[Entry] = ()) -> tuple[str, ...]:
    """How the directory was checked in several lengths, the longest first."""
    translator, header = view.translator, view.index.header
    age, long = translator.age(header.date, view.today), checked_line(view)
    longest = " ".join([long, *evidence_line(entries, view)])
    if header.numbers_called or not age:
        return longest, long
    forms = [
        N_("Checked in published sources, not by phone: {date} ({age})"),
        N_("Checked {age}, not by phone"),
    ]
    date = translator.date(header.date)
    return longest, long, *(translator.text(form, date=date, age=age) for form in forms)
