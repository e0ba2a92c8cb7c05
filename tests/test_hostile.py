"""Hostile files and hostile queries: refused in a sentence, or printed as harmless text."""

from __future__ import annotations

import ast
import csv
import io
import json
import os
import re
import resource
import sqlite3
import string
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice, pairwise, product
from pathlib import Path
from typing import Any, Final
from unicodedata import normalize

import pytest

from conftest import ROOT, Answer, Type
from processes import TIMEOUT_SECONDS
from resource_finder.bilingual import Language, Text
from resource_finder.directory.loader import load
from resource_finder.header import Region
from resource_finder.regions import MAX_ENCLOSING_REGIONS, enclosing_regions
from resource_finder.search.index import Index
from resource_finder.search.rank import find
from resource_finder.search.tokens import MAX_PHRASE_WORDS, split_words
from resource_finder.text import fold, make_safe
from samples import SOUND, apply_changes, write_file
from tools import fuzz
from tools.fuzz import SGR, SNIPPETS

MEMORY_BYTES: Final = 1 << 30
"""Bytes of address space that a process may use: 1 GiB."""

HARMFUL: Final = {
    name: words for name, words in SNIPPETS.items() if make_safe(words.strip()) != words.strip()
}
PRINTABLE: Final = {name: words for name, words in SNIPPETS.items() if name not in HARMFUL}


def quote(words: str) -> str:
    """Words as YAML, and as JSON, can hold any: between quotation marks, with escapes."""
    return json.dumps(words)


def is_clean(shown: str) -> bool:
    """Whether a text has no character that controls a terminal, except bold and line ends."""
    return not fuzz.unsafe_output(shown)


def test_unsafe_output_is_detected() -> None:
    """The check that the tests below use finds each harmful character."""
    clean = [name for name, words in HARMFUL.items() if is_clean(words)]
    assert clean == ["a document", "a block"], "what holds line ends alone"
    assert all(is_clean(words.strip()) for words in PRINTABLE.values())


# --- files that are refused ----------------------------------------------------------------------

INVISIBLE: Final = "this value contains a control character"
NOT_YAML: Final = "this is not valid YAML"
TAIL: Final = SOUND.index("stop_words:")


def edit(changes: dict[str, str]) -> bytes:
    """The sound file with some text replaced."""
    return apply_changes(changes).encode()


def event(words: str) -> bytes:
    """The sound file in which an event says these words."""
    return edit({"en: It opens.": f"en: {words}"})


