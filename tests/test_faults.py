"""Every fault that reading a directory file can find, as a person reads it."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT, Type
from resource_finder.directory import builtin, nodes, yaml_file
from resource_finder.directory.loader import check, load
from resource_finder.directory.nodes import DataError, Problem
from resource_finder.i18n import Translator
from resource_finder.model import Language

SOUND = """\
directory:
  title: {en: Small directory, fr: Petit répertoire}
  date: 2026-11-23
  region: manitoba
  urgent:
    - label: {en: DANGER, fr: URGENCE}
      text: {en: Call the police., fr: Appelez la police.}
      short: {en: DANGER, fr: URGENCE}
      service: helpline
      numbers: no
  support: [helpline]
  last_resort: [drop-in]
  cadence: {hotline: 90}
  guarded_places: [Point Douglas]
phases:
  - id: one
    title: {en: First, fr: Première}
    from: 2002-12
  - id: two
    title: {en: Second, fr: Deuxième}
    from: 2008-12-10
audiences:
  youth: {en: youth, fr: jeunes}
regions:
  canada: {en: Canada, fr: Canada}
  manitoba: {en: Manitoba, fr: Manitoba, within: canada}
languages:
  en: {en: English, fr: anglais}
topics:
  crisis: {en: crisis, fr: crise}
  housing: {en: housing, fr: logement}
sources:
  - id: page
    title: {en: A page, fr: Une page}
    kind: government
    date: 2026-01
notices:
  - id: duty
    origin: added
    name: {en: Duty, fr: Devoir}
    summary: {en: Report it., fr: Signalez-le.}
    topics: [crisis]
    confidence: confirmed
    checked: 2026-11-23
    sources: [{id: page, for: [what]}]
services:
  - id: helpline
    kind: hotline
    line: crisis
    origin: seed
    name: {en: Help line, fr: Ligne d’aide}
    aliases: [help]
    summary: {en: Someone to talk to., fr: Quelqu’un à qui parler.}
    audience: [youth]
    regions: [manitoba]
    languages: [en]
    phones:
      - number: 204-555-0100
        kind: voice
        confidence: confirmed
      - number: "686868"
        kind: text
        keyword: CONNECT
        confidence: limited
    police: not-stated
    status: current
    status_note: {en: Seen in 2026., fr: Vue en 2026.}
    confidence: confirmed
    checked: 2026-11-23
    sources: [{id: page, for: [number]}]
    topics: [crisis]
    related: [drop-in]
  - id: drop-in
    kind: program
    origin: added
    name: {en: Drop-in, fr: Halte}
    summary: {en: A room that is open., fr: Une salle ouverte.}
    details:
      - text: {en: It has beds., fr: Il y a des lits.}
        from: [page]
    notes:
      - {en: Ring the bell., fr: Sonnez.}
    audience: [youth]
    ages: {from: 11, to: 29}
    regions: [manitoba]
    phones:
      - number: 204-555-0199
        kind: voice
        confidence: confirmed
    addresses:
      - text: 250 Portage Avenue
        kind: walk-in
        source: page
    police: may-be-told
    status: current
    status_note: {en: Still open., fr: Toujours ouverte.}
    confidence: confirmed
    checked: 2026-11-23
    sources: [{id: page, for: [what]}]
    topics: [housing]
events:
  - id: 2010-02-opening
    origin: added
    date: 2010-02
    title: {en: The room opens, fr: Ouverture de la salle}
    summary: {en: It opens., fr: Elle ouvre.}
    topics: [housing]
    confidence: limited
    checked: 2026-11-23
    sources: [{id: page, for: [date]}]
vocabulary:
  - id: shelter
    en: [shelter]
    fr: [refuge]
    topics: [housing]
    services: [drop-in]
stop_words:
  en: [the]
"""

BESIDE = """\
services:
  - id: night-line
    kind: hotline
    line: crisis
    origin: added
    name: {en: Night line, fr: Ligne de nuit}
    summary: {en: Someone at night., fr: Quelqu’un la nuit.}
    audience: [youth]
    regions: [manitoba]
    phones:
      - number: 204-555-0142
        kind: voice
        confidence: confirmed
    police: not-stated
    status: current
    confidence: confirmed
    checked: 2026-11-23
    sources: [{id: page, for: [number]}]
    topics: [crisis]
"""

ADDRESSES = """\
    addresses:
      - text: 250 Portage Avenue
        kind: walk-in
        source: page
"""

HERE = "▸"
"""In a doctored file: the fault is told of the place behind this sign."""

SEE = "see docs/DIRECTORY.md for the form"
WRITE = "write them, or take the key out"
INVISIBLE = "take the invisible character out"
OUT = "take it out"
CONTACTS = "take its numbers, web addresses and places out"
PROTECTED = {ADDRESSES: "    place: confidential\n"}
"""The drop-in as a house that is kept secret."""

Fault = tuple[dict[str, str], str, str]
"""What is changed in the sound file, then what is said of it and how to mend it."""


def doctored(changes: dict[str, str], text: str = SOUND) -> str:
    """The text with each key, which stands in it once, replaced by its value."""
    for old, new in changes.items():
        assert text.count(old) == 1, f"{text.count(old)} times in the file: {old!r}"
        text = text.replace(old, new)
    return text


def placed(text: str) -> tuple[str, int, int]:
    """The text without its sign, and the line and column where the sign stood."""
    before, after = text.split(HERE)
    return before + after, before.count("\n") + 1, len(before) - before.rfind("\n")


def written(folder: Path, text: str, name: str = "directory.yaml") -> Path:
    """A file with this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def said(place: str, what: str, fix: str) -> str:
    """How one fault alone is told."""
    return f"{place}: {what}\n  fix: {fix}\n1 fault.\n"


