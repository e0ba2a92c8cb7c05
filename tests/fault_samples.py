"""Every fault that a directory file can have: the change that causes it, and its message."""

from __future__ import annotations

from samples import ADDRESSES, MARK, SOUND

SEE = "see docs/DIRECTORY.md for the form"
LANGUAGE = "; an agency’s file may name its language once instead: 'language:' under 'layer:'"
"""What the fix of words alone ends with, where a text in both languages is expected."""
WRITE = "add it, or remove the key"
NOT_YAML = "this is not valid YAML"
BETWEEN = "put a comma between two keys, or quotation marks around a text that has a colon"
TWO_COLONS = (
    "write quotation marks around a text that has a colon, or begin a new line for a second key"
)
INVISIBLE = "remove the invisible character"
OUT = "remove it"
OPEN_MARKS = "the quotation marks of this text are part of it"
WHOLE = "write quotation marks around the whole text that this is a part of"
CONTACTS = "remove its numbers, web addresses and street addresses"
CLOSED = (
    "write the address of the page (example.org/page; example.org/ for a whole site), or say why "
    "not: 'no_address:' with one of: site-only, reference, withheld"
)
LINE_FIX = "did you mean 'crisis'? One of: crisis, emergency, information, office, report, support"
"""How to fix a line that is misspelt."""
PROTECTED = {ADDRESSES: "    place: confidential\n"}
"""The change that makes the place of the drop-in a secret."""


def _open(value: str) -> dict[str, str]:
    """The change that says when the drop-in is open."""
    return {"    police: may-be-told": f"    open: {value}\n    police: may-be-told"}


Fault = tuple[dict[str, str], str, str]
"""What is changed in the sound file, the message, and how to fix it."""

