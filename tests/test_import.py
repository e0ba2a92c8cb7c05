"""The command `import`: a spreadsheet becomes the file of an agency."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from conftest import Type
from resource_finder.directory.layers import add_layers
from resource_finder.directory.yaml_file import open_yaml
from resource_finder.exchange.cleaning import AmbiguousDate, as_date, as_digits, split_extension
from resource_finder.exchange.csv_file import Table, as_bytes, read_table
from resource_finder.exchange.importing import Imported, import_table
from resource_finder.exchange.map_file import own_map
from resource_finder.exchange.rows import Row, columns_of, row_of
from resource_finder.model import Directory
from samples import write_file

pytestmark = pytest.mark.usefixtures("shared_index")

TOWNS: Final = ("Winnipeg", "Brandon", "Thompson", "Flin Flon")
AREAS: Final = ("204", "431", "584")
HEADER: Final = (
    "N°;Nom du service;Téléphone;Ville;Clientèle;Description;Adresse;Mise à jour;Note\r\n"
)
ROW: Final = (
    "{n};Écoute {n} – l’été;{phone};{town};jeunes, femmes;Un lieu; à {n}.;;13/02/2026;x\r\n"
)
OWN: Final = """\
layer: {name: {en: Example Agency, fr: Agence Exemple}, short: EX, date: 2026-11-20}
services:
  - id: zebra-house
    kind: program
    name: {en: Zebra House, fr: Maison Zèbre}
    use_for: {en: a bed tonight, fr: un lit ce soir}
    summary: {en: "Beds, for young people.", fr: "Des lits : pour les jeunes."}
    audience: [youth, women]
    ages: {from: 11}
    regions: [manitoba]
    languages: [en, fr]
    hours: {en: "24 hours a day, every day", fr: "24 heures sur 24, 7 jours sur 7"}
    phones:
      - {number: 204-555-0142, label: {en: Beds, fr: Lits}}
      - {number: "555010", kind: text, keyword: ZEBRA}
    web: [{address: zebra.example, kind: site}]
    addresses: [{text: 250 Portage Avenue, kind: office}]
    aliases: [zebra, "+striped"]
    topics: [safe-place]
  - {id: zebra-line, kind: hotline, name: Zebra line, summary: {en: Someone to talk to.},
     regions: [winnipeg], phones: [{number: 204-555-0143}]}
"""
HOME: Final = "id,kind,name_en,summary_en,regions,phone_1,address_1,checked\n"


def french_list(number: int = 300) -> bytes:
    """A list as a French Excel saves it."""
    rows = (
        ROW.format(
            n=n,
            phone=f"{AREAS[n // 100]}555{100 + n % 100:04}.0",
            town=TOWNS[n % 4],
        ).replace("Un lieu; à", '"Un lieu; à').replace(f"{n}.;;", f'{n}.";;')
        for n in range(number)
    )  # fmt: skip
    return (HEADER + "".join(rows)).encode("cp1252")


def table_file(folder: Path, text: str, name: str = "list.csv") -> str:
    """A table in UTF-8; its path."""
    return str(write_file(folder, text, name))


def map_file(typed: Type, table: str, folder: Path) -> str:
    """The map that is proposed for a table, with the agency written into it; its path."""
    text = typed("import", table).out.replace('date: ""', "date: 2026-11-20")
    text = text.replace('  name: ""', "  name: Example").replace('short: ""', "short: EX")
    return str(write_file(folder, text, "map.yaml"))


def imported(rows: list[Row], directory: Directory, addresses: bool = True) -> Imported:
    """What becomes of rows with our columns."""
    table = read_table(as_bytes(rows, columns_of(rows)))
    map = own_map(table)
    assert map is not None
    return import_table(table, map, directory, "own", None, addresses)


def test_three_commands_make_a_working_file_of_a_french_list(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A curator with a list of 300 rows, as Excel saves it, needs no YAML: a map, the file, a
    check; then its services are found by everybody."""
    (tmp_path / "list.csv").write_bytes(french_list())
    files = [str(tmp_path / name) for name in ("list.csv", "map.yaml", "agency.yaml")]
    assert map_file(typed, files[0], tmp_path) == files[1]
    answer = typed("import", files[0], "--map", files[1], "--output", files[2])
    assert (answer.code, answer.err) == (
        0,
        "300 services taken.\n300 of them as programs, since no column says what they are; for a "
        "hotline, let a column or word of the map say 'hotline'.\n",
    )
    checked = typed("check", files[2])
    assert (checked.code, "no errors" in checked.out) == (0, True)
    monkeypatch.setenv("RESOURCE_FINDER_ALSO", files[2])
    shown = typed("show", "ecoute-101-l-ete", "--lang", "fr")
    assert shown.code == 0
    for said in ("Écoute 101 – l’été", "431\u00a0555-0101", "Un lieu; à 101.", "Brandon", "jeunes"):
        assert said in shown.out


