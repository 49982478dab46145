"""The place from which a story was filed."""

from __future__ import annotations

from cleaner.grammar import dates, places
from cleaner.metadata import flattened
from cleaner.metadata.sources import Sources
from cleaner.records import Candidate

LEAST_TRUST = 0.55


def candidates(sources: Sources) -> list[Candidate]:
    """The place of a place line, of the date line, and of the dateline that opens the body."""
    out = [
        Candidate(b.text.strip(" :.,–—-"), b.text, "visible-header", 0.9)
        for b in sources.labelled("place")[:1]
    ]
    for block in sources.labelled("date"):
        lines = dates.parse(block.text)
        if lines and lines[0].place:
            out.append(Candidate(lines[0].place, block.text, "visible-header", 0.85))
    first = flattened.is_flattened(sources)
    for block in sources.body[: 1 if first else 3]:
        opening = places.parse(block.text)
        if opening and opening.confidence >= LEAST_TRUST:
            raw = block.text[: opening.end].strip()
            out.append(Candidate(opening.place, raw, "text", min(0.8, opening.confidence)))
            break
    if not out and flattened.is_flattened(sources):
        out += flattened.place(sources)
    return out
