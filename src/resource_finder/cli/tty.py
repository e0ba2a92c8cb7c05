"""Takes over a terminal for a while: shows rows on its alternate screen, reads single keys, and
restores it so that nothing remains visible.

What systems do differently is in `unix_console` and `windows_console`.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Final, Protocol, TextIO

from resource_finder.cli.keys import ESCAPE, LEAVE, decode_keys

if sys.platform == "win32":
    import msvcrt

    from resource_finder.cli.windows_console import WindowsConsole
else:
    from resource_finder.cli.unix_console import UnixConsole

_OPEN_SCREEN: Final = "\x1b[?1049h\x1b[?2004h"
_CLOSE_SCREEN: Final = "\x1b[?2004l\x1b[0m\x1b[H\x1b[?1049l"
"""The alternate screen, on which the terminal marks what is pasted."""
_ESCAPE_SECONDS: Final = 0.05
"""Seconds after which an Esc is the key itself, not the beginning of an arrow."""
_RESIZE_POLL_SECONDS: Final = 0.25
"""Seconds between two checks of the size of the window."""
_IDLE_SECONDS: Final = 0.2
"""Seconds without a key after which typing is taken to be over: keys typed while leaving must not
reach the shell."""
_MAX_DRAIN_SECONDS: Final = 2.0
"""The most seconds that a key held down can delay leaving."""


def is_usable(keyboard: TextIO | None, screen: TextIO | None, environ: Mapping[str, str]) -> bool:
    """Whether there is a terminal whose screen can be taken over."""
    terminals = all(stream is not None and stream.isatty() for stream in (keyboard, screen))
    return terminals and environ.get("TERM", "") not in ("", "dumb")


class Console(Protocol):
    """A terminal as a system gives it."""

    def take(self, end: Callable[[int, object], None]) -> None:
        """Read keys one by one, without echo; `end` handles the signals that end the program."""

    def give_back(self) -> None:
        """Set everything as it was."""

    def signals_delayed(self) -> AbstractContextManager[None]:
        """Keep the signals that end the program from doing so yet."""

    def wait(self, seconds: float) -> bool:
        """Whether something is typed within this time."""

    def read(self) -> str | None:
        """What was typed; None once the terminal is gone."""

    def write(self, data: bytes) -> int:
        """Write as many of these bytes as fit, without a buffer: how many. Raises OSError."""


class Terminal:
    """A terminal to take over: `open` it, `show` rows, `read_keys`, and `leave` it."""

    def __init__(self, console: Console, screen: TextIO) -> None:
        self._console, self._screen = console, screen.fileno()
        self._encoding, self._errors = screen.encoding, screen.errors or "replace"
        self._incomplete = ""
        self._shown_size = self.size()
        self._open = False

    def open(self) -> None:
        """Take over the terminal; the signals that end the program are handled before anything is
        shown."""
        self._open = True
        self._console.take(self._end)
        self._write(_OPEN_SCREEN)

    def leave(self) -> None:
        """Wipe the screen, give the terminal back as it was, and drop the keys typed meanwhile.

        A signal waits until all of it is done; leaving twice does nothing.
        """
        with self._console.signals_delayed():
            if self._open:
                self._open = False
                self._write(_rows((), self.size().lines, 0) + _CLOSE_SCREEN)
                self._drop_keys()
                self._console.give_back()

    def size(self) -> os.terminal_size:
        """The window's columns and lines; 80 by 24 where it does not say."""
        columns, lines = 0, 0
        with suppress(OSError):
            columns, lines = os.get_terminal_size(self._screen)
        return os.terminal_size((columns or 80, lines or 24))

    def show(self, rows: Sequence[str], cursor: int, size: os.terminal_size) -> None:
        """Show these rows, made for a window of this size, and nothing else; the cursor stands at
        the end of one of them."""
        self._shown_size = size
        if self._open:
            self._write(_rows(rows, size.lines, cursor))

    def read_keys(self) -> list[str]:
        """The keys that wait, or the next ones; `LEAVE` once the terminal is gone; none where the
        window changed its size."""
        while self._open:
            timeout = _ESCAPE_SECONDS if self._incomplete else _RESIZE_POLL_SECONDS
            if self._console.wait(timeout):
                typed = self._console.read()
                if typed is None:
                    break
                keys, self._incomplete = decode_keys(self._incomplete + typed)
                if keys:
                    return keys
            elif self._incomplete:
                self._incomplete = ""
                return [ESCAPE]
            elif self.size() != self._shown_size:
                return []
        return [LEAVE]

    def _end(self, number: int, _: object) -> None:
        """Leave first, then let the signal have its usual effect."""
        self.leave()
        signal.raise_signal(number)

    def _write(self, text: str) -> None:
        """Write without a buffer: buffered text could appear after leaving."""
        rest = text.encode(self._encoding, self._errors)
        with suppress(OSError):  # The terminal is gone: the next key is `LEAVE`.
            while rest:
                rest = rest[self._console.write(rest) :]

    def _drop_keys(self) -> None:
        """Drop keys until nobody types any more, so that none reaches the shell."""
        end = time.monotonic() + _MAX_DRAIN_SECONDS
        while time.monotonic() < end:
            if not self._console.wait(_IDLE_SECONDS) or self._console.read() is None:
                return


def _rows(rows: Sequence[str], height: int, cursor: int) -> str:
    """Text that writes every line of the window, each erased first, the one with the cursor last.

    Nothing scrolls and the screen is never cleared as a whole: without an alternate screen, either
    would move what it shows into the scrollback history.
    """
    shown = [*rows, *[""] * (height - len(rows))][:height]
    placed = "".join(f"\x1b[{n};1H\x1b[2K{row}" for n, row in enumerate(shown, 1))
    return f"{placed}\x1b[{cursor + 1};1H{shown[cursor]}"


def _console(keyboard: TextIO, screen: TextIO) -> Console:
    """The terminal of this system."""
    if sys.platform == "win32":
        return WindowsConsole(msvcrt, screen)
    else:  # noqa: RET505 - so that mypy leaves it out on Windows
        return UnixConsole(keyboard, screen)


@contextmanager
def take_over(keyboard: TextIO, screen: TextIO) -> Iterator[Terminal]:
    """Take over a terminal, and restore it whatever happens."""
    terminal = Terminal(_console(keyboard, screen), screen)
    try:
        terminal.open()
        yield terminal
    finally:
        terminal.leave()
