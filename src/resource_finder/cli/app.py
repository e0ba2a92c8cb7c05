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

from resource_finder import urgent
from resource_finder.cli import commands, handout, output
from resource_finder.cli.commands import COMPLETE
from resource_finder.cli.handout import FORMATS, LANGUAGES
from resource_finder.cli.options import (
    NAME,
    ExitError,
    GlobalOptions,
    filters,
    global_options,
    private,
    refuse_words,
    shared,
    show_help,
    version,
)
from resource_finder.cli.refusals import NO_USE
from resource_finder.i18n import FRENCH_COMMANDS, N_, Translator, catalogue, is_available
from resource_finder.model import Language
from resource_finder.text import without_accents

_ARGUMENTS: Final = {
    "words": N_("What you are looking for."),
    "id": N_("As `list` gives it."),
    "files": N_("Left out: the built-in directory."),
    "topic": N_("A command, or: accessibility, privacy."),
    "shell": N_("bash, zsh or fish."),
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
        self.language, self.translator = language, Translator(language)
        super().__init__(
            "resource-finder",
            help=N_("Find the right service, hotline or date in Manitoba, in English or French."),
            epilog=N_("Never type a child’s name, nor anything that could identify someone."),
            params=[version(), private(), *shared()],
            subcommand_metavar=N_("[COMMAND] [WORDS]..."),
            invoke_without_command=True,
            callback=commands.front,
        )
        registered = handout.commands.registered_commands
        self._infos = {i.name or getattr(i.callback, "__name__", ""): i for i in registered}
        _translate(self, self.translator)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the chosen language."""
        names = FRENCH_COMMANDS if self.language is Language.FR else {}
        return [names.get(name, name) for name in FRENCH_COMMANDS]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List each command with what it does; none is built for that, which costs the most."""
        helps = [self.translator.text(self._infos[name].help or name) for name in FRENCH_COMMANDS]
        with formatter.section(self.translator.text("Commands")):
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
        command.name = FRENCH_COMMANDS[name] if self.language is Language.FR else name
        if name in ("find", "hotlines", "list", "handout"):
            command.params += filters()
        command.params.append(private(inside=True))
        command.params += (
            shared(LANGUAGES, FORMATS)
            if name == "handout"
            else shared(useless=NO_USE.get(name, ()))
        )
        _translate(command, self.translator)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; words that name none are searched, as by `find`."""
        if global_options(ctx).private:
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
    word = without_accents(typed)
    names = {without_accents(french): name for name, french in FRENCH_COMMANDS.items()}
    names |= {without_accents(other): name for other, name in _ALSO.items()}
    return word if word in FRENCH_COMMANDS else names.get(word)


def _refuse_slip(words: list[str], ctx: click.Context) -> None:
    """Offer the command that one word of a slip meant, where the word itself finds nothing."""
    words = list(takewhile(lambda word: not word.startswith("-"), words))
    if len(words) != 1 or len(words[0]) < 3:
        return
    from rapidfuzz.distance import DamerauLevenshtein

    typed = without_accents(words[0])
    near = [
        pair
        for pair in FRENCH_COMMANDS.items()
        if min(DamerauLevenshtein.distance(typed, name, score_cutoff=1) for name in pair) <= 1
    ]
    if near:
        from resource_finder.cli.options import open_index
        from resource_finder.search.rank import find

        options = global_options(ctx)
        if not find(open_index(options), words[0])[1]:
            said = Translator(options.language).text(
                "No command is called “{typed}”. Did you mean “{name}”?",
                typed=words[0], name=near[0][options.language is Language.FR],
            )  # fmt: skip
            raise click.UsageError(said, ctx)


def _translate(command: click.Command, translator: Translator) -> None:
    """Translate the help and the metavars of a command."""
    for attribute in ("help", "epilog", "short_help", "subcommand_metavar", "options_metavar"):
        said = getattr(command, attribute, None)
        if said:
            setattr(command, attribute, translator.text(said))
    helps = command.get_help_option(click.Context(command))
    if helps:
        helps.callback = show_help
    for param in command.params:
        if param.metavar:
            param.metavar = translator.text(param.metavar)
        said = getattr(param, "help", None) or _ARGUMENTS.get(param.name or "")
        if said:
            param.help = translator.text(said)


_FULL: Final = N_("The answer cannot be written: the disk may be full.")
_DEFECT: Final = N_(
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
    options = GlobalOptions(language if is_available(language) else Language.EN, urgent=language)
    if options.language is not language:
        options.notes.append(urgent.NO_FRENCH)
    _speak(options.language)
    translator = Translator(options.language)
    code, said = 0, ""
    try:
        output.standard_output()  # Where there is none, nothing needs to be searched.
        code = _run(arguments, options)
    except ExitError as stop:
        code, said = stop.code, translator.text(stop.said) if stop.said else ""
    except output.PipeClosed:
        code = 141
    except output.CannotWrite:
        code, said = 4, translator.text(_FULL)
    except click.ClickException as error:
        code, said = 2, _mistake(error, options.language)
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except Exception:
        if os.environ.get("RESOURCE_FINDER_DEBUG") == "1":
            raise
        code, said = 70, translator.text(_DEFECT)
    if said and urgent.for_people(arguments, os.environ):
        said = urgent.above(said, language)
    if text := "\n".join(line for line in (said, *options.notes) if line):
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


def _complete(line: CommandLine, instruction: str, options: GlobalOptions) -> int:
    """Answer a shell that completes a word; Click itself would not tell of a full disk."""
    from click.shell_completion import get_completion_class

    shell, _, wanted = instruction.partition("_")
    made = get_completion_class(shell)
    if made is None or wanted not in ("complete", "source"):
        return 1
    complete = made(line, {"obj": options}, "resource-finder", COMPLETE)
    output.write((complete.complete() if wanted == "complete" else complete.source()) + "\n")
    return 0


def _run(arguments: Sequence[str], options: GlobalOptions) -> int:
    command = CommandLine(options.language)
    if instruction := os.environ.get(COMPLETE):
        return _complete(command, instruction, options)
    try:
        result = command.main(
            list(arguments), "resource-finder", standalone_mode=False, obj=options
        )
    except Exception as error:
        # Rooms below know nothing of exit codes; DataError is awake only where a file was read.
        if "resource_finder.directory.nodes" not in sys.modules:
            raise
        from resource_finder.directory.nodes import DamagedError, DataError

        if not isinstance(error, DataError):
            raise
        from resource_finder.views.check import as_text

        code = 70 if isinstance(error, DamagedError) else 3
        raise ExitError(code, as_text(error.problems, Translator(options.language))) from error
    return result if isinstance(result, int) else 0
