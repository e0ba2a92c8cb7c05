"""The constants of ranking, each with what goes wrong without it.

They were chosen by hand to suit the queries of `tests/search/queries.yaml`, where most examples are
from. `search.rank` explains the score.
"""

from __future__ import annotations

from typing import Final

from resource_finder.search.tokens import Match

# --- weights of terms: how much a term counts, compared with the others of a query --------------

PLAIN_WORD_FACTOR: Final = 0.6
"""A factor for words outside the vocabulary. Without it they count as much as known ones."""
MIN_CONCEPT_WEIGHT: Final = 2.0
"""A word of the vocabulary. Without it a concept that many entries have counts too little beside a
rare word."""
MIN_PHRASE_WEIGHT: Final = 2.5
"""A phrase of the vocabulary. Without it "wants to die and has pills" finds lines about drugs
before lines about suicide."""

# --- strength of a match: how well an entry matches a term -------------------------------------

FIELD_WEIGHTS: Final = {
    "name": 10.0, "main": 11.0, "topic": 6.0, "topics": 4.0, "place": 3.0, "body": 2.0,
    "operator": 1.0,
}  # fmt: skip
"""The strength of a match in each field. With equal ones, an entry that only mentions a word can
come before the entry that is about it."""
MATCH_FACTORS: Final[dict[Match, float]] = {
    "word": 1.0, "stem": 0.95, "concept": 0.9, "correction": 0.8, "beginning": 0.6,
}  # fmt: skip
"""A factor for each way to match. Without them "Metis crisis line" finds any crisis line first."""
SECONDARY_FIELD_WEIGHT: Final = 0.3
"""The part of the strength in other fields that is added to that of the best field. At 0, an entry
with a term in all its fields scores like one with it in one field; at 1, long entries win."""
LITERAL_PHRASE_FACTOR: Final = 1.5
"""A factor for a field that has every word of a phrase, compared with one that only means the same.
Without it "prostitution juvénile" does not find the service of that name first."""
PARTIAL_NAME_FACTOR: Final = 0.4
"""The lowest factor for a match in a name; it grows to 1 with the part of the name that was typed.
Without it "home" in any query raises services with "home" in their names."""

# --- factors: the sum over the terms is multiplied by each -------------------------------------

NAME_WORD_BOOST: Final = 0.5
"""A name that was typed in full multiplies the score by 1 plus this for each of its words. Without
it a query with a name and other words also finds many services of other names."""
ONLY_NAME_FACTOR: Final = 3.0
"""For an entry if a name of it is the whole query. Without it "Reason to Live" finds 988 first."""
COVERAGE_EXPONENT: Final = 0.5
"""The exponent of the coverage, which is the part, from 0 to 1, of a query's total weight in the
terms that an entry matches. At 0 an entry that matches one term well can come before one that
matches all."""
STATUS_FACTORS: Final = {"current": 1.0, "unknown": 0.95, "announced": 0.8, "former": 0.6}
"""By the status of a service. Without them services that have closed come among those that run."""
SAME_REGION_FACTOR: Final = 1.8
"""For a service that serves a region in the query. Without it "crisis line thompson" finds a line
of Winnipeg first."""
INNER_REGION_FACTOR: Final = 1.3
"""For a service that serves a part of a region in the query. Without it "shelter manitoba" leaves
out shelters of its towns."""
OTHER_REGION_FACTOR: Final = 0.4
"""For a service of other regions than those in the query. Without it "safe place brandon" finds
places in Winnipeg first."""
HOME_REGION_FACTOR: Final = 1.1
"""For a service of the user's home region. It is near 1, so it only decides between services that
match almost equally well."""
WRONG_AGE_FACTOR: Final = 0.7
"""For a service that is not for the age in the query. Without it a service for adults comes before
those for a child of 15. It is not left out, for it may know whom to ask."""

# --- limits: which entries are sure to fit ------------------------------------------------------

MIN_COVERAGE: Final = 0.35
"""The part of the weight of the terms that say what is asked for that an entry needs to be sure to
fit. Without it one matching word of many is enough: "school bus late" is sure of the line for those
who were at a residential school. Chosen among 0.3 to 0.5 by the queries of `tests/search`."""
MIN_RELATIVE_SCORE: Final = 0.25
"""The part of the best score that an entry needs to be sure to fit. Without it any answer ends with
a long list of entries that share a common word with the query."""

# --- the fallback ------------------------------------------------------------------------------

ENOUGH_SURE: Final = 3
"""Entries that are sure to fit, from which none is added that only may."""
MAX_WITH_POSSIBLE: Final = 10
"""Entries of an answer to which some were added that only may fit."""
