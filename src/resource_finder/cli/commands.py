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

from resource_finder.cli.options import (
    NAME,
    YEAR,
    ExitError,
    GlobalOptions,
    Offered,
    OneOf,
    entries,
    global_options,
    home,
    open_index,
    readable,
    start,
)
from resource_finder.cli.output import standard_output, write
from resource_finder.cli.refusals import NO_FIELD, no_pair, no_use, refuse_format, refuse_useless
from resource_finder.i18n import N_, Translator

if TYPE_CHECKING:
    from resource_finder.directory.nodes import Problem
    from resource_finder.model import Directory, Source
    from resource_finder.search.filters import Filters
    from resource_finder.search.query import Query
    from resource_finder.search.rank import Hit
    from resource_finder.views.check import Answer
    from resource_finder.views.document import Page
    from resource_finder.views.entry import ViewContext

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
    typer.Argument(metavar=N_("[WORDS]..."), show_default=False),
]


@command(help=N_("Services and hotlines that match your words, best first."))
def find(
    context: typer.Context,
    words: Words = None,
    explain: Annotated[
        bool, typer.Option("--explain", help=N_("Say for each result why it was found."))
    ] = False,
) -> None:
    """Services and hotlines, best first."""
    from resource_finder.views import pages

    view, filters, text = start(context, words)
    if not text and not filters:
        raise click.UsageError(view.translator.text("Type some words, or give a filter."))
    query, services, events = _services(view, text, filters)
    shown = _limited(context, services, 5)
    _print(
        context, view, text, len(services), shown,
        lambda: pages.found(view, query, shown, len(services), events, explain)
        if shown else pages.nothing(view, query, events),
    )  # fmt: skip


def _services(view: ViewContext, text: str, filters: Filters) -> tuple[Query, list[Hit], int]:
    """What `find` gives: the services, best first, and how many events match."""
    from resource_finder.search.rank import find as search

    query, hits = search(view.index, text, filters, home(view.index))
    services = [hit for hit in hits if not _is(hit, "event")]
    return query, services, len(hits) - len(services)


@command(help=N_("Numbers to call or text: emergency and reporting lines first."))
def hotlines(context: typer.Context, words: Words = None) -> None:
    """Numbers to call or text."""
    from resource_finder.model import LINES, Service
    from resource_finder.search.rank import find as search
    from resource_finder.views import entry, pages

    view, filters, text = start(context, words)
    query, hits = search(view.index, text, filters, home(view.index), ("hotline",))
    given = [
        hit for hit in hits
        if isinstance(hit.entry, Service) and hit.entry.status != "former"
        and entry.numbers(hit.entry, view)
    ]  # fmt: skip
    given.sort(key=lambda hit: LINES.index(getattr(hit.entry, "line", None) or "office"))
    shown = _limited(context, given)
    _print(
        context, view, text, len(given), shown,
        lambda: pages.hotlines(view, shown, len(given), query)
        if shown else pages.nothing(view, query),
    )  # fmt: skip


@command(help=N_("Dated events of the strategy, in order of time; with words, the best 8."))
def timeline(
    context: typer.Context,
    words: Words = None,
    since: Annotated[
        int | None,
        typer.Option("--from", click_type=YEAR, metavar=N_("YEAR"), help=N_("The first year.")),
    ] = None,
    until: Annotated[
        int | None,
        typer.Option("--to", click_type=YEAR, metavar=N_("YEAR"), help=N_("The last year.")),
    ] = None,
) -> None:
    """Dated events, in order of time."""
    from resource_finder.model import Event
    from resource_finder.search.rank import find as search
    from resource_finder.views import pages

    view, _, text = start(context, words)
    query, hits = search(view.index, text, kinds=("event",))
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
        context, view, text, len(best), shown,
        lambda: pages.timeline(view, events, len(best), query)
        if events else pages.nothing(view, query),
    )  # fmt: skip


