"""Reads the short and glued words of text messages: "2nite", "some1", "jveux", "chu", "makin",
"kidshelpphone".

What the directory or its vocabulary knows as it stands is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

from resource_finder.search.index import Index
from resource_finder.search.spelling import place_in_one_word
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
    unalive=suicide unaliving=suicide unalived=suicide smthn=something smth=something
    jveux=je_veux jveu=je_veux jpeux=je_peux jsuis=je_suis chu=je_suis chui=je_suis jsui=je_suis
    jsp=je_sais_pas jsais=je_sais jai=j_ai jvais=je_vais jme=je_me jmen=je_m_en jte=je_te jle=je_le
    jla=je_la jfais=je_fais jcherche=je_cherche jpense=je_pense jtrouve=je_trouve jviens=je_viens
    jveut=je_veux jdois=je_dois jaimerais=j_aimerais kesse=qu_est_ce kess=qu_est_ce
    keske=qu_est_ce_que ske=ce_que jusqua=jusqu_à ak=avec avk=avec ds=dans dla=de_la pcq=parce_que
    pck=parce_que pk=pourquoi pkoi=pourquoi qd=quand qqn=quelqu_un kelkun=quelqu_un qqun=quelqu_un
    tlm=tout_le_monde bcp=beaucoup tjrs=toujours tjr=toujours auj=aujourd_hui ajd=aujourd_hui
    mtn=maintenant asteur=maintenant dsl=désolé rdv=rendez_vous tk=en_tout_cas
    koi=quoi moe=moi toe=toi pu=plus pus=plus mm=même
    nite=night nites=nights 2night=tonight tn=tonight somone=someone sumone=someone sum=some
    sumthing=something somthing=something sumthin=something abt=about r=are frm=from iam=i_am
    hav=have wud=would cud=could shud=should dnt=dont becuz=because bcuz=because bcz=because
    tryna=trying_to lemme=let_me imma=i_will finna=going_to gurl=girl grl=girl skool=school
    preg=pregnant prego=pregnant bday=birthday addy=address fam=family sis=sister oded=overdosed
    oding=overdosing
    chus=je_suis jss=je_suis jpeu=je_peux jai=j_ai g=j_ai javais=j_avais jetais=j_étais
    jaurais=j_aurais jen=j_en jy=j_y jarrive=j_arrive jarrete=j_arrête jhabite=j_habite jlai=je_l_ai
    cest=c_est cki=c_est_qui sest=s_est mest=m_est quil=qu_il quils=qu_ils quon=qu_on dici=d_ici
    daide=d_aide dargent=d_argent decole=d_école lecole=l_école lhopital=l_hôpital
    pi=puis tt=tout tte=toute ki=qui kan=quand kel=quel kom=comme psk=parce_que
    paske=parce_que qqch=quelque_chose qqc=quelque_chose kekchose=quelque_chose kek=quelque
    kelke=quelque qq1=quelqu_un tjs=toujours lgtps=longtemps tps=temps tlmt=tellement
    vrmt=vraiment mwa=moi twa=toi ptite=petite ptit=petit dehor=dehors fds=fin_de_semaine
    fent=fentanyl yest=il_est
    pa=pas sui=suis copz=cops sat=saturday blok=block grls=girls fai=fait
    batre=battre apeler=appeler wana=want_to b=be nvr=never jus=just ned=need sista=sister
    bro=brother comin=coming dir=dire anonim=anonyme preggo=pregnant
    depui=depuis dpuis=depuis fer=faire fair=faire cmt=comment cmnt=comment
    num=numéro nimero=numéro prob=problème ts=travailleuse_sociale
    polis=police boi=boit che=chez nou=nous vou=vous vivr=vivre enfan=enfant avan=avant tou=tout
    argen=argent adres=adresse logemen=logement urjence=urgence malad=malade drog=drogue
    copin=copain bezoin=besoin bsoin=besoin foto=photo fotos=photos jamai=jamais osi=aussi
    ossi=aussi repon=répond repond=répond persone=personne kome=comme avek=avec vieu=vieux
    rouj=rouge keski=qu_est_ce_qui lepas=le_pas thepas=the_pas alot=a_lot
    rpond=répond frer=frère bak=back
    dat=that dey=they wit=with wen=when wher=where wer=where ther=there enuf=enough
    nuthin=nothing frend=friend frnd=friend mounty=mountie hlp=help halp=help hous=house nxt=next
    wrker=worker wrkr=worker workr=worker yth=youth kidz=kids boyz=boys girlz=girls
    drugz=drugs sheltr=shelter shltr=shelter fostr=foster emerg=emergency cuz=because
    coz=because cos=because rprt=report
    """
)
"""Words of text messages, folded where they are looked up, with what they stand for."""

_ELIDED: Final = re.compile(r"j([bcdfghklmnpqrstvwxz]\w{2,})")
"""« je » before a verb without its vowel and space: « jdors », « jpleure »."""
_BETWEEN_WORDS: Final = {"2": "to", "4": "for", "w": "with", "n": "and", "pr": "pour"}
"""Signs that are words between two others: "a place 2 stay"."""
_VOWELS: Final = "aeiouyh"
"""Letters before which « ne » is « n’ »."""
_AFTER_A_NAME: Final = ("spirit", "spirited", "card")
"""Words before which such a sign is a part of a name: "2 spirit", "PR card"."""
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


def spelled_out(words: Sequence[str]) -> list[str]:
    """Folded words with the long forms of those of text messages, whatever a directory knows."""
    return [part for word in words for part in fold(_LONG_FORMS.get(word, word)).split("_")]


def _long_form(words: Sequence[str], position: int, index: Index) -> list[str]:
    word, folded = words[position], fold(words[position])
    before, after = words[max(0, position - 1) : position], words[position + 1 : position + 2]
    if folded in _BETWEEN_WORDS and before and after and (before[0] + after[0]).isalpha():
        return [word if _is_itself(folded, fold(after[0])) else _BETWEEN_WORDS[folded]]
    if folded == "ma" and after and fold(after[0]).startswith(_HARMED_ME):
        return ["m", "a"]
    if folded in _LONG_FORMS:
        return _LONG_FORMS[folded].split("_")
    if index.has_word(folded) or not folded.isalpha():
        return [word]
    if elided := _ELIDED.fullmatch(folded):
        return ["je", elided[1]]
    if len(folded) < 2 * _MIN_PART:
        return [word]
    forms = (_unglued, _full_ending, place_in_one_word)
    return next((found for form in forms if (found := form(folded, index))), [word])


def _is_itself(sign: str, after: str) -> bool:
    """Whether a sign stays before this word: that of a name, and the « n » of « n’écoute pas »."""
    return after in _AFTER_A_NAME or (sign == "n" and after[0] in _VOWELS)


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
    """A word with the ending that was shortened or that sounds alike: "makin" is "making", "kickd"
    is "kicked", "pillz" is "pills"."""
    endings = (("in", "ing"), ("d", "ed"), ("z", "s"), ("z", ""))
    forms = (word.removesuffix(short) + full for short, full in endings if word.endswith(short))
    found = next((form for form in forms if index.has_word(form)), None)
    return [found] if found else None
