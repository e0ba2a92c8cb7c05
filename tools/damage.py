"""Damage the files of an installed package one after the other, and judge what people are told.

    python tools/damage.py FOLDER ROUNDS [SEED [FIRST]]    data files cut, changed or deleted
    python tools/damage.py FOLDER modules                  each module deleted

FOLDER holds the package as a wheel does; it is damaged and restored, so it must be a copy.
After each damage the same questions are asked in both languages, in a process of their own. Right
is the answer of the sound package, or an error under the urgent lines without any answer. Prints
the count of each outcome, and what failed, as JSON.
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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

QUESTIONS: Final = (
    "find child abuse", "hotlines", "show cfs-report",
    "chercher enfant maltraité --lang fr", "lignes --lang fr", "fiche cfs-report --lang fr",
)  # fmt: skip

COMPILED: Final = "directory.sqlite"
YAML: Final = "programs.yaml"
FRENCH_CATALOGUE: Final = "locale/fr/LC_MESSAGES/resource_finder.mo"
TEMPLATE: Final = "render/sheet.typ"
STYLE: Final = "render/sheet.css"
DATA: Final = (COMPILED, YAML, FRENCH_CATALOGUE, TEMPLATE, STYLE)
SHEETS: Final = {
    TEMPLATE: "handout cfs-report --format pdf --output -",
    STYLE: "handout cfs-report --format html --output -",
}
"""What is asked too where one of these files is damaged: a sheet must not change either."""
NEEDED: Final = ("__init__.py", "__main__.py", "urgent.py")
"""The modules without which nothing can be said at all."""

LIBRARIES: Final = ("click", "typer", "yaml", "Stemmer", "sqlite3", "typst")
"""Read once before all rounds: they are never damaged."""


class Told(NamedTuple):
    """What a command line left behind: its exit code, what it printed, what it complained of."""

    code: int
    out: str
    err: str


# --- asking ---------------------------------------------------------------------------------------


def ask(question: str) -> Told:
    """Type a command line in this process, with streams that are files, as in a real one."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        sys.stdout, sys.stderr = (
            io.TextIOWrapper(io.FileIO(number, "w", closefd=False), encoding="utf-8")
            for number in (1, 2)
        )
        sys.argv = ["resource-finder", *question.split()]
        code = _code()
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        return Told(code, _held(out.fileno()), _held(err.fileno()))


def _code() -> int:
    """The exit code of the command line; Python itself tells of what nobody caught."""
    try:
        import_module("resource_finder.__main__").main()
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def _held(number: int) -> str:
    return os.pread(number, 10_000_000, 0).decode("utf-8", "surrogateescape")