def test_what_is_exported_comes_back_byte_for_byte(typed: Type, tmp_path: Path) -> None:
    """Whoever edits one cell of the table changes nothing else."""
    first = str(write_file(tmp_path, OWN, "first.yaml"))
    tables = [str(tmp_path / name) for name in ("one.csv", "two.csv")]
    second = str(tmp_path / "second.yaml")
    assert typed("export", "--also", first, "--output", tables[0]).code == 0
    answer = typed("import", tables[0], "--addresses", "--output", second)
    assert answer.code == 0
    assert answer.err.split("\n")[0] == "2 services taken."
    assert "row" in answer.err
    assert "zebra-house: 250 Portage Avenue\n" in answer.err
    assert typed("export", "--also", second, "--output", tables[1]).code == 0
    assert Path(tables[0]).read_bytes() == Path(tables[1]).read_bytes()
    assert "anglais" not in Path(second).read_text(encoding="utf-8")
    assert b"zebra-house,EX,program,,Zebra House" in Path(tables[1]).read_bytes()


def test_the_whole_directory_comes_back_byte_for_byte(
    typed: Type, tmp_path: Path, directory: Directory
) -> None:
    """The table of the built-in directory, imported and used beside it, changes nothing."""
    tables = [str(tmp_path / name) for name in ("one.csv", "two.csv")]
    layer = str(tmp_path / "layer.yaml")
    assert typed("export", "--output", tables[0]).code == 0
    answer = typed("import", tables[0], "--addresses", "--output", layer)
    assert answer.err == (
        f"0 services taken.\n{len(directory.services)} left out: the directory says the same.\n"
    )
    assert typed("export", "--also", layer, "--output", tables[1]).code == 0
    assert Path(tables[0]).read_bytes() == Path(tables[1]).read_bytes()


def test_a_table_of_the_whole_directory_is_an_agencys_byte_for_byte(directory: Directory) -> None:
    """An agency may begin with all of it: what the table has comes back, and of each service is
    said what the table does not have, such as details and notes."""
    header = directory.header._replace(built_in=False)
    nothing = directory._replace(header=header, services=(), vocabulary=())
    rows = [{**row_of(service), "layer": "EX"} for service in directory.services]
    made = imported(rows, nothing)
    assert (made.taken, made.left_out) == (len(directory.services), ())
    assert [(one.name, one.values["value"]) for one in made.by_hand] == [
        (row["id"], row["not_here"]) for row in rows if "not_here" in row
    ]
    for row in rows:
        row.pop("not_here", None)
    layered = add_layers(nothing, [open_yaml(Path("own.yaml"), raw=made.text.encode())])
    again = [row_of(service) for service in layered.directory.services]
    assert layered.problems == ()
    assert as_bytes(again, columns_of(again)) == as_bytes(rows, columns_of(rows))


