"""Takes over a terminal for a while: shows rows on its alternate screen, reads single keys, and
restores it so that nothing remains visible.

Only on Unix: without `termios`, importing this module fails.
"""

from __future__ import annotations

import codecs
import os
import select
import signal
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final, TextIO

from resource_finder.cli.keys import ESCAPE, LEAVE, decode_keys

_OPEN_SCREEN: Final = "\x1b[?1049h\x1b[?2004h"
_CLOSE_SCREEN: Final = "\x1b[?2004l\x1b[0m\x1b[H\x1b[?1049l"
"""The alternate screen, on which the terminal marks what is pasted."""
_END_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_IGNORED_SIGNALS: Final = (signal.SIGTSTP, signal.SIGQUIT)
"""Ignored: stopping would leave the answer on view, and a core file would keep it."""

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


class Terminal:
    """A terminal to take over: `open` it, `show` rows, `read_keys`, and `leave` it."""

    def __init__(self, keyboard: TextIO, screen: TextIO) -> None:
        self._keyboard, self._screen = keyboard.fileno(), screen.fileno()
        self._encoding, self._errors = screen.encoding, screen.errors or "replace"
        self._decoder = codecs.getincrementaldecoder(keyboard.encoding)("ignore")
        self._mode: list[Any] = termios.tcgetattr(self._keyboard)
        self._handlers: dict[int, Any] = {}
        self._incomplete = ""
        self._shown_size = self.size()
        self._open = False

    def open(self) -> None:
        """Take over the terminal; the signals that end the program are handled before anything is
        shown."""
        self._open = True
        for number in _END_SIGNALS:
            self._handlers[number] = signal.signal(number, self._end)
        for number in _IGNORED_SIGNALS:
            self._handlers[number] = signal.signal(number, signal.SIG_IGN)
        disabled = bytes([os.fpathconf(self._keyboard, "PC_VDISABLE") & 0xFF])
        termios.tcsetattr(self._keyboard, termios.TCSADRAIN, _without_echo(self._mode, disabled))
        self._write(_OPEN_SCREEN)

    def leave(self) -> None:
        """Wipe the screen, give the terminal back as it was, and drop the keys typed meanwhile.

        A signal waits until all of it is done; leaving twice does nothing.
        """
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, _END_SIGNALS)
        if self._open:
            self._open = False
            self._write(_rows((), self.size().lines, 0) + _CLOSE_SCREEN)
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
            if select.select([self._keyboard], [], [], timeout)[0]:
                data = self._read()
                if not data:
                    break
                keys, self._incomplete = decode_keys(self._incomplete + self._decoder.decode(data))
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

    def _read(self) -> bytes:
        """The bytes typed; none once the terminal is gone."""
        with suppress(OSError):
            return os.read(self._keyboard, 4096)
        return b""

    def _write(self, text: str) -> None:
        """Write without a buffer: buffered text could appear after leaving."""
        rest = text.encode(self._encoding, self._errors)
        with suppress(OSError):  # The terminal is gone: the next key is `LEAVE`.
            while rest:
                rest = rest[os.write(self._screen, rest) :]

    def _drop_keys(self) -> None:
        """Drop keys until nobody types any more, so that none reaches the shell."""
        end = time.monotonic() + _MAX_DRAIN_SECONDS
        while time.monotonic() < end:
            if not select.select([self._keyboard], [], [], _IDLE_SECONDS)[0] or not self._read():
                return


def _without_echo(mode: Sequence[Any], disabled: bytes) -> list[Any]:
    """A mode of the terminal without echo, key by key; only Ctrl-C still sends a signal. `disabled`
    is the byte that turns a special key off."""
    flags, characters = list(mode[:6]), list(mode[6])
    flags[0] &= ~termios.IXON
    flags[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    characters[termios.VMIN], characters[termios.VTIME] = 1, 0
    # A program that started this one must not be stopped either: the shell would write on the
    # screen.
    characters[termios.VSUSP] = characters[termios.VQUIT] = disabled
    return [*flags, characters]


def _rows(rows: Sequence[str], height: int, cursor: int) -> str:
    """Text that writes every line of the window, each erased first, the one with the cursor last.

    Nothing scrolls and the screen is never cleared as a whole: without an alternate screen, either
    would move what it shows into the scrollback history.
    """
    shown = [*rows, *[""] * (height - len(rows))][:height]
    placed = "".join(f"\x1b[{n};1H\x1b[2K{row}" for n, row in enumerate(shown, 1))
    return f"{placed}\x1b[{cursor + 1};1H{shown[cursor]}"


@contextmanager
def take_over(keyboard: TextIO, screen: TextIO) -> Iterator[Terminal]:
    """Take over a terminal, and restore it whatever happens."""
    terminal = Terminal(keyboard, screen)
    try:
        terminal.open()
        yield terminal
    finally:
        terminal.leave()
