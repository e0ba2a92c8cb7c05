"""The words, folded, by which `search.person` reads whom a query is about."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ADULT: Final = 18
"""Years from which somebody is an adult."""
MALE: Final = _words(
    "boy boys lad lads sons stepson grandson nephew brother man men guy guys dude male males"
    " fellow fella gentleman husband husbands garcon garcons garconnet fils neveu frere homme"
    " hommes gars monsieur mari masculin arrivant"
)
UNCLES: Final = _words("uncle uncles grandpa grandfather oncle oncles grandpere papi")
FEMALE: Final = _words(
    "girl girls schoolgirl daughter daughters stepdaughter granddaughter niece sister woman women"
    " lady ladies female females wife wives pregnant fille filles fillette fillettes soeur femme"
    " femmes dame dames madame epouse enceinte cliente clientes feminin"
)
AUNTS: Final = _words("aunt aunts auntie grandma grandmother kokum kookum tante tantes mamie")
MINORS: Final = _words(
    "boy boys lad lads girl girls schoolgirl daughter stepson stepdaughter grandson granddaughter"
    " garcon garcons garconnet fille filles fillette fillettes fils child kid teen teens teenager"
    " teenagers teenage preteen tween minor underage toddler infant student pupil adolescent"
    " adolescents adolescente adolescentes ado ados enfant mineur mineure mineurs mineures eleve"
    " preado"
)
ADULTS: Final = (
    _words(
        "man men woman women lady ladies gentleman fellow fella husband husbands wife wives homme"
        " hommes femme femmes dame madame monsieur mari epouse adult adults adulte adultes"
    )
    | UNCLES
    | AUNTS
)
ELDERS: Final = _words("elder senior seniors aine ainee")
OLD: Final = frozenset(
    {("old", "lady"), ("old", "woman"), ("elderly", "woman"), ("vieille", "dame"),
     ("vieille", "femme")}
)  # fmt: skip
"""What a woman says of her age, beside `ELDERS`; an old man is often who harms a child."""
YOUNG: Final = _words("young youth youths jeune jeunes")
TEEN: Final = _words("teen teenage ado ados adolescent adolescents")
TRANS: Final = _words(
    "trans transgender transgendered transgenre transsexuel transsexuelle nonbinary nonbinaire"
    " bispirituel bispirituelle bispirituels 2spirit twospirit enby 2slgbtqi 2elgbtqi"
)
PARTNERS: Final = _words(
    "husband wife boyfriend girlfriend bf gf partner spouse ex chum blonde mari femme epouse epoux"
    " conjoint conjointe copain copine man gars homme fiance"
)
MOTHERS: Final = _words("mother mom mum mere maman mama")
FATHERS: Final = _words("father dad pere papa")
CHILDREN: Final = _words(
    "children kids enfants kid child baby babies bebe bebes enfant toddler son sons daughter"
    " daughters fils fille filles boys girls grandsons granddaughters grandkids grandchildren"
)
GUARDIANS: Final = _words(
    "mom mum mommy mother moms mums dad daddy father dads stepdad stepfather stepmom stepmother"
    " parents parent uncle uncles grandpa grandfather coach teacher mere maman pere papa oncle"
    " parrain entraineur prof foster"
)
BEFORE_SON: Final = _words(
    "my his her our their a the s step foster old whose teen teenage young younger older little"
)
"""Words after which "son" is a boy: elsewhere it is French for "his" or "her"."""
STUDENTS: Final = _words("student students")
UNIVERSITIES: Final = _words("university uni college grad campus dorm")
ALONE: Final = _words(
    "seul seule monoparental alone separe separee divorce divorcee separated divorced widowed veuf"
    " veuve celibataire"
)
BESIDE_WHO_ASKS: Final = _words("de of from here ici dans in on")
"""Words behind a parent who asks: "mom of two", « maman dans une réserve »."""
LITTLE: Final = _words("petit little ti")
GAY_MAN: Final = _words("gai")
"""French for a gay man: « gaie » is said of a woman."""
GUYS: Final = _words("guy guys gars dude male")
MINE: Final = _words("my mon ma mes our notre nos")
THEIRS: Final = _words("his her their sa son ses leur leurs") | MINE
WHO_PAYS: Final = _words("i j je")
SAYS_I: Final = _words("i im ive id me myself j je jai jsuis chu moi m jme jlui")
LIVES_IN_CARE: Final = (
    "i live in a group home", "i live in a foster home", "i m in a group home",
    "im in a group home", "i m in foster care", "im in foster care", "my foster mom",
    "my foster dad", "my foster parents", "je vis en foyer", "je reste en foyer",
    "je suis en foyer", "je vis dans un foyer", "ma famille d accueil", "jsuis en foyer",
)  # fmt: skip
"""What a child says who lives in care."""
PROFESSIONALS: Final = _words(
    "worker workers teacher teachers nurse nurses counsellor counselor staff intervenant prof profs"
    " colleague colleagues collegue collegues supervisor coordinator"
    " intervenante intervenants enseignant enseignante professeur professeure travailleur employe"
    " travailleuse infirmier infirmiere employee officer officers agent agente agents"
)
SCHOOLS: Final = _words(
    "school ecole secondaire roblox robux minecraft fortnite grade gr7 gr8 gr9 gr10 gr11 gr12"
)
"""Where children are, and what they play."""
SAYS_HOW_I_AM: Final = SAYS_I | _words("want cant dont please pls plz svp")
"""With "I" left out: "cant tell my mom"."""
SAYS_SELF: Final = SAYS_I | {"my", "mes", "want"}
"""Words by which somebody says that they write of themselves."""
BEDS: Final = (" my room ", " my bedroom ", " my bed ", " ma chambre ", " mon lit ")
PLACEMENTS: Final = (
    " my group home ", " my placement ", " my foster ", " in care ", " my worker ", " my wrkr ",
    " my cfs worker ", " my cfs wrker ", " from group home ", " from grouphome ", " mon foyer ",
    " ma travailleuse sociale ", " ma famille d accueil ", " au foyer de groupe ",
    " dans mon placement ", " de mon placement ", " en foyer ", " en foye ",
    " en famille d accueil ",
)  # fmt: skip
"""What a child who lives in care says of it."""
EXPECTING: Final = _words("pregnant enceinte")
"""What is said of somebody and names nobody."""
AT_WORK: Final = (
    _words(
        "work works working travaille travaillons teach teaches class classe students eleves"
        " paper essay travail residential indian boarding day pensionnat supervise course training"
        " cours formation atelier workshop educateur educatrice educateurs educatrices"
    )
    | PROFESSIONALS - {"worker", "staff"}
    | {"our", "notre", "nos"}
)
"""Words of somebody who is at work with children, and of schools of long ago."""
OWN: Final = GUARDIANS | _words(
    "nudes nude pics pictures photo photos video videos body ex bf gf boyfriend girlfriend chum"
    " blonde phone cell school ecole"
)
"""What a child calls "my" who writes of themselves; a worker says "my client", "my caseload"."""
ARTICLES: Final = _words("a un une")
AS_A: Final = (["was", "a"], ["as", "a"], ["an", "altar"], ["j", "etais"])
"""Words before what somebody was long ago: "when i was a kid"."""
OF_ANOTHER: Final = _words("he she her his him hers il elle sa son ses lui")
ME: Final = _words("me m moi")
SELF: Final = (
    ("i", "am"),
    ("i", "m"),
    ("im",),
    ("je", "suis"),
    ("j", "suis"),
    ("jsuis",),
    ("chu",),
)
VIOLENT: Final = _words("ex violent violente abusive drunk saoul soule")
WITH: Final = _words("with avec w ak")
BY: Final = _words("by par from") | WITH
OLDER: Final = _words("older old age agee vieux plus")
THAN: Final = _words("older plus")
"""Those of them that compare somebody with the person who needs help."""
MEN: Final = frozenset({"men"})
WOMEN: Final = frozenset({"women"})
SMALL: Final = _words("a an un une the le la l young jeune little petit petite trans native only 1")
SEX_WORKERS: Final = ("sex workers", "sex worker", "travailleuses du sexe", "travailleuse du sexe")
"""Workers who are no professionals that help others."""
TEAMS: Final = frozenset({("our", "team"), ("notre", "equipe")})
CLIENTS: Final = _words("client clients cliente clientes")
WORKERS: Final = PROFESSIONALS | CLIENTS
CHARGES: Final = (
    "charged", "charges", "accused", "convicted", "probation", "arrested", "diversion",
    "accuse", "accusee", "accuses", "inculpe", "inculpee", "condamne", "condamnee",
    "busted for", "fait pogner", "fait arreter", "arrete par la police", "arretee par la police",
    "accusation", "accusations", "fait pincer", "faire pincer",
)  # fmt: skip
NOT_CHARGES: Final = (
    "probation officer", "probation officers", "probation worker", "agent de probation",
    "agente de probation", "agents de probation",
)  # fmt: skip
"""What has a word of a charge and is said of somebody else."""
BUYERS: Final = _words("john johns buyer buyers acheteur acheteurs prostitueur micheton")
PAYS: Final = _words(
    "buy buys buying bought pay pays paid paying purchase purchased acheter achete achetes achetent"
    " acheteur acheteurs paie paye payer paient"
)
SOLICITS: Final = _words("solicit soliciting solicited solliciter sollicite sollicitait")
BUYS: Final = PAYS | SOLICITS | _words("picking picked")
FOR: Final = _words("for pour")
ALL: Final = _words("the all les toutes tous des")
PLURALS: Final = _words("women men girls boys femmes hommes filles garcons")
BOUGHT: Final = _words("women woman girl girls femmes femme fille filles")
"""Whom somebody buys, after a word for buying and one of `FOR`."""
SOLD: Final = _words(
    "escort escorts escorte escortes prostitute prostitutes hooker hookers prostituee prostituees"
)
SEX: Final = SOLD | _words("sex sexe sexuel sexuels sexuelles sexuelle")
SEES: Final = _words("seeing visiting visit voir")
"""Words of who pays somebody of `SOLD`; a neighbour "saw hookers"."""
TREATS: Final = _words("treat treats treated respect respecter traite traiter")
