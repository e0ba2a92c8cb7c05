"""The files of an agency, read on every run: which they are, what they add, what says so."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from typing import Any, Final

import pytest
from agency import AGENCY, OWN, REPLACING, WITHDRAWING, use

from conftest import Type
from resource_finder.bilingual import Language
from resource_finder.directory import layers as directory_layers
from resource_finder.directory.layers import add_layers, add_sound_layers
from resource_finder.directory.problems import DataError
from resource_finder.directory.yaml_file import open_yaml
from resource_finder.finder import Finder
from resource_finder.model import Directory
from resource_finder.search import layer_base, layers
from resource_finder.search.build import build, instead_rows, is_reachable
from resource_finder.search.index import Index
from resource_finder.search.layer_base import directory_of
from resource_finder.search.layers import update
from samples import OWN_ENTRY, write_file

pytestmark = pytest.mark.usefixtures("shared_index")


def record(typed: Type, id: str) -> dict[str, Any]:
    """The JSON record of an entry."""
    results = json.loads(typed("show", id, "--format", "json").out)["results"]
    return dict(results[0])


# --- which files ---------------------------------------------------------------------------------


def test_the_file_of_the_agency_is_read_on_every_run(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    """Nobody types the name of the file: its entries are found like all others."""
    use(monkeypatch, write_file(tmp_path, OWN))
    for words in ("find zebra house", "show zebra-house", "list", "hotlines zebra house",
                  "handout zebra-house --output - --format markdown"):  # fmt: skip
        name = {Language.EN: "Zebra House", Language.FR: "Maison Zèbre"}[language]
        answer = typed(*words.split(), "--lang", language)
        assert (name in answer.out) is (not words.startswith("hotlines")), words


def test_an_empty_variable_switches_layers_off(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One run without the agency's files: set the variable to nothing."""
    before = typed("find", "shelter").out
    use(monkeypatch, write_file(tmp_path, OWN))
    assert typed("find", "shelter").out != before
    for empty in ("", " ", os.pathsep):
        monkeypatch.setenv("RESOURCE_FINDER_ALSO", empty)
        assert typed("find", "shelter").out == before


