"""Gathers the notes of many pages, site by site, in bounded memory, and makes profiles of them."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Union

from cleaner import blocks
from cleaner.learning.notes import notes, page_id
from cleaner.learning.sample import Sample
from cleaner.learning.sites import group, site_of
from cleaner.load import PageSource, load
from cleaner.metadata.sources import host_of
from cleaner.profiles import Profile, merge
from cleaner.records import Options, Page
from cleaner.settle import label_until_settled

LearnPage = Union[PageSource, Mapping[str, Any]]  # noqa: UP007 (PageSource is a string)
"""A source, or a mapping with ``html`` or ``text``, and ``url``, ``site``."""
Notes = tuple[str, int, bytes]
"""Site, id of the page, and its profile packed."""


def learn(pages: Iterable[LearnPage], *, site: str | None = None) -> Profile:
    """The profile of one site, from pages that are all of that site.

    A page is a source as ``clean`` takes it, or a mapping with the page under ``html`` or
    ``text`` and its address under ``url``. ``site`` names the profile; by default it is the host
    that most pages come from. Raises ``CleanerError`` for a page that cannot be read and
    ``TypeError`` for a single page in the place of several.
    """
    _check(pages)
    learner = Learner()
    hosts: dict[str, int] = {}
    for given in pages:
        page = _page(given)
        host = site or host_of(page.url)
        hosts[host] = hosts.get(host, 0) + 1
        number = page_id(page.source)
        if learner.wants("", number):
            learner.add(("", number, noted(page, "")[2]))
    name = site or min((h for h in hosts if h), key=lambda h: (-hosts[h], h), default="")
    return replace(merge(learner.pages("")), site=name)


def learn_sites(pages: Iterable[LearnPage]) -> dict[str, Profile]:
    """The profiles of all sites in a mixture of pages, by site.

    The site of a page is its ``site`` if it is a mapping that has one, else the host of its
    address, else of the address that it names itself. Pages with none of these are grouped by the
    lines they share, as ``group-1``, ``group-2`` and so on. Raises as ``learn`` does.
    """
    _check(pages)
    learner = Learner()
    for given in pages:
        page = _page(given)
        site = str(given.get("site") or "") if isinstance(given, Mapping) else ""
        site = site or host_of(page.url)
        if learner.wants(site, page_id(page.source)):
            learner.add(noted(page, site))
    return learner.profiles()


def _check(pages: Iterable[LearnPage]) -> None:
    if isinstance(pages, str | bytes | Path | Mapping):
        raise TypeError(f"pages must be several pages, not one {type(pages).__name__}")


def noted(page: Page, site: str) -> Notes:
    """What is written down of a page; an empty ``site`` is looked for in the page."""
    reading, decisions = label_until_settled(blocks.read(page), Options())
    site = site or site_of(reading)
    return site, page_id(page.source), pack(notes(reading, decisions, site))


def pack(profile: Profile) -> bytes:
    """A profile as few bytes."""
    return zlib.compress(pickle.dumps(profile), 1)


def unpack(packed: bytes) -> Profile:
    """What ``pack`` made bytes of."""
    profile: Profile = pickle.loads(zlib.decompress(packed))
    return profile


class Learner:
    """The notes of a sample of the pages of each site."""

    def __init__(self) -> None:
        self._notes: Sample[bytes] = Sample()

    def wants(self, site: str, page: int) -> bool:
        """Whether notes of a page would be kept."""
        return self._notes.wants(site, page)

    def add(self, given: Notes) -> None:
        """Keep the notes of a page, if they are wanted."""
        self._notes.add(*given)

    def pages(self, site: str) -> Iterator[Profile]:
        """The profile of each page of a site."""
        return map(unpack, self._notes.kept(site))

    def profiles(self) -> dict[str, Profile]:
        """The profile of each site, by site; pages of no known site in groups of two and more."""
        return {profile.site: profile for profile in self.each()}

    def each(self) -> Iterator[Profile]:
        """The same, one after the other, so that they need not be in memory together."""
        yield from (merge(self.pages(site)) for site in self._notes.sites() if site)
        groups = [members for members in group(self.pages("")) if len(members) > 1]
        for number, members in enumerate(groups, 1):
            yield replace(merge(members), site=f"group-{number}")


def _page(given: LearnPage) -> Page:
    if not isinstance(given, Mapping):
        return load(given, url=None, kind="auto")
    kind: Any = "html" if given.get("html") is not None else "text"
    source = given.get(kind)
    if source is None:
        raise TypeError("a page to learn from is a source, or a mapping with html or text")
    return load(source, url=given.get("url"), kind=kind)
