"""Every option is honoured by every command, or refused in a sentence: none is ignored."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Final

import click
import pytest

from conftest import ROOT, Answer, Type
from resource_finder.bilingual import Language
from resource_finder.cli.app import CommandLine
from resource_finder.cli.options import FILTERS
from resource_finder.i18n import FRENCH_COMMANDS
from resource_finder.model import Directory
from samples import EXTRA_ENTRIES, SOUND, write_file

pytestmark = pytest.mark.usefixtures("shared_index")

MISSING: Final = "no-such-file.yaml"
PROBES: Final = (
    "--lang fr", "--limit 1", "--all", f"--directory {MISSING}", f"--also {MISSING}",
    "--as-of 2029-01-01", "--format table", "--format plain", "--format json", "--format csv",
    "--format tsv", "--format markdown",
)  # fmt: skip
"""The options that every command shares, each with a value that changes the answer."""

DATA_FORMATS: Final = ("--format json", "--format csv", "--format tsv")
FILE_OPTIONS: Final = (f"--directory {MISSING}", f"--also {MISSING}")
PAGES: Final = ("--format table", "--format markdown")
BUILT_IN: Final = str(ROOT / "data" / "programs.yaml")
COUNTS: Final = ("--limit 1", "--all")
COMMANDS: Final[dict[str, tuple[str, ...]]] = {
    "find winnipeg": (),
    "find winnipeg --explain": (),
    "hotlines": (),
    "timeline": (),
    "timeline police": (),
    "list": (),
    "list --kind source": (),
    "list --kind source --kind event": (),
    "show 988": COUNTS,
    "show act": COUNTS,
    "check": (*COUNTS, "--as-of 2029-01-01"),
    "check new.yaml --strict": (*COUNTS, "--as-of 2029-01-01", f"--directory {MISSING}"),
    "check broken.yaml": (*COUNTS, "--as-of 2029-01-01"),
    "check new.yaml --against old.yaml": (
        *COUNTS,
        "--as-of 2029-01-01",
        f"--directory {MISSING}",
    ),
    "check due.yaml --due": (*COUNTS, f"--directory {MISSING}"),
    "import": (
        *COUNTS,
        "--as-of 2029-01-01",
        f"--also {MISSING}",
        "--format table",
        *DATA_FORMATS,
        "--format markdown",
    ),
    "export": (
        *COUNTS,
        "--as-of 2029-01-01",
        "--format table",
        "--format plain",
        "--format json",
        "--format tsv",
        "--format markdown",
    ),
    "help": (*COUNTS, "--as-of 2029-01-01", *FILE_OPTIONS, *DATA_FORMATS, *PAGES),
    "help find": (*COUNTS, "--as-of 2029-01-01", *FILE_OPTIONS, *DATA_FORMATS, *PAGES),
    "help privacy": (*COUNTS, "--as-of 2029-01-01", *FILE_OPTIONS, *DATA_FORMATS),
    "completion bash": tuple(probe for probe in PROBES if probe != "--lang fr"),
    "new event": tuple(p for p in PROBES if p.split()[0] not in ("--lang", "--as-of")),
    "": (*COUNTS, *DATA_FORMATS),
}
"""Command lines, and the shared options that each refuses; it honours all the others."""

ALIKE: Final = (
    ("completion bash", "--lang fr"), ("export", "--lang fr"), ("export", "--format csv")
)  # fmt: skip
"""What an option does not change: a script has no words, a table both languages; a mistake in the
command has words."""

COMMAND_OPTIONS: Final[dict[str, set[str]]] = {
    "find": {"--explain", *(f"--{name}" for name in FILTERS)},
    "hotlines": {f"--{name}" for name in FILTERS},
    "timeline": {"--from", "--to"},
    "list": {"--kind", *(f"--{name}" for name in FILTERS)},
    "handout": {"--sheet", "--paper", "--size", "--title", "--note", "--police", "--without",
                "--output", "--force", *(f"--{name}" for name in FILTERS)},
    "check": {"--due", "--strict", "--against"},
    "compile": {"--output", "--force"},
    "export": {"--output"},
    "import": {"--map", "--dates", "--addresses", "--output"},
    "new": {"--output"},
}  # fmt: skip
"""The options of single commands: the tests below try them."""


@pytest.fixture(autouse=True)
def _files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The files that the command lines name, in the current folder."""
    monkeypatch.chdir(tmp_path)
    write_file(tmp_path, SOUND, "new.yaml")
    write_file(tmp_path, SOUND.replace("date: 2026-11-23", "date: 2026-11-22", 1), "old.yaml")
    cited = "    sources: [{id: page, for: [number]}]"
    checked = f"checked: 2026-11-23\n{cited}", f"checked: 2026-01-01\n{cited}"
    write_file(tmp_path, SOUND.replace(*checked), "due.yaml")
    write_file(tmp_path, SOUND.replace("line: crisis", "line: crises"), "broken.yaml")


