"""The command `completion`, and the answers to a shell that asks how a word continues."""

from __future__ import annotations

from typing import Annotated, Final

import click
import typer

from resource_finder.cli.command import command
from resource_finder.cli.options import GlobalOptions
from resource_finder.cli.output import write
from resource_finder.cli.request import COMPLETE
from resource_finder.cli.values import Choice
from resource_finder.i18n import N_

SHELLS: Final = ("bash", "zsh", "fish", "powershell")


@command(
    "completion",
    help=N_("Print a script that completes commands, IDs and filters in your shell."),
    argument_help={"shell": N_("bash, zsh, fish or powershell.")},
    examples=("bash", "fish"),
    refused_options=("format", "limit", "all", "directory", "also", "as_of"),
)
def completion(
    context: typer.Context,
    shell: Annotated[
        str,
        typer.Argument(metavar="|".join(SHELLS), click_type=Choice(*SHELLS)),
    ],
) -> None:
    """Print a completion script; no file of the user is changed."""
    write(script(shell, context.find_root().command))


def script(shell: str, line: click.Command) -> str:
    """The script with which a shell completes a command line."""
    from click.shell_completion import ShellComplete, get_completion_class

    shell_class = get_completion_class(shell)
    assert shell_class is not None
    complete = shell_class(line, {}, "resource-finder", COMPLETE)
    # Not the `source` of the class itself: that of Bash would start a shell to ask for its version.
    return ShellComplete.source(complete) + "\n"


def complete_word(line: click.Command, instruction: str, options: GlobalOptions) -> int:
    """Answer a shell that completes a word, and return the exit code; Click alone would not report
    a full disk."""
    from click.shell_completion import get_completion_class

    shell, _, wanted = instruction.partition("_")
    shell_class = get_completion_class(shell)
    if shell_class is None or wanted not in ("complete", "source"):
        return 1
    complete = shell_class(line, {"obj": options}, "resource-finder", COMPLETE)
    write((complete.complete() if wanted == "complete" else complete.source()) + "\n")
    return 0
