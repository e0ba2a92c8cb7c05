"""The urgent lines as constants, and what an error message needs when little else can be imported.

Nothing is imported here, so that no missing or damaged module can keep these lines from being
printed. Languages are their codes, "en" and "fr". A test compares the lines with the directory.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Final

LINES: Final = {
    "en": (
        "EMERGENCY: Call your local police emergency number. 911 does not work everywhere in"
        " Manitoba.\n"
        "CHILD ABUSE OR NEGLECT: 1-866-345-9241 Child and Family Services. Call even if you are not"
        " certain."
    ),
    "fr": (
        "URGENCE\u00a0: Appelez le numéro d’urgence de la police locale. Le 911 n’est pas offert"
        " partout.\n"
        "ENFANT MALTRAITÉ OU NÉGLIGÉ\u00a0: 1\u00a0866\u00a0345-9241 Services à l’enfant et à la"
        " famille. Appelez même sans certitude."
    ),
}
"""The urgent lines, as at the top of every plain page."""

POLICE_VARIABLE: Final = "RESOURCE_FINDER_POLICE"
"""The environment variable that may hold the local police number."""
SET_BY_USER: Final = {"en": "set by you", "fr": "votre ajout"}
"""What stands beside that number on a screen: no source confirms it."""
ADDED_TO_SHEET: Final = {
    "en": "added by whoever made this handout",
    "fr": "ajouté par l’auteur de ce feuillet",
}
"""What stands beside it on a sheet, which others read."""

BROKEN: Final = {
    "en": (
        "A part of resource-finder is missing or damaged. Install it again."
        " RESOURCE_FINDER_DEBUG=1 shows more."
    ),
    "fr": (
        "Une partie de resource-finder est absente ou endommagée. Installez-le de nouveau."
        " RESOURCE_FINDER_DEBUG=1 en montre plus."
    ),
}
"""The error message where any other module may be missing or damaged."""

NO_FRENCH: Final = (
    "La traduction française de resource-finder est absente ou endommagée\u00a0: la réponse est en"
    " anglais. Pour la lire en français, installez resource-finder de nouveau."
)
"""The warning where French was asked for and the French catalogue cannot be used."""

_READ_BY_PEOPLE: Final = {
    **dict.fromkeys(("table", "plain", "markdown", "html", "pdf", "docx"), True),
    **dict.fromkeys(("json", "csv", "tsv"), False),
}
"""Whether people read each format, for when the table of formats cannot be imported. Scripts that
ask for "tsv", which is in no table, get their error alone too."""
_VARIABLES: Final = ("RESOURCE_FINDER_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_TOLL_FREE: Final = frozenset({"800", "833", "844", "855", "866", "877", "888"})
_BETWEEN_DIGITS: Final = "().-/\u2010\u2011\u2013"
"""Signs that people write between the digits of a phone number, beside blanks."""


def language(arguments: Sequence[str], environ: Mapping[str, str], display: str = "") -> str:
    """The language of an answer: that of `--lang` (before `--`, the last one that is a language),
    else of the first variable of the environment that names a language, else that in which the
    system shows its windows (`display`), else English.
    """
    options = list(_values("--lang", arguments))
    for name in [*reversed(options), *(environ.get(key, "") for key in _VARIABLES), display]:
        code = name.strip().lower().replace("-", "_").split(".")[0].split("_")[0]
        if code in LINES:
            return code
    return "en"


def for_people(
    arguments: Sequence[str], environ: Mapping[str, str], formats: Mapping[str, bool] | None = None
) -> bool:
    """Whether people read the answer to a command line, valid or not. Where programs do (JSON, CSV,
    a shell that completes a word), an error comes without the urgent lines.

    `formats` says of further formats whether people read them.
    """
    if "_RESOURCE_FINDER_COMPLETE" in environ:
        return False
    known = {**_READ_BY_PEOPLE, **(formats or {})}
    names = [value.lower() for value in _values("--format", arguments)]
    by_people = [known[name] for name in names if name in known]
    return not by_people or by_people[-1]


def _values(option: str, arguments: Sequence[str]) -> Iterator[str]:
    """The values of an option before `--`; the other arguments need not be valid."""
    remaining = iter(arguments)
    for argument in remaining:
        if argument == "--":
            return
        if argument == option:
            yield next(remaining, "")
        elif argument.startswith(option + "="):
            yield argument[len(option) + 1 :]


def add_urgent_lines(error: str, language: str, police: str = "") -> str:
    """An error message with the urgent lines above it; `police` is the local police number in
    E.164, which the user set."""
    lines = LINES[language]
    if police:
        label, colon, rest = lines.partition(": ")
        lines = f"{label}{colon}{write_number(police, language)} ({SET_BY_USER[language]}). {rest}"
    return f"{lines}\n\n{error}"


def read_number(typed: str) -> str:
    """A North American number of ten digits as people write it, in E.164; "" for anything else: 911
    and the like, and what no phone could call."""
    digits = "".join(c for c in typed if not (c.isspace() or c in _BETWEEN_DIGITS))
    digits = digits.removeprefix("+1" if digits.startswith("+") else "1")
    if not (len(digits) == 10 and digits.isascii() and digits.isdecimal()):
        return ""
    # Area and exchange begin with 2 to 9; 211, 911 and the like are neither.
    starts = (digits[:3], digits[3:6])
    return "" if any(s[0] in "01" or s[1:] == "11" for s in starts) else f"+1{digits}"


def write_number(number: str, language: str) -> str:
    """An E.164 number as people write it in Canada; a short code stays as it is."""
    if not number.startswith("+1"):
        return number
    area, exchange, line = number[2:5], number[5:8], number[8:]
    parts = ["1", area] if area in _TOLL_FREE else [area]
    if language == "en":
        return "-".join([*parts, exchange, line])
    return "\u00a0".join([*parts, f"{exchange}-{line}"])
