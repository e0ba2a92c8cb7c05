"""Renders a sheet as a tagged PDF (PDF/UA-1), with Typst and its fonts (installed by the extra
`print`)."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

import typst

from resource_finder import data_files
from resource_finder.bilingual import Language
from resource_finder.i18n import Translator
from resource_finder.render.printing import CannotPrint, read_asset
from resource_finder.render.svg import svg
from resource_finder.text import make_safe
from resource_finder.views.document import Item, Page, Section, Sheet

_FONT = "Libertinus Serif"


def render(sheet: Sheet) -> bytes:
    """The bytes of the file, the same for the same sheet. Raises CannotPrint where the fonts lack a
    character, DamagedError where the template is not what was installed."""
    drawings = [svg(p.drawing, sheet.large, _FONT) if p.drawing else "" for p in sheet.pages]
    data = json.dumps(_sheet(sheet), ensure_ascii=False)
    compiler = typst.Compiler(
        read_asset(data_files.TEMPLATE),
        root=str(data_files.PACKAGE),
        font_paths=typst.Fonts(include_system_fonts=False),
        sys_inputs={"sheet": make_safe(data), "drawings": json.dumps(drawings)},
    )
    day = datetime.datetime.fromisoformat(f"{sheet.day}T12:00:00+00:00")
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=int(day.timestamp()))
    except typst.TypstError as error:
        missing = re.findall(r'the text `"(.*?)"` could not be displayed', error.diagnostic)
        if not missing:
            raise
        raise CannotPrint("".join(dict.fromkeys("".join(missing)))) from error
    assert isinstance(pdf, bytes)
    return pdf


# --- what the template reads ------------------------------------------------------------------


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {**sheet._asdict(), "pages": [_page(page) for page in sheet.pages]}


def _page(page: Page) -> dict[str, Any]:
    translator = Translator(Language(page.language))
    return {
        **page._asdict(),
        "urgent": [_item(item, translator) for item in page.urgent],
        "sections": [_section(section, translator) for section in page.sections],
        "drawing": {"alt": page.drawing.alt} if page.drawing else None,
    }


def _section(section: Section, translator: Translator) -> dict[str, Any]:
    items = [_item(item, translator) for item in section.items]
    heading = {"title": section.title, "columns": section.columns, "dated": section.dated}
    return {**heading, "items": items}


def _item(item: Item, translator: Translator) -> dict[str, Any]:
    numbers = [
        {**n._asdict(), "label": translator.pair(n.label, "") if n.label else ""}
        for n in item.numbers
    ]
    facts = [field.text(translator) for field in item.facts]
    return {"title": item.title, "warning": item.warning, "numbers": numbers, "facts": facts}
