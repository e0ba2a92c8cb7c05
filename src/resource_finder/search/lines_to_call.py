"""The lines to call that the first results of an answer must hold, beyond the order by fit.

A hurried person reads three results, and must find somebody to call among them. Where results are
sure to fit, `RULES` are followed from top to bottom, in each row the first that gives a line. It
then stands at the place of its rule, unless it stood before that already. Where nothing is sure to
fit, what can be called comes first, and two lines for the person stand behind the best result.

What each rule looks at is in `search.line_rules`, who may be called at all, for this person and
place, in `search.helping_lines`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Final, NamedTuple

from resource_finder.model import Service
from resource_finder.search import line_rules
from resource_finder.search.helping_lines import HelpingLines, can_be_called
from resource_finder.search.index import Index
from resource_finder.search.line_rules import FIRST, SCREEN
from resource_finder.search.others import is_for_unsaid_people
from resource_finder.search.query import Query, is_audience
from resource_finder.search.rank import Hit
from resource_finder.search.scoring import Reason

_CHILD: Final = "child"
_FITTING: Final = "fitting line"
_INSTEAD: Final = "instead"


class Rule(NamedTuple):
    """A line that belongs among the first results."""

    line: Callable[[Sequence[Hit], HelpingLines], Service | None]
    """Which it is; None where it is not needed."""
    place: int
    """Where it stands at the latest, from 1."""
    why: str = ""
    """Why it is there, where no word met it; `views.pages` says it in words."""


RULES: Final[tuple[tuple[Rule, ...], ...]] = (
    # Who answers where the best result has no number stands before it, if found too.
    (Rule(line_rules.answering_for_the_best, 1),),
    # Where none of the first can be called, the line to call instead of the best is there.
    (Rule(line_rules.instead_of_the_best, FIRST, _INSTEAD),),
    # The line that fits the words best, unless what was found answers and fits.
    (Rule(line_rules.fitting_the_words, FIRST, _FITTING),),
    # Police without a number come with the emergency number.
    (Rule(line_rules.emergency_number, FIRST, _INSTEAD),),
    # A child finds the line for children, the harm of a child the line to report it to.
    (
        Rule(line_rules.for_a_child_who_writes, FIRST, _CHILD),
        Rule(line_rules.for_harm_of_a_child, FIRST, _CHILD),
        Rule(line_rules.for_a_child, SCREEN, _CHILD),
    ),
)
_POSSIBLE_SHARE: Final = 0.7
"""The part of the best score that an entry needs to fit about as well, where nothing is sure to.
Without it « femme tuée, aide aux proches » gives a shelter without a number before the line for
families."""


def with_lines_to_call(query: Query, fit: list[Hit], others: bool, index: Index) -> list[Hit]:
    """The hits that fit, with the lines that the first of them must hold; `others`: some that
    matched are for other people, so that few may be left."""
    lines = HelpingLines(query, index)
    if others and len(fit) < FIRST:
        fit = _filled(fit, lines)
    if fit and fit[0].match == "sure":
        return _by_the_rules(fit, lines)
    fit = _to_call_first(fit, lines)
    best = fit[:1] if query.terms else []
    return _distinct([*best, *_for_the_person(lines), *fit])


def _by_the_rules(hits: list[Hit], lines: HelpingLines) -> list[Hit]:
    """Hits that are sure to fit, with a line of each row of rules."""
    for row in RULES:
        for rule in row:
            if line := rule.line(hits, lines):
                hits = _with(hits, _added(line, rule.why), rule.place)
                break
    return hits


def _with(hits: Sequence[Hit], line: Hit, place: int) -> list[Hit]:
    """Hits with a line at a place, or last where they are fewer, unless it stands before that;
    behind what was named, if this stands there. It is as sure as the first of them, for those that
    are possible stand last."""
    ids = [hit.entry.id for hit in hits]
    found = hits[ids.index(line.entry.id)] if line.entry.id in ids else line
    found = found._replace(reasons=found.reasons or line.reasons, match=hits[0].match)
    others = [hit for hit in hits if hit.entry.id != line.entry.id]
    at = place - 1 + any(hit.named for hit in others[place - 1 : place])
    at = ids.index(line.entry.id) if line.entry.id in ids[:place] else at
    return [*others[:at], found, *others[at:]]


def _filled(hits: Sequence[Hit], lines: HelpingLines) -> list[Hit]:
    """Hits that are too few, filled up with the lines that fit the words best as what may help."""
    return _distinct([*hits, *map(_added, islice(lines.by_fit, FIRST))])[:FIRST]


def _to_call_first(hits: list[Hit], lines: HelpingLines) -> list[Hit]:
    """Hits that only may fit: what can be called and fits about as well before the best, and what
    may be for people of whom the words say nothing last."""
    if all(map(is_audience, lines.query.terms)):
        return hits
    enough = _POSSIBLE_SHARE * max((hit.score for hit in hits), default=0.0)

    def order(hit: Hit) -> tuple[bool, bool]:
        is_doubtful = isinstance(hit.entry, Service) and is_for_unsaid_people(
            hit.entry.audience, lines.person
        )
        return is_doubtful, hit.score < enough or not can_be_called(hit.entry)

    return sorted(hits, key=order)


def _for_the_person(lines: HelpingLines) -> list[Hit]:
    """The two lines to call where nothing is sure to fit: those that fit the words best, before
    them the line for children where somebody writes who is or may be young."""
    person, children = lines.person, lines.for_children
    may_be_young = person.says_i and not (person.is_worker or person.is_adult or person.is_minor)
    is_young = person.is_asking or may_be_young
    first = [_added(children, _CHILD)] if children and is_young else []
    return _distinct([*first, *map(_added, islice(lines.by_fit, 2))])[:2]


def _added(line: Service, why: str = _FITTING) -> Hit:
    """A line that no word met, and why it is there."""
    reasons = (Reason("", why, "word", ""),) if why else ()
    return Hit(line, reasons, 0.0, match="possible")


def _distinct(hits: Iterable[Hit]) -> list[Hit]:
    """Hits without those of an entry that stands before."""
    found: dict[str, Hit] = {}
    for hit in hits:
        found.setdefault(hit.entry.id, hit)
    return list(found.values())
