"""The command line as a whole: commands under English and French names, help, and exit codes.

A command is built only when it is called, to start quickly. Click's own sentences are translated by
the catalogue of this program.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final

import click
import typer

from resource_finder import urgent
from resource_finder.bilingual import Language
from resource_finder.cli import misread, output
from resource_finder.cli.command import Command, ExitError, registry
from resource_finder.cli.front import front
from resource_finder.cli.names import english_name
from resource_finder.cli.options import HELP_NAMES, GlobalOptions, options_of
from resource_finder.cli.parameters import (
    filter_options,
    private_option,
    refuse_private_inside,
    refuse_words,
    shared_options,
    show_help,
    version_option,
)
from resource_finder.cli.request import COMPLETE
from resource_finder.cli.usage import write_examples
from resource_finder.i18n import FRENCH_COMMANDS, N_, Translator, catalogue, is_available
from resource_finder.render.formats import READ_BY_PEOPLE


class CommandLine(click.Group):
    """Every command under its English and its French name; words without one are searched."""

    def __init__(self, language: Language) -> None:
        self.language, self.translator = language, Translator(language)
        super().__init__(
            "resource-finder",
            help=N_("Find the right service, hotline or date in Manitoba, in English or French."),
            epilog=N_("Never type a child’s name, nor anything that could identify someone."),
            params=[version_option(), private_option(), *shared_options()],
            context_settings={"help_option_names": HELP_NAMES},
            subcommand_metavar=N_("[COMMAND] [WORDS]..."),
            invoke_without_command=True,
            callback=front,
        )
        _translate(self, self.translator)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the chosen language."""
        names = FRENCH_COMMANDS if self.language is Language.FR else {}
        return [names.get(name, name) for name in FRENCH_COMMANDS]

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write examples, then the rest."""
        words = self.translator.text("runaway thompson")
        examples = [f"resource-finder {words}", self.translator.command("hotlines", "")]
        write_examples(examples, ctx, formatter)
        super().format_help(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List each command with what it does, without building it: that takes most of the time."""
        helps = [self.translator.text(_command_info(name).help or name) for name in FRENCH_COMMANDS]
        with formatter.section(self.translator.text("Commands")):
            formatter.write_dl(list(zip(self.list_commands(ctx), helps, strict=True)))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of an English or French name, built when it is asked for."""
        name = english_name(cmd_name)
        if name is None:
            return None
        if name not in self.commands:
            self.commands[name] = self._build(name)
        return self.commands[name]

    def _build(self, name: str) -> click.Command:
        command = typer.main.get_command_from_info(
            _command_info(name), pretty_exceptions_short=False, rich_markup_mode=None
        )
        assert isinstance(command, Command)
        command.name = FRENCH_COMMANDS[name] if self.language is Language.FR else name
        command.params += filter_options() if command.takes_filters else []
        command.params.append(private_option(refuse_private_inside))
        command.params += shared_options(
            command.languages, command.formats, command.refused_options
        )
        _translate(command, self.translator)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; words that are no call are searched, as by `find`."""
        if options_of(ctx).private:
            refuse_words(ctx)
        _, command, rest = super().resolve_command(ctx, self._read(args, ctx))
        return (command.name if command else None), command, rest

    def _read(self, args: list[str], ctx: click.Context) -> list[str]:
        """Words that begin with the name of a command: `find` where none was called."""
        command = self.get_command(ctx, args[0])
        if command is None and not args[0].startswith("-"):
            misread.offer_command(args, self, ctx)
            return ["find", *args]
        if isinstance(command, Command) and misread.is_search(command, args[1:], self, ctx):
            misread.tell_searched(command, ctx)
            return ["find", *args[1:]]
        return args


def _command_info(name: str) -> typer.models.CommandInfo:
    """What a module registered of its command; the module is imported for that."""
    import_module(f"resource_finder.cli.{name}")
    return next(info for info in registry.registered_commands if info.name == name)


def _translate(command: click.Command, translator: Translator) -> None:
    """Translate the help and the metavars of a command."""
    for attribute in ("help", "epilog", "short_help", "subcommand_metavar", "options_metavar"):
        sentence = getattr(command, attribute, None)
        if sentence:
            setattr(command, attribute, translator.text(sentence))
    context = click.Context(command, help_option_names=list(HELP_NAMES))
    help_option = command.get_help_option(context)
    if help_option:
        help_option.callback = show_help
    arguments = getattr(command, "argument_help", {})
    for param in command.params:
        if param.metavar:
            param.metavar = translator.text(param.metavar)
        sentence = getattr(param, "help", None) or arguments.get(param.name or "")
        if sentence:
            param.help = translator.text(sentence)


