"""The options that commands share: what they ask for, and the ids that filter values name."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from click.shell_completion import CompletionItem

from resource_finder import builtin
from resource_finder.characters import harmless
from resource_finder.model import CONFIDENCES, STATUSES, Language
from resource_finder.wording import Voice, mark

if TYPE_CHECKING:
    from resource_finder.index import Index
    from resource_finder.pages import Reader
    from resource_finder.search import Filters

NAME: Final = "resource_finder.command"
"""Where a context keeps the English name of its command, whatever was typed."""

FORMATS: Final = ("table", "plain", "json", "csv", "markdown")


@dataclass
class Asked:
    """What the options that every command shares have asked for; the last one said wins."""

    language: Language
    format: str | None = None
    directory: Path | None = None
    also: list[Path] = field(default_factory=list)
    limit: int | None = None
    as_of: datetime.date | None = None
    private: bool = False


class Stop(Exception):
    """Leave with an exit code and, on stderr, a sentence of the catalogue."""

    def __init__(self, code: int, said: str = "") -> None:
        self.code, self.said = code, said
        super().__init__(said)


def fold(word: str) -> str:
    """A word as it is compared: no case, no accents."""
    import unicodedata

    opened = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in opened if not unicodedata.combining(c))


FULL: Final = mark("The answer cannot be written: the disk may be full.")


def write(text: str) -> None:
    """Print once. Raises Stop with the promised exit code where the stream takes no more."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise Stop(141) from error
    except OSError as error:
        raise Stop(4, FULL) from error


def asked_of(context: click.Context) -> Asked:
    """What was asked for up to here."""
    asked = context.find_object(Asked)
    assert asked is not None
    return asked


def home(index: Index) -> str | None:
    """The worker's own region, which ranks first among equals."""
    home = os.environ.get("RESOURCE_FINDER_REGION", "")
    return home if home in index.header.regions else None


def open_index(asked: Asked) -> Index:
    """The index of the directory asked for. Raises DataError where a file is wrong."""
    if asked.directory is None and not asked.also:
        return builtin.index()
    from resource_finder.index import build
    from resource_finder.loading import load

    return build(load(asked.directory, asked.also))


MOST: Final = 4096
"""Bytes of standard input that are read for words."""


def start(context: click.Context, words: Sequence[str] | None) -> tuple[Reader, Filters, str]:
    """The reader, the filters and the words of a command."""
    from resource_finder.pages import Reader
    from resource_finder.search import Filters

    asked = asked_of(context)
    index = open_index(asked)
    voice = Voice(asked.language)
    given = {name: tuple(context.meta.get(f"filter.{name}", ())) for name in FILTERS}
    filters = Filters(
        **{name: allowed(context, name, given[name], index, voice) for name in FILTERS}
    )
    today = asked.as_of or datetime.date.today()
    unconfirmed = "unconfirmed" in filters.confidence
    text = words_of_input() if words == ["-"] else " ".join(words or ()).strip()
    return Reader(voice, index, today, unconfirmed), filters, text


def words_of_input() -> str:
    """The words of standard input, as one line; on a terminal, of the first line typed there."""
    source = getattr(sys.stdin, "buffer", None)
    if source is None:
        return ""
    try:
        said = source.readline(MOST) if sys.stdin.isatty() else source.read(MOST)
    except OSError:
        return ""
    return harmless(" ".join(said.decode(sys.stdin.encoding, "replace").split())).strip()


def closed(name: str, index: Index) -> dict[str, tuple[str, ...]]:
    """The closed list of a filter: each id with its words in English and in French."""
    from resource_finder.wording import SAID

    header = index.header
    texts = {
        "audience": header.audiences,
        "topic": header.topics,
        "speaks": header.languages,
        "region": {id: region.name for id, region in header.regions.items()},
    }
    if name in texts:
        return {id: (text.en, text.fr) for id, text in texts[name].items()}
    own = STATUSES if name == "status" else CONFIDENCES
    return {id: tuple(Voice(lang).say(SAID[id]) for lang in Language) for id in own}


def allowed(
    context: click.Context, name: str, values: Sequence[str], index: Index, voice: Voice
) -> tuple[str, ...]:
    """The ids that filter values name, by id or by word in either language."""
    if not values:
        return ()
    names = {fold(word): id for id, words in closed(name, index).items() for word in (id, *words)}
    for value in values:
        if fold(value) not in names:
            allowed = ", ".join(closed(name, index))
            raise click.BadParameter(
                voice.say("“{value}” is not one of: {allowed}.", value=value,
                          allowed=allowed),
                ctx=context, param_hint=f"--{name}",
            )  # fmt: skip
    return tuple(names[fold(value)] for value in values)