@command(help=N_("Everything known about one entry, by its id."))
def show(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar=N_("ID"), click_type=Offered(entries))],
) -> None:
    """Everything known about one entry."""
    from dataclasses import replace

    from resource_finder.search.rank import Hit
    from resource_finder.views import detail

    view, _, _ = start(context, None)
    view = replace(view, unconfirmed=True)
    id = readable(id)
    entry = view.index.entry(id)
    source = view.index.source(id) if entry is None else None
    if entry is None and source is None:
        _unknown(context, view, id)
    if source is not None:
        _print(context, view, id, 1, [source], lambda: detail.source_card(source, view))
    elif entry is not None:
        hit = Hit(entry, (), 0.0)
        _print(context, view, id, 1, [hit], lambda: detail.card(entry, view))


def _unknown(context: click.Context, view: ViewContext, id: str) -> None:
    from resource_finder.views import pages

    said = unknown_id(view, id)
    _print_records(context, view, id, 0, [], lambda: pages.frame(view, [], opening=[said]))


def unknown_id(view: ViewContext, id: str) -> str:
    """That no entry has an id, and which ids are near."""
    from difflib import get_close_matches

    translator = view.translator
    near = get_close_matches(id.lower(), view.index.ids(), 3, 0.5)
    said = translator.text("No entry has the id “{id}”.", id=id)
    if near:
        return said + " " + translator.text("Did you mean: {ids}?", ids=", ".join(near))
    command = translator.command("list", "").strip()
    return said + " " + translator.text("Every id: {command}", command=command)


@command("list", help=N_("Every entry on a line of its own, with its id."))
def list_(
    context: typer.Context,
    kinds: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar=N_("hotline|program|event|notice|source"),
            click_type=OneOf("hotline", "program", "event", "notice", "source"),
            help=N_("Only these kinds; may be repeated."),
            show_default=False,
        ),
    ] = None,
) -> None:
    """Every entry on a line of its own."""
    from resource_finder.search.rank import find as search

    view, filters, _ = start(context, None)
    _refuse_filters(context, kinds or (), filters)
    wanted = tuple(kinds or ("hotline", "program", "event", "notice"))
    hits = search(view.index, "", filters, kinds=wanted)[1]
    sources = view.index.sources() if "source" in wanted else []
    every: list[Hit | Source] = [*hits, *sources]
    shown = _limited(context, every)
    _print(context, view, "", len(every), shown, lambda: _listing(view, shown, len(every)))


def _listing(view: ViewContext, shown: Sequence[Hit | Source], total: int) -> Page:
    from resource_finder.model import Source
    from resource_finder.views import pages

    sources = [one for one in shown if isinstance(one, Source)]
    if not shown:
        return pages.nothing(view, None)
    if len(sources) == len(shown):
        return pages.source_list(view, sources, total)
    entries = [one if isinstance(one, Source) else one.entry for one in shown]
    return pages.listing(view, entries, total)


def _refuse_filters(context: click.Context, kinds: Sequence[str], filters: Filters) -> None:
    """Refuse a filter by what a kind that was asked for does not have. Raises UsageError."""
    for kind in kinds:
        for name in NO_FIELD.get(kind, ()):
            if getattr(filters, name):
                raise no_pair(f"--{name}", f"--kind {kind}", context)


@command(help=N_("What is wrong with a directory file, and what is due for re-checking."))
def check(
    context: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar=N_("[FILE]..."), show_default=False, readable=False),
    ] = None,
    due: Annotated[
        bool, typer.Option("--due", help=N_("The call sheet: what to verify, oldest first."))
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help=N_("Also say what a sound file could do better."))
    ] = False,
    against: Annotated[
        Path | None,
        typer.Option(metavar=N_("FILE"), help=N_("Say what changed since this older file.")),
    ] = None,
) -> None:
    """What is wrong with a directory file; exit code 3 where anything is."""
    from resource_finder.directory import review
    from resource_finder.directory.loader import advise, load
    from resource_finder.directory.nodes import DataError
    from resource_finder.search import integrity
    from resource_finder.views import check

    options = global_options(context)
    translator = Translator(options.language)
    _refuse_two(context, {"--due": due, "--strict": strict, "--against": against is not None})
    if options.as_of and not due:
        raise no_use("--as-of", context)
    found: list[Problem] = []
    sound: list[tuple[str, Directory]] = []
    for name, main, also in _files(options, files or []):
        try:
            sound.append((name, load(main, also)))
            found += advise(main, also) if strict else []
            if main is None and not (also or due or against):
                found += integrity.faults(sound[-1][1])
        except DataError as error:
            found += error.problems
    if len(sound) == len(files or []):  # What is wrong with a file is told before anything else.
        _refuse_directory(context, options, files or [])
    if found:
        _answer(context, check.faults(found, sound, translator), sound)
        raise ExitError(3)
    if against:
        _, main, also = _files(options, [against])[0]
        answer = check.changed(load(main, also), sound, translator)
    elif due:
        today = options.as_of or datetime.date.today()
        answer = check.due_sheet(
            [d for _, one in sound for d in review.due(one, today)], translator
        )
    else:
        answer = check.faults(found, sound, translator)
    _answer(context, answer, sound)


