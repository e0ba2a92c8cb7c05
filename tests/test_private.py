"""The private look: what its keys do, and that no way out leaves anything behind."""

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

from conftest import Type, below_urgent, usual_signals
from resource_finder.cli import interactive, request, tty
from resource_finder.cli.interactive import State, Window, draw_window, first_state, handle_key
from resource_finder.finder import Finder, Results
from resource_finder.i18n import Translator
from resource_finder.model import Language
from resource_finder.render.terminal import Screen, render
from resource_finder.search.index import Index
from resource_finder.text import make_safe, width_of
from resource_finder.views.entry import ViewContext
from samples import REPORT

SGR: Final = re.compile(r"\x1b\[[01]m")
DAY: Final = datetime.date(2026, 11, 23)
PATIENCE: Final = 120
"""Seconds after which something is taken for stuck; nothing comes near."""


# --- keys ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "keys", "begun"),
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
def test_each_key_is_told_from_the_others(sent: str, keys: list[str], begun: str) -> None:
    """Esc is told from an arrow, letters have their accents, and no control is typed."""
    assert tty.decode_keys(sent) == (keys, begun)


@settings(max_examples=50)
@given(st.text(), st.integers(0, 40))
def test_keys_are_the_same_however_they_arrive(sent: str, cut: int) -> None:
    """A slow line that parts what was typed changes nothing, and nothing typed is harmful."""
    first, begun = tty.decode_keys(sent[:cut])
    rest, end = tty.decode_keys(begun + sent[cut:])
    assert (first + rest, end) == tty.decode_keys(sent)
    assert [key for key in first + rest if make_safe(key) != key] == []


# --- what is on view -----------------------------------------------------------------------------


class Inside:
    """Someone at the private screen, without a terminal."""

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

    def press(self, *keys: str) -> Inside:
        """Press keys while the screen is there."""
        for key in keys:
            if self.now is not None:
                self.now = handle_key(self.now, key, self.frame(), self.reader, self.search)
        return self

    def type(self, words: str) -> Inside:
        """Type a line and Enter."""
        return self.press(*words, tty.ENTER)

    def seen(self) -> str:
        """The words of the window."""
        return SGR.sub("", "\n".join(self.frame().rows))


@pytest.mark.parametrize("key", [tty.LEAVE, "q", tty.ENTER])
def test_one_key_leaves_an_answer(index: Index, language: Language, key: str) -> None:
    """With an answer on view, Esc, q or Enter leaves at once."""
    assert Inside(index, language).type("suicide").press(key).now is None


@pytest.mark.parametrize("keys", [[tty.ENTER], ["q", tty.ENTER], [tty.LEAVE]])
def test_nobody_is_kept_at_the_first_question(index: Index, keys: list[str]) -> None:
    """Before anything was asked, Esc, Enter, or q and Enter leave."""
    assert Inside(index, Language.EN).press(*keys).now is None


def test_esc_leaves_in_the_middle_of_a_word(index: Index) -> None:
    """Whoever comes in while a word is being typed, Esc leaves at once."""
    assert Inside(index, Language.EN).type("suicide").press("s", "h", tty.LEAVE).now is None


def test_words_in_q_can_be_searched(index: Index) -> None:
    """The first word may begin with q; after an answer, / makes room for it."""
    first = Inside(index, Language.FR).type("quitter la rue")
    again = Inside(index, Language.FR).type("suicide").type("/quitter la rue")
    assert first.now is not None
    assert first.now == again.now


@pytest.mark.parametrize("columns", [80, 200])
def test_a_number_opens_its_entry_and_backspace_goes_back(index: Index, columns: int) -> None:
    """An entry of the list opens by its number, another after it, and the list comes back."""
    inside = Inside(index, Language.EN, columns, 200).type("runaway")
    listed = inside.seen()
    assert inside.now is not None
    titles = [entry.name.en for entry in inside.now.listed]
    assert [n for n, _ in enumerate(titles, 1) if f"{n} of {len(titles)}. " not in listed] == []
    assert f"\n{titles[1]}\n" in inside.type("2").seen()
    assert f"\n{titles[0]}\n" in inside.type("1").seen()
    assert inside.press(tty.BACK).seen() == listed


