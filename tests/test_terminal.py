"""The tool in real processes, on terminals and pipes: output and exit codes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from functools import cache
from pathlib import Path

import pytest

from conftest import Type, restore_default_signals, without_urgent_lines
from processes import (
    CANNOT_WRITE,
    TIMEOUT_SECONDS,
    plain_environment,
    run_in_windows,
    run_on_terminal,
    run_piped,
)
from resource_finder.bilingual import Language
from resource_finder.i18n import Translator
from resource_finder.model import Directory
from samples import REPORT_DISPLAYED

SGR = re.compile(r"\x1b\[[0-9;]*m")
BOXES = re.compile("[\u2500-\u259f]")
NO_MATCH = "zzqxv"


def numbers_of(directory: Directory, id: str, language: Language) -> list[str]:
    """The numbers of a service as a language writes them."""
    service = next(s for s in directory.services if s.id == id)
    return [Translator(language).phone(p.number) for p in service.phones]


def is_whole(number: str, text: str) -> bool:
    """Whether a number is whole on one line of a text."""
    return bool(re.search(rf"(?<![\d-]){re.escape(number)}(?![\d-])", text))


# --- terminals of every width --------------------------------------------------------------------


WIDTHS = (0, 1, 5, 40, 80, 120)


@cache
def shown_in_windows(
    start: tuple[str, ...], arguments: tuple[str, ...]
) -> dict[int, tuple[int, bytes]]:
    """By width, the exit code of a command on a terminal, and what it showed; run once for all
    tests."""
    return run_in_windows(start, arguments, WIDTHS)


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (("find", "suicide"), ["988"]),
        (("hotlines",), ["988", "cfs-report", "emergency-911", "211-mb"]),
        (("show", "cfs-report"), ["cfs-report"]),
    ],
    ids=["find", "hotlines", "show"],
)
def test_every_terminal_shows_whole_numbers(
    start: list[str],
    directory: Directory,
    language: Language,
    arguments: tuple[str, ...],
    ids: list[str],
    columns: int,
) -> None:
    """A number can be read off a terminal of any width, the absurd ones included."""
    code, raw = shown_in_windows(tuple(start), ("--lang", language, *arguments))[columns]
    written = raw.decode()
    shown = SGR.sub("", written)
    assert code == 0
    assert "\x1b" in written
    assert "\x1b" not in shown
    wanted = [n for id in ids for n in numbers_of(directory, id, language)]
    assert not [n for n in [REPORT_DISPLAYED[language], *wanted] if not is_whole(n, shown)]


@pytest.mark.parametrize("columns", [0, 40, 120])
def test_a_long_page_ends_with_the_urgent_lines(
    start: list[str], language: Language, columns: int
) -> None:
    """The last thing on a terminal is the number to call for a child."""
    code, raw = shown_in_windows(tuple(start), ("--lang", language, "hotlines"))[columns]
    last = SGR.sub("", raw.decode()).rstrip("\n").split("\n")[-1]
    assert code == 0
    assert last.endswith(REPORT_DISPLAYED[language])


def test_nothing_found_is_told_by_the_exit_code(start: list[str]) -> None:
    """A script on a terminal can tell an empty answer from a full one."""
    code, raw = run_on_terminal(start, ["find", NO_MATCH], 80)
    assert code == 1
    assert REPORT_DISPLAYED[Language.EN] in raw.decode()


# --- streams that cannot say everything ----------------------------------------------------------


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp850", "cp1252", "latin-1"])
@pytest.mark.parametrize("place", ["pipe", "terminal"])
def test_old_streams_never_get_a_traceback(start: list[str], encoding: str, place: str) -> None:
    """A stream that cannot say é or a dash gets something readable, and every number."""
    arguments = ("hotlines", "--lang", "fr")
    if place == "pipe":
        done = run_piped(start, *arguments, PYTHONIOENCODING=encoding)
        code, raw, errors = done.returncode, done.stdout, done.stderr
    else:
        code, raw = run_on_terminal(start, arguments, 80, {"PYTHONIOENCODING": encoding})
        errors = b""
    shown = SGR.sub("", raw.decode(encoding)).replace("\u00a0", " ")
    assert (code, errors) == (0, b"")
    assert "Traceback" not in shown
    assert is_whole(REPORT_DISPLAYED[Language.FR].replace("\u00a0", " "), shown)
    assert "a l'enfant" in shown or "à l'enfant" in shown or "à l’enfant" in shown


@pytest.mark.parametrize("encoding", ["ascii", "cp850"])
def test_old_streams_are_told_of_mistakes_too(start: list[str], encoding: str) -> None:
    """An error message in French is readable on a stream that has no accents."""
    done = run_piped(start, "--lang", "fr", "--nonesuch", PYTHONIOENCODING=encoding)
    message = done.stderr.decode(encoding)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "Erreur" in message
    assert "Traceback" not in message


# --- plain where plain is asked for --------------------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "arguments"),
    [
        ({"TERM": "dumb"}, []),
        ({"ACCESSIBLE": "1"}, []),
        ({"RESOURCE_FINDER_PLAIN": "1"}, []),
        ({}, ["--format", "plain"]),
    ],
    ids=["dumb", "accessible", "plain", "format"],
)
def test_plain_is_plain_on_a_terminal(
    start: list[str], language: Language, environ: dict[str, str], arguments: list[str]
) -> None:
    """Whoever asks for plain text gets words alone, even on a wide terminal that may show colours,
    and hears first how far down the page they are."""
    options = ["hotlines", "--lang", language, *arguments]
    code, raw = run_on_terminal(start, options, 200, {"FORCE_COLOR": "1", **environ})
    shown = raw.decode()
    assert code == 0
    assert "\x1b" not in shown
    assert not BOXES.search(shown)
    assert REPORT_DISPLAYED[language] in shown
    of = Translator(language).text("{place} of {total}.", place=2, total=r"\d+")
    assert re.search(rf"^{of} \S", shown, re.MULTILINE)


@pytest.mark.parametrize(
    ("environ", "red"),
    [({}, True), ({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False), ({"CLICOLOR": "0"}, False)],
    ids=str,
)
def test_no_color_leaves_the_words_alone(
    start: list[str], environ: dict[str, str], red: bool
) -> None:
    """Without colour the words are the same, and what was red is bold still."""
    code, raw = run_on_terminal(start, ["hotlines"], 200, environ)
    colour = {"\x1b[1;31m"} if red else set()
    assert code == 0
    assert set(SGR.findall(raw.decode())) == {"\x1b[1m", "\x1b[2m", "\x1b[0m"} | colour
    assert "\x1b" not in SGR.sub("", raw.decode())
    assert BOXES.search(raw.decode())


def test_a_pipe_is_plain(start: list[str]) -> None:
    """What is piped into a file or a tool holds no escapes, no boxes and no broken lines."""
    done = run_piped(start, "hotlines", COLUMNS="80", FORCE_COLOR="1", CLICOLOR_FORCE="1")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    assert not BOXES.search(done.stdout.decode())
    assert max(map(len, done.stdout.decode().split("\n"))) > 120


# --- streams that take no more -------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [("list",), ("list", "--format", "json"), ("--help",), ("--version",), ("find", "--help")],
    ids=" ".join,
)
def test_a_closed_pipe_ends_quietly(start: list[str], arguments: tuple[str, ...]) -> None:
    """`resource-finder list | head -1` leaves no noise behind."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [*start[:4], *arguments], stdout=writing, stderr=subprocess.PIPE,
            env=plain_environment(), timeout=TIMEOUT_SECONDS, check=False,
        )  # fmt: skip
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize(
    "arguments", [("hotlines",), ("list", "--format", "json"), ("--help",)], ids=" ".join
)
def test_a_full_disk_is_told_in_one_sentence(
    start: list[str], language: Language, arguments: tuple[str, ...]
) -> None:
    """An answer that cannot be saved is an error that says so, never a half file in silence."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*start, "--lang", language, *arguments], stdout=full, stderr=subprocess.PIPE,
            env=plain_environment(), timeout=TIMEOUT_SECONDS, check=False,
        )  # fmt: skip
    stderr = done.stderr.decode()
    message = stderr if "json" in arguments else without_urgent_lines(stderr)
    assert done.returncode == 4
    assert message.startswith(CANNOT_WRITE[language])
    assert message.endswith(".\n")
    assert message.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_is_told_of_when_the_version_is_asked(start: list[str]) -> None:
    """Even the version is not lost in silence."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*start[:4], "--version"], stdout=full, stderr=subprocess.PIPE,
            env=plain_environment(), timeout=TIMEOUT_SECONDS, check=False,
        )  # fmt: skip
    assert done.returncode == 4
    assert without_urgent_lines(done.stderr.decode()).startswith(CANNOT_WRITE[Language.EN])


