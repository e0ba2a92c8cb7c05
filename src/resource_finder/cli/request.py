"""Turns options and words into what a command works with: a finder, a view and filters."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from resource_finder.bilingual import Text
from resource_finder.cli.options import FILTERS, GlobalOptions, options_of
from resource_finder.cli.values import program_choices, resolve_choice
from resource_finder.closed_lists import CONFIDENCES, STATUSES
from resource_finder.finder import Finder
from resource_finder.header import Header
from resource_finder.i18n import N_, Translator
from resource_finder.search.filters import Filters
from resource_finder.text import make_safe

if TYPE_CHECKING:
    from resource_finder.directory.yaml_file import YamlFile
    from resource_finder.views.entry import ViewContext

_REBUILT: Final = N_(
    "The compiled directory cannot be used, so this answer was read from programs.yaml, which takes"
    " longer. `resource-finder check` says what is wrong."
)

_SCREEN_FORMATS: Final = (None, "table", "plain")
"""The formats in which the local police number of the worker stands: other ones are handed on."""

COMPLETE: Final = "_RESOURCE_FINDER_COMPLETE"
"""The environment variable in which a shell asks for the completion of a word."""

MAX_STDIN_BYTES: Final = 4096
"""Bytes of standard input that are read for words: endless input would fill the memory."""


class Request(NamedTuple):
    """What a command works with: options, the opened directory, the view of its answers, the
    filters and words of the search, and the region that ranks first among equals."""

    options: GlobalOptions
    finder: Finder
    view: ViewContext
    filters: Filters
    words: str
    home_region: str | None


def open_request(
    context: click.Context, words: Sequence[str] | None = None, unconfirmed: bool = False
) -> Request:
    """The request of a command line. Unconfirmed numbers are shown with `unconfirmed`, or where the
    filters ask for them. Raises BadParameter for an unknown value of a filter, DataError where a
    directory file is wrong."""
    from resource_finder.views.entry import ViewContext

    options = options_of(context)
    finder = open_finder(options)
    header = finder.index.header
    translator = Translator(options.language, options.urgent_language)
    filters = _filters(context, options, header, translator)
    today = options.as_of or datetime.date.today()
    unconfirmed = unconfirmed or "unconfirmed" in filters.confidence
    police = options.police if options.format in _SCREEN_FORMATS else ""
    view = ViewContext(translator, finder.index, today, unconfirmed, police=police)
    home = _home_region(options, header, translator)
    text = read_words() if words == ["-"] else " ".join(words or ()).strip()
    return Request(options, finder, view, filters, text, home)


def open_finder(options: GlobalOptions) -> Finder:
    """A finder on the directory that options name. Raises DataError where a file is wrong."""

    def tell_rebuilt() -> None:
        options.add_note(Translator(options.language).text(_REBUILT))

    finder = Finder.open(options.directory, options.also, tell_rebuilt, open_layers())
    # On a screen of its own nothing must be left behind; a shell that completes a word shows it.
    if finder.problems and options.command and COMPLETE not in os.environ:
        from resource_finder.views.check import as_text

        options.add_note(as_text(finder.problems, Translator(options.language)))
    return finder


def open_layers() -> Sequence[YamlFile]:
    """The files of the agency that the environment names, opened."""
    named = os.environ.get("RESOURCE_FINDER_ALSO", "")
    if not named.strip():
        return ()
    from resource_finder.directory import layer_files

    return layer_files.open_layers(named)


def _home_region(options: GlobalOptions, header: Header, translator: Translator) -> str | None:
    """The region of the worker, from the environment; None, with a note, where it is not one of the
    directory."""
    region = os.environ.get("RESOURCE_FINDER_REGION", "").strip()
    if not region:
        return None
    try:
        return resolve_choice(region, choices_for("region", header), translator)
    except click.BadParameter:
        if options.command:  # On a screen of its own nothing must be left behind.
            options.add_note(translator.text(
                "RESOURCE_FINDER_REGION is ignored, since “{value}” is no region: set it to one of"
                " {ids}.",
                value=region, ids=", ".join(header.regions),
            ))  # fmt: skip
        return None


def choices_for(name: str, header: Header) -> Mapping[str, Text]:
    """The closed list of a filter: each id with its words in each language."""
    lists: dict[str, Mapping[str, Text]] = {
        "audience": header.audiences,
        "topic": header.topics,
        "speaks": header.languages,
        "region": {id: region.name for id, region in header.regions.items()},
    }
    return lists.get(name) or program_choices(*(STATUSES if name == "status" else CONFIDENCES))


def _filters(
    context: click.Context, options: GlobalOptions, header: Header, translator: Translator
) -> Filters:
    """The values of filters as ids. Raises BadParameter where a value names none."""

    def ids(name: str) -> tuple[str, ...]:
        values = options.filters.get(name)
        if not values:
            return ()
        choices = choices_for(name, header)
        try:
            return tuple(resolve_choice(value, choices, translator) for value in values)
        except click.BadParameter as error:
            error.ctx, error.param_hint = context, f"--{name}"
            raise

    return Filters(**{name: ids(name) for name in FILTERS})


def read_words() -> str:
    """The words of standard input, as one line; on a terminal, of the first line typed there."""
    source = getattr(sys.stdin, "buffer", None)
    if source is None:
        return ""
    read = source.readline if sys.stdin.isatty() else source.read
    try:
        data = read(MAX_STDIN_BYTES)
    except OSError:
        return ""
    return make_safe(" ".join(data.decode(sys.stdin.encoding, "replace").split())).strip()
