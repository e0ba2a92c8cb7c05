"""The closed lists of the model: the values that a field may have.

docs/DIRECTORY.md explains each value.
"""

from typing import Final

KINDS: Final = ("hotline", "program")
ENTRY_KINDS: Final = (*KINDS, "event", "notice")
LINES: Final = ("emergency", "report", "crisis", "support", "information", "office")
"""What a hotline is for, the most urgent first."""
STATUSES: Final = ("current", "former", "unknown", "announced")
CONFIDENCES: Final = ("confirmed", "limited", "unconfirmed")
"""How sure a fact is, the surest first."""
PHONE_KINDS: Final = ("voice", "text", "tty")
PHONE_ROLES: Final = ("local", "toll-free", "office", "operator", "text")
"""What a number is among those of a service; "operator" is the office of who runs it."""
POLICE_ROLES: Final = ("service", "part", "may-be-told", "not-stated")
"""Whether a service is the police, has police in its team, or may tell the police."""
INTAKE_WAYS: Final = ("call", "walk-in", "referral", "online", "court")
"""How a person gets into a service."""
LOCATION_POLICIES: Final = ("confidential", "city")
ORIGINS: Final = ("seed", "added")
READ_OF_A_QUERY: Final = (
    "any", "minor", "adult", "asking", "worker", "charged", "men", "women", "says-i",
)  # fmt: skip
"""What a line to call may have points for, beside the concepts of the vocabulary: any query, and
what the words say of the person."""
WITHDRAWAL_REASONS: Final = ("wrong-number", "no-answer", "closed", "moved", "unsafe")
"""Why a layer withdraws a number, or a whole entry."""
REPLACED: Final = "replaced"
"""Why an entry is withdrawn that an entry of a layer replaces."""
OWN_SOURCE: Final = "layer-"
"""What the id of a source begins with that is an agency itself: its file is the only evidence."""
ONE_NAME_REASONS: Final = ("no-french-name", "same-in-both", "unsettled")
WEB_KINDS: Final = ("site", "chat", "form")
ADDRESS_KINDS: Final = ("office", "clinic", "walk-in")
SOURCE_KINDS: Final = ("government", "law", "operator", "news", "other")
NO_ADDRESS_REASONS: Final = ("site-only", "reference", "withheld")
"""Why a reader cannot open a source: only its site, or only its title or number, is known to us;
or its address is kept out to protect a place."""
OFFICIAL_KINDS: Final = ("government", "law", "operator")
"""The kinds of sources of which one alone can confirm a fact."""
ASPECTS: Final = (
    "name", "number", "what", "audience", "region", "hours", "languages", "operator", "police",
    "status", "date", "figures",
)  # fmt: skip

ANYONE: Final = "anyone"
"""The audience of a service for everyone: a filter by any other audience includes it."""

CURRENT_SINCE: Final = "2023"
"""The year from which a service needs evidence to be "current", and a fact to be "confirmed"; a
page shows an older date."""