ALIAS_BOMB: Final = "\n".join(
    ["a: &a [x, x]", *(f"{b}: &{b} [*{a}, *{a}]" for a, b in pairwise("abcdefghi"))]
)
REFUSED: Final[dict[str, tuple[bytes, str]]] = {
    "a bomb of aliases": (
        ALIAS_BOMB.encode(),
        "1:4: anchors and aliases (& and *) are not allowed",
    ),
    "an alias to itself": (b"a: &a [*a]", "1:4: anchors and aliases (& and *) are not allowed"),
    "10,000 lists in each other": (b"[" * 10_000, "1:25: the file has too many nested levels"),
    "10,000 maps in each other": (b"{a: " * 10_000, "1:97: the file has too many nested levels"),
    "10,000 dashes": (b"- " * 10_000, "1:49: the file has too many nested levels"),
    "10,000 questions": (b"? " * 10_000, "1:49: the file has too many nested levels"),
    "2,000 steps of indentation": (
        "".join(" " * step + "a:\n" for step in range(2_000)).encode(),
        "25:25: the file has too many nested levels",
    ),
    "a tag that would run code": (
        event("!!python/object/apply:os.system [id]"),
        "107:19: tags (!) are not allowed",
    ),
    "a tag that would decode": (event("!!binary aGVsbG8="), "107:19: tags (!) are not allowed"),
    "a tag of one's own": (event("!x words"), "107:19: tags (!) are not allowed"),
    "a merge": (
        edit({"ages: {from: 11, to: 29}": "ages: {<<: {from: 1}, to: 29}"}),
        "85:12: unknown key '<<'",
    ),
    "two documents": (f"{SOUND}---\n{SOUND}".encode(), f"120:1: {NOT_YAML}"),
    "10,000 documents": (b"---\n" * 10_000, f"2:1: {NOT_YAML}"),
    "a doubled key": (edit({"region: manitoba": "date: 2026-11-23\n  region: manitoba"}),
                      "4:3: duplicate key 'date'"),
    "an empty file": (b"", ": the file is empty"),
    "a million comments": (b"#\n" * 1_000_000, ": the file is empty"),
    "UTF-16": (SOUND.encode("utf-16"), "1:1: the file is not UTF-8"),
    "UTF-16 without a mark": (SOUND.encode("utf-16-be"), "2:1: the file is not UTF-8"),
    "UTF-32": (SOUND.encode("utf-32"), "1:1: the file is not UTF-8"),
    "bytes of no character": (b"a: \xff\xfe\n", "1:1: the file is not UTF-8"),
    "a surrogate in UTF-8": (b"a: \xed\xa0\x80\n", "1:1: the file is not UTF-8"),
    "an overlong slash": (b"a: \xc0\xaf\n", "1:1: the file is not UTF-8"),
    "a raw null": (
        event("It\0opens."), "107:21: this file contains a character that YAML does not allow"
    ),
    "an escaped null": (event('"It\\0opens."'), f"107:19: {INVISIBLE}"),
    "an escaped surrogate": (event('"\\ud800"'), f"107:22: {NOT_YAML}"),
    "an escape beyond all characters": (event('"\\Uffffffff"'), f"107:22: {NOT_YAML}"),
    "a number without end": (
        edit({"from: 11": f"from: {'9' * 3_000}"}), f"85:18: '{'9' * 3_000}' is not a whole number"
    ),
    "a number as a power": (
        edit({"from: 11": "from: 1e999"}), "85:18: '1e999' is not a whole number"
    ),
    "a number below zero": (edit({"from: 11": "from: -1"}), "85:18: '-1' is not a whole number"),
    "a day that ends the calendar": (
        edit({"checked: 2026-11-23\n    sources: [{id: page, for: [number]}]":
            "checked: 9999-12-31\n    sources: [{id: page, for: [number]}]"}),
        "70:14: invalid date '9999-12-31'",
    ),
    "an id that climbs": (
        edit({"id: shelter": "id: ../../etc/passwd"}), "113:9: '../../etc/passwd' cannot be an ID"
    ),
    "an id that is a path": (edit({"id: shelter": "id: /etc/passwd"}),
                             "113:9: '/etc/passwd' cannot be an ID"),
    "an id with a null": (edit({"id: shelter": 'id: "a\\0b"'}), f"113:9: {INVISIBLE}"),
    "an id of search operators": (
        edit({"  manitoba: {en": '  \'a" OR b*\': {en: x, fr: x}\n  manitoba: {en'}),
        "26:3: 'a\" OR b*' cannot be an ID",
    ),
    "stop words of no language": (
        edit({"  en: [the]": "  en: [the]\n  zz: [the]"}), "120:3: unknown key 'zz'"
    ),
    "no age at all": (edit({"{from: 11, to: 29}": "{}"}), "85:11: at least one age is needed here"),
    "a region within itself": (
        edit({"within: canada": "within: manitoba"}),
        "26:50: this region is inside itself, or inside too many others",
    ),
    "a word of a closed list that every entry would repeat": (
        edit({"crisis: {en: crisis": f"crisis: {{en: {'m' * 101}"}), "30:16: this is too long"
    ),
    "a list without end": (
        edit({"aliases: [help]": f"aliases: [{'x, ' * 1_001}]"}), "53:14: this is too long"
    ),
    "a vocabulary without end": (
        edit({"stop_words:": "  - {id: x}\n" * 2_000 + "stop_words:"}), "113:3: this is too long"
    ),
}  # fmt: skip
"""Hostile files, and the message about the first fault of each."""


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_where_it_is_wrong(
    name: str, tmp_path: Path, typed: Type
) -> None:
    """A hostile file is refused like a mistyped one: where it is wrong, why, and how to fix it."""
    raw, fault = REFUSED[name]
    path = tmp_path / "own.yaml"
    path.write_bytes(raw)
    answer = typed("list", "--directory", str(path))
    where = str(path) + ("" if fault.startswith(":") else ":")
    assert (answer.code, answer.out) == (3, "")
    assert answer.error.split("\n")[0] == where + fault
    assert re.search(r"^  fix: \S", answer.error, re.MULTILINE)