def test_a_folder_means_its_yaml_files_in_order(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An agency may keep several files in one folder; anything else there is left alone."""
    write_file(tmp_path, "services:\n" + OWN_ENTRY, "a-house.yaml")
    write_file(tmp_path, AGENCY, "b-agency.yaml")
    write_file(tmp_path, "not: yaml: at all", "notes.txt")
    use(monkeypatch, tmp_path)
    answer = typed("show", "zebra-house")
    assert (answer.code, answer.err) == (0, "")
    assert "204-555-0142" in answer.out


def test_later_files_count_over_earlier_ones(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two corrections of one number, that of the later file is told; `--also` comes last."""
    first = write_file(tmp_path, WITHDRAWING % ("closed", "One"), "first.yaml")
    second = write_file(tmp_path, WITHDRAWING % ("moved", "Two"), "second.yaml")
    for paths, by in (((first, second), "Two"), ((second, first), "One")):
        use(monkeypatch, *paths)
        assert [one["by"] for one in record(typed, "klinic-crisis")["withdrawn"]] == [by]
    own = write_file(tmp_path, OWN, "own.yaml")
    other = AGENCY.split("sources:")[0].replace("short: EX", "short: ALSO")
    use(monkeypatch, own)
    also = write_file(tmp_path, other.replace("on duty", "on call"), "also.yaml")
    lines = typed("find", "shelter", "--also", str(also)).out.split("\n")
    assert lines[2] == "OUR WORKERS: Call whoever is on call first. [ALSO]"
    assert lines[3] == ""


def test_of_two_that_replace_an_entry_the_later_does() -> None:
    """Two layers may replace the same entry: one of them is shown."""
    from resource_finder.directory.corrections import replace
    from resource_finder.directory.loader import load

    directory = load()
    old = next(one for one in directory.services if one.id == "klinic-crisis")
    new = [old._replace(id=id, replaces="klinic-crisis", layer="EX") for id in ("one", "two")]
    changed = replace(directory._replace(services=(*directory.services, *new)))
    ids = {service.id for service in changed.services}
    assert ids & {"klinic-crisis", "one", "two"} == {"two"}
    assert {service.id for service in changed.replaced} == {"klinic-crisis", "one"}
    named = {id for entry in changed.entries for id in entry.related}
    assert "klinic-crisis" not in named
    assert "two" in named


# --- who says so ---------------------------------------------------------------------------------


def test_each_page_names_the_layers_and_where_to_report_a_mistake(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    """Whoever reads a page knows whose list it rests on, of which day, and whom to tell."""
    use(monkeypatch, write_file(tmp_path, OWN))
    said = {
        Language.EN: "[EX] Example Agency, 20 November 2026. Report a mistake: duty desk, "
        "204-555-0190, desk@agency.example.",
        Language.FR: "[EX] Agence Exemple, 20 novembre 2026. Signaler une erreur\u00a0: duty desk, "
        "204\u00a0555-0190, desk@agency.example.",
    }[language]
    for words in ("", "find shelter", "find zebra giraffe", "hotlines", "timeline", "list",
                  "show klinic-crisis", "show zebra-page", "check",
                  "handout --output - --format html"):  # fmt: skip
        out = typed(*words.split(), "--lang", language).out
        assert said in out.replace("&nbsp;", "\u00a0"), words
    for format in ("table", "markdown"):
        out = typed("find", "shelter", "--format", format, "--lang", language).out
        assert said.split(".")[0] in out.replace("\\", "")


def test_a_card_of_a_wallet_says_where_to_report_a_mistake(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small sheet names no agency, which could show what it is for, only whom to tell."""
    use(monkeypatch, write_file(tmp_path, OWN))
    out = typed("handout", "--sheet", "wallet", "--output", "-", "--format", "html").out
    assert "Report a mistake: duty desk, 204-555-0190, desk@agency.example." in out


def test_the_version_names_the_layers(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A call about a wrong number begins with: which version, which list?"""
    before = typed("--lang", "en", "--version").out
    assert "EX" not in before
    broken = write_file(tmp_path, "layer: [", "broken.yaml")
    use(monkeypatch, write_file(tmp_path, OWN), broken, tmp_path / "missing.yaml")
    expected = before.replace(")", "; EX 2026-11-20)")
    assert typed("--lang", "en", "--version").out == expected


def test_programs_read_which_layers_were_used(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    """Every JSON answer names the layers, in the language of the answer."""
    plain = json.loads(typed("find", "shelter", "--format", "json").out)["directory"]
    assert (plain["layers"], plain["layer_errors"], plain["report_to"]) == ([], 0, None)
    use(monkeypatch, write_file(tmp_path, OWN))
    answer = json.loads(typed("find", "shelter", "--format", "json", "--lang", language).out)
    name = {Language.EN: "Example Agency", Language.FR: "Agence Exemple"}[language]
    assert answer["directory"] == {
        "date": "2026-11-23",
        "layers": [{"name": name, "short": "EX", "date": "2026-11-20"}],
        "layer_errors": 0,
        "report_to": {
            "name": "duty desk", "phone": "+12045550190", "email": "desk@agency.example",
        },
    }  # fmt: skip
    assert [len(line["phones"]) for line in answer["urgent"]][2:] == [0]


def test_an_entry_says_which_layer_it_is_from(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every row of the agency's carries its short name; `show` and programs have the whole."""
    use(monkeypatch, write_file(tmp_path, OWN))
    for words in ("find zebra house", "show zebra-house", "find zebra house --format table"):
        assert "Zebra House [EX]" in typed(*words.split()).out, words
    assert "Added by: Example Agency [EX]. 20 November 2026" in typed("show", "zebra-house").out
    assert record(typed, "zebra-house")["layer"] == "EX"
    assert record(typed, "klinic-crisis")["layer"] is None
    csv = typed("list", "--format", "csv").out.split("\r\n")
    assert [row.rpartition(",")[2] for row in csv if row.startswith("zebra-house")] == ["EX"]
    shown = typed("show", "klinic-crisis").out
    assert "Klinic Crisis Line\n" in shown
    assert "Added by" not in shown


def test_the_numbers_of_an_urgent_line_may_follow_it(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line of an agency may give the number of a service of its own."""
    text = OWN.replace("urgent:\n", "urgent:\n  service: zebra-house\n")
    use(monkeypatch, write_file(tmp_path, text))
    lines = typed("find", "shelter").out.split("\n")
    assert lines[2] == "OUR WORKERS: 204-555-0142 Call whoever is on duty first. [EX]"
    assert "204-555-0142" in typed("find", "shelter", "--format", "table").out.split("\n")[2]


def test_check_counts_the_layers_of_the_variable(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`check` without a file reads what a search reads; with a file, that file alone."""
    before = typed("check").out
    path = write_file(tmp_path, OWN)
    use(monkeypatch, path)
    programs = int(before.split("programs: ")[1].split(";")[0])
    assert f"programs: {programs + 1};" in typed("check").out
    assert typed("check", str(path)).code == 0


# --- a replaced entry ----------------------------------------------------------------------------


def test_a_replaced_entry_is_only_shown_and_as_replaced(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The agency's entry stands in the place of the other everywhere; `show` still gives that one,
    without a number to call, and says what replaces it."""
    use(monkeypatch, write_file(tmp_path, REPLACING))
    for words in ("find klinic crisis --all", "hotlines", "list", "find suicide --all",
                  "handout --output - --format markdown"):  # fmt: skip
        out = typed(*words.split()).out
        assert "Klinic Crisis Line" not in out, words
        assert "786-8686" not in out, words
        if words in ("hotlines", "list"):
            assert "Zebra House [EX]" in out, words
    shown = typed("show", "klinic-crisis").out
    assert "Replaced by: Zebra House (zebra-house)" in shown
    assert "Withdrawn: 204-786-8686 and 1-888-322-3019: withdrawn [EX]. Reason: replaced." in shown
    assert "Phone: 204" not in shown
    found = typed("find", "204-786-8686").out
    assert "204-786-8686 and 1-888-322-3019: withdrawn [EX]. Reason: replaced." in found
    replaced = record(typed, "klinic-crisis")
    assert (replaced["phones"], replaced["replaced_by"]) == ([], "zebra-house")
    assert record(typed, "zebra-house")["replaces"] == "klinic-crisis"


@pytest.mark.parametrize("line", ["find 204-786-8686", "find 786-8686", "hotlines 204-786-8686"])
def test_the_number_of_a_replaced_entry_leads_to_the_one_in_its_place(
    line: str, typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    """Whoever looks for an old number finds the agency's entry, beside why the number is gone."""
    hotline = REPLACING.replace("kind: program", "kind: hotline\n    line: crisis")
    use(monkeypatch, write_file(tmp_path, hotline))
    out = typed(*line.split(), "--lang", language).out.replace("\u00a0", " ")
    said = {
        Language.EN: ("Zebra House [EX]", "204-555-0142", "withdrawn [EX]. Reason: replaced."),
        Language.FR: ("Maison Zèbre [EX]", "204 555-0142", "retrait [EX]. Raison : remplacé."),
    }
    assert [one for one in said[language] if one not in out] == []
    assert {Language.EN: "No matches", Language.FR: "Aucun résultat"}[language] not in out


def test_why_an_entry_is_found_by_a_number_that_it_replaces(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody reads that an old number is the number of the new entry."""
    use(monkeypatch, write_file(tmp_path, REPLACING))
    out = typed("find", "204-786-8686", "--explain").out
    assert "was a number of the service in whose place it stands" in out
    assert "is in its number" not in out


def test_a_number_that_both_entries_have_is_still_given(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An agency that only writes an entry anew keeps its number."""
    use(monkeypatch, write_file(tmp_path, REPLACING.replace("204-555-0142", "204-786-8686")))
    out = typed("find", "204-786-8686").out
    assert "Zebra House [EX]" in out
    assert "Phone: 204-786-8686" in out
    assert "withdrawn" not in out


# --- one index -----------------------------------------------------------------------------------

WORDS: Final = """\
regions: {zebraville: {en: Zebraville, fr: Zébreville, within: northern, also: [Zebra Town]}}
topics: {stripes: {en: stripes, fr: rayures}}
vocabulary:
  - {id: zebra, en: [striped horse], fr: [cheval rayé], acronyms: [ZBR], topics: [safe-place]}
  - {id: klinic-too, en: [purple bridge], fr: [pont violet], services: [klinic-crisis]}
"""
SAMPLES: Final = {
    "an entry": OWN,
    "an entry without a number": OWN.replace(
        "    phones: [{number: 204-555-0142, kind: voice}]\n", ""
    ),
    "a correction": AGENCY + WITHDRAWING % ("closed", "One"),
    "words": WORDS + OWN.replace("[manitoba]", "[zebraville]").replace("[safe-place]", "[stripes]"),
    "nothing": "corrections: []\n",
    "an event": AGENCY + """\
events:
  - {id: 2011-05-zebra, origin: added, date: 2011-05, title: {en: Zebra, fr: Zèbre}, summary:
     {en: A zebra., fr: Un zèbre.}, topics: [housing], checked: 2026-11-20,
     sources: [{id: zebra-page, for: [what, date]}]}
""",
}  # fmt: skip


def tables(index: Index) -> dict[str, list[str]]:
    """The rows of every table of an index, without row ids, in an order of their own."""
    db = index.database
    ids = dict(db.execute("SELECT rowid, id FROM entry"))
    rows = {
        name: [repr(row) for row in db.execute(f"SELECT * FROM {name}") if row[0] != "digests"]
        for name in ("about", "source", "concept", "phone", "replaced", "instead")
    }
    rows["lexicon"] = joined(db, "word || ' ' || stop_word", "lexicon")
    rows["vocabulary"] = joined(db, "term || ' ' || doc", "vocabulary")
    phrases = "phrase JOIN meaning ON meaning = number"
    rows["phrase"] = joined(db, "words || ' ' || kind || ' ' || id || ' ' || capitals", phrases)
    rows["entry"] = [repr(row[1:]) for row in db.execute("SELECT * FROM entry")]
    for name, columns in (("facet", "entry, name, value"), ("name", "entry, name, tokens")):
        found = db.execute(f"SELECT {columns} FROM {name}")
        rows[name] = [repr((ids[row[0]], *row[1:])) for row in found]
    for name in ("words", "full_text"):
        db.execute(f"CREATE VIRTUAL TABLE temp.in_{name} USING fts5vocab(main, {name}, instance)")
        instances = f"temp.in_{name} CROSS JOIN entry ON entry.rowid = doc"
        rows[name] = joined(db, "term || ' ' || id || ' ' || col", instances)
        db.execute(f"DROP TABLE temp.in_{name}")
    rows["record"] = [repr((ids[row[0]], *row[1:])) for row in db.execute("SELECT * FROM record")]
    return {name: sorted(found) for name, found in rows.items()}


def joined(db: sqlite3.Connection, columns: str, tables: str) -> list[str]:
    """The columns of very many short rows as words: SQLite gives one text of all of them sooner
    than row by row."""
    query = f"SELECT group_concat({columns}, char(10)), count(*) FROM {tables}"
    text, count = db.execute(query).fetchone()
    rows = str(text).split("\n")
    assert len(rows) == count  # A row with a NULL would be left out.
    return rows


@pytest.mark.parametrize("name", SAMPLES)
def test_a_layer_is_found_as_if_it_had_been_part_of_the_directory(
    name: str, directory: Directory, index: Index, tmp_path: Path
) -> None:
    """Only what a layer changes is indexed again; what is found is the same as if everything had
    been read and indexed together."""
    path = write_file(tmp_path, SAMPLES[name])
    layered = add_layers(directory, [open_yaml(path)])
    assert layered.problems == ()
    expected = build(layered.directory)
    changed = update(index.duplicate(), directory, layered.directory)
    assert tables(changed) == tables(expected)
    for words in ("zebra", "striped horse", "runaway thompson", "ZBR", "purple bridge", "shelter"):
        given = [
            [
                (hit.entry.id, round(hit.score, 6))
                for hit in Finder(one).find(words, limit=None).hits
            ]
            for one in (changed, expected)
        ]
        assert given[0] == given[1], words


NAMING: Final = {
    **SAMPLES,
    "a replacement": REPLACING,
    "an entry that names another": OWN.replace(
        "    kind: program", "    kind: program\n    related: [klinic-crisis]"
    ),
    "a source that repeats another": OWN.replace(
        "sources: [{id: zebra-page", "sources: [{id: global-10450611"
    ),
    "an unknown id": OWN.replace(
        "    kind: program", "    kind: program\n    related: [klinic-crisi]"
    ),
    "an id that is taken": OWN.replace("zebra-house", "klinic-crisis"),
    "a number that is taken": OWN.replace("204-555-0142", "204-786-8686"),
}


@pytest.mark.parametrize("name", NAMING)
def test_what_a_file_names_is_enough_or_all_is_read(
    name: str, index: Index, tmp_path: Path
) -> None:
    """An entry that is added is checked and found as if the whole directory had been read for
    it."""
    files = [open_yaml(write_file(tmp_path, NAMING[name]))]
    whole = directory_of(index)
    layered = add_sound_layers(whole, files, ())
    expected = update(index.duplicate(), whole, layered.directory)
    given, problems = layers.index_with_layers(index.duplicate(), files, ())
    assert tuple(problems) == layered.problems
    # A copy, for the index that commands share cannot be changed, and `tables` adds views.
    assert tables(given.duplicate()) == tables(expected)
    assert given.header == expected.header == given.duplicate().header


def test_whoever_is_withdrawn_others_are_sent_on_as_if_all_had_been_read(index: Index) -> None:
    """A line that is withdrawn is nowhere the one to call instead, whichever it is, and whom it
    stood in for is sent on to the next."""
    whole = directory_of(index)
    changed = 0
    for service in whole.services:
        text = AGENCY + f"corrections: [{{id: '{service.id}', withdraw: closed}}]\n"
        files = [open_yaml(Path("own.yaml"), raw=text.encode())]
        new = add_sound_layers(whole, files, ()).directory
        given, _ = layers.index_with_layers(index.duplicate(), files, ())
        rows = dict(given.database.execute("SELECT entry, service FROM instead"))
        instead = dict(instead_rows(new))
        assert rows == {id: other.id for id, other in instead.items()}, service.id
        reachable = {s.id for s in new.services if is_reachable(s, instead.get(s.id), new)}
        read = given.database.execute("SELECT id FROM entry WHERE reachable AND kind <> 'event'")
        assert {id for (id,) in read} - {notice.id for notice in new.notices} == reachable
        changed += rows != dict(index.database.execute("SELECT entry, service FROM instead"))
    assert changed > 40


def test_a_file_that_only_adds_entries_waits_for_no_others(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An agency's own entries cost as little as they can: of the directory only what they name is
    read."""
    files = [open_yaml(write_file(tmp_path, NAMING["an entry that names another"]))]
    read = list[str]()
    monkeypatch.setattr(layer_base, "directory_of", lambda _: read.append("all"))
    part, _ = layer_base.with_layers(index, files, ())
    assert ([entry.id for entry in part.entries], read) == (["klinic-crisis"], [])


def test_an_index_gives_back_the_directory_that_it_was_made_of(
    directory: Directory, index: Index
) -> None:
    """A layer is checked against the compiled directory as against the YAML, but for search words,
    which no rule compares."""
    by_id = tuple(sorted(directory.sources, key=lambda source: source.id))
    concepts = tuple(concept._replace(en=(), fr=()) for concept in directory.vocabulary)
    assert directory_of(index) == directory._replace(sources=by_id, vocabulary=concepts)


def test_the_index_of_other_runs_is_not_changed(
    index: Index, typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a layer adds is in memory alone."""
    before = tables(index)
    use(monkeypatch, write_file(tmp_path, OWN))
    assert typed("find", "zebra house").code == 0
    assert tables(index) == before
    assert [path.name for path in tmp_path.iterdir()] == ["directory.yaml"]


def test_a_defect_of_the_program_stops_no_answer(
    directory: Directory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that the program itself cannot cope with is left out, and told of; others count."""
    real = add_layers

    def fails(base: Directory, files: Any) -> Any:
        if any(file.stem == "bad" for file in files):
            raise RecursionError
        return real(base, files)

    monkeypatch.setattr(directory_layers, "add_layers", fails)
    monkeypatch.delenv("RESOURCE_FINDER_DEBUG", raising=False)
    files = [open_yaml(write_file(tmp_path, OWN, f"{name}.yaml")) for name in ("bad", "good")]
    layered = add_sound_layers(directory, files, ())
    assert [problem.what for problem in layered.problems] == ["this file cannot be used"]
    assert layered.directory.services[-1].id == "zebra-house"
    with pytest.raises(RecursionError):
        add_sound_layers(directory, (), files[:1])


def test_the_library_raises_what_is_wrong_with_a_file_that_it_was_given(tmp_path: Path) -> None:
    """A program that names a file gets every fault of it."""
    path = write_file(tmp_path, OWN.replace("kind: program", "kind: programme"))
    with pytest.raises(DataError):
        Finder.open(also=[path])
    with Finder.open(layers=[open_yaml(path)]) as finder:
        assert [problem.what for problem in finder.problems] == ["unknown word '{value}'"]
        assert finder.index.header.layer_errors == 1


# --- where nothing is left behind ----------------------------------------------------------------


def test_a_shell_that_completes_a_word_sees_no_error(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault in the agency's file never appears among the words that TAB offers."""
    use(monkeypatch, write_file(tmp_path, "layer: ["))
    monkeypatch.setenv("_RESOURCE_FINDER_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "resource-finder show klinic-c")
    monkeypatch.setenv("COMP_CWORD", "2")
    answer = typed()
    assert ("klinic-crisis" in answer.out, answer.err) == (True, "")


def test_a_fault_is_told_once(typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that opens the directory twice does not say everything twice."""
    use(monkeypatch, tmp_path / "missing.yaml")
    assert typed("show", "988").err.count("cannot be reached\n") == 1


def test_texts_that_every_page_repeats_are_short(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No agency's name pushes the answer off the screen."""
    long = "x" * 81
    head, report, rest = AGENCY.split("\n", 2)
    for text in (
        head.replace("Example Agency", long), head.replace("short: EX", f"short: {'x' * 13}"),
        f"{head}\n{report.replace('duty desk', long)}", f"{head}\n{report.replace('desk@', long)}",
        f"{head}\n" + WITHDRAWING % ("closed", long),
        f"{head}\n{rest.partition('sources')[0].replace('Call whoever', long * 2)}",
    ):  # fmt: skip
        use(monkeypatch, write_file(tmp_path, text))
        assert "this is too long" in typed("check").out, text
        assert typed("find", "shelter").code == 0


# --- words of closed lists -----------------------------------------------------------------------

LISTED: Final = {
    "kind: program": ("kind: progam", "did you mean 'program'? One of: hotline, program"),
    "kind: voice": ("kind: fax", "one of: text, tty, voice"),
    "topics: [safe-place]": (
        "topics: [safe-plaice]",
        "did you mean 'safe-place'? All values: resource-finder help filters",
    ),
    "topics: [safe-place] ": ("topics: [zzz]", "all values: resource-finder help filters"),
    "withdraw: moved": (
        "withdraw: zzz",
        "one of: closed, moved, no-answer, unsafe, wrong-number",
    ),
    "id: klinic-crisis": (
        "id: klinic-crisi",
        "did you mean 'klinic-crisis'? All IDs: resource-finder list",
    ),
    "id: klinic-crisis,": (
        "id: zzz,",
        "correct the ID (all IDs: resource-finder list); if another file has it, check that file "
        "together with this one",
    ),
}
"""What is written in the file of an agency, a word that is not in its list, and what is said."""


@pytest.mark.parametrize("sound", LISTED)
def test_a_wrong_word_names_those_that_may_stand_there(
    sound: str, typed: Type, tmp_path: Path
) -> None:
    """Nobody has to look for the values of a list: a short one is named, a long one has a
    command."""
    wrong, fix = LISTED[sound]
    text = OWN + WITHDRAWING % ("moved", "desk")
    assert sound.strip() in text
    answer = typed("check", str(write_file(tmp_path, text.replace(sound.strip(), wrong))))
    fixes = [line.strip() for line in answer.out.split("\n") if line.startswith("  fix: ")]
    assert (fixes, answer.code) == ([f"fix: {fix}"], 3)
