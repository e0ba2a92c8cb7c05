"""What pages say of an agency's own files: what they added, changed or withdrew, and their
faults."""

from __future__ import annotations

from collections.abc import Iterable

from resource_finder.directory.corrections import layers_of
from resource_finder.header import Header
from resource_finder.i18n import Translator
from resource_finder.model import Entry, Service, Withdrawn
from resource_finder.views.document import Item, Row, prose


def marked(name: str, entry: Entry) -> str:
    """A name of an entry, behind it the short names of the layers that added or changed it."""
    layers = layers_of(entry)
    return f"{name} [{', '.join(layers)}]" if layers else name


def withdrawal_text(one: Withdrawn, translator: Translator) -> str:
    """What was withdrawn, when, by whom and why, in sentences."""
    numbers = translator.listing([translator.phone(number) for number in one.numbers])
    what = numbers or translator.text("the whole entry")
    since = f" {translator.text('on {date}', date=translator.date(one.since))}" if one.since else ""
    by = f" {translator.text('by {name}', name=one.by)}" if one.by else ""
    told = translator.text("withdrawn{since}{by} [{layer}]", since=since, by=by, layer=one.layer)
    ends = []
    if one.reason:
        why = translator.pair(translator.text("Reason"), translator.label(one.reason))
        ends.append(f"{why}.")
    if one.numbers:
        many = len(one.numbers)
        ends.append(translator.plural("Do not use it.", "Do not use them.", many))
    return " ".join([f"{translator.pair(what, told)}.", *ends])


def withdrawn_in_short(service: Service, translator: Translator) -> str:
    """That numbers of a service were withdrawn and why, without the numbers; "" where none was.
    Beside a number that is left, it says that the others are meant."""
    if not service.withdrawn:
        return ""
    told = (one.reason for one in service.withdrawn if one.reason)
    reasons = ", ".join(dict.fromkeys(map(translator.label, told)))
    what = _what_is_gone(service, translator)
    return translator.pair(what, reasons) if reasons else what


def _what_is_gone(service: Service, translator: Translator) -> str:
    """That the whole service, its number or another one was withdrawn."""
    if any(one.whole for one in service.withdrawn):
        return translator.text("Withdrawn")
    if not service.phones:
        return no_number_left(service, translator)
    count = _count_withdrawn(service)
    return translator.plural("Another number was withdrawn", "Other numbers were withdrawn", count)


def no_number_left(service: Service, translator: Translator) -> str:
    """That every number of a service was withdrawn."""
    count = _count_withdrawn(service)
    return translator.plural("Number withdrawn", "Numbers withdrawn", count)


def _count_withdrawn(service: Service) -> int:
    return len({number for one in service.withdrawn for number in one.numbers})


def withdrawn_numbers(
    entries: Iterable[Entry], numbers: Iterable[str], translator: Translator
) -> list[str]:
    """What is to be said of the numbers that were typed and that layers withdrew; a number is in
    E.164, or its last seven digits, or a short code."""
    typed = tuple(numbers)
    return [
        withdrawal_text(one, translator)
        for entry in entries
        if isinstance(entry, Service)
        for one in entry.withdrawn
        if any(number.endswith(digits) for number in one.numbers for digits in typed)
    ]


def layer_lines(header: Header, translator: Translator) -> list[str]:
    """The agencies whose files a page rests on, each behind the sign beside its entries, with the
    newest day of its files; then where to report a mistake."""
    language = translator.language
    newest: dict[str, str] = {}
    for layer in header.layers:
        if layer.date or layer.name[language] != layer.short:
            agency = f"[{layer.short}] {layer.name[language]}"
            newest[agency] = max(newest.get(agency, ""), layer.date or "")
    lines = [f"{one}, {translator.date(day)}." if day else f"{one}." for one, day in newest.items()]
    text = " ".join(part for part in (*lines, report_line(header, translator)) if part)
    return [text] if text else []


def report_line(header: Header, translator: Translator) -> str:
    """Where to report a mistake; "" where no layer says so."""
    whom = header.report_to
    if whom is None:
        return ""
    name = whom.name[translator.language] if whom.name else ""
    phone = translator.phone(whom.phone) if whom.phone else ""
    contact = ", ".join(part for part in (name, phone, whom.email) if part)
    return f"{translator.pair(translator.text('Report a mistake'), contact)}."


def error_item(header: Header, translator: Translator) -> Item | None:
    """That parts of the agency's files could not be used, or none of one, as a line under the
    urgent ones."""
    if not header.layer_errors:
        return None
    what, rest = _error_parts(header, translator)
    row = Row("", rest, warning=translator.pair(what, "").rstrip(" "))
    return Item(what, (prose(rest),), row=row)


def error_line(header: Header, translator: Translator) -> str:
    """The same as a sentence."""
    return f"{translator.pair(*_error_parts(header, translator))}."


def _error_parts(header: Header, translator: Translator) -> tuple[str, str]:
    """How many errors there are, or that files are out of reach, and what follows from it."""
    what = translator.text("Your agency’s files cannot be reached")
    if header.layers_reached:
        what = translator.plural(
            "Your agency’s file has {number} error",
            "Your agency’s file has {number} errors",
            header.layer_errors,
        )
    command = translator.command("check", "").strip()
    rest = translator.text("entries or corrections may be missing ({command})", command=command)
    return what, rest