SHAPE: dict[str, Fault] = {
    "a quotation mark that is never closed": (
        {"en: First": f"en: {HERE}'First"},
        "this is not valid YAML",
        "close the quotation mark that opens here",
    ),
    "two keys on a line": (
        {"  region: manitoba": f"  region: manitoba date{HERE}: x"},
        "this is not valid YAML",
        "look for a missing quotation mark, colon or space just before this place",
    ),
    "a raw bell": (
        {"DANGER, fr: URGENCE}\n      text": f"DÁNGER{HERE}\x07, fr: URGENCE}}\n      text"},
        "this file holds a character that YAML does not allow",
        INVISIBLE,
    ),
    "words where a list belongs": (
        {"aliases: [help]": f"aliases: {HERE}help"},
        "a list is expected here",
        SEE,
    ),
    "a list where words belong": (
        {"line: crisis": f"line: {HERE}[crisis]"},
        "words are expected here",
        SEE,
    ),
    "words where an entry belongs": (
        {"notices:\n": f"notices:\n  - {HERE}duty\n"},
        "keys and values are expected here",
        SEE,
    ),
    "words where two languages belong": (
        {"summary: {en: It opens., fr: Elle ouvre.}": f"summary: {HERE}It opens."},
        "words in both languages are expected here: en and fr",
        SEE,
    ),
    "a list where a name belongs": (
        {"name: {en: Duty, fr: Devoir}": f"name: {HERE}[Duty, Devoir]"},
        "words in both languages are expected here: en and fr",
        SEE,
    ),
    "a list where keys belong": (
        {"stop_words:\n  en: [the]": f"stop_words:\n  {HERE}- the"},
        "keys and values are expected here",
        SEE,
    ),
    "a key that is a list": (
        {"cadence: {": f"cadence: {{{HERE}[program]: 365, "},
        "a key must be a word",
        SEE,
    ),
    "an empty key": (
        {"cadence: {": f"cadence: {{{HERE}'': 365, "},
        "words are missing here",
        WRITE,
    ),
    "nothing behind a key": (
        {"      service: helpline": f"      service:{HERE}"},
        "words are missing here",
        WRITE,
    ),
    "null": (
        {"      service: helpline": f"      service: {HERE}null"},
        "words are missing here",
        WRITE,
    ),
    "a tilde": (
        {"      service: helpline": f"      service: {HERE}~"},
        "words are missing here",
        WRITE,
    ),
    "spaces only, read by two rules": (
        {"within: canada": f"within: {HERE}' '"},
        "words are missing here",
        WRITE,
    ),
    "a missing key": (
        {"  - id: duty\n    origin: added\n": f"  - {HERE}id: duty\n"},
        "missing key 'origin'",
        "add 'origin:'",
    ),
    "a missing key of a phone": (
        {"- number: 204-555-0199\n        kind: voice": f"- {HERE}number: 204-555-0199"},
        "missing key 'kind'",
        "add 'kind:'",
    ),
    "a key with a slip": (
        {"    police: not-stated": f"    police: not-stated\n    {HERE}hour:\n      en: day"},
        "unknown key 'hour'",
        "did you mean 'hours'?",
    ),
    "a key from elsewhere": (
        {"    police: not-stated": f"    police: not-stated\n    {HERE}zzz: 1"},
        "unknown key 'zzz'",
        OUT,
    ),
    "a key from elsewhere at the top": (
        {"stop_words:": f"{HERE}stopwords: {{}}\nstop_words:"},
        "unknown key 'stopwords'",
        "did you mean 'stop_words'?",
    ),
    "a third language": (
        {"fr: Appelez la police.": f"fr: Appelez la police., {HERE}de: Polizei"},
        "unknown key 'de'",
        OUT,
    ),
    "a doubled key": (
        {"    police: not-stated": f"    police: not-stated\n    {HERE}police: part"},
        "doubled key 'police'",
        "keep one of the two",
    ),
    "no French": (
        {"summary: {en: It opens., fr: Elle ouvre.}": f"summary: {HERE}{{en: It opens.}}"},
        "French is missing",
        "add 'fr:'",
    ),
    "no English": (
        {"summary: {en: It opens., fr: Elle ouvre.}": f"summary: {HERE}{{fr: Elle ouvre.}}"},
        "English is missing",
        "add 'en:'",
    ),
    "a long summary": (
        {"fr: Elle ouvre.": f"fr: {HERE}{'m' * 241}"},
        "this is too long",
        "at most 240 characters",
    ),
    "a very long value": (
        {"en: It has beds.": f"en: {HERE}{'m' * 4001}"},
        "this is too long",
        "at most 4000 characters",
    ),
    "a value that turns text around": (
        {"en: It opens.": f'en: {HERE}"It \\u202e opens."'},
        "a control character stands in this value",
        INVISIBLE,
    ),
    "a raw sign that turns text around": (
        {"en: It opens.": f"en: {HERE}It \u202e opens."},
        "a control character stands in this value",
        INVISIBLE,
    ),
    "a value that colours a terminal": (
        {"en: It opens.": f'en: {HERE}"It \\x1b[31m opens."'},
        "a control character stands in this value",
        INVISIBLE,
    ),
    "a value of several lines": (
        {"en: It opens.": f'en: {HERE}"It\\nopens."'},
        "a control character stands in this value",
        INVISIBLE,
    ),
    "a key that turns text around": (
        {"cadence: {": f'cadence: {{{HERE}"\\u202e": 365, '},
        "a control character stands in this value",
        INVISIBLE,
    ),
    "an anchor": (
        {"aliases: [help]": f"aliases: {HERE}&names [help]"},
        "anchors and aliases (& and *) are refused",
        "write the value out",
    ),
    "an alias": (
        {"aliases: [help]": f"aliases: {HERE}*names"},
        "anchors and aliases (& and *) are refused",
        "write the value out",
    ),
    "a tag": (
        {"fr: Elle ouvre.": f"fr: {HERE}!!python/name:os.system Elle ouvre."},
        "tags (!) are refused",
        "take it out, or quote the value",
    ),
    "a list without end": (
        {"aliases: [help]": f"aliases: {HERE}[{'help, ' * 1001}]"},
        "this is too long",
        "at most 1000 items",
    ),
    "twenty-five levels": (
        {"aliases: [help]": f"aliases: {'[' * 21}{HERE}[help]{']' * 21}"},
        "the file nests too deeply",
        SEE,
    ),
}

