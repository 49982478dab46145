"""A folder of profiles, and the one of them that a page needs."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path

from cleaner.profiles import forms
from cleaner.profiles.record import Profile
from cleaner.profiles.store import SUFFIX, file_name, read
from cleaner.records import Reading

AT_ONCE = 32
"""Profiles that a shelf keeps in memory."""
MOST_TRIED = 200
"""Profiles that are tried on a page that names no site."""


class Shelf:
    """The profiles in a folder, or the one in a file, read when they are needed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._load = lru_cache(AT_ONCE)(read)

    def find(self, reading: Reading, site: str) -> Profile | None:
        """The profile of a site; where the site is unknown, the one whose lines the page has."""
        if not self._path.is_dir():
            return self._load(self._path)
        if site:
            path = self._path / file_name(site)
            return self._load(path) if path in self._paths else None
        return self._likely(reading)

    @cached_property
    def _paths(self) -> frozenset[Path]:
        return frozenset(self._path.glob("*" + SUFFIX))

    @cached_property
    def _lines(self) -> dict[Path, frozenset[int]]:
        return {p: frozenset(read(p).known.texts) for p in sorted(self._paths)[:MOST_TRIED]}

    def _likely(self, reading: Reading) -> Profile | None:
        mine = {
            forms.key_of(forms.exact(block))
            for block in reading.blocks
            if not forms.is_prose(block.text)
        }
        shared = {path: len(mine & lines) for path, lines in self._lines.items()}
        best = min(shared, key=lambda path: (-shared[path], path), default=None)
        if best is None or not forms.of_one_site(shared[best], len(mine)):
            return None
        return self._load(best)
