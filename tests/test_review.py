"""`check --due` and `check --against`: a curator sees what is due and everything that changed."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Type, replace
from fault_samples import LINE_FIX
from resource_finder import bilingual, data_files, header, model
from resource_finder.bilingual import Language, Text
from resource_finder.directory import builtin
from resource_finder.directory.loader import load
from resource_finder.directory.problems import DataError
from resource_finder.directory.review import changes, differences, due
from resource_finder.i18n import Translator
from resource_finder.model import Directory
from resource_finder.views.check import comparison
from samples import EXTRA_ENTRIES, REPLACING, REPORT_DISPLAYED, SOUND, apply_changes, write_file

EN, FR = Translator(Language.EN), Translator(Language.FR)


def test_the_call_sheet_never_dials_911_and_says_how_to_record_a_call(typed: Type) -> None:
    """911 is checked on its page and never dialled; whoever calls knows what to write down."""
    rows = typed("check", "--due", "--as-of", "2027-02-21", "--format", "csv").out.split("\r\n")
    assert any("verify 911 on its web page; do not dial it" in row for row in rows)
    page = typed("check", "--due", "--as-of", "2027-02-21").out
    assert "Is this still your number?" in page
    assert "Est-ce toujours votre numéro?" in page
    assert "Write “called: YYYY-MM-DD” under that number in the file" in " ".join(page.split())
    early = typed("check", "--due", "--as-of", "2026-06-30").out
    assert "Nothing is due" in early


@pytest.mark.parametrize(
    ("lang", "instruction"),
    [
        ("en", "call 1-800-668-6868; verify 686868 on its web page; do not dial it"),
        ("fr", "appeler le 1 800 668-6868; vérifier 686868 sur sa page Web; ne jamais le composer"),
        ("en", "call 1-877-977-0007; verify 204-792-5302 and 204-805-6682 on their web page; do not"
               " dial them"),
        ("fr", "appeler le 1 877 977-0007; vérifier 204 792-5302 et 204 805-6682 sur leur page Web;"
               " ne jamais les composer"),
    ],
)  # fmt: skip
def test_nobody_is_told_to_call_a_number_for_texts(
    lang: str, instruction: str, typed: Type
) -> None:
    """A number that takes texts only is checked on its page; the voice number beside it is
    called."""
    page = typed("check", "--due", "--as-of", "2029-01-01", "--format", "csv", "--lang", lang).out
    assert f",{instruction}," in page.replace("\u00a0", " ")


def test_only_numbers_that_ring_are_to_be_called(directory: Directory) -> None:
    """Over the whole directory, what a curator is told to call is a number to speak to, and
    every other number is checked on its page."""
    for one in due(directory, date(2040, 1, 1)):
        assert {p.kind for p in one.call} <= {"voice", "tty"}, one.service.id
        assert {*one.call, *one.verify_online} == set(one.service.phones)


def test_a_changed_number_is_told_in_words(typed: Type, tmp_path: Path) -> None:
    """A second reader sees which number changed, from what to what, and whether the source did."""
    # Without its mark, since a copy that bears it may not hold an invented number.
    text = builtin.path().read_text(encoding="utf-8").replace("  built_in: yes\n", "")
    new = write_file(tmp_path, text, "new.yaml")
    assert text.count(REPORT_DISPLAYED["en"]) == 1
    old = write_file(tmp_path, text.replace(REPORT_DISPLAYED["en"], "1-866-555-0142"), "old.yaml")
    options = ("check", str(new), "--against", str(old))
    report = typed(*options).out
    assert report.startswith("cfs-report: number changed from “1-866-555-0142")
    assert "source changed: no" in report
    assert report.count("\n") == 1
    assert "source modifiée" in typed(*options, "--lang", "fr").out
    assert typed("check", "--against", str(builtin.path())).out == "Nothing has changed.\n"


# --- whatever changes is told ------------------------------------------------------------------

CHANGES_AND_REPORTS: Final = {
    "an urgent line": (
        {"en: Call the police.": "en: Call nobody."},
        "the directory itself: urgent lines, text, in English changed from “Call the police.” to"
        " “Call nobody.”",
    ),
    "its French": (
        {"fr: Appelez la police.": "fr: N’appelez pas."},
        "the directory itself: urgent lines, text, in French changed from “Appelez la police.” to"
        " “N’appelez pas.”",
    ),
    "both languages": (
        {"{en: Still open., fr: Toujours ouverte.}": "{en: Open., fr: Ouverte.}"},
        "drop-in: “status_note”, in English changed from “Still open.” to “Open.”; “status_note”,"
        " in French changed from “Toujours ouverte.” to “Ouverte.”; source changed: no",
    ),
    "a text that is gone": (
        {"    status_note: {en: Still open., fr: Toujours ouverte.}\n": ""},
        "drop-in: “status_note”, in English changed from “Still open.” to “nothing”;"
        " “status_note”, in French changed from “Toujours ouverte.” to “nothing”;"
        " source changed: no",
    ),
    "a source": (
        {"date: 2026-01\n": "date: 2026-02\n"},
        "source page: date changed from “2026-01” to “2026-02”",
    ),
    "a closed list": (
        {"  youth: {en: youth, fr: jeunes}\n":
         "  youth: {en: youth, fr: jeunes}\n  men: {en: men, fr: hommes}\n"},
        "the directory itself: audiences “men”, added “men / hommes”",
    ),
    "the order of a closed list": (
        {"  crisis: {en: crisis, fr: crise}\n": "",
         "  housing: {en: housing, fr: logement}\n":
         "  housing: {en: housing, fr: logement}\n  crisis: {en: crisis, fr: crise}\n"},
        "the directory itself: topics, the order changed",
    ),
    "a search word": (
        {"    en: [shelter]": "    en: [shelter, roof]"},
        "search words shelter: English words, item 2, added “roof”",
    ),
    "whom search words find": (
        {"    services: [drop-in]": "    services: [drop-in, helpline]"},
        "search words shelter: services, item 2, added “helpline”",
    ),
    "what is due": (
        {"cadence: {hotline: 90}": "cadence: {hotline: 900}"},
        "the directory itself: “cadence” “hotline” changed from “90” to “900”",
    ),
    "whom to turn to": (
        {"support: [helpline]": "support: [drop-in]"},
        "the directory itself: “support” changed from “helpline” to “drop-in”",
    ),
    "a second number": (
        {"        keyword: CONNECT": "        keyword: HELP"},
        "helpline: number, item 2, “keyword” changed from “CONNECT” to “HELP”; source changed: no",
    ),
    "a number more": (
        {"      - number: 204-555-0199\n":
         "      - {number: 204-555-0150, kind: tty, confidence: limited}\n"
         "      - number: 204-555-0199\n"},
        "drop-in: number, item 1, added “204-555-0150; tty; Published; not recently confirmed”;"
        " source changed: no",
    ),
    "a status": (
        {"    status: current\n    status_note: {en: Still": "    status: unknown\n"
         "    status_note: {en: Still"},
        "drop-in: status changed from “Running” to “Not known whether this service is still"
        " running”; source changed: no",
    ),
    "who says so": (
        {"sources: [{id: page, for: [date]}]": "sources: [{id: page, for: [date, what]}]"},
        "2010-02-opening: sources, “supports”, item 2, added “what”; source changed: yes",
    ),
}  # fmt: skip
"""Changes of the small directory file, and the report about each."""


@pytest.mark.parametrize("name", CHANGES_AND_REPORTS)
def test_what_changed_is_told_plainly(name: str, typed: Type, tmp_path: Path) -> None:
    """A second reader sees each change in plain words: the urgent lines, the sources, the closed
    lists and the words that are searched as well as the entries, in both languages."""
    edits, report = CHANGES_AND_REPORTS[name]
    old = write_file(tmp_path, SOUND, "old.yaml")
    new = write_file(tmp_path, apply_changes(edits), "new.yaml")
    assert typed("check", str(new), "--against", str(old)).out == f"{report}\n"
    assert typed("check", str(old), "--against", str(new)).out != "Nothing has changed.\n"


def test_an_urgent_line_turned_into_its_contrary_is_told(typed: Type, tmp_path: Path) -> None:
    """“911 works everywhere” cannot slip past a second reader, in either language."""
    old = tmp_path / "old.yaml"
    text = builtin.path().read_text(encoding="utf-8")
    old.write_text(text.replace("911 does not work", "911 works", 1), encoding="utf-8")
    report = typed("check", "--against", str(old)).out
    assert report.startswith("the directory itself: urgent lines, item 1, text, in English changed")
    report = typed("check", "--against", str(old), "--lang", "fr").out
    assert report.startswith(
        "le répertoire lui-même\u00a0: les lignes d’urgence, élément 1, le texte, en anglais"
        "\u00a0: «\u00a0"
    )


def test_entries_that_come_and_go_are_told(typed: Type, tmp_path: Path) -> None:
    """An entry that was taken out, or added, is named."""
    old = write_file(tmp_path, SOUND, "old.yaml")
    more = EXTRA_ENTRIES.removeprefix("services:\n")
    new = write_file(tmp_path, SOUND.replace("events:\n", f"{more}events:\n"), "new.yaml")
    assert typed("check", str(new), "--against", str(old)).out == "night-line: added\n"
    assert typed("check", str(old), "--against", str(new)).out == "night-line: removed\n"
    assert typed("check", str(old), "--against", str(new), "--lang", "fr").out == (
        "night-line\u00a0: retrait\n"
    )


def test_every_file_named_is_compared(typed: Type, tmp_path: Path) -> None:
    """With several files each is compared with the older one, and each line says its file."""
    old = write_file(tmp_path, SOUND, "old.yaml")
    one = write_file(tmp_path, apply_changes({"date: 2026-01\n": "date: 2026-02\n"}), "one.yaml")
    two = write_file(tmp_path, apply_changes({"date: 2026-01\n": "date: 2026-03\n"}), "two.yaml")
    assert typed("check", str(one), str(old), str(two), "--against", str(old)).out == (
        f"{one}: source page: date changed from “2026-01” to “2026-02”\n"
        f"{old}: Nothing has changed.\n"
        f"{two}: source page: date changed from “2026-01” to “2026-03”\n"
    )


def test_a_file_beside_the_directory_is_compared_with_its_older_self(
    typed: Type, tmp_path: Path
) -> None:
    """An agency’s own file is compared with how it was, not with the whole directory."""
    main = write_file(tmp_path, SOUND, "main.yaml")
    old = write_file(tmp_path, EXTRA_ENTRIES, "old.yaml")
    new = write_file(tmp_path, EXTRA_ENTRIES.replace("204-555-0142", "204-555-0143"), "new.yaml")
    answer = typed("check", str(new), "--against", str(old), "--directory", str(main))
    assert answer.out == (
        "night-line: number changed from “204-555-0142” to “204-555-0143”; source changed: no\n"
    )


# --- no field is forgotten ----------------------------------------------------------------------

MODEL_CLASSES: Final = {
    name: noun
    for module in (bilingual, header, model)
    for name, noun in vars(module).items()
    if isinstance(noun, type)
    and noun.__module__ == module.__name__
    and (noun is Text or hasattr(noun, "_fields"))
}
"""Every class of the model, so also classes that are added later."""

LeafPath = tuple[int | str, ...]
FieldPath = tuple[str, ...]


def fields(value: Any) -> tuple[str, ...]:
    """The names of the fields of a value of the model."""
    if value is Text or isinstance(value, Text):
        return ("en", "fr")
    return tuple(getattr(value, "_fields", ()))


def children(value: Any) -> Iterator[tuple[int | str, Any]]:
    """The parts of a value, each with its key, field name or position."""
    if isinstance(value, Mapping):
        yield from value.items()
    elif fields(value):
        yield from ((name, getattr(value, name)) for name in fields(value))
    elif isinstance(value, tuple):
        yield from enumerate(value)


def leaf_paths(
    value: Any, path: LeafPath = (), kind: FieldPath = ()
) -> Iterator[tuple[LeafPath, FieldPath]]:
    """The path to every leaf of a value, and the fields on the path with their classes."""
    empty = True
    for step, child in children(value):
        empty = False
        here = (f"{type(value).__name__}.{step}",) if fields(value) else ()
        yield from leaf_paths(child, (*path, step), (*kind, *here))
    if empty:
        yield path, kind


def replace_leaf(value: Any, path: LeafPath, new: Any) -> Any:
    """A value with one leaf of it replaced."""
    if not path:
        return new
    step, *rest = path
    if isinstance(value, Mapping):
        return {**value, step: replace_leaf(value[step], tuple(rest), new)}
    if isinstance(step, str):
        return replace(value, **{step: replace_leaf(getattr(value, step), tuple(rest), new)})
    return (*value[:step], replace_leaf(value[step], tuple(rest), new), *value[step + 1 :])


def leaf_at(value: Any, path: LeafPath) -> Any:
    """The leaf at a path."""
    for step in path:
        value = dict(children(value))[step]
    return value


def different_value(leaf: Any) -> Any:
    """Another value than this one, of its kind."""
    if isinstance(leaf, bool):
        return not leaf
    if isinstance(leaf, int):
        return leaf + 1
    return {None: "Zebra", (): ("Zebra",)}.get(leaf, f"{leaf} Zebra")


@pytest.fixture(scope="module")
def any_leaf(directory: Directory) -> st.SearchStrategy[LeafPath]:
    """The path to any leaf of the built-in directory."""
    return st.sampled_from([path for path, _ in leaf_paths(directory)])


def assert_reported(old: Directory, new: Directory) -> None:
    """Assert that a change is told in both languages, in text and for programs."""
    for translator in (EN, FR):
        lines = changes(old, new, translator)
        assert len(lines) > 0
        answer = comparison(old, [("x", new)], translator)
        assert len(answer.rows) == len(answer.page.sections[0].items) > 0
        assert answer.text == "\n".join(lines) + "\n"


def test_every_field_of_every_class_is_compared(directory: Directory, tmp_path: Path) -> None:
    """A change in any field of whatever a directory holds is told, with the old and the new value:
    no list of fields has to be kept for that."""
    tried: set[str] = set()
    sound = write_file(tmp_path, SOUND)
    layered = load(sound, [write_file(tmp_path, REPLACING, "layer.yaml")])
    for whole in (load(sound), layered, directory):
        first = {kind: path for path, kind in reversed([*leaf_paths(whole)])}
        tried |= {field for kind in first for field in kind}
        for path in first.values():
            new = replace_leaf(whole, path, different_value(leaf_at(whole, path)))
            assert_reported(whole, new)
            assert list(differences(new, whole)) != []
            if isinstance(leaf_at(whole, path), str) and path[-1] != "id":
                assert "Zebra" in "\n".join(changes(whole, new, EN)), path
    every = {f"{name}.{field}" for name, cls in MODEL_CLASSES.items() for field in fields(cls)}
    assert every - tried == set()


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_no_leaf_of_the_directory_changes_unseen(
    directory: Directory, any_leaf: st.SearchStrategy[LeafPath], data: st.DataObject
) -> None:
    """Whichever single value of the whole directory is changed, a second reader is told."""
    path = data.draw(any_leaf)
    assert_reported(
        directory, replace_leaf(directory, path, different_value(leaf_at(directory, path)))
    )


@given(
    st.lists(st.sampled_from("abc"), max_size=6),
    st.lists(st.sampled_from("abc"), max_size=6),
)
def test_lists_are_compared_whole(old: list[str], new: list[str]) -> None:
    """Whatever is put in, taken out, doubled or moved in a list is told; nothing else is."""
    assert bool(list(differences(tuple(old), tuple(new)))) == (old != new)
    was, is_ = (tuple(Text(one, one) for one in values) for values in (old, new))
    assert bool(list(differences(was, is_))) == (old != new)


@given(st.permutations("abcd"), st.permutations("abcd"))
def test_the_order_of_closed_lists_is_compared(old: Sequence[str], new: Sequence[str]) -> None:
    """Filters and menus keep the order of the file: a changed order is told."""
    was, is_ = ({key: Text(key, key) for key in keys} for keys in (old, new))
    assert bool(list(differences(was, is_))) == (list(old) != list(new))


class Later(NamedTuple):
    """A class that the model does not have."""

    id: str
    fax: str | None
    held: Mapping[str, int]


def test_a_field_that_is_added_later_is_compared() -> None:
    """Whoever adds a field to a class need not remember this comparison."""
    old = (Later("a", None, {"x": 1}),)
    (one,) = differences(old, (Later("a", "204-555-0133", {"x": 1}),))
    assert (one.how, one.old, one.new, one.path[-1][-1]) == ("changed", None, "204-555-0133", "fax")
    (two,) = differences(old, (Later("a", None, {"x": 2}),))
    assert (two.old, two.new) == (1, 2)


# --- the file itself ----------------------------------------------------------------------------


def scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Every value of a file, keys left out."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from scalars(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from scalars(value)


LISTED_WORDS: Final = (
    "limited", "unknown", "other", "tty", "part", "office", "support", "seed", "added", "what",
    "date", "helpline", "drop-in", "housing", "crisis", "two", "canada", "program", "yes",
)  # fmt: skip
"""Words of closed lists, and ids."""


def alternatives(value: str) -> Iterator[str]:
    """Other values that could replace one."""
    if value[0].isupper():
        return iter((f"{value} again",))
    if value[0].isdecimal():
        return iter(("2026-11-22", "2003-01", "12", "28", "204-555-0177", "686869", f"{value}-a"))
    return (word for word in (*LISTED_WORDS, f"{value}-again") if word != value)


def test_whatever_stands_in_a_file_is_compared(tmp_path: Path) -> None:
    """Each value of a file, changed to any other valid one, is reported."""
    old = load(write_file(tmp_path, SOUND))
    root = yaml.compose(SOUND, yaml.SafeLoader)
    assert root is not None
    nodes = list(scalars(root))
    unreported, count = [], 0
    for node in nodes:
        start, end = node.start_mark.index, node.end_mark.index
        for alternative in alternatives(node.value):
            text = f"{SOUND[:start]}{alternative}{SOUND[end:]}"
            try:
                new = load(write_file(tmp_path, text))
            except DataError:
                continue
            count += 1
            if not changes(old, new, EN):
                unreported.append((node.start_mark.line + 1, node.value, alternative))
            break
    assert count > 90
    assert unreported == []


# --- for programs -------------------------------------------------------------------------------


def test_changes_are_given_to_programs(typed: Type, tmp_path: Path) -> None:
    """JSON and CSV give each change with its path, its old and new value as in the file, and in
    words; path and values are the same in both languages."""
    old = write_file(tmp_path, SOUND, "old.yaml")
    new = write_file(tmp_path, apply_changes({"204-555-0199": "204-555-0198"}), "new.yaml")
    line = ("check", str(new), "--against", str(old))
    answer = json.loads(typed(*line, "--format", "json").out)
    row = {
        "file": str(new),
        "path": "services/drop-in/phones/1/number",
        "change": "changed",
        "old": "+12045550199",
        "new": "+12045550198",
        "said": "drop-in: number changed from “204-555-0199” to “204-555-0198”",
    }
    assert (answer["total"], answer["results"]) == (1, [row])
    (french,) = json.loads(typed(*line, "--format", "json", "--lang", "fr").out)["results"]
    assert {key for key in row if french[key] != row[key]} == {"said"}
    (cells,) = csv.DictReader(io.StringIO(typed(*line, "--format", "csv").out))
    assert {key: cell.lstrip("'") for key, cell in cells.items()} == row
    same = ("check", str(old), "--against", str(old))
    assert json.loads(typed(*same, "--format", "json").out)["results"] == []
    assert typed(*same, "--format", "csv").out == "file,path,change,old,new,said\r\n"


@pytest.mark.parametrize("format", ["table", "markdown"])
def test_changes_are_laid_out(format: str, typed: Type, tmp_path: Path) -> None:
    """A table and Markdown hold each change too."""
    old = write_file(tmp_path, SOUND, "old.yaml")
    new = write_file(tmp_path, apply_changes({"204-555-0199": "204-555-0198"}), "new.yaml")
    shown = typed("check", str(new), "--against", str(old), "--format", format).out
    report = " ".join(re.sub(r"\x1b\[\d*m", "", shown).split())
    assert "What has changed" in report
    assert "number changed from “204-555-0199” to" in report


@pytest.mark.parametrize(
    "line", ["check", "check broken.yaml", "check --due", "check new.yaml --against old.yaml"]
)
def test_every_answer_of_check_has_the_promised_envelope(
    line: str, typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script finds in `check` the keys of every other JSON answer, the urgent lines too."""
    monkeypatch.chdir(tmp_path)
    write_file(tmp_path, SOUND, "old.yaml")
    write_file(tmp_path, SOUND.replace("date: 2026-11-23", "date: 2026-11-22", 1), "new.yaml")
    write_file(tmp_path, SOUND.replace("line: crisis", "line: crises"), "broken.yaml")
    answer = json.loads(typed(*line.split(), "--format", "json").out)
    assert list(answer) == list(json.loads(typed("list", "--format", "json").out))
    own = "new.yaml" in line
    assert answer["directory"]["date"] == ("2026-11-22" if own else "2026-11-23")
    assert len(answer["urgent"]) == (1 if own else 2)
    assert answer["total"] == len(answer["results"])
    assert (answer["command"], answer["query"]) == ("check", "")