VALUES: dict[str, Fault] = {
    "a topic": (
        {"topics: [crisis]\n    related": f"topics: [{HERE}houzing]\n    related"},
        "unknown topic 'houzing'",
        "did you mean 'housing'?",
    ),
    "a topic far from any": (
        {"topics: [crisis]\n    related": f"topics: [{HERE}zzz]\n    related"},
        "unknown topic 'zzz'",
        "one of: crisis, housing",
    ),
    "a topic of a search word": (
        {"fr: [refuge]\n    topics: [housing]": f"fr: [refuge]\n    topics: [{HERE}crises]"},
        "unknown topic 'crises'",
        "did you mean 'crisis'?",
    ),
    "an audience": (
        {"audience: [youth]\n    ages": f"audience: [{HERE}youths]\n    ages"},
        "unknown audience 'youths'",
        "did you mean 'youth'?",
    ),
    "an audience of a search word": (
        {"fr: [refuge]": f"fr: [refuge]\n    audience: [{HERE}youths]"},
        "unknown audience 'youths'",
        "did you mean 'youth'?",
    ),
    "a region": (
        {"regions: [manitoba]\n    languages": f"regions: [{HERE}Manitoba]\n    languages"},
        "unknown region 'Manitoba'",
        "did you mean 'manitoba'?",
    ),
    "the region of the directory": (
        {"  region: manitoba": f"  region: {HERE}quebec"},
        "unknown region 'quebec'",
        "one of: canada, manitoba",
    ),
    "the region around a region": (
        {"within: canada": f"within: {HERE}canda"},
        "unknown region 'canda'",
        "did you mean 'canada'?",
    ),
    "a language": (
        {"languages: [en]": f"languages: [{HERE}English]"},
        "unknown language 'English'",
        "one of: en",
    ),
    "a status": (
        {"not-stated\n    status: current": f"not-stated\n    status: {HERE}curent"},
        "unknown word 'curent'",
        "did you mean 'current'?",
    ),
    "a line": (
        {"line: crisis": f"line: {HERE}crises"},
        "unknown word 'crises'",
        "did you mean 'crisis'?",
    ),
    "a kind of service": (
        {"kind: program": f"kind: {HERE}programme"},
        "unknown word 'programme'",
        "did you mean 'program'?",
    ),
    "an origin": (
        {"origin: seed": f"origin: {HERE}sead"},
        "unknown word 'sead'",
        "did you mean 'seed'?",
    ),
    "a confidence": (
        {"confidence: limited\n    police": f"confidence: {HERE}sure\n    police"},
        "unknown word 'sure'",
        "one of: confirmed, limited, unconfirmed",
    ),
    "police": (
        {"police: may-be-told": f"police: {HERE}maybe-told"},
        "unknown word 'maybe-told'",
        "did you mean 'may-be-told'?",
    ),
    "a kind of phone": (
        {"kind: text": f"kind: {HERE}texts"},
        "unknown word 'texts'",
        "did you mean 'text'?",
    ),
    "a way to verify": (
        {"keyword: CONNECT": f"keyword: CONNECT\n        verify: {HERE}dial"},
        "unknown word 'dial'",
        "one of: source",
    ),
    "a kind of web address": (
        {
            "    police: not-stated": "    web: [{address: a.example, confidence: limited,"
            f" kind: {HERE}sites}}]\n    police: not-stated"
        },
        "unknown word 'sites'",
        "did you mean 'site'?",
    ),
    "a kind of address": (
        {"kind: walk-in": f"kind: {HERE}walkin"},
        "unknown word 'walkin'",
        "did you mean 'walk-in'?",
    ),
    "a kind of source": (
        {"kind: government": f"kind: {HERE}goverment"},
        "unknown word 'goverment'",
        "did you mean 'government'?",
    ),
    "what a source supports": (
        {"for: [number]": f"for: [{HERE}numbers]"},
        "unknown word 'numbers'",
        "did you mean 'number'?",
    ),
    "a place": (
        {ADDRESSES: f"    place: {HERE}secret\n"},
        "unknown word 'secret'",
        "one of: city, confidential",
    ),
    "a name in one language": (
        {"aliases: [help]": f"one_name: {HERE}no-name"},
        "unknown word 'no-name'",
        "did you mean 'no-french-name'?",
    ),
    "yes or no": (
        {"numbers: no": f"numbers: {HERE}true"},
        "unknown word 'true'",
        "one of: no, yes",
    ),
    "no topic at all": (
        {"topics: [crisis]\n    related": f"topics: {HERE}[]\n    related"},
        "at least one is needed here",
        "one of: crisis, housing",
    ),
    "no source at all": (
        {"sources: [{id: page, for: [number]}]": f"sources: {HERE}[]"},
        "at least one source is needed here",
        "say where the fact stands",
    ),
    "a day that never was": (
        {"date: 2026-01\n": f"date: {HERE}2010-02-30\n"},
        "impossible date '2010-02-30'",
        "as in 2009-04-15, 2009-04 or 2009",
    ),
    "a thirteenth month": (
        {"from: 2002-12\n": f"from: {HERE}2002-13\n"},
        "impossible date '2002-13'",
        "as in 2009-04-15, 2009-04 or 2009",
    ),
    "a date in words": (
        {"date: 2026-01\n": f"date: {HERE}May 2010\n"},
        "impossible date 'May 2010'",
        "as in 2009-04-15, 2009-04 or 2009",
    ),
    "a month where a day is needed": (
        {"  date: 2026-11-23": f"  date: {HERE}2026-11"},
        "impossible date '2026-11'",
        "as in 2009-04-15",
    ),
    "an event whose id says another date": (
        {"id: 2010-02-opening": f"{HERE}id: 2010-03-opening"},
        "the id '2010-03-opening' does not begin with its date",
        "write '2010-02-...'",
    ),
    "a number with a digit too few": (
        {"number: 204-555-0100": f"number: {HERE}204-555-010"},
        "impossible phone number '204-555-010'",
        "ten digits with the area code, as in 1-866-345-9241; or 911, 988, 211",
    ),
    "a number with an area code of 0": (
        {"number: 204-555-0100": f"number: {HERE}004-555-0100"},
        "impossible phone number '004-555-0100'",
        "ten digits with the area code, as in 1-866-345-9241; or 911, 988, 211",
    ),
    "a number in digits no phone has": (
        {"number: 204-555-0100": f"number: {HERE}2٠4-555-0100"},
        "impossible phone number '2٠4-555-0100'",
        "ten digits with the area code, as in 1-866-345-9241; or 911, 988, 211",
    ),
    "a short code that nobody answers": (
        {"number: 204-555-0100": f'number: {HERE}"912"'},
        "impossible phone number '912'",
        "ten digits with the area code, as in 1-866-345-9241; or 911, 988, 211",
    ),
    "an age in words": (
        {"ages: {from: 11": f"ages: {{from: {HERE}eleven"},
        "'eleven' is not a whole number",
        "write digits",
    ),
    "an id with capitals": (
        {"id: shelter": f"id: {HERE}Shelter"},
        "'Shelter' cannot be an id",
        "lower-case letters, digits and single hyphens, as in 'cfs-report'",
    ),
}

