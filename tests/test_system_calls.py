"""No trace is left: strace lists the system calls of every command that reads."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final, NoReturn

import pytest

from conftest import ROOT, date_option
from processes import SCRIPT, plain_environment, run_on_terminal
from resource_finder.i18n import FRENCH_COMMANDS
from samples import SOUND

WATCHED_CALLS: Final = (
    "%network,%file,ftruncate,fchmod,fchown,fallocate,?openat2,?memfd_create,?io_uring_setup"
    ",?fsetxattr,?fremovexattr,?open_by_handle_at,?open_tree,?fsopen"
)
"""Whatever reaches a network, or a file by its name; and what changes an open file."""

HARMLESS_CALLS: Final = frozenset({
    "access", "faccessat", "faccessat2", "getcwd", "lstat", "newfstatat", "readlink", "readlinkat",
    "stat", "statfs", "statx",
})  # fmt: skip
"""Calls that read about files and change nothing. Every other call is reported."""

WATCH: Final = ("-f", "--seccomp-bpf", "-qq", "-e", f"trace={WATCHED_CALLS}")
"""How strace watches a process and what this starts; it is stopped for these calls alone."""

CALL: Final = re.compile(r"\d+ +(\w+)\((.*)")
WRITE_FLAGS: Final = re.compile(r"\bO_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND|TMPFILE)\b")
HARMLESS_TARGETS: Final = ('"/dev/null"', '"/dev/tty"')
"""Devices that may be opened for writing, since they keep nothing."""

NO_BYTECODE: Final = {"PYTHONDONTWRITEBYTECODE": "1"}
"""Python itself keeps compiled code beside a source that it may write to, as of a checkout."""


def skip_or_fail(why: str) -> NoReturn:
    """Leave a test out, and say why; where every change is tested, nothing may be left out."""
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="module")
def strace() -> str:
    """The tool that watches a process."""
    found = shutil.which("strace")
    if found is None:
        skip_or_fail("strace is not installed")
    tried = subprocess.run([found, *WATCH, "-o", os.devnull, "true"], capture_output=True)
    if tried.returncode:
        skip_or_fail("strace may not watch a process here")
    return found


def calls(trace: Path) -> list[tuple[str, str]]:
    """Each call of a trace with its arguments; the first, which started the process, left out."""
    text = trace.read_text(encoding="utf-8", errors="replace")
    found = [match for line in text.splitlines() if (match := CALL.match(line))]
    assert found, "strace saw nothing"
    assert found[0][1] == "execve"
    return [(call[1], call[2]) for call in found[1:]]


def traces(traced_calls: list[tuple[str, str]]) -> list[str]:
    """The calls that could leave a trace, refused or not."""
    return [f"{name}({rest}" for name, rest in traced_calls if not _is_harmless(name, rest)]


def _is_harmless(name: str, rest: str) -> bool:
    if name in ("open", "openat", "openat2"):
        return not WRITE_FLAGS.search(rest) or any(sink in rest for sink in HARMLESS_TARGETS)
    return name in HARMLESS_CALLS


def was_opened(traced_calls: list[tuple[str, str]], file: str) -> bool:
    """Whether a file was opened."""
    return any("open" in name and f'{file}"' in rest for name, rest in traced_calls)


READING_COMMANDS: Final = {
    "find, misspelt": (("find", "runawya"), "piped"),
    "find as JSON, in French": (("chercher", "fugue", "--format", "json", "--lang", "fr"), "piped"),
    "hotlines as CSV": (("hotlines", "--format", "csv"), "piped"),
    "timeline as Markdown": (("timeline", "--format", "markdown"), "piped"),
    "show on a terminal": (("show", "cfs-report"), "on a terminal"),
    "list as a table": (("list",), "on a terminal"),
    "list of an own file": (("list", "--directory", "{own}"), "piped"),
    "check": (("check", "{own}", "--strict"), "piped"),
    "compile": (("compile", "{own}", "--output", "-"), "piped"),
    "a spreadsheet": (("export",), "piped"),
    "a map of its columns": (("import",), "piped"),
    "help": (("help", "find"), "piped"),
    "completion": (("completion", "bash"), "piped"),
    "a new file": (("new", "hotline"), "piped"),
    "a sheet down a pipe": (("handout", "988", "--output", "-"), "piped"),
    "the version": (("--version",), "piped"),
    "the front page": (("--format", "plain"), "on a terminal"),
    "the search": ((), "typed on a terminal"),
    "the private search": (("--private",), "typed on a terminal"),
}
"""Every command that reads, every format among them, and where the answer goes."""

IN_CHECKOUT: Final = ("find, misspelt", "a spreadsheet")
"""The commands that are watched in a checkout too, where they may build the index from the YAML."""

EXPECTED_FILE: Final = {
    **dict.fromkeys(READING_COMMANDS, "directory.sqlite"),
    **dict.fromkeys(("list of an own file", "check", "compile"), "own.yaml"),
    **dict.fromkeys(("help", "completion", "a new file"), "resource_finder.mo"),
    "a map of its columns": "programs.yaml",
    "the version": f"built.{sys.implementation.cache_tag}.pyc",
}
"""The file that each command must open: otherwise the check itself does not work."""


def test_every_command_is_watched() -> None:
    """A new command must be added to the list."""
    names = set(FRENCH_COMMANDS) | set(FRENCH_COMMANDS.values())
    watched = {word for arguments, _ in READING_COMMANDS.values() for word in arguments} & names
    assert {
        name for name in FRENCH_COMMANDS if name in watched or FRENCH_COMMANDS[name] in watched
    } == set(FRENCH_COMMANDS)


@pytest.mark.parametrize("command", READING_COMMANDS)
def test_reading_leaves_no_trace(strace: str, command: str, compiled: Path, tmp_path: Path) -> None:
    """Whoever looks at the machine later finds nothing: no file was written, created, renamed,
    linked or removed, and nothing was sent."""
    assert_leaves_no_trace(strace, command, compiled, EXPECTED_FILE[command], tmp_path)


@pytest.mark.parametrize("command", IN_CHECKOUT)
def test_reading_in_a_checkout_leaves_no_trace(strace: str, command: str, tmp_path: Path) -> None:
    """Nor does anything tell who tries the tool out where its sources are."""
    assert_leaves_no_trace(strace, command, ROOT / "src", "programs.yaml", tmp_path)


def assert_leaves_no_trace(
    strace: str, command: str, package: Path, opened: str, tmp_path: Path
) -> None:
    """Watch a command of the package in a folder, which must open a file and leave no trace."""
    arguments, output = READING_COMMANDS[command]
    own_file, trace = tmp_path / "own.yaml", tmp_path / "trace"
    own_file.write_text(SOUND, encoding="utf-8")
    words = [word.format(own=own_file) for word in arguments]
    if command in ("help", "completion", "a new file"):
        words += ["--lang", "fr"]
    watch = [strace, *WATCH, "-o", str(trace)]
    day = () if command == "the version" else date_option(arguments)
    start = [*watch, sys.executable, "-c", SCRIPT, str(package), *day]
    environ = {"HOME": str(tmp_path), **NO_BYTECODE}
    if output == "piped":
        code = subprocess.run(
            [*start, *words], env=plain_environment(**environ), cwd=tmp_path, capture_output=True
        ).returncode
    else:
        keys = b"suicide\x1b" if output.startswith("typed") else b""
        code, shown = run_on_terminal(start, words, 120, environ, typed=keys)
        assert not keys or b"9-8-8" in shown
    traced_calls = calls(trace)
    # `--strict` advises about the invented numbers of the file, which is no file to compile.
    assert (code, traces(traced_calls)) == (3 if command in ("check", "compile") else 0, [])
    assert was_opened(traced_calls, opened)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["own.yaml", "trace"]


LEAVING_TRACES: Final = {
    "a file": ("open('new.txt', 'w')", r"openat.*new\.txt.*O_WRONLY"),
    "a file appended to": ("open('own.yaml', 'a')", r"openat.*own\.yaml.*O_APPEND"),
    "a folder": ("os.mkdir('folder')", r"mkdir.*folder"),
    "rights changed": ("os.chmod('own.yaml', 0o600)", r"f?chmod.*own\.yaml"),
    "a link": ("os.symlink('own.yaml', 'link')", r"symlink.*link"),
    "a file renamed": ("os.rename('own.yaml', 'moved')", r"rename.*moved"),
    "a file removed": ("os.remove('moved')", r"unlink.*moved"),
    "a file removed that is not there": ("os.remove('none')", r"unlink.*none"),
    "another process that writes": ("os.system('echo x > shell.txt')", r"openat.*shell\.txt"),
    "another process": ("os.system('true')", r"execve"),
    "a socket": ("socket.socket()", r"socket\(AF_INET"),
    "a socket of this machine": ("socket.socketpair()", r"socketpair\(AF_UNIX"),
}
"""Python code that leaves a trace, and the system call that shows it."""


@pytest.fixture(scope="module")
def reported_traces(strace: str, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The traces that the check finds in a program with all of them."""
    folder = tmp_path_factory.mktemp("doctored")
    (folder / "own.yaml").write_text("", encoding="utf-8")
    lines = "\n".join(f"with suppress(OSError): {code}" for code, _ in LEAVING_TRACES.values())
    script = f"import os, socket; from contextlib import suppress\n{lines}"
    start = [strace, *WATCH, "-o", "trace", sys.executable]
    subprocess.run(
        [*start, "-I", "-S", "-c", script],
        env=plain_environment(**NO_BYTECODE),
        cwd=folder,
        check=True,
    )
    return traces(calls(folder / "trace"))


@pytest.mark.parametrize("name", LEAVING_TRACES)
def test_whatever_leaves_a_trace_is_seen(reported_traces: list[str], name: str) -> None:
    """The check finds each kind of trace."""
    call = LEAVING_TRACES[name][1]
    assert [one for one in reported_traces if re.match(call, one)]


def test_a_watch_that_saw_nothing_is_no_proof(tmp_path: Path) -> None:
    """An empty trace does not pass for a clean one."""
    (tmp_path / "trace").write_text("", encoding="utf-8")
    with pytest.raises(AssertionError, match="strace saw nothing"):
        calls(tmp_path / "trace")


def test_nothing_is_left_out_where_every_change_is_tested(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without strace skips with a reason; where changes are tested, that is a failure."""
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no strace"):
        skip_or_fail("no strace")
    monkeypatch.setenv("CI", "1")
    with pytest.raises(pytest.fail.Exception, match="no strace"):
        skip_or_fail("no strace")


def test_strace_is_installed_where_every_change_is_tested() -> None:
    """The proof is not left to chance: the run of every change brings strace along."""
    assert "strace" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
