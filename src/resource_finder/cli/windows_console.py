"""The console of Windows, as `tty` takes it over: `msvcrt` reads its keys."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import RawIOBase
from typing import Any, BinaryIO, Final, Protocol, TextIO

_POLL_SECONDS: Final = 0.02
"""Seconds between two looks for a key: `msvcrt` cannot wait for one and for an end of the wait."""
_END_SIGNALS: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGBREAK") if hasattr(signal, name)
)
_SPECIAL: Final = ("\x00", "\xe0")
"""The first of the two characters of a key that types nothing. The second is also the letter à."""
_KEYS: Final[Mapping[str, str]] = {
    ";": "\x1bOP", "H": "\x1b[A", "P": "\x1b[B", "K": "\x1b[D", "G": "\x1b[H", "O": "\x1b[F",
    "I": "\x1b[5~", "Q": "\x1b[6~",
}  # fmt: skip
"""What a Unix terminal sends for a key, by the second character here: `keys` tells both."""


class Keys(Protocol):
    """What is used of `msvcrt`."""

    def kbhit(self) -> bool:
        """Whether a key waits."""

    def getwch(self) -> str:
        """The next character typed."""

    def ungetwch(self, unicode_char: str, /) -> None:
        """Put a character back. Raises OSError where one waits that was put back."""


class WindowsConsole:
    """A console whose keys are read one by one."""

    def __init__(self, keys: Keys, screen: TextIO) -> None:
        self._keys = keys
        # Below the buffer: what is written there by bytes would be read in another encoding.
        self._screen: BinaryIO | RawIOBase = getattr(screen.buffer, "raw", screen.buffer)
        self._handlers: dict[int, Any] = {}
        self._handlers_after_delay: dict[int, Any] = {}

    def take(self, end: Callable[[int, object], None]) -> None:
        """Let `end` handle the signals that end the program. `msvcrt` neither echoes nor waits for
        Enter, without a mode to set."""
        self._handlers = {number: signal.signal(number, end) for number in _END_SIGNALS}

    def give_back(self) -> None:
        """Handle signals as before, once they are delayed no more."""
        self._handlers_after_delay = self._handlers

    @contextmanager
    def signals_delayed(self) -> Iterator[None]:
        """Ignore the signals that end the program: Windows cannot let them wait."""
        self._handlers_after_delay = {
            number: signal.signal(number, signal.SIG_IGN) for number in _END_SIGNALS
        }
        try:
            yield
        finally:
            for number, handler in self._handlers_after_delay.items():
                signal.signal(number, handler)

    def wait(self, seconds: float) -> bool:
        """Whether something is typed within this time."""
        end = time.monotonic() + seconds
        while not self._keys.kbhit():
            if time.monotonic() >= end:
                return False
            time.sleep(_POLL_SECONDS)
        return True

    def read(self) -> str | None:
        """What was typed, as a Unix terminal sends it. A console that is gone ends the program."""
        typed = [self._key()]
        while self._keys.kbhit():
            typed.append(self._key())
        return "".join(typed)

    def write(self, data: bytes) -> int:
        """Write as many of these bytes as fit, without a buffer: how many. Raises OSError."""
        written = self._screen.write(data)
        if not written:
            raise BlockingIOError
        return written

    def _key(self) -> str:
        first = self._keys.getwch()
        if first not in _SPECIAL:
            return first
        second = self._second()
        if second is None:
            return first.strip("\x00")
        return _KEYS.get(second, "")

    def _second(self) -> str | None:
        """The second character of a special key; None after the letter à. A second character waits
        where a character put back would, and so nothing can be put back before it."""
        try:
            self._keys.ungetwch(" ")
        except OSError:
            return self._keys.getwch()
        self._keys.getwch()
        return None