@pytest.mark.parametrize("arguments", [("hotlines",), ("--version",)], ids=" ".join)
def test_a_closed_output_is_told_in_one_sentence(
    start: list[str], arguments: tuple[str, ...]
) -> None:
    """Without any output to write to, the tool says so and leaves with the code for that."""
    shell = ["sh", "-c", 'exec "$@" >&-', "sh", *start[:4], *arguments]
    done = subprocess.run(
        shell, stderr=subprocess.PIPE, env=plain_environment(), timeout=TIMEOUT_SECONDS, check=False
    )
    assert done.returncode == 4
    error = without_urgent_lines(done.stderr.decode())
    assert error.startswith(CANNOT_WRITE[Language.EN])
    assert error.count("\n") == 1


# --- Ctrl-C --------------------------------------------------------------------------------------


def test_an_interrupted_command_leaves_at_once(start: list[str]) -> None:
    """Ctrl-C while the answer waits for its reader ends the tool, quietly and with its code."""
    reading, writing = os.pipe()
    with subprocess.Popen(
        [*start, "list", "--format", "json"], stdout=writing, stderr=subprocess.PIPE,
        env=plain_environment(), preexec_fn=restore_default_signals,
    ) as process:  # fmt: skip
        os.close(writing)
        # The answer is longer than a pipe: once a byte of it is here, the tool is writing the rest.
        assert os.read(reading, 1)
        process.send_signal(signal.SIGINT)
        try:
            assert process.wait(TIMEOUT_SECONDS) == 130
        finally:
            process.kill()
            os.close(reading)
        assert process.stderr
        assert process.stderr.read().strip() == b""


@pytest.mark.parametrize(
    "moment", ["search.builtin_index.open_index", "cli.command.write", "cli.app.CommandLine"]
)
@pytest.mark.usefixtures("shared_index")
def test_an_interrupted_search_leaves_at_once(
    typed: Type, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """Ctrl-C at any other moment ends the tool in the same way."""
    monkeypatch.setattr(f"resource_finder.{moment}", _interrupted)
    answer = typed("find", "suicide")
    assert (answer.code, answer.out, answer.err.strip()) == (130, "", "")


def _interrupted(*_: object, **__: object) -> int:
    raise KeyboardInterrupt