def is_refused(answer: Answer, *named: str) -> bool:
    """Whether a command line was refused in words that name its options, and nothing was done."""
    return (answer.code, answer.out) == (2, "") and all(name in answer.err for name in named)


def is_honoured(probe: str, plain: Answer, answer: Answer) -> bool:
    """Whether an answer shows that the command did what the option says."""
    if probe in FILE_OPTIONS:
        return answer.code == 3
    if probe == "--format plain":
        return answer == plain
    if probe == "--all":
        return answer.code == plain.code and len(answer.out) >= len(plain.out)
    if probe == "--format json":
        return answer.code == plain.code and json.loads(answer.out)["schema"] == 1
    if probe == "--format csv":
        rows = list(csv.reader(io.StringIO(answer.out)))
        return len(rows[0]) > 4 and {len(row) for row in rows} == {len(rows[0])}
    if probe == "--format tsv":
        lines = [line.split("\t") for line in answer.out.rstrip("\n").split("\n")]
        return len(lines[0]) > 3 and {len(line) for line in lines} == {len(lines[0])}
    if probe in PAGES and "no errors" in plain.out and plain.code == 0:
        return answer == plain  # One sentence needs no table and no markup.
    return answer.code == plain.code and answer.out != plain.out


_PLAIN_ANSWERS: Final[dict[str, Answer]] = {}


def plain_answer(line: str, typed: Type) -> Answer:
    """The answer to a command line as it stands; each is typed once, for all its options."""
    if line not in _PLAIN_ANSWERS:
        _PLAIN_ANSWERS[line] = typed(*line.split())
    return _PLAIN_ANSWERS[line]


@pytest.mark.parametrize("line", COMMANDS)
@pytest.mark.parametrize("probe", PROBES)
def test_a_shared_option_is_honoured_or_refused(line: str, probe: str, typed: Type) -> None:
    """Whichever option stands with whichever command, before or after its name: the answer shows
    it, or a sentence says that it is no use there."""
    plain, option = plain_answer(line, typed), probe.split()
    assert plain.err == ""
    for arguments in ([*line.split(), *option], [*option, *line.split()]):
        answer = typed(*arguments)
        if probe in COMMANDS[line]:
            assert is_refused(answer, option[0]), answer
        elif (line, probe) in ALIKE:
            assert answer == plain
        else:
            assert is_honoured(probe, plain, answer), answer


@pytest.mark.parametrize("line", [line for line in COMMANDS if COMMANDS[line]])
def test_what_is_refused_is_said_in_each_language(line: str, typed: Type) -> None:
    """A refusal is in the language asked for, and says what to do."""
    option = COMMANDS[line][0].split()
    english, french = (typed(*line.split(), *option, "--lang", lang).err for lang in Language)
    assert f"{option[0]} changes nothing here: remove it." in english
    assert f"{option[0]} ne change rien ici\u00a0: retirez cette option." in french


@pytest.mark.parametrize(
    "line", ["find winnipeg", "winnipeg", "hotlines", "timeline", "timeline police", "list",
             "list --kind source", "handout winnipeg"]
)  # fmt: skip
def test_no_results_are_not_asked_for(line: str, typed: Type) -> None:
    """`--limit 0` is refused: an answer of no results would look as if nothing were known."""
    for language, wrong in ((Language.EN, "from 1 up"), (Language.FR, "d’au moins 1")):
        answer = typed(*line.split(), "--limit", "0", "--lang", language)
        assert is_refused(answer, "--limit", wrong), answer


def options() -> Iterator[tuple[str, click.Option]]:
    """Every option of every command."""
    group = CommandLine(Language.EN)
    for name in FRENCH_COMMANDS:
        command = group.get_command(click.Context(group), name)
        assert command is not None
        yield from ((name, p) for p in command.params if isinstance(p, click.Option))


def test_no_option_is_forgotten_here() -> None:
    """An option that is added to a command must be put into these tables."""
    shared = {probe.split()[0] for probe in PROBES}
    own: dict[str, set[str]] = {}
    for name, option in options():
        if option.opts[0] not in shared | {"--private"}:
            own.setdefault(name, set()).add(option.opts[0])
    assert own == COMMAND_OPTIONS


