"""Gives advice on a directory without faults: what its curator should still add or correct."""

from __future__ import annotations

from resource_finder.closed_lists import CURRENT_SINCE
from resource_finder.directory.corrections import is_own_word
from resource_finder.directory.nodes import Node
from resource_finder.directory.rules import (
    Draft,
    entry_nodes,
    report_closed_sources,
    report_old_openings,
    report_unlikely_numbers,
    sources_in,
)
from resource_finder.directory.sentences import report_contacts_in_sentences
from resource_finder.i18n import N_
from resource_finder.model import Service, Source


def report_advice(draft: Draft) -> None:
    """Report advice on a directory without faults; it never depends on today's date."""
    for source, node in draft.items["sources"]:
        _advise_source(source, node)
    # In the built-in directory these are faults, and reported as such before.
    if not draft.directory.header.built_in:
        report_closed_sources(sources_in(draft, main=True))
    report_closed_sources(sources_in(draft, main=False))
    for _, node in entry_nodes(draft):
        report_contacts_in_sentences(node)
        _advise_typed(node)
    services = draft.items["services"]
    for service, node in services:
        _advise_service(service, node)
    if not draft.directory.header.built_in:
        report_old_openings(draft)
    # In the built-in directory these are faults, and reported as such before.
    report_unlikely_numbers(
        services[draft.main_service_count if draft.directory.header.built_in else 0 :]
    )


def _advise_source(source: Source, node: Node) -> None:
    if source.date is None and source.dated is None:
        node.report(
            N_("this source has no date"),
            N_("add 'date:', or say under 'dated:' what is known of it"),
        )


def _advise_service(service: Service, node: Node) -> None:
    if is_own_word(service):
        return  # An agency needs no evidence for what it says of itself.
    if service.name.en == service.name.fr and service.one_name is None:
        node.report(N_("one name for both languages needs a reason"), N_("add 'one_name:'"))
    if service.status_note is None:
        node.report(N_("this status has no evidence"), N_("add 'status_note:'"))
    if service.status == "current" and (service.last_seen or CURRENT_SINCE) < CURRENT_SINCE:
        node.report(
            N_("'current' needs evidence of {year} or later"),
            N_("remove 'status': the sources decide it"),
            year=CURRENT_SINCE,
        )  # fmt: skip
    if service.status == "announced" and service.confidence != "unconfirmed":
        node.report(
            N_("a service that is only announced is not confirmed"),
            N_("remove 'confidence': the status decides it"),
        )
    _advise_contacts(service, node)
    unconfirmed = any(p.confidence == "unconfirmed" and not p.lowered for p in service.phones)
    if unconfirmed and not service.notes and not any(p.note for p in service.phones):
        node.report(N_("an unconfirmed number needs a note"), N_("say why under 'notes:'"))


def _advise_contacts(service: Service, node: Node) -> None:
    """Advise about each number and web address that no source states."""
    for key in ("phones", "web"):
        child = node.get(key)
        for contact, at in zip(getattr(service, key), child.item_nodes() if child else [],
                               strict=False):  # fmt: skip
            typed = at.get("confidence") or contact.lowered
            if contact.confidence == "unconfirmed" and not typed:
                at.report(N_("no source states this"), N_("name its sources under 'from:'"))


def _advise_typed(node: Node) -> None:
    """Advise about the first value of an entry that its sources decide."""
    parts = [item for key in ("phones", "web") if (child := node.get(key))
             for item in child.item_nodes()]  # fmt: skip
    typed = [child for one in (node, *parts) if (child := one.get("confidence"))]
    status = node.get("status")
    if status and status.yaml_node.value in ("current", "unknown"):
        typed.append(status)
    if typed:
        typed[0].report(
            N_("the sources decide 'confidence', and 'current' or 'unknown' under 'status'"),
            N_("remove these keys from this entry"),
        )
