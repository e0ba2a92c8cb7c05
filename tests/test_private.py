"""The screen of the interactive search, private or not: nothing is left however it is closed."""

from __future__ import annotations

import fcntl
import io
import os
import pty
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
from resource_finder.cli import keys, request, tty
from resource_finder.i18n import Translator
from resource_finder.search.index import Index
from resource_finder.text import make_safe

# --- keys ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "pressed", "unfinished"),
    [
        ("fée 9", ["f", "é", "e", " ", "9"], ""),
        ("\x1b", [], "\x1b"),
        ("\x1b\x1b", [keys.ESCAPE], "\x1b"),
        ("\x1bq", [keys.ESCAPE, "q"], ""),
        ("\x1b[A\x1bOB\x10\x0e\x1b[D", [keys.UP, keys.DOWN, keys.UP, keys.DOWN, keys.LEFT], ""),
        ("\x1bOP\x1b[11~\x1b[[A", [keys.HELP] * 3, ""),
        ("a\x1b[[", ["a"], "\x1b[["),
        ("\x1b[200~é\r\t\x1b[201~", [keys.PASTE, "é", keys.ENTER, keys.TAB, keys.PASTED], ""),
        ("a\x1b[", ["a"], "\x1b["),
        ("\x1b[5~\x1b[15~\x1b[1;5C\x1b[6~", [keys.PAGE_UP, keys.PAGE_DOWN], ""),
        ("\r\n\x7f\x15\x17", [keys.ENTER, keys.ENTER, keys.BACK, keys.CLEAR, keys.CLEAR_WORD], ""),
        ("\x04\x1c\x03", [keys.LEAVE] * 3, ""),
        ("\x1a\x13\x00\u202e\x9b", [], ""),
    ],
)
def test_each_key_is_told_from_the_others(sent: str, pressed: list[str], unfinished: str) -> None:
    """Esc is told from an arrow, letters have their accents, and no control is typed."""
    assert keys.decode_keys(sent) == (pressed, unfinished)


@settings(max_examples=50)
@given(st.text(), st.integers(0, 40))
def test_keys_are_the_same_however_they_arrive(sent: str, cut: int) -> None:
    """A slow line that parts what was typed changes nothing, and nothing typed is harmful."""
    first, unfinished = keys.decode_keys(sent[:cut])
    rest, end = keys.decode_keys(unfinished + sent[cut:])
    assert (first + rest, end) == keys.decode_keys(sent)
    assert [key for key in first + rest if make_safe(key) != key] == []


# --- a terminal of our own -----------------------------------------------------------------------

