"""Checks what the sentences of a directory say: numbers and addresses have fields of their own, and
French text has no English names of bodies and laws."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import yaml

from resource_finder.directory.nodes import Node, scalars
from resource_finder.directory.schema import ADDRESS
from resource_finder.i18n import N_

_PHONE_NUMBER: Final = re.compile(r"(?<![\w.-])(?:1[- ])?\(?\d{3}\)?[- .]\d{3}[- .]\d{4}(?![\w-])")
_ENGLISH_BODY: Final = re.compile(r"\b(?:Act|Branch|Committee|Region)\b")
_QUOTED: Final = re.compile("«[^»]*»")
"""A quotation may be English: a French sentence says what a page prints."""


def report_contacts_in_sentences(node: Node) -> None:
    """Report each phone number and street address of an entry that stands outside its own field:
    there it would be shown without what is known of it."""
    for scalar in _scalars(node, skip=("phones", "addresses")):
        text = " ".join(str(scalar.yaml_node.value).split())
        if _PHONE_NUMBER.search(text):
            scalar.report(
                N_("a phone number stands in a sentence"), N_("give it under 'phones:' instead")
            )
        if ADDRESS.search(text):
            scalar.report(N_("an address stands in a sentence"), N_("take it out"))


def report_english_names(node: Node) -> None:
    """Report each French text of an entry or a source with an English Act, Branch, Committee or
    Region: each has an official French name."""
    for scalar in _french(node, node.yaml_node):
        word = _ENGLISH_BODY.search(_QUOTED.sub("", str(scalar.yaml_node.value)))
        if word:
            scalar.report(
                N_("an English '{word}' stands in a French text"),
                N_("write its official French name"),
                word=word.group(),
            )


def _scalars(node: Node, skip: tuple[str, ...]) -> Iterator[Node]:
    for yaml_node in scalars(node.yaml_node, skip=skip):
        yield Node(yaml_node, node.file, node.problems)


def _french(node: Node, yaml_node: yaml.Node) -> Iterator[Node]:
    """Each scalar under a key `fr`, at any depth."""
    if isinstance(yaml_node, yaml.SequenceNode):
        for item in yaml_node.value:
            yield from _french(node, item)
    elif isinstance(yaml_node, yaml.MappingNode):
        for key, value in yaml_node.value:
            if key.value == "fr" and isinstance(value, yaml.ScalarNode):
                yield Node(value, node.file, node.problems)
            yield from _french(node, value)