def test_a_number_that_is_not_on_the_list_is_searched(index: Index) -> None:
    """988 is a number to look for, not the 988th entry."""
    assert "988" in Inside(index, Language.EN, lines=200).type("runaway").type("988").seen()


def test_an_id_opens_its_card(index: Index) -> None:
    """The ids that a card names are opened by typing them, and no command is offered to type."""
    shown = Inside(index, Language.EN, lines=200).type("cfs-report")
    assert "Id" in shown.seen()
    assert "resource-finder " not in shown.seen()
    assert shown.press("q").now is None


def test_the_line_is_edited(index: Index) -> None:
    """Backspace takes back a letter, Ctrl-U the line; a line cannot grow for ever."""
    inside = Inside(index, Language.EN).press(*"fée", tty.BACK)
    assert inside.now is not None
    assert inside.now.line == "fé"
    assert inside.press(tty.CLEAR).now == first_state(inside.reader)
    assert inside.press(*"x" * (interactive.MAX_LINE_CHARS + 9)).now is not None
    assert len(inside.now.line) == interactive.MAX_LINE_CHARS


def test_nothing_found_is_answered(index: Index, language: Language) -> None:
    """Words that fit nothing give somewhere to turn, and no command that would keep them."""
    seen = Inside(index, language, lines=200).type("zzqxv")
    assert "zzqxv" not in seen.seen()
    assert "resource-finder" not in seen.seen()


@pytest.mark.parametrize("columns", [40, 120])
def test_the_whole_answer_can_be_read_page_by_page(
    index: Index, language: Language, columns: int
) -> None:
    """Space shows every row of a long answer, the urgent lines always in sight."""
    inside = Inside(index, language, columns).type("suicide")
    read: set[str] = set()
    number = inside.reader.translator.phone(REPORT)
    rows: tuple[str, ...] = ()
    while inside.frame().rows != rows:
        rows = inside.frame().rows
        read |= set(rows)
        assert number in SGR.sub("", "\n".join(rows))
        inside.press(" ")
    assert inside.now is not None
    whole = render(inside.now.page, inside.to, inside.reader.translator).splitlines()
    assert [row for row in whole if row not in read] == []
    up = inside.press(tty.END, tty.HOME).frame().rows
    assert up == Inside(index, language, columns).type("suicide").frame().rows


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
    inside = Inside(index, Language.FR, columns, lines).type("fugue").press(*keys)
    if inside.now is None:
        return
    rows = inside.frame().rows
    wide = [row for row in rows if width_of(SGR.sub("", row)) > max(columns, 2)]  # a wide character
    assert wide == []
    assert [row for row in rows if make_safe(SGR.sub("", row)) != SGR.sub("", row)] == []
    assert len(rows) == lines


# --- a terminal of our own -----------------------------------------------------------------------

SCRIPT: Final = """#!{python}
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
LEAKY: Final = """#!/bin/sh
printf 'Words: '; read words
seq -f 'Suicide crisis line, line %.0f of the answer' 60
printf 'Esc, q or Enter: leave at once.'; head -c 1 > /dev/null
"""
"""A tool that does not leave: it answers among the lines of the shell."""


@pytest.fixture(scope="module")
def tools(compiled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tool, and with one that leaves its answer behind."""
    folder = tmp_path_factory.mktemp("tools")
    script = SCRIPT.format(python=sys.executable, compiled=str(compiled))
    for name, text in (("resource-finder", script), ("leaky", LEAKY)):
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(0o755)
    return folder


def until(true: Callable[[], bool], told: Callable[[], object]) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, told()
        time.sleep(0.01)


