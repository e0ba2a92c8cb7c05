"""Small directory files that the tests read, and ways to change them."""

from __future__ import annotations

from pathlib import Path

REPORT_NUMBER = "+18663459241"
"""The number to report a child harmed, which the urgent lines give: the one real number that many
tests look for. A sample is an invented number, 555-0100 to 555-0199."""
REPORT_DISPLAYED = {"en": "1-866-345-9241", "fr": "1\u00a0866\u00a0345-9241"}
WRONG_REPORT_NUMBER = "+18665550142"
"""An invented number in its place, as a damaged file would give it."""

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
    address: a.example/page
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

EXTRA_ENTRIES = """\
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

MARK = "▸"
"""In a changed file: the fault is reported at the position behind this sign."""


def apply_changes(changes: dict[str, str], text: str = SOUND) -> str:
    """The text with each key of `changes`, which must be in it once, replaced by its value."""
    for old, new in changes.items():
        assert text.count(old) == 1, f"{text.count(old)} times in the file: {old!r}"
        text = text.replace(old, new)
    return text


def locate_mark(text: str) -> tuple[str, int, int]:
    """The text without `MARK`, and the line and column where it was."""
    before, after = text.split(MARK)
    return before + after, before.count("\n") + 1, len(before) - before.rfind("\n")


def write_file(folder: Path, text: str, name: str = "directory.yaml") -> Path:
    """Write a file with this text; its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


OWN_ENTRY = """\
  - id: zebra-house
    kind: program
    origin: added
    name: {en: Zebra House, fr: Maison Zèbre}
    summary: {en: Beds for young people., fr: Des lits pour les jeunes.}
    audience: [youth]
    regions: [manitoba]
    phones: [{number: 204-555-0142, kind: voice}]
    police: not-stated
    checked: 2026-11-20
    topics: [safe-place]
    sources: [{id: zebra-page, for: [what, number]}]
"""
"""A service of an agency, as an item of `services`."""
OWN_SOURCE = """\
sources:
  - {id: zebra-page, title: Zebra, kind: operator, date: 2026-10, address: zebra.example/page}
"""
"""The source that it names."""
LAYER = """\
layer: {name: {en: Example Agency, fr: Agence Exemple}, short: EX, date: 2026-11-20}
report_to: {name: duty desk, phone: 204-555-0190, email: desk@agency.example}
urgent:
  label: {en: OUR WORKERS, fr: NOTRE PERSONNEL}
  text: {en: Call whoever is on duty first., fr: Appelez d’abord la personne de garde.}
corrections:
  - {id: drop-in, number: 204-555-0199, withdraw: wrong-number, since: 2026-11-24, by: duty desk}
"""
"""The file of an agency beside the sound one: it withdraws the number of the drop-in."""
REPLACING = LAYER + EXTRA_ENTRIES.replace(
    "    kind: hotline", "    replaces: drop-in\n    kind: hotline"
)
"""The same with a night line that replaces the drop-in."""
