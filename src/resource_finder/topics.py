"""Pages about the tool itself: the front page, and what `help` explains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from resource_finder.brief import Reader
from resource_finder.model import Language
from resource_finder.page import Field, Item, Page, Section
from resource_finder.pages import frame
from resource_finder.wording import Voice, mark

_TASKS = (
    ("find", "runaway thompson", mark("services and hotlines for some words")),
    ("hotlines", "", mark("numbers to call or text")),
    ("timeline", "", mark("the history of the strategy")),
    ("show", "cfs-report", mark("everything known about one entry")),
    ("list", "", mark("every entry, with its id")),
    ("--private", "", mark("a search that leaves nothing on the screen")),
)
_EXAMPLE = mark("runaway thompson")


def front(reader: Reader) -> Page:
    """What stands on the screen when nothing was asked: it fits one window of 24 lines."""
    voice = reader.voice
    tasks = tuple(
        Field(
            voice.command(name, voice.say(_EXAMPLE) if name == "find" else rest).strip(),
            voice.say(what),
        )
        for name, rest, what in _TASKS
    )
    other = voice.say("En français, ajoutez --lang fr")
    closing = [
        voice.say("Never type a child’s name, nor anything that could identify someone."),
        voice.say("More: {command}", command=f"resource-finder --help; {other}"),
    ]
    title = voice.say("What you can do")
    return frame(reader, [Section((Item(title, tasks),))], (), (), closing)


_SWITCHES = (
    ("--format plain", mark("words only: no table, no bold, position first")),
    ("RESOURCE_FINDER_PLAIN=1, ACCESSIBLE=1", mark("the same, for every command")),
    ("TERM=dumb", mark("the same, as your terminal may set it")),
    ("--format markdown, json, csv", mark("for a page, a program or a spreadsheet")),
    ("--format table", mark("a table, also in a pipe")),
    ("NO_COLOR", mark("changes nothing: there are no colours, only bold")),
    ("FORCE_COLOR=1", mark("bold in a table, even in a pipe")),
    ("COLUMNS=60", mark("the width of lines on a terminal")),
    ("--limit 1", mark("one result at a time")),
    ("--lang en|fr, RESOURCE_FINDER_LANG", mark("the language")),
)
_PROMISED = (
    (
        mark("Always"),
        mark(
            "It never uses the network, writes no file but the sheet that is asked for, and keeps"
            " no history, log or statistics."
        ),
    ),
    (
        "resource-finder --private",
        mark(
            "Asks for the words inside and answers on a screen of its own. Esc leaves at once; so"
            " do q while an answer is on view, Enter on an empty line, Ctrl-C and Ctrl-D. Nothing"
            " of it stays on the screen or above it, and keys typed while leaving are dropped."
            " Ctrl-Z is refused."
        ),
    ),
    (
        mark("resource-finder find -"),
        mark(
            "Reads the words from standard input: neither the shell’s history nor the list of"
            " running programs holds them. The answer stays on the screen."
        ),
    ),
)
_LIMITS = (
    (
        mark("Monitoring software"),
        mark("Whatever watches this device can see the screen and every key."),
    ),
    (
        mark("A terminal that keeps a log"),
        mark("What it shows is recorded, the private screen too."),
    ),
    (
        mark("A terminal without a second screen"),
        mark(
            "The answer stands among your other lines and is wiped line by line; if the window"
            " was made smaller meanwhile, a part can stay above it."
        ),
    ),
    (
        mark("A program that is killed"),
        mark(
            "SIGKILL and SIGSTOP leave no time to wipe: the answer stays on view. Close the window."
        ),
    ),
    (
        mark("The shell’s history"),
        mark(
            "The line that started the tool stays there: not what was searched, but that it was"
            " used. Whatever is typed before its screen opens is shown by the shell."
        ),
    ),
)


def _about_accessibility(voice: Voice) -> Page:
    """Every switch that changes how the tool speaks."""
    opening = voice.say(
        "Nothing here is said by colour alone, nothing moves, and no number is ever cut."
    )
    return _explained(opening, {voice.say("Accessibility"): _SWITCHES}, voice)


def _about_privacy(voice: Voice) -> Page:
    """What is kept from others, and what cannot be."""
    opening = voice.say("If this device may be watched, a phone or another device may be safer.")
    items = {voice.say("Privacy"): _PROMISED, voice.say("What it cannot do"): _LIMITS}
    return _explained(opening, items, voice)


def _explained(opening: str, items: Mapping[str, Sequence[tuple[str, str]]], voice: Voice) -> Page:
    """A page of labels and sentences under its titles."""
    sections = tuple(
        Section((Item(title, tuple(Field(voice.say(a), voice.say(b)) for a, b in said)),))
        for title, said in items.items()
    )
    return Page(urgent=(), reminder="", sections=sections, opening=(opening,))


_TOPICS = {
    mark("accessibility"): _about_accessibility,
    mark("privacy"): _about_privacy,
}


def names(voice: Voice) -> list[str]:
    """The topics that `help` explains."""
    return [voice.say(topic) for topic in _TOPICS]


def about(topic: str, voice: Voice) -> Page | None:
    """The page of a topic, under its English or French name; None for another word."""
    from resource_finder.folding import fold

    french = Voice(Language.FR)
    for name, page in _TOPICS.items():
        if fold(topic) in (fold(name), fold(french.say(name))):
            return page(voice)
    return None