def test_help_lists_no_option_that_is_refused() -> None:
    """Help of a command does not offer what the command refuses whatever else is said."""
    shown = {(name, option.opts[0]) for name, option in options() if not option.hidden}
    for name in ("show", "check", "new", "help", "completion"):
        lines = [set(probes) for line, probes in COMMANDS.items() if line.split()[:1] == [name]]
        always = {probe.split()[0] for probe in set.intersection(*lines)}
        always -= {"--format"} if name == "help" else set()  # It has --format plain.
        always -= {"--as-of"} if name == "check" else set()  # With --due it has a day.
        assert {(name, option) for option in always} & shown == set()


# --- the options of single commands ----------------------------------------------------------

KINDS: Final = ("hotline", "program", "event", "notice", "source")
FILTER_VALUES: Final = {
    "audience": ("youth", KINDS[:2]),
    "region": ("thompson", KINDS[:2]),
    "speaks": ("fr", KINDS[:2]),
    "status": ("current", KINDS[:2]),
    "topic": ("missing", KINDS[:4]),
    "confidence": ("limited", KINDS[:4]),
}
"""Each filter, a value, and the kinds that it can choose among."""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_of_the_list_is_honoured_or_refused(kind: str, name: str, typed: Type) -> None:
    """`list --kind source --region thompson` is refused: sources have no region. A filter never
    lets everything through, nor nothing, because a kind knows nothing of it."""
    value, kinds = FILTER_VALUES[name]
    answer = typed("list", "--kind", "hotline", "--kind", kind, f"--{name}", value)
    if kind in kinds:
        assert answer.code == 0
        assert answer.out != typed("list", "--kind", "hotline", "--kind", kind).out
    else:
        assert is_refused(answer, f"--{name}", f"--kind {kind}")


@pytest.mark.parametrize("kinds", [k for n in (1, 2, 5) for k in combinations(KINDS, n)])
def test_every_kind_that_is_asked_for_is_listed(kinds: tuple[str, ...], typed: Type) -> None:
    """`list --kind source --kind event` lists sources and events, all of them, and counts them."""
    options = [part for kind in kinds for part in ("--kind", kind)]
    answer = json.loads(typed("list", *options, "--format", "json").out)
    every = {
        kind: [one["id"] for one in json.loads(
            plain_answer(f"list --kind {kind} --format json", typed).out)["results"]]
        for kind in kinds
    }  # fmt: skip
    assert {one["id"] for one in answer["results"]} == set().union(*every.values())
    assert {one["kind"] for one in answer["results"]} == set(kinds)
    assert answer["total"] == len(answer["results"]) == sum(map(len, every.values()))
    page = typed("list", *options, "--limit", "1").out
    assert (
        f"{answer['total'] - 1} more (use --limit {answer['total']})" in page
        or answer["total"] == 1
    )
    lines = typed("list", *options).out.split("\n")
    for ids in every.values():
        assert [id for id in ids if f"  ID: {id}" not in lines] == []


@pytest.mark.parametrize("format", ["table", "plain", "csv", "markdown"])
def test_why_stands_in_every_format(format: str, typed: Type) -> None:
    """`--explain` says why in whatever format; JSON says it always."""
    line = ("find", "runaway thompson")
    explained = typed(*line, "--explain", "--format", format).out
    why = json.loads(typed(*line, "--format", "json").out)["results"][0]["why"][0]
    assert why.split()[-1] in explained
    assert "matches a similar word in" in " ".join(explained.split())


@pytest.mark.parametrize("format", ["table", "plain", "json", "csv", "tsv", "markdown"])
@pytest.mark.parametrize("option", ["--from", "--to"])
def test_years_hold_in_every_format(option: str, format: str, typed: Type) -> None:
    """`--from` and `--to` narrow the timeline in whatever format."""
    plain = typed("timeline", "--format", format).out
    assert len(typed("timeline", option, "2009", "--format", format).out) < len(plain)


CHECK_TASKS: Final = ("--due", "--strict", f"--against {BUILT_IN}")


@pytest.mark.parametrize("pair", [*combinations(CHECK_TASKS, 2)], ids=" ".join)
def test_two_questions_to_check_are_refused(pair: tuple[str, str], typed: Type) -> None:
    """`check --due --against OLD` asks for two answers, and does not pick one in silence."""
    answer = typed("check", *" ".join(pair).split())
    assert is_refused(answer, *(task.split()[0] for task in pair))


