"""What the sheets have in common: a service as a block, the box of urgent lines, head and foot."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from resource_finder.directory.contacts import NO_CONTACT_STATUSES
from resource_finder.directory.review import due_date
from resource_finder.i18n import N_, Translator
from resource_finder.model import Service
from resource_finder.views.document import Contact, Field, Item, Page, prose
from resource_finder.views.entry import (
    ViewContext,
    call_instead,
    full_name,
    number_field,
    numbers,
    phone_link,
    police_contact,
    region_names,
    urgent_item,
    warning,
    web_fields,
)
from resource_finder.views.hours import hours_to_show
from resource_finder.views.layers import layer_lines
from resource_finder.views.rows import entry_row, short_name
from resource_finder.views.sheet_specs import EVERYWHERE

_AGENCY: Final = (N_("Our agency"), N_("Worker on call"), N_("After hours"))
"""What an agency writes on a sheet by hand."""
_INITIALS: Final = re.compile(r"(?<![(\w])[A-Z]{2,}(?!\w)")
"""Initials that do not stand in brackets, behind their words."""
_CAPITALS: Final = re.compile(r"\b[A-Z]{2,}\b")
_SOON_DAYS: Final = 30
"""A check that is due in fewer days is said to be due, not the end of use."""
_MAX_NAME_CHARS: Final = 38
"""The length of a short name that fits a column with what it means."""


def empty_sheet(title: str, note: str, services: Iterable[Service], view: ViewContext) -> Page:
    """A page with all that every sheet has, before anything stands on it."""
    translator = view.translator
    known = any(police_contact(line, view) for line in view.index.header.urgent)
    return Page(
        language=str(translator.language),
        title=title,
        note=note,
        urgent=tuple(urgent_item(u, view) for u in view.index.header.urgent),
        fill_in="" if known else translator.text("Local police emergency number (write it here)"),
        agency=tuple(map(translator.text, _AGENCY)),
        running=_child_line(view),
        foot=foot(services, view),
        numbering=translator.text("Page {page} of {pages}"),
        continued=translator.text("(continued)"),
    )


def _child_line(view: ViewContext) -> str:
    """The urgent line that has a number, on one line."""
    (urgent, *_) = [u for u in view.index.header.urgent if u.numbers]
    phone = numbers(view.index.service(urgent.service), view)[0]
    label = urgent.label[view.translator.language].capitalize()
    return view.translator.pair(label, view.translator.phone(phone.number))


# --- what is known of the numbers -------------------------------------------------------------


def legend(items: Iterable[Item], view: ViewContext) -> tuple[str, ...]:
    """What the signs on a sheet mean, as far as it has them; and what a phone remembers."""
    items = list(items)
    fields = [number for item in items for number in item.numbers]
    text = view.translator.text
    lines = []
    if any(number.doubtful for number in fields):
        lines.append(
            text("* Published, but not confirmed recently: if it fails, try another line.")
        )
    if any(item.doubtful for item in items):
        lines.append(
            text("* After a name: not known whether it still runs; the year it was last seen.")
        )
    if fields:
        lines.append(text("24/7: day and night. Nothing beside a number: hours not known to us."))
        lines.append(text("Calls and texts stay in the phone’s list: clear it if someone looks."))
    return tuple(lines)


def foot(services: Iterable[Service], view: ViewContext) -> str:
    """How the directory was checked, until when to use the sheet, and when it was made."""
    translator, header = view.translator, view.index.header
    date, made = translator.date(header.date), translator.date(view.today.isoformat())
    if header.numbers_called:
        checked = translator.plural(
            "Checked against published sources on {date}; {number} number checked by phone.",
            "Checked against published sources on {date}; {number} numbers checked by phone.",
            header.numbers_called, date=date,
        )  # fmt: skip
    else:
        checked = translator.text(
            "Checked against published sources on {date}, not by phone.", date=date
        )
    made = translator.text("Made on {day}.", day=made)
    verify = translator.text("Verify a number before you rely on it.")
    layers = layer_lines(header, translator)
    parts = (checked, use_until(services, view), verify, made, *layers)
    return " ".join(part for part in parts if part)


def use_until(services: Iterable[Service], view: ViewContext) -> str:
    """The day of the earliest check that is due among the services of a sheet and those of its
    urgent lines, as advice; "" where there are none.

    A day that is near is no end of use: a sheet would seem to be worth nothing when it is printed.
    """
    cadence, translator = view.index.header.cadence, view.translator
    urgent = [view.index.service(u.service) for u in view.index.header.urgent if u.numbers]
    running = [s for s in (*services, *urgent) if s.status not in NO_CONTACT_STATUSES]
    days = [due_date(service, cadence) for service in running]
    if not days:
        return ""
    first = min(days)
    day, soon = translator.date(first), view.today + timedelta(_SOON_DAYS)
    if first < view.today.isoformat():
        return translator.text("A check has been due since {date}.", date=day)
    if first < soon.isoformat():
        return translator.text("Check again by {date}.", date=day)
    return translator.text("Best used until {date}.", date=day)


# --- a service as a block ---------------------------------------------------------------------


def public_block(service: Service, view: ViewContext) -> Item:
    """A service for someone who does not know its initials: its name in full, which then says what
    it is for, where the short name and the use have some."""
    item, language = short_block(service, view), view.translator.language
    full, use = service.name[language], service.use_for
    if not _INITIALS.search(item.title) or _INITIALS.search(full):
        return item
    item = item._replace(title=_behind(full, item))
    return item._replace(fields=item.numbers) if use and _CAPITALS.search(use[language]) else item


def short_block(service: Service, view: ViewContext) -> Item:
    """A service in two lines under its number: who it is, and what it is for."""
    row = entry_row(service, view)
    facts = [row.use_for or row.what, _unsure(service, view)]
    fields = (*_short_numbers(service, view), *(prose(fact) for fact in facts if fact))
    # The name of a police service says that it is one.
    police = f"({row.alerts[0]})" if service.police in ("part", "may-be-told") else ""
    item = _marked(service, Item("", fields), view)
    name = _behind(_with_gloss(service, view.translator), item)
    return item._replace(title=name, aside=f"{police} {item.aside}".strip(" "))


def full_block(service: Service, view: ViewContext, without: Iterable[str] = ()) -> Item:
    """A service with all that a worker needs: a sentence or two, for whom and where, its pages and
    places; whom to call instead where it has no number, unless that was left out."""
    translator = view.translator
    language = translator.language
    about = " ".join([service.summary[language], *_facts(service, view), *_cautions(service, view)])
    fields = [*_own_numbers(service, view), prose(about)]
    if service.status not in NO_CONTACT_STATUSES:
        call = None if numbers(service, view) else instead(service, view, without)
        fields += [call] if call else []
        fields += web_fields(service, view)
        fields += [
            Field("", a.text, translator.label(f"place-{a.kind}"), "address")
            for a in service.addresses
        ]
    item = Item("", tuple(fields))
    item = item._replace(title=_behind(full_name(service, translator), item))
    return _marked(service, item, view)


def _behind(name: str, item: Item) -> str:
    """A name as it stands in a block, behind the first number."""
    own = [number.value for number in item.numbers if number.kind == "number"]
    return without_number(name, own[0]) if own else name


def brief_block(service: Service, view: ViewContext) -> Item:
    """A service without a number: what it is for, and what to know of it."""
    use = entry_row(service, view).use_for
    facts = " ".join(text for text in (_sentence(use), *_cautions(service, view)) if text)
    fields = (prose(facts),) if facts else ()
    return _marked(service, Item(full_name(service, view.translator), fields), view)


def _marked(service: Service, item: Item, view: ViewContext) -> Item:
    """A block with the sign of doubt after its name, and the year in which it was last seen."""
    item = item._replace(warning=warning(service, view.translator))
    if service.status != "unknown":
        return item
    return item._replace(doubtful=True, aside=(service.last_seen or "")[:4])


def _with_gloss(service: Service, translator: Translator) -> str:
    """The short name, and what it means where it exists in the other language only."""
    name, gloss = short_name(service, translator), service.gloss
    meant = f"{name} ({gloss[translator.language]})" if gloss and gloss[translator.language] else ""
    # Where the gloss takes another line, what the service is for says as much.
    return meant if 0 < len(meant) <= _MAX_NAME_CHARS else name


def _short_numbers(service: Service, view: ViewContext) -> list[Field]:
    """The numbers of a service, each once; without a label that says nothing more than the words
    beside it. A second number says in one word that it is toll-free."""
    toll_free = {phone_link(phone) for phone in service.phones if phone.role == "toll-free"}
    word = view.translator.label("role-toll-free")
    use = service.use_for[view.translator.language] if service.use_for else ""
    fields: dict[str, Field] = {}
    for field in _own_numbers(service, view):
        said = field.link.startswith("tel:") and field.label.lower() in use.lower()
        label = "" if said else field.label
        if label and field.link in toll_free:
            label = word if fields else ""
        fields.setdefault(field.link, field._replace(label=label))
    return list(fields.values())


def _own_numbers(service: Service, view: ViewContext) -> list[Field]:
    """The numbers of a service, each with its word or label and its hours."""
    if not numbers(service, view):
        return []
    first, *others = [as_field(contact) for contact in entry_row(service, view).contacts]
    same = [field for field in others if field.value == first.value]
    if same and not same[0].note:
        first = first._replace(label=view.translator.text("Call or text"))
    return [first, *(field for field in others if field not in same or field.note)]


def as_field(contact: Contact) -> Field:
    """A number in short as a field; its label without a colon, which each format adds."""
    label = contact.before.rstrip(":").rstrip("\u00a0 ")
    return Field(
        f"{label[:1].upper()}{label[1:]}", contact.number, contact.after, "number", contact.link,
        contact.doubtful, contact.hours,
    )  # fmt: skip


def instead(service: Service, view: ViewContext, without: Iterable[str]) -> Field | None:
    """The number to call where a service has none to give; None where there is no other, or where
    that was left out."""
    other = call_instead(service, view)
    if other is None or other[0].id in without:
        return None
    service, phone, _ = other
    number = number_field(phone, "", view)
    hours = hours_to_show(service, phone, view.index, view.translator)
    return number._replace(
        label=view.translator.text("Call instead"),
        note=f"{without_number(service.name[view.translator.language], number.value)}.",
        kind="instead",
        doubtful=phone.confidence != "confirmed",
        hours=hours or "",
    )


def without_number(name: str, number: str) -> str:
    """A name to stand behind a number, which it does not repeat: "211 Manitoba" behind 211."""
    digits = re.sub(r"\D", "", number)
    begins = re.match(r"\D*".join(digits) + r"(?!\d)[\W_]*", name)
    rest = name[begins.end() :] if begins else name
    return f"{rest[:1].upper()}{rest[1:]}" if rest else name


def _cautions(service: Service, view: ViewContext) -> list[str]:
    """What to know before calling: the role of police, and that an entry is not confirmed."""
    return [text for text in (_police(service, view), _unsure(service, view)) if text]


def _police(service: Service, view: ViewContext) -> str:
    return "" if service.police == "not-stated" else view.translator.label(service.police)


def _unsure(service: Service, view: ViewContext) -> str:
    sure = service.confidence != "unconfirmed"
    return "" if sure else f"{view.translator.label('unconfirmed')}."


def _facts(service: Service, view: ViewContext) -> list[str]:
    """For which places and ages a service is, where that is not everywhere and everybody."""
    translator, facts = view.translator, []
    if not set(service.regions) & set(EVERYWHERE):
        facts.append(translator.pair(translator.text("Serves"), region_names(service, view)))
    if service.ages:
        ages = translator.age_range(service.ages)
        facts.append(translator.pair(translator.text("Ages"), ages))
    return [f"{fact}." for fact in facts]


def _sentence(text: str) -> str:
    return f"{text.rstrip('.')}." if text else ""
