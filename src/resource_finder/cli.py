"""The command line: parse, call, print once, leave with the promised exit code.

The only room that knows Typer and Click. Help strings are sentences of the catalogue: they are
translated when a command line is built for a language, not when this module is read.
"""

from __future__ import annotations

import datetime
import io
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

import click
import typer
from typer.core import TyperCommand, TyperGroup

from resource_finder import builtin
from resource_finder.model import CONFIDENCES, STATUSES, Language
from resource_finder.wording import DOMAIN, FRENCH, LOCALE, Voice, mark

if TYPE_CHECKING:
    from resource_finder.index import Index
    from resource_finder.keeper import Due
    from resource_finder.model import Directory
    from resource_finder.page import Page
    from resource_finder.pages import Reader
    from resource_finder.reading import Problem
    from resource_finder.search import Filters, Hit

T = TypeVar("T")

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


class Stop(Exception):
    """Leave with an exit code and, on stderr, a sentence of the catalogue."""

    def __init__(self, code: int, said: str = "") -> None:
        self.code, self.said = code, said
        super().__init__(said)


class Commands(TyperGroup):
    """Commands under their English and their French names."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of an English or French name."""
        typed = fold(cmd_name)
        for english, french in FRENCH.items():
            if typed in (english, french):
                return self.commands.get(english) or self.commands.get(french)
        return super().get_command(ctx, cmd_name)


