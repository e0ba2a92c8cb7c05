"""Reads directory files into one Directory, or raises DataError with every problem at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from resource_finder.bilingual import Language
from resource_finder.closed_lists import KINDS
from resource_finder.directory import builtin, schema, trust
from resource_finder.directory.advice import report_advice
from resource_finder.directory.items import ITEM_KEYS, LIST_KEYS, item_reader, max_items
from resource_finder.directory.layer_advice import advice_on
from resource_finder.directory.layers import Layered, add_layers
from resource_finder.directory.nodes import Node
from resource_finder.directory.problems import DataError, Problem
from resource_finder.directory.rules import Draft, report_faults
from resource_finder.directory.where import with_paths
from resource_finder.directory.yaml_file import YamlFile, open_yaml
from resource_finder.header import Header, LineToCall, Phase, Region
from resource_finder.i18n import N_
from resource_finder.memory import paused_collection
from resource_finder.model import Directory

_MAIN_KEYS: Final = (*LIST_KEYS, *ITEM_KEYS, "directory", "lines_to_call", "phases", "stop_words")


class CheckedDirectory(NamedTuple):
    """A directory, advice on it, and what is wrong in its layers, of which it has only the sound
    part; both in order of file and line. `base` is the directory without them."""

    directory: Directory
    advice: list[Problem]
    problems: list[Problem]
    base: Directory


@paused_collection()
def load(path: Path | YamlFile | None = None, also: Sequence[Path | YamlFile] = ()) -> Directory:
    """The directory of a file (by default the built-in one) and of the files beside it.

    Raises DataError with every problem of every file; an id that two files share is one. Raises
    DamagedError where the built-in directory is not what was installed.
    """
    _, _, layered = _read_all(_opened(path, also), built_in=path is None)
    if layered.problems:
        raise DataError([*layered.problems])
    return layered.directory


@paused_collection()
def check(
    main: Path | YamlFile | None = None, also: Sequence[Path | YamlFile] = ()
) -> CheckedDirectory:
    """The directory of files with advice; each file is read once.

    Raises DataError with every problem of the main file.
    """
    files = _opened(main, also)
    draft, advice, layered = _read_all(files, built_in=main is None)
    report_advice(draft)
    return _checked(draft.directory, layered, advice, files)


def check_beside(base: Directory, also: Sequence[YamlFile]) -> CheckedDirectory:
    """A directory that was read before, with the files beside it and advice on these."""
    return _checked(base, add_layers(base, also), [], also)


def _checked(
    base: Directory, layered: Layered, advice: list[Problem], files: Sequence[YamlFile]
) -> CheckedDirectory:
    """What was read of files, with the advice on the layers too."""
    report_advice(layered.draft)
    advice += layered.advice
    for pairs in layered.draft.items.values():
        advice += [problem for _, node in pairs for problem in node.problems]
    advice += [problem for file in files for problem in advice_on(file)]
    advice = with_paths(advice, files)
    advice.sort(key=lambda problem: (problem.file, problem.line))
    return CheckedDirectory(layered.directory, advice, [*layered.problems], base)


def _opened(main: Path | YamlFile | None, also: Sequence[Path | YamlFile]) -> list[YamlFile]:
    """The main file, by default the built-in one, and the files beside it."""
    return [_open(file) for file in (_built_in() if main is None else main, *also)]


def _read_all(files: Sequence[YamlFile], built_in: bool) -> tuple[Draft, list[Problem], Layered]:
    """The directory of the main file without faults, the list that advice on it is added to, and
    the directory with the files beside it. Raises DataError."""
    whole, *beside = files
    if whole.problems:
        raise DataError([problem for file in (whole, *beside) for problem in file.problems])
    try:
        draft, problems = _read(whole, built_in)
    except DataError as error:
        raise DataError(with_paths(error.problems, [whole])) from None
    return draft, problems, add_layers(draft.directory, beside)


def _read(main: YamlFile, built_in: bool) -> tuple[Draft, list[Problem]]:
    """A directory without faults, and the list that advice on it is added to. Raises DataError."""
    problems: list[Problem] = []
    assert main.root is not None
    root = Node(main.root, main.name, problems)
    if not root.expect_map():
        raise DataError(problems)
    lists = _read_lists(root)
    header = _read_header(root, lists)
    if built_in:
        header = header._replace(built_in=True)
    draft = _read_items(root, lists, header)
    report_faults(draft)
    if problems:
        raise DataError(problems)
    return draft, problems


def _built_in() -> Path | YamlFile:
    """The built-in directory: in a checkout the file that people edit."""
    raw = builtin.yaml_bytes()
    return builtin.path() if raw is None else open_yaml(builtin.path(), builtin.path().name, raw)


def _open(file: Path | YamlFile) -> YamlFile:
    opened = open_yaml(file) if isinstance(file, Path) else file
    if not opened.compiled:
        return opened
    return opened._replace(problems=[Problem(opened.name, 0, 0, NOT_YAML, NOT_YAML_FIX)])


NOT_YAML: Final = N_("this file is compiled already, and cannot be read here")
NOT_YAML_FIX: Final = N_("name the YAML files that it was made from")


def _read_items(root: Node, lists: schema.FileLists, header: Header) -> Draft:
    """The items of a file, each with its node."""
    items = {key: _read_pairs(root, key, lists) for key in ITEM_KEYS}
    counts = {key: len(pairs) for key, pairs in items.items()}
    root.report_unknown_keys(_MAIN_KEYS)
    settled = trust.settle(items, header, counts)
    values = {key: tuple(item for item, _ in pairs) for key, pairs in settled.items()}
    values["events"] = tuple(sorted(values["events"], key=lambda event: (event.date, event.id)))
    header = header._replace(numbers_called=trust.numbers_called(values["services"], header.date))
    return Draft(Directory(header=header, **values), settled, root, counts["services"])


def _read_pairs(root: Node, key: str, lists: schema.FileLists) -> Sequence[tuple[Any, Node]]:
    """Each item of a list of a file, with its node."""
    read_item, child = item_reader(key, lists), root.get(key)
    if child is None:
        return ()
    return child.read_list(lambda node: (read_item(node), node), max_items(key))


def _read_lists(main: Node) -> schema.FileLists:
    """The closed lists of a file."""

    def read_all(key: str, read_value: Callable[[Node], Any]) -> dict[str, Any]:
        return schema.read_map(main.get(key), read_value)

    head = main.get("directory")
    guarded = head.get("guarded_places") if head else None
    regions: dict[str, Region] = read_all("regions", schema.read_region)
    _check_regions(main, regions)
    return schema.FileLists(
        audiences=read_all("audiences", schema.read_label),
        regions=regions,
        languages=read_all("languages", schema.read_label),
        topics=read_all("topics", schema.read_label),
        phases=_read_phases(main),
        guarded_places=schema.read_words_list(guarded) if guarded else (),
    )


def _read_phases(main: Node) -> tuple[Phase, ...]:
    child = main.get("phases")
    phases: tuple[Phase, ...] = (
        child.read_list(lambda node: schema.read(node, Phase, schema.NO_LISTS)) if child else ()
    )
    if child and [p.start for p in phases] != sorted(p.start for p in phases):
        child.report(N_("the phases are not in date order"), N_("put the earliest first"))
    return phases


def _check_regions(main: Node, regions: dict[str, Region]) -> None:
    child = main.get("regions")
    for _, region in child.children() if child else ():
        schema.check_within(region, regions)


def _read_lines_to_call(main: Node) -> tuple[LineToCall, ...]:
    child = main.get("lines_to_call")
    if child is None:
        return ()
    return child.read_list(lambda node: schema.read(node, LineToCall, schema.NO_LISTS))


def _read_header(main: Node, lists: schema.FileLists) -> Header:
    node = main.require("directory") or Node(main.yaml_node, main.file, [])
    header: Header = schema.read(
        node,
        Header,
        lists,
        cadence=schema.read_map(node.get("cadence"), Node.read_whole_number, KINDS),
        stop_words=schema.read_map(main.get("stop_words"), schema.read_words_list, tuple(Language)),
        lines_to_call=_read_lines_to_call(main),
        **lists._asdict(),
    )
    if not header.urgent:
        node.report(
            N_("there are no urgent lines"),
            N_("add 'urgent:' with the emergency and child protection lines"),
        )
    return header
