"""What Windows must be asked for: a console that takes escape codes, and the language of the
system. Elsewhere the environment says both.

None of this was tried on Windows. The functions are given what they call, so that tests on other
systems can stand in for it; `sys.platform` decides once, at the end.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from ctypes import byref, c_ulong, c_void_p
from typing import Any, Final, Protocol

_PROCESSED_AND_ESCAPES: Final = 0x0001 | 0x0004
"""ENABLE_PROCESSED_OUTPUT and ENABLE_VIRTUAL_TERMINAL_PROCESSING: the second needs the first."""
_PRIMARY_LANGUAGE: Final = 0x03FF
_LANGUAGES: Final = {0x09: "en", 0x0C: "fr"}
"""Primary languages in the language identifiers of Windows."""


class Kernel(Protocol):
    """What is used of `ctypes.windll.kernel32`."""

    def GetConsoleMode(self, console: c_void_p, mode: Any, /) -> int:
        """Read the mode of a console; 0 where it is none."""

    def SetConsoleMode(self, console: c_void_p, mode: int, /) -> int:
        """Set the mode of a console; 0 where it cannot be set."""

    def GetUserDefaultUILanguage(self) -> int:
        """The identifier of the language in which the user sees Windows."""


def takes_escapes(kernel: Kernel, handle: int) -> bool:
    """Whether a console takes escape codes, after they were switched on: a classic one shows them
    else. They stay on, as other programs leave them; the shell sets its own mode."""
    console, mode = c_void_p(handle), c_ulong()
    if not kernel.GetConsoleMode(console, byref(mode)):
        return False
    return bool(kernel.SetConsoleMode(console, mode.value | _PROCESSED_AND_ESCAPES))


def with_terminal(environ: Mapping[str, str], escapes: bool) -> Mapping[str, str]:
    """An environment that says in TERM, as on Unix, whether the console takes escape codes."""
    return {**environ, "TERM": environ.get("TERM") or "windows" if escapes else "dumb"}


def language_of(kernel: Kernel) -> str:
    """The language in which the user sees Windows, as a code; "" where it is neither of ours."""
    return _LANGUAGES.get(kernel.GetUserDefaultUILanguage() & _PRIMARY_LANGUAGE, "")


if sys.platform == "win32":
    import ctypes
    import msvcrt

    def display_language() -> str:
        """The language in which the user sees Windows, as a code; "" where it is neither of
        ours."""
        return language_of(ctypes.windll.kernel32)

    def screen_environment(environ: Mapping[str, str], output: int) -> Mapping[str, str]:
        """An environment that says what the console of a file descriptor can show."""
        handle = msvcrt.get_osfhandle(output)
        return with_terminal(environ, takes_escapes(ctypes.windll.kernel32, handle))