class Command(TyperCommand):
    """A command whose help lists its arguments once, and is never cut short."""

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002
        """What the list of commands says of this one: Click would cut it, and lose U+00A0."""
        return self.help or ""

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Say nothing: Click 8.5 would list them a second time, after Typer."""


def fold(word: str) -> str:
    """A word as it is compared: no case, no accents."""
    import unicodedata

    opened = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in opened if not unicodedata.combining(c))


app = typer.Typer(
    cls=Commands,
    rich_markup_mode=None,
    suggest_commands=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help=mark("Find the right service, hotline or date in Manitoba, in English or French."),
    epilog=mark("Never type a child’s name, nor anything that could identify someone."),
)

command = partial(app.command, cls=Command)

Words = Annotated[
    list[str] | None,
    typer.Argument(metavar=mark("[WORDS]..."), show_default=False),
]


@command(help=mark("Services and hotlines that match your words, best first."))
def find(
    context: typer.Context,
    words: Words = None,
    explain: Annotated[
        bool, typer.Option("--explain", help=mark("Say for each result why it was found."))
    ] = False,
) -> None:
    """Services and hotlines, best first."""
    from resource_finder import pages
    from resource_finder.search import find as search

    reader, filters, text = _start(context, words)
    if not text and not filters:
        raise click.UsageError(reader.voice.say("Type some words, or give a filter."))
    query, hits = search(reader.index, text, filters, _home(reader.index))
    events = sum(1 for hit in hits if _is(hit, "event"))
    services = [hit for hit in hits if not _is(hit, "event")]
    shown = _limited(context, services, 5)
    _print(
        context, reader, text, len(services), shown,
        lambda: pages.found(reader, query, shown, len(services), events, explain)
        if shown else pages.nothing(reader, query, events),
    )  # fmt: skip


@command(help=mark("Numbers to call or text: emergency and reporting lines first."))
def hotlines(context: typer.Context, words: Words = None) -> None:
    """Numbers to call or text."""
    from resource_finder import pages
    from resource_finder.model import LINES, Service
    from resource_finder.search import find as search

    reader, filters, text = _start(context, words)
    query, hits = search(reader.index, text, filters, _home(reader.index), ("hotline",))
    given = [
        hit for hit in hits
        if isinstance(hit.entry, Service) and hit.entry.status != "former"
        and pages.numbers(hit.entry, reader)
    ]  # fmt: skip
    given.sort(key=lambda hit: LINES.index(getattr(hit.entry, "line", None) or "office"))
    shown = _limited(context, given)
    _print(
        context, reader, text, len(given), shown,
        lambda: pages.hotlines(reader, shown, len(given), query)
        if shown else pages.nothing(reader, query),
    )  # fmt: skip


@command(help=mark("Dated events of the strategy, in order of time; with words, the best 8."))
def timeline(
    context: typer.Context,
    words: Words = None,
    since: Annotated[
        int | None,
        typer.Option(
            "--from", min=1000, max=9999, metavar=mark("YEAR"), help=mark("The first year.")
        ),
    ] = None,
    until: Annotated[
        int | None,
        typer.Option("--to", min=1000, max=9999, metavar=mark("YEAR"), help=mark("The last year.")),
    ] = None,
) -> None:
    """Dated events, in order of time."""
    from resource_finder import pages
    from resource_finder.model import Event
    from resource_finder.search import find as search

    reader, _, text = _start(context, words)
    query, hits = search(reader.index, text, kinds=("event",))
    dated = [
        hit for hit in hits
        if isinstance(hit.entry, Event)
        and (since or 0) <= int(hit.entry.date[:4]) <= (until or 9999)
    ]  # fmt: skip
    best = dated[:8] if text else dated
    best.sort(key=lambda hit: (getattr(hit.entry, "date", ""), hit.entry.id))
    shown = _limited(context, best)
    events = [hit.entry for hit in shown if isinstance(hit.entry, Event)]
    _print(
        context, reader, text, len(best), shown,
        lambda: pages.timeline(reader, events, len(best), query)
        if events else pages.nothing(reader, query),
    )  # fmt: skip


@command(help=mark("Everything known about one entry, by its id."))
def show(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar=mark("ID"))],
) -> None:
    """Everything known about one entry."""
    from resource_finder import card, export, pages
    from resource_finder.search import Hit

    reader, _, _ = _start(context, None)
    reader = pages.Reader(reader.voice, reader.index, reader.today, unconfirmed=True)
    id = id.encode(errors="replace").decode()
    entry = reader.index.entry(id)
    source = reader.index.source(id) if entry is None else None
    if entry is None and source is None:
        _unknown(context, reader, id)
    if source is not None:
        records = [export.source_record(source, reader.voice)]
        _print_records(context, reader, id, 1, records, lambda: card.source_card(source, reader))
    elif entry is not None:
        hit = Hit(entry, (), 0.0)
        _print(context, reader, id, 1, [hit], lambda: card.card(entry, reader))


def _unknown(context: click.Context, reader: Reader, id: str) -> None:
    from difflib import get_close_matches

    from resource_finder import pages

    voice = reader.voice
    near = get_close_matches(id.lower(), reader.index.ids(), 3, 0.5)
    said = voice.say("No entry has the id “{id}”.", id=id)
    if near:
        said += " " + voice.say("Did you mean: {ids}?", ids=", ".join(near))
    else:
        said += " " + voice.say("Every id: {command}", command=voice.command("list", "").strip())
    _print_records(context, reader, id, 0, [], lambda: pages.frame(reader, [], opening=[said]))


@command("list", help=mark("Every entry on a line of its own, with its id."))
def list_(
    context: typer.Context,
    kinds: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="hotline|program|event|notice|source",
            click_type=click.Choice(["hotline", "program", "event", "notice", "source"]),
            help=mark("Only these kinds; may be repeated."),
            show_default=False,
        ),
    ] = None,
) -> None:
    """Every entry on a line of its own."""
    from resource_finder import export, pages
    from resource_finder.search import find as search

    reader, filters, _ = _start(context, None)
    if kinds == ["source"]:
        sources = _limited(context, reader.index.sources())
        _print_records(
            context,
            reader,
            "",
            len(reader.index.sources()),
            [export.source_record(s, reader.voice) for s in sources],
            lambda: pages.source_list(reader, sources),
        )
        return
    wanted = tuple(kinds) if kinds else ("hotline", "program", "event", "notice")
    hits = search(reader.index, "", filters, kinds=wanted)[1]
    shown = _limited(context, hits)
    _print(
        context, reader, "", len(hits), shown,
        lambda: pages.listing(reader, [hit.entry for hit in shown], len(hits))
        if shown else pages.nothing(reader, None),
    )  # fmt: skip


@command(help=mark("What is wrong with a directory file, and what is due for re-checking."))
def check(
    context: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar=mark("[FILE]..."), show_default=False, readable=False),
    ] = None,
    due: Annotated[
        bool, typer.Option("--due", help=mark("The call sheet: what to verify, oldest first."))
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help=mark("Also say what a sound file could do better."))
    ] = False,
    against: Annotated[
        Path | None,
        typer.Option(metavar=mark("FILE"), help=mark("Say what changed since this older file.")),
    ] = None,
) -> None:
    """What is wrong with a directory file; exit code 3 where anything is."""
    from resource_finder import checks, keeper
    from resource_finder.loading import advise, load
    from resource_finder.reading import DataError

    asked = _asked(context)
    voice = Voice(asked.language)
    found: list[Problem] = []
    sound: list[tuple[str, Directory]] = []
    for name, main, also in _files(asked, files or []):
        try:
            sound.append((name, load(main, also)))
            found += advise(main, also) if strict else []
        except DataError as error:
            found += error.problems
    if found or not (due or against):
        _write(checks.report(found, sound, voice, asked.format, sys.stdout.encoding))
        if found:
            raise Stop(3)
    elif due:
        today = asked.as_of or datetime.date.today()
        _due([d for _, directory in sound for d in keeper.due(directory, today)], asked, voice)
    elif against:
        lines = keeper.changes(load(against), sound[0][1], voice)
        _write("\n".join(lines or [voice.say("Nothing has changed.")]) + "\n")


def _files(asked: Asked, files: list[Path]) -> list[tuple[str, Path | None, list[Path]]]:
    """What to read for each file: itself, or, where it is no whole directory, the main one too."""
    from resource_finder.loading import whole

    if not files:
        return [(str(asked.directory or "programs.yaml"), asked.directory, asked.also)]
    return [
        (str(f), f, asked.also) if whole(f) else (str(f), asked.directory, [*asked.also, f])
        for f in files
    ]


def _due(sheet: list[Due], asked: Asked, voice: Voice) -> None:
    """Print the call sheet in the format asked for."""
    from resource_finder import checks, export

    rows = checks.call_rows(sheet, voice)
    if asked.format == "json":
        answer = {
            "schema": 1,
            "command": "check",
            "language": str(voice.language),
            "total": len(rows),
            "results": rows,
        }
        _write(export.as_json(answer, sys.stdout.encoding))
    elif asked.format == "csv":
        _write(export.rows_as_csv(rows))
    else:
        _page(checks.call_sheet(sheet, voice), asked, voice)


def _is(hit: Hit, wanted: str) -> bool:
    from resource_finder.index import kind

    return kind(hit.entry) == wanted


def _home(index: Index) -> str | None:
    home = os.environ.get("RESOURCE_FINDER_REGION", "")
    return home if home in index.header.regions else None


def _asked(context: click.Context) -> Asked:
    asked = context.find_object(Asked)
    assert asked is not None
    return asked


def _start(context: click.Context, words: Sequence[str] | None) -> tuple[Reader, Filters, str]:
    """The reader, the filters and the words of a command."""
    from resource_finder.index import build
    from resource_finder.pages import Reader
    from resource_finder.search import Filters

    asked = _asked(context)
    if asked.directory is None and not asked.also:
        index = builtin.index()
    else:
        from resource_finder.loading import load

        index = build(load(asked.directory, asked.also))
    voice = Voice(asked.language)
    given = {name: tuple(context.meta.get(f"filter.{name}", ())) for name in FILTERS}
    filters = Filters(
        **{name: _allowed(context, name, given[name], index, voice) for name in FILTERS}
    )
    today = asked.as_of or datetime.date.today()
    unconfirmed = "unconfirmed" in filters.confidence
    return Reader(voice, index, today, unconfirmed), filters, " ".join(words or ()).strip()


def _allowed(
    context: click.Context, name: str, values: Sequence[str], index: Index, voice: Voice
) -> tuple[str, ...]:
    """The ids that filter values name, by id or by word in either language."""
    from resource_finder.wording import SAID

    header = index.header
    closed: Mapping[str, tuple[str, ...]] = {
        "audience": tuple(header.audiences), "region": tuple(header.regions),
        "topic": tuple(header.topics), "speaks": tuple(header.languages),
        "status": STATUSES, "confidence": CONFIDENCES,
    }  # fmt: skip
    names: dict[str, str] = {}
    for id in closed[name]:
        text = {
            "audience": header.audiences,
            "topic": header.topics,
            "speaks": header.languages,
            "region": {k: r.name for k, r in header.regions.items()},
        }.get(name, {}).get(id)
        names[id] = id
        if text:
            names |= {fold(text.en): id, fold(text.fr): id}
        elif id in SAID:
            names |= {fold(Voice(lang).say(SAID[id])): id for lang in Language}
    for value in values:
        if fold(value) not in names:
            allowed = ", ".join(closed[name])
            raise click.BadParameter(
                voice.say("“{value}” is not one of: {allowed}.", value=value,
                          allowed=allowed),
                ctx=context, param_hint=f"--{name}",
            )  # fmt: skip
    return tuple(names[fold(value)] for value in values)


def _limited(context: click.Context, results: Sequence[T], human: int | None = None) -> list[T]:
    """The results within the limit; `human` is the limit of human pages where none is given."""
    asked = _asked(context)
    limit = asked.limit
    if limit is None and asked.format not in ("json", "csv"):
        limit = human
    return list(results[:limit])


def _print(
    context: click.Context,
    reader: Reader,
    query: str,
    total: int,
    hits: Sequence[Hit],
    page: Callable[[], Page],
) -> None:
    """Print hits in the format asked for; exit code 1 where there is none."""
    from resource_finder import export

    wanted = _asked(context).format in ("json", "csv")
    records = [export.record(hit, reader) for hit in hits] if wanted else [{}] * len(hits)
    _print_records(context, reader, query, total, records, page)


def _print_records(
    context: click.Context,
    reader: Reader,
    query: str,
    total: int,
    records: Sequence[dict[str, Any]],
    page: Callable[[], Page],
) -> None:
    from resource_finder import export

    asked, name = _asked(context), _english(context.command)
    if asked.format == "json":
        answer = export.envelope(reader, name, query, total, records)
        text = export.as_json(answer, sys.stdout.encoding)
    elif asked.format == "csv":
        text = export.as_csv(records)
    else:
        _page(page(), asked, reader.voice)
        text = ""
    _write(text)
    if not records:
        raise Stop(1)


def _page(page: Page, asked: Asked, voice: Voice) -> None:
    """Print a page as Markdown, or as this screen shows it."""
    from resource_finder import export
    from resource_finder.screen import render, screen

    if asked.format == "markdown":
        _write(export.as_markdown(page, voice))
        return
    to = screen(sys.stdout, os.environ, asked.format == "plain", asked.format == "table")
    _write(render(page, to, voice))


def _english(command: click.Command) -> str:
    """The name of a command as JSON gives it, whatever the language."""
    english = {french: name for name, french in FRENCH.items()}
    return english.get(command.name or "", command.name or "")


_FULL: Final = mark("The answer cannot be written: the disk may be full.")


def _write(text: str) -> None:
    """Print once. Raises Stop with the promised exit code where the stream takes no more."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise Stop(141) from error
    except OSError as error:
        raise Stop(4, _FULL) from error


