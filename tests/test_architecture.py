"""The structure of the code: which module imports which, what each command loads, how long modules
and functions are."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import Final

import pytest

import resource_finder
from conftest import ROOT
from resource_finder.search.builtin_index import COMPILING_MODULES

PACKAGE: Final = ROOT / "src" / "resource_finder"

MODULES: Final[dict[str, set[str]]] = {
    "bilingual": set(),
    "built": set(),
    "closed_lists": set(),
    "exchange": set(),
    "exchange.cleaning": set(),
    "memory": set(),
    "opening_hours": set(),
    "text": set(),
    "urgent": set(),
    "data_files": {"built"},
    "header": {"bilingual"},
    "exchange.words": {"closed_lists", "header", "text"},
    "model": {"bilingual", "closed_lists", "header"},
    "regions": {"header"},
    "i18n": {"bilingual", "data_files", "model", "urgent"},
    "exchange.rows": {
        "bilingual", "directory.contacts", "directory.corrections", "directory.layer_defaults",
        "model", "urgent",
    },
    "exchange.csv_file": {"exchange.rows", "text"},
    "exchange.entries": {"bilingual", "exchange.rows", "text"},
    "exchange.map_file": {"exchange.csv_file", "exchange.rows", "exchange.words", "i18n", "text"},
    "exchange.importing": {
        "bilingual", "directory.layer_parts", "directory.layers", "directory.yaml_file",
        "exchange.cleaning", "exchange.csv_file", "exchange.entries", "exchange.map_file",
        "exchange.rows", "exchange.words", "i18n", "model", "text",
    },
    "directory": set(),
    "directory.alternatives": set(),
    "directory.field_types": set(),
    "directory.contacts": {"model"},
    "directory.corrections": {"closed_lists", "header", "model"},
    "directory.offices": {"model"},
    "directory.call_instead": {"closed_lists", "directory.contacts", "header", "model", "regions"},
    "directory.fields": {
        "bilingual", "closed_lists", "directory.corrections", "directory.field_types", "header",
        "i18n", "model",
    },
    "directory.key_hints": {"i18n"},
    "directory.problems": {"i18n"},
    "directory.templates": {"bilingual", "closed_lists", "i18n"},
    "directory.yaml_mistakes": {"i18n"},
    "directory.builtin": {"built", "data_files", "directory.problems"},
    "directory.nodes": {"bilingual", "directory.key_hints", "directory.problems", "i18n", "text"},
    "directory.review": {"bilingual", "directory.contacts", "directory.fields", "i18n", "model"},
    "directory.serialize": {
        "bilingual", "directory.field_types", "directory.fields", "header", "model",
    },
    "directory.trust": {"closed_lists", "directory.nodes", "header", "i18n", "model"},
    "directory.yaml_parser": {
        "directory.nodes", "directory.problems", "directory.yaml_mistakes", "i18n",
    },
    "directory.schema": {
        "bilingual", "closed_lists", "directory.alternatives", "directory.contacts",
        "directory.field_types", "directory.fields", "directory.key_hints", "directory.nodes",
        "directory.yaml_parser", "header", "i18n", "model", "opening_hours", "regions",
    },
    "directory.yaml_file": {"data_files", "directory.problems", "directory.yaml_parser", "i18n"},
    "directory.items": {"directory.nodes", "directory.schema", "directory.yaml_file", "model"},
    "directory.layer_advice": {
        "directory.nodes", "directory.problems", "directory.templates", "directory.yaml_file",
        "directory.yaml_parser", "i18n",
    },
    "directory.layer_defaults": {
        "bilingual", "closed_lists", "directory.field_types", "directory.fields", "directory.nodes",
        "directory.schema", "directory.yaml_parser", "header", "i18n", "model", "text",
    },
    "directory.layer_files": {"directory.problems", "directory.yaml_file", "i18n"},
    "directory.layer_parts": {
        "bilingual", "closed_lists", "directory.corrections", "directory.field_types",
        "directory.nodes", "directory.problems", "directory.schema", "header", "i18n", "model",
    },
    "directory.sentences": {"bilingual", "directory.nodes", "directory.schema", "i18n"},
    "directory.where": {"directory.nodes", "directory.problems", "directory.yaml_file"},
    "directory.future": {
        "directory.nodes", "directory.problems", "directory.where", "directory.yaml_file", "i18n",
    },
    "directory.layer_lists": {
        "directory.items", "directory.layer_parts", "directory.nodes", "directory.problems",
        "directory.schema", "header",
    },
    "directory.rules": {
        "closed_lists", "directory.call_instead", "directory.corrections", "directory.nodes",
        "directory.sentences", "directory.yaml_parser", "i18n", "model", "opening_hours",
    },
    "directory.advice": {
        "closed_lists", "directory.corrections", "directory.nodes", "directory.rules",
        "directory.sentences", "i18n", "model",
    },
    "directory.layers": {
        "bilingual", "directory.contacts", "directory.corrections", "directory.items",
        "directory.layer_defaults", "directory.layer_lists", "directory.layer_parts",
        "directory.nodes", "directory.problems", "directory.rules", "directory.schema",
        "directory.trust", "directory.where", "directory.yaml_file", "header", "i18n", "model",
        "text",
    },
    "directory.loader": {
        "bilingual", "closed_lists", "directory.advice", "directory.builtin", "directory.items",
        "directory.layer_advice", "directory.layers", "directory.nodes", "directory.problems",
        "directory.rules", "directory.schema", "directory.trust", "directory.where",
        "directory.yaml_file", "header", "i18n", "memory", "model",
    },
    "search": set(),
    "search.person_words": set(),
    "search.ages": {"text"},
    "search.mentions": {"search.person_words"},
    "search.negation": {"text"},
    "search.tokens": {"bilingual", "text"},
    "search.asking": {"search.ages", "search.mentions", "search.person_words"},
    "search.ordinary": {"data_files"},
    "search.stop_words": {"bilingual", "header"},
    "search.weights": {"search.tokens"},
    "search.phrases": {
        "bilingual", "directory.alternatives", "header", "model", "search.stop_words",
        "search.tokens", "text",
    },
    "search.rows": {"model"},
    "search.index": {
        "bilingual", "data_files", "directory.serialize", "header", "model", "search.rows",
        "search.tokens",
    },
    "search.compiled": {"search.index"},
    "search.entry_tokens": {
        "bilingual", "header", "model", "regions", "search.index", "search.phrases",
        "search.stop_words", "search.tokens", "text",
    },
    "search.filters": {"closed_lists", "model", "regions", "search.index", "search.rows"},
    "search.ordinary_choice": {"search.index", "text"},
    "search.spelling": {"search.index", "search.ordinary", "search.tokens", "text"},
    "search.build": {
        "directory.call_instead", "directory.contacts", "directory.offices", "directory.serialize",
        "memory", "model", "opening_hours", "regions", "search.entry_tokens", "search.index",
        "search.phrases", "search.tokens", "text",
    },
    "search.quoted": {"bilingual", "model", "search.entry_tokens", "search.index", "search.tokens"},
    "search.shorthand": {"search.index", "search.spelling", "search.tokens", "text"},
    "search.person": {
        "search.ages", "search.asking", "search.mentions", "search.person_words",
        "search.shorthand", "search.tokens",
    },
    "search.others": {"closed_lists", "model", "search.person", "search.person_words"},
    "search.query": {
        "bilingual", "search.ages", "search.index", "search.negation", "search.person",
        "search.quoted", "search.shorthand", "search.spelling", "search.tokens", "text",
    },
    "search.layer_base": {
        "closed_lists", "directory.contacts", "directory.layers", "directory.problems",
        "directory.serialize", "directory.yaml_file", "directory.yaml_parser", "model",
        "search.index",
    },
    "search.line_points": {
        "closed_lists", "model", "search.index", "search.person", "search.query", "search.tokens",
    },
    "search.matches": {"search.index", "search.query", "search.tokens"},
    "search.places": {
        "bilingual", "closed_lists", "model", "regions", "search.filters", "search.index",
        "search.query", "search.rows", "search.tokens",
    },
    "search.builtin_index": {
        "built", "data_files", "directory.loader", "directory.problems", "header", "search.build",
        "search.compiled", "search.index", "search.tokens",
    },
    "search.helping_lines": {
        "directory.contacts", "model", "search.index", "search.line_points", "search.others",
        "search.places", "search.query", "search.tokens",
    },
    "search.layers": {
        "directory.problems", "directory.serialize", "directory.yaml_file", "memory", "model",
        "search.build", "search.entry_tokens", "search.index", "search.layer_base",
        "search.phrases", "search.tokens",
    },
    "search.scoring": {
        "regions", "search.index", "search.matches", "search.others", "search.person",
        "search.places", "search.query", "search.rows", "search.tokens", "search.weights",
    },
    "search.compiled_layers": {
        "data_files", "directory.contacts", "directory.problems", "directory.yaml_file", "i18n",
        "model", "search.builtin_index", "search.compiled", "search.index", "search.tokens",
    },
    "search.integrity": {
        "built", "closed_lists", "data_files", "directory.call_instead", "directory.problems",
        "i18n", "model", "search.builtin_index", "search.compiled", "search.index",
    },
    "search.weigher": {
        "closed_lists", "search.index", "search.matches", "search.places", "search.query",
        "search.rows", "search.scoring", "search.tokens", "search.weights",
    },
    "search.layer_compiler": {
        "data_files", "directory.layers", "directory.loader", "directory.problems",
        "directory.yaml_file", "model", "search.builtin_index", "search.compiled_layers",
        "search.layer_base", "search.layers", "search.tokens",
    },
    "search.main_file": {
        "directory.layers", "directory.loader", "directory.problems", "directory.yaml_file",
        "header", "i18n", "search.build", "search.compiled_layers", "search.index",
        "search.layer_base",
    },
    "search.order": {
        "directory.contacts", "search.index", "search.places", "search.query", "search.weigher",
    },
    "search.rank": {
        "closed_lists", "model", "search.filters", "search.index", "search.person", "search.places",
        "search.query", "search.quoted", "search.rows", "search.scoring", "search.spelling",
        "search.tokens", "search.weigher", "search.weights",
    },
    "search.line_rules": {
        "model", "search.helping_lines", "search.query", "search.rank", "search.tokens",
    },
    "search.lines_to_call": {
        "model", "search.helping_lines", "search.index", "search.line_rules", "search.others",
        "search.query", "search.rank", "search.scoring",
    },
    "search.first": {
        "model", "search.helping_lines", "search.index", "search.lines_to_call", "search.negation",
        "search.others", "search.person", "search.query", "search.rank", "search.scoring",
    },
    "views": set(),
    "views.document": {"i18n"},
    "views.sheet_specs": {"i18n"},
    "views.layers": {"directory.corrections", "header", "i18n", "model", "views.document"},
    "views.check": {
        "bilingual", "directory.corrections", "directory.problems", "directory.review",
        "directory.serialize", "i18n", "model", "text", "views.document", "views.layers",
    },
    "views.hours": {"closed_lists", "i18n", "model", "opening_hours", "search.index"},
    "views.entry": {
        "bilingual", "closed_lists", "directory.call_instead", "directory.contacts", "header",
        "i18n", "model", "search.index", "urgent", "views.document", "views.hours", "views.layers",
    },
    "views.closing": {"bilingual", "model", "views.entry"},
    "views.rows": {
        "bilingual", "closed_lists", "directory.call_instead", "directory.contacts", "header",
        "i18n", "model", "views.document", "views.entry", "views.hours", "views.layers",
    },
    "views.timeline": {"header", "i18n", "model", "views.document", "views.entry"},
    "views.card": {
        "directory.contacts", "i18n", "model", "search.index", "views.document", "views.entry",
        "views.layers", "views.rows",
    },
    "views.footer": {
        "i18n", "model", "views.closing", "views.document", "views.entry", "views.layers",
    },
    "views.sheet_parts": {
        "directory.contacts", "directory.review", "i18n", "model", "views.document", "views.entry",
        "views.hours", "views.layers", "views.rows", "views.sheet_specs",
    },
    "views.importing": {"exchange.importing", "i18n", "text"},
    "views.pages": {
        "finder", "header", "i18n", "model", "search.phrases", "search.query", "search.rank",
        "search.tokens", "views.closing", "views.document", "views.entry", "views.footer",
        "views.layers", "views.rows", "views.timeline",
    },
    "views.sheet_choice": {
        "directory.contacts", "finder", "model", "search.filters", "search.index",
        "views.sheet_specs",
    },
    "views.help": {
        "bilingual", "closed_lists", "i18n", "text", "views.document", "views.entry", "views.pages",
    },
    "views.interactive": {
        "bilingual", "finder", "i18n", "views.document", "views.entry", "views.pages",
    },
    "views.listing": {
        "i18n", "model", "search.index", "views.document", "views.entry", "views.footer",
        "views.layers", "views.pages", "views.rows",
    },
    "views.sheet_training": {
        "bilingual", "closed_lists", "model", "views.document", "views.entry", "views.rows",
        "views.sheet_choice", "views.sheet_specs", "views.timeline",
    },
    "views.citations": {
        "closed_lists", "i18n", "model", "views.document", "views.entry", "views.listing",
    },
    "views.sheet_summary": {
        "closed_lists", "directory.offices", "model", "views.document", "views.entry",
        "views.listing", "views.sheet_choice", "views.sheet_parts", "views.sheet_specs",
    },
    "views.detail": {
        "directory.contacts", "directory.corrections", "i18n", "model", "search.index",
        "views.card", "views.citations", "views.closing", "views.document", "views.entry",
        "views.footer", "views.hours", "views.layers", "views.listing", "views.pages",
    },
    "views.sheets": {
        "closed_lists", "i18n", "model", "views.closing", "views.document", "views.entry",
        "views.hours", "views.layers", "views.rows", "views.sheet_choice", "views.sheet_parts",
        "views.sheet_specs", "views.sheet_summary", "views.sheet_training", "views.timeline",
    },
    "render": set(),
    "render.runs": {"text"},
    "render.card_html": {"views.document"},
    "render.cells": {"render.runs", "text", "views.document"},
    "render.docx_parts": {"views.document"},
    "render.markdown_rows": {"i18n", "text", "views.document"},
    "render.printing": {"data_files", "directory.problems"},
    "render.svg": {"views.document"},
    "render.years": {"i18n", "render.runs", "text", "views.document"},
    "render.card": {"render.cells", "render.runs", "text", "views.document"},
    "render.docx_blocks": {"bilingual", "i18n", "render.docx_parts", "views.document"},
    "render.docx_small": {
        "render.card_html", "render.docx_parts", "render.printing", "views.document",
    },
    "render.grid": {"i18n", "render.cells", "render.runs", "text", "views.document"},
    "render.html": {
        "bilingual", "data_files", "i18n", "render.card_html", "render.printing", "render.svg",
        "views.document",
    },
    "render.markdown": {"bilingual", "i18n", "render.markdown_rows", "views.document"},
    "render.pdf": {
        "bilingual", "data_files", "i18n", "render.printing", "render.svg", "text",
        "views.document",
    },
    "render.docx": {
        "render.docx_blocks", "render.docx_parts", "render.docx_small", "views.document",
    },
    "render.terminal": {
        "i18n", "render.card", "render.cells", "render.grid", "render.runs", "render.years", "text",
        "views.document",
    },
    "render.records": {
        "bilingual", "directory.field_types", "directory.fields", "i18n", "model", "search.index",
        "search.rank", "text", "views.closing", "views.entry", "views.hours", "views.layers",
        "views.pages",
    },
    "render.csv": {"directory.call_instead", "i18n", "render.records", "text", "views.entry"},
    "render.formats": {
        "i18n", "render.csv", "render.docx", "render.html", "render.markdown", "render.pdf",
        "render.records", "render.terminal", "views.document", "views.entry",
    },
    "cli": set(),
    "cli.installation": set(),
    "cli.keys": set(),
    "cli.unix_console": set(),
    "cli.windows": set(),
    "cli.windows_console": set(),
    "cli.options": {"bilingual"},
    "cli.output": {"cli.windows", "text"},
    "cli.tty": {"cli.keys", "cli.unix_console", "cli.windows_console"},
    "cli.names": {"i18n", "text"},
    "cli.values": {"bilingual", "cli.options", "i18n", "text", "urgent"},
    "cli.refusals": {"cli.options", "i18n", "search.filters"},
    "cli.request": {
        "bilingual", "cli.options", "cli.values", "closed_lists", "directory.layer_files",
        "directory.yaml_file", "finder", "header", "i18n", "search.filters", "text", "views.check",
        "views.entry",
    },
    "cli.search_state": {"bilingual", "cli.keys", "finder", "views.entry"},
    "cli.usage": {"cli.options", "cli.request", "i18n", "search.builtin_index"},
    "cli.version": {"__init__", "cli.request", "directory.builtin", "search.main_file"},
    "cli.command": {
        "bilingual", "cli.options", "cli.output", "cli.refusals", "cli.request", "cli.usage",
        "finder", "i18n", "model", "render.formats", "render.records", "search.rank",
        "views.document", "views.entry",
    },
    "cli.parameters": {
        "bilingual", "cli.options", "cli.output", "cli.request", "cli.values", "cli.version",
        "i18n", "render.formats",
    },
    "cli.search_window": {
        "cli.search_state", "i18n", "render.cells", "render.grid", "render.runs", "render.terminal",
        "text", "views.detail", "views.document", "views.entry", "views.interactive", "views.pages",
    },
    "cli.check": {
        "cli.command", "cli.options", "cli.refusals", "cli.request", "directory.future",
        "directory.layer_files", "directory.loader", "directory.problems", "directory.review",
        "directory.yaml_file", "finder", "i18n", "model", "render.formats", "search.integrity",
        "search.main_file", "views.check", "views.entry",
    },
    "cli.completion": {
        "cli.command", "cli.options", "cli.output", "cli.request", "cli.values", "i18n",
    },
    "cli.find": {"cli.command", "cli.request", "finder", "i18n", "views.document", "views.pages"},
    "cli.help": {
        "bilingual", "cli.command", "cli.names", "cli.options", "cli.output", "cli.refusals",
        "cli.request", "i18n", "render.formats", "views.help",
    },
    "cli.hotlines": {"cli.command", "cli.request", "i18n", "views.pages"},
    "cli.interactive": {
        "bilingual", "cli.search_state", "cli.search_window", "cli.tty", "finder", "i18n",
        "render.terminal", "search.person", "search.query", "search.rank", "views.entry",
        "views.interactive",
    },
    "cli.list": {
        "cli.command", "cli.refusals", "cli.request", "cli.values", "closed_lists", "i18n", "model",
        "views.document", "views.entry", "views.listing", "views.pages",
    },
    "cli.misread": {
        "cli.command", "cli.names", "cli.options", "cli.output", "cli.request", "i18n",
        "render.formats", "text",
    },
    "cli.saving": {"cli.command", "cli.output", "i18n", "text"},
    "cli.show": {
        "cli.command", "cli.names", "cli.options", "cli.parameters", "cli.request", "cli.values",
        "finder", "i18n", "model", "text", "views.detail", "views.document", "views.entry",
        "views.pages",
    },
    "cli.timeline": {"cli.command", "cli.request", "cli.values", "finder", "i18n", "views.pages"},
    "cli.compile": {
        "cli.check", "cli.command", "cli.options", "cli.output", "cli.saving", "i18n",
        "search.layer_compiler", "text",
    },
    "cli.export": {
        "cli.command", "cli.refusals", "cli.request", "cli.saving", "exchange.csv_file",
        "exchange.rows", "i18n", "model",
    },
    "cli.front": {
        "cli.command", "cli.interactive", "cli.options", "cli.output", "cli.refusals",
        "cli.request", "cli.tty", "finder", "i18n", "render.formats", "render.terminal",
        "views.help",
    },
    "cli.handout": {
        "bilingual", "cli.command", "cli.installation", "cli.options", "cli.output",
        "cli.parameters", "cli.refusals", "cli.request", "cli.saving", "cli.values", "finder",
        "i18n", "render.formats", "render.printing", "text", "views.document", "views.entry",
        "views.sheet_choice", "views.sheet_specs", "views.sheets",
    },
    "cli.import": {
        "cli.command", "cli.options", "cli.output", "cli.refusals", "cli.saving", "cli.values",
        "directory.layers", "directory.loader", "directory.problems", "directory.yaml_file",
        "exchange.csv_file", "exchange.importing", "exchange.map_file", "exchange.words", "i18n",
        "text", "views.check", "views.importing",
    },
    "cli.new": {
        "bilingual", "cli.command", "cli.names", "cli.options", "cli.output", "cli.saving",
        "cli.values", "directory.templates", "i18n",
    },
    "cli.app": {
        "bilingual", "cli.command", "cli.completion", "cli.front", "cli.misread", "cli.names",
        "cli.options", "cli.output", "cli.parameters", "cli.request", "cli.usage",
        "directory.problems", "i18n", "render.formats", "urgent", "views.check",
    },
    "finder": {
        "closed_lists", "directory.contacts", "directory.offices", "directory.problems",
        "directory.yaml_file", "model", "search.build", "search.builtin_index", "search.filters",
        "search.first", "search.index", "search.layers", "search.main_file", "search.order",
        "search.query", "search.rank", "search.weigher",
    },
    "__init__": {
        "bilingual", "directory.loader", "directory.problems", "finder", "model", "search.filters",
        "search.query", "search.rank", "search.scoring",
    },
    "__main__": {"bilingual", "cli.app", "cli.output", "cli.version", "cli.windows", "urgent"},
}  # fmt: skip
"""Each module and the modules of this package that it imports, also for types and in functions."""

LAYERS: Final = ("directory", "exchange", "search", "finder", "views", "render", "cli")
"""From the lowest to the highest; every other module is below all of them."""

LIBRARIES: Final = {
    "typer": {"cli"},
    "click": {"cli"},
    "typst": {"render.pdf"},
    "docx": {"render.docx", "render.docx_blocks", "render.docx_parts", "render.docx_small"},
    "rich": {"render.terminal"},
    "yaml": {
        "exchange.importing",
        "exchange.map_file",
        "directory.schema",
        "directory.sentences",
        "directory.yaml_file",
        "directory.yaml_parser",
        "directory.nodes",
        "directory.layer_advice",
        "directory.layer_defaults",
        "directory.layer_parts",
        "directory.where",
        "directory.yaml_mistakes",
    },
    "sqlite3": {
        "search.build",
        "search.compiled",
        "search.compiled_layers",
        "search.index",
        "search.layer_base",
        "search.layer_compiler",
        "search.layers",
    },
    "Stemmer": {"search.tokens"},
    "rapidfuzz": {"search.spelling", "search.ordinary_choice", "cli.names"},
}
"""The only modules that may import a library, or the package of them."""

LAZY_MODULES: Final = {
    "__init__", "__main__", "cli", "directory.builtin", "directory.yaml_file", "render.formats",
    "search.builtin_index", "search.main_file", "views.help",
}  # fmt: skip
"""Modules, and a package, that import inside functions to load only what a command needs."""

LAZY_FUNCTIONS: Final = {
    "finder.of": {"resource_finder.search.build"},
    "finder.open": {"resource_finder.search.layers", "resource_finder.search.main_file"},
    "finder.unknown_id": {"difflib"},
    "data_files.digest": {"_blake2", "hashlib"},
    "data_files._built_digest": {"resource_finder"},
    "directory.layers._told": {"resource_finder.directory.where"},
    "directory.rules._check_built_in": {"resource_finder.directory.sentences"},
    "directory.yaml_parser.parse": {"resource_finder.directory.yaml_mistakes"},
    "search.integrity.faults": {"resource_finder"},
    "render.printing.read_asset": {"resource_finder.directory.problems"},
    "render.terminal._table": {"rich.box", "rich.console", "rich.table", "rich.text"},
    "search.spelling.correct_name": {"rapidfuzz", "rapidfuzz.distance"},
    "search.spelling._nearest": {"rapidfuzz", "rapidfuzz.distance"},
    "search.spelling.place_in_one_word": {"rapidfuzz.distance"},
}
"""Functions elsewhere that import something slow to load and seldom needed."""

MAX_MODULE_LINES: Final = 350
"""A longer module is hard to read in one sitting."""

MAX_MEDIAN_FUNCTION_LINES: Final = 10
"""Half of all functions are shorter than this, so that each can be read at a glance."""


@dataclass(frozen=True)
class Import:
    """One imported module: its name, the names imported from it, the function that imports it."""

    module: str
    names: tuple[str, ...]
    function: str = ""


def path_of(module: str) -> Path:
    """The file of a module; a package is a folder."""
    path = PACKAGE / module.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@cache
def tree(module: str) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path_of(module).read_text(encoding="utf-8"))


def imports(node: ast.AST, function: str = "") -> Iterator[Import]:
    """Every import under a node, with the outermost function around it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, (), function) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            module = "." * child.level + (child.module or "")
            yield Import(module, tuple(alias.name for alias in child.names), function)
        elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from imports(child, function or child.name)
        else:
            yield from imports(child, function)


