"""Bring the French catalogue up to date with the sentences of the code.

    python tools/catalogue.py

New sentences get an empty translation, old ones are removed, and each names the modules that use
it ("#:"). Click's own sentences, marked "click", stay. The tests call `sentences` to see that
nothing is missing.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from resource_finder import __version__

SOURCE = Path(__file__).parents[1] / "src" / "resource_finder"
CATALOGUE = SOURCE / "locale" / "fr" / "LC_MESSAGES" / "resource_finder.po"
ARGUMENTS: Final = {"N_": 1, "text": 1, "plural": 2}
"""The functions that take sentences of the catalogue, and how many: their first arguments."""

Sentence = str | tuple[str, ...]
"""A sentence, or the forms of one for one thing and for many."""


def sentences() -> dict[Sentence, list[str]]:
    """Every sentence of the code, in the order of the files, with the modules that it is in."""
    modules: dict[Sentence, list[str]] = {}
    for path in sorted(SOURCE.rglob("*.py"), key=lambda path: path.relative_to(SOURCE).as_posix()):
        module = path.relative_to(SOURCE).as_posix()
        for sentence in _sentences(ast.parse(path.read_text(encoding="utf-8"))):
            if module not in modules.setdefault(sentence, []):
                modules[sentence].append(module)
    return modules


def _sentences(tree: ast.Module) -> Iterator[Sentence]:
    """The sentences of a module, in the order of its lines."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        given = call.args[: ARGUMENTS.get(name, 0)]
        constants = [arg.value for arg in given if isinstance(arg, ast.Constant)]
        words = tuple(value for value in constants if isinstance(value, str))
        if words:
            yield words if name == "plural" else words[0]


def read() -> Catalog:
    """The catalogue as it is kept."""
    with CATALOGUE.open("rb") as source:
        return read_po(source, locale="fr", abort_invalid=True)


def updated(old: Catalog) -> Catalog:
    """A catalogue of all sentences, with the translations of the old one."""
    new = Catalog(
        locale="fr",
        project="resource-finder",
        version=__version__,
        header_comment=old.header_comment,
        last_translator="resource-finder maintainers",
        language_team="French (Canada)",
        fuzzy=False,
    )
    # The rule that gettext knows, whatever forms Babel gives to French.
    new.mime_headers = [("Plural-Forms", "nplurals=2; plural=(n > 1);")]
    for sentence, modules in sentences().items():
        translated = old.get(sentence[0] if isinstance(sentence, tuple) else sentence)
        # No line numbers: a sentence that only moves must not change the catalogue.
        places = [(module, 0) for module in modules]
        new.add(sentence, translated.string if translated else None, locations=places)
    for message in old:
        if "click" in message.auto_comments:
            new.add(message.id, message.string, auto_comments=["click"])
    for message in new:
        message.flags.discard("python-format")
    return new


def main() -> None:
    """Write the catalogue again, keeping every translation."""
    new = updated(read())
    with CATALOGUE.open("wb") as target:
        write_po(target, new, width=96, sort_output=False, include_lineno=False)
    text = CATALOGUE.read_text(encoding="utf-8")
    # Leave out headers that would change where no sentence did: dates, and the version of Babel.
    # There is no address for reports but the issues.
    text = re.sub(
        r'"(?:POT-Creation-Date|PO-Revision-Date|Report-Msgid-Bugs-To|Generated-By): .*\n', "", text
    )
    CATALOGUE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
