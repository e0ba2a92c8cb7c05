"""Other tools that search the names and summaries of a directory, for `benchmarks.scale`."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

from resource_finder.model import Directory

Command = list[str]
Rows = list[tuple[str, str, str]]

_TANTIVY: Final = """
import sys, tantivy
index = tantivy.Index.open(sys.argv[1])
query = index.parse_query(sys.argv[2], ["name", "summary"])
searcher = index.searcher()
for _, address in searcher.search(query, 5).hits:
    print(searcher.doc(address)["id"][0])
"""
_MAKE_TANTIVY: Final = """
import json, os, sys, tantivy
fields = tantivy.SchemaBuilder()
for name in ("id", "name", "summary"):
    fields.add_text_field(name, stored=True)
os.mkdir(sys.argv[1])
index = tantivy.Index(fields.build(), sys.argv[1])
writer = index.writer()
for id, name, summary in json.load(sys.stdin):
    writer.add_document(tantivy.Document(id=id, name=name, summary=summary))
writer.commit()
writer.wait_merging_threads()
"""


def peers(directory: Directory, folder: Path) -> dict[str, Callable[[str], Command]]:
    """What searches words in a directory, for each tool on the PATH; tantivy is looked for beside
    `sqlite-utils`, in the same environment. Says which are missing."""
    rows = [
        (entry.id, f"{entry.name.en} {entry.name.fr}", f"{entry.summary.en} {entry.summary.fr}")
        for entry in directory.entries
    ]
    database = _database(rows, folder / "fts.sqlite")
    found: dict[str, Callable[[str], Command]] = {}
    if ripgrep := shutil.which("rg"):
        text = folder / "entries.tsv"
        text.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
        found["rg -i"] = lambda words: [ripgrep, "-i", words.replace(" ", "|"), str(text)]
    if shell := shutil.which("sqlite3"):
        found["sqlite3, FTS5"] = lambda words: [
            shell, str(database),
            f"SELECT id, name FROM entry WHERE entry MATCH '{words.replace(' ', ' OR ')}'"
            " ORDER BY bm25(entry, 0, 5, 1) LIMIT 5",
        ]  # fmt: skip
    if utils := shutil.which("sqlite-utils"):
        found["sqlite-utils search"] = lambda words: [
            utils, "search", str(_with_utils(utils, database)), "text", words, "--limit", "5",
        ]  # fmt: skip
        python = str(Path(utils).parent / "python")
        if _has_tantivy(python, rows, folder / "tantivy"):
            found["tantivy"] = lambda words: [
                python, "-c", _TANTIVY, str(folder / "tantivy"), words,
            ]  # fmt: skip
    for missing in {"rg -i", "sqlite3, FTS5", "sqlite-utils search", "tantivy"} - found.keys():
        print(f"not measured, for it is missing here: {missing}")
    return found


def _database(rows: Rows, path: Path) -> Path:
    """A database with the texts in stock FTS5."""
    with sqlite3.connect(path) as db:
        db.execute("CREATE VIRTUAL TABLE entry USING fts5(id UNINDEXED, name, summary)")
        db.executemany("INSERT INTO entry VALUES (?, ?, ?)", rows)
        db.execute("CREATE TABLE text (id TEXT PRIMARY KEY, name TEXT, summary TEXT)")
        db.executemany("INSERT INTO text VALUES (?, ?, ?)", rows)
    return path


def _with_utils(program: str, database: Path) -> Path:
    """The database, with the index that `sqlite-utils search` needs."""
    with sqlite3.connect(database) as db:
        has_index = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'text_fts'").fetchone()
    if not has_index:
        subprocess.run([program, "enable-fts", database, "text", "name", "summary"], check=True)
    return database


def _has_tantivy(python: str, rows: Rows, folder: Path) -> bool:
    """Whether tantivy is installed there; then it has indexed the texts."""
    command = [python, "-c", _MAKE_TANTIVY, str(folder)]
    made = subprocess.run(command, input=json.dumps(rows), text=True, capture_output=True)
    return made.returncode == 0