@cache
def imports_of(module: str) -> tuple[Import, ...]:
    """Every import of a module."""
    return tuple(imports(tree(module)))


def own_imports(module: str) -> set[str]:
    """The modules of this package that a module imports."""
    modules: set[str] = set()
    for one in imports_of(module):
        assert not one.module.startswith("."), f"{module} imports {one.module} by a relative name"
        package, _, inner = one.module.partition(".")
        if package != "resource_finder":
            continue
        named = [f"{inner}.{n}" if inner else n for n in one.names] or [inner]
        modules |= {module if module in MODULES else inner or "__init__" for module in named}
    return modules


def library_imports(module: str) -> set[str]:
    """The outside libraries that a module imports."""
    tops = {one.module.partition(".")[0] for one in imports_of(module)}
    return tops - set(sys.stdlib_module_names) - {"resource_finder"} | tops & set(LIBRARIES)


def is_listed(module: str, names: set[str]) -> bool:
    """Whether a module, or the package that it is in, is named."""
    return module in names or module.partition(".")[0] in names


def test_every_module_is_on_the_map() -> None:
    """A newcomer finds every module on one map, and no module that is gone."""
    assert set(PACKAGE.glob("**/*.py")) == {path_of(module) for module in MODULES}


def test_each_module_imports_what_the_map_says() -> None:
    """A developer who reads the map sees every import, and none that is gone."""
    actual = {module: own_imports(module) for module in MODULES}
    assert {module: used for module, used in actual.items() if used != MODULES[module]} == {}


