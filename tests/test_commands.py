"""What each command promises to people and scripts: results, order, exit codes."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from conftest import ROOT, Type
from resource_finder.bilingual import Language
from resource_finder.model import Service
from resource_finder.search.index import Index
from samples import REPORT_DISPLAYED, REPORT_NUMBER

BOTH = ("en", "fr")


def results(answer: str) -> list[dict[str, Any]]:
    """The results of a JSON answer."""
    found: list[dict[str, Any]] = json.loads(answer)["results"]
    return found


@pytest.mark.parametrize("words", ["foyer d'accueil", "foster home", "FOYER D’ACCUEIL"])
@pytest.mark.smoke
def test_a_former_service_comes_first_where_nothing_else_fits(words: str, typed: Type) -> None:
    """“Foyer d’accueil” and “foster home” both give At Our Relatives’ Place first."""
    assert results(typed("find", words, "--format", "json").out)[0]["id"] == (
        "at-our-relatives-place"
    )


def test_the_timeline_of_2008_and_2009_stands_in_order_of_time(typed: Type) -> None:
    """The years 2008 and 2009 hold the strategy’s own events, in order of time."""
    answer = typed("timeline", "--from", "2008", "--to", "2009", "--format", "json").out
    wanted = ["2008", "2008-03", "2008-11-13", "2008-12-10", "2009-02", "2009-04-15", "2009-08-26"]
    dates = [event["date"] for event in results(answer)]
    assert dates == sorted(dates)
    assert [date for date in dates if date in wanted] == wanted


@pytest.mark.parametrize(("lang", "display"), REPORT_DISPLAYED.items())
@pytest.mark.smoke
def test_numbers_are_written_as_each_language_writes_them(
    lang: str, display: str, typed: Type
) -> None:
    """The report line stands as people write it in each language; short codes stand bare."""
    found = results(typed("hotlines", "--format", "json", "--lang", lang).out)
    shown = {p["number"]: p["display"] for line in found for p in line["phones"]}
    assert shown[REPORT_NUMBER] == display
    assert (shown["911"], shown["988"], shown["686868"]) == ("911", "988", "686868")


@pytest.mark.smoke
def test_the_envelope_of_json_is_stable(typed: Type) -> None:
    """A script finds the same keys in every JSON answer, and the urgent lines in each."""
    answer = json.loads(typed("find", "suicide", "--format", "json", "--lang", "fr").out)
    assert {key: answer[key] for key in ("schema", "command", "language", "query")} == {
        "schema": 1, "command": "find", "language": "fr", "query": "suicide",
    }  # fmt: skip
    assert answer["directory"]["date"] == "2026-11-23"
    assert [phone["number"] for line in answer["urgent"] for phone in line["phones"]] == [
        "911",
        REPORT_NUMBER,
    ]
    promised = {
        "id", "kind", "line", "name", "summary", "status", "last_seen", "confidence", "audience",
        "ages", "region", "languages", "hours", "phones", "web", "operator", "police", "sources",
        "checked", "related", "why", "match",
    }  # fmt: skip
    assert promised <= set(answer["results"][0])
    phone = {"number", "display", "kind", "label", "confidence", "hours", "keyword", "note"}
    assert phone <= set(answer["results"][0]["phones"][0])


def test_an_event_in_json_has_what_is_promised(typed: Type) -> None:
    """An event of a JSON answer has its date, title, phase and sources."""
    event = results(typed("show", "2008-12-10-phase-two", "--format", "json").out)[0]
    assert {"id", "kind", "date", "title", "summary", "phase", "related", "sources"} <= set(event)
    assert (event["kind"], event["date"], event["phase"]) == ("event", "2008-12-10", "two")


@pytest.mark.parametrize("lang", BOTH)
@pytest.mark.smoke
def test_nothing_found_is_an_answer(lang: str, typed: Type) -> None:
    """Where nothing fits, JSON says so with no results, and the exit code is 1."""
    answer = typed("find", "lost cat", "--format", "json", "--lang", lang)
    assert (answer.code, results(answer.out), answer.err) == (1, [], "")
    page = typed("find", "lost cat", "--lang", lang)
    assert page.code == 1
    assert "211" in page.out


def test_ids_and_values_are_the_same_in_both_languages(typed: Type) -> None:
    """Ids, kinds, lines and statuses of `list` do not depend on the language."""
    fixed = ("id", "kind", "line", "status", "confidence", "audience", "region", "date", "phase")
    en, fr = (
        [{k: r.get(k) for k in fixed} for r in results(typed("list", "--format", "json", "--lang",
                                                             lang).out)]
        for lang in BOTH
    )  # fmt: skip
    assert en == fr


def test_a_limit_leaves_the_total_whole(typed: Type) -> None:
    """`--limit` shortens the list, not the count."""
    few = json.loads(typed("hotlines", "--limit", "2", "--format", "json").out)
    every = json.loads(typed("hotlines", "--format", "json").out)
    assert (len(few["results"]), few["total"]) == (2, len(every["results"]))
    assert few["results"] == every["results"][:2]


@pytest.mark.parametrize("lang", BOTH)
def test_a_list_between_tabs_is_data(lang: str, typed: Type) -> None:
    """`list --format tsv` is a line an entry under its headings, and nothing else."""
    kinds = ("--kind", "program", "--kind", "event", "--kind", "source", "--lang", lang)
    every = results(typed("list", *kinds, "--format", "json").out)
    lines = [line.split("\t") for line in typed("list", *kinds, "--format", "tsv").out.split("\n")]
    assert lines[0] == ["id", "kind", "status", "name"]
    assert lines[-1] == [""]
    assert [tuple(line[:3]) for line in lines[1:-1]] == [
        (one["id"], one["kind"], one.get("status") or "") for one in every
    ]
    names = [" ".join((one.get("name") or one["title"]).split()) for one in every]
    assert [line[3].lstrip("'") for line in lines[1:-1]] == names


def test_people_get_five_and_scripts_get_all(typed: Type) -> None:
    """`find` shows people five results and says how many more there are; scripts get every one."""
    total = json.loads(typed("find", "winnipeg", "--format", "json").out)["total"]
    page = typed("find", "winnipeg").out
    assert len(results(typed("find", "winnipeg", "--format", "json").out)) == total > 5
    assert f"5 of {total}." in page
    assert f"6 of {total}." not in page
    assert f"{total - 5} more (use --limit {total})" in page


@pytest.mark.parametrize("line", ["find winnipeg", "timeline police", "hotlines thompson", "list"])
def test_all_means_all(line: str, typed: Type) -> None:
    """`--all` shows every result, before or after the command, and a limit beside it is refused."""
    every = json.loads(typed(*line.split(), "--all", "--format", "json").out)
    assert every["total"] == len(every["results"])
    for arguments in (["--all", *line.split()], [*line.split(), "--all"]):
        page = typed(*arguments).out
        assert f"{every['total']} of {every['total']}." in page
        assert "--limit" not in page
    for arguments in ([*line.split(), "--all", "--limit", "3"],
                      ["--limit", "3", *line.split(), "--all"]):  # fmt: skip
        refused = typed(*arguments)
        assert (refused.code, refused.out) == (2, "")
        assert "--limit and --all do not go together" in refused.err


def test_a_timeline_gives_as_many_as_are_asked_for(typed: Type) -> None:
    """With words the eight best events are given, unless somebody asks for more of them."""
    counts = {
        option: len(
            results(typed("timeline", "exploitation", *option.split(), "--format", "json").out)
        )
        for option in ("", "--limit 9", "--limit 3", "--all")
    }
    assert (counts[""], counts["--limit 9"], counts["--limit 3"]) == (8, 9, 3)
    assert counts["--all"] > 9


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["list", "--lang", "fr", "--lang", "en"], "en"),
        (["--lang", "fr", "list", "--lang", "en"], "en"),
        (["--lang", "en", "list", "--lang", "fr"], "fr"),
        (["--lang=fr", "list"], "fr"),
        (["find", "--lang", "fr", "suicide", "--", "--lang", "en"], "fr"),
    ],
)
def test_the_last_language_wins(arguments: list[str], expected: str, typed: Type) -> None:
    """`--lang` works before and after the command, the last one wins, nothing counts after --."""
    assert json.loads(typed("--format", "json", *arguments).out)["language"] == expected


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"RESOURCE_FINDER_LANG": "fr", "LC_ALL": "en_CA.UTF-8"}, "fr"),
        ({"RESOURCE_FINDER_LANG": "cree", "LC_ALL": "fr_CA.UTF-8"}, "fr"),
        ({"LC_ALL": "C", "LC_MESSAGES": "fr_CA", "LANG": "en_CA"}, "fr"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_environment_says_the_language(environ: dict[str, str], expected: str) -> None:
    """Without `--lang` the environment decides; a value that names neither language falls
    through."""
    from resource_finder.__main__ import choose_language

    assert choose_language([], environ) is Language(expected)


@pytest.mark.smoke
def test_both_names_of_a_command_work_in_both_languages(typed: Type) -> None:
    """`chercher` works in English and `find` in French, with the same answer."""
    for english, french in (("find", "chercher"), ("hotlines", "lignes"), ("list", "liste")):
        for lang in BOTH:
            same = [typed(name, "suicide" if english != "list" else "--limit=3", "--lang", lang)
                    for name in (english, french)]  # fmt: skip
            assert same[0] == same[1]
            assert same[0].code == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["find"], 2),
        (["find", "x", "--regon", "y"], 2),
        (["find", "x", "--region", "atlantis"], 2),
        (["find", "x", "--format", "pdf"], 2),
        (["list", "--lang", "cree"], 2),
        (["list", "--limit", "-1"], 2),
        (["fnd"], 2),
        (["show"], 2),
        (["show", "cfs-reprot"], 1),
        (["show", "cfs-report"], 0),
        (["list", "--kind", "source"], 0),
        (["check"], 0),
        (["check", "no-such-file.yaml"], 3),
        (["find", "x", "--directory", "no-such-file.yaml"], 3),
    ],
)
@pytest.mark.parametrize("lang", BOTH)
def test_exit_codes_are_as_promised(
    arguments: list[str], code: int, lang: str, typed: Type
) -> None:
    """A script can trust the exit code: 0 found, 1 not found, 2 wrong line, 3 wrong file."""
    line = arguments if "--lang" in arguments else [*arguments, "--lang", lang]
    answer = typed(*line)
    assert answer.code == code
    assert bool(answer.err) == (code == 2 or "--directory" in arguments)
    assert "Traceback" not in answer.out + answer.err


@pytest.mark.smoke
def test_an_unknown_id_offers_the_nearest(typed: Type) -> None:
    """A mistyped id is answered with the ids nearest to it."""
    assert "cfs-report" in typed("show", "cfs-reprot").out
    assert "cfs-report" in typed("fiche", "cfs-reprot", "--lang", "fr").out


@pytest.mark.parametrize("status", ["current", "former", "unknown", "announced"])
def test_a_filter_lets_through_exactly_what_it_names(
    status: str, typed: Type, index: Index
) -> None:
    """A filter lets through what it says, and everything that it says."""
    found = {r["id"] for r in results(typed("list", "--status", status, "--format", "json").out)}
    services = (e for e in index.entries("hotline", "program") if isinstance(e, Service))
    assert found == {service.id for service in services if service.status == status}


def test_a_filter_repeated_widens_and_two_filters_narrow(typed: Type) -> None:
    """One filter repeated means “or”; different filters mean “and”."""

    def ids(*filters: str) -> set[str]:
        answer = typed("list", *filters, "--format", "json").out
        return {r["id"] for r in results(answer)}

    thompson, steinbach = ids("--region", "thompson"), ids("--region", "steinbach")
    assert ids("--region", "thompson", "--region", "steinbach") == thompson | steinbach
    assert ids("--region", "thompson", "--topic", "missing") == thompson & ids("--topic", "missing")
    assert {"streetreach-north", "cfs-report", "988"} <= thompson
    assert "gap-brandon" not in thompson


def test_a_filter_is_understood_in_both_languages(typed: Type) -> None:
    """`--audience jeunes` and `--audience youth` ask the same, accents or not."""
    answers = {
        typed("list", "--audience", word, "--format", "json").out
        for word in ("youth", "jeunes", "JEUNES")
    }
    assert len(answers) == 1
    assert "pas" not in typed("list", "--region", "le pas", "--limit", "1").err


def test_csv_is_safe_in_a_spreadsheet(typed: Type) -> None:
    """No CSV cell is run by a spreadsheet, and phone numbers stay readable."""
    answer = typed("hotlines", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(answer)))
    assert rows[0]["id"] == "emergency-911"
    assert {row["id"]: row["phones"] for row in rows}["cfs-report"] == REPORT_DISPLAYED["en"]
    assert not [cell for row in rows for cell in row.values() if cell and cell[0] in "=+-@\t"]


def test_hotlines_says_how_many_local_offices_it_left_out(typed: Type, language: Language) -> None:
    """Whoever looks for the police of a town learns that `hotlines` knows more, and how to ask."""
    page = typed("hotlines", "--lang", language).out
    line = {
        Language.EN: "15 local police and child welfare offices are not listed: add a place or",
        Language.FR: "15 bureaux locaux de la police et des services à l’enfant et à la famille ne",
    }[language]
    assert line in " ".join(page.split())
    assert "--region" in page
    assert line not in typed("hotlines", "--region", "thompson", "--lang", language).out


def test_hotlines_gives_only_numbers_to_rely_on(typed: Type, index: Index) -> None:
    """`hotlines` leaves out former services, unconfirmed numbers and lines without a number;
    emergency and reporting lines come first."""
    found = results(typed("hotlines", "--format", "json").out)
    assert [line["line"] for line in found] == sorted(
        (line["line"] for line in found),
        key=["emergency", "report", "crisis", "support", "information", "office"].index,
    )
    assert found[0]["id"] == "emergency-911"
    assert all(line["phones"] and line["status"] != "former" for line in found)
    assert {p["confidence"] for line in found for p in line["phones"]} == {"confirmed", "limited"}
    ht = index.service("ht-manitoba")
    page = typed("hotlines").out + typed("find", "manitoba human trafficking hotline").out
    assert ht.phones[0].number[-4:] not in page
    assert "no number that we could confirm: see resource-finder show ht-manitoba" in page
    assert "1-844-333-2211" in typed("show", "ht-manitoba").out
    assert "1-844-333-2211" in typed("list", "--confidence", "unconfirmed", "--format", "csv").out


def test_a_file_of_ones_own_stands_beside_the_directory(typed: Type, tmp_path: Any) -> None:
    """`--also` adds an agency’s own entries, which point to those of the built-in directory."""
    own = tmp_path / "own.yaml"
    example = (ROOT / "tests" / "data" / "own.yaml").read_text(encoding="utf-8")
    own.write_text(example, encoding="utf-8")
    assert typed("check", str(own)).code == 0
    assert (
        results(typed("find", "zebra house", "--also", str(own), "--format", "json").out)[0]["id"]
        == "zebra-house"
    )
    assert typed("show", "cfs-report", "--also", str(own)).code == 0
