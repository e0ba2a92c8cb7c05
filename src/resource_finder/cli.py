"""The commands: parse, call, print once. Help strings are sentences of the catalogue: they are
translated when a command is built for a language, not when this module is read."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

import click
import typer
from typer.core import TyperCommand

from resource_finder.options import (
    NAME,
    YEAR,
    Asked,
    Offered,
    OneOf,
    Stop,
    asked_of,
    entries,
    home,
    open_index,
    readable,
    start,
)
from resource_finder.output import standard_output, write
from resource_finder.refusals import NO_FIELD, no_pair, no_use, refuse_format, refuse_useless
from resource_finder.wording import Voice, mark

if TYPE_CHECKING:
    from resource_finder.brief import Reader
    from resource_finder.checks import Answer
    from resource_finder.model import Directory, Source
    from resource_finder.page import Page
    from resource_finder.query import Query
    from resource_finder.reading import Problem
    from resource_finder.search import Filters, Hit

T = TypeVar("T")


class Command(TyperCommand):
    """A command whose help lists its arguments once, and that drops no option in silence."""

    def invoke(self, ctx: click.Context) -> object:
        """Refuse shared options that are no use here, wherever they stood; then run."""
        refuse_useless(ctx, ctx.meta[NAME])
        return super().invoke(ctx)

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Say nothing: Click 8.5 would list them a second time, after Typer."""


commands = typer.Typer(rich_markup_mode=None)
"""Where commands are noted; `shell` builds each one when it is called."""

command = partial(commands.command, cls=Command)

PAGES: Final = ("table", "plain", "markdown")
"""The formats of a page that is for people alone."""

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

    reader, filters, text = start(context, words)
    if not text and not filters:
        raise click.UsageError(reader.voice.say("Type some words, or give a filter."))
    query, services, events = _services(reader, text, filters)
    shown = _limited(context, services, 5)
    _print(
        context, reader, text, len(services), shown,
        lambda: pages.found(reader, query, shown, len(services), events, explain)
        if shown else pages.nothing(reader, query, events),
    )  # fmt: skip


def _services(reader: Reader, text: str, filters: Filters) -> tuple[Query, list[Hit], int]:
    """What `find` gives: the services, best first, and how many events match."""
    from resource_finder.search import find as search

    query, hits = search(reader.index, text, filters, home(reader.index))
    services = [hit for hit in hits if not _is(hit, "event")]
    return query, services, len(hits) - len(services)


@command(help=mark("Numbers to call or text: emergency and reporting lines first."))
def hotlines(context: typer.Context, words: Words = None) -> None:
    """Numbers to call or text."""
    from resource_finder import brief, pages
    from resource_finder.model import LINES, Service
    from resource_finder.search import find as search

    reader, filters, text = start(context, words)
    query, hits = search(reader.index, text, filters, home(reader.index), ("hotline",))
    given = [
        hit for hit in hits
        if isinstance(hit.entry, Service) and hit.entry.status != "former"
        and brief.numbers(hit.entry, reader)
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
        typer.Option("--from", click_type=YEAR, metavar=mark("YEAR"), help=mark("The first year.")),
    ] = None,
    until: Annotated[
        int | None,
        typer.Option("--to", click_type=YEAR, metavar=mark("YEAR"), help=mark("The last year.")),
    ] = None,
) -> None:
    """Dated events, in order of time."""
    from resource_finder import pages
    from resource_finder.model import Event
    from resource_finder.search import find as search

    reader, _, text = start(context, words)
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
    id: Annotated[str, typer.Argument(metavar=mark("ID"), click_type=Offered(entries))],
) -> None:
    """Everything known about one entry."""
    from dataclasses import replace

    from resource_finder import card
    from resource_finder.search import Hit

    reader, _, _ = start(context, None)
    reader = replace(reader, unconfirmed=True)
    id = readable(id)
    entry = reader.index.entry(id)
    source = reader.index.source(id) if entry is None else None
    if entry is None and source is None:
        _unknown(context, reader, id)
    if source is not None:
        _print(context, reader, id, 1, [source], lambda: card.source_card(source, reader))
    elif entry is not None:
        hit = Hit(entry, (), 0.0)
        _print(context, reader, id, 1, [hit], lambda: card.card(entry, reader))