def test_no_module_imports_upward() -> None:
    """Modules can be read from the bottom up: a layer knows only the layers below it."""

    def height(module: str) -> int:
        package = module.partition(".")[0]
        if package == "__main__":
            return len(LAYERS)
        return LAYERS.index(package) if package in LAYERS else -1

    upward = [
        (module, other)
        for module, others in MODULES.items()
        for other in others - {"__init__"}
        if module != "__init__" and height(other) > height(module)
    ]
    assert upward == []


def test_no_modules_import_each_other() -> None:
    """There is no import cycle: a module can be understood once those that it imports are."""
    imported = {module: others - {"__init__"} for module, others in MODULES.items()}
    ordered: set[str] = set()
    while ready := {module for module, others in imported.items() if others <= ordered} - ordered:
        ordered |= ready
    assert set(imported) - ordered == set()


def test_a_compiled_directory_is_stale_after_a_change_of_any_code_that_makes_it() -> None:
    """A developer who changes how the YAML is compiled sees the change at once."""
    used, followed = {"search.build", "directory.loader"}, set[str]()
    while new := used - followed:
        followed |= new
        used = used.union(*(MODULES[module] for module in new))
    # Messages and the paths of files are not stored in a compiled file.
    used -= {"built", "data_files", "directory.builtin", "i18n", "urgent"}
    assert used == {name.removesuffix(".py").replace("/", ".") for name in COMPILING_MODULES}