@pytest.mark.parametrize(
    ("name", "way"),
    # A raw carriage return is a line's end in YAML, so a blank.
    sorted({*product(HARMFUL, ("raw", "escaped"))} - {("a carriage return", "raw")}),
)
def test_terminal_controls_are_refused_in_a_file(
    name: str, way: str, tmp_path: Path, typed: Type
) -> None:
    """No file can colour a screen, move its cursor, fill a clipboard or turn a number around."""
    words = HARMFUL[name]
    text = apply_changes({"en: It opens.": f"en: {quote(words) if way == 'escaped' else words}"})
    path = tmp_path / "own.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    for command in (("check", str(path)), ("show", "drop-in", "--directory", str(path))):
        answer = typed(*command)
        printed = answer.out + answer.err
        assert answer.code == 3
        # A line may end at a sign that YAML takes for a line's end.
        assert re.search(rf"{re.escape(str(path))}(?::10[7-9]:\d+)?: ", printed)
        assert is_clean(printed)


def test_after_a_thousand_faults_reading_stops(tmp_path: Path, typed: Type) -> None:
    """A file that is not a directory fills neither a screen nor the time of a curator."""
    path = write_file(tmp_path, SOUND + "".join(f"k{n}: 1\n" for n in range(5_000)))
    answer = typed("check", str(path))
    lines = answer.out.split("\n")
    assert (answer.code, lines[-2]) == (3, "1,001 errors.")
    assert lines[-5].endswith("too many errors: reading stopped here")


def short_keys(count: int) -> Iterator[str]:
    """This many different keys of five letters."""
    return islice(map("".join, product(string.ascii_lowercase, repeat=5)), count)


def write_huge_files(folder: Path) -> dict[Path, str]:
    """Write files that would fill the memory or never end; the message about each."""
    files: dict[str, tuple[str, str]] = {
        "keys.yaml": ("".join(f"{key}: 1\n" for key in short_keys(1_000_000)), ":100000:8: the file"
                      " contains too many values"),
        "string.yaml": (apply_changes({"en: It opens.": f"en: {'m' * 9_900_000}"}),
                        ":107:19: this is too long"),
        "string-beyond.yaml": ("a: " + "m" * 10_000_000, ": the file is over 10 MB"),
    }  # fmt: skip
    refusals = {write_file(folder, text, name): what for name, (text, what) in files.items()}
    with (folder / "vast.yaml").open("wb") as vast:
        vast.truncate(100_000_000)
    os.mkfifo(folder / "pipe.yaml")
    (folder / "loop.yaml").symlink_to(folder / "loop.yaml")
    (folder / "zero.yaml").symlink_to("/dev/zero")
    return {
        **refusals,
        folder / "vast.yaml": ": the file is over 10 MB",
        folder / "pipe.yaml": ": this is a pipe or a device, not a file",
        folder / "zero.yaml": ": this is a pipe or a device, not a file",
        folder / "loop.yaml": ": the file cannot be read",
        folder: ": this is a folder, not a file",
    }


def test_a_huge_file_is_refused_within_a_bounded_memory(tmp_path: Path) -> None:
    """A million keys, a text of ten million letters, a file of 100 MB, a pipe that never answers
    and a device that never ends are refused by a process of at most 1 GiB."""
    files = write_huge_files(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "resource_finder", "check", *map(str, files)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES)),
        stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=TIMEOUT_SECONDS,
        check=False,
    )  # fmt: skip
    faults = [
        line for line in done.stdout.split("\n") if not line.startswith(("  fix: ", "  in: "))
    ]
    assert (done.returncode, done.stderr) == (3, "")
    assert faults == [*(f"{path}{what}" for path, what in files.items()), "8 errors.", ""]


