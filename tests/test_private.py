"""The private screen: what its keys do, and that nothing is left however it is closed."""

from __future__ import annotations

import datetime
import fcntl
import io
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Type, restore_default_signals, without_urgent_lines
from processes import TIMEOUT_SECONDS, bytes_waiting
from resource_finder.bilingual import Language
from resource_finder.cli import interactive, request, tty
from resource_finder.cli.interactive import State, Window, draw_window, first_state, handle_key
from resource_finder.finder import Finder, Results
from resource_finder.i18n import Translator
from resource_finder.render.terminal import Screen, render
from resource_finder.search.index import Index
from resource_finder.text import make_safe, width_of
from resource_finder.views.entry import ViewContext
from samples import REPORT_NUMBER

SGR: Final = re.compile(r"\x1b\[[0-9;]*m")
DAY: Final = datetime.date(2026, 11, 23)


# --- keys ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "keys", "unfinished"),
    [
        ("fée 9", ["f", "é", "e", " ", "9"], ""),
        ("\x1b", [], "\x1b"),
        ("\x1b\x1b", [tty.LEAVE], "\x1b"),
        ("\x1bq", [tty.LEAVE, "q"], ""),
        ("\x1b[A\x1bOB", [tty.UP, tty.DOWN], ""),
        ("a\x1b[", ["a"], "\x1b["),
        ("\x1b[5~\x1b[15~\x1b[1;5C\x1b[6~", [tty.PAGE_UP, tty.PAGE_DOWN], ""),
        ("\r\n\x7f\x15", [tty.ENTER, tty.ENTER, tty.BACK, tty.CLEAR], ""),
        ("\x04\x1c\x03", [tty.LEAVE] * 3, ""),
        ("\x1a\x13\x00\u202e\x9b", [], ""),
    ],
)
def test_each_key_is_told_from_the_others(sent: str, keys: list[str], unfinished: str) -> None:
    """Esc is told from an arrow, letters have their accents, and no control is typed."""
    assert tty.decode_keys(sent) == (keys, unfinished)


@settings(max_examples=50)
@given(st.text(), st.integers(0, 40))
def test_keys_are_the_same_however_they_arrive(sent: str, cut: int) -> None:
    """A slow line that parts what was typed changes nothing, and nothing typed is harmful."""
    first, unfinished = tty.decode_keys(sent[:cut])
    rest, end = tty.decode_keys(unfinished + sent[cut:])
    assert (first + rest, end) == tty.decode_keys(sent)
    assert [key for key in first + rest if make_safe(key) != key] == []


# --- what is on view -----------------------------------------------------------------------------


class Session:
    """A session at the private screen, without a terminal."""

    def __init__(self, index: Index, language: Language, columns: int = 80, lines: int = 20):
        self.reader = ViewContext(interactive.InteractiveTranslator(language), index, DAY)
        self.to, self.lines = Screen(columns, None, True), lines
        self.now: State | None = first_state(self.reader)

    def search(self, words: str) -> Results:
        """What `find` would give."""
        return Finder(self.reader.index).find(words, limit=None)

    def frame(self) -> Window:
        """The window as it is."""
        assert self.now is not None
        return draw_window(self.now, self.to, self.lines, self.reader.translator)

    def press(self, *keys: str) -> Session:
        """Press keys while the screen is there."""
        for key in keys:
            if self.now is not None:
                self.now = handle_key(self.now, key, self.frame(), self.reader, self.search)
        return self

    def type(self, words: str) -> Session:
        """Type a line and Enter."""
        return self.press(*words, tty.ENTER)

    def seen(self) -> str:
        """The words of the window."""
        return SGR.sub("", "\n".join(self.frame().rows))


@pytest.mark.parametrize("key", [tty.LEAVE, "q", tty.ENTER])
def test_one_key_leaves_an_answer(index: Index, language: Language, key: str) -> None:
    """With an answer on view, Esc, q or Enter leaves at once."""
    assert Session(index, language).type("suicide").press(key).now is None


