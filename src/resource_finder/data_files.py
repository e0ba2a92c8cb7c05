"""The data files of this package: read from wherever it is installed, a zip too, and used only
where they are what was built.

In a checkout these files are edited, so there they are taken as they are, the compiled directory
excepted.
"""

from __future__ import annotations

from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

PACKAGE = Path(__file__).parent
YAML: Final = "programs.yaml"
COMPILED: Final = "directory.sqlite"
FRENCH_CATALOGUE: Final = "locale/fr/LC_MESSAGES/resource_finder.mo"
TEMPLATE: Final = "render/sheet.typ"
STYLE: Final = "render/sheet.css"
BUILT: Final = (COMPILED, FRENCH_CATALOGUE, TEMPLATE, STYLE)
"""The data files inside the package whose digests the build notes, beside that of the YAML."""


def edited() -> Path | None:
    """The YAML of the built-in directory that people edit; None outside a checkout."""
    path = PACKAGE.parents[1] / "data" / YAML
    return path if PACKAGE.parent.name == "src" and path.is_file() else None


def read(name: str) -> bytes | None:
    """The bytes of a data file; None where it cannot be read."""
    # The loader of a zip, or of a frozen program, reads files that lie in no folder.
    loader: Any = globals()["__loader__"]
    try:
        return bytes(loader.get_data(str(PACKAGE / name)))
    except OSError:
        return None


def sound(name: str) -> bytes | None:
    """The bytes of a data file; None where they are not what was built."""
    data = read(name)
    return data if data is not None and digest(data) == _built(name) else None


def data(name: str) -> bytes | None:
    """The bytes of a data file; None where they are not what was built, a checkout excepted."""
    return sound(name) if edited() is None else read(name)


def digest(data: bytes) -> str:
    """BLAKE2b, 160 bits: no damage leaves it as it was, as it may leave the 32 bits of a CRC."""
    try:
        # This module alone: hashlib would load OpenSSL too, for longer than the sum takes.
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    return blake2b(data, digest_size=20).hexdigest()


def _built(name: str) -> str:
    """The digest of a data file as it was built; "" where none is known."""
    try:
        from resource_finder import built
    except ImportError:
        return ""
    return built.FILES.get(name, "")