RULES: dict[str, Fault] = {
    "the id of another service": (
        {
            "id: drop-in": f"id: {HERE}helpline",
            "related: [drop-in]": "related: [helpline]",
            "last_resort: [drop-in]": "last_resort: [helpline]",
            "services: [drop-in]": "services: [helpline]",
        },
        "doubled id 'helpline'",
        "give one of the two another id",
    ),
    "the id of an entry of another kind": (
        {
            "id: duty": f"id: {HERE}helpline",
        },
        "doubled id 'helpline'",
        "give one of the two another id",
    ),
    "the id of another source": (
        {"notices:": f"  - id: {HERE}page\n    title: Another\n    kind: law\nnotices:"},
        "doubled id 'page'",
        "give one of the two another id",
    ),
    "the id of another search word": (
        {"stop_words:": f"  - id: {HERE}shelter\nstop_words:"},
        "doubled id 'shelter'",
        "give one of the two another id",
    ),
    "a source that is cited": (
        {"{id: page, for: [number]}": f"{{id: {HERE}pages, for: [number]}}"},
        "no source has the id 'pages'",
        "did you mean 'page'?",
    ),
    "a source of a detail": (
        {"from: [page]": f"from: [{HERE}zzz]"},
        "no source has the id 'zzz'",
        "add it, or take this out",
    ),
    "a source of an address": (
        {"source: page": f"source: {HERE}zzz"},
        "no source has the id 'zzz'",
        "add it, or take this out",
    ),
    "an entry to see also": (
        {"related: [drop-in]": f"related: [{HERE}drop-out]"},
        "no entry has the id 'drop-out'",
        "did you mean 'drop-in'?",
    ),
    "an entry to see also, named like an alias": (
        {"related: [drop-in]": f"related: [{HERE}help]"},
        "no entry has the id 'help'",
        "did you mean 'helpline'?",
    ),
    "a service that came after": (
        {"police: not-stated": f"replaced_by: {HERE}zzz\n    police: not-stated"},
        "no entry has the id 'zzz'",
        "add it, or take this out",
    ),
    "a service to call instead": (
        {"police: may-be-told": f"police: may-be-told\n    instead: {HERE}helplin"},
        "no service has the id 'helplin'",
        "did you mean 'helpline'?",
    ),
    "an event to call instead": (
        {"police: may-be-told": f"police: may-be-told\n    instead: {HERE}2010-02-opening"},
        "no service has the id '2010-02-opening'",
        "add it, or take this out",
    ),
    "a service without a sure number to call instead": (
        {
            "0199\n        kind: voice\n        confidence: confirmed": (
                "0199\n        kind: voice\n        confidence: unconfirmed"
            ),
            "police: not-stated": f"police: not-stated\n    instead: {HERE}drop-in",
        },
        "'drop-in' carries no number to call",
        "name a service that has one, or write 'none'",
    ),
    "a service that one can only text to call instead": (
        {
            "0199\n        kind: voice": "0199\n        kind: text",
            "police: not-stated": f"police: not-stated\n    instead: {HERE}drop-in",
        },
        "'drop-in' carries no number to call",
        "name a service that has one, or write 'none'",
    ),
    "an office to call instead": (
        {
            "line: crisis": "line: office",
            "police: may-be-told": f"police: may-be-told\n    instead: {HERE}helpline",
        },
        "'helpline' is an emergency number, the police or an office",
        "name a line for the same people, or write 'none'",
    ),
    "an emergency number to call instead": (
        {
            "line: crisis": "line: emergency",
            "police: may-be-told": f"police: may-be-told\n    instead: {HERE}helpline",
        },
        "'helpline' is an emergency number, the police or an office",
        "name a line for the same people, or write 'none'",
    ),
    "the police to call instead": (
        {
            "police: not-stated": "police: part",
            "police: may-be-told": f"police: may-be-told\n    instead: {HERE}helpline",
        },
        "'helpline' is an emergency number, the police or an office",
        "name a line for the same people, or write 'none'",
    ),
    "a service of a search word": (
        {"services: [drop-in]": f"services: [{HERE}dropin]"},
        "no entry has the id 'dropin'",
        "did you mean 'drop-in'?",
    ),
    "an urgent service": (
        {"      service: helpline": f"      service: {HERE}helplin"},
        "no service has the id 'helplin'",
        "did you mean 'helpline'?",
    ),
    "a service of the wallet card": (
        {
            "last_resort: [drop-in]": "last_resort: [drop-in]\n"
            f"  wallet: [{{service: {HERE}zzz, label: {{en: To talk, fr: Pour parler}}}}]"
        },
        "no service has the id 'zzz'",
        "add it, or take this out",
    ),
    "an urgent service that is an event": (
        {"      service: helpline": f"      service: {HERE}2010-02-opening"},
        "no service has the id '2010-02-opening'",
        "add it, or take this out",
    ),
    "a service to talk to": (
        {"support: [helpline]": f"support: [{HERE}zzz]"},
        "no service has the id 'zzz'",
        "add it, or take this out",
    ),
    "a last resort": (
        {"last_resort: [drop-in]": f"last_resort: [{HERE}zzz]"},
        "no service has the id 'zzz'",
        "add it, or take this out",
    ),
    "the number of another entry": (
        {"number: 204-555-0199": f"{HERE}number: +1 (204) 555.0100"},
        "the number of 'helpline' stands here too",
        "keep it on one entry, and point to that entry under 'related'",
    ),
    "a hotline without a line": (
        {
            "- id: helpline": f"- {HERE}id: helpline",
            "    line: crisis\n": "",
        },
        "a hotline needs a line",
        "add 'line:' with one of: emergency, report, crisis, support, information, office",
    ),
    "a program with a line": (
        {
            "- id: drop-in": f"- {HERE}id: drop-in",
            "kind: program": "kind: program\n    line: crisis",
        },
        "only a hotline has a line",
        "take 'line' out",
    ),
    "a word to send by voice": (
        {"- number: 204-555-0199": f"- {HERE}number: 204-555-0199\n        keyword: HELP"},
        "only a text number has a word to send",
        "take 'keyword' out",
    ),
    "ages backwards": (
        {"ages: {from: 11, to: 29}": f"ages: {HERE}{{from: 29, to: 11}}"},
        "the ages run backwards",
        "the younger age stands under 'from'",
    ),
    "no age at all": (
        {"ages: {from: 11, to: 29}": f"ages: {HERE}{{}}"},
        "at least one age is needed here",
        "add 'from:' or 'to:'",
    ),
    "a region within itself": (
        {"within: canada": f"within: {HERE}manitoba"},
        "this region lies within itself, or within too many others",
        "name a wider region, or take this out",
    ),
    "phases out of order": (
        {"- id: one": f"{HERE}- id: one", "from: 2002-12\n": "from: 2009\n"},
        "the phases are not in order of time",
        "put the earliest first",
    ),
    "contacts of a former service": (
        {
            "- id: helpline": f"- {HERE}id: helpline",
            "police: not-stated\n    status: current": "police: not-stated\n    status: former",
        },
        "a former or announced service carries no contact",
        CONTACTS,
    ),
    "contacts of a service that is only announced": (
        {
            "- id: drop-in": f"- {HERE}id: drop-in",
            "may-be-told\n    status: current": "may-be-told\n    status: announced",
        },
        "a former or announced service carries no contact",
        CONTACTS,
    ),
    "an e-mail address of a former service": (
        {
            "- id: drop-in": f"- {HERE}id: drop-in",
            "    phones:\n      - number: 204-555-0199\n        kind: voice\n"
            f"        confidence: confirmed\n{ADDRESSES}": "    email: a@b.example\n",
            "police: may-be-told\n    status: current": "police: may-be-told\n    status: former",
        },
        "a former or announced service carries no contact",
        CONTACTS,
    ),
    "addresses of a protected place": (
        {
            "- id: drop-in": f"- {HERE}id: drop-in",
            "      - text: 250 Portage Avenue": "      - text: Thompson",
            "police: may-be-told": "place: city\n    police: may-be-told",
        },
        "a protected place has no address",
        "take 'addresses' out",
    ),
}

URGENT = SOUND[SOUND.index("  urgent:") : SOUND.index("  support:")]
RULES["no urgent lines"] = (
    {URGENT: "", "  title: {en: Small": f"  {HERE}title: {{en: Small"},
    "there are no urgent lines",
    "add 'urgent:' with the emergency and child protection lines",
)

