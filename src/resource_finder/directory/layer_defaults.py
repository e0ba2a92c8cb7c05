"""Completes an entry of an agency's file: what it may leave out there, its language, and the other.

It works on the nodes of YAML, so that the entry is then read and checked like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

import yaml

from resource_finder.bilingual import Language
from resource_finder.closed_lists import ANYONE, OWN_SOURCE
from resource_finder.directory.field_types import FieldSpec, Type
from resource_finder.directory.fields import by_name
from resource_finder.directory.nodes import Node
from resource_finder.directory.schema import FileLists
from resource_finder.directory.yaml_parser import scalars
from resource_finder.header import Layer
from resource_finder.i18n import N_
from resource_finder.model import Event, Notice, Service, Source
from resource_finder.text import fold

_MISSING: Final = {
    Language.FR: N_("French is missing: a French page shows the English"),
    Language.EN: N_("English is missing: an English page shows the French"),
}
BOTH_LANGUAGES: Final = '{en: "...", fr: "..."}'
"""What is written where a text is to be in both languages."""
MARKS: Final = {Language.FR: "(en anglais)", Language.EN: "(in French)"}
"""What stands behind a text on a page of the other language."""
_UNMARKED: Final = ("name", "title", "short", "use_for", "label", "operator", "address")
"""Names, and texts for which there is little space."""
_MAX_MARKED_CHARS: Final = 220
"""A longer text has no mark, which could make it longer than is allowed."""
_TOPIC: Final = "finding-services"


class Defaults(NamedTuple):
    """What the entries of a layer have where they say nothing: `source` is the layer itself,
    `language` that of texts that name none."""

    source: Source
    values: Mapping[str, Any]
    language: str | None


class Missing(NamedTuple):
    """A language that a text lacks, and the node of the text."""

    node: yaml.Node
    language: Language

    @property
    def what(self) -> str:
        """What is to be said of it."""
        return _MISSING[self.language]


def defaults_of(layer: Layer, date: str, lists: FileLists) -> Defaults:
    """The defaults of a layer, beside a directory of this date with these closed lists. What an
    agency says of itself is as sure as what any service says of itself."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(layer.short)).strip("-") or "own"
    source = Source(
        f"{OWN_SOURCE}{slug}", layer.name, None, "reference", "operator", layer.date, None, None,
        present=False, copies=None,
    )  # fmt: skip
    topic = _TOPIC if _TOPIC in lists.topics else next(iter(lists.topics), "")
    values = {
        "origin": "added",
        "checked": layer.date or date,
        "topics": [topic],
        "sources": [{"id": source.id, "for": ["what", "number", "status", "date"]}],
    }
    return Defaults(source, values, layer.language)


def cites(node: Node, source: Source) -> bool:
    """Whether something in an entry names a source."""
    return any(scalar.value == source.id for scalar in scalars(node.yaml_node))


_CLASSES: Final = {"services": Service, "events": Event, "notices": Notice}
"""The class of the entries of each list."""
_OF_SERVICES: Final = {"audience": [ANYONE], "police": "not-stated"}
_WITH_SOURCES: Final = ("web", "details")
_WITH_SOURCE: Final = ("addresses", "open")


def completed(node: yaml.Node, key: str, defaults: Defaults) -> tuple[yaml.Node, list[Missing]]:
    """The node of an entry with what it leaves out, and the languages that its texts lack; `key` is
    that of its list."""
    node, missing = in_both_languages(in_language(node, _CLASSES[key], defaults.language))
    if isinstance(node, yaml.MappingNode):
        values = dict(defaults.values)
        if key == "services":
            values |= _OF_SERVICES
            if _value(node, "kind") == "hotline":
                values["line"] = "support"
        parts = [(k, _completed_part(k.value, v, defaults)) for k, v in node.value]
        node = _with(_map(node, parts), values)
    return node, missing


def _completed_part(key: str, node: yaml.Node, defaults: Defaults) -> yaml.Node:
    """A part of an entry, such as its numbers, with what they leave out."""
    values: dict[str, Any] = {}
    if key == "phones":
        values["kind"] = "voice"
    elif key in _WITH_SOURCES:
        values["from"] = [defaults.source.id]
    elif key in _WITH_SOURCE:
        values["source"] = defaults.source.id
    if isinstance(node, yaml.SequenceNode) and values:
        return _sequence(node, [_with(item, values) for item in node.value])
    return _with(node, values)