class Pty:
    """A process on a bare pseudo-terminal."""

    def __init__(self, tools: Path, *arguments: str, **environ: str) -> None:
        self.ours, self.theirs = pty.openpty()
        fcntl.ioctl(self.theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.before = termios.tcgetattr(self.theirs)
        self.said = b""
        self.process = subprocess.Popen(
            [tools / "resource-finder", *arguments],
            stdin=self.theirs, stdout=self.theirs, stderr=self.theirs, preexec_fn=usual_signals,
            env={"PATH": os.environ["PATH"], "TERM": "xterm", "PYTHONUTF8": "1",
                 "PID_FILE": os.devnull, **environ},
        )  # fmt: skip

    def _read(self) -> None:
        while select.select([self.ours], [], [], 0)[0]:
            self.said += os.read(self.ours, 65_536)

    def wait(self, text: str) -> None:
        """Wait until a text was shown."""

        def shown() -> bool:
            self._read()
            return text.encode() in self.said

        until(shown, lambda: self.said)

    def type(self, text: str) -> None:
        """Type."""
        os.write(self.ours, text.encode())

    def end(self) -> tuple[int, str]:
        """Wait for the end; the exit code, and what stands there after the screen was left."""

        def ended() -> bool:
            self._read()
            return self.process.poll() is not None

        until(ended, lambda: self.said)
        self.after = termios.tcgetattr(self.theirs)
        # What was written last may still be on its way: it has come when the terminal has ended.
        os.close(self.theirs)
        with suppress(OSError):
            while rest := os.read(self.ours, 65_536):
                self.said += rest
        os.close(self.ours)
        shown = self.said.decode().replace("\r\n", "\n")
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
    ended, said = run.end()
    assert (ended, said.strip()) == (code, "")
    assert run.after == run.before


def test_a_terminal_that_is_gone_ends_the_tool(tools: Path) -> None:
    """Closing the window ends the tool; it does not wait unseen with the answer."""
    run = Pty(tools, "--private")
    run.wait("Words: ")
    os.close(run.ours)
    assert run.process.wait(PATIENCE) == 0
    os.close(run.theirs)


@pytest.mark.parametrize("debug", ["", "1"])
def test_a_defect_inside_leaves_first_and_keeps_the_words(tools: Path, debug: str) -> None:
    """A fault of ours closes the private screen, then says one sentence, without the words."""
    run = Pty(tools, "--private", DEFECT="1", RESOURCE_FINDER_DEBUG=debug)
    run.wait("Words: ")
    run.type("suicide\r")
    code, said = run.end()
    assert run.after == run.before
    if debug:
        assert (code, "Traceback" in said) == (1, True)
    else:
        assert code == 70
        assert "suicide" not in said
        error = below_urgent(said)
        assert error.startswith("Something is wrong in resource-finder itself.")
        assert error.count("\n") == 1


def test_a_wrong_directory_is_told_of_before_the_screen_opens(tools: Path, tmp_path: Path) -> None:
    """A worker reads what is wrong with a file on the ordinary screen, exit code 3."""
    file = tmp_path / "wrong.yaml"
    file.write_text("directory: 3\n", encoding="utf-8")
    run = Pty(tools, "--private", "--directory", str(file))
    code, said = run.end()
    assert code == 3
    assert "\x1b" not in said
    assert "wrong.yaml" in said


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_cannot_is_refused(tools: Path, term: str) -> None:
    """A terminal without a screen of its own gets a sentence that says what to do instead."""
    code, said = Pty(tools, "--private", TERM=term).end()
    error = below_urgent(said)
    assert (code, error.count("\n"), "\x1b" in said) == (2, 1, False)
    assert "resource-finder find -" in error


def test_words_of_find_are_one_line_typed_at_a_terminal(tools: Path, index: Index) -> None:
    """`find -` at a terminal takes the first line typed, without asking."""
    run = Pty(tools, "find", "-", "--limit", "1", "--format", "plain")
    run.type("mon ex me suit\n")
    code, said = run.end()
    assert code == 0
    number = index.service("family-violence").phones[0].number
    assert Translator(Language.EN).phone(number) in said


@pytest.mark.parametrize("most", [0.0, 60.0], ids=["key held down", "keys in haste"])
def test_keys_typed_while_leaving_are_dropped(monkeypatch: pytest.MonkeyPatch, most: float) -> None:
    """A key that comes when the screen has gone already does not reach the shell either."""
    ours, theirs = pty.openpty()
    haste, ready = [b"x", b"y", b"z"], select.select

    def typing(*waited: Any) -> Any:
        if haste:
            os.write(ours, haste.pop())
            assert ready([theirs], [], [], PATIENCE)[0]
        return ready(*waited)

    with os.fdopen(theirs, "r+b", buffering=0) as file:
        keyboard = io.TextIOWrapper(file, encoding="utf-8")
        monkeypatch.setattr(tty, "_MAX_DRAIN_SECONDS", most)
        with tty.take_over(keyboard, keyboard):
            os.write(ours, b"q")
            assert ready([theirs], [], [], PATIENCE)[0]
            monkeypatch.setattr(select, "select", typing)
        held = struct.unpack("i", fcntl.ioctl(theirs, termios.FIONREAD, b"\0" * 4))[0]
    os.close(ours)
    assert (held, haste if most else []) == (0, [])


# --- refusals and standard input -----------------------------------------------------------------

ALONE: Final = {Language.EN: "--private stands alone", Language.FR: "--private s’emploie seul"}
INSTEAD: Final = {
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
    assert ALONE[language] in answer.err
    assert "zzqxv" not in answer.err


def test_private_in_a_pipe_is_refused(typed: Type, language: Language) -> None:
    """Where there is no terminal, the tool says what to do instead."""
    answer = typed("--private", "--lang", str(language))
    assert (answer.code, answer.out, answer.error.count("\n")) == (2, "", 1)
    assert INSTEAD[language] in answer.err


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
    assert INSTEAD[language] in answer.err


def test_private_has_no_machine_form(typed: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen has no JSON: asking for it is refused."""
    monkeypatch.setattr(tty, "is_usable", lambda *_: True)
    answer = typed("--private", "--format", "json")
    assert (answer.code, answer.out, "--format" in answer.err) == (2, "", True)


class Input:
    """Standard input that holds these bytes."""

    encoding = "utf-8"

    def __init__(self, held: bytes) -> None:
        self.buffer = SimpleNamespace(read=lambda most: held[:most])

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
def test_no_byte_of_standard_input_is_harmful(held: bytes) -> None:
    """Bytes that are no words are taken for none, and play with no screen."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", Input(held * 100))
        words = request.read_words()
    assert words == make_safe(words)
    assert len(words) <= request.MAX_STDIN_BYTES


@pytest.mark.parametrize("held", [b"", b" \n", None])
def test_find_without_words_on_standard_input_is_refused(
    typed: Type, monkeypatch: pytest.MonkeyPatch, held: bytes | None
) -> None:
    """An empty or closed standard input is told of as missing words are."""
    monkeypatch.setattr(sys, "stdin", None if held is None else Input(held))
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
            env=self.environ, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def open(self) -> None:
        """A fresh window of 80 by 20 with a shell at its prompt."""
        shell = f"exec env 'PS1={PROMPT} ' bash --noprofile --norc"
        self("new-session", "-d", "-s", "p", "-x", "80", "-y", "20", shell)
        until(lambda: self.left() == [PROMPT], self.left)

    def keys(self, *keys: str) -> None:
        """Press keys, by tmux's names."""
        self("send-keys", "-t", "p", *keys)

    def on_view(self) -> str:
        """The words of the window."""
        return self("capture-pane", "-p", "-t", "p")

    def left(self) -> list[str]:
        """Every line of the window and above it."""
        return self("capture-pane", "-p", "-S", "-", "-t", "p").rstrip("\n").split("\n")

    def wait(self, text: str) -> None:
        """Wait until the window shows a text."""
        until(lambda: text in self.on_view(), self.on_view)

    def ask(self, tool: str = "resource-finder --private") -> None:
        """Start a tool and ask it something."""
        self.keys("-l", f"{tool}\n")
        self.wait("Words:")
        self.keys("-l", "suicide\n")
        self.wait("Esc, q or Enter: leave at once.")

    def back(self) -> list[str]:
        """Wait for the shell's prompt; every line that is not the shell's own."""
        until(lambda: self.on_view().rstrip("\n").split("\n")[-1] == PROMPT, self.on_view)
        return [line for line in self.left() if not self._of_shell(line)]

    def _of_shell(self, line: str) -> bool:
        return line in ("", "Terminated", "Hangup") or line.startswith(PROMPT)


@pytest.fixture(scope="module")
def server(tools: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tmux]:
    """A tmux server for the tests of this file."""
    if shutil.which("tmux") is None:
        assert not os.environ.get("CI"), "tmux is missing, and CI must not skip this"
        pytest.skip("tmux is not installed")
    server = Tmux(tools, tmp_path_factory.mktemp("h"))
    server("new-session", "-d", "-s", "keeper", "sleep 3600")
    yield server
    server("kill-server")


@pytest.fixture
def tmux(server: Tmux) -> Iterator[Tmux]:
    """A window of our own, closed afterwards."""
    server.open()
    yield server
    server("kill-session", "-t", "p")


def send(number: signal.Signals) -> Callable[[Tmux], None]:
    """A signal from elsewhere."""
    return lambda tmux: os.kill(int(tmux.pid_file.read_text()), number)


def press(*keys: str) -> Callable[[Tmux], None]:
    """Keys at the keyboard, and more of them in haste."""
    return lambda tmux: tmux.keys(*keys, "x", "y", "z")


WAYS: Final[dict[str, tuple[Callable[[Tmux], None], int]]] = {
    "Esc": (press("Escape"), 0),
    "q": (press("q"), 0),
    "Enter": (press("Enter"), 0),
    "Ctrl-C": (press("C-c"), 130),
    "Ctrl-D": (press("C-d"), 0),
    "Ctrl-Backslash": (press("C-\\"), 0),
    "SIGTERM": (send(signal.SIGTERM), 143),
    "SIGHUP": (send(signal.SIGHUP), 129),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_out_leaves_a_line(tmux: Tmux, way: str) -> None:
    """Nothing of the words or the answer stays in the window or above it, and no key typed in
    haste reaches the shell."""
    leave, code = WAYS[way]
    tmux.ask()
    assert tmux("display", "-p", "-t", "p", "#{alternate_on}") == "1\n"
    leave(tmux)
    assert tmux.back() == []
    tmux.keys("-l", "echo code=$?\n")
    tmux.wait(f"code={code}")
    shown = [line for line in tmux.left() if line not in ("", "Terminated", "Hangup")]
    assert shown == [
        f"{PROMPT} resource-finder --private", f"{PROMPT} echo code=$?", f"code={code}", PROMPT
    ]  # fmt: skip


def test_a_tool_that_does_not_leave_is_caught(tmux: Tmux) -> None:
    """The same look finds every line of a tool that answers among the lines of the shell."""
    tmux.ask("leaky")
    tmux.keys("Enter")
    assert len(tmux.back()) >= 60


def test_ctrl_z_is_refused(tmux: Tmux) -> None:
    """A private answer cannot be stopped and left on view: Ctrl-Z does nothing."""
    tmux.ask()
    os.kill(int(tmux.pid_file.read_text()), signal.SIGTSTP)
    tmux.keys("C-z", "s", "t", "i", "l", "l")
    tmux.wait("Words: still")
    assert "Stopped" not in tmux.on_view()
    tmux.keys("Escape")
    assert tmux.back() == []


def test_a_window_of_another_size_is_drawn_anew(tmux: Tmux) -> None:
    """A window made smaller shows the answer in its new size, and leaves nothing either."""
    tmux.ask()
    tmux("resize-window", "-t", "p", "-x", "60", "-y", "14")
    tmux.wait("(7/")
    tmux.keys("q")
    assert tmux.back() == []


def test_without_an_alternate_screen_the_lines_are_wiped(tmux: Tmux) -> None:
    """On a terminal that has no second screen, nothing of the answer stays either."""
    tmux("set-option", "-w", "-t", "p", "alternate-screen", "off")
    tmux.ask()
    assert tmux("display", "-p", "-t", "p", "#{alternate_on}") == "0\n"
    tmux.keys("2", "Enter", "Space", "Space")
    tmux.wait("Backspace:")
    tmux.keys("q")
    assert tmux.back() == []
