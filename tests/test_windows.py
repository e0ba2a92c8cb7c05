"""What Windows does differently, tried with stand-ins for what it offers: no test runs there."""

from __future__ import annotations

import errno
import io
import os
import signal
import sqlite3
from contextlib import closing
from ctypes import c_void_p
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import pytest

from resource_finder.__main__ import choose_language
from resource_finder.bilingual import Language
from resource_finder.cli import keys, tty, windows
from resource_finder.cli.output import is_closed_pipe
from resource_finder.cli.windows_console import WindowsConsole
from resource_finder.render.terminal import detect_screen
from resource_finder.search.compiled import address_of

# --- the console ----------------------------------------------------------------------------------


class Kernel:
    """A stand-in for `kernel32`: `modes` are those of consoles by their handles."""

    def __init__(self, modes: dict[int, int], language: int = 0, classic: bool = False) -> None:
        self.modes, self.language, self.classic = modes, language, classic

    def GetConsoleMode(self, console: c_void_p, mode: Any, /) -> int:
        """Read a mode."""
        if console.value not in self.modes:
            return 0
        mode._obj.value = self.modes[console.value]
        return 1

    def SetConsoleMode(self, console: c_void_p, mode: int, /) -> int:
        """Set a mode, in which an old console knows no escape codes."""
        if console.value is None or (self.classic and mode & 4):
            return 0
        self.modes[console.value] = mode
        return 1

    def GetUserDefaultUILanguage(self) -> int:
        """The language of the system."""
        return self.language


class OnTerminal(io.TextIOWrapper):
    """A stream of a terminal, which keeps what is written."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8")

    def isatty(self) -> bool:
        """It is one."""
        return True

    def fileno(self) -> int:
        """Of no file of the system."""
        return -1

    def written(self) -> str:
        """What was written."""
        data = self.buffer.raw if hasattr(self.buffer, "raw") else self.buffer
        assert isinstance(data, io.BytesIO)
        return data.getvalue().decode()


def test_escape_codes_are_switched_on() -> None:
    """In a classic console, where codes would be shown, they are switched on; its mode stays."""
    kernel = Kernel({7: 0b10})
    assert windows.takes_escapes(kernel, 7)
    assert kernel.modes == {7: 0b111}


@pytest.mark.parametrize(
    ("kernel", "environ", "rich"),
    [
        (Kernel({7: 3}), {}, True),
        (Kernel({7: 3}), {"TERM": "dumb"}, False),
        (Kernel({7: 3}, classic=True), {}, False),
        (Kernel({7: 3}, classic=True), {"TERM": "xterm"}, False),
        (Kernel({}), {}, False),
    ],
)
def test_a_console_without_escape_codes_gets_plain_text(
    kernel: Kernel, environ: dict[str, str], rich: bool
) -> None:
    """Nobody on an old console reads a phone number between codes."""
    told = windows.with_terminal(environ, windows.takes_escapes(kernel, 7))
    stream = OnTerminal()
    assert detect_screen(stream, told).rich is rich
    assert tty.is_usable(stream, stream, told) is rich


# --- the language of the system -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("identifier", "environ", "arguments", "expected"),
    [
        (0x0C0C, {}, [], "fr"),
        (0x040C, {"LANG": "de_DE"}, [], "fr"),
        (0x0C0C, {"LANG": "en_CA"}, [], "en"),
        (0x0C0C, {"RESOURCE_FINDER_LANG": "en"}, [], "en"),
        (0x0C0C, {}, ["--lang", "en"], "en"),
        (0x1009, {"LANG": "fr_CA"}, [], "fr"),
        (0x1009, {}, [], "en"),
        (0x0407, {}, [], "en"),
    ],
)
def test_a_french_windows_gets_french(
    identifier: int, environ: dict[str, str], arguments: list[str], expected: str
) -> None:
    """Where neither the command line nor a variable names a language, that of Windows counts."""
    display = windows.language_of(Kernel({}, identifier))
    assert choose_language(arguments, environ, display) is Language(expected)


# --- a closed pipe --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "on_windows", "closed"),
    [
        (BrokenPipeError(errno.EPIPE, ""), False, True),
        (BrokenPipeError(errno.EPIPE, ""), True, True),
        (OSError(errno.EINVAL, ""), True, True),
        (OSError(errno.EINVAL, ""), False, False),
        (OSError(errno.ENOSPC, ""), True, False),
        (ValueError(), True, False),
    ],
)
def test_a_closed_pipe_is_no_full_disk(error: Exception, on_windows: bool, closed: bool) -> None:
    """On Windows a reader that has gone away is told of as a wrong argument."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as pipe:
        assert is_closed_pipe(error, pipe, on_windows) is closed