def _unknown(context: click.Context, reader: Reader, id: str) -> None:
    from resource_finder import pages

    said = unknown_id(reader, id)
    _print_records(context, reader, id, 0, [], lambda: pages.frame(reader, [], opening=[said]))


def unknown_id(reader: Reader, id: str) -> str:
    """That no entry has an id, and which ids are near."""
    from difflib import get_close_matches

    voice = reader.voice
    near = get_close_matches(id.lower(), reader.index.ids(), 3, 0.5)
    said = voice.say("No entry has the id “{id}”.", id=id)
    if near:
        return said + " " + voice.say("Did you mean: {ids}?", ids=", ".join(near))
    command = voice.command("list", "").strip()
    return said + " " + voice.say("Every id: {command}", command=command)


@command("list", help=mark("Every entry on a line of its own, with its id."))
def list_(
    context: typer.Context,
    kinds: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar=mark("hotline|program|event|notice|source"),
            click_type=OneOf("hotline", "program", "event", "notice", "source"),
            help=mark("Only these kinds; may be repeated."),
            show_default=False,
        ),
    ] = None,
) -> None:
    """Every entry on a line of its own."""
    from resource_finder.search import find as search

    reader, filters, _ = start(context, None)
    _refuse_filters(context, kinds or (), filters)
    wanted = tuple(kinds or ("hotline", "program", "event", "notice"))
    hits = search(reader.index, "", filters, kinds=wanted)[1]
    sources = reader.index.sources() if "source" in wanted else []
    every: list[Hit | Source] = [*hits, *sources]
    shown = _limited(context, every)
    _print(context, reader, "", len(every), shown, lambda: _listing(reader, shown, len(every)))


def _listing(reader: Reader, shown: Sequence[Hit | Source], total: int) -> Page:
    from resource_finder import pages
    from resource_finder.model import Source

    sources = [one for one in shown if isinstance(one, Source)]
    if not shown:
        return pages.nothing(reader, None)
    if len(sources) == len(shown):
        return pages.source_list(reader, sources, total)
    entries = [one if isinstance(one, Source) else one.entry for one in shown]
    return pages.listing(reader, entries, total)


def _refuse_filters(context: click.Context, kinds: Sequence[str], filters: Filters) -> None:
    """Refuse a filter by what a kind that was asked for does not have. Raises UsageError."""
    for kind in kinds:
        for name in NO_FIELD.get(kind, ()):
            if getattr(filters, name):
                raise no_pair(f"--{name}", f"--kind {kind}", context)


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
    from resource_finder import checks, integrity, keeper
    from resource_finder.loading import advise, load
    from resource_finder.reading import DataError

    asked = asked_of(context)
    voice = Voice(asked.language)
    _refuse_two(context, {"--due": due, "--strict": strict, "--against": against is not None})
    if asked.as_of and not due:
        raise no_use("--as-of", context)
    found: list[Problem] = []
    sound: list[tuple[str, Directory]] = []
    for name, main, also in _files(asked, files or []):
        try:
            sound.append((name, load(main, also)))
            found += advise(main, also) if strict else []
            if main is None and not (also or due or against):
                found += integrity.faults(sound[-1][1])
        except DataError as error:
            found += error.problems
    if len(sound) == len(files or []):  # What is wrong with a file is told before anything else.
        _refuse_directory(context, asked, files or [])
    if found:
        _answer(context, checks.faults(found, sound, voice), sound)
        raise Stop(3)
    if against:
        _, main, also = _files(asked, [against])[0]
        answer = checks.changed(load(main, also), sound, voice)
    elif due:
        today = asked.as_of or datetime.date.today()
        answer = checks.due_sheet([d for _, one in sound for d in keeper.due(one, today)], voice)
    else:
        answer = checks.faults(found, sound, voice)
    _answer(context, answer, sound)


