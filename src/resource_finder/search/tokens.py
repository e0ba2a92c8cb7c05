"""Makes tokens: the full-text index stores those of each text, and a query is matched by its own.

A token is a folded word, or one of the others here, which begin with a prefix of two characters:

    runaway         a word, folded
    e_runaway       its stem in English; `f_` in French
    c_running_away  a concept of the vocabulary
    a_youth         an audience
    r_thompson      a region
    i_ray           an entry, by one of its names
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import Final, Literal, NamedTuple

import Stemmer

from resource_finder.bilingual import Language
from resource_finder.text import expand_ligatures, fold

MAX_PHRASE_WORDS: Final = 10
"""Words of the longest phrase that is looked up. Without a limit, a phrase of a thousand words in a
directory file would make the search for phrases in every text a thousand times slower."""


class MeaningKind(StrEnum):
    """What a phrase can mean; the index stores these values."""

    STOP_WORD = "stop word"
    """The phrase is too common to find an entry by."""
    AUDIENCE = "audience"
    """A concept without topics and services: it only says for whom a service is."""
    CONCEPT = "concept"
    """Any other concept of the vocabulary."""
    ENTRY = "entry"
    """An entry, by one of its names or aliases."""
    REGION = "region"


class Meaning(NamedTuple):
    """A meaning of a phrase: its kind, and the id of the concept, entry or region."""

    kind: MeaningKind
    id: str = ""


STOP_WORD: Final = Meaning(MeaningKind.STOP_WORD)

_PREFIXES: Final = {
    MeaningKind.AUDIENCE: "a_",
    MeaningKind.CONCEPT: "c_",
    MeaningKind.ENTRY: "i_",
    MeaningKind.REGION: "r_",
}
_STEM_PREFIXES: Final = {language: f"{language[0]}_" for language in Language}
_KINDS: Final = {prefix: kind for kind, prefix in _PREFIXES.items()}


def token_of(meaning: Meaning) -> str:
    """The token by which entries with this meaning are found. Raises KeyError for a stop word."""
    return _PREFIXES[meaning.kind] + meaning.id.replace("-", "_")


def kind_of(token: str) -> MeaningKind | None:
    """The kind of meaning that a token stands for; None for a word or a stem."""
    return _KINDS.get(token[:2])


def is_word(token: str) -> bool:
    """Whether a token is a folded word: every other token has a prefix."""
    return "_" not in token


def is_stem(token: str) -> bool:
    """Whether a token is the stem of a word in one of the languages."""
    return token[:2] in _STEM_PREFIXES.values()


Match = Literal["word", "stem", "concept", "correction", "beginning"]
"""How a token matches what was typed: as the same word, by its stem, by its meaning, as the
correction of a misspelt word, or as a longer word that begins with it."""

_WORD: Final = re.compile(r"\w+(?:'\w+)*")
_APOSTROPHES: Final = "'’ʼ‘"
_HYPHENATED_CODE: Final = re.compile(r"\b(\d)-(\d)-(\d)\b")
_STEMMERS: Final = {
    Language.EN: Stemmer.Stemmer("english", 0),
    Language.FR: Stemmer.Stemmer("french", 0),
}
"""Without a cache of their own: `stems` has one, and to fill another takes longer than to stem."""

_PROBES: Final = """
    aboriginal abortion absconding abuse abuser abusive accountability accueillants accueilli
    accueillies acts adolescent advisory aged aging agrees aimerais aimerait apartment application
    authority available awareness badly baladeuses business bâtiment bébé caregivers cell
    certificate chèque cinéma collaborative collectif collectivité collectivités collège
    connaissance coordinators coordonnateur coordonnateurs culturally cyberprédateur
    detoxification dette directions disappearance disappearances disparitions division donner
    données décrit décrétée délai déné dépasse dépendances eligible emergencies emergency
    empowering empowerment enforcement enlèvement entraînement envoyées equipment excès expensive
    experience expired exploitation expérience family festival fillettes fièvre fonctionnait
    fonctionnement football forensic foundation français française fridge frères fugueuses funding
    gardienne giving grade grandparent guidait guérir géré gérée habilitation hairdresser harcèle
    harcèlement helps homelessness identifiés ignores illness immigrant immobilière impayé
    important inappropriate incestueuse incestueux incorporated indicateur indicatif indicator
    indigenous infosanté initiatives interfered international interprète interprètes
    interprétation intervenante intervenants intimée introuvable intégré investigates
    investigations involuntary itinérance jamais knitting launched laveuse libelle ligne listing
    livre localités locateurs location lonely losing loyer lâcher lève maintien majorité medical
    mentionné mentionnée ministers modelled modelling moved municipales municipality médicaments
    métis métisse nightmares nièce nourriciers nouveaux nouvelles november numbers objectifs
    oeuvraient offenders operating opportunities optométriste ordinateur ordonnance organismes
    orthodontiste ouvrir parlera partie passeraient passez passées permanent permis personnes
    piégée placements planned postings precariously premières professionals promène prostitution
    protéger proxénétisme préfère préférez psychologique psychologist publication publicly
    purification pépé raisonnables reasonably recognizing recommendations recruitment relative
    relatives renouvellement renvoyait renvoyée requérant requérante reservation residents
    responders running ruraux règlement récupérer settings sobriété spirit stabilization stabilize
    staffed stairwells statistics stepparent suivantes surveiller swimming système testifying
    thèmes traditional transgendered translator traumatisme traumatized travaillant undocumented
    unhealthy uniter used vacation volunteers vérifiez webcaméra wedding wishes withdrawal witness
    witnesses worried writing yearly years éducatif
