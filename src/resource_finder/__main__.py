"""The console script: choose the language, then run the command line.

Only the urgent lines are imported before `main`, so that it can print them whatever else is broken.
`main` handles Ctrl-C from its first line on; while Python itself starts, Python does.
"""

from __future__ import annotations

import gc
import os
import sys

from resource_finder import urgent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resource_finder.bilingual import Language


def choose_language(
    arguments: Sequence[str], environ: Mapping[str, str], display: str = ""
) -> Language:
    """The language of an answer, as the command line and the environment name it, else that in
    which the system shows its windows."""
    from resource_finder.bilingual import Language

    return Language(urgent.language(arguments, environ, display))


def _display_language() -> str:
    """The language in which Windows shows its windows; "" elsewhere, where the environment names
    it, and where it is not known."""
    if sys.platform == "win32":
        from contextlib import suppress

        with suppress(ImportError, AttributeError, OSError):
            from resource_finder.cli.windows import display_language

            return display_language()
    return ""


def main() -> None:
    """Run the command line and leave with its exit code."""
    # A short run leaves little garbage; looking for it makes each start slower.
    gc.disable()
    try:
        import signal

        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            # Exit at once, without a traceback: no output is waiting to be written.
            signal.signal(signal.SIGINT, lambda *_: os._exit(130))
        code = _run_safely(sys.argv[1:])
        # All is written: Ctrl-C while Python exits must not print a traceback.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    except KeyboardInterrupt:
        code = 130
    finally:
        gc.freeze()
        gc.enable()
    sys.exit(code)


def _run_safely(arguments: list[str]) -> int:
    """Run a command line and return its exit code: 70 where a part of the program is broken."""
    try:
        return _run(arguments)
    except Exception:
        if os.environ.get("RESOURCE_FINDER_DEBUG") == "1":
            raise
        _report_broken(arguments)
        return 70


def _report_broken(arguments: list[str]) -> None:
    """Print that the program is damaged, using only modules that are imported already."""
    language = urgent.language(arguments, os.environ, _display_language())
    text = urgent.BROKEN[language]
    if urgent.for_people(arguments, os.environ):
        police = urgent.read_number(os.environ.get(urgent.POLICE_VARIABLE, ""))
        text = urgent.add_urgent_lines(text, language, police)
    from contextlib import suppress

    with suppress(AttributeError, OSError, ValueError):
        sys.stderr.write(text + "\n")


def _run(arguments: list[str]) -> int:
    """Run a command line and return its exit code."""
    if arguments == ["--version"]:
        # Scripts often ask for this alone, so it does not wait for the command line to load.
        from contextlib import suppress

        from resource_finder.cli import output
        from resource_finder.cli.version import version_line

        with suppress(OSError, output.CannotWrite):
            output.write(version_line())
            return 0
    language = choose_language(arguments, os.environ, _display_language())
    from resource_finder.cli.app import run

    return run(arguments, language)


if __name__ == "__main__":
    main()