# --- options that every command shares ---------------------------------------------------------

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
            asked = _asked(context)
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
            voice = Voice(_asked(ctx).language) if ctx else Voice(Language.EN)
            said = voice.say("“{value}” is not a day, as in 2026-11-23.", value=value)
            self.fail(said, param, ctx)


def _shared() -> list[click.Parameter]:
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


def _version() -> click.Parameter:
    """`--version` beside other options; `__main__` answers it alone."""

    def answer(context: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted:
            from resource_finder import __version__

            _write(f"resource-finder {__version__} ({builtin.date()})\n")
            context.exit()

    return click.Option(
        ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=answer,
        help=mark("Show the version and the directory’s date."),
    )  # fmt: skip


def _help(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print help as every answer is printed, so that a full disk is told of."""
    if wanted and not context.resilient_parsing:
        _write(context.get_help() + "\n")
        context.exit()


def _filters() -> list[click.Parameter]:
    return [
        click.Option([f"--{name}"], expose_value=False, callback=_keep_filter(name), multiple=True,
                     metavar=mark("VALUE"), help=_FILTER_HELP[name])
        for name in FILTERS
    ]  # fmt: skip


def command_line(language: Language) -> click.Command:
    """The command line of a language, its help and metavars translated."""
    group = typer.main.get_command(app)
    assert isinstance(group, Commands)
    voice = Voice(language)
    group.params.append(_version())
    for name, command in {"": group, **group.commands}.items():
        if name in ("find", "hotlines", "list"):
            command.params += _filters()
        command.params += _shared()
        _translate(command, voice)
    if language is Language.FR:
        for english, french in FRENCH.items():
            group.commands[english].name = french
        group.commands = {FRENCH.get(n, n): c for n, c in group.commands.items()}
    return group


_ARGUMENTS: Final = {
    "words": mark("What you are looking for."),
    "id": mark("As `list` gives it."),
    "files": mark("Left out: the built-in directory."),
}
"""Help of arguments; Click 8.5 drops what Typer 0.25 hands it."""


def _translate(command: click.Command, voice: Voice) -> None:
    for attribute in ("help", "epilog", "short_help", "subcommand_metavar", "options_metavar"):
        said = getattr(command, attribute, None)
        if said:
            setattr(command, attribute, voice.say(said))
    helps = command.get_help_option(click.Context(command))
    if helps:
        helps.callback = _help
    for param in command.params:
        if param.metavar:
            param.metavar = voice.say(param.metavar)
        said = getattr(param, "help", None) or _ARGUMENTS.get(param.name or "")
        if said:
            param.help = voice.say(said)


_DEFECT: Final = mark(
    "Something is wrong in resource-finder itself. Please report the command you used, without"
    " the words you searched. RESOURCE_FINDER_DEBUG=1 shows more."
)


def _speak(language: Language) -> None:
    """Let Click's own sentences come from our catalogue."""
    import gettext

    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    gettext.textdomain(DOMAIN)


def run(arguments: Sequence[str], language: Language) -> int:
    """Run a command line; the exit code of the promise."""
    from resource_finder import screen

    screen.prepare(sys.stdout, sys.stderr)
    _speak(language)
    voice = Voice(language)
    code, said = 0, ""
    try:
        if sys.stdout is None:
            raise Stop(4, _FULL)
        code = _run(arguments, language)
    except Stop as stop:
        code, said = stop.code, voice.say(stop.said) if stop.said else ""
    except click.ClickException as error:
        code, said = 2, _mistake(error)
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except Exception:
        if os.environ.get("RESOURCE_FINDER_DEBUG") == "1":
            raise
        code, said = 70, voice.say(_DEFECT)
    _leave(code, said)
    return code


def _mistake(error: click.ClickException) -> str:
    """What is wrong with the command line, with its usage."""
    said = io.StringIO()
    error.show(said)
    return said.getvalue().rstrip("\n")


def _leave(code: int, said: str) -> None:
    """Say on stderr what went wrong, and let nothing more be written to a stream that is broken."""
    from resource_finder.characters import harmless

    with suppress(AttributeError, OSError, ValueError):
        if said:
            print("\n".join(map(harmless, said.split("\n"))), file=sys.stderr)
        if code in (4, 130, 141):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: Sequence[str], language: Language) -> int:
    command = command_line(language)
    try:
        result = command.main(
            list(arguments), "resource-finder", standalone_mode=False, obj=Asked(language)
        )
    except click.exceptions.NoArgsIsHelpError as error:
        _write(error.ctx.get_help() + "\n" if error.ctx else "")
        return 0
    except Exception as error:
        # Rooms below know nothing of exit codes; DataError is awake only where a file was read.
        if "resource_finder.reading" not in sys.modules:
            raise
        from resource_finder.reading import DataError

        if not isinstance(error, DataError):
            raise
        from resource_finder.checks import as_text

        raise Stop(3, as_text(error.problems, Voice(language))) from error
    return result if isinstance(result, int) else 0