TOOL_SCRIPT: Final = """#!{python}
import os, sys
from pathlib import Path
sys.path.insert(0, {compiled!r})
from resource_finder import __main__
Path(os.environ["PID_FILE"]).write_text(str(os.getpid()))
if "IDLE_SECONDS" in os.environ:
    from resource_finder.cli import tty
    tty._IDLE_SECONDS = float(os.environ["IDLE_SECONDS"])
if "DEFECT" in os.environ:
    from resource_finder.views import pages
    answer = pages.find_page
    def broken(view, results, *rest):
        if results.query.text:
            raise RuntimeError("no answer for " + results.query.text)
        return answer(view, results, *rest)
    pages.find_page = broken
sys.argv[:1] = ["resource-finder", "--as-of", "2026-11-23"]
__main__.main()
"""
LEAKY_TOOL: Final = """#!/bin/sh
printf 'Words: '; read words
seq -f '9-8-8: Suicide Crisis Helpline, line %.0f of the answer' 60
echo 'Esc leave'; head -c 1 > /dev/null
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


def wait_until(
    condition: Callable[[], bool], describe: Callable[[], object], pause: float = 0.01
) -> None:
    """Wait for something to become true, looking again after a pause."""
    end = time.monotonic() + TIMEOUT_SECONDS
    while not condition():
        assert time.monotonic() < end, describe()
        time.sleep(pause)


class Pty:
    """A process on a bare pseudo-terminal. It waits less long for keys typed while it leaves: only
    other tests type any."""

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
                 "PID_FILE": os.devnull, "IDLE_SECONDS": "0.01", **environ},
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


@pytest.mark.parametrize("options", [(), ("--private",)], ids=" ".join)
@pytest.mark.parametrize(
    ("way", "code"),
    [("\x1b", 0), ("\x04", 0), (signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM),
     (signal.SIGHUP, -signal.SIGHUP)],
)  # fmt: skip
def test_a_terminal_gets_its_modes_back(
    tools: Path, way: str | signal.Signals, code: int, options: tuple[str, ...]
) -> None:
    """However the screen is left, the shell echoes again, and scripts get the promised code."""
    run = Pty(tools, *options)
    run.wait("Words: ")
    assert termios.tcgetattr(run.theirs) != run.before
    run.type("suicide")
    run.wait("9-8-8")
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
    run.type("suicide")
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


@pytest.mark.parametrize(
    ("options", "environ"),
    [((), {"TERM": "dumb"}), ((), {"ACCESSIBLE": "1"}), ((), {"RESOURCE_FINDER_PLAIN": "1"}),
     (("--format", "plain"), {})],
)  # fmt: skip
def test_where_no_screen_is_wanted_the_front_page_stands(
    tools: Path, options: tuple[str, ...], environ: dict[str, str]
) -> None:
    """A screen reader, or a terminal that cannot, gets the front page as plain lines."""
    code, output = Pty(tools, *options, **environ).end()
    assert (code, "\x1b" in output) == (0, False)
    assert "resource-finder find" in output


def test_pasted_text_opens_nothing(tools: Path) -> None:
    """A terminal marks pasted text only while it is asked to: two pasted lines are one query."""
    run = Pty(tools)
    run.wait("\x1b[?2004h")
    run.type("\x1b[200~suicide\rat night\x1b[201~")
    run.wait("Words: suicide at night")
    run.type("\x04")
    run.end()
    assert run.output.rindex(b"\x1b[?2004l") > run.output.rindex(b"\x1b[?2004h")


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
PRIVATE: Final = "resource-finder --private"
TOOLS: Final = (PRIVATE, "resource-finder")
LONG_PAUSE: Final = 0.04
"""Before tmux is asked again: each time is a process of its own."""


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
        wait_until(lambda: self.all_lines() == [PROMPT], self.all_lines, LONG_PAUSE)

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
        wait_until(lambda: text in self.window_text(), self.window_text, LONG_PAUSE)

    def start_and_search(self, tool: str = PRIVATE, words: str = "suicide") -> None:
        """Start a tool and ask it something."""
        self.send_keys("-l", f"{tool}\n")
        self.wait("Words:")
        self.send_keys("-l", words)
        self.wait("9-8-8: Suicide Crisis Helpline")

    def lines_after_leaving(self) -> list[str]:
        """Wait for the shell's prompt; every line that is not the shell's own."""
        wait_until(
            lambda: self.window_text().rstrip("\n").split("\n")[-1] == PROMPT, self.window_text,
            LONG_PAUSE,
        )  # fmt: skip
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
    "Ctrl-C": (press_keys("C-c"), 130),
    "Ctrl-D": (press_keys("C-d"), 0),
    "Ctrl-Backslash": (press_keys("C-\\"), 0),
    "SIGTERM": (send_signal(signal.SIGTERM), 143),
    "SIGHUP": (send_signal(signal.SIGHUP), 129),
}


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("way", WAYS_TO_LEAVE)
def test_no_way_out_leaves_a_line(tmux: Tmux, way: str, tool: str) -> None:
    """Nothing of the words or the answer stays in the window or above it, and no key typed
    while leaving reaches the shell."""
    leave, code = WAYS_TO_LEAVE[way]
    tmux.start_and_search(tool)
    assert tmux("display", "-p", "-t", "p", "#{alternate_on}") == "1\n"
    leave(tmux)
    assert tmux.lines_after_leaving() == []
    tmux.send_keys("-l", "echo code=$?\n")
    tmux.wait(f"code={code}")
    shown = [line for line in tmux.all_lines() if line not in ("", "Terminated", "Hangup")]
    assert shown == [
        f"{PROMPT} {tool}", f"{PROMPT} echo code=$?", f"code={code}", PROMPT
    ]  # fmt: skip


def test_a_tool_that_does_not_leave_is_caught(tmux: Tmux) -> None:
    """The check finds every line of a tool that answers among the lines of the shell."""
    tmux.start_and_search("leaky", "suicide\n")
    tmux.send_keys("Enter")
    assert len(tmux.lines_after_leaving()) >= 60


@pytest.mark.parametrize("tool", TOOLS)
def test_ctrl_z_is_refused(tmux: Tmux, tool: str) -> None:
    """An answer cannot be stopped and left on view: Ctrl-Z does nothing."""
    tmux.start_and_search(tool)
    os.kill(int(tmux.pid_file.read_text()), signal.SIGTSTP)
    tmux.send_keys("C-z", "s", "t", "i", "l", "l")
    tmux.wait("Words: suicidestill")
    assert "Stopped" not in tmux.window_text()
    tmux.send_keys("Escape")
    assert tmux.lines_after_leaving() == []


def test_a_window_of_another_size_is_drawn_anew(tmux: Tmux) -> None:
    """A window made smaller shows the answer in its new size, and leaves nothing either."""
    tmux.start_and_search()
    tmux("resize-window", "-t", "p", "-x", "60", "-y", "14")
    tmux.wait("▌ 988 24/7")
    tmux.send_keys("Escape")
    assert tmux.lines_after_leaving() == []


def test_without_an_alternate_screen_the_lines_are_wiped(tmux: Tmux) -> None:
    """On a terminal that has no second screen, nothing of the answer stays either."""
    tmux("set-option", "-w", "-t", "p", "alternate-screen", "off")
    tmux.start_and_search()
    assert tmux("display", "-p", "-t", "p", "#{alternate_on}") == "0\n"
    tmux.send_keys("Down", "Enter", "PageDown", "PageDown")
    tmux.wait("read on (")
    tmux.send_keys("Escape")
    assert tmux.lines_after_leaving() == []
