"""The interactive search, without a terminal: what each key does, and what each window shows."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import replace
from resource_finder.bilingual import Language
from resource_finder.cli import keys
from resource_finder.cli.interactive import interactive_search
from resource_finder.cli.search_state import MAX_CHARS, State, Window, handle_keys, searched
from resource_finder.cli.search_window import draw
from resource_finder.directory.contacts import NO_CONTACT_STATUSES
from resource_finder.finder import Finder
from resource_finder.i18n import Translator
from resource_finder.model import Directory
from resource_finder.render.runs import without_codes
from resource_finder.render.terminal import Screen, render, terminal_rows
from resource_finder.search.build import build
from resource_finder.search.index import Index
from resource_finder.text import make_safe, width_of
from resource_finder.views import pages
from resource_finder.views.detail import entry_page
from resource_finder.views.entry import ViewContext
from resource_finder.views.interactive import InteractiveTranslator
from samples import REPORT_NUMBER

DAY: Final = datetime.date(2026, 11, 23)
SIZES: Final = ((40, 24), (80, 24), (120, 40))
NEVER: Final = {Language.EN: "Never type a child’s name", Language.FR: "N’écrivez jamais le nom"}
COMMANDS: Final = {
    Language.EN: "Commands: resource-finder help",
    Language.FR: "Commandes\u00a0: resource-finder aide",
}
NOTHING: Final = {Language.EN: "No matches", Language.FR: "Aucun résultat"}
OTHER: Final = {Language.EN: Language.FR, Language.FR: Language.EN}


class Session:
    """The search as a person uses it."""

    def __init__(
        self, index: Index, language: Language = Language.EN, size: tuple[int, int] = (80, 24),
        private: bool = False, rich: bool = True,
    ) -> None:  # fmt: skip
        view = ViewContext(Translator(language), index, DAY)
        finder = Finder(index)
        self.search = interactive_search(
            view, lambda words: finder.find(words, limit=None), private
        )
        self.to, self.lines = Screen(size[0], None, rich), size[1]
        self.state: State | None = searched(State(language), self.search)
        self.window = self.draw()

    @property
    def now(self) -> State:
        """The state while the screen is there."""
        assert self.state is not None
        return self.state

    def draw(self) -> Window:
        """The window as it is."""
        return draw(self.now, self.search, self.to, self.lines)

    def press(self, *pressed: str) -> Session:
        """Press keys, each drawn before the next, until one leaves."""
        for key in pressed:
            self.type([key])
        return self

    def type(self, several: Sequence[str]) -> Session:
        """Type keys that are read together."""
        if self.state is not None:
            state = self.state._replace(first=self.window.first)
            self.state = handle_keys(state, several, self.window, self.search)
        if self.state is not None:
            self.window = self.draw()
        return self

    @property
    def ids(self) -> list[str]:
        """The ids of what was found."""
        assert self.now.results is not None
        return [hit.entry.id for hit in self.now.results.hits]

    def seen(self) -> str:
        """The words of the window."""
        return without_codes("\n".join(self.window.rows))


# --- the words -----------------------------------------------------------------------------------


def test_every_letter_and_sign_is_text(index: Index) -> None:
    """Quotation marks, question marks, slashes, digits and accents are searched, q too: no letter
    is a command."""
    words = "q? l'été / œuvre, n° 9 «h» 字"
    session = Session(index).press(*words)
    assert (session.now.words, session.now.opened) == (words, "")
    assert f"Words: {words}\n" in session.seen()


def test_words_are_edited_as_in_a_shell(index: Index) -> None:
    """Backspace takes back a letter, Ctrl-W a word, Ctrl-U everything."""
    session = Session(index).type([*"girl  fée", keys.BACK])
    assert session.now.words == "girl  fé"
    assert session.press(keys.CLEAR_WORD).now.words == "girl  "
    assert session.press(keys.CLEAR_WORD, keys.CLEAR_WORD).now.words == ""
    assert session.type([*"a b", keys.CLEAR]).now == Session(index).now
    assert session.press(keys.BACK, keys.CLEAR, keys.CLEAR_WORD).now == Session(index).now


def test_a_line_break_in_pasted_text_is_a_blank(index: Index) -> None:
    """A message of two lines is pasted as words: its line break opens nothing."""
    pasted = [keys.PASTE, *"run", keys.ENTER, *"away", keys.TAB, "x", keys.PASTED]
    session = Session(index).type(pasted)
    assert (session.now.words, session.now.opened) == ("run away x", "")
    assert session.press(keys.ENTER).now.opened == session.ids[0]


def test_words_cannot_grow_for_ever(index: Index) -> None:
    """A key that something lies on fills no memory; the end of the words is in view."""
    session = Session(index).type(["x"] * (MAX_CHARS + 9))
    assert len(session.now.words) == MAX_CHARS
    assert without_codes(session.window.rows[session.window.cursor]) == f"Words: {'x' * 72}"


def test_keys_that_wait_are_searched_together(index: Index) -> None:
    """Pasted text costs one search, not one for each letter."""
    session, asked = Session(index), []

    def find(words: str) -> None:
        asked.append(words)
        raise LookupError

    session.search = session.search._replace(find=find)  # type: ignore[arg-type]
    with pytest.raises(LookupError):
        session.type("suicide at night")
    assert asked == ["suicide at night"]


# --- what is found -------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["suicide", "girl 14 ran away, thompson", "fugue", "refuge"])
def test_results_are_those_of_find_in_either_language(
    index: Index, language: Language, words: str
) -> None:
    """Words of both languages are found whatever is displayed, in the order of `find`."""
    found = [hit.entry.id for hit in Finder(index).find(words, limit=None).hits]
    assert found
    assert Session(index, language).type(words).ids == found


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_rows_are_those_of_find(index: Index, language: Language, columns: int) -> None:
    """A result is laid out by the rows and columns of the page of `find`."""
    session = Session(index, language, (columns, 80)).type("suicide")
    view, results = session.search.views[language], Finder(index).find("suicide")
    to = Screen(columns - 2, 80, True)
    page = render(pages.find_page(view, results, windows=1), to, view.translator)
    printed = {line.strip() for line in without_codes(page).split("\n")}
    rows = session.seen().split("\n")[session.window.cursor + 2 :]
    listed = [row.lstrip("▌ ").rstrip() for row in rows[:9]]
    assert listed[0].startswith("988")
    assert [row for row in listed if row not in printed] == []


def test_the_empty_box_shows_what_helps_at_once(
    index: Index, language: Language, directory: Directory
) -> None:
    """Before a word is typed there are crisis lines to choose from, the way to the commands, and
    the request to type no name, in the language displayed."""
    session = Session(index, language)
    crisis = [service.id for service in directory.services if service.line == "crisis"]
    assert set(session.ids) <= set(crisis)
    assert "988" in session.seen()
    assert COMMANDS[language] in session.seen()
    assert NEVER[language] in session.seen()
    assert NEVER[OTHER[language]] not in session.seen()
    assert session.press(keys.ENTER).now.opened == session.ids[0]


def test_the_private_box_names_another_device(index: Index) -> None:
    """Who opens the private screen reads first that the device may be monitored."""
    assert "different phone or device" in Session(index, private=True).seen().replace("\n", " ")


@pytest.mark.parametrize("words", [" ", "a", "the ", "aide"])
def test_words_that_say_nothing_yet_leave_the_crisis_lines(index: Index, words: str) -> None:
    """The first letters of a sentence do not end in “nothing found”."""
    session = Session(index).type(words)
    assert session.ids == Session(index).ids
    assert NOTHING[Language.EN] not in session.seen()


def test_nothing_found_is_answered(index: Index, language: Language) -> None:
    """Words that fit nothing give services to ask, which open like results."""
    session = Session(index, language).type("zzqxv")
    assert NOTHING[language] in session.seen()
    assert session.ids == []
    fallback = index.header.fallback_services
    assert session.press(keys.DOWN, keys.ENTER).now.opened == fallback[1]


def test_a_correction_is_said(index: Index) -> None:
    """A misspelt word is answered, and the page says how it was read."""
    assert "“runaway” instead of “runawya”" in Session(index).type("runawya").seen()


def test_an_id_finds_its_entry(index: Index, directory: Directory) -> None:
    """The ids that an entry names are found by typing them, events too; no command is offered."""
    for id in (directory.services[0].id, directory.events[0].id, directory.notices[0].id):
        session = Session(index).type(id)
        assert session.ids[0] == id
        shown = session.press(keys.ENTER).seen()
        assert "resource-finder " not in shown


# --- choosing and reading ------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
def test_every_result_can_be_reached(
    index: Index, language: Language, size: tuple[int, int]
) -> None:
    """Down goes to the last result and Up to the first, the chosen one always in view and marked;
    Enter opens it."""
    session = Session(index, language, size).type("youth")
    ids = session.ids
    assert len(ids) >= 10
    for key, order in ((keys.DOWN, ids), (keys.UP, ids[::-1])):
        for id in order:
            rows = session.seen().split("\n")
            marked = " ".join(row for row in rows if row.startswith("▌"))
            assert id in marked.replace("\u00a0", " ").split()
            last = session.press(key)
        assert last.press(keys.ENTER).now.opened == order[-1]
        session.press(keys.LEFT)


def test_page_keys_show_every_result(index: Index) -> None:
    """Page Down shows the next results, each of them once, Home and End the first and the last."""
    session = Session(index).type("winnipeg youth")
    seen: list[int] = []
    while not seen or seen[-1] < len(session.ids) - 1:
        first = session.window.first
        seen += range(max(first, len(seen)), first + session.window.shown)
        session.press(keys.PAGE_DOWN)
    assert seen == list(range(len(session.ids)))
    assert session.press(keys.HOME).now.chosen == 0
    assert session.press(keys.END).now.chosen == len(seen) - 1
    assert session.press(keys.PAGE_UP).now.chosen < len(seen) - 1


def test_going_up_moves_the_choice_before_the_list(index: Index) -> None:
    """The list scrolls only as far as the chosen result needs: going up again, it stands still."""
    session = Session(index).type("youth").press(*[keys.DOWN] * 7)
    listed, first = session.seen().replace("▌", " ").split("\n")[:-1], session.window.first
    assert first > 0
    session.press(keys.UP)
    assert session.now.chosen == 6
    assert session.seen().replace("▌", " ").split("\n")[:-1] == listed
    assert session.press(*[keys.UP] * (7 - first)).window.first == first - 1


@pytest.mark.parametrize("back", [keys.LEFT, keys.ESCAPE])
def test_going_back_keeps_words_and_choice(index: Index, back: str) -> None:
    """Left or Esc leads from an entry to the same list, at the same place."""
    session = Session(index).type("winnipeg youth").press(*[keys.DOWN] * 7)
    before = session.seen()
    session.press(keys.ENTER, keys.DOWN, keys.PAGE_DOWN)
    assert session.seen() != before
    assert session.press(back).seen() == before


def test_typing_in_an_entry_goes_back_to_the_box(index: Index) -> None:
    """A letter is text even while an entry is read; Backspace only goes back."""
    session = Session(index).type("suicide").press(keys.ENTER, "s")
    assert (session.now.words, session.now.opened) == ("suicides", "")
    session.press(keys.ENTER, keys.BACK)
    assert (session.now.words, session.now.opened) == ("suicides", "")


@pytest.mark.parametrize("size", SIZES)
def test_a_whole_entry_can_be_read(index: Index, language: Language, size: tuple[int, int]) -> None:
    """Every row of the page of `show` comes into view, row by row or window by window."""
    session = Session(index, language, size).type("suicide").press(keys.ENTER)
    entry = index.entry(session.now.opened)
    assert entry is not None
    view = session.search.views[language]
    whole = render(entry_page(entry, view)._replace(urgent=()), session.to, view.translator)
    for key in (keys.DOWN, keys.PAGE_DOWN):
        session.press(keys.HOME)
        read, before = set(session.window.rows), None
        while session.window.rows != before:
            before = session.window.rows
            read |= set(session.press(key).window.rows)
        rows = [row for line in whole.splitlines() for row in terminal_rows(line, size[0])]
        assert [row for row in rows if row not in read] == []
    assert session.now.top == session.window.last == session.press(keys.END).now.top
    assert session.press(*[keys.UP] * session.now.top).now.top == 0


def test_tab_changes_the_language_and_keeps_words_and_choice(
    index: Index, language: Language
) -> None:
    """Tab shows the same list, or the same entry, in the other language, and back again."""
    session = Session(index, language).type("suicide").press(keys.DOWN)
    before, seen = session.now, session.seen()
    session.press(keys.TAB)
    assert session.now == before._replace(language=OTHER[language])
    assert session.seen() == Session(index, OTHER[language]).type("suicide").press(keys.DOWN).seen()
    opened = session.press(keys.ENTER).now.opened
    assert session.press(keys.TAB).now._replace(first=0) == before._replace(opened=opened, first=0)
    assert session.press(keys.LEFT).seen() == seen


def test_where_french_is_missing_tab_is_not_offered(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the French catalogue no half-French page is offered."""
    monkeypatch.setattr(
        "resource_finder.cli.interactive.is_available", lambda language: language is Language.EN
    )
    session = Session(index).type("suicide")
    assert "français" not in session.seen()
    assert session.seen() == session.press(keys.TAB).seen()


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize("before", [(), (keys.ENTER,)])
def test_f1_shows_every_key_and_goes_back(
    index: Index, language: Language, before: tuple[str, ...], private: bool
) -> None:
    """F1 explains the keys over whatever is in view; F1 again or Left goes back to it."""
    session = Session(index, language, private=private).type("suicide").press(*before)
    seen = session.seen()
    shown = session.press(keys.HELP).seen()
    for word in ("Ctrl-P", "Ctrl-W", "Ctrl-C", "Tab", "F1"):
        assert word in shown
    assert session.press(keys.HELP).seen() == seen
    assert session.press(keys.HELP, keys.LEFT).seen() == seen


