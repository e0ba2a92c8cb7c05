"""Bring the French catalogue up to date with the sentences of the code.

    python tools/catalogue.py

New sentences get an empty translation, gone ones are taken out; Click's own sentences, marked
"click", stay. The tests call `sentences` to see that nothing is missing.
"""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parents[1] / "src" / "resource_finder"
CATALOGUE = SOURCE / "locale" / "fr" / "LC_MESSAGES" / "resource_finder.po"
KEYWORDS = {"N_": None, "text": None, "plural": (1, 2)}


def sentences() -> list[str | tuple[str, ...]]:
    """Every sentence of the code, in the order of the files."""
    found = extract_from_dir(str(SOURCE), [("**.py", "python")], keywords=KEYWORDS)
    ordered = sorted(found, key=lambda message: (message[0], message[1]))
    return list(dict.fromkeys(message[2] for message in ordered))


def read() -> Catalog:
    """The catalogue as it is kept."""
    with CATALOGUE.open("rb") as source:
        return read_po(source, locale="fr", abort_invalid=True)


def main() -> None:
    """Write the catalogue anew, every translation kept."""
    old = read()
    new = Catalog(locale="fr", header_comment=old.header_comment, fuzzy=False)
    new.mime_headers = [(k, v) for k, v in old.mime_headers if k != "POT-Creation-Date"]
    for sentence in sentences():
        kept = old.get(sentence[0] if isinstance(sentence, tuple) else sentence)
        new.add(sentence, kept.string if kept else None)
    for message in old:
        if "click" in message.auto_comments:
            new.add(message.id, message.string, auto_comments=["click"])
    for message in new:
        message.flags.discard("python-format")
    with CATALOGUE.open("wb") as target:
        write_po(target, new, width=96, sort_output=False)
    text = CATALOGUE.read_text(encoding="utf-8")
    # Dates of the tool itself would make a change where no sentence changed.
    text = re.sub(r'"(POT-Creation|PO-Revision)-Date: [^"]*"\n', "", text)
    CATALOGUE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