def test_a_built_in_directory_with_faults_is_told_to_programs(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the built-in directory is what is wrong, its faults are told all the same."""
    typed_lines = ("    confidence:", "    status:")
    text = "\n".join(
        line for line in SOUND.split("\n") if not any(word in line for word in typed_lines)
    )
    broken = write_file(tmp_path, text.replace("line: crisis", "line: crises"))
    monkeypatch.setattr(builtin, "path", lambda: broken)
    monkeypatch.setattr(data_files, "checkout_yaml", lambda: broken)
    answer = typed("check", "--format", "json")
    made = json.loads(answer.out)
    problems = [row["problem"] for row in made["results"]]
    assert (answer.code, made["directory"], made["urgent"]) == (3, {"date": None}, [])
    assert made["total"] == len(problems)
    assert problems == [
        "the built-in directory must show the number of 'cfs-report' on every page",
        "unknown word 'crises'",
        "'204-555-0100' is a made-up number (555-0100 to 555-0199)",
        "'204-555-0199' is a made-up number (555-0100 to 555-0199)",
    ]


def test_faults_are_rows_of_a_spreadsheet(typed: Type, tmp_path: Path) -> None:
    """Faults go into a spreadsheet, a row each; a sound file gives the headings alone."""
    path = write_file(tmp_path, SOUND.replace("line: crisis", "line: crises"))
    (row,) = csv.DictReader(io.StringIO(typed("check", str(path), "--format", "csv").out))
    assert row == {
        "file": str(path), "line": "50", "column": "11",
        "path": "services/helpline/line", "problem": "unknown word 'crises'",
        "fix": LINE_FIX,
    }  # fmt: skip
    assert typed("check", "--format", "csv").out == "file,line,column,path,problem,fix\r\n"
    nothing = typed("check", "--due", "--as-of", "2026-06-30", "--format", "csv").out
    assert nothing == "due,id,name,what_to_do,checked\r\n"


@pytest.mark.parametrize("format", ["table", "markdown"])
def test_faults_are_laid_out(format: str, typed: Type, tmp_path: Path) -> None:
    """A table and Markdown say of each fault where it is, what it is, and how to fix it."""
    path = write_file(tmp_path, SOUND.replace("line: crisis", "line: crises"))
    answer = typed("check", str(path), "--format", format)
    report = " ".join(re.sub(r"\x1b\[\d*m", "", answer.out).split())
    assert answer.code == 3
    for part in ("How to fix it", "unknown word 'crises'", "did you mean 'crisis'?"):
        assert part in report