def test_a_directory_beside_a_whole_file_is_refused(typed: Type, tmp_path: Path) -> None:
    """A whole file is checked alone: `--directory` would have no effect."""
    write_file(tmp_path, EXTRA_ENTRIES, "beside.yaml")
    directory = ("--directory", "old.yaml")
    assert is_refused(typed("check", "new.yaml", *directory), "--directory", "new.yaml")
    assert typed("check", "beside.yaml", *directory).code == 0
    assert typed("check", "beside.yaml", "new.yaml", *directory).code == 0


# --- sheets ----------------------------------------------------------------------------------

SHEETS: Final = ("summary", "hotlines", "timeline", "wallet", "poster")
LAYOUT_OPTIONS: Final = ("--paper a4", "--size large", "--title Words", "--note Words", "--limit 1",
                "--police 204-555-0123", "--as-of 2029-01-01", "--lang fr")  # fmt: skip


def content(path: Path) -> object:
    """What a file holds; the parts of a Word document, without the time that they were packed."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def is_unsupported(sheet: str, format: str, layout: str) -> bool:
    """Whether a sheet in a format cannot honour an option: Markdown has neither paper nor type,
    drawn sheets have one size."""
    option = layout.split()[0]
    return (format == "markdown" and option in ("--paper", "--size")) or (
        sheet in ("wallet", "poster") and option == "--size"
    )


@pytest.mark.parametrize(
    ("sheet", "format"),
    [(sheet, format)
     for sheet, format in product(SHEETS, ("html", "pdf", "docx", "markdown"))
     if format in ("html", "pdf") or sheet not in ("wallet", "poster")],
)  # fmt: skip
def test_the_look_of_a_sheet_is_honoured_or_refused(
    sheet: str, format: str, typed: Type, tmp_path: Path, directory: Directory
) -> None:
    """Paper, size, title, note, limit, police number and day change what is printed, or are
    refused."""
    events = [event.id for event in directory.events if event.main]
    ids = events[:3] if sheet == "timeline" else ["988", "kids-help-phone"]
    line = ("handout", *ids, "--sheet", sheet, "--format", format)
    assert typed(*line, "--output", "plain").code == 0
    plain = content(tmp_path / "plain")
    for layout in LAYOUT_OPTIONS:
        answer = typed(*line, *layout.split(), "--output", layout)
        if is_unsupported(sheet, format, layout):
            assert is_refused(answer, layout.split()[0]), layout
            assert not (tmp_path / layout).exists()
        else:
            assert answer.code == 0, layout
            assert content(tmp_path / layout) != plain, layout


def test_a_sheet_of_all_that_is_found(typed: Type, tmp_path: Path) -> None:
    """A sheet about some words holds the best services, with `--all` every one that is found."""
    line = ("handout", "winnipeg", "--format", "markdown")
    assert typed(*line, "--output", "best.md").err.count("over --limit") == 1
    assert typed(*line, "--all", "--output", "all.md").err.count("over --limit") == 0
    best, everything = ((tmp_path / name).stat().st_size for name in ("best.md", "all.md"))
    assert best < everything


@pytest.mark.parametrize("layout", ["--paper letter", "--size normal"])
def test_a_look_that_is_said_without_need_is_refused_too(layout: str, typed: Type) -> None:
    """Markdown has neither paper nor size, not even the usual ones."""
    assert is_refused(typed("handout", "--format", "markdown", *layout.split()), layout.split()[0])
    assert typed("handout", *layout.split()).code == 0


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_of_a_sheet_is_honoured_or_refused(name: str, typed: Type, tmp_path: Path) -> None:
    """A sheet of events cannot be filtered by audience; entries that are named by their ids are
    not filtered at all; both are refused."""
    value, kinds = FILTER_VALUES[name]
    option = (f"--{name}", value)
    assert is_refused(typed("handout", "988", "cybertip", *option), option[0])
    timeline = typed("handout", "--sheet", "timeline", *option, "--output", "timeline.html")
    assert (
        (timeline.code == 0) if "event" in kinds else is_refused(timeline, *option[:1], "timeline")
    )
    assert typed("handout", "--output", "plain.html").code == 0
    assert typed("handout", *option, "--output", "chosen.html").code == 0
    chosen, plain = (tmp_path / f"{name}.html" for name in ("chosen", "plain"))
    assert chosen.read_bytes() != plain.read_bytes()
