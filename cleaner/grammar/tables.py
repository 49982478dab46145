"""The word tables that the parsers read, each file once a process."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """``data/<name>.toml``; nobody changes what it holds."""
    path = files("cleaner").joinpath(f"data/{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def words(name: str, section: str) -> frozenset[str]:
    """All words of a section of ``data/<name>.toml`` that has a list for each language."""
    return frozenset(word for listed in table(name)[section].values() for word in listed)