def test_every_service_survives_its_row(directory: Directory) -> None:
    """No field of a row is lost on the way into a file and back, whatever service it is of."""
    rows = [{**row_of(s), "id": f"own-{s.id}", "layer": "EX"} for s in directory.services]
    for row in rows:
        row.pop("not_here", None)
    made = imported(rows, directory)
    layered = add_layers(directory, [open_yaml(Path("own.yaml"), raw=made.text.encode())])
    again = {s.id: row_of(s) for s in layered.directory.services if s.layer == "EX"}
    assert layered.problems == ()
    assert len(again) == made.taken > 80
    assert again == {row["id"]: row for row in rows if row["id"] in again}
    # A number belongs to one service: the others are told, each with its reason.
    assert made.taken + len(made.left_out) == len(rows)
    assert {one.what for one in made.left_out} == {"this number is already on '{owner}'"}


def test_what_the_directory_says_is_not_repeated(directory: Directory) -> None:
    """The table of the whole directory brings nothing new; a changed row is left to a person."""
    rows = [row_of(service) for service in directory.services]
    assert imported(rows, directory)[1:4] == (0, len(rows), ())
    rows[0] = {**rows[0], "summary_en": "Something else."}
    (told,) = imported(rows, directory).left_out
    assert (told.row, told.name) == (2, directory.services[0].id)
    assert "'corrections:'" in told.what


def test_two_thousand_rows_in_one_language_are_taken(directory: Directory) -> None:
    """A long list without French is no fault."""
    rows = [
        {"id": f"own-{n}", "kind": "program", "name_en": f"Place {n}", "regions": "manitoba",
         "summary_en": "A room."}
        for n in range(2_000)
    ]  # fmt: skip
    assert imported(rows, directory)[1:] == (2_000, 0, (), (), (), 0)


def test_a_row_that_cannot_be_used_is_told_and_the_rest_taken(typed: Type, tmp_path: Path) -> None:
    """One bad number stops no file: the report names the row of the spreadsheet and says why."""
    rows = (
        "a,program,A,A room.,manitoba,204-555-0142,1 Main Street,\n"
        "b,program,B,A room.,manitoba,555-0,,\n"
        "a,program,C,A room.,manitoba,,,\n"
        "d,program,D,A room.,mars,,,\n"
    )
    answer = typed("import", table_file(tmp_path, HOME + rows))
    assert answer.code == 0
    assert answer.out.count("- id:") == 1
    assert "Main" not in answer.out
    lines = answer.err.rstrip("\n").split("\n")
    assert lines[:4] == [
        "1 service taken.", "Left out: 3", "  row 3, b: invalid phone number '555-0'",
        "  row 4, a: another row has this ID",
    ]  # fmt: skip
    assert lines[4].startswith("  row 5, d: ")
    assert lines[5:] == [
        "To be looked at by hand: 1",
        "  row 5, d: “mars” under “regions” has no meaning in the map",
        "1 street address left out: --addresses takes it.",
        "3 rows were left out, for the reasons above.",
    ]  # fmt: skip


def test_a_word_without_meaning_is_not_what_every_service_has(typed: Type, tmp_path: Path) -> None:
    """A service of an unknown town is not said to serve the whole province."""
    table = table_file(tmp_path, "Name,City,About\nZebra,Atlantis,Beds.\nLion,,Beds.\n")
    map = map_file(typed, table, tmp_path)
    answer = typed("import", table, "--map", map)
    assert ("id: lion" in answer.out, "id: zebra" in answer.out) == (True, False)
    assert "row 2, zebra: “Atlantis” under “City” has no meaning in the map" in answer.err


def test_two_languages_in_one_cell_are_two(typed: Type, tmp_path: Path) -> None:
    """A list that says “Français et anglais” needs no word for it in the map."""
    table = table_file(
        tmp_path, "Nom,Langue,Dernière vérification\nZèbre,Français et anglais,2026\n"
    )
    map = typed("import", table).out
    assert ('"Français": "fr"' in map, '  anglais: "en"' in map) == (True, True)
    assert 'checked: "Dernière vérification"' in map


def test_a_row_that_must_not_be_given_is_told(typed: Type, tmp_path: Path) -> None:
    """A warning in a column that nobody mapped is not lost on the way into the directory."""
    table = table_file(tmp_path, "Name,City,About,Internal\nZebra,Winnipeg,Beds.,NE PAS DONNER\n")
    map = map_file(typed, table, tmp_path)
    answer = typed("import", table, "--map", map)
    said = "a column that is not used says “NE PAS DONNER”: may it be given out?"
    assert (answer.code, said in answer.err) == (0, True)