# --- leaving -------------------------------------------------------------------------------------

PLACES: Final = {
    "at first": [], "words": [*"sui"], "an entry": [*"sui", keys.ENTER],
    "the keys": [keys.HELP], "pasting": [keys.PASTE, "x"],
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_esc_leaves_the_private_screen_from_anywhere(index: Index, place: str) -> None:
    """Whoever comes in, Esc leaves at once: in the middle of a word, in an entry, anywhere."""
    session = Session(index, private=True).press(*PLACES[place])
    assert session.press(keys.ESCAPE).state is None


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("private", [False, True])
def test_ctrl_d_leaves_from_anywhere(index: Index, place: str, private: bool) -> None:
    """Ctrl-D leaves at once, private or not, whatever is pressed after it."""
    session = Session(index, private=private).press(*PLACES[place])
    assert session.type([keys.LEAVE, "x", keys.ENTER]).state is None


def test_esc_goes_back_and_leaves_from_the_box(index: Index) -> None:
    """Without --private, Esc closes the keys, then the entry, then leaves."""
    session = Session(index).type("suicide").press(keys.ENTER, keys.HELP)
    assert session.press(keys.ESCAPE).now.opened
    assert session.press(keys.ESCAPE).now.opened == ""
    assert session.press(keys.ESCAPE).state is None


# --- every window --------------------------------------------------------------------------------

EVERY_KEY: Final = [
    name
    for name, value in vars(keys).items()
    if isinstance(value, str) and name.isupper() and value != keys.LEAVE
]
KEYS: Final = st.one_of(
    st.sampled_from([getattr(keys, name) for name in EVERY_KEY]),
    st.sampled_from(
        ["suicide", "fugue à thompson", "winnipeg ", "q", "é", "%", "{0}", "字", "🙂", "/"]
    ),
)


def urgent_words(session: Session) -> list[str]:
    """Words of the urgent lines that stand whole on one row, in the language displayed."""
    view = session.search.views[session.now.language]
    translator = view.translator
    line = "EMERGENCY:" if translator.language is Language.EN else "URGENCE\u00a0:"
    return [line, translator.phone(REPORT_NUMBER)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(KEYS, max_size=8), st.integers(1, 200), st.integers(1, 40),
    st.sampled_from(list(Language)), st.booleans(), st.booleans(),
)  # fmt: skip
def test_no_keys_and_no_window_break_the_screen(
    index: Index, pressed: list[str], columns: int, lines: int, language: Language,
    private: bool, rich: bool,
) -> None:  # fmt: skip
    """Whatever is pressed in a window of any size, the window is filled and nothing scrolls; from
    8 rows up the urgent lines are in view; and one can leave."""
    session = Session(index, language, (columns, lines), private, rich)
    for key in pressed:
        session.type([key] if key in vars(keys).values() else key)
        if session.state is None:
            assert key == keys.ESCAPE
            return
        rows = session.seen().split("\n")
        assert len(rows) == lines
        assert [row for row in rows if width_of(row) > max(columns, 2)] == []  # A wide character.
        assert [row for row in rows if make_safe(row) != row] == []
        assert 0 <= session.window.cursor < lines
        if lines >= 8 and columns >= 20:
            assert [word for word in urgent_words(session) if word not in session.seen()] == []
    left = session.press(keys.ESCAPE, keys.ESCAPE, keys.ESCAPE).state
    assert left is None


@pytest.mark.parametrize("columns", [20, 24, 30, 40, 59, 60, 61, 80, 99, 102, 120, 200])
@pytest.mark.parametrize("lines", [8, 24])
def test_no_number_is_cut(
    index: Index, language: Language, columns: int, lines: int, directory: Directory
) -> None:
    """The number of the chosen result is whole in every window that holds its row, and so
    are the urgent lines from 8 rows up."""
    session = Session(index, language, (columns, lines)).type("winnipeg youth")
    translator = Translator(language)
    for id in session.ids[:12]:
        service = next((one for one in directory.services if one.id == id), None)
        if service and service.phones and service.status not in NO_CONTACT_STATUSES:
            confirmed = [p for p in service.phones if p.confidence != "unconfirmed"]
            if confirmed:
                assert translator.phone(confirmed[0].number) in session.seen(), id
        assert [word for word in urgent_words(session) if word not in session.seen()] == []
        session.press(keys.DOWN)


def test_plain_text_has_no_signs(index: Index, language: Language) -> None:
    """For a screen reader, results are sentences: no mark, no bold, the chosen one first."""
    session = Session(index, language, rich=False).type("suicide").press(keys.DOWN)
    assert "▌" not in session.seen()
    assert session.seen() == "\n".join(session.window.rows)
    name = session.search.views[language].index.service(session.ids[1]).name[language]
    assert name in session.seen()
    first = session.search.views[language].index.service(session.ids[0]).name[language]
    assert f"\n{first}\n" not in session.seen()


def test_a_directory_without_crisis_lines_opens_too(directory: Directory) -> None:
    """A directory of one's own may hold nothing to call: the screen opens all the same."""
    header = replace(directory.header, fallback_services=())
    services = tuple(one for one in directory.services if one.line != "crisis")
    own = replace(directory, header=header, services=services, vocabulary=())
    with Finder(build(own)) as finder:
        session = Session(finder.index)
        assert session.press(keys.ENTER, keys.DOWN, keys.END).now.opened == ""
        assert session.seen()


def test_ids_stand_where_other_pages_show_commands() -> None:
    """What one types on this screen is an id, never a command that a shell would keep."""
    assert InteractiveTranslator(Language.FR).command("show", "988") == "988"