def in_language(node: yaml.Node, cls: type[Any], language: str | None) -> yaml.Node:
    """A value of a class whose texts are in this language where they are words alone; without one,
    the node as it is."""
    if language is None or not isinstance(node, yaml.MappingNode):
        return node
    fields = {field.yaml_key: field for field in by_name(cls).values()}
    return _map(node, [(k, _in_language(v, fields.get(k.value), language)) for k, v in node.value])


def _in_language(node: yaml.Node, field: FieldSpec | None, language: str) -> yaml.Node:
    """The value of a field, or an item of its list, as `in_language`."""
    if field is None:
        return node
    if isinstance(node, yaml.SequenceNode):
        return _sequence(node, [_in_language(item, field, language) for item in node.value])
    if isinstance(node, yaml.ScalarNode) and field.type in (Type.TEXT, Type.TEXTS):
        pairs = [(_node(language, node), node)]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, node.start_mark, node.end_mark)
    if field.type in (Type.PART, Type.PARTS):
        return in_language(node, field.of, language)
    return node


def in_both_languages(node: yaml.Node) -> tuple[yaml.Node, list[Missing]]:
    """A node whose texts have both languages, and the languages that they lacked."""
    missing: list[Missing] = []
    return _in_both_languages(node, "", missing), missing


def _in_both_languages(node: yaml.Node, key: str, missing: list[Missing]) -> yaml.Node:
    """A node whose texts have both languages; a gloss needs only one."""
    if isinstance(node, yaml.SequenceNode):
        return _sequence(node, [_in_both_languages(item, key, missing) for item in node.value])
    if not isinstance(node, yaml.MappingNode) or key == "gloss":
        return node
    texts = {str(k.value): v for k, v in node.value if isinstance(k, yaml.ScalarNode)}
    lacking = [language for language in Language if language not in texts]
    if len(lacking) == 1 and isinstance(only := _only_text(texts), str):
        missing.append(Missing(node, lacking[0]))
        marked = key not in _UNMARKED and len(only) <= _MAX_MARKED_CHARS
        words = f"{only} {MARKS[lacking[0]]}" if marked else only
        return _with(node, {lacking[0].value: words})
    return _map(node, [(k, _in_both_languages(v, str(k.value), missing)) for k, v in node.value])


def _only_text(texts: Mapping[str, yaml.Node]) -> str | None:
    """The words in the only language of a text; None where they are no words."""
    node = texts.get(Language.EN) or texts.get(Language.FR)
    words = str(node.value).strip() if isinstance(node, yaml.ScalarNode) else ""
    return words or None


def _value(node: yaml.MappingNode, key: str) -> str:
    return next((str(v.value) for k, v in node.value if k.value == key), "")


# --- new nodes: the old ones stay as they are ---------------------------------------------------


def _map(node: yaml.MappingNode, pairs: list[tuple[yaml.Node, yaml.Node]]) -> yaml.MappingNode:
    return yaml.MappingNode(node.tag, pairs, node.start_mark, node.end_mark, node.flow_style)


def _sequence(node: yaml.SequenceNode, items: list[yaml.Node]) -> yaml.SequenceNode:
    return yaml.SequenceNode(node.tag, items, node.start_mark, node.end_mark, node.flow_style)


def _with(node: yaml.Node, values: Mapping[str, Any]) -> yaml.Node:
    """A map with the values whose keys it lacks; any other node as it is."""
    if not isinstance(node, yaml.MappingNode):
        return node
    known = {k.value for k, _ in node.value if isinstance(k, yaml.ScalarNode)}
    added = {key: value for key, value in values.items() if key not in known}
    return _map(node, [*node.value, *_pairs(added, node)]) if added else node


def _pairs(values: Mapping[str, Any], at: yaml.Node) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    """Values as keys and values of YAML, at the place of a node."""
    return ((_node(key, at), _node(value, at)) for key, value in values.items())


def _node(value: Any, at: yaml.Node) -> yaml.Node:
    marks = at.start_mark, at.end_mark
    if isinstance(value, Mapping):
        return yaml.MappingNode("tag:yaml.org,2002:map", [*_pairs(value, at)], *marks)
    if isinstance(value, list):
        items = [_node(item, at) for item in value]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", items, *marks)
    return yaml.ScalarNode("tag:yaml.org,2002:str", value, *marks, style='"')
