"""Write the manual pages in both languages, from the help, and the completion scripts.

    python tools/shell_files.py FOLDER

`hatch_build.py` runs this at each build, and ships what it writes as `share/` of the environment.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from gettext import gettext
from pathlib import Path
from typing import Final

import click

from resource_finder import __version__
from resource_finder.bilingual import Language
from resource_finder.cli.app import CommandLine, translate_click
from resource_finder.cli.completion import SHELLS, script
from resource_finder.cli.options import GlobalOptions
from resource_finder.search import builtin_index

PROGRAM: Final = "resource-finder"
NAME: Final = {Language.EN: "NAME", Language.FR: "NOM"}
"""The heading by which `apropos` finds the line below it."""
MANUAL_PAGES: Final = {
    Language.EN: "share/man/man1/resource-finder.1",
    Language.FR: "share/man/fr/man1/resource-finder.1",
}
COMPLETIONS: Final = {
    "bash": "share/bash-completion/completions/resource-finder",
    "zsh": "share/zsh/site-functions/_resource-finder",
    "fish": "share/fish/vendor_completions.d/resource-finder.fish",
    "powershell": "share/resource-finder/completion.ps1",
}
"""Where each shell looks; PowerShell has no such place: its profile names the file."""
assert tuple(COMPLETIONS) == SHELLS


def escaped(text: str) -> str:
    """Text as roff shows it, on one line: nothing in it is read as a request."""
    text = re.sub("[ \n]+", " ", text).strip(" \n")
    for sign, roff in (("\\", "\\e"), ("-", "\\-"), ("\u00a0", "\\ ")):
        text = text.replace(sign, roff)
    return "\\&" + text if text.startswith((".", "'")) else text


class ManualFormatter(click.HelpFormatter):
    """Writes help as a part of a manual page; `man` breaks its lines."""

    heading = ".SH"

    def write(self, string: str) -> None:
        """Write a line by itself, such as an example."""
        self.buffer.append(f".PP\n{escaped(string)}\n")

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        self.write(text)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is typed, under a title of its own."""
        self.write_heading(gettext("Usage:").removesuffix(":"))
        self.buffer.append(f".PP\n\\fB{escaped(prog)}\\fP {escaped(args)}\n")

    def write_heading(self, heading: str) -> None:
        """Write the title of a section."""
        self.buffer.append(f"{self.heading} {escaped(heading.strip())}\n")

    def write_paragraph(self) -> None:
        """Write nothing: titles and paragraphs part themselves from what stands above."""

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write terms, each with what it means."""
        self.buffer += [f".TP\n\\fB{escaped(term)}\\fP\n{escaped(text)}\n" for term, text in rows]


class CommandFormatter(ManualFormatter):
    """Writes help of one command, below a heading of its own."""

    heading = ".SS"


def manual_page(language: Language) -> str:
    """The manual page: help of the whole program, then of each command."""
    translate_click(language)
    line = CommandLine(language)
    outer = click.Context(line, info_name=PROGRAM, obj=GlobalOptions(language, language, print))
    header = builtin_index.compiled_header()
    date = str(header.date) if header else ""
    parts = [
        f'.TH RESOURCE\\-FINDER 1 "{date}" "{PROGRAM} {__version__}"\n',
        f".SH {NAME[language]}\n{escaped(PROGRAM)} \\- {escaped((line.help or '').rstrip('.'))}\n",
        help_of(line, outer, ManualFormatter),
    ]
    for name in line.list_commands(outer):
        command = line.get_command(outer, name)
        assert command is not None
        inner = click.Context(command, parent=outer, info_name=name)
        parts += [
            f".SH {escaped(f'{PROGRAM} {name}')}\n",
            help_of(command, inner, CommandFormatter),
        ]
    return "".join(parts)


def help_of(
    command: click.Command, context: click.Context, formatter: type[click.HelpFormatter]
) -> str:
    """Help of a command, as a formatter writes it."""
    context.formatter_class = formatter
    return command.get_help(context) + "\n"


def shell_files() -> dict[str, str]:
    """Every file below `share/`, by its path."""
    line = CommandLine(Language.EN)
    pages = {path: manual_page(language) for language, path in MANUAL_PAGES.items()}
    return pages | {path: script(shell, line) for shell, path in COMPLETIONS.items()}


def main() -> None:
    """Write the files below the folder that is named."""
    for name, text in shell_files().items():
        path = Path(sys.argv[1], name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
