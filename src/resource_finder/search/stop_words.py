"""The words of both languages that say nothing in any directory: no entry is found by them.

A directory may have more of them, under `stop_words`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from resource_finder.bilingual import Language
from resource_finder.header import Header

_WORDS: Final[Mapping[Language, str]] = {
    Language.EN: """
        a about after again all also am an and any are aren’t as at be because been before being but
        by can can’t could did didn’t do does doesn’t doing don’t each else even ever every for from
        had has hasn’t have haven’t having he he’s her here hers him his how i i’d i’ll i’m i’ve if
        in into is isn’t it it’s its just like many may me might mine more most much must my myself
        neither nor not now of off on once only or other our out over own please same she she’s
        should since so some somebody someone something such than that that’s the their them then
        there there’s these they they’re this those through to too until up upon us very was wasn’t
        we we’re well were what what’s when where which while who who’s whose why will with won’t
        would yet you your im ive dont cant
    """,
    Language.FR: """
        ai ainsi ait alors ans au aucun aucune aussi autre autres aux avais avait avant avec avez
        avoir avons à ça car ce ceci cela celle celles celui ces cet cette ceux chaque chez comme
        comment d’ dans de depuis des donc dont du elle elles en encore entre es est et eu eux
        étaient était été être il ils j’ j’ai je l’ la là laquelle le lequel les leur leurs lors
        lorsque lui m’ ma mais me mes même moi mon n’ ne ni non nos notre nous on ont ou où par
        parce pas pendant plus pour pourquoi puis qu’ quand que quel quelle quelles quelqu’un quels
        qui quoi s’ sa sans se selon sera ses si soit son sont sous suis sur t’ ta te tel telle tes
        toi ton toujours tous tout toute toutes très trop tu un une vers vos votre vous y c’est
        c’était c jai jsuis
    """,
}


def stop_words(header: Header) -> Iterator[tuple[Language, str]]:
    """The stop words of a directory, each after its language: those of both languages that every
    directory has, and its own."""
    for language in Language:
        for word in (*_WORDS[language].split(), *header.stop_words.get(language, ())):
            yield language, word
