"""The tool in processes of its own, between pipes and on terminals."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import termios
from collections.abc import Mapping, Sequence

PATIENCE = 120
"""Seconds after which a process is taken for stuck; none comes near."""

SCRIPT = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from resource_finder import __main__
sys.argv[0] = "resource-finder"
__main__.main()
"""
"""The console script, with a compiled directory that is fresh whatever stands in the checkout."""

FULL = {"en": "The answer cannot be written", "fr": "Impossible d’écrire la réponse"}
"""How an answer that cannot be written is told, to begin with."""


def surroundings(**more: str) -> dict[str, str]:
    """A plain environment: a UTF-8 terminal, nothing asked for."""
    return {"PATH": os.environ["PATH"], "TERM": "xterm", "PYTHONIOENCODING": "utf-8", **more}


def piped(
    start: Sequence[str], *arguments: str, **environ: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a command between pipes."""
    return subprocess.run(
        [*start, *arguments], stdin=subprocess.DEVNULL, capture_output=True,
        env=surroundings(**environ), timeout=PATIENCE, check=False,
    )  # fmt: skip


def on_terminal(
    start: Sequence[str],
    arguments: Sequence[str],
    columns: int,
    environ: Mapping[str, str] | None = None,
    rows: int = 24,
) -> tuple[int, bytes]:
    """Run a command on a terminal of this size; its exit code, and all that it showed."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    with subprocess.Popen(
        [*start, *arguments], stdin=theirs, stdout=theirs, stderr=theirs,
        env=surroundings(**(environ or {})),
    ) as process:  # fmt: skip
        os.close(theirs)
        shown = b"".join(iter(lambda: _read(ours), b""))
        os.close(ours)
        return process.wait(PATIENCE), shown.replace(b"\r\n", b"\n")


def _read(terminal: int) -> bytes:
    """What comes next; nothing more once the process has left."""
    try:
        return os.read(terminal, 65_536)
    except OSError:
        return b""


def waiting(pipe: int) -> int:
    """Bytes that a pipe holds."""
    held: int = struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"\0" * 4))[0]
    return held
