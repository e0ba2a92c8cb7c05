"""Short files to edit: a hotline, a program or an event of an agency, or the start of its file."""

from __future__ import annotations

import datetime
import re
from functools import cache
from string import Template
from typing import Final

from resource_finder.bilingual import Language
from resource_finder.closed_lists import WITHDRAWAL_REASONS
from resource_finder.i18n import N_, Translator

_Part = tuple[str, str]
"""A comment in the language of the reader, "" for none, and the lines of YAML below it."""

_LAYER: Final[_Part] = (
    N_("Your agency, the same in each file: its name, a short name, the day of your last change."),
    'layer: {name: {en: "Example Agency", fr: "Agence Exemple"}, short: EX, date: $date}\n',
)
_START: Final[_Part] = (
    N_("The ID is yours to choose: lower-case letters, digits and hyphens."),
    "services:\n",
)
_WORDS: Final = N_(
    "Put your own words between the quotation marks. A language that you leave out is marked."
)
_CHOICES: Final = N_("Allowed regions and topics: {filters}")
_MORE: Final[tuple[_Part, ...]] = (
    (
        N_("The languages spoken, and for whom it is; take out the # of what you know:"),
        "    #languages: [en, fr]\n    #audience: [youth]\n",
    ),
    (
        N_("In place of another entry, all of whose numbers go (copy the good ones):"),
        "    #replaces: example-id\n",
    ),
)
"""What an entry may have besides, each to be put in force by taking out one sign."""
_NUMBER: Final = N_("This number belongs to nobody: write your own.")
_TWO: Final[_Part] = (
    N_("In place of that line, for two numbers; 'called' is the day on which one was dialled:"),
    "    #phones: [{number: 204-555-0144, called: $date},"
    ' {number: 204-555-0145, label: {en: "By day", fr: "Le jour"}}]\n',
)
_NEXT: Final[_Part] = (
    N_("A second entry: paste a copy here, from the spaces before '- id' on, with another ID."),
    "",
)
_HOTLINE: Final[tuple[_Part, ...]] = (
    _LAYER,
    _START,
    (
        _WORDS,
        "  - id: example-night-line\n"
        "    kind: hotline\n"
        '    name: {en: "Example night line", fr: "Ligne de nuit Exemple"}\n'
        "    summary:\n"
        '      en: "For young people who need to talk at night."\n'
        '      fr: "Pour les jeunes qui ont besoin de parler la nuit."\n',
    ),
    (_CHOICES, "    regions: [winnipeg]\n    topics: [crisis]\n"),
    (_NUMBER, "    phones: [{number: 204-555-0142}]\n"),
    _TWO,
    *_MORE,
    _NEXT,
)
_PROGRAM: Final[tuple[_Part, ...]] = (
    _LAYER,
    _START,
    (
        _WORDS,
        "  - id: example-evening-room\n"
        "    kind: program\n"
        '    name: {en: "Example evening room", fr: "Local du soir Exemple"}\n'
        "    summary:\n"
        '      en: "A warm room and a meal for young people, in the evening."\n'
        '      fr: "Un local chauffé et un repas pour les jeunes, le soir."\n',
    ),
    (_CHOICES, "    regions: [winnipeg]\n    topics: [safe-place]\n"),
    (_NUMBER, "    phones: [{number: 204-555-0143}]\n"),
    _TWO,
    (
        N_("Take out what you have not. Where a place protects people, write no address."),
        '    hours: {en: "Every day, 6 p.m. to 11 p.m.", fr: "Tous les jours, de 18 h à 23 h"}\n'
        "    ages: {from: 12, to: 24}\n"
        '    addresses: [{text: "123 Example Street, Winnipeg", kind: walk-in}]\n'
        "    web: [{address: evening-room.example, kind: site}]\n",
    ),
    *_MORE,
    _NEXT,
)
_EVENT: Final[tuple[_Part, ...]] = (
    _LAYER,
    (N_("An event tells of one day of the past, such as an opening: {timeline} shows it."), ""),
    (_START[0], "events:\n"),
    (
        _WORDS,
        "  - id: $date-example-night-line-opens\n"
        "    date: $date\n"
        '    title: {en: "Example night line opens", fr: "Ouverture de la ligne de nuit Exemple"}\n'
        "    summary:\n"
        '      en: "A night line of the agency opens for young people."\n'
        '      fr: "Une ligne de nuit de l’organisme ouvre pour les jeunes."\n',
    ),
    (N_("Allowed topics: {filters}"), "    topics: [crisis]\n"),
    _NEXT,
)
_AGENCY: Final[tuple[_Part, ...]] = (
    _LAYER,
    (
        N_("Whom your workers tell of a mistake, on every page: take out the # of this line:"),
        '#report_to: {name: {en: "duty desk", fr: "bureau de garde"}, phone: 204-555-0190}\n',
    ),
    (
        N_("To stop a number, take out the # below this line, then write its ID and itself:"),
        "corrections:\n"
        "#  - {id: example-id, number: 204-555-0199, withdraw: wrong-number, since: $date}\n",
    ),
    (N_("The reasons: {reasons}"), ""),
    (
        N_("To add a sentence under the urgent lines, take out the # of the next line:"),
        '#urgent: {label: {en: "OUR WORKERS", fr: "NOTRE PERSONNEL"}, text: {en: "Call whoever is'
        ' on duty.", fr: "Appelez la personne de garde."}}\n',
    ),
    (N_("More entries: {more}"), ""),
)
TEMPLATES: Final = {
    "hotline": _HOTLINE,
    "program": _PROGRAM,
    "event": _EVENT,
    "layer": _AGENCY,
}


_EXAMPLE: Final = re.compile(r'"([^"]*Ex[ae]mple[^"]*)"|\b(example-[a-z-]+|[a-z-]+\.example)\b')
"""A value that names the example: a text in quotation marks, an id, or an address."""


@cache
def example_values() -> frozenset[str]:
    """The values of the files that name the example: nobody keeps them."""
    parts = (yaml for kind in TEMPLATES.values() for _, yaml in kind)
    return frozenset(text or id for part in parts for text, id in _EXAMPLE.findall(part))


def template(kind: str, translator: Translator, day: datetime.date) -> str:
    """The file to edit for a kind of `TEMPLATES`, with comments in one language; it is dated, and
    `check` accepts it as it is."""
    values = {
        "filters": translator.command("help", translator.text("filters")),
        "reasons": ", ".join(_with_words(reason, translator) for reason in WITHDRAWAL_REASONS),
        "more": translator.command("new", translator.text("hotline")),
        "timeline": translator.command("timeline", "").strip(),
    }
    return "".join(
        _comment(comment, yaml, translator, values) + Template(yaml).substitute(date=day)
        for comment, yaml in TEMPLATES[kind]
    )


def _with_words(reason: str, translator: Translator) -> str:
    """A reason as it is typed, which is English, and what it means to those who read no English."""
    is_plain = translator.language is Language.EN
    return reason if is_plain else f"{reason} ({translator.label(reason)})"


def _comment(comment: str, yaml: str, translator: Translator, values: dict[str, str]) -> str:
    """A comment on the lines below it, indented as they are; "" where there is none."""
    indent = yaml[: len(yaml) - len(yaml.lstrip(" "))]
    return f"{indent}# {translator.text(comment, **values)}\n" if comment else ""
