"""The file that `compile` writes: the same answers as the files it was made from, or a refusal."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
from agency import OWN, REPLACING, WITHDRAWING, use

from conftest import Answer, Type
from resource_finder import data_files
from resource_finder.bilingual import Language
from resource_finder.directory.layers import protected
from resource_finder.directory.loader import load
from resource_finder.directory.problems import DataError
from resource_finder.directory.yaml_file import open_yaml
from resource_finder.finder import Finder
from resource_finder.model import Directory
from resource_finder.search import builtin_index, compiled_layers
from resource_finder.search.compiled_layers import sealed
from resource_finder.search.layer_compiler import compile_layers, copied_bytes
from samples import write_file

pytestmark = pytest.mark.usefixtures("shared_index")

AGENCY: Final = OWN + WITHDRAWING % ("wrong-number", "desk")
WORDS: Final = (
    "", "find zebra house", "find runaway thompson", "find klinic", "find 204-786-8686",
    "show klinic-crisis", "show zebra-house --format json", "list --format csv", "hotlines",
    "timeline police", "find shelter --format json", "handout --output - --format markdown",
)  # fmt: skip
WITHDRAWN: Final = "204-786-8686"


@pytest.fixture
def agency(tmp_path: Path) -> Path:
    """The file of an agency, with an entry and a correction."""
    return write_file(tmp_path, AGENCY, "agency.yaml")


@pytest.fixture(scope="module")
def compiled_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What `compile` makes of the file, which is the same in every folder."""
    file = write_file(tmp_path_factory.mktemp("agency"), AGENCY, "agency.yaml")
    return compile_layers([file])[0]


@pytest.fixture
def compiled(agency: Path, compiled_bytes: bytes) -> Path:
    """The same, compiled, beside it."""
    path = agency.with_name("agency.sqlite")
    path.write_bytes(compiled_bytes)
    return path


def answers(typed: Type) -> list[Answer]:
    """What some command lines answer, in both languages."""
    return [typed(*line.split(), "--lang", lang) for line in WORDS for lang in ("en", "fr")]


def reseal(path: Path, sql: str) -> None:
    """Change a compiled file and its digest, as another version would have written it."""
    with closing(sqlite3.connect(path)) as db:
        db.execute(sql)
        db.execute("UPDATE about SET value = substr(value, 1, 22) || ? WHERE key = 'seal'",
                   ("0" * 40,))  # fmt: skip
        db.commit()
    path.write_bytes(sealed(path.read_bytes()))


# --- the same answers ----------------------------------------------------------------------------


