"""Which phone numbers of a service may be given, and which may be dialled to check them."""

from __future__ import annotations

from typing import Final

from resource_finder.model import Phone, Service

NO_CONTACT_STATUSES: Final = ("former", "announced")
"""The statuses of services that nobody answers for: none of their contacts is given."""

NEVER_DIALLED: Final = ("911", "988")
"""Emergency and crisis codes: a call to check them would keep somebody else waiting."""


def may_be_dialled(phone: Phone) -> bool:
    """Whether a curator may call a number; nobody answers a number for texts."""
    return phone.verify != "source" and phone.kind != "text" and not is_never_dialled(phone)


def numbers_to_give(service: Service, unconfirmed: bool = False) -> list[Phone]:
    """The numbers of a service that may be given: with `unconfirmed`, unconfirmed ones too. The
    office of its operator, which is a last way in, comes after its own numbers."""
    if service.status in NO_CONTACT_STATUSES:
        return []
    given = [p for p in service.phones if unconfirmed or p.confidence != "unconfirmed"]
    return sorted(given, key=lambda phone: phone.role == "operator")


def is_never_dialled(phone: Phone) -> bool:
    """Whether a number is an emergency or crisis code."""
    return phone.number in NEVER_DIALLED
