"""What the renderers of sheets share: reading their data files, and the error of a missing
character."""

from __future__ import annotations

from resource_finder import data_files


class CannotPrint(Exception):
    """The fonts lack some `characters` of the sheet."""

    def __init__(self, characters: str) -> None:
        self.characters = characters
        super().__init__(characters)


def read_asset(name: str) -> bytes:
    """The bytes of a data file. Raises DamagedError where they are not what was installed."""
    data = data_files.load(name)
    if data is None:
        from resource_finder.directory.problems import DamagedError

        raise DamagedError(name)
    return data


def is_number(text: str) -> bool:
    """Whether a piece of a strip to tear off is a number, which is bold, and not words."""
    return not any(letter.isalpha() for letter in text)
