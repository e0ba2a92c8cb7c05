"""The words that people read, taken out of a directory or a sheet; snapshots as text files."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import pypdf
from docx import Document
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from resource_finder.bilingual import Text
from resource_finder.model import Directory


def texts(value: object) -> Iterator[Text]:
    """Every bilingual text under a value of the model."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Mapping | tuple):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from texts(item)


def displayed_texts(directory: Directory) -> Iterator[tuple[str, Text]]:
    """Every text that people see, with the id of the entry or list that it belongs to."""
    for entry in directory.entries:
        yield from ((entry.id, text) for text in texts(entry))
    for source in directory.sources:
        yield from ((source.id, text) for text in texts(source))
    header = directory.header
    for text in (*texts(header.urgent), *texts(header.phases), header.title):
        yield "directory", text
    for words in (header.audiences, header.topics, header.languages):
        yield from ((id, text) for id, text in words.items())
    yield from ((id, region.name) for id, region in header.regions.items())


def _html(data: bytes) -> str:
    text = re.sub(r"<(style|svg).*?</\1>", " ", data.decode(), flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", text))


def _pdf(data: bytes) -> str:
    pages: Any = pypdf.PdfReader(io.BytesIO(data)).pages
    return "\n".join(page.extract_text() for page in pages)


def _docx(data: bytes) -> str:
    document: Any = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    edges = [
        paragraph.text
        for section in document.sections
        for part in (section.header, section.first_page_footer)
        for paragraph in part.paragraphs
    ]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells, *edges])


READERS: Final[dict[str, Callable[[bytes], str]]] = {
    ".html": _html, ".pdf": _pdf, ".docx": _docx,
    ".markdown": lambda data: re.sub(r"\\(.)", r"\1", data.decode()),
}  # fmt: skip


class TextFile(SingleFileSnapshotExtension):
    """A snapshot in a text file of its own."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"