def _answer(context: click.Context, answer: Answer, sound: Sequence[tuple[str, Directory]]) -> None:
    """Print what `check` found, in the format asked for."""
    asked = asked_of(context)
    voice = Voice(asked.language)
    if asked.format == "json":
        from resource_finder import export

        reader = _reader(sound, voice)
        made = export.envelope(reader, voice, "check", "", len(answer.rows), answer.rows)
        write(export.as_json(made, standard_output().encoding))
    elif asked.format == "csv":
        from resource_finder import export

        write(export.rows_as_csv(answer.rows, answer.columns), translate=False)
    elif answer.text and (asked.format in (None, "plain") or not answer.page.sections):
        write(answer.text)
    else:
        _page(answer.page, asked, voice)


def _reader(sound: Sequence[tuple[str, Directory]], voice: Voice) -> Reader | None:
    """Whose urgent lines an answer about files has: those of the first sound one, else the
    built-in ones; None where they are what is wrong."""
    from resource_finder.brief import Reader
    from resource_finder.index import build
    from resource_finder.reading import DataError

    try:
        index = build(sound[0][1]) if sound else open_index(Asked(voice.language))
    except DataError:
        return None
    return Reader(voice, index, datetime.date.today())


def _refuse_directory(context: click.Context, asked: Asked, files: Sequence[Path]) -> None:
    """Refuse a directory that none of these files would stand beside. Raises UsageError."""
    from resource_finder.loading import whole

    if asked.directory and files and all(map(whole, files)):
        raise no_pair("--directory", str(files[0]), context)


def _refuse_two(context: click.Context, given: Mapping[str, bool]) -> None:
    """Refuse two options of which each asks for an answer of its own. Raises UsageError."""
    asked = [option for option, wanted in given.items() if wanted]
    if len(asked) > 1:
        raise no_pair(asked[0], asked[1], context)


def _files(asked: Asked, files: list[Path]) -> list[tuple[str, Path | None, list[Path]]]:
    """What to read for each file: itself, or, where it is no whole directory, the main one too."""
    from resource_finder.loading import whole

    if not files:
        return [(str(asked.directory or "programs.yaml"), asked.directory, asked.also)]
    return [
        (str(f), f, asked.also) if whole(f) else (str(f), asked.directory, [*asked.also, f])
        for f in files
    ]


@command("help", help=mark("Help of a command, or of a topic such as accessibility."))
def help_(
    context: typer.Context,
    topic: Annotated[
        str | None, typer.Argument(metavar=mark("[TOPIC]"), show_default=False)
    ] = None,
) -> None:
    """Help of the whole, of a command, or of a topic."""
    from resource_finder import topics

    outer = context.parent
    assert outer is not None
    group = outer.command
    assert isinstance(group, click.Group)
    voice = Voice(asked_of(context).language)
    named = group.get_command(outer, topic) if topic else None
    if topic is None or named is not None:
        refuse_format(context, ("plain",))
        inner = named and click.Context(named, parent=outer, info_name=named.name)
        write((inner or outer).get_help() + "\n")
        return
    said = topics.about(topic, voice)
    if said is None:
        raise click.BadParameter(
            voice.say("“{value}” is not one of: {allowed}.", value=topic,
                      allowed="; ".join([*group.list_commands(outer), *topics.names(voice)])),
            ctx=context, param_hint=voice.say("[TOPIC]"),
        )  # fmt: skip
    refuse_format(context, PAGES)
    _page(said, asked_of(context), voice)


COMPLETE: Final = "_RESOURCE_FINDER_COMPLETE"
"""Where a shell says, in its environment, which word it wants completed."""


@command(help=mark("Print a script that completes commands, ids and filters in your shell."))
def completion(
    context: typer.Context,
    shell: Annotated[
        str,
        typer.Argument(metavar="bash|zsh|fish", click_type=OneOf("bash", "zsh", "fish")),
    ],
) -> None:
    """Print a completion script; nothing of the user's is edited."""
    from click.shell_completion import ShellComplete, get_completion_class

    made = get_completion_class(shell)
    outer = context.find_root()
    assert made is not None
    complete = made(outer.command, {}, "resource-finder", COMPLETE)
    # Not the class's own `source`: Bash's would start a shell to ask for its version.
    write(ShellComplete.source(complete) + "\n")


