"""What the program writes, byte by byte: answers, errors and files."""

from __future__ import annotations

import ast
import csv
import fcntl
import io
import json
import os
import re
import resource
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import click
import pytest

from conftest import ROOT, Type, restore_default_signals, without_urgent_lines
from processes import CANNOT_WRITE, TIMEOUT_SECONDS, bytes_waiting, plain_environment, run_piped
from resource_finder.bilingual import Language
from resource_finder.cli import handout, output
from resource_finder.cli.app import CommandLine, run
from resource_finder.cli.options import GlobalOptions
from resource_finder.i18n import FRENCH_COMMANDS

SOURCE: Final = ROOT / "src" / "resource_finder"
DISK_BYTES: Final = 8_192
"""The size at which the disk of these tests is full."""


def run_redirected(
    shell: str, start: Sequence[str], *arguments: str, **environ: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a command under redirections of a shell, such as `2>&-`."""
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {shell}', "sh", *start, *arguments], stdin=subprocess.DEVNULL,
        capture_output=True, env=plain_environment(**environ), timeout=TIMEOUT_SECONDS, check=False,
    )  # fmt: skip


@cache
def piped(start: tuple[str, ...], *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """A command between pipes, run once for the tests that compare others with it."""
    return run_piped(start, *arguments)


def file_names(folder: Path) -> list[str]:
    """What a folder holds."""
    return sorted(path.name for path in folder.iterdir())


# --- a stream that takes only a part --------------------------------------------------------------

LONG_ANSWERS: Final = {
    "JSON": ("hotlines", "--format", "json"),
    "CSV": ("list", "--format", "csv"),
    "text": ("hotlines",),
    "help": ("list", "--help"),
    "a sheet": ("handout", "--output", "-"),
    "a sheet to print": ("handout", "988", "--output", "-", "--format", "pdf"),
}


def _limit_file_size() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_024, 1_024))


@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("answer", LONG_ANSWERS)
def test_an_answer_that_does_not_fit_is_an_error(
    answer: str, unbuffered: str, start: list[str], tmp_path: Path
) -> None:
    """An answer of which the disk takes only the beginning is never passed off as whole."""
    with (tmp_path / "answer").open("wb") as file:
        done = subprocess.run(
            [*start, *LONG_ANSWERS[answer]], stdout=file, stderr=subprocess.PIPE,
            env=plain_environment(PYTHONUNBUFFERED=unbuffered, PYTHONDONTWRITEBYTECODE="1"),
            timeout=TIMEOUT_SECONDS, check=False, preexec_fn=_limit_file_size,
        )  # fmt: skip
    stderr = done.stderr.decode()
    stderr = stderr if answer in ("JSON", "CSV") else without_urgent_lines(stderr)
    assert (done.returncode, stderr.count("\n")) == (4, 1)
    assert stderr.startswith(CANNOT_WRITE[Language.EN])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_that_cannot_be_written_are_told_of_too(
    shell: str, unbuffered: str, start: list[str]
) -> None:
    """On a full disk a completion, too, ends in the error for an answer that cannot be written."""
    options = {
        "_RESOURCE_FINDER_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": "resource-finder show cfs", "COMP_CWORD": "2" if shell != "fish" else "cfs",
    }  # fmt: skip
    completed = run_piped(start[:4], **options)
    assert (completed.returncode, b"cfs-report" in completed.stdout) == (0, True)
    done = run_redirected(">/dev/full", start[:4], PYTHONUNBUFFERED=unbuffered, **options)
    assert (done.returncode, done.stderr.decode()[: len(CANNOT_WRITE[Language.EN])]) == (
        4, CANNOT_WRITE[Language.EN],
    )  # fmt: skip


@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
def test_a_slow_reader_gets_the_whole_answer(unbuffered: str, start: list[str]) -> None:
    """A pipe that is full for a moment and does not block, as some programs leave it, loses
    nothing."""
    reading, writing = os.pipe()
    size = fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096) if sys.platform == "linux" else 65_536
    os.set_blocking(writing, False)
    with subprocess.Popen(
        [*start, "list", "--format", "json"], stdout=writing, stderr=subprocess.PIPE,
        env=plain_environment(PYTHONUNBUFFERED=unbuffered),
    ) as process:  # fmt: skip
        os.close(writing)
        while process.poll() is None and bytes_waiting(reading) < size:
            time.sleep(0.01)
        with os.fdopen(reading, "rb") as pipe:
            answer = json.loads(pipe.read())
        assert process.stderr
        assert (process.wait(TIMEOUT_SECONDS), process.stderr.read()) == (0, b"")
    assert len(answer["results"]) == answer["total"]


# --- errors -------------------------------------------------------------------------------------

ERRORS: Final = {
    "a wrong option": (("--nonesuch",), 2),
    "a wrong value": (("hotlines", "--audience", "zzz"), 2),
    "a file that is not there": (("find", "x", "--directory", "nowhere.yaml"), 3),
    "an unknown id": (("handout", "--without", "nowhere"), 1),
    "a place that cannot be written": (("handout", "--output", "nowhere/x.html"), 4),
}


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("closed", ["2>&-", "2>/dev/full", "<&- 2>&-"])
def test_an_error_never_lands_among_the_answers(error: str, closed: str, start: list[str]) -> None:
    """A script that closed standard error reads no error as an answer, and gets the same code."""
    arguments, code = ERRORS[error]
    done = run_redirected(closed, start, *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (code, b"", b"")


@pytest.mark.parametrize("closed", ["2>&-", "2>/dev/full"])
def test_a_sheet_down_a_pipe_holds_no_notice(closed: str, start: list[str]) -> None:
    """What is told beside a sheet never gets into the sheet."""
    sheet = piped(tuple(start), "handout", "--output", "-")
    assert sheet.stderr.startswith(b"Not printed: ")
    assert run_redirected(closed, start, "handout", "--output", "-").stdout == sheet.stdout


def test_without_any_stream_only_the_code_is_left(start: list[str]) -> None:
    """With nowhere to write an answer or an error, the exit code still says what happened."""
    assert run_redirected(">&- 2>&-", start, "hotlines").returncode == 4
    assert run_redirected(">&- 2>&-", start[:4], "--version").returncode == 4


# --- files --------------------------------------------------------------------------------------

NO_LINKS: Final = {
    "links": None,
    "refused": PermissionError(1, "Operation not permitted"),
    "unknown": OSError(95, "Operation not supported"),
    "missing": NotImplementedError(),
}
"""What a file system raises for a hard link; None where it makes one."""


@pytest.fixture(params=NO_LINKS)
def links(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """File systems with hard links and without."""
    error = NO_LINKS[request.param]

    def refuse(*_: object, **__: object) -> None:
        assert error is not None
        raise error

    if error is not None:
        monkeypatch.setattr(os, "link", refuse)


@pytest.mark.usefixtures("links")
def test_a_file_is_saved_whole(tmp_path: Path) -> None:
    """A saved file holds what it should, with the rights that any new file gets, and is alone."""
    path = tmp_path / "sheet.html"
    output.save(path, b"sheet", force=False)
    other = tmp_path / "other"
    other.touch()
    assert (path.read_bytes(), path.stat().st_mode) == (b"sheet", other.stat().st_mode)
    assert (path.stat().st_nlink, file_names(tmp_path)) == (1, ["other", "sheet.html"])


@pytest.mark.usefixtures("links")
@pytest.mark.parametrize("kind", ["file", "link", "dangling link"])
def test_a_file_made_meanwhile_is_kept(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A colleague’s file that appears at the last moment is not written over."""
    path, theirs = tmp_path / "sheet.html", tmp_path / "theirs.html"
    open_path = Path.open

    def open_(self: Path, mode: str = "r", *rest: Any, **more: Any) -> Any:
        if self.parent == tmp_path and not file_names(tmp_path):  # Our file is about to be created.
            if kind != "dangling link":
                with open_path(path if kind == "file" else theirs, "wb") as file:
                    file.write(b"theirs")
            if kind != "file":
                path.symlink_to(theirs)
        return open_path(self, mode, *rest, **more)

    monkeypatch.setattr(Path, "open", open_)
    with pytest.raises(FileExistsError):
        output.save(path, b"ours", force=False)
    monkeypatch.undo()
    assert (path.read_bytes() if path.exists() else b"theirs") == b"theirs"
    assert [name for name in file_names(tmp_path) if name.startswith(".")] == []


@pytest.mark.usefixtures("links")
def test_of_two_who_save_at_once_one_is_told(tmp_path: Path) -> None:
    """Two workers who make the same sheet in a shared folder never lose one in silence."""
    for number in range(50):
        path, barrier, completed = tmp_path / f"{number}.html", threading.Barrier(2), list[bytes]()

        def save(
            data: bytes, path: Path, barrier: threading.Barrier, completed: list[bytes]
        ) -> None:
            barrier.wait()
            try:
                output.save(path, data, force=False)
            except FileExistsError:
                completed.append(data)

        both = [
            threading.Thread(target=save, args=(data, path, barrier, completed))
            for data in (b"one" * 9_999, b"two" * 9_999)
        ]
        for one in both:
            one.start()
        for one in both:
            one.join()
        assert sorted([*completed, path.read_bytes()]) == [b"one" * 9_999, b"two" * 9_999]
    assert len(file_names(tmp_path)) == 50


@pytest.mark.usefixtures("links")
@pytest.mark.parametrize("force", [False, True], ids=["new", "forced"])
def test_a_file_that_does_not_fit_leaves_nothing(force: bool, tmp_path: Path) -> None:
    """Where the disk is full, no half of a sheet is left, and an older one is kept."""
    path = tmp_path / "sheet.html"
    if force:
        path.write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (DISK_BYTES, before[1]))
    try:
        with pytest.raises(OSError, match="large"):
            output.save(path, b"x" * (DISK_BYTES + 1), force)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == (
        {"sheet.html": b"old"} if force else {}
    )


