"""What the program says in one language: its sentences, and how dates, phone numbers, lists and
plurals are written.

To add a sentence, write it in English where it is used: `translator.text("Nothing fits.")`, or
`translator.plural("{number} entry", "{number} entries", count)`. Where it stands apart from a
translator, in a table or a constant, mark it with `N_("Nothing fits.")` and translate it later with
`translator.text`. A sentence is a plain string, never an f-string: values go into `{names}`. Then
run `python tools/catalogue.py`, write the French in
`locale/fr/LC_MESSAGES/resource_finder.po`, and compile it with `pip install -e .`. Tests name each
sentence without French, and each that is used no more.

What a curator writes (names, summaries) does not stand here but in `data/programs.yaml`, in both
languages.
"""

from __future__ import annotations

import datetime
import gettext
import io
from functools import cache
from typing import Final, NamedTuple

from resource_finder import data_files, urgent
from resource_finder.bilingual import Language
from resource_finder.model import Ages

_NBSP: Final = "\u00a0"


def N_(message: str) -> str:
    """The sentence itself; the name marks it for the catalogue, as usual with gettext."""
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


@cache
def catalogue(language: Language) -> gettext.NullTranslations:
    """The translations into a language: none for English, nor where the French catalogue is missing
    or damaged, so that sentences stay English."""
    raw = data_files.load(data_files.FRENCH_CATALOGUE) if language is Language.FR else None
    if raw is None:
        return gettext.NullTranslations()
    try:
        return gettext.GNUTranslations(io.BytesIO(raw))
    except Exception:  # A truncated file can raise nearly any of them.
        return gettext.NullTranslations()


def is_available(language: Language) -> bool:
    """Whether the program can write in a language: in French it needs an undamaged catalogue."""
    return language is Language.EN or isinstance(catalogue(language), gettext.GNUTranslations)


class Translator:
    """Writes in one language; `urgent` is the language of the urgent lines, if another."""

    def __init__(self, language: Language, urgent_language: Language | None = None) -> None:
        self.language, self.urgent_language = language, urgent_language or language

    def text(self, message: str, **values: object) -> str:
        """A sentence in this language, its `{names}` filled; without values it stays as it is.

        Raises KeyError where some values are given and another is missing.
        """
        translated = catalogue(self.language).gettext(message)
        return translated.format(**values) if values else translated

    def label(self, id: str) -> str:
        """The words for a value of a closed list, as a page shows it. Raises KeyError."""
        return self.text(LABELS[id].shown)

    def command(self, name: str, arguments: str) -> str:
        """A command line to type, with the command's name in this language."""
        names = FRENCH_COMMANDS if self.language is Language.FR else {}
        return f"resource-finder {names.get(name, name)} {arguments}"

    def plural(self, one: str, many: str, number: int, **values: object) -> str:
        """A sentence for a number of things, which fills `{number}`; in French 0 is singular."""
        translated = catalogue(self.language).ngettext(one, many, number)
        return translated.format(number=self.number(number), **values)

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

    def time(self, value: str) -> str:
        """A time of the day, in 24 hours: "8:30", or "8 h 30" and "9 h" with U+00A0 in French."""
        if self.language is Language.EN:
            return value
        hour, minutes = value.split(":")
        return f"{hour}{_NBSP}h" + (f"{_NBSP}{minutes}" if minutes != "00" else "")

    def phone(self, number: str) -> str:
        """An E.164 number as people write it in Canada; a short code stays as it is."""
        return urgent.write_number(number, self.language)

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

    def age_range(self, ages: Ages) -> str:
        """An age range behind the label "Ages": "11 to 17", "18 and over", "up to 29"."""
        if ages.start is not None and ages.end is not None:
            return self.text("{start} to {end}", start=ages.start, end=ages.end)
        if ages.start is not None:
            return self.text("{start} and over", start=ages.start)
        return self.text("up to {end}", end=ages.end)

    def age(self, since: str, today: datetime.date) -> str:
        """How long ago an ISO day was: in days up to two months, in months up to two years, else in
        years; "" if it is in the future."""
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
    "compile": "compiler",
    "export": "exporter",
    "import": "importer",
    "new": "nouveau",
    "help": "aide",
    "completion": "completer",
}
"""Each command's French name; both names work in both languages."""


