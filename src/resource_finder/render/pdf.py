"""Renders a sheet as a tagged PDF (PDF/UA-1), with Typst and Source Sans 3 (installed by the extra
`print`)."""

from __future__ import annotations

import datetime
import json
import re
from importlib.resources import as_file, files
from typing import Any, Final

import typst

from resource_finder import data_files
from resource_finder.bilingual import Language
from resource_finder.i18n import Translator
from resource_finder.render.printing import CannotPrint, read_asset
from resource_finder.render.svg import svg
from resource_finder.text import make_safe
from resource_finder.views.document import Field, Item, Page, Section, Sheet

_FONT: Final = "Source Sans 3"
_FONT_PACKAGE: Final = "fontpkg_source_sans_3"


def render(sheet: Sheet) -> bytes:
    """The bytes of the file, the same for the same sheet. Raises CannotPrint where the fonts lack a
    character, DamagedError where the template is not what was installed."""
    drawings = [svg(p.drawing, sheet.large, _FONT) if p.drawing else "" for p in sheet.pages]
    data = json.dumps(_sheet(sheet), ensure_ascii=False)
    day = datetime.datetime.fromisoformat(f"{sheet.day}T12:00:00+00:00")
    try:
        with as_file(files(_FONT_PACKAGE) / "files") as fonts:
            compiler = typst.Compiler(
                read_asset(data_files.TEMPLATE),
                root=str(data_files.PACKAGE),
                font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)]),
                sys_inputs={"sheet": make_safe(data), "drawings": json.dumps(drawings)},
            )
            pdf = compiler.compile(
                format="pdf", pdf_standards=["ua-1"], timestamp=int(day.timestamp())
            )
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
    call = _number(section.call, translator) if section.call else None
    return {**section._asdict(), "items": items, "call": call}


def _item(item: Item, translator: Translator) -> dict[str, Any]:
    numbers = [_number(number, translator) for number in item.numbers]
    beside = _number(item.beside, translator) if item.beside else None
    facts = [field.text(translator) for field in item.facts]
    day = item.title.removesuffix(item.aside).rstrip(" ")
    return {**item._asdict(), "numbers": numbers, "beside": beside, "facts": facts, "day": day}


def _number(number: Field, translator: Translator) -> dict[str, Any]:
    label = translator.pair(number.label, "").rstrip(" ") if number.label else ""
    return {**number._asdict(), "label": label}
