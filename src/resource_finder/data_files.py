"""Reads the data files of this package, wherever it is installed (a zip too), and verifies them.

An installed package uses a file only where its digest is the one that the build recorded. In a
checkout these files are edited, so `load` does not verify them there.
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
ORDINARY_WORDS: Final = "search/ordinary.txt"
BUILT_FILES: Final = (COMPILED, FRENCH_CATALOGUE, TEMPLATE, STYLE, ORDINARY_WORDS)
"""The data files inside the package whose digests the build records, beside that of the YAML."""

LARGE: Final = 16_000_000
"""Bytes of a compiled file from which it is read in place, and each entry is compared with its
digest when it is read: to read and verify all of a large file takes longer than to search it.
`check` verifies it as a whole."""


def checkout_yaml() -> Path | None:
    """The YAML of the built-in directory in a checkout, where people edit it; None elsewhere."""
    path = PACKAGE.parents[1] / "data" / YAML
    return path if PACKAGE.parent.name == "src" and path.is_file() else None


def read(name: str) -> bytes | None:
    """The bytes of a data file; None where it cannot be read."""
    # The loader also reads from a zip or a frozen program.
    loader: Any = globals()["__loader__"]
    try:
        return bytes(loader.get_data(str(PACKAGE / name)))
    except OSError:
        return None


def size(name: str) -> int:
    """The bytes that a data file has on disk; 0 where it is missing, or inside a zip."""
    try:
        return (PACKAGE / name).stat().st_size
    except OSError:
        return 0


def read_verified(name: str) -> bytes | None:
    """The bytes of a data file; None where it is missing or its digest is not the recorded one."""
    data = read(name)
    return data if data is not None and digest(data) == _built_digest(name) else None


def load(name: str) -> bytes | None:
    """The bytes of a data file: verified in an installed package, as they are in a checkout."""
    return read_verified(name) if checkout_yaml() is None else read(name)


def digest(data: bytes) -> str:
    """The BLAKE2b digest of data: 160 bits, in hexadecimal. A 32-bit CRC could miss damage."""
    try:
        # Not from hashlib: that loads OpenSSL too, which takes longer than the digest.
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    return blake2b(data, digest_size=20).hexdigest()


def _built_digest(name: str) -> str:
    """The digest of a data file that the build recorded; "" where there is none."""
    try:
        from resource_finder import built
    except ImportError:
        return ""
    return built.FILES.get(name, "")
