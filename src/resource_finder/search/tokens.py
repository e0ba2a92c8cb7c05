"""Words as search sees them: folded (case, accents, apostrophes, ligatures) and stemmed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

import Stemmer

from resource_finder.model import Language

_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "ʼ": "'", "‘": "'"})
_WORD: Final = re.compile(r"\w+(?:'\w+)*")
_SPELLED_OUT: Final = re.compile(r"\b(\d)-(\d)-(\d)\b")
_STEMMERS: Final = {
    Language.EN: Stemmer.Stemmer("english"),
    Language.FR: Stemmer.Stemmer("french"),
}

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
"""Words of the directory whose endings meet most rules of the two stemmers. Versions of PyStemmer
differ in a few words, and name themselves wrongly: 3.0.0 says that it is 2.0.1."""


def probe() -> bytes:
    """The stems of some fixed words: other bytes where a stemmer takes words apart differently."""
    stems = (s for stemmer in _STEMMERS.values() for s in stemmer.stemWords(_PROBES.split()))
    return " ".join(stems).encode()


def fold(text: str) -> str:
    """Lower case, without accents, ligatures opened, one kind of apostrophe."""
    opened = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    return "".join(c for c in opened if not unicodedata.combining(c)).translate(_LIGATURES)


def spelled(text: str) -> list[str]:
    """The words of a text as written, in order; apostrophes part words, "9-8-8" is one."""
    # One sign may stand for several words, such as U+FDFA; "½" is three characters, not one word.
    opened = unicodedata.normalize("NFKC", text).translate(_LIGATURES)
    plain = _SPELLED_OUT.sub(r"\1\2\3", opened)
    return [part for word in _WORD.findall(plain) for part in word.split("'")]


def joined(text: str) -> list[str]:
    """Words with an apostrophe as a hurried hand types them: "Tracia's" is also "tracias"."""
    return [fold(w).replace("'", "") for w in _WORD.findall(text.translate(_LIGATURES)) if "'" in w]


@lru_cache(maxsize=65_536)
def stems(word: str, language: Language) -> tuple[str, ...]:
    """The stems of a word in one language, with and without its accents, marked "e_" or "f_"."""
    stem, N_ = _STEMMERS[language].stemWord, f"{language[0]}_"
    lower = word.lower()
    return tuple(dict.fromkeys((N_ + fold(stem(lower)), N_ + stem(fold(lower)))))


def tokens(text: str, language: Language) -> list[str]:
    """What the index keeps of a text: each word folded, and its stems in its own language."""
    kept = joined(text)
    for word in spelled(text):
        kept.append(fold(word))
        kept.extend(stems(word, language))
    return kept


def forms(word: str) -> dict[str, str]:
    """A word and its stems in both languages: token -> "word" or "stem"."""
    stemmed = {stem: "stem" for language in Language for stem in stems(word, language)}
    return {**stemmed, fold(word): "word"}
