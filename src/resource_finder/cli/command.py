"""What the modules of commands share: registering a command, and printing its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, TypeVar

import click
import typer
from typer.core import TyperCommand

from resource_finder.bilingual import Language
from resource_finder.cli.options import GlobalOptions, options_of, own_parameters
from resource_finder.cli.output import screen_environment, standard_output, write
from resource_finder.cli.refusals import refuse_options
from resource_finder.cli.request import Request
from resource_finder.cli.usage import write_examples, write_values
from resource_finder.i18n import N_, Translator
from resource_finder.model import Source
from resource_finder.render.formats import (
    FORMATS,
    PAGE_FORMATS,
    READ_BY_PEOPLE,
    Answer,
    Target,
    render_answer,
)

if TYPE_CHECKING:
    from resource_finder.finder import UnknownIdError
    from resource_finder.model import Entry
    from resource_finder.search.rank import Hit
    from resource_finder.views.document import Page
    from resource_finder.views.entry import ViewContext

F = TypeVar("F", bound=Callable[..., Any])


class ExitError(Exception):
    """Ends the program with an exit code and, on stderr, a message."""

    def __init__(self, code: int, message: str = "") -> None:
        self.code, self.message = code, message
        super().__init__(message)


class Command(TyperCommand):
    """A command whose help lists its arguments once, and that ignores no option silently."""

    english_name: ClassVar[str] = ""
    """Its name in English, whatever was typed."""
    takes_filters: ClassVar[bool] = False
    languages: ClassVar[Sequence[str]] = tuple(Language)
    formats: ClassVar[Sequence[str]] = PAGE_FORMATS
    argument_help: ClassVar[Mapping[str, str]] = {"words": N_("What you are looking for.")}
    """The help of each argument by its name: Click 8.5 drops what Typer 0.25 passes to it."""
    examples: ClassVar[Sequence[str]] = ()
    """What one may type behind its name, in English: the catalogue has the French."""
    refused_options: ClassVar[Sequence[str]] = ()
    """The shared options that would change nothing about it, which are refused."""

    def is_call(self, words: Sequence[str], options: GlobalOptions) -> bool:
        """Whether words behind its name are a call of it; else they are searched."""
        return True

    def invoke(self, ctx: click.Context) -> object:
        """Refuse shared options that would change nothing, then run."""
        refuse_options(ctx, self.refused_options)
        assert self.callback is not None
        return ctx.invoke(self.callback, **own_parameters(ctx))

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write examples, then the rest."""
        translator = Translator(options_of(ctx).language)
        typed = [translator.text(example) if example else "" for example in self.examples]
        write_examples([translator.command(self.english_name, e) for e in typed], ctx, formatter)
        super().format_help(ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the values of its filters."""
        if self.takes_filters:
            write_values(ctx, formatter)
        super().format_epilog(ctx, formatter)

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Say nothing: Click 8.5 would list them a second time, after Typer."""


registry: Final = typer.Typer(rich_markup_mode=None)
"""Where commands register when their modules are imported; `app` builds the one that is called."""


def command(
    name: str,
    help: str,
    is_call: Callable[[Sequence[str], GlobalOptions], bool] | None = None,
    **attributes: Any,
) -> Callable[[F], F]:
    """Register a function as a command; `is_call` and `attributes` are those of `Command`."""
    if is_call:
        attributes["is_call"] = staticmethod(is_call)
    command_class = type("Command", (Command,), {"english_name": name, **attributes})
    return registry.command(name, cls=command_class, help=help)


Words = Annotated[list[str] | None, typer.Argument(metavar=N_("[WORDS]..."), show_default=False)]


def limit_of(options: GlobalOptions, for_people: int | None = None) -> int | None:
    """How many results to print; without --limit, `for_people` in formats that people read, else
    all; all with --all."""
    people_read = options.format is None or READ_BY_PEOPLE[options.format]
    chosen = options.all or options.limit is not None
    return options.limit if chosen or not people_read else for_people


def windows_of(options: GlobalOptions, windows: int) -> int:
    """How many windows of a terminal a page may take; 0, as many as it needs, with --limit and
    --all."""
    return 0 if options.all or options.limit is not None else windows


def print_results(
    request: Request,
    query: str,
    total: int,
    results: Sequence[Hit | Entry | Source],
    page: Callable[[], Page],
) -> None:
    """Print results in the format asked for; raises ExitError with code 1 where there is none.

    `total` counts them before the limit; `page` makes the page that people read.
    """
    view, options = request.view, request.options
    answer = Answer(
        options.command, view.translator, view, query, total,
        lambda: [_record(result, view) for result in results], page,
    )  # fmt: skip
    print_answer(answer, options)
    if not results:
        raise ExitError(1)


def _record(result: Hit | Entry | Source, view: ViewContext) -> dict[str, Any]:
    from resource_finder.render import records
    from resource_finder.search.rank import Hit

    if isinstance(result, Source):
        return records.source_record(result, view.translator)
    return records.hit_record(result if isinstance(result, Hit) else Hit(result, (), 0.0), view)


def print_page(page: Page, options: GlobalOptions) -> None:
    """Print a page that has no form for programs."""
    translator = Translator(options.language, options.urgent_language)
    print_answer(Answer("", translator, None, "", 0, lambda: (), lambda: page), options)


def print_answer(answer: Answer, options: GlobalOptions) -> None:
    """Print an answer in the format asked for."""
    text = render_answer(answer, options.format, Target(standard_output(), screen_environment()))
    own_line_ends = options.format is not None and FORMATS[options.format].own_line_ends
    write(text, translate=not own_line_ends)


def unknown_id_text(error: UnknownIdError, translator: Translator) -> str:
    """That no entry has an id, and which ids are near."""
    text = translator.text("No entry has the ID “{id}”.", id=error.id)
    if error.near:
        return text + " " + translator.text("Did you mean: {ids}?", ids=", ".join(error.near))
    list_all = translator.command("list", "").strip()
    return text + " " + translator.text("Every ID: {command}", command=list_all)
