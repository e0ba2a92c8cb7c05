"""The pages of `check`: faults of directory files, what is due for re-checking, what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from resource_finder.bilingual import Language
from resource_finder.directory.corrections import is_of_example
from resource_finder.directory.problems import Problem
from resource_finder.directory.review import (
    HOW_TO_RECORD,
    Difference,
    Due,
    changes,
    differences,
    path_words,
    script,
    sentence,
    subject_words,
    to_do,
)
from resource_finder.directory.serialize import serialize
from resource_finder.i18n import N_, Translator
from resource_finder.model import Directory
from resource_finder.text import make_safe
from resource_finder.views.document import Column, Field, Item, Page, Section, Table
from resource_finder.views.layers import layer_lines, withdrawal_text


def as_text(problems: Sequence[Problem], translator: Translator) -> str:
    """Each fault with its file, line and column and how to fix it, then how many there are."""
    lines = []
    for problem in problems:
        what, fix = _sentences(problem, translator)
        advice = translator.pair(translator.text("fix"), fix)
        lines.append(f"{_position(problem)}: {what}")
        if problem.path:
            lines.append("  " + translator.pair(translator.text("in"), _path(problem)))
        lines.append(f"  {advice}")
    lines.append(translator.plural("{number} error.", "{number} errors.", len(problems)))
    return "\n".join(make_safe(line) for line in lines)


def _position(problem: Problem) -> str:
    return f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file


def _path(problem: Problem) -> str:
    return " › ".join(problem.path)


def _where(problem: Problem) -> str:
    """The position of a problem, and the part of the file that it is in."""
    return " ".join(filter(None, (_position(problem), _path(problem))))


def _sentences(problem: Problem, translator: Translator) -> tuple[str, str]:
    """What is wrong, and how to fix it; what is to be written may differ with the language."""
    values = dict(problem.values)
    values |= {"written": own} if (own := values.get(f"written_{translator.language}")) else {}
    what, fix = (translator.text(text, **values) for text in (problem.what, problem.fix))
    return what, fix


class CheckResult(NamedTuple):
    """What `check` answers: rows with these columns for programs, a page for people, and a `text`
    that is printed instead of the page where neither a table nor Markdown was asked for."""

    columns: tuple[str, ...]
    rows: Sequence[Mapping[str, Any]]
    page: Page
    text: str = ""


def faults(
    problems: Sequence[Problem],
    valid: Sequence[tuple[str, Directory]],
    translator: Translator,
    read: Sequence[Directory] = (),
) -> CheckResult:
    """The faults of files, what each file without a fault contains, and what layers withdrew from
    the directories that could be read."""
    rows = []
    for problem in problems:
        what, fix = _sentences(problem, translator)
        position = {"file": problem.file, "line": problem.line, "column": problem.column}
        path = "/".join(problem.path)
        rows.append({**position, "path": path, "problem": what, "fix": fix})
    opening = [_contents(name, directory, translator) for name, directory in valid]
    opening += [line for directory in read for line in _of_layers(directory, translator)]
    cells = [(_where(p), *_sentences(p, translator)) for p in problems]
    page = _table_page(
        opening, (N_("Where"), N_("What is wrong"), N_("How to fix it")), cells, translator
    )
    text = "\n".join([*opening, *([as_text(problems, translator)] if problems else [])]) + "\n"
    return CheckResult(("file", "line", "column", "path", "problem", "fix"), rows, page, text)


def _of_layers(directory: Directory, translator: Translator) -> list[str]:
    """The layers of a directory, and what they withdrew from each of its services."""
    services = (*directory.services, *directory.replaced)
    withdrawn = (
        translator.pair(service.id, withdrawal_text(one, translator))
        for service in services
        for one in service.withdrawn
    )
    return [
        *layer_lines(directory.header, translator), *withdrawn, *_of_example(directory, translator)
    ]  # fmt: skip


def _of_example(directory: Directory, translator: Translator) -> list[str]:
    """The entries of layers that are left from an example, as a line or none."""
    ids = [entry.id for entry in directory.entries if is_of_example(entry)]
    if not ids:
        return []
    line = translator.plural(
        "Entry left from the example, which workers see: {ids}. Replace or remove it.",
        "Entries left from the example, which workers see: {ids}. Replace or remove them.",
        len(ids), ids=", ".join(ids),
    )  # fmt: skip
    return [line]


def _contents(name: str, directory: Directory, translator: Translator) -> str:
    """How many entries of each kind a file without a fault contains."""
    return translator.text(
        "{file}: no errors. Hotlines: {hotlines}; programs: {programs}; events: {events}; "
        "sources: {sources}.",
        file=make_safe(name),
        hotlines=sum(s.kind == "hotline" for s in directory.services),
        programs=sum(s.kind == "program" for s in directory.services),
        events=len(directory.events),
        sources=len(directory.sources),
    )


def comparison(
    old: Directory, new: Sequence[tuple[str, Directory]], translator: Translator
) -> CheckResult:
    """What changed in each file since an older one."""
    nothing = translator.text("Nothing has changed.")
    rows, cells, text, opening = [], [], [], []
    for name, directory in new:
        file = f"{make_safe(name)}: " if len(new) > 1 else ""
        different = [*differences(old, directory)]
        rows += [_change_row(name, d, translator) for d in different]
        cells += [
            (file + subject_words(d.path, translator), sentence(d, translator)) for d in different
        ]
        text += [file + line for line in changes(old, directory, translator) or [nothing]]
        opening += [] if different else [file + nothing]
    page = _table_page(opening, (N_("Where"), N_("What has changed")), cells, translator)
    columns = ("file", "path", "change", "old", "new", "said")
    return CheckResult(columns, rows, page, "\n".join(map(make_safe, text)) + "\n")


def _change_row(file: str, difference: Difference, translator: Translator) -> dict[str, Any]:
    """A difference for programs: simple values as in the file, others as JSON text."""
    return {
        "file": file,
        "path": path_words(difference.path),
        "change": difference.how,
        "old": _json_value(difference.old),
        "new": _json_value(difference.new),
        "said": translator.pair(
            subject_words(difference.path, translator), sentence(difference, translator)
        ),
    }


def _json_value(value: object) -> object:
    return value if value is None or isinstance(value, str | int) else serialize(value)


def _table_page(
    opening: Sequence[str],
    titles: Sequence[str],
    rows: Sequence[tuple[str, ...]],
    translator: Translator,
) -> Page:
    """A page of rows, as a table and as items: the first cell of a row is the title of its item."""
    heads = [translator.text(title) for title in titles]
    table = Table(tuple(Column(head, 24) for head in heads), tuple(rows))
    items = tuple(
        Item(row[0], tuple(Field(h, c) for h, c in zip(heads[1:], row[1:], strict=True)))
        for row in rows
    )
    sections = (Section(items, table=table, total=len(items)),) if items else ()
    return Page(urgent=(), reminder="", sections=sections, opening=tuple(opening))


def call_sheet(due: Sequence[Due], translator: Translator) -> CheckResult:
    """The call sheet: the services to verify, in the order of `review.due`."""
    columns = ("due", "id", "name", "what_to_do", "checked")
    return CheckResult(columns, _call_sheet_rows(due, translator), call_sheet_page(due, translator))


def call_sheet_page(due: Sequence[Due], translator: Translator) -> Page:
    """The call sheet for people, under what to say on the phone in each language."""
    columns = (
        Column(translator.text("Due"), 10, whole=True),
        Column(translator.text("Service"), 24),
        Column(translator.text("What to do"), 30),
    )
    rows = tuple(
        (d.when, f"{d.service.name[translator.language]} ({d.service.id})", to_do(d, translator))
        for d in due
    )
    items = tuple(
        Item(
            name, (Field(translator.text("Due"), when), Field(translator.text("What to do"), what))
        )
        for when, name, what in rows
    )
    opening = [script(Translator(language)) for language in Language]
    opening.append(translator.text(HOW_TO_RECORD))
    if not due:
        opening = [translator.text("Nothing is due.")]
    section = Section(items, table=Table(columns, rows), total=len(items))
    return Page(
        urgent=(), reminder="", sections=(section,) if items else (), opening=tuple(opening)
    )


def _call_sheet_rows(due: Sequence[Due], translator: Translator) -> list[dict[str, str]]:
    """The call sheet for spreadsheets and programs."""
    return [
        {
            "due": d.when,
            "id": d.service.id,
            "name": d.service.name[translator.language],
            "what_to_do": to_do(d, translator),
            "checked": d.service.checked,
        }
        for d in due
    ]