SHAPE: dict[str, Fault] = {
    "a quotation mark that is never closed": (
        {"en: First": f"en: {MARK}'First"},
        NOT_YAML,
        "close the quotation mark that opens here",
    ),
    "two keys on a line": (
        {"  region: manitoba": f"  region: manitoba date{MARK}: x"},
        NOT_YAML,
        TWO_COLONS,
    ),
    "a tab before a key": (
        {"    police: not-stated": f"{MARK}\tpolice: not-stated"},
        NOT_YAML,
        "replace the tab that stands here with spaces",
    ),
    "a no-break space before a key": (
        {"    police: not-stated": f"{MARK}\u00a0   police: not-stated"},
        NOT_YAML,
        "replace the no-break space that stands here with an ordinary space",
    ),
    "a colon inside a text of a pair": (
        {"summary: {en: It opens.,": f"summary: {{en: It opens{MARK}: early.,"},
        NOT_YAML,
        BETWEEN,
    ),
    "no comma between two keys": (
        {"ages: {from: 11, to: 29}": f"ages: {{from: 11 to{MARK}: 29}}"},
        NOT_YAML,
        BETWEEN,
    ),
    "no hyphen before an item in braces": (
        {"  - id: duty": f"  - {{id: one}}\n  {MARK}{{id: two}}\n  - id: duty"},
        NOT_YAML,
        "put a hyphen and a space before the brace of this line, as on the others",
    ),
    "a space before a key of the whole file": (
        {"\nservices:\n": f"\n{MARK} services:\n"},
        NOT_YAML,
        "delete the space at the beginning of this line",
    ),
    "no hyphen in a list of one": (
        {"notices:\n  - id: duty": f"notices:\n    {MARK}id: duty"},
        "a list is expected here",
        "put a hyphen and a space before each item",
    ),
    "ages in words": (
        {"ages: {from: 11, to: 29}": f"ages: {MARK}11 to 29 years"},
        "keys and values are expected here",
        "write '{from: 11, to: 29}'",
    ),
    "one age in words": (
        {"ages: {from: 11, to: 29}": f"ages: {MARK}16 ans et plus"},
        "keys and values are expected here",
        "write '{from: 16}'",
    ),
    "ages under French keys": (
        {"ages: {from: 11, to: 29}": f"ages: {{{MARK}de: 11, to: 29}}"},
        "unknown key 'de'",
        "did you mean 'from'?",
    ),
    "languages under another key": (
        {"    police: not-stated": f"    police: not-stated\n    {MARK}speaks: [en]"},
        "unknown key 'speaks'",
        "did you mean 'languages'?",
    ),
    "the day of a call beside its number": (
        {"    police: not-stated": f"    police: not-stated\n    {MARK}called: 2026-11-01"},
        "unknown key 'called'",
        "write it inside the braces of a number, beside 'number:'",
    ),
    "a replacement in a number": (
        {"- number: 204-555-0199\n": f"- number: 204-555-0199\n        {MARK}replaces: helpline\n"},
        "unknown key 'replaces'",
        "write it inside an entry, beside its 'id:'",
    ),
    "a line indented too far": (
        {"    police: not-stated": f"      {MARK}police: not-stated"},
        NOT_YAML,
        "let this line begin exactly below the line that it belongs beside",
    ),
    "a line indented too little": (
        {"    police: not-stated": f"   {MARK}police: not-stated"},
        NOT_YAML,
        "let this line begin exactly below the line that it belongs beside",
    ),
    "an apostrophe between apostrophes": (
        {"en: It has beds.": f"en: {MARK}'It doesn't.'"},
        NOT_YAML,
        "write full quotation marks, not single ones, around the text that begins here",
    ),
    "quotation marks inside a text": (
        {"en: It has beds.": f'en: {MARK}"It has "beds"."'},
        NOT_YAML,
        "the text that begins here needs a quotation mark at its end, and none inside it",
    ),
    "a quotation mark that the next text closes": (
        {"{en: Ring the bell., fr: Sonnez.}": f'{{en: {MARK}"Ring the bell., fr: "Sonnez."}}'},
        NOT_YAML,
        "the text that begins here needs a quotation mark at its end, and none inside it",
    ),
    "no comma between two texts": (
        {"{en: Ring the bell., fr: Sonnez.}": f'{{en: {MARK}"Ring the bell." fr: "Sonnez."}}'},
        NOT_YAML,
        "put a comma behind the text that begins here",
    ),
    "no space behind the colon of a key": (
        {"    police: not-stated": f"    {MARK}police:not-stated"},
        NOT_YAML,
        "put a space after the colon, or after the hyphen, of this line",
    ),
    "no space behind a hyphen": (
        {"  - id: duty": f"  {MARK}-id: duty"},
        NOT_YAML,
        "put a space after the colon, or after the hyphen, of this line",
    ),
    "no colon behind a key": (
        {"    police: not-stated": f"    {MARK}police not-stated"},
        NOT_YAML,
        "put a colon and a space after the first word of this line",
    ),
    "a brace that is never closed": (
        {"{en: Ring the bell., fr: Sonnez.}": f"{MARK}{{en: Ring the bell., fr: Sonnez."},
        NOT_YAML,
        "close the brace or the bracket that opens here",
    ),
    "a sign that no text may begin with": (
        {"en: It has beds.": f"en: {MARK}@night"},
        NOT_YAML,
        "write quotation marks around the whole text",
    ),
    "two values without a comma": (
        {"aliases: [help]": f"aliases: [[help] {MARK}more]"},
        NOT_YAML,
        "look for a missing quotation mark, colon or space just before this place",
    ),
    "a raw bell": (
        {"DANGER, fr: URGENCE}\n      text": f"DÁNGER{MARK}\x07, fr: URGENCE}}\n      text"},
        "this file contains a character that YAML does not allow",
        INVISIBLE,
    ),
    "words where a list belongs": (
        {"aliases: [help]": f"aliases: {MARK}help"},
        "a list is expected here",
        "write '[help]'",
    ),
    "a list where words belong": (
        {"line: crisis": f"line: {MARK}[crisis]"},
        "text is expected here",
        SEE,
    ),
    "alternatives that are never closed": (
        {"en: [shelter]": f"en: [shelter, {MARK}(safe|warm place]"},
        "the alternatives of these search words cannot be read, or are too many",
        "write '(he|she) hit me', for at most 250 variants",
    ),
    "alternatives without end": (
        {"en: [shelter]": f"en: [{MARK}{'(a|b)' * 8}]"},
        "the alternatives of these search words cannot be read, or are too many",
        "write '(he|she) hit me', for at most 250 variants",
    ),
    "words where an entry belongs": (
        {"notices:\n": f"notices:\n  - {MARK}duty\n"},
        "keys and values are expected here",
        SEE,
    ),
    "words where two languages belong": (
        {"summary: {en: It opens., fr: Elle ouvre.}": f"summary: {MARK}It opens."},
        "a text is expected here under en and fr",
        f'write \'{{en: "It opens.", fr: "..."}}\'{LANGUAGE}',
    ),
    "a list where a name belongs": (
        {"name: {en: Duty, fr: Devoir}": f"name: {MARK}[Duty, Devoir]"},
        "a text is expected here under en and fr",
        f'write \'{{en: "...", fr: "..."}}\'{LANGUAGE}',
    ),
    "a list where keys belong": (
        {"stop_words:\n  en: [the]": f"stop_words:\n  {MARK}- the"},
        "keys and values are expected here",
        SEE,
    ),
    "a key that is a list": (
        {"cadence: {": f"cadence: {{{MARK}[program]: 365, "},
        "a key must be text",
        SEE,
    ),
    "an empty key": (
        {"cadence: {": f"cadence: {{{MARK}'': 365, "},
        "text is missing here",
        WRITE,
    ),
    "nothing behind a key": (
        {"      service: helpline": f"      service:{MARK}"},
        "text is missing here",
        WRITE,
    ),
    "null": (
        {"      service: helpline": f"      service: {MARK}null"},
        "text is missing here",
        WRITE,
    ),
    "a tilde": (
        {"      service: helpline": f"      service: {MARK}~"},
        "text is missing here",
        WRITE,
    ),
    "spaces only, read by two rules": (
        {"within: canada": f"within: {MARK}' '"},
        "text is missing here",
        WRITE,
    ),
    "a missing key": (
        {"  - id: duty\n    origin: added\n": f"  - {MARK}id: duty\n"},
        "missing key 'origin'",
        "add 'origin:'",
    ),
    "a missing key of a phone": (
        {"- number: 204-555-0199\n        kind: voice": f"- {MARK}number: 204-555-0199"},
        "missing key 'kind'",
        "add 'kind:'",
    ),
    "a key with a slip": (
        {"    police: not-stated": f"    police: not-stated\n    {MARK}hour:\n      en: day"},
        "unknown key 'hour'",
        "did you mean 'hours'?",
    ),
    "a colon without a space behind it": (
        {"ages: {from: 11, to: 29}": f"ages: {{{MARK}from:11, to: 29}}"},
        "a space is missing after 'from:'",
        "write 'from: 11'",
    ),
    "a comma between curly quotation marks": (
        {"{en: Drop-in, fr: Halte}": f"{{en: “Drop-in, {MARK}house”, fr: Halte}}"},
        "curly quotation marks enclose no text in this file",
        "write straight ones, at the beginning and the end",
    ),
    "a key from elsewhere": (
        {"    police: not-stated": f"    police: not-stated\n    {MARK}zzz: 1"},
        "unknown key 'zzz'",
        OUT,
    ),
    "a key from elsewhere at the top": (
        {"stop_words:": f"{MARK}stopwords: {{}}\nstop_words:"},
        "unknown key 'stopwords'",
        "did you mean 'stop_words'?",
    ),
    "a comma inside a text without quotation marks": (
        {"{en: It opens., fr: Elle ouvre.}": f"{{en: It opens, {MARK}late, fr: Elle ouvre.}}"},
        "unknown key 'late'",
        WHOLE,
    ),
    "a colon inside a text without quotation marks": (
        {"    police: not-stated": f"    police: not-stated\n    {MARK}every day: 9 to 5"},
        "unknown key 'every day'",
        WHOLE,
    ),
    "a topic in one language": (
        {"topics:\n": f"topics:\n  homes: {MARK}houses\n"},
        "a text is expected here under en and fr",
        'write \'{en: "houses", fr: "..."}\'',
    ),
    "a third language": (
        {"fr: Appelez la police.": f"fr: Appelez la police., {MARK}de: Polizei"},
        "unknown key 'de'",
        OUT,
    ),
    "a doubled key": (
        {"    police: not-stated": f"    police: not-stated\n    {MARK}police: part"},
        "duplicate key 'police'",
        "keep one of the two",
    ),
    "no French": (
        {"summary: {en: It opens., fr: Elle ouvre.}": f"summary: {MARK}{{en: It opens.}}"},
        "French is missing",
        "add 'fr:'",
    ),
    "no English": (
        {"summary: {en: It opens., fr: Elle ouvre.}": f"summary: {MARK}{{fr: Elle ouvre.}}"},
        "English is missing",
        "add 'en:'",
    ),
    "a long summary": (
        {"fr: Elle ouvre.": f"fr: {MARK}{'m' * 241}"},
        "this is too long",
        "at most 240 characters",
    ),
    "a very long value": (
        {"en: It has beds.": f"en: {MARK}{'m' * 4001}"},
        "this is too long",
        "at most 4000 characters",
    ),
    "a value that turns text around": (
        {"en: It opens.": f'en: {MARK}"It \\u202e opens."'},
        "this value contains a control character",
        INVISIBLE,
    ),
    "a raw sign that turns text around": (
        {"en: It opens.": f"en: {MARK}It \u202e opens."},
        "this value contains a control character",
        INVISIBLE,
    ),
    "a value that colours a terminal": (
        {"en: It opens.": f'en: {MARK}"It \\x1b[31m opens."'},
        "this value contains a control character",
        INVISIBLE,
    ),
    "a value of several lines": (
        {"en: It opens.": f'en: {MARK}"It\\nopens."'},
        "this value contains a control character",
        INVISIBLE,
    ),
    "a key that turns text around": (
        {"cadence: {": f'cadence: {{{MARK}"\\u202e": 365, '},
        "this value contains a control character",
        INVISIBLE,
    ),
    "an anchor": (
        {"aliases: [help]": f"aliases: {MARK}&names [help]"},
        "anchors and aliases (& and *) are not allowed",
        "write the value in full",
    ),
    "an alias": (
        {"aliases: [help]": f"aliases: {MARK}*names"},
        "anchors and aliases (& and *) are not allowed",
        "write the value in full",
    ),
    "a tag": (
        {"fr: Elle ouvre.": f"fr: {MARK}!!python/name:os.system Elle ouvre."},
        "tags (!) are not allowed",
        "remove it, or quote the value",
    ),
    "a list without end": (
        {"aliases: [help]": f"aliases: {MARK}[{'help, ' * 1001}]"},
        "this is too long",
        "at most 1000 items",
    ),
    "twenty-five levels": (
        {"aliases: [help]": f"aliases: {'[' * 21}{MARK}[help]{']' * 21}"},
        "the file has too many nested levels",
        SEE,
    ),
}