def test_a_library_is_imported_in_few_named_modules() -> None:
    """A library can be replaced by changing the few modules that import it."""
    for library, allowed in LIBRARIES.items():
        users = {module for module in MODULES if library in library_imports(module)}
        assert [module for module in users if not is_listed(module, allowed)] == [], library
        unused = [name for name in allowed if not any(is_listed(m, {name}) for m in users)]
        assert unused == [], library


def test_no_module_needs_what_the_package_does_not_install() -> None:
    """Installing the finder installs everything that it imports."""
    missing = {module: library_imports(module) - set(LIBRARIES) for module in MODULES}
    assert {module: names for module, names in missing.items() if names} == {}


FORBIDDEN_LIBRARIES: Final = {
    "asyncio", "ftplib", "http", "logging", "multiprocessing", "smtplib", "socket", "ssl",
    "subprocess", "syslog", "urllib", "webbrowser", "xmlrpc",
}  # fmt: skip
"""Parts of the standard library that could send words away or keep them."""


def test_no_module_can_reach_the_network_or_keep_a_log() -> None:
    """The words that a worker searches stay on the machine, and are written nowhere."""
    used = {
        module: {one.module.partition(".")[0] for one in imports_of(module)} for module in MODULES
    }
    assert {m: names for m, names in used.items() if names & FORBIDDEN_LIBRARIES} == {}


