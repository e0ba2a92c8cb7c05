"""The types of option values: days, numbers, and ids typed by their words in either language."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any, Final

import click
from click.shell_completion import CompletionItem

from resource_finder.bilingual import Language, Text
from resource_finder.cli.options import options_of
from resource_finder.i18n import N_, Translator, typed_label
from resource_finder.text import replace_surrogates, without_accents
from resource_finder.urgent import read_number


def program_choices(*ids: str) -> dict[str, Text]:
    """A closed list of the program itself: each id with its word in each language."""
    english, french = Translator(Language.EN), Translator(Language.FR)
    return {id: Text(english.text(typed_label(id)), french.text(typed_label(id))) for id in ids}


def resolve_choice(value: str, choices: Mapping[str, Text], translator: Translator) -> str:
    """The id that a value names, by id or by its words in either language. Raises BadParameter,
    which lists the words of the chosen language."""
    ids = {
        without_accents(word): id for id, text in choices.items() for word in (id, text.en, text.fr)
    }
    if without_accents(value) not in ids:
        words = "; ".join(text[translator.language] for text in choices.values())
        wrong = translator.text("“{value}” is not one of: {allowed}.", value=value, allowed=words)
        raise click.BadParameter(wrong)
    return ids[without_accents(value)]


def _translator(context: click.Context | None) -> Translator:
    return Translator(options_of(context).language if context else Language.EN)


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
            wrong = _translator(ctx).text(
                "“{value}” is not a date. Example: 2026-11-23.", value=value
            )
            self.fail(wrong, param, ctx)


class Number(click.ParamType[int]):
    """A whole number within limits; `message` is the error about any other `{value}`."""

    name = "number"

    def __init__(self, minimum: int, maximum: int, message: str) -> None:
        self.minimum, self.maximum, self.message = minimum, maximum, message

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read "5". Fails with a sentence in the language of the command line."""
        number = int(value) if value.isdecimal() and len(value) < 10 else -1
        if not self.minimum <= number <= self.maximum:
            self.fail(_translator(ctx).text(self.message, value=value), param, ctx)
        return number


YEAR: Final = Number(1000, 9999, N_("“{value}” is not a year. Example: 2008."))
COUNT: Final = Number(1, 10**9, N_("“{value}” is not a whole number from 1 up. Example: 5."))


class PoliceNumber(click.ParamType[str]):
    """The number of the local police, in E.164."""

    name = "number"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read "204-555-0123". Fails with a sentence in the language of the command line."""
        number = read_number(value)
        if not number:
            wrong = _translator(ctx).text(
                "“{value}” is not a phone number of ten digits. Type your local police number with"
                " its area code; it cannot be 911, which does not work everywhere.",
                value=replace_surrogates(value),
            )
            self.fail(wrong, param, ctx)
        return number


class CompletedValue(click.ParamType[str]):
    """A value that the shell completes to ids, each with its words in the chosen language.

    `choices` gives them for what was typed; it may give others too.
    """

    name = "value"

    def __init__(self, choices: Callable[[click.Context, str], Mapping[str, Text]]) -> None:
        self.choices = choices

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The ids that begin with what was typed."""
        language = options_of(ctx).language
        return [
            CompletionItem(id, help=text[language])
            for id, text in self.choices(ctx, incomplete).items()
            if id.startswith(incomplete)
        ]


class Choice(CompletedValue):
    """A value of a closed list of the program itself."""

    def __init__(self, *ids: str) -> None:
        super().__init__(lambda *_: program_choices(*ids))
        self.ids = ids

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The id that a value names. Fails with the allowed words in the chosen language."""
        if value in self.ids:
            return str(value)
        return resolve_choice(value, program_choices(*self.ids), _translator(ctx))
