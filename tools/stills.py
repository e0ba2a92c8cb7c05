"""Make the pictures of the README: the answer to one question on a terminal, in each language.

    python tools/stills.py

The program answers as on a terminal of 80 columns and 24 lines; Rich draws what it printed. The
pictures hold their text as text, and name no font that would be fetched. Look at them afterwards.
"""

from __future__ import annotations

import io
import os
from contextlib import redirect_stdout
from html import escape
from pathlib import Path
from typing import Final
from unittest.mock import patch

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from resource_finder.bilingual import Language
from resource_finder.cli.app import run
from resource_finder.directory import builtin

PICTURES: Final = Path(__file__).parents[1] / "docs" / "pictures"
COMMANDS: Final = {
    Language.EN: "find youth thinking of suicide",
    Language.FR: "chercher un jeune pense au suicide --lang fr",
}
"""The same question in each language; its first answer can be called."""
ALT: Final = {
    Language.EN: (
        "An answer on a terminal: the emergency lines, then the services that fit, the number to"
        " call left, what it is for right; first 988, the Suicide Crisis Helpline"
    ),
    Language.FR: (
        "Une réponse à l’écran\u00a0: les lignes d’urgence, puis les services qui conviennent, le"
        " numéro à gauche, ce qu’il offre à droite; d’abord le 988, aide en cas de crise de suicide"
    ),
}
"""What a picture shows, for whoever does not see it."""
TERMINAL: Final = {"COLUMNS": "80", "LINES": "24", "TERM": "xterm-256color"}
"""The whole environment of the answer: no setting of whoever makes the picture changes it."""

_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
_RED: Final = (163, 0, 0)
_THEME: Final = TerminalTheme(_WHITE, _BLACK, [_BLACK, _RED, *[_BLACK] * 6])
"""Black on white, as on paper, and a red that can be read on it: the answer has no other colour."""

_SVG: Final = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" lang="@LANG" role="img"
 aria-labelledby="{unique_id}-title">
<title id="{unique_id}-title">@ALT</title>
<style>
text {{ font: {char_height}px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
 white-space: pre }}
{styles}
</style>
<defs>
{lines}
</defs>
<rect x="1" y="1" width="99.8%" height="99.6%" rx="8" fill="#ffffff" stroke="#767676"/>
<text x="{terminal_x}" y="28" font-weight="bold">@COMMAND</text>
<g transform="translate({terminal_x}, {terminal_y})">
{matrix}
</g>
</svg>
"""
"""The form of a picture; Rich’s own would fetch a font."""


class Terminal(io.StringIO):
    """A terminal in memory."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def printed(language: Language) -> str:
    """What the command prints on a terminal, with its escape codes, on the day of the directory."""
    arguments = [*COMMANDS[language].split(), "--as-of", builtin.date()]
    with patch.dict(os.environ, TERMINAL, clear=True), redirect_stdout(Terminal()) as terminal:
        if run(arguments, language) != 0:
            raise SystemExit(f"No answer: {' '.join(arguments)}")
    return terminal.getvalue()


def still(language: Language) -> str:
    """The picture of an answer, as SVG."""
    console = Console(
        record=True, width=int(TERMINAL["COLUMNS"]), file=io.StringIO(), force_terminal=True,
        color_system="standard", legacy_windows=False,
    )  # fmt: skip
    # Without `soft_wrap` Rich breaks French numbers, which have no-break spaces.
    console.print(Text.from_ansi(printed(language).rstrip("\n")), soft_wrap=True)
    form = _SVG.replace("@LANG", language).replace("@ALT", escape(ALT[language]))
    form = form.replace("@COMMAND", escape(f"$ resource-finder {COMMANDS[language]}"))
    id = f"answer-{language}"
    return console.export_svg(title="", theme=_THEME, code_format=form, unique_id=id)


def main() -> None:
    """Write the picture of each language."""
    for language in Language:
        path = PICTURES / f"answer-{language}.svg"
        path.write_text(still(language), encoding="utf-8", newline="\n")
        print(path)


if __name__ == "__main__":
    main()