def _answer(context: click.Context, answer: Answer, sound: Sequence[tuple[str, Directory]]) -> None:
    """Print what `check` found, in the format asked for."""
    options = global_options(context)
    translator = Translator(options.language)
    if options.format == "json":
        from resource_finder.render import records

        view = _reader(sound, translator)
        made = records.envelope(view, translator, "check", "", len(answer.rows), answer.rows)
        write(records.as_json(made, standard_output().encoding))
    elif options.format == "csv":
        from resource_finder.render import records

        write(records.rows_as_csv(answer.rows, answer.columns), translate=False)
    elif answer.text and (options.format in (None, "plain") or not answer.page.sections):
        write(answer.text)
    else:
        _page(answer.page, options, translator)


def _reader(sound: Sequence[tuple[str, Directory]], translator: Translator) -> ViewContext | None:
    """Whose urgent lines an answer about files has: those of the first sound one, else the
    built-in ones; None where they are what is wrong."""
    from resource_finder.directory.nodes import DataError
    from resource_finder.search.build import build
    from resource_finder.views.entry import ViewContext

    try:
        index = build(sound[0][1]) if sound else open_index(GlobalOptions(translator.language))
    except DataError:
        return None
    return ViewContext(translator, index, datetime.date.today())


def _refuse_directory(
    context: click.Context, options: GlobalOptions, files: Sequence[Path]
) -> None:
    """Refuse a directory that none of these files would stand beside. Raises UsageError."""
    from resource_finder.directory.loader import whole

    if options.directory and files and all(map(whole, files)):
        raise no_pair("--directory", str(files[0]), context)


def _refuse_two(context: click.Context, given: Mapping[str, bool]) -> None:
    """Refuse two options of which each asks for an answer of its own. Raises UsageError."""
    options = [option for option, wanted in given.items() if wanted]
    if len(options) > 1:
        raise no_pair(options[0], options[1], context)


def _files(options: GlobalOptions, files: list[Path]) -> list[tuple[str, Path | None, list[Path]]]:
    """What to read for each file: itself, or, where it is no whole directory, the main one too."""
    from resource_finder.directory.loader import whole

    if not files:
        return [(str(options.directory or "programs.yaml"), options.directory, options.also)]
    return [
        (str(f), f, options.also) if whole(f) else (str(f), options.directory, [*options.also, f])
        for f in files
    ]


@command("help", help=N_("Help of a command, or of a topic such as accessibility."))
def help_(
    context: typer.Context,
    topic: Annotated[str | None, typer.Argument(metavar=N_("[TOPIC]"), show_default=False)] = None,
) -> None:
    """Help of the whole, of a command, or of a topic."""
    from resource_finder.views import help

    outer = context.parent
    assert outer is not None
    group = outer.command
    assert isinstance(group, click.Group)
    translator = Translator(global_options(context).language)
    named = group.get_command(outer, topic) if topic else None
    if topic is None or named is not None:
        refuse_format(context, ("plain",))
        inner = named and click.Context(named, parent=outer, info_name=named.name)
        write((inner or outer).get_help() + "\n")
        return
    said = help.about(topic, translator)
    if said is None:
        raise click.BadParameter(
            translator.text("“{value}” is not one of: {allowed}.", value=topic,
                      allowed="; ".join([*group.list_commands(outer), *help.names(translator)])),
            ctx=context, param_hint=translator.text("[TOPIC]"),
        )  # fmt: skip
    refuse_format(context, PAGES)
    _page(said, global_options(context), translator)


