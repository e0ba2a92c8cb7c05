"""Service areas: which area lies around which."""

from collections.abc import Mapping
from typing import Final

from resource_finder.header import Region

MAX_ENCLOSING_REGIONS: Final = 8
"""Regions in a chain of `within`; without a limit a long chain would slow every answer."""


def enclosing_regions(region: str, regions: Mapping[str, Region]) -> tuple[str, ...]:
    """The region and every region around it, innermost first."""
    chain: list[str] = []
    current: str | None = region
    while current is not None and current not in chain and len(chain) < MAX_ENCLOSING_REGIONS:
        chain.append(current)
        current = regions[current].within if current in regions else None
    return tuple(chain)
