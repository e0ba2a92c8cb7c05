"""The rules of `search.lines_to_call`, where results are sure to fit: each looks at the results so
far, best first, and gives the line that belongs among the first of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from resource_finder.model import Service
from resource_finder.search.helping_lines import HelpingLines, can_be_called, is_gone, is_police
from resource_finder.search.query import Query
from resource_finder.search.rank import Hit
from resource_finder.search.tokens import fold_words

FIRST: Final = 3
"""Results that a hurried person reads."""
SCREEN: Final = 5
"""Results that `find` shows."""
_FIRST_SHARE: Final = 0.6
"""The part of the best score that a line needs to stand before the service that it answers for.
Without it « faire enlever une photo intime » finds a tip line first."""
_CLOSE_SHARE: Final = 0.7
"""The part of the best score from which the third result fits about as well. Without it the line
for anyone takes the place of one of three equal services."""
_CALL_SHARE: Final = 0.4
"""The same, where the third can be called."""
_WEAK_SCORE: Final = 20.0
"""The score from which what can be called is taken for an answer, where words remain that it does
not meet. Without it "single dad and two little ones evicted" only gives lines for violence."""
_HARM: Final = frozenset(
    {"child-protection", "family-violence", "online-exploitation", "sexual-assault",
     "sexual-exploitation", "trafficking"}
)  # fmt: skip
"""Topics of which what is said of a child is to be reported."""


def answering_for_the_best(hits: Sequence[Hit], lines: HelpingLines) -> Service | None:
    """Who answers where the best result has no number stands before it, if words found both."""
    best = hits[0]
    if _is_meant(best, lines.query):
        return None
    line = lines.index.call_instead(best.entry.id)
    enough = _FIRST_SHARE * best.score
    found = {hit.entry.id for hit in hits[:FIRST] if hit.score >= enough}
    return line if line and line.id in found else None


def instead_of_the_best(hits: Sequence[Hit], lines: HelpingLines) -> Service | None:
    """Where none of the first can be called, the line that the directory gives instead of the best
    can; where it gives one for any need, the line that fits the words best."""
    first = hits[:FIRST]
    if any(can_be_called(hit.entry) for hit in first):
        return None
    best = next((hit for hit in first if not is_gone(hit.entry)), first[0])
    line = lines.index.call_instead(best.entry.id)
    is_for_any_need = line and line.id in lines.index.header.fallback_services
    if line and (is_for_any_need or not lines.may_help(line)):
        return next(lines.by_fit, None)
    return line


def fitting_the_words(hits: Sequence[Hit], lines: HelpingLines) -> Service | None:
    """The line that fits the words best is there, unless the words name the best result, or one of
    the first answers and the third fits about as well as the best."""
    if _is_meant(hits[0], lines.query) and not is_gone(hits[0].entry):
        return None
    running = [hit for hit in hits[:FIRST] if not is_gone(hit.entry)]
    has_answer = any(_is_an_answer(hit, lines.query) for hit in running)
    if has_answer and any(_stays(hit, hits[0]) for hit in hits[FIRST - 1 : FIRST]):
        return None
    first = {hit.entry.id for hit in hits[: FIRST - 1]}
    return next((line for line in lines.by_fit if line.id not in first), None)


def emergency_number(hits: Sequence[Hit], lines: HelpingLines) -> Service | None:
    """Police of which no number is known come with the emergency number."""
    best = hits[0].entry
    is_needed = is_police(best) and not can_be_called(best) and _is_an_answer(hits[0], lines.query)
    return next(lines.index.hotlines(["emergency"], best.topics[0]), None) if is_needed else None


def for_a_child_who_writes(_hits: Sequence[Hit], lines: HelpingLines) -> Service | None:
    """A child who writes of themselves finds the line for children."""
    return lines.for_children if lines.person.is_asking else None


def for_harm_of_a_child(hits: Sequence[Hit], lines: HelpingLines) -> Service | None:
    """Whoever tells of the harm of a child finds the line to report it to; so does whoever uses
    words that find this line."""
    line = lines.to_report if lines.is_for_child else None
    is_harm = hits[0].entry.topics[0] in _HARM
    return line if line and (is_harm or line.id in {hit.entry.id for hit in hits}) else None


def for_a_child(hits: Sequence[Hit], lines: HelpingLines) -> Service | None:
    """Whoever else asks for a child finds the line for children on the screen."""
    line = lines.for_children if lines.is_for_child else None
    return line if line and line.id not in {hit.entry.id for hit in hits[:SCREEN]} else None


# --- what the rules look at ----------------------------------------------------------------------


def _is_meant(hit: Hit, query: Query) -> bool:
    """Whether the words are of the name of an entry; an alias may be any word ("sextortion")."""
    words = {word for term in query.terms for word in fold_words(term.text).split()}
    names = hit.entry.name
    return hit.named or any(words <= set(fold_words(name).split()) for name in (names.en, names.fr))


def _is_an_answer(hit: Hit, query: Query) -> bool:
    """Whether an entry was named, meets all words, or can be called and fits well; what the words
    did not find was chosen for the person."""
    met = {reason.text for reason in hit.reasons if reason.text}
    fits_well = hit.score >= _WEAK_SCORE or not met
    return hit.named or len(met) >= len(query.terms) or (fits_well and can_be_called(hit.entry))


def _stays(hit: Hit, best: Hit) -> bool:
    """Whether a result fits about as well as the best, or can be called and fits well."""
    share = _CALL_SHARE if can_be_called(hit.entry) else _CLOSE_SHARE
    return 0 < share * best.score <= hit.score