@pytest.mark.parametrize("keys", [[tty.ENTER], ["q", tty.ENTER], [tty.LEAVE]])
def test_nobody_is_kept_at_the_first_question(index: Index, keys: list[str]) -> None:
    """Before anything was asked, Esc, Enter, or q and Enter leave."""
    assert Session(index, Language.EN).press(*keys).now is None


def test_esc_leaves_in_the_middle_of_a_word(index: Index) -> None:
    """Whoever comes in while a word is being typed, Esc leaves at once."""
    assert Session(index, Language.EN).type("suicide").press("s", "h", tty.LEAVE).now is None


def test_words_in_q_can_be_searched(index: Index) -> None:
    """The first word may begin with q; after an answer, / begins a new search."""
    first = Session(index, Language.FR).type("quitter la rue")
    again = Session(index, Language.FR).type("suicide").type("/quitter la rue")
    assert first.now is not None
    assert first.now == again.now


@pytest.mark.parametrize("columns", [80, 200])
def test_a_number_opens_its_entry_and_backspace_goes_back(index: Index, columns: int) -> None:
    """An entry of the list opens by its number, another after it, and the list comes back."""
    session = Session(index, Language.EN, columns, 200).type("runaway")
    listed = session.seen()
    assert session.now is not None
    titles = [entry.name.en for entry in session.now.listed]
    assert [n for n, _ in enumerate(titles, 1) if f"{n} of {len(titles)}. " not in listed] == []
    assert f"\n{titles[1]}\n" in session.type("2").seen()
    assert f"\n{titles[0]}\n" in session.type("1").seen()
    assert session.press(tty.BACK).seen() == listed


def test_a_number_that_is_not_on_the_list_is_searched(index: Index) -> None:
    """988 is a number to look for, not the 988th entry."""
    assert "988" in Session(index, Language.EN, lines=200).type("runaway").type("988").seen()


def test_an_id_opens_its_card(index: Index) -> None:
    """The ids that a card names are opened by typing them, and no command is offered to type."""
    shown = Session(index, Language.EN, lines=200).type("cfs-report")
    assert "ID" in shown.seen()
    assert "resource-finder " not in shown.seen()
    assert shown.press("q").now is None


def test_the_line_is_edited(index: Index) -> None:
    """Backspace takes back a letter, Ctrl-U the line; a line cannot grow for ever."""
    session = Session(index, Language.EN).press(*"fée", tty.BACK)
    assert session.now is not None
    assert session.now.line == "fé"
    assert session.press(tty.CLEAR).now == first_state(session.reader)
    assert session.press(*"x" * (interactive.MAX_LINE_CHARS + 9)).now is not None
    assert len(session.now.line) == interactive.MAX_LINE_CHARS


def test_nothing_found_is_answered(index: Index, language: Language) -> None:
    """Words that fit nothing give somewhere to turn, and no command that would keep them."""
    seen = Session(index, language, lines=200).type("zzqxv")
    assert "zzqxv" not in seen.seen()
    assert "resource-finder" not in seen.seen()


@pytest.mark.parametrize("columns", [40, 120])
def test_the_whole_answer_can_be_read_page_by_page(
    index: Index, language: Language, columns: int
) -> None:
    """Space shows every row of a long answer, the urgent lines always in sight."""
    session = Session(index, language, columns).type("suicide")
    read: set[str] = set()
    number = session.reader.translator.phone(REPORT_NUMBER)
    rows: tuple[str, ...] = ()
    while session.frame().rows != rows:
        rows = session.frame().rows
        read |= set(rows)
        assert number in SGR.sub("", "\n".join(rows))
        session.press(" ")
    assert session.now is not None
    whole = render(session.now.page, session.to, session.reader.translator).splitlines()
    assert [row for row in whole if row not in read] == []
    up = session.press(tty.END, tty.HOME).frame().rows
    assert up == Session(index, language, columns).type("suicide").frame().rows


