"""The options that commands share: what they ask for, and the ids that filter values name."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from click.shell_completion import CompletionItem

from resource_finder.cli.output import write
from resource_finder.directory import builtin
from resource_finder.i18n import N_, Translator, typed_label
from resource_finder.model import CONFIDENCES, STATUSES, Language, Text
from resource_finder.search import builtin_index
from resource_finder.text import make_safe, without_accents

if TYPE_CHECKING:
    from resource_finder.search.filters import Filters
    from resource_finder.search.index import Index
    from resource_finder.views.entry import ViewContext

NAME: Final = "resource_finder.command"
"""Where a context keeps the English name of its command, whatever was typed."""

FORMATS: Final = ("table", "plain", "json", "csv", "markdown")


@dataclass
class GlobalOptions:
    """What the options that every command shares have asked for; the last one said wins."""

    language: Language
    lang: str | None = None
    format: str | None = None
    directory: Path | None = None
    also: list[Path] = field(default_factory=list)
    limit: int | None = None
    as_of: datetime.date | None = None
    private: bool = False
    urgent: Language | None = None
    """The language of the urgent lines, where it is not that of the answer."""
    notes: list[str] = field(default_factory=list)
    """Sentences to say on stderr after the answer."""


class ExitError(Exception):
    """Leave with an exit code and, on stderr, a sentence of the catalogue."""

    def __init__(self, code: int, said: str = "") -> None:
        self.code, self.said = code, said
        super().__init__(said)


def readable(typed: str) -> str:
    """What was typed, with "?" for each byte that is no text in the encoding of the system."""
    return typed.encode(errors="replace").decode()


def global_options(context: click.Context) -> GlobalOptions:
    """What was asked for up to here."""
    options = context.find_object(GlobalOptions)
    assert options is not None
    return options


def home(index: Index) -> str | None:
    """The worker's own region, which ranks first among equals."""
    home = os.environ.get("RESOURCE_FINDER_REGION", "")
    return home if home in index.header.regions else None


REBUILT: Final = N_(
    "The compiled directory cannot be used, so this answer was read from programs.yaml, which takes"
    " longer. `resource-finder check` says what is wrong."
)


def open_index(options: GlobalOptions) -> Index:
    """The index of the directory asked for. Raises DataError where a file is wrong."""
    if options.directory is None and not options.also:
        return builtin_index.open_index(
            lambda: options.notes.append(Translator(options.language).text(REBUILT))
        )
    from resource_finder.directory.loader import load
    from resource_finder.search.build import build

    return build(load(options.directory, options.also))


MAX_STDIN_BYTES: Final = 4096
"""Bytes of standard input that are read for words."""


def start(context: click.Context, words: Sequence[str] | None) -> tuple[ViewContext, Filters, str]:
    """The reader, the filters and the words of a command."""
    from resource_finder.search.filters import Filters
    from resource_finder.views.entry import ViewContext

    options = global_options(context)
    index = open_index(options)
    translator = Translator(options.language, options.urgent)
    given = {name: tuple(context.meta.get(f"filter.{name}", ())) for name in FILTERS}
    filters = Filters(
        **{name: allowed(context, name, given[name], index, translator) for name in FILTERS}
    )
    today = options.as_of or datetime.date.today()
    unconfirmed = "unconfirmed" in filters.confidence
    text = words_of_input() if words == ["-"] else " ".join(words or ()).strip()
    return ViewContext(translator, index, today, unconfirmed), filters, text


def words_of_input() -> str:
    """The words of standard input, as one line; on a terminal, of the first line typed there."""
    source = getattr(sys.stdin, "buffer", None)
    if source is None:
        return ""
    try:
        said = (
            source.readline(MAX_STDIN_BYTES) if sys.stdin.isatty() else source.read(MAX_STDIN_BYTES)
        )
    except OSError:
        return ""
    return make_safe(" ".join(said.decode(sys.stdin.encoding, "replace").split())).strip()


