"""What the words of a foreign list mean: its columns and values, and ours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from resource_finder.closed_lists import (
    ADDRESS_KINDS,
    CONFIDENCES,
    KINDS,
    LINES,
    LOCATION_POLICIES,
    PHONE_KINDS,
    PHONE_ROLES,
    POLICE_ROLES,
    STATUSES,
    WEB_KINDS,
)
from resource_finder.header import Header
from resource_finder.text import fold

Words = Mapping[str, str]
"""Folded words that people write, each with the value of ours that it means."""

_NAMES: Final = {
    "name_fr": "nom|nom du service|nom de l'organisme|organisme|ressource",
    "name_en": "name|service name|agency|organization|organisation|resource",
    "summary_fr": "resume|services offerts|mandat",
    "summary_en": "summary|services offered|about",
    "phone_1": "telephone|tel|tel.|phone|numero|telephone 1|phone 1|phone number|"
               "numero de telephone",
    "phone_2": "telephone 2|tel 2|phone 2|autre telephone|other phone|sans frais|toll free",
    "phone_3": "telephone 3|tel 3|phone 3",
    "email": "courriel|email|e-mail|adresse courriel",
    "web_1_fr": "site web|site internet|site",
    "web_1_en": "website|web site|web|url",
    "address_1": "adresse|address|adresse municipale|street address",
    "regions": "region|regions|ville|city|town|secteur|area|region desservie|area served",
    "audience": "clientele|public|audience|population|clients|who it serves",
    "languages": "langue|langues|language|languages|langues de service",
    "topics": "theme|themes|categorie|category|topic|topics|type de service",
    "hours_fr": "heures|horaire|heures d'ouverture",
    "hours_en": "hours|opening hours",
    "checked": "date|verifie|verifie le|derniere verification|date de verification|last verified|"
               "mise a jour|date de mise a jour|updated|checked|"
               "last updated|last checked",
    "kind": "type|genre|kind",
    "ages_from": "age min|age min.|age minimum|age minimal|min age|minimum age|age from|ages from|"
                 "from age|de (age)|age de|a partir de",
    "ages_to": "age max|age max.|age maximum|age maximal|max age|maximum age|age to|ages to|to age|"
               "jusqu'a (age)|age a",
}  # fmt: skip
_KIND_WORDS: Final = {
    "hotline": "helpline|crisis line|phone line|ligne|ligne d'aide|ligne d'ecoute|ligne de crise",
    "program": "programme",
}
_EITHER: Final = {"description": "summary", "service": "name", "programme": "name"}
"""Names of columns that both languages have."""
_COLUMN_OF: Final = {name: ours for ours, names in _NAMES.items() for name in names.split("|")}


def our_columns(theirs: Sequence[str]) -> dict[str, str]:
    """The columns of a foreign list whose names say what they are, by ours."""
    found: dict[str, str] = {}
    for column in theirs:
        if ours := _COLUMN_OF.get(fold(column)):
            found.setdefault(ours, column)
    language = "fr" if any(ours.endswith("_fr") for ours in found) else "en"
    for column in theirs:
        if ours := _EITHER.get(fold(column)):
            found.setdefault(f"{ours}_{language}", column)
    return found


def closed_lists(header: Header) -> dict[str, Words]:
    """The words for the values of each column that only takes some: each value itself, and its
    labels in both languages."""
    labelled: dict[str, dict[str, Sequence[str]]] = {
        name: {id: (text.en, text.fr) for id, text in values.items()}
        for name, values in (
            ("audience", header.audiences),
            ("languages", header.languages),
            ("topics", header.topics),
        )
    }
    labelled["regions"] = {
        id: (region.name.en, region.name.fr, *region.also) for id, region in header.regions.items()
    }
    plain = {"kind": KINDS, "line": LINES, "status": STATUSES, "police": POLICE_ROLES,
             "place": LOCATION_POLICIES, "confidence": CONFIDENCES}  # fmt: skip
    words = {name: {fold(value): value for value in values} for name, values in plain.items()}
    words["kind"] |= {word: kind for kind, all in _KIND_WORDS.items() for word in all.split("|")}
    return words | {name: _words(values) for name, values in labelled.items()}


_PART_LISTS: Final = {"phone_kind": PHONE_KINDS, "phone_role": PHONE_ROLES, "web_kind": WEB_KINDS,
                      "address_kind": ADDRESS_KINDS}  # fmt: skip


def words_of(column: str, lists: Mapping[str, Words]) -> Words | None:
    """The words of a column of ours; None where it takes any text."""
    name = re.sub(r"_[0-9]+", "", column)
    if values := _PART_LISTS.get(name):
        return {fold(value): value for value in values}
    return lists.get("confidence" if name.endswith("_confidence") else name)


def _words(values: Mapping[str, Sequence[str]]) -> Words:
    words = {fold(label): id for id, labels in values.items() for label in labels}
    return words | {fold(id): id for id in values}
