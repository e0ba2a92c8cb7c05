"""Reads directory files into one Directory, or raises DataError with every problem at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from resource_finder.bilingual import Language
from resource_finder.closed_lists import KINDS
from resource_finder.directory import builtin, schema, trust
from resource_finder.directory.advice import report_advice
from resource_finder.directory.nodes import DataError, Node, Problem
from resource_finder.directory.rules import Draft, report_faults
from resource_finder.directory.yaml_file import MAX_VALUES, YamlFile, open_yaml
from resource_finder.header import Header, Phase, Region
from resource_finder.i18n import N_
from resource_finder.memory import paused_collection
from resource_finder.model import Concept, Directory, Notice, Source
from resource_finder.regions import enclosing_regions

_MAX_CONCEPTS: Final = 2_000
"""Concepts of a vocabulary. Indexing compares each with every entry: without a limit it could take
very long."""

_LIST_KEYS: Final = ("audiences", "regions", "languages", "topics")
_ITEM_KEYS: Final = ("sources", "notices", "services", "events", "vocabulary")
_MAIN_KEYS: Final = (*_LIST_KEYS, *_ITEM_KEYS, "directory", "phases", "stop_words")
"""The keys of the main file; a file beside it may have only those of the first two lists."""


class CheckedDirectory(NamedTuple):
    """A directory without faults, and advice on it, in order of file and line."""

    directory: Directory
    advice: list[Problem]


def load(path: Path | None = None, also: Sequence[Path] = ()) -> Directory:
    """The directory of a file (by default the built-in one) and of the files beside it.

    Raises DataError with every problem of every file; an id that two files share is one. Raises
    DamagedError where the built-in directory is not what was installed.
    """
    return _read(path, also)[0].directory


def check(
    main: Path | YamlFile | None = None, also: Sequence[Path | YamlFile] = ()
) -> CheckedDirectory:
    """The directory of files, as `load` gives it, with advice; each file is read once.

    Raises what `load` raises.
    """
    draft, problems = _read(main, also)
    report_advice(draft)
    return CheckedDirectory(draft.directory, sorted(problems, key=lambda p: (p.file, p.line)))


@paused_collection()
def _read(
    main: Path | YamlFile | None, also: Sequence[Path | YamlFile]
) -> tuple[Draft, list[Problem]]:
    """A directory without faults, and the list that advice on it is added to. Raises DataError."""
    files = [_built_in() if main is None else main, *also]
    roots, problems = _open(files)
    if problems:
        raise DataError(problems)
    lists = _read_lists(roots)
    header = _read_header(roots[0], lists)
    if main is None:
        header = header._replace(built_in=True)
    draft = _read_items(roots, lists, header)
    report_faults(draft)
    if problems:
        raise DataError(problems)
    return draft, problems


def _built_in() -> Path | YamlFile:
    """The built-in directory: in a checkout the file that people edit."""
    raw = builtin.yaml_bytes()
    return builtin.path() if raw is None else open_yaml(builtin.path(), builtin.path().name, raw)


def _open(files: Sequence[Path | YamlFile]) -> tuple[list[Node], list[Problem]]:
    """The root nodes of files, and the list that every problem in them is added to."""
    opened = [open_yaml(file) if isinstance(file, Path) else file for file in files]
    problems = [problem for file in opened for problem in file.problems]
    roots = [Node(file.root, file.name, problems) for file in opened if file.root is not None]
    return [root for root in roots if root.expect_map()], problems


def _read_items(roots: Sequence[Node], lists: schema.FileLists, header: Header) -> Draft:
    """The items of all files, each with its node."""
    items: dict[str, list[tuple[Any, Node]]] = {key: [] for key in _ITEM_KEYS}
    main_counts: dict[str, int] = {}
    for root in roots:
        for key in _ITEM_KEYS:
            items[key] += _read_pairs(root, key, lists)
        if root is roots[0]:
            main_counts = {key: len(pairs) for key, pairs in items.items()}
            root.report_unknown_keys(_MAIN_KEYS)
        else:
            root.report_unknown_keys((*_LIST_KEYS, *_ITEM_KEYS))
    settled = trust.settle(items, header, main_counts)
    values = {key: tuple(item for item, _ in pairs) for key, pairs in settled.items()}
    values["events"] = tuple(sorted(values["events"], key=lambda event: (event.date, event.id)))
    header = header._replace(numbers_called=trust.numbers_called(values["services"], header.date))
    return Draft(
        Directory(header=header, **values), settled, roots[0], main_counts.get("services", 0)
    )


def _read_pairs(root: Node, key: str, lists: schema.FileLists) -> Sequence[tuple[Any, Node]]:
    """Each item of a list of a file, with its node."""
    readers: dict[str, Callable[[Node], Any]] = {
        "sources": lambda node: schema.read(node, Source, lists),
        "notices": lambda node: schema.read(node, Notice, lists),
        "services": lambda node: schema.read_service(node, lists),
        "events": lambda node: schema.read_event(node, lists),
        "vocabulary": lambda node: schema.read(node, Concept, lists),
    }
    read_item = readers[key]
    child = root.get(key)
    limit = _MAX_CONCEPTS if key == "vocabulary" else MAX_VALUES
    return child.read_list(lambda node: (read_item(node), node), limit) if child else ()


def _read_lists(roots: Sequence[Node]) -> schema.FileLists:
    """The closed lists of all files together; of two values with one id the first counts."""

    def read_all(key: str, read_value: Callable[[Node], Any]) -> dict[str, Any]:
        maps = [schema.read_map(root.get(key), read_value) for root in reversed(roots)]
        return {id: value for values in maps for id, value in values.items()}

    main = roots[0]
    head = main.get("directory")
    guarded = head.get("guarded_places") if head else None
    regions: dict[str, Region] = read_all("regions", schema.read_region)
    _check_regions(roots, regions)
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


def _check_regions(roots: Sequence[Node], regions: dict[str, Region]) -> None:
    """Report each region within an unknown one, or within itself."""
    for within in _within_nodes(roots):
        if within.read_words() not in regions:
            within.read_choice(regions, N_("unknown region '{value}'"))
        elif _is_endless(within.read_words(), regions):
            within.report(
                N_("this region is inside itself, or inside too many others"),
                N_("name a wider region, or remove this"),
            )


def _within_nodes(roots: Sequence[Node]) -> Iterator[Node]:
    """The nodes of all `within` keys of the regions."""
    for root in roots:
        child = root.get("regions")
        for _, region in child.children() if child else ():
            within = region.get("within")
            if within:
                yield within


def _is_endless(region: str, regions: dict[str, Region]) -> bool:
    """Whether the chain of regions around one is a circle or longer than the limit."""
    last = regions.get(enclosing_regions(region, regions)[-1])
    return last is not None and last.within is not None


def _read_header(main: Node, lists: schema.FileLists) -> Header:
    node = main.require("directory") or Node(main.yaml_node, main.file, [])
    header: Header = schema.read(
        node,
        Header,
        lists,
        cadence=schema.read_map(node.get("cadence"), Node.read_whole_number, KINDS),
        stop_words=schema.read_map(main.get("stop_words"), schema.read_words_list, tuple(Language)),
        **lists._asdict(),
    )
    if not header.urgent:
        node.report(
            N_("there are no urgent lines"),
            N_("add 'urgent:' with the emergency and child protection lines"),
        )
    return header