VALUES: dict[str, Fault] = {
    "a topic": (
        {"topics: [crisis]\n    related": f"topics: [{MARK}houzing]\n    related"},
        "unknown topic 'houzing'",
        "did you mean 'housing'? One of: crisis, housing",
    ),
    "a topic far from any": (
        {"topics: [crisis]\n    related": f"topics: [{MARK}zzz]\n    related"},
        "unknown topic 'zzz'",
        "one of: crisis, housing",
    ),
    "a topic of a search word": (
        {"fr: [refuge]\n    topics: [housing]": f"fr: [refuge]\n    topics: [{MARK}crises]"},
        "unknown topic 'crises'",
        "did you mean 'crisis'? One of: crisis, housing",
    ),
    "an audience": (
        {"audience: [youth]\n    ages": f"audience: [{MARK}youths]\n    ages"},
        "unknown audience 'youths'",
        "did you mean 'youth'? One of: youth",
    ),
    "an audience of a search word": (
        {"fr: [refuge]": f"fr: [refuge]\n    audience: [{MARK}youths]"},
        "unknown audience 'youths'",
        "did you mean 'youth'? One of: youth",
    ),
    "a region": (
        {"regions: [manitoba]\n    languages": f"regions: [{MARK}Manitoba]\n    languages"},
        "unknown region 'Manitoba'",
        "did you mean 'manitoba'? One of: canada, manitoba",
    ),
    "the region of the directory": (
        {"  region: manitoba": f"  region: {MARK}quebec"},
        "unknown region 'quebec'",
        "one of: canada, manitoba",
    ),
    "the region around a region": (
        {"within: canada": f"within: {MARK}canda"},
        "unknown region 'canda'",
        "did you mean 'canada'? One of: canada, manitoba",
    ),
    "a language": (
        {"languages: [en]": f"languages: [{MARK}English]"},
        "unknown language 'English'",
        "one of: en",
    ),
    "a status": (
        {"not-stated\n    status: current": f"not-stated\n    status: {MARK}curent"},
        "unknown word 'curent'",
        "did you mean 'current'? One of: announced, current, former, unknown",
    ),
    "a line": (
        {"line: crisis": f"line: {MARK}crises"},
        "unknown word 'crises'",
        LINE_FIX,
    ),
    "a kind of service": (
        {"kind: program": f"kind: {MARK}programme"},
        "unknown word 'programme'",
        "did you mean 'program'? One of: hotline, program",
    ),
    "an origin": (
        {"origin: seed": f"origin: {MARK}sead"},
        "unknown word 'sead'",
        "did you mean 'seed'? One of: added, seed",
    ),
    "a confidence": (
        {"confidence: limited\n    police": f"confidence: {MARK}sure\n    police"},
        "unknown word 'sure'",
        "one of: confirmed, limited, unconfirmed",
    ),
    "police": (
        {"police: may-be-told": f"police: {MARK}maybe-told"},
        "unknown word 'maybe-told'",
        "did you mean 'may-be-told'? One of: may-be-told, not-stated, part, service",
    ),
    "a kind of phone": (
        {"kind: text": f"kind: {MARK}texts"},
        "unknown word 'texts'",
        "did you mean 'text'? One of: text, tty, voice",
    ),
    "a way to verify": (
        {"keyword: CONNECT": f"keyword: CONNECT\n        verify: {MARK}dial"},
        "unknown word 'dial'",
        "one of: source",
    ),
    "a kind of web address": (
        {
            "    police: not-stated": "    web: [{address: a.example, confidence: limited,"
            f" kind: {MARK}sites}}]\n    police: not-stated"
        },
        "unknown word 'sites'",
        "did you mean 'site'? One of: chat, form, site",
    ),
    "a kind of address": (
        {"kind: walk-in": f"kind: {MARK}walkin"},
        "unknown word 'walkin'",
        "did you mean 'walk-in'? One of: clinic, office, walk-in",
    ),
    "a kind of source": (
        {"kind: government": f"kind: {MARK}goverment"},
        "unknown word 'goverment'",
        "did you mean 'government'? One of: government, law, news, operator, other",
    ),
    "what a source supports": (
        {"for: [number]": f"for: [{MARK}numbers]"},
        "unknown word 'numbers'",
        "did you mean 'number'? One of: audience, date, figures, hours, languages, name, number, "
        "operator, police, region, status, what",
    ),
    "a place": (
        {ADDRESSES: f"    place: {MARK}secret\n"},
        "unknown word 'secret'",
        "one of: city, confidential",
    ),
    "a name in one language": (
        {"aliases: [help]": f"one_name: {MARK}no-name"},
        "unknown word 'no-name'",
        "did you mean 'no-french-name'? One of: no-french-name, same-in-both, unsettled",
    ),
    "a way into a service": (
        {"aliases: [help]": f"intake: [{{way: {MARK}walkin}}]"},
        "unknown word 'walkin'",
        "did you mean 'walk-in'? One of: call, court, online, referral, walk-in",
    ),
    "hours in words": (
        _open(f"{{when: {MARK}Monday to Friday, source: page}}"),
        "'Monday to Friday' says no days and times",
        "write 'always', 'daily 9:00-21:00' or 'mon-fri 8:30-16:30, sat 10:00-14:00'",
    ),
    "a day of the week": (
        _open(f'{{when: {MARK}"mon-fre 8:30-16:30", source: page}}'),
        "'mon-fre' is not a day of the week",
        "one of: daily, mon, tue, wed, thu, fri, sat, sun",
    ),
    "a time of the day": (
        _open(f'{{when: {MARK}"daily 9:00-25:00", source: page}}'),
        "invalid time '25:00'",
        "as in 8:30 or 16:30",
    ),
    "this gloss has no text": (
        {"aliases: [help]": f"one_name: unsettled\n    gloss: {MARK}{{}}"},
        "this gloss has no text",
        "add 'en:' or 'fr:', the language that the name is not in",
    ),
    "a gloss without a language": (
        {"aliases: [help]": f"one_name: unsettled\n    gloss: {MARK}écoute"},
        "text is expected here under en or fr",
        "write '{en: \"écoute\"}'",
    ),
    "yes or no": (
        {"numbers: no": f"numbers: {MARK}true"},
        "unknown word 'true'",
        "one of: no, yes",
    ),
    "no topic at all": (
        {"topics: [crisis]\n    related": f"topics: {MARK}[]\n    related"},
        "add at least one",
        "one of: crisis, housing",
    ),
    "no source at all": (
        {"sources: [{id: page, for: [number]}]": f"sources: {MARK}[]"},
        "at least one source is needed here",
        "name the source of this fact",
    ),
    "a day that never was": (
        {"date: 2026-01\n": f"date: {MARK}2010-02-30\n"},
        "invalid date '2010-02-30'",
        "write the year first, as in 2009-04-15, 2009-04 or 2009",
    ),
    "a thirteenth month": (
        {"from: 2002-12\n": f"from: {MARK}2002-13\n"},
        "invalid date '2002-13'",
        "write the year first, as in 2009-04-15, 2009-04 or 2009",
    ),
    "a date in words": (
        {"date: 2026-01\n": f"date: {MARK}May 2010\n"},
        "invalid date 'May 2010'",
        "write the year first, as in 2009-04-15, 2009-04 or 2009",
    ),
    "a month where a day is needed": (
        {"  date: 2026-11-23": f"  date: {MARK}2026-11"},
        "invalid date '2026-11'",
        "write year, month and day, as in 2009-04-15",
    ),
    "an event whose id says another date": (
        {"id: 2010-02-opening": f"{MARK}id: 2010-03-opening"},
        "the ID '2010-03-opening' does not begin with its date",
        "write '2010-02-...'",
    ),
    "a number with a digit too few": (
        {"number: 204-555-0100": f"number: {MARK}204-555-010"},
        "invalid phone number '204-555-010'",
        "ten digits with the area code, as in 204-555-0123; or 911, 988, 211",
    ),
    "a number with an extension": (
        {"number: 204-555-0199": f"number: {MARK}204-555-0199 ext. 12"},
        "invalid phone number '204-555-0199 ext. 12'",
        "write the ten digits alone; what follows them goes under 'label:' beside it",
    ),
    "a number with an area code of 0": (
        {"number: 204-555-0100": f"number: {MARK}004-555-0100"},
        "invalid phone number '004-555-0100'",
        "ten digits with the area code, as in 204-555-0123; or 911, 988, 211",
    ),
    "a number in digits no phone has": (
        {"number: 204-555-0100": f"number: {MARK}2٠4-555-0100"},
        "invalid phone number '2٠4-555-0100'",
        "ten digits with the area code, as in 204-555-0123; or 911, 988, 211",
    ),
    "a short code that nobody answers": (
        {"number: 204-555-0100": f'number: {MARK}"912"'},
        "invalid phone number '912'",
        "ten digits with the area code, as in 204-555-0123; or 911, 988, 211",
    ),
    "an age in words": (
        {"ages: {from: 11": f"ages: {{from: {MARK}eleven"},
        "'eleven' is not a whole number",
        "write digits",
    ),
    "an id with capitals": (
        {"id: shelter": f"id: {MARK}Shelter"},
        "'Shelter' cannot be an ID",
        "lower-case letters, digits and single hyphens, as in 'cfs-report'",
    ),
}

