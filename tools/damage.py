"""Damage the files of an installed package one after the other, and judge the answers.

    python tools/damage.py FOLDER ROUNDS [SEED [FIRST]]    data files cut, changed or deleted
    python tools/damage.py FOLDER modules                  each module deleted

FOLDER holds the package as a wheel does; it is damaged and restored, so it must be a copy.
After each damage the same questions are asked in both languages, in a process of their own; where
a module is deleted, those that load it; modules that none loads are deleted together. Right is the
answer of the sound package, or an error under the urgent lines without any answer. Prints the count
of each outcome, and what failed, as JSON.
`tools/fuzz.py damage ROUNDS` runs all of it on a fresh package.
"""

from __future__ import annotations

import compileall
import io
import json
import os
import re
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

QUESTIONS: Final = (
    "find child abuse", "hotlines", "show cfs-report",
    "chercher enfant maltraité --lang fr", "lignes --lang fr", "fiche cfs-report --lang fr",
)  # fmt: skip

COMPILED: Final = "directory.sqlite"
YAML: Final = "programs.yaml"
FRENCH_CATALOGUE: Final = "locale/fr/LC_MESSAGES/resource_finder.mo"
TEMPLATE: Final = "render/sheet.typ"
STYLE: Final = "render/sheet.css"
ORDINARY_WORDS: Final = "search/ordinary.txt"
DATA: Final = (COMPILED, YAML, FRENCH_CATALOGUE, TEMPLATE, STYLE, ORDINARY_WORDS)
SHEETS: Final = {
    TEMPLATE: "handout cfs-report --format pdf --output -",
    STYLE: "handout cfs-report --format html --output -",
}
"""The sheet to make where one of these files is damaged: it must not change either."""
UNDAMAGED_MODULES: Final = ("__init__.py", "__main__.py", "urgent.py")
"""Modules that are never deleted: without them not even an error can be shown."""

LIBRARIES: Final = ("click", "typer", "yaml", "Stemmer", "sqlite3", "typst")
"""Libraries, never damaged, that are imported once before all rounds."""
MODULES: Final = (
    "cli.app", "cli.find", "cli.handout", "cli.hotlines", "cli.show", "render.html", "render.pdf",
    "render.terminal", "search.builtin_index", "search.compiled", "search.rank",
)  # fmt: skip
"""Modules that the questions load, imported once before the rounds that damage no module."""


class CommandResult(NamedTuple):
    """The exit code of a command line, its standard output and its standard error."""

    code: int
    out: str
    err: str


# --- asking ---------------------------------------------------------------------------------------


def ask(question: str) -> CommandResult:
    """Run a command line in this process, its output going into real files."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        sys.stdout, sys.stderr = (
            io.TextIOWrapper(io.FileIO(number, "w", closefd=False), encoding="utf-8")
            for number in (1, 2)
        )
        sys.argv = ["resource-finder", *question.split()]
        code = _exit_code()
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        return CommandResult(code, _read_file(out.fileno()), _read_file(err.fileno()))


def _exit_code() -> int:
    """The exit code of the command line; 1 and a traceback where it raises."""
    try:
        import_module("resource_finder.__main__").main()
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def _read_file(number: int) -> str:
    return os.pread(number, 10_000_000, 0).decode("utf-8", "surrogateescape")


def answers(questions: Iterable[str]) -> dict[str, CommandResult]:
    """The answer to each question, in one new process for all."""
    result = _in_child(lambda: {question: ask(question) for question in questions})
    return {question: CommandResult(*one) for question, one in result.items()}


def loaded_modules(package: Path, question: str) -> set[str]:
    """The files of the modules that a question loads, as paths in the package."""

    def load() -> list[str]:
        ask(question)
        files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
        paths = [Path(file) for file in files if file]
        return [str(path.relative_to(package)) for path in paths if path.is_relative_to(package)]

    return set(_in_child(load))


def _in_child(make: Callable[[], Any]) -> Any:
    """What is made in a new process, as JSON has it."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        result = json.dumps(make()).encode()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(result)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        result = pipe.read()
    os.waitpid(child, 0)
    return json.loads(result)