# --- files that are sound, and stay harmless ----------------------------------------------------


def test_a_mark_at_the_start_and_a_link_to_a_file_are_no_harm(tmp_path: Path, typed: Type) -> None:
    """A file as some editors save it, or reached by a link, is read like any other."""
    path = tmp_path / "own.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SOUND.encode())
    (tmp_path / "link.yaml").symlink_to(path)
    answer = typed("check", str(tmp_path / "link.yaml"))
    assert (answer.code, answer.err) == (0, "")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound file in which everything for people to read is printable hostile words."""
    quoted = [json.dumps(words, ensure_ascii=False) for words in WORDS]
    details = "".join(f"      - text: {{en: {w}, fr: {w}}}\n        from: [page]\n" for w in quoted)
    formula = quote("=cmd|' /C calc'!A0")
    text = apply_changes({
        "name: {en: Drop-in, fr: Halte}": f"name: {{en: {formula}, fr: {formula}}}",
        "summary: {en: A room that is open., fr: Une salle ouverte.}":
            f"summary: {{en: {quote(MARKUP)}, fr: {quote(MARKUP)}}}",
        "      - text: {en: It has beds., fr: Il y a des lits.}\n        from: [page]\n": details,
        "label: {en: DANGER, fr: URGENCE}": f"label: {{en: {quote(BRACES)}, fr: {quote(BRACES)}}}",
        "crisis: {en: crisis": f"crisis: {{en: {quote(BRACES)}",
        "title: {en: A page, fr: Une page}": f"title: {{en: {quote(MARKUP)}, fr: {formula}}}",
    })  # fmt: skip
    return write_file(tmp_path_factory.mktemp("hostile"), text)


BRACES: Final = SNIPPETS["a place to fill"]
MARKUP: Final = f"{SNIPPETS['Rich markup']} {SNIPPETS['HTML']}"
WORDS: Final = [" ".join(words.split()) for words in PRINTABLE.values() if len(words) < 4_000]
FORMATS: Final = ("table", "plain", "json", "csv", "tsv", "markdown")
READING_COMMANDS: Final = (
    ("find", "crisis housing"), ("find", "shelter", "--explain"), ("hotlines",), ("timeline",),
    ("list",), ("show", "drop-in"), ("show", "page"), ("list", "--kind", "source"),
)  # fmt: skip


@pytest.mark.parametrize("format", FORMATS)
def test_printable_hostile_words_are_harmless_everywhere(
    hostile: Path, language: Language, format: str, typed: Type
) -> None:
    """Markup, places to fill, HTML, formulas, paths and commands in a file are words: each page
    is shown, and nothing on it controls the terminal."""
    for command in READING_COMMANDS:
        answer = typed(
            *command, "--directory", str(hostile), "--format", format, "--lang", str(language)
        )
        assert (answer.code, answer.err) == (0, ""), command
        assert is_clean(answer.out.replace("\t", " ") if format == "tsv" else answer.out)


def test_words_stand_as_they_were_written(hostile: Path, typed: Type) -> None:
    """Markup is not obeyed and places are not filled: a reader sees what the file says."""
    shown = typed("show", "drop-in", "--directory", str(hostile), "--format", "plain").out
    plain = " ".join(shown.split())
    assert [words for words in (*WORDS, MARKUP, BRACES) if words not in plain] == []
    table = typed("find", "beds", "housing", "--directory", str(hostile), "--format", "table").out
    assert "[red]help[/red]" in "".join(SGR.sub("", table).split())
    reading = ("--directory", str(hostile), "--format", "json")
    answer = json.loads(typed("show", "drop-in", *reading).out)
    assert [detail["text"] for detail in answer["results"][0]["details"]] == WORDS


def test_no_cell_of_a_spreadsheet_is_a_formula(hostile: Path, typed: Type) -> None:
    """A list opened in a spreadsheet runs nothing, whichever sign parts its cells."""
    for command in (("list",), ("find", "housing"), ("check", "--due", str(hostile))):
        directory = () if command[0] == "check" else ("--directory", str(hostile))
        asked = ("--as-of", "2029-01-01", *command, *directory, "--format")
        cells = [c for row in csv.reader(io.StringIO(typed(*asked, "csv").out)) for c in row]
        cells += typed(*asked, "tsv").out.replace("\n", "\t").split("\t")
        parts = [part.strip() for cell in cells for part in re.split(r"[;\t]", cell)]
        assert "'=cmd|' /C calc'!A0" in " ".join(cells)
        assert [part for part in parts if part[:1] in ("=", "+", "-", "@")] == []


@pytest.mark.parametrize("formula", [n for n in SNIPPETS if n.startswith("a formula")])
def test_every_kind_of_formula_is_guarded(formula: str, tmp_path: Path, typed: Type) -> None:
    """A cell that begins with any sign a spreadsheet obeys begins with an apostrophe instead."""
    words = quote(" ".join(SNIPPETS[formula].split()))
    path = write_file(
        tmp_path, apply_changes({"{en: Drop-in, fr: Halte}": f"{{en: {words}, fr: x}}"})
    )
    shown = typed("list", "--directory", str(path), "--format", "csv").out
    [row] = [row for row in csv.DictReader(io.StringIO(shown)) if row["id"] == "drop-in"]
    assert re.fullmatch(r"(x;)?'[=+@-].*", row["name"])


def test_markdown_stays_text(hostile: Path, typed: Type) -> None:
    """A page pasted into a wiki holds no tag, link or picture that came out of a file."""
    shown = typed("show", "drop-in", "--directory", str(hostile), "--format", "markdown").out
    assert re.findall(r"(?<!\\)[<>\[\]`]", shown) == []


def test_a_word_of_a_file_is_quoted_as_it_stands(tmp_path: Path, typed: Type) -> None:
    """A fault that quotes hostile words shows them, fills nothing in and obeys nothing."""
    path = write_file(tmp_path, apply_changes({"line: crisis": f"line: {quote(BRACES + MARKUP)}"}))
    answer = typed("check", str(path))
    assert (answer.code, answer.err) == (3, "")
    assert answer.out.split("\n")[0] == f"{path}:50:11: unknown word '{BRACES + MARKUP}'"


@pytest.mark.parametrize("name", HARMFUL)
def test_the_name_of_a_file_is_harmless_too(name: str, tmp_path: Path, typed: Type) -> None:
    """A file from elsewhere cannot control the terminal by its name."""
    called = HARMFUL[name].replace("\0", "").replace("/", "").replace("\ud800", "\udc80")
    path = tmp_path / f"{called}.yaml"
    path.write_text(SOUND, encoding="utf-8")
    sound, absent = typed("check", str(path)), typed("list", "--directory", f"{path}x")
    assert (sound.code, absent.code) == (0, 3)
    assert is_clean(sound.out + sound.err + absent.out + absent.err)
    printed = typed("check", f"{path}x", "--format", "json").out
    assert is_clean(printed)
    assert json.loads(printed)["results"][0]["file"].endswith(".yamlx")


# --- what a sound file may cost -----------------------------------------------------------------


def test_regions_around_a_region_come_to_an_end() -> None:
    """A chain of regions, endless or in a ring, is followed for a few steps."""
    regions = {str(n): Region(Text("x", "x"), str(n + 1), ()) for n in range(10_000)}
    reached = enclosing_regions("0", regions)
    assert reached == tuple(map(str, range(MAX_ENCLOSING_REGIONS)))


def test_a_word_said_again_counts_once(tmp_path: Path) -> None:
    """A file of a few bytes that names one topic a thousand times stays a few bytes."""
    again = f"topics: [{'crisis, ' * 999}]\n    related"
    path = write_file(tmp_path, apply_changes({"topics: [crisis]\n    related": again}))
    assert load(path).services[0].topics == ("crisis",)


def test_a_phrase_that_no_query_can_say_is_not_looked_for(tmp_path: Path) -> None:
    """A search word of a thousand words does not make every text be read a thousand times."""
    path = write_file(tmp_path, apply_changes({"en: [shelter]": f"en: [{'a ' * 1_000}]"}))
    from resource_finder.search.phrases import PhraseMatcher, vocabulary_phrases

    phrases = vocabulary_phrases(load(path).vocabulary)
    assert PhraseMatcher(phrases).max_words == MAX_PHRASE_WORDS


def test_large_sorting_stays_in_memory(index: Index) -> None:
    """SQLite keeps what it sorts in memory, never in a temporary file."""
    assert index._db.execute("PRAGMA temp_store").fetchone() == (2,)


# --- queries ------------------------------------------------------------------------------------

COMMANDS: Final = (
    ("find", "--format", "json"), ("chercher", "--explain", "--format", "table", "--lang", "fr"),
    ("fiche", "--format", "markdown", "--lang", "fr"),
)  # fmt: skip


@pytest.mark.parametrize("name", SNIPPETS)
@pytest.mark.usefixtures("shared_index")
def test_a_hostile_query_is_answered_harmlessly(name: str, typed: Type) -> None:
    """Words pasted from anywhere are searched, or refused in a sentence; none controls the
    terminal, and none is taken for a command of the search."""
    words = SNIPPETS[name]
    for command in COMMANDS:
        answer: Answer = typed(*command, "--", words)
        assert answer.code in (0, 1)
        assert answer.err == ""
        assert is_clean(answer.out)
        if "json" in command:
            assert json.loads(answer.out)["query"] == words.strip()


@pytest.mark.parametrize("option", ["--audience", "--limit", "--as-of", "--format", "--zzz"])
@pytest.mark.parametrize("name", ["a clipboard", "a right-to-left override", "a place to fill"])
@pytest.mark.usefixtures("shared_index")
def test_a_hostile_option_is_refused_harmlessly(option: str, name: str, typed: Type) -> None:
    """A wrong value is quoted in the sentence that refuses it, without terminal controls."""
    answer = typed("find", "help", f"{option}={SNIPPETS[name]}")
    assert (answer.code, answer.out) == (2, "")
    assert is_clean(answer.err)


MILLION: Final = 1_000_000
LONG_QUERIES: Final = {
    "one word again and again": "a " * (MILLION // 2),
    "a slip again and again": "runawya " * (MILLION // 8),
    "different words": " ".join(short_keys(MILLION // 6)),
    "one word": "x" * MILLION,
    "an age and blanks": "11" + " " * MILLION + "z",
    "a digit and dots": "1" + "." * MILLION,
    "digits and hyphens": "1-" * (MILLION // 2),
    "phone numbers": "204-555-0100 " * (MILLION // 13),
    "ages": "aged 12 " * (MILLION // 8),
    "apostrophes": "a'" * (MILLION // 2),
    "accents": "e" + "\u0301" * MILLION,
    "a sign that opens into many": "\ufdfa" * MILLION,
    "nulls": "\0" * MILLION,
    "surrogates": "\ud800" * MILLION,
}
"""A million characters of each."""
MAX_STATEMENTS: Final = 20_000
"""The most SQL statements that one query may need."""


@pytest.mark.parametrize("name", LONG_QUERIES)
def test_a_million_characters_cost_no_more_than_a_page(name: str, index: Index) -> None:
    """Whatever is pasted, a bounded part of it is searched, and the page says so."""
    statements: list[str] = []
    database: sqlite3.Connection = index._db
    database.set_trace_callback(statements.append)
    try:
        query, _ = find(index, LONG_QUERIES[name])
    finally:
        database.set_trace_callback(None)
    assert len(statements) < MAX_STATEMENTS
    assert query.cut


def test_no_sign_becomes_an_operator_of_the_search() -> None:
    """Whatever character is typed, what is asked of the database is words alone."""
    opened = (c for c in map(chr, range(sys.maxunicode)) if normalize("NFKD", c) != c)
    parts = ((c, fold(word)) for c in opened for word in split_words(c))
    assert {sign for sign, form in parts if re.search(r"[^\w\u0080-\U0010ffff]|\s", form)} == set()


# --- the fuzzer ---------------------------------------------------------------------------------


def play_rounds(folder: Path, numbers: range) -> list[tuple[str, str]]:
    """Some rounds of the fuzzer."""
    write_file(folder, SOUND, "sound.yaml")
    return [fuzz.play(number, "test", folder) for number in numbers]


def test_the_fuzzer_reaches_every_outcome(tmp_path: Path) -> None:
    """The tool that tries 100,000 files and queries reaches every kind of outcome."""
    played = play_rounds(tmp_path, range(60))
    every = {f"{kind} {what}" for kind, codes in fuzz.OUTCOMES.items() for what in codes.values()}
    assert [failed for _, failed in played if failed] == []
    assert {outcome for outcome, _ in played} == every


def _raises(*_: Any) -> int:
    raise ValueError("a defect")


def _escapes(*_: Any) -> int:
    print("\x9b31m")
    return 0


def _breaks(*_: Any) -> int:
    return 70


@pytest.mark.parametrize(
    ("broken", "why"),
    [(_raises, "ValueError: a defect"), (_escapes, "printed ['\\x9b']"), (_breaks, "left with 70")],
)
def test_the_fuzzer_sees_every_failure(
    broken: Any, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A traceback, an escape on the screen and a wrong exit code each fail a round."""
    monkeypatch.setattr(fuzz, "run", broken)
    played = play_rounds(tmp_path, range(4))
    assert [outcome for outcome, _ in played] == ["failed"] * 4
    assert all(why in failed for _, failed in played)


