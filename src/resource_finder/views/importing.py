"""What is told of a table that was imported: what was taken, what was not, what is left to do."""

from __future__ import annotations

from collections.abc import Sequence

from resource_finder.exchange.importing import Imported, Told
from resource_finder.i18n import N_, Translator
from resource_finder.text import make_safe


def report(imported: Imported, addresses: bool, translator: Translator) -> str:
    """The report of an import, a line for each row that needs somebody."""
    lines = [translator.plural("{number} service taken.", "{number} services taken.",
                               imported.taken)]  # fmt: skip
    if imported.of_no_kind:
        lines.append(translator.plural(
            "{number} of them as a program, since no column says what it is; for a hotline, let a "
            "column or word of the map say 'hotline'.",
            "{number} of them as programs, since no column says what they are; for a hotline, let "
            "a column or word of the map say 'hotline'.", imported.of_no_kind,
        ))  # fmt: skip
    if imported.same:
        lines.append(translator.plural(
            "{number} left out: the directory says the same.",
            "{number} left out: the directory says the same.", imported.same,
        ))  # fmt: skip
    lines += _section(N_("Left out"), imported.left_out, translator)
    lines += _section(N_("To be looked at by hand"), imported.by_hand, translator)
    if addresses:
        title = N_("Street addresses taken; check that each may be known")
        lines += _section(title, imported.addresses, translator)
    elif imported.addresses:
        lines.append(translator.plural(
            "{number} street address left out: --addresses takes it.",
            "{number} street addresses left out: --addresses takes them.",
            len(imported.addresses),
        ))  # fmt: skip
    if number := len(imported.left_out):
        lines.append(translator.plural("{number} row was left out, for the reason above.",
                                       "{number} rows were left out, for the reasons above.",
                                       number))  # fmt: skip
    return "\n".join(map(make_safe, lines)) + "\n"


def _section(title: str, told: Sequence[Told], translator: Translator) -> list[str]:
    if not told:
        return []
    heading = translator.pair(translator.text(title), translator.number(len(told)))
    return [heading, *(f"  {_line(one, translator)}" for one in told)]


def _line(one: Told, translator: Translator) -> str:
    row = translator.text("row {row}", row=one.row)
    where = f"{row}, {one.name}" if one.name else row
    return translator.pair(where, translator.text(one.what, **one.values))
