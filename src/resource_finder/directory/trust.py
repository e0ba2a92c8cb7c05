"""Computes how sure the facts of a directory are, and whether its services run, from their sources.

Nobody types it: a curator may only trust a fact less than its sources allow (`lowered`). A file of
one's own may still hold what older files held; the built-in directory may not contradict its
sources. docs/DIRECTORY.md explains the rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeVar

from resource_finder.closed_lists import CONFIDENCES, CURRENT_SINCE, OFFICIAL_KINDS
from resource_finder.directory.nodes import Node
from resource_finder.header import Header
from resource_finder.i18n import N_
from resource_finder.model import ENTRY_FIELDS, Lowered, Phone, Service, Source, Web

_SHOWS_RUNNING: Final = ("status", "number")
"""What a source must support to show that a service runs."""
_TELLS: Final = ("what", "date")
"""What a source must support to tell of an event or a notice, and not of something in it."""
_ENDED: Final = ("former", "announced")
"""The statuses that a curator types, since no date tells them."""

Contact = TypeVar("Contact", Phone, Web)


class _Judge(NamedTuple):
    """What an entry is judged by: the sources by id, the date of the directory, the node of the
    entry, and whether it may not contradict the rule."""

    sources: Mapping[str, Source]
    date: str
    node: Node
    bound: bool

    def named(self, ids: Iterable[str]) -> list[Source]:
        """The sources with these ids, without those that nothing has: they are reported."""
        return [self.sources[id] for id in ids if id in self.sources]

    def cited(self, entry: Any, aspects: Sequence[str] = ()) -> list[Source]:
        """The sources of an entry, or those that support one of these aspects."""
        return self.named(
            one.source
            for one in entry.sources
            if not aspects or any(aspect in one.supports for aspect in aspects)
        )

    def answered(self, phone: Phone) -> bool:
        """Whether somebody answered this number within the year before the directory’s date."""
        return was_answered(phone, self.date)


def settle(
    items: Mapping[str, Sequence[tuple[Any, Node]]],
    header: Header,
    main_counts: Mapping[str, int],
    known: Iterable[Source] = (),
) -> dict[str, Sequence[tuple[Any, Node]]]:
    """The items of a directory with every confidence and status that its sources give.

    `main_counts` says how many items of each list stand in the main file, `known` are sources
    beside the items. Reports what the built-in directory types against the rule.
    """
    sources = {source.id: source for source in (*known, *(one for one, _ in items["sources"]))}
    settled = dict(items)
    for key in ENTRY_FIELDS:
        bound = main_counts.get(key, 0) if header.built_in else 0
        settled[key] = [
            (_settle_entry(entry, _Judge(sources, header.date, node, n < bound)), node)
            for n, (entry, node) in enumerate(items[key])
        ]
    return settled


# --- the rule -----------------------------------------------------------------------------------


def confidence(sources: Sequence[Source], seen: bool, known: Mapping[str, Source]) -> str:
    """How sure a fact is that these sources state; `seen` says whether that is recent enough."""
    if not sources:
        return "unconfirmed"
    return "confirmed" if seen and _suffice(sources, known) else "limited"


def _suffice(sources: Sequence[Source], known: Mapping[str, Source]) -> bool:
    """Whether one of some sources is official, or two are independent: neither repeats the other.
    A source that repeats another counts as that one."""
    origins = [known.get(source.copies or "", source) for source in sources]
    official = any(origin.kind in OFFICIAL_KINDS for origin in origins)
    return official or len({origin.id for origin in origins}) > 1


def is_recent(source: Source) -> bool:
    """Whether a source is recent enough to confirm a fact: by its date, by the earliest date that
    it can have, or because it is an official page in its present form."""
    return source.present or (source.date or source.not_before or "") >= CURRENT_SINCE


def was_answered(phone: Phone, date: str) -> bool:
    """Whether somebody of the directory dialled a number and was answered, within the year before
    its date (ISO). That date and not today’s: a directory must say the same on every day."""
    return phone.called is not None and bool(date) and _year_before(date) < phone.called <= date


def _year_before(date: str) -> str:
    """The same day a year before (ISO); dates are only compared, so 29 February needs no care."""
    return f"{int(date[:4]) - 1:04}{date[4:]}"


def numbers_called(services: Iterable[Service], date: str) -> int:
    """How many numbers somebody of the directory dialled within the year before its date."""
    return sum(was_answered(phone, date) for service in services for phone in service.phones)


# --- entries ------------------------------------------------------------------------------------


def _settle_entry(entry: Any, judge: _Judge) -> Any:
    if isinstance(entry, Service):
        return _settle_service(entry, judge)
    # What happened does not go out of date.
    rule = confidence(judge.cited(entry, _TELLS), seen=True, known=judge.sources)
    return entry._replace(confidence=_decide(entry, rule, judge.node, judge.bound))


def _settle_service(service: Service, judge: _Judge) -> Service:
    """A service with the status and the confidence of itself and of its contacts."""
    running = judge.cited(service, _SHOWS_RUNNING)
    seen = any(map(is_recent, running)) or any(map(judge.answered, service.phones))
    service = service._replace(
        status=_status(service, seen, judge),
        phones=_contacts(service.phones, "phones", judge.cited(service, ("number",)), judge),
        web=_contacts(service.web, "web", [], judge),
    )
    if service.status == "unknown" and not service.last_seen:
        service = service._replace(last_seen=_newest(running))
    rule = _service_rule(service, seen, judge)
    return service._replace(confidence=_decide(service, rule, judge.node, judge.bound))


def _service_rule(service: Service, seen: bool, judge: _Judge) -> str:
    """How sure a service is; a hotline is no surer than the surest of its numbers."""
    if service.status == "announced":
        return "unconfirmed"
    rule = confidence(judge.cited(service), seen, judge.sources)
    if service.kind != "hotline" or not service.phones:
        return rule
    surest = min((phone.confidence for phone in service.phones), key=_doubt)
    return max(rule, surest, key=_doubt)


def _status(service: Service, seen: bool, judge: _Judge) -> str:
    """Whether a service runs: what a curator typed of one that ended or is only announced, else
    whether it was seen running recently."""
    rule, typed = "current" if seen else "unknown", service.status
    if typed in _ENDED or not typed:
        return typed or rule
    if judge.bound and typed != rule:
        _report_contradiction(judge.node, "status", typed, rule)
    return typed


def _newest(sources: Iterable[Source]) -> str | None:
    """The newest date of some sources (ISO), where any has one."""
    return max((source.date for source in sources if source.date), default=None)


def _contacts(
    contacts: Sequence[Contact], key: str, default: Sequence[Source], judge: _Judge
) -> tuple[Contact, ...]:
    """Numbers or web addresses with their confidence; `default` are the sources of those that name
    none."""
    child = judge.node.get(key)
    nodes = child.item_nodes() if child else []
    return tuple(
        contact._replace(confidence=_decide(contact, _rule(contact, default, judge), node,
                                            judge.bound))
        for contact, node in zip(contacts, nodes, strict=False)
    )  # fmt: skip


def _rule(contact: Phone | Web, default: Sequence[Source], judge: _Judge) -> str:
    """The confidence that its sources give a number or a web address."""
    if isinstance(contact, Phone) and judge.answered(contact):
        return "confirmed"
    sources = judge.named(contact.sources) if contact.sources else default
    return confidence(sources, any(map(is_recent, sources)), judge.sources)


# --- what a file says itself --------------------------------------------------------------------


def _decide(value: Any, rule: str, node: Node, bound: bool) -> str:
    """The confidence of a value of the model, by the rule and by what its file says."""
    rule, typed = _lower(rule, value.lowered, node), value.confidence
    if bound and typed in CONFIDENCES and typed != rule:
        _report_contradiction(node, "confidence", typed, rule)
    return typed or rule


def _lower(rule: str, lowered: Lowered | None, node: Node) -> str:
    """The lower confidence that a curator gives; reports one that is not lower."""
    child = node.get("lowered")
    if lowered is None or child is None or lowered.to not in CONFIDENCES:
        return rule
    if _doubt(lowered.to) <= _doubt(rule):
        what = N_("the sources give '{rule}' here: '{value}' is not lower")
        child.report(what, N_("remove 'lowered'"), rule=rule, value=lowered.to)
    return max(rule, lowered.to, key=_doubt)


def _report_contradiction(node: Node, key: str, typed: str, rule: str) -> None:
    fix = N_("remove '{key}', or correct the sources; to trust it less, add 'lowered:'")
    if key == "status":
        fix = N_("remove '{key}', or correct the sources")
    what = N_("the sources give '{rule}' here, not '{value}'")
    (node.get(key) or node).report(what, fix, key=key, rule=rule, value=typed)


def _doubt(confidence: str) -> int:
    """How little a confidence is worth, from 0; a word that no file may hold is the worst."""
    return CONFIDENCES.index(confidence) if confidence in CONFIDENCES else len(CONFIDENCES)
