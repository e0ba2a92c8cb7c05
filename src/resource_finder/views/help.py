"""Pages about the program itself: the front page, and the topics of `help`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from resource_finder.bilingual import Language, Text
from resource_finder.closed_lists import (
    KINDS,
    LINES,
    PHONE_KINDS,
    POLICE_ROLES,
    WITHDRAWAL_REASONS,
)
from resource_finder.i18n import N_, Translator
from resource_finder.text import fold
from resource_finder.views.document import Field, Item, Page, Section
from resource_finder.views.entry import ViewContext
from resource_finder.views.pages import make_page

Choices = Mapping[str, Mapping[str, Text]]
"""The closed list of each filter: each ID with its words."""

_TASKS = (
    ("find", "runaway thompson", N_("search for services and hotlines")),
    ("hotlines", "", N_("list numbers to call or text")),
    ("timeline", "", N_("show the history of the strategy")),
    ("show", "cfs-report", N_("show full details of one entry")),
    ("list", "", N_("list every entry with its ID")),
    ("--private", "", N_("search in private: the screen is cleared when you leave")),
)
_EXAMPLE = N_("runaway thompson")


def front_page(view: ViewContext) -> Page:
    """The page shown without a command; it fits a window of 24 lines."""
    translator = view.translator
    tasks = tuple(
        Field(
            translator.command(name, translator.text(_EXAMPLE) if name == "find" else rest).strip(),
            translator.text(what),
        )
        for name, rest, what in _TASKS
    )
    other = translator.text("En français, ajoutez --lang fr")
    closing = [
        translator.text("Never type a child’s name, nor anything that could identify someone."),
        translator.text("More: {command}", command=f"resource-finder --help; {other}"),
    ]
    title = translator.text("What you can do")
    return make_page(view, [Section((Item(title, tasks),))], (), (), closing)


_SETTINGS = (
    ("--format plain", N_("text only: no tables or bold; each result starts with its number")),
    ("RESOURCE_FINDER_PLAIN=1, ACCESSIBLE=1", N_("the same, for every command")),
    ("TERM=dumb", N_("same effect; some terminals set this themselves")),
    ("--format markdown, json, csv, tsv", N_("for a page, a program, a spreadsheet or a script")),
    ("--format table", N_("a table, even when the output is piped")),
    ("NO_COLOR, CLICOLOR=0", N_("no colour; bold and faint stay")),
    ("FORCE_COLOR=1", N_("bold in a table, even when the output is piped")),
    ("COLUMNS=60", N_("the width of lines on a terminal")),
    ("--limit 1", N_("one result at a time")),
    ("--all", N_("every result, however long the page")),
    ("--lang en|fr, RESOURCE_FINDER_LANG", N_("the language")),
)
_PROMISES = (
    (
        N_("Always"),
        N_(
            "It never uses the network. It writes no file except one that you ask for. "
            "It keeps no history, log or statistics."
        ),
    ),
    (
        "resource-finder",
        N_(
            "Opens a separate screen where you type your search. Esc goes back, from the search "
            "box it leaves; Ctrl-C and Ctrl-D leave at once. Nothing stays on the screen or above "
            "it, and keys typed while leaving are dropped. Ctrl-Z does nothing."
        ),
    ),
    (
        "resource-finder --private",
        N_(
            "The same search; Esc, Ctrl-C and Ctrl-D leave at once from anywhere. Words typed "
            "beside it on the command line are refused."
        ),
    ),
    (
        N_("resource-finder find -"),
        N_(
            "Reads the words from standard input: neither the shell’s history nor the list of"
            " running programs holds them. The answer stays on the screen."
        ),
    ),
)
_LIMITS = (
    (
        N_("Monitoring software"),
        N_("Monitoring software can record the screen and everything you type."),
    ),
    (
        N_("A terminal that keeps a log"),
        N_("Everything it shows is recorded, including the separate screen."),
    ),
    (
        N_("A terminal without a second screen"),
        N_(
            "The answer appears among your other lines and is erased line by line; if the "
            "window was made smaller, part of it may remain above."
        ),
    ),
    (
        N_("If the program is force-quit"),
        N_("It has no time to clear the screen: the answer stays there. Close the window."),
    ),
    (
        N_("The shell’s history"),
        N_(
            "Your shell’s history shows that you started the tool, but not what you searched "
            "for. Anything you type before the screen opens can be seen."
        ),
    ),
)


def _accessibility(translator: Translator) -> Page:
    """Every setting that changes how answers are shown."""
    opening = translator.text(
        "Nothing depends on colour alone, nothing moves, and no number is ever cut off."
    )
    return _topic_page(opening, {translator.text("Accessibility"): _SETTINGS}, translator)


def _privacy(translator: Translator) -> Page:
    """How the program protects privacy, and what it cannot prevent."""
    opening = translator.text(
        "If someone may be monitoring this device, it may be safer to use a different phone "
        "or device."
    )
    items = {translator.text("Privacy"): _PROMISES, translator.text("What it cannot do"): _LIMITS}
    return _topic_page(opening, items, translator)


_IN_A_FILE: Final = {
    "kind": KINDS,
    "line": LINES,
    "phones › kind": PHONE_KINDS,
    "police": POLICE_ROLES,
    "withdraw": WITHDRAWAL_REASONS,
}
"""The keys of an agency's file that have a closed list of the program, and their values."""


def _filters(translator: Translator, choices: Choices) -> Page:
    """The values of every filter, then those that an agency's file may hold beside them: the ID of
    each and its words."""
    opening = translator.text(
        "On the command line, a value may be typed as its ID or as its words in either language, "
        "several words in quotation marks. In a file, write only the ID, which stands first."
    )
    sections = tuple(
        Section(
            (Item(f"--{name}", tuple(Field(id, t[translator.language]) for id, t in ids.items())),)
        )
        for name, ids in choices.items()
    )
    first, *others = (
        Section((Item(key, tuple(Field(id, translator.label(id)) for id in ids)),))
        for key, ids in _IN_A_FILE.items()
    )
    first = first._replace(title=translator.text("In your agency’s file"))
    return Page(sections=(*sections, first, *others), opening=(opening,))


def _topic_page(
    opening: str, items: Mapping[str, Sequence[tuple[str, str]]], translator: Translator
) -> Page:
    """A page of labels and sentences under their titles."""
    sections = tuple(
        Section(
            (Item(title, tuple(Field(translator.text(a), translator.text(b)) for a, b in rows)),)
        )
        for title, rows in items.items()
    )
    return Page(urgent=(), reminder="", sections=sections, opening=(opening,))


_TOPICS = (N_("accessibility"), N_("filters"), N_("privacy"))


def topic_names(translator: Translator) -> list[str]:
    """The topics that `help` explains."""
    return [translator.text(topic) for topic in _TOPICS]


def topic_page(topic: str, translator: Translator, choices: Callable[[], Choices]) -> Page | None:
    """The page of a topic, under its English or French name; None for another word. `choices` are
    the closed lists of filters."""
    french = Translator(Language.FR)
    typed = fold(topic)
    name = next((n for n in _TOPICS if typed in (fold(n), fold(french.text(n)))), None)
    if name == "accessibility":
        return _accessibility(translator)
    if name == "filters":
        return _filters(translator, choices())
    return _privacy(translator) if name else None
