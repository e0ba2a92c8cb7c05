"""A terminal taken over for a while: a screen of its own, keys one by one, nothing left behind.

Unix alone: where there is no termios, importing this room fails.
"""

from __future__ import annotations

import codecs
import os
import re
import select
import signal
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final, TextIO

LEAVE: Final = "leave"
ENTER: Final = "enter"
BACK: Final = "backspace"
CLEAR: Final = "clear"
UP: Final = "up"
DOWN: Final = "down"
PAGE_UP: Final = "page up"
PAGE_DOWN: Final = "page down"
HOME: Final = "home"
END: Final = "end"

_NAMES: Final = {
    "\x1b": LEAVE, "\x03": LEAVE, "\x04": LEAVE, "\x1c": LEAVE,  # Esc, Ctrl-C, Ctrl-D, Ctrl-\
    "\r": ENTER, "\n": ENTER, "\x7f": BACK, "\x08": BACK, "\x15": CLEAR,
    "\x1b[A": UP, "\x1bOA": UP, "\x1b[B": DOWN, "\x1bOB": DOWN,
    "\x1b[5~": PAGE_UP, "\x1b[6~": PAGE_DOWN,
    "\x1b[H": HOME, "\x1bOH": HOME, "\x1b[1~": HOME,
    "\x1b[F": END, "\x1bOF": END, "\x1b[4~": END,
}  # fmt: skip
_KEY: Final = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1bO[@-~]|.", re.DOTALL)
_BEGUN: Final = re.compile(r"\x1b(\[[0-?]*[ -/]*|O)?\Z")
"""What may be the beginning of a longer key."""

_OPEN: Final = "\x1b[?1049h"
_CLOSE: Final = "\x1b[0m\x1b[H\x1b[?1049l"
_ENDING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_REFUSED: Final = (signal.SIGTSTP, signal.SIGQUIT)
"""Stopping would leave the answer on view; a core file would keep it."""

_ESCAPE: Final = 0.05
"""Seconds after which an Esc is the key itself, not the beginning of an arrow."""
_LOOK: Final = 0.25
"""Seconds between two looks at the window's size."""
_CALM: Final = 0.2
"""Seconds without a key after which nobody is typing any more."""
_MOST: Final = 2.0
"""Seconds that a key held down can delay the way out."""


def decoded(text: str) -> tuple[list[str], str]:
    """The keys that a terminal sent, and the beginning of a key that is not whole yet.

    A key is one character to type, or a name; keys that mean nothing here are left out.
    """
    begun = _BEGUN.search(text)
    whole = text[: begun.start()] if begun else text
    named = [_NAMES.get(key, key) for key in _KEY.findall(whole)]
    return [key for key in named if key.isprintable()], text[len(whole) :]


def usable(keyboard: TextIO | None, screen: TextIO | None, environ: Mapping[str, str]) -> bool:
    """Whether there is a terminal whose screen can be taken over."""
    terminals = all(stream is not None and stream.isatty() for stream in (keyboard, screen))
    return terminals and environ.get("TERM", "") not in ("", "dumb")


