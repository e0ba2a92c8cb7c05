"""Every French page, sheet and message, searched for English words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest

from conftest import AS_OF, Type
from fault_samples import ADVICE, RULES, SHAPE, VALUES
from resource_finder.bilingual import Language
from resource_finder.cli.values import Day
from resource_finder.directory import review
from resource_finder.directory.loader import check, load
from resource_finder.directory.problems import DataError, Problem
from resource_finder.i18n import FRENCH_COMMANDS, Translator
from resource_finder.model import Directory
from resource_finder.render.formats import PAGE_FORMATS
from resource_finder.render.markdown import render_page
from resource_finder.render.terminal import Screen, render
from resource_finder.search.index import Index
from resource_finder.views import detail
from resource_finder.views.check import as_text, call_sheet_page
from resource_finder.views.document import Page
from resource_finder.views.entry import ViewContext
from samples import SOUND, apply_changes, locate_mark, write_file
from texts import texts
from tools import catalogue as tool

pytestmark = pytest.mark.usefixtures("shared_index")

FR: Final = Translator(Language.FR)

FUNCTION_WORDS: Final = frozenset(
    re.findall(
        r"\w+",
        """
        about above after again all also and any are as at be because been before below between
        both by can could did do does down each else every few for from had has have he her here
        him his how if into is it its just let like made make many may more most much must my
        neither no nor not of off once one only onto or other our out over own per she should
        since so some such than that the their them then there these they this those through to
        too under until up upon very was way we were what when where whether which while who whom
        whose why will with within without would yet you your
        """,
    )
)
"""Common English words, whether the tool uses them today or not."""

SPELLED_ALIKE: Final = frozenset(
    re.findall(
        r"\w+",
        """
        an argument arguments but change charge code corrections court date description en force
        format information invisible local long main message mode note notes office offices
        on option options page part permissions phases place point points police protection
        province script second service services site source sources standard suicide terminal
        type urgent version violence web wiki yaml
        """,
    )
)
"""Words of the English messages that are French words too, with the same spelling."""

PROPER_NAMES: Final = frozenset({
    "bash", "csv", "ctrl", "docx", "fish", "fr", "html", "manitoba", "markdown",
    "pdf", "powershell", "pystemmer", "thompson", "utf", "word", "zsh",
})  # fmt: skip
"""Names in the English messages."""

WORD: Final = re.compile(r"(?<!\w)[^\W\d_]{2,}(?!\w)")
CODE: Final = re.compile(
    r"--format [a-z]+|pip install \S+|(?:[a-z\d]+\|)+[a-z\d]+|\{[^}]*\}"
    r"|`[^`]*`|\S+@\S+|https?://\S+"
    r"|\b[\w/-]+(?:\.[\w-]+)+(?:/\S*)?|(?<!\w)--?[a-z][\w-]*"
    r"|\b[A-Z][A-Z_]+(?:=\S+)|\b[A-Z]+_[A-Z_]+\b|\bresource-finder\b"
)
"""Commands, options and addresses, which are the same in both languages."""
CAPITALISED_NAME: Final = re.compile(
    r"[A-ZÀ-Ý][\w’'.&-]*"
    r"(?: (?:(?:of|or|and|the|for|at|in|on|to|with|&),? )*[A-ZÀ-Ý\d][\w’'.&-]*)+"
)
"""Words with capitals in a row, and the small ones between them."""
SGR: Final = re.compile(r"\x1b\[[0-9;]*m")
QUOTED: Final = re.compile("«\u00a0[^»]*\u00a0»")
"""What a fault quotes from a file, or would have written there."""


def words(text: str) -> set[str]:
    """The words of a text, in small letters, without what is typed."""
    return {word.lower() for word in WORD.findall(CODE.sub(" ", text))}


def forms() -> Iterator[tuple[str, str]]:
    """Each sentence of the catalogue, and each plural, with its French."""
    for message in tool.read():
        if isinstance(message.id, str):
            yield message.id, str(message.string)
        else:
            yield from zip(message.id, message.string or (), strict=True)


LANGUAGE_HINT: Final = "En français, ajoutez --lang fr"
"""The one sentence of the English page that is French; on the French page it is English."""
SENTENCES: Final = [pair for pair in forms() if pair[0] not in ("", LANGUAGE_HINT)]
ENGLISH: Final = (
    frozenset().union(*(words(QUOTED.sub(" ", e)) for e, _ in SENTENCES)) | FUNCTION_WORDS
)
ENGLISH_ONLY: Final = ENGLISH - SPELLED_ALIKE - PROPER_NAMES
"""The words that no French page may hold."""


def names(directory: Directory) -> Iterator[str]:
    """What is called the same in both languages: the directory itself shows it."""
    for text in texts(directory):
        if text.en == text.fr:
            yield text.en
        found_names = (name.rstrip(".") for name in CAPITALISED_NAME.findall(text.fr))
        yield from (name for name in found_names if name in text.en)
    header, services = directory.header, directory.services
    yield from (*header.memorial_names, *header.guarded_places)
    yield from (address.text for service in services for address in service.addresses)
    yield from (old for service in services for old in service.formerly)
    yield from (entry.id for entry in directory.entries if "-" in entry.id)
    yield from (source.id for source in directory.sources if "-" in source.id)
    yield from (source.address for source in directory.sources if source.address)


def whole_string_pattern(strings: Iterable[str]) -> re.Pattern[str]:
    """A pattern of whole strings, the longest first."""
    longest = sorted(set(strings), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")


LISTED_VALUES: Final = [
    sign.join(values)
    for sign in ("|", "; ")
    for values in (PAGE_FORMATS, ("bash", "zsh", "fish", "powershell"), Language)
]
"""Values to type, as they are listed."""


class EnglishFinder:
    """Finds English words in a French text, names taken out."""

    def __init__(self, directory: Directory) -> None:
        found_names = {*names(directory), *LISTED_VALUES, FR.text(LANGUAGE_HINT)}
        self.names = {
            name: english for name in found_names if (english := words(name) & ENGLISH_ONLY)
        }

    def find(self, text: str, typed: Iterable[str] = ()) -> set[str]:
        """English words in a text, but for what was typed."""
        flat = " ".join(re.split(r"[ \n]+", SGR.sub("", text)))
        found = words(flat) & ENGLISH_ONLY
        # Only names that contain such a word are taken out: to look for all takes far longer.
        relevant = (
            [name for name, english in self.names.items() if found & english] if found else []
        )
        return (
            words(whole_string_pattern([*relevant, *typed]).sub(" ", flat)) & ENGLISH_ONLY
            if found
            else found
        )

    def find_in_each(self, shown: Mapping[str, str]) -> dict[str, set[str]]:
        """English words in each of several texts, where there are any."""
        return {
            name: english_words
            for name, text in shown.items()
            if (english_words := self.find(text))
        }


@pytest.fixture(scope="session")
def finder(directory: Directory) -> EnglishFinder:
    """A finder that knows the names of the built-in directory."""
    return EnglishFinder(directory)


@pytest.fixture
def french(typed: Type) -> Type:
    """Type a command line in French."""
    return lambda *arguments: typed("--lang", "fr", *arguments)


# --- what can be said ----------------------------------------------------------------------------

HELP: Final = (
    ("--help",),
    *((name, "--help") for pair in FRENCH_COMMANDS.items() for name in pair),
    *(("aide", name) for pair in FRENCH_COMMANDS.items() for name in pair),
    ("aide",),
    ("aide", "accessibilité"),
    ("help", "accessibility"),
)

MISTAKES: Final = (
    ("fnd",), ("timelin",), ("--nonesuch",), ("-x",), ("--limt", "3"), ("chercher", "--explan"),
    ("chercher",), ("chercher", "--explain=3"), ("--help=3",), ("--version=2",),
    ("fiche",), ("completer",), ("fiche", "a", "b"), ("liste", "zzz"), ("liste", "zzz", "zzy"),
    ("completer", "zzz"), ("aide", "zzz"), ("liste", "--kind", "zzz"), ("liste", "--kind", ""),
    ("--lang", "zzz"), ("--format", "zzz"), ("--as-of", "zzz"), ("--limit", "zzz"),
    ("--limit", "-3"), ("chronologie", "--from", "20"), ("chronologie", "--to", "zzz"),
    *((option,) for option in
      ("--lang", "--format", "--as-of", "--limit", "--directory", "--also")),
    *(("liste", option) for option in ("--kind", "--audience", "--region", "--topic", "--speaks")),
    *(("chronologie", option) for option in ("--from", "--to")), ("verifier", "--against"),
    *(("lignes", option, "zzz") for option in
      ("--audience", "--region", "--topic", "--speaks", "--status", "--confidence")),
)  # fmt: skip

ANSWERS: Final = (
    (), ("--version",), ("fugue", "thompson"),
    ("chercher", "fugeu thompson"), ("chercher", "fugeu", "--explain"), ("chercher", "17 ans"),
    ("chercher", "--audience", "jeunes", "--limit", "99", "--explain"),
    ("chercher", "zzqxv"), ("lignes", "zzqxv"), ("chronologie", "zzqxv"), ("fiche", "zzqxv"),
    ("fiche", "cfs-repor"), ("lignes",), ("lignes", "--confidence", "unconfirmed"),
    ("chronologie",), ("chronologie", "mot " * 40), ("liste",),
    *(("liste", "--kind", kind)
      for kind in ("ligne", "programme", "événement", "avis", "source")),
)  # fmt: skip
WIDE: Final = Screen(1_200, 24, True)
"""A screen on which no cell of a table is broken, so that names can be seen."""


@pytest.mark.parametrize("arguments", HELP, ids=" ".join)
def test_help_is_french(arguments: tuple[str, ...], french: Type, finder: EnglishFinder) -> None:
    """Help of each command, under each of its names, and of each topic holds no English word."""
    answer = french(*arguments)
    assert (answer.code, answer.err, finder.find(answer.out)) == (0, "", set())


@pytest.mark.parametrize("arguments", MISTAKES, ids=" ".join)
def test_mistakes_are_told_in_french(
    arguments: tuple[str, ...], french: Type, finder: EnglishFinder
) -> None:
    """Whoever mistypes a command is told so without English words or straight quotation marks."""
    answer = french(*arguments)
    assert (answer.code, answer.out, finder.find(answer.err, arguments)) == (2, "", set())
    assert not set("'\"“”") & set(answer.err)


@pytest.mark.parametrize("layout", ["table", "plain", "markdown"])
@pytest.mark.parametrize("arguments", ANSWERS, ids=" ".join)
def test_answers_are_french(
    arguments: tuple[str, ...],
    layout: str,
    french: Type,
    finder: EnglishFinder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every page that a command shows, in every form for people, holds no English word."""
    if layout == "table":
        monkeypatch.setattr("resource_finder.render.terminal.detect_screen", lambda *_: WIDE)
    answer = french("--format", layout, *arguments)
    assert (answer.err, finder.find(answer.out, arguments)) == ("", set())