"""
"""Words of the directory that use most rules of the two stemmers. Versions of PyStemmer differ in a
few words, and 3.0.0 reports its version as 2.0.1: without a comparison of stems, a compiled index
could have other stems than a query."""


def probe() -> bytes:
    """The stems of some fixed words, to compare two versions of the stemmers."""
    stems = (s for stemmer in _STEMMERS.values() for s in stemmer.stemWords(_PROBES.split()))
    return " ".join(stems).encode()


def split_words(text: str) -> list[str]:
    """The words of a text as written, in order; an apostrophe separates words, "9-8-8" is one."""
    composed = text
    if not text.isascii():
        # First expand characters that mean several: "½" is "1⁄2", and U+FDFA is four words.
        composed = expand_ligatures(unicodedata.normalize("NFKC", text))
    if "-" in composed:
        composed = _HYPHENATED_CODE.sub(r"\1\2\3", composed)
    words = _WORD.findall(composed)
    return [p for word in words for p in word.split("'")] if "'" in composed else words


def fold_words(text: str) -> str:
    """The words of a text, folded, with one space between them."""
    return " ".join(map(fold, split_words(text)))


def joined_words(text: str) -> list[str]:
    """The words that have an apostrophe, folded and without it: "tracias" for "Tracia's"."""
    if not any(sign in text for sign in _APOSTROPHES):
        return []
    words = _WORD.findall(expand_ligatures(text))
    return [fold(word).replace("'", "") for word in words if "'" in word]


@lru_cache(maxsize=65_536)
def stems(word: str, language: Language) -> tuple[str, ...]:
    """The tokens of a word's stems in one language: the folded stem of the word, and the stem of
    the folded word; one token where both are the same."""
    stem, prefix = _STEMMERS[language].stemWord, _STEM_PREFIXES[language]
    lower, folded = word.lower(), fold(word)
    if lower == folded:
        return (prefix + stem(folded),)
    return tuple(dict.fromkeys((prefix + fold(stem(lower)), prefix + stem(folded))))


def text_tokens(text: str, language: Language) -> list[str]:
    """The tokens of a text: each word folded, and its stems in the language of the text."""
    tokens = joined_words(text)
    for word in split_words(text):
        tokens += (fold(word), *stems(word, language))
    return tokens


def word_tokens(word: str) -> dict[str, Match]:
    """The tokens of one word in both languages, each with how it matches the word."""
    tokens: dict[str, Match] = {
        stem: "stem" for language in Language for stem in stems(word, language)
    }
    return {**tokens, fold(word): "word"}
