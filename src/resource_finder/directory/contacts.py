"""Which contacts of a service may be given, and which number is called first."""

from __future__ import annotations

from typing import Final

from resource_finder.model import Phone, Service

NO_CONTACT_STATUSES: Final = ("former", "announced")
"""What has no contact to give, whatever a file says: nobody would answer."""


def numbers_to_give(service: Service, unconfirmed: bool = False) -> list[Phone]:
    """The numbers of a service that may be given; unconfirmed ones only where they are wanted."""
    if service.status in NO_CONTACT_STATUSES:
        return []
    return [p for p in service.phones if unconfirmed or p.confidence != "unconfirmed"]
