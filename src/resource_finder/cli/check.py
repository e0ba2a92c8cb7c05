"""The command `check`: what is wrong with directory files, what is due, what has changed."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import click
import typer

from resource_finder.cli.command import ExitError, command, print_answer
from resource_finder.cli.options import GlobalOptions, options_of
from resource_finder.cli.refusals import conflict_error, no_effect_error
from resource_finder.cli.request import open_layers
from resource_finder.finder import Finder
from resource_finder.i18n import N_, Translator
from resource_finder.render.formats import Answer

if TYPE_CHECKING:
    from resource_finder.directory.problems import Problem
    from resource_finder.directory.yaml_file import YamlFile
    from resource_finder.model import Directory
    from resource_finder.views.check import CheckResult
    from resource_finder.views.entry import ViewContext


_BUILT_IN: Final = "programs.yaml"


class _Input(NamedTuple):
    """One file to check: the name to print, the whole directory to read for it (None: the built-in
    one), and the files to add to that."""

    name: str
    directory: Path | YamlFile | None
    also: Sequence[YamlFile]


def may_name_files(words: Sequence[str], _: GlobalOptions) -> bool:
    """Whether one of some words has a dot or a separator as in the name of a file, or is one."""
    signs = {".", os.sep, os.altsep} - {None}
    # Not Path.exists, which raises an error where a word is too long for a name.
    return any(not signs.isdisjoint(word) or os.path.exists(word) for word in words)  # noqa: PTH110


@command(
    "check",
    help=N_("Check a directory file for errors, and list what is due for review."),
    argument_help={"files": N_("Default: the built-in directory.")},
    is_call=may_name_files,
    examples=("", "--due"),
    refused_options=(
        "limit",
        "all",
    ),
)
def check(
    context: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar=N_("[FILE]..."), show_default=False, readable=False),
    ] = None,
    due: Annotated[
        bool,
        typer.Option("--due", help=N_("Show the call sheet: what to verify, most urgent first.")),
    ] = False,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help=N_("Also suggest improvements, even if there are no errors.")
        ),
    ] = False,
    against: Annotated[
        Path | None,
        typer.Option(metavar=N_("FILE"), help=N_("Show what changed since this older file.")),
    ] = None,
) -> None:
    """What is wrong with a directory file; exit code 3 where anything is."""
    from resource_finder.directory.yaml_file import open_yaml
    from resource_finder.views import check

    options = options_of(context)
    translator = Translator(options.language)
    _refuse_two(context, {"--due": due, "--strict": strict, "--against": against is not None})
    if options.as_of and not due:
        raise no_effect_error("--as-of", context)
    opened = [open_yaml(file) for file in files or []]
    inputs = _inputs(options, opened)
    problems, valid, read = _check_all(inputs, strict, compare=not (due or against or files))
    if misnamed := _misnamed(opened):
        problems, valid = [*misnamed, *problems], []
    if len(valid) == len(inputs):  # Faults of a file are reported before anything else.
        _refuse_directory(context, options, opened)
    if problems:
        _print(check.faults(problems, valid, translator, read), valid, options)
        raise ExitError(3)
    if against:
        result = check.comparison(_load_older(against, options, opened), valid, translator)
    elif due:
        result = _call_sheet(valid, options, translator)
    else:
        result = check.faults(problems, valid, translator, read)
    _print(result, valid, options)


def _inputs(options: GlobalOptions, files: Sequence[YamlFile]) -> list[_Input]:
    """What to read for some files: each whole directory, and all others together beside the main
    one, since one may name what is in another."""
    from resource_finder.directory.yaml_file import open_yaml

    main = options.directory
    also = [open_yaml(file) for file in options.also]
    if not files:
        also = [*open_layers(), *also]
        return [_Input(_names([str(main or _BUILT_IN)], also), main, also)]
    beside = [file for file in files if not file.is_whole]
    inputs = [_Input(file.name, file, also) for file in files if file.is_whole]
    together = _Input(_names([], beside), main, [*also, *beside])
    return [*inputs, together] if beside else inputs


def _names(first: Sequence[str], files: Sequence[YamlFile]) -> str:
    return ", ".join([*first, *(file.name for file in files)])


def _misnamed(files: Sequence[YamlFile]) -> list[Problem]:
    """The files for use beside a directory that the agency's folder would leave out."""
    from resource_finder.directory.layer_files import misnamed

    return misnamed(Path(file.name) for file in files if not file.is_whole)


