"""Convenience on the command line: the front page, other names, help and completion."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import Type
from resource_finder.bilingual import Language
from resource_finder.cli.app import CommandLine
from resource_finder.cli.completion import SHELLS
from resource_finder.cli.options import GlobalOptions
from resource_finder.render import terminal


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("EMERGENCY", "resource-finder find", "Never type a child’s name", "--lang fr")),
        ("fr", ("URGENCE", "resource-finder chercher", "N’écrivez jamais le nom", "--lang en")),
    ],
)
def test_without_a_command_one_screen_says_what_can_be_done(
    lang: str, words: tuple[str, ...], typed: Type
) -> None:
    """With nothing asked, one window of 24 lines has the urgent lines and what one can do."""
    answer = typed("--lang", lang)
    assert answer.code == 0
    assert [word for word in words if word not in answer.out] == []
    assert answer.out.count("resource-finder ") >= 5
    assert answer.out.count("\n") <= 24


def test_words_without_a_command_are_searched(typed: Type) -> None:
    """`resource-finder runaway youth` is answered like `find`."""
    assert typed("runaway", "youth") == typed("find", "runaway", "youth")
    assert typed("fugue", "--lang", "fr") == typed("chercher", "fugue", "--lang", "fr")


@pytest.mark.parametrize(
    ("alias", "name"),
    [("hotline", "hotlines"), ("ligne", "lignes"), ("HOTLINES", "hotlines"), ("vérifier", "check")],
)
def test_other_forms_of_a_name_work(alias: str, name: str, typed: Type) -> None:
    """Singular forms, capitals and accents of a command’s name are accepted."""
    assert typed(alias) == typed(name)


@pytest.mark.parametrize(
    ("slip", "lang", "message"),
    [
        ("fnd", "en", "Did you mean “find”?"),
        ("fnd", "fr", "Vouliez-vous dire «\u00a0chercher\u00a0»?"),
        ("cherchr", "en", "Did you mean “find”?"),
        ("lst", "fr", "Vouliez-vous dire «\u00a0liste\u00a0»?"),
        ("--limt", "fr", "Vouliez-vous dire «\u00a0--limit\u00a0»?"),
    ],
)
def test_a_slip_is_offered_what_it_meant(slip: str, lang: str, message: str, typed: Type) -> None:
    """A word one letter from a command, which itself finds nothing, gets “did you mean” in the
    chosen language, and so does an option."""
    answer = typed(slip, "--lang", lang)
    assert (answer.code, answer.out) == (2, "")
    assert message in answer.err


@pytest.mark.parametrize(
    ("lang", "topic", "message"),
    [
        ("en", "accessibility", "RESOURCE_FINDER_PLAIN=1, ACCESSIBLE=1"),
        ("fr", "accessibilité", "aucun numéro n’est jamais tronqué"),
        ("en", "find", "--explain"),
        ("fr", "chercher", "Utilisation"),
    ],
)
def test_help_explains_commands_and_topics(
    lang: str, topic: str, message: str, typed: Type
) -> None:
    """`help` explains a command under either name, and every switch of accessibility."""
    answer = typed("help", topic, "--lang", lang)
    assert answer.code == 0
    assert message in answer.out.replace("\u00a0", " ")


def test_help_names_every_switch_of_accessibility(language: Language, typed: Type) -> None:
    """One page names whatever changes how answers are shown, in either language."""
    source = Path(terminal.__file__).read_text(encoding="utf-8")
    variables = set(re.findall(r'"([A-Z_]{4,})"', source)) - {"NFKD"}
    assert variables == {
        "ACCESSIBLE", "CLICOLOR", "COLUMNS", "FORCE_COLOR", "NO_COLOR", "RESOURCE_FINDER_PLAIN",
        "TERM",
    }  # fmt: skip
    shown = typed("help", "accessibility", "--lang", language).out
    others = {"--format plain", "--limit", "RESOURCE_FINDER_LANG"}
    assert [name for name in variables | others if name not in shown] == []


def test_an_unknown_topic_is_refused_with_the_known_ones(typed: Type) -> None:
    """An unknown topic of `help` is answered with the known ones, exit code 2."""
    answer = typed("aide", "zzz", "--lang", "fr")
    assert answer.code == 2
    assert "accessibilité" in answer.err


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("--audience", ("youth", "jeunes", "JEUNES")),
        ("--topic", ("strategy", "Manitoba's strategy", "strategie manitobaine")),
        ("--region", ("the-pas", "The Pas", "le pas")),
        ("--speaks", ("en", "english", "Anglais")),
        ("--status", ("former", "Former", "ancien")),
        ("--confidence", ("unconfirmed", "non confirmé", "non confirme")),
        ("--kind", ("event", "événement", "Evenement")),
    ],
)
def test_values_are_known_in_both_languages(
    option: str, words: tuple[str, ...], typed: Type
) -> None:
    """A value may be typed as its id or as its word of either language, accents left out."""
    answers = [typed("list", option, word, "--lang", "fr") for word in words]
    assert answers[0].code == 0
    assert answers == [answers[0]] * len(words)


@pytest.mark.parametrize(
    ("option", "lang", "allowed"),
    [
        ("--speaks", "en", "English; French; Cree; Ojibwe; Inuktitut."),
        ("--speaks", "fr", "anglais; français; cri; ojibwé; inuktitut."),
        ("--status", "fr", "en activité; ancien; inconnu; annoncé."),
        ("--kind", "fr", "ligne; programme; événement; avis; source."),
    ],
)
def test_a_wrong_value_lists_the_allowed_ones(
    option: str, lang: str, allowed: str, typed: Type
) -> None:
    """Whoever types an unknown value reads those that are known, in the chosen language."""
    answer = typed("list", option, "zzz", "--lang", lang)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.endswith(f": {allowed}\n")


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_prints_a_script(shell: str, typed: Type) -> None:
    """`completion` prints a script for each shell, and edits nothing."""
    answer = typed("completion", shell)
    assert answer.code == 0
    assert re.search(f"_RESOURCE_FINDER_COMPLETE ?= ?'?{shell}_complete", answer.out)


@pytest.mark.parametrize(
    ("arguments", "prefix", "wanted", "lang", "help_"),
    [
        (["show"], "cfs-r", "cfs-report", "fr", "Services à l’enfant et à la famille"),
        (["find", "--region"], "thom", "thompson", "en", "Thompson"),
        (["list", "--topic"], "hous", "housing", "fr", "logement"),
        (["find", "--audience"], "you", "youth", "fr", "jeunes"),
    ],
)
def test_ids_and_filters_complete(
    arguments: list[str], prefix: str, wanted: str, lang: str, help_: str
) -> None:
    """Ids, topics, regions and audiences complete, with descriptions in the chosen language."""
    from click.shell_completion import ShellComplete

    language = Language(lang)
    line = CommandLine(language)
    complete = ShellComplete(
        line, {"obj": GlobalOptions(language, language, print)}, "resource-finder", "_X"
    )
    found = {item.value: item.help for item in complete.get_completions(arguments, prefix)}
    assert wanted in found
    assert help_ in str(found[wanted])


# --- the region of the worker -----------------------------------------------------------------


@pytest.mark.usefixtures("shared_index")
def test_an_unknown_region_of_yours_is_told(
    language: Language, typed: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker whose RESOURCE_FINDER_REGION is misspelt is answered as without it, and reads on
    stderr in one sentence what is wrong and which values there are."""
    line = ("find", "shelter", "--lang", language)
    without = typed(*line)
    monkeypatch.setenv("RESOURCE_FINDER_REGION", "tompson")
    answer = typed(*line)
    assert (answer.code, answer.out, without.err) == (0, without.out, "")
    begins, ids = {
        Language.EN: (
            "RESOURCE_FINDER_REGION is ignored, since “tompson” is no region: ",
            "to one of",
        ),
        Language.FR: (
            "RESOURCE_FINDER_REGION n’est pas utilisée, car «\u00a0tompson\u00a0» n’est pas une"
            " région\u00a0: ",
            "parmi",
        ),
    }[language]
    assert answer.err.startswith(begins)
    assert f"{ids} canada, manitoba, winnipeg, northern, thompson, the-pas, " in answer.err
    assert answer.err.count("\n") == answer.err.count(".") == 1


@pytest.mark.usefixtures("shared_index")
def test_your_region_is_known_by_each_of_its_names(
    typed: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """RESOURCE_FINDER_REGION takes the words that `--region` takes; empty, it means nothing."""
    line = ("find", "crisis")
    without, answers = typed(*line), []
    for value in ("northern", "Northern Manitoba", "nord du manitoba", " northern "):
        monkeypatch.setenv("RESOURCE_FINDER_REGION", value)
        answers.append(typed(*line))
    assert answers == [answers[0]] * 4
    assert answers[0].err == ""
    assert answers[0].out != without.out
    monkeypatch.setenv("RESOURCE_FINDER_REGION", "")
    assert typed(*line) == without


def test_the_front_page_needs_no_region(typed: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is searched, and on the screen of --private, no sentence on the region is
    left behind."""
    monkeypatch.setenv("RESOURCE_FINDER_REGION", "tompson")
    assert typed().err == ""
