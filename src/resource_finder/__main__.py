"""The console script: choose the language, then run the command line.

Only the urgent lines are imported before `main`, which prints them whatever else is broken and
answers Ctrl-C from its first line on; before that Python itself is starting, and what it shows then
is its own.
"""

from __future__ import annotations

import gc
import os
import sys

from resource_finder import urgent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resource_finder.model import Language


def choose_language(arguments: Sequence[str], environ: Mapping[str, str]) -> Language:
    """The language of an answer, as the command line and the environment name it."""
    from resource_finder.model import Language

    return Language(urgent.language(arguments, environ))


def main() -> None:
    """Run the command line and leave with its exit code."""
    # A short answer leaves little to collect; looking for it would take a tenth of its time.
    gc.disable()
    try:
        import signal

        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            # No traceback, wherever Python is: nothing waits in memory to be written.
            signal.signal(signal.SIGINT, lambda *_: os._exit(130))
        code = _checked(sys.argv[1:])
        # All is written: while Python leaves, Ctrl-C has nothing more to end.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    except KeyboardInterrupt:
        code = 130
    finally:
        gc.freeze()
        gc.enable()
    sys.exit(code)


def _checked(arguments: list[str]) -> int:
    """The exit code of a command line, where the program is not whole too."""
    try:
        return _answer(arguments)
    except Exception:
        if os.environ.get("RESOURCE_FINDER_DEBUG") == "1":
            raise
        _tell_broken(arguments)
        return 70


def _tell_broken(arguments: list[str]) -> None:
    """Say that the program is not whole, with nothing but what is imported already."""
    language = urgent.language(arguments, os.environ)
    text = urgent.BROKEN[language]
    if urgent.for_people(arguments, os.environ):
        text = urgent.above(text, language)
    from contextlib import suppress

    with suppress(AttributeError, OSError, ValueError):
        sys.stderr.write(text + "\n")


def _answer(arguments: list[str]) -> int:
    if arguments == ["--version"]:
        # The commonest question of a script loads nothing but the date of the directory.
        from contextlib import suppress

        from resource_finder import __version__
        from resource_finder.cli import output
        from resource_finder.directory import builtin

        with suppress(OSError, output.CannotWrite):
            output.write(f"resource-finder {__version__} ({builtin.date()})\n")
            return 0
    language = choose_language(arguments, os.environ)
    from resource_finder.cli.app import run

    return run(arguments, language)


if __name__ == "__main__":
    main()
