"""Which hotlines are local offices: police detachments and Child and Family Services offices.

There are many of them, each for one place, and none is the number to call first.
"""

from __future__ import annotations

from resource_finder.model import Service

_CHILD_PROTECTION = "child-protection"


def is_local_office(service: Service) -> bool:
    """Whether a service is an office of the police, or one that is mainly for child protection."""
    return service.line == "office" and (
        service.police == "service" or service.topics[:1] == (_CHILD_PROTECTION,)
    )
