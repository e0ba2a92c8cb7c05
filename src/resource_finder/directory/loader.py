"""Read directory files into one Directory, or raise DataError with every problem at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from resource_finder.directory import builtin, schema
from resource_finder.directory.nodes import DataError, Node, Problem
from resource_finder.directory.rules import Draft, report_advice, report_faults
from resource_finder.directory.yaml_file import MAX_VALUES, YamlFile, open_yaml
from resource_finder.i18n import N_
from resource_finder.model import (
    KINDS,
    Concept,
    Directory,
    Header,
    Language,
    Notice,
    Phase,
    Region,
    Source,
    enclosing_regions,
)

_MAX_CONCEPTS: Final = 2_000
"""Concepts of a vocabulary: each may stand for every entry."""

_LIST_KEYS: Final = ("audiences", "regions", "languages", "topics")
_ITEM_KEYS: Final = ("sources", "notices", "services", "events", "vocabulary")
_MAIN_KEYS: Final = (*_LIST_KEYS, *_ITEM_KEYS, "directory", "phases", "stop_words")
"""What may stand in a file: the first two alone in a file beside the main one."""


class Checked(NamedTuple):
    """A sound directory, and what it could do better."""

    directory: Directory
    advice: list[Problem]


def load(path: Path | None = None, also: Sequence[Path] = ()) -> Directory:
    """The directory of a file (left out: the built-in one) together with the files beside it.

    Raises DataError with every problem of every file; an id that two files share is one. Raises
    DamagedError where the built-in directory is not what was installed.
    """
    return _read(path, also)[0].directory


def check(main: Path | YamlFile | None = None, also: Sequence[Path | YamlFile] = ()) -> Checked:
    """The directory of files, as `load` gives it, with advice; each file is read once.

    Raises what `load` raises.
    """
    draft, problems = _read(main, also)
    report_advice(draft)
    return Checked(draft.directory, sorted(problems, key=lambda p: (p.file, p.line)))


def _read(
    main: Path | YamlFile | None, also: Sequence[Path | YamlFile]
) -> tuple[Draft, list[Problem]]:
    """A sound directory, with the list to which advice on it is reported. Raises DataError."""
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
    """The built-in directory: in a checkout the file that is edited."""
    raw = builtin.source()
    return builtin.path() if raw is None else open_yaml(builtin.path(), builtin.path().name, raw)


def _open(files: Sequence[Path | YamlFile]) -> tuple[list[Node], list[Problem]]:
    """The roots of files, and the list to which every problem in them is reported."""
    opened = [open_yaml(file) if isinstance(file, Path) else file for file in files]
    problems = [problem for file in opened for problem in file.problems]
    roots = [Node(file.root, file.name, problems) for file in opened if file.root is not None]
    return [root for root in roots if root.is_map()], problems


def _read_items(roots: Sequence[Node], lists: schema.ClosedLists, header: Header) -> Draft:
    """What stands in the lists of all files, with the node of each item."""
    items: dict[str, list[tuple[Any, Node]]] = {key: [] for key in _ITEM_KEYS}
    own_services = 0
    for root in roots:
        for key in _ITEM_KEYS:
            items[key] += _read_pairs(root, key, lists)
        if root is roots[0]:
            own_services = len(items["services"])
            root.report_unknown_keys(_MAIN_KEYS)
        else:
            root.report_unknown_keys((*_LIST_KEYS, *_ITEM_KEYS))
    values = {key: tuple(item for item, _ in pairs) for key, pairs in items.items()}
    values["events"] = tuple(sorted(values["events"], key=lambda event: (event.date, event.id)))
    return Draft(Directory(header=header, **values), items, roots[0], own_services)


def _read_pairs(root: Node, key: str, lists: schema.ClosedLists) -> Sequence[tuple[Any, Node]]:
    """Each item of a list of a file, with its node."""
    readers: dict[str, Callable[[Node], Any]] = {
        "sources": lambda node: schema.read(node, Source, lists),
        "notices": lambda node: schema.read(node, Notice, lists),
        "services": lambda node: schema.read_service(node, lists),
        "events": lambda node: schema.read_event(node, lists),
        "vocabulary": lambda node: schema.read(node, Concept, lists),
    }
    read_item = readers[key]
    child = root.optional(key)
    most = _MAX_CONCEPTS if key == "vocabulary" else MAX_VALUES
    return child.read_list(lambda node: (read_item(node), node), most) if child else ()


def _read_lists(roots: Sequence[Node]) -> schema.ClosedLists:
    """The closed lists of all files together; the first file's word stands."""

    def read_all(key: str, read_value: Callable[[Node], Any]) -> dict[str, Any]:
        maps = [schema.read_map(root.optional(key), read_value) for root in reversed(roots)]
        return {id: value for one in maps for id, value in one.items()}

    main = roots[0]
    head = main.optional("directory")
    guarded = head.optional("guarded_places") if head else None
    regions: dict[str, Region] = read_all("regions", schema.read_region)
    _check_regions(roots, regions)
    return schema.ClosedLists(
        audiences=read_all("audiences", schema.read_label),
        regions=regions,
        languages=read_all("languages", schema.read_label),
        topics=read_all("topics", schema.read_label),
        phases=_read_phases(main),
        guarded_places=schema.read_words_list(guarded) if guarded else (),
    )


def _read_phases(main: Node) -> tuple[Phase, ...]:
    child = main.optional("phases")
    phases: tuple[Phase, ...] = (
        child.read_list(lambda node: schema.read(node, Phase, schema.NO_LISTS)) if child else ()
    )
    if child and [p.start for p in phases] != sorted(p.start for p in phases):
        child.report(N_("the phases are not in order of time"), N_("put the earliest first"))
    return phases


def _check_regions(roots: Sequence[Node], regions: dict[str, Region]) -> None:
    """Report each region that lies in an unknown one, or in itself."""
    for within in _within_nodes(roots):
        if within.read_words() not in regions:
            within.read_choice(regions, N_("unknown region '{value}'"))
        elif _is_endless(within.read_words(), regions):
            within.report(
                N_("this region lies within itself, or within too many others"),
                N_("name a wider region, or take this out"),
            )


def _within_nodes(roots: Sequence[Node]) -> Iterator[Node]:
    """Each node that names the region around another."""
    for root in roots:
        child = root.optional("regions")
        for _, region in child.children() if child else ():
            within = region.optional("within")
            if within:
                yield within


def _is_endless(region: str, regions: dict[str, Region]) -> bool:
    """Whether the chain of regions around one has no end, or none that is near."""
    last = regions.get(enclosing_regions(region, regions)[-1])
    return last is not None and last.within is not None


def _read_header(main: Node, lists: schema.ClosedLists) -> Header:
    node = main.required("directory") or Node(main.yaml_node, main.file, [])
    header: Header = schema.read(
        node,
        Header,
        lists,
        cadence=schema.read_map(node.optional("cadence"), Node.read_whole_number, KINDS),
        stop_words=schema.read_map(
            main.optional("stop_words"), schema.read_words_list, tuple(Language)
        ),
        **lists._asdict(),
    )
    if not header.urgent:
        node.report(
            N_("there are no urgent lines"),
            N_("add 'urgent:' with the emergency and child protection lines"),
        )
    return header
