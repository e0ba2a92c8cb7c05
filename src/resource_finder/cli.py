"""The commands: parse, call, print once. Help strings are sentences of the catalogue: they are
translated when a command is built for a language, not when this module is read."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable, Sequence
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
    start,
    write,
)
from resource_finder.wording import Voice, mark

if TYPE_CHECKING:
    from resource_finder.brief import Reader
    from resource_finder.keeper import Due
    from resource_finder.model import Directory
    from resource_finder.page import Page
    from resource_finder.query import Query
    from resource_finder.reading import Problem
    from resource_finder.search import Filters, Hit

T = TypeVar("T")


class Command(TyperCommand):
    """A command whose help lists its arguments once."""

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Say nothing: Click 8.5 would list them a second time, after Typer."""


commands = typer.Typer(rich_markup_mode=None)
"""Where commands are noted; `shell` builds each one when it is called."""

command = partial(commands.command, cls=Command)

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

    from resource_finder import card, export
    from resource_finder.search import Hit

    reader, _, _ = start(context, None)
    reader = replace(reader, unconfirmed=True)
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
    from resource_finder import export, pages
    from resource_finder.search import find as search

    reader, filters, _ = start(context, None)
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

    asked = asked_of(context)
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
        write(checks.report(found, sound, voice, asked.format, sys.stdout.encoding))
        if found:
            raise Stop(3)
    elif due:
        today = asked.as_of or datetime.date.today()
        _due([d for _, directory in sound for d in keeper.due(directory, today)], asked, voice)
    elif against:
        lines = keeper.changes(load(against), sound[0][1], voice)
        write("\n".join(lines or [voice.say("Nothing has changed.")]) + "\n")


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
        write(export.as_json(answer, sys.stdout.encoding))
    elif asked.format == "csv":
        write(export.rows_as_csv(rows))
    else:
        _page(checks.call_sheet(sheet, voice), asked, voice)


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
    if topic is None:
        write(outer.get_help() + "\n")
        return
    named = group.get_command(outer, topic)
    if named is not None:
        write(named.get_help(click.Context(named, parent=outer, info_name=named.name)) + "\n")
        return
    said = topics.about(topic, voice)
    if said is None:
        raise click.BadParameter(
            voice.say("“{value}” is not one of: {allowed}.", value=topic,
                      allowed="; ".join([*group.list_commands(outer), *topics.names(voice)])),
            ctx=context, param_hint=voice.say("[TOPIC]"),
        )  # fmt: skip
    _page(said, asked_of(context), voice)


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
    complete = made(outer.command, {}, "resource-finder", "_RESOURCE_FINDER_COMPLETE")
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
    if not terminal.usable(sys.stdin, sys.stdout, os.environ):
        raise Stop(2, NO_TERMINAL)
    if asked.format not in (None, "plain"):
        raise Stop(2, NO_FORM)
    reader, filters, _ = start(context, None)
    reader = Reader(private.Quiet(asked.language), reader.index, reader.today)

    def look(words: str) -> tuple[Query, list[Hit], int]:
        query, services, _ = _services(reader, words, filters)
        return query, services[: asked.limit], len(services)

    with terminal.taken_over(sys.stdin, sys.stdout) as at:
        plain = asked.format == "plain"
        private.converse(reader, look, lambda: screen(sys.stdout, os.environ, plain), at)


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
    hits: Sequence[Hit],
    page: Callable[[], Page],
) -> None:
    """Print hits in the format asked for; exit code 1 where there is none."""
    records: list[dict[str, Any]] = [{}] * len(hits)
    if asked_of(context).format in ("json", "csv"):
        from resource_finder import export

        records = [export.record(hit, reader) for hit in hits]
    _print_records(context, reader, query, total, records, page)


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
        answer = export.envelope(reader, name, query, total, records)
        text = export.as_json(answer, sys.stdout.encoding)
    else:
        text = export.as_csv(records, reader)
    write(text)
    if not records:
        raise Stop(1)


def _page(page: Page, asked: Asked, voice: Voice) -> None:
    """Print a page as Markdown, or as this screen shows it."""
    from resource_finder.screen import render, screen

    if asked.format == "markdown":
        from resource_finder import export

        write(export.as_markdown(page, voice))
        return
    to = screen(sys.stdout, os.environ, asked.format == "plain", asked.format == "table")
    write(render(page, to, voice))