def test_two_numbers_in_one_cell_are_told_as_such(typed: Type, tmp_path: Path) -> None:
    """Whoever keeps two numbers in one cell reads where the second belongs."""
    row = "zebra,program,Zebra,Beds.,manitoba,204-555-0116 / 204-555-0117,,\n"
    answer = typed("import", table_file(tmp_path, HOME + row))
    said = "“204-555-0116 / 204-555-0117” is two numbers: put the second into a column of its own"
    assert said in answer.err


@pytest.mark.parametrize("option", ["", "dmy", "mdy"])
def test_a_date_of_two_readings_is_refused(typed: Type, tmp_path: Path, option: str) -> None:
    """3 April or 4 March: nobody but the curator knows."""
    row = "a,program,A,A room.,manitoba,,,03/04/2026\n"
    options = ["--dates", option] if option else []
    answer = typed("import", table_file(tmp_path, HOME + row), *options)
    if option:
        day = {"dmy": "2026-04-03", "mdy": "2026-03-04"}[option]
        assert (answer.code, f"checked: '{day}'" in answer.out) == (0, True)
    else:
        assert (answer.code, answer.out) == (3, "")
        assert answer.error == (
            "row 2: “03/04/2026” could be read two ways: add `--dates dmy` (day first) or "
            "`--dates mdy` (month first).\n"
        )


@pytest.mark.parametrize(
    ("cell", "read"),
    [("2026-04-03", "2026-04-03"), ("2026-04", "2026-04"), ("25/12/2026", "2026-12-25"),
     ("12/25/2026", "2026-12-25"), ("4/4/2026", "2026-04-04"), ("2026/4/3", "2026-04-03"),
     ("2026-04-03 00:00:00", "2026-04-03"), ("soon", "soon"), ("31/31/2026", "31/31/2026")],
)  # fmt: skip
def test_a_date_of_one_reading_needs_no_option(cell: str, read: str) -> None:
    """Whatever has one meaning is read."""
    assert as_date(cell, None) == read


def test_a_date_is_never_guessed() -> None:
    """Of two readings none is taken."""
    with pytest.raises(AmbiguousDate):
        as_date("03-04-2026", None)


@pytest.mark.parametrize(
    "cell", ["2045550142", "2045550142.0", "2045550142,00", "2.045550142E+09", "2,045550142E9"]
)
def test_a_number_that_became_a_quantity_is_read(cell: str) -> None:
    """Spreadsheets take phone numbers for quantities."""
    assert as_digits(cell) == "2045550142"
    assert as_digits("204-555-0142") == "204-555-0142"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_is_read_however_it_was_saved(encoding: str, separator: str) -> None:
    """Excel, LibreOffice and Google save differently; a cell of several lines is one row."""
    text = separator.join(["Nom", "Été"]) + "\r\n" + separator.join(['"a\r\nb"', "’é"]) + "\r\n"
    table = Table(("Nom", "Été"), ((2, {"Nom": "a b", "Été": "’é"}),))
    assert read_table(text.encode(encoding)) == table