KEYS: Final = st.sampled_from([
    tty.UP, tty.DOWN, tty.PAGE_UP, tty.PAGE_DOWN, tty.HOME, tty.END,
    tty.BACK, tty.CLEAR, tty.ENTER, " ", "1", "2", "s", "é", "%", "{", "字", "/",
])  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(st.lists(KEYS, max_size=10), st.integers(1, 130), st.integers(1, 40))
def test_no_key_and_no_window_breaks_the_screen(
    index: Index, keys: list[str], columns: int, lines: int
) -> None:
    """Whatever is pressed in a window of any size, the window is filled and nothing scrolls."""
    session = Session(index, Language.FR, columns, lines).type("fugue").press(*keys)
    if session.now is None:
        return
    rows = session.frame().rows
    wide = [row for row in rows if width_of(SGR.sub("", row)) > max(columns, 2)]  # a wide character
    assert wide == []
    assert [row for row in rows if make_safe(SGR.sub("", row)) != SGR.sub("", row)] == []
    assert len(rows) == lines


# --- a terminal of our own -----------------------------------------------------------------------

TOOL_SCRIPT: Final = """#!{python}
import os, sys
from pathlib import Path
sys.path.insert(0, {compiled!r})
from resource_finder import __main__
Path(os.environ["PID_FILE"]).write_text(str(os.getpid()))
if "DEFECT" in os.environ:
    from resource_finder.views import pages
    def broken(reader, query, *rest):
        raise RuntimeError("no answer for " + query.text)
    pages.find_page = broken
sys.argv[:1] = ["resource-finder", "--as-of", "2026-11-23"]
__main__.main()
"""
LEAKY_TOOL: Final = """#!/bin/sh
printf 'Words: '; read words
seq -f 'Suicide crisis line, line %.0f of the answer' 60
printf 'Esc, q or Enter: leave at once.'; head -c 1 > /dev/null
"""
"""A tool that prints its answer among the lines of the shell, and so leaves it there."""


