"""What `--version` prints: the version, the date of the directory, the agency's own files."""

from __future__ import annotations

import os


def version_line() -> str:
    """The version with the dates of the directory and of the layers that the environment names."""
    from resource_finder import __version__
    from resource_finder.directory import builtin

    dates = [builtin.date()]
    if os.environ.get("RESOURCE_FINDER_ALSO", "").strip():
        from resource_finder.cli.request import open_layers
        from resource_finder.search.main_file import layers_of

        named = layers_of(open_layers())
        dates += dict.fromkeys(f"{layer.short} {layer.date or ''}".rstrip() for layer in named)
    return f"resource-finder {__version__} ({'; '.join(dates)})\n"
