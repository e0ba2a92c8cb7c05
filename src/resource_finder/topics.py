"""Pages about the tool itself: the front page, and what `help` explains."""

from __future__ import annotations

from resource_finder.brief import Reader
from resource_finder.page import Field, Item, Page, Section
from resource_finder.pages import frame
from resource_finder.wording import Voice, mark

_TASKS = (
    ("find", "runaway thompson", mark("services and hotlines for some words")),
    ("hotlines", "", mark("numbers to call or text")),
    ("timeline", "", mark("the history of the strategy")),
    ("show", "cfs-report", mark("everything known about one entry")),
    ("list", "", mark("every entry, with its id")),
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
    ("NO_COLOR, FORCE_COLOR", mark("changes nothing: there are no colours, only bold")),
    ("COLUMNS=60", mark("the width of lines on a terminal")),
    ("--limit 1", mark("one result at a time")),
    ("--lang en|fr, RESOURCE_FINDER_LANG", mark("the language")),
)
_ACCESSIBILITY = mark("accessibility")


def names(voice: Voice) -> list[str]:
    """The topics that `help` explains."""
    return [voice.say(_ACCESSIBILITY)]


def about(topic: str, voice: Voice) -> Page | None:
    """The page of a topic, under its English or French name; None for another word."""
    from resource_finder.folding import fold

    if fold(topic) not in ("accessibility", "accessibilite"):
        return None
    fields = tuple(Field(switch, voice.say(does)) for switch, does in _SWITCHES)
    opening = voice.say(
        "Nothing here is said by colour alone, nothing moves, and no number is ever cut."
    )
    section = Section((Item(voice.say("Accessibility"), fields),))
    return Page(urgent=(), reminder="", sections=(section,), opening=(opening,))