class Terminal:
    """A terminal that was taken over: `show` rows on it, and ask for the keys `typed`."""

    def __init__(self, keyboard: TextIO, screen: TextIO) -> None:
        self._keyboard, self._screen = keyboard.fileno(), screen.fileno()
        self._encoding, self._errors = screen.encoding, screen.errors or "replace"
        self._decoder = codecs.getincrementaldecoder(keyboard.encoding)("ignore")
        self._mode: list[Any] = termios.tcgetattr(self._keyboard)
        self._handlers: dict[int, Any] = {}
        self._begun = ""
        self._seen = self.size()
        self._open = False

    def open(self) -> None:
        """Take the terminal over; every way out is watched before anything is shown."""
        self._open = True
        for number in _ENDING:
            self._handlers[number] = signal.signal(number, self._end)
        for number in _REFUSED:
            self._handlers[number] = signal.signal(number, signal.SIG_IGN)
        none = bytes([os.fpathconf(self._keyboard, "PC_VDISABLE") & 0xFF])
        termios.tcsetattr(self._keyboard, termios.TCSADRAIN, _key_by_key(self._mode, none))
        self._write(_OPEN)

    def leave(self) -> None:
        """Wipe the screen, give the terminal back as it was, and drop the keys typed meanwhile.

        A signal waits until all of it is done; leaving twice does nothing.
        """
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
        if self._open:
            self._open = False
            self._write(_rows((), self.size().lines) + _CLOSE)
            self._drop_keys()
            with suppress(termios.error):
                termios.tcsetattr(self._keyboard, termios.TCSAFLUSH, self._mode)
            for number, handler in self._handlers.items():
                signal.signal(number, handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)

    def size(self) -> os.terminal_size:
        """The window's columns and lines; 80 by 24 where it does not say."""
        columns, lines = 0, 0
        with suppress(OSError):
            columns, lines = os.get_terminal_size(self._screen)
        return os.terminal_size((columns or 80, lines or 24))

    def show(self, rows: Sequence[str]) -> None:
        """Show these rows and nothing else; the cursor stands after the last."""
        self._seen = self.size()
        if self._open:
            self._write(_rows(rows, self._seen.lines))

    def typed(self) -> list[str]:
        """The next keys; none where the window changed its size."""
        while self._open:
            if select.select([self._keyboard], [], [], _ESCAPE if self._begun else _LOOK)[0]:
                sent = self._read()
                if not sent:
                    break
                found, self._begun = decoded(self._begun + self._decoder.decode(sent))
                if found:
                    return found
            elif self._begun:
                break
            elif self.size() != self._seen:
                return []
        return [LEAVE]

    def _end(self, number: int, _: object) -> None:
        """Leave first; then let the signal do what it does elsewhere."""
        self.leave()
        signal.raise_signal(number)

    def _read(self) -> bytes:
        """What was typed; nothing once the terminal is gone."""
        with suppress(OSError):
            return os.read(self._keyboard, 4096)
        return b""

    def _write(self, text: str) -> None:
        """Write at once: what waited in a buffer could be shown after leaving."""
        rest = text.encode(self._encoding, self._errors)
        with suppress(OSError):  # The terminal is gone: the next key is `LEAVE`.
            while rest:
                rest = rest[os.write(self._screen, rest) :]

    def _drop_keys(self) -> None:
        """Drop keys until nobody types any more, so that none reaches the shell."""
        end = time.monotonic() + _MOST
        while time.monotonic() < end:
            if not select.select([self._keyboard], [], [], _CALM)[0] or not self._read():
                return


def _key_by_key(mode: Sequence[Any], none: bytes) -> list[Any]:
    """A terminal's mode without echo; of its special keys only Ctrl-C still sends a signal."""
    flags, characters = list(mode[:6]), list(mode[6])
    flags[0] &= ~termios.IXON
    flags[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    characters[termios.VMIN], characters[termios.VTIME] = 1, 0
    # A wrapper in the same job must not be stopped either: the shell would show over our screen.
    characters[termios.VSUSP] = characters[termios.VQUIT] = none
    return [*flags, characters]


def _rows(rows: Sequence[str], height: int) -> str:
    """Rows for every line of the window, each wiped first.

    Nothing scrolls and the screen is never cleared as a whole: without an alternate screen,
    both would move what stands there into the history.
    """
    shown = [*rows, *[""] * (height - len(rows))][:height]
    placed = "".join(f"\x1b[{n};1H\x1b[2K{row}" for n, row in enumerate(shown, 1))
    last = min(len(rows), height)
    return placed + (f"\x1b[{last};1H{rows[last - 1]}" if last else "")


@contextmanager
def taken_over(keyboard: TextIO, screen: TextIO) -> Iterator[Terminal]:
    """A terminal taken over, and given back whatever happens."""
    terminal = Terminal(keyboard, screen)
    try:
        terminal.open()
        yield terminal
    finally:
        terminal.leave()