def import_modules(package: Path) -> None:
    """Import the modules once for all rounds, without a data file in sight: one that reads such a
    file as it is imported fails here, since no round would damage what it has read."""
    with damaged(package, {name: ("deleted", Random()) for name in DATA}):
        for name in MODULES:
            import_module(f"resource_finder.{name}")


def cache_rebuilt_directory() -> None:
    """Build the directory from its YAML once, since that takes 1.5 seconds; whether the YAML may be
    read is still decided each time."""
    builtin, loader, build = (
        import_module(f"resource_finder.{name}")
        for name in ("directory.builtin", "directory.loader", "search.build")
    )
    directory = loader.load()
    index = build.build(directory)

    def load() -> object:
        builtin.yaml_bytes()
        return directory

    vars(loader)["load"] = load
    vars(build)["build"] = lambda _: index


# --- judging --------------------------------------------------------------------------------------


def judge(
    question: str, result: CommandResult, right: CommandResult, lines: dict[str, str], plain: str
) -> str:
    """The outcome of a question; "wrong: ..." where a person could come to harm.

    `right` is the answer of the sound package, `plain` the same where French cannot be said.
    """
    language = "fr" if question.endswith("--lang fr") else "en"
    if "Traceback" in result.out + result.err:
        return "wrong: a traceback"
    if result.code == 70:
        if result.out:
            return "wrong: an answer and an error"
        above = result.err.startswith(f"{lines[language]}\n\n")
        return "refused under the urgent lines" if above else "wrong: no urgent lines"
    if result.code:
        return f"wrong: exit code {result.code}"
    if result.out == right.out:
        return "right, and said what is damaged" if result.err else "right"
    if result.out == plain and result.err:
        return "right, in English under French urgent lines"
    return "wrong: another answer"


# --- damaging -------------------------------------------------------------------------------------

Change = Callable[[bytes, Random], bytes | None]
"""Gives the damaged bytes of a file; None where the file is deleted."""


def flip_bytes(raw: bytes, rng: Random, max_bytes: int = 1) -> bytes:
    """Change some bytes."""
    changed = bytearray(raw)
    for _ in range(rng.randint(1, max_bytes)):
        changed[rng.randrange(len(raw))] ^= rng.randrange(1, 256)
    return bytes(changed)


def change_digit(raw: bytes, rng: Random) -> bytes:
    """Change a digit of a phone number, or of another number where there is none."""
    found = list(re.finditer(rb"\+1\d{10}|\d{3}-\d{3}-\d{4}|\d", raw))
    where = rng.choice([one for one in found if len(one[0]) > 1] or found)
    position = rng.choice([i for i in range(*where.span()) if raw[i : i + 1].isdigit()])
    digit = str((int(raw[position : position + 1]) + rng.randint(1, 9)) % 10).encode()
    return raw[:position] + digit + raw[position + 1 :]


def blank_block(raw: bytes, rng: Random) -> bytes:
    """Fill a disk block of 512 bytes with zeros."""
    start = rng.randrange(0, len(raw), 512)
    block = raw[start : start + 512]
    return raw[:start] + bytes(len(block)) + raw[start + 512 :]


CHANGES: Final[dict[str, Change]] = {
    "deleted": lambda *_: None,
    "cut": lambda raw, rng: raw[: rng.randrange(len(raw))],
    "longer": lambda raw, rng: raw + rng.randbytes(rng.randint(1, 600)),
    "one byte": flip_bytes,
    "some bytes": lambda raw, rng: flip_bytes(raw, rng, 20),
    "a digit": change_digit,
    "a block": blank_block,
}


@contextmanager
def damaged(package: Path, changes: dict[str, tuple[str, Random]]) -> Iterator[None]:
    """Damage files of a package, and restore them afterwards."""
    original = {name: (package / name).read_bytes() for name in changes}
    times = {name: (package / name).stat().st_mtime_ns for name in changes}
    try:
        for name, (change, rng) in changes.items():
            raw = CHANGES[change](original[name], rng)
            (package / name).unlink()
            if raw is not None:
                (package / name).write_bytes(raw)
        yield
    finally:
        for name, raw in original.items():
            (package / name).write_bytes(raw)
            # Python uses bytecode only where the time of its source is the same.
            os.utime(package / name, ns=(times[name], times[name]))


