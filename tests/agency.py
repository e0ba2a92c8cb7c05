"""The files of an invented agency, for the tests of layers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest

from samples import OWN_ENTRY, OWN_SOURCE

AGENCY: Final = (
    """\
layer: {name: {en: Example Agency, fr: Agence Exemple}, short: EX, date: 2026-11-20}
report_to: {name: duty desk, phone: 204-555-0190, email: desk@agency.example}
urgent:
  label: {en: OUR WORKERS, fr: NOTRE PERSONNEL}
  text: {en: Call whoever is on duty first., fr: Appelez d’abord la personne de garde.}
"""
    + OWN_SOURCE
)
OWN: Final = AGENCY + "services:\n" + OWN_ENTRY
REPLACING: Final = (
    AGENCY
    + "services:\n"
    + OWN_ENTRY.replace(
        "    kind: program", "    replaces: klinic-crisis\n    kind: hotline\n    line: crisis"
    )
)
WITHDRAWING: Final = (
    "corrections: [{id: klinic-crisis, number: 204-786-8686, withdraw: %s, by: %s}]\n"
)


def use(monkeypatch: pytest.MonkeyPatch, *paths: Path) -> None:
    """Let the variable name these paths."""
    monkeypatch.setenv("RESOURCE_FINDER_ALSO", os.pathsep.join(map(str, paths)))
