"""Output: everything that the program prints or saves is written by this module.

The one exception is `tty`, which takes over a whole terminal.
"""

from __future__ import annotations

import codecs
import errno
import os
import select
import signal
import stat
import sys
import unicodedata
from contextlib import contextmanager, suppress

from resource_finder.text import make_safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Final, TextIO


class CannotWrite(Exception):
    """The answer cannot be written, or not whole."""


class PipeClosed(CannotWrite):
    """Nobody reads the answer any more."""


_ASCII: Final = {
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\xab": '"', "\xbb": '"',
    "\u2013": "-", "\u2014": "--", "\u2026": "...", "\xa0": " ", "\u202f": " ", "\u2022": "*",
    "\xb7": "-", "\u2011": "-", "\u2500": "-", "\u2501": "-", "\u2502": "|", "\u0153": "oe",
    "\u0152": "OE", "\xe6": "ae", "\xc6": "AE", "\u258c": "|", "\u203a": ">",
}  # fmt: skip


def _replace_unencodable(error: UnicodeError) -> tuple[str, int]:
    """Similar ASCII characters, or "?", for those that a stream cannot encode: the error handler of
    `prepare`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    replacement = []
    for character in error.object[error.start : error.end]:
        decomposed = unicodedata.normalize("NFKD", _ASCII.get(character, character))
        replacement.append("".join(c for c in decomposed if c.isascii()) or "?")
    return "".join(replacement), error.end


def prepare(*streams: TextIO) -> None:
    """Let streams, else the standard ones, replace the characters that they cannot encode."""
    codecs.register_error("resource-finder", _replace_unencodable)
    for stream in streams or (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            # A full stream fails here already; `write` reports it.
            with suppress(OSError):
                reconfigure(errors="resource-finder")


def standard_output() -> TextIO:
    """Standard output, for its encoding and whether it is a terminal; `write` writes to it.

    Raises CannotWrite where it is closed.
    """
    if sys.stdout is None:
        raise CannotWrite
    return sys.stdout


def screen_environment() -> Mapping[str, str]:
    """The environment that says what the screen can show. On Windows no variable does: there the
    console is asked, and let take escape codes."""
    if sys.platform == "win32":
        from resource_finder.cli import windows

        with suppress(OSError, ValueError):  # Not a file of the system.
            return windows.screen_environment(os.environ, standard_output().fileno())
    return os.environ


def write(text: str, translate: bool = True) -> None:
    """Write all of a text on standard output.

    `translate` turns line ends into those of the system; CSV has its own. Raises CannotWrite.
    """
    _answer(text.replace("\n", os.linesep) if translate else text)


def write_bytes(data: bytes) -> None:
    """Write all of a file on standard output. Raises CannotWrite."""
    _answer(data)


def write_error(text: str) -> None:
    """Write lines on standard error, without characters that could change a screen.

    Where it is closed or full they are lost: errors must not mix with answers.
    """
    if sys.stderr is None:
        return
    with suppress(OSError, ValueError):
        _send(sys.stderr, os.linesep.join([*map(make_safe, text.split("\n")), ""]))


def _answer(data: str | bytes) -> None:
    stream = standard_output()
    try:
        _send(stream, data)
    except (OSError, ValueError) as error:
        closed = is_closed_pipe(error, stream, os.name == "nt")
        raise (PipeClosed if closed else CannotWrite) from error


def is_closed_pipe(error: Exception, stream: TextIO, windows: bool) -> bool:
    """Whether a stream could not be written because nobody reads its pipe any more: on Windows, the
    error that says so may be the one for a wrong argument."""
    if isinstance(error, BrokenPipeError):
        return True
    if not (windows and isinstance(error, OSError) and error.errno == errno.EINVAL):
        return False
    try:
        return stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def _send(stream: TextIO, data: str | bytes) -> None:
    """Write all data at once; none stays in a buffer, where a later failure would lose it."""
    stream.flush()
    if not isinstance(data, bytes):
        if not hasattr(stream, "buffer"):  # Text kept in memory.
            stream.write(data)
            return
        data = data.encode(stream.encoding, stream.errors or "strict")
    raw = getattr(stream.buffer, "raw", stream.buffer)
    rest = memoryview(data)
    while rest:
        # A raw stream, as PYTHONUNBUFFERED makes it, may take only a part.
        written = raw.write(rest)
        if written is None:
            select.select([], [raw], [])  # A non-blocking pipe is full: wait.
        else:
            rest = rest[written:]


def save(path: Path, data: bytes, force: bool) -> None:
    """Save a file whole or not at all; with `force`, over a file that exists.

    Raises FileExistsError where there is one and `force` is not given, else OSError or ValueError.
    """
    if path.is_dir():
        raise IsADirectoryError(path)
    if force and path.exists() and not path.is_file():
        path.write_bytes(data)  # A device or a pipe must not be replaced by a file.
        return
    unfinished = path.with_name(f".resource-finder-{os.urandom(8).hex()}")
    with _signals_delayed():
        try:
            with unfinished.open("xb") as file:
                file.write(data)
            if force:
                _replace(unfinished, path.resolve())  # A link stays a link.
            else:
                _give_new_name(unfinished, path)
        finally:
            unfinished.unlink(missing_ok=True)


def _replace(finished: Path, path: Path) -> None:
    """Replace a file by a finished one, which takes its permissions."""
    if path.exists():
        finished.chmod(stat.S_IMODE(path.stat().st_mode))
    finished.replace(path)


def _give_new_name(finished: Path, path: Path) -> None:
    """Give a finished file its name. Raises FileExistsError where another file has it."""
    try:
        os.link(finished, path)
    except (OSError, NotImplementedError):
        # Without hard links, an empty file reserves the name first.
        path.open("xb").close()
        try:
            finished.replace(path)
        except BaseException:
            path.unlink()
            raise


@contextmanager
def _signals_delayed() -> Iterator[None]:
    """Delay Ctrl-C and other signals that end a program, which would leave an unfinished file;
    Windows cannot."""
    if sys.platform == "win32":
        yield
        return
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