_NOT_WRITTEN: Final = N_("The answer cannot be written: the disk may be full.")
_DEFECT: Final = N_(
    "resource-finder has a problem. Please report the command you used, without the words of "
    "your search. RESOURCE_FINDER_DEBUG=1 shows more."
)

_NOT_A_POLICE_NUMBER: Final = N_(
    "RESOURCE_FINDER_POLICE is not used: set it to the ten digits of your local police number, with"
    " the area code, or remove it. It cannot be 911, which does not work everywhere."
)


def translate_click(language: Language) -> None:
    """Translate Click's own sentences by our catalogue. Click asks gettext, which would look for a
    file: in a zipped installation there is none."""
    import gettext

    sentences = catalogue(language)
    vars(gettext).update(
        dgettext=lambda _, message: sentences.gettext(message),
        dngettext=lambda _, one, many, number: sentences.ngettext(one, many, number),
    )


def run(arguments: Sequence[str], language: Language) -> int:
    """Run a command line and return its exit code. Where the translation into a language is
    missing, the answer is in English, under the urgent lines of that language."""
    output.prepare()
    available = language if is_available(language) else Language.EN
    notes = [] if available is language else [urgent.NO_FRENCH]
    translate_click(available)
    police = _police_number(notes, Translator(available))
    code, error = _outcome(arguments, GlobalOptions(available, language, notes.append, police))
    if error and urgent.for_people(arguments, os.environ, READ_BY_PEOPLE):
        error = urgent.add_urgent_lines(error, language, police)
    # A command may open the directory twice: its faults are told once.
    if text := "\n".join(line for line in (error, *dict.fromkeys(notes)) if line):
        output.write_error(text)
    return code


def _police_number(notes: list[str], translator: Translator) -> str:
    """The local police number that the environment holds, in E.164; "" where it holds none, with a
    note where it holds something else."""
    typed = os.environ.get(urgent.POLICE_VARIABLE, "").strip()
    number = urgent.read_number(typed)
    if typed and not number and COMPLETE not in os.environ:
        notes.append(translator.text(_NOT_A_POLICE_NUMBER))
    return number


def _outcome(arguments: Sequence[str], options: GlobalOptions) -> tuple[int, str]:
    """Run a command line: its exit code, and the message for stderr, "" where there is none."""
    translator = Translator(options.language)
    try:
        output.standard_output()  # Fails at once where there is none.
        return _answer(arguments, options), ""
    except ExitError as error:
        return error.code, translator.text(error.message) if error.message else ""
    except output.PipeClosed:
        return 141, ""
    except output.CannotWrite:
        return 4, translator.text(_NOT_WRITTEN)
    except click.ClickException as error:
        return 2, _usage_error(error, options.language)
    except (click.Abort, KeyboardInterrupt):
        return 130, ""
    except Exception:
        if os.environ.get("RESOURCE_FINDER_DEBUG") == "1":
            raise
        return 70, translator.text(_DEFECT)


class _FrenchQuoted(str):
    """A word in French quotation marks, as Click prints it: it quotes with `repr`."""

    def __repr__(self) -> str:
        return f"«\u00a0{self}\u00a0»"


def _usage_error(error: click.ClickException, language: Language) -> str:
    """What is wrong with a command line, with its usage."""
    if isinstance(error, click.BadParameter) and error.param and error.param_hint is None:
        # Without the dots of an argument that may be repeated: a full stop follows.
        hint = error.param.get_error_hint(error.ctx).replace("'", "")
        error.param_hint = hint.removesuffix("...")
    if isinstance(error, click.NoSuchOption) and error.possibilities and language is Language.FR:
        error.possibilities[:] = map(_FrenchQuoted, error.possibilities)
    text = io.StringIO()
    error.show(text)
    return text.getvalue().rstrip("\n")


def _answer(arguments: Sequence[str], options: GlobalOptions) -> int:
    line = CommandLine(options.language)
    if instruction := os.environ.get(COMPLETE):
        from resource_finder.cli.completion import complete_word

        return complete_word(line, instruction, options)
    try:
        result = line.main(list(arguments), "resource-finder", standalone_mode=False, obj=options)
    except Exception as error:
        raise _as_exit(error, options.language) from error
    return result if isinstance(result, int) else 0


def _as_exit(error: Exception, language: Language) -> Exception:
    """Faults of a directory file as an exit with their text; any other error as it is."""
    # Where this module is not imported, no file was read: importing it here would only take time.
    if "resource_finder.directory.problems" not in sys.modules:
        return error
    from resource_finder.directory.problems import DamagedError, DataError

    if not isinstance(error, DataError):
        return error
    from resource_finder.views.check import as_text

    code = 70 if isinstance(error, DamagedError) else 3
    return ExitError(code, as_text(error.problems, Translator(language)))
