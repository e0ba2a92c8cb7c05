"""The command line as a whole: names in both languages, help, and exit codes.

Commands are built when they are called; Click's own sentences come from our catalogue.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

import click
import typer

from resource_finder import cli, cli_handout, output, urgent
from resource_finder.cli import COMPLETE
from resource_finder.cli_handout import FORMATS, LANGUAGES
from resource_finder.model import Language
from resource_finder.options import (
    NAME,
    Asked,
    Stop,
    asked_of,
    filters,
    fold,
    private,
    refuse_words,
    shared,
    show_help,
    version,
)
from resource_finder.refusals import NO_USE
from resource_finder.wording import FRENCH, Voice, catalogue, mark, speaks

_ARGUMENTS: Final = {
    "words": mark("What you are looking for."),
    "id": mark("As `list` gives it."),
    "files": mark("Left out: the built-in directory."),
    "topic": mark("A command, or: accessibility, privacy."),
    "shell": mark("bash, zsh or fish."),
}
"""Help of arguments; Click 8.5 drops what Typer 0.25 hands it."""

_ALSO: Final = {
    "hotline": "hotlines", "events": "timeline", "event": "timeline", "ligne": "hotlines",
    "fiches": "show", "listes": "list", "vérifier": "check",
}  # fmt: skip
"""Other forms of names that people type."""


class CommandLine(click.Group):
    """Every command under its English and its French name; words without one are searched."""

    def __init__(self, language: Language) -> None:
        self.language, self.voice = language, Voice(language)
        super().__init__(
            "resource-finder",
            help=mark("Find the right service, hotline or date in Manitoba, in English or French."),
            epilog=mark("Never type a child’s name, nor anything that could identify someone."),
            params=[version(), private(), *shared()],
            subcommand_metavar=mark("[COMMAND] [WORDS]..."),
            invoke_without_command=True,
            callback=cli.front,
        )
        registered = cli_handout.commands.registered_commands
        self._infos = {i.name or getattr(i.callback, "__name__", ""): i for i in registered}
        _translate(self, self.voice)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the chosen language."""
        names = FRENCH if self.language is Language.FR else {}
        return [names.get(name, name) for name in FRENCH]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List each command with what it does; none is built for that, which costs the most."""
        helps = [self.voice.say(self._infos[name].help or name) for name in FRENCH]
        with formatter.section(self.voice.say("Commands")):
            formatter.write_dl(list(zip(self.list_commands(ctx), helps, strict=True)))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of an English or French name, built when it is asked for."""
        name = _english(cmd_name)
        if name is None:
            return None
        if name not in self.commands:
            self.commands[name] = self._build(name)
        return self.commands[name]

    def _build(self, name: str) -> click.Command:
        info = self._infos[name]
        command = typer.main.get_command_from_info(
            info, pretty_exceptions_short=False, rich_markup_mode=None
        )
        command.name = FRENCH[name] if self.language is Language.FR else name
        if name in ("find", "hotlines", "list", "handout"):
            command.params += filters()
        command.params.append(private(inside=True))
        command.params += (
            shared(LANGUAGES, FORMATS)
            if name == "handout"
            else shared(useless=NO_USE.get(name, ()))
        )
        _translate(command, self.voice)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; words that name none are searched, as by `find`."""
        if asked_of(ctx).private:
            refuse_words(ctx)
        name = _english(args[0])
        if name is None and not args[0].startswith("-"):
            _refuse_slip(args, ctx)
            name, args = "find", ["find", *args]
        ctx.meta[NAME] = name
        _, command, rest = super().resolve_command(ctx, args)
        return (command.name if command else None), command, rest


def _english(typed: str) -> str | None:
    """The English name of a command, from any of its names."""
    word = fold(typed)
    names = {fold(french): name for name, french in FRENCH.items()}
    names |= {fold(other): name for other, name in _ALSO.items()}
    return word if word in FRENCH else names.get(word)


def _refuse_slip(words: list[str], ctx: click.Context) -> None:
    """Offer the command that one word of a slip meant, where the word itself finds nothing."""
    words = list(takewhile(lambda word: not word.startswith("-"), words))
    if len(words) != 1 or len(words[0]) < 3:
        return
    from rapidfuzz.distance import DamerauLevenshtein

    typed = fold(words[0])
    near = [
        pair
        for pair in FRENCH.items()
        if min(DamerauLevenshtein.distance(typed, name, score_cutoff=1) for name in pair) <= 1
    ]
    if near:
        from resource_finder.options import open_index
        from resource_finder.search import find

        asked = asked_of(ctx)
        if not find(open_index(asked), words[0])[1]:
            said = Voice(asked.language).say(
                "No command is called “{typed}”. Did you mean “{name}”?",
                typed=words[0], name=near[0][asked.language is Language.FR],
            )  # fmt: skip
            raise click.UsageError(said, ctx)


def _translate(command: click.Command, voice: Voice) -> None:
    """Translate the help and the metavars of a command."""
    for attribute in ("help", "epilog", "short_help", "subcommand_metavar", "options_metavar"):
        said = getattr(command, attribute, None)
        if said:
            setattr(command, attribute, voice.say(said))
    helps = command.get_help_option(click.Context(command))
    if helps:
        helps.callback = show_help
    for param in command.params:
        if param.metavar:
            param.metavar = voice.say(param.metavar)
        said = getattr(param, "help", None) or _ARGUMENTS.get(param.name or "")
        if said:
            param.help = voice.say(said)


_FULL: Final = mark("The answer cannot be written: the disk may be full.")
_DEFECT: Final = mark(
    "Something is wrong in resource-finder itself. Please report the command you used, without"
    " the words you searched. RESOURCE_FINDER_DEBUG=1 shows more."
)


def _speak(language: Language) -> None:
    """Let Click's own sentences come from our catalogue, which gettext alone would look for in a
    file: inside a zip there is none."""
    import gettext

    said = catalogue(language)
    vars(gettext).update(
        dgettext=lambda _, message: said.gettext(message),
        dngettext=lambda _, one, many, number: said.ngettext(one, many, number),
    )


def run(arguments: Sequence[str], language: Language) -> int:
    """Run a command line; the exit code of the promise. Where a language has no sentences the
    answer is in English, under the urgent lines of that language."""
    output.prepare()
    asked = Asked(language if speaks(language) else Language.EN, urgent=language)
    if asked.language is not language:
        asked.notes.append(urgent.NO_FRENCH)
    _speak(asked.language)
    voice = Voice(asked.language)
    code, said = 0, ""
    try:
        output.standard_output()  # Where there is none, nothing needs to be searched.
        code = _run(arguments, asked)
    except Stop as stop:
        code, said = stop.code, voice.say(stop.said) if stop.said else ""
    except output.PipeClosed:
        code = 141
    except output.CannotWrite:
        code, said = 4, voice.say(_FULL)
    except click.ClickException as error:
        code, said = 2, _mistake(error, asked.language)
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except Exception:
        if os.environ.get("RESOURCE_FINDER_DEBUG") == "1":
            raise
        code, said = 70, voice.say(_DEFECT)
    if said and urgent.for_people(arguments, os.environ):
        said = urgent.above(said, language)
    if text := "\n".join(line for line in (said, *asked.notes) if line):
        output.write_error(text)
    return code


class _Quoted(str):
    """A word that Click, which quotes with `repr`, quotes as French does."""

    def __repr__(self) -> str:
        return f"«\u00a0{self}\u00a0»"


def _mistake(error: click.ClickException, language: Language) -> str:
    """What is wrong with the command line, with its usage."""
    if isinstance(error, click.BadParameter) and error.param and error.param_hint is None:
        error.param_hint = error.param.get_error_hint(error.ctx).replace("'", "")
    if isinstance(error, click.NoSuchOption) and error.possibilities and language is Language.FR:
        error.possibilities[:] = map(_Quoted, error.possibilities)
    said = io.StringIO()
    error.show(said)
    return said.getvalue().rstrip("\n")


def _complete(line: CommandLine, instruction: str, asked: Asked) -> int:
    """Answer a shell that completes a word; Click itself would not tell of a full disk."""
    from click.shell_completion import get_completion_class

    shell, _, wanted = instruction.partition("_")
    made = get_completion_class(shell)
    if made is None or wanted not in ("complete", "source"):
        return 1
    complete = made(line, {"obj": asked}, "resource-finder", COMPLETE)
    output.write((complete.complete() if wanted == "complete" else complete.source()) + "\n")
    return 0


def _run(arguments: Sequence[str], asked: Asked) -> int:
    command = CommandLine(asked.language)
    if instruction := os.environ.get(COMPLETE):
        return _complete(command, instruction, asked)
    try:
        result = command.main(list(arguments), "resource-finder", standalone_mode=False, obj=asked)
    except Exception as error:
        # Rooms below know nothing of exit codes; DataError is awake only where a file was read.
        if "resource_finder.reading" not in sys.modules:
            raise
        from resource_finder.reading import DamagedError, DataError

        if not isinstance(error, DataError):
            raise
        from resource_finder.checks import as_text

        code = 70 if isinstance(error, DamagedError) else 3
        raise Stop(code, as_text(error.problems, Voice(asked.language))) from error
    return result if isinstance(result, int) else 0
