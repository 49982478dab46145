"""The name of the site and the address of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from cleaner.grammar.letters import is_caseless
from cleaner.grammar.tables import table
from cleaner.metadata import title
from cleaner.metadata.sources import Sources, fold, letters, resolve, squeeze, text_of, types_of
from cleaner.records import Candidate

AGREED = 0.13
"""What a name gains that the JSON-LD and the page's title both say."""
SHORTEST, MOST_WORDS = 4, 6
"""Letters (fewer where words are not spaced) and words of a piece of a title that may be the site's
name."""
MOST_OF_HOST = 0.75
"""Share of the letters of a part of the host that such a piece is, if it begins it."""
LONGEST = 60
"""Characters of a picture's text that may be the name in a logo."""

_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)[\s\d,.\-–—©]*(?:by\s)?(.{2,80})", re.IGNORECASE)
_LOGO = re.compile(r"\blogo\b", re.IGNORECASE)


def names(sources: Sources) -> list[Candidate]:
    """The site's name as the page's data give it, else as its title and its frame do, else its
    host. A name of the JSON-LD that ends the title, or that another of the data has with a motto
    behind it, goes before all others."""
    out = [claim for claim in _stated(sources) if _is_name(claim.value)]
    titled = _titled(sources)
    shared = [c.value for c in out if c.source == "opengraph"]
    agreed = {fold(c.value) for c in titled} | {
        fold(p) for v in shared for p in title.pieces(v)[:1]
    }
    agreed -= set(map(fold, shared))
    out = [_raised(c) if c.source == "json-ld" and fold(c.value) in agreed else c for c in out]
    out += titled
    if sources.host:
        out.append(Candidate(sources.host, sources.host, "url", 0.4))
    return out


def _stated(sources: Sources) -> Iterator[Candidate]:
    for v in sources.values("og:site_name")[:1]:
        bare = v == v.lower() and v.removeprefix("www.") == sources.host
        yield Candidate(v, v, "opengraph", 0.41 if bare else 0.9)
    for value in resolve(sources.article.get("publisher"), sources.nodes)[:1]:
        yield Candidate(text_of(value), text_of(value), "json-ld", 0.8)
    for node in sources.nodes:
        if any(kind in ("WebSite", "NewsMediaOrganization") for kind in types_of(node)):
            name = text_of(node.get("name"))
            yield Candidate(name, name, "json-ld", 0.7)
    for v in sources.values("application-name", "publisher", "dc.publisher")[:1]:
        yield Candidate(v, v, "meta", 0.6)


def _is_name(value: str) -> bool:
    return bool(value) and "://" not in value and fold(value) not in _defaults()


@cache
def _defaults() -> frozenset[str]:
    """Names that software gives to a site as long as nobody names it."""
    return frozenset(map(fold, table("bylines")["frame"]["unnamed"]))


def _raised(claim: Candidate) -> Candidate:
    return replace(claim, confidence=claim.confidence + AGREED)


def _titled(sources: Sources) -> list[Candidate]:
    """The piece at the end or the beginning of the page's title that its frame shows to be the
    site's name."""
    told = sources.reading.head.title
    parts = title.pieces(told)
    ends = [parts[-1], parts[0]] if len(parts) > 1 else []
    opening, colon, _ = told.partition(": ")
    shown = _frame(sources)
    return [
        Candidate(piece, told, "meta", 0.5)
        for piece in (*ends, *([opening.strip()] if colon else []))
        if _may_name(piece)
        and (_is_host(piece, sources) or any(line.startswith(_bare(piece)) for line in shown))
    ][:1]


def _may_name(piece: str) -> bool:
    size = len(_bare(piece)) * (2 if piece and is_caseless(piece[0]) else 1)
    return size >= SHORTEST and len(piece.split()) <= MOST_WORDS and _is_name(piece)


def _frame(sources: Sources) -> list[str]:
    """What logos and links to the start page say, and who has the copyright; letters only."""
    reading = sources.reading
    found = [match[1] for b in reading.blocks if (match := _COPYRIGHT.search(b.text))]
    found += [
        _LOGO.sub("", alt)
        for src, alt in reading.head.images
        if len(alt) <= LONGEST and "logo" in f"{src} {alt}".casefold()
    ]
    found += [
        b.text[link.start : link.end]
        for b in reading.blocks
        for link in b.links
        if _is_start(link.href, sources.host)
    ]
    return [_bare(text) for text in found]


def _is_host(piece: str, sources: Sources) -> bool:
    """Whether a name is most of a part of the host: that of a city or a section is the beginning of
    many."""
    said = _bare(piece)
    labels = [_bare(label) for label in sources.host.split(".")]
    return any(said in (label, f"the{label}") for label in labels) or any(
        label.startswith(said) and len(said) >= MOST_OF_HOST * len(label) for label in labels
    )


def _is_start(href: str, host: str) -> bool:
    bare = href.rstrip("/").partition("://")[2].removeprefix("www.")
    return href == "/" or (bool(host) and bare == host)


def _bare(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def known_names(sources: Sources, sites: list[Candidate]) -> set[str]:
    """All folded names under which the site may sign, host and its first label included."""
    known = {fold(str(site.value)) for site in sites}
    if sources.host:
        labels = sources.host.split(".")
        known |= {sources.host, "www." + sources.host, labels[-2] if len(labels) > 1 else labels[0]}
        known |= {labels[0], letters(labels[0])}
    known |= {fold(v).lstrip("@") for v in sources.values("twitter:site")}
    return {name for name in known if name}


def urls(sources: Sources) -> list[Candidate]:
    """The canonical address, the shared one, and the one that the caller gave."""
    out = [
        Candidate(href, href, "meta", 0.9)
        for rel, href in sources.reading.head.links
        if rel == "canonical" and "://" in href
    ][:1]
    out += [Candidate(v, v, "opengraph", 0.7) for v in sources.values("og:url")[:1] if "://" in v]
    page = sources.reading.page.url
    if page:
        out.append(Candidate(page, squeeze(page), "url", 0.8))
    return out