RULES: dict[str, Fault] = {
    "the id of another service": (
        {
            "id: drop-in": f"id: {MARK}helpline",
            "related: [drop-in]": "related: [helpline]",
            "last_resort: [drop-in]": "last_resort: [helpline]",
            "services: [drop-in]": "services: [helpline]",
        },
        "duplicate ID 'helpline'",
        "give one of the two another ID",
    ),
    "the id of an entry of another kind": (
        {
            "id: duty": f"id: {MARK}helpline",
        },
        "duplicate ID 'helpline'",
        "give one of the two another ID",
    ),
    "the id of another source": (
        {"notices:": f"  - id: {MARK}page\n    title: Another\n    kind: law\nnotices:"},
        "duplicate ID 'page'",
        "give one of the two another ID",
    ),
    "the id of another search word": (
        {"stop_words:": f"  - id: {MARK}shelter\nstop_words:"},
        "duplicate ID 'shelter'",
        "give one of the two another ID",
    ),
    "a source that is cited": (
        {"{id: page, for: [number]}": f"{{id: {MARK}pages, for: [number]}}"},
        "no source has the ID 'pages'",
        "did you mean 'page'?",
    ),
    "a source of a detail": (
        {"from: [page]": f"from: [{MARK}zzz]"},
        "no source has the ID 'zzz'",
        "add it, or remove this",
    ),
    "a source of an address": (
        {"source: page": f"source: {MARK}zzz"},
        "no source has the ID 'zzz'",
        "add it, or remove this",
    ),
    "an entry to see also": (
        {"related: [drop-in]": f"related: [{MARK}drop-out]"},
        "no entry has the ID 'drop-out'",
        "did you mean 'drop-in'?",
    ),
    "an entry to see also, named like an alias": (
        {"related: [drop-in]": f"related: [{MARK}help]"},
        "no entry has the ID 'help'",
        "did you mean 'helpline'?",
    ),
    "a service that came after": (
        {"police: not-stated": f"replaced_by: {MARK}zzz\n    police: not-stated"},
        "no entry has the ID 'zzz'",
        "add it, or remove this",
    ),
    "a service to call instead": (
        {"police: may-be-told": f"police: may-be-told\n    instead: {MARK}helplin"},
        "no service has the ID 'helplin'",
        "did you mean 'helpline'?",
    ),
    "points of a line for unknown words": (
        {
            "topics:\n": "lines_to_call:\n  - service: helpline\n    points: {any: 1,"
            f" {MARK}zzz: 2}}\ntopics:\n"
        },
        "no search words have the ID 'zzz'",
        "add it, or remove this",
    ),
    "points of an unknown line": (
        {
            "topics:\n": f"lines_to_call:\n  - service: {MARK}helplin\n    points: {{any: 1}}"
            "\ntopics:\n"
        },
        "no service has the ID 'helplin'",
        "did you mean 'helpline'?",
    ),
    "an event to call instead": (
        {"police: may-be-told": f"police: may-be-told\n    instead: {MARK}2010-02-opening"},
        "no service has the ID '2010-02-opening'",
        "add it, or remove this",
    ),
    "a service without a sure number to call instead": (
        {
            "0199\n        kind: voice\n        confidence: confirmed": (
                "0199\n        kind: voice\n        confidence: unconfirmed"
            ),
            "police: not-stated": f"police: not-stated\n    instead: {MARK}drop-in",
        },
        "'drop-in' gives no number to call",
        "name a service that has one, or write 'none'",
    ),
    "a service that one can only text to call instead": (
        {
            "0199\n        kind: voice": "0199\n        kind: text",
            "police: not-stated": f"police: not-stated\n    instead: {MARK}drop-in",
        },
        "'drop-in' gives no number to call",
        "name a service that has one, or write 'none'",
    ),
    "an office to call instead": (
        {
            "line: crisis": "line: office",
            "police: may-be-told": f"police: may-be-told\n    instead: {MARK}helpline",
        },
        "'helpline' is an emergency number, the police or an office",
        "name a line for the same people, or write 'none'",
    ),
    "an emergency number to call instead": (
        {
            "line: crisis": "line: emergency",
            "police: may-be-told": f"police: may-be-told\n    instead: {MARK}helpline",
        },
        "'helpline' is an emergency number, the police or an office",
        "name a line for the same people, or write 'none'",
    ),
    "the police to call instead": (
        {
            "police: not-stated": "police: part",
            "police: may-be-told": f"police: may-be-told\n    instead: {MARK}helpline",
        },
        "'helpline' is an emergency number, the police or an office",
        "name a line for the same people, or write 'none'",
    ),
    "a service of a search word": (
        {"services: [drop-in]": f"services: [{MARK}dropin]"},
        "no entry has the ID 'dropin'",
        "did you mean 'drop-in'?",
    ),
    "an urgent service": (
        {"      service: helpline": f"      service: {MARK}helplin"},
        "no service has the ID 'helplin'",
        "did you mean 'helpline'?",
    ),
    "a service of the wallet card": (
        {
            "last_resort: [drop-in]": "last_resort: [drop-in]\n"
            f"  wallet: [{{service: {MARK}zzz, label: {{en: To talk, fr: Pour parler}}}}]"
        },
        "no service has the ID 'zzz'",
        "add it, or remove this",
    ),
    "an urgent service that is an event": (
        {"      service: helpline": f"      service: {MARK}2010-02-opening"},
        "no service has the ID '2010-02-opening'",
        "add it, or remove this",
    ),
    "a service to talk to": (
        {"support: [helpline]": f"support: [{MARK}zzz]"},
        "no service has the ID 'zzz'",
        "add it, or remove this",
    ),
    "a last resort": (
        {"last_resort: [drop-in]": f"last_resort: [{MARK}zzz]"},
        "no service has the ID 'zzz'",
        "add it, or remove this",
    ),
    "the number of another entry": (
        {"number: 204-555-0199": f"{MARK}number: +1 (204) 555.0100"},
        "this number is already on 'helpline'",
        "keep it on one entry, and point to that entry under 'related'",
    ),
    "a hotline without a line": (
        {
            "- id: helpline": f"- {MARK}id: helpline",
            "    line: crisis\n": "",
        },
        "a hotline needs a line",
        "add 'line:' with one of: emergency, report, crisis, support, information, office",
    ),
    "a program with a line": (
        {
            "- id: drop-in": f"- {MARK}id: drop-in",
            "kind: program": "kind: program\n    line: crisis",
        },
        "only a hotline has a line",
        "remove 'line'",
    ),
    "an order without a line": (
        {"- id: drop-in": f"- {MARK}id: drop-in", "    ages:": "    order: 1\n    ages:"},
        "an order is the place inside a line",
        "remove 'order'",
    ),
    "a number to call in the role of a text number": (
        {"- number: 204-555-0199\n": f"- number: 204-555-0199\n        role: {MARK}text\n"},
        "the role 'text' is that of a text number, and of no other",
        "write another role, or another 'kind'",
    ),
    "hours from a source that nothing has": (
        _open(f"{{when: always, source: {MARK}pege}}"),
        "no source has the ID 'pege'",
        "did you mean 'page'?",
    ),
    "a date beside that of the source": (
        _open(f"{{when: always, source: page, seen: {MARK}2026-02}}"),
        "the source has a date of its own",
        "remove 'seen'",
    ),
    "a word to send by voice": (
        {"- number: 204-555-0199": f"- {MARK}number: 204-555-0199\n        keyword: HELP"},
        "only a text number has a word to send",
        "remove 'keyword'",
    ),
    "a gloss of a name that each language has": (
        {"- id: helpline": f"- {MARK}id: helpline", "aliases: [help]": "gloss: {fr: écoute}"},
        "a gloss explains one name for both languages",
        "add 'one_name:', or remove 'gloss'",
    ),
    "a main event without a label": (
        {"- id: 2010-02-opening": f"- {MARK}id: 2010-02-opening\n    main: yes"},
        "a main event needs a label",
        "add 'label:', or remove 'main'",
    ),
    "ages backwards": (
        {"ages: {from: 11, to: 29}": f"ages: {MARK}{{from: 29, to: 11}}"},
        "the ages are reversed",
        "put the lower age under 'from'",
    ),
    "no age at all": (
        {"ages: {from: 11, to: 29}": f"ages: {MARK}{{}}"},
        "at least one age is needed here",
        "add 'from:' or 'to:'",
    ),
    "a region within itself": (
        {"within: canada": f"within: {MARK}manitoba"},
        "this region is inside itself, or inside too many others",
        "name a wider region, or remove this",
    ),
    "phases out of order": (
        {"- id: one": f"{MARK}- id: one", "from: 2002-12\n": "from: 2009\n"},
        "the phases are not in date order",
        "put the earliest first",
    ),
    "contacts of a former service": (
        {
            "- id: helpline": f"- {MARK}id: helpline",
            "police: not-stated\n    status: current": "police: not-stated\n    status: former",
        },
        "a former or announced service must have no contact details",
        CONTACTS,
    ),
    "contacts of a service that is only announced": (
        {
            "- id: drop-in": f"- {MARK}id: drop-in",
            "may-be-told\n    status: current": "may-be-told\n    status: announced",
        },
        "a former or announced service must have no contact details",
        CONTACTS,
    ),
    "an e-mail address of a former service": (
        {
            "- id: drop-in": f"- {MARK}id: drop-in",
            "    phones:\n      - number: 204-555-0199\n        kind: voice\n"
            f"        confidence: confirmed\n{ADDRESSES}": "    email: a@b.example\n",
            "police: may-be-told\n    status: current": "police: may-be-told\n    status: former",
        },
        "a former or announced service must have no contact details",
        CONTACTS,
    ),
    "a call to a number for texts": (
        {'- number: "686868"': f'- {MARK}number: "686868"\n        called: 2026-11-01'},
        "this number is never dialled: no call can confirm it",
        "remove 'called'",
    ),
    "a call after the date of the directory": (
        {"- number: 204-555-0199": f"- called: {MARK}2026-11-24\n        number: 204-555-0199"},
        "this call is later than the directory’s date",
        "correct this date, or the 'date:' of the directory",
    ),
    "a source that nothing has, under a number": (
        {"- number: 204-555-0199": f"- from: [{MARK}pages]\n        number: 204-555-0199"},
        "no source has the ID 'pages'",
        "did you mean 'page'?",
    ),
    "a copy of an unknown source": (
        {"    date: 2026-01\n": f"    date: 2026-01\n    copies: {MARK}pages\n"},
        "no source has the ID 'pages'",
        "did you mean 'page'?",
    ),
    "a confidence that is lowered to what it is": (
        {
            "- number: 204-555-0199": "- number: 204-555-0199\n        lowered:\n"
            f"          {MARK}to: unconfirmed\n          because: {{en: One page., fr: Une page.}}"
        },
        "the sources give 'unconfirmed' here: 'unconfirmed' is not lower",
        "remove 'lowered'",
    ),
    "addresses of a protected place": (
        {
            "- id: drop-in": f"- {MARK}id: drop-in",
            "      - text: 250 Portage Avenue": "      - text: Thompson",
            "police: may-be-told": "place: city\n    police: may-be-told",
        },
        "a protected place has no address",
        "remove 'addresses'",
    ),
}