def own(*ids: str) -> dict[str, Text]:
    """A closed list of the program itself: each id with its word in each language."""
    english, french = Translator(Language.EN), Translator(Language.FR)
    return {id: Text(english.text(typed_label(id)), french.text(typed_label(id))) for id in ids}


def closed(name: str, index: Index) -> Mapping[str, Text]:
    """The closed list of a filter: each id with its words in each language."""
    header = index.header
    held: dict[str, Mapping[str, Text]] = {
        "audience": header.audiences,
        "topic": header.topics,
        "speaks": header.languages,
        "region": {id: region.name for id, region in header.regions.items()},
    }
    return held.get(name) or own(*(STATUSES if name == "status" else CONFIDENCES))


def allowed(
    context: click.Context, name: str, values: Sequence[str], index: Index, translator: Translator
) -> tuple[str, ...]:
    """The ids that filter values name. Raises BadParameter where one names none."""
    if not values:
        return ()
    held = closed(name, index)
    try:
        return tuple(chosen(value, held, translator) for value in values)
    except click.BadParameter as error:
        error.ctx, error.param_hint = context, f"--{name}"
        raise


def chosen(value: str, held: Mapping[str, Text], translator: Translator) -> str:
    """The id that a value names, by id or by its words in either language. Raises BadParameter,
    which lists the words of the chosen language."""
    names = {
        without_accents(word): id for id, text in held.items() for word in (id, text.en, text.fr)
    }
    if without_accents(value) not in names:
        words = "; ".join(text[translator.language] for text in held.values())
        said = translator.text("“{value}” is not one of: {allowed}.", value=value, allowed=words)
        raise click.BadParameter(said)
    return names[without_accents(value)]


FILTERS: Final = ("audience", "region", "topic", "speaks", "status", "confidence")
_FILTER_HELP: Final = {
    "audience": N_("Whom it serves, services for anyone included; may be repeated."),
    "region": N_("Where it serves, the whole province included."),
    "topic": N_("What it is about."),
    "speaks": N_("A language of service."),
    "status": N_("Whether it runs."),
    "confidence": N_("How sure its facts are."),
}


def _keep(name: str) -> Callable[[click.Context, click.Parameter, Any], Any]:
    def keep(context: click.Context, _: click.Parameter, value: Any) -> Any:
        if value not in (None, (), []):
            options = global_options(context)
            setattr(options, name, [*options.also, *value] if name == "also" else value)
        return value

    return keep


def _keep_filter(name: str) -> Callable[[click.Context, click.Parameter, Any], Any]:
    def keep(context: click.Context, _: click.Parameter, value: Any) -> Any:
        context.meta[f"filter.{name}"] = value
        return value

    return keep


def _voice(context: click.Context | None) -> Translator:
    return Translator(global_options(context).language if context else Language.EN)


class Day(click.ParamType[datetime.date]):
    """An ISO day."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        """Read "2026-11-23". Fails with a sentence in the language of the command line."""
        if isinstance(value, datetime.date):
            return value
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            said = _voice(ctx).text("“{value}” is not a day, as in 2026-11-23.", value=value)
            self.fail(said, param, ctx)


class Number(click.ParamType[int]):
    """A whole number within limits; `wrong` is the sentence about any other `{value}`."""

    name = "number"

    def __init__(self, least: int, most: int, wrong: str) -> None:
        self.least, self.most, self.wrong = least, most, wrong

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read "5". Fails with a sentence in the language of the command line."""
        read = int(value) if value.isdecimal() and len(value) < 10 else -1
        if not self.least <= read <= self.most:
            self.fail(_voice(ctx).text(self.wrong, value=value), param, ctx)
        return read


YEAR: Final = Number(1000, 9999, N_("“{value}” is not a year, as in 2008."))
COUNT: Final = Number(0, 10**9, N_("“{value}” is not a whole number, as in 5."))