# --- what the page on security says --------------------------------------------------------------

SECURITY_PAGE: Final = (ROOT / "docs" / "SECURITY.md").read_text(encoding="utf-8")


def named_tests(text: str) -> list[str]:
    """The tests that the rows of the table of hostile inputs name."""
    table = text.split("## Hostile inputs tried")[1].split("\n## ")[0]
    rows = [row.split("|") for row in table.split("\n") if row.startswith("|")][2:]
    assert all(len(row) == 5 for row in rows)
    return [row[3].strip().strip("`") for row in rows]


def hostile_tests() -> list[str]:
    """The tests of this file that try something hostile, in their order."""
    tried = Path(__file__).read_text(encoding="utf-8").split("# --- the fuzzer")[0]
    found = [node.name for node in ast.parse(tried).body if isinstance(node, ast.FunctionDef)]
    return [name for name in found if name.startswith("test_") and name != META_TEST]


META_TEST: Final = "test_unsafe_output_is_detected"
"""A test of this file's own check, not of the tool."""


def test_every_row_of_the_page_on_security_is_tested() -> None:
    """Who reads which hostile inputs were tried can open the test that tries each one, and none is
    left untold."""
    assert set(named_tests(SECURITY_PAGE)) == set(hostile_tests())
    assert set(re.findall(r"tests/(test_\w+)\.py", SECURITY_PAGE)) <= {
        path.stem for path in (ROOT / "tests").glob("test_*.py")
    }


def test_a_row_without_a_test_would_be_seen() -> None:
    """A row that names a test which is gone, or none, is told from the others."""
    row = "| words | what happens | `test_that_is_gone` |\n"
    page = SECURITY_PAGE.replace("\nThe hostile words:", f"{row}\nThe hostile words:")
    assert set(named_tests(page)) - set(hostile_tests()) == {"test_that_is_gone"}


def test_every_hostile_word_is_on_the_page() -> None:
    """The page names every kind of hostile word that is tried, and no other."""
    [listed] = re.findall(r"^The hostile words: (.*?)\.$", SECURITY_PAGE, re.MULTILINE | re.DOTALL)
    assert " ".join(listed.split()).split("; ") == list(SNIPPETS)
