"""The lead image with caption and credit, and whether the page says that its text is for payers."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

from cleaner.grammar import bylines, credits
from cleaner.metadata.sources import Node, Sources, resolve, squeeze, text_of, types_of
from cleaner.records import Block, Candidate, Image, Source

REACH = 12
"""How many blocks below the title the caption of the lead image may stand."""
LONGEST_CAPTION = 500
_FREE = {"true": False, "yes": False, "1": False, "false": True, "no": True, "0": True}
_TIERS = {
    "locked": True, "metered": True, "paid": True, "premium": True, "subscriber": True,
    "subscribers": True, "subscription": True, "member": True, "paywall": True, "free": False,
    "public": False, "open": False,
}  # fmt: skip
_TIER_NAMES = (
    "article:content_tier", "og:article:content_tier", "content_tier", "content-tier",
    "article.content_tier", "access-type", "article:access", "contentaccess",
)  # fmt: skip
_ACCOUNT = re.compile(r"https?://|^@")


def images(sources: Sources) -> list[Candidate]:
    """The image that stands for the story, as a tuple of one, from each source that names it."""
    shown = _shown(sources)
    found: list[tuple[Image, Source, float]] = [
        (image, "json-ld", 0.8)
        for value in resolve(sources.article.get("image"), sources.nodes)[:1]
        if (image := _from_node(value, sources))
    ]
    graph = sources.values("og:image", "og:image:url", "og:image:secure_url")[:1]
    alternative = " ".join(sources.values("og:image:alt", "twitter:image:alt")[:1])
    found += [(Image(url, alternative), "opengraph", 0.75) for url in graph]
    named = sources.values(
        "twitter:image", "twitter:image:src", "parsely-image-url", "sailthru.image.full",
        "sailthru.image", "thumbnail",
    )  # fmt: skip
    found += [(Image(url, alternative), "meta", 0.6) for url in named[:1]]
    found += [
        (Image(url), "microdata", 0.5) for url in sources.microdata("image", "contenturl")[:1]
    ]
    return [
        Candidate((_completed(image, url, shown),), image.url, source, sure)
        for image, source, sure in found
        if (url := _absolute(image.url, sources))
    ]


def _from_node(value: Any, sources: Sources) -> Image | None:
    if isinstance(value, str):
        return Image(value.strip())
    if not isinstance(value, dict):
        return None
    address = text_of(value.get("url")) or text_of(value.get("contentUrl"))
    if not address and "://" in str(value.get("@id", "")) and "ImageObject" in types_of(value):
        address = str(value["@id"])
    caption = text_of(value.get("caption")) or text_of(value.get("description"))
    return Image(address, caption, _credit(value, sources)) if address else None


def _credit(node: Node, sources: Sources) -> str:
    for name in ("creditText", "creator", "author", "copyrightHolder", "copyrightNotice"):
        for value in resolve(node.get(name), sources.nodes)[:1]:
            text = text_of(value)
            if text and not _ACCOUNT.search(text):
                return text
    return ""


def _absolute(address: str, sources: Sources) -> str:
    """The address with scheme and host; empty if it has none or is data."""
    base = sources.reading.page.url or ""
    try:
        whole = urljoin(base, address.strip())
    except ValueError:
        return ""
    return whole if whole.startswith(("http://", "https://")) and " " not in whole else ""


def _shown(sources: Sources) -> tuple[str, str]:
    """``(caption, credit)`` of the first picture at the head of the visible article."""
    titles = sources.labelled("title")
    top = titles[-1].index if titles else 0
    for block in sources.captions:
        near = top - 2 <= block.index <= top + REACH and len(block.text) <= LONGEST_CAPTION
        if near and not _signs(block.text):
            return _read(block, sources)
    return "", ""


def _signs(text: str) -> bool:
    """Whether a text in a caption's place is the byline of the story."""
    byline = bylines.parse(text)
    return byline is not None and byline.opener


def _read(block: Block, sources: Sources) -> tuple[str, str]:
    """Caption and credit of a caption block; the credit may stand in the next one."""
    caption, credit = credits.split(block.text)
    if credit:
        return caption, credit
    following = next((b for b in sources.captions if b.index == block.index + 1), None)
    more = credits.split(following.text) if following else ("", "")
    return caption, (more[1] if not more[0] else "")


def _completed(image: Image, url: str, shown: tuple[str, str]) -> Image:
    """What the page shows below the picture goes before what its data say."""
    return Image(url, shown[0] or squeeze(image.caption), shown[1] or squeeze(image.credit))


def paywalled(sources: Sources) -> list[Candidate]:
    """True or False where the page says so; no candidate where it says nothing."""
    out = []
    free = sources.article.get("isAccessibleForFree")
    if (said := _said(free)) is not None:
        out.append(Candidate(said, str(free), "json-ld", 0.9))
    for part in resolve(sources.article.get("hasPart"), sources.nodes):
        inner = part.get("isAccessibleForFree") if isinstance(part, dict) else None
        if _said(inner):
            out.append(Candidate(True, str(inner), "json-ld", 0.92))
    for raw in sources.values(*_TIER_NAMES)[:1]:
        if (tier := _TIERS.get(raw.casefold())) is not None:
            out.append(Candidate(tier, raw, "meta", 0.8))
    for raw in sources.microdata("isaccessibleforfree")[:1]:
        if (said := _said(raw)) is not None:
            out.append(Candidate(said, raw, "microdata", 0.7))
    return out


def _said(free: Any) -> bool | None:
    return _FREE.get(str(free).strip().casefold().rpartition("/")[2])
