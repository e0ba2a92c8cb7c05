"""Checks what the sentences of a directory say: numbers and addresses have fields of their own, and
French text has no English names of laws and offices."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

import yaml

from resource_finder.bilingual import Language
from resource_finder.directory.nodes import Node
from resource_finder.directory.schema import ADDRESS
from resource_finder.i18n import N_

_DIGIT: Final = re.compile(r"\d")
_PHONE_NUMBER: Final = re.compile(r"(?<![\w.-])(?:1[- ])?\(?\d{3}\)?[- .]\d{3}[- .]\d{4}(?![\w-])")
_ENGLISH_NAME: Final = re.compile(r"\b(?:Act|Branch|Committee|Region)\b")
_QUOTED: Final = re.compile("«[^»]*»")
"""A quotation may be English: a French sentence says what a page prints."""


def report_contacts_in_sentences(node: Node) -> None:
    """Report each phone number and street address in the sentences of an entry: there it would be
    shown without what is known of it."""
    for sentence in _sentences(node.yaml_node, tuple(Language)):
        text = _text(sentence)
        if not _DIGIT.search(text):
            continue  # Most have none, and a number or an address has one.
        at = Node(sentence, node.file, node.problems)
        if _PHONE_NUMBER.search(text):
            at.report(
                N_("a sentence contains a phone number"), N_("give it under 'phones:' instead")
            )
        if ADDRESS.search(text):
            at.report(N_("a sentence contains an address"), N_("remove it"))


def report_english_names(node: Node) -> None:
    """Report each French sentence of an entry or a source with an English Act, Branch, Committee or
    Region: each has an official French name."""
    for sentence in _sentences(node.yaml_node, (Language.FR,)):
        name = _ENGLISH_NAME.search(_QUOTED.sub("", _text(sentence)))
        if name:
            Node(sentence, node.file, node.problems).report(
                N_("a French text contains an English '{word}'"),
                N_("write the official French name"),
                word=name.group(),
            )


def _text(sentence: yaml.ScalarNode) -> str:
    """The words of a sentence, with a plain space for any white space."""
    return " ".join(str(sentence.value).split())


def _sentences(yaml_node: yaml.Node, languages: Collection[str]) -> Iterator[yaml.ScalarNode]:
    """Each text in one of these languages under a YAML node, at any depth."""
    if isinstance(yaml_node, yaml.SequenceNode):
        for item in yaml_node.value:
            yield from _sentences(item, languages)
    elif isinstance(yaml_node, yaml.MappingNode):
        for key, value in yaml_node.value:
            if not isinstance(value, yaml.ScalarNode):
                yield from _sentences(value, languages)
            elif key.value in languages:
                yield value