def test_everything_known_of_every_entry_is_french(
    directory: Directory,
    index: Index,
    finder: EnglishFinder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The page of each entry and each source holds no English word, in whatever form."""
    view = ViewContext(FR, index, Day().convert(AS_OF[1], None, None), unconfirmed=True)
    # Each page of a source asks for all entries; they are read once.
    monkeypatch.setattr(Index, "entries", lambda *_: list(directory.entries))
    cards = {entry.id: detail.entry_page(entry, view) for entry in directory.entries}
    cards |= {source.id: detail.source_page(source, view) for source in directory.sources}
    assert len(cards) > 300
    shown = {id: render(page, Screen(), FR) for id, page in cards.items()}
    for id, page in list(cards.items())[::10]:  # Plain text says all that other forms say.
        shown |= {f"{id}, {name}": text for name, text in in_every_layout(page).items()}
    assert finder.find_in_each(shown) == {}


def in_every_layout(page: Page) -> dict[str, str]:
    """A page in every form for people."""
    return {
        "rich": render(page, WIDE, FR),
        "plain": render(page, Screen(), FR),
        "markdown": render_page(page, FR),
    }


def test_every_sentence_of_the_catalogue_is_french(finder: EnglishFinder) -> None:
    """No French sentence of the tool or of Click, shown or not, holds an English word."""
    french = {sentence: QUOTED.sub(" ", sentence) for _, sentence in SENTENCES}
    assert finder.find_in_each(french) == {}


def problems(text: str, folder: Path) -> Sequence[Problem]:
    """The faults of a directory file, or the advice about a sound one."""
    path = write_file(folder, text)
    try:
        load(path)
    except DataError as error:
        return error.problems
    return check(path).advice


def test_faults_are_told_in_french(tmp_path: Path, finder: EnglishFinder) -> None:
    """Each fault of a file, and how to fix it, is reported without English words, except those that
    are in the file or may be written there."""
    english_words: dict[str, set[str]] = {}
    for name, (changes, *_) in {**SHAPE, **VALUES, **RULES, **ADVICE}.items():
        found = problems(locate_mark(apply_changes(changes))[0], tmp_path)
        values = {str(value) for one in found for value in one.values.values()} - {""}
        found = [one._replace(path=()) for one in found]
        report = as_text(found, FR).replace(str(tmp_path), "")
        assert found, name
        english_words[name] = finder.find(QUOTED.sub(" ", report), values)
    assert {name: words for name, words in english_words.items() if words} == {}


def test_a_call_sheet_is_french(directory: Directory, finder: EnglishFinder) -> None:
    """What is due is told in French, but for what to say to people who answer in English."""
    sheet = review.due(directory, datetime.date(2029, 1, 1))
    assert len(sheet) > 50
    english = review.script(Translator(Language.EN))
    english_words = {
        name: finder.find(text.replace(english, ""), {"called"})  # A key of the file.
        for name, text in in_every_layout(call_sheet_page(sheet, FR)).items()
    }
    assert english_words == {"rich": set(), "plain": set(), "markdown": set()}


def test_what_changed_is_told_in_french(tmp_path: Path, finder: EnglishFinder) -> None:
    """Changes of a file are reported without English words, except those of the file."""
    changes = {
        "fr: Quelqu’un à qui parler.": "fr: Quelqu’un vous écoute.",
        "number: 204-555-0100": "number: 204-555-0101",
        "en: Still open.": "en: Open.",
        "en: It opens.": "en: It opened.",
    }
    old, new = (load(write_file(tmp_path, text)) for text in (SOUND, apply_changes(changes)))
    report = "\n".join(review.changes(old, new, FR))
    assert report.count("\n") == 2
    assert finder.find(QUOTED.sub(" ", report), [entry.id for entry in new.entries]) == set()


# --- the finder itself ---------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["Phone", "the", "Not", "hotline", "Running", "FORMER"])
def test_one_english_word_is_enough(word: str, french: Type, finder: EnglishFinder) -> None:
    """A single English word on a long French page does not pass."""
    page = french("fiche", "cfs-report").out
    position = page.index("\n", len(page) // 2)
    assert finder.find(page) == set()
    assert finder.find(f"{page[:position]} {word} {page[position:]}") == {word.lower()}


def test_an_english_page_does_not_pass(french: Type, finder: EnglishFinder) -> None:
    """The finder finds many words on every English page."""
    for arguments in (("--help",), ("fiche", "cfs-report"), ("find",), ("fiche", "zzqxv"), ()):
        answer = french("--lang", "en", *arguments)
        assert len(finder.find(answer.out + answer.err)) > 4, arguments


def test_nothing_is_let_through_without_need(directory: Directory) -> None:
    """The words that are spelled alike are few, and each is in French and in English here."""
    french_texts = [french for _, french in SENTENCES] + [text.fr for text in texts(directory)]
    known = set().union(*(words(QUOTED.sub(" ", text)) for text in french_texts))
    assert (SPELLED_ALIKE | PROPER_NAMES) - (known & ENGLISH) == set()