ADVICE: dict[str, Fault] = {
    "a source without a date": (
        {"id: page\n": f"{HERE}id: page\n", "    date: 2026-01\n": ""},
        "this source has no date",
        "add 'date:', or say under 'dated:' what is known of it",
    ),
    "a name that is the same in both languages": (
        {"- id: drop-in": f"- {HERE}id: drop-in", "{en: Drop-in, fr: Halte}": "Halte"},
        "one name for both languages, without a reason",
        "add 'one_name:'",
    ),
    "a status that nothing supports": (
        {
            "- id: drop-in": f"- {HERE}id: drop-in",
            "    status_note: {en: Still open., fr: Toujours ouverte.}\n": "",
        },
        "a status without its evidence",
        "add 'status_note:'",
    ),
    "a service last seen long ago": (
        {"- id: drop-in": f"- {HERE}id: drop-in", "    ages:": "    last_seen: 2022-12\n    ages:"},
        "'current' needs evidence of 2023 or later",
        "write 'unknown' under 'status:'",
    ),
    "a service that is only announced": (
        {
            "- id: drop-in": f"- {HERE}id: drop-in",
            "    phones:\n      - number: 204-555-0199\n        kind: voice\n"
            f"        confidence: confirmed\n{ADDRESSES}": "",
            "may-be-told\n    status: current": "may-be-told\n    status: announced",
        },
        "what is only announced is not confirmed",
        "write 'unconfirmed' under 'confidence:'",
    ),
    "a number that may be wrong": (
        {
            "- id: helpline": f"- {HERE}id: helpline",
            "confidence: limited\n    police": ("confidence: unconfirmed\n    police"),
        },
        "an unconfirmed number without a note",
        "say why under 'notes:'",
    ),
}
"""What is no fault, but could be better."""

STANDS: dict[str, str] = {
    "en: A room that is open.": "en: {}",
    "fr: Une salle ouverte.": "fr: {}",
    "en: It has beds.": "en: {}",
    "en: Ring the bell.": "en: {}",
    "name: {en: Drop-in, fr: Halte}": "name: {}",
    "    ages: {from: 11, to: 29}": "    aliases: [{}]",
    "regions: [manitoba]\n    phones:\n      - number: 204-555-0199": (
        "regions: [manitoba]\n    languages_note: {{en: {}, fr: Halte}}\n"
        "    phones:\n      - number: 204-555-0199"
    ),
    "police: may-be-told": "operator: {}\n    police: may-be-told",
    "- number: 204-555-0199": "- note: {{en: {}, fr: Halte}}\n        number: 204-555-0199",
}
"""Where an address could slip into the drop-in: what stands there, and how it would."""

STREETS = (
    '"250 Portage Avenue"',
    '"Open at 12B, rue Main"',
    '"250\u00a0Portage Avenue"',
    '"At 250 North Main St. today"',
    '"R3C 0B1"',
    '"On 10th Street"',
)
WHEREABOUTS = (
    '"A house near the bridge"',
    '"Look across from the park"',
    '"In Point Douglas"',
    '"IN POINT\u00a0DOUGLAS"',
    '"On Selkirk Avenue"',
    '"À côté, en face de l’école"',
    '"Sur la rue Scotia"',
)


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A file without a fault."""
    return written(tmp_path, SOUND)


def all_of(*tables: dict[str, Fault]) -> list[object]:
    """The faults of tables, as parameters under their names."""
    return [pytest.param(*fault, id=name) for table in tables for name, fault in table.items()]


@pytest.mark.parametrize(("changes", "what", "fix"), all_of(SHAPE, VALUES, RULES))
def test_each_fault_says_where_it_is_and_how_to_mend_it(
    changes: dict[str, str], what: str, fix: str, tmp_path: Path, typed: Type
) -> None:
    """A curator reads the line and column of a fault, what it is and how to mend it."""
    text, line, column = placed(doctored(changes))
    path = written(tmp_path, text)
    answer = typed("check", str(path))
    assert (answer.out, answer.err, answer.code) == (
        said(f"{path}:{line}:{column}", what, fix),
        "",
        3,
    )


@pytest.mark.parametrize("street", STREETS)
@pytest.mark.parametrize(("old", "new"), STANDS.items())
@pytest.mark.parametrize("protected", [{}, PROTECTED], ids=["ordinary", "protected"])
def test_an_address_stands_under_addresses_alone(
    old: str, new: str, street: str, protected: dict[str, str], tmp_path: Path
) -> None:
    """No street address slips into the words about a service, so none is published by mistake."""
    text, *place = placed(doctored({old: new.format(HERE + street), **protected}))
    assert refusal(written(tmp_path, text)) == [(*place, "an address may not stand here", OUT)]


@pytest.mark.parametrize("whereabouts", WHEREABOUTS)
@pytest.mark.parametrize(("old", "new"), STANDS.items())
def test_nothing_says_where_a_protected_place_is(
    old: str, new: str, whereabouts: str, tmp_path: Path
) -> None:
    """No street, landmark or district leads a violent man to a house that is kept secret."""
    text, *place = placed(doctored({old: new.format(HERE + whereabouts), **PROTECTED}))
    what = "this says where a protected place is"
    assert refusal(written(tmp_path, text)) == [(*place, what, OUT)]


@pytest.mark.parametrize("whereabouts", WHEREABOUTS)
def test_an_ordinary_service_may_name_its_district(whereabouts: str, tmp_path: Path) -> None:
    """A drop-in that wants to be found may say which district it is in."""
    changes = {"en: Ring the bell.": f"en: {whereabouts}"}
    assert len(load(written(tmp_path, doctored(changes))).services) == 2


def in_english(problems: list[Problem]) -> list[tuple[object, ...]]:
    """Line, column, problem and fix of each fault."""
    translator = Translator(Language.EN)
    return [
        (p.line, p.column, translator.text(p.what, **p.values), translator.text(p.fix, **p.values))
        for p in problems
    ]


def refusal(path: Path) -> list[tuple[object, ...]]:
    """The faults of a file."""
    with pytest.raises(DataError) as caught:
        load(path)
    return in_english(caught.value.problems)


def test_an_address_in_a_protected_place_is_told_with_its_list(tmp_path: Path) -> None:
    """The address of a house that is kept secret is refused even under `addresses`."""
    changes = {
        "- id: drop-in": f"- {HERE}id: drop-in",
        "police: may-be-told": "place: city\n    police: may-be-told",
    }
    text, *place = placed(doctored(changes))
    line = text.split("\n").index("      - text: 250 Portage Avenue") + 1
    assert refusal(written(tmp_path, text)) == [
        (*place, "a protected place has no address", "take 'addresses' out"),
        (line, 15, "an address may not stand here", OUT),
    ]


@pytest.mark.parametrize(("changes", "what", "fix"), all_of(ADVICE))
def test_a_sound_file_may_be_advised(
    changes: dict[str, str], what: str, fix: str, tmp_path: Path
) -> None:
    """A curator who asks for more hears what a file without faults could do better."""
    text, *place = placed(doctored(changes))
    assert advice(written(tmp_path, text)) == [(*place, what, fix)]


def test_a_good_file_needs_no_advice(sound: Path) -> None:
    """A file that leaves nothing unsaid is let be."""
    assert advice(sound) == []


def advice(path: Path) -> list[tuple[object, ...]]:
    """The advice about a file, but for its invented numbers: every example here has some."""
    return [one for one in in_english(check(path).advice) if "made-up number" not in str(one[2])]


# --- numbers that no service can have ----------------------------------------------------------

UNLIKELY = {
    "1-900-555-1234": "'1-900-555-1234' is a premium-rate number (900 or 976)",
    "204-976-1234": "'204-976-1234' is a premium-rate number (900 or 976)",
    "1-204-555-0123": "'1-204-555-0123' is a made-up number (555-0100 to 555-0199)",
    "1-800-555-0199": "'1-800-555-0199' is a made-up number (555-0100 to 555-0199)",
}
NUMBER_FIX = "write the number that its source prints"
CHILD = "number: 1-866-345-9241"


@pytest.mark.parametrize(("number", "what"), UNLIKELY.items())
def test_a_copy_of_the_built_in_directory_holds_no_number_that_nobody_can_have(
    number: str, what: str, tmp_path: Path, typed: Type
) -> None:
    """A slip or a prank in the number to report a child harmed does not pass the check."""
    assert REAL.count(CHILD) == 1
    text, line, column = placed(REAL.replace(CHILD, f"number: {HERE}{number}"))
    path = written(tmp_path, text)
    answer = typed("check", str(path))
    assert (answer.out, answer.code) == (said(f"{path}:{line}:{column}", what, NUMBER_FIX), 3)


@pytest.mark.parametrize(("number", "what"), UNLIKELY.items())
def test_a_file_of_ones_own_is_only_advised_about_such_numbers(
    number: str, what: str, tmp_path: Path
) -> None:
    """An agency may try out its file with invented numbers; `--strict` says which they are."""
    text, *place = placed(doctored({"number: 204-555-0199": f"number: {HERE}{number}"}))
    path = written(tmp_path, text)
    assert load(path).header.built_in is False
    assert (*place, what, NUMBER_FIX) in in_english(check(path).advice)


@pytest.mark.parametrize("number", ["204-555-0200", "204-555-0099", "204-900-5551", "204-555-1234"])
def test_a_number_beside_those_ranges_is_let_be(number: str, tmp_path: Path) -> None:
    """Only the ranges that no service can have are named."""
    text, *place = placed(doctored({"number: 204-555-0199": f"number: {HERE}{number}"}))
    assert [
        one for one in in_english(check(written(tmp_path, text)).advice) if [*one[:2]] == place
    ] == []


def test_an_agency_s_file_beside_the_built_in_one_is_only_advised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the built-in directory may not hold, a file beside it may, whatever its name."""
    monkeypatch.chdir(tmp_path)
    written(tmp_path, BESIDE.replace("id: page", "id: seed"), "programs.yaml")
    path = Path("programs.yaml")
    assert load(also=[path]).services[-1].phones[0].number == "+12045550142"
    made_up = "'204-555-0142' is a made-up number (555-0100 to 555-0199)"
    assert (11, 17, made_up, NUMBER_FIX) in in_english(check(also=[path]).advice)