@pytest.mark.parametrize("force", [False, True], ids=["new", "forced"])
def test_a_file_that_cannot_be_put_in_its_place_leaves_nothing(
    force: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a folder refuses the very last step, neither an empty nor a hidden file is left."""

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        output.save(tmp_path / "sheet.html", b"sheet", force)
    assert file_names(tmp_path) == []


def test_a_sheet_with_the_longest_name_is_saved(tmp_path: Path) -> None:
    """A file may have as long a name as its folder allows."""
    path = tmp_path / ("x" * 250 + ".html")
    output.save(path, b"sheet", force=False)
    output.save(path, b"other", force=True)
    assert (path.read_bytes(), len(file_names(tmp_path))) == (b"other", 1)


def test_a_file_written_over_keeps_its_rights(tmp_path: Path) -> None:
    """A sheet that only its owner may read stays so when it is made again."""
    path = tmp_path / "sheet.html"
    path.write_bytes(b"old")
    path.chmod(0o600)
    output.save(path, b"new", force=True)
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o600)


def test_a_file_made_meanwhile_is_told_of(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever loses that race reads that the file exists, and how to go on."""
    monkeypatch.chdir(tmp_path)
    render = handout._render

    def late(*arguments: Any) -> bytes:
        Path("mine.html").write_text("mine")
        return render(*arguments)

    monkeypatch.setattr(handout, "_render", late)
    answer = typed("handout", "988", "--output", "mine.html")
    assert (answer.code, answer.out, Path("mine.html").read_text()) == (4, "", "mine")
    assert without_urgent_lines(answer.err).startswith("mine.html already exists: ")


# --- names and formats ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "format", "asks"),
    [
        ("x.pdf", "html", "pdf"), ("x.PDF", "markdown", "pdf"), ("x.docx", "pdf", "docx"),
        ("x.html", "docx", "html"), ("x.md", "html", "markdown"), ("x.htm", "pdf", "html"),
        ("a/x.markdown", "pdf", "markdown"),
    ],
)  # fmt: skip
def test_a_name_that_asks_for_another_format_is_refused(
    name: str, format: str, asks: str, typed: Type, language: Language,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """No file is called one thing and holds another."""
    monkeypatch.chdir(tmp_path)
    answer = typed(
        "handout", "988", "--output", name, "--format", format, "--lang", language, "--force"
    )
    stderr = {
        Language.EN: f"“{name}” is the name of a {asks} file, but --format asks for {format}:"
        " change one of them, or remove --format.",
        Language.FR: f"«\u00a0{name}\u00a0» est le nom d’un fichier {asks}, mais --format demande"
        f" {format}\u00a0: changez l’un des deux, ou retirez --format.",
    }
    assert (answer.code, answer.out, file_names(tmp_path)) == (2, "", [])
    assert stderr[language] in answer.err


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("x.pdf", b"%PDF-"), ("x.PDF", b"%PDF-"), ("x.docx", b"PK"), ("x.md", b"# "),
        ("x.markdown", b"# "), ("x.html", b"<!DOCTYPE"), ("x.htm", b"<!DOCTYPE"),
        ("x.txt", b"<!DOCTYPE"), ("x", b"<!DOCTYPE"),
    ],
)  # fmt: skip
def test_a_name_alone_says_the_format(
    name: str, start: bytes, typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--output x.pdf` makes a PDF; a name that says nothing gets HTML."""
    monkeypatch.chdir(tmp_path)
    assert typed("handout", "988", "--output", name).code == 0
    assert Path(name).read_bytes().startswith(start)


# --- bytes that are no text -----------------------------------------------------------------------

UNDECODABLE: Final = "\udce9cole"
"""What Python makes of `$'\\xe9cole'`: a word in an encoding that is not the terminal’s."""
REQUIRED_ARGUMENTS: Final = {
    "find": ["runaway"], "show": ["cfs-report"], "completion": ["bash"], "handout": ["988"],
    "compile": ["agency.yaml", "--output", "agency.sqlite"],
    "new": ["hotline"],
}  # fmt: skip
"""What a command cannot do without."""


def _undecodable_lines() -> Iterator[tuple[str, ...]]:
    """Every argument and every option of every command, with bytes that are no text in it."""
    line = CommandLine(Language.EN)
    outer = click.Context(line, obj=GlobalOptions(Language.EN, Language.EN, print))
    yield from (
        ("--" + UNDECODABLE,),
        ("-" + UNDECODABLE,),
        (UNDECODABLE,),
        ("--lang", UNDECODABLE),
        ("help", UNDECODABLE),
        ("--", UNDECODABLE),
    )
    for name in FRENCH_COMMANDS:
        command = line.get_command(outer, name)
        assert command is not None
        yield (name, UNDECODABLE)
        yield (name, *REQUIRED_ARGUMENTS.get(name, ()), UNDECODABLE)
        yield (name, "--" + UNDECODABLE)
        for param in command.params:
            if isinstance(param, click.Option) and not param.is_flag:
                yield (name, *REQUIRED_ARGUMENTS.get(name, ()), param.opts[0], UNDECODABLE)


UNDECODABLE_LINES: Final = list(dict.fromkeys(_undecodable_lines()))


@pytest.mark.parametrize(
    "arguments", UNDECODABLE_LINES, ids=lambda a: " ".join(a).replace(UNDECODABLE, "ODD")
)
@pytest.mark.usefixtures("shared_index")
def test_bytes_that_are_no_text_are_searched_or_refused(
    arguments: tuple[str, ...], typed: Type,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Whatever an old terminal sends gives an answer or a sentence, never an internal error."""
    monkeypatch.chdir(tmp_path)
    answer = typed(*arguments)
    assert answer.code in (0, 1, 2, 3)
    assert answer.out or answer.err
    assert "Traceback" not in answer.err


def test_every_option_is_tried_with_bytes_that_are_no_text() -> None:
    """The list of lines above is not empty by mistake."""
    tried = {word for line in UNDECODABLE_LINES for word in line}
    assert {*FRENCH_COMMANDS, "--title", "--note", "--output", "--without", "--directory", "--also",
            "--against", "--kind", "--from", "--region", "--as-of", "--limit"} <= tried  # fmt: skip


def test_a_sheet_searches_bytes_that_are_no_text(start: list[str], tmp_path: Path) -> None:
    """In a process of its own too: the words are searched, and the sheet has the name asked for."""
    words, name = os.fsdecode(b"\xe9cole"), os.fsdecode(b"\xe9cole.html")
    nothing = run_redirected("", start, "handout", words + "zzqxv")
    assert (nothing.returncode, nothing.stdout) == (1, b"")
    stderr = without_urgent_lines(nothing.stderr.decode())
    assert stderr == "No handout was created: nothing in the directory matches.\n"
    made = run_redirected("", start, "handout", "suicide", words, "--output", str(tmp_path / name))
    assert (made.returncode, file_names(tmp_path)) == (0, [name])
    assert made.stdout.decode().startswith(f"{tmp_path}/?cole.html\n")


def test_the_name_of_a_sheet_is_shown_harmlessly(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that holds escape codes does not control the terminal."""
    monkeypatch.chdir(tmp_path)
    answer = typed("handout", "988", "--output", "a\x1b[31mb.html")
    assert (answer.code, answer.out.split("\n")[0]) == (0, "a[31mb.html")
    assert file_names(tmp_path) == ["a\x1b[31mb.html"]


# --- line ends ------------------------------------------------------------------------------------


def use_windows_stdout(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    """Standard output as on Windows, where a text stream makes CR LF of every LF: its bytes."""
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="utf-8", newline="\r\n"))
    monkeypatch.setattr(os, "linesep", "\r\n")
    return raw


@pytest.mark.parametrize(
    "arguments",
    [("list",), ("find", "suicide"), ("list", "--kind", "source"), ("check", "--due")],
    ids=" ".join,
)
@pytest.mark.usefixtures("shared_index")
def test_rows_of_a_spreadsheet_end_once(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A spreadsheet on Windows shows no empty row between two rows."""
    raw = use_windows_stdout(monkeypatch)
    assert run(["--as-of", "2029-01-01", *arguments, "--format", "csv"], Language.EN) == 0
    text = raw.getvalue().decode()
    assert (text.count("\r"), text.count("\n")) == (text.count("\r\n"),) * 2
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) > 5
    assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.usefixtures("shared_index")
def test_lines_for_people_end_as_the_system_ends_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page piped into a file on Windows has the line ends of Windows; a sheet stays as it is."""
    raw = use_windows_stdout(monkeypatch)
    assert run(["hotlines"], Language.EN) == 0
    page = raw.getvalue()
    assert page.count(b"\n") == page.count(b"\r\n") > 10
    assert run(["handout", "988", "--output", "-"], Language.EN) == 0
    sheet = raw.getvalue().removeprefix(page)
    assert (sheet[:15], sheet.count(b"\r"), sheet[-8:]) == (b"<!DOCTYPE html>", 0, b"</html>\n")


# --- a table in a pipe ----------------------------------------------------------------------------


@cache
def forced_table(start: tuple[str, ...], arguments: tuple[str, ...]) -> str:
    """A table in a pipe for which bold was asked."""
    return run_piped(start, *arguments, "--format", "table", FORCE_COLOR="1").stdout.decode()


TABLES: Final = [("list", "--limit", "3"), ("show", "cfs-report")]
WITHOUT_CODES: Final = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("arguments", TABLES)
def test_a_table_in_a_pipe_holds_no_escape_codes(
    arguments: tuple[str, ...], start: list[str]
) -> None:
    """A table saved into a file is text to read; FORCE_COLOR makes it bold."""
    plain = run_piped(start, *arguments, "--format", "table")
    shown, forced = plain.stdout.decode(), forced_table(tuple(start), arguments)
    assert (plain.returncode, plain.stderr) == (0, b"")
    assert "\x1b" not in shown
    assert "\x1b[1m" in forced
    assert WITHOUT_CODES.sub("", forced) == shown
    if arguments[0] == "list":
        assert "─" * 90 in shown


@pytest.mark.parametrize(
    ("environ", "bold"),
    [
        ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False),
        ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "0"}, False), ({"FORCE_COLOR": ""}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("arguments", TABLES)
def test_force_color_alone_makes_a_table_in_a_pipe_bold(
    arguments: tuple[str, ...], environ: dict[str, str], bold: bool, start: list[str],
    typed: Type, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """No other setting brings codes into a file, and the words are the same with any."""
    for key in ("COLUMNS", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(key, raising=False)
    for key, value in environ.items():
        monkeypatch.setenv(key, value)
    answer = typed(*arguments, "--format", "table")
    assert (answer.code, answer.err) == (0, "")
    assert ("\x1b" in answer.out) == bold
    forced = forced_table(tuple(start), arguments)
    assert WITHOUT_CODES.sub("", answer.out) == WITHOUT_CODES.sub("", forced)


# --- Ctrl-C ---------------------------------------------------------------------------------------

PRESS_AT_IMPORT: Final = """
import os, sys
moment, times = sys.argv.pop(1), int(sys.argv.pop(1))

def press(event, arguments):
    if event == "import" and arguments[0] == moment:
        for _ in range(times):
            os.kill(os.getpid(), 2)

sys.addaudithook(press)
"""
"""Ctrl-C is pressed at the moment when the tool imports a module."""

IMPORTED_MODULES: Final = (
    "signal", "resource_finder.model", "enum", "resource_finder.cli.app", "click", "gettext",
    "typer", "resource_finder.cli.command", "resource_finder.cli.output",
    "resource_finder.search.index", "sqlite3",
    "resource_finder.search.rank", "resource_finder.views.pages", "resource_finder.render.terminal",
)  # fmt: skip


def run_pressing_ctrl_c(
    script: str, start: Sequence[str], *words: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a command in which a script, given some words, presses Ctrl-C itself."""
    python, option, tool, *arguments = start
    return subprocess.run(
        [python, option, script + tool, *words, *arguments], stdin=subprocess.DEVNULL,
        capture_output=True, env=plain_environment(), timeout=TIMEOUT_SECONDS, check=False,
        preexec_fn=restore_default_signals,
    )  # fmt: skip


@pytest.mark.parametrize("times", ["1", "2"], ids=["once", "twice"])
@pytest.mark.parametrize("moment", IMPORTED_MODULES)
def test_an_interrupted_start_is_silent(moment: str, times: str, start: list[str]) -> None:
    """Ctrl-C in the first tenth of a second ends the tool without a word, with the code 130."""
    done = run_pressing_ctrl_c(PRESS_AT_IMPORT, [*start, "find", "suicide"], moment, times)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_an_interrupted_version_is_silent(start: list[str]) -> None:
    """So does the shortest command of all."""
    done = run_pressing_ctrl_c(
        PRESS_AT_IMPORT, [*start[:4], "--version"], "resource_finder.cli.output", "1"
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


PRESS_AT_EXIT: Final = """
import atexit, os, signal
atexit.register(lambda: [os.kill(os.getpid(), signal.SIGINT) for _ in range(2)])
"""


def test_ctrl_c_after_the_answer_is_silent(start: list[str]) -> None:
    """Once the answer is given, Ctrl-C while Python leaves changes nothing and shows nothing."""
    done = run_pressing_ctrl_c(PRESS_AT_EXIT, [*start, "find", "suicide"])
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"988" in done.stdout


IGNORE_CTRL_C: Final = """
import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
"""


def test_a_command_in_the_background_is_not_interrupted(start: list[str]) -> None:
    """Where a shell runs the tool in the background, Ctrl-C for another program leaves it alone."""
    done = run_pressing_ctrl_c(
        IGNORE_CTRL_C + PRESS_AT_IMPORT, [*start, "find", "suicide"], "sqlite3", "1"
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"988" in done.stdout


INTERRUPT_AT_LINK: Final = """
import os, signal
link = os.link

def late(*paths, **more):
    os.kill(os.getpid(), signal.{signal})
    link(*paths, **more)

os.link = late
"""


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", -15), ("SIGHUP", -1)])
def test_an_interrupted_sheet_leaves_no_rest(
    name: str, code: int, start: list[str], tmp_path: Path
) -> None:
    """Ctrl-C at the very moment when a sheet is saved leaves the whole sheet or none."""
    arguments = ("handout", "988", "--output", str(tmp_path / "x.html"))
    done = run_pressing_ctrl_c(INTERRUPT_AT_LINK.format(signal=name), [*start, *arguments])
    assert (done.returncode, done.stderr) == (code, b"")
    assert file_names(tmp_path) == ["x.html"]
    assert (tmp_path / "x.html").read_text(encoding="utf-8").endswith("</html>\n")


# --- one writer -----------------------------------------------------------------------------------

WRITING_CALLS: Final = frozenset({
    "copy", "copy2", "copyfile", "copyfileobj", "copymode", "fdopen", "link", "mkdir", "makedirs",
    "mkstemp", "move", "print", "remove", "rename", "replace_with", "rmdir", "rmtree",
    "save", "symlink", "symlink_to", "touch", "truncate", "unlink", "write", "write_bytes",
    "write_text", "writelines", "echo", "secho",
})  # fmt: skip
"""Calls that write, whatever they are called on."""

EXCEPTIONS: Final = {
    ("render.terminal", "print"): "Rich draws a table into memory",
    ("cli.request", "open"): "a finder opens a directory, to read it",
    ("cli.usage", "write"): "a formatter of Click keeps help in memory",
    ("cli.tty", "write"): "the interactive search writes to the terminal that it took over",
    ("cli.unix_console", "write"): "so it does there on Linux and macOS",
    ("cli.windows_console", "write"): "so it does there on Windows",
    ("render.docx", "save"): "python-docx makes its file in memory",
    ("__main__", "write"): "where `output` is missing, the urgent lines stand all the same",
}
"""Calls in other modules that look like writing, and why they are allowed."""


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in SOURCE.rglob("*.py"):
        name = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        yield name, ast.parse(path.read_text(encoding="utf-8"))


def _streams_touched(tree: ast.Module) -> Iterator[str]:
    """The standard streams that a module touches."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr.strip("_") in ("stdout", "stderr"):
            yield node.attr
        elif isinstance(node, ast.ImportFrom) and node.module == "sys":
            yield from (alias.name for alias in node.names)


def _writing_calls(tree: ast.Module) -> Iterator[str]:
    """The calls of a module that write, or open something to be written to."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        of = getattr(getattr(node.func, "value", None), "id", "")
        # A bare `write` or `save` is the one that `output` gives, as its import shows.
        ours = of == "output" or (isinstance(node.func, ast.Name) and hasattr(output, name))
        if name in WRITING_CALLS and not ours:
            yield name
        elif name == "open" and (of == "os" or _open_mode(node) - set("rbt")):
            yield "open"


def _open_mode(call: ast.Call) -> set[str]:
    """The letters of the mode in which a call opens a file; unknown ones are no letters of it."""
    positional = call.args[1:] if isinstance(call.func, ast.Name) else call.args
    modes = [*positional[:1], *(k.value for k in call.keywords if k.arg == "mode")]
    return set("".join(ast.literal_eval(m) if isinstance(m, ast.Constant) else "?" for m in modes))


def test_one_module_writes() -> None:
    """Whoever asks how bytes leave the program reads one file."""
    modules = list(_modules())
    streams = {name for name, tree in modules if list(_streams_touched(tree))}
    writes = {(name, call) for name, tree in modules for call in _writing_calls(tree)}
    assert streams == {"__main__", "cli.output"}
    assert {pair for pair in writes if pair[0] != "cli.output"} == set(EXCEPTIONS)


@pytest.mark.parametrize(
    "code",
    [
        "print(1)", "sys.stdout.write(x)", "open('x', 'w')", "path.open('ab')", "os.open(x, 1)",
        "path.write_text(x)", "os.link(a, b)", "click.echo(x)", "from sys import stderr",
        "x.open(mode='r+')", "sys.__stderr__.flush()",
    ],
)  # fmt: skip
def test_the_search_for_writers_finds_them(code: str) -> None:
    """The search finds each way to write."""
    tree = ast.parse(code)
    assert [*_streams_touched(tree), *_writing_calls(tree)]


@pytest.mark.parametrize("code", ["path.open()", "path.open('rb')", "open(x, encoding='utf-8')"])
def test_the_search_for_writers_ignores_readers(code: str) -> None:
    """Reading a file is allowed anywhere."""
    assert list(_writing_calls(ast.parse(code))) == []