@click.pass_context
def front(context: click.Context) -> None:
    """With no command: the urgent lines, and the five things one can do."""
    if asked_of(context).private:
        _private(context)
    elif context.invoked_subcommand is None:
        from resource_finder import topics

        context.meta[NAME] = "help"
        refuse_useless(context, "")
        refuse_format(context, PAGES)
        reader = start(context, None)[0]
        _page(topics.front(reader), asked_of(context), reader.voice)


NO_TERMINAL: Final = mark(
    "--private needs a terminal that can show a screen of its own; this one cannot, or is none."
    " Instead, `resource-finder find -` reads the words from standard input."
)
NO_UNIX: Final = mark(
    "--private needs a Unix terminal, as on Linux or macOS; this system has none. Instead,"
    " `resource-finder find -` reads the words from standard input."
)
NO_FORM: Final = mark("--private shows a screen, so it has no --format but plain.")


def _private(context: click.Context) -> None:
    """Ask for words on a screen of its own; the directory is opened before that."""
    try:
        from resource_finder import private, terminal
    except ImportError as error:
        raise Stop(2, NO_UNIX) from error
    from resource_finder.brief import Reader
    from resource_finder.screen import screen

    asked = asked_of(context)
    if not terminal.usable(sys.stdin, standard_output(), os.environ):
        raise Stop(2, NO_TERMINAL)
    if asked.format not in (None, "plain"):
        raise Stop(2, NO_FORM)
    reader, filters, _ = start(context, None)
    quiet = private.Quiet(asked.language, asked.urgent)
    reader = Reader(quiet, reader.index, reader.today)

    def look(words: str) -> tuple[Query, list[Hit], int]:
        query, services, _ = _services(reader, words, filters)
        return query, services[: asked.limit], len(services)

    with terminal.taken_over(sys.stdin, standard_output()) as at:
        plain = asked.format == "plain"
        private.converse(reader, look, lambda: screen(standard_output(), os.environ, plain), at)


def _is(hit: Hit, wanted: str) -> bool:
    from resource_finder.index import kind

    return kind(hit.entry) == wanted


def _limited(context: click.Context, results: Sequence[T], human: int | None = None) -> list[T]:
    """The results within the limit; `human` is the limit of human pages where none is given."""
    asked = asked_of(context)
    limit = asked.limit
    if limit is None and asked.format not in ("json", "csv"):
        limit = human
    return list(results[:limit])


def _print(
    context: click.Context,
    reader: Reader,
    query: str,
    total: int,
    found: Sequence[Hit | Source],
    page: Callable[[], Page],
) -> None:
    """Print hits and sources in the format asked for; exit code 1 where there is none."""
    records: list[dict[str, Any]] = [{}] * len(found)
    if asked_of(context).format in ("json", "csv"):
        records = [_record(one, reader) for one in found]
    _print_records(context, reader, query, total, records, page)


def _record(one: Hit | Source, reader: Reader) -> dict[str, Any]:
    from resource_finder import export
    from resource_finder.model import Source

    if isinstance(one, Source):
        return export.source_record(one, reader.voice)
    return export.record(one, reader)


def _print_records(
    context: click.Context,
    reader: Reader,
    query: str,
    total: int,
    records: Sequence[dict[str, Any]],
    page: Callable[[], Page],
) -> None:
    asked, name = asked_of(context), context.meta[NAME]
    if asked.format not in ("json", "csv"):
        _page(page(), asked, reader.voice)
        if not records:
            raise Stop(1)
        return
    from resource_finder import export

    if asked.format == "json":
        answer = export.envelope(reader, reader.voice, name, query, total, records)
        write(export.as_json(answer, standard_output().encoding))
    else:
        write(export.as_csv(records, reader), translate=False)
    if not records:
        raise Stop(1)


def _page(page: Page, asked: Asked, voice: Voice) -> None:
    """Print a page as Markdown, or as this screen shows it."""
    from resource_finder.screen import render, screen

    if asked.format == "markdown":
        from resource_finder import export

        write(export.as_markdown(page, voice))
        return
    to = screen(standard_output(), os.environ, asked.format == "plain", asked.format == "table")
    write(render(page, to, voice))
