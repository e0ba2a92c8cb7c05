"""The command `check`: what is wrong with directory files, what is due, what has changed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import click
import typer

from resource_finder.cli.command import ExitError, command, print_answer
from resource_finder.cli.options import GlobalOptions, options_of
from resource_finder.cli.refusals import no_pair, no_use
from resource_finder.finder import Finder
from resource_finder.i18n import N_, Translator
from resource_finder.render.formats import Answer

if TYPE_CHECKING:
    from resource_finder.directory.nodes import Problem
    from resource_finder.directory.yaml_file import YamlFile
    from resource_finder.model import Directory
    from resource_finder.views.check import Answer as CheckResult
    from resource_finder.views.entry import ViewContext


class _Reading(NamedTuple):
    """What is read for one file: its name on the page, the whole directory (None: the built-in
    one), and the files beside that."""

    name: str
    directory: Path | YamlFile | None
    also: tuple[Path | YamlFile, ...]


@command(
    "check",
    help=N_("What is wrong with a directory file, and what is due for re-checking."),
    useless=("limit",),
)
def check(
    context: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar=N_("[FILE]..."), show_default=False, readable=False),
    ] = None,
    due: Annotated[
        bool, typer.Option("--due", help=N_("The call sheet: what to verify, oldest first."))
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help=N_("Also say what a sound file could do better."))
    ] = False,
    against: Annotated[
        Path | None,
        typer.Option(metavar=N_("FILE"), help=N_("Say what changed since this older file.")),
    ] = None,
) -> None:
    """What is wrong with a directory file; exit code 3 where anything is."""
    from resource_finder.directory.yaml_file import open_yaml
    from resource_finder.views import check

    options = options_of(context)
    translator = Translator(options.language)
    _refuse_two(context, {"--due": due, "--strict": strict, "--against": against is not None})
    if options.as_of and not due:
        raise no_use("--as-of", context)
    opened = [open_yaml(file) for file in files or []]
    problems, sound = _read(_readings(options, opened), strict, compare=not (due or against))
    if len(sound) == len(opened):  # What is wrong with a file is told before anything else.
        _refuse_directory(context, options, opened)
    if problems:
        _print(check.faults(problems, sound, translator), sound, options)
        raise ExitError(3)
    if against:
        result = check.changed(_older(against, options), sound, translator)
    elif due:
        result = _call_sheet(sound, options, translator)
    else:
        result = check.faults(problems, sound, translator)
    _print(result, sound, options)


def _readings(options: GlobalOptions, files: Sequence[YamlFile]) -> list[_Reading]:
    """What to read for each file: itself, or, where it is no whole directory, the main one too."""
    main, also = options.directory, options.also
    if not files:
        return [_Reading(str(main or "programs.yaml"), main, also)]
    return [
        _Reading(file.name, file, also)
        if file.is_whole
        else _Reading(file.name, main, (*also, file))
        for file in files
    ]


def _read(
    readings: Sequence[_Reading], strict: bool, compare: bool
) -> tuple[list[Problem], list[tuple[str, Directory]]]:
    """The problems of files, and the directories that could be read; `strict` adds advice, and
    `compare` what is wrong with the compiled form of the built-in directory."""
    from resource_finder.directory import loader
    from resource_finder.directory.nodes import DataError
    from resource_finder.search import integrity

    problems: list[Problem] = []
    sound: list[tuple[str, Directory]] = []
    for reading in readings:
        try:
            checked = loader.check(reading.directory, reading.also)
            sound.append((reading.name, checked.directory))
            problems += checked.advice if strict else []
            if compare and reading.directory is None and not reading.also:
                problems += integrity.faults(checked.directory)
        except DataError as error:
            problems += error.problems
    return problems, sound


def _older(against: Path, options: GlobalOptions) -> Directory:
    """The directory that others are compared with. Raises DataError."""
    from resource_finder.directory import loader
    from resource_finder.directory.yaml_file import open_yaml

    reading = _readings(options, [open_yaml(against)])[0]
    return loader.check(reading.directory, reading.also).directory


def _call_sheet(
    sound: Sequence[tuple[str, Directory]], options: GlobalOptions, translator: Translator
) -> CheckResult:
    """What is due for re-checking in all files."""
    from resource_finder.directory import review
    from resource_finder.views import check

    day = options.as_of or datetime.date.today()
    due = [one for _, directory in sound for one in review.due(directory, day)]
    return check.due_sheet(due, translator)


def _print(
    result: CheckResult, sound: Sequence[tuple[str, Directory]], options: GlobalOptions
) -> None:
    """Print what `check` found, in the format asked for."""
    translator = Translator(options.language)
    view = _view(sound, translator) if options.format == "json" else None
    answer = Answer(
        "check", translator, view, "", len(result.rows),
        lambda: result.rows, lambda: result.page, result.columns, result.text,
    )  # fmt: skip
    print_answer(answer, options)


def _view(sound: Sequence[tuple[str, Directory]], translator: Translator) -> ViewContext | None:
    """Whose urgent lines an answer about files has: those of the first sound one, else the
    built-in ones; None where they are what is wrong."""
    from resource_finder.directory.nodes import DataError
    from resource_finder.views.entry import ViewContext

    try:
        finder = Finder.of(sound[0][1]) if sound else Finder.open()
    except DataError:
        return None
    return ViewContext(translator, finder.index, datetime.date.today())


def _refuse_directory(
    context: click.Context, options: GlobalOptions, files: Sequence[YamlFile]
) -> None:
    """Refuse a directory that none of these files would stand beside. Raises UsageError."""
    if options.directory and files and all(file.is_whole for file in files):
        raise no_pair("--directory", files[0].name, context)


def _refuse_two(context: click.Context, given: Mapping[str, bool]) -> None:
    """Refuse two options of which each asks for an answer of its own. Raises UsageError."""
    wanted = [option for option, is_given in given.items() if is_given]
    if len(wanted) > 1:
        raise no_pair(wanted[0], wanted[1], context)