SILENT = (
    "the built-in directory must show the number of 'cfs-report' on every page",
    "give 'cfs-report' an urgent line, and a confirmed number",
)
URGENT = "      short: {en: CHILD HARMED, fr: ENFANT MALTRAITÉ}\n      service: cfs-report\n"


@pytest.mark.parametrize(
    "changes",
    [
        {URGENT: URGENT.replace("cfs-report", "cybertip")},
        {URGENT: f"{URGENT}      numbers: no\n"},
        {f"{CHILD}\n        kind: voice\n        confidence: confirmed":
         f"{CHILD}\n        kind: voice\n        confidence: unconfirmed"},
    ],
    ids=["another line", "without its number", "with a number that is not printed"],
)  # fmt: skip
def test_the_built_in_directory_always_shows_the_line_for_a_child(
    changes: dict[str, str], tmp_path: Path
) -> None:
    """Whatever else changes, every page of the built-in directory gives the number to report a
    child harmed."""
    text = REAL
    for old, new in changes.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    with pytest.raises(DataError) as caught:
        load(written(tmp_path, text))
    problems = [one[2:] for one in in_english(list(caught.value.problems))]
    # A line whose number is hidden cannot be called in place of others either.
    hidden = "'cfs-report' carries no number to call"
    assert [problem for problem in problems if problem[0] != hidden] == [SILENT]


def test_the_built_in_directory_is_known_without_its_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever takes the mark out of the directory that ships does not take the rules out."""
    text = REAL.replace("  built_in: yes\n", "").replace(CHILD, "number: 1-900-555-1234")
    path = written(tmp_path, text)
    monkeypatch.setattr(builtin, "path", lambda: path)
    with pytest.raises(DataError) as caught:
        load()
    assert [one[2] for one in in_english(list(caught.value.problems))] == [
        UNLIKELY["1-900-555-1234"]
    ]


# --- files that cannot be read -----------------------------------------------------------------


def empty(path: Path) -> None:
    """Nothing but a comment."""
    path.write_text("# nothing yet\n", encoding="utf-8")


def latin(path: Path) -> None:
    """French as an old program saves it."""
    path.write_bytes("topics:\n  crisis: détresse\n".encode("latin-1"))


def absent(_: Path) -> None:
    """No file."""


UNREADABLE: dict[str, tuple[Callable[[Path], None], str, str, str]] = {
    "empty": (empty, "", "the file is empty", "start from the form in docs/DIRECTORY.md"),
    "a folder": (
        Path.mkdir,
        "",
        "this is a folder, not a file",
        "name the YAML file inside it",
    ),
    "absent": (
        absent,
        "",
        "there is no such file",
        "check the path and that you may read the file",
    ),
    "a pipe": (
        os.mkfifo,
        "",
        "this is a pipe or a device, not a file",
        "save it as a file first",
    ),
    "not UTF-8": (latin, ":2:1", "the file is not UTF-8", "save it again as UTF-8"),
}


@pytest.mark.parametrize(
    ("make", "where", "what", "fix"), UNREADABLE.values(), ids=list(UNREADABLE)
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    make: Callable[[Path], None], where: str, what: str, fix: str, tmp_path: Path, typed: Type
) -> None:
    """Someone who names the wrong file learns what is wrong with it, and sees no traceback."""
    path = tmp_path / "directory.yaml"
    make(path)
    answer = typed("check", str(path))
    assert (answer.out, answer.err, answer.code) == (said(f"{path}{where}", what, fix), "", 3)


@pytest.mark.parametrize("name", ["sound.yaml/inside.yaml", "x" * 300], ids=["inside", "long"])
def test_a_path_that_leads_nowhere_is_refused_in_a_sentence(
    name: str, tmp_path: Path, typed: Type
) -> None:
    """A path that no file can have is told like any other file that cannot be read."""
    written(tmp_path, SOUND, "sound.yaml")
    answer = typed("check", str(tmp_path / name))
    fix = "check the path and that you may read the file"
    assert (answer.out, answer.code) == (
        said(str(tmp_path / name), "the file cannot be read", fix),
        3,
    )


def test_a_file_that_others_may_not_read_is_refused_in_a_sentence(
    sound: Path, typed: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Someone without the right to read a file is told to see to that right."""
    opened = Path.open

    def closed(path: Path, *arguments: str, **named: str) -> object:
        if path == sound:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", closed)
    answer = typed("check", str(sound))
    fix = "check the path and that you may read the file"
    assert (answer.out, answer.code) == (said(str(sound), "the file cannot be read", fix), 3)