def _check_all(
    inputs: Sequence[_Input], strict: bool, compare: bool
) -> tuple[list[Problem], list[tuple[str, Directory]], list[Directory]]:
    """The problems of files, the directories without any, by name, and all that could be read.
    `strict` adds advice, `compare` the problems of the compiled form of the built-in directory."""
    from resource_finder.directory import loader
    from resource_finder.directory.future import future_days
    from resource_finder.directory.problems import DataError
    from resource_finder.search import integrity
    from resource_finder.search.main_file import check_main

    problems: list[Problem] = []
    valid: list[tuple[str, Directory]] = []
    read: list[Directory] = []
    for name, main, also in inputs:
        try:
            checked = check_main(main, also)
            read.append(checked.directory)
            faults = [*checked.problems, *future_days(also, datetime.date.today())]
            problems += faults
            valid += [] if faults else [(name, checked.directory)]
            problems += checked.advice if strict else []
            if compare and main is None:
                built_in = checked.base if not checked.base.header.layers else loader.load()
                problems += integrity.faults(built_in)
        except DataError as error:
            problems += error.problems
    return problems, valid, read


def _load_older(against: Path, options: GlobalOptions, new: Sequence[YamlFile]) -> Directory:
    """The directory that others are compared with. Raises DataError."""
    from resource_finder.directory import loader
    from resource_finder.directory.yaml_file import open_yaml

    older = open_yaml(against)
    if len(new) == 1:  # Another name of a file is no change of what is in it.
        older = older._replace(stem=new[0].stem)
    _, main, also = _inputs(options, [older])[0]
    return loader.load(main, also)


def _call_sheet(
    valid: Sequence[tuple[str, Directory]], options: GlobalOptions, translator: Translator
) -> CheckResult:
    """What is due for re-checking in any of the files."""
    from resource_finder.directory import review
    from resource_finder.views import check

    day = options.as_of or datetime.date.today()
    due = [d for _, directory in valid for d in review.due(directory, day)]
    return check.call_sheet(due, translator)


def _print(
    result: CheckResult, valid: Sequence[tuple[str, Directory]], options: GlobalOptions
) -> None:
    """Print what `check` found, in the format asked for."""
    translator = Translator(options.language)
    view = _view(valid, translator) if options.format == "json" else None
    answer = Answer(
        "check", translator, view, "", len(result.rows),
        lambda: result.rows, lambda: result.page, result.columns, result.text,
    )  # fmt: skip
    print_answer(answer, options)


def _view(valid: Sequence[tuple[str, Directory]], translator: Translator) -> ViewContext | None:
    """The view whose urgent lines an answer about files has: of the first valid one, else of the
    built-in directory; None where that has faults itself."""
    from resource_finder.directory.problems import DataError
    from resource_finder.views.entry import ViewContext

    try:
        # Without the search words, which no check needs: they take most of the time.
        finder = Finder.of(valid[0][1]._replace(vocabulary=())) if valid else Finder.open()
    except DataError:
        return None
    return ViewContext(translator, finder.index, datetime.date.today())


def _refuse_directory(
    context: click.Context, options: GlobalOptions, files: Sequence[YamlFile]
) -> None:
    """Refuse --directory where all files are whole directories. Raises UsageError."""
    if options.directory and files and all(file.is_whole for file in files):
        raise conflict_error("--directory", files[0].name, context)


def _refuse_two(context: click.Context, options: Mapping[str, bool]) -> None:
    """Refuse two options that each ask for another answer; the values say whether one was typed.
    Raises UsageError."""
    typed = [option for option, is_typed in options.items() if is_typed]
    if len(typed) > 1:
        raise conflict_error(typed[0], typed[1], context)
