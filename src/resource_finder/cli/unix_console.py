"""The terminal of Linux and macOS, as `tty` takes it over: its modes, its signals and its bytes."""

from __future__ import annotations

import codecs
import os
import select
import signal
import sys
import termios
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final, TextIO

assert sys.platform != "win32"  # So that mypy does not look for these names there.

_END_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_IGNORED_SIGNALS: Final = (signal.SIGTSTP, signal.SIGQUIT)
"""Ignored: stopping would leave the answer on view, and a core file would keep it."""


class UnixConsole:
    """A terminal that `termios` sets."""

    def __init__(self, keyboard: TextIO, screen: TextIO) -> None:
        self._keyboard, self._screen = keyboard.fileno(), screen.fileno()
        self._decoder = codecs.getincrementaldecoder(keyboard.encoding)("ignore")
        self._mode: list[Any] = termios.tcgetattr(self._keyboard)
        self._handlers: dict[int, Any] = {}

    def take(self, end: Callable[[int, object], None]) -> None:
        """Read keys one by one, without echo; `end` handles the signals that end the program."""
        for number in _END_SIGNALS:
            self._handlers[number] = signal.signal(number, end)
        for number in _IGNORED_SIGNALS:
            self._handlers[number] = signal.signal(number, signal.SIG_IGN)
        disabled = bytes([os.fpathconf(self._keyboard, "PC_VDISABLE") & 0xFF])
        termios.tcsetattr(self._keyboard, termios.TCSADRAIN, _without_echo(self._mode, disabled))

    def give_back(self) -> None:
        """Set the modes and the signals as they were."""
        with suppress(termios.error):
            termios.tcsetattr(self._keyboard, termios.TCSAFLUSH, self._mode)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    @contextmanager
    def signals_delayed(self) -> Iterator[None]:
        """Let the signals that end the program wait."""
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, _END_SIGNALS)
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)

    def wait(self, seconds: float) -> bool:
        """Whether something is typed within this time."""
        return bool(select.select([self._keyboard], [], [], seconds)[0])

    def read(self) -> str | None:
        """What was typed; None once the terminal is gone."""
        data = b""
        with suppress(OSError):
            data = os.read(self._keyboard, 4096)
        return self._decoder.decode(data) if data else None

    def write(self, data: bytes) -> int:
        """Write as many of these bytes as fit, without a buffer: how many. Raises OSError."""
        return os.write(self._screen, data)


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
