"""A sheet as a tagged PDF/UA-1: the extra `print` brings the typesetter and its fonts."""

from __future__ import annotations

import datetime
import json
import re

import typst

from resource_finder import data_files
from resource_finder.directory.serialize import serialize
from resource_finder.render.svg import svg
from resource_finder.text import make_safe
from resource_finder.views.sheet import Sheet

_FONT = "Libertinus Serif"


class CannotPrint(Exception):
    """The fonts have no letter for some characters of the sheet."""

    def __init__(self, characters: str) -> None:
        self.characters = characters
        super().__init__(characters)


def page(sheet: Sheet) -> bytes:
    """The whole file: the same bytes for the same sheet. Raises CannotPrint, and DamagedError where
    the template is not what was installed."""
    template = data_files.data(data_files.TEMPLATE)
    if template is None:
        from resource_finder.directory.nodes import DamagedError

        raise DamagedError(data_files.TEMPLATE)
    drawings = [svg(p.drawing, sheet.large, _FONT) if p.drawing else "" for p in sheet.parts]
    inputs = {"sheet": make_safe(serialize(sheet)), "drawings": json.dumps(drawings)}
    compiler = typst.Compiler(
        template,
        root=str(data_files.PACKAGE),
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
