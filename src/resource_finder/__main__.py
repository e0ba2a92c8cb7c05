"""The console script: choose the language, then wake the command line."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress

from resource_finder.model import Language


def choose_language(arguments: Sequence[str], environ: Mapping[str, str]) -> Language:
    """`--lang` (the last one that names a language, before `--`), else the environment, else
    English.

    A value of the environment that names neither language falls through to the next.
    """
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
    arguments = sys.argv[1:]
    language = choose_language(arguments, os.environ)
    if arguments == ["--version"]:
        # The commonest question of a script wakes nothing but the date of the directory.
        from resource_finder import __version__, builtin

        with suppress(AttributeError, OSError):
            sys.stdout.write(f"resource-finder {__version__} ({builtin.date()})\n")
            sys.stdout.flush()
            return
    try:
        from resource_finder.shell import run

        code = run(arguments, language)
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
