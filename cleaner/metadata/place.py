"""The place from which a story was filed."""

from __future__ import annotations

from cleaner.grammar import bylines, dates, leads, places
from cleaner.metadata import flattened
from cleaner.metadata.sources import Sources
from cleaner.records import Candidate

LEAST_TRUST = 0.55


def candidates(sources: Sources) -> list[Candidate]:
    """The place of a place line, of the date line, of the dateline that opens the body, and of the
    byline."""
    out = [
        Candidate(b.text.strip(" :.,–—-"), b.text, "visible-header", 0.9)
        for b in sources.labelled("place")[:1]
    ]
    for block in sources.labelled("date"):
        lines = dates.parse(block.text)
        if lines and lines[0].place:
            out.append(Candidate(lines[0].place, block.text, "visible-header", 0.85))
    for block in sources.labelled("byline"):
        signed = bylines.parse(block.text) or bylines.filed(block.text)
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
    if not out and flattened.is_flattened(sources):
        out += flattened.place(sources)
    return out


def _openings(sources: Sources) -> list[str]:
    """Where the story may begin: the page itself if it lost its line breaks, else the first
    paragraphs of the body that are more than a few words."""
    if flattened.is_flattened(sources):
        return [sources.reading.page.source[:300]]
    return [b.text for b in sources.body[:12] if b.kind != "list-item"]
