"""The constants of ranking, each with what goes wrong without it.

They were chosen by hand to suit the queries of `tests/search/queries.yaml`, where most examples are
from. `search.rank` explains the score.
"""

from __future__ import annotations

from typing import Final

from resource_finder.search.tokens import Match

# --- weights of terms: how much a term counts, compared with the others of a query --------------

PLAIN_WORD_FACTOR: Final = 0.6
"""A factor for words outside the vocabulary. Without it "I'm 13 and my mom's boyfriend touches me"
finds another line before that of Klinic."""
MIN_PHRASE_WEIGHT: Final = 2.5
"""A phrase of the vocabulary. Without it "kids alone in the house since friday" does not find the
report line of Child and Family Services first."""

# --- strength of a match: how well an entry matches a term -------------------------------------

FIELD_WEIGHTS: Final = {
    "name": 10.0, "main": 11.0, "topic": 6.0, "topics": 4.0, "place": 3.0, "body": 2.0,
    "operator": 1.0,
}  # fmt: skip
"""The strength of a match in each field. With equal ones "Talk Suicide Canada", which is now
9-8-8, finds another line first."""
MATCH_FACTORS: Final[dict[Match, float]] = {
    "word": 1.0, "stem": 0.95, "concept": 0.9, "correction": 0.8, "beginning": 0.6,
}  # fmt: skip
"""A factor for each way to match. Without them "crisis 11 year old thompson" finds any
crisis line before the one for young people there."""
SECONDARY_FIELD_WEIGHT: Final = 0.3
"""The part of the strength in other fields that is added to that of the best field. At 0, "remove
intimate pictures" does not find first the service that is about nothing else."""
LITERAL_PHRASE_FACTOR: Final = 1.5
"""A factor for a field that has every word of a phrase, compared with one that only means the same.
Without it "sexual assault support interlake" finds another line before SARAH."""
PARTIAL_NAME_FACTOR: Final = 0.4
"""The lowest factor for a match in a name; it grows to 1 with the part of the name that was typed.
Without it "14 year old girl not home" finds a line with "girls" in its name first."""

# --- factors: the sum over the terms is multiplied by each -------------------------------------

ONLY_NAME_FACTOR: Final = 3.0
"""For an entry if a name or alias of it is the whole query. Without it
"child abuse" is as sure of local offices as of the report line."""
COVERAGE_EXPONENT: Final = 0.5
"""The exponent of the coverage, which is the part, from 0 to 1, of a query's total weight in the
terms that an entry matches. At 0 "safe place brandon women" finds a shelter for the young first."""
SAME_REGION_FACTOR: Final = 1.8
"""For a service that serves a region in the query. Without it "runaway thompson" finds a
line for all of Canada first."""
INNER_REGION_FACTOR: Final = 1.3
"""For a service that serves a part of a region in the query. Without it "runaway manitoba" finds a
line for all of Canada first."""
OTHER_REGION_FACTOR: Final = 0.4
"""For a service that serves no place of the query. Without it "runaway thompson" is sure of teams
that work in Winnipeg only."""
HOME_REGION_FACTOR: Final = 1.1
"""For a service of the user's home region. Without it a worker of Winnipeg finds the
team of Thompson first. It is near 1, so it only decides between services that match almost equally
well."""
WRONG_AGE_FACTOR: Final = 0.7
"""For a service that is not for the age in the query. Without it "shelter 40 years old" finds
houses for the young. It is not left out, for it may know whom to ask."""

# --- limits: which entries are sure to fit ------------------------------------------------------

MIN_COVERAGE: Final = 0.35
"""The part of the weight of the terms that say what is asked for that an entry needs to be sure to
fit. Without it one matching word of many is enough: "school bus late" is sure of the line for those
who were at a residential school. Chosen among 0.3 to 0.5 by the queries of `tests/search`."""
MIN_RELATIVE_SCORE: Final = 0.25
"""The part of the best score that an entry needs to be sure to fit. Without it "northern
manitoba streetreach" is sure of all that is in the north."""

# --- the fallback ------------------------------------------------------------------------------

ENOUGH_SURE: Final = 3
"""Entries that are sure to fit, from which none is added that only may."""
MAX_WITH_POSSIBLE: Final = 10
"""Entries of an answer to which some were added that only may fit."""
