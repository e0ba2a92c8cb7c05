"""Adds the files of an agency to a directory: their entries, and what they correct in it.

Every part of such a file is read by itself: a fault in one leaves the others in force.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from resource_finder.bilingual import Text
from resource_finder.directory import schema, trust
from resource_finder.directory.contacts import is_never_dialled
from resource_finder.directory.corrections import Correction, replace, withdraw
from resource_finder.directory.items import ITEM_KEYS, LIST_KEYS, item_reader, max_items
from resource_finder.directory.layer_defaults import (
    BOTH_LANGUAGES,
    Missing,
    cites,
    completed,
    defaults_of,
    in_both_languages,
    in_language,
)
from resource_finder.directory.layer_lists import lists_of
from resource_finder.directory.layer_parts import (
    MAX_PART_PROBLEMS,
    MAX_SHORT_CHARS,
    LayerFile,
    correction_nodes,
    is_plain,
    item_nodes,
    read_correction,
    read_item,
    read_layer,
    read_part,
    read_report_to,
    read_sound,
    read_urgent,
    report_replacement,
)
from resource_finder.directory.nodes import WRITE_FIX, Node
from resource_finder.directory.problems import MAX_PROBLEMS, DataError, Problem
from resource_finder.directory.rules import Draft, report_faults
from resource_finder.directory.yaml_file import YamlFile
from resource_finder.header import Header, Layer, Urgent
from resource_finder.i18n import N_
from resource_finder.model import ENTRY_FIELDS, Directory
from resource_finder.text import make_safe

LAYER_KEYS: Final = ("layer", "urgent", "report_to", "corrections", *LIST_KEYS, *ITEM_KEYS)
"""The keys of a file beside a directory."""
_MAX_ROUNDS: Final = 20
"""How often the parts that are left are checked again: leaving one out can break another."""


class Layered(NamedTuple):
    """A directory with the sound part of its layers, the layers' own items, every fault, and what
    could be better."""

    directory: Directory
    draft: Draft
    problems: tuple[Problem, ...]
    advice: tuple[Problem, ...] = ()


_Items = dict[str, list[tuple[Any, Node]]]
"""The items of files by their keys, each with its node, whose problems are those of the item."""


def add_layers(base: Directory, files: Sequence[YamlFile]) -> Layered:
    """A directory with the files of an agency, later ones over earlier ones."""
    problems: list[Problem] = [problem for file in files for problem in file.problems]
    opened = [_open(file, problems) for file in files if file.root is not None]
    layers = [file for file in opened if file is not None]
    lists = lists_of(base.header, layers, problems)
    advice: list[Problem] = []
    items = _read_items(base, layers, lists, problems, advice)
    draft = _sound_draft(base, items, lists, layers, problems)
    corrections = _corrections(draft.directory, protected(base), layers, problems)
    directory = replace(withdraw(draft.directory, corrections))
    header = _header(directory, base, layers, problems)
    told = _told(problems, files) if problems else ()
    return Layered(directory._replace(header=header), draft, tuple(told), tuple(advice))


def _told(problems: list[Problem], files: Sequence[YamlFile]) -> list[Problem]:
    """Those of some problems that are told, each once, with the path of their part of a file."""
    from resource_finder.directory.where import with_paths

    return with_paths(DataError(problems[:MAX_PROBLEMS]).problems, files)


def add_sound_layers(
    base: Directory, layers: Sequence[YamlFile], also: Sequence[YamlFile]
) -> Layered:
    """A directory with the sound part of layers, then with all of some files. Raises DataError with
    every problem of the latter."""
    layered = _add_usable(base, layers)
    header = layered.directory.header._replace(
        layer_errors=len(layered.problems),
        layers_reached=all(file.is_reached for file in layers),
    )
    layered = layered._replace(directory=layered.directory._replace(header=header))
    if not also:
        return layered
    whole = add_layers(layered.directory, also)
    if whole.problems:
        raise DataError([*whole.problems])
    return layered._replace(directory=whole.directory)


def _add_usable(base: Directory, files: Sequence[YamlFile]) -> Layered:
    """As `add_layers`, without a file that shows a defect of this program: somebody waits for a
    number."""
    try:
        return add_layers(base, files)
    except Exception:
        if len(files) > 1:
            first = _add_usable(base, files[:1])
            rest = _add_usable(first.directory, files[1:])
            return rest._replace(problems=(*first.problems, *rest.problems))
        if os.environ.get("RESOURCE_FINDER_DEBUG") == "1":
            raise
        problems = [Problem(file.name, 0, 0, _UNUSABLE, _UNUSABLE_FIX) for file in files]
        return add_layers(base, ())._replace(problems=tuple(problems))


_UNUSABLE: Final = N_("this file cannot be used")
_UNUSABLE_FIX: Final = N_("take out what was last added to it")


def layers_in(files: Sequence[YamlFile]) -> list[Layer]:
    """The layers that files say they are."""
    opened = (_open(file, []) for file in files if file.root is not None)
    return [file.layer for file in opened if file is not None]


def protected(directory: Directory) -> frozenset[str]:
    """The ids of the services whose numbers no layer may withdraw or replace: those of the urgent
    lines, and the emergency and crisis codes."""
    urgent = {line.service for line in directory.header.urgent if line.layer is None}
    codes = {s.id for s in directory.services if any(map(is_never_dialled, s.phones))}
    return frozenset(urgent | codes)


def _open(file: YamlFile, problems: list[Problem]) -> LayerFile | None:
    """The root of a layer file and its layer; None where it is no map."""
    assert file.root is not None
    try:
        root = Node(file.root, file.name, [])
        sound = root.expect_map()
        if sound and root.get("columns") and not any(map(root.get, ITEM_KEYS)):
            root.report(_IS_MAP, _IS_MAP_FIX)
            sound = False
        else:
            root.report_unknown_keys(LAYER_KEYS)
    except DataError:
        sound = True
    problems += root.problems[:MAX_PART_PROBLEMS]
    if not sound:
        return None
    stem = make_safe(file.stem)[:MAX_SHORT_CHARS].strip() or "+"
    unnamed = LayerFile(root, Layer(Text(stem, stem), stem, None))
    layer = read_sound(_paired(unnamed.part("layer"), Layer), read_layer, problems)
    return unnamed._replace(layer=layer or unnamed.layer)


_IS_MAP: Final = N_("this is a map for import, not a file of your agency")
_IS_MAP_FIX: Final = N_("move it out of the folder")


def layer_faults(file: YamlFile) -> list[Problem]:
    """What is wrong with what a map for import says of the agency."""
    if file.root is None:
        return [*file.problems]
    problems: list[Problem] = []
    root = Node(file.root, file.name, problems)
    if root.expect_map() and (layer := root.require("layer")):
        read_sound(_paired(layer, Layer), read_layer, problems)
    return _told(problems, [file]) if problems else []


# --- items ----------------------------------------------------------------------------------------


def _read_items(
    base: Directory,
    layers: Sequence[LayerFile],
    lists: schema.FileLists,
    problems: list[Problem],
    advice: list[Problem],
) -> _Items:
    """The items of all layers that could be read, those that are not sound too."""
    items: _Items = {key: [] for key in ITEM_KEYS}
    known = {source.id for source in base.sources}
    for file in layers:
        defaults = defaults_of(file.layer, base.header.date, lists)
        for key in ITEM_KEYS:
            read = item_reader(key, lists)
            for node in item_nodes(file.part(key), max_items(key), problems):
                if key in ENTRY_FIELDS:
                    node, missing = completed(node, key, defaults)
                    _report_missing(missing, file.root.file, advice)
                whole = Node(node, file.root.file, [])
                value = read_item(whole, read)
                if value is None:
                    problems += whole.problems[:MAX_PART_PROBLEMS]
                    continue
                if key in ENTRY_FIELDS:
                    value = value._replace(layer=file.layer.short)
                if defaults.source.id not in known and cites(whole, defaults.source):
                    known.add(defaults.source.id)
                    items["sources"].append((defaults.source, _nowhere(file)))
                items[key].append((value, whole))
    return items


def _nowhere(file: LayerFile) -> Node:
    """The node of what a file does not say itself."""
    node = Node(file.root.yaml_node, file.root.file, [])
    node.problems.clear()  # A doubled key of the file is told where the file is opened.
    return node


def _paired(node: Node | None, cls: type[Any], language: str | None = None) -> Node | None:
    """The node of a value of a class, with its texts in both languages; `language` is that of those
    that name none."""
    if node is None:
        return None
    paired, _ = in_both_languages(in_language(node.yaml_node, cls, language))
    return Node(paired, node.file, node.problems)


def _report_missing(missing: Iterable[Missing], file: str, advice: list[Problem]) -> None:
    """Add the languages that texts lack to the advice on a file, up to what may be told of it: a
    long list in one language is no fault."""
    for one in missing:
        if len(advice) + 1 >= MAX_PROBLEMS:
            return
        Node(one.node, file, advice).report(one.what, WRITE_FIX, written=BOTH_LANGUAGES)


def _sound_draft(
    base: Directory,
    items: _Items,
    lists: schema.FileLists,
    layers: Sequence[LayerFile],
    problems: list[Problem],
) -> Draft:
    """A directory with the sound items of its layers. The first round has the others too, so that
    everything that is wrong with them is told at once."""
    for _ in range(_MAX_ROUNDS):
        draft = _draft(base, items, lists, layers)
        _report(draft, protected(base))
        nodes = [node for pairs in draft.items.values() for _, node in pairs if node.problems]
        if not nodes:
            return draft
        for node in nodes:
            problems += node.problems[:MAX_PART_PROBLEMS]
        items = {
            key: [(item, node) for item, node in pairs if not node.problems]
            for key, pairs in items.items()
        }
    return _draft(base, {key: [] for key in ITEM_KEYS}, lists, layers)


def _draft(
    base: Directory, items: _Items, lists: schema.FileLists, layers: Sequence[LayerFile]
) -> Draft:
    """A directory with all of some items."""
    dates = (base.header.date, *(file.layer.date or "" for file in layers))
    # An agency may have called a number after the date of the directory beside which it stands.
    header = base.header._replace(built_in=False, date=max(dates))
    settled = trust.settle(items, header, {}, base.sources)
    values = {key: (*getattr(base, key), *(item for item, _ in settled[key])) for key in ITEM_KEYS}
    values["events"] = tuple(sorted(values["events"], key=lambda event: (event.date, event.id)))
    closed = {key: getattr(lists, key) for key in LIST_KEYS}
    directory = base._replace(header=header._replace(**closed), **values)
    return Draft(directory, settled, None, 0, base)


def _report(draft: Draft, fixed: frozenset[str]) -> None:
    """Report what only holds across entries, at the items of the layers."""
    try:
        report_faults(draft)
    except DataError:
        return
    known = {service.id for service in draft.base.services} if draft.base else set[str]()
    for service, node in draft.items["services"]:
        report_replacement(node, service, known, fixed)
        known.add(service.id)


# --- what a layer corrects and adds to every page -----------------------------------------------


def _corrections(
    directory: Directory,
    fixed: frozenset[str],
    layers: Sequence[LayerFile],
    problems: list[Problem],
) -> list[tuple[Correction, str]]:
    """The corrections of all layers of which it is plain what they withdraw, each before the short
    name of its layer."""
    services = {service.id: service for service in directory.services}
    corrections = []
    for file in layers:
        for item in correction_nodes(file.part("corrections"), problems):
            node = Node(item, file.root.file, [])
            one, read = read_part(
                node, lambda node: read_correction(node, services, fixed), problems
            )
            if one is not None and is_plain(read, one, services, fixed):
                corrections.append((one, file.layer.short))
    return corrections


def _header(
    directory: Directory, base: Directory, layers: Sequence[LayerFile], problems: list[Problem]
) -> Header:
    """The header of a directory with its layers: their names, urgent line, whom to report to."""
    services = {service.id for service in directory.services}
    urgent = [line for line in directory.header.urgent if line.layer is not None]
    header = base.header
    report_to = header.report_to
    for file in layers:
        paired = _paired(file.part("urgent"), Urgent, file.layer.language)
        line = read_sound(paired, lambda node: read_urgent(node, services), problems)
        urgent = [line._replace(layer=file.layer.short)] if line else urgent
        whom = read_sound(file.part("report_to"), read_report_to, problems)
        report_to = whom or report_to
    # The directory that the layers lie over may be a part of the one that its header counts.
    called, called_before = (trust.numbers_called(d.services, header.date)
                             for d in (directory, base))  # fmt: skip
    return directory.header._replace(
        built_in=header.built_in,
        date=header.date,
        numbers_called=header.numbers_called + called - called_before,
        urgent=(*(one for one in directory.header.urgent if one.layer is None), *urgent),
        layers=tuple(dict.fromkeys((*header.layers, *(file.layer for file in layers)))),
        report_to=report_to,
    )