def test_a_huge_file_is_refused_in_a_sentence(
    sound: Path, typed: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of a size that no directory has is refused before it fills the memory."""
    size = sound.stat().st_size
    monkeypatch.setattr(yaml_file, "MAX_FILE_BYTES", size - 1)
    answer = typed("check", str(sound))
    fix = "split it; --also reads several files"
    assert (answer.out, answer.code) == (said(str(sound), "the file is over 10 MB", fix), 3)
    monkeypatch.setattr(yaml_file, "MAX_FILE_BYTES", size)
    assert typed("check", str(sound)).code == 0


# --- several faults, several files -------------------------------------------------------------

FIVE = {
    "  date: 2026-11-23": "  date: 2026-11-31",
    "id: duty": "id: Duty",
    "line: crisis": "line: crises",
    "topics: [crisis]\n    related: [drop-in]": "topics: [houzing]\n    related: [drop-out]",
}


def five(path: Path) -> str:
    """What is said of a file with five faults."""
    return (
        f"{path}:3:9: impossible date '2026-11-31'\n"
        "  fix: as in 2009-04-15\n"
        f"{path}:38:9: 'Duty' cannot be an id\n"
        "  fix: lower-case letters, digits and single hyphens, as in 'cfs-report'\n"
        f"{path}:49:11: unknown word 'crises'\n"
        "  fix: did you mean 'crisis'?\n"
        f"{path}:71:14: unknown topic 'houzing'\n"
        "  fix: did you mean 'housing'?\n"
        f"{path}:72:15: no entry has the id 'drop-out'\n"
        "  fix: did you mean 'drop-in'?\n"
        "5 faults.\n"
    )


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path, typed: Type) -> None:
    """A curator mends a file in one go, without a round for each fault."""
    path = written(tmp_path, doctored(FIVE))
    answer = typed("check", str(path))
    assert (answer.out, answer.err, answer.code) == (five(path), "", 3)


@pytest.mark.parametrize(
    "command",
    [["find", "crisis"], ["hotlines"], ["timeline"], ["show", "helpline"], ["list"],
     ["find", "crisis", "--format", "json"], ["list", "--format", "csv"]],
    ids=" ".join,
)  # fmt: skip
def test_a_command_that_meets_a_bad_file_answers_nothing(
    command: list[str], tmp_path: Path, typed: Type
) -> None:
    """Nobody is given an answer out of a file with faults: they stand on stderr, for people under
    the urgent lines."""
    path = written(tmp_path, doctored(FIVE))
    answer = typed(*command, "--directory", str(path))
    error = answer.err if "--format" in command else answer.error
    assert (answer.out, error, answer.code) == ("", five(path), 3)


def test_two_bad_files_are_told_together(tmp_path: Path, typed: Type) -> None:
    """Faults of several files are told at once, each under the name of its file."""
    first = written(tmp_path, doctored({"line: crisis": "line: crises"}), "a.yaml")
    second = written(tmp_path, "", "b.yaml")
    answer = typed("check", str(first), str(second))
    assert (answer.out, answer.code) == (
        f"{first}:49:11: unknown word 'crises'\n  fix: did you mean 'crisis'?\n"
        f"{second}: the file is empty\n  fix: start from the form in docs/DIRECTORY.md\n"
        "2 faults.\n",
        3,
    )


ALSO: dict[str, Fault] = {
    "an id of the directory": (
        {"id: night-line": f"id: {HERE}helpline"},
        "doubled id 'helpline'",
        "give one of the two another id",
    ),
    "a number of the directory": (
        {"number: 204-555-0142": f"{HERE}number: 204-555-0100"},
        "the number of 'helpline' stands here too",
        "keep it on one entry, and point to that entry under 'related'",
    ),
    "a source that neither has": (
        {"id: page": f"id: {HERE}leaf"},
        "no source has the id 'leaf'",
        "add it, or take this out",
    ),
    "a second header": (
        {"services:": f"{HERE}directory: {{}}\nservices:"},
        "unknown key 'directory'",
        OUT,
    ),
}


@pytest.mark.parametrize(("changes", "what", "fix"), all_of(ALSO))
def test_a_file_beside_the_directory_is_checked_against_it(
    changes: dict[str, str], what: str, fix: str, sound: Path, typed: Type
) -> None:
    """Entries that an agency keeps beside the directory may not clash with it."""
    text, line, column = placed(doctored(changes, BESIDE))
    path = written(sound.parent, text, "beside.yaml")
    answer = typed("list", "--directory", str(sound), "--also", str(path))
    assert (answer.out, answer.error, answer.code) == (
        "",
        said(f"{path}:{line}:{column}", what, fix),
        3,
    )


def test_a_file_alone_needs_a_header(tmp_path: Path, typed: Type) -> None:
    """A file to stand beside the directory cannot stand for it."""
    path = written(tmp_path, BESIDE)
    answer = typed("list", "--directory", str(path))
    first = answer.error.split("\n")[:2]
    assert (answer.out, answer.code, first) == (
        "",
        3,
        [f"{path}:1:1: missing key 'directory'", "  fix: add 'directory:'"],
    )


def test_a_sound_file_is_counted(sound: Path, typed: Type) -> None:
    """A curator sees that nothing is wrong, and that no entry was lost."""
    answer = typed("check", str(sound))
    assert (answer.out, answer.err, answer.code) == (
        f"{sound}: no fault. Hotlines: 1; programs: 1; events: 1; sources: 1.\n",
        "",
        0,
    )


def test_a_sound_file_beside_is_counted_with_the_directory(sound: Path, typed: Type) -> None:
    """Entries beside the directory count with it."""
    path = written(sound.parent, BESIDE, "beside.yaml")
    answer = typed("check", str(path), "--directory", str(sound))
    assert (answer.out, answer.err, answer.code) == (
        f"{path}: no fault. Hotlines: 2; programs: 1; events: 1; sources: 1.\n",
        "",
        0,
    )


# --- in French ---------------------------------------------------------------------------------

FRENCH_COMMANDS: dict[str, tuple[str, str]] = {
    "a topic": ("thème inconnu : « houzing »", "vouliez-vous dire « housing »?"),
    "a missing key": ("clé manquante : « origin »", "ajoutez « origin: »"),
    "a key from elsewhere": ("clé inconnue : « zzz »", "retirez cela"),
    "a doubled key": ("clé en double : « police »", "gardez-en une seule"),
    "a third language": ("clé inconnue : « de »", "retirez cela"),
    "no French": ("le français manque", "ajoutez « fr: »"),
    "a long summary": ("c’est trop long", "au plus 240 caractères"),
    "two keys on a line": (
        "ce n’est pas du YAML valide",
        "cherchez un guillemet, un deux-points ou une espace qui manque juste avant cet endroit",
    ),
    "a day that never was": (
        "date impossible : « 2010-02-30 »",
        "comme 2009-04-15, 2009-04 ou 2009",
    ),
    "a number with a digit too few": (
        "numéro de téléphone impossible : « 204-555-010 »",
        "dix chiffres avec l’indicatif régional, comme 1 866 345-9241; ou 911, 988, 211",
    ),
    "the number of another entry": (
        "le numéro de « helpline » figure aussi ici",
        "gardez-le sur une seule fiche et renvoyez-y sous « related »",
    ),
    "an urgent service": (
        "aucun service n’a l’identifiant « helplin »",
        "vouliez-vous dire « helpline »?",
    ),
    "contacts of a former service": (
        "un ancien service ou un service annoncé ne porte aucune coordonnée",
        "retirez ses numéros, ses adresses Web et ses lieux",
    ),
    "ages backwards": ("les âges sont à l’envers", "l’âge le plus jeune va sous « from »"),
}

KEPT = frozenset({"date", "impossible", "service", "long", "YAML"})
"""Words that are spelled alike in both languages."""


@pytest.mark.parametrize("name", FRENCH_COMMANDS)
def test_faults_are_told_in_french(name: str, tmp_path: Path, typed: Type) -> None:
    """Someone who works in French reads a fault in French, with no English word left in it."""
    changes, *english = {**SHAPE, **VALUES, **RULES}[name]
    what, fix = (sentence.replace(" :", "\u00a0:") for sentence in FRENCH_COMMANDS[name])
    text, line, column = placed(doctored(changes))
    path = written(tmp_path, text)
    answer = typed("--lang", "fr", "check", str(path))
    told = answer.out.replace("«\u00a0", "« ").replace("\u00a0»", " »")
    assert (told, answer.code) == (
        f"{path}:{line}:{column}: {what}\n  correction\u00a0: {fix}\n1 erreur.\n",
        3,
    )
    left = own_words(" ".join(english)) & own_words(f"{what} {fix}")
    assert left <= KEPT


def own_words(sentence: str) -> set[str]:
    """The words of a sentence, without those that it quotes."""
    return set(re.findall(r"[^\W\d_]{3,}", re.sub(r"'[^']*'|« [^»]* »", "", sentence)))


def test_a_bad_file_is_told_in_french_on_stderr(tmp_path: Path, typed: Type) -> None:
    """A search in French that meets a bad file says so in French."""
    path = written(tmp_path, doctored({"line: crisis": "line: crises"}))
    answer = typed("chercher", "crise", "--lang", "fr", "--directory", str(path))
    told = answer.error.replace("\u00a0", " ")
    assert (answer.out, told, answer.code) == (
        "",
        f"{path}:49:11: mot inconnu : « crises »\n"
        "  correction : vouliez-vous dire « crisis »?\n"
        "1 erreur.\n",
        3,
    )


# --- nothing is left out -----------------------------------------------------------------------


def test_every_sentence_about_a_fault_has_its_example_here() -> None:
    """Whoever adds a rule for directory files shows here what people read when it is broken."""
    home = Path(nodes.__file__).parent
    marked = {
        node.args[0].value
        for name in ("yaml_file", "nodes", "schema", "loader")
        for node in ast.walk(ast.parse((home / f"{name}.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "N_"
        and isinstance(node.args[0], ast.Constant)
    }
    tables = (SHAPE, VALUES, RULES, ADVICE)
    shown = [s for table in tables for _, *pair in table.values() for s in pair]
    shown += [s for _, _, *pair in UNREADABLE.values() for s in pair]
    shown += [
        "an address may not stand here", "this says where a protected place is",
        "the file cannot be read", "the file is over 10 MB", "split it; --also reads several files",
        # The rest is measured in test_hostile.py.
        "the file holds too many values", "too many faults: reading stopped here",
        "mend these, then check again",
        *UNLIKELY.values(), NUMBER_FIX, *SILENT,
        # And this is about the files of the program, in test_package.py.
        "this file is missing, or it is not the one that was installed",
        "install resource-finder again",
    ]  # fmt: skip
    patterns = {s: re.compile(re.sub(r"\\{\w+\\}", ".*", re.escape(s))) for s in map(str, marked)}
    missing = {s for s, p in patterns.items() if not any(p.fullmatch(one) for one in shown)}
    assert missing == set()


# --- whatever a hand may do to a file ----------------------------------------------------------

ODD = "\0\x07\x1b\x85\u00a0\u200b\u202e\u2028\ufeff\ufffe😀é٣\t\n\r :-?[]{},&*!|>'\"%@`#~<\\0a"
REAL = (ROOT / "data" / "programs.yaml").read_text(encoding="utf-8")


@st.composite
def slips(draw: st.DrawFn, text: str) -> str:
    """A text after some slips of a hand: pieces lost, doubled, swapped or typed over."""
    for _ in range(draw(st.integers(1, 4))):
        whole_lines = draw(st.booleans())
        parts: list[str] = text.splitlines(keepends=True) if whole_lines else list(text)
        start, other = (draw(st.integers(0, len(parts))) for _ in range(2))
        end = start + draw(st.integers(0, 6 if whole_lines else 40))
        piece = parts[start:end]
        slip = draw(st.sampled_from(["delete", "double", "swap", "insert"]))
        if slip == "delete":
            parts[start:end] = []
        elif slip == "double":
            parts[end:end] = piece
        elif slip == "swap":
            parts[start:end] = []
            parts[other:other] = piece
        else:
            parts[start:start] = [draw(st.text(ODD, min_size=1, max_size=12))]
        text = "".join(parts)
    return text


def survives(path: Path, text: str) -> None:
    """Reading the text gives a directory, or faults that lie within it and can be told."""
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        load(path)
    except DataError as error:
        lines = text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + 1
        translators = [Translator(language) for language in Language]
        for problem in error.problems:
            assert 0 <= problem.line <= lines
            assert all(
                translator.text(problem.what, **problem.values) for translator in translators
            )
            assert all(translator.text(problem.fix, **problem.values) for translator in translators)


@settings(max_examples=6, deadline=None, derandomize=True)
@given(text=slips(REAL))
def test_no_slip_in_the_real_directory_ends_in_a_traceback(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever a curator does to the directory by mistake, the tool answers in sentences."""
    survives(tmp_path_factory.getbasetemp() / "real.yaml", text)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(text=slips(SOUND))
def test_no_slip_in_a_small_directory_ends_in_a_traceback(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever an agency does to its own small file, the tool answers in sentences."""
    survives(tmp_path_factory.getbasetemp() / "small.yaml", text)
