"""The word files that people write, one a language, of which a quick form is made.

The quick form says what it was made from; where that is not what the files are now, it is old.
"""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from zlib import crc32


def data() -> Traversable:
    """The folder of all data files."""
    return resources.files("cleaner") / "data"


def languages(folder: str) -> frozenset[str]:
    """The languages that have a file in a folder of ``data``."""
    names = (file.name for file in (data() / folder).iterdir())
    return frozenset(name[:-5] for name in names if name.endswith(".toml"))


def source(folder: str, language: str) -> bytes:
    """The file of a language. Raises ``FileNotFoundError`` if there is none."""
    return (data() / folder / f"{language}.toml").read_bytes()


def fingerprint(folder: str) -> str:
    """What the quick form is made from."""
    names = sorted(languages(folder))
    return ", ".join(f"{name} {crc32(source(folder, name)):08x}" for name in names)