LAYER: Final = "layer: {name: Zebra, short: Z}\n"
FAULTS: Final = {
    "no.csv": "no.csv: there is no such file",
    ".": ". cannot be read: it must be a file of at most 10 MB.",
    "book.csv": "book.csv is no table: save it as CSV.",
    "list.csv --map columns:\n  name_en: a: b": "map.yaml:2:13: this is not valid YAML",
    "list.csv --map [1]": "map.yaml is no map of columns: resource-finder import FILE prints one",
    f"list.csv --map {LAYER}columns: {{name_en: Name}}\nwords: {{regions: {{a: Winipeg}}}}":
        "map.yaml: our column does not take this value: regions: Winipeg",
    f"list.csv --map {LAYER}columns: {{name_en: Name}}\nalways: {{kind: office}}":
        "map.yaml: our column does not take this value: kind: office",
    "list.csv --map columns:": "map.yaml is no map of columns",
    "list.csv --map columns: {nom: Name}": "map.yaml: we have no column “nom”.",
    "list.csv --map columns: {name_en: Nom}": "map.yaml: the table has no column “Nom”.",
    "list.csv --map columns: {name_en: Name}\nlayer: {short: [a]}":
        "map.yaml:2:8: missing key 'name'\n  in: layer\n  fix: add 'name:'\nmap.yaml:2:16: text is",
    "list.csv --map columns: {name_en: Name}\nlayer: {name: Zebra, short: longer than it may be}":
        "map.yaml:2:29: this is too long\n  in: layer › short\n  fix: at most 12 characters\n",
    "list.csv --map columns: {name_en: Name}\nlayer: {name: Zebra, short: Z, date: 2026-13-40}":
        "map.yaml:2:38: invalid date '2026-13-40'\n  in: layer › date\n  fix: write year",
    "list.csv --map columns: {name_en: Name}\nlayer: {name: '', short: Z}":
        "map.yaml:2:15: text is missing here\n  in: layer › name\n  fix: add it",
    "list.csv --map columns: {name_en: Name}": "map.yaml:1:1: missing key 'layer'",
    "open.csv": "open.csv is no table: save it as CSV.",
}  # fmt: skip


