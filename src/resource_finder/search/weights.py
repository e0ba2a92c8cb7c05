"""The numbers of ranking: what each does to the order of results, and what goes wrong without it.

They were set by hand with the queries of `tests/search/queries.yaml`; most examples are from there.
"""

from __future__ import annotations

from typing import Final

from resource_finder.search.tokens import Match

# --- weights of terms: how much each counts beside the others of a query ------------------------

UNKNOWN_WORD_WEIGHT: Final = 1.0
"""Of a word that no entry holds. Without it such words would not lower the coverage of the rest."""
UNOFFERED_CONCEPT_WEIGHT: Final = 5.5
"""Of a concept that the vocabulary knows and no entry answers. With the weight of an unknown word
"lost dog crisis" finds crisis lines; so it finds nothing."""
PLAIN_WORD_FACTOR: Final = 0.6
"""For a word that the vocabulary does not know. Without it chance words count like known ones."""
MIN_CONCEPT_WEIGHT: Final = 2.0
"""Of a word of the vocabulary. Without it a concept that many entries answer counts too little
beside a rare word."""
MIN_PHRASE_WEIGHT: Final = 2.5
"""Of a phrase of the vocabulary. Without it "wants to die and has pills" finds lines about drugs
before lines about suicide."""

# --- strength of a match: how well one entry answers one term ----------------------------------

FIELD_WEIGHTS: Final = {
    "name": 10.0, "main": 11.0, "topic": 6.0, "topics": 4.0, "place": 3.0, "body": 2.0,
    "operator": 1.0,
}  # fmt: skip
"""By field. With equal ones an entry that mentions a word in passing stands before the entry that
is about it."""
MATCH_FACTORS: Final[dict[Match, float]] = {
    "word": 1.0, "stem": 0.95, "concept": 0.9, "correction": 0.8, "beginning": 0.6,
}  # fmt: skip
"""By how a term matches. Without them "Metis crisis line" finds any crisis line first."""
SECONDARY_FIELD_WEIGHT: Final = 0.3
"""The part of the strength in further fields that is added to that of the best one. At 0, an entry
that is all about a term is worth no more than one that says it once; at 1, long entries win."""
LITERAL_PHRASE_FACTOR: Final = 1.5
"""For a field that holds every word of a phrase, above one that only means the same. Without it
"prostitution juvénile" does not find the service of that name first."""
PARTIAL_NAME_FACTOR: Final = 0.4
"""For a match in a name of which nothing else was typed; it rises to 1 with the part that was
typed. Without it "home" in any query raises services with "home" in their names."""

# --- factors: they multiply the sum of all matches of an entry ---------------------------------

NAME_WORD_BOOST: Final = 0.5
"""Added to the factor 1 for each word of a name that was typed as a whole. Without it a service
that is named, with more words beside its name, is followed by many that are not meant."""
ONLY_NAME_FACTOR: Final = 3.0
"""For an entry of which a name is the whole query. Without it "Reason to Live" finds 988 first."""
COVERAGE_EXPONENT: Final = 0.5
"""Of the coverage: the part, from 0 to 1, of the weight of a query that an entry answers. At 0 an
entry that matches one term well stands before one that matches all."""
STATUS_FACTORS: Final = {"current": 1.0, "unknown": 0.95, "announced": 0.8, "former": 0.6}
"""By the status of a service. Without them what has closed stands among what runs."""
SAME_REGION_FACTOR: Final = 1.8
"""For a service of a region that was typed. Without it "crisis line thompson" finds a line of
Winnipeg first."""
INNER_REGION_FACTOR: Final = 1.3
"""For a service of a part of a region that was typed. Without it "shelter manitoba" leaves out
shelters of its towns."""
OTHER_REGION_FACTOR: Final = 0.4
"""For a service of another region than those typed. Without it "safe place brandon" finds places in
Winnipeg first."""
HOME_REGION_FACTOR: Final = 1.1
"""For a service of the region of whoever searches. It is near to 1: it decides between services
that fit nearly alike, and hides nothing that fits better."""
WRONG_AGE_FACTOR: Final = 0.7
"""For a service that is not for the age typed. Without it a place for adults stands before those
for a child of 15. It is not left out: it may know where to turn."""

# --- limits: what is left out ------------------------------------------------------------------

MAX_CANDIDATES: Final = 400
"""Entries that are scored, best by BM25 first. Without it a query of common words would take as
long as the directory is large."""
MIN_COVERAGE: Final = 0.3
"""The coverage that an entry needs. Without it, what answers one word of many would do."""
MIN_RELATIVE_SCORE: Final = 0.25
"""The part of the best score that an entry needs. Without it the answer to any query ends in a long
list of entries that share a common word with it."""