def test_only_named_functions_import() -> None:
    """A file shows at its top what it needs, except in a few functions named here."""
    late: dict[str, set[str]] = {}
    for module in MODULES:
        if is_listed(module, LAZY_MODULES):
            continue
        for one in imports_of(module):
            if one.function:
                late.setdefault(f"{module}.{one.function}", set()).add(one.module)
    assert late == LAZY_FUNCTIONS


# --- what a command loads ----------------------------------------------------------------------

LIST_MODULES: Final = """
import json, sys
from resource_finder.__main__ import main
code = 0
try:
    main()
except SystemExit as error:
    code = error.code or 0
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""


def run_and_list_modules(compiled: Path, *arguments: str) -> tuple[int, set[str]]:
    """The exit code of a command in a process of its own, piped, and the modules it loaded."""
    done = subprocess.run(
        [sys.executable, "-c", LIST_MODULES, *arguments],
        capture_output=True, encoding="utf-8", check=True,
        env={"PYTHONUTF8": "1", "PYTHONPATH": str(compiled)},
    )  # fmt: skip
    code, modules = json.loads(done.stderr.splitlines()[-1])
    return code, set(modules)


SLOW_LIBRARIES: Final = {
    "babel", "hashlib", "importlib.metadata", "logging", "pydantic", "rapidfuzz", "rich", "yaml",
}  # fmt: skip


def test_the_version_loads_next_to_nothing(compiled: Path) -> None:
    """A script that asks for the version has its answer at once."""
    code, modules = run_and_list_modules(compiled, "--version")
    unneeded = SLOW_LIBRARIES | {"click", "resource_finder.i18n", "sqlite3", "Stemmer", "typer"}
    assert (code, unneeded & modules) == (0, set())


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("find suicide", 0),
        ("suicide thompson", 0),
        ("chercher suicide --lang fr", 0),
        ("find suicide --format json", 0),
        ("hotlines", 0),
        ("timeline", 0),
        ("list", 0),
        ("show no-such-entry", 1),
        ("find", 2),
        ("--help", 0),
        ("find --help", 0),
    ],
)
def test_a_piped_command_loads_only_what_it_needs(compiled: Path, typed: str, code: int) -> None:
    """An answer in a pipe waits for no table, no YAML, no spelling help and no package lists."""
    exit_code, modules = run_and_list_modules(compiled, *typed.split())
    assert (exit_code, SLOW_LIBRARIES & modules) == (code, set())


RENDERERS: Final = {
    f"resource_finder.render.{name}"
    for name in ("docx", "html", "markdown", "pdf", "records", "terminal")
}


@pytest.mark.parametrize(
    ("typed", "renderers"),
    [
        ("find suicide", {"terminal"}),
        ("find suicide --format json", {"records"}),
        ("find suicide --format csv", {"records"}),
        ("find suicide --format markdown", {"markdown"}),
        ("handout 988 --format html --output -", {"html"}),
        ("handout 988 --format markdown --output -", {"markdown"}),
        ("--help", set()),
    ],
)
def test_a_format_loads_no_renderer_but_its_own(
    compiled: Path, typed: str, renderers: set[str]
) -> None:
    """An answer waits for no renderer that it does not use."""
    code, modules = run_and_list_modules(compiled, *typed.split())
    named = {f"resource_finder.render.{name}" for name in renderers}
    assert (code, RENDERERS & modules) == (0, named)


def test_the_library_loads_no_command_line() -> None:
    """A program that imports the library pays for neither Typer nor Rich."""
    script = (
        "import sys; from resource_finder import *; import json;"
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert {"click", "rich", "typer"} & set(json.loads(done.stdout)) == set()


# --- public names, docstrings and lengths -----------------------------------------------------


def test_every_public_name_can_be_imported() -> None:
    """Every name that the package offers can be imported from it."""
    for name in resource_finder.__all__:
        assert getattr(resource_finder, name).__module__.startswith("resource_finder."), name


def test_type_checkers_see_the_public_names() -> None:
    """An editor offers exactly the names that the package offers."""
    types = next(node for node in tree("__init__").body if isinstance(node, ast.If))
    typed_names = sorted(name for one in imports(types) for name in one.names)
    assert typed_names == sorted(resource_finder.__all__)


def test_an_unknown_public_name_is_refused() -> None:
    """A misspelt name fails as it does in any other package."""
    with pytest.raises(AttributeError, match="no attribute 'laod'"):
        _ = resource_finder.laod


def undocumented(node: ast.AST, name: str) -> Iterator[str]:
    """The public names at a node, and in it, that have no docstring."""
    if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return
    if not ast.get_docstring(node):
        yield name
    if isinstance(node, ast.Module | ast.ClassDef):
        for child in node.body:
            inner = getattr(child, "name", "_")
            if not inner.startswith("_"):
                yield from undocumented(child, f"{name}.{inner}")


def test_every_public_name_has_a_docstring() -> None:
    """A newcomer can read what every public module, class and function is for."""
    assert [name for module in MODULES for name in undocumented(tree(module), module)] == []


def line_count(module: str) -> int:
    """The number of lines of a module."""
    return len(path_of(module).read_text(encoding="utf-8").splitlines())


def test_no_module_is_too_long_to_read_at_once() -> None:
    """A module is read in one sitting."""
    assert {module: n for module in MODULES if (n := line_count(module)) > MAX_MODULE_LINES} == {}


def test_most_functions_are_short() -> None:
    """Half of the functions can be read at a glance: the median stays under ten lines."""
    lengths = [
        (node.end_lineno or 0) - node.lineno + 1
        for module in MODULES
        for node in ast.walk(tree(module))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert median(lengths) < MAX_MEDIAN_FUNCTION_LINES


def test_no_line_is_longer_than_100_characters() -> None:
    """Two files can be read side by side on one screen."""
    paths = [p for name in ("src", "tests", "tools") for p in (ROOT / name).rglob("*.py")]
    long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted(paths)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > 100
    ]
    assert long == []


# --- docs/ARCHITECTURE.md ------------------------------------------------------------------------

ARCHITECTURE: Final = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")


def drawn_modules() -> dict[str, set[str]]:
    """The modules of each box of the diagram: its first words, in the package it is drawn in."""
    boxes: dict[str, set[str]] = {}
    package = ""
    for line in ARCHITECTURE.partition("```mermaid")[2].partition("```")[0].splitlines():
        if found := re.match(r" *subgraph (\w+)\[", line):
            package = f"{found[1]}."
        elif line.strip() == "end":
            package = ""
        for box, label in re.findall(r'(\w+)\["([^"]+)"\]', line):
            if "subgraph" not in line:
                names = re.findall(r"\b(__main__|[a-z_]+)\b(?=,|<|$)", label)
                boxes[box] = {package + name for name in names} & set(MODULES)
    return boxes


def test_the_diagram_draws_imports_as_they_are() -> None:
    """Whoever follows an arrow of the diagram goes down, along an import that is there."""
    boxes = drawn_modules()
    assert [box for box, modules in boxes.items() if not modules] == []
    arrows = re.findall(r'(\w+)(?:\["[^"]+"\])? --> (\w+)', ARCHITECTURE)
    assert len(arrows) > 20
    wrong = [
        (upper, lower)
        for upper, lower in arrows
        if not any(MODULES[module] & boxes[lower] for module in boxes[upper])
    ]
    assert wrong == []


def test_every_file_that_the_page_names_exists() -> None:
    """A newcomer is sent to files that are there."""
    named = set(re.findall(r"`((?:[a-z_]+/)*[a-z_]+\.(?:py|yaml|md))`", ARCHITECTURE))
    assert named
    assert {name for name in named if not any((ROOT / at / name).is_file() for at in (
        "", "src/resource_finder"))} == set()  # fmt: skip


def test_the_example_of_the_page_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """What the page shows of the library can be copied and run."""
    example = ARCHITECTURE.partition("```python\n")[2].partition("```")[0]
    exec(compile(example, "example", "exec"), {})
    assert len(capsys.readouterr().out.splitlines()) > 1