class Label(NamedTuple):
    """The words for one value of a closed list, in English: as a page shows it, and as it is typed
    on a command line, where that is shorter."""

    shown: str
    typed: str | None = None


LABELS: Final = {
    "hotline": Label(N_("hotline")),
    "program": Label(N_("program")),
    "event": Label(N_("event")),
    "layer": Label(N_("layer")),
    "notice": Label(N_("notice")),
    "source": Label(N_("source")),
    "emergency": Label(N_("Emergency")),
    "report": Label(N_("To report")),
    "crisis": Label(N_("Crisis lines")),
    "support": Label(N_("Support")),
    "information": Label(N_("Information")),
    "office": Label(N_("Offices (not crisis lines)")),
    "current": Label(N_("Running"), typed=N_("current")),
    "former": Label(N_("FORMER: do not refer anyone here"), typed=N_("former")),
    "unknown": Label(N_("Not known whether this service is still running"), typed=N_("unknown")),
    "announced": Label(N_("ANNOUNCED ONLY: do not refer anyone here"), typed=N_("announced")),
    "confirmed": Label(N_("Confirmed in published sources"), typed=N_("confirmed")),
    "limited": Label(N_("Published; not recently confirmed"), typed=N_("limited")),
    "unconfirmed": Label(N_("Not confirmed: do not rely on it"), typed=N_("unconfirmed")),
    "service": Label(N_("This is a police service.")),
    "part": Label(N_("Police are part of this team.")),
    "may-be-told": Label(N_("Police may be notified.")),
    "not-stated": Label(N_("Not stated in our sources.")),
    "voice": Label(N_("Phone")),
    "text": Label(N_("Text")),
    "tty": Label(N_("TTY")),
    "role-local": Label(N_("Local number")),
    "role-toll-free": Label(N_("Toll-free")),
    "role-office": Label(N_("Office")),
    "role-operator": Label(N_("office of the operator")),
    "daily": Label(N_("every day")),
    "mon": Label(N_("Mon")),
    "tue": Label(N_("Tue")),
    "wed": Label(N_("Wed")),
    "thu": Label(N_("Thu")),
    "fri": Label(N_("Fri")),
    "sat": Label(N_("Sat")),
    "sun": Label(N_("Sun")),
    "no-french-name": Label(N_("no official French name known to us")),
    "unsettled": Label(N_("sources give different official names")),
    "site-only": Label(N_("only the site is known to us, not the page")),
    "reference": Label(N_("only its title or number is known to us")),
    "withheld": Label(N_("address left out to protect people")),
    "site": Label(N_("Web")),
    "chat": Label(N_("Chat")),
    "form": Label(N_("Web form")),
    "place-office": Label(N_("office")),
    "place-clinic": Label(N_("clinic")),
    "place-walk-in": Label(N_("walk-in")),
    "way-call": Label(N_("by phone")),
    "way-walk-in": Label(N_("walk in")),
    "way-referral": Label(N_("by referral")),
    "way-online": Label(N_("online")),
    "way-court": Label(N_("through a court or a charge")),
    "wrong-number": Label(N_("wrong number")),
    "no-answer": Label(N_("nobody answers")),
    "closed": Label(N_("closed")),
    "moved": Label(N_("moved")),
    "unsafe": Label(N_("not safe")),
    "replaced": Label(N_("replaced")),
    "confidential": Label(N_("The location is not given here, to keep people safe.")),
    "city": Label(N_("Only the city is given here, to keep people safe.")),
    "government": Label(N_("government")),
    "law": Label(N_("law")),
    "operator": Label(N_("the service itself")),
    "news": Label(N_("news")),
    "other": Label(N_("other")),
    "summary": Label(N_("summary")),
    "hotlines": Label(N_("hotlines")),
    "wallet": Label(N_("wallet")),
    "timeline": Label(N_("timeline")),
    "poster": Label(N_("poster")),
    "training": Label(N_("training")),
    "letter": Label(N_("letter")),
    "large": Label(N_("large")),
}
"""The words of each closed list of the program; the YAML has those of the directory's own lists,
such as its topics."""


def typed_label(id: str) -> str:
    """The English word for a value that people type; the value itself where it has no label."""
    label = LABELS.get(id)
    return id if label is None else label.typed or label.shown
