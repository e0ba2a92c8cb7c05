"""The pages of the interactive search that no command has: before a word is typed, and its keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from resource_finder.bilingual import Language
from resource_finder.finder import Results
from resource_finder.i18n import N_, Translator
from resource_finder.views import pages
from resource_finder.views.document import Field, Item, Page, Section
from resource_finder.views.entry import ViewContext


class InteractiveTranslator(Translator):
    """Shows an id where other pages show a command: typing the id finds its entry."""

    def command(self, name: str, rest: str) -> str:
        """What to type on this screen: the id alone."""
        return rest


def answer_page(view: ViewContext, results: Results, private: bool) -> Page:
    """The results, without a word of options or other commands; where no word was searched, what to
    know before typing."""
    page = pages.find_page(view, results._replace(total=len(results.hits), events=0))
    if results.query.text:
        return page
    return page._replace(opening=tuple(_before_typing(view.translator, private)))


def _before_typing(translator: Translator, private: bool) -> list[str]:
    """What to know before typing."""
    never = translator.text("Never type a child’s name, nor anything that could identify someone.")
    monitored = translator.text(
        "If someone may be monitoring this device, it may be safer to use a different "
        "phone or device."
    )
    command = Translator(translator.language).command("help", "").strip()
    commands = translator.text("Commands: {command}", command=command)
    return [never, *([monitored] if private else []), commands]


Key = tuple[str, str]
"""The name of a key, and what it does."""

_NAMES: Final = {Language.EN: "English", Language.FR: "français"}
"""Each language, for those who read it."""

_KEYS: Final = (
    (N_("Letters, digits, signs"), N_("are searched as you type, in English and in French")),
    (N_("Up, Down (Ctrl-P, Ctrl-N)"), N_("choose a result; read on in an open entry")),
    (N_("Page Up, Page Down"), N_("the same, further")),
    (N_("Enter"), N_("open the chosen entry")),
    (N_("Left"), N_("back to the results")),
    (N_("Backspace, Ctrl-W, Ctrl-U"), N_("take back a letter, a word, everything")),
    ("Tab", N_("the other language; the words stay")),
    ("F1", N_("these keys")),
)
_LEAVING: Final = (
    (N_("Esc"), N_("back; from the search box, leave")),
    ("Ctrl-C, Ctrl-D", N_("leave at once")),
)
_LEAVING_IN_PRIVATE: Final = ((N_("Esc, Ctrl-C, Ctrl-D"), N_("leave at once")),)


def keys_page(translator: Translator, private: bool) -> Page:
    """What each key does."""
    rows: Sequence[tuple[str, str]] = _KEYS + (_LEAVING_IN_PRIVATE if private else _LEAVING)
    fields = tuple(Field(translator.text(key), translator.text(what)) for key, what in rows)
    nothing = translator.text(
        "Nothing you type is saved. On leaving, the screen is cleared and nothing stays on it."
    )
    return Page((), "", (Section((Item(translator.text("Keys"), fields),)),), closing=(nothing,))


def keys_while_choosing(
    translator: Translator, place: int, total: int, other: Language | None
) -> list[Key]:
    """The keys to type words and choose the result at a `place` among `total` ones; `other` is the
    language that Tab changes to."""
    text = translator.text
    chosen = text("{place} of {total}.", place=place, total=total).rstrip(".")
    return [
        (text("Up, Down"), chosen if total else text("choose")),
        (text("Enter"), text("open")),
        *([("Tab", _NAMES[other])] if other else []),
        ("F1", text("keys")),
        _leave(translator),
    ]


def keys_while_reading(translator: Translator, private: bool, place: str) -> list[Key]:
    """The keys to read an entry and go back; `place` is how far one has read."""
    text = translator.text
    read_on = (text("Up, Down"), f"{text('read on')} {place}".rstrip(" "))
    if private:
        return [read_on, ("F1", text("keys")), (text("Left"), text("back")), _leave(translator)]
    return [read_on, ("F1", text("keys")), (text("Left, Esc"), text("back"))]


def _leave(translator: Translator) -> Key:
    return translator.text("Esc"), translator.text("leave")
