"""A sheet as a tagged PDF/UA-1: the extra `print` brings the typesetter and its fonts."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

import typst

from resource_finder.characters import harmless
from resource_finder.frozen import freeze
from resource_finder.handout.drawing import svg
from resource_finder.handout.sheet import Sheet

_TEMPLATE = Path(__file__).with_name("sheet.typ")
_FONT = "Libertinus Serif"


class CannotPrint(Exception):
    """The fonts have no letter for some characters of the sheet."""

    def __init__(self, characters: str) -> None:
        self.characters = characters
        super().__init__(characters)


def page(sheet: Sheet) -> bytes:
    """The whole file: the same bytes for the same sheet. Raises CannotPrint."""
    drawings = [svg(p.drawing, sheet.large, _FONT) if p.drawing else "" for p in sheet.parts]
    inputs = {"sheet": harmless(freeze(sheet)), "drawings": json.dumps(drawings)}
    compiler = typst.Compiler(
        _TEMPLATE.read_bytes(),
        root=str(_TEMPLATE.parent),
        font_paths=typst.Fonts(include_system_fonts=False),
        sys_inputs=inputs,
    )
    day = datetime.datetime.fromisoformat(f"{sheet.day}T12:00:00+00:00")
    try:
        made = compiler.compile(
            format="pdf", pdf_standards=["ua-1"], timestamp=int(day.timestamp())
        )
    except typst.TypstError as error:
        missing = re.findall(r'the text `"(.*?)"` could not be displayed', error.diagnostic)
        if not missing:
            raise
        raise CannotPrint("".join(dict.fromkeys("".join(missing)))) from error
    assert isinstance(made, bytes)
    return made
