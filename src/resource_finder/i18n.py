"""One language's voice: sentences of the catalogue, dates, phone numbers, lists, plurals."""

from __future__ import annotations

import datetime
import gettext
import io
from functools import cache
from typing import Final

from resource_finder import data_files
from resource_finder.model import Ages, Language

_NBSP: Final = "\u00a0"


def N_(message: str) -> str:
    """Mark a sentence for the French catalogue; it is translated where it is said."""
    return message


_MONTHS: Final = {
    Language.EN: (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
    Language.FR: (
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
        "octobre", "novembre", "décembre",
    ),
}  # fmt: skip

_TOLL_FREE: Final = frozenset({"800", "833", "844", "855", "866", "877", "888"})


@cache
def catalogue(language: Language) -> gettext.NullTranslations:
    """The catalogue of a language: English is its own, and stands in for a French catalogue that is
    missing or damaged."""
    raw = data_files.data(data_files.FRENCH_CATALOGUE) if language is Language.FR else None
    if raw is None:
        return gettext.NullTranslations()
    try:
        return gettext.GNUTranslations(io.BytesIO(raw))
    except Exception:  # A cut catalogue fails in many ways.
        return gettext.NullTranslations()


def speaks(language: Language) -> bool:
    """Whether the sentences of the program can be said in a language."""
    return language is Language.EN or isinstance(catalogue(language), gettext.GNUTranslations)


class Translator:
    """Says things in one language; the urgent lines in `urgent`, where that is another."""

    def __init__(self, language: Language, urgent: Language | None = None) -> None:
        self.language, self.urgent = language, urgent or language

    def text(self, message: str, **values: object) -> str:
        """A sentence of the catalogue with its `{names}` filled."""
        said = catalogue(self.language).gettext(message)
        return said.format(**values) if values else said

    def label(self, id: str) -> str:
        """The words of a value of the program's own closed lists, such as "former"."""
        return self.text(LABELS[id])

    def command(self, name: str, rest: str) -> str:
        """A command to type, under its name in this language."""
        names = FRENCH_COMMANDS if self.language is Language.FR else {}
        return f"resource-finder {names.get(name, name)} {rest}"

    def plural(self, one: str, many: str, number: int, **values: object) -> str:
        """A sentence for a number of things; in French 0 is singular."""
        said = catalogue(self.language).ngettext(one, many, number)
        return said.format(number=self.number(number), **values)

    def number(self, number: int) -> str:
        """12345 as "12,345", or "12 345" with U+00A0 in French."""
        separator = "," if self.language is Language.EN else _NBSP
        return f"{number:,}".replace(",", separator)

    def date(self, value: str) -> str:
        """An ISO date with the precision it has: "1 April 2010", "avril 2010", "2010"."""
        year, *rest = value.split("-")
        if not rest:
            return year
        month = _MONTHS[self.language][int(rest[0]) - 1]
        if len(rest) == 1:
            return f"{month} {year}"
        day = str(int(rest[1]))
        if self.language is Language.FR and day == "1":
            day = "1er"
        return f"{day} {month} {year}"

    def phone(self, number: str) -> str:
        """An E.164 number as people write it here; a short code stays as it is."""
        if not number.startswith("+1"):
            return number
        area, exchange, line = number[2:5], number[5:8], number[8:]
        toll_free = area in _TOLL_FREE
        if self.language is Language.EN:
            return f"{'1-' if toll_free else ''}{area}-{exchange}-{line}"
        return f"{f'1{_NBSP}' if toll_free else ''}{area}{_NBSP}{exchange}-{line}"

    def listing(self, items: list[str]) -> str:
        """Items as "a, b and c" or "a, b et c"."""
        if len(items) < 2:
            return "".join(items)
        link = "and" if self.language is Language.EN else "et"
        return f"{', '.join(items[:-1])} {link} {items[-1]}"

    def ages(self, ages: Ages) -> str:
        """An age range: "ages 11 to 17", "ages 18 and over", "ages up to 29"."""
        if ages.start is not None and ages.end is not None:
            return self.text("ages {start} to {end}", start=ages.start, end=ages.end)
        if ages.start is not None:
            return self.text("ages {start} and over", start=ages.start)
        return self.text("ages up to {end}", end=ages.end)

    def age(self, since: str, today: datetime.date) -> str:
        """How long ago an ISO day was: "today", "12 days ago", "5 months ago"; "" if it is yet to
        come."""
        days = (today - datetime.date.fromisoformat(since)).days
        if days < 0:
            return ""
        if days == 0:
            return self.text("today")
        if days < 61:
            return self.plural("{number} day ago", "{number} days ago", days)
        if days < 731:
            months = days * 12 // 365
            return self.plural("{number} month ago", "{number} months ago", months)
        return self.plural("{number} year ago", "{number} years ago", days * 4 // 1461)

    def pair(self, label: str, value: str) -> str:
        """A label and its value, with the colon of the language."""
        return f"{label}{_NBSP if self.language is Language.FR else ''}: {value}"


FRENCH_COMMANDS: Final = {
    "find": "chercher",
    "hotlines": "lignes",
    "timeline": "chronologie",
    "show": "fiche",
    "list": "liste",
    "handout": "feuillet",
    "check": "verifier",
    "help": "aide",
    "completion": "completer",
}
"""Each command's French name; both names work in both languages."""

LABELS: Final = {
    "hotline": N_("hotline"),
    "program": N_("program"),
    "event": N_("event"),
    "notice": N_("notice"),
    "source": N_("source"),
    "emergency": N_("Emergency"),
    "report": N_("To report"),
    "crisis": N_("Crisis lines"),
    "support": N_("Support"),
    "information": N_("Information"),
    "office": N_("Offices (not crisis lines)"),
    "current": N_("Running"),
    "former": N_("FORMER: do not refer anyone here"),
    "unknown": N_("Not known whether it still runs"),
    "announced": N_("ANNOUNCED ONLY: not a place to go"),
    "confirmed": N_("Confirmed in published sources"),
    "limited": N_("Published; not recently confirmed"),
    "unconfirmed": N_("Not confirmed: do not rely on it"),
    "part": N_("Police are part of this team."),
    "may-be-told": N_("Police may be told."),
    "not-stated": N_("Not stated in our sources."),
    "voice": N_("Phone"),
    "text": N_("Text"),
    "tty": N_("TTY"),
    "no-french-name": N_("no official French name known to us"),
    "unsettled": N_("its official name is not settled in the sources"),
    "site": N_("Web"),
    "chat": N_("Chat"),
    "form": N_("Web form"),
    "place-office": N_("office"),
    "place-clinic": N_("clinic"),
    "place-walk-in": N_("walk-in"),
    "confidential": N_("Its place is not given here, to keep people safe."),
    "city": N_("Only its city is given here, to keep people safe."),
    "government": N_("government"),
    "law": N_("law"),
    "operator": N_("the service itself"),
    "news": N_("news"),
    "other": N_("other"),
}
"""The words of each closed list that the program itself defines."""

TYPED_LABELS: Final = {
    **{kind: LABELS[kind] for kind in ("hotline", "program", "event", "notice", "source")},
    "current": N_("current"),
    "former": N_("former"),
    "unknown": N_("unknown"),
    "announced": N_("announced"),
    "confirmed": N_("confirmed"),
    "limited": N_("limited"),
    "unconfirmed": N_("unconfirmed"),
    "summary": N_("summary"),
    "hotlines": N_("hotlines"),
    "wallet": N_("wallet"),
    "timeline": N_("timeline"),
    "poster": N_("poster"),
    "letter": N_("letter"),
    "large": N_("large"),
}
"""The words of values that people type: short, unlike those that a page says."""