@pytest.mark.parametrize("line", FAULTS)
def test_a_fault_is_told(
    line: str, typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be used is named, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    write_file(tmp_path, "Name\nZebra\n", "list.csv")
    write_file(tmp_path, 'Name\n"Zebra', "open.csv")
    (tmp_path / "book.csv").write_bytes(b"PK\x03\x04 a workbook of Excel")
    file, _, map = line.partition(" --map ")
    write_file(tmp_path, map, "map.yaml")
    answer = typed("import", file, *(["--map", "map.yaml"] if map else []), "--output", "x.yaml")
    assert (answer.code, answer.out, Path("x.yaml").exists()) == (3, "", False)
    assert answer.error.startswith(FAULTS[line])


def test_an_extension_is_kept_beside_its_number(typed: Type, tmp_path: Path) -> None:
    """A list that writes extensions behind its numbers loses neither, and its curator is told."""
    table = table_file(tmp_path, HOME + "a,program,A,A room.,manitoba,204-555-0155 poste 12,,\n")
    answer = typed("import", table)
    assert (
        "number: 204-555-0155\n    note:\n      en: Extension 12\n      fr: Poste 12" in answer.out
    )
    said = "“204-555-0155 poste 12”: the number is taken; what stood behind it is in the note"
    assert said in answer.err


@pytest.mark.parametrize(
    "written", ["ext. 12", "ext 12", ", extension 12", "x12", "(poste 12)", "#12"]
)
def test_an_extension_is_recognized(written: str) -> None:
    """People write extensions in many ways."""
    assert split_extension(f"204-555-0155 {written}") == ("204-555-0155", "12")
    assert split_extension("1 866 555-0156") == ("1 866 555-0156", "")


def test_what_nothing_says_is_told(typed: Type, tmp_path: Path) -> None:
    """Every row without a kind becomes a program: the curator of a list of hotlines is told, and a
    word of the list may say it; the ages of a list are found by their usual names."""
    header = "Name,City,About,Type,Age from,Âge max\n"
    rows = "Lion,Winnipeg,Talk.,Ligne d’écoute,12,17\nZebra,,Beds.,,,\n"
    table = table_file(tmp_path, header + rows)
    map = map_file(typed, table, tmp_path)
    said = "# Hotlines among them: let a column, or a word under 'kind', say 'hotline'.\n"
    assert said in Path(map).read_text(encoding="utf-8")
    answer = typed("import", table, "--map", map)
    assert answer.out.count("kind: hotline") == answer.out.count("kind: program") == 1
    assert "ages:\n    from: 12\n    to: 17\n" in answer.out
    assert answer.err.split("\n")[1].startswith("1 of them as a program, since no column says")


def test_a_map_says_what_to_do_with_it(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever wrote a map is given the next command; whoever wrote our columns, the one for a
    map."""
    monkeypatch.chdir(tmp_path)
    table_file(tmp_path, "Name\nZebra\n")
    assert typed("import", "list.csv", "--output", "map.yaml").out == (
        "map.yaml\nIt is a map: edit it, then: "
        "resource-finder import list.csv --map map.yaml --output list.yaml\n"
    )
    table_file(tmp_path, "Name\nZebra\n", "our list.csv")
    assert typed("import", "our list.csv", "--output", "m.yaml").out.endswith(
        'resource-finder import "our list.csv" --map m.yaml --output "our list.yaml"\n'
    )
    assert typed("import", "--output", "ours.yaml").out == (
        "ours.yaml\nThese are our columns. A map of yours: "
        "resource-finder import list.csv --output map.yaml\n"
    )


def test_a_map_in_the_folder_is_no_file_of_the_agency(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever left the map beside the file is told to move it, not to take it apart; the rest of
    the folder stays in force."""
    write_file(tmp_path, OWN, "own.yaml")
    map = map_file(typed, table_file(tmp_path, "Name,City,About\nLion,Winnipeg,Beds.\n"), tmp_path)
    checked = typed("check", map)
    assert (checked.code, checked.out) == (3, (
        f"{map}:2:1: this is a map for import, not a file of your agency\n"
        "  fix: move it out of the folder\n1 error.\n"
    ))  # fmt: skip
    monkeypatch.setenv("RESOURCE_FINDER_ALSO", str(tmp_path))
    assert typed("show", "zebra-house").code == 0
    assert typed("check").out.count("fix: ") == 1


def test_a_list_in_a_map_is_several_values(typed: Type, tmp_path: Path) -> None:
    """A word that means two languages may be written as `[en, fr]`, as elsewhere."""
    table = table_file(tmp_path, "Name,City,About,Languages\nLion,Winnipeg,Beds.,bilingual\n")
    map = Path(map_file(typed, table, tmp_path))
    text = map.read_text(encoding="utf-8")
    assert 'bilingual: ""' in text
    map.write_text(text.replace('bilingual: ""', "bilingual: [en, fr]"), encoding="utf-8")
    answer = typed("import", table, "--map", str(map))
    assert "  languages:\n  - en\n  - fr\n" in answer.out


def test_a_list_too_long_for_one_file_is_told(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer says what to do: split it."""
    table = table_file(tmp_path, HOME + "a,program,A,A room.,manitoba,,,\n")
    monkeypatch.setattr("resource_finder.exchange.importing.MAX_BYTES", 10)
    answer = typed("import", table)
    assert (answer.code, answer.out) == (3, "")
    assert answer.error == f"{table} is too long for one file: split it.\n"


@pytest.mark.parametrize("option", ["--map x.yaml", "--dates dmy", "--addresses"])
def test_an_option_without_a_file_is_refused(option: str, typed: Type) -> None:
    """None is dropped in silence."""
    answer = typed("import", *option.split())
    assert (answer.code, answer.out) == (2, "")
    assert f"{option.split()[0]} changes nothing here" in answer.err


def test_a_file_that_exists_is_kept(typed: Type, tmp_path: Path) -> None:
    """An agency's file may hold corrections by hand."""
    path = write_file(tmp_path, "mine", "agency.yaml")
    table = table_file(tmp_path, HOME + "a,program,A,A room.,manitoba,,,\n")
    answer = typed("import", table, "--output", str(path))
    assert (answer.code, answer.out, path.read_text()) == (4, "", "mine")


def test_the_command_says_so_in_french(typed: Type, tmp_path: Path) -> None:
    """The report is in the language asked for."""
    table = table_file(tmp_path, HOME + "a,program,A,A room.,manitoba,,1 Main Street,\n")
    answer = typed("importer", table, "--lang", "fr")
    assert answer.err == (
        "1 service repris.\n1 adresse municipale omise\u00a0: --addresses la reprend.\n"
    )
