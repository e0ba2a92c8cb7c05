"""Reads the short and glued words of text messages: "2nite", "some1", "jveux", "chu", "makin",
"kidshelpphone".

What the directory or its vocabulary knows as it stands is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

from resource_finder.search.index import Index
from resource_finder.search.tokens import MeaningKind
from resource_finder.text import fold


def _table(pairs: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in pairs.split())


_LONG_FORMS: Final = _table(
    """
    u=you ur=your ppl=people sum1=someone some1=someone sm1=someone smone=someone
    any1=anyone no1=nobody every1=everyone 2nite=tonight tonite=tonight 2day=today 2moro=tomorrow
    2morrow=tomorrow tmrw=tomorrow tmr=tomorrow b4=before gr8=great wat=what wut=what da=the
    rn=right_now atm=right_now wanna=want_to gonna=going_to gotta=have_to
    hafta=have_to thru=through luv=love tlk=talk txt=text txted=texted msg=message
    pics=pictures pix=pictures pic=picture fone=phone fon=phone agn=again
    bf=boyfriend gf=girlfriend bff=friend hubby=husband lil=little kms=kill_myself kys=kill_yourself
    unalive=kill smthn=something smth=something
    jveux=je_veux jveu=je_veux jpeux=je_peux jsuis=je_suis chu=je_suis chui=je_suis jsui=je_suis
    jsp=je_sais_pas jsais=je_sais jai=j_ai jvais=je_vais jme=je_me jmen=je_m_en jte=je_te jle=je_le
    jla=je_la jfais=je_fais jcherche=je_cherche jpense=je_pense jtrouve=je_trouve jviens=je_viens
    jveut=je_veux jdois=je_dois jaimerais=j_aimerais kesse=qu_est_ce kess=qu_est_ce
    keske=qu_est_ce_que ske=ce_que jusqua=jusqu_à ak=avec avk=avec ds=dans dla=de_la pcq=parce_que
    pck=parce_que pk=pourquoi pkoi=pourquoi qd=quand qqn=quelqu_un kelkun=quelqu_un qqun=quelqu_un
    tlm=tout_le_monde bcp=beaucoup tjrs=toujours tjr=toujours auj=aujourd_hui ajd=aujourd_hui
    mtn=maintenant asteur=maintenant dsl=désolé rdv=rendez_vous tk=en_tout_cas
    koi=quoi moe=moi toe=toi pu=plus pus=plus mm=même
    """
)
"""Words of text messages, folded where they are looked up, with what they stand for."""

_BETWEEN_WORDS: Final = {"2": "to", "4": "for", "w": "with", "n": "and"}
"""Signs that are words between two others: "a place 2 stay"."""
_NUMBERED: Final = ("spirit", "spirited")
_HARMED_ME: Final = (
    "frapp", "batt", "viol", "touch", "menac", "forc", "suiv", "gifl", "agress", "pouss",
)  # fmt: skip
"""Beginnings of what « ma frappé » says that somebody did to me: « m’a frappé »."""
_MIN_PART: Final = 3
"""Letters of each part of a glued name: with two, "together" is "to get her"."""
_MAX_GLUED: Final = 24
"""Letters of a glued word that is taken apart: a longer one has too many parts to try."""


def long_forms(words: Sequence[str], index: Index) -> list[str]:
    """The words of a query with their long forms in place of short and glued ones."""
    return [
        part for position, word in enumerate(words) for part in _long_form(words, position, index)
    ]


def _long_form(words: Sequence[str], position: int, index: Index) -> list[str]:
    word, folded = words[position], fold(words[position])
    before, after = words[max(0, position - 1) : position], words[position + 1 : position + 2]
    if folded in _BETWEEN_WORDS and before and after and (before[0] + after[0]).isalpha():
        return [_BETWEEN_WORDS[folded]] if after[0] not in _NUMBERED else [word]
    if folded == "ma" and after and fold(after[0]).startswith(_HARMED_ME):
        return ["m", "a"]
    if folded in _LONG_FORMS:
        return _LONG_FORMS[folded].split("_")
    if len(folded) < 2 * _MIN_PART or not folded.isalpha() or index.has_word(folded):
        return [word]
    return _unglued(folded, index) or _full_ending(folded, index) or [word]


def _unglued(word: str, index: Index) -> list[str] | None:
    """The words of a name or phrase that was typed as one word."""
    return next(
        (
            parts
            for count in (1, 2)
            for parts in _parts(word, count)
            if any(m.kind is not MeaningKind.STOP_WORD for m, _ in index.meanings(" ".join(parts)))
        ),
        None,
    )


def _parts(word: str, cuts: int) -> Iterator[list[str]]:
    """Every way to cut a word into parts of some letters each."""
    if len(word) > _MAX_GLUED:
        return
    for places in combinations(range(_MIN_PART, len(word) - _MIN_PART + 1), cuts):
        ends = (0, *places, len(word))
        parts = [word[a:b] for a, b in pairwise(ends)]
        if min(map(len, parts)) >= _MIN_PART:
            yield parts


def _full_ending(word: str, index: Index) -> list[str] | None:
    """A word with the ending that was shortened: "makin" is "making", "kickd" is "kicked"."""
    full = f"{word}g" if word.endswith("in") else f"{word[:-1]}ed" if word.endswith("d") else ""
    return [full] if full and index.has_word(full) else None
