"""The tool in processes of its own, between pipes and on terminals."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import termios
from collections.abc import Mapping, Sequence

TIMEOUT_SECONDS = 120
"""After this time a process counts as stuck; none comes near it."""

SCRIPT = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from resource_finder import __main__
sys.argv[0] = "resource-finder"
__main__.main()
"""
"""The console script, importing the package from the folder of its first argument."""

CANNOT_WRITE = {"en": "The answer cannot be written", "fr": "Impossible d’écrire la réponse"}
"""How the error begins where an answer cannot be written."""


def plain_environment(**more: str) -> dict[str, str]:
    """An environment with a UTF-8 terminal and no setting of the tool."""
    return {"PATH": os.environ["PATH"], "TERM": "xterm", "PYTHONIOENCODING": "utf-8", **more}


def run_piped(
    start: Sequence[str], *arguments: str, **environ: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a command between pipes."""
    return subprocess.run(
        [*start, *arguments], stdin=subprocess.DEVNULL, capture_output=True,
        env=plain_environment(**environ), timeout=TIMEOUT_SECONDS, check=False,
    )  # fmt: skip


def run_on_terminal(
    start: Sequence[str],
    arguments: Sequence[str],
    columns: int,
    environ: Mapping[str, str] | None = None,
    rows: int = 24,
    typed: bytes = b"",
) -> tuple[int, bytes]:
    """Run a command on a terminal of this size, where something is typed; its exit code, and all
    that it showed."""
    ours, theirs = pty.openpty()
    os.write(ours, typed)
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    with subprocess.Popen(
        [*start, *arguments], stdin=theirs, stdout=theirs, stderr=theirs,
        env=plain_environment(**(environ or {})),
    ) as process:  # fmt: skip
        os.close(theirs)
        output = b"".join(iter(lambda: _read(ours), b""))
        os.close(ours)
        return process.wait(TIMEOUT_SECONDS), output.replace(b"\r\n", b"\n")


IN_WINDOWS = """
import fcntl, os, struct, sys, termios
sys.path.insert(0, sys.argv.pop(1))
from resource_finder import __main__
from resource_finder.cli import app, find, hotlines, show
from resource_finder.render import formats, terminal
from resource_finder.search import builtin_index, compiled, rank
widths = sys.argv.pop(1).split(",")
sys.argv[0] = "resource-finder"
for width in widths:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(width), 0, 0))
    process = os.fork()
    if not process:
        __main__.main()
    print("\\0", os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), "\\0", end="", flush=True)
"""
"""The console script, run in windows of several widths, a process each: `\\0 CODE \\0` follows what
one showed. Most modules are imported once for all."""


def run_in_windows(
    start: Sequence[str], arguments: Sequence[str], widths: Sequence[int]
) -> dict[int, tuple[int, bytes]]:
    """Run a command on terminals of several widths, one after the other: by width, its exit code
    and all that it showed."""
    python, option, _, package, *before = start
    listed = ",".join(map(str, widths))
    command = [python, option, IN_WINDOWS, package, listed, *before]
    code, shown = run_on_terminal(command, arguments, widths[0])
    assert code == 0, shown
    parts = shown.split(b"\0")
    codes = map(int, parts[1::2])
    return dict(zip(widths, zip(codes, parts[::2], strict=False), strict=True))


def _read(terminal: int) -> bytes:
    """The next bytes; none once the process has ended."""
    try:
        return os.read(terminal, 65_536)
    except OSError:
        return b""


def bytes_waiting(pipe: int) -> int:
    """Bytes that a pipe holds."""
    count: int = struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"\0" * 4))[0]
    return count
