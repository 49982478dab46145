"""A sample of the pages of each site that depends neither on their order nor on who reads them."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappush, heapreplace
from typing import Generic, TypeVar

from cleaner.profiles.record import MOST_PAGES

UNKNOWN_PAGES = 2000
"""Pages without an address that are kept for grouping."""
T = TypeVar("T")


class Sample(Generic[T]):
    """What is kept of at most ``MOST_PAGES`` pages a site: of those with the smallest ids.

    ``""`` is the site of pages of which none is known; of them ``UNKNOWN_PAGES`` are kept.
    """

    def __init__(self) -> None:
        self._heaps: dict[str, list[tuple[int, T]]] = {}
        self._ids: dict[str, set[int]] = {}

    def wants(self, site: str, page: int) -> bool:
        """Whether a page would be kept."""
        if self.has(site, page):
            return False
        heap = self._heaps.get(site, [])
        return len(heap) < _most(site) or page < -heap[0][0]

    def add(self, site: str, page: int, kept: T) -> None:
        """Keep a page, if it is wanted, in place of the one with the largest id."""
        if not self.wants(site, page):
            return
        heap = self._heaps.setdefault(site, [])
        ids = self._ids.setdefault(site, set())
        ids.add(page)
        if len(heap) < _most(site):
            heappush(heap, (-page, kept))
        else:
            ids.discard(-heapreplace(heap, (-page, kept))[0])

    def has(self, site: str, page: int) -> bool:
        """Whether a page is kept."""
        return page in self._ids.get(site, ())

    def count(self, site: str) -> int:
        """How many pages of a site are kept."""
        return len(self._heaps.get(site, ()))

    def sites(self) -> list[str]:
        """The sites that have pages, in alphabetical order."""
        return sorted(self._heaps)

    def kept(self, site: str) -> Iterator[T]:
        """What is kept of a site's pages, those with the largest ids first."""
        return (kept for _, kept in sorted(self._heaps.get(site, ()), key=lambda pair: pair[0]))


def _most(site: str) -> int:
    return MOST_PAGES if site else UNKNOWN_PAGES