def shared(
    languages: Sequence[str] = tuple(map(str, Language)),
    formats: Sequence[str] = FORMATS,
    useless: Sequence[str] = (),
) -> list[click.Parameter]:
    """The options that every command takes, before or after its name; those that are `useless` are
    only known so that they can be refused with a reason."""

    def option(*names: str, keep: str, **rest: Any) -> click.Option:
        return click.Option(
            list(names), expose_value=False, callback=_keep(keep), hidden=keep in useless, **rest
        )

    return [
        option("--lang", keep="lang", metavar="|".join(languages), type=OneOf(*languages),
               help=N_("The language of the answer.")),
        option("--format", keep="format", metavar="|".join(formats), type=OneOf(*formats),
               help=N_("The form of the answer; left out, the tool chooses.")),
        option("--limit", keep="limit", metavar=N_("N"), type=COUNT,
               help=N_("Show at most so many.")),
        option("--directory", keep="directory", metavar=N_("FILE"),
               type=click.Path(readable=False, path_type=Path),
               help=N_("Use this directory file, not the built-in one.")),
        option("--also", keep="also", metavar=N_("FILE"), multiple=True,
               type=click.Path(readable=False, path_type=Path),
               help=N_("Use this file beside the directory; may be repeated.")),
        option("--as-of", keep="as_of", metavar=N_("DATE"), type=Day(),
               help=N_("Count ages from this day, not from today.")),
    ]  # fmt: skip


def version() -> click.Parameter:
    """`--version` beside other options; `__main__` answers it alone."""

    def answer(context: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted:
            from resource_finder import __version__

            write(f"resource-finder {__version__} ({builtin.date()})\n")
            context.exit()

    return click.Option(
        ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=answer,
        help=N_("Show the version and the directory’s date."),
    )  # fmt: skip


def private(inside: bool = False) -> click.Parameter:
    """`--private`; `inside` a command it is only known so that it can be refused with a reason."""

    def keep(context: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted and not context.resilient_parsing:
            global_options(context).private = True
            if inside:
                refuse_words(context)

    return click.Option(
        ["--private"], is_flag=True, expose_value=False, callback=keep, hidden=inside,
        help=N_("Ask for the words inside, and leave nothing on the screen."),
    )  # fmt: skip


def refuse_words(context: click.Context) -> None:
    """Refuse what stands beside `--private` on the line. Raises UsageError."""
    said = N_(
        "--private stands alone and asks for the words inside. Whatever was typed on this line is"
        " in your shell’s history already."
    )
    raise click.UsageError(Translator(global_options(context).language).text(said), context)


def show_help(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print help as every answer is printed, so that a full disk is told of."""
    if wanted and not context.resilient_parsing:
        write(context.get_help() + "\n")
        context.exit()


class Offered(click.ParamType[str]):
    """A value that completes to ids, each with its words in the language of the command line."""

    name = "value"

    def __init__(self, held: Callable[[click.Context], Mapping[str, Text]]) -> None:
        self.held = held

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The ids that begin so."""
        language = global_options(ctx).language
        return [
            CompletionItem(id, help=text[language])
            for id, text in self.held(ctx).items()
            if id.startswith(incomplete)
        ]


class OneOf(Offered):
    """A value of a closed list of the program itself."""

    def __init__(self, *ids: str) -> None:
        super().__init__(lambda _: own(*ids))
        self.ids = ids

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The id that a value names. Fails with the allowed words in the chosen language."""
        return value if value in self.ids else chosen(value, own(*self.ids), _voice(ctx))


def entries(context: click.Context) -> dict[str, Text]:
    """Every entry and source by its id."""
    index = open_index(global_options(context))
    named = {e.id: e.name for e in index.entries("hotline", "program", "event", "notice")}
    return named | {source.id: source.title for source in index.sources()}


def _held(name: str, context: click.Context) -> Mapping[str, Text]:
    return closed(name, open_index(global_options(context)))


def filters() -> list[click.Parameter]:
    """The filters of `find`, `hotlines` and `list`."""
    return [
        click.Option([f"--{name}"], expose_value=False, callback=_keep_filter(name), multiple=True,
                     type=Offered(partial(_held, name)),
                     metavar=N_("VALUE"), help=_FILTER_HELP[name])
        for name in FILTERS
    ]  # fmt: skip