def test_a_compiled_file_answers_as_the_files_it_was_made_from(
    typed: Type, agency: Path, compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Compiling changes nothing but the time: entries, corrections, urgent line, whom to tell."""
    use(monkeypatch, agency)
    expected = answers(typed)
    assert any("Zebra House" in answer.out for answer in expected)
    use(monkeypatch, compiled)
    assert answers(typed) == expected
    assert typed("--lang", "en", "--version").out.endswith("; EX 2026-11-20)\n")


@pytest.mark.parametrize("option", ["--also", "--directory"])
def test_the_line_may_name_it_too(
    option: str, typed: Type, agency: Path, compiled: Path, language: Language
) -> None:
    """What the variable accepts is accepted for one run."""
    for line in WORDS[1:4]:
        words = (*line.split(), "--lang", language)
        assert typed(*words, option, str(compiled)) == typed(*words, "--also", str(agency))


def test_other_files_lie_over_it(
    typed: Type, compiled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong number is stopped tonight by a line in another file, and nothing is compiled."""
    before = typed("show", "zebra-house", "--also", str(compiled))
    text = "corrections: [{id: zebra-house, number: 204-555-0142, withdraw: closed}]\n"
    use(monkeypatch, compiled, write_file(tmp_path, text, "tonight.yaml"))
    after = typed("show", "zebra-house")
    assert ("Phone: 204-555-0142" in before.out, "Phone: 204" in after.out) == (True, False)
    assert (after.code, after.err) == (0, "")
    assert "Withdrawn: 204-555-0142: withdrawn [tonight]." in after.out
    assert "Phone: 204-786-8686" not in typed("show", "klinic-crisis").out


def test_a_replaced_entry_stays_replaced(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An entry in the place of another one is compiled like any other."""
    path = tmp_path / "x.sqlite"
    path.write_bytes(compile_layers([write_file(tmp_path, REPLACING)])[0])
    use(monkeypatch, path)
    shown = typed("show", "klinic-crisis").out
    assert "Replaced by: Zebra House (zebra-house)" in shown
    assert "Phone: 204" not in shown


# --- the command ---------------------------------------------------------------------------------


def test_compile_writes_one_file_and_says_how_to_use_it(
    typed: Type, agency: Path, language: Language
) -> None:
    """Whoever keeps the agency's list learns what to do with the file, and when to do it again."""
    path = agency.with_name("new.sqlite")
    answer = typed("compile", str(agency), "--output", str(path), "--lang", language)
    assert (answer.code, answer.err) == (0, "")
    assert "RESOURCE_FINDER_ALSO" in answer.out
    assert path.read_bytes() == compile_layers([agency])[0]
    again = typed("compile", str(agency), "--output", str(path), "--lang", language)
    assert (again.code, again.out) == (4, "")
    forced = typed("compile", str(agency), "--output", str(path), "--force", "--lang", language)
    assert forced == answer
    assert sorted(one.name for one in path.parent.iterdir()) == ["agency.yaml", "new.sqlite"]


def test_a_faulty_file_is_not_compiled(typed: Type, agency: Path, tmp_path: Path) -> None:
    """A fault stops it: nobody would see it afterwards."""
    bad = write_file(tmp_path, OWN.replace("kind: program", "kind: programme"), "bad.yaml")
    path = tmp_path / "new.sqlite"
    answer = typed("compile", str(agency), str(bad), "--output", str(path))
    assert (answer.code, path.exists()) == (3, False)
    assert "unknown word 'programme'" in answer.err


def test_compile_spares_the_files_that_it_reads(typed: Type, agency: Path, compiled: Path) -> None:
    """A slip in the name of the output loses no list, and nothing is compiled twice."""
    before = agency.read_bytes()
    answer = typed("compile", str(agency), "--output", str(agency), "--force")
    assert (answer.code, agency.read_bytes()) == (2, before)
    answer = typed("compile", str(compiled), "--output", str(compiled) + "2")
    assert answer.code == 3
    assert "this file is compiled already" in answer.err


def test_compile_reads_three_times_as_much(tmp_path: Path) -> None:
    """An agency with a long list compiles it; no worker waits for that. Its values count in
    proportion."""
    values = ", ".join("1" for _ in range(400_000))
    files = {"a": f"x: [{values}]\n", "b": "# " + "x" * 10_000_001, "c": "# " + "x" * 30_000_000}
    found = {}
    for name, text in files.items():
        path = write_file(tmp_path, text, f"{name}.yaml")
        for limit, read in (
            (10, lambda one: load(None, [one])),
            (30, lambda o: compile_layers([o])),
        ):
            with pytest.raises(DataError) as error:
                read(path)
            (problem,) = error.value.problems
            found[name, limit] = problem.what.format(**problem.values)
    assert found == {
        ("a", 10): "the file contains too many values",
        ("a", 30): "unknown key 'x'",
        ("b", 10): "the file is over 10 MB",
        ("b", 30): "the file is empty",
        ("c", 10): "the file is over 10 MB",
        ("c", 30): "the file is over 30 MB",
    }


# --- refused -------------------------------------------------------------------------------------


def _other_base(path: Path) -> None:
    reseal(path, "UPDATE about SET value = 'x' WHERE key = 'base'")


def _other_schema(path: Path) -> None:
    reseal(path, "UPDATE about SET value = 'resource-finder 1' WHERE key = 'version'")


def _other_stems(path: Path) -> None:
    reseal(path, "UPDATE about SET value = 'x' WHERE key = 'stems'")


def _changed(path: Path) -> None:
    yaml = path.with_name("agency.yaml")
    yaml.write_text(yaml.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def _byte(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    at = raw.index(b"Zebra House")
    raw[at] ^= 1
    path.write_bytes(raw)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5_000])


def _other_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE about (key, value)")


def _only_the_mark(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:16])


def _other_report_number(path: Path) -> None:
    reseal(
        path,
        "UPDATE record SET payload = replace(payload, '+18663459241', '+12045550142')"
        " WHERE rowid = (SELECT rowid FROM entry WHERE id = 'cfs-report')",
    )


def _no_988(path: Path) -> None:
    reseal(path, "DELETE FROM entry WHERE id = '988'")


def _other_urgent_line(path: Path) -> None:
    reseal(
        path,
        "UPDATE about SET value = replace(value, '911 does not work', '911 works')"
        " WHERE key = 'header'",
    )


OTHER_URGENT: Final = {
    Language.EN: "the urgent numbers in this file are not those of resource-finder",
    Language.FR: "les numéros d’urgence de ce fichier ne sont pas ceux de resource-finder",
}
DAMAGED: Final = {
    Language.EN: "this file is damaged, or `compile` did not write it",
    Language.FR: "ce fichier est endommagé ou n’a pas été écrit par `compiler`",
}
REFUSED: Final[dict[Callable[[Path], None], dict[Language, str]]] = {
    _other_schema: {
        Language.EN: "this file was compiled by another version of resource-finder",
        Language.FR: "ce fichier a été compilé par une autre version de resource-finder",
    },
    _other_base: {
        Language.EN: "this file was compiled for another version of the built-in directory",
        Language.FR: "ce fichier a été compilé pour une autre version du répertoire intégré",
    },
    _other_stems: {
        Language.EN: "this file was compiled with another version of PyStemmer",
        Language.FR: "ce fichier a été compilé avec une autre version de PyStemmer",
    },
    _changed: {
        Language.EN: "'agency.yaml', which lies beside this file, has changed since it was "
        "compiled",
        Language.FR: "«\u00a0agency.yaml\u00a0», à côté de ce fichier, a changé depuis la "
        "compilation",
    },
    _other_report_number: OTHER_URGENT,
    _no_988: OTHER_URGENT,
    _other_urgent_line: OTHER_URGENT,
    _byte: DAMAGED,
    _cut: DAMAGED,
    _other_database: DAMAGED,
    _only_the_mark: DAMAGED,
}
FIX: Final = {
    Language.EN: "compile it again: resource-finder compile FILE... --output FILE --force",
    Language.FR: "compilez-le de nouveau\u00a0: resource-finder compiler FICHIER... --output "
    "FICHIER --force",
}


@pytest.mark.parametrize("change", REFUSED)
def test_a_file_that_must_not_be_used_is_refused_with_what_to_do(
    change: Callable[[Path], None], typed: Type, compiled: Path, language: Language
) -> None:
    """Old or damaged numbers are never given; one sentence says why, another what to type."""
    change(compiled)
    for words in (("find", "zebra", "--also"), ("find", "zebra", "--directory"), ("check",)):
        answer = typed(*words, str(compiled), "--lang", language)
        assert answer.code == 3, words
        said = answer.out + answer.err
        assert f"{compiled}: {REFUSED[change][language]}\n" in said
        assert FIX[language] in said


@pytest.mark.parametrize("change", REFUSED)
def test_named_by_the_variable_such_a_file_stops_no_answer(
    change: Callable[[Path], None], typed: Type, compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The built-in answer comes with its exit code, and with what the files beside it withdraw,
    wherever their names can still be read; without them, the built-in answer alone."""
    change(compiled)
    use(monkeypatch, compiled)
    shown = typed("show", "klinic-crisis", "--lang", "en")
    assert shown.code == 0
    assert REFUSED[change][Language.EN] in shown.err
    assert "Your agency’s file has 1 error: entries or corrections may be missing" in shown.out
    names_are_lost = change in (_cut, _other_database, _only_the_mark)
    assert (f"Phone: {WITHDRAWN}" in shown.out) is names_are_lost
    assert typed("check").code == 3
    compiled.with_name("agency.yaml").unlink()
    if change is not _changed:
        assert f"Phone: {WITHDRAWN}" in typed("show", "klinic-crisis").out
    assert typed("--version").code == 0


def test_any_changed_byte_is_seen(compiled: Path) -> None:
    """Wherever a disk or a network loses something, the file is refused."""
    raw = compiled.read_bytes()
    for at in range(16, len(raw), len(raw) // 40):
        compiled.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        with pytest.raises(DataError):
            Finder.open(also=[compiled])
    compiled.write_bytes(raw)
    Finder.open(also=[compiled]).close()


def test_a_large_file_is_verified_too(compiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read in place is refused as well, and each entry once more when it is read."""
    monkeypatch.setattr(data_files, "LARGE", 100_000)
    with Finder.open(also=[compiled]) as finder:
        assert finder.find("zebra house").hits[0].entry.id == "zebra-house"
        assert finder.index.on_damage is not None
        assert isinstance(finder.index.on_damage(), DataError)
    _byte(compiled)
    with pytest.raises(DataError):
        Finder.open(also=[compiled])


def test_a_file_too_large_for_compile_is_not_read(
    compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever else has the mark of such a file cannot fill the memory."""
    monkeypatch.setattr(data_files, "LARGE", 100_000)
    monkeypatch.setattr(compiled_layers, "_MAX_BYTES", 200_000)
    with pytest.raises(DataError):
        Finder.open(also=[compiled])


def test_a_file_beside_it_that_cannot_be_read_is_a_fault(
    compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that somebody locked at this moment stops no answer."""

    def locked(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", locked)
    with pytest.raises(DataError):
        Finder.open(also=[compiled])


def test_what_an_urgent_service_names_may_be_replaced(tmp_path: Path, directory: Directory) -> None:
    """An agency may replace an entry to which an urgent service points: this is no forgery."""
    services = {service.id: service for service in directory.services}
    free = services.keys() - protected(directory)
    old = next(id for id in services["cfs-report"].related if id in free)
    path = write_file(tmp_path, REPLACING.replace("klinic-crisis", old))
    path.with_suffix(".sqlite").write_bytes(compile_layers([path])[0])
    with Finder.open(also=[path.with_suffix(".sqlite")]) as finder:
        assert "zebra-house" in finder.index.service("cfs-report").related


def test_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """Two folders may have a file of one name: beside the compiled one either may lie."""
    paths = []
    for name, text in (("a", AGENCY), ("b", "layer: {name: Other, short: OTHER}\n")):
        (tmp_path / name).mkdir()
        paths.append(write_file(tmp_path / name, text, "agency.yaml"))
    raw, _ = compile_layers(paths)
    for path in paths:
        path.with_suffix(".sqlite").write_bytes(raw)
        Finder.open(also=[path.with_suffix(".sqlite")]).close()


def test_nothing_that_was_removed_is_left_in_the_file(compiled: Path) -> None:
    """The file is no larger than what it holds."""
    with closing(sqlite3.connect(compiled)) as db:
        assert db.execute("PRAGMA freelist_count").fetchone() == (0,)


def test_its_yaml_is_read_once(
    typed: Type, compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the variable names the files too that a refused one was made from, they count once."""
    _other_base(compiled)
    use(monkeypatch, compiled, compiled.with_name("agency.yaml"))
    answer = typed("find", "zebra house")
    assert "Your agency’s file has 1 error:" in answer.out
    assert "Zebra House [EX]" in answer.out


def test_a_file_without_its_yaml_is_used(
    typed: Type, compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Workers need the compiled file alone; the YAML may stay with whoever keeps the list."""
    compiled.with_name("agency.yaml").unlink()
    use(monkeypatch, compiled)
    assert "Zebra House [EX]" in typed("find", "zebra house").out


def test_two_whole_directories_are_one_too_many(
    typed: Type, compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which one counts is never a guess: on the line it is refused; of those in the variable the
    last counts, and the answer says that another was left out."""
    other = compiled.with_name("other.sqlite")
    other.write_bytes(compiled.read_bytes())
    both = typed("find", "zebra", "--also", str(compiled), "--also", str(other))
    assert both.code == 3
    assert f"only one whole directory can be used, and '{compiled}' is one too" in both.err
    use(monkeypatch, other, compiled)
    answer = typed("find", "zebra house")
    assert (answer.code, "Zebra House [EX]" in answer.out) == (0, True)
    assert f"{other}: only one whole directory can be used" in answer.err
    own = typed("find", "zebra house", "--directory", str(compiled))
    assert (own.code, own.err.count("only one whole directory")) == (0, 2)


def test_check_says_what_a_compiled_file_holds(typed: Type, compiled: Path) -> None:
    """`check` reads it as any other file of a directory."""
    answer = typed("check", str(compiled))
    assert (answer.code, answer.err) == (0, "")
    assert re.search(rf"{re.escape(str(compiled))}: no errors. Hotlines: \d+;", answer.out)
    assert f"klinic-crisis: {WITHDRAWN}: withdrawn by desk [EX]." in answer.out


def test_a_compiled_file_is_refused_where_yaml_is_read(typed: Type, compiled: Path) -> None:
    """Where only YAML can be compared, one sentence says so."""
    answer = typed("check", "--against", str(compiled))
    assert answer.code == 3
    assert "this file is compiled already, and cannot be read here" in answer.err + answer.out


def test_a_name_leads_to_no_other_folder(compiled: Path, tmp_path: Path) -> None:
    """A file from somebody else makes the program read nothing that is not beside it."""
    outside = write_file(tmp_path, "secret", "outside.txt")
    folder = tmp_path / "inside"
    folder.mkdir()
    moved = folder / "x.sqlite"
    moved.write_bytes(compiled.read_bytes())
    reseal(moved, """UPDATE about SET value = '{"../outside.txt": ["x"]}' WHERE key = 'files'""")
    assert outside.is_file()
    Finder.open(also=[moved]).close()


def test_a_database_is_copied_where_sqlite_cannot_give_its_bytes(compiled: Path) -> None:
    """Before version 3.36 of SQLite, a file for a moment is needed."""
    with closing(sqlite3.connect(compiled)) as db:
        expected = list(db.iterdump())
        raw = copied_bytes(db)
    compiled.write_bytes(raw)
    with closing(sqlite3.connect(compiled)) as db:
        assert list(db.iterdump()) == expected


def test_another_version_of_the_directory_has_another_digest(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An update of the built-in directory is noticed by every compiled file."""
    before = builtin_index.version_digest()
    other = write_file(tmp_path, "other")
    monkeypatch.setattr(data_files, "checkout_yaml", lambda: other)
    assert builtin_index.version_digest() != before
    assert open_yaml(other).root is not None
    assert os.environ.get("RESOURCE_FINDER_ALSO") is None
