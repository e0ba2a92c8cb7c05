"""The keys that a terminal sends: their names, and how they are told from each other."""

from __future__ import annotations

import re
from typing import Final

LEAVE: Final = "leave"
ESCAPE: Final = "escape"
ENTER: Final = "enter"
TAB: Final = "tab"
HELP: Final = "help"
BACK: Final = "backspace"
CLEAR: Final = "clear"
CLEAR_WORD: Final = "clear word"
UP: Final = "up"
DOWN: Final = "down"
LEFT: Final = "left"
PAGE_UP: Final = "page up"
PAGE_DOWN: Final = "page down"
HOME: Final = "home"
END: Final = "end"
PASTE: Final = "paste"
PASTED: Final = "pasted"
"""Stand before and after text that was pasted, in which a line break is no Enter."""

_NAMES: Final = {
    "\x1b": ESCAPE, "\x03": LEAVE, "\x04": LEAVE, "\x1c": LEAVE,  # Ctrl-C, Ctrl-D, Ctrl-\
    "\r": ENTER, "\n": ENTER, "\t": TAB,
    "\x7f": BACK, "\x08": BACK, "\x15": CLEAR, "\x17": CLEAR_WORD,
    "\x1bOP": HELP, "\x1b[11~": HELP, "\x1b[[A": HELP,
    "\x1b[200~": PASTE, "\x1b[201~": PASTED,
    "\x1b[A": UP, "\x1bOA": UP, "\x10": UP, "\x1b[B": DOWN, "\x1bOB": DOWN, "\x0e": DOWN,
    "\x1b[D": LEFT, "\x1bOD": LEFT,
    "\x1b[5~": PAGE_UP, "\x1b[6~": PAGE_DOWN,
    "\x1b[H": HOME, "\x1bOH": HOME, "\x1b[1~": HOME,
    "\x1b[F": END, "\x1bOF": END, "\x1b[4~": END,
}  # fmt: skip
_KEY: Final = re.compile(r"\x1b\[\[.|\x1b\[[0-?]*[ -/]*[@-~]|\x1bO[@-~]|.", re.DOTALL)
_INCOMPLETE: Final = re.compile(r"\x1b(\[\[?|\[[0-?]*[ -/]*|O)?\Z")
"""Text that may be the beginning of a longer key, such as an arrow."""


def decode_keys(text: str) -> tuple[list[str], str]:
    """The keys that a terminal sent, and the beginning of a key that is not whole yet.

    A key is one character to type, or a name; keys that mean nothing here are left out.
    """
    incomplete = _INCOMPLETE.search(text)
    whole = text[: incomplete.start()] if incomplete else text
    named = [_NAMES.get(key, key) for key in _KEY.findall(whole)]
    return [key for key in named if key.isprintable()], text[len(whole) :]
