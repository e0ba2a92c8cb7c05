"""Run the checks of this project, each in an environment of its own with the pinned versions.

`nox` runs the plain ones, `nox -s lint types` those that take seconds; CONTRIBUTING.md says more.
"""

from __future__ import annotations

import nox

PINNED = ("-c", "constraints.txt")

nox.options.default_venv_backend = "venv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["lint", "types", "tests"]


@nox.session
def lint(session: nox.Session) -> None:
    """Check for mistakes, unformatted code and misspelt words."""
    session.install("-q", *PINNED, "codespell", "ruff")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("codespell")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types of the program, its tests and its tools."""
    session.install("-q", *PINNED, "-e", ".[test]")
    session.run("mypy")
    session.run("mypy", "--platform", "win32", "src")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the plain tests; what follows `--` goes to pytest."""
    session.install("-q", *PINNED, "-e", ".[test]")
    session.run("python", "-m", "pytest", *session.posargs)


@nox.session
def heavy(session: nox.Session) -> None:
    """Run the tests of printed pages and packages, which need Chromium, Node.js and Java."""
    session.install("-q", *PINNED, "-e", ".[test,checks]")
    session.run("npm", "ci", "--prefix", "tests/pages", "--no-audit", "--no-fund", external=True)
    session.run("python", "-m", "pytest", "-m", "heavy", "-n", "0", *session.posargs)