def answers(questions: tuple[str, ...]) -> dict[str, Told]:
    """What each question is answered in a process that ends after the last one."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        told = json.dumps({question: ask(question) for question in questions}).encode()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(told)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return {question: Told(*one) for question, one in json.loads(told).items()}


def remember_the_rebuilding() -> None:
    """Let a package that builds its directory anew do so from what was built once, which takes no
    second and a half; whether its YAML may be read is asked each time."""
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


def judge(question: str, told: Told, right: Told, lines: dict[str, str], plain: str) -> str:
    """The outcome of a question; "wrong: ..." where a person could come to harm.

    `right` is the answer of the sound package, `plain` the same where French cannot be said.
    """
    language = "fr" if question.endswith("--lang fr") else "en"
    if "Traceback" in told.out + told.err:
        return "wrong: a traceback"
    if told.code == 70:
        if told.out:
            return "wrong: an answer and an error"
        above = told.err.startswith(f"{lines[language]}\n\n")
        return "refused under the urgent lines" if above else "wrong: no urgent lines"
    if told.code:
        return f"wrong: exit code {told.code}"
    if told.out == right.out:
        return "right, and said what is damaged" if told.err else "right"
    if told.out == plain and told.err:
        return "right, in English under French urgent lines"
    return "wrong: another answer"


# --- damaging -------------------------------------------------------------------------------------

Change = Callable[[bytes, Random], bytes | None]
"""What becomes of the bytes of a file; None: there is no file any more."""


def flipped(raw: bytes, dice: Random, most: int = 1) -> bytes:
    """Some bytes set to others."""
    changed = bytearray(raw)
    for _ in range(dice.randint(1, most)):
        changed[dice.randrange(len(raw))] ^= dice.randrange(1, 256)
    return bytes(changed)


def misdialled(raw: bytes, dice: Random) -> bytes:
    """A digit of a phone number, or of something like it, set to another."""
    found = list(re.finditer(rb"\+1\d{10}|\d{3}-\d{3}-\d{4}|\d", raw))
    where = dice.choice([one for one in found if len(one[0]) > 1] or found)
    place = dice.choice([i for i in range(*where.span()) if raw[i : i + 1].isdigit()])
    digit = str((int(raw[place : place + 1]) + dice.randint(1, 9)) % 10).encode()
    return raw[:place] + digit + raw[place + 1 :]


def blanked(raw: bytes, dice: Random) -> bytes:
    """A block of a disk that came back empty."""
    start = dice.randrange(0, len(raw), 512)
    block = raw[start : start + 512]
    return raw[:start] + bytes(len(block)) + raw[start + 512 :]


CHANGES: Final[dict[str, Change]] = {
    "deleted": lambda *_: None,
    "cut": lambda raw, dice: raw[: dice.randrange(len(raw))],
    "longer": lambda raw, dice: raw + dice.randbytes(dice.randint(1, 600)),
    "one byte": flipped,
    "some bytes": lambda raw, dice: flipped(raw, dice, 20),
    "a digit": misdialled,
    "a block": blanked,
}


@contextmanager
def damaged(package: Path, changes: dict[str, tuple[str, Random]]) -> Iterator[None]:
    """Files of a package changed, and restored afterwards."""
    held = {name: (package / name).read_bytes() for name in changes}
    times = {name: (package / name).stat().st_mtime_ns for name in changes}
    try:
        for name, (change, dice) in changes.items():
            raw = CHANGES[change](held[name], dice)
            (package / name).unlink()
            if raw is not None:
                (package / name).write_bytes(raw)
        yield
    finally:
        for name, raw in held.items():
            (package / name).write_bytes(raw)
            # Bytecode is used only where it is of the time of its source.
            os.utime(package / name, ns=(times[name], times[name]))


def planned(number: int, seed: str) -> dict[str, tuple[str, Random]]:
    """The damage of a round: to each file in turn, in a fifth of the rounds to a second one too."""
    dice = Random(f"{seed}-{number}")
    names = [DATA[number % len(DATA)]]
    names += [dice.choice(DATA)] if dice.random() < 0.2 else []
    return {name: (dice.choice(list(CHANGES)), dice) for name in dict.fromkeys(names)}


# --- rounds ---------------------------------------------------------------------------------------


class Judge:
    """Asks and judges, and counts the outcomes."""

    def __init__(self, package: Path) -> None:
        self.package = package
        self.outcomes: Counter[str] = Counter()
        self.failures: list[str] = []
        questions = (*QUESTIONS, *SHEETS.values())
        self.right = answers(questions)
        with damaged(package, {FRENCH_CATALOGUE: ("deleted", Random())}):
            self.plain = answers(QUESTIONS)
        self.lines = import_lines(package)

    def ask(self, what: str, *more: str) -> None:
        """Ask every question of a package that is damaged in some way."""
        for question, told in answers((*QUESTIONS, *more)).items():
            right = self.right[question]
            plain = self.plain.get(question, right).out
            outcome = judge(question, told, right, self.lines, plain)
            self.outcomes[outcome] += 1
            if outcome.startswith("wrong"):
                self.failures.append(f"{what}: {question}: {outcome}\n{told.out}\n{told.err}")


def import_lines(package: Path) -> dict[str, str]:
    """The urgent lines of a package, without reading the package itself."""
    held: dict[str, dict[str, str]] = {}
    exec((package / "urgent.py").read_text(encoding="utf-8"), held)
    return held["LINES"]


def damage_data(judge: Judge, numbers: range, seed: str) -> None:
    """Damage data files, round by round."""
    remember_the_rebuilding()
    for number in numbers:
        plan = planned(number, seed)
        what = ", ".join(f"{name} {change}" for name, (change, _) in plan.items())
        with damaged(judge.package, plan):
            judge.ask(f"round {number}: {what}", *(SHEETS[name] for name in plan if name in SHEETS))


def delete_modules(judge: Judge) -> None:
    """Delete each module in turn."""
    for path in sorted(judge.package.rglob("*.py")):
        name = str(path.relative_to(judge.package))
        if name not in NEEDED:
            with damaged(judge.package, {name: ("deleted", Random())}):
                judge.ask(f"{name} deleted")


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
    told = json.dumps({"outcomes": judge.outcomes, "failures": judge.failures})
    os.write(streams, told.encode() + b"\n")
    return 1 if judge.failures else 0


if __name__ == "__main__":
    sys.exit(main())
