"""The place from which a story was filed."""

from __future__ import annotations

import re
from dataclasses import replace

from cleaner.grammar import bylines, dates, leads, places
from cleaner.metadata import flattened, title
from cleaner.metadata.sources import Sources
from cleaner.records import Block, Candidate

LEAST_TRUST = 0.55

_SHARE = re.compile(r"share|sharer|javascript|mailto|facebook|twitter|whatsapp|telegram|line\.me")
_NAMED = re.compile(
    r"(?:^|[-_])(?:place|dateline|ort|lieu|lugar|luogo|plaats|lloc|miejsce|mesto|kota|lokasi)$|"
    r"^(?:story|article|post|news)?[-_]?location$"
)
"""Class names of the place from which a story was filed."""

_IN = "i|en|à|em|w|we|v|ve|u|na"
"""Words for "in" of languages whose nouns, months and languages begin with small letters: not the
one of English and German ("in March", "in Politik")."""


def candidates(sources: Sources, site_names: set[str]) -> list[Candidate]:
    """The place of a place line, of the date line, of the dateline that opens the body, and of the
    byline; none holds the site's name ("SURABAYA, EXAMPLE -")."""
    found = _claims(sources)
    return [replace(c, value=_without_site(c.value, site_names)) for c in found]


def _without_site(place: str, site_names: set[str]) -> str:
    town, _, rest = place.partition(", ")
    return town if rest and title.is_site(rest, site_names) else place


def _claims(sources: Sources) -> list[Candidate]:
    out = [
        Candidate(b.text.strip(" :.,–—-"), b.text, "visible-header", 0.9)
        for b in sources.labelled("place")[:1]
    ]
    for block in sources.labelled("date"):
        lines = dates.parse(block.text)
        if lines and lines[0].place and not _is_button(lines[0].place, block):
            out.append(Candidate(lines[0].place, block.text, "visible-header", 0.85))
    out += _named(sources)
    for block in sources.labelled("byline"):
        text = block.text
        signed = bylines.parse(text) or bylines.filed(text) or bylines.role_line(text)
        if signed and signed.place:
            out.append(Candidate(signed.place, block.text, "byline", LEAST_TRUST))
    texts = _openings(sources)
    found = places.opening(texts, LEAST_TRUST)
    if found:
        position, opening = found
        raw = texts[position][: opening.end].strip()
        out.append(Candidate(opening.place, raw, "text", min(0.8, opening.confidence)))
    credits = (lead for text in texts[: leads.PARAGRAPHS] if (lead := leads.parse(text)))
    out += [Candidate(c.place, c.place, "text", 0.8) for c in credits if c.place][:1]
    if not out:
        out += _named_elsewhere(texts, sources)
    if not out and flattened.is_flattened(sources):
        out += flattened.place(sources)
    return out


def _named_elsewhere(texts: list[str], sources: Sources) -> list[Candidate]:
    """The town with which one of the first paragraphs begins, without a sign that only datelines
    have, where the rest of the page shows it to be one: words in capitals of which it says that
    something is there ("i Ljungby"), or words before a danda that the story and the title or
    a line of their own have too."""
    for text in [t for t in texts if len(t) >= places.SHORTEST][: places.FIRST]:
        town = places.in_capitals(text)
        if not (town and _is_located(town.title(), sources)):
            town = places.before_danda(text)
            town = town if town and _is_headed(town, texts, sources) else ""
        if town:
            return [Candidate(town, town, "text", LEAST_TRUST)]
    return []


def _is_headed(town: str, texts: list[str], sources: Sources) -> bool:
    """Whether the title has the words, or a line has nothing but them, and the story has them again
    behind its opening."""
    alone = any(b.text.strip() == town for b in sources.reading.blocks)
    titled = any(f" {town} " in f" {b.text} " for b in sources.labelled("title"))
    return (alone or titled) and sum(text.count(town) for text in texts) > 1


def _is_located(town: str, sources: Sources) -> bool:
    """Whether the page has a small word for "in" before a name."""
    located = re.compile(rf"(?<!\w)(?:{_IN})\s{re.escape(town)}(?!\w)")
    return any(located.search(b.text) for b in sources.reading.blocks)


def _is_button(place: str, block: Block) -> bool:
    """Whether words behind a date are links, to share the story and the like; a link to a place
    leads somewhere on the site."""
    at = block.text.find(place)
    inside = [link for link in block.links if at < link.end and link.start < at + len(place)]
    hrefs = [link.href.lower() for link in inside]
    return len(inside) > 1 or any(h.partition("#")[0] == "" or _SHARE.search(h) for h in hrefs)


def _named(sources: Sources) -> list[Candidate]:
    """A short line between title and story whose class name says that it is a place."""
    first = sources.body[0].index if sources.body else 0
    titles = [b.index for b in sources.labelled("title")][:1]
    return [
        Candidate(block.text.strip(" :.,–—-"), block.text, "visible-header", 0.7)
        for title_at in titles
        for block in sources.reading.blocks[title_at + 1 : first]
        if block.structure
        and any(map(_NAMED.search, block.structure.names[:1]))
        and places.is_place_line(block.text)
    ][:1]


def _openings(sources: Sources) -> list[str]:
    """Where the story may begin: the page itself if it lost its line breaks, else the first
    paragraphs of the body that are more than a few words."""
    if flattened.is_flattened(sources):
        return [sources.reading.page.source[:300]]
    return [b.text for b in sources.body[:12] if b.kind != "list-item"]
