"""The urgent lines as constants of the program, and what is printed with an error.

Nothing is imported here, so nothing that is missing or damaged can keep these lines from being
printed. Languages are their codes, "en" and "fr". A test compares the lines with the directory.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Final

LINES: Final = {
    "en": (
        "EMERGENCY: Your local police emergency number. 911 does not work everywhere in Manitoba.\n"
        "CHILD HARMED: 1-866-345-9241 Child and Family Services, for a child harmed or neglected."
    ),
    "fr": (
        "URGENCE\u00a0: Le numéro d’urgence de la police locale. Le 911 n’est pas offert partout au"
        " Manitoba.\n"
        "ENFANT MALTRAITÉ\u00a0: 1\u00a0866\u00a0345-9241 Services à l’enfant et à la famille, si"
        " un enfant est maltraité ou négligé."
    ),
}
"""The urgent lines as every plain page begins with them."""

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
"""What is said where not even the module that says such things can be used."""

NO_FRENCH: Final = (
    "La traduction française de resource-finder est absente ou endommagée\u00a0: la réponse est en"
    " anglais. Pour la lire en français, installez resource-finder de nouveau."
)
"""What is said in French where the French catalogue cannot be used."""

_READ_BY_PEOPLE: Final = {
    **dict.fromkeys(("table", "plain", "markdown", "html", "pdf", "docx"), True),
    **dict.fromkeys(("json", "csv", "tsv"), False),
}
"""Whether people read each format: what is known even where the table of formats cannot be read."""
_VARIABLES: Final = ("RESOURCE_FINDER_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def language(arguments: Sequence[str], environ: Mapping[str, str]) -> str:
    """The language of an answer: `--lang` (the last one that names a language, before `--`), else
    the environment, else English.

    A value of the environment that names neither language falls through to the next.
    """
    options = list(_values("--lang", arguments))
    for name in [*reversed(options), *(environ.get(key, "") for key in _VARIABLES)]:
        code = name.strip().lower().replace("-", "_").split(".")[0].split("_")[0]
        if code in LINES:
            return code
    return "en"


def for_people(
    arguments: Sequence[str], environ: Mapping[str, str], formats: Mapping[str, bool] | None = None
) -> bool:
    """Whether people read what is said of a command line, right or wrong: a format for machines,
    and a shell that completes a word, get the bare error. `formats` says of more formats whether
    people read them."""
    if "_RESOURCE_FINDER_COMPLETE" in environ:
        return False
    named = [value.lower() for value in _values("--format", arguments)]
    known = {**_READ_BY_PEOPLE, **(formats or {})}
    readers = [known[value] for value in named if value in known]
    return not readers or readers[-1]


def _values(option: str, arguments: Sequence[str]) -> Iterator[str]:
    """The values of an option, before `--`, whatever else stands on the line."""
    rest = iter(arguments)
    for argument in rest:
        if argument == "--":
            return
        if argument == option:
            yield next(rest, "")
        elif argument.startswith(option + "="):
            yield argument[len(option) + 1 :]


def above(error: str, language: str) -> str:
    """An error under the urgent lines."""
    return f"{LINES[language]}\n\n{error}"
