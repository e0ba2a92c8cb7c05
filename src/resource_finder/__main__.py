"""The console script: choose the language, then wake the command line.

As little as possible is imported before `main`, which answers Ctrl-C from its first line on; before
that Python itself is starting, and what it shows then is its own.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resource_finder.model import Language


def choose_language(arguments: Sequence[str], environ: Mapping[str, str]) -> Language:
    """`--lang` (the last one that names a language, before `--`), else the environment, else
    English.

    A value of the environment that names neither language falls through to the next.
    """
    from resource_finder.model import Language

    told: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        if argument == "--":
            break
        if argument == "--lang":
            told.append(next(rest, ""))
        elif argument.startswith("--lang="):
            told.append(argument.removeprefix("--lang="))
    names = [*reversed(told)]
    names += [
        environ.get(key, "") for key in ("RESOURCE_FINDER_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    ]
    for name in names:
        code = name.strip().lower().replace("-", "_").split(".")[0].split("_")[0]
        if code in tuple(Language):
            return Language(code)
    return Language.EN


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        import signal

        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            # No traceback, wherever Python is: nothing waits in memory to be written.
            signal.signal(signal.SIGINT, lambda *_: os._exit(130))
        code = _answer(sys.argv[1:])
        # All is written: while Python leaves, Ctrl-C has nothing more to end.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def _answer(arguments: list[str]) -> int:
    if arguments == ["--version"]:
        # The commonest question of a script wakes nothing but the date of the directory.
        from contextlib import suppress

        from resource_finder import __version__, builtin, output

        with suppress(OSError, output.CannotWrite):
            output.write(f"resource-finder {__version__} ({builtin.date()})\n")
            return 0
    language = choose_language(arguments, os.environ)
    from resource_finder.shell import run

    return run(arguments, language)


if __name__ == "__main__":
    main()
