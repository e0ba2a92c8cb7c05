"""The roles of numbers, and the order of services inside a line."""

from __future__ import annotations

from datetime import date

from conftest import Type, replace
from resource_finder.bilingual import Language
from resource_finder.directory.contacts import numbers_to_give
from resource_finder.finder import Finder
from resource_finder.i18n import Translator
from resource_finder.model import Directory, Service
from resource_finder.search.index import Index
from resource_finder.views.entry import ViewContext, number_note

SHORT_CODES = {"911", "988", "211"}


def test_every_number_has_a_role_but_short_codes_to_call(directory: Directory) -> None:
    """A number is known as local, toll-free, of an office or for texts, by a value."""
    without = {p.number for s in directory.services for p in s.phones if p.role is None}
    assert without == SHORT_CODES
    texts = {p.kind for s in directory.services for p in s.phones if p.role == "text"}
    assert texts == {"text"}


def test_the_office_of_the_operator_comes_last_and_is_called_that(
    directory: Directory, index: Index
) -> None:
    """Nobody takes the office of an organization for the line of a service."""
    line = next(one for one in directory.services if one.id == "sco-pathways")
    first, second = line.phones
    office = replace(first, role="operator")
    changed = replace(line, phones=(office, second))
    assert numbers_to_give(changed) == [second, office]
    notes = {
        language: number_note(
            office, changed, ViewContext(Translator(language), index, date(2026, 11, 24))
        )
        for language in Language
    }
    assert notes == {
        Language.EN: "Office of the operator.",
        Language.FR: "Bureau de l’organisme responsable.",
    }


def test_a_page_tells_roles_apart_only_where_they_differ(typed: Type) -> None:
    """ "Toll-free" is said beside a local number; alone, the number says it."""
    assert "1-888-322-3019 (Toll-free." in typed("find", "klinic-crisis").out
    assert "1-866-925-4419 (24/7)" in typed("find", "irs-crisis-line").out


def test_hotlines_begin_with_the_lines_that_have_an_order(finder: Finder) -> None:
    """Without words, the lines for most people lead their heading; the rest keeps its order."""
    hits = [hit.entry for hit in finder.hotlines().hits]
    services = [entry for entry in hits if isinstance(entry, Service)]
    first = {
        line: [s.id for s in services if s.line == line][:2]
        for line in ("crisis", "support", "information")
    }
    assert first == {
        "crisis": ["ht-canada", "988"],
        "support": ["kids-help-phone", "hope-for-wellness"],
        "information": ["211-mb", "health-links"],
    }
    lines = list(dict.fromkeys(s.line for s in services))
    assert lines.index("support") < lines.index("office")
    assert lines.index("information") < lines.index("office")


def test_words_lead_a_line_before_its_order(finder: Finder) -> None:
    """Who searches for something finds the best match first, whatever the order of the line."""
    hits = finder.hotlines("trans lifeline").hits
    support = [
        h.entry.id for h in hits if isinstance(h.entry, Service) and h.entry.line == "support"
    ]
    assert support[0] == "trans-lifeline"
