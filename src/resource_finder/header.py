"""The header of a directory: what it says of itself, its urgent lines and its closed lists."""

from collections.abc import Mapping
from typing import NamedTuple

from resource_finder.bilingual import Text


class Urgent(NamedTuple):
    """A line at the top of every page; with `numbers`, the phone numbers of `service` follow.

    `short` is its text where there is little space. `layer` is the short name of the layer that
    added it; None for a line of the directory itself.
    """

    label: Text
    text: Text
    short: Text
    service: str
    numbers: bool
    layer: str | None = None


class WalletLine(NamedTuple):
    """A service on a wallet card, under a label that does not show what the card is about."""

    label: Text
    service: str


class LineToCall(NamedTuple):
    """A line to call, and how much speaks for it: points by what was read of a query (the id of a
    concept of the vocabulary, or one of the words of `search.line_points`)."""

    service: str
    points: Mapping[str, int]


class Region(NamedTuple):
    """A service area; `within` is the id of the area around it, `also` are its other names."""

    name: Text
    within: str | None
    also: tuple[str, ...]


class Phase(NamedTuple):
    """A period of the strategy; it begins at `start` (ISO), "" for the time before."""

    id: str
    title: Text
    start: str


class Layer(NamedTuple):
    """An agency's own file, used beside the directory.

    `short` stands beside everything that the file adds or changes; `date` is ISO, None where the
    file has none; `language` is that of texts that name none.
    """

    name: Text
    short: str
    date: str | None
    language: str | None = None


class ReportTo(NamedTuple):
    """Where to report a mistake, as a layer says: a name, a phone number, an e-mail address."""

    name: Text | None
    phone: str | None
    email: str | None


class Header(NamedTuple):
    """What a directory says of itself, and its closed lists.

    A page that mentions one of `memorial_names` ends with the services of `support`;
    `fallback_services` are the ones to call where nothing fits, in order; `cadence` maps a kind of
    service to the days between two checks; `wallet` are the lines of a wallet card, in order;
    `guarded_places` are names that would show where a protected service is; `stop_words` are by
    language code; `built_in` marks the directory that the program ships; `numbers_called` counts
    the numbers that were dialled and answered within the year before `date`. `layers` are the
    agency's own files that were added, `layer_errors` counts what is wrong in those of which only
    the sound part is used, `layers_reached` says whether all were there to be read, `report_to` is
    where to report a mistake. `lines_to_call` are the lines of which one may be added to an answer.
    """

    title: Text
    date: str
    region: str
    urgent: tuple[Urgent, ...]
    memorial_names: tuple[str, ...]
    support: tuple[str, ...]
    fallback_services: tuple[str, ...]
    wallet: tuple[WalletLine, ...]
    cadence: Mapping[str, int]
    phases: tuple[Phase, ...]
    phases_note: Text | None
    audiences: Mapping[str, Text]
    regions: Mapping[str, Region]
    languages: Mapping[str, Text]
    topics: Mapping[str, Text]
    stop_words: Mapping[str, tuple[str, ...]]
    guarded_places: tuple[str, ...]
    built_in: bool = False
    numbers_called: int = 0
    layers: tuple[Layer, ...] = ()
    layer_errors: int = 0
    layers_reached: bool = True
    report_to: ReportTo | None = None
    lines_to_call: tuple[LineToCall, ...] = ()