@pytest.fixture(scope="module")
def tools(compiled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tool, and with one that leaves its answer behind."""
    folder = tmp_path_factory.mktemp("tools")
    script = TOOL_SCRIPT.format(python=sys.executable, compiled=str(compiled))
    for name, text in (("resource-finder", script), ("leaky", LEAKY_TOOL)):
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(0o755)
    return folder


def wait_until(condition: Callable[[], bool], describe: Callable[[], object]) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + TIMEOUT_SECONDS
    while not condition():
        assert time.monotonic() < end, describe()
        time.sleep(0.01)


class Pty:
    """A process on a bare pseudo-terminal."""

    def __init__(self, tools: Path, *arguments: str, **environ: str) -> None:
        self.ours, self.theirs = pty.openpty()
        fcntl.ioctl(self.theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.before = termios.tcgetattr(self.theirs)
        self.output = b""
        self.process = subprocess.Popen(
            [tools / "resource-finder", *arguments],
            stdin=self.theirs, stdout=self.theirs, stderr=self.theirs,
            preexec_fn=restore_default_signals,
            env={"PATH": os.environ["PATH"], "TERM": "xterm", "PYTHONUTF8": "1",
                 "PID_FILE": os.devnull, **environ},
        )  # fmt: skip

    def _read(self) -> None:
        while select.select([self.ours], [], [], 0)[0]:
            self.output += os.read(self.ours, 65_536)

    def wait(self, text: str) -> None:
        """Wait until a text was shown."""

        def shown() -> bool:
            self._read()
            return text.encode() in self.output

        wait_until(shown, lambda: self.output)

    def type(self, text: str) -> None:
        """Type."""
        os.write(self.ours, text.encode())

    def end(self) -> tuple[int, str]:
        """Wait for the end; the exit code, and what the terminal then shows."""

        def ended() -> bool:
            self._read()
            return self.process.poll() is not None

        wait_until(ended, lambda: self.output)
        self.after = termios.tcgetattr(self.theirs)
        # What was written last may still be on its way: it has come when the terminal has ended.
        os.close(self.theirs)
        with suppress(OSError):
            while rest := os.read(self.ours, 65_536):
                self.output += rest
        os.close(self.ours)
        shown = self.output.decode().replace("\r\n", "\n")
        return self.process.returncode, shown.rpartition("\x1b[?1049l")[2]


@pytest.mark.parametrize(
    ("way", "code"),
    [("\x1b", 0), (signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM),
     (signal.SIGHUP, -signal.SIGHUP)],
)  # fmt: skip
def test_a_terminal_gets_its_modes_back(tools: Path, way: str | signal.Signals, code: int) -> None:
    """However the screen is left, the shell echoes again, and scripts get the promised code."""
    run = Pty(tools, "--private")
    run.wait("Words: ")
    assert termios.tcgetattr(run.theirs) != run.before
    run.type("suicide\r")
    run.wait("Esc, q or Enter")
    if isinstance(way, signal.Signals):
        run.process.send_signal(way)
    else:
        run.type(way)
    ended, output = run.end()
    assert (ended, output.strip()) == (code, "")
    assert run.after == run.before


def test_a_terminal_that_is_gone_ends_the_tool(tools: Path) -> None:
    """Closing the window ends the tool; it does not wait unseen with the answer."""
    run = Pty(tools, "--private")
    run.wait("Words: ")
    os.close(run.ours)
    assert run.process.wait(TIMEOUT_SECONDS) == 0
    os.close(run.theirs)


@pytest.mark.parametrize("debug", ["", "1"])
def test_an_internal_error_closes_the_screen_and_repeats_no_word(tools: Path, debug: str) -> None:
    """A fault of ours closes the private screen, then says one sentence, without the words."""
    run = Pty(tools, "--private", DEFECT="1", RESOURCE_FINDER_DEBUG=debug)
    run.wait("Words: ")
    run.type("suicide\r")
    code, output = run.end()
    assert run.after == run.before
    if debug:
        assert (code, "Traceback" in output) == (1, True)
    else:
        assert code == 70
        assert "suicide" not in output
        error = without_urgent_lines(output)
        assert error.startswith("resource-finder has a problem.")
        assert error.count("\n") == 1


def test_a_wrong_directory_is_told_of_before_the_screen_opens(tools: Path, tmp_path: Path) -> None:
    """A worker reads what is wrong with a file on the ordinary screen, exit code 3."""
    file = tmp_path / "wrong.yaml"
    file.write_text("directory: 3\n", encoding="utf-8")
    run = Pty(tools, "--private", "--directory", str(file))
    code, output = run.end()
    assert code == 3
    assert "\x1b" not in output
    assert "wrong.yaml" in output


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_cannot_is_refused(tools: Path, term: str) -> None:
    """A terminal without a screen of its own gets a sentence that says what to do instead."""
    code, output = Pty(tools, "--private", TERM=term).end()
    error = without_urgent_lines(output)
    assert (code, error.count("\n"), "\x1b" in output) == (2, 1, False)
    assert "resource-finder find -" in error


def test_words_of_find_are_one_line_typed_at_a_terminal(tools: Path, index: Index) -> None:
    """`find -` at a terminal takes the first line typed, without asking."""
    run = Pty(tools, "find", "-", "--limit", "1", "--format", "plain")
    run.type("mon ex me suit\n")
    code, output = run.end()
    assert code == 0
    number = index.service("family-violence").phones[0].number
    assert Translator(Language.EN).phone(number) in output


@pytest.mark.parametrize("max_seconds", [0.0, 60.0], ids=["key held down", "keys typed fast"])
def test_keys_typed_while_leaving_are_dropped(
    monkeypatch: pytest.MonkeyPatch, max_seconds: float
) -> None:
    """A key that comes when the screen has gone already does not reach the shell either."""
    ours, theirs = pty.openpty()
    typed_keys, ready = [b"x", b"y", b"z"], select.select

    def typing(*waited: Any) -> Any:
        if typed_keys:
            os.write(ours, typed_keys.pop())
            assert ready([theirs], [], [], TIMEOUT_SECONDS)[0]
        return ready(*waited)

    with os.fdopen(theirs, "r+b", buffering=0) as file:
        keyboard = io.TextIOWrapper(file, encoding="utf-8")
        monkeypatch.setattr(tty, "_MAX_DRAIN_SECONDS", max_seconds)
        with tty.take_over(keyboard, keyboard):
            os.write(ours, b"q")
            assert ready([theirs], [], [], TIMEOUT_SECONDS)[0]
            monkeypatch.setattr(select, "select", typing)
        unread = bytes_waiting(theirs)
    os.close(ours)
    assert (unread, typed_keys if max_seconds else []) == (0, [])


# --- refusals and standard input -----------------------------------------------------------------

REFUSAL: Final = {
    Language.EN: "Use --private on its own",
    Language.FR: "Utilisez --private sans autre mot",
}
ALTERNATIVE: Final = {
    Language.EN: "resource-finder find -", Language.FR: "resource-finder chercher -"
}  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [["--private", "zzqxv"], ["--private", "find", "zzqxv"], ["find", "zzqxv", "--private"],
     ["zzqxv", "--private"]],
    ids=" ".join,
)  # fmt: skip
def test_words_beside_private_are_refused(
    typed: Type, language: Language, arguments: list[str]
) -> None:
    """Words on the line are in the shell’s history: the tool says so, and repeats none."""
    answer = typed("--lang", str(language), *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert REFUSAL[language] in answer.err
    assert "zzqxv" not in answer.err


def test_private_in_a_pipe_is_refused(typed: Type, language: Language) -> None:
    """Where there is no terminal, the tool says what to do instead."""
    answer = typed("--private", "--lang", str(language))
    assert (answer.code, answer.out, answer.error.count("\n")) == (2, "", 1)
    assert ALTERNATIVE[language] in answer.err


def test_private_without_unix_is_refused(
    typed: Type, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows the tool says that it needs a Unix terminal, and what to do instead."""
    for module in ("interactive", "tty"):
        monkeypatch.delitem(sys.modules, f"resource_finder.cli.{module}", raising=False)
        monkeypatch.delattr(f"resource_finder.cli.{module}", raising=False)
    monkeypatch.setitem(sys.modules, "termios", None)
    answer = typed("--private", "--lang", str(language))
    assert (answer.code, answer.out, "Unix" in answer.err) == (2, "", True)
    assert ALTERNATIVE[language] in answer.err


def test_private_has_no_machine_form(typed: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen has no JSON: asking for it is refused."""
    monkeypatch.setattr(tty, "is_usable", lambda *_: True)
    answer = typed("--private", "--format", "json")
    assert (answer.code, answer.out, "--format" in answer.err) == (2, "", True)


class Input:
    """Standard input that holds these bytes."""

    encoding = "utf-8"

    def __init__(self, raw: bytes) -> None:
        self.buffer = SimpleNamespace(read=lambda max_seconds: raw[:max_seconds])

    def isatty(self) -> bool:
        """Never."""
        return False


def test_find_reads_its_words_from_standard_input(
    typed: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`find -` answers words of standard input as it answers words of the line."""
    for command, words in (("find", "runaway youth"), ("chercher", "fugue à Thompson")):
        lines = "\n".join(["\ufeff", *words.split(), ""])
        monkeypatch.setattr(sys, "stdin", Input(lines.encode()))
        assert typed(command, "-") == typed(command, words)


@settings(max_examples=50)
@given(st.binary(max_size=200))
def test_no_byte_of_standard_input_is_harmful(raw: bytes) -> None:
    """Bytes that are not text are ignored, and none controls the terminal."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", Input(raw * 100))
        words = request.read_words()
    assert words == make_safe(words)
    assert len(words) <= request.MAX_STDIN_BYTES


@pytest.mark.parametrize("raw", [b"", b" \n", None])
def test_find_without_words_on_standard_input_is_refused(
    typed: Type, monkeypatch: pytest.MonkeyPatch, raw: bytes | None
) -> None:
    """An empty or closed standard input is told of as missing words are."""
    monkeypatch.setattr(sys, "stdin", None if raw is None else Input(raw))
    answer = typed("find", "-")
    assert (answer.code, answer.out) == (2, "")
    assert "Type some words" in answer.err


# --- what is left in a real terminal -------------------------------------------------------------

PROMPT: Final = "ready$"


class Tmux:
    """A tmux server of our own, with its own home."""

    def __init__(self, tools: Path, home: Path) -> None:
        self.name, self.tools, self.home = f"resource-finder-{os.getpid()}", tools, home
        self.pid_file = home / "pid"
        self.environ = {
            "PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(home),
            "PID_FILE": str(self.pid_file), "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8",
            "TMUX_TMPDIR": str(home), "BASH_SILENCE_DEPRECATION_WARNING": "1",
        }  # fmt: skip

    def __call__(self, *arguments: str) -> str:
        """Ask tmux."""
        done = subprocess.run(
            ["tmux", "-L", self.name, "-f", os.devnull, *arguments],
            env=self.environ, capture_output=True, encoding="utf-8", timeout=TIMEOUT_SECONDS,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def open(self) -> None:
        """A fresh window of 80 by 20 with a shell at its prompt."""
        shell = f"exec env 'PS1={PROMPT} ' bash --noprofile --norc"
        self("new-session", "-d", "-s", "p", "-x", "80", "-y", "20", shell)
        wait_until(lambda: self.all_lines() == [PROMPT], self.all_lines)

    def send_keys(self, *keys: str) -> None:
        """Press keys, by tmux's names."""
        self("send-keys", "-t", "p", *keys)

    def window_text(self) -> str:
        """The words of the window."""
        return self("capture-pane", "-p", "-t", "p")

    def all_lines(self) -> list[str]:
        """Every line of the window and above it."""
        return self("capture-pane", "-p", "-S", "-", "-t", "p").rstrip("\n").split("\n")

    def wait(self, text: str) -> None:
        """Wait until the window shows a text."""
        wait_until(lambda: text in self.window_text(), self.window_text)

    def start_and_search(self, tool: str = "resource-finder --private") -> None:
        """Start a tool and ask it something."""
        self.send_keys("-l", f"{tool}\n")
        self.wait("Words:")
        self.send_keys("-l", "suicide\n")
        self.wait("Esc, q or Enter: leave at once.")

    def lines_after_leaving(self) -> list[str]:
        """Wait for the shell's prompt; every line that is not the shell's own."""
        wait_until(
            lambda: self.window_text().rstrip("\n").split("\n")[-1] == PROMPT, self.window_text
        )
        return [line for line in self.all_lines() if not self._of_shell(line)]

    def _of_shell(self, line: str) -> bool:
        return line in ("", "Terminated", "Hangup") or line.startswith(PROMPT)


@pytest.fixture(scope="module")
def server(tools: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tmux]:
    """A tmux server for the tests of this file."""
    if shutil.which("tmux") is None:
        assert not os.environ.get("CI"), "tmux is missing, and CI must not skip this"
        pytest.skip("tmux is not installed")
    server = Tmux(tools, tmp_path_factory.mktemp("h"))
    server("new-session", "-d", "-s", "idle", "sleep 3600")
    yield server
    server("kill-server")


@pytest.fixture
def tmux(server: Tmux) -> Iterator[Tmux]:
    """A window of our own, closed afterwards."""
    server.open()
    yield server
    server("kill-session", "-t", "p")


def send_signal(number: signal.Signals) -> Callable[[Tmux], None]:
    """A signal from elsewhere."""
    return lambda tmux: os.kill(int(tmux.pid_file.read_text()), number)


def press_keys(*keys: str) -> Callable[[Tmux], None]:
    """Keys at the keyboard, and more of them right after."""
    return lambda tmux: tmux.send_keys(*keys, "x", "y", "z")


WAYS_TO_LEAVE: Final[dict[str, tuple[Callable[[Tmux], None], int]]] = {
    "Esc": (press_keys("Escape"), 0),
    "q": (press_keys("q"), 0),
    "Enter": (press_keys("Enter"), 0),
    "Ctrl-C": (press_keys("C-c"), 130),
    "Ctrl-D": (press_keys("C-d"), 0),
    "Ctrl-Backslash": (press_keys("C-\\"), 0),
    "SIGTERM": (send_signal(signal.SIGTERM), 143),
    "SIGHUP": (send_signal(signal.SIGHUP), 129),
}


@pytest.mark.parametrize("way", WAYS_TO_LEAVE)
def test_no_way_out_leaves_a_line(tmux: Tmux, way: str) -> None:
    """Nothing of the words or the answer stays in the window or above it, and no key typed
    while leaving reaches the shell."""
    leave, code = WAYS_TO_LEAVE[way]
    tmux.start_and_search()
    assert tmux("display", "-p", "-t", "p", "#{alternate_on}") == "1\n"
    leave(tmux)
    assert tmux.lines_after_leaving() == []
    tmux.send_keys("-l", "echo code=$?\n")
    tmux.wait(f"code={code}")
    shown = [line for line in tmux.all_lines() if line not in ("", "Terminated", "Hangup")]
    assert shown == [
        f"{PROMPT} resource-finder --private", f"{PROMPT} echo code=$?", f"code={code}", PROMPT
    ]  # fmt: skip


def test_a_tool_that_does_not_leave_is_caught(tmux: Tmux) -> None:
    """The check finds every line of a tool that answers among the lines of the shell."""
    tmux.start_and_search("leaky")
    tmux.send_keys("Enter")
    assert len(tmux.lines_after_leaving()) >= 60


def test_ctrl_z_is_refused(tmux: Tmux) -> None:
    """A private answer cannot be stopped and left on view: Ctrl-Z does nothing."""
    tmux.start_and_search()
    os.kill(int(tmux.pid_file.read_text()), signal.SIGTSTP)
    tmux.send_keys("C-z", "s", "t", "i", "l", "l")
    tmux.wait("Words: still")
    assert "Stopped" not in tmux.window_text()
    tmux.send_keys("Escape")
    assert tmux.lines_after_leaving() == []


def test_a_window_of_another_size_is_drawn_anew(tmux: Tmux) -> None:
    """A window made smaller shows the answer in its new size, and leaves nothing either."""
    tmux.start_and_search()
    tmux("resize-window", "-t", "p", "-x", "60", "-y", "14")
    tmux.wait("(7/")
    tmux.send_keys("q")
    assert tmux.lines_after_leaving() == []


def test_without_an_alternate_screen_the_lines_are_wiped(tmux: Tmux) -> None:
    """On a terminal that has no second screen, nothing of the answer stays either."""
    tmux("set-option", "-w", "-t", "p", "alternate-screen", "off")
    tmux.start_and_search()
    assert tmux("display", "-p", "-t", "p", "#{alternate_on}") == "0\n"
    tmux.send_keys("2", "Enter", "Space", "Space")
    tmux.wait("Backspace:")
    tmux.send_keys("q")
    assert tmux.lines_after_leaving() == []
