"""Measure how long whole processes take, as ratios to other processes of the same run.

    python benchmarks/startup.py [rounds]

Each round runs every command once, in turn, so that the noise of the machine falls on all alike;
the figure is the median of the ratios of a command to the reference of the same round.
"""

from __future__ import annotations

import json
import os
import pty
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

Command = list[str]


def time_piped(command: Command) -> float:
    """Seconds that a command takes with its output in a pipe."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def time_on_terminal(command: Command) -> float:
    """Seconds that a command takes on a pseudo-terminal of 120 columns."""
    master, slave = pty.openpty()
    start = time.perf_counter()
    environ = {**os.environ, "COLUMNS": "120", "TERM": "xterm-256color"}
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environ)
    os.close(slave)
    while True:
        try:
            if not os.read(master, 65_536):
                break
        except OSError:
            break
    process.wait()
    taken = time.perf_counter() - start
    os.close(master)
    return taken


def sqlite_utils(folder: Path, tool: str) -> Command | None:
    """`sqlite-utils search` over the same entries, where it is installed."""
    program = shutil.which("sqlite-utils", path=str(Path(sys.executable).parent)) or shutil.which(
        "sqlite-utils"
    )
    if program is None:
        return None
    listed = subprocess.run([tool, "list", "--format", "json"], capture_output=True, check=True)
    rows = [
        {"id": r["id"], "name": r.get("name") or r.get("title"), "summary": r["summary"]}
        for r in json.loads(listed.stdout)["results"]
    ]
    data, base = folder / "rows.json", folder / "rows.db"
    data.write_text(json.dumps(rows), encoding="utf-8")
    subprocess.run([program, "insert", str(base), "entry", str(data), "--pk", "id"], check=True)
    subprocess.run([program, "enable-fts", str(base), "entry", "name", "summary"], check=True)
    return [program, "search", str(base), "entry", "runaway"]


def commands(tool: str) -> dict[str, tuple[Callable[[Command], float], Command]]:
    """What is measured, by name: how it is timed, and the command."""
    python = sys.executable
    find = [tool, "find", "runaway", "thompson"]
    pdf = ["--format", "pdf", "--output", "-"]
    return {
        "import typer, rich.table, yaml": (
            time_piped,
            [python, "-c", "import typer, rich.table, yaml"],
        ),
        "python -c pass": (time_piped, [python, "-c", "pass"]),
        "python -c 'import typer'": (time_piped, [python, "-c", "import typer"]),
        "find, piped": (time_piped, find),
        "find, table on a terminal": (time_on_terminal, [*find, "--format", "table"]),
        "handout, HTML": (time_piped, [tool, "handout", "--output", "-"]),
        "handout, PDF": (time_piped, [tool, "handout", *pdf]),
        "handout of hotlines, PDF": (time_piped, [tool, "handout", "--sheet", "hotlines", *pdf]),
        "--version": (time_piped, [tool, "--version"]),
        "--help": (time_piped, [tool, "--help"]),
        "--help --lang fr": (time_piped, [tool, "--help", "--lang", "fr"]),
    }


def measure(rounds: int) -> dict[str, list[float]]:
    """The seconds that each command took in each round."""
    tool = str(Path(sys.executable).parent / "resource-finder")
    with tempfile.TemporaryDirectory() as folder:
        timed = commands(tool)
        other = sqlite_utils(Path(folder), tool)
        if other:
            timed["sqlite-utils search"] = time_piped, other
        taken: dict[str, list[float]] = {name: [] for name in timed}
        for turn in range(rounds + 1):
            for name, (run, command) in timed.items():
                seconds = run(command)
                if turn:  # The first round only fills the file cache.
                    taken[name].append(seconds)
    return taken


def main() -> None:
    """Print the ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    taken = measure(rounds)
    print(f"{sys.version.split()[0]}, {rounds} rounds, ratios: median (least, most)")
    references = ("import typer, rich.table, yaml", "python -c 'import typer'", "find, piped")
    for reference in references:
        print(f"\nto {reference}")
        for name, values in taken.items():
            ratios = [a / b for a, b in zip(values, taken[reference], strict=True)]
            print(
                f"  {name:<34}{statistics.median(ratios):>7.2f}"
                f"  ({min(ratios):.2f}, {max(ratios):.2f})"
            )


if __name__ == "__main__":
    main()
