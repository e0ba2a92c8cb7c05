"""Try mutated directory files and mutated queries, half and half, in both languages.

    python tools/fuzz.py ROUNDS [SEED [FIRST]]
    python tools/fuzz.py damage ROUNDS [SEED [FIRST]]

Every round types one whole command. It may answer, find nothing or refuse in a sentence; it may not
raise, get stuck, or print a character that controls a terminal. The same seed gives the same
rounds; `FIRST` starts at a later one, to see one fault again. Leaves with 1 where any round failed.

With `damage`, the files of an installed package are damaged, and each of its modules is deleted:
`tools/damage.py` says how that is judged.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from multiprocessing import Pool
from multiprocessing.pool import ThreadPool
from pathlib import Path
from random import Random
from typing import Any, Final

import yaml

from resource_finder.bilingual import Language
from resource_finder.cli.app import run
from resource_finder.text import is_unsafe, make_safe

ROOT: Final = Path(__file__).parents[1]
sys.path += [str(ROOT / "tests"), str(ROOT)]

import hatch_build  # noqa: E402
from conftest import date_option  # noqa: E402
from samples import SOUND  # noqa: E402

FORMATS: Final = ("table", "plain", "json", "csv", "markdown")
TIMEOUT_SECONDS: Final = 60
"""After this time a round counts as stuck."""

SNIPPETS: Final = {
    "a colour": "\x1b[31mred\x1b[0m",
    "a cleared screen": "\x1b[2J\x1b[H",
    "a window title": "\x1b]0;title\x07",
    "a hyperlink": "\x1b]8;;https://evil.example\x1b\\here\x1b]8;;\x1b\\",
    "a clipboard": "\x1b]52;c;aGk=\x07",
    "a device command": "\x1bP$q\x1b\\",
    "a one-byte escape": "\x9b31mred\x9b0m",
    "a one-byte command": "\x9d0;title\x9c",
    "backspaces": "911\b\b\b999",
    "a carriage return": "204-555-0100\r204-555-0166",
    "a bell": "\x07",
    "a delete": "\x7f",
    "a null": "before\0after",
    "a right-to-left override": "\u202e001-555-402\u202c",
    "an isolate": "\u2066\u2067abc\u2069",
    "a right-to-left mark": "\u200f204-555-0100",
    "a zero-width space": "he\u200blp\u200d",
    "a line separator": "one\u2028two\u2029three",
    "a tag character": "\U000e0041",
    "a private character": "\ue000\U0010fffd",
    "no character": "\ufffe\uffff",
    "a byte-order mark": "\ufeffhelp",
    "a lone surrogate": "\ud800help",
    "Rich markup": "[red]help[/red] [link=https://evil.example]here[/link] :warning:",
    "a place to fill": "%s %d %(name)s {0} {name} {0.__class__} {",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "Markdown": "[here](javascript:alert(1)) ![x](https://evil.example/x) **`x`**",
    "a formula": "=HYPERLINK(A1)",
    "a formula after a plus": "+1+1",
    "a formula after a minus": "-2+3",
    "a formula after an at sign": "@SUM(A1)",
    "a formula after a tab": "\t=1+1",
    "a formula after a semicolon": "x;=1+1",
    "a path": "../../../etc/passwd",
    "a shell command": "$(touch x); `touch x` | x",
    "SQL": "'; DROP TABLE entry; --",
    "search operators": '" OR NEAR(a b) * ^ -: name : AND NOT "',
    "a pattern": "(a+)+$ [a-z]{2,} .*",
    "a sign of several words": "\ufdfa ½ \u0149 \u0130",
    "a tower of accents": "e" + "\u0301" * 200,
    "a very long word": "a" * 5_000,
    "many words": "help " * 1_000,
    "many digits": "1" * 5_000,
    "a tag": "!!python/object/apply:os.system [x]",
    "an anchor": "&a [*a, *a]",
    "a merge": "{<<: {en: x}}",
    "a document": "\n---\nx: y\n...\n",
    "deep lists": "[" * 60,
    "deep maps": "{a: " * 60,
    "a block": "|\n  x\n  y\n",
    "no value": "~",
}
"""Hostile words, by what they are: each must be printed as harmless text, or refused."""

WORDS: Final = re.compile(r"(?<=\b(?:en|fr): )[^,{}\[\]\n]+(?=[,}])")
"""Words for people, in the small directory."""
TOKENS: Final = re.compile(r"\s+|\w+|.", re.DOTALL)
SGR: Final = re.compile(r"\x1b\[(?:[012]|1;31)m")
QUESTIONS: Final[list[str]] = [
    one["query"]
    for one in yaml.load((ROOT / "tests/search/queries.yaml").read_text("utf-8"), yaml.CSafeLoader)
]
REAL: Final = re.findall(
    r"^  - id: .*?(?=^  - id: |^\S)",
    (ROOT / "data/programs.yaml").read_text("utf-8").split("\nservices:\n")[1],
    re.DOTALL | re.MULTILINE,
)
"""The services of the built-in directory, as they are written."""


# --- mutations ----------------------------------------------------------------------------------

Tokens = list[str]


def flip(tokens: Tokens, at: int, rng: Random) -> None:
    """Change one character."""
    token = tokens[at]
    match = rng.randrange(len(token))
    other = chr(ord(token[match]) ^ (1 << rng.randrange(8)))
    tokens[at] = token[:match] + other + token[match + 1 :]


def swap(tokens: Tokens, at: int, rng: Random) -> None:
    """Swap two tokens."""
    other = rng.randrange(len(tokens))
    tokens[at], tokens[other] = tokens[other], tokens[at]


def delete(tokens: Tokens, at: int, rng: Random) -> None:
    """Delete some tokens."""
    tokens[at : at + rng.randint(1, 12)] = []


def double(tokens: Tokens, at: int, rng: Random) -> None:
    """Write some tokens twice."""
    piece = tokens[at : at + rng.randint(1, 40)]
    tokens[at:at] = piece


def insert(tokens: Tokens, at: int, rng: Random) -> None:
    """Insert hostile words, as they are or quoted."""
    words = rng.choice(list(SNIPPETS.values()))
    tokens.insert(at, rng.choice((words, f'"{words}"', f" {words} ")))


def retype(tokens: Tokens, at: int, rng: Random) -> None:
    """Replace a token by hostile words."""
    tokens[at] = rng.choice(list(SNIPPETS.values()))


MUTATIONS: Final[tuple[Callable[[Tokens, int, Random], None], ...]] = (
    flip, swap, delete, double, insert, retype,
)  # fmt: skip


def mutate(text: str, rng: Random, max_count: int) -> str:
    """A text after some mutations."""
    tokens = TOKENS.findall(text)
    for _ in range(rng.randint(1, max_count)):
        if tokens:
            rng.choice(MUTATIONS)(tokens, rng.randrange(len(tokens)), rng)
    return "".join(tokens)


def insert_hostile_words(text: str, rng: Random) -> str:
    """Replace some words of a directory by hostile ones, quoted: most files are still valid."""
    places = list(WORDS.finditer(text))
    for match in sorted(rng.sample(places, rng.randint(1, 6)), key=lambda m: -m.start()):
        words = rng.choice(list(SNIPPETS.values()))
        quoted = json.dumps(words if rng.random() < 0.05 else make_safe(words), ensure_ascii=False)
        text = text[: match.start()] + quoted + text[match.end() :]
    return text


def to_bytes(text: str, rng: Random) -> bytes:
    """A text encoded as UTF-8; in a fifth of the cases with one byte changed."""
    raw = bytearray(text.encode("utf-8", "surrogatepass"))
    if raw and rng.random() < 0.2:
        raw[rng.randrange(len(raw))] = rng.randrange(256)
    return bytes(raw)


# --- rounds -------------------------------------------------------------------------------------


def file_command(rng: Random, path: Path) -> list[str]:
    """Write a mutated directory, and choose a command that reads it."""
    text = SOUND
    if rng.random() < 0.3:
        text = text.replace("services:\n", "services:\n" + "".join(rng.sample(REAL, 2)), 1)
    changed = mutate(text, rng, 4) if rng.random() < 0.5 else insert_hostile_words(text, rng)
    path.write_bytes(to_bytes(changed, rng))
    reading = ("--directory", str(path))
    check = ("check", str(path))
    return list(
        rng.choice(
            (
                check, (*check, "--strict"), (*check, "--due"),
                (*check, "--against", str(path.with_name("sound.yaml"))),
                ("find", "crisis housing", *reading), ("find", "help", "--explain", *reading),
                ("hotlines", *reading), ("timeline", *reading), ("list", *reading),
                ("show", "helpline", *reading), ("show", "drop-in", *reading),
                ("list", "--kind", "source", *reading),
            )
        )
    )  # fmt: skip


def query_command(rng: Random, _: Path) -> list[str]:
    """Choose a command that searches for mutated words in the built-in directory."""
    words = mutate(rng.choice(QUESTIONS), rng, 5).replace("\0", rng.choice(("\0", "")))
    command = rng.choice(
        (("find",), ("find",), ("find", "--explain"), ("hotlines",), ("timeline",), ("show",))
    )
    return [*command, "--", words]


KINDS: Final = {"file": file_command, "query": query_command}
OUTCOMES: Final = {
    "file": {0: "read", 1: "read", 3: "refused"},
    "query": {0: "answered", 1: "answered by nothing", 2: "refused"},
}
"""What the exit code of a round means."""


def unsafe_output(shown: str) -> str:
    """What is wrong with what a command printed; "" where nothing is."""
    bad = {c for c in SGR.sub("", shown).replace("\r\n", "\n") if is_unsafe(c) and c != "\n"}
    return f"printed {sorted(bad)!r}" if bad else ""


def play(number: int, seed: str, folder: Path) -> tuple[str, str]:
    """One round: its outcome, and what failed in it."""
    rng = Random(f"{seed}-{number}")
    kind = ("file", "query")[number % 2]
    language = tuple(Language)[number // 2 % 2]
    arguments = KINDS[kind](rng, folder / "directory.yaml")
    options = [*date_option(arguments), "--lang", str(language), "--format", rng.choice(FORMATS)]
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    code, failed = 70, ""
    try:
        with redirect_stdout(out), redirect_stderr(err):
            signal.alarm(TIMEOUT_SECONDS)
            code = run([*options, *arguments], language)
        failed = unsafe_output(_written_to(out) + _written_to(err))
    except Exception:
        failed = traceback.format_exc()
    finally:
        signal.alarm(0)
    outcome = OUTCOMES[kind].get(code, "")
    failed = failed or ("" if outcome else f"left with {code}")
    if failed:
        return "failed", f"round {number}: {kind}, {arguments!r}\n{failed}"
    return f"{kind} {outcome}", ""


def _written_to(stream: io.TextIOWrapper) -> str:
    """What was written to a stream."""
    stream.flush()
    buffer: Any = stream.buffer
    return str(buffer.getvalue().decode("utf-8"))


def _raise_timeout(*_: object) -> None:
    raise TimeoutError(f"stuck for {TIMEOUT_SECONDS} seconds")


def play_rounds(numbers: Sequence[int], seed: str) -> tuple[Counter[str], list[str]]:
    """Play some rounds in one process."""
    os.environ["RESOURCE_FINDER_DEBUG"] = "1"
    signal.signal(signal.SIGALRM, _raise_timeout)
    outcomes: Counter[str] = Counter()
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sound.yaml").write_text(SOUND, encoding="utf-8")
        for number in numbers:
            outcome, failed = play(number, seed, Path(folder))
            outcomes[outcome] += 1
            failures += [failed] if failed else []
    return outcomes, failures


def build_package(folder: Path) -> Path:
    """Build the package of this checkout, as in a wheel, in a folder."""
    package = folder / "resource_finder"
    shutil.copytree(hatch_build.PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(hatch_build.YAML, package)
    hatch_build.compile_catalogue(package)
    hatch_build.compile_directory(package)
    return folder


def damage(rounds: int, seed: str, first: int) -> int:
    """Damage two copies of the package at once; 1 where anybody could have come to harm."""
    outcomes: Counter[str] = Counter()
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as temporary:
        sound = build_package(Path(temporary, "sound"))
        plans = [["modules"]]
        plans += [[str(len(part)), seed, str(part[0])] for part in split_rounds(first, rounds, 250)]
        with ThreadPool(2) as pool:
            for result in pool.imap(partial(_damage_copy, sound), plans):
                outcomes += Counter(result["outcomes"])
                failures += print_failures(result["failures"])
    return print_summary(outcomes, failures, f"{outcomes.total()} questions, seed {seed}")


def _damage_copy(sound: Path, plan: Sequence[str]) -> Any:
    """The outcome of a part of the damage, on a copy of its own."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = shutil.copytree(sound, Path(temporary, "copy"))
        command = [sys.executable, str(ROOT / "tools" / "damage.py"), str(copy), *plan]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    return json.loads(done.stdout)


