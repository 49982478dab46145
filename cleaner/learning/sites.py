"""Which site a page is of: by its address, else by the lines that it shares with others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cleaner.metadata.sources import host_of
from cleaner.profiles import Profile, forms
from cleaner.profiles.known import PROSE
from cleaner.records import Reading


def site_of(reading: Reading) -> str:
    """Host of the page's address, else of the address that the page names; "" if neither."""
    head = reading.head
    links = [href for rel, href in head.links if rel == "canonical"]
    metas = [content for name, content in head.metas if name == "og:url"]
    for url in (reading.page.url, *links, *metas):
        if host := host_of(url):
            return host
    return ""


def group(pages: Iterable[Profile]) -> list[list[Profile]]:
    """Pages of unknown sites in groups that share short lines, in an order of their ids alone."""
    groups: list[tuple[Counter[int], list[Profile]]] = []
    holders: dict[int, set[int]] = {}
    for page in sorted(pages, key=lambda p: min(p.pages)):
        lines = _lines(page)
        shared = Counter(at for line in lines for at in holders.get(line, ()))
        best = min(shared, key=lambda at: (-shared[at], at), default=None)
        if best is None or not forms.of_one_site(shared[best], len(lines)):
            best = len(groups)
            groups.append((Counter(), []))
        groups[best][1].append(page)
        for line in lines:
            holders.setdefault(line, set()).add(best)
    return [members for _, members in groups]


def _lines(page: Profile) -> set[int]:
    return {
        key for key, text in page.texts.items() if not any(m & PROSE for m in text.marks.values())
    }