def test_a_wrong_argument_for_a_file_is_no_closed_pipe(tmp_path: Path) -> None:
    """A file that cannot be written to is told of."""
    with (tmp_path / "x").open("w", encoding="utf-8") as file:
        assert not is_closed_pipe(OSError(errno.EINVAL, ""), file, True)
    assert not is_closed_pipe(OSError(errno.EINVAL, ""), file, True)
    assert not is_closed_pipe(OSError(errno.EINVAL, ""), io.StringIO(), True)


# --- shares ---------------------------------------------------------------------------------------


def test_sqlite_opens_a_file_on_a_share(tmp_path: Path) -> None:
    """A program on a share is as fast as elsewhere: the name of the server is no host."""
    share = PureWindowsPath(r"\\server\share\un dossier\directory.sqlite")
    assert address_of(share) == "file:////server/share/un%20dossier/directory.sqlite"
    drive = PureWindowsPath(r"C:\a\directory.sqlite")
    assert address_of(drive) == "file:///C:/a/directory.sqlite"
    assert address_of(PurePosixPath("/a/directory.sqlite")) == "file:///a/directory.sqlite"

    path = tmp_path / "un dossier" / "a?b#c.sqlite"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE x (y)")
    for address in (address_of(path), address_of(path).replace("file://", "file:////", 1)):
        with closing(sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True)) as db:
            assert db.execute("SELECT name FROM sqlite_master").fetchall() == [("x",)]


# --- the search screen and --private --------------------------------------------------------------


class Keyboard:
    """A stand-in for `msvcrt`: a special key is two characters, and the second waits where a
    character that was put back does."""

    def __init__(self, *typed: str) -> None:
        self.typed = list(typed)
        self.waiting = ""

    def kbhit(self) -> bool:
        """Whether a key waits."""
        return bool(self.typed)

    def getwch(self) -> str:
        """The next character."""
        if self.waiting:
            character, self.waiting = self.waiting, ""
            return character
        key = self.typed.pop(0)
        self.waiting = key[1:]
        return key[0]

    def ungetwch(self, unicode_char: str, /) -> None:
        """Put one back."""
        if self.waiting:
            raise OSError
        self.waiting = unicode_char


@pytest.mark.parametrize(
    ("typed", "pressed"),
    [
        (("f", "é", "e", "\r"), ["f", "é", "e", keys.ENTER]),
        (("à", "\xe0H", "à", "\xe0P", "\x00H"), ["à", keys.UP, "à", keys.DOWN, keys.UP]),
        (("\xe0K", "\xe0G", "\xe0O"), [keys.LEFT, keys.HOME, keys.END]),
        (("\xe0I", "\xe0Q", "\x00;"), [keys.PAGE_UP, keys.PAGE_DOWN, keys.HELP]),
        (("\x08", "\x17", "\t"), [keys.BACK, keys.CLEAR_WORD, keys.TAB]),
        (("\xe0\x85", "\x00", "a"), ["a"]),
        (("\x1b",), [keys.ESCAPE]),
        (("\x04",), [keys.LEAVE]),
    ],
)
def test_keys_of_windows_do_what_they_do_elsewhere(
    typed: tuple[str, ...], pressed: list[str]
) -> None:
    """Arrows move, Enter opens, and à is a letter, although arrows begin with the same
    character."""
    screen = OnTerminal()
    terminal = tty.Terminal(WindowsConsole(Keyboard(*typed), screen), screen)
    terminal.open()
    try:
        assert terminal.read_keys() == pressed
    finally:
        terminal.leave()


def test_a_console_of_windows_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen is wiped and closed, keys typed meanwhile are dropped, signals are as before."""
    monkeypatch.setattr(tty, "_IDLE_SECONDS", 0.0)
    before = signal.getsignal(signal.SIGINT)
    keyboard, screen = Keyboard("a"), OnTerminal()
    terminal = tty.Terminal(WindowsConsole(keyboard, screen), screen)
    terminal.open()
    assert signal.getsignal(signal.SIGINT) != before
    terminal.show(["secret"], 0, terminal.size())
    terminal.leave()
    terminal.leave()
    assert (signal.getsignal(signal.SIGINT), keyboard.typed) == (before, [])
    opened, _, rest = screen.written().partition("secret")
    assert opened.startswith("\x1b[?1049h")
    assert rest.count("\x1b[2K") == 23 + 24
    assert rest.endswith("\x1b[H\x1b[?1049l")


def test_ctrl_c_leaves_a_console_of_windows_first() -> None:
    """Ctrl-C wipes the screen before it ends the program."""
    screen = OnTerminal()
    ended: list[str] = []
    before = signal.signal(signal.SIGINT, lambda *_: ended.append(screen.written()[-8:]))
    try:
        terminal = tty.Terminal(WindowsConsole(Keyboard(), screen), screen)
        terminal.open()
        signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
    assert ended == ["\x1b[?1049l"]
