"""The one writer: every byte that leaves the program, to a stream or into a file, leaves here.

`terminal`, which takes a whole terminal over, is the one exception.
"""

from __future__ import annotations

import codecs
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
    from collections.abc import Iterator
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
    "\u0152": "OE", "\xe6": "ae", "\xc6": "AE",
}  # fmt: skip


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    """A readable stand-in for characters that a stream cannot say."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    said = []
    for character in error.object[error.start : error.end]:
        open_form = unicodedata.normalize("NFKD", _ASCII.get(character, character))
        said.append("".join(c for c in open_form if c.isascii()) or "?")
    return "".join(said), error.end


def prepare(*streams: TextIO) -> None:
    """Let streams, else the standard ones, say what they can and a stand-in for the rest."""
    codecs.register_error("resource-finder", _stand_in)
    for stream in streams or (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            # A stream that takes no more fails here too; it is told of where it is written to.
            with suppress(OSError):
                reconfigure(errors="resource-finder")


def standard_output() -> TextIO:
    """Standard output, to be asked for its encoding, or whether it is a terminal.

    Raises CannotWrite where it is closed.
    """
    if sys.stdout is None:
        raise CannotWrite
    return sys.stdout


def write(text: str, translate: bool = True) -> None:
    """Write all of a text on standard output.

    `translate` makes line ends those of the system; CSV has its own. Raises CannotWrite.
    """
    _answer(text.replace("\n", os.linesep) if translate else text)


def write_bytes(data: bytes) -> None:
    """Write all of a file on standard output. Raises CannotWrite."""
    _answer(data)


def write_error(text: str) -> None:
    """Write lines on standard error, without characters that play with a screen.

    Where it is closed or full they are lost: an error never lands among the answers.
    """
    if sys.stderr is None:
        return
    with suppress(OSError, ValueError):
        _send(sys.stderr, os.linesep.join([*map(make_safe, text.split("\n")), ""]))


def _answer(data: str | bytes) -> None:
    try:
        _send(standard_output(), data)
    except BrokenPipeError as error:
        raise PipeClosed from error
    except (OSError, ValueError) as error:
        raise CannotWrite from error


def _send(stream: TextIO, data: str | bytes) -> None:
    """Write all of it before anything else happens; nothing waits in a buffer for the end."""
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
        taken = raw.write(rest)
        if taken is None:
            select.select([], [raw], [])  # A pipe that does not block is full for a moment.
        else:
            rest = rest[taken:]


def save(path: Path, data: bytes, force: bool) -> None:
    """Save a file whole or not at all; with `force`, over a file that exists.

    Raises FileExistsError where there is one and `force` is not given, else OSError or ValueError.
    """
    if path.is_dir():
        raise IsADirectoryError(path)
    if force and path.exists() and not path.is_file():
        path.write_bytes(data)  # A device or a pipe takes it, and stays what it is.
        return
    unfinished = path.with_name(f".resource-finder-{os.urandom(8).hex()}")
    with _signals_put_off():
        try:
            with unfinished.open("xb") as file:
                file.write(data)
            if force:
                _replace(unfinished, path.resolve())  # A link stays a link.
            else:
                _name(unfinished, path)
        finally:
            unfinished.unlink(missing_ok=True)


def _replace(finished: Path, path: Path) -> None:
    """Put a finished file in the place of another, with the permissions that one had."""
    if path.exists():
        finished.chmod(stat.S_IMODE(path.stat().st_mode))
    finished.replace(path)


def _name(finished: Path, path: Path) -> None:
    """Give a finished file a name that nobody has taken. Raises FileExistsError."""
    try:
        os.link(finished, path)
    except (OSError, NotImplementedError):
        # Where the file system has no hard links, an empty file takes the name first.
        path.open("xb").close()
        try:
            finished.replace(path)
        except BaseException:
            path.unlink()
            raise


@contextmanager
def _signals_put_off() -> Iterator[None]:
    """Let Ctrl-C, and what else ends a program, wait for a moment; not possible on Windows."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
