"""The keeper of a directory sees what is due and what has changed."""

from __future__ import annotations

from pathlib import Path

from conftest import Type
from resource_finder import builtin


def test_the_call_sheet_is_oldest_first_and_never_dials_911(typed: Type) -> None:
    """What is due stands oldest first; 911 is checked on its page and never dialled."""
    rows = typed("check", "--due", "--as-of", "2027-02-21", "--format", "csv").out.split("\r\n")
    dates = [row.split(",")[0] for row in rows[1:] if row]
    assert dates == sorted(dates)
    assert any("check 911 on its web page, never dial it" in row for row in rows)
    page = typed("check", "--due", "--as-of", "2027-02-21").out
    assert "Is this still your number?" in page
    assert "Est-ce toujours votre numéro?" in page
    assert "Nothing is due" in typed("check", "--due").out


def test_a_changed_number_is_told_in_words(typed: Type, tmp_path: Path) -> None:
    """A second reader sees which number changed, from what to what, and whether the source did."""
    old = tmp_path / "old.yaml"
    text = builtin.path().read_text(encoding="utf-8")
    assert "number: 1-866-345-9241" in text
    old.write_text(text.replace("1-866-345-9241", "1-866-345-9242"), encoding="utf-8")
    said = typed("check", "--against", str(old)).out
    assert said.startswith("cfs-report: number changed from “1-866-345-9242")
    assert "source changed: no" in said
    assert said.count("\n") == 1
    assert "source modifiée" in typed("check", "--against", str(old), "--lang", "fr").out
    assert typed("check", "--against", str(builtin.path())).out == "Nothing has changed.\n"
