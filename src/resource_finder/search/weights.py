"""The constants of ranking, each with what goes wrong without it.

They were chosen by hand to suit the queries of `tests/search/queries.yaml`, where most examples are
from. `search.rank` explains the score.
"""

from __future__ import annotations

from typing import Final

from resource_finder.search.tokens import Match

# --- weights of terms: how much a term counts, compared with the others of a query --------------

PLAIN_WORD_FACTOR: Final = 0.6
"""A factor for words outside the vocabulary. Without it somebody whose "friend at school is 15 and
her boyfriend sells her" finds a line for former pupils of residential schools first."""
HOW_WEIGHT: Final = 0.5
"""A word that only says how: "text", "chat". Without it "chat with someone about abuse" finds lines
with a chat before the line to report abuse to."""
MAX_PERSON_WEIGHT: Final = 1.0
"""A word that only says the gender or age of somebody. Without it "drop in for youth" finds another
shelter for youth before the drop-in."""
MIN_CONCEPT_WEIGHT: Final = 2.0
"""A word of the vocabulary. Without it a social worker who looks for training on exploited kids
finds that of hotel staff second."""
MIN_PHRASE_WEIGHT: Final = 2.5
"""A phrase of the vocabulary. Without it "he won't let her leave the apartment and makes her see
men" finds a network of advisers before the line for people who are trafficked."""

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
"""A further field that has the word. Without it "24/7 drop in age 17" finds a shelter before the
drop-in that is open day and night."""
PARTIAL_NAME_FACTOR: Final = 0.4
"""For an entry of whose name no word was typed; with each word it comes nearer to 1. Without it
« programme de prévention pour les garçons et les hommes » finds a line about suicide first."""

# --- factors: the sum over the terms is multiplied by each -------------------------------------

ONLY_NAME_FACTOR: Final = 3.0
"""For an entry if a name or alias of it is the whole query. Without it
"child abuse" is as sure of local offices as of the report line."""
COVERAGE_EXPONENT: Final = 0.5
"""How much an entry that matches only some of the words loses. Without it « faire enlever une photo
intime » finds a tip line before the service that helps to have pictures removed."""
SAME_REGION_FACTOR: Final = 1.8
"""For a service that serves a region in the query. Without it "runaway thompson" finds a
line for all of Canada first."""
INNER_REGION_FACTOR: Final = 1.3
"""For a service that serves a part of a region in the query. Without it "runaway manitoba" finds a
line for all of Canada first."""
OTHER_REGION_FACTOR: Final = 0.4
"""For a service that serves no place of the query. Without it "runaway thompson" is sure of teams
that work in Winnipeg only."""
LOCAL_FACTOR: Final = 1.5
"""For an entry that names the town or First Nation of the query. Without it "leaf rapids mounties"
finds the detachments of other places of the North first."""
UNSAID_PEOPLE_FACTOR: Final = 0.65
"""For a service for one gender or for the young, where the words speak of somebody and do not say
this of them. Without it "ask a nurse overnight" finds a house for women first."""
HOME_REGION_FACTOR: Final = 1.1
"""For a service of the user's home region. Without it a worker of Winnipeg finds the
team of Thompson first. It is near 1, so it only decides between services that match almost equally
well."""

# --- limits: which entries are sure to fit ------------------------------------------------------

MIN_COVERAGE: Final = 0.35
"""The part of the weight of the terms that say what is asked for that an entry needs to be sure to
fit. Without it one matching word of many is enough: "school bus late" is sure of the line for those
who were at a residential school. Chosen among 0.3 to 0.5 by the queries of `tests/search`."""
MIN_RELATIVE_SCORE: Final = 0.25
"""The part of the best score that an entry needs to be sure to fit. Without it "northern
manitoba streetreach" is sure of all that is in the north."""

# --- the fallback ------------------------------------------------------------------------------

ENOUGH_SURE: Final = 5
"""Entries that are sure to fit, from which none is added that only may."""
MAX_WITH_POSSIBLE: Final = 10
"""Entries of an answer to which some were added that only may fit."""