def plan_round(number: int, seed: str) -> dict[str, tuple[str, Random]]:
    """The damage of a round: to each file in turn, in a fifth of the rounds to a second one too."""
    rng = Random(f"{seed}-{number}")
    names = [DATA[number % len(DATA)]]
    names += [rng.choice(DATA)] if rng.random() < 0.2 else []
    return {name: (rng.choice(list(CHANGES)), rng) for name in dict.fromkeys(names)}


# --- rounds ---------------------------------------------------------------------------------------


class Judge:
    """Asks the questions, judges the answers and counts the outcomes."""

    def __init__(self, package: Path) -> None:
        self.package = package
        self.outcomes: Counter[str] = Counter()
        self.failures: list[str] = []
        questions = (*QUESTIONS, *SHEETS.values())
        self.right = answers(questions)
        with damaged(package, {FRENCH_CATALOGUE: ("deleted", Random())}):
            self.plain = answers(QUESTIONS)
        self.lines = read_urgent_lines(package)

    def ask(self, what: str, questions: Iterable[str]) -> None:
        """Ask questions of the damaged package; `what` names the damage."""
        for question, result in answers(questions).items():
            right = self.right[question]
            plain = self.plain.get(question, right).out
            outcome = judge(question, result, right, self.lines, plain)
            self.outcomes[outcome] += 1
            if outcome.startswith("wrong"):
                self.failures.append(f"{what}: {question}: {outcome}\n{result.out}\n{result.err}")


def read_urgent_lines(package: Path) -> dict[str, str]:
    """The urgent lines of a package, without reading the package itself."""
    original: dict[str, dict[str, str]] = {}
    exec((package / "urgent.py").read_text(encoding="utf-8"), original)
    return original["LINES"]


def damage_data(judge: Judge, numbers: range, seed: str) -> None:
    """Damage data files, round by round."""
    import_modules(judge.package)
    cache_rebuilt_directory()
    for number in numbers:
        plan = plan_round(number, seed)
        what = ", ".join(f"{name} {change}" for name, (change, _) in plan.items())
        with damaged(judge.package, plan):
            sheets = (SHEETS[name] for name in plan if name in SHEETS)
            judge.ask(f"round {number}: {what}", (*QUESTIONS, *sheets))


def delete_modules(judge: Judge) -> None:
    """Delete each module in turn, and ask what loads it; then all that no question loads, at once:
    a module that is never looked for is not missed."""
    loaded = {question: loaded_modules(judge.package, question) for question in QUESTIONS}
    files = sorted(str(path.relative_to(judge.package)) for path in judge.package.rglob("*.py"))
    unused = []
    for name in (name for name in files if name not in UNDAMAGED_MODULES):
        asked = [question for question in QUESTIONS if name in loaded[question]]
        if asked:
            with damaged(judge.package, {name: ("deleted", Random())}):
                judge.ask(f"{name} deleted", asked)
        else:
            unused.append(name)
    with damaged(judge.package, {name: ("deleted", Random()) for name in unused}):
        judge.ask(f"{', '.join(unused)} deleted", QUESTIONS)


def main() -> int:
    """Damage a package as asked for; 1 where anybody could have come to harm."""
    folder, kind, seed, first = [*sys.argv[1:], *("1", "0")[len(sys.argv) - 3 :]]
    sys.path.insert(0, folder)
    compileall.compile_dir(folder, quiet=1)
    sys.dont_write_bytecode = True
    for name in list(os.environ):
        if name.startswith(("RESOURCE_FINDER", "LC_", "LANG")):
            del os.environ[name]
    for library in LIBRARIES:
        import_module(library)
    streams = os.dup(1)
    judge = Judge(Path(folder) / "resource_finder")
    if kind == "modules":
        delete_modules(judge)
    else:
        damage_data(judge, range(int(first), int(first) + int(kind)), seed)
    result = json.dumps({"outcomes": judge.outcomes, "failures": judge.failures})
    os.write(streams, result.encode() + b"\n")
    return 1 if judge.failures else 0


if __name__ == "__main__":
    sys.exit(main())