FILTERS: Final = ("audience", "region", "topic", "speaks", "status", "confidence")
_FILTER_HELP: Final = {
    "audience": mark("Whom it serves; may be repeated."),
    "region": mark("Where it serves, the whole province included."),
    "topic": mark("What it is about."),
    "speaks": mark("A language of service."),
    "status": mark("Whether it runs."),
    "confidence": mark("How sure its facts are."),
}


def _keep(name: str) -> Callable[[click.Context, click.Parameter, Any], Any]:
    def keep(context: click.Context, _: click.Parameter, value: Any) -> Any:
        if value not in (None, (), []):
            asked = asked_of(context)
            setattr(asked, name, [*asked.also, *value] if name == "also" else value)
        return value

    return keep


def _keep_filter(name: str) -> Callable[[click.Context, click.Parameter, Any], Any]:
    def keep(context: click.Context, _: click.Parameter, value: Any) -> Any:
        context.meta[f"filter.{name}"] = value
        return value

    return keep


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
            voice = Voice(asked_of(ctx).language) if ctx else Voice(Language.EN)
            said = voice.say("“{value}” is not a day, as in 2026-11-23.", value=value)
            self.fail(said, param, ctx)


def shared() -> list[click.Parameter]:
    """The options that every command takes, before or after its name."""

    def option(*names: str, keep: str | None = None, **rest: Any) -> click.Option:
        callback = _keep(keep) if keep else None
        return click.Option(list(names), expose_value=False, callback=callback, **rest)

    return [
        option("--lang", metavar="en|fr", type=click.Choice(list(map(str, Language))),
               help=mark("The language of the answer.")),
        option("--format", keep="format", metavar="|".join(FORMATS), type=click.Choice(FORMATS),
               help=mark("The form of the answer; left out, the tool chooses.")),
        option("--limit", keep="limit", metavar=mark("N"), type=click.IntRange(min=0),
               help=mark("Show at most so many.")),
        option("--directory", keep="directory", metavar=mark("FILE"),
               type=click.Path(readable=False, path_type=Path),
               help=mark("Use this directory file, not the built-in one.")),
        option("--also", keep="also", metavar=mark("FILE"), multiple=True,
               type=click.Path(readable=False, path_type=Path),
               help=mark("Use this file beside the directory; may be repeated.")),
        option("--as-of", keep="as_of", metavar=mark("DATE"), type=Day(),
               help=mark("Count ages from this day, not from today.")),
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
        help=mark("Show the version and the directory’s date."),
    )  # fmt: skip


def private(inside: bool = False) -> click.Parameter:
    """`--private`; `inside` a command it is only known so that it can be refused with a reason."""

    def keep(context: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted and not context.resilient_parsing:
            asked_of(context).private = True
            if inside:
                refuse_words(context)

    return click.Option(
        ["--private"], is_flag=True, expose_value=False, callback=keep, hidden=inside,
        help=mark("Ask for the words inside, and leave nothing on the screen."),
    )  # fmt: skip


def refuse_words(context: click.Context) -> None:
    """Refuse what stands beside `--private` on the line. Raises UsageError."""
    said = mark(
        "--private stands alone and asks for the words inside. Whatever was typed on this line is"
        " in your shell’s history already."
    )
    raise click.UsageError(Voice(asked_of(context).language).say(said), context)


def show_help(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print help as every answer is printed, so that a full disk is told of."""
    if wanted and not context.resilient_parsing:
        write(context.get_help() + "\n")
        context.exit()


class Closed(click.ParamType[str]):
    """A value of a closed list of the directory; it is checked when the directory is open."""

    name = "value"

    def __init__(self, filter: str) -> None:
        self.filter = filter

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,
        incomplete: str,
    ) -> list[CompletionItem]:
        """The ids that begin so, each with its words in the language of the command line."""
        asked = asked_of(ctx)
        held = closed(self.filter, open_index(asked))
        place = 0 if asked.language is Language.EN else 1
        return [
            CompletionItem(id, help=words[place])
            for id, words in held.items()
            if id.startswith(incomplete)
        ]


class EntryId(click.ParamType[str]):
    """The id of an entry or of a source."""

    name = "id"

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,
        incomplete: str,
    ) -> list[CompletionItem]:
        """The ids that begin so, each with its name in the language of the command line."""
        asked = asked_of(ctx)
        index = open_index(asked)
        entries = index.entries("hotline", "program", "event", "notice")
        found = [CompletionItem(e.id, help=e.name[asked.language]) for e in entries]
        found += [CompletionItem(s.id, help=s.title[asked.language]) for s in index.sources()]
        return [item for item in found if item.value.startswith(incomplete)]


def filters() -> list[click.Parameter]:
    """The filters of `find`, `hotlines` and `list`."""
    return [
        click.Option([f"--{name}"], expose_value=False, callback=_keep_filter(name), multiple=True,
            type=Closed(name),
                     metavar=mark("VALUE"), help=_FILTER_HELP[name])
        for name in FILTERS
    ]  # fmt: skip