URGENT = SOUND[SOUND.index("  urgent:") : SOUND.index("  support:")]
RULES["no urgent lines"] = (
    {URGENT: "", "  title: {en: Small": f"  {MARK}title: {{en: Small"},
    "there are no urgent lines",
    "add 'urgent:' with the emergency and child protection lines",
)

ADVICE: dict[str, Fault] = {
    "a text whose first quotation mark is missing": (
        {"{en: It opens.,": f'{{en: {MARK}It opens.",'},
        OPEN_MARKS,
        "write straight ones, at the beginning and the end",
    ),
    "a text in curly quotation marks": (
        {"{en: It opens.,": f"{{en: {MARK}“It opens.”,"},
        OPEN_MARKS,
        "write straight ones, at the beginning and the end",
    ),
    "a text in French quotation marks": (
        {"fr: Elle ouvre.}": f"fr: {MARK}« Elle ouvre. »}}"},
        OPEN_MARKS,
        "write straight ones, at the beginning and the end",
    ),
    "a source without a date": (
        {"id: page\n": f"{MARK}id: page\n", "    date: 2026-01\n": ""},
        "this source has no date",
        "add 'date:', or say under 'dated:' what is known of it",
    ),
    "a source of which only the site is given": (
        {"address: a.example/page": f"address: {MARK}a.example"},
        "no reader can open this source",
        CLOSED,
    ),
    "a source without an address": (
        {"id: page\n": f"{MARK}id: page\n", "    address: a.example/page\n": ""},
        "no reader can open this source",
        CLOSED,
    ),
    "a reason to have no address beside an address": (
        {"address: a.example/page\n": f"address: a.example/\n    no_address: {MARK}site-only\n"},
        "a reader can open this address",
        "remove 'no_address'",
    ),
    "a name that is the same in both languages": (
        {"- id: drop-in": f"- {MARK}id: drop-in", "{en: Drop-in, fr: Halte}": "Halte"},
        "one name for both languages needs a reason",
        "add 'one_name:'",
    ),
    "a status that nothing supports": (
        {
            "- id: drop-in": f"- {MARK}id: drop-in",
            "    status_note: {en: Still open., fr: Toujours ouverte.}\n": "",
        },
        "this status has no evidence",
        "add 'status_note:'",
    ),
    "a service last seen long ago": (
        {"- id: drop-in": f"- {MARK}id: drop-in", "    ages:": "    last_seen: 2022-12\n    ages:"},
        "'current' needs evidence of 2023 or later",
        "remove 'status': the sources decide it",
    ),
    "open at all times, long ago": (
        {
            **_open(f"{{when: {MARK}always, source: page}}"),
            "    date: 2026-01\n": "    date: 2022-12\n",
        },
        "'always' needs evidence of 2023 or later",
        "name a newer source, or remove 'open': the words under 'hours' may stay",
    ),
    "a service that is only announced": (
        {
            "- id: drop-in": f"- {MARK}id: drop-in",
            "    phones:\n      - number: 204-555-0199\n        kind: voice\n"
            f"        confidence: confirmed\n{ADDRESSES}": "",
            "may-be-told\n    status: current": "may-be-told\n    status: announced",
        },
        "a service that is only announced is not confirmed",
        "remove 'confidence': the status decides it",
    ),
    "a number inside a sentence": (
        {"{en: Someone to talk to.,": f"{{en: {MARK}Call 204-555-0142.,"},
        "a sentence contains a phone number",
        "give it under 'phones:' instead",
    ),
    "a number inside the note of another number": (
        {
            "        confidence: limited\n    police": "        confidence: limited\n"
            f"        note: {{en: {MARK}Or 1-800-555-0142., fr: Ou un autre.}}\n    police"
        },
        "a sentence contains a phone number",
        "give it under 'phones:' instead",
    ),
    "an address inside a sentence of a notice": (
        {"{en: Report it.,": f"{{en: {MARK}Go to 12 Example Street.,"},
        "a sentence contains an address",
        "remove it",
    ),
    "a number that no source states": (
        {
            "number: 204-555-0199\n        kind: voice\n        confidence: confirmed\n": (
                f"{MARK}number: 204-555-0199\n        kind: voice\n"
            ),
        },
        "no source states this",
        "name its sources under 'from:'",
    ),
    "a number that may be wrong": (
        {
            "- id: helpline": f"- {MARK}id: helpline",
            "confidence: limited\n    police": ("confidence: unconfirmed\n    police"),
        },
        "an unconfirmed number needs a note",
        "say why under 'notes:'",
    ),
}
"""What is not a fault, but could be better: the advice of `check --strict`."""