COMPLETE: Final = "_RESOURCE_FINDER_COMPLETE"
"""Where a shell says, in its environment, which word it wants completed."""


@command(help=N_("Print a script that completes commands, ids and filters in your shell."))
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
    if global_options(context).private:
        _private(context)
    elif context.invoked_subcommand is None:
        from resource_finder.views import help

        context.meta[NAME] = "help"
        refuse_useless(context, "")
        refuse_format(context, PAGES)
        view = start(context, None)[0]
        _page(help.front(view), global_options(context), view.translator)


NO_TERMINAL: Final = N_(
    "--private needs a terminal that can show a screen of its own; this one cannot, or is none."
    " Instead, `resource-finder find -` reads the words from standard input."
)
NO_UNIX: Final = N_(
    "--private needs a Unix terminal, as on Linux or macOS; this system has none. Instead,"
    " `resource-finder find -` reads the words from standard input."
)
NO_FORM: Final = N_("--private shows a screen, so it has no --format but plain.")


def _private(context: click.Context) -> None:
    """Ask for words on a screen of its own; the directory is opened before that."""
    try:
        from resource_finder.cli import interactive, tty
    except ImportError as error:
        raise ExitError(2, NO_UNIX) from error
    from resource_finder.render.terminal import screen
    from resource_finder.views.entry import ViewContext

    options = global_options(context)
    if not tty.usable(sys.stdin, standard_output(), os.environ):
        raise ExitError(2, NO_TERMINAL)
    if options.format not in (None, "plain"):
        raise ExitError(2, NO_FORM)
    view, filters, _ = start(context, None)
    quiet = interactive.Quiet(options.language, options.urgent)
    view = ViewContext(quiet, view.index, view.today)

    def look(words: str) -> tuple[Query, list[Hit], int]:
        query, services, _ = _services(view, words, filters)
        return query, services[: options.limit], len(services)

    with tty.taken_over(sys.stdin, standard_output()) as at:
        plain = options.format == "plain"
        interactive.converse(view, look, lambda: screen(standard_output(), os.environ, plain), at)


def _is(hit: Hit, wanted: str) -> bool:
    from resource_finder.search.index import kind

    return kind(hit.entry) == wanted


def _limited(context: click.Context, results: Sequence[T], human: int | None = None) -> list[T]:
    """The results within the limit; `human` is the limit of human pages where none is given."""
    options = global_options(context)
    limit = options.limit
    if limit is None and options.format not in ("json", "csv"):
        limit = human
    return list(results[:limit])


def _print(
    context: click.Context,
    view: ViewContext,
    query: str,
    total: int,
    found: Sequence[Hit | Source],
    page: Callable[[], Page],
) -> None:
    """Print hits and sources in the format asked for; exit code 1 where there is none."""
    made: list[dict[str, Any]] = [{}] * len(found)
    if global_options(context).format in ("json", "csv"):
        made = [_record(one, view) for one in found]
    _print_records(context, view, query, total, made, page)


def _record(one: Hit | Source, view: ViewContext) -> dict[str, Any]:
    from resource_finder.model import Source
    from resource_finder.render import records

    if isinstance(one, Source):
        return records.source_record(one, view.translator)
    return records.record(one, view)


def _print_records(
    context: click.Context,
    view: ViewContext,
    query: str,
    total: int,
    made: Sequence[dict[str, Any]],
    page: Callable[[], Page],
) -> None:
    options, name = global_options(context), context.meta[NAME]
    if options.format not in ("json", "csv"):
        _page(page(), options, view.translator)
        if not made:
            raise ExitError(1)
        return
    from resource_finder.render import records

    if options.format == "json":
        answer = records.envelope(view, view.translator, name, query, total, made)
        write(records.as_json(answer, standard_output().encoding))
    else:
        write(records.as_csv(made, view), translate=False)
    if not made:
        raise ExitError(1)


def _page(page: Page, options: GlobalOptions, translator: Translator) -> None:
    """Print a page as Markdown, or as this screen shows it."""
    from resource_finder.render.terminal import render, screen

    if options.format == "markdown":
        from resource_finder.render import records

        write(records.as_markdown(page, translator))
        return
    to = screen(standard_output(), os.environ, options.format == "plain", options.format == "table")
    write(render(page, to, translator))