def split_rounds(first: int, rounds: int, max_count: int) -> list[range]:
    """The numbers of all rounds, in parts of at most `max_count`."""
    numbers = range(first, first + rounds)
    return [numbers[start : start + max_count] for start in range(0, rounds, max_count)]


def print_failures(failures: list[str]) -> list[str]:
    """Print what failed before the other rounds are over."""
    for one in failures:
        print(one, flush=True)
    return failures


def print_summary(outcomes: Counter[str], failures: Sequence[str], what: str) -> int:
    """Print the count of each outcome; the exit code."""
    for outcome, count in sorted(outcomes.items()):
        print(f"{outcome}: {count}")
    print(f"{what}: {len(failures)} failed")
    return 1 if failures else 0


def main() -> int:
    """Play all rounds in two processes; 1 where any failed."""
    if sys.argv[1:2] == ["damage"]:
        rounds, seed, first = [*sys.argv[2:], *("1000", "1", "0")[len(sys.argv) - 2 :]]
        return damage(int(rounds), seed, int(first))
    rounds, seed, first = [*sys.argv[1:], *("1000", "1", "0")[len(sys.argv) - 1 :]]
    outcomes: Counter[str] = Counter()
    failures: list[str] = []
    with Pool(2) as pool:
        parts = split_rounds(int(first), int(rounds), 500)
        for counted, failed in pool.imap(partial(play_rounds, seed=seed), parts):
            outcomes += counted
            failures += print_failures(failed)
    return print_summary(outcomes, failures, f"{rounds} rounds, seed {seed}")


if __name__ == "__main__":
    sys.exit(main())
