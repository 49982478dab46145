"""The lead image, and whether the page says that its text is for payers."""

from __future__ import annotations

from typing import Any

from cleaner.metadata.sources import Sources, resolve
from cleaner.records import Candidate, Source

_FREE = {"true": False, "yes": False, "1": False, "false": True, "no": True, "0": True}
_TIERS = {"locked": True, "metered": True, "paid": True, "premium": True, "free": False}


def images(sources: Sources) -> list[Candidate]:
    """Addresses of the image that stands for the story."""
    found: list[tuple[str, Source, float]] = [
        (address, "json-ld", 0.8)
        for value in resolve(sources.article.get("image"), sources.nodes)[:1]
        if (address := _address(value))
    ]
    found += [(v, "opengraph", 0.75) for v in sources.values("og:image", "og:image:url")[:1]]
    found += [(v, "meta", 0.6) for v in sources.values("twitter:image", "parsely-image-url")[:1]]
    return [Candidate(v, v, source, sure) for v, source, sure in found if "://" in v]


def _address(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl")
    return value.strip() if isinstance(value, str) else ""


def paywalled(sources: Sources) -> list[Candidate]:
    """True or False where the page says so; no candidate where it says nothing."""
    out = []
    free = sources.article.get("isAccessibleForFree")
    if (said := _FREE.get(str(free).strip().casefold().rpartition("/")[2])) is not None:
        out.append(Candidate(said, str(free), "json-ld", 0.9))
    for raw in sources.values("article:content_tier", "og:article:content_tier")[:1]:
        if (tier := _TIERS.get(raw.casefold())) is not None:
            out.append(Candidate(tier, raw, "meta", 0.8))
    return out
